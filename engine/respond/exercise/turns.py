"""Inject by inject: the situation right after each, and all that follows until the next one.

What comes to be owed stands under the inject that told of it, or after which an act or the mere passing of time brought
it. An inject can tell of what happened before the one ahead of it (an event with a time of its own), so that the moment
at which something arose does not say which inject that was: the situation right before the next one does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from respond._records import frozen
from respond.clock import TICK
from respond.exercise.played import Timed
from respond.exercise.scenario import Inject, Scenario
from respond.situation import Obligation, Situation


@frozen
class Turn:
    """One inject and the situation right after it: what it and all until the next added and ended, and what was done.

    Of several injects at once the last that tells anything new has what they brought.
    """

    inject: Inject
    at: datetime
    situation: Situation
    became_owed: tuple[Obligation, ...]
    stood_down: tuple[Obligation, ...]
    acted: tuple[Timed, ...]


@frozen
class _Changes:
    """What has come to be owed for certain, and what has ended without being done."""

    owed: tuple[Obligation, ...] = ()
    ended: tuple[Obligation, ...] = ()

    def __add__(self, other: "_Changes") -> "_Changes":
        return _Changes((*self.owed, *other.owed), (*self.ended, *other.ended))


def turns_of(
    scenario: Scenario,
    actions: Sequence[Timed],
    shown: Mapping[datetime, Situation],
    look: Callable[[Sequence[datetime]], Sequence[Situation]],
) -> tuple[Turn, ...]:
    """Give every inject with what followed; `shown` holds how it stood at each and at the end, `look` how at others."""
    moments = sorted({scenario.moment(inject.at) for inject in scenario.injects})
    changes = _changes_after(moments, scenario.moment(scenario.end), shown, look)
    found = []
    for at, following in pairwise([*moments, None]):
        assert at is not None  # noqa: S101 - only the last is
        own = [inject for inject in scenario.injects if scenario.moment(inject.at) == at]
        done = tuple(each for each in actions if each.at >= at and (following is None or each.at < following))
        for inject in own:
            change = changes[at] if inject is telling(own) else _Changes()
            acted = done if inject is own[-1] else ()
            found.append(Turn(inject, at, shown[at], change.owed, change.ended, acted))
    return tuple(found)


def telling(injects: Sequence[Inject]) -> Inject:
    """Give the one of several injects at once to which what they bring is laid: the last that tells anything new."""
    return ([each for each in injects if each.facts or each.events] or injects)[-1]


def first_shown(shown: Mapping[datetime, Situation]) -> dict[str, datetime]:
    """Give when each obligation was first seen to be owed for certain."""
    found: dict[str, datetime] = {}
    for moment in sorted(shown):
        for one in shown[moment].obligations:
            if _owed(one):
                found.setdefault(one.id, moment)
    return found


def _changes_after(
    moments: Sequence[datetime],
    end: datetime,
    shown: Mapping[datetime, Situation],
    look: Callable[[Sequence[datetime]], Sequence[Situation]],
) -> dict[datetime, _Changes]:
    """Give what changed with the injects of each moment, or after them and before the next."""
    found = {moments[0]: _changes(None, shown[moments[0]])}
    steps = {after: (before, _changes(shown[before], shown[after])) for before, after in pairwise(moments)}
    in_doubt = [after for after, (_, change) in steps.items() if any(_moments_before(after, change))]
    ahead = dict(zip(in_doubt, look([each - TICK for each in in_doubt]) if in_doubt else (), strict=True))
    for after, (before, change) in steps.items():
        found[after] = change
        if after in ahead:  # some of it was so before the inject came, or it told of what had been so
            found[before] += _changes(shown[before], ahead[after])
            found[after] = _changes(ahead[after], shown[after])
    found[moments[-1]] += _changes(shown[moments[-1]], shown[end])
    return found


def _moments_before(at: datetime, change: _Changes) -> Iterator[Obligation]:
    """Give those of some changes that may have come about before a moment."""
    yield from (one for one in change.owed if max(one.arose, one.certain or one.arose) < at)
    yield from (one for one in change.ended if one.ended is not None and one.ended < at)


def _changes(before: Situation | None, after: Situation) -> _Changes:
    was = {one.id: one for one in before.obligations} if before is not None else {}
    new = (one for one in after.obligations if _owed(one) and not (one.id in was and _owed(was[one.id])))
    ended = (
        one
        for one in after.obligations
        if one.ended is not None and one.id in was and was[one.id].ended is None and _owed(was[one.id])
    )
    return _Changes(tuple(new), tuple(sorted(ended, key=lambda one: one.id)))


def _owed(one: Obligation) -> bool:
    return one.certain is not None and not (one.open and one.provisional)
