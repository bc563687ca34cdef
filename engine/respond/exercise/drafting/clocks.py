"""The draft of a scenario for a plan of clocks alone: what they start from, what they hang on, and how far they go."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from attrs import evolve

from respond.clock import Calendar
from respond.errors import LANGUAGES, InputError, Text
from respond.exercise.perfect import perfect_actions
from respond.exercise.run import Run, run_scenario
from respond.exercise.scenario import offset_of, read_offset, scenario_from
from respond.facts import Exactly, Fact, FactType
from respond.plan import KNOWLEDGE, Library, Prepared, Rule
from respond.reason import Truth
from respond.show import COLON
from respond.situation import Obligation
from respond.yaml import Source, write

_NAME: Final = "scenario"
_TRIED: Final = 8
"""Facts that are settled at most, so that what hangs on them is owed for certain."""
_BEFORE: Final = timedelta(hours=1)
"""How long before a limit an inject asks for it."""
_LONG: Final = timedelta(hours=6)
"""After so long without an inject players are asked what is due."""
AFTER: Final = timedelta(minutes=15)
"""How long the exercise goes on after its last limit."""
LAST: Final = timedelta(hours=999)
"""The last hour an offset can name."""
_FURTHEST: Final = timedelta(days=3660)
"""How far off the day may be that a limit counts back from."""
TWICE: Final = 2
"""How often a recurring duty is to fall due for a draft to exercise it."""
_HAPPENED: Final = Text("（请改写）{what}。", "(rewrite) {what}.")
_RECEIVED: Final = Text("（请改写）{unit}收到报告。", "(rewrite) {unit} has received the report.")
_NEAR: Final = Text(
    "（请改写）时钟前进。一小时内到期的都办了没有？凭什么说办了？",
    "(rewrite) the clock goes forward. Is all done that is due within the hour, and what shows that?",
)

Draft = dict[str, Any]
"""A scenario as data, before it is written."""


def settle_facts(data: Draft, plan: Prepared, library: Library) -> None:
    """Let the opening tell how its seat came to know, and the facts that decide what is owed and no inject tells."""
    first = data["injects"][0]
    first["events"] |= dict.fromkeys(sorted(_knowledge(plan)))
    owed = _owed(data, library, {})
    settled: dict[str, Exactly] = {}
    for name, values in list(_open_facts(data, plan))[:_TRIED]:
        if not _decides(name, settled, plan):
            continue
        tried = [(_owed(data, library, {name: value}), value) for value in values]
        most = max(number for number, _ in tried)
        if most[:-1] > owed[:-1]:
            value = next(
                value for number, value in tried if number[:-1] == most[:-1] and (number == most or not value)
            )
            first["facts"][name] = value
            settled[name] = Exactly(value)
            owed = next(number for number, each in tried if each == value)
            _tell(first, plan.facts[name], value)


def _decides(name: str, settled: Mapping[str, Exactly], plan: Prepared) -> bool:
    """Say whether anything is still owed or not by a fact, once others are settled."""
    return any(
        name in rule.condition.variables and rule.condition.truth(settled) is Truth.UNKNOWN
        for rule in plan.measures
    )


def date_limits(data: Draft, plan: Prepared, library: Library) -> None:
    """Let the opening give the days that limits of the plan count from: such that the longest of them ends that day."""
    dates = {name for name, fact in plan.facts.items() if fact.type is FactType.DATE}
    rules = {
        rule.id: rule
        for rule in plan.measures
        if rule.limit is not None and rule.limit.figured and len(rule.starts) == 1 and rule.starts[0] in dates
    }
    if not rules:
        return
    first, best = data["injects"][0], best_run(data, library)
    waiting = [rules[one.duty] for one in best.final.obligations if one.duty in rules and _waits(one)]
    dated: dict[str, date] = {}
    for rule in waiting:
        name = rule.starts[0]
        day = _day_that_ends_on(rule, best.scenario.start, library.calendar(plan.plan))
        if name not in first["facts"] and day is not None:
            dated[name] = max(day, dated.get(name, day))
    for name, day in dated.items():
        first["facts"][name] = day.isoformat()
        _tell(first, plan.facts[name], day.isoformat())


def _waits(one: Obligation) -> bool:
    """Say whether something is owed for certain whose limit has not begun."""
    return one.mood == "must" and one.state == "waiting" and one.certain is not None and not one.provisional


def _day_that_ends_on(rule: Rule, start: datetime, calendar: Calendar | None) -> date | None:
    """Give the first day by which a limit ends after a start: of one that counts back the day it counts back from."""
    assert rule.limit is not None  # noqa: S101 - asked for in figures
    if not rule.limit.counts_back:
        return start.date()
    for days in range(_FURTHEST.days):
        day = start.date() + timedelta(days)
        due = rule.limit.due(day, calendar)
        if due is not None and due > start:
            return day
    return None


def _tell(first: dict[str, Any], fact: Fact, value: Any) -> None:  # noqa: ANN401 - as a file has it
    """Let the opening say in words what it settles, where that is more than that something is not so."""
    if value:
        said = fact.choices[value] if fact.type is FactType.CHOICE else None
        for lang in LANGUAGES:
            more = said.say(lang) if said is not None else value if fact.type is FactType.DATE else ""
            words = fact.label.say(lang) + (f"{COLON[lang]}{more}" if more else "")
            first["text"][lang] += f"{words}。" if lang == "zh" else f" {words}."


def open_with_events(data: Draft, plan: Prepared, library: Library) -> None:
    """Let the opening tell what has happened that duties hang on, as much of it as brings more to be owed."""
    first, (owed, *_) = data["injects"][0], _owed(data, library, {})
    for name in _open_events(first["events"], plan)[:_TRIED]:
        first["events"][name] = None
        try:
            number, *_ = _owed(data, library, {})
        except InputError:  # it cannot happen beside what has happened
            number = 0
        if number > owed:
            owed = number
            words = plan.scope.events[name]
            first["text"] = {
                "zh": f"{first['text']['zh']}{words.zh}。", "en": f"{first['text']['en']} {words.en}.",
            }  # fmt: skip
        else:
            del first["events"][name]


def _open_events(known: Collection[str], plan: Prepared) -> list[str]:
    """Give the plan's own events its duties hang on, those of most of them first."""
    counts = Counter(
        str(name)
        for rule in plan.measures
        for name in {*rule.condition.events, *rule.starts}
        if str(name) in plan.plan.events and str(name) not in known
    )
    return sorted(counts, key=lambda name: (-counts[name], name))


