"""What the plans concerned have words for: their facts and events, and those that come about of themselves."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from respond._records import frozen
from respond.errors import InputError, fault
from respond.facts import Fact
from respond.log.entries import REPEATABLE, Act
from respond.plan import LIFECYCLE, Event, Prepared, split_event

Acting = Mapping[tuple[str, str], frozenset[str] | None]
"""The channels by which a duty is done, None for any way, by its plan and its id there."""


@frozen(eq=False)
class Vocabulary:
    """The facts and events of all plans together, and which of them the log itself has to know more of.

    `changes` are the events that are changes of numbers, each with the facts; `acts` those that are acts, each with the
    duties and by which channels they are done. `numbers` are those of which, for one of the plans, not every change
    counts, `flags` those by which a form of acts is excluded.
    """

    facts: Mapping[str, Fact]
    events: Mapping[str, Event]
    changes: Mapping[str, frozenset[str]]
    acts: Mapping[str, Acting]
    numbers: frozenset[str]
    flags: frozenset[str]


@lru_cache(maxsize=64)
def vocabulary_of(plans: tuple[Prepared, ...], later: tuple[Prepared, ...]) -> Vocabulary:
    """Give what plans have words for; worked out once for plans that go together.

    What only an edition that came into force since knows can be told as well; what both know is meant as the one by
    which the incident is graded means it.
    """
    everyone = (*plans, *later)
    facts = {name: fact for plan in reversed(later) for name, fact in plan.facts.items()}
    rules = [rule for plan in everyone for rule in plan.measures]
    return Vocabulary(
        facts={**facts, **_all_facts(plans)},
        events={**LIFECYCLE, **_all_events(everyone)},
        changes=_changes(plans, later),
        acts=_acts(plans, later),
        numbers=frozenset(name for plan in everyone for name in plan.change_counts),
        flags=frozenset(str(flag) for rule in rules for flag in rule.entry.not_by_where),
    )


def happens_once(name: str) -> bool:
    """Say whether an event, with or without its body, happens once in an incident.

    >>> happens_once("received@city-government"), happens_once("terminated")
    (True, False)
    """
    event = split_event(name)[0]
    return event in LIFECYCLE and event not in REPEATABLE


def is_told(act: Act, channels: Acting) -> bool:
    """Say whether an act is one of some duties, done by a channel of those that make it an event."""
    ways = channels.get((act.plan, act.duty), frozenset())
    return ways is None or act.channel in ways


def _changes(plans: Sequence[Prepared], later: Sequence[Prepared]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for _, name, event in _events_of(plans, later):
        if event.changes_of:
            found[name] = found.get(name, frozenset()).union(map(str, event.changes_of))
    return found


def _acts(plans: Sequence[Prepared], later: Sequence[Prepared]) -> Mapping[str, Acting]:
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
