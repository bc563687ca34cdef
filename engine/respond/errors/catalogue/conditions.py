"""E4xx: condition expressions."""

from respond.errors.catalogue.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
