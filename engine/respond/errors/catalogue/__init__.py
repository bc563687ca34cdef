"""Every fault the project can report, by code; one module a room, one page a code in `docs/errors/`."""

from respond.errors.catalogue import (
    acting,
    chain,
    clock,
    conditions,
    desk,
    directing,
    embed,
    exercise,
    faces,
    facts,
    papers,
    plan,
    play,
    prove,
    room,
    situation,
    store,
    structure,
    supervise,
    tables,
    watch,
    yaml,
)
from respond.errors.catalogue.entry import Entry

_ROOMS = (
    yaml,
    structure,
    facts,
    conditions,
    plan,
    clock,
    directing,
    acting,
    chain,
    situation,
    papers,
    prove,
    tables,
    exercise,
    play,
    store,
    desk,
    watch,
    supervise,
    room,
    faces,
    embed,
)

CATALOGUE: dict[str, Entry] = {entry.code: entry for room in _ROOMS for entry in room.ENTRIES}

__all__ = ["CATALOGUE", "Entry"]
