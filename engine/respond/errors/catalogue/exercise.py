"""E8xx: exercise scenarios."""

from respond.errors.catalogue.entry import Entry

ENTRIES: tuple[Entry, ...] = ()
