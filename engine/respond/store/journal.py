"""The journal: a print of all that the program keeps by itself, set down in the transaction that keeps it.

What was sent and what was answered changes too often, and says too little of persons, for the audit log. Each row here
is chained to the one before and bears the print of one thing as it was left, so that the tables as they are can be held
against the last row about each.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final, Literal

from sqlalchemy import Column, Connection, Select, func, insert, select, tuple_

from respond._records import frozen
from respond.log import canonical, hash_of, rehashed
from respond.store.tables import DELIVERIES, JOURNAL, MOVES, OUTBOX, REPLIES

JournalPart = Literal["reminders", "deliveries", "replies", "plays"]
"""What the journal answers for; under `reminders` stands all that is in the outbox, entries for others too."""

Name = tuple[str, ...]
"""What names one thing: the columns of its key."""

JOURNAL_ORIGIN: Final = sha256(b"respond journal").hexdigest()
"""What stands for the row before the first one."""
_AT_ONCE: Final = 200  # names in one question to the database
_SETTLED: Final = frozenset({"sent", "withdrawn"})


@frozen
class Journaled:
    """A row of the journal: of what, by which name, the print of it as it was left; chained to the row before."""

    seq: int
    part: JournalPart
    name: str
    print: str
    previous: str
    hash: str

    @property
    def right_hash(self) -> str:
        """Give the hash it should bear by what it says; none for what is no text that could have been written."""
        return rehashed(self)


@frozen(eq=False)
class _Guarded:
    """What the journal answers for in a table: what names it, which rows say it, what of them is printed."""

    named: tuple[Column[Any], ...]
    wanted: Select[Any]
    said: Callable[[dict[str, Any]], dict[str, Any]] = dict


def _delivery(row: dict[str, Any]) -> dict[str, Any]:
    """Give what stays of a delivery until it is settled, whoever takes it up and however often it is tried."""
    if row["state"] in _SETTLED:
        return {name: row[name] for name in ("key", "channel", "number", "state", "done", "told")}
    return {name: row[name] for name in ("key", "channel", "number")}


_LATER: Final = MOVES.alias()
_LAST_MOVE: Final = select(func.max(_LATER.c.number)).where(_LATER.c.play == MOVES.c.play).scalar_subquery()

_GUARDED: Final[Mapping[JournalPart, _Guarded]] = {
    "reminders": _Guarded((OUTBOX.c.key,), select(OUTBOX)),
    "deliveries": _Guarded((DELIVERIES.c.key, DELIVERIES.c.channel), select(DELIVERIES), _delivery),
    "replies": _Guarded((REPLIES.c.who, REPLIES.c.key), select(REPLIES)),
    "plays": _Guarded(  # its moves are chained to one another: the last one tells of all
        (MOVES.c.play,),
        select(MOVES.c.play, MOVES.c.number, MOVES.c.hash).where(MOVES.c.number == _LAST_MOVE),
    ),
}


def set_down(connection: Connection, part: JournalPart, names: Iterable[Name]) -> None:
    """Add a row for each of what the same transaction has kept or changed, as it is now."""
    distinct = [*dict.fromkeys(names)]
    if not distinct:
        return
    last = connection.execute(
        select(JOURNAL.c.seq, JOURNAL.c.hash).order_by(JOURNAL.c.seq.desc()).limit(1)
    ).first()
    seq, previous = (0, JOURNAL_ORIGIN) if last is None else (last.seq, last.hash)
    for start in range(0, len(distinct), _AT_ONCE):
        some = distinct[start : start + _AT_ONCE]
        found = dict(_printed(connection, part, some))
        made = []
        for known in (canonical([*name]) for name in some):
            seq += 1
            fields = {"seq": seq, "part": part, "name": known, "print": found[known], "previous": previous}
            previous = hash_of(fields)
            made.append({**fields, "hash": previous})
        connection.execute(insert(JOURNAL), made)


def take_over_kept(connection: Connection) -> None:
    """Set down all that an older version kept: from now on it is held against these rows."""
    for part, guarded in _GUARDED.items():
        set_down(connection, part, sorted({tuple(row) for row in connection.execute(select(*guarded.named))}))


def journal_rows(connection: Connection) -> tuple[Journaled, ...]:
    """Give the whole journal."""
    return tuple(Journaled(*row) for row in connection.execute(select(JOURNAL).order_by(JOURNAL.c.seq)))


def journal_prints(connection: Connection) -> dict[tuple[str, str], str]:
    """Give the print of everything the journal answers for, as it is now."""
    return {(part, name): found for part in _GUARDED for name, found in _printed(connection, part)}


def lines_sent(connection: Connection) -> tuple[str, ...]:
    """Give every signed line that went out with reminders, as the outbox still has it."""
    found: set[str] = set()
    for (body,) in connection.execute(select(OUTBOX.c.body).execution_options(yield_per=_AT_ONCE)):
        try:
            said = json.loads(body)
        except (ValueError, TypeError):
            continue
        line = said.get("signed") if isinstance(said, dict) else None
        if isinstance(line, str):
            found.add(line)
    return tuple(sorted(found))


def last_answered(connection: Connection) -> dict[str, int]:
    """Give, of each incident, the number of the last entry that a request with a key was told of."""
    wanted = select(REPLIES.c.incident, func.max(REPLIES.c.last)).where(REPLIES.c.first > 0)
    found = connection.execute(wanted.group_by(REPLIES.c.incident))
    return {incident: last for incident, last in found if isinstance(last, int)}


def shown_name(name: str) -> str:
    """Give the name of something in the journal as people are told it."""
    try:
        return " ".join(map(str, json.loads(name)))
    except (ValueError, TypeError):
        return str(name)


def _printed(
    connection: Connection, part: JournalPart, names: Sequence[Name] | None = None
) -> Iterator[tuple[str, str]]:
    """Give each thing by its name with its print, of some names or of all that there is."""
    guarded = _GUARDED[part]
    wanted = guarded.wanted
    if names is not None:
        wanted = wanted.where(tuple_(*guarded.named).in_(names))
    for row in connection.execute(wanted.execution_options(yield_per=_AT_ONCE)).mappings():
        told = dict(row)
        try:
            known, said = (
                canonical([told[column.name] for column in guarded.named]),
                hash_of(guarded.said(told)),
            )
        except (TypeError, UnicodeEncodeError):  # nothing of the kind was ever written
            known, said = repr([told[column.name] for column in guarded.named]), ""
        yield known, said
