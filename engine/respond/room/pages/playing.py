"""What the pages of a play share: asking as one of its parts, keeping a move, and words of what was done."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import quote

from attrs import evolve
from starlette.responses import Response

from respond._records import frozen
from respond.errors import InputError, RespondError
from respond.exercise import (
    MOST_SPEED,
    OBSERVATION_KINDS,
    STAGES,
    ClockNow,
    DirectorView,
    DoneAct,
    EvaluatorView,
    PlayerView,
    ReportItem,
    SaidReport,
    read_offset,
)
from respond.room.pages.answers import whole_typed
from respond.room.pages.fields import Field
from respond.room.pages.typing import wrong
from respond.room.pages.visit import Visit
from respond.room.problems import Problem, status_of
from respond.show import CHANNEL, clauses, joined
from respond.situation import UnitName

MINUTE: Final = 60
NO_LEVEL: Final = "none"
"""How the level that none holds is named where one is called."""
_FIGURE: Final = "figure-"
"""What the names of fields for numbers of a report begin with, before the fact."""


@frozen(eq=False)
class ShownClock:
    """The exercise's clock as pages show it; the browser counts on from `seconds` at `speed`."""

    stage: str
    words: str
    offset: str
    time: str
    seconds: int
    speed: int
    midnight: int
    """Minutes of the day at which the exercise begins."""
    end: str
    last: int
    """Seconds at which it ends."""
    reason: str
    """Why it was ended, once it was and somebody said so."""


@frozen(eq=False)
class ShownAct:
    """What was done, in words: when, who, what, whom it told and how, what its report says."""

    at: str
    who: str
    what: str
    more: str
    report: tuple[str, ...]
    lost: bool
    number: int
    awaited: tuple[tuple[str, str, str], ...]
    """Whom it told that have not acknowledged it: the unit, its words, and what its receipt is called in full."""


@frozen(eq=False)
class Failed:
    """A form that was refused: which one, why, and what had been typed."""

    form: str
    told: Problem
    typed: Mapping[str, str]
    status: int


def address_of(visit: Visit, part: str) -> str:
    """Give the address of a page of the play that is looked at."""
    return f"/plays/{quote(visit.request.path_params['play'], safe='')}/{part}"


def shown_clock(clock: ClockNow, visit: Visit) -> ShownClock:
    """Give the clock in words."""
    begins = clock.at - read_offset(clock.offset)
    return ShownClock(
        clock.stage, visit.say(STAGES[clock.stage]), clock.offset, f"{clock.at:%H:%M}", clock.seconds, clock.speed,
        begins.hour * MINUTE + begins.minute, clock.end, int(read_offset(clock.end).total_seconds()),
        visit.say(clock.reason) if clock.reason is not None else "",
    )  # fmt: skip


def tag_of(view: DirectorView | PlayerView | EvaluatorView) -> str:
    """Name what somebody sees of a play, but for the seconds of its clock, which browsers count by themselves."""
    return f"{hash(evolve(view, clock=evolve(view.clock, seconds=0))):x}"


def unchanged(visit: Visit, tag: str) -> Response | None:
    """Give a browser that renews its page by itself nothing where it shows all there is already; else None."""
    asked = visit.request
    known = asked.query_params.get("known") if "hx-request" in asked.headers else None
    return Response(status_code=204) if known == tag else None


def shown_act(one: DoneAct, visit: Visit) -> ShownAct:
    """Give what was done in words."""
    lang = visit.lang
    what = [visit.say(each) for each in one.did]
    if one.declares is not None:
        level = visit.word("declares_level", level=level_named(one.declares, visit))
        beside = one.beside
        what.append(
            level if beside is None else visit.word("called_by_plan", plan=visit.say(beside), said=level)
        )
    what += [visit.word("ordered", what=visit.say(one.orders))] if one.orders is not None else []
    what += [visit.word("said_so", what=visit.say(one.says))] if one.says is not None else []
    what += [visit.word("reached_target", what=", ".join(one.reached))] if one.reached else []
    if one.receives:
        whose = joined([visit.say(each) for each in one.receives], lang)
        what.append(visit.word("received_from", who=whose))
    to = visit.word("the_control") if one.to_control else joined([visit.say(each) for each in one.to], lang)
    more = [
        f"→ {to}" if to else "",
        CHANNEL[one.channel].say(lang) if one.channel is not None else "",
        visit.say(one.note) if one.note is not None else "",
    ]
    return ShownAct(
        one.at, visit.say(one.name), clauses(what, lang), clauses([each for each in more if each], lang),
        report_lines(one.report, visit), one.lost, one.number,
        tuple(
            (each.id, visit.say(each.name), visit.word("received_one_now", who=visit.say(each.name)))
            for each in one.awaited
        ),
    )  # fmt: skip


def level_named(name: str, visit: Visit) -> str:
    """Give a level as it is called; that none holds is said in words."""
    return visit.word("none_holds") if name == NO_LEVEL else name


def report_lines(report: SaidReport | None, visit: Visit) -> tuple[str, ...]:
    """Say what a report says, in a line each."""
    return () if report is None else tuple(visit.say(each) for each in report.lines())


