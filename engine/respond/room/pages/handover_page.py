"""The handover of a shift: its sheet to read, print and sign, and the signature of the store."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond.clock import SHANGHAI, local
from respond.desk import handing_over, handover_sheet
from respond.errors import InputError, RespondError
from respond.facts import read_instant
from respond.room.front import Front
from respond.room.pages.typing import wrong
from respond.room.pages.visit import Visit, page
from respond.room.problems import status_of
from respond.show import as_html_part

SHIFTS: Final = ("8 h", "12 h", "24 h")
"""How long a shift may be said to be."""
_USUAL: Final = SHIFTS[1]


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of this page."""
    return [
        page(front, "/handover", _handover, name="handover", permission="read"),
        page(front, "/handover", _sign, name="sign", methods=("POST",), permission="enter"),
    ]


async def _handover(visit: Visit) -> Response:
    return await _shown(visit, visit.request.query_params)


async def _shown(visit: Visit, asked: Mapping[str, str], error: RespondError | None = None) -> Response:
    """Give the sheet of a shift, with what went wrong where it was to be signed."""
    length = asked.get("shift") or ""
    since = read_instant(asked["since"], "since", zone=SHANGHAI) if asked.get("since") else None
    if since is None and not await _rostered(visit):
        # a whole hour: what is past of the shift is then the same at every view
        since = _hour_before(visit.now, length or _USUAL)
    query = {"shift": length or None, "since": since.isoformat() if since is not None else None}
    found = (await visit.ask("showHandover", query=query)).thing
    visit.practised = any(each.mode == "exercise" for each in found.incidents) and all(
        each.mode == "exercise" for each in found.incidents
    )
    lang = visit.lang
    part = await visit.once(("handover", id(found)), lambda: as_html_part(handover_sheet(found, lang)))
    return visit.show(
        "handover.html.j2", 200 if error is None else status_of(error), part=part,
        told=None if error is None else wrong(visit, error), shifts=_choices(length), length=length,
        since=local(found.since, SHANGHAI).strftime("%Y-%m-%dT%H:%M"),
    )  # fmt: skip


async def _rostered(visit: Visit) -> bool:
    """Say whether the roster says when the shift began."""
    return handing_over((await visit.ask("showSettings")).thing.roster, visit.now) is not None


def _hour_before(now: datetime, length: str) -> datetime | None:
    """Give the whole hour a shift of a length began in; none for a length that was typed, which may be none."""
    if length not in SHIFTS:
        return None
    began = local(now - timedelta(hours=int(length.split(maxsplit=1)[0])), SHANGHAI)
    return began.replace(minute=0, second=0, microsecond=0)


def _choices(length: str) -> tuple[str, ...]:
    return SHIFTS if length in {"", *SHIFTS} else (*SHIFTS, length)


async def _sign(visit: Visit) -> Response:
    asked = {name: text for name in ("since", "shift") if (text := visit.typed(name))}
    try:
        await visit.ask("signStore")
    except InputError as error:  # the shift is handed over all the same
        return await _shown(visit, asked, error)
    return visit.go("/handover", **asked)
