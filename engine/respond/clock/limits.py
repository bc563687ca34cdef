"""The kinds of limit a plan sets: a time after, the same day, before, so often, at a time, at ends, several, words.

Each kind reads, resolves, words and compares itself, so that nobody else asks which kind a limit is.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import count, islice
from typing import ClassVar, Self

from attrs import evolve, field

from respond._records import frozen
from respond.clock.calendar import Calendar
from respond.clock.durations import (
    Duration,
    add,
    parse_duration,
    shift_day,
    subtract,
    zone_of,
)
from respond.clock.periods import PeriodEnd
from respond.clock.roll import Roll
from respond.clock.zone import at_clock, end_of_day, local, parse_clock_time, start_of_day
from respond.errors import InputError, InternalError, Place, Text, fault

Moment = datetime | date
"""What a limit counts from; a date is a whole day."""

_WORDS = {
    "immediately": Text("立即", "immediately"),
    "promptly": Text("及时", "promptly"),
    "any-time": Text("随时", "at any time"),
    "as-prescribed": Text("按规定", "as prescribed, no figure given"),
    "before-end": Text("终止前", "before it ends"),
    "unstated": Text("未规定时限", "no limit stated"),
}
WORDS: tuple[str, ...] = tuple(_WORDS)
"""Limits in words, the strictest first; a limit with a figure stands between the first and the second."""

_SAME_DAY = ("the same day", "当日")
TO_DAY_END = " to the end of the day"

_DAY = Fraction(1440)
_SECOND = Fraction(1, 60)

Strictness = tuple[int, Fraction, bool]


class Limit(ABC):
    """Any limit of a measure."""

    __slots__ = ()

    figured: ClassVar[bool] = True
    """Whether it is a figure, and not words only."""
    recurs: ClassVar[bool] = False
    """Whether it falls due again and again, round by round."""
    counts_back: ClassVar[bool] = False
    """Whether it is due before what it counts from."""
    names_starts: ClassVar[bool] = False
    """Whether its words say what it counts from."""

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
    def strictness(self) -> Strictness:
        """Give a key that sorts limits for the same start, the strictest first.

        Immediately comes before any figure; figures go by length (a mean month, five working days a week), one that is
        put off to a working day after one that is not; then promptly, at any time, as prescribed, before its end,
        unstated.
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
    def in_office(self) -> bool:
        """Say whether it, or one of its parts, is counted in office hours."""
        return any(part.in_office for part in self.parts if part is not self)

    @property
    def step(self) -> timedelta | None:
        """Give the time from one round to the next, where it is always the same."""
        return None

    # What a kind of limit has not, it answers with nothing.

    def rolled(self, _roll: Roll, /) -> "Limit":
        """Give the limit with what becomes of a due moment that falls on no working day."""
        return self

    @property
    def parts(self) -> "tuple[Limit, ...]":
        """Give the limits it is made of, each counted from a start of its own: itself alone where it is one."""
        return (self,)

    def runs(self, begun: Sequence[bool]) -> bool:
        """Say whether it runs, by which of its parts have begun."""
        return begun[0]

    def decided_by(self, dues: Sequence[datetime | None]) -> int | None:
        """Give the place of the part that decides, by the moments the parts are due; None while it does not run."""
        return None if dues[0] is None else 0

    def reached(self, _start: Moment | None, _calendar: Calendar | None = None, /) -> datetime | None:
        """Give the one moment its length of time comes to an end, before that is put off to a working day."""
        return None

    def settled(self, moment: datetime, _calendar: Calendar | None = None, /) -> datetime:
        """Give the moment something is due that ends at a moment: put off where that falls on no working day.

        Raise CoverageError (E610, E611) where working days are not known.
        """
        return moment

    def due(self, start: Moment | None, calendar: Calendar | None = None) -> datetime | None:
        """Give the one moment it is due; None where the start is not known or it names no such moment.

        Raise CoverageError (E610, E611) where working days cannot be counted.
        """
        moment = self.reached(start, calendar)
        return None if moment is None else self.settled(moment, calendar)

    def rounds(
        self, _start: Moment, _after: datetime, _calendar: Calendar | None = None, /
    ) -> Iterator[datetime]:
        """Give the times later than a moment, and than its start, at which it falls due again."""
        return iter(())


