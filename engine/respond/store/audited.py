"""The audit log of the duty room: who came in, was refused, or changed what others may do, and a print of what is kept.

Each row is chained to the one before. A row that keeps something in a table bears the print of it, so that the table as
it is can be held against the last row that changed it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, Literal

from attrs import asdict
from sqlalchemy import Connection, Table, insert, select

from respond._records import frozen
from respond.log import canonical, hash_of, rehashed, stamp
from respond.store.keys import Checkpoint
from respond.store.tables import ACCOUNTS, AUDIT, PROPOSALS, SESSIONS, SETTINGS, TOKENS

KeptIn = Literal["accounts", "sessions", "keys", "settings", "proposals"]
"""What the room keeps that the audit log answers for."""

GUARDED: Final[Mapping[KeptIn, tuple[Table, str]]] = {
    "accounts": (ACCOUNTS, "name"),
    "sessions": (SESSIONS, "hash"),
    "keys": (TOKENS, "name"),
    "settings": (SETTINGS, "name"),
    "proposals": (PROPOSALS, "number"),
}
"""The tables, each with the column that names its rows."""

TAKEN_OVER: Final = "taken-over"
"""What a row says that bears the print of something an older version had kept."""
_SIGNED_AT_ONCE: Final = frozenset({"account-made", "account-changed", "key-made", "key-revoked", "setting"})
PRINTED: Final = '"kept":{"in":'
"""What stands in the detail of a row that bears a print."""
ORIGIN: Final = sha256(b"respond audit").hexdigest()
"""What stands for the row before the first one."""


@frozen
class Audited:
    """A row of the audit log: who did what about what; chained to the row before by its hash."""

    seq: int
    at: str
    who: str
    what: str
    about: str
    detail: str
    previous: str
    hash: str

    @property
    def right_hash(self) -> str:
        """Give the hash it should bear by what it says; none for what is no text that could have been written."""
        return rehashed(self)

    @property
    def weighs(self) -> bool:
        """Say whether it changed who may do what, or a setting: then it is signed at once."""
        return self.what in _SIGNED_AT_ONCE and self.kept is not None

    @property
    def kept(self) -> "Kept | None":
        """Give what it says of something that is kept, if it does."""
        try:
            said = json.loads(self.detail).get("kept")
            return None if said is None else Kept(said["in"], str(said["name"]), said["print"])
        except (ValueError, TypeError, AttributeError, KeyError):  # its hash is wrong then, which is told
            return None


@frozen
class Kept:
    """Something a table keeps, by its name, and its print; no print where it is gone."""

    table: str
    name: str
    print: str | None


@frozen
class AuditState:
    """All that is needed to check the audit log: its rows, the signed heads, and the print of all that is kept now.

    `whole` says that the store is of a version whose audit log bears prints and is signed.
    """

    rows: tuple[Audited, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    prints: Mapping[tuple[str, str], str] | None = None

    @property
    def whole(self) -> bool:
        """Say whether the store is of a version whose audit log bears prints and is signed."""
        return self.prints is not None


def audit_name(store: str) -> str:
    """Give the name under which the audit log of a store is signed, which no store and no incident of one has."""
    return f"{store}/audit"


def note(
    connection: Connection,
    who: str,
    what: str,
    about: str,
    now: datetime | str,
    detail: Mapping[str, object],
    kept: tuple[KeptIn, str | int] | None = None,
) -> Audited:
    """Add a row after those that are there; `kept` names what the same transaction has kept or taken away."""
    last = connection.execute(select(AUDIT.c.seq, AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)).first()
    told = dict(detail)
    if kept is not None:
        table, name = kept
        told["kept"] = {"in": table, "name": str(name), "print": print_in(connection, table, name)}
    fields: dict[str, Any] = {
        "seq": 1 if last is None else last.seq + 1,
        "at": now if isinstance(now, str) else stamp(now),
        "who": who,
        "what": what,
        "about": about,
        "detail": canonical(told),
        "previous": ORIGIN if last is None else last.hash,
    }
    row = Audited(**fields, hash=hash_of(fields))
    connection.execute(insert(AUDIT), [asdict(row)])
    return row


def print_in(connection: Connection, table: KeptIn, name: str | int) -> str | None:
    """Give the print of what a table keeps under a name, as the database gives it; None where there is nothing."""
    of, column = GUARDED[table]
    found = connection.execute(select(of).where(of.c[column] == name)).first()
    return None if found is None else _print(found)


def prints_in(connection: Connection) -> dict[tuple[str, str], str]:
    """Give the print of everything that is kept."""
    return {
        (name, str(row._mapping[column])): _print(row)  # noqa: SLF001 - SQLAlchemy's own name
        for name, (table, column) in GUARDED.items()
        for row in connection.execute(select(table))
    }


def take_over(connection: Connection) -> None:
    """Note the print of what an older version kept: from now on it is held against these rows.

    A migration knows no clock: the rows bear the moment of the last row before them, or else of what they take over.
    """
    at = connection.scalar(select(AUDIT.c.at).order_by(AUDIT.c.seq.desc()).limit(1))
    moments = (ACCOUNTS.c.made, SESSIONS.c.began, TOKENS.c.made, SETTINGS.c.at, PROPOSALS.c.at)
    for (name, (table, column)), moment in zip(GUARDED.items(), moments, strict=True):
        found = connection.execute(select(table.c[column], moment).order_by(table.c[column])).all()
        for known, made in found:
            note(connection, "", TAKEN_OVER, str(known), at or made, {}, (name, known))


def _print(row: Any) -> str:  # noqa: ANN401 - a row of any table
    """Give a print of a row, of which nothing that is secret can be read."""
    try:
        return hash_of(dict(row._mapping))  # noqa: SLF001 - SQLAlchemy's own name
    except (TypeError, UnicodeEncodeError):  # nothing of the kind was ever written
        return ""
