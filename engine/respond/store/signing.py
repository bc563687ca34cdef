"""How a store signs: the heads of both logs, each by itself and all at once under a seal."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, func, insert, select, update

from respond._records import frozen
from respond.store.audited import audit_name
from respond.store.keys import Checkpoint, StoreKey
from respond.store.sealed import add_seal, last_of
from respond.store.tables import AUDIT, AUDIT_CHECKPOINTS, CHECKPOINTS, ENTRIES
from respond.store.versions import about, has_seals


@frozen(eq=False)
class Signing:
    """A chain of rows whose head is signed: where they are, where the signed heads go, under which name."""

    rows: Table
    heads: Table
    name: Callable[[str], str]


LOG: Final = Signing(ENTRIES, CHECKPOINTS, str)
AUDIT_LOG: Final = Signing(AUDIT, AUDIT_CHECKPOINTS, audit_name)


def sign_all(connection: Connection, key: StoreKey, now: datetime) -> Checkpoint | None:
    """Seal how far everything has come and sign both logs; give what vouches for that of the incidents."""
    store = about(connection, "store")
    seal = add_seal(connection, store, key, now).number
    _sign_head(connection, AUDIT_LOG, store, key, now, seal)
    return _sign_head(connection, LOG, store, key, now, seal)


def signed_heads(connection: Connection, signing: Signing) -> tuple[Checkpoint, ...]:
    """Give every signed head of a chain, the oldest first."""
    return _heads(connection, signing, _wanted(connection, signing).order_by(signing.heads.c.count))


def last_signed(connection: Connection, signing: Signing) -> Checkpoint | None:
    """Give the last signed head of a chain; none where nothing of it is signed."""
    wanted = _wanted(connection, signing).order_by(signing.heads.c.count.desc()).limit(1)
    return next(iter(_heads(connection, signing, wanted)), None)


def _wanted(connection: Connection, signing: Signing) -> Select[Any]:
    heads = signing.heads.c
    columns = [heads.count, heads.at, heads.head, heads.signature]
    if has_seals(connection):
        columns.append(heads.seal)
    return select(*columns)


def _heads(connection: Connection, signing: Signing, wanted: Select[Any]) -> tuple[Checkpoint, ...]:
    name = signing.name(about(connection, "store"))
    return tuple(
        Checkpoint(name, at, count, head, signature, *seal)
        for count, at, head, signature, *seal in connection.execute(wanted)
    )


def signed_upto(connection: Connection, signing: Signing) -> int:
    """Give how many rows of a chain its last signed head vouches for."""
    return connection.scalar(select(func.max(signing.heads.c.count))) or 0


def _sign_head(
    connection: Connection, signing: Signing, store: str, key: StoreKey, now: datetime, seal: int
) -> Checkpoint | None:
    heads = signing.heads
    last = last_of(connection, signing.rows)
    if last is None:  # a damaged head is vouched for by nobody
        return None
    made = key.sign(signing.name(store), now, *last, seal)
    values = {"at": made.at, "head": made.head, "signature": made.signature, "seal": seal}
    if connection.scalar(select(heads.c.count).where(heads.c.count == made.count)):
        connection.execute(update(heads).where(heads.c.count == made.count).values(**values))
    else:
        connection.execute(insert(heads), [{"count": made.count, **values}])
    return made
