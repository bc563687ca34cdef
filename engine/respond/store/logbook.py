"""The rows of an incident, read as an incident file: the report that opened it, and a step for each entry since."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from respond.clock import SHANGHAI
from respond.errors import InputError, Place, fault
from respond.log import Draft, IncidentFile, Row, RowKind, Then, stamp
from respond.plan import structure
from respond.situation import merging_name
from respond.store.damaged import as_written, check_whole
from respond.store.rows import APART
from respond.yaml import Data, node_of


def incident_of(rows: Sequence[Row], zone: ZoneInfo = SHANGHAI) -> IncidentFile:
    """Give what the rows of one incident come to, as `respond classify` reads a file.

    `zone` is that of the times of its steps. The values of facts are read later, against the plans. Raises InputError
    for rows no version could have written (E859).
    """
    check_whole(rows)
    with as_written(rows):
        return with_drafts(rows, (), zone)


_MERGING: Final[Mapping[Data, dict[str, Data]]] = {"merged-into": {}, "parted-from": {"withdrawn": "yes"}}
"""What a step says of a link that merges an incident into another, or takes that back."""


def merged_into(rows: Sequence[Row]) -> str | None:
    """Give the incident into which one was merged, None where it was not or that was taken back."""
    into = None
    for row in rows:
        if (other := row.merges_into) is not None:
            into = other
        elif row.parts_from is not None:
            into = None
    return into


def check_goes_on(rows: Sequence[Row]) -> None:
    """Refuse what is entered in an incident that was merged into another (E853), saying how to take that back."""
    other = merged_into(rows)
    if other is not None:
        entry = merging_name(sum(row.merges_into is not None for row in rows))
        raise InputError([fault("E853", name=rows[0].incident, other=other, entry=entry)])


def merged_from(rows: Sequence[Row]) -> tuple[str, ...]:
    """Give the incidents that go on in one, by its own log; those that are not seen stand there by no name, each."""
    return tuple(row.link[1] for row in taking_in(rows))


def taking_in(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Give the entries of a log that tell of an incident which goes on in its own, but for those taken back."""
    found: list[Row] = []
    for row in [each for each in rows if each.kind == "link"]:  # lists ask it of every incident
        relation, other = row.link
        if relation == "merged-from":
            found.append(row)
        elif relation == "parted":
            back = next((each for each in found if each.link[1] == other), None)
            found = [each for each in found if each is not back]
    return tuple(found)


def is_step(row: Row) -> bool:
    """Say whether an entry is the opening of the incident file or a step of it, so that answers count it."""
    return row.kind not in APART or row.merges_into is not None or row.parts_from is not None


def file_of(rows: Sequence[Row], zone: ZoneInfo = SHANGHAI) -> dict[str, Data]:
    """Give what the rows of one incident come to in the keys of an incident file."""
    return _file([(row.kind, row.known, row.data) for row in rows], zone)


def with_drafts(rows: Sequence[Row], drafts: Sequence[Draft], zone: ZoneInfo = SHANGHAI) -> IncidentFile:
    """Give what an incident would come to with some entries more; raises as `incident_of` does."""
    return file_said([*((row.kind, row.known, row.data) for row in rows), *drafted(rows, drafts)], zone)


Said = tuple[RowKind, str, Data]
"""What an entry is, since when it is known, and what it says."""


def file_said(said: Sequence[Said], zone: ZoneInfo = SHANGHAI) -> IncidentFile:
    """Give what was said of an incident as its file; raises as `incident_of` does."""
    data = _file(said, zone)
    return structure(node_of(data, Place(str(data.get("id")))), IncidentFile)


def drafted(rows: Sequence[Row], drafts: Sequence[Draft]) -> list[Said]:
    """Give what entries will say that are to follow some rows, none known before the last of them."""
    said: list[Said] = []
    known = rows[-1].known if rows else ""
    for draft in drafts:
        known = max(known, stamp(draft.known))
        said.append((draft.kind, known, draft.body))
    return said


def steps_of(said: Sequence[Said], file: IncidentFile, zone: ZoneInfo) -> tuple[Then, ...]:
    """Give the steps of an incident that entries after its opening come to; raises as `incident_of` does."""
    place = Place(str(file.id))
    return tuple(structure(node_of(step, place), Then) for step in _steps(said, zone))


def _file(said: Sequence[Said], zone: ZoneInfo) -> dict[str, Data]:
    opening = said[0][2]
    assert isinstance(opening, dict)  # noqa: S101 - an incident begins with the report that opened it
    steps = [*_steps(said[1:], zone)]
    return {**opening, "then": steps} if steps else opening


def _steps(said: Sequence[Said], zone: ZoneInfo) -> Iterator[Data]:
    for kind, known, body in said:
        told = _told(kind, body)
        if told is not None:
            yield {"at": datetime.fromisoformat(known).astimezone(zone).isoformat(), **told}


def _told(kind: RowKind, body: Data) -> dict[str, Data] | None:
    """Give what an entry says in the keys of a step; None for what no step tells."""
    if not isinstance(body, dict):
        return None
    if kind == "link" and body.get("relation") in _MERGING:
        why = {"reason": body["reason"]} if "reason" in body else {}
        return {"merged": {"into": body["to"], **_MERGING[body["relation"]], **why}}
    return None if kind in APART else body