@frozen
class _Figured(Limit):
    """What all limits with a figure have: a due moment on no working day may be put off."""

    roll: Roll | None = field(default=None, kw_only=True)

    @property
    def plain(self) -> Text:
        """Give it in words, without what becomes of a day that is no working day."""
        raise NotImplementedError

    @property
    def words(self) -> Text:
        """Give it in words."""
        return self.plain if self.roll is None else self.roll.added_to(self.plain)

    def rolled(self, roll: Roll) -> "Limit":
        """Give the limit with what becomes of a due moment that falls on no working day.

        >>> from respond.clock.roll import Roll
        >>> Within(Duration(hours=24)).rolled(Roll(time(12))).words.en
        'within 24 hours (if that is no working day: 12:00 of the next working day)'
        """
        return evolve(self, roll=roll)

    def settled(self, moment: datetime, calendar: Calendar | None = None) -> datetime:
        """Give the moment something is due that ends at a moment: put off where that falls on no working day."""
        return moment if self.roll is None else self.roll.settled(moment, calendar)


@frozen
class _Timed(_Figured):
    duration: Duration

    @classmethod
    def read(cls, text: str, place: Place | None = None) -> Self:
        """Read a length of time; raise E601 to E609."""
        return cls(parse_duration(text, place))

    @property
    def in_office(self) -> bool:
        """Say whether it is counted in office hours.

        >>> Within.read("2 office hours").in_office, Within.read("2 hours").in_office
        (True, False)
        """
        return bool(self.duration.office_minutes)

    @property
    def strictness(self) -> Strictness:
        """Give its place among limits for the same start."""
        return (1, self.duration.nominal, self.roll is not None)


@frozen
class _Once(_Timed):
    def reached(self, start: Moment | None, calendar: Calendar | None = None) -> datetime | None:
        """Give the moment so long after the start, or before it; in whole days from a day, the end of that day.

        >>> Within(Duration(hours=1)).due(datetime.fromisoformat("2026-01-01T14:20+08:00")).isoformat()
        '2026-01-01T15:20:00+08:00'
        >>> Before(Duration(months=2)).due(date(2026, 4, 30)).isoformat()
        '2026-02-28T23:59:59+08:00'
        """
        if start is None:
            return None
        if not isinstance(start, datetime):
            zone = zone_of(calendar)
            if self.duration.whole_days:
                return end_of_day(
                    shift_day(start, self.duration, -1 if self.counts_back else 1, calendar), zone
                )
            start = start_of_day(start, zone)
        return (subtract if self.counts_back else add)(start, self.duration, calendar)


@frozen
class Within(_Once):
    """At most a length of time after the start, or so long before that is over, or to the end of the day it ends on."""

    less: Duration = field(default=Duration(), kw_only=True)
    to_day_end: bool = field(default=False, kw_only=True)

    @classmethod
    def read(cls, text: str, place: Place | None = None) -> Self:
        """Read a length of time, one less another, or days to the end of the last one.

        Raise E601 to E609, E619 where nothing would be left.

        >>> start = datetime.fromisoformat("2026-01-15T09:00+08:00")
        >>> Within.read("1 month less 2 days").due(start).isoformat()
        '2026-02-13T09:00:00+08:00'
        >>> Within.read("3 days to the end of the day").due(start).isoformat()
        '2026-01-18T23:59:59+08:00'
        """
        place = place or getattr(text, "place", None)
        if text.endswith(TO_DAY_END):
            days = cls(parse_duration(text.removesuffix(TO_DAY_END), place), to_day_end=True)
            if not days.duration.whole_days:
                raise InputError([fault("E601", place, found=text)])
            return days
        whole, _, less = text.partition(" less ")
        if not less:
            return cls(parse_duration(text, place))
        found = cls(parse_duration(whole, place), less=parse_duration(less, place))
        if not found.less.shorter_than(found.duration):
            raise InputError([fault("E619", place, found=text)])
        return found

    @property
    def plain(self) -> Text:
        """Give it in words.

        >>> Within(Duration(hours=1)).words.en, Within.read("7 days less 2 days").words.zh
        ('within 1 hour', '7天期满前2天')
        """
        if self.to_day_end:
            words = Text("{d}内（至最后一日终了）", "within {d}, to the end of the last day")
            return words.fill(d=self.duration.words)
        if self.less == Duration():
            return Text("{d}内", "within {d}").fill(d=self.duration.words)
        words = Text("{d}期满前{less}", "{less} before {d} are over")
        return words.fill(d=self.duration.words, less=self.less.words)

    @property
    def strictness(self) -> Strictness:
        """Give its place among limits for the same start."""
        more = _DAY - _SECOND if self.to_day_end else Fraction(0)
        return (1, self.duration.nominal - self.less.nominal + more, self.roll is not None)

    def tightens(self, other: "Within | SameDay") -> bool:
        """Say whether it ends earlier than another whatever the start."""
        if not isinstance(other, Within) or (self.to_day_end and not other.to_day_end):
            return False
        if self.duration == other.duration:
            if other.to_day_end:
                return not self.to_day_end
            return other.less == Duration() != self.less or other.less.shorter_than(self.less)
        return other.less == Duration() and self.duration.shorter_than(other.duration)

    def reached(self, start: Moment | None, calendar: Calendar | None = None) -> datetime | None:
        """Give the moment so long after the start, less what it is to be earlier."""
        found = super().reached(start, calendar)
        if found is None:
            return None
        if self.to_day_end:
            zone = zone_of(calendar)
            return end_of_day(local(found, zone).date(), zone)
        return found if self.less == Duration() else subtract(found, self.less, calendar)


