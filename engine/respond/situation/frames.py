"""One moment of an incident worked out: values, levels, the response called for, what is owed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from attrs import evolve, frozen

from respond.assess import Gravity, LevelRange, level_range, narrow, reachable, truth_of
from respond.chain import Conclusions, conclude
from respond.conditions import Condition, Truth
from respond.facts import Between, Exactly, Value
from respond.plan.compiled import Compiled, CompiledCriterion
from respond.situation.model import Declaration
from respond.situation.program import productions
from respond.situation.timeline import Step

_MICROSECONDS_AN_HOUR = 3_600_000_000


@frozen(eq=False)
class PlanFrame:
    """What one plan says at one moment."""

    plan: Compiled
    values: Mapping[str, Value]
    truths: tuple[tuple[CompiledCriterion, Truth], ...]
    level: LevelRange
    called: LevelRange
    conclusions: Conclusions
    silent: bool = False
    """Brought alongside, and not in this case."""


@frozen(eq=False)
class Frame:
    """What all plans say at one moment, and what the leading one and a declaration make of the level."""

    at: datetime
    step: Step
    level: LevelRange
    effective: LevelRange
    declared: Declaration | None
    expired: tuple[Declaration, ...]
    started: int | None
    running: bool
    events: Mapping[str, datetime]
    plans: tuple[PlanFrame, ...]


Gate = tuple[int, Condition]
"""The position of the plan that brings another one alongside, and the case in which it does."""


def frame_at(
    step: Step, at: datetime, plans: Sequence[Compiled], before: Frame | None, gates: Mapping[int, Gate]
) -> Frame:
    """Work out one moment from the step that holds then; the frame before tells rises and falls.

    `gates` says, by the position of a plan, when it speaks at all.
    """
    values = _values(step, at, plans)
    declared, expired = _declared(step, at)
    graded = [plan for plan in plans if plan.graded]
    truths = {id(plan): _truths(plan, values) for plan in graded}
    ranges = {id(plan): _range(truths[id(plan)], values) for plan in graded}
    level = ranges[id(graded[0])] if graded else LevelRange(0, 0)
    effective = _effective(level, declared)
    events = _events(step, at, effective, before)
    values |= _happened(events, plans) | _since(events, at)
    running, said = step.started(at)
    frames: list[PlanFrame] = []
    leading_levels: tuple[Gravity, ...] = ()
    for position, plan in enumerate(plans):
        own = effective if plan is (graded or plans)[0] or not plan.graded else ranges[id(plan)]
        seen = {**values, "level": _gravities(own)}
        levels = _levels(plan, truths, values, own) if plan.graded else leading_levels
        leading_levels = leading_levels or levels
        responses = _responses(plan, seen, levels)
        called = LevelRange(min(responses), max(responses), own.exact)
        started = said if said is not None else (called.certain if running else None)
        seen["response"] = _gravities(_active(called, started))
        made = productions(plan)
        symbols = made.symbols(seen, levels, responses, started, events)
        spoken = _spoken(gates.get(position), frames)
        conclusions = _gated(conclude(made.program, symbols), spoken)
        level_seen = ranges.get(id(plan), own)
        silent = spoken is Truth.NO
        frames.append(
            PlanFrame(plan, seen, truths.get(id(plan), ()), level_seen, called, conclusions, silent)
        )
    return Frame(at, step, level, effective, declared, expired, said, running, events, tuple(frames))


def _levels(
    plan: Compiled,
    truths: Mapping[int, tuple[tuple[CompiledCriterion, Truth], ...]],
    values: Mapping[str, Value],
    level: LevelRange,
) -> tuple[Gravity, ...]:
    """Give the levels that may hold: those the criteria can give, within the range duties run on."""
    judged = [(criterion.gravity, criterion.condition, truth) for criterion, truth in truths[id(plan)]]
    found = [gravity for gravity in reachable(judged, values, level) if gravity >= level.certain]
    return tuple(found)


def _responses(plan: Compiled, values: Mapping[str, Value], levels: Sequence[Gravity]) -> frozenset[Gravity]:
    """Give the responses that may be called for, over each level the incident may have."""
    rungs = [(gravity, condition) for gravity, _, condition in plan.responses]
    if not any(condition.uses_level for _, condition in rungs):
        return _within(level_range(rungs, values))
    ranges = [level_range(rungs, {**values, "level": Exactly(gravity)}) for gravity in levels]
    return frozenset[Gravity]().union(*(_within(found) for found in ranges))


def _within(found: LevelRange) -> frozenset[Gravity]:
    return frozenset(range(found.certain, found.possible + 1))


def _spoken(gate: Gate | None, frames: Sequence[PlanFrame]) -> Truth:
    """Say whether a plan speaks in this case, by what the plan that brings it sees."""
    return Truth.YES if gate is None else truth_of(gate[1], frames[gate[0]].values)


def _gated(conclusions: Conclusions, spoken: Truth) -> Conclusions:
    if spoken is Truth.YES:
        return conclusions
    maybe = (*conclusions.owed, *conclusions.provisional) if spoken is Truth.UNKNOWN else ()
    ended = conclusions.stood_down if spoken is Truth.UNKNOWN else ()
    return evolve(conclusions, owed=(), provisional=maybe, notices=(), stood_down=ended)


def _values(step: Step, at: datetime, plans: Sequence[Compiled]) -> dict[str, Value]:
    """Give values by name: reported facts, the time of each event, and the hours since it."""
    values: dict[str, Value] = {name: observation.value for name, observation in step.observations.items()}
    happened = {name: when for name, when in step.events.items() if when <= at}
    instants = {
        name: value.value
        for name, value in values.items()
        if isinstance(value, Exactly) and isinstance(value.value, datetime)
    }
    return values | _since({**instants, **happened}, at) | _happened(happened, plans)


def _since(moments: Mapping[str, datetime], at: datetime) -> dict[str, Value]:
    """Give the hours since each moment, rises and falls of the level among them."""
    return {f"elapsed({name})": Exactly(_hours(at, when)) for name, when in moments.items()}


def _happened(events: Mapping[str, datetime], plans: Sequence[Compiled]) -> dict[str, Value]:
    """Give each event's moment, or that it has not happened."""
    return {name: Exactly(events.get(name, False)) for plan in plans for name in plan.scope.events}


