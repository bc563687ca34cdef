"""An incident as one file: an incident file like any other, with the rows of its log and what signs them beside.

Under `kept` it names the store it is from and that store's public key, gives every row, the signed heads of the store
that are rows of this incident, and one signature over its own head, so that a file cut short shows as well.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from attrs import asdict, evolve

from respond._records import frozen
from respond.clock import SHANGHAI
from respond.errors import InputError, Place, Text, fault
from respond.log import Draft, Row, RowKind, origin_of, stamp
from respond.plan import structure
from respond.store.keys import Checkpoint, signed_by
from respond.store.logbook import file_of
from respond.yaml import Data, node_of, write

if TYPE_CHECKING:
    from respond.store.kept import Store

_SHAPE: Final = Text("不是这样的内容", "it is of another form")
_EMPTY: Final = Text("没有记录", "there are no rows")
_OTHER_KEY: Final = Text("不是这个记录库的密钥", "it is not the key of this store")
_UNSIGNED: Final = Text("签名不是这个记录库的", "the signature is not of that store")
_CUT: Final = Text("缺少最后的记录", "its last rows are missing")
_OTHER: Final = Text("事件内容与记录不同", "the incident says something else than its rows")


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


def exported(store: "Store", incident: str, now: datetime, zone: ZoneInfo = SHANGHAI) -> str:
    """Give an incident of a store as a file that `respond classify` answers and `Desk.open` takes up again.

    `zone` is that of the times of its steps. Raises InputError (E845) for an incident that is not kept here, (E847)
    where the key of the store cannot sign.
    """
    rows = store.rows(incident)
    name = store.about("store")
    seqs = {row.seq for row in rows}
    key = store.key(name)
    if key.public != store.about("key"):
        raise InputError([fault("E847", name=store.place, reason=_OTHER_KEY)])
    signed = key.sign(_own(name, incident), now, len(rows), rows[-1].hash)
    kept: Data = {
        "store": name,
        "key": key.public,
        "signed": signed.line,
        "checkpoints": [each.line for each in store.checkpoints() if each.count in seqs],
        "rows": [_written(row) for row in rows],
    }
    return write({**file_of(rows, zone), "kept": kept}, flags=True)


def exported_drafts(data: dict[str, Data], called: str, now: datetime) -> list[Draft]:
    """Give the entries of an exported incident, and one that says where they come from.

    Raises InputError (E849) where they are not as they were given out; `called` is the name of the file.
    """
    incident = str(data.get("id"))
    kept = _read(data.get("kept"), called, incident)
    rows = [each.row(incident) for each in kept.rows]
    told = {name: each for name, each in data.items() if name != "kept"}
    try:
        reason = next(_wrong(kept, rows, told), None)
    except InputError:
        reason = _UNSIGNED  # a line that is none
    if reason is not None:
        raise InputError([fault("E849", name=called, incident=incident, reason=reason)])
    entries = [
        Draft(row.kind, row.known_at, row.data, decides=row.answers is not None, by=row.by) for row in rows
    ]
    return [*entries, Draft("imported", now, _origin(kept))]


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


def _from_origin(log: Sequence[Row], imported: Row) -> tuple["_Origin", list[Row]]:
    """Give what the row says that tells where an incident is from, and the rows before it as they were there."""
    kept = structure(node_of(imported.data, Place(imported.incident)), _Origin)
    return kept, [each.row(own) for own, each in zip(log, kept.rows, strict=True)]


def _origin_breaches(log: Sequence[Row], imported: Row) -> Iterator[Row]:
    try:
        kept, rows = _from_origin(log, imported)
        wrong = _first_wrong(kept.store, rows)
        if wrong is not None:
            yield log[wrong]
        elif next(_ill_signed(kept, rows), None) is not None:
            yield imported
    except (InputError, ValueError, TypeError):  # what it says of its origin has no form at all
        yield imported


def _written(row: Row) -> dict[str, Data]:
    fields = asdict(row)
    del fields["incident"]
    return {name: None if value is None else str(value) for name, value in fields.items()}


def _origin(kept: Kept) -> dict[str, Data]:
    """Give where entries come from, with all of the rows that this store does not say itself."""
    said = ("seq", "known", "recorded", "answers", "before", "previous", "hash")
    rows: list[Data] = [
        {name: None if value is None else str(value) for name, value in asdict(row).items() if name in said}
        for row in kept.rows
    ]
    signatures: list[Data] = [*kept.checkpoints]
    return {
        "store": kept.store, "key": kept.key, "signed": kept.signed, "checkpoints": signatures, "rows": rows,
    }  # fmt: skip


def _read(given: Data, called: str, incident: str) -> Kept:
    try:
        return structure(node_of(given, Place(called)), Kept)
    except InputError as error:
        wrong = fault("E849", name=called, incident=incident, reason=_SHAPE)
        raise InputError([wrong, *error.faults]) from None


def _wrong(kept: Kept, rows: Sequence[Row], incident: dict[str, Data]) -> Iterator[Text]:
    """Give what is wrong with rows, signatures, and the incident told of them."""
    if not rows:
        yield _EMPTY
        return
    wrong = _first_wrong(kept.store, rows)
    if wrong is not None:
        number = rows[wrong].number
        yield Text(f"第{number}条记录改动过或不在原处", f"row {number} was changed or is out of place")
        return
    yield from _ill_signed(kept, rows)
    if _at_its_moments(incident) != _at_its_moments(file_of(rows)):
        yield _OTHER


def _first_wrong(store: str, rows: Sequence[Row]) -> int | None:
    """Give the place of the first row of an incident that does not follow the one before as it was written."""
    number, before = 0, origin_of(store)
    for place, row in enumerate(rows):
        if row.hash != row.right_hash or (row.number, row.before) != (number + 1, before):
            return place
        number, before = row.number, row.hash
    return None


def _ill_signed(kept: "Kept | _Origin", rows: Sequence[Row]) -> Iterator[Text]:
    """Give what is wrong with the signatures that vouch for the rows of an incident."""
    heads = {row.seq: row.hash for row in rows}
    own = Checkpoint.from_line(kept.signed, _own(kept.store, rows[0].incident))
    if not signed_by(own, kept.key):
        yield _UNSIGNED
    if (own.count, own.head) != (len(rows), rows[-1].hash):
        yield _CUT
    for line in kept.checkpoints:
        each = Checkpoint.from_line(line, kept.store)
        if not signed_by(each, kept.key) or heads.get(each.count) != each.head:
            yield _UNSIGNED


def _at_its_moments(incident: dict[str, Data]) -> dict[str, Data]:
    """Give an incident with the times of its steps as the store writes them, whatever zone they stand in."""
    steps = incident.get("then")
    if not isinstance(steps, list):
        return incident
    told: list[Data] = [
        {**step, "at": stamp(datetime.fromisoformat(str(step.get("at"))))}
        for step in steps
        if isinstance(step, dict)
    ]
    return {**incident, "then": told}


def _own(store: str, incident: str) -> str:
    """Give the name under which the head of one incident is signed, which no store has."""
    return f"{store} {incident}"
