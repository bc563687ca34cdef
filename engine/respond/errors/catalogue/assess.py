"""E65x: assessing an incident."""

from respond.errors.catalogue.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
