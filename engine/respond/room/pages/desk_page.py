"""The desk: the open incidents, the most pressing first, each with its level and the next thing we owe."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond._records import frozen
from respond.desk import Listed, Overview, Unconfirmed, response_of
from respond.errors import Language
from respond.room.front import Front
from respond.room.pages.item_rows import glance
from respond.room.pages.proposed import words_of_kind
from respond.room.pages.saying import Badge, Pressing, Saying
from respond.room.pages.visit import Visit, page
from respond.room.pages.words import WORDS
from respond.show import names_of


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of this page."""
    return [page(front, "/", _desk, name="desk", permission="plans")]


@frozen(eq=False)
class Card:
    """An incident on the desk: how grave it is, what comes next, what is not sure."""

    one: Listed
    levels: tuple[Badge, ...]
    by_plan: tuple[Badge, ...]
    """The plan's level, where another was declared."""
    response: str
    wanting: bool
    """Whether the plan calls for a response that does not run."""
    what: str
    who: str
    to: str
    limit: Pressing | None
    then: str
    """What the clock runs out for next, where the first is late already or owed at once."""
    then_limit: Pressing | None
    to_settle: str
    """What may turn out to be owed, the first whose clock runs."""
    to_settle_limit: Pressing | None
    in_writing: tuple[tuple[str, str, str], ...]
    """What is owed in writing by no clock: its name, what it is, and to whom it goes."""
    unconfirmed: tuple[Unconfirmed, ...]
    zone: str
    """In which time its moments are told, where that is not the time of the room."""
    opened: str
    closed: str
    edge: str
    """The style of the gravest level it has or is said to have."""


async def _desk(visit: Visit) -> Response:
    if not visit.may("read"):  # who handles no incidents has no desk, but the plans
        return visit.go("/plans" if visit.home == "/" else visit.home)
    ended = visit.request.query_params.get("ended") == "true"
    found: Overview = (await visit.ask("listIncidents", query={"ended": "true" if ended else None})).thing
    waiting = (await visit.ask("listProposals")).thing.proposals
    names = {one.incident: one.title for one in found.incidents}
    waits = [
        (
            each.incident,
            each.number,
            names.get(each.incident),
            words_of_kind(each.kind),
            each.lapsed is not None,
        )
        for each in sorted(waiting, key=lambda each: each.lapsed is not None)
    ]

    items = await glance(visit, found.incidents)
    unwatched = await visit.unwatched() if visit.may("enter") else ""

    def filled() -> Mapping[str, Any]:
        cards = [card_of(one, visit.lang, found.now) for one in found.incidents]
        parts = {
            "open": [each for each in cards if not each.one.finished and not each.one.supervised],
            "supervised": [each for each in cards if not each.one.finished and each.one.supervised],
            "over": [each for each in cards if each.one.finished],
        }
        return {
            "found": found, "parts": parts, "items": items, "ended": ended, "waits": waits,
            "unwatched": unwatched, "say": Saying(visit.lang, found.now),
        }  # fmt: skip

    part = await visit.part("desk_list.html.j2", (id(found), ended, items, unwatched, *waits), filled)
    if visit.request.headers.get("hx-request") == "true":
        return visit.show_part(part)
    return visit.show("desk.html.j2", part=part)


def card_of(one: Listed, lang: Language, now: datetime) -> Card:
    """Give an incident as the desk shows it."""
    situation = one.situation
    say = Saying(lang, now, situation.tz)
    levels, by_plan = levels_shown(one, say)
    response, wanting = response_shown(one, say)
    next_, then, maybe = one.next, one.next_limit, one.to_settle
    return Card(
        one=one,
        levels=levels,
        by_plan=by_plan,
        response=response,
        wanting=wanting,
        what="" if next_ is None else say.what(next_, situation),
        who="" if next_ is None else say.who(next_),
        to="" if next_ is None else names_of(next_.to, lang),
        limit=None if next_ is None else say.limit(next_),
        then="" if then is None else say.what(then, situation),
        then_limit=None if then is None else say.limit(then),
        to_settle="" if maybe is None else say.what(maybe, situation),
        to_settle_limit=None if maybe is None else say.limit(maybe),
        in_writing=tuple((each.id, say.what(each, situation), say.whom(each)) for each in one.in_writing),
        unconfirmed=one.unconfirmed,
        zone=say.other_zone,
        opened=say.near(one.opened),
        closed=say.full(one.closed),
        edge=(levels or by_plan)[-1].style if levels or by_plan else "level-0",
    )


def levels_shown(one: Listed, say: Saying) -> tuple[tuple[Badge, ...], tuple[Badge, ...]]:
    """Give the level that counts, and the plan's where another was declared."""
    if not one.occurring:
        return (Badge("level-0", say.text(WORDS["signs_only"])),), ()
    if not one.graded:
        return (), ()
    plan = say.reach(one.level)
    if one.declared is None:
        return plan, ()
    return (say.badge(one.declared, WORDS["declared"]),), plan


def response_shown(one: Listed, say: Saying) -> tuple[str, bool]:
    """Say which response runs, or which one should; and whether it should and does not."""
    response = one.situation.leading_response
    wanted = response.ended is None and response.called.certain > (response.started or 0)
    return response_of(one.situation, say.lang), wanted
