"""The director's page: the clock, the injects, what the units did, and who plays what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import evolve
from starlette.responses import Response
from starlette.routing import BaseRoute

from respond._records import frozen
from respond.errors import InputError, Text, fault
from respond.exercise import (
    INJECT_KINDS,
    INJECT_STATES,
    MOST_SPEED,
    SPEEDS,
    DirectorView,
    DoneAct,
    ShownInject,
)
from respond.room.front import Front
from respond.room.pages.fields import Field
from respond.room.pages.playing import (
    Failed,
    again,
    answered,
    channel_choices,
    clock_typed,
    end_fields,
    ending,
    kept,
    said,
    shared,
    shown_act,
    shown_clock,
    tag_of,
    unchanged,
    unit_choices,
)
from respond.room.pages.typing import chosen, length_typed, list_typed
from respond.room.pages.visit import Visit, page
from respond.show import CHANNEL, joined

_OF_THE_SCRIPT: Final[Mapping[str, str]] = {
    "give": "giveInject", "hold": "holdInject", "drop": "dropInject", "release": "releaseInject",
    "restore": "restoreChannels",
}  # fmt: skip
"""The forms that say what becomes of an inject of the script, and what each asks for."""
_WITHHOLDING: Final = ("hold", "drop")
_TO_COME: Final = ("give", *_WITHHOLDING)
_DOABLE: Final[Mapping[str, tuple[str, ...]]] = {
    "lost": ("give",), "next": _TO_COME, "coming": _TO_COME, "waiting": _TO_COME,
    "held": ("give", "release", "drop"), "dropped": ("give", "release"),
}  # fmt: skip
"""What can be done with an inject that stands so."""


@frozen(eq=False)
class InjectRow:
    """An inject as a row: how it stands, when, from whom to whom, what it says."""

    id: str
    state: str
    words: str
    at: str
    kind: str
    way: str
    text: str
    free: bool
    read: str
    waits: tuple[str, ...]
    warnings: tuple[str, ...]
    """What it puts back, or would, and that its moment has passed while it was withheld."""
    risky: bool
    """Whether it would put something back, or cut off others, if it were given now."""
    ways: tuple[tuple[str, str], ...]
    """The channels it can be given over instead, where its own is cut now."""
    cuts: str
    """Which channels it cuts now, and until when."""
    restored: str
    """That the director restored what it had cut before its time, and when."""
    doable: tuple[tuple[str, str, str], ...]
    """What can be done with it: the form, what its button says, and what that is called in full."""


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of this page."""
    path = "/plays/{play}/control"
    return [
        page(front, path, _show, name="control", permission="exercise-control"),
        page(front, path, _do, name="do-control", methods=("POST",), permission="exercise-control"),
    ]


async def _show(visit: Visit, found: Failed | None = None) -> Response:
    name = visit.request.path_params["play"]
    view: DirectorView = (await visit.ask("showPlay", path={"play": name})).thing
    tag = tag_of(view)
    if found is None and (nothing := unchanged(visit, tag)) is not None:
        return nothing
    units = unit_choices(view.units, visit)
    return visit.show(
        "play_control.html.j2", found.status if found is not None else 200, view=view, name=name, tag=tag,
        title=visit.say(view.title), clock=shown_clock(view.clock, visit),
        speeds=sorted({*SPEEDS, view.speed}), most_speed=MOST_SPEED,
        injects=[_row(each, view, visit) for each in view.injects],
        acts=[shown_act(_for_the_director(each, view), visit) for each in reversed(view.acts)],
        remarks=tuple(reversed(view.remarks)),
        units=units,
        seats=[(each.who, visit.say(each.name)) for each in view.seats],
        inject_fields=again(_inject_fields(visit, view, units), found, "inject", visit),
        outage_fields=again(_outage_fields(visit, units), found, "outage", visit),
        seat_fields=_seat_fields(visit, units),
        end_fields=end_fields(visit, view),
        stuck=[_stuck(each, visit) for each in view.injects if each.stuck is not None],
        **shared(visit, found),
    )  # fmt: skip


def _stuck(one: ShownInject, visit: Visit) -> str:
    """Say which inject could not be carried out, why, and what can be done."""
    why = visit.say(one.stuck) if one.stuck is not None else ""
    return visit.word("stuck_do", inject=one.id, at=one.at or "", why=why)