@frozen
class SameDay(_Figured):
    """By 24:00 of the day of the start, in the zone of the calendar: the first moment of the next day is in time."""

    @classmethod
    def read(cls, text: str, place: Place | None = None) -> Self:
        """Read one of the two forms it has, `the same day` and `当日`; raise E601 for any other."""
        if not cls.says(text):
            raise InputError([fault("E601", place or getattr(text, "place", None), found=text)])
        return cls()

    @staticmethod
    def says(text: str) -> bool:
        """Say whether a text is one of its forms.

        >>> SameDay.says("the same day"), SameDay.says("当日"), SameDay.says("1 day")
        (True, True, False)
        """
        return " ".join(text.split()) in _SAME_DAY

    @property
    def plain(self) -> Text:
        """Give it in words."""
        return Text("当日24时前", "by 24:00 of the same day")

    @property
    def strictness(self) -> Strictness:
        """Give its place among limits for the same start: only from midnight is it as long as a day."""
        return (1, _DAY - _SECOND, self.roll is not None)

    def tightens(self, other: "Within | SameDay") -> bool:
        """Say whether it never ends later than another whatever the start: than any of a day and more.

        >>> SameDay().tightens(Within(Duration(days=1))), SameDay().tightens(Within(Duration(hours=12)))
        (True, False)
        """
        day = Duration(hours=24)
        return isinstance(other, Within) and (
            other.duration in (day, Duration(days=1)) or day.shorter_than(other.duration)
        )

    def reached(self, start: Moment | None, calendar: Calendar | None = None) -> datetime | None:
        """Give 24:00 of the day of the start.

        >>> SameDay().due(datetime.fromisoformat("2026-01-01T14:20+08:00")).isoformat()
        '2026-01-02T00:00:00+08:00'
        """
        if start is None:
            return None
        zone = zone_of(calendar)
        day = local(start, zone).date() if isinstance(start, datetime) else start
        return start_of_day(day + timedelta(days=1), zone)


def read_within(text: str, place: Place | None = None) -> Within | SameDay:
    """Read what a plan writes under `within`: a length of time, or the same day; raise E601 to E609.

    >>> read_within("2 hours").words.en, read_within("the same day").words.en
    ('within 2 hours', 'by 24:00 of the same day')
    """
    return SameDay.read(text, place) if SameDay.says(text) else Within.read(text, place)


@frozen
class Before(_Once):
    """At least a length of time before the start; exactly that much before is in time."""

    counts_back: ClassVar[bool] = True

    @property
    def plain(self) -> Text:
        """Give it in words."""
        return Text("至少提前{d}", "at least {d} before").fill(d=self.duration.words)

    @property
    def strictness(self) -> Strictness:
        """Give its place among limits for the same start."""
        return (1, -self.duration.nominal, self.roll is not None)


