"""The clock: durations, working-day calendars, and limits that know when they are due."""

from respond.clock.calendar import Calendar, DaysOff, Notice, Year, load_calendar, read_year
from respond.clock.durations import Duration, add, months_between, parse_clock_time, parse_duration, subtract
from respond.clock.limits import WORDS, Before, Daily, Every, Limit, Within, Worded
from respond.clock.zone import SHANGHAI, local, start_of_day

__all__ = [
    "SHANGHAI",
    "WORDS",
    "Before",
    "Calendar",
    "Daily",
    "DaysOff",
    "Duration",
    "Every",
    "Limit",
    "Notice",
    "Within",
    "Worded",
    "Year",
    "add",
    "load_calendar",
    "local",
    "months_between",
    "parse_clock_time",
    "parse_duration",
    "read_year",
    "start_of_day",
    "subtract",
]
