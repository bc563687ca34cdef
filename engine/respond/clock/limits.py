"""The kinds of limit a plan sets: a time after, a time before, so often, at a clock time, or only words.

Each kind reads, resolves, words and compares itself, so that nobody else asks which kind a limit is.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import count
from typing import ClassVar, Self

from attrs import field

from respond._records import frozen
from respond.clock.calendar import Calendar
from respond.clock.durations import Duration, add, parse_clock_time, parse_duration, shift_day, subtract
from respond.clock.zone import SHANGHAI, end_of_day, local, start_of_day
from respond.errors import InternalError, Place, Text, fault

Moment = datetime | date
"""What a limit counts from; a date is a whole day."""

_WORDS = {
    "immediately": Text("立即", "immediately"),
    "promptly": Text("及时", "promptly"),
    "any-time": Text("随时", "at any time"),
    "as-prescribed": Text("按规定", "as prescribed, no figure given"),
    "unstated": Text("未规定时限", "no limit stated"),
}
WORDS: tuple[str, ...] = tuple(_WORDS)
"""Limits in words, the strictest first; a limit with a figure stands between the first and the second."""

_DAY = Fraction(1440)


class Limit(ABC):
    """Any limit of a measure."""

    __slots__ = ()

    figured: ClassVar[bool] = True
    """Whether it is a figure, and not words only."""
    recurs: ClassVar[bool] = False
    """Whether it falls due again and again, round by round."""
    counts_back: ClassVar[bool] = False
    """Whether it is due before what it counts from."""
    needs_start: ClassVar[bool] = True
    """Whether nothing can be due as long as nobody knows what it counts from."""

    @classmethod
    @abstractmethod
    def read(cls, text: str, place: Place | None = None) -> Self:
        """Read it as a plan writes it."""

    @property
    @abstractmethod
    def words(self) -> Text:
        """Give it in words."""

    @property
    @abstractmethod
    def strictness(self) -> tuple[int, Fraction]:
        """Give a key that sorts limits for the same start, the strictest first.

        Immediately comes before any figure; figures go by length (a mean month, five working days a week); then
        promptly, at any time, as prescribed, unstated.
        """

    def stricter_than(self, other: "Limit") -> bool:
        """Say whether it is stricter than another that has the same start.

        >>> Worded("immediately").stricter_than(Within(Duration(minutes=30)))
        True
        >>> Within(Duration(hours=2)).stricter_than(Within(Duration(hours=1)))
        False
        """
        return self.strictness < other.strictness

    @property
    def at_once(self) -> bool:
        """Say whether it is owed without delay, which has no figure."""
        return False

    @property
    def step(self) -> timedelta | None:
        """Give the time from one round to the next, where it is always the same."""
        return None

    # What a kind of limit has not, it answers with nothing.

    def due(self, _start: Moment | None, _calendar: Calendar | None = None, /) -> datetime | None:
        """Give the one moment it is due; None where the start is not known or it names no such moment.

        Raise CoverageError (E610, E611) where working days cannot be counted.
        """
        return None

    def rounds(
        self, _start: Moment, _after: datetime, _calendar: Calendar | None = None, /
    ) -> Iterator[datetime]:
        """Give the times later than a moment, and than its start, at which it falls due again."""
        return iter(())


@frozen
class _Timed(Limit):
    duration: Duration

    @classmethod
    def read(cls, text: str, place: Place | None = None) -> Self:
        """Read a length of time; raise E601 to E606."""
        return cls(parse_duration(text, place))

    @property
    def strictness(self) -> tuple[int, Fraction]:
        """Give its place among limits for the same start."""
        return (1, self.duration.nominal)


@frozen
class _Once(_Timed):
    def due(self, start: Moment | None, calendar: Calendar | None = None) -> datetime | None:
        """Give the moment so long after the start, or before it; in whole days from a day, the end of that day.

        >>> Within(Duration(hours=1)).due(datetime(2026, 1, 1, 14, 20, tzinfo=SHANGHAI)).isoformat()
        '2026-01-01T15:20:00+08:00'
        >>> Before(Duration(months=2)).due(date(2026, 4, 30)).isoformat()
        '2026-02-28T23:59:59+08:00'
        """
        if start is None:
            return None
        if not isinstance(start, datetime):
            if self.duration.whole_days:
                return end_of_day(shift_day(start, self.duration, -1 if self.counts_back else 1, calendar))
            start = start_of_day(start)
        return (subtract if self.counts_back else add)(start, self.duration, calendar)


@frozen
class Within(_Once):
    """At most a length of time after the start."""

    @property
    def words(self) -> Text:
        """Give it in words.

        >>> Within(Duration(hours=1)).words.en
        'within 1 hour'
        """
        return Text("{d}内", "within {d}").fill(d=self.duration.words)


@frozen
class Before(_Once):
    """At least a length of time before the start; exactly that much before is in time."""

    counts_back: ClassVar[bool] = True

    @property
    def words(self) -> Text:
        """Give it in words."""
        return Text("至少提前{d}", "at least {d} before").fill(d=self.duration.words)

    @property
    def strictness(self) -> tuple[int, Fraction]:
        """Give its place among limits for the same start."""
        return (1, -self.duration.nominal)


class _Recurring(Limit):
    __slots__ = ()

    recurs: ClassVar[bool] = True

    @abstractmethod
    def _round(self, begun: datetime, index: int, calendar: Calendar | None) -> datetime:
        """Give the `index`-th time, from 1; always from the beginning, so that month ends do not drift."""

    def rounds(self, start: Moment, after: datetime, calendar: Calendar | None = None) -> Iterator[datetime]:
        """Give the times later than `after` at which it falls due again.

        >>> first = datetime(2026, 1, 1, 8, tzinfo=SHANGHAI)
        >>> times = Every(Duration(hours=4)).rounds(first, first)
        >>> next(times).isoformat(), next(times).isoformat()
        ('2026-01-01T12:00:00+08:00', '2026-01-01T16:00:00+08:00')
        """
        begun = local(start) if isinstance(start, datetime) else start_of_day(start)
        first = self._first_after(begun, max(local(after), begun), calendar)
        return (self._round(begun, index, calendar) for index in count(first))

    def _first_after(self, begun: datetime, after: datetime, calendar: Calendar | None) -> int:
        if self.step is not None:
            # in UTC, for the difference of two clock times of one zone leaves its summer times out
            return (after.astimezone(UTC) - begun.astimezone(UTC)) // self.step + 1
        low, high = 0, 1
        while self._round(begun, high, calendar) <= after:
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            if self._round(begun, middle, calendar) <= after:
                low = middle
            else:
                high = middle
        return high


@frozen
class Every(_Timed, _Recurring):
    """Again and again, each time a length of time after the last."""

    @property
    def words(self) -> Text:
        """Give it in words.

        >>> Every(Duration(hours=2)).words.en, Every(Duration(days=1)).words.en, Every(Duration(days=1)).words.zh
        ('every 2 hours', 'every day', '每天一次')
        """
        length = self.duration.words
        if self.duration.single:
            length = Text(length.zh.removeprefix("1"), length.en.removeprefix("1 "))
        return Text("每{d}一次", "every {d}").fill(d=length)

    @property
    def step(self) -> timedelta | None:
        """Give the time from one round to the next; days, months and working days are not always as long."""
        length = self.duration
        return timedelta(hours=length.hours, minutes=length.minutes) if length.exact else None

    def _round(self, begun: datetime, index: int, calendar: Calendar | None) -> datetime:
        return add(begun, self.duration.times(index), calendar)


@frozen
class Daily(_Recurring):
    """Every day at a clock time of Shanghai; it needs no start, for every day has its own."""

    needs_start: ClassVar[bool] = False

    time: time

    @classmethod
    def read(cls, text: str, place: Place | None = None) -> Self:
        """Read a clock time; raise E607."""
        return cls(parse_clock_time(text, place))

    @property
    def words(self) -> Text:
        """Give it in words."""
        return Text("每日{t}", "daily at {t}").fill(t=self.time.strftime("%H:%M"))

    @property
    def strictness(self) -> tuple[int, Fraction]:
        """Give its place among limits for the same start."""
        return (1, _DAY)

    def _round(self, begun: datetime, index: int, calendar: Calendar | None) -> datetime:  # noqa: ARG002
        first = datetime.combine(begun.date(), self.time, SHANGHAI)
        days = index - 1 if first > begun else index
        return datetime.combine(begun.date() + timedelta(days=days), self.time, SHANGHAI)


def _known(_: object, __: object, word: str) -> None:
    if word not in _WORDS:
        raise InternalError([fault("E621", found=word)])


@frozen
class Worded(Limit):
    """A limit in words and without a figure: one of `WORDS`."""

    figured: ClassVar[bool] = False

    word: str = field(converter=str, validator=_known)

    @classmethod
    def read(cls, text: str, place: Place | None = None) -> Self:  # noqa: ARG003
        """Take one of `WORDS`; raise InternalError (E621) for another."""
        return cls(text)

    @property
    def words(self) -> Text:
        """Give it in words.

        >>> Worded("immediately").words.zh
        '立即'
        """
        return _WORDS[self.word]

    @property
    def strictness(self) -> tuple[int, Fraction]:
        """Give its place among limits for the same start."""
        rank = WORDS.index(self.word)
        return (rank + 1 if rank else 0, Fraction(0))

    @property
    def at_once(self) -> bool:
        """Say whether it is “immediately”."""
        return self.word == WORDS[0]
