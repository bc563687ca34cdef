"""Office hours: the stretches of a working day in which an office is open, perhaps others in another season."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.clock.season import OfficeSeason
from respond.clock.zone import at_clock, local, parse_clock_time
from respond.errors import Fault, InputError, Place, fault

_LEAP_YEAR = 2024
_DASH = re.compile("[-–—~至]")


@frozen
class _Stretch:
    opens: time
    closes: time


@frozen
class OfficeHours:
    """When an office is open on a working day, by the day of the year."""

    by_day: tuple[tuple[tuple[int, int], tuple[_Stretch, ...]], ...]
    """The stretches from a month and day on, in order; before the first those of the last."""

    @classmethod
    def read(cls, given: Sequence[str | OfficeSeason], place: Place | None = None) -> "OfficeHours":
        """Read `["08:30-12:00", "14:30-18:00"]`, or such hours for each season; the seasons make up the whole year.

        Raise InputError (E607, E616, E617).

        >>> OfficeHours.read(["08:30-12:00", "14:30-18:00"]).on(date(2026, 3, 2))
        ('08:30-12:00', '14:30-18:00')
        """
        seasons = [each for each in given if isinstance(each, OfficeSeason)]
        plain = [each for each in given if not isinstance(each, OfficeSeason)]
        if not seasons:
            return cls((((1, 1), _stretches(plain, place)),))
        if plain:
            raise InputError([fault("E616", getattr(plain[0], "place", None) or place, found=plain[0])])
        return cls(tuple(sorted(_seasons(seasons))))

    def on(self, day: date) -> tuple[str, ...]:
        """Give the hours of a working day as they are written."""
        return tuple(f"{each.opens:%H:%M}-{each.closes:%H:%M}" for each in self._kept_on(day))

    def shift(
        self, instant: datetime, length: timedelta, works: Callable[[date], bool], zone: ZoneInfo
    ) -> datetime:
        """Give the moment so much office time after an instant, before it for a negative length.

        Time when the office is closed does not count: what starts then runs from the next opening, and what ends as
        the office closes is due then. `works` says whether a day is worked.

        >>> hours, zone = OfficeHours.read(["08:30-12:00", "14:30-18:00"]), ZoneInfo("Asia/Shanghai")
        >>> friday = datetime.fromisoformat("2026-03-06T17:00+08:00")
        >>> hours.shift(friday, timedelta(hours=2), lambda day: day.weekday() < 5, zone).isoformat()
        '2026-03-09T09:30:00+08:00'
        """
        here, left, back = local(instant, zone), abs(length), length < timedelta()
        stretches = self._open(here.date(), works, zone, back=back)
        while True:
            opens, closes = next(stretches)
            begin, end = (opens, min(closes, here)) if back else (max(opens, here), closes)
            if end <= begin:
                continue
            if left <= end - begin:
                return local(end - left if back else begin + left, zone)
            left -= end - begin

    def _open(
        self, day: date, works: Callable[[date], bool], zone: ZoneInfo, *, back: bool
    ) -> Iterator[tuple[datetime, datetime]]:
        while True:
            if works(day):
                kept = self._kept_on(day)
                for each in reversed(kept) if back else kept:
                    yield at_clock(day, each.opens, zone), at_clock(day, each.closes, zone)
            day += timedelta(days=-1 if back else 1)

    def _kept_on(self, day: date) -> tuple[_Stretch, ...]:
        begun = [kept for first, kept in self.by_day if first <= (day.month, day.day)]
        return begun[-1] if begun else self.by_day[-1][1]


def _stretches(texts: Iterable[str], place: Place | None) -> tuple[_Stretch, ...]:
    found: list[_Stretch] = []
    for text in texts:
        at = getattr(text, "place", None) or place
        ends = _DASH.split(text)
        if len(ends) != 2:
            raise InputError([fault("E616", at, found=text)])
        each = _Stretch(*(parse_clock_time(clock.strip(), at) for clock in ends))
        if each.opens >= each.closes or (found and each.opens < found[-1].closes):
            raise InputError([fault("E616", at, found=text)])
        found.append(each)
    if not found:
        raise InputError([fault("E616", place, found="[]")])
    return tuple(found)


def _seasons(seasons: Sequence[OfficeSeason]) -> Iterator[tuple[tuple[int, int], tuple[_Stretch, ...]]]:
    """Give the hours of each season from its first day on; raise E617 unless every day has just one season."""
    days: dict[date, OfficeSeason] = {}
    faults: list[Fault] = []
    for season in seasons:
        first, last = _day(season.from_, season.place), _day(season.to, season.place)
        for day in _days_of(first, last):
            if day in days and not faults:
                faults.append(fault("E617", season.place, day=f"{day:%m-%d}"))
            days[day] = season
        yield (first.month, first.day), _stretches(season.hours, season.place)
    left = next(
        (day for day in _days_of(date(_LEAP_YEAR, 1, 1), date(_LEAP_YEAR, 12, 31)) if day not in days), None
    )
    if left is not None:
        faults.append(fault("E617", seasons[0].place, day=f"{left:%m-%d}"))
    if faults:
        raise InputError(faults)


def _days_of(first: date, last: date) -> Iterator[date]:
    """Go through the days of a season of a leap year; one that crosses New Year goes on from its first day."""
    day = first
    while True:
        yield day
        if day == last:
            return
        day += timedelta(days=1)
        if day.year > _LEAP_YEAR:
            day = date(_LEAP_YEAR, 1, 1)


def _day(text: str, place: Place | None) -> date:
    try:
        return date.fromisoformat(f"{_LEAP_YEAR}-{text}")
    except ValueError:
        raise InputError([fault("E616", getattr(text, "place", None) or place, found=text)]) from None
