"""The evaluators' page: objectives with what to look for, what is expected by now, and the form for what was seen."""

from collections.abc import Iterator, Sequence

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond._records import frozen
from respond.errors import InputError, fault
from respond.exercise import (
    CALL_STATES,
    EvaluatorView,
    SentReport,
    Watched,
    WatchedLevel,
    cited,
    not_late_before,
)
from respond.room.front import Front
from respond.room.pages.fields import Field
from respond.room.pages.playing import (
    Failed,
    again,
    answered,
    figures_typed,
    kept,
    number_fields,
    offset_typed,
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
from respond.show import (
    CHANNEL,
    COLON,
    STATE,
    bracket,
    joined,
    label,
    length,
    names_of,
    near_moment,
    told_words,
    whom_of,
)


@frozen(eq=False)
class Expectation:
    """Something expected, as a row: what, of whom, by when, how it stands and how late that is."""

    what: str
    who: str
    to: str
    limit: str
    state: str
    words: str
    done: str
    late: str
    clause: str
    told: str = ""
    """Who was told and when, and who is still to be, where some have been."""


@frozen(eq=False)
class Sent:
    """A report that was sent, what was noted of its contents, and how it was lost where it did not go through."""

    number: int
    at: str
    who: str
    what: str
    words: str
    lost: str


@frozen(eq=False)
class Part:
    """An objective with what is expected under it; that of none is called otherwise."""

    label: str
    clause: str
    look_for: str
    rows: Sequence[Expectation]


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of this page."""
    path = "/plays/{play}/evaluate"
    return [
        page(front, path, _show, name="evaluate", permission="exercise-evaluate"),
        page(front, path, _do, name="do-evaluate", methods=("POST",), permission="exercise-evaluate"),
    ]


async def _show(visit: Visit, found: Failed | None = None) -> Response:
    name = visit.request.path_params["play"]
    view: EvaluatorView = (await visit.ask("showEvaluation", path={"play": name})).thing
    tag = tag_of(view)
    if found is None and (nothing := unchanged(visit, tag)) is not None:
        return nothing
    units = unit_choices(view.units, visit)
    report = _looked_at(view, found, visit)
    held = _held_fields(report, view, visit) if report is not None else ()
    return visit.show(
        "play_evaluate.html.j2", found.status if found is not None else 200, view=view, name=name, tag=tag,
        title=visit.say(view.title), clock=shown_clock(view.clock, visit), parts_of=_parts(view, visit),
        acts=[shown_act(each, visit) for each in reversed(view.acts)], remarks=tuple(reversed(view.remarks)),
        injects=tuple(reversed(view.injects)), fields=_fields(visit, view, units), units=units,
        reports=[_sent(each, visit) for each in reversed(view.reports)],
        report=_sent(report, visit) if report is not None else None,
        held_fields=again(held, found, "contents", visit), **shared(visit, found),
    )  # fmt: skip


def _sent(one: SentReport, visit: Visit) -> Sent:
    if one.held is None:
        words = visit.word("held_not_noted")
    else:
        lacking = [visit.say(each.label) for each in one.contents if each.id not in one.held]
        words = (
            visit.word("held_lacking", items=joined(lacking, visit.lang))
            if lacking
            else visit.word("held_all")
        )
    return Sent(one.number, one.at, visit.say(one.name), visit.say(one.label), words, _said_lost(one, visit))


def _said_lost(one: SentReport, visit: Visit) -> str:
    if one.lost is None:
        return ""
    channels = joined([CHANNEL[each].say(visit.lang) for each in one.lost.channels], visit.lang)
    return visit.word("report_lost", at=one.at, channels=channels, since=one.lost.since)


def _looked_at(view: EvaluatorView, found: Failed | None, visit: Visit) -> SentReport | None:
    """Give the report whose contents are to be noted: the one asked for, or that of a form that was refused."""
    wanted = visit.request.query_params.get("report")
    if found is not None and found.form == "contents":
        wanted = found.typed.get("act")
    return next((each for each in view.reports if str(each.number) == wanted), None)


def _held_fields(one: SentReport, view: EvaluatorView, visit: Visit) -> tuple[Field, ...]:
    items = {each.id: visit.say(each.label) for each in one.contents}
    ticks = Field(
        "contains", visit.word("held_items"), "ticks", hint=visit.word("held_items_hint"), choices=items,
        ticked=one.held or (),
    )  # fmt: skip
    noted = {each.fact: each.value for each in one.figures}
    return (ticks, *number_fields(view.numbers, noted, visit))


def _parts(view: EvaluatorView, visit: Visit) -> list[Part]:
    parts = []
    for each in view.objectives:
        rows = [_row(one, view, visit) for one in view.expected if each.id in one.objectives]
        look_for = visit.say(each.look_for) if each.look_for is not None else ""
        rows = [*_levels_of(each.id, view, visit), *rows]
        parts.append(Part(visit.say(each.label), each.clause or "", look_for, rows))
    rest = [_row(one, view, visit) for one in view.expected if not one.objectives]
    return [*parts, Part(visit.word("of_others"), "", "", rest)] if rest else parts


def _row(one: Watched, view: EvaluatorView, visit: Visit) -> Expectation:
    here, lang = view.clock.at, visit.lang
    zone = here.tzinfo
    limit = visit.say(one.words) if one.words is not None else ""
    if one.due is not None:
        limit = near_moment(one.due.astimezone(zone), here)
    if one.latest is not None:
        latest = near_moment(one.latest.astimezone(zone), here)
        limit += bracket(not_late_before(latest, lang), lang)
    maybe = one.provisional and one.done is None
    state = label("provisional", lang) if maybe else STATE[one.state].say(lang)
    done = near_moment(one.done.astimezone(zone), here) if one.done is not None else ""
    late = visit.word("so_late", by=length(one.late, lang)) if one.late is not None else ""
    return Expectation(
        visit.say(one.label), names_of(one.units, lang), whom_of(one.to, one.copy, lang), limit,
        "maybe" if maybe else one.state, state, done, late, cited((one.clause,) if one.clause else (), lang, one.plan),
        _said_told(one, view, visit),
    )  # fmt: skip


def _said_told(one: Watched, view: EvaluatorView, visit: Visit) -> str:
    if not one.missing:
        return ""
    here, lang = view.clock.at, visit.lang
    told = told_words([(unit, at.astimezone(here.tzinfo)) for unit, at in one.told], here, lang)
    return label("told", lang, told=told, missing=names_of(one.missing, lang))


def _levels_of(objective: str, view: EvaluatorView, visit: Visit) -> Iterator[Expectation]:
    """Give a row for each level that tests an objective: what the plan gives now, and what was called of it."""
    here, lang = view.clock.at, visit.lang
    for each in view.levels:
        if objective not in each.objectives or each.stands is None:
            continue
        level = visit.say(each.level) if each.level is not None else ""
        what = visit.word("level_by_plan", plan=visit.say(each.title), level=level)
        called, at = _said_called(each, visit), each.declared_at
        done = near_moment(at.astimezone(here.tzinfo), here) if at is not None else ""
        good = each.stands == "right"
        state = ("met" if each.declared is not None else "waiting") if good else "overdue"
        words = (
            CALL_STATES[each.stands].say(lang) if each.declared or not good else visit.word("none_to_call")
        )
        yield Expectation(what, called, "", "", state, words, done, "", cited(each.clauses, lang, None))


def _said_called(each: WatchedLevel, visit: Visit) -> str:
    if each.declared is None or each.declared_by is None:
        return visit.word("none_called")
    level = visit.word("declares_level", level=each.declared)
    return f"{visit.say(each.declared_by)}{COLON[visit.lang]}{level}"


def _fields(visit: Visit, view: EvaluatorView, units: dict[str, str]) -> tuple[Field, ...]:
    word = visit.word
    objectives = {each.id: visit.say(each.label) for each in view.objectives}
    return (
        Field("text", word("note_text"), "area", required=True),
        Field("unit", word("note_unit"), "choice", choices=units),
        Field("objective", word("note_objective"), "choice", choices=objectives),
    )


async def _do(visit: Visit) -> Response:
    return await answered(visit, "evaluate", _done, _show)


async def _done(visit: Visit, where: str, form: str) -> Response | Failed:
    if form == "reach":
        at = {"at": offset_typed(visit, "at")}
        return await kept(visit, where, form, "reachTarget", at, target=visit.typed("target") or "-")
    if form == "unreach":
        return await kept(visit, where, form, "unreachTarget", target=visit.typed("target") or "-")
    if form == "contents":
        held = {"contains": chosen(visit, "contains"), "figures": figures_typed(visit) or None}
        return await kept(visit, where, form, "noteReportContents", held, act=visit.typed("act") or "-")
    if form == "note":
        body = {name: visit.typed(name) for name in ("kind", "unit", "objective")}
        return await kept(visit, where, form, "observe", {**body, "text": said(visit.typed("text"))})
    raise InputError([fault("E965", found=form)])
