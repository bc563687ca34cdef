"""In which region an incident is, by the rows of its log alone: who is kept to regions sees it by that."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, and_, or_, select

from respond.errors import InputError
from respond.log import Draft, Row, described, is_of_region, stamp
from respond.store.logbook import Said, file_said
from respond.store.tables import ENTRIES
from respond.yaml import Data

_LATER: Final = ("description", "correction")
"""Kinds of entries that can say after the opening in which region an incident is."""
_REGION: Final = "region"
"""What stands in the body of every entry that says so."""


def region_of(connection: Connection, incident: str, upto: int | None = None) -> str | None:
    """Give the region of an incident by its log, blank where it has none; None where there is no such incident.

    With `upto` by the entries to that number. A damaged opening names none: it is seen by those who see everything.
    """
    columns = (ENTRIES.c.kind, ENTRIES.c.known, ENTRIES.c.body)
    later = and_(ENTRIES.c.kind.in_(_LATER), ENTRIES.c.body.contains(_REGION))
    wanted = select(*columns).where(ENTRIES.c.incident == incident, or_(ENTRIES.c.number == 1, later))
    if upto is not None:
        wanted = wanted.where(ENTRIES.c.number <= upto)
    rows = [tuple(row) for row in connection.execute(wanted.order_by(ENTRIES.c.number))]
    return region_in([*_said(rows)]) if rows else None


def region_in_rows(rows: Iterable[Row], drafts: Sequence[Draft] = ()) -> str:
    """Give the region of an incident by its rows, and entries that are not kept yet; blank where it has none."""
    telling = [
        (row.kind, row.known, row.body)
        for row in rows
        if row.number == 1 or (row.kind in _LATER and _REGION in str(row.body))
    ]
    coming = [
        (each.kind, stamp(each.known), each.body) for each in drafts if each.kind in {"opened", *_LATER}
    ]
    return region_in([*_said(telling), *coming])


def region_in(said: Sequence[Said]) -> str:
    """Give the region an opening and what was said after it come to; blank for none."""
    opening = said[0][2] if said else None
    if not isinstance(opening, dict):
        return ""
    first = str(opening.get(_REGION) or "")
    if len(said) == 1:
        return first
    try:
        return described(file_said(said)).region or ""
    except InputError:  # what nobody can read moves nothing
        return first


def _said(rows: Iterable[tuple[str, str, str]]) -> Iterator[Said]:
    """Give what rows say; a damaged one that opens an incident says nothing, another is passed over."""
    for number, (kind, known, body) in enumerate(rows):
        data: Data
        try:
            data = json.loads(body)
        except (ValueError, TypeError):
            data = None
        if number == 0 or isinstance(data, dict):
            yield kind, known, data  # type: ignore[misc]


def tells_region(draft: Draft) -> bool:
    """Say whether an entry that is not kept yet says in which region its incident is."""
    body = draft.body if isinstance(draft.body, dict) else {}
    corrects = body.get("corrects")
    return body.get(_REGION) is not None or any(
        isinstance(each, dict) and is_of_region(str(each.get("entry")))
        for each in (corrects if isinstance(corrects, list) else ())
    )
