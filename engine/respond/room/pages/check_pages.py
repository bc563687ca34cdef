"""Checks: whether the store is as it was written, and the audit log with its own check."""

from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond.desk import checked_sheet
from respond.errors import RespondError
from respond.room.front import Front
from respond.room.pages.audit_rows import told_row
from respond.room.pages.typing import wrong
from respond.room.pages.visit import Visit, page
from respond.room.problems import status_of
from respond.show import as_html_part

_ROWS: Final = "100"


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of these pages."""
    return [
        page(front, "/verify", _verify, name="verify", permission="audit"),
        page(front, "/verify", _verify, name="verify-against", methods=("POST",), permission="audit"),
        page(front, "/audit", _audit, name="audit", permission="audit"),
    ]


async def _verify(visit: Visit) -> Response:
    typed = visit.typed("against") or ""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    told, part, status = None, "", 200
    try:
        found = (await visit.ask("verifyStore", query={"against": lines or None})).thing
        part = as_html_part(checked_sheet(found, visit.lang))
    except RespondError as error:
        told, status = wrong(visit, error), status_of(error)
    return visit.show("verify.html.j2", status, part=part, told=told, typed=typed)


async def _audit(visit: Visit) -> Response:
    cursor = visit.request.query_params.get("cursor") or None
    limit = visit.request.query_params.get("limit") or _ROWS
    of = visit.request.query_params.get("incident") or None
    whole = "true" if visit.request.query_params.get("whole") else None
    asked = {"cursor": cursor, "limit": limit, "incident": of, "whole": whole}
    found = (await visit.ask("listAudit", query=asked)).thing
    rows = [(row, told_row(row, visit.lang)) for row in found.rows]
    return visit.show("audit.html.j2", found=found, rows=rows, cursor=cursor, limit=limit, of=of)
