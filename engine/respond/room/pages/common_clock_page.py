"""One clock for several teams on one scenario: all their clocks are set at once, and each team is seen beside it."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond._records import frozen
from respond.errors import InputError, RespondError, fault
from respond.exercise import MOST_SPEED, SPEEDS, DirectorView
from respond.room.front import Front
from respond.room.pages.answers import whole_typed
from respond.room.pages.playing import Failed, ShownClock, failed, shared, shown_clock
from respond.room.pages.visit import Visit, page

_PATH = "/common-clock"


@frozen(eq=False)
class Team:
    """A team as a row: its play, its clock, the level by the plan and the one it called, how far it is."""

    name: str
    team: str
    clock: ShownClock
    level: str
    called: str
    given: int
    acts: int


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of this page."""
    return [
        page(front, _PATH, _show, name="common-clock", permission="exercise-control"),
        page(front, _PATH, _do, name="do-common-clock", methods=("POST",), permission="exercise-control"),
    ]


async def _show(visit: Visit, found: Failed | None = None) -> Response:
    names = _names(visit)
    if not names:
        raise InputError([fault("E949", name="play")])
    views: list[DirectorView] = [(await visit.ask("showPlay", path={"play": name})).thing for name in names]
    teams = [_team(name, view, visit) for name, view in zip(names, views, strict=True)]
    stages = {each.clock.stage for each in views}
    live = stages <= {"ready", "paused", "running"}
    return visit.show(
        "play_common.html.j2", found.status if found is not None else 200, names=names, teams=teams,
        title=visit.say(views[0].title), first=views[0], clock=teams[0].clock, live=live,
        ended=stages == {"ended"}, apart=len({each.clock.offset for each in views}) > 1,
        speeds=sorted({*SPEEDS, views[0].speed}), most_speed=MOST_SPEED, query=_query(names),
        **shared(visit, found),
    )  # fmt: skip


def _names(visit: Visit) -> list[str]:
    """Give the plays that stand in the address, or in the form that was sent."""
    sent = visit.form.getlist("play") if visit.request.method == "POST" else ()
    return list(dict.fromkeys(map(str, sent or visit.request.query_params.getlist("play"))))


def _query(names: Sequence[str]) -> str:
    return urlencode([("play", name) for name in names])


def _team(name: str, view: DirectorView, visit: Visit) -> Team:
    level = view.levels[0] if view.levels else None
    return Team(
        name, visit.say(view.team), shown_clock(view.clock, visit),
        visit.say(level.level) if level is not None and level.level is not None else "—",
        (level.declared if level is not None else None) or visit.word("none_called"),
        sum(each.state == "given" for each in view.injects), len(view.acts),
    )  # fmt: skip


async def _do(visit: Visit) -> Response:
    names = _names(visit)
    try:
        body: Mapping[str, Any] = {
            "plays": names,
            "speed": whole_typed(visit.typed("speed"), "speed", f"0, 1..{MOST_SPEED}"),
            "step": whole_typed(visit.typed("step"), "step"),
            "to": visit.typed("to"),
            "next": True if visit.typed("next") else None,
        }
        await visit.ask("setCommonClock", body=body, key=visit.typed("key"))
    except RespondError as error:
        return await _show(visit, failed(visit, "clock", error))
    return visit.go(f"{_PATH}?{_query(names)}")
