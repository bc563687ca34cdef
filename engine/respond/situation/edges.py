"""When an answer changes though nothing is reported: a declaration begins or runs out, so much time has passed."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil
from weakref import WeakKeyDictionary

from respond._records import frozen
from respond.clock import Calendar, Duration, add, local, start_of_day
from respond.facts import Number
from respond.language import MONTHS_A_YEAR
from respond.log import Happened
from respond.plan import Prepared
from respond.reason import Condition, cells
from respond.situation.frames import (
    Count,
    Frame,
    Involved,
    moments,
    span,
    timed_conditions,
)

_MICROSECONDS_AN_HOUR = 3_600_000_000
_LONGEST = timedelta.max // timedelta.resolution


@frozen
class Passing:
    """Something that comes to hold, or ceases to, so long after an event: from then on or just after it.

    So many hours after it, or so many calendar months or days.
    """

    name: str
    hours: Fraction
    after: bool
    event: str
    wait: timedelta
    """The hours as a length of time; the longest there is where no calendar holds them."""
    months: int | None = None
    days: int | None = None

    def moment(self, frame: Frame, place: int, end: datetime, calendar: Calendar) -> datetime | None:
        """Give when that will be, seen from a moment; None for what has been, has not begun or is not before `end`."""
        seen = frame.plans[place]
        happened = seen.events.get(self.event)
        ends = span(happened[-1]) if happened else moments(seen.values.get(self.event))
        found = [self._from(begun, end, calendar) for begun in ends if begun is not None]
        return min((moment for moment in found if moment is not None and moment > frame.at), default=None)

    def _from(self, begun: datetime, end: datetime, calendar: Calendar) -> datetime | None:
        if self.days is not None:
            if self.days > (end - begun).days + 1:
                return None
            return start_of_day(local(begun, calendar.zone).date() + timedelta(days=self.days), calendar.zone)
        if self.months is None:
            return begun + self.wait if self.wait < end - begun else None
        if self.months > (end.year - begun.year + 1) * MONTHS_A_YEAR:
            return None
        return add(begun, Duration(months=self.months), calendar) + self.wait


def _passing(name: str, event: str, hours: Fraction, *, after: bool) -> Passing:
    microseconds = ceil(hours * _MICROSECONDS_AN_HOUR) + after
    wait = timedelta.max if microseconds > _LONGEST else timedelta(microseconds=microseconds)
    return Passing(name, hours, after, event, wait)


def next_edge(
    frame: Frame, involved: Sequence[Involved], end: datetime, overdue: datetime | None = None
) -> datetime | None:
    """Give the first moment after a frame and before `end` at which its step may say something else.

    `overdue` is when a duty some condition asks about becomes overdue.
    """
    edges = {moment for entry in frame.step.declared for moment in (entry.at, entry.until)}
    for times in frame.step.events.values():
        edges.update(each.held.first for each in later_than(times, frame.at)[:1])
    edges.add(overdue)
    for place, each in enumerate(involved):
        edges.add(each.since)
        edges |= {passing.moment(frame, place, end, each.calendar) for passing in passings(each.plan)}
    return min((edge for edge in edges if edge is not None and frame.at < edge < end), default=None)


def later_than(times: Sequence[Happened], moment: datetime) -> Sequence[Happened]:
    """Give of the times of an event, in their order, those after a moment."""
    if not times or times[-1].held.first <= moment:
        return ()
    return times[bisect_right(times, moment, key=_first) :]


def _first(happened: Happened) -> datetime:
    return happened.held.first


_made: WeakKeyDictionary[Prepared, tuple[Passing, ...]] = WeakKeyDictionary()


def passings(plan: Prepared) -> tuple[Passing, ...]:
    """Give every number of hours since an event that a condition of a plan asks about; worked out once.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("national/forest-grassland-fire@2009"))
    >>> sorted((passing.name, int(passing.hours), passing.after) for passing in passings(plan))
    [('elapsed(occurred)', 24, False), ('elapsed(received)', 24, False), ('elapsed(rekindled)', 24, False)]
    """
    found = _made.get(plan)
    if found is None:
        found = _made[plan] = tuple(dict.fromkeys(_passings(timed_conditions(plan))))
    return found


_counting: WeakKeyDictionary[Prepared, bool] = WeakKeyDictionary()


def counts_time(plan: Prepared) -> bool:
    """Say whether a condition of the plan asks how long ago something was; looked up once."""
    found = _counting.get(plan)
    if found is None:
        found = _counting[plan] = bool(timed_conditions(plan))
    return found


def _passings(conditions: Sequence[Condition]) -> Iterator[Passing]:
    for event, name, low, after in _cut(conditions, "months"):
        wait = timedelta.resolution if after else timedelta()
        yield Passing(name, Fraction(0), after, event, wait, months=int(low))
    for event, name, low, _ in _cut(conditions, "days"):  # whole ones alone
        yield Passing(name, Fraction(0), after=False, event=event, wait=timedelta(), days=int(low))
    for event, name, low, after in _cut(conditions, "elapsed"):
        yield _passing(name, event, Fraction(low), after=after)


def _cut(conditions: Sequence[Condition], count: Count) -> Iterator[tuple[str, str, Number, bool]]:
    """Give where conditions part the time gone by, counted in one way: since what, from which number on or after it."""
    for event in dict.fromkeys(
        event for condition in conditions for event in sorted(getattr(condition, count))
    ):
        name = f"{count}({event})"
        touching = [condition for condition in conditions if name in condition.variables]
        for cell in cells(touching, {}, name)[1:]:
            assert cell.low is not None  # noqa: S101 - only the first has no low end
            yield event, name, cell.low, cell.low_open
