"""The plans: the list, the reader with its contents, what differs between two editions."""

from typing import Any, Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond.author import stated_tests
from respond.clock import SHANGHAI, local
from respond.plan import Prepared
from respond.room.front import Front
from respond.room.pages.visit import Visit, page
from respond.room.plan_shelf import ShelvedEdition
from respond.show import as_html_part, plan_document

_WAITS: Final = 2
"""Seconds in which a comparison is given at once; after that the page says that it is being made."""
_AGAIN: Final = "3"


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of these pages."""
    return [
        page(front, "/plans", _list, name="plans"),
        page(front, "/plans/{place}/{name}", _latest, name="plan"),
        page(front, "/plans/{place}/{name}/diff", _diff, name="plan-diff"),
        page(front, "/plans/{place}/{name}/{edition}", _plan, name="edition"),
    ]


async def _list(visit: Visit) -> Response:
    wanted = visit.request.query_params.get("search") or None
    found = (await visit.ask("listPlans", query={"search": wanted})).thing.plans
    plans: dict[str, list[ShelvedEdition]] = {}
    for each in found:
        plans.setdefault(each.plan.id, []).insert(0, each)
    return visit.show(
        "plans.html.j2", plans=plans, search=wanted or "", today=local(visit.now, SHANGHAI).date()
    )


async def _latest(visit: Visit) -> Response:
    path = visit.request.path_params
    found = (await visit.ask("showPlan", path=path)).thing.edition.plan
    return visit.go(f"/plans/{found.id}/{found.edition}")


async def _plan(visit: Visit) -> Response:
    path = visit.request.path_params
    shown = (await visit.ask("showEdition", path=path)).thing
    part, contents = await visit.work(_rendered, visit, shown.edition)
    name = {"place": path["place"], "name": path["name"]}
    every = (await visit.ask("listPlans", query={"search": shown.edition.plan.id})).thing.plans
    editions = [each for each in every if each.plan.id == shown.edition.plan.id]
    return visit.show(
        "plan.html.j2", title=visit.say(shown.edition.title), part=part, contents=contents, name=name,
        edition=shown.edition, editions=editions, shown=shown,
    )  # fmt: skip


def _rendered(visit: Visit, edition: ShelvedEdition) -> tuple[str, Any]:
    """Set a plan as a page, once in each language: the document and its contents."""
    room = visit.front.room
    key = (str(edition.plan), visit.lang)
    if key not in room.rendered:
        prepared: Prepared = room.library.prepared(edition.plan)
        tests = stated_tests(room.library, edition.plan)
        document = plan_document(prepared, room.library, visit.lang, tests=tests)
        room.rendered[key] = (as_html_part(document), document.linked.contents)
    return room.rendered[key]


async def _diff(visit: Visit) -> Response:
    path, asked = visit.request.path_params, visit.request.query_params
    query = {name: asked.get(name) or None for name in ("from", "to", "on")}
    found = await visit.compared(path, query, _WAITS)
    every = (await visit.ask("listPlans", query={"search": f"{path['place']}/{path['name']}"})).thing.plans
    part = None if found is None else found.zh if visit.lang == "zh" else found.en
    made = visit.show(
        "plan_diff.html.j2", part=part, name=path, query=query,
        editions=[each for each in every if each.plan.id == f"{path['place']}/{path['name']}"],
    )  # fmt: skip
    if found is None:
        made.headers["Refresh"] = _AGAIN
    return made
