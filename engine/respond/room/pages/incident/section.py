"""A section of an incident's pages: how it is shown under the head they share, and how what was typed is entered."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from respond._records import frozen
from respond.desk import CHECKED, Concern, Kept, concerns_told, entries_of, kept, listed_of
from respond.errors import ConflictError, InputError, Place, RespondError, Text, fault
from respond.plan import Library
from respond.room.operation import Reply
from respond.room.pages.answers import in_labels, whole_typed
from respond.room.pages.desk_page import card_of
from respond.room.pages.saying import Saying
from respond.room.pages.visit import Visit
from respond.room.problems import problem_of, status_of
from respond.store import Store


@frozen(eq=False)
class Looked:
    """An incident somebody looks at: what is kept of it, and how it is put into words."""

    visit: Visit
    one: Kept
    say: Saying


Entering = Callable[[Visit, str, Kept], Awaitable[Mapping[str, str]]]
"""Enters what was typed, and gives what the page is to tell of it."""


@frozen(eq=False)
class Section:
    """A part of an incident's pages: its place in the address, its words, what its page shows and takes."""

    name: str
    words: Text
    template: str
    shows: Callable[[Looked], Mapping[str, object]]
    enter: Entering | None = None


async def show(
    section: Section, sections: Sequence[Section], visit: Visit, error: RespondError | None = None
) -> Response:
    """Show a section; with an `error` what was typed stands where it was, and what is wrong with it on top."""
    context = await visit.work(_context, section, visit, error)
    status = 200 if error is None else status_of(error)
    problem = (
        None
        if error is None
        else in_labels(problem_of(error, visit.lang), _labels(context["one"]), visit.lang)
    )
    return visit.show(
        section.template, status, **{"problem": problem, **context, "section": section, "sections": sections}
    )


def _labels(one: Kept) -> Mapping[str, Text]:
    events = {name: Text(event.zh, event.en) for name, event in one.log.events.items()}
    return {**events, **{name: fact.label for name, fact in one.log.facts.items()}}


async def enter(section: Section, sections: Sequence[Section], visit: Visit) -> Response:
    """Enter what was typed and show what came of it, or say what is wrong with it and keep what was typed."""
    assert section.enter is not None  # noqa: S101 - only such a section has a form
    incident = visit.request.path_params["incident"]
    one = await visit.work(_kept, visit, incident)
    try:
        told = await section.enter(visit, incident, one)
    except RespondError as error:
        return await show(section, sections, visit, error)
    back = visit.typed("back")
    where = f"/incidents/{quote(incident, safe='')}/{section.name if back is None else back}".removesuffix(
        "/"
    )
    return visit.go(where, **told)


def _kept(visit: Visit, incident: str) -> Kept:
    room = visit.front.room
    with room.looking(visit.person, "showIncident", visit.now) as store:
        return kept(store, room.library, incident, now=visit.now)


def _context(section: Section, visit: Visit, error: RespondError | None) -> dict[str, Any]:
    """Work out what a page shows: all of it where the engine works, for an answer may be late."""
    one, room = _kept(visit, visit.request.path_params["incident"]), visit.front.room
    store = room.store.seen_from(visit.person.regions)
    say = Saying(visit.lang, one.now, one.situation.tz)
    typed = {name: str(value) for name, value in visit.form.items()}
    after = whole_typed(typed.get("seen"), "seen") if isinstance(error, ConflictError) else None
    query = visit.request.query_params
    since, entered = query.get("since", ""), query.get("entered", "")
    came = since.isdigit() and len(one.rows) - int(since)
    return {
        "one": one,
        "situation": one.situation,
        "unreceived": one.situation.unreceived,
        "say": say,
        "here_now": Saying(visit.lang, one.now).full(one.now),
        "card": card_of(listed_of(one, store, room.library), visit.lang, visit.now),
        "here": f"/incidents/{quote(one.id, safe='')}",
        "seen": one.rows[-1].number,
        "since": since if since.isdigit() else str(one.rows[-1].number),
        "came_n": came,
        "came": () if after is None else tuple(each for each in entries_of(one) if each.number > after),
        "once": token_urlsafe(12),
        "typed": typed,
        "spot": _spot(typed.get("which", "")),
        "typed_to": tuple(str(each) for each in visit.form.getlist("to")),
        "entered": entered,
        "instead": next((each.id for each in store.incidents() if each.id == query.get("instead")), ""),
        "concerns_entered": _concerns(one, int(entered) if entered.isdecimal() else 0, store, room.library),
        "checked": CHECKED,
        "proposed": query.get("proposed", ""),
        "bodies": tuple(dict.fromkeys((body.id, body.name.say(visit.lang)) for body in reversed(one.bodies))),
        **section.shows(Looked(visit, one, say)),
    }


def _concerns(one: Kept, number: int, store: Store, library: Library) -> tuple[Concern, ...]:
    """Give what stands out in an entry, without what every section says of bodies whose receipt is not entered."""
    waits = {each.words for each in one.situation.unreceived}
    return tuple(each for each in concerns_told(one, number, store, library) if each.text not in waits)


def _spot(which: str) -> str:
    """Give the anchor of the form that was sent."""
    kind, _, name = which.partition(":")
    known = {"duty": quote(name, safe=""), "fact": f"f-{name}", "ask": f"a-{name}"}
    return known.get(kind, kind)


def told_of(reply: Reply) -> Mapping[str, str]:
    """Give what a page tells of what was kept: an entry, or a proposal that waits for a second person."""
    if reply.status == 202:
        return {"proposed": str(_number_of(reply))}
    return {"entered": reply.etag} if reply.etag else {}


def _number_of(reply: Reply) -> int:
    """Give the number of a proposal; a form that was sent twice is answered with the text of the first answer."""
    made = json.loads(reply.text)["number"] if reply.text is not None else reply.thing.number
    return int(made)


def no_form(found: str | None) -> InputError:
    """Say that the page has no such form (E965)."""
    return InputError([fault("E965", Place("do"), found=found or "-")])
