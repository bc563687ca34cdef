"""What the plan says of a decision: who takes it, at which level, on which conditions, and what is owed at the close."""

from datetime import datetime

import pytest
from night import refused

from respond.api import default_library
from respond.desk import Decision, Desk
from respond.plan import Library
from respond.store import Store
from small_plan import shelve

PLAN = """\
respond: plan/1
id: testland/spill
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 泄漏预案, en: spill plan}
seat: bureau
units:
  bureau: {zh: 县环境局, en: county bureau, clause: "1"}
  government: {zh: 县政府, en: county government, role: superior, clause: "1"}
  city: {zh: 市政府, en: city government, role: superior, clause: "1"}
facts:
  n: {type: count, unit: person, worse: up, label: {zh: 人数, en: persons}, clause: "1"}
events:
  stopped: {zh: 堵住, en: stopped, clause: "1"}
levels:
  I: [{id: I-n, when: n >= 30, clause: "1"}]
  II: [{id: II-n, when: 10 <= n < 30, clause: "1"}]
  III: [{id: III-n, when: 3 <= n < 10, clause: "1"}]
responses:
  I: {when: level == I, started_by: city, ended_by: city, clause: "2"}
  II: {when: level == II, started_by: government, ended_by: government, clause: "2"}
  III: {when: level == III, started_by: bureau, ended_by: bureau, clause: "2"}
reports:
  first: {zh: 首报, en: first report, kind: initial, clause: "3"}
duties:
  - {id: tell, zh: 报县政府, en: tell the government, when: received, unit: bureau, report: first, to: [government], within: 1 hour, clause: "3"}
  - {id: drafted, zh: 草拟的, en: drafted, when: received, unit: bureau, to: [government], within: 1 hour, clause: "3", standing: draft, source: {zh: 旧, en: old}}
  - {id: needed, zh: 必要时报市, en: tell the city if needed, when: received, unit: bureau, to: [city], within: 1 hour, provided: {zh: 必要时, en: if needed}, clause: "3"}
  - {id: maybe, zh: 可报市, en: may tell the city, when: received, unit: bureau, to: [city], within: 1 hour, mood: may, clause: "3"}
  - {id: theirs, zh: 县政府报市, en: the government tells the city, when: received, unit: government, to: [city], within: 1 hour, clause: "3"}
  - {id: pump, zh: 抽水, en: pump, when: received, unit: bureau, within: 1 hour, clause: "3"}
CHANGES
ledger:
  "1": {status: encoded}
  "2": {status: encoded}
  "3": {status: encoded}
"""
LEDGER = '  "4": {status: encoded}\n'
CHANGES = """\
changes:
  - {id: up, kind: raise, zh: 提级, en: raise, decided_by: city, clause: "4"}
  - {id: down, kind: lower, zh: 降级, en: lower, decided_by: city, clause: "4"}
  - id: over
    kind: end
    zh: 终止
    en: end
    decided_by: government
    when: stopped
    requires: [{zh: 验收, en: inspected, clause: "4(1)"}]
    clause: "4"
"""


def at(clock):
    return datetime.fromisoformat(f"2026-03-01T{clock}+08:00")


@pytest.fixture
def desk_with(tmp_path):
    """Make a desk under the plan with some changes, at an incident of so many persons."""
    number = iter(range(9))

    def make(changes="", n="5"):
        folder = shelve(
            tmp_path / f"plans{next(number)}", PLAN.replace("CHANGES\n", changes) + LEDGER * bool(changes)
        )
        made = Desk(Store(folder / "store.db"), Library([folder]), by="bureau")
        opening = {
            "respond": "incident/1", "id": "x", "title": {"zh": "例"}, "plans": ["spill"],
            "occurred": "2026-03-01T08:00+08:00", "facts": {"n": n}, "events": {"received": "2026-03-01T08:00+08:00"},
        }  # fmt: skip
        made.open(opening, now=at("08:05"))
        return made

    return make


def how(by, clock="09:00", **more):
    return Decision(by, at(clock), **more)


def said(call):
    """Give what goes against the plan in a decision that says no reason."""
    return refused(call, "E850").render("zh").splitlines()[1:-1]


def told(entered):
    return [(each.text.zh, each.against) for each in entered.concerns]


@pytest.mark.parametrize("by", ["bureau", "县环境局", "county bureau", "县环境局 值班局长"])
def test_whoever_the_plan_names_starts_it(desk_with, by):
    assert told(desk_with().start("x", "III", how(by))) == [("由县环境局决定", False)]


@pytest.mark.parametrize("by", ["government", "县环境局办公室", "张三"])
def test_anybody_else_needs_a_reason(desk_with, by):
    desk = desk_with()
    shown = "县政府" if by == "government" else by
    assert said(lambda: desk.start("x", "III", how(by))) == [f"  由县环境局决定，这次是{shown}"]
    entered = desk.start("x", "III", how(by, reason="局里联系不上"))
    assert told(entered) == [(f"由县环境局决定，这次是{shown}", True)]
    assert entered.concerns[0].clause == "2"


def test_another_level_than_is_called_for(desk_with):
    assert said(lambda: desk_with().start("x", "II", how("government"))) == ["  预案要求Ⅲ级，不是Ⅱ级"]
    assert said(lambda: desk_with(n="0").start("x", "III", how("bureau"))) == ["  预案没有要求启动响应"]
    assert said(lambda: desk_with(n="0..5").start("x", "II", how("government"))) == [
        "  预案至多要求Ⅲ级，不到Ⅱ级"
    ]
    assert said(lambda: desk_with(n="10+").start("x", "III", how("bureau"))) == [
        "  预案要求Ⅱ级至Ⅰ级，不是Ⅲ级"
    ]
    for level, by in (("II", "government"), ("I", "city")):
        assert told(desk_with(n="10+").start("x", level, how(by)))[0][1] is False


