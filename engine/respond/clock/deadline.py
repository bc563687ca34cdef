"""Limits made into deadlines: when it is due, what it waits for, whether it is overdue."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import takewhile
from typing import Literal

from attrs import evolve, field, frozen

from respond.clock.calendar import Calendar
from respond.clock.durations import Duration, add, shift_day, subtract
from respond.clock.limits import AT_ONCE, Before, Daily, Every, Limit, Within, Worded, strictness
from respond.clock.zone import SHANGHAI, end_of_day, local, start_of_day
from respond.errors import Text
from respond.facts import Between, Exactly, Value

Kind = Literal["within", "before", "every", "daily", "worded"]
Moment = datetime | date

_EARLIEST = Text(
    "起算时间只知道一个区间，按最早的计算", "the start is known as a range only; the earliest counts"
)
_LATEST = Text(
    "起算时间的最早一刻不明，最迟不得晚于此时",
    "the earliest start is not known; it is due no later than this",
)
_UNNAMED = Text("原文未写明从何时起算", "the text does not say from when it counts")


def _named(name: Text | str) -> Text:
    return name if isinstance(name, Text) else Text(name, name)


def _known(
    at: Moment | Between | tuple[Moment | None, Moment | None] | None,
) -> Moment | Between | None:
    return Between(*at) if isinstance(at, tuple) else at


@frozen
class Start:
    """What a limit counts from: an event or fact by name, and when it was or is; None is not known yet.

    A date is a whole day. A range (`Between`, or its two ends) counts from its earliest end, to be cautious.
    """

    name: Text = field(converter=_named)
    at: Moment | Between | None = field(default=None, converter=_known)

    @classmethod
    def of(cls, name: Text | str, value: Value) -> "Start":
        """Make a start from the value of an instant or date fact, or of an event's time.

        >>> Start.of("maturity", Exactly(date(2026, 1, 1))).at
        datetime.date(2026, 1, 1)
        """
        if isinstance(value, Exactly):
            return cls(name, value.value if isinstance(value.value, date) else None)
        return cls(name, value if isinstance(value, Between) else None)


@frozen
class Deadline:
    """A limit at one `now`: `due`, or why there is no moment to name.

    `waiting_for` names the start that has not happened or is not known, so the clock is not running yet.
    `at_once` marks “immediately”, which has no figure. For a recurring limit `due` is the next time at or
    after `now`, `previous` the last one before it, and `ended` says that no more will come.
    """

    limit: Limit
    kind: Kind
    due: datetime | None = None
    start: Text | None = None
    started: Moment | None = None
    waiting_for: Text | None = None
    at_once: bool = False
    previous: datetime | None = None
    ended: bool = False
    note: Text | None = None

    @property
    def word(self) -> str | None:
        """Give the word of a limit without a figure."""
        return self.limit.word if isinstance(self.limit, Worded) else None

    def overdue(self, now: datetime) -> bool:
        """Say whether it is past due; the due moment itself is in time."""
        return self.due is not None and now > self.due

    def left(self, now: datetime) -> timedelta | None:
        """Give the time left, negative when overdue, None when there is no moment."""
        return None if self.due is None else self.due - now

    @property
    def sort_key(self) -> tuple[int, int, tuple[int, Fraction]]:
        """Give a key that sorts the most urgent first: at once, by moment, in words, not running, ended."""
        if self.at_once and self.waiting_for is None:
            rank = 0
        elif self.due is not None:
            rank = 1
        elif self.ended:
            rank = 4
        else:
            rank = 3 if self.waiting_for else 2
        moment = 0 if self.due is None else (self.due - _EPOCH) // _SECOND
        return (rank, moment, strictness(self.limit))


_EPOCH = datetime(1970, 1, 1, tzinfo=SHANGHAI)
_SECOND = timedelta(seconds=1)
_RECURRING = (Every, Daily)


def resolve(
    limit: Limit,
    start: Start | None,
    now: datetime,
    calendar: Calendar | None = None,
    until: datetime | None = None,
) -> Deadline:
    """Make a deadline of a limit, its start and the moment `now`; `until` ends a recurring one.

    Raise CoverageError (E610, E611) where working days cannot be counted, E620 for a time without offset.

    >>> from datetime import UTC
    >>> received = Start("received", datetime(2026, 1, 1, 6, 20, tzinfo=UTC))
    >>> resolve(Within(Duration(hours=1)), received, now=received.at).due.isoformat()
    '2026-01-01T15:20:00+08:00'
    """
    now = local(now)
    name = start.name if start else None
    moment, note = _counted_from(start)
    kind = _KINDS[type(limit)]
    if isinstance(limit, Worded):
        waiting = name if moment is None else None
        at_once = limit.word == AT_ONCE
        return Deadline(limit, kind, start=name, started=moment, waiting_for=waiting, at_once=at_once)
    if moment is None and start is not None:
        return Deadline(limit, kind, start=name, waiting_for=name, note=note)
    if isinstance(limit, _RECURRING):
        base = Deadline(limit, kind, start=name, started=moment, note=note)
        return _recurring(base, limit, now, calendar, until)
    if moment is None:
        return Deadline(limit, kind, start=name, note=_UNNAMED)
    moved = due_before if isinstance(limit, Before) else due_after
    due = moved(moment, limit.duration, calendar)
    return Deadline(limit, kind, due, name, moment, note=note)


def occurrences(
    limit: Every | Daily,
    start: Moment,
    after: datetime,
    until: datetime | None = None,
    calendar: Calendar | None = None,
) -> Iterator[datetime]:
    """Give the times of a recurring limit later than `after`, up to and including `until`.

    >>> first = datetime(2026, 1, 1, 8, tzinfo=SHANGHAI)
    >>> times = occurrences(Every(Duration(hours=4)), first, after=first)
    >>> next(times).isoformat(), next(times).isoformat()
    ('2026-01-01T12:00:00+08:00', '2026-01-01T16:00:00+08:00')
    """
    begun = local(start) if isinstance(start, datetime) else start_of_day(start)
    times = _times(limit, begun, max(local(after), begun), calendar)
    return times if until is None else takewhile(lambda time: time <= until, times)


_KINDS: dict[type, Kind] = {
    Within: "within",
    Before: "before",
    Every: "every",
    Daily: "daily",
    Worded: "worded",
}


def _counted_from(start: Start | None) -> tuple[Moment | None, Text | None]:
    if start is None or start.at is None:
        return None, None
    if not isinstance(start.at, Between):
        return start.at, None
    for end, note in ((start.at.low, _EARLIEST), (start.at.high, _LATEST)):
        if isinstance(end, date):
            return end, note
    return None, None


def due_after(moment: Moment, duration: Duration, calendar: Calendar | None) -> datetime:
    """Give the moment a length of time after another; whole days after a day end with that day.

    Raise CoverageError (E610, E611) where working days cannot be counted.
    """
    if isinstance(moment, datetime):
        return add(moment, duration, calendar)
    if duration.whole_days:
        return end_of_day(shift_day(moment, duration, 1, calendar))
    return add(start_of_day(moment), duration, calendar)


def due_before(moment: Moment, duration: Duration, calendar: Calendar | None) -> datetime:
    """Give the moment a length of time before another; the twin of `due_after`."""
    if isinstance(moment, datetime):
        return subtract(moment, duration, calendar)
    if duration.whole_days:
        return end_of_day(shift_day(moment, duration, -1, calendar))
    return subtract(start_of_day(moment), duration, calendar)


def _recurring(
    base: Deadline, limit: Every | Daily, now: datetime, calendar: Calendar | None, until: datetime | None
) -> Deadline:
    if base.started is None and isinstance(limit, Every):
        return evolve(base, note=_UNNAMED)
    started = base.started
    # a daily time needs no start: every day has its own
    begun = (
        now if started is None else local(started) if isinstance(started, datetime) else start_of_day(started)
    )
    instant = timedelta(microseconds=1)
    due = next(_times(limit, begun, max(begun, now - instant), calendar))
    previous = _previous(limit, begun, now, calendar)
    if until is not None and due > until:
        last = _previous(limit, begun, local(until) + instant, calendar)
        return evolve(base, ended=True, previous=last)
    return evolve(base, due=due, previous=previous)


def _times(
    limit: Every | Daily, begun: datetime, after: datetime, calendar: Calendar | None
) -> Iterator[datetime]:
    """Give the times later than both the beginning and `after`."""
    index = _first_after(limit, begun, after, calendar)
    while True:
        yield _time(limit, begun, index, calendar)
        index += 1


def _previous(
    limit: Every | Daily, begun: datetime, now: datetime, calendar: Calendar | None
) -> datetime | None:
    """Give the last time before `now`, None before the first."""
    index = _first_after(limit, begun, max(begun, now - timedelta(microseconds=1)), calendar) - 1
    return None if index < 1 else _time(limit, begun, index, calendar)


def _time(limit: Every | Daily, begun: datetime, index: int, calendar: Calendar | None) -> datetime:
    """Give the `index`-th time, from 1; always from the beginning, so that month ends do not drift."""
    if isinstance(limit, Every):
        return add(begun, limit.duration.times(index), calendar)
    first = datetime.combine(begun.date(), limit.time, SHANGHAI)
    days = index - 1 if first > begun else index
    return datetime.combine(begun.date() + timedelta(days=days), limit.time, SHANGHAI)


def _first_after(limit: Every | Daily, begun: datetime, after: datetime, calendar: Calendar | None) -> int:
    if isinstance(limit, Every) and limit.duration.exact:
        step = timedelta(hours=limit.duration.hours, minutes=limit.duration.minutes)
        return max(0, (after - begun) // step) + 1
    low, high = 0, 1
    while _time(limit, begun, high, calendar) <= after:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if _time(limit, begun, middle, calendar) <= after:
            low = middle
        else:
            high = middle
    return high
