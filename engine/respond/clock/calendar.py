"""Working-day calendars: the years of a region, the hours its offices keep, and the zone its days are counted in."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from attrs import evolve, field

from respond._records import define
from respond.clock.zone import SHANGHAI
from respond.errors import CoverageError, fault

if TYPE_CHECKING:  # most answers need neither
    from respond.clock.office import OfficeHours
    from respond.clock.year import Year


@define
class Calendar:
    """The working days of a region, year by year, its office hours, and the zone in which its days are counted.

    A year is read when it is first asked for, and so are the office hours.
    """

    region: str
    years: "dict[int, Year | None]" = field(factory=dict)
    source: "Callable[[int], Year | None] | None" = field(default=None, repr=False, eq=False)
    zone: ZoneInfo = SHANGHAI
    hours: "Callable[[], OfficeHours | None] | None" = field(default=None, repr=False, eq=False)

    @classmethod
    def of_zone(cls, zone: ZoneInfo) -> "Calendar":
        """Give the days of a zone, of which none is known to be worked: E610 where working days are asked for."""
        return cls(zone.key, zone=zone)

    def counted_in(self, zone: ZoneInfo) -> "Calendar":
        """Give the same working days with the days of another zone; the years read are shared."""
        return evolve(self, zone=zone)

    def keeping(self, hours: "OfficeHours | None") -> "Calendar":
        """Give the same working days with office hours; without any they stay those of the region."""
        return self if hours is None else evolve(self, hours=lambda: hours)

    def year(self, year: int) -> "Year":
        """Give one year; raise CoverageError (E610) for a year nobody has set yet."""
        if year not in self.years:
            self.years[year] = self.source(year) if self.source else None
        found = self.years[year]
        if found is None:
            raise CoverageError([fault("E610", region=self.region, year=year)])
        return found

    def covers(self, year: int) -> bool:
        """Say whether a year is known."""
        try:
            self.year(year)
        except CoverageError:
            return False
        return True

    def is_working_day(self, day: date) -> bool:
        """Say whether a day is worked; raise CoverageError (E610) for a year that is not known."""
        return self.year(day.year).is_working(day)

    def shift(self, day: date, working_days: int) -> date:
        """Give the n-th working day after a day, before it for a negative n; the day is not counted."""
        step = timedelta(days=1 if working_days > 0 else -1)
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def shift_in_office(self, instant: datetime, length: timedelta) -> datetime:
        """Give the moment so much office time after an instant, before it for a negative length.

        Raise CoverageError where office hours (E615) or working days (E610) are not known.
        """
        hours = self.hours() if self.hours is not None else None
        if hours is None:
            raise CoverageError([fault("E615", region=self.region)])
        return hours.shift(instant, length, self.is_working_day, self.zone)

    def rest_before(self, day: date, earliest: date) -> date:
        """Give the first of the days off, none before `earliest`, that end with a day or with the day before it.

        Itself where there is none.

        >>> from pathlib import Path
        >>> from respond.clock.shelf import Calendars
        >>> cn = Calendars([Path("plans/calendars")]).calendar("cn")
        >>> cn.rest_before(date(2026, 10, 8), date(2026, 9, 1)).isoformat()
        '2026-10-01'
        """
        while day > earliest and not self.is_working_day(day - timedelta(days=1)):
            day -= timedelta(days=1)
        return day