def test_a_response_that_runs_already_or_not_at_all(desk_with):
    desk = desk_with()
    desk.start("x", "III", how("bureau"))
    assert said(lambda: desk.start("x", "III", how("bureau", "09:01"))) == ["  Ⅲ级响应已在进行"]
    assert said(lambda: desk.adjust("x", "III", how("bureau", "09:01"))) == ["  Ⅲ级响应已在进行"]
    for call in (
        lambda: desk_with().adjust("x", "III", how("bureau")),
        lambda: desk_with().terminate("x", how("bureau")),
    ):
        assert said(call) == ["  没有正在进行的响应"]


def test_who_raises_and_who_lowers_it_where_the_plan_has_no_rule_for_it(desk_with):
    desk = desk_with(n="10")
    desk.start("x", "II", how("government"))
    desk.update("x", {"n": "30"}, now=at("09:01"))
    assert said(lambda: desk.adjust("x", "I", how("government", "09:02"))) == ["  由市政府决定，这次是县政府"]
    assert told(desk.adjust("x", "I", how("city", "09:02"))) == [("由市政府决定", False)]
    desk.update("x", {"n": "5"}, now=at("09:03"))
    assert said(lambda: desk.adjust("x", "III", how("government", "09:04"))) == [
        "  由县环境局、市政府决定，这次是县政府"
    ]
    entered = desk.adjust("x", "III", how("city", "09:04"))  # whoever ends the one, or starts the other
    assert told(entered) == [("由县环境局、市政府决定", False)]


def test_who_raises_and_who_lowers_it_by_the_rules_of_the_plan(desk_with):
    desk = desk_with(CHANGES, n="10")
    desk.start("x", "II", how("government"))
    desk.update("x", {"n": "30"}, now=at("09:01"))
    entered = desk.adjust("x", "I", how("city", "09:02"))
    assert told(entered) == [("由市政府决定", False), ("提级", False)]
    desk.update("x", {"n": "5"}, now=at("09:03"))
    assert said(lambda: desk.adjust("x", "III", how("bureau", "09:04"))) == ["  由市政府决定，这次是县环境局"]
    assert told(desk.adjust("x", "III", how("city", "09:04"))) == [("由市政府决定", False), ("降级", False)]


def test_it_ends_on_the_conditions_of_the_plan(desk_with):
    desk = desk_with(CHANGES)
    desk.start("x", "III", how("bureau"))
    assert said(lambda: desk.terminate("x", how("bureau", "09:01"))) == [
        "  由县政府决定，这次是县环境局",
        "  终止的条件没有确认",
    ]
    desk.event("x", "stopped", now=at("09:02"))
    entered = desk.terminate("x", how("government", "09:03"))
    assert told(entered) == [("由县政府决定", False), ("终止", False), ("验收", False)]
    assert entered.concerns[2].clause == "4(1)"


def test_a_draft_refuses_nobody_and_is_marked(desk_with):
    draft = ', standing: draft, source: {zh: 旧, en: old}, clause: "4"}'
    desk = desk_with(
        CHANGES.replace(', clause: "4"}', draft).replace(
            '    clause: "4"\n', '    clause: "4"\n    standing: draft\n    source: {zh: 旧, en: old}\n'
        )
    )
    desk.start("x", "III", how("bureau"))
    entered = desk.terminate("x", how("bureau", "09:01"))
    assert told(entered)[0] == ("〔草案〕由县政府决定，这次是县环境局", False)


def test_what_we_certainly_owe_to_somebody_is_owed_at_the_close(desk_with):
    desk = desk_with()
    desk.start("x", "III", how("bureau"))
    assert said(lambda: desk.close("x", how("bureau", "09:01"))) == ["  响应还没有终止", "  未办：报县政府"]
    desk.terminate("x", how("bureau", "09:01"))
    desk.did("x", "tell", now=at("09:02"))
    assert told(desk.close("x", how("bureau", "09:03"))) == []


def test_closed_with_a_reason_it_says_what_stays_owed(desk_with):
    entered = desk_with().close("x", how("bureau", reason="移交市里"))
    assert told(entered) == [("未办：报县政府", True)]
    assert entered.concerns[0].clause == "3"


def test_every_shipped_plan_can_be_decided_under(tmp_path):
    library = default_library()
    for index, name in enumerate(sorted(library.names)):
        plan = library.prepared(library.editions(name)[-1].ref)
        if not plan.graded and not plan.responses:
            continue  # it answers beside another only
        day = plan.plan.edition.in_force.from_
        begin = datetime.fromisoformat(f"{day}T08:00+08:00")
        desk = Desk(Store(tmp_path / f"{index}.db"), library, by="x")
        desk.open(
            {
                "respond": "incident/1", "id": "x", "title": {"en": "x"}, "plans": [f"{name}@{plan.plan.edition.name}"],
                "occurred": begin.isoformat(),
            },
            now=begin,
        )  # fmt: skip
        level = plan.response_levels.gravest_first[0]
        for decide in (
            lambda desk=desk, level=level, now=begin: desk.start("x", level, Decision("某人", now, "理由")),
            lambda desk=desk, level=level, now=begin: desk.adjust("x", level, Decision("某人", now, "理由")),
            lambda desk=desk, now=begin: desk.terminate("x", Decision("某人", now, "理由")),
            lambda desk=desk, now=begin: desk.close("x", Decision("某人", now, "理由")),
        ):
            assert all(each.text.zh and each.text.en for each in decide().concerns), name