def _for_the_director(act: DoneAct, view: DirectorView) -> DoneAct:
    """Give an act with those whose receipt it is for the director to give: whoever plays acknowledges for itself."""
    seated = {each.unit for each in view.seats}
    return evolve(act, awaited=tuple(each for each in act.awaited if each.id not in seated))


def _row(one: ShownInject, view: DirectorView, visit: Visit) -> InjectRow:
    names = unit_choices(view.units, visit)
    to = joined([names.get(each, each) for each in one.to], visit.lang)
    way = [
        visit.say(one.from_) if one.from_ is not None else "",
        f"→ {to}" if to else "",
        CHANNEL[one.via].say(visit.lang) if one.via is not None else "",
    ]
    read = joined([names.get(each, each) for each in one.acknowledged], visit.lang)
    return InjectRow(
        one.id, one.state, visit.say(INJECT_STATES[one.state]), one.at or "", visit.say(INJECT_KINDS[one.kind]),
        " ".join(each for each in way if each), visit.say(one.text), one.free, read,
        tuple(visit.say(each) for each in one.waits), tuple(_warnings(one, view, visit)),
        bool(one.turns_back or one.catches) and one.state != "given", tuple(_ways(one, view, visit)),
        _cuts(one, view, visit),
        visit.word("restored_early", at=one.restored) if one.restored is not None else "",
        tuple(_doable(one, view, visit)),
    )  # fmt: skip


def _warnings(one: ShownInject, view: DirectorView, visit: Visit) -> Iterator[str]:
    """Say what the director has to know of an inject; what can no longer be given warns of nothing."""
    if one.state != "given" and view.clock.stage in {"over", "ended"}:
        return
    if one.passed is not None:
        yield visit.word("moment_passed", at=one.passed)
    if one.stuck is not None:
        yield visit.word("stuck", why=visit.say(one.stuck))
    if one.blocked_by is not None and one.via is not None:
        key = (
            "did_not_arrive"
            if one.state == "lost"
            else "will_not_arrive"
            if one.by_clock
            else "would_not_arrive"
        )
        channel, until = CHANNEL[one.via].say(visit.lang), one.blocked_until or view.clock.end
        yield visit.word(key, channel=channel, outage=one.blocked_by, until=until)
    if one.catches:
        key = "catches" if one.state == "given" else "will_catch" if one.by_clock else "would_catch"
        yield visit.word(key, what=joined(one.catches, visit.lang))
    for each in one.turns_back:
        what = visit.say(each.words)
        if one.by_clock:
            yield visit.word("will_turn_back", at=one.at or "", what=what)
        else:
            yield visit.word("turned_back" if one.state == "given" else "would_turn_back", what=what)


def _ways(one: ShownInject, view: DirectorView, visit: Visit) -> Iterator[tuple[str, str]]:
    """Give the channels that are not cut, for an inject whose own is."""
    cut = {channel for each in view.injects for channel in each.cuts}
    if one.via in cut and one.blocked_by is not None:
        yield from ((key, words) for key, words in channel_choices(visit).items() if key not in cut)


def _cuts(one: ShownInject, view: DirectorView, visit: Visit) -> str:
    if not one.cuts or view.clock.stage == "ended":
        return ""
    channels = joined([CHANNEL[each].say(visit.lang) for each in one.cuts], visit.lang)
    return visit.word("cut_until", channels=channels, at=one.until or view.clock.end)


def _doable(one: ShownInject, view: DirectorView, visit: Visit) -> Iterator[tuple[str, str, str]]:
    """Give what can be done with an inject; before it begins nothing can be given."""
    if view.clock.stage in {"over", "ended"}:
        return
    if one.cuts:
        yield "restore", visit.word("restore_now"), visit.word("restore_one_now", inject=one.id)
    for form in _DOABLE.get(one.state, ()):
        if form == "give" and view.clock.stage == "ready":
            continue
        if not (one.opens and form in _WITHHOLDING):
            asked = "give_anyway" if form == "give" and (one.turns_back or one.catches) else f"{form}_now"
            yield form, visit.word(asked), visit.word(f"{form}_one_now", inject=one.id)


