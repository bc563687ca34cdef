"""One year of a calendar: the days off and the days made up for, as the yearly notice sets them."""

from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from attrs import field

from respond._records import frozen
from respond.errors import Text

SATURDAY = 5
"""The first day of the week that is no working day, counted from Monday as 0."""


@frozen
class Notice:
    """The official notice a year's calendar follows."""

    title: Text
    issued: date
    number: str | None = None


@frozen
class DaysOff:
    """A run of days off, first and last included."""

    first: date
    last: date
    name: Text

    def covers(self, day: date) -> bool:
        """Say whether a day is one of them."""
        return self.first <= day <= self.last


@frozen
class WorkedDay:
    """A day that is worked though it would be off; `name` says for which days off it makes up, where that is told."""

    day: date
    name: Text | None = None


@frozen
class Year:
    """The calendar of one year: days off beyond the weekends, and days that are worked in their place.

    With a `base` these are the local ones; on every other day it goes by that calendar.
    """

    region: str
    year: int
    standing: Literal["confirmed", "draft"]
    notice: Notice
    days_off: tuple[DaysOff, ...]
    working: tuple[WorkedDay, ...]
    base: "Year | None" = field(default=None, repr=False)

    @cached_property
    def off(self) -> frozenset[date]:
        """Give its own days off."""
        return frozenset(
            run.first + timedelta(days=n)
            for run in self.days_off
            for n in range((run.last - run.first).days + 1)
        )

    @cached_property
    def worked(self) -> frozenset[date]:
        """Give the days it makes working days."""
        return frozenset(each.day for each in self.working)

    def is_working(self, day: date) -> bool:
        """Say whether a day of this year is worked."""
        if day in self.worked:
            return True
        if day in self.off:
            return False
        return self.base.is_working(day) if self.base is not None else day.weekday() < SATURDAY

    def reason(self, day: date) -> "tuple[Year, DaysOff | WorkedDay] | None":
        """Give what decides a day and the calendar that says so; None where only the day of the week does.

        A local calendar goes before its base.
        """
        worked = next((each for each in self.working if each.day == day), None)
        found = worked or next((run for run in self.days_off if run.covers(day)), None)
        if found is not None:
            return self, found
        return self.base.reason(day) if self.base is not None else None
