"""E5xx: plans, their references and the library."""

from respond.errors.catalogue.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
