"""Supervision: the items with their lamps, one item and all that is entered of it, setting one up, the circular."""

import json
from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import quote

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond.desk import title_of
from respond.errors import InputError, RespondError, Text, fault
from respond.facts import Fact, FactType, unit_of
from respond.room.duty_room import text_of
from respond.room.front import Front
from respond.room.pages.fields import Field
from respond.room.pages.item_rows import row_of
from respond.room.pages.typing import length_typed, list_typed, moment_typed, wrong
from respond.room.pages.visit import Visit, page
from respond.room.problems import status_of
from respond.show import as_html_part
from respond.supervise import (
    ITEM_STATES,
    LAMPS,
    Profile,
    SupervisedItem,
    item_sheet,
    profile_named,
    report_sheet,
)

ENTRIES: Final[tuple[str, ...]] = (
    "feedback", "apply", "grant", "return", "attempt", "evaluate", "clear",
)  # fmt: skip
"""What is entered of an item, as the operations call it."""
_PROPOSED: Final = 202
_DECIDED: Final = frozenset({"grant", "return", "evaluate", "clear"})
_MOMENTS: Final = ("at", "until")
_LENGTHS: Final = ("length", "within")
_TEXTS: Final = (
    "node", "text", "by", "plan", "reason", "with", "grade",
)  # fmt: skip


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of these pages."""
    return [
        page(front, "/supervision", _list, name="supervision", permission="read"),
        page(front, "/supervision/new", _new, name="new-item", permission="enter"),
        page(front, "/supervision/new", _add, name="add-item", methods=("POST",), permission="enter"),
        page(front, "/circular", _circular, name="circular", permission="read"),
        page(front, "/supervision/{incident}", _item, name="item", permission="read"),
        page(
            front, "/supervision/{incident}", _enter, name="enter-item", methods=("POST",), permission="enter"
        ),
    ]


# The list.


async def _list(visit: Visit) -> Response:
    asked = {name: visit.request.query_params.get(name) or None for name in ("undertaker", "board", "lamp")}
    cleared = "true" if visit.request.query_params.get("cleared") else None
    every = (await visit.ask("listItems", query={"cleared": "true"})).thing
    found = every
    if any(asked.values()) or cleared is None:
        found = (await visit.ask("listItems", query={**asked, "cleared": cleared})).thing
    boards = {one.board: one.board_label for one in every.items if one.board is not None and one.board_label}
    open_ = [one for one in every.items if one.cleared is None]
    return visit.show(
        "supervision.html.j2", rows=[row_of(one, visit.lang) for one in found.items], found=found, asked=asked,
        cleared=cleared, undertakers=sorted({name for one in every.items for name in one.undertakers}),
        boards={name: visit.say(label) for name, label in boards.items()},
        lamps={lamp: (visit.say(words), sum(one.lamp == lamp for one in open_)) for lamp, words in LAMPS.items()},
    )  # fmt: skip


# One item.


async def _item(visit: Visit) -> Response:
    return await _shown(visit, 200)


async def _shown(visit: Visit, status: int, **more: Any) -> Response:  # noqa: ANN401 - of the template
    reply = await visit.ask("showItem", path={"incident": visit.request.path_params["incident"]})
    one: SupervisedItem = reply.thing
    context: dict[str, Any] = {
        "told": None, "entered": None, "proposed": None, "concerns": (), "again": False, "kind": None, "typed": {},
        **more,
    }  # fmt: skip
    return visit.show(
        "item.html.j2", status, one=one, part=as_html_part(item_sheet(one, visit.lang)),
        title=title_of(one.title.say(visit.lang), one.incident, one.mode, visit.lang),
        lamp=visit.say(LAMPS[one.lamp]), state=visit.say(ITEM_STATES[one.state]), forms=_forms(visit, one),
        waiting=await _waiting(visit, one), seen=reply.etag, key=token_urlsafe(16), **context,
    )  # fmt: skip


async def _waiting(visit: Visit, one: SupervisedItem) -> int:
    """Count the decisions on an item that wait for a second person, whom its page of decisions lets confirm them."""
    found = (await visit.ask("listProposals", query={"incident": one.incident})).thing.proposals
    return sum(each.lapsed is None for each in found)


def _forms(visit: Visit, one: SupervisedItem) -> dict[str, tuple[Field, ...]]:
    """Give the forms of what this person may enter and this profile knows, each with its fields."""
    given, word = one.profile.given, visit.word
    open_ = {node.duty: visit.say(node.label) for node in one.nodes if node.obligation.open}
    node = Field("node", word("node"), "choice", choices=open_, empty=word("first_due"))
    by = Field("by", word("by_whose"), required=True)
    at, why = Field("at", word("at_moment"), "moment"), Field("reason", word("reason_why"), "area")
    within = Field("within", word("within_time"), hint=word("length_hint"))
    grades = {str(mark.id): visit.say(Text(mark.zh, mark.en)) for mark in given.grades}
    until, text = (
        Field("until", word("until_when"), "moment"),
        Field("text", word("said_text"), "area", required=True),
    )
    found = {
        "feedback": (node, text, Field("by", word("by_whose"), hint=word("by_undertaker")), at),
        "apply": (
            Field("plan", word("plan_for_it"), "area", required=True), node, by, until,
            Field("length", word("by_length"), hint=word("length_hint")), at, why,
        ),
        "grant": (node, by, Field("length", word("how_much_longer"), hint=word("length_hint")), at, why),
        "return": (by, within, at, why),
        "attempt": (
            Field("with", word("with_whom"), required=True), by, Field("agreed", word("they_agreed"), "tick"),
            Field("text", word("said_text"), "area"),
        ),
        "evaluate": (Field("grade", word("grade"), "choice", required=True, choices=grades), by, within, at, why),
        "clear": (by, at, why),
    }  # fmt: skip
    unknown = {"return": given.returned is None, "evaluate": not grades}
    return {
        kind: found[kind]
        for kind in ENTRIES
        if visit.may("decide" if kind in _DECIDED else "enter") and not unknown.get(kind)
    }


async def _enter(visit: Visit) -> Response:
    kind = visit.typed("kind") or ""
    typed = {name: str(value) for name, value in visit.form.items()}
    try:
        reply = await _entered(visit, kind)
    except RespondError as error:
        return await _shown(visit, status_of(error), told=wrong(visit, error), kind=kind, typed=typed)
    if reply.status == _PROPOSED:
        made = json.loads(reply.text)["number"] if reply.text is not None else reply.thing.number
        return await _shown(visit, reply.status, proposed=made)
    noted = reply.thing
    if noted is None:  # sent twice: the answer is there as text alone
        return await _shown(visit, 200, again=True)
    return await _shown(visit, 201, entered=noted.number, concerns=noted.concerns)


async def _entered(visit: Visit, kind: str) -> Any:  # noqa: ANN401
    if kind not in ENTRIES:
        raise InputError([fault("E951", name="kind", found=kind, known=", ".join(ENTRIES))])
    incident = visit.request.path_params["incident"]
    zone = (await visit.ask("showItem", path={"incident": incident})).thing.situation.tz
    body: dict[str, Any] = {name: visit.typed(name) for name in _TEXTS}
    body |= {name: moment_typed(visit, name, zone) for name in _MOMENTS}
    body |= {name: length_typed(visit, name, "days") for name in _LENGTHS}
    body["agreed"] = True if visit.typed("agreed") else None
    if kind not in {"apply", "feedback", "attempt"}:
        body.pop("text")
    seen = visit.typed("seen") if kind in _DECIDED else None
    return await visit.ask(
        f"supervise{kind.capitalize()}", path={"incident": incident}, body=body,
        seen=int(seen) if seen is not None and seen.isdigit() else None, key=visit.typed("key"),
    )  # fmt: skip


# Setting one up.


async def _new(visit: Visit) -> Response:
    asked = visit.request.query_params
    given = {name: value for name in ("of_incident", "of_duty") if (value := asked.get(name)) is not None}
    return await _form(visit, asked.get("profile"), 200, typed=given)


async def _form(visit: Visit, name: str | None, status: int, **more: Any) -> Response:  # noqa: ANN401
    profiles = await visit.work(_profiles, visit)
    fields: tuple[Field, ...] = ()
    facts: tuple[Field, ...] = ()
    if name:
        profile = await visit.work(profile_named, visit.front.room.library, name)
        name = str(profile.plan.ref.id)  # as the list has it, for whoever came with a part of it
        fields = _fields(visit, profile, of="of_incident" in more.get("typed", {}))
        asked = profile.plan.plan.facts.values()
        facts = tuple(_fact(visit, each) for each in asked if each.id != profile.given.board)
    context: dict[str, Any] = {"told": None, "typed": {}, **more}
    return visit.show(
        "new_item.html.j2", status, profiles=profiles, chosen=name, fields=fields, facts=facts,
        key=token_urlsafe(16), **context,
    )  # fmt: skip


def _fields(visit: Visit, profile: Profile, *, of: bool) -> tuple[Field, ...]:
    """Give what a profile has an item say; of a duty of an incident its title and source follow from that."""
    word, units = visit.word, profile.plan.plan.units
    boards = {key: visit.say(label) for key, label in profile.boards.items()}
    first, kept = next(iter(visit.person.regions), ""), bool(visit.person.regions) and not of
    roles = [
        Field(
            f"role-{role}", visit.say(Text(units[unit].zh, units[unit].en)), required=role == "undertaker",
            hint=word("several"),
        )
        for role, unit in profile.given.roles.items()
    ]  # fmt: skip
    return (
        Field("id", word("item_id"), required=True),
        *((Field("of_incident", word("of_incident"), required=True),) if of else ()),
        *((Field("of_duty", word("of_duty_id"), required=True),) if of else ()),
        Field("title", word("item_title"), required=not of),
        Field("source", word("item_source"), required=not of),
        *((Field("board", word("board"), "choice", choices=boards),) if boards else ()),
        *roles,
        Field("where", word("item_place")),
        Field(
            "region", word("region_code"), hint=word("region_hint"), required=kept, value="" if of else first
        ),
        Field("at", word("at_moment"), "moment"),
        Field("since", word("matter_since"), "moment"),
    )


def _fact(visit: Visit, one: Fact) -> Field:
    """Give a fact of a profile as a field: a choice where its answers are known, else a text with its unit."""
    choices = {key: visit.say(words) for key, words in one.choices.items()}
    if one.type is FactType.FLAG:
        choices = {"yes": visit.word("answer_yes"), "no": visit.word("answer_no")}
    unit = unit_of(one)
    hint = unit.shown(visit.lang) if unit is not None else "%" if one.type is FactType.SHARE else ""
    return Field(
        f"fact-{one.id}", visit.say(one.label), "choice" if choices else "text", choices=choices, hint=hint
    )


def _profiles(visit: Visit) -> Mapping[str, str]:
    """Give the supervision profiles there are, by name."""
    library = visit.front.room.library
    found = {}
    for name in library.names:
        shelved = library.editions(name)[-1]
        if library.prepared(shelved.ref).plan.supervision is not None:
            found[name] = visit.say(shelved.title)
    return found


async def _add(visit: Visit) -> Response:
    typed = {name: str(value) for name, value in visit.form.items()}
    profile = visit.typed("profile") or ""
    try:
        zone = await visit.work(visit.front.room.library.zone, (profile,))
        body: dict[str, Any] = {
            name: visit.typed(name)
            for name in (
                "id",
                "profile",
                "title",
                "source",
                "board",
                "where",
                "region",
                "of_incident",
                "of_duty",
            )
        }
        body |= {name: moment_typed(visit, name, zone) for name in ("at", "since")}
        named = {name: list_typed(visit, name) for name in visit.form if name.startswith("role-")}
        body["roles"] = {name.removeprefix("role-"): names for name, names in named.items() if names}
        facts = {name: visit.typed(name) for name in visit.form if name.startswith("fact-")}
        body["facts"] = {name.removeprefix("fact-"): value for name, value in facts.items() if value}
        reply = await visit.ask("addItem", body=body, key=visit.typed("key"))
    except RespondError as error:
        return await _form(visit, profile, status_of(error), told=wrong(visit, error), typed=typed)
    name = json.loads(text_of(reply))["incident"]  # what was sent twice is there as text alone
    return visit.go(f"/supervision/{quote(name, safe='')}")


# The circular.


async def _circular(visit: Visit) -> Response:
    period = visit.request.query_params.get("period") or f"{visit.now:%Y}"
    told, part, status = None, "", 200
    try:
        found = (await visit.ask("showCircular", query={"period": period})).thing
        part = as_html_part(report_sheet(found, visit.lang))
    except RespondError as error:
        told, status = wrong(visit, error), status_of(error)
    return visit.show("circular.html.j2", status, part=part, period=period, told=told)
