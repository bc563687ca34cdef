"""A first draft of a scenario from the plan's own thresholds and clocks, for the director to edit.

The facts climb from level to level, each exactly on a threshold the plan has; the one that matters most is unknown at
first. The objectives are a report with its limit, what is owed at once, and whatever else the plan counts in figures.

Where nothing climbs, because the plan has one level or none, its clocks are what is exercised: what they start from
happens, what they hang on is settled, and the exercise goes on to the last of them, with an inject shortly before each
limit to set the clock forward to.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError, Text, fault
from respond.exercise.drafting.clocks import (
    LAST,
    TWICE,
    begin_clocks,
    go_on_to_the_last,
    open_with_events,
    receive_reports,
    settle_facts,
)
from respond.exercise.drafting.rounds import AT_A_TABLE, repeat_duties, tell_left_out
from respond.exercise.key import CheckedScenario, check_scenario
from respond.exercise.perfect import perfect_actions
from respond.exercise.run import run_scenario
from respond.exercise.scenario import Scenario, offset_of, read_offset, scenario_from
from respond.exercise.score import PRESSING, Outcome
from respond.facts import Exactly, Level
from respond.plan import Library, PlanRef, Prepared, covers
from respond.reason import Condition, Truth
from respond.show import citations
from respond.situation import Obligation
from respond.yaml import Data, Source, data_of, parse, write

_BEGINS: Final = time(8, 30)
_STEP: Final = timedelta(minutes=40)
_RESOLVED: Final = timedelta(minutes=15)
"""How long what matters stays unknown."""
_AFTER: Final = timedelta(minutes=90)
"""How long the exercise goes on after its last inject."""
_CAST: Final = 8
"""Units that are played: those that owe most."""
_NAME: Final = "scenario"
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


@frozen(eq=False)
class _Rung:
    """One level with facts that just reach it, as a file writes them, and in words what is away from rest."""

    level: Level
    facts: dict[str, Data]
    words: Text
    turning: str
    """The fact on whose threshold they stand."""


def draft_scenario(library: Library, plan: str, on: date | None = None) -> str:
    """Give the text of a scenario file that passes `respond exercise check`.

    Raises InputError: E837 for a plan of which nothing comes to be owed by a limit or at once, and what finding a plan
    raises.
    """
    ref = library.find(plan, on)
    prepared = library.prepared(ref, on)
    rungs = (_rungs(prepared, on) or _steps(prepared, on)) if prepared.graded else []
    data = _data(prepared, ref, list(_injects(prepared, rungs) if rungs else _opening()), on)
    clocks_alone = len({each.level for each in rungs}) <= 1
    if not rungs:
        open_with_events(data, prepared, library)
    settle_facts(data, prepared, library)
    if clocks_alone:
        begin_clocks(data, prepared, library)
    within = LAST if clocks_alone else AT_A_TABLE
    repeat_duties(data, prepared, library, within)
    first = scenario_from(Source(_NAME, write(data)))
    checked = check_scenario(first, library)
    data["cast"] = _cast(checked, prepared)
    data["end"] = _end(first, checked)
    if clocks_alone:
        go_on_to_the_last(data, library)
    named = scenario_from(Source(_NAME, write(data)))
    held = check_scenario(named, library)
    unreached = [each.name for each in held.findings if each.kind == "never-received"]
    if unreached:
        receive_reports(data, unreached, prepared, library)
        named = scenario_from(Source(_NAME, write(data)))
        held = check_scenario(named, library)
    best = run_scenario(evolve(named, actions=perfect_actions(named, library)), library)
    tell_left_out(data, prepared, library, within, best)
    counted = {each.id for each in held.key if each.played}
    data["objectives"] = list(_objectives([each for each in best.outcomes if each.id in counted], prepared))
    if not data["objectives"]:
        raise InputError([fault("E837", name=ref)])
    for inject in data["injects"]:
        inject["to"] = [next(iter(data["cast"]))]
    return write({key: data[key] for key in _KEYS})


def _rungs(plan: Prepared, on: date | None) -> list[_Rung]:
    """Give facts for each level, from the mildest: of one fact that climbs through most of them where there is one."""
    from respond.prove import boundaries_of, day_in_force, incidents_of, make_witness  # noqa: PLC0415

    day = on or day_in_force(plan)
    found = boundaries_of(plan, day)
    points: dict[str, dict[int, list[Any]]] = {}
    for row, point in incidents_of(found.criteria):
        if point.level:
            points.setdefault(row.name, {}).setdefault(int(point.level), []).append(
                (len(row.others), row, point)
            )
    if not points:
        return []
    climbing = max(points, key=lambda name: (len(points[name]), -list(points).index(name)))
    rungs = []
    for gravity in sorted({each for levels in points.values() for each in levels}):
        choices = points[climbing].get(gravity) or next(
            levels[gravity] for levels in points.values() if gravity in levels
        )
        _, row, point = min(choices, key=lambda each: (each[0], str(each[2].shown.en)))
        witness = make_witness(plan, point.facts, name="x", title=Text("x", "x"), level=gravity, day=day)
        written = data_of(parse(Source(_NAME, witness.text)))
        facts = written["facts"] if isinstance(written, dict) else {}
        assert isinstance(facts, dict)  # noqa: S101 - an incident file has them
        rungs.append(_Rung(plan.levels.at(gravity), _plain(facts), witness.words, row.name))
    return rungs


def _steps(plan: Prepared, on: date | None) -> list[_Rung]:
    """Give facts for each criterion, from the mildest level, where no figure turns one: each adds to those before."""
    from respond.prove import day_in_force, find, make_witness  # noqa: PLC0415

    day = on or day_in_force(plan)
    known: dict[str, Any] = {}
    rungs: list[_Rung] = []
    for each in sorted(plan.criteria, key=lambda one: one.gravity):
        values = {name: Exactly(value) for name, value in known.items()}
        found = find(plan, [(each.condition, True)], values).facts
        turning = _turning(each.condition, {**known, **found}, plan) if found is not None else None
        if found is None or turning is None or {**known, **found} == known:
            continue
        known |= {name: value for name, value in found.items() if name in plan.facts}
        witness = make_witness(plan, known, name="x", title=Text("x", "x"), level=int(each.gravity), day=day)
        written = data_of(parse(Source(_NAME, witness.text)))
        facts = written["facts"] if isinstance(written, dict) else {}
        assert isinstance(facts, dict)  # noqa: S101 - an incident file has them
        rungs.append(_Rung(each.gravity, _plain(facts), witness.words, turning))
    return rungs


def _turning(condition: Condition, facts: Mapping[str, Any], plan: Prepared) -> str | None:
    """Give the fact without which nobody could say whether a condition holds: the first that worsens with harm."""
    names = [name for name in condition.variables if name in plan.facts]
    for name in sorted(names, key=lambda each: plan.facts[each].worse is None):
        rest = {other: Exactly(value) for other, value in facts.items() if other != name}
        if name in facts and condition.truth(rest) is Truth.UNKNOWN:
            return name
    return None


def _plain(said: Any) -> Any:  # noqa: ANN401 - of any shape
    """Give yes and no as they are written without quotes."""
    if isinstance(said, dict):
        return {name: _plain(value) for name, value in said.items()}
    return {"true": True, "false": False}.get(said, said) if isinstance(said, str) else said


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


def _opening() -> Iterator[dict[str, Any]]:
    """Give the first call and what is found of it, where no level of the plan says what either tells."""
    for name, at, words in (
        ("first-call", timedelta(0), _SOMETHING),
        ("verified", _RESOLVED, _KNOWN.fill(words=_MORE)),
    ):
        yield {
            "id": name, "at": offset_of(at), "via": "phone", "text": _both(words), "facts": {},
            "events": {"received": None} if not at else {},
        }  # fmt: skip


def _injects(plan: Prepared, rungs: Sequence[_Rung]) -> Iterator[dict[str, Any]]:
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
        "id": "verified", "at": offset_of(_RESOLVED), "via": "phone", "text": _both(_KNOWN.fill(words=first.words)),
        "facts": {turning: first.facts[turning]},
    }  # fmt: skip
    before = first.facts
    for place, rung in enumerate(rungs[1:], 1):
        changed = {name: value for name, value in rung.facts.items() if before.get(name) != value}
        again = sum(each.level == rung.level for each in rungs[1:place])
        name = f"level-{rung.level.name.lower()}"
        yield {
            "id": f"{name}-{again + 1}" if again else name, "at": offset_of(place * _STEP + _RESOLVED), "via": "phone",
            "text": _both(_GROWS.fill(words=rung.words)), "facts": changed,
        }  # fmt: skip
        before = {**before, **changed}


def _end(first: Scenario, checked: CheckedScenario) -> str:
    """Give when it ends: not before one limit of the plan that is counted in figures can be kept or missed."""
    end = first.moment(first.end)
    dues = [
        each.due
        for each in checked.key
        if each.kind == "duty" and each.due is not None and each.due >= first.start
    ]
    if not dues or min(dues) <= end:
        return first.end
    return offset_of(min(dues) + _RESOLVED - first.start)


def _cast(checked: CheckedScenario, plan: Prepared) -> dict[str, Data]:
    """Give the units that owe most, those of the seat first."""
    counts: dict[str, int] = {}
    for entry in checked.key:
        for unit in entry.units[:1]:
            counts[unit.id] = counts.get(unit.id, 0) + 1
    units, groups = plan.plan.units, plan.plan.groups
    known = [name for name in counts if name in units or name in groups]
    chosen = sorted(known, key=lambda name: (name != plan.plan.seat, -counts[name], name))[:_CAST]
    return {name: _both(_words(name, plan)) for name in chosen}


def _words(name: str, plan: Prepared) -> Text:
    found = plan.plan.units.get(name) or plan.plan.groups[name]
    return Text(found.zh, found.en)


def _objectives(counted: Sequence[Outcome], plan: Prepared) -> Iterator[dict[str, Any]]:
    """Give an objective of each kind, tested by what counts whatever players do."""
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
    duties = [each.of for each in counted if isinstance(each.of, Obligation)]
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
