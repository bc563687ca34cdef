"""The rows of an incident, read as an incident file: the report that opened it, and a step for each entry since."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from respond.clock import SHANGHAI
from respond.errors import Place
from respond.log import IncidentFile
from respond.plan import structure
from respond.store.rows import APART, Draft, Row, RowKind, stamp
from respond.yaml import Data, node_of


def incident_of(rows: Sequence[Row], zone: ZoneInfo = SHANGHAI) -> IncidentFile:
    """Give what the rows of one incident come to, as `respond classify` reads a file.

    `zone` is that of the times of its steps. The values of facts are read later, against the plans. Raises InputError
    for rows no version could have written.
    """
    return with_drafts(rows, (), zone)


def merged_into(rows: Sequence[Row]) -> str | None:
    """Give the incident into which one was merged, None where it was not."""
    links = [row.data for row in rows if row.kind == "link"]
    return next((str(link["to"]) for link in links if link.get("relation") == "merged-into"), None)


def file_of(rows: Sequence[Row], zone: ZoneInfo = SHANGHAI) -> dict[str, Data]:
    """Give what the rows of one incident come to in the keys of an incident file."""
    return _file([(row.kind, row.known, row.data) for row in rows], zone)


def with_drafts(rows: Sequence[Row], drafts: Sequence[Draft], zone: ZoneInfo = SHANGHAI) -> IncidentFile:
    """Give what an incident would come to with some entries more; raises as `incident_of` does."""
    said: list[tuple[RowKind, str, Data]] = [(row.kind, row.known, row.data) for row in rows]
    for draft in drafts:
        said.append(
            (draft.kind, max([stamp(draft.known), *(known for _, known, _ in said[-1:])]), draft.body)
        )
    data = _file(said, zone)
    return structure(node_of(data, Place(str(data.get("id")))), IncidentFile)


def _file(said: Sequence[tuple[RowKind, str, Data]], zone: ZoneInfo) -> dict[str, Data]:
    opening = said[0][2]
    assert isinstance(opening, dict)  # noqa: S101 - an incident begins with the report that opened it
    steps: list[Data] = [
        {"at": datetime.fromisoformat(known).astimezone(zone).isoformat(), **body}
        for kind, known, body in said[1:]
        if kind not in APART and isinstance(body, dict)
    ]
    return {**opening, "then": steps} if steps else opening