def begin_clocks(data: Draft, plan: Prepared, library: Library) -> None:
    """Let happen what the limits of the plan's duties count from, where players are told what it is about."""
    verified = data["injects"][1]
    best = best_run(data, library)
    given = {name for each in data["injects"] for name in each.get("events") or ()}
    for event, by in _starts(best, plan).items():
        if event in given:
            continue
        if by is None:
            words = plan.scope.events[event]
            told = _told_by(event, best, plan, data)
            told["events"][event] = None
            told["text"] = {
                "zh": f"{told['text']['zh']}{words.zh}。",
                "en": f"{told['text']['en']} {words.en}.",
            }
        else:
            data["injects"].append(happened(event, verified["at"], plan) | {"when": {"met": [by]}})


def happened(event: str, at: str, plan: Prepared) -> Draft:
    """Give an inject that tells of an event of the plan."""
    words = plan.scope.events[event]
    what = _HAPPENED.fill(what=Text(words.zh, words.en))
    return {
        "id": event.replace("_", "-"), "at": at, "text": {"zh": what.zh, "en": what.en}, "events": {event: None},
    }  # fmt: skip


def _told_by(event: str, best: Run, plan: Prepared, data: Draft) -> Draft:
    """Give the inject by which players hear of what an event is about: where the first duty it begins is owed."""
    rules = {rule.id for rule in plan.measures if event in rule.starts}
    since = min(
        each.certain or each.arose
        for each in best.final.obligations
        if each.mood == "must" and each.duty in rules
    )
    before = [
        each
        for each in data["injects"]
        if "when" not in each and best.scenario.moment(each["at"]) <= since and each.get("facts")
    ]
    inject: Draft = before[-1] if before else data["injects"][0]
    inject.setdefault("events", {})
    return inject


def receive_reports(data: Draft, bodies: Sequence[str], plan: Prepared, library: Library) -> None:
    """Let bodies that no report can reach have received it: once who is played has told them, else with the news."""
    tells: dict[str, str] = {}
    for each in best_run(data, library).final.obligations:
        if (
            each.mood == "must"
            and not each.provisional
            and {unit.id for unit in each.units} & {*data["cast"]}
        ):
            for unit in each.order.addressees:
                tells.setdefault(unit.id, f"{each.plan.id}#{each.duty}")
    for body in bodies:
        found = plan.plan.units.get(body) or plan.plan.groups.get(body)
        said = _RECEIVED.fill(unit=Text(found.zh, found.en) if found is not None else body)
        inject: Draft = {
            "id": f"received-{body}", "at": data["injects"][1]["at"], "text": {"zh": said.zh, "en": said.en},
            "events": {f"received@{body}": None},
        }  # fmt: skip
        if body in tells:
            data["injects"].append(inject | {"when": {"met": [tells[body]]}})
        else:
            data["injects"].insert(2, inject)


def go_on_to_the_last(data: Draft, library: Library) -> None:
    """Let the exercise go on to the last limit, of what recurs the second, and ask for each an hour before it.

    Who uses all the time there is comes to the last limit later than who does all at once, by the limit before it.
    """
    best = best_run(data, library)
    start = best.scenario.start
    whole = run_scenario(evolve(best.scenario, end=offset_of(LAST)), library)
    ordered = sorted({due - start for due in _dues(whole) if timedelta(0) < due - start <= LAST})
    if not ordered:
        return
    spare = ordered[-2] if len(ordered) > 1 else timedelta(0)
    data["end"] = offset_of(max(read_offset(data["end"]), min(ordered[-1] + spare + AFTER, LAST)))
    _ask_near(data, ordered)


