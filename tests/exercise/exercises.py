"""Small exercises for tests: a plan with one duty of every kind, and scenarios on it."""

from respond.exercise import run_scenario, scenario_from
from respond.plan import Library
from respond.yaml import Source
from small_plan import SMALL, shelve

DUTIES = """\
duties:
  - {id: seal-told, zh: 报告封堵, en: report the sealing, when: sealed, unit: bureau, within: 1 hour, clause: "3"}
  - {id: close, zh: 立即封闭, en: close at once, when: received, unit: bureau, due: immediately, ends: [reopened], clause: "3"}
  - id: tell
    zh: 报告
    en: report
    when: received
    unit: bureau
    units: [teams]
    report: initial
    to: [government, province]
    channel: [phone]
    not_by: [email]
    within: 1 hour
    clause: "3"
  - id: born-late
    zh: 事发1小时内报告封堵
    en: report the sealing within 1 hour of the incident
    when: sealed
    unit: bureau
    within: 1 hour
    after: occurred
    counted: from-start
    clause: "3"
  - {id: watch, zh: 值守, en: keep watch, kind: keep, when: received, unit: bureau, clause: "3", due: unstated}
  - {id: no-entry, zh: 不得进入, en: nobody enters, kind: refrain, when: received, unit: bureau, clause: "3", due: unstated}
  - {id: lend, zh: 可以借用, en: may lend, mood: may, when: received, unit: bureau, due: unstated, clause: "3"}
  - {id: hospital, zh: 收治, en: admit the injured, when: received, unit: clinic, due: immediately, clause: "3"}
  - {id: check-seal, zh: 核实封堵, en: verify the sealing, when: received, unit: bureau, within: 2 hours, fulfilled_by: sealed, clause: "3"}
  - {id: tidy, zh: 清理, en: tidy up, when: received, unit: bureau, due: unstated, clause: "3"}
  - {id: alarm-two, zh: 二级任务, en: level II duty, when: level >= II, unit: bureau, within: 1 hour, after: received, clause: "3"}
"""
_HEAD = SMALL[: SMALL.index("duties:\n")]
_TAIL = SMALL[SMALL.index("interpretations:\n") :]
PLAN = (
    (_HEAD + DUTIES + _TAIL)
    .replace(
        "facts:\n",
        '  province: {zh: 省政府, en: province, role: superior, clause: "1"}\n'
        '  clinic: {zh: 医院, en: clinic, clause: "1"}\n'
        '  squad: {zh: 分队, en: squad, clause: "1"}\n'
        "groups:\n"
        '  teams: {zh: 工作组, en: teams, units: [squad], clause: "1"}\n'
        "facts:\n",
        1,
    )
    .replace("events:\n", 'events:\n  reopened: {zh: 重新开放, en: reopened, clause: "3"}\n', 1)
)

QUIET = "area: 1 ha, injured: 0, river: no, grave: {value: no, by: 县环境局}"


def library(root, plan=PLAN):
    return Library([shelve(root, plan)])


def text(injects, actions=(), **keys):
    """Write a scenario: injects as `(offset, rest)`, actions as `(offset, rest)`."""
    lines = [
        "respond: scenario/1", "id: small", "title: {zh: 小演练, en: small exercise}", "plans: [spill]",
        f"start: {keys.pop('start', '2026-03-01T08:00+08:00')}", f'end: "{keys.pop("end", "+08:00")}"',
        *(f"{key}: {value}" for key, value in keys.items()), "injects:",
    ]  # fmt: skip
    lines += [
        f'  - {{id: I{number}, at: "{at}", text: {{zh: 信息, en: message}}, {rest}}}'
        for number, (at, rest) in enumerate(injects, 1)
    ]
    lines += ["actions:", *(f'  - {{at: "{at}", {rest}}}' for at, rest in actions)] if actions else []
    return "\n".join(lines) + "\n"


FIRST = ("+00:00", f"facts: {{{QUIET}}}, events: {{received: }}, to: [bureau]")
RECEIVED = ("+00:00", f"facts: {{{QUIET}}}, events: {{received: }}")


def play(shelf, injects=(RECEIVED,), actions=(), **keys):
    return run_scenario(scenario_from(Source("small.yaml", text(injects, actions, **keys))), shelf)


def outcome(run, name):
    """Give the outcome of one occasion of a duty, `tell#1`."""
    return next(each for each in run.outcomes if each.id == f"testland/spill#{name}")


def levels(run):
    return [each for each in run.outcomes if each.kind == "level"]
