"""What is to be known of an entry that was made, told by its own log: as long as it stands, whoever looks."""

from collections.abc import Iterator
from datetime import datetime

from respond.desk.concerns import Concern, joint_concerns, older_concerns
from respond.desk.reading import Kept, kept
from respond.desk.telling import steps_of
from respond.errors import Text
from respond.plan import Library
from respond.store import Row, Store


def concerns_of(
    store: Store, library: Library, incident: str, number: int, *, now: datetime
) -> tuple[Concern, ...]:
    """Give what is to be known of an entry, by its number; nothing of one there is not.

    Raises InputError (E845) and CoverageError.
    """
    return concerns_told(kept(store, library, incident, now=now), number)


def concerns_told(one: Kept, number: int) -> tuple[Concern, ...]:
    """Give what is to be known of an entry of an incident that was read."""
    found = [(row, step) for row, step in steps_of(one.rows) if row.number == number]
    return tuple(concern for row, step in found for concern in _concerns(one, row, step))


def _concerns(one: Kept, row: Row, step: int | None) -> Iterator[Concern]:
    if row.kind == "link":
        yield from costs_told(row)
    elif step is not None and row.kind == "observation":
        yield from older_concerns(one.log, step, one.look.situation.tz)
    elif step is not None and row.kind == "act":
        yield from joint_concerns(one.look.situation, one.log, step)


def costs_told(merger: Row) -> tuple[Concern, ...]:
    """Give what a merger itself told that it costs."""
    said = merger.data
    told = [said.get(name) for name in ("limits", "graver")]
    return tuple(Concern(Text(each["zh"], each["en"]), against=True) for each in told if each)