def ask_before_the_end(data: Draft) -> None:
    """Ask for the limit an exercise that climbs was drawn out for, where it goes on long after its last inject."""
    end = read_offset(data["end"])
    if end - read_offset(data["injects"][-1]["at"]) > _LONG:
        _ask_near(data, [end - AFTER])


def _ask_near(data: Draft, limits: Sequence[timedelta]) -> None:
    """Ask for each of some limits an hour before it."""
    fixed = [each for each in data["injects"] if "when" not in each]
    waiting = [each for each in data["injects"] if "when" in each]
    last = read_offset(fixed[-1]["at"])
    for limit in limits:
        if limit - _BEFORE > last:
            last = limit - _BEFORE
            fixed.append(
                {
                    "id": f"near-{len(fixed)}", "at": offset_of(last), "kind": "question",
                    "text": {"zh": _NEAR.zh, "en": _NEAR.en},
                }
            )  # fmt: skip
    data["injects"] = [*fixed, *waiting]
    _part_phases(data, next((each["at"] for each in fixed if each.get("kind") == "question"), None))


def _dues(run: Run) -> Iterator[datetime]:
    """Give the limits of a run, of each recurring duty the first two."""
    rounds: Counter[str] = Counter()
    dues = [(one.due, one) for one in run.final.obligations if one.due is not None]
    for due, one in sorted(dues, key=lambda each: each[0]):
        if one.order.limit is not None and one.order.limit.recurs:
            rounds[f"{one.plan.id}#{one.duty}"] += 1
        if rounds[f"{one.plan.id}#{one.duty}"] <= TWICE:
            yield due


def _part_phases(data: Draft, near: str | None) -> None:
    """Let the last phase begin where the first limit is near, where it would begin with the one before; or leave it."""
    *others, last = data["phases"]
    if last["from"] == others[-1]["from"]:
        data["phases"] = others if near is None else [*others, {**last, "from": near}]


def _knowledge(plan: Prepared) -> Iterator[str]:
    """Give the events by which its seat comes to know of an incident that a limit of the plan counts from."""
    return (name for name in KNOWLEDGE if any(name in rule.starts for rule in plan.measures))


def best_run(data: Draft, library: Library) -> Run:
    """Run a draft with players who do all of it at once."""
    scenario = scenario_from(Source(_NAME, write(data)))
    return run_scenario(evolve(scenario, actions=perfect_actions(scenario, library)), library)


def _owed(data: Draft, library: Library, more: Mapping[str, Any]) -> tuple[int, int, int, int]:
    """Count what is owed where some more facts are known from the first; the more the better for an exercise.

    First what is owed for certain with a limit in figures, by the plan itself and by all; then what is no longer in
    doubt, as a duty may hang on several facts, none of which brings it to be owed alone; then all that is owed for
    certain with a limit.
    """
    first, *others = data["injects"]
    tried = {**data, "injects": [{**first, "facts": {**first["facts"], **more}}, *others]}
    binding = [one for one in best_run(tried, library).final.obligations if one.mood == "must"]
    sure = [one for one in binding if one.certain is not None and not one.provisional and one.order.limit]
    figured = [one for one in sure if one.order.words is None]
    own = sum(str(one.plan) in data["plans"] for one in figured)
    return own, len(figured), -sum(one.provisional for one in binding), len(sure)


def _open_facts(data: Draft, plan: Prepared) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Give the facts that duties hang on and no inject tells, with the values they can have."""
    told = {name for inject in data["injects"] for name in inject.get("facts", {})}
    told |= {name for each in plan.criteria for name in each.condition.variables}
    asked = Counter(name for rule in plan.measures for name in rule.condition.variables if name in plan.facts)
    for name, _ in asked.most_common():
        fact = plan.facts[name]
        if name not in told and not fact.judgement:
            if fact.type is FactType.FLAG:
                yield name, (False, True)
            elif fact.type is FactType.CHOICE:
                yield name, tuple(fact.choices)


def _starts(best: Run, plan: Prepared) -> dict[str, str | None]:
    """Give what limits wait for, each with the duty it is the answer to; None for what no duty brings about."""
    rules: dict[str, Rule] = {rule.id: rule for rule in plan.measures}
    answers = {str(event): rule.id for rule in plan.measures for event, _ in rule.entry.fulfilments}
    owed = {one.duty for one in best.final.obligations}
    found: dict[str, str | None] = {}
    for one in best.final.obligations:
        if one.mood != "must" or one.duty not in rules:
            continue
        for name in rules[one.duty].starts:
            by = answers.get(str(name))
            wanted = (
                one.state == "waiting"
                if by is None
                else by in owed and f"met({by})" not in rules[one.duty].starts
            )
            if wanted and name in plan.scope.events:
                found.setdefault(str(name), by)
    return found
