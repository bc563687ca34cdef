"""Papers to be read and printed from a page: the sheet of an incident, and what is printed of a plan."""

from typing import Any, Final
from urllib.parse import quote

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond.desk import dossier
from respond.papers import cards, fallback_sheet, handbook
from respond.room.front import Front, kept_as
from respond.room.operation import Reply
from respond.room.pages.visit import Visit, page
from respond.show import Sheet, as_html_part

_PLAN: Final = "/plans/{place}/{name}/{edition}"


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of these pages."""
    return [
        page(front, "/incidents/{incident}/sheet", _sheet, name="sheet", permission="read"),
        page(
            front, "/incidents/{incident}/sheet", _sign, name="sheet-sign", methods=("POST",), permission="enter"
        ),
        page(front, "/incidents/{incident}/warning", _warning, name="warning", permission="read"),
        page(front, f"{_PLAN}/handbook", _handbook, name="handbook"),
        page(front, f"{_PLAN}/cards", _cards, name="cards"),
    ]  # fmt: skip


async def _sheet(visit: Visit) -> Response:
    path = visit.request.path_params
    shown = (await visit.ask("showIncident", path=path)).thing
    name = quote(path["incident"], safe="")
    sheet = await visit.work(_fallback, visit, path["incident"])
    return visit.show(
        "paper.html.j2", title=f"{visit.word('sheet_title')} {visit.say(shown.title)}", part=as_html_part(sheet),
        back=f"/incidents/{name}/papers", back_words=visit.word("to_the_papers"), api=f"/v1/incidents/{name}/sheet?",
        sign=f"/incidents/{name}/sheet" if visit.may("enter") else "", units=(), unit="", narrow=True,
    )  # fmt: skip


def _fallback(visit: Visit, incident: str) -> Sheet:
    room = visit.front.room
    store = room.store.seen_from(visit.person.regions)
    return fallback_sheet(dossier(store, room.library, incident, now=visit.now), visit.lang)


async def _sign(visit: Visit) -> Response:
    await visit.ask("signStore")
    name = quote(visit.request.path_params["incident"], safe="")
    return visit.go(f"/incidents/{name}/sheet")


async def _warning(visit: Visit) -> Response:
    """Give a warning to keep; what keeps it from being written is told as a page."""
    asked = visit.request.query_params
    query = {name: asked.get(name) or None for name in ("category", "urgency", "certainty", "cancel", "fact")}
    reply: Reply = await visit.ask("exportWarning", path=visit.request.path_params, query=query)
    made = Response(reply.data, media_type=reply.media)
    made.headers["Content-Disposition"] = kept_as(reply.file or "warning.xml")
    return made


async def _handbook(visit: Visit) -> Response:
    return await _of_plan(visit, "handbook")


async def _cards(visit: Visit) -> Response:
    return await _of_plan(visit, "unit_cards")


async def _of_plan(visit: Visit, what: str) -> Response:
    path = visit.request.path_params
    shown = (await visit.ask("showEdition", path=path)).thing
    unit = visit.request.query_params.get("unit", "")
    sheet = await visit.work(_set, visit, shown.edition.plan, unit or None, what)
    plan = f"/plans/{shown.edition.plan.id}/{quote(shown.edition.plan.edition, safe='')}"
    kind = "handbook" if what == "handbook" else "cards"
    return visit.show(
        "paper.html.j2", title=f"{visit.say(shown.edition.title)} {visit.word(what)}", part=as_html_part(sheet),
        back=plan, back_words=visit.word("to_the_plan"),
        api=f"/v1{plan}/{kind}?" + (f"unit={quote(unit, safe='')}&" if unit else ""), sign="",
        units=shown.units if kind == "cards" else (), unit=unit, narrow=kind == "cards",
    )  # fmt: skip


def _set(visit: Visit, plan: Any, unit: str | None, what: str) -> Sheet:  # noqa: ANN401 - of plans
    library = visit.front.room.library
    prepared = library.prepared(plan)
    if what == "handbook":
        return handbook(prepared, library, visit.lang)
    return cards(prepared, library, visit.lang, unit=unit)
