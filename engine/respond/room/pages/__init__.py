"""The pages of the duty room, each a visit that asks the room what the API would be asked."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from respond.errors import LANGUAGES, Language, RespondError
from respond.room.front import Front, language_of
from respond.room.pages import (
    api_page,
    check_pages,
    common_clock_page,
    desk_page,
    director_page,
    entrance_pages,
    evaluator_page,
    handover_page,
    help_page,
    incident,
    new_page,
    paper_pages,
    plan_pages,
    play_pages,
    settings_pages,
    supervision_pages,
    unit_page,
    wall_page,
)
from respond.room.pages.visit import Visit
from respond.room.permissions import NOBODY
from respond.show import MODE, style_of_marked, style_of_sheets

STATIC: Final = Path(__file__).resolve().parents[1] / "static"
_PAGES: Final = (
    entrance_pages,
    desk_page,
    new_page,
    incident,
    paper_pages,
    wall_page,
    handover_page,
    supervision_pages,
    plan_pages,
    check_pages,
    settings_pages,
    play_pages,
    director_page,
    common_clock_page,
    unit_page,
    evaluator_page,
    api_page,
    help_page,
)


def page_routes(front: Front) -> list[BaseRoute]:
    """Make the routes of all pages, and of the files they need."""
    routes: list[BaseRoute] = [
        Route("/static/sheet.css", _style, name="style"),
        *(
            Route(f"/static/exercise-{lang}.css", _marked(lang), name=f"exercise-{lang}")
            for lang in LANGUAGES
        ),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]
    for each in _PAGES:
        routes += each.routes(front)
    return routes


async def _style(_: Request) -> Response:
    return _css(style_of_sheets())


def _marked(lang: Language) -> Callable[[Request], Awaitable[Response]]:
    """Serve what marks every page that is printed in an exercise."""

    async def style(_: Request) -> Response:
        return _css(style_of_marked(MODE["exercise"].say(lang)))

    return style


def _css(style: str) -> Response:
    return Response(style, media_type="text/css", headers={"Cache-Control": "max-age=3600"})


async def page_told(front: Front, request: Request, error: RespondError) -> Response:
    """Give an error as a page."""
    person = NOBODY
    with suppress(RespondError):
        person = await front.person(request)
    return Visit(front, request, person, language_of(request)).show_error(error)