def _hours(now: datetime, then: datetime) -> Fraction:
    elapsed = now - then
    microseconds = (elapsed.days * 86_400 + elapsed.seconds) * 1_000_000 + elapsed.microseconds
    return Fraction(microseconds, _MICROSECONDS_AN_HOUR)


def _truths(plan: Compiled, values: Mapping[str, Value]) -> tuple[tuple[CompiledCriterion, Truth], ...]:
    return tuple((criterion, criterion.condition.truth(values)) for criterion in plan.criteria)


def _range(truths: Sequence[tuple[CompiledCriterion, Truth]], values: Mapping[str, Value]) -> LevelRange:
    found: list[tuple[int, Condition, Truth]] = [(c.gravity, c.condition, truth) for c, truth in truths]
    return narrow(found, values)


def _declared(step: Step, at: datetime) -> tuple[Declaration | None, tuple[Declaration, ...]]:
    """Give the declaration in force (the latest one) and those that have run out."""
    begun = [declaration for declaration in step.declared if declaration.at <= at]
    expired = tuple(d for d in begun if d.until is not None and d.until <= at)
    standing = [declaration for declaration in begun if declaration not in expired]
    return (max(standing, key=lambda declaration: declaration.at) if standing else None), expired


def _effective(level: LevelRange, declared: Declaration | None) -> LevelRange:
    """Give the level duties run on: the declared one is certain, a graver one by the plan stays possible."""
    if declared is None:
        return level
    return LevelRange(declared.level, max(declared.level, level.possible), level.exact)


def _active(called: LevelRange, started: int | None) -> LevelRange:
    if started is None:
        return called
    return LevelRange(max(started, called.certain), max(started, called.possible), called.exact)


def _events(step: Step, at: datetime, level: LevelRange, before: Frame | None) -> dict[str, datetime]:
    """Give what has happened, the rises and falls of the certain level among it."""
    events = {name: when for name, when in step.events.items() if when <= at}
    if before is not None:
        for name in ("level_raised", "level_lowered"):
            if name in before.events:
                events[name] = before.events[name]
        if level.certain != before.effective.certain:
            name = "level_raised" if level.certain > before.effective.certain else "level_lowered"
            events[name] = at
    return events


def _gravities(level: LevelRange) -> Value:
    return Exactly(level.certain) if level.definite else Between(level.certain, level.possible)
