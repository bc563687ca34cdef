"""E3xx: values of facts."""

from respond.errors.catalogue.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
