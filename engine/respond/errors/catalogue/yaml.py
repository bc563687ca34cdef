"""E1xx: reading YAML text."""

from respond.errors.catalogue.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
