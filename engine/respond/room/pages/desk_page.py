"""The desk: the open incidents by urgency."""

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond.desk import overview_sheet
from respond.room.front import Front
from respond.room.pages.visit import Visit, page
from respond.room.pages.words import WORDS


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of this page."""
    return [page(front, "/", _desk, name="desk", permission="read")]


async def _desk(visit: Visit) -> Response:
    found = (await visit.ask("listIncidents")).thing
    return visit.show_sheet(visit.say(WORDS["desk"]), overview_sheet(found, visit.lang))
