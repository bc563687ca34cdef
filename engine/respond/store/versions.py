"""How the tables of an older store become those of today, and what a store lacks of them."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, Inspector, insert, inspect, select, text, update

from respond.store.audited import PRINTED, take_over
from respond.store.journal import take_over_kept
from respond.store.tables import (
    ABOUT,
    AUDIT,
    AUDIT_CHECKPOINTS,
    CHECKPOINTS,
    ENTRIES_AUDITED,
    JOURNAL,
    METADATA,
    MOVES,
    SEALS,
)


def _first(connection: Connection) -> None:
    METADATA.create_all(connection)


def _second(connection: Connection) -> None:
    """Add what the duty room keeps: accounts, sessions, keys, audit, replies, proposals, settings."""
    METADATA.create_all(connection)


def _third(connection: Connection) -> None:
    """Add the signed heads of the audit log, and note there the print of what the room keeps already."""
    METADATA.create_all(connection)
    take_over(connection)


def _fourth(connection: Connection) -> None:
    """Add the moves of exercises played live."""
    METADATA.create_all(connection)


def _fifth(connection: Connection) -> None:
    """Add the seals and the journal, and set down there what is kept already."""
    for table in (CHECKPOINTS, AUDIT_CHECKPOINTS):
        known = {column["name"] for column in inspect(connection).get_columns(table.name)}
        if table.c.seal.name not in known:
            kind = table.c.seal.type.compile(connection.dialect)
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {table.c.seal.name} {kind}"))
    METADATA.create_all(connection)
    take_over_kept(connection)


def _sixth(connection: Connection) -> None:
    """Have what the audit log says of the entries of an incident found at once."""
    ENTRIES_AUDITED.create(connection, checkfirst=True)


MIGRATIONS: Final[tuple[Callable[[Connection], None], ...]] = (
    _first, _second, _third, _fourth, _fifth, _sixth,
)  # fmt: skip
"""What makes the tables of each version out of those of the version before; a new version appends one."""

VERSION: Final = len(MIGRATIONS)

_SINCE: Final = {
    AUDIT_CHECKPOINTS.name: 3, MOVES.name: 4, SEALS.name: 5, JOURNAL.name: 5,
    f"{CHECKPOINTS.name}.seal": 5, f"{AUDIT_CHECKPOINTS.name}.seal": 5,
}  # fmt: skip
"""The version that brought a table or column, where it is looked for only since then."""


def version_of(connection: Connection) -> int:
    """Give the version of the tables of a store; 0 where there are none yet."""
    if not connection.dialect.has_table(connection, ABOUT.name):
        return 0
    found = connection.scalar(select(ABOUT.c.value).where(ABOUT.c.name == "version"))
    return int(found) if found is not None else 0


def about(connection: Connection, name: str) -> str:
    """Give what a store says of itself under a name; nothing where it says nothing."""
    return str(connection.scalar(select(ABOUT.c.value).where(ABOUT.c.name == name)) or "")


def missing_parts(connection: Connection) -> tuple[str, ...]:
    """Give the tables, and the columns as `table.column`, that a store of its version should have and lacks."""
    look = inspect(connection)
    there = {
        table.name: {column["name"] for column in look.get_columns(table.name)}
        for table in METADATA.sorted_tables
        if look.has_table(table.name)
    }
    if not there:
        return ()
    version = _shown_version(connection)
    wanted = [table for table in METADATA.sorted_tables if _SINCE.get(table.name, 0) <= version]
    gone = [table.name for table in wanted if table.name not in there]
    cut = [
        f"{table.name}.{column.name}"
        for table in wanted
        for column in table.columns
        if _SINCE.get(f"{table.name}.{column.name}", 0) <= version
        and column.name not in there.get(table.name, {column.name})
    ]
    return (*gone, *cut)


def bring_up_to_date(connection: Connection, name: str) -> None:
    """Make the tables of a store those of today, inside the transaction that is open.

    `name` is what a new store is called.
    """
    found = version_of(connection)
    for migrate in MIGRATIONS[found:]:
        migrate(connection)
    if found == 0:
        connection.execute(
            insert(ABOUT), [{"name": "store", "value": name}, {"name": "version", "value": str(VERSION)}]
        )
    elif found < VERSION:
        connection.execute(update(ABOUT).where(ABOUT.c.name == "version").values(value=str(VERSION)))


def has_audit(connection: Connection) -> bool:
    """Say whether a store is of a version whose audit log is signed and bears the prints of what is kept."""
    return _is_since(connection, _SINCE[AUDIT_CHECKPOINTS.name])


def has_seals(connection: Connection) -> bool:
    """Say whether a store is of a version whose signatures are counted, and whose journal bears prints."""
    return _is_since(connection, _SINCE[SEALS.name])


def _is_since(connection: Connection, version: int) -> bool:
    return version_of(connection) >= version or _shown_version(connection) >= version


def _shown_version(connection: Connection) -> int:
    """Give the version of a store as its tables show it, which may be newer than it says of itself."""
    look = inspect(connection)
    newest = max((since for name, since in _SINCE.items() if _is_there(look, name)), default=0)
    if look.has_table(AUDIT.name):
        bears = select(AUDIT.c.seq).where(AUDIT.c.detail.contains(PRINTED)).limit(1)
        if connection.execute(bears).first() is not None:
            newest = max(newest, _SINCE[AUDIT_CHECKPOINTS.name])
    return max(newest, version_of(connection) or VERSION)


def _is_there(look: Inspector, name: str) -> bool:
    """Say whether a table is there, or a column of one as `table.column`."""
    table, _, column = name.partition(".")
    if not look.has_table(table):
        return False
    return not column or any(each["name"] == column for each in look.get_columns(table))