def _inject_fields(visit: Visit, view: DirectorView, units: dict[str, str]) -> tuple[Field, ...]:
    word = visit.word
    kinds: dict[str, str] = {
        name: visit.say(words)
        for name, words in INJECT_KINDS.items()
        if name not in {"outage", "restoration"}
    }
    facts = {each.id: visit.say(each.label) for each in view.facts}
    hint = word("inject_facts_hint", example=view.example) if view.example else ""
    return (
        Field("text", word("inject_text"), "area", required=True),
        Field("to", word("inject_to"), "ticks", required=True, choices=units),
        Field("from", word("inject_from")),
        Field("via", word("how_told"), "choice", choices=channel_choices(visit)),
        Field("kind", word("note_kind"), "choice", required=True, choices=kinds, value="message"),
        Field("fact", word("inject_fact"), hint=word("inject_fact_hint"), choices=facts),
        Field("value", word("inject_value"), hint=word("inject_value_hint")),
        Field("facts", word("inject_facts"), "area", hint=hint),
        Field("events", word("inject_events"), hint=word("inject_events_hint")),
    )


def _outage_fields(visit: Visit, units: dict[str, str]) -> tuple[Field, ...]:
    word = visit.word
    return (
        Field("channels", word("outage_channels"), "ticks", required=True, choices=channel_choices(visit)),
        Field("lasts", word("outage_lasts"), hint=word("outage_lasts_hint")),
        Field("text", word("inject_text"), hint=word("outage_text_hint")),
        Field("to", word("inject_to"), "ticks", hint=word("outage_to_hint"), choices=units),
    )


def _seat_fields(visit: Visit, units: dict[str, str]) -> tuple[Field, ...]:
    return (
        Field("who", visit.word("seat_who"), required=True),
        Field("unit", visit.word("seat_unit"), "choice", required=True, choices=units),
    )


async def _do(visit: Visit) -> Response:
    return await answered(visit, "control", _done, _show)


async def _done(visit: Visit, where: str, form: str) -> Response | Failed:
    if form in _OF_THE_SCRIPT:
        anyway, via = visit.typed("anyway"), visit.typed("via")
        sent = ({"anyway": True} if anyway else {}) | ({"via": via} if via else {})
        return await kept(
            visit, where, form, _OF_THE_SCRIPT[form], sent or None, inject=visit.typed("inject") or "-"
        )
    if form == "received":
        unit = {"unit": visit.typed("unit")}
        return await kept(visit, where, form, "receiveForUnit", unit, act=visit.typed("act") or "-")
    if form == "unseat":
        return await kept(visit, where, form, "unseatPlayer", account=visit.typed("who") or "-")
    if form not in _SENT:
        raise InputError([fault("E965", found=form)])
    operation, body = _SENT[form]
    return await kept(visit, where, form, operation, body(visit))


def _inject(visit: Visit) -> dict[str, Any]:
    fact, value = visit.typed("fact"), visit.typed("value")
    lines = [f"{fact or ''}={value or ''}"] if fact or value else []
    facts = _facts([*lines, *str(visit.form.get("facts", "")).splitlines()])
    return {
        "text": said(visit.typed("text")), "to": chosen(visit, "to"), "from": said(visit.typed("from")),
        "via": visit.typed("via"), "kind": visit.typed("kind"), "facts": facts or None,
        "events": dict.fromkeys(list_typed(visit, "events")) or None,
        "anyway": True if visit.typed("anyway") else None,
    }  # fmt: skip


def _outage(visit: Visit) -> dict[str, Any]:
    return {
        "kind": "outage", "channels": chosen(visit, "channels"), "lasts": length_typed(visit, "lasts", "minutes"),
        "text": said(visit.typed("text")), "to": chosen(visit, "to"),
        "anyway": True if visit.typed("anyway") else None,
    }  # fmt: skip


_A_FACT: Final = Text("名称=值", "NAME=VALUE")


def _facts(lines: Sequence[str]) -> dict[str, str]:
    """Read facts, one a line. Raises InputError (E951) for a line that is none."""
    found = {}
    for line in filter(None, map(str.strip, lines)):
        name, sign, value = line.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise InputError([fault("E951", name="facts", found=line, known=_A_FACT)])
        found[name.strip()] = value.strip()
    return found


def _seating(visit: Visit) -> dict[str, Any]:
    return {"who": visit.typed("who"), "unit": visit.typed("unit")}


_SENT: Final[Mapping[str, tuple[str, Callable[[Visit], dict[str, Any]]]]] = {
    "clock": ("setClock", clock_typed),
    "inject": ("addInject", _inject),
    "outage": ("addInject", _outage),
    "seat": ("seatPlayer", _seating),
    "end": ("endPlay", ending),
}
"""The forms that send what was typed: what each asks for, and with what."""