def number_fields(numbers: Sequence[ReportItem], noted: Mapping[str, str], visit: Visit) -> Iterator[Field]:
    """Give a field for each number a report may tell, with what was noted of it."""
    hint = visit.word("our_number_hint")
    for place, each in enumerate(numbers):
        yield Field(
            _FIGURE + each.id, visit.say(each.label), hint="" if place else hint, value=noted.get(each.id, "")
        )


def figures_typed(visit: Visit) -> dict[str, str]:
    """Give the numbers that were typed into such fields, by fact."""
    typed = {str(name): visit.typed(str(name)) for name in visit.form if str(name).startswith(_FIGURE)}
    return {name.removeprefix(_FIGURE): value for name, value in typed.items() if value is not None}


def unit_choices(units: Sequence[UnitName], visit: Visit) -> dict[str, str]:
    """Give units to choose from."""
    return {each.id: visit.say(each.name) for each in units}


def channel_choices(visit: Visit) -> dict[str, str]:
    """Give the channels to choose from."""
    return {name: words.say(visit.lang) for name, words in CHANNEL.items()}


def said(text: str | None) -> dict[str, str] | None:
    """Give what was typed as a text; whoever typed it said it in one language."""
    return None if text is None else {"zh": text, "en": text}


async def kept(
    visit: Visit, where: str, form: str, operation: str, body: Mapping[str, Any] | None = None, **path: str
) -> Response | Failed:
    """Have a move kept, and lead back to the page; or say what was refused of which form."""
    try:
        names = {"play": visit.request.path_params["play"], **path}
        made = (await visit.ask(operation, path=names, body=body, key=visit.typed("key"))).thing
    except RespondError as error:
        return failed(visit, form, error)
    return visit.go(where, made=str(made.number)) if made.number is not None else visit.go(where)


async def answered(
    visit: Visit,
    part: str,
    do: Callable[[Visit, str, str], Awaitable[Response | Failed]],
    show: Callable[[Visit, Failed], Awaitable[Response]],
) -> Response:
    """Do what a form of a part of the play asks for, and show the part again where it was refused."""
    form = visit.typed("form") or ""
    try:
        found = await do(visit, address_of(visit, part), form)
    except InputError as error:
        found = failed(visit, form, error)
    return await show(visit, found) if isinstance(found, Failed) else found


def failed(visit: Visit, form: str, error: RespondError) -> Failed:
    """Give a form back with what went wrong."""
    typed = {name: str(value) for name, value in visit.form.items()}
    return Failed(form, wrong(visit, error), typed, status_of(error))


def shared(visit: Visit, found: Failed | None) -> dict[str, Any]:
    """Give what every page of a play shows: what was kept or refused, and a key for its forms."""
    made = visit.request.query_params.get("made", "")
    return {
        "made": made if made.isascii() and made.isdigit() else None,
        "failed": found,
        "told": found.told if found is not None else None,
        "key": token_urlsafe(16),
        "observation_kinds": {name: visit.say(words) for name, words in OBSERVATION_KINDS.items()},
    }


def again(fields: Sequence[Field], found: Failed | None, form: str, visit: Visit) -> tuple[Field, ...]:
    """Give the fields of a form with what was ticked before it was refused."""
    if found is None or found.form != form:
        return tuple(fields)
    return tuple(
        evolve(each, ticked=tuple(map(str, visit.form.getlist(each.name)))) if each.kind == "ticks" else each
        for each in fields
    )


def clock_typed(visit: Visit) -> dict[str, Any]:
    """Give what a clock is to do, as it was pressed or typed; raises InputError (E951) for what is no number."""
    body: dict[str, Any] = {
        "speed": whole_typed(visit.typed("speed"), "speed", f"0, 1..{MOST_SPEED}"),
        "step": whole_typed(visit.typed("step"), "step"),
    }
    return {**body, "to": offset_typed(visit, "to"), "next": True if visit.typed("next") else None}


def offset_typed(visit: Visit, name: str) -> str | None:
    """Give an offset that was typed as it is sent: the plus and the first nought may be left out."""
    typed = (visit.typed(name) or "").replace("：", ":")
    return f"+{typed:0>5}" if ":" in typed and typed[0].isdecimal() else typed or None


def end_fields(visit: Visit, view: DirectorView) -> tuple[Field, ...]:
    """Give the fields of why it ends; before its time one of them has to be filled in."""
    stops = {str(number): visit.say(each) for number, each in enumerate(view.stop, 1)}
    hint = visit.word("end_reason_hint", at=view.clock.end) if view.clock.stage != "over" else ""
    reason = Field("reason", visit.word("end_reason"), "area", hint=hint)
    return (Field("stop", visit.word("stop_when"), "choice", choices=stops), reason) if stops else (reason,)


def ending(visit: Visit) -> dict[str, Any]:
    """Give why it ends as it was typed."""
    stop = whole_typed(visit.typed("stop"), "stop")
    return {"stop": stop, "reason": said(visit.typed("reason"))}
