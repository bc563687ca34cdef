"""The clock: durations, working-day calendars, limits and the deadlines they make."""

from respond.clock.calendar import Calendar, DaysOff, Notice, Year, load_calendar, read_year
from respond.clock.deadline import Deadline, Start, due_after, due_before, occurrences, resolve
from respond.clock.durations import Duration, add, parse_clock_time, parse_duration, shift_day, subtract
from respond.clock.limits import (
    AT_ONCE,
    WORDS,
    Before,
    Daily,
    Every,
    Limit,
    Within,
    Worded,
    stricter,
    strictness,
)
from respond.clock.zone import SHANGHAI, end_of_day, local, start_of_day

__all__ = [
    "AT_ONCE",
    "SHANGHAI",
    "WORDS",
    "Before",
    "Calendar",
    "Daily",
    "DaysOff",
    "Deadline",
    "Duration",
    "Every",
    "Limit",
    "Notice",
    "Start",
    "Within",
    "Worded",
    "Year",
    "add",
    "due_after",
    "due_before",
    "end_of_day",
    "load_calendar",
    "local",
    "occurrences",
    "parse_clock_time",
    "parse_duration",
    "read_year",
    "resolve",
    "shift_day",
    "start_of_day",
    "stricter",
    "strictness",
    "subtract",
]
