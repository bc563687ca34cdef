"""One moment of an incident worked out: values, levels, the response called for, what is owed."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from fractions import Fraction
from typing import Literal

from attrs import evolve, frozen

from respond.chain import Conclusions
from respond.facts import Between, Exactly, Value
from respond.log import Declaration, Step
from respond.plan import DERIVED_EVENTS, Compiled, Rule
from respond.reason import Condition, Gravity, LevelRange, Truth, level_range, narrow, reachable, truth_of
from respond.situation.program import productions

_MICROSECONDS_AN_HOUR = 3_600_000_000
_NOT_YET = Exactly(False)  # noqa: FBT003 - the value of an event that has not happened

Truths = tuple[tuple[Rule, Truth], ...]
"""The criteria of a plan, each with the truth it has when judged by itself."""


@frozen(eq=False)
class PlanFrame:
    """What one plan says at one moment.

    `levels` are those the incident may have, `responses` those that may be called for.
    """

    plan: Compiled
    values: Mapping[str, Value]
    truths: Truths
    level: LevelRange
    levels: tuple[Gravity, ...]
    responses: frozenset[Gravity]
    called: LevelRange
    symbols: Mapping[str, str]
    conclusions: Conclusions
    silent: bool = False
    """Brought alongside, and not in this case."""


@frozen(eq=False)
class Frame:
    """What all plans say at one moment, and what the leading one and a declaration make of the level."""

    at: datetime
    step: Step
    values: Mapping[str, Value]
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

    What hangs on nothing that has changed since is taken over from the frame before. `gates` says, by the
    position of a plan, when it speaks at all.
    """
    values = _values(step, at, plans)
    lasts = before.plans if before is not None else (None,) * len(plans)
    changed = _changed(before.values, values) if before is not None else set()
    declared, expired = _declared(step, at)
    judged = [_judged(plan, values, last, changed) for plan, last in zip(plans, lasts, strict=True)]
    first = next((place for place, plan in enumerate(plans) if plan.graded), 0)
    level = judged[first][1]
    effective = _effective(level, declared)
    events = _events(step, at, effective, before)
    for name in DERIVED_EVENTS & events.keys():
        values |= {name: Exactly(events[name]), f"elapsed({name})": Exactly(_hours(at, events[name]))}
        changed |= {name, f"elapsed({name})"}
    running, said = step.started(at)
    frames: list[PlanFrame] = []
    leading: tuple[Gravity, ...] = ()
    for place, (plan, last) in enumerate(zip(plans, lasts, strict=True)):
        truths, found = judged[place]
        own = effective if place == first or not plan.graded else found
        seen = {**values, "level": _gravities(own)}
        levels = _levels(truths, values, own) if plan.graded else leading
        leading = leading or levels
        fresh = changed
        if last is not None and (seen["level"] != last.values["level"] or levels != last.levels):
            fresh = fresh | {"level"}
        responses = _responses(plan, seen, levels, last, fresh)
        called = LevelRange(min(responses), max(responses), own.exact)
        started = said if said is not None else (called.certain if running else None)
        seen["response"] = _gravities(_active(called, started))
        if last is not None and seen["response"] != last.values["response"]:
            fresh = fresh | {"response"}
        made = productions(plan)
        known = made.kept(last.symbols, fresh) if last is not None else {}
        symbols = made.symbols(seen, levels, responses, started, events, known)
        spoken = _spoken(gates.get(place), frames)
        conclusions = _gated(made.conclude(symbols), spoken)
        frames.append(
            PlanFrame(
                plan, seen, truths, found if plan.graded else own, levels, responses, called, symbols,
                conclusions, spoken is Truth.NO,
            )
        )  # fmt: skip
    return Frame(at, step, values, level, effective, declared, expired, said, running, events, tuple(frames))


def _changed(before: Mapping[str, Value], values: Mapping[str, Value]) -> set[str]:
    """Give the names whose values are not what they were."""
    changed = {
        name for name, value in values.items() if value is not (was := before.get(name)) and value != was
    }
    return changed | (before.keys() - values.keys())


def _levels(truths: Truths, values: Mapping[str, Value], level: LevelRange) -> tuple[Gravity, ...]:
    """Give the levels that may hold: those the criteria can give, within the range duties run on."""
    if level.possible <= level.certain + 1:  # nothing lies between the two
        return (level.certain,) if level.definite else (level.certain, level.possible)
    judged = [(criterion.gravity, criterion.condition, truth) for criterion, truth in truths]
    found = [gravity for gravity in reachable(judged, values, level) if gravity >= level.certain]
    return tuple(found)


def _responses(
    plan: Compiled,
    values: Mapping[str, Value],
    levels: Sequence[Gravity],
    last: PlanFrame | None,
    changed: AbstractSet[str],
) -> frozenset[Gravity]:
    """Give the responses that may be called for, over each level the incident may have."""
    if last is not None and changed.isdisjoint(_needs(plan, "responses")):
        return last.responses
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
    values: dict[str, Value] = {name: _NOT_YET for plan in plans for name in plan.scope.events}
    values |= {name: Exactly(when) for name, when in events.items() if name in values}
    return values


def _hours(now: datetime, then: datetime) -> Fraction:
    elapsed = now - then
    microseconds = (elapsed.days * 86_400 + elapsed.seconds) * 1_000_000 + elapsed.microseconds
    return Fraction(microseconds, _MICROSECONDS_AN_HOUR)


def _judged(
    plan: Compiled, values: Mapping[str, Value], last: PlanFrame | None, changed: AbstractSet[str]
) -> tuple[Truths, LevelRange]:
    """Judge the criteria of a plan one by one, and all together."""
    if not plan.graded:
        return (), LevelRange(0, 0)
    if last is not None and changed.isdisjoint(_needs(plan, "criteria")):
        return last.truths, last.level
    truths = tuple([(criterion, criterion.condition.truth(values)) for criterion in plan.criteria])
    return truths, _range(truths, values)


def _needs(plan: Compiled, part: Literal["criteria", "responses"]) -> AbstractSet[str]:
    """Give every name the conditions of a part of a plan look at."""
    made: dict[str, frozenset[str]] = plan.cache.setdefault("needs", {})
    if part not in made:
        responses = [condition for _, _, condition in plan.responses]
        conditions = responses if part == "responses" else [condition for _, condition in plan.ladder]
        made[part] = frozenset().union(*[condition.needs for condition in conditions])
    return made[part]


def _range(truths: Truths, values: Mapping[str, Value]) -> LevelRange:
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
