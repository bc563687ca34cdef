"""What the plans concerned have words for: their facts and events, and those that come about of themselves."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from respond.errors import InputError, fault
from respond.facts import (
    Fact,
)
from respond.plan import LIFECYCLE, Event, Prepared

Acting = Mapping[tuple[str, str], frozenset[str] | None]
"""The channels by which a duty is done, None for any way, by its plan and its id there."""


@lru_cache(maxsize=64)
def vocabulary(
    plans: tuple[Prepared, ...], later: tuple[Prepared, ...]
) -> tuple[Mapping[str, Fact], Mapping[str, Event]]:
    """Give the facts and events of all plans together; worked out once for plans that go together.

    What only an edition that came into force since knows can be told as well; what both know is meant as the one by
    which the incident is graded means it.
    """
    facts = {name: fact for plan in reversed(later) for name, fact in plan.facts.items()}
    return {**facts, **_all_facts(plans)}, {**LIFECYCLE, **_all_events((*plans, *later))}


@lru_cache(maxsize=64)
def changes_in(plans: tuple[Prepared, ...], later: tuple[Prepared, ...]) -> Mapping[str, frozenset[str]]:
    """Give the events of all plans together that are changes of numbers, each with the facts."""
    found: dict[str, frozenset[str]] = {}
    for _, name, event in _events_of(plans, later):
        if event.changes_of:
            found[name] = found.get(name, frozenset()).union(map(str, event.changes_of))
    return found


@lru_cache(maxsize=64)
def flags_in(plans: tuple[Prepared, ...], later: tuple[Prepared, ...]) -> frozenset[str]:
    """Give the flags by which a form of acts is excluded under one of several plans."""
    return frozenset(
        str(flag) for plan in (*plans, *later) for rule in plan.measures for flag in rule.entry.not_by_where
    )


@lru_cache(maxsize=64)
def numbers_in(plans: tuple[Prepared, ...], later: tuple[Prepared, ...]) -> frozenset[str]:
    """Give the numbers of which, for one of several plans, not every change counts."""
    return frozenset(name for plan in (*plans, *later) for name in plan.change_counts)


@lru_cache(maxsize=64)
def acts_in(plans: tuple[Prepared, ...], later: tuple[Prepared, ...]) -> Mapping[str, Acting]:
    """Give the events of all plans together that are acts, each with the duties and their channels."""
    found: dict[str, dict[tuple[str, str], frozenset[str] | None]] = {}
    for plan, name, event in _events_of(plans, later):
        if event.act is None:
            continue
        channels = found.setdefault(name, {})
        for duty in map(str, event.act.of):
            own = plan.origin(duty).id, duty
            before = channels.get(own, frozenset())
            ways = event.act.channel
            channels[own] = before.union(ways) if ways and before is not None else None
    return found


def _events_of(plans: Sequence[Prepared], later: Sequence[Prepared]) -> Iterator[tuple[Prepared, str, Event]]:
    """Give the events of plans, and of later editions those the plans do not know."""
    known = {name for plan in plans for name in plan.plan.events}
    for plan in (*plans, *later):
        for name, event in plan.plan.events.items():
            if plan in plans or name not in known:
                yield plan, str(name), event


def _all_facts(plans: Sequence[Prepared]) -> dict[str, Fact]:
    """Put the facts of all plans together; one name must mean one type and unit."""
    facts: dict[str, Fact] = {}
    owners: dict[str, Prepared] = {}
    faults = []
    for plan in plans:
        for name, fact in plan.facts.items():
            known = facts.setdefault(name, fact)
            owners.setdefault(name, plan)
            if (known.type, known.unit) != (fact.type, fact.unit):
                faults.append(fault("E709", fact.place, name=name, first=owners[name].ref, second=plan.ref))
    if faults:
        raise InputError(faults)
    return facts


def _all_events(plans: Sequence[Prepared]) -> dict[str, Event]:
    """Put the events of all plans together, those of the first plan before others."""
    return {name: event for plan in reversed(plans) for name, event in plan.plan.events.items()}


def clashing(plans: Sequence[Prepared], name: str) -> tuple[Prepared, Prepared] | None:
    """Give two plans to which an event means different things: one entry would start two clocks."""
    owners = [plan for plan in plans if name in plan.plan.events]
    for first, second in pairwise(owners):
        one, other = first.plan.events[name], second.plan.events[name]
        if (one.zh, one.en) != (other.zh, other.en):
            return first, second
    return None
