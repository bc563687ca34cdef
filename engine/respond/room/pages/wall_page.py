"""The wall board: who is on duty, the most pressing incidents, the next deadline, to be read across the room."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond._records import frozen
from respond.clock import SHANGHAI, local
from respond.desk import Listed, Owed, closed_of, due_by, marked_title, response_of, say, shift_at
from respond.errors import Language, Text
from respond.facts import Level
from respond.room.front import Front
from respond.room.pages.item_rows import glance
from respond.room.pages.visit import Visit, page
from respond.room.pages.words import WORDS
from respond.show import (
    bracket,
    joined,
    length,
    level_short,
    level_style,
    level_words,
    names_of,
    other_zone,
    range_words,
    shown_limit,
    what_of,
)
from respond.situation import Obligation, Situation

ROWS: Final = 5
"""Incidents there is room for; the rest are counted."""
_DAYS: Final = (
    Text("星期一", "Monday"), Text("星期二", "Tuesday"), Text("星期三", "Wednesday"), Text("星期四", "Thursday"),
    Text("星期五", "Friday"), Text("星期六", "Saturday"), Text("星期日", "Sunday"),
)  # fmt: skip


_NO_LEVEL: Final = WORDS["no_level"]


@frozen(eq=False)
class Timed:
    """What is to be done, by whom, and how much time that leaves: counted in the browser where there is a moment."""

    what: str
    who: str
    due: datetime | None
    late: bool
    at_once: bool
    certain: bool
    """Whether it is owed for certain; what only may be is called late by nobody."""
    left: str
    """The time left in words, for whoever has no scripts; beside a word for whether it is left or over."""


@frozen(eq=False)
class Rung:
    """One incident on the wall."""

    title: str
    id: str
    """Its name, which is shown where there is room for the whole of it; blank where that is its title."""
    level: str
    """The level that is certain or declared, in numeral and words; blank where none is given."""
    style: str
    reach: str
    """The highest level still possible, where it is another."""
    declared: bool
    by_plan: str
    """What the plan makes of it, where another office decided."""
    response: str
    next: Timed | None
    in_writing: str
    """How many reports are owed in writing by no clock, beside what is next."""
    closed: str
    """When it was closed, and how much it still owes; blank where it goes on."""
    took_in: str
    """What was merged into it of which something is not entered yet."""


@frozen(eq=False)
class _Limit:
    """When something is due, and in which incident."""

    due: datetime
    obligation: Obligation
    of: Owed | Listed


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of this page."""
    return [page(front, "/wall", _wall, name="wall", permission="read")]


async def _wall(visit: Visit) -> Response:
    found = (await visit.ask("listIncidents")).thing
    incidents = [one for one in found.incidents if not one.supervised]
    supervised = {one.incident for one in found.incidents if one.supervised}  # they have a band of their own
    owed = [
        each for each in (await visit.ask("listDue")).thing.owed
        if each.incident not in supervised
        and (each.mode == "real" or visit.front.room.store.exercise)  # what is not real presses nobody beside real work
    ]  # fmt: skip
    settings = (await visit.ask("showSettings")).thing
    now = visit.now
    here = local(now, SHANGHAI)
    rungs = [_rung(one, visit.lang) for one in incidents[:ROWS]]
    return visit.show(
        "wall.html.j2", now=now, here=here, day=visit.say(_DAYS[here.weekday()]),
        room=visit.say(settings.room) if settings.room is not None else None,
        shift=shift_at(settings.roster, now), rungs=rungs, more=len(incidents) - len(rungs),
        items=await glance(visit, found.incidents), unread=len(found.unread),
        pressing=sum(due_by(each.obligation, now) for each in owed), overdue=_overdue(owed),
        upcoming=_upcoming(owed, incidents, now, visit),
    )  # fmt: skip


def _overdue(owed: Sequence[Owed]) -> int:
    return sum(each.obligation.state == "overdue" for each in owed)


def _upcoming(
    owed: Sequence[Owed], incidents: Sequence[Listed], now: datetime, visit: Visit
) -> tuple[Timed, str] | None:
    """Give the limit that comes next, with its incident; where none is to come the one that went by last.

    Where nothing is certainly owed by a moment to come, what may turn out to be is told as that.
    """
    timed = [
        _Limit(each.obligation.due, each.obligation, each) for each in owed if each.obligation.due is not None
    ]
    maybe = [
        _Limit(each.to_settle.due, each.to_settle, each) for each in incidents
        if each.to_settle is not None and each.to_settle.due is not None
        and (each.mode == "real" or visit.front.room.store.exercise)
    ]  # fmt: skip
    ahead = [one for one in timed if one.due >= now] or [one for one in maybe if one.due >= now]
    by_due = attrgetter("due")
    nearest = min(ahead, key=by_due, default=None) or max(timed or maybe, key=by_due, default=None)
    if nearest is None:
        return None
    of = nearest.of
    title = marked_title(of.title.say(visit.lang), of.mode, visit.lang)
    return _timed(nearest.obligation, of.situation, visit.lang), title


def _rung(one: Listed, lang: Language) -> Rung:
    situation = one.situation
    level: Level = one.declared if one.declared is not None else one.level.certain
    graded, declared = one.graded and one.occurring, one.declared is not None
    if not graded:
        level = Level.at(0)
    reach, title = one.level.possible, one.title.say(lang)
    leads = one.next or one.to_settle
    return Rung(
        title=marked_title(title, one.mode, lang),
        id="" if title == one.incident else one.incident,
        level=level_words(level, lang) if level else _NO_LEVEL.say(lang) if one.graded else "",
        style=level_style(level),
        reach=level_short(reach, lang) if graded and not declared and reach != level else "",
        declared=declared,
        by_plan=range_words(one.level, lang) if graded and declared else "",
        response=response_of(situation, lang),
        next=None if leads is None else _timed(leads, situation, lang),
        in_writing=say("in_writing_n", lang, n=len(one.in_writing)) if one.in_writing else "",
        closed=closed_of(one.closed, one.left, situation.now, lang)
        + bracket(other_zone(situation.zone, lang) if one.closed is not None else "", lang),
        took_in=joined(
            [say("took_in_left", lang, other=each.incident) for each in one.taken_in if each.concerns], lang
        ),
    )


def _timed(one: Obligation, situation: Situation, lang: Language) -> Timed:
    limit = shown_limit(one, situation.now, lang)
    due = None if one.at_once else one.latest or one.due  # nobody calls it late before its later end
    left = limit.left or " ".join(limit.due)
    return Timed(
        what=what_of(one, situation, lang), who=names_of(one.units, lang), due=due,
        late=not one.provisional and (one.state == "overdue" or (due is not None and due < situation.now)),
        at_once=one.at_once, certain=not one.provisional,
        left=left if due is None else length(due - situation.now, lang),
    )  # fmt: skip
