"""What an incident brought along of the log it is from: its rows as they were there, and whether signed so."""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import asdict, evolve

from respond._records import frozen
from respond.errors import InputError, Place, Text
from respond.log import Row, RowKind, origin_of
from respond.plan import structure
from respond.store.keys import Checkpoint, signed_by
from respond.yaml import node_of

UNSIGNED: Final = Text("签名不是这个记录库的", "the signature is not of that store")
_CUT: Final = Text("缺少最后的记录", "its last rows are missing")


@frozen
class KeptRow:
    """A row of the store an incident is from, in the words of its file."""

    seq: int
    number: int
    kind: RowKind
    known: str
    recorded: str
    by: str
    body: str
    before: str
    previous: str
    hash: str
    answers: int | None = None

    def row(self, incident: str) -> Row:
        """Give the row as it stood in its store."""
        return Row(**asdict(self), incident=incident)


@frozen
class Kept:
    """What a file brings along of the log of its incident."""

    store: str
    key: str
    signed: str
    """The one signature over the head of this incident alone."""
    rows: tuple[KeptRow, ...]
    checkpoints: tuple[str, ...] = ()


@frozen
class _OriginRow:
    """What a row was in the store it is from, but for what it says here as well."""

    seq: int
    known: str
    recorded: str
    before: str
    previous: str
    hash: str
    answers: int | None = None

    def row(self, own: Row) -> Row:
        """Give the row as it stood in its store."""
        return evolve(own, **asdict(self))


@frozen
class _Origin:
    """What an `imported` entry says of the log its incident came with."""

    store: str
    key: str
    signed: str
    rows: tuple[_OriginRow, ...]
    checkpoints: tuple[str, ...] = ()


def origin_rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Give the rows an imported incident had in the store it is from, none where it is from no other.

    Their hashes were made there, so that what was signed there can be checked here.
    """
    at = next((index for index, row in enumerate(rows) if row.kind == "imported"), None)
    if at is None:
        return ()
    return tuple(_from_origin(rows[:at], rows[at])[1])


def origin_breaches(rows: Sequence[Row]) -> Iterator[Row]:
    """Give, of rows of a store, those of imported incidents that are not what the store they are from had signed.

    Where its lines are not signed, or do not vouch for these rows, it is the row that tells where they are from.
    """
    incidents: dict[str, list[Row]] = {}
    for row in rows:
        log = incidents.setdefault(row.incident, [])
        if row.kind == "imported" and row.hash == row.right_hash:
            yield from _origin_breaches(log, row)
        log.append(row)


def _from_origin(log: Sequence[Row], imported: Row) -> tuple[_Origin, list[Row]]:
    """Give what the row says that tells where an incident is from, and the rows before it as they were there."""
    kept = structure(node_of(imported.data, Place(imported.incident)), _Origin)
    return kept, [each.row(own) for own, each in zip(log, kept.rows, strict=True)]


def _origin_breaches(log: Sequence[Row], imported: Row) -> Iterator[Row]:
    try:
        kept, rows = _from_origin(log, imported)
        wrong = first_wrong(kept.store, rows)
        if wrong is not None:
            yield log[wrong]
        elif next(ill_signed(kept, rows), None) is not None:
            yield imported
    except (InputError, ValueError, TypeError):  # what it says of its origin has no form at all
        yield imported


def first_wrong(store: str, rows: Sequence[Row]) -> int | None:
    """Give the place of the first row of an incident that does not follow the one before as it was written."""
    number, before = 0, origin_of(store)
    for place, row in enumerate(rows):
        if row.hash != row.right_hash or (row.number, row.before) != (number + 1, before):
            return place
        number, before = row.number, row.hash
    return None


def ill_signed(kept: Kept | _Origin, rows: Sequence[Row]) -> Iterator[Text]:
    """Give what is wrong with the signatures that vouch for the rows of an incident."""
    heads = {row.seq: row.hash for row in rows}
    own = Checkpoint.from_line(kept.signed, own_name(kept.store, rows[0].incident))
    if not signed_by(own, kept.key):
        yield UNSIGNED
    if (own.count, own.head) != (len(rows), rows[-1].hash):
        yield _CUT
    for line in kept.checkpoints:
        each = Checkpoint.from_line(line, kept.store)
        if not signed_by(each, kept.key) or heads.get(each.count) != each.head:
            yield UNSIGNED


def own_name(store: str, incident: str) -> str:
    """Give the name under which the head of one incident is signed, which no store has."""
    return f"{store} {incident}"
