"""The clock: durations, zones, working-day calendars, and limits that know when they are due."""

from typing import TYPE_CHECKING

from respond._faces import lazily
from respond.clock.calendar import Calendar
from respond.clock.durations import (
    Duration,
    add,
    days_between,
    earlier,
    later,
    months_between,
    parse_duration,
    parse_offset,
    subtract,
)
from respond.clock.limits import (
    TO_DAY_END,
    WORDS,
    Before,
    Daily,
    Each,
    Earliest,
    Every,
    Latest,
    Limit,
    Part,
    SameDay,
    Within,
    Worded,
    read_within,
)
from respond.clock.roll import Roll
from respond.clock.season import OfficeSeason
from respond.clock.shelf import Calendars, year_in
from respond.clock.zone import (
    SHANGHAI,
    TICK,
    as_told,
    at_clock,
    clock_text,
    local,
    parse_clock_time,
    read_zone,
    start_of_day,
)

if TYPE_CHECKING:
    from respond.clock.office import OfficeHours
    from respond.clock.year import DaysOff, Notice, WorkedDay, Year
else:  # most answers count neither working days nor office hours
    __getattr__ = lazily(
        __name__,
        {"DaysOff": "year", "Notice": "year", "OfficeHours": "office", "WorkedDay": "year", "Year": "year"},
    )

__all__ = [
    "SHANGHAI",
    "TICK",
    "TO_DAY_END",
    "WORDS",
    "Before",
    "Calendar",
    "Calendars",
    "Daily",
    "DaysOff",
    "Duration",
    "Each",
    "Earliest",
    "Every",
    "Latest",
    "Limit",
    "Notice",
    "OfficeHours",
    "OfficeSeason",
    "Part",
    "Roll",
    "SameDay",
    "Within",
    "Worded",
    "WorkedDay",
    "Year",
    "add",
    "as_told",
    "at_clock",
    "clock_text",
    "days_between",
    "earlier",
    "later",
    "local",
    "months_between",
    "parse_clock_time",
    "parse_duration",
    "parse_offset",
    "read_within",
    "read_zone",
    "start_of_day",
    "subtract",
    "year_in",
]
