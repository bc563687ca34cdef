"""E6xx: durations, deadlines and calendars."""

from respond.errors.catalogue.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
