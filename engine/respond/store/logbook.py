"""The rows of an incident, read as an incident file: the report that opened it, and a step for each entry since."""

from collections.abc import Sequence
from typing import Final

from respond.errors import Place
from respond.log import IncidentFile
from respond.plan import structure
from respond.store.rows import Row, RowKind
from respond.yaml import Data, node_of

_APART: Final[frozenset[RowKind]] = frozenset({"link", "acknowledgement", "postponement", "imported"})
"""Entries about the log or the reminders: they are no part of what happened."""


def opening_of(rows: Sequence[Row]) -> dict[str, Data]:
    """Give the report that opened an incident, in the keys of the incident file."""
    found: dict[str, Data] = rows[0].data
    return found


def incident_of(rows: Sequence[Row]) -> IncidentFile:
    """Give what the rows of one incident come to, as `respond classify` reads a file.

    The values of facts are read later, against the plans. Raises InputError for rows no version could have written.
    """
    opening = opening_of(rows)
    told = opening.get("then") or []
    steps: list[Data] = [*told] if isinstance(told, list) else []
    steps += [{"at": row.known, **row.data} for row in rows[1:] if row.kind not in _APART]
    data: Data = {**opening, "then": steps} if steps else {**opening}
    return structure(node_of(data, Place(rows[0].incident)), IncidentFile)
