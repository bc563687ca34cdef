"""The clock: durations, zones, working-day calendars, and limits that know when they are due."""

from respond.clock.calendar import Calendar, DaysOff, Notice, Year, load_calendar, read_year
from respond.clock.durations import Duration, add, months_between, parse_clock_time, parse_duration, subtract
from respond.clock.limits import (
    WORDS,
    Before,
    Daily,
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
from respond.clock.zone import SHANGHAI, at_clock, clock_text, local, read_zone, start_of_day

__all__ = [
    "SHANGHAI",
    "WORDS",
    "Before",
    "Calendar",
    "Daily",
    "DaysOff",
    "Duration",
    "Earliest",
    "Every",
    "Latest",
    "Limit",
    "Notice",
    "Part",
    "Roll",
    "SameDay",
    "Within",
    "Worded",
    "Year",
    "add",
    "at_clock",
    "clock_text",
    "load_calendar",
    "local",
    "months_between",
    "parse_clock_time",
    "parse_duration",
    "read_within",
    "read_year",
    "read_zone",
    "start_of_day",
    "subtract",
]
