"""A store moved to another database: everything it keeps, all or nothing, and verified before it counts as moved."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Final, Literal

from sqlalchemy import Connection, Table, insert, select

from respond._records import frozen
from respond.errors import InputError, Text, fault
from respond.log import canonical
from respond.situation import Placed
from respond.store.kept import Store
from respond.store.keys import StoreKey
from respond.store.state import state_of
from respond.store.tables import ABOUT, CHECKPOINTS, ENTRIES, METADATA
from respond.store.verify import verify, verify_audit, verify_sealed
from respond.store.versions import bring_up_to_date, version_of

_AT_ONCE: Final = 500
_NOTHING: Final = Text("来源里什么也没有", "there is nothing to be moved")
_ITSELF: Final = Text("来源就是它自己", "it is the source itself")
_FULL: Final = Text("它已有内容", "there is something in it already")
_OTHER_KEY: Final = Text("它的私钥文件属于另一记录库", "the file of its private key is of another store")
_NO_KEY: Final = Text("来源的私钥不在 {path}", "the private key of the source is not at {path}")
_UNSOUND: Final = Text("来源的记录核对不通过", "the log of the source does not hold")
_DIFFERS: Final = Text("移入后与来源不同（{table}）", "what arrived differs from the source ({table})")


@frozen
class Moved:
    """What a move came to: where the store is now, the rows of each table, up to which entry a signature vouches."""

    store: str
    rows: Mapping[str, int]
    attested: int
    key: str
    """The file of the private key there."""


@frozen
class MovedData:
    """A move as it is written to JSON."""

    store: str
    entries: int
    checkpoints: int
    rows: int
    attested: int
    key: str

    @property
    def schema(self) -> Annotated[Literal["moved/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "moved/1"


def move_store(source: Store, target: Store) -> Moved:
    """Copy all that a store keeps into a database that has nothing yet; the source stays as it is.

    Nobody can write to either meanwhile. Everything is read back, compared, and the log verified before it is kept:
    where anything fails the target stays as empty as it was, and the move can be begun again. The private key, which is
    in no database, is copied to where the target looks for it. Raises InputError (E969).
    """
    if source.place == target.place:
        raise _refused(target, _ITSELF)
    name = source.about("store")
    if not name:
        raise _refused(target, _NOTHING)
    if target.about("store"):
        raise _refused(target, _FULL)
    key = _key_of(source, name, target)
    path = target.key_path(name)
    if path.exists() and StoreKey.kept(path).public != key.public:
        raise _refused(target, _OTHER_KEY)
    target.make_folder()
    source.prepare()
    with source.database.writing() as there, target.database.writing() as here:
        bring_up_to_date(there, name)
        if version_of(here):
            raise _refused(target, _FULL)
        bring_up_to_date(here, name)
        here.execute(ABOUT.delete())
        rows = {table.name: _copied(there, here, table) for table in METADATA.sorted_tables}
        for table in METADATA.sorted_tables:
            if _sum(there, table) != _sum(here, table):
                raise _refused(target, _DIFFERS.fill(table=table.name))
        attested = _attested(here, name, key.public, target)
        key.put(path)
    return Moved(target.place, rows, attested, str(path))


def moved_data(moved: Moved) -> MovedData:
    """Give a move as it is written."""
    rows = moved.rows
    return MovedData(
        moved.store, rows[ENTRIES.name], rows[CHECKPOINTS.name], sum(rows.values()), moved.attested, moved.key
    )


def _refused(target: Store, why: Text) -> InputError:
    return InputError([fault("E969", name=target.place, reason=why)])


def _key_of(source: Store, name: str, target: Store) -> StoreKey:
    path = source.key_path(name)
    key = StoreKey.kept(path) if path.exists() else None
    if key is None or key.public != source.about("key"):
        raise _refused(target, _NO_KEY.fill(path=path))
    return key


def _copied(there: Connection, here: Connection, table: Table) -> int:
    count = 0
    for some in there.execute(select(table)).partitions(_AT_ONCE):
        here.execute(insert(table), [dict(row._mapping) for row in some])  # noqa: SLF001 - SQLAlchemy's own name
        count += len(some)
    return count


def _sum(connection: Connection, table: Table) -> tuple[int, int]:
    """Give how many rows there are and what they come to, whatever the order in which a database gives them."""
    count = total = 0
    for row in connection.execute(select(table)):
        count += 1
        total += int.from_bytes(sha256(canonical([*row]).encode()).digest(), "big")
    return count, total


def _attested(connection: Connection, name: str, public: str, target: Store) -> int:
    state = state_of(connection)
    found = verify(state.rows, state.checkpoints, name, public)
    if not (found.sound and verify_audit(state.audit, public).sound and verify_sealed(state, public).sound):
        raise _refused(target, _UNSOUND)
    return found.attested
