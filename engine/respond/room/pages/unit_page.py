"""The page of a unit's players: what came in, what they did, and the forms to act; nothing of what control knows."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond._records import frozen
from respond.errors import InputError, Place, Text, fault
from respond.exercise import Message, PlayerView
from respond.room.front import Front
from respond.room.pages.answers import whole_typed
from respond.room.pages.fields import Field
from respond.room.pages.playing import (
    Failed,
    again,
    answered,
    channel_choices,
    figures_typed,
    kept,
    level_named,
    number_fields,
    report_lines,
    said,
    shared,
    shown_act,
    shown_clock,
    tag_of,
    unchanged,
    unit_choices,
)
from respond.room.pages.typing import chosen
from respond.room.pages.visit import Visit, page
from respond.show import CHANNEL, joined


@frozen(eq=False)
class Received:
    """Something that came to the unit."""

    at: str
    way: str
    text: str
    inject: str | None
    act: int | None
    acknowledged: bool
    report: tuple[str, ...]


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of this page."""
    path = "/plays/{play}/unit"
    return [
        page(front, path, _show, name="unit", permission="exercise-play"),
        page(front, path, _do, name="do-unit", methods=("POST",), permission="exercise-play"),
    ]


async def _show(visit: Visit, found: Failed | None = None) -> Response:
    name = visit.request.path_params["play"]
    view: PlayerView = (await visit.ask("showUnit", path={"play": name})).thing
    tag = tag_of(view)
    if found is None and (nothing := unchanged(visit, tag)) is not None:
        return nothing
    units = unit_choices(view.units, visit)
    act, more = _act_fields(visit, view, units)
    return visit.show(
        "play_unit.html.j2", found.status if found is not None else 200, view=view, name=name, tag=tag,
        title=visit.say(view.title), clock=shown_clock(view.clock, visit), units=units,
        received=[_received(each, visit) for each in reversed(view.received)],
        acts=[shown_act(each, visit) for each in reversed(view.acts)],
        level_fields=_level_fields(visit, view), act_fields=again(act, found, "act", visit),
        more_fields=again(more, found, "act", visit),
        words_fields=again(_words_fields(visit, view, units), found, "words", visit),
        report_fields=again(_report_fields(view, visit), found, "act", visit),
        note_fields=(Field("text", visit.word("remark_too"), "area", required=True),), **shared(visit, found),
    )  # fmt: skip


def _received(one: Message, visit: Visit) -> Received:
    way = [visit.say(one.from_) if one.from_ is not None else ""]
    way += [CHANNEL[one.via].say(visit.lang)] if one.via is not None else []
    return Received(
        one.at, joined([each for each in way if each], visit.lang), visit.say(one.text), one.inject, one.act,
        one.acknowledged, report_lines(one.report, visit),
    )  # fmt: skip


def _level_fields(visit: Visit, view: PlayerView) -> tuple[Field, ...]:
    known = (*view.levels, *(name for each in view.beside for name in each.levels))
    levels = {name: level_named(name, visit) for name in known}
    plans = {each.plan: visit.say(each.title) for each in view.beside}
    beside = (
        Field(
            "plan",
            visit.word("level_of_plan"),
            "choice",
            hint=visit.word("level_of_plan_hint", plan=visit.say(view.leading)),
            choices=plans,
        ),
    )
    return (
        Field("declares", visit.word("the_level"), "choice", required=True, choices=levels),
        *(beside if plans else ()),
        Field("note", visit.word("why_so")),
    )