@frozen
class _Recurring(_Figured):
    recurs: ClassVar[bool] = True

    @abstractmethod
    def _round(self, begun: datetime, index: int, calendar: Calendar | None) -> datetime:
        """Give the `index`-th time, from 1; always from the beginning, so that month ends do not drift."""

    def rounds(self, start: Moment, after: datetime, calendar: Calendar | None = None) -> Iterator[datetime]:
        """Give the times later than `after` at which it falls due again.

        >>> first = datetime.fromisoformat("2026-01-01T08:00+08:00")
        >>> times = Every(Duration(hours=4)).rounds(first, first)
        >>> next(times).isoformat(), next(times).isoformat()
        ('2026-01-01T12:00:00+08:00', '2026-01-01T16:00:00+08:00')
        """
        zone = zone_of(calendar)
        begun = local(start, zone) if isinstance(start, datetime) else start_of_day(start, zone)
        since = max(local(after, zone), begun)
        if self.roll is None or calendar is None:
            return self._plain_rounds(begun, since, calendar)
        free = start_of_day(calendar.rest_before(since.date(), begun.date()), zone) - timedelta(
            microseconds=1
        )
        rounds = self._plain_rounds(begun, max(free, begun), calendar)
        return (due for due in self.roll.settled_in_order(rounds, calendar) if due > since)

    def _plain_rounds(
        self, begun: datetime, after: datetime, calendar: Calendar | None
    ) -> Iterator[datetime]:
        first = self._first_after(begun, after, calendar)
        return (self._round(begun, index, calendar) for index in count(first))

    def _first_after(self, begun: datetime, after: datetime, calendar: Calendar | None) -> int:
        if self.step is not None:
            return (after - begun) // self.step + 1
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
    def plain(self) -> Text:
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
        return self.duration.clocked if self.duration.exact and self.roll is None else None

    def _round(self, begun: datetime, index: int, calendar: Calendar | None) -> datetime:
        return add(begun, self.duration.times(index), calendar)


@frozen
class Daily(_Recurring):
    """Every day at a clock time."""

    time: time

    @classmethod
    def read(cls, text: str, place: Place | None = None) -> Self:
        """Read a clock time; raise E607."""
        return cls(parse_clock_time(text, place))

    @property
    def plain(self) -> Text:
        """Give it in words."""
        return Text("每日{t}", "daily at {t}").fill(t=self.time.strftime("%H:%M"))

    @property
    def strictness(self) -> Strictness:
        """Give its place among limits for the same start."""
        return (1, _DAY, self.roll is not None)

    def _round(self, begun: datetime, index: int, calendar: Calendar | None) -> datetime:
        zone = zone_of(calendar)
        days = index - 1 if at_clock(begun.date(), self.time, zone) > begun else index
        return at_clock(begun.date() + timedelta(days=days), self.time, zone)


@frozen
class Each(_Recurring):
    """At ends the calendar gives again and again: of every month, of the last working day of some quarters."""

    ends: tuple[PeriodEnd, ...]

    @classmethod
    def read(cls, text: str | Sequence[str], place: Place | None = None) -> Self:
        """Read one end or several; raise E618 and those of a length of time."""
        texts = (text,) if isinstance(text, str) else tuple(text)
        if not texts:
            raise InputError([fault("E618", place, found="[]")])
        return cls(tuple(PeriodEnd.read(each, place) for each in texts))

    @property
    def plain(self) -> Text:
        """Give it in words.

        >>> Each.read("end of month").words.zh, Each.read(["end of month 6", "end of year"]).words.en
        ('每月底前', 'by the end of month 6 of each year and the end of each year')
        """
        words = Text.joined((end.words for end in self.ends), "、", " and ")
        return Text("{ends}前", "by {ends}").fill(ends=words)

    @property
    def strictness(self) -> Strictness:
        """Give its place among limits for the same start."""
        return (1, min(end.nominal for end in self.ends), self.roll is not None)

    def _plain_rounds(
        self, begun: datetime, after: datetime, calendar: Calendar | None
    ) -> Iterator[datetime]:
        zone, since = zone_of(calendar), max(begun, after)
        for year in count(since.year):
            moments = {moment for end in self.ends for moment in end.in_year(year, zone, calendar)}
            yield from (moment for moment in sorted(moments) if moment > since)

    def _round(self, begun: datetime, index: int, calendar: Calendar | None) -> datetime:
        return next(islice(self._plain_rounds(begun, begun, calendar), index - 1, None))


