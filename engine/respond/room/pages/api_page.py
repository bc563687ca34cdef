"""The API to read: the description of every operation as a page."""

from functools import cache

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond.errors import Language
from respond.room.description_sheet import description_sheet
from respond.room.front import Front
from respond.room.operations import OPERATIONS
from respond.room.pages.visit import Visit, page
from respond.room.pages.words import WORDS
from respond.show import as_html_part


def routes(front: Front) -> list[BaseRoute]:
    """Make the route of this page."""
    return [page(front, "/api", _api, name="api", permission=None)]


async def _api(visit: Visit) -> Response:
    return visit.show("sheet_page.html.j2", title=visit.say(WORDS["api"]), part=_part(visit.lang))


@cache
def _part(lang: Language) -> str:
    return as_html_part(description_sheet(OPERATIONS, lang))