def _act_fields(
    visit: Visit, view: PlayerView, units: dict[str, str]
) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Give the fields to act with, and those of bodies nobody plays, which stand apart."""
    word = visit.word
    others = {key: words for key, words in unit_choices(view.addressees, visit).items() if key not in units}
    mates = {key: words for key, words in units.items() if key != view.unit}
    tasks = {each.duty: visit.say(each.label) for each in view.tasks}
    return (
        (
            Field("did", word("which_duty"), "choice", required=True, choices=tasks),
            Field("channel", word("how_told"), "choice", choices=channel_choices(visit)),
            Field("for", word("acted_for"), "choice", choices=mates),
            Field("round", word("which_round"), hint=word("which_round_hint")),
            Field("note", word("remark_too")),
            Field("to", word("told_whom"), "ticks", hint=word("told_whom_hint"), choices=mates),
        ),
        (Field("to", word("others_told"), "ticks", choices=others),) if others else (),
    )


def _words_fields(visit: Visit, view: PlayerView, units: dict[str, str]) -> tuple[Field, ...]:
    """Give the fields of an order or a message in words; what it carries out of the plan is chosen, if anything."""
    word = visit.word
    others = {key: words for key, words in unit_choices(view.addressees, visit).items() if key not in units}
    mates = {key: words for key, words in units.items() if key != view.unit}
    tasks = {each.duty: visit.say(each.label) for each in view.tasks}
    ways = {"says": word("a_message"), "orders": word("an_order")}
    return (
        Field("way", word("order_or_message"), "choice", required=True, choices=ways, value="says"),
        Field("channel", word("how_told"), "choice", choices=channel_choices(visit)),
        Field("words", word("in_words"), "area", required=True),
        Field("to", word("words_to"), "ticks", hint=word("words_to_hint"), choices=mates),
        Field("other", word("words_to_other"), "choice", choices=others),
        Field("did", word("carries_out"), "choice", hint=word("carries_out_hint"), choices=tasks),
    )


def _report_fields(view: PlayerView, visit: Visit) -> tuple[Field, ...]:
    """Give the fields for what a report of the unit holds: of all its reports, and every number one may tell."""
    items = {item.id: visit.say(item.label) for task in view.tasks for item in task.contents}
    if not items:
        return ()
    ticks = Field(
        "contains", visit.word("our_items"), "ticks", hint=visit.word("our_items_hint"), choices=items
    )
    return (ticks, *number_fields(view.numbers, {}, visit))


async def _do(visit: Visit) -> Response:
    return await answered(visit, "unit", _done, _show)


async def _done(visit: Visit, where: str, form: str) -> Response | Failed:
    if form == "acknowledge":
        return await kept(visit, where, form, "acknowledgeInject", inject=visit.typed("inject") or "-")
    if form == "receive":
        return await kept(visit, where, form, "acknowledgeAct", act=visit.typed("act") or "-")
    if form not in _SENT:
        raise InputError([fault("E965", found=form)])
    operation, body = _SENT[form]
    sent = body(visit)
    await _check_told(visit, sent)
    return await kept(visit, where, form, operation, sent)


async def _check_told(visit: Visit, sent: Mapping[str, Any]) -> None:
    """Refuse what tells somebody something and says of nobody that he was told: left out, it would be everybody."""
    if sent.get("to") or not sent.get("did"):
        return
    view: PlayerView = (await visit.ask("showUnit", path={"play": visit.request.path_params["play"]})).thing
    told = next((each for each in view.tasks if each.duty in sent["did"] and (each.to or each.copy)), None)
    if told is not None:
        wanted = Text("勾选报给了谁", "tick whom it was told to")
        raise InputError(
            [fault("E652", Place("to"), what=_WHOM.fill(what=told.label), found=_NOBODY, expected=wanted)]
        )


_WHOM: Final = Text("“{what}”报给谁", "to whom “{what}” was told")
_NOBODY: Final = Text("空的", "nobody")


def _level(visit: Visit) -> dict[str, Any]:
    return {
        "declares": visit.typed("declares"),
        "plan": visit.typed("plan"),
        "note": said(visit.typed("note")),
    }


def _words(visit: Visit) -> dict[str, Any]:
    did, other = visit.typed("did"), visit.typed("other")
    return {
        "orders" if visit.typed("way") == "orders" else "says": said(visit.typed("words")),
        "did": [did] if did is not None else None,
        "to": [*chosen(visit, "to"), *([other] if other is not None else [])],
        "channel": visit.typed("channel"),
    }


def _act(visit: Visit) -> dict[str, Any]:
    did = visit.typed("did")
    return {
        "did": [did] if did is not None else None,
        "channel": visit.typed("channel"),
        "for": visit.typed("for"),
        "to": chosen(visit, "to"),
        "round": whole_typed(visit.typed("round"), "round"),
        "contains": chosen(visit, "contains") or None,
        "figures": figures_typed(visit) or None,
        "note": said(visit.typed("note")),
    }


_SENT: Final[Mapping[str, tuple[str, Callable[[Visit], dict[str, Any]]]]] = {
    "seat": ("enterPlay", lambda visit: {"unit": visit.typed("unit")}),
    "level": ("actAsUnit", _level),
    "act": ("actAsUnit", _act),
    "words": ("actAsUnit", _words),
    "note": ("noteAsUnit", lambda visit: {"text": said(visit.typed("text"))}),
}
"""The forms that send what was typed: what each asks for, and with what."""
