"""What is to be known of an entry that was made, told by its own log: as long as it stands, whoever looks."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from respond.desk.concerns import (
    Concern,
    alike_concerns,
    joint_concerns,
    older_concerns,
    receipt_concerns,
    vain_concerns,
)
from respond.desk.mergers import check_told, costs_told, taken_in
from respond.desk.reading import Kept, kept
from respond.desk.telling import steps_of
from respond.errors import Text
from respond.plan import Library
from respond.store import Row, Store

_UNSIGNED: Final = Text(
    "已记入，但{why}；请管理员核对记录", "entered, but {why}: have whoever runs the store check the logs"
)


def concerns_of(
    store: Store, library: Library, incident: str, number: int, *, now: datetime
) -> tuple[Concern, ...]:
    """Give what is to be known of an entry, by its number; nothing of one there is not.

    Raises InputError (E845) and CoverageError.
    """
    return concerns_told(kept(store, library, incident, now=now), number, store, library)


def concerns_told(one: Kept, number: int, store: Store, library: Library) -> tuple[Concern, ...]:
    """Give what is to be known of an entry of an incident that was read."""
    found = [(row, step) for row, step in steps_of(one.rows) if row.number == number]
    return tuple(concern for row, step in found for concern in _concerns(one, row, step, store, library))


def _concerns(one: Kept, row: Row, step: int | None, store: Store, library: Library) -> Iterator[Concern]:
    if row.kind == "link":
        yield from costs_told(row)
    elif row.kind == "note":
        yield from check_told(row, taken_in(one, store, library))
    elif step is not None and row.kind == "observation":
        yield from older_concerns(one.log, step, one.look.situation.tz)
    elif step is not None and row.kind == "act":
        yield from joint_concerns(one.look.situation, one.log, step)
        yield from vain_concerns(one.look.situation, one.log, step)
        yield from receipt_concerns(one.look.situation, one.log, step)
        yield from alike_concerns(one.look.situation, one.log, step)
    yield from unsigned_concerns(store, row)


def unsigned_concerns(store: Store, row: Row) -> Iterator[Concern]:
    """Say that a signature that is due was not made, for what was found changed in the logs."""
    why = store.left_unsigned(row)
    if why is not None:
        yield Concern(_UNSIGNED.fill(why=why), against=True, compared_with="log")
