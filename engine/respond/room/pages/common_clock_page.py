"""One clock for several teams on one scenario: all are set forward and ended at once, and each is seen beside it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond._records import frozen
from respond.errors import InputError, RespondError, fault
from respond.exercise import MOST_SPEED, SPEEDS, DirectorView
from respond.room.front import Front
from respond.room.pages.playing import (
    Failed,
    ShownClock,
    clock_typed,
    end_fields,
    ending,
    failed,
    shared,
    shown_clock,
)
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
    names = _asked_for(visit)
    if not names:
        raise InputError([fault("E949", name="play")])
    views: list[DirectorView] = [(await visit.ask("showPlay", path={"play": name})).thing for name in names]
    teams = [_team(name, view, visit) for name, view in zip(names, views, strict=True)]
    open_ = {name: view for name, view in zip(names, views, strict=True) if view.clock.stage != "ended"}
    stages = {each.clock.stage for each in open_.values()}
    first = next(iter(open_.values()), views[0])
    return visit.show(
        "play_common.html.j2", found.status if found is not None else 200, names=list(open_), teams=teams,
        title=visit.say(first.title), first=first, clock=shown_clock(first.clock, visit),
        live=bool(open_) and stages <= {"ready", "paused", "running"},
        ends=bool(open_) and "ready" not in stages, over=stages == {"over"}, end_fields=end_fields(visit, first),
        ended=not open_, apart=len({each.clock.offset for each in open_.values()}) > 1,
        speeds=sorted({*SPEEDS, first.speed}), most_speed=MOST_SPEED, query=_query(names),
        **shared(visit, found),
    )  # fmt: skip


def _asked_for(visit: Visit) -> list[str]:
    """Give the plays that stand in the address."""
    return list(dict.fromkeys(map(str, visit.request.query_params.getlist("play"))))


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
    """Do something with the plays a form names: those of the address that had not ended when it was shown."""
    form = str(visit.form.get("form", ""))
    if form not in _SENT:
        raise InputError([fault("E965", found=form)])
    operation, body = _SENT[form]
    try:
        plays = list(dict.fromkeys(map(str, visit.form.getlist("play"))))
        await visit.ask(operation, body={"plays": plays, **body(visit)}, key=visit.typed("key"))
    except RespondError as error:
        return await _show(visit, failed(visit, form, error))
    return visit.go(f"{_PATH}?{_query(_asked_for(visit))}")


_SENT: Final[Mapping[str, tuple[str, Callable[[Visit], dict[str, Any]]]]] = {
    "clock": ("setCommonClock", clock_typed),
    "end": ("endPlays", ending),
}
"""The forms of the page: the operation each is, and what it sends."""
