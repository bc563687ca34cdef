"""A first draft of a scenario from the plan's own thresholds and clocks, for the director to edit.

The facts climb from level to level, each exactly on a threshold the plan has; the one that matters most is unknown at
first. The objectives are a report with its limit, what is owed at once, and whatever else the plan counts in figures.

Where nothing climbs, because the plan has one level or none, its clocks are what is exercised: what they start from
happens, what they hang on is settled, and the exercise goes on to the last of them, with an inject shortly before each
limit to set the clock forward to.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from attrs import evolve

from respond.errors import InputError, Text, fault
from respond.exercise.drafting.clocks import (
    LAST,
    TWICE,
    ask_before_the_end,
    begin_clocks,
    date_limits,
    go_on_to_the_last,
    open_with_events,
    receive_reports,
    settle_facts,
)
from respond.exercise.drafting.ladder import Rung, criteria_rungs_of, rungs_of
from respond.exercise.drafting.left_out import is_own, tell_left_out
from respond.exercise.drafting.rounds import AT_A_TABLE, repeat_duties
from respond.exercise.key import CheckedScenario, check_scenario
from respond.exercise.perfect import perfect_actions
from respond.exercise.run import run_scenario
from respond.exercise.scenario import Scenario, offset_of, read_offset, scenario_from
from respond.exercise.score import PRESSING, Outcome
from respond.plan import Library, PlanRef, Prepared, covers
from respond.show import citations
from respond.situation import Obligation
from respond.yaml import Data, Source, write

_BEGINS: Final = time(8, 30)
_STEP: Final = timedelta(minutes=40)
_RESOLVED: Final = timedelta(minutes=15)
"""How long what matters stays unknown."""
_AFTER: Final = timedelta(minutes=90)
"""How long the exercise goes on after its last inject."""
_CAST: Final = 8
"""Units that are played: those that owe most."""
_NAME: Final = "scenario"
_VERIFIED: Final = "verified"
_KEYS: Final = (
    "respond", "id", "title", "plans", "start", "end", "purpose", "objectives", "cast", "phases", "stop", "injects",
)  # fmt: skip
"""The keys of a draft, in the order of a file."""

_TITLE: Final = Text("{title}：桌面推演（草稿）", "{title}: tabletop (draft)")
_PURPOSE: Final = Text(
    "草稿：由预案的界线和时限推出，请改写情节、地点、单位和讨论题。",
    "A draft from the thresholds and limits of the plan: rewrite the story, the place, the units and the questions.",
)
_FIRST: Final = Text(
    "（请改写）第一个电话：出事了，“{unknown}”还不清楚。",
    "(rewrite) the first call: something has happened, “{unknown}” is not known yet.",
)
_SOMETHING: Final = Text(
    "（请改写）第一个电话：出事了。", "(rewrite) the first call: something has happened."
)
_MORE: Final = Text("（写明核实到的情况）", "(what was found)")
_KNOWN: Final = Text("（请改写）核实：{words}。", "(rewrite) verified: {words}.")
_GROWS: Final = Text("（请改写）情况变化：{words}。", "(rewrite) it has grown: {words}.")
_PUT_RIGHT: Final = Text("其间已经缓解或者解除：{what}。", " Put right meanwhile: {what}.")
_QUESTIONS: Final = (
    Text("现在按哪一级应对？凭哪一条？还缺什么情况？", "Which level do we act on, by which clause? What is missing?"),
    Text("谁必须在几点前报给谁？用什么方式？", "Who has to tell whom by when, and how?"),
    Text("各单位现在各有哪些任务没有办完？", "What has each unit still to do?"),
)  # fmt: skip
_PHASES: Final = (
    Text("第一阶段", "first part"),
    Text("第二阶段", "second part"),
    Text("第三阶段", "third part"),
)
_STOP: Final = (
    Text("发生真实事件", "something real happens"),
    Text("有人受伤或者不安全", "somebody is hurt or not safe"),
)
_OBJECTIVES: Final[Mapping[str, tuple[Text, str]]] = {
    "level": (Text("每次情况变化后按时判对级别", "call the right level each time the facts change"), "level"),
    "report": (Text("在时限内报给每一家：{what}", "tell everybody within the limit: {what}"), "report"),
    "report-at-once": (
        Text("立即、及时报给每一家：{what}", "tell everybody at once: {what}"),
        "report-at-once",
    ),
    "at-once": (Text("立即办：{what}", "do at once: {what}"), "at-once"),
    "figure": (Text("在时限内办：{what}", "do within the limit: {what}"), "figure"),
}
_EACH_TIME: Final = Text("每次到期都办：{what}（{limit}）", "do it each time it falls due: {what} ({limit})")


def draft_scenario(library: Library, plan: str, on: date | None = None) -> str:
    """Give the text of a scenario file that passes `respond exercise check`.

    Raises InputError: E837 for a plan of which nothing comes to be owed by a limit or at once, and what finding a plan
    raises.
    """
    ref = library.find(plan, on)
    prepared = library.prepared(ref, on)
    rungs = (rungs_of(prepared, on) or criteria_rungs_of(prepared, on)) if prepared.graded else []
    data = _data(prepared, ref, list(_injects(prepared, rungs) if rungs else _opening()), on)
    clocks_alone = len({each.level for each in rungs}) <= 1
    if not rungs:
        open_with_events(data, prepared, library)
    settle_facts(data, prepared, library)
    date_limits(data, prepared, library)
    if clocks_alone:
        begin_clocks(data, prepared, library)
    within = LAST if clocks_alone else AT_A_TABLE
    repeat_duties(data, prepared, library, within)
    first = scenario_from(Source(_NAME, write(data)))
    checked = check_scenario(first, library)
    data["cast"] = _cast(checked, prepared)
    data["end"] = _end(first, checked, prepared)
    if clocks_alone:
        go_on_to_the_last(data, library)
    else:
        ask_before_the_end(data)
    data["injects"] = [each for each in data["injects"] if _tells(each)]
    named = scenario_from(Source(_NAME, write(data)))
    held = check_scenario(named, library)
    unreached = [each.name for each in held.findings if each.kind == "never-received"]
    if unreached:
        receive_reports(data, unreached, prepared, library)
        named = scenario_from(Source(_NAME, write(data)))
        held = check_scenario(named, library)
    best = run_scenario(evolve(named, actions=perfect_actions(named, library)), library)
    tell_left_out(data, prepared, library, within, best, held.key)
    counted = {each.id for each in held.key if each.played}
    data["objectives"] = list(_objectives([each for each in best.outcomes if each.id in counted], prepared))
    if not data["objectives"]:
        raise InputError([fault("E837", name=ref)])
    for inject in data["injects"]:
        inject["to"] = [next(iter(data["cast"]))]
    return write({key: data[key] for key in _KEYS})


def _data(plan: Prepared, ref: PlanRef, injects: list[dict[str, Any]], on: date | None) -> dict[str, Any]:
    from respond.prove import day_in_force  # noqa: PLC0415

    start = datetime.combine(on or day_in_force(plan), _BEGINS, plan.plan.tz)
    title = plan.plan.title
    last = read_offset(injects[-1]["at"])
    return {
        "respond": "scenario/1",
        "id": f"{str(ref.id).partition('/')[2]}-draft",
        "title": _both(_TITLE.fill(title=title)),
        "plans": [str(ref)],
        "start": start.isoformat(timespec="minutes"),
        "end": offset_of(last + _AFTER),
        "purpose": _both(_PURPOSE),
        "phases": [
            {"id": f"phase-{number}", **_both(words), "from": offset_of(at), "questions": [_both(question)]}
            for number, (words, question, at) in enumerate(
                zip(_PHASES, _QUESTIONS, _phase_times(last), strict=True), 1
            )
        ],
        "stop": [_both(each) for each in _STOP],
        "injects": injects,
    }


def _phase_times(last: timedelta) -> tuple[timedelta, timedelta, timedelta]:
    return timedelta(0), min(_RESOLVED, last), last


def _tells(inject: Mapping[str, Any]) -> bool:
    """Say whether an inject tells anything; what is found of the first call is left out where nothing is."""
    return bool(inject.get("facts") or inject.get("events") or inject["id"] != _VERIFIED)


def _opening() -> Iterator[dict[str, Any]]:
    """Give the first call and what is found of it, where no level of the plan says what either tells."""
    for name, at, words in (
        ("first-call", timedelta(0), _SOMETHING),
        (_VERIFIED, _RESOLVED, _KNOWN.fill(words=_MORE)),
    ):
        yield {
            "id": name, "at": offset_of(at), "via": "phone", "text": _both(words), "facts": {},
            "events": {"received": None} if not at else {},
        }  # fmt: skip


def _injects(plan: Prepared, rungs: Sequence[Rung]) -> Iterator[dict[str, Any]]:
    """Give the first call with one fact unknown, the verification, and one inject a level after that."""
    first = rungs[0]
    turning = first.turning if first.turning in first.facts else next(iter(first.facts))
    label = plan.facts[turning].label
    unknown = {**first.facts, turning: "unknown"}
    yield {
        "id": "first-call", "at": offset_of(timedelta(0)), "via": "phone",
        "text": _both(_FIRST.fill(unknown=label)), "facts": unknown, "events": {"received": None},
    }  # fmt: skip
    yield {
        "id": _VERIFIED, "at": offset_of(_RESOLVED), "via": "phone", "text": _both(_KNOWN.fill(words=first.words)),
        "facts": {turning: first.facts[turning]},
    }  # fmt: skip
    before = first.facts
    for place, rung in enumerate(rungs[1:], 1):
        changed = {name: value for name, value in rung.facts.items() if before.get(name) != value}
        again = sum(each.level == rung.level for each in rungs[1:place])
        name = f"level-{rung.level.name.lower()}"
        yield {
            "id": f"{name}-{again + 1}" if again else name, "at": offset_of(place * _STEP + _RESOLVED), "via": "phone",
            "text": _both(_grown(rung, plan)), "facts": changed,
        }  # fmt: skip
        before = {**before, **changed}


def _grown(rung: Rung, plan: Prepared) -> Text:
    """Say what is so now, and what that was so before no longer is."""
    said = _GROWS.fill(words=rung.words)
    if not rung.lessened:
        return said
    less = _PUT_RIGHT.fill(what=Text.joined(plan.facts[name].label for name in rung.lessened))
    return Text(said.zh + less.zh, said.en + less.en)


def _end(first: Scenario, checked: CheckedScenario, plan: Prepared) -> str:
    """Give when it ends: not before a limit in figures, the plan's own if there is one, can be kept or missed."""
    end = first.moment(first.end)
    counted = [each for each in checked.key if each.kind == "duty" and each.due is not None]
    dues = [(each, each.due) for each in counted if each.due is not None and each.due >= first.start]
    sure = [due for each, due in dues if is_own(each.id, plan) and (each.played or due > end)]
    ahead = [each for each in (sure or [due for _, due in dues]) if each - first.start + _RESOLVED <= LAST]
    if not ahead or min(ahead) <= end:
        return first.end
    return offset_of(min(ahead) + _RESOLVED - first.start)


