"""Rows that no store wrote so: whoever reads an incident is told which of its entries is damaged."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from respond.errors import CoverageError, InputError, RespondError, fault
from respond.log import Row

UNSEEN: Final = "***"
"""What stands for the name of an incident that somebody who is kept to regions does not see."""

_TEXTS: Final = ("incident", "kind", "known", "recorded", "by", "body", "before", "previous", "hash")


def check_whole(rows: Sequence[Row]) -> None:
    """Refuse rows of which one has not the shape every row is written in; raises InputError (E859) naming it."""
    for row in rows:
        if not _whole(row):
            raise _damaged(row)


@contextmanager
def as_written(rows: Sequence[Row]) -> Iterator[None]:
    """Put what goes wrong while rows are read down to the row that is not as it was written.

    Raises InputError (E859) naming it; where every row is as it was written, what went wrong is not theirs and goes on.
    So does what is wrong in anything else than the incident itself, such as an option of whoever asks.
    """
    try:
        yield
    except Exception as error:
        found = first_changed(rows) if _of_rows(error, rows) else None
        if found is None:
            raise
        raise _damaged(found) from error


def first_changed(rows: Sequence[Row], sound: Collection[int] = ()) -> Row | None:
    """Give the first of the rows of an incident that is not as it was written, or does not follow the one before.

    Those whose `id` is among the `sound` were found so before. Of a link the name of which is kept from whoever reads,
    only the place is checked: what is shown of it was never written so.
    """
    number, before = 0, None
    for row in rows:
        if id(row) not in sound:
            follows = row.number == number + 1 and before in {None, row.before}
            if not follows or (not _veiled(row) and row.hash != row.right_hash):
                return row
        number, before = row.number, row.hash
    return None


def _veiled(row: Row) -> bool:
    return row.kind == "link" and (row.body == "{}" or f'"to":"{UNSEEN}"' in row.body)


def _of_rows(error: Exception, rows: Sequence[Row]) -> bool:
    """Say whether what went wrong may be what rows say; a fault of the incident is placed in what it is called."""
    if not isinstance(error, RespondError) or isinstance(error, CoverageError):
        return True
    name = rows[0].incident if rows else None
    return any(each.place is not None and each.place.file == name for each in error.faults)


def _whole(row: Row) -> bool:
    values: list[Any] = [getattr(row, name) for name in _TEXTS]
    if not all(isinstance(value, str) for value in values):
        return False
    numbers: list[Any] = [row.number, row.answers or 0]
    if not all(isinstance(value, int) for value in numbers):
        return False
    return row.body[:1] == "{" and _dated(row.known) and _dated(row.recorded)


def _dated(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _damaged(row: Row) -> InputError:
    return InputError([fault("E859", name=str(row.incident), number=row.number, seq=row.seq)])
