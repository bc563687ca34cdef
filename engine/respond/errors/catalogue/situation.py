"""E7xx: incident files and what happens in them."""

from respond.errors.catalogue.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