def _cast(checked: CheckedScenario, plan: Prepared) -> dict[str, Data]:
    """Give the units that owe most, those of the seat first, then those of the plan's own limits in figures.

    Of equals it is those that come to owe first.
    """
    figured, counted, owing = Counter[str](), Counter[str](), Counter[str]()
    for entry in checked.key:
        for unit in entry.units[:1]:
            owing[unit.id] += 1
            counted[unit.id] += entry.played and is_own(entry.id, plan)
            figured[unit.id] += entry.played and is_own(entry.id, plan) and entry.due is not None
    units, groups = plan.plan.units, plan.plan.groups
    known = [name for name in owing if name in units or name in groups]
    ranked = sorted(
        known,
        key=lambda name: (name != plan.plan.seat, -figured[name], -counted[name], -owing[name]),
    )
    return {
        name: _both(_words(name, plan)) for name in ranked[: max(_CAST, sum(map(bool, figured.values())))]
    }


def _words(name: str, plan: Prepared) -> Text:
    found = plan.plan.units.get(name) or plan.plan.groups[name]
    return Text(found.zh, found.en)


def _objectives(counted: Sequence[Outcome], plan: Prepared) -> Iterator[dict[str, Any]]:
    """Give an objective of each kind, tested by what counts whatever players do, of the plan's own duties first."""
    cited = [
        one
        for each in counted
        if each.kind == "level"
        for clause in each.clauses
        for one in citations(clause)
    ]
    if cited:
        words, name = _OBJECTIVES["level"]
        yield {"id": name, **_both(words), "clause": _chapter(cited, plan)}
    duties = sorted(
        (each.of for each in counted if isinstance(each.of, Obligation)),
        key=lambda one: not is_own(one.id, plan),
    )
    confirmed = [one for one in duties if one.order.standing == "confirmed"] or duties
    kinds = {
        "report": [
            one for one in confirmed if one.to and one.due is not None and one.order.report is not None
        ],
        "report-at-once": [one for one in confirmed if one.order.addressees and one.order.words in PRESSING],
        "at-once": [one for one in confirmed if one.at_once and not one.to],
        "figure": [
            one for one in confirmed if one.due is not None and (not one.to or one.order.report is None)
        ],
    }
    for kind, found in kinds.items():
        if found:
            words, name = _OBJECTIVES[kind]
            yield {
                "id": name,
                **_both(words.fill(what=found[0].label)),
                "duties": [f"{found[0].plan.id}#{found[0].duty}"],
            }
    yield from _each_time(confirmed)


def _each_time(counted: Sequence[Obligation]) -> Iterator[dict[str, Any]]:
    """Give an objective for each recurring duty that falls due often enough to show that it is kept up."""
    rounds: dict[str, list[Obligation]] = {}
    for one in counted:
        if one.order.limit is not None and one.order.limit.recurs and one.due is not None:
            rounds.setdefault(f"{one.plan.id}#{one.duty}", []).append(one)
    kept_up = {name: found[0] for name, found in rounds.items() if len(found) >= TWICE}
    for number, (name, one) in enumerate(kept_up.items(), 1):
        words = _EACH_TIME.fill(what=one.label, limit=one.order.limit.words if one.order.limit else "")
        yield {"id": "each-time" if number == 1 else f"each-time-{number}", **_both(words), "duties": [name]}


def _chapter(cited: Sequence[str], plan: Prepared) -> str:
    """Give the finest clause of the ledger under which all that is cited stands, or else every clause cited."""
    over = [str(each) for each in plan.plan.ledger if all(covers(str(each), one) for one in cited)]
    return max(over, key=len) if over else ", ".join(dict.fromkeys(cited))


def _both(text: Text) -> dict[str, Data]:
    return {"zh": text.zh, "en": text.en}
