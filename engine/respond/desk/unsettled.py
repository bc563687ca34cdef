"""What of an incident is not settled: facts not confirmed, duties that cannot be done, decisions beside the plan."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from respond._records import frozen
from respond.clock import local
from respond.desk.older import older_words
from respond.desk.reading import Kept
from respond.errors import LANGUAGES, Text
from respond.facts import UNKNOWN, Level, Observation, Standing, Value, show_value
from respond.log import Declaration
from respond.reason import LevelRange
from respond.situation import Named, Obligation, Situation


@frozen
class Unconfirmed:
    """A fact whose value was reported or estimated, and which nobody has confirmed."""

    fact: str
    label: Text
    value: Value
    shown: Text
    standing: Standing
    source: Text | None
    as_of: datetime | None
    known: datetime
    """Since when we know it."""


@frozen
class Outdated:
    """A fact whose value in force is of an earlier moment than another value that stands: that one came in before it.

    What came in before did not say as of when it is. It is settled once the older value is withdrawn, or a newer told.
    """

    fact: str
    label: Text
    shown: Text
    as_of: datetime
    newer: Text
    newer_as_of: datetime
    words: Text
    """That it is so, and what settles it."""


@frozen
class Beside:
    """A decision that is not what the plan says: a level declared, or a response that is running."""

    what: str
    decided: Level
    plan: Annotated[LevelRange, Named("by_plan")]
    by: str | None
    reason: Text | None


def unconfirmed(kept: Kept) -> tuple[Unconfirmed, ...]:
    """Give the facts in force that nobody has confirmed; judgements are an office's word and need no confirming."""
    step = kept.log.steps(kept.now)[-1]
    told = (entry for entry in kept.log.entries if isinstance(entry.content, Observation))
    known = {entry.corrects or entry.id: entry.known for entry in told if entry.known <= kept.now}
    tz = kept.situation.tz
    found = []
    for name, seen in step.observations.items():
        fact = kept.log.facts[name]
        if seen.standing is Standing.CONFIRMED or seen.value is UNKNOWN or fact.judgement:
            continue
        shown = Text(*(show_value(seen.value, fact, lang) for lang in LANGUAGES))
        as_of = None if seen.as_of is None else local(seen.as_of, tz)
        found.append(
            Unconfirmed(
                name,
                fact.label,
                seen.value,
                shown,
                seen.standing,
                kept.source(seen),
                as_of,
                local(known[step.telling[name]], tz),
            )
        )
    return tuple(found)


def outdated(kept: Kept) -> tuple[Outdated, ...]:
    """Give the facts in force of which a value of a later moment was told before, and stands."""
    in_force = kept.log.steps(kept.now)[-1].observations
    if all(seen.as_of is None for seen in in_force.values()):  # as of most incidents
        return ()
    last = {entry.corrects or entry.id: entry for entry in kept.log.entries if entry.known <= kept.now}
    told: dict[str, list[tuple[datetime, Observation]]] = {}
    for entry in last.values():
        if isinstance(entry.content, Observation):
            moment = entry.content.as_of or entry.held.first
            told.setdefault(entry.content.fact, []).append((moment, entry.content))
    found = []
    for name, seen in in_force.items():
        stands, fact, tz = told.get(name, []), kept.log.facts[name], kept.situation.tz
        if seen.as_of is None or not stands:
            continue
        moment, newest = max(stands, key=lambda each: each[0])
        if moment > seen.as_of and newest.value not in {seen.value, UNKNOWN}:
            shown, newer = (
                Text(*(show_value(each.value, fact, lang) for lang in LANGUAGES)) for each in (seen, newest)
            )
            words = older_words(fact, seen, newest, moment, tz, stays=False)
            found.append(
                Outdated(name, fact.label, shown, local(seen.as_of, tz), newer, local(moment, tz), words)
            )
    return tuple(found)


def unable(situation: Situation) -> tuple[Obligation, ...]:
    """Give the obligations of ours that are still owed though somebody said that they cannot be done."""
    return tuple(one for one in situation.obligations if one.open and one.ours and one.unable is not None)


def beside_the_plan(situation: Situation) -> tuple[Beside, ...]:
    """Give the decisions in force that are not what the plan comes to.

    A level declared is told where the plan's range may still reach it, too; a response where it lies outside the range
    that is called for.
    """
    return tuple(_beside(situation))


def _beside(situation: Situation) -> Iterator[Beside]:
    declared: Declaration | None = situation.declared
    agreed = situation.level.definite and declared is not None and declared.level == situation.level.certain
    if declared is not None and not agreed:
        yield Beside("level", declared.level, situation.level, declared.by, declared.reason)
    response = situation.leading_response
    if response.started is not None and not within(Level.at(response.started), response.called):
        yield Beside("response", Level.at(response.started), response.called, None, None)


def within(level: Level, range_: LevelRange) -> bool:
    """Say whether a level is one that is certain or still possible."""
    return range_.certain <= level <= range_.possible