@frozen
class Part:
    """One limit of several, and in words what it counts from."""

    limit: Within | SameDay
    start: Text

    @property
    def words(self) -> Text:
        """Give it in words, with what it counts from."""
        return Text("自{event}起{limit}", "{limit} from {event}").fill(
            event=self.start, limit=self.limit.words
        )


@frozen
class _Several(_Figured):
    """Several limits, each from a start of its own, of which one decides."""

    names_starts: ClassVar[bool] = True

    pieces: tuple[Part, ...]

    @classmethod
    def read(cls, text: str, place: Place | None = None) -> Self:
        """Refuse a text: what several limits count from is not told by one (E621)."""
        raise InternalError([fault("E621", place, found=text)])

    @classmethod
    def of(cls, pieces: Iterable[Part]) -> Self:
        """Make it of its parts."""
        return cls(tuple(pieces))

    @property
    def parts(self) -> tuple[Limit, ...]:
        """Give the limits it is made of."""
        return tuple(piece.limit for piece in self.pieces)

    @abstractmethod
    def decided_by(self, dues: Sequence[datetime | None]) -> int | None:
        """Give the place of the part that decides; None while it does not run."""

    def _listed(self, two: Text, more: Text) -> Text:
        """Put the parts after `the earlier of`, or `the earliest of` where there are more than two."""
        told = [piece.words for piece in self.pieces]
        zh = "、".join(each.zh for each in told)
        en = ", ".join(each.en for each in told[:-1]) + " and " + told[-1].en
        return (two if len(told) == 2 else more).fill(parts=Text(zh, en))


@frozen
class Earliest(_Several):
    """The earliest of several limits; a part that has not begun does not count."""

    @property
    def plain(self) -> Text:
        """Give it in words.

        >>> learned, graded = Text("获知", "learned of"), Text("定级", "level determined")
        >>> limit = Earliest.of([Part(Within.read("4 hours"), graded), Part(Within.read("1 day"), learned)])
        >>> limit.words.en
        'the earlier of within 4 hours from level determined and within 1 day from learned of'
        >>> limit.words.zh
        '自定级起4小时内、自获知起1天内，以较早者为准'
        """
        return self._listed(
            Text("{parts}，以较早者为准", "the earlier of {parts}"),
            Text("{parts}，以最早者为准", "the earliest of {parts}"),
        )

    @property
    def strictness(self) -> Strictness:
        """Give its place among limits for the same start: that of its strictest part."""
        return (*min(part.strictness for part in self.parts)[:2], self.roll is not None)

    def runs(self, begun: Sequence[bool]) -> bool:
        """Say whether it runs: once any part has begun."""
        return any(begun)

    def decided_by(self, dues: Sequence[datetime | None]) -> int | None:
        """Give the place of the part that is due first; None while none has begun."""
        known = [(due, place) for place, due in enumerate(dues) if due is not None]
        return min(known)[1] if known else None


@frozen
class Latest(_Several):
    """The latest of several limits; it does not run before every part has begun."""

    @property
    def plain(self) -> Text:
        """Give it in words.

        >>> limit = Latest.of([Part(Within.read("1 day"), Text("获知", "learned of"))] * 2)
        >>> limit.words.en
        'the later of within 1 day from learned of and within 1 day from learned of'
        """
        return self._listed(
            Text("{parts}，以较晚者为准", "the later of {parts}"),
            Text("{parts}，以最晚者为准", "the latest of {parts}"),
        )

    @property
    def strictness(self) -> Strictness:
        """Give its place among limits for the same start: that of its loosest part."""
        return (*max(part.strictness for part in self.parts)[:2], self.roll is not None)

    def runs(self, begun: Sequence[bool]) -> bool:
        """Say whether it runs: once every part has begun."""
        return all(begun)

    def decided_by(self, dues: Sequence[datetime | None]) -> int | None:
        """Give the place of the part that is due last; None while one of them has not begun."""
        known = [(due, -place) for place, due in enumerate(dues) if due is not None]
        return -max(known)[1] if len(known) == len(dues) else None


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
    def strictness(self) -> Strictness:
        """Give its place among limits for the same start."""
        rank = WORDS.index(self.word)
        return (rank + 1 if rank else 0, Fraction(0), False)

    @property
    def at_once(self) -> bool:
        """Say whether it is “immediately”."""
        return self.word == WORDS[0]
