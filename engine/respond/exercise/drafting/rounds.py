"""What falls due again and again in the draft of a scenario: that it does so twice, where that is not too far off."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from respond.errors import CoverageError, InputError
from respond.exercise.drafting.clocks import AFTER, LAST, TWICE, Draft, best_run, happened
from respond.exercise.run import Run
from respond.exercise.scenario import offset_of, read_offset
from respond.plan import Library, Prepared, Rule
from respond.reason import Truth

AT_A_TABLE: Final = timedelta(hours=12)
"""How long a draft that climbs through levels is drawn out for the second round of a duty."""


def repeat_duties(data: Draft, plan: Prepared, library: Library, within: timedelta) -> None:
    """Let each duty of a plan that recurs fall due twice, where the second time is not too far off.

    What its condition or its limit waits for happens, once a duty has brought it about where the plan names one.
    """
    seconds = {rule: second_time(rule, data, plan, library) for rule in recurring(plan)}
    fitting = [rule for rule, second in seconds.items() if second <= within]
    if not fitting:
        return
    long, last = max(seconds[rule] for rule in fitting), read_offset(data["end"])
    best = _long_run(data, long, library)
    for rule in fitting:
        best = _brought_about(rule, best, data, long, plan, library)
        last = max(last, (due_twice(rule, best) or timedelta(0)) + AFTER)
    data["end"] = offset_of(min(last, LAST))


def _brought_about(
    rule: Rule, best: Run, data: Draft, long: timedelta, plan: Prepared, library: Library
) -> Run:
    """Let happen what makes a duty fall due twice, where it does not and something does; give the run with it."""
    if due_twice(rule, best) is not None:
        return best
    for happening in _happenings(rule, data, plan):
        injects = [*data["injects"], *happening]
        try:
            tried = _long_run({**data, "injects": injects}, long, library)
        except InputError:  # it cannot happen beside what has happened
            continue
        if due_twice(rule, tried) is not None:
            data["injects"] = injects
            return tried
    return best


def recurring(plan: Prepared) -> list[Rule]:
    """Give the duties that a plan demands again and again; one that is never owed as the plan is read is none."""
    return [
        rule
        for rule in plan.measures
        if rule.recurs
        and rule.entry.mood == "must"
        and rule.entry.kind == "act"
        and rule.condition.truth({}) is not Truth.NO
    ]


def second_time(rule: Rule, data: Draft, plan: Prepared, library: Library) -> timedelta:
    """Give how long after the start it would fall due for the second time, were it owed from the first moment."""
    start = datetime.fromisoformat(data["start"])
    assert rule.limit is not None  # noqa: S101 - it recurs
    rounds = rule.limit.rounds(start, start, library.calendar(plan.plan))
    try:
        return next(islice(rounds, TWICE - 1, None)) - start
    except CoverageError:  # beyond the years of its calendar
        return timedelta.max


def _long_run(data: Draft, long: timedelta, library: Library) -> Run:
    """Run a draft for so much longer than it is to go on."""
    return best_run({**data, "end": offset_of(min(read_offset(data["end"]) + long, LAST))}, library)


def due_twice(rule: Rule, best: Run) -> timedelta | None:
    """Give when a duty falls due for the second time, where it does and is owed for certain."""
    start, end = best.scenario.start, best.scenario.moment(best.scenario.end)
    dues = sorted(
        one.due
        for one in best.final.obligations
        if one.duty == rule.id and one.due is not None and one.certain is not None and not one.provisional
    )
    kept = [due - start for due in dues if start < due <= end]
    return kept[TWICE - 1] if len(kept) >= TWICE else None


def _happenings(rule: Rule, data: Draft, plan: Prepared) -> Iterator[tuple[Draft, ...]]:
    """Give what may have to happen for a duty to be owed: the events its condition or limit waits for, all or one."""
    given = {name for each in data["injects"] for name in each.get("events") or ()}
    waited = sorted({*map(str, rule.condition.events), *map(str, rule.starts)} - given - {*rule.ends})
    injects = tuple(_inject(name, data, plan) for name in waited if name in plan.plan.events)
    if injects:
        yield injects
    if len(injects) > 1:
        yield from ((each,) for each in injects)


def _inject(event: str, data: Draft, plan: Prepared) -> Draft:
    """Tell of an event once a duty brings it about, from when the first news is verified; else with the last news."""
    by = next((rule.id for rule in plan.measures if event in _fulfilments(rule)), None)
    fixed = [each for each in data["injects"] if "when" not in each]
    if by is None:
        return happened(event, fixed[-1]["at"], plan)
    return happened(event, fixed[1]["at"], plan) | {"when": {"met": [by]}}


def _fulfilments(rule: Rule) -> set[str]:
    return {str(event) for event, _ in rule.entry.fulfilments}
