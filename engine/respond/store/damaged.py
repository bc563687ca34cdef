"""Rows that no store wrote so: whoever reads an incident is told which of its entries is damaged."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from respond.errors import InputError, RespondError, fault
from respond.log import Row

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
    """
    try:
        yield
    except RespondError:
        raise
    except Exception as error:
        found = next((row for row in rows if row.hash != row.right_hash), None)
        if found is None:
            raise
        raise _damaged(found) from error


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
