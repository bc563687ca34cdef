"""When the reminders of a rule come: its lengths and clock times read, and the moments they give."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from heapq import merge
from itertools import count
from typing import TypeVar
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.clock import (
    TICK,
    Duration,
    Every,
    at_clock,
    earlier,
    later,
    local,
    parse_clock_time,
    parse_duration,
    parse_offset,
)
from respond.errors import Fault, InputError, Text, fault
from respond.plan.supervision import ClockTimes, ReminderRule, Repeat

S = TypeVar("S")
T = TypeVar("T")


@frozen
class Stretch:
    """A time in which something comes again and again: after `since`, each time a `step` later, no later than `to`."""

    step: Duration
    since: Duration
    to: Duration | None

    def worded(self, start: Text) -> Text:
        """Give it in words, after the words of what it counts from."""
        step = Every(self.step).words
        since = start if self.since == Duration() else _LATER.fill(start=start, length=self.since.words)
        if self.to is None:
            return Text("{since}起{step}", "{step} from {since} on").fill(step=step, since=since)
        to = _LATER.fill(start=start, length=self.to.words)
        return Text("{since}起至{to}，{step}", "{step} from {since} to {to}").fill(
            step=step, since=since, to=to
        )

    def moments(self, start: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        """Give the moments, counted from a start; without end where it has none.

        >>> from respond.clock import SHANGHAI
        >>> start = datetime.fromisoformat("2018-01-02T09:00+08:00")
        >>> stretch = Stretch(Duration(hours=3), Duration(), Duration(days=1))
        >>> [f"{each:%H:%M}" for each in stretch.moments(start, SHANGHAI)]
        ['12:00', '15:00', '18:00', '21:00', '00:00', '03:00', '06:00', '09:00']
        """
        begin = later(start, self.since, zone)
        end = None if self.to is None else later(start, self.to, zone)
        for number in count(1):
            moment = later(begin, self.step.times(number), zone)
            if end is not None and moment > end:
                return
            yield moment


@frozen
class RemindingTimes:
    """The times of a reminder rule: around a limit, by the days after it, and while a duty runs."""

    before: tuple[Duration, ...]
    after: tuple[Duration, ...]
    every: tuple[Stretch, ...]
    clock: tuple[tuple[int, time], ...]
    running: tuple[Stretch, ...]

    @property
    def words(self) -> tuple[Text, ...]:
        """Give the times in words, one after another.

        >>> times = RemindingTimes((Duration(hours=5),), (Duration(),), (), ((1, time(8)),), ())
        >>> [each.en for each in times.words]
        ['5 hours before the limit', 'at the limit', 'at 08:00 on day 1 after the limit']
        >>> [each.zh for each in times.words]
        ['时限前5小时', '时限到时', '时限后第1日08:00']
        """
        return (
            *(_AHEAD.fill(length=length.words) for length in self.before),
            *(_PAST.fill(length=each.words) if each != Duration() else _AT for each in self.after),
            *(stretch.worded(_LIMIT) for stretch in self.every),
            *(_CLOCK.fill(day=day, at=at.strftime("%H:%M")) for day, at in self.clock),
            *(stretch.worded(_BEGUN) for stretch in self.running),
        )

    @property
    def limited(self) -> bool:
        """Say whether it counts from a limit."""
        return bool(self.before or self.after or self.every or self.clock)

    def ahead(self, due: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, Duration]]:
        """Give the moments ahead of a limit, the earliest first, each with how far."""
        found = [(earlier(due, length, zone), length) for length in self.before]
        yield from sorted(found, key=lambda each: each[0])

    def past(self, due: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        """Give the moments at and after a limit in their order, each once."""
        after = sorted(later(due, length, zone) for length in self.after)
        repeats = (stretch.moments(due, zone) for stretch in self.every)
        day = local(due - TICK, zone).date()  # what is due by 24:00 is due on the day that ends
        clock = sorted(at_clock(day + timedelta(days=number), at, zone) for number, at in self.clock)
        return _each_once(merge(after, clock, *repeats))

    def while_running(self, begun: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        """Give the moments counted from the one a duty runs from, each once."""
        return _each_once(merge(*(stretch.moments(begun, zone) for stretch in self.running)))


_AHEAD = Text("时限前{length}", "{length} before the limit")
_PAST = Text("时限后{length}", "{length} after the limit")
_AT = Text("时限到时", "at the limit")
_CLOCK = Text("时限后第{day}日{at}", "at {at} on day {day} after the limit")
_LIMIT = Text("时限", "the limit")
_BEGUN = Text("起算", "the start")
_LATER = Text("{start}后{length}", "{length} after {start}")


def _each_once(moments: Iterable[datetime]) -> Iterator[datetime]:
    last = None
    for moment in moments:
        if moment != last:
            yield moment
        last = moment


def times_of(rule: ReminderRule) -> RemindingTimes:
    """Read the times of a rule; raise InputError with all its faults (E572 to E575 and those of lengths)."""
    faults: list[Fault] = []

    def read(reader: Callable[[S], T], given: Iterable[S]) -> Iterator[T]:
        for each in given:
            try:
                yield reader(each)
            except InputError as error:
                faults.extend(error.faults)

    times = RemindingTimes(
        before=tuple(read(_length, rule.before)),
        after=tuple(read(_offset, rule.after)),
        every=tuple(read(_stretch, rule.every)),
        clock=tuple(each for found in read(_clocks, rule.clock) for each in found),
        running=tuple(read(_stretch, rule.running)),
    )
    if not faults and not times.limited and not times.running:
        faults.append(fault("E572", rule.place, name=rule.id))
    if faults:
        raise InputError(faults)
    return times


def _length(text: str) -> Duration:
    return _fixed(text, parse_duration(text))


def _offset(text: str) -> Duration:
    return _fixed(text, parse_offset(text))


def _fixed(text: str, length: Duration) -> Duration:
    """Refuse working days: reminders come by the clock, on any day."""
    if length.working_days:
        raise InputError([fault("E573", getattr(text, "place", None), found=text)])
    return length


def _stretch(repeat: Repeat) -> Stretch:
    step, since = _length(repeat.step), Duration() if repeat.from_ is None else _offset(repeat.from_)
    to = None if repeat.to is None else _length(repeat.to)
    if to is not None and since.nominal + step.nominal > to.nominal:
        raise InputError(
            [fault("E574", repeat.place, step=repeat.step, from_=repeat.from_ or "0", to=repeat.to)]
        )
    return Stretch(step, since, to)


def _clocks(clock: ClockTimes) -> tuple[tuple[int, time], ...]:
    if not clock.days or not clock.at or any(day < 1 for day in clock.days):
        days = ", ".join(map(str, clock.days))
        raise InputError([fault("E575", clock.place, days=f"[{days}]", at=f"[{', '.join(clock.at)}]")])
    return tuple((day, parse_clock_time(at)) for day in clock.days for at in clock.at)
