"""An incident as one file: an incident file like any other, with the rows of its log and what signs them beside.

Under `kept` it names the store it is from and that store's public key, gives every row, the signed heads of the store
that are rows of this incident, and one signature over its own head, so that a file cut short shows as well.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from attrs import asdict

from respond.clock import SHANGHAI
from respond.errors import InputError, Place, Text, fault
from respond.log import Draft, Row, stamp
from respond.plan import structure
from respond.store.kept import Store
from respond.store.logbook import file_of
from respond.store.origin import UNSIGNED, Kept, first_wrong, ill_signed, own_name
from respond.yaml import Data, node_of, write

_SHAPE: Final = Text("不是这样的内容", "it is of another form")
_EMPTY: Final = Text("没有记录", "there are no rows")
_OTHER_KEY: Final = Text("不是这个记录库的密钥", "it is not the key of this store")
_OTHER: Final = Text("事件内容与记录不同", "the incident says something else than its rows")


def exported(store: Store, incident: str, now: datetime, zone: ZoneInfo = SHANGHAI) -> str:
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
    signed = key.sign(own_name(name, incident), now, len(rows), rows[-1].hash)
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
        reason = UNSIGNED  # a line that is none
    if reason is not None:
        raise InputError([fault("E849", name=called, incident=incident, reason=reason)])
    entries = [
        Draft(row.kind, row.known_at, row.data, decides=row.answers is not None, by=row.by) for row in rows
    ]
    return [*entries, Draft("imported", now, _origin(kept))]


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
    wrong = first_wrong(kept.store, rows)
    if wrong is not None:
        number = rows[wrong].number
        yield Text(f"第{number}条记录改动过或不在原处", f"row {number} was changed or is out of place")
        return
    yield from ill_signed(kept, rows)
    if _at_its_moments(incident) != _at_its_moments(file_of(rows)):
        yield _OTHER


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
