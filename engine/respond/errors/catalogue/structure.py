"""E2xx: fields of a file, their presence and their types."""

from respond.errors.catalogue.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
