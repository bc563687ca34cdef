"""What is owed: the response, the deadlines in the order they press, each unit's duties, whom to call."""

from datetime import datetime

from respond.errors import Language, Text
from respond.plan import Soon
from respond.show.blocks import Block, Bullet, Column, Line, Style, Table, TableRow, section
from respond.show.citing import cite
from respond.show.limits import kind_of, limited, shown_limit
from respond.show.moments import near_moment
from respond.show.view import View
from respond.show.wording import CHANNEL, MOOD, SOON, bracket, clauses, joined, label, level_short, offices
from respond.situation import Answer, Duty, ResponseResult, Situation, UnitName

_UNITS_SHOWN = 6
_LABELS_SHOWN = 2
_WAITING_SHOWN = 3
_NAMES_SHOWN = 3


def owed(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give the response, the deadlines, the duties by unit and the contacts."""
    return (
        *section(label("response", view.lang), _response(situation.leading, view.lang)),
        *_deadlines(situation, view),
        *_by_unit(situation, view),
        *_contacts(situation, view),
    )


def _response(answer: Answer, lang: Language) -> list[Block]:
    response = answer.response
    if response.clause is None and response.called.possible == 0 and response.started is None:
        return []
    started = response.started
    low = started is not None and started < response.called.certain
    mark = "!" if low else "▶" if started else "·"
    return [Bullet(_called(response, lang), _people(response, lang), mark, "alarm" if low else "")]


def _called(response: ResponseResult, lang: Language) -> str:
    called = response.called
    low, high = level_short(called.certain, lang), level_short(called.possible, lang)
    if called.possible == 0:
        words = label("no_response", lang)
    elif called.definite:
        words = label("called", lang, level=low)
    elif called.certain == 0:
        words = label("called_maybe", lang, high=high)
    else:
        words = label("called_range", lang, low=low, high=high)
    notes = [label("clause", lang, clause=response.clause)] if response.clause else []
    if response.standing == "draft":
        notes.append(label("draft", lang))
    started = response.started
    if started:
        short = started < called.certain
        state = label("started_low" if short else "started", lang, level=level_short(started, lang))
    else:
        state = label("not_started", lang) if called.certain else ""
    return clauses([words + bracket(clauses(notes, lang), lang), state], lang)


def _people(response: ResponseResult, lang: Language) -> tuple[str, ...]:
    roles: tuple[tuple[str, Text | None], ...] = (
        ("proposed_by", response.proposed_by),
        ("approved_by", response.approved_by),
        ("started_by", response.started_by),
        ("commanded_by", response.commanded_by),
        ("ended_by", response.ended_by),
    )
    named = offices([(role, who.say(lang)) for role, who in roles if who is not None], lang)
    return (named,) if named else ()


def _deadlines(situation: Situation, view: View) -> tuple[Block, ...]:
    now, lang = situation.now, view.lang
    ordered = limited(situation)
    shown = ordered if view.full else _pressing(ordered, now)
    columns = (
        Column(label("due", lang)),
        Column(label("left", lang), "stacked"),
        Column(label("what", lang), "main"),
        Column(label("who", lang), "below"),
        Column(label("channel", lang), "below"),
        Column(label("basis", lang), "below"),
    )
    rows = tuple(_deadline_row(duty, situation, view) for duty in shown)
    blocks: list[Block] = [Table(columns, rows)] if rows else []
    if len(ordered) > len(shown):
        blocks.append(Line(label("limits_more", lang, n=len(ordered) - len(shown)), "dim"))
    from_now = label("now_is", lang, now=near_moment(now, now))
    return section(label("deadlines", lang), blocks, from_now)


def _pressing(ordered: list[Duty], now: datetime) -> list[Duty]:
    """Leave out what has not begun, but for the first few, and what is not certain to be owed at once."""
    shown = []
    waiting = 0
    for duty in ordered:
        kind = kind_of(duty, now)
        waiting += kind == "waiting"
        certain = duty.state == "owed" or kind in {"late", "running"}
        if certain and (kind != "waiting" or waiting <= _WAITING_SHOWN):
            shown.append(duty)
    return shown


def _deadline_row(duty: Duty, situation: Situation, view: View) -> TableRow:
    lang = view.lang
    limit = shown_limit(duty, situation.now, lang)
    style: Style = {"late": "alarm", "at-once": "strong", "running": "strong", "waiting": "dim"}[limit.kind]  # type: ignore[assignment]
    who = _names(duty.units, view)
    if duty.to:
        who += " " + label("to_units", lang, units=_names(duty.to, view))
    if duty.copy:
        who += bracket(label("copy", lang, units=_names(duty.copy, view)), lang)
    channel = joined([CHANNEL[channel].say(lang) for channel in duty.channel], lang)
    basis = clauses([limit.start, basis_of(duty, situation, lang)], lang)
    looser = tuple(label("merged", lang, list=_looser(inner, situation, lang)) for inner in duty.merged)
    below = (*_from_certain(duty, situation, lang), *looser)
    return TableRow(
        (limit.due, limit.left, what_of(duty, situation, lang), who, channel, basis), below, style
    )


def _from_certain(duty: Duty, situation: Situation, lang: Language) -> tuple[str, ...]:
    """Say when it would be due if the clock ran from when the duty became certain."""
    later = duty.from_certain
    if later is None or later.due is None or not isinstance(later.started, datetime):
        return ()
    since, due = near_moment(later.started, situation.now), near_moment(later.due, situation.now)
    return (label("from_certain", lang, since=since, due=due),)


def _looser(duty: Duty, situation: Situation, lang: Language) -> str:
    limit = shown_limit(duty, situation.now, lang)
    basis = bracket(basis_of(duty, situation, lang), lang)
    return f"{limit.due or limit.left} {duty.label.say(lang)}{basis}".strip()


def _names(units: tuple[UnitName, ...], view: View) -> str:
    """Name units; of more than a few only the first, with their number."""
    names = [unit.name.say(view.lang) for unit in units]
    if view.full or len(names) <= _NAMES_SHOWN + 1:
        return joined(names, view.lang)
    return label("units_more", view.lang, units=joined(names[:_NAMES_SHOWN], view.lang), n=len(names))


def what_of(duty: Duty, situation: Situation, lang: Language) -> str:
    """Give what is to be done, marked if it is not certain, not a must, or new."""
    marks = []
    if duty.state == "provisional":
        marks.append(label("provisional", lang))
    if duty.mood != "must":
        marks.append(MOOD[duty.mood].say(lang))
    if duty.new and situation.difference is not None:
        marks.append(label("new", lang))
    prefix = (
        f"〔{joined(marks, lang)}〕"
        if marks and lang == "zh"
        else f"[{joined(marks, lang)}] "
        if marks
        else ""
    )
    return prefix + duty.label.say(lang)


def basis_of(duty: Duty, situation: Situation, lang: Language) -> str:
    """Give the clause of a duty, with the plan's name where it is not the leading plan's."""
    words = cite(duty.clause, duty.plan, situation, lang)
    return words + (f" · {label('draft', lang)}" if duty.standing == "draft" else "")


def _by_unit(situation: Situation, view: View) -> tuple[Block, ...]:
    lang = view.lang
    plain = [
        duty
        for duty in situation.duties
        if (view.full and duty.state == "stood-down")
        or (kind_of(duty, situation.now) == "worded" and (view.full or duty.state == "owed"))
    ]
    grouped: dict[str, list[Duty]] = {}
    for duty in plain:
        grouped.setdefault(duty.units[0].name.say(lang) if duty.units else "", []).append(duty)
    if view.full:
        return section(
            label("duties", lang),
            _all_duties(grouped, situation, lang),
            label("duties_aside", lang, n=len(plain)),
        )
    names = list(grouped)[:_UNITS_SHOWN]
    points: list[Block] = [Bullet(_summary(name, grouped[name], lang)) for name in names]
    if len(grouped) > len(names):
        points.append(Line(label("duties_more", lang, n=len(grouped) - len(names)), "dim"))
    return section(label("duties", lang), points, label("duties_aside", lang, n=len(plain)))


def _summary(name: str, duties: list[Duty], lang: Language) -> str:
    labels = [duty.label.say(lang) for duty in duties[:_LABELS_SHOWN]]
    more = f" {label('and_more', lang, n=len(duties))}" if len(duties) > _LABELS_SHOWN else ""
    gap = "：" if lang == "zh" else ": "
    return f"{name}{gap}{clauses(labels, lang)}{more}"


def _all_duties(grouped: dict[str, list[Duty]], situation: Situation, lang: Language) -> list[Block]:
    blocks: list[Block] = []
    for name, duties in grouped.items():
        blocks.append(Line(name, "strong"))
        for duty in duties:
            notes = [SOON[duty.words].say(lang)] if duty.words and duty.words is not Soon.UNSTATED else []
            notes.append(basis_of(duty, situation, lang))
            if len(duty.units) > 1:
                notes.append(joined([unit.name.say(lang) for unit in duty.units[1:]], lang))
            if duty.with_units:
                notes.append(
                    label("with", lang, units=joined([unit.name.say(lang) for unit in duty.with_units], lang))
                )
            if duty.to:
                notes.append(
                    label("to_units", lang, units=joined([unit.name.say(lang) for unit in duty.to], lang))
                )
            if duty.state == "stood-down":
                notes.append(label("ended", lang))
            below = [clauses(notes, lang)]
            if duty.note:
                below.append(duty.note.say(lang))
            blocks.append(
                Bullet(
                    what_of(duty, situation, lang),
                    tuple(below),
                    style="dim" if duty.state == "stood-down" else "",
                )
            )
    return blocks


def _contacts(situation: Situation, view: View) -> tuple[Block, ...]:
    units: dict[str, UnitName] = {}
    for duty in situation.duties if view.full else limited(situation):
        for unit in (*duty.to, *duty.copy, *duty.units):
            if unit.contact is not None and (unit.contact.phone or unit.contact.fax):
                units.setdefault(unit.name.zh, unit)
    points = [Bullet(_contact(unit, view.lang)) for unit in units.values()]
    return section(label("contacts", view.lang), points)


def _contact(unit: UnitName, lang: Language) -> str:
    contact = unit.contact
    if contact is None:
        return unit.name.say(lang)
    numbers = [*contact.phone, *(f"{label('fax', lang)} {number}" for number in contact.fax)]
    printed = contact.as_of or ""
    if lang == "zh" and len(printed) == 4:
        printed += "年"
    notes = []
    if contact.standing == "historical":
        notes.append(
            label("historical", lang, as_of=printed) if printed else label("historical_undated", lang)
        )
    elif printed:
        notes.append(label("as_of", lang, as_of=printed))
    return f"{unit.name.say(lang)} {joined(numbers, lang)}{bracket(clauses(notes, lang), lang)}"
