"""One A4 page of a running incident for when the power fails: level, whom to phone, limits to tick, where to sign."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from respond.clock import local
from respond.errors import Language
from respond.papers.dossier import Dossier
from respond.papers.page import LINE, PAGE_HEIGHT, Fitted, Group, fit, height_of, left_out, title_height
from respond.papers.phones import abreast, numbered, phone_rows, reached
from respond.papers.words import say
from respond.plan import RECEIVED
from respond.show import (
    COLON,
    MARK,
    MODE,
    Banner,
    Block,
    Column,
    Line,
    Piece,
    Section,
    Sheet,
    Table,
    TableRow,
    Title,
    bracket,
    cited,
    clause_words,
    clauses,
    full_moment,
    grounds_of,
    joined,
    legend_of,
    level_short,
    level_style,
    level_words,
    mergers,
    names_of,
    near_moment,
    newer_editions,
    other_zone,
    owed_in_writing,
    owed_untimed,
    ranked_questions,
    said_of_grounds,
    shown_limit,
    spoken,
    timed,
    titled,
    typed,
    what_of,
)
from respond.situation import Obligation, Situation, UnitName, urgency

_HEADS: Final[Mapping[str, tuple[tuple[str, Literal["lead", "main", "below"], int], ...]]] = {
    "limits": (
        ("", "lead", 1), ("due", "lead", 4), ("what", "main", 12), ("who", "below", 10), ("done_at", "below", 3),
    ),
    "phones": (("body", "lead", 6), ("phone", "lead", 5), ("body", "lead", 6), ("phone", "main", 5)),
}  # fmt: skip
"""The columns of each table, where a terminal sets them, and how wide they are beside each other."""
_ABREAST: Final = 2
"""How many numbers stand on a line."""
_NAMED: Final = 4
"""Addressees that are named in the row of a limit."""
_IN_WRITING: Final = 3
"""Reports owed in writing for which there is room in any case."""
_LEFT_OUT = {
    "limits": "left_limits",
    "phones": "left_phones",
    "reasons": "left_reasons",
    "ask": "left_questions",
    "untimed": "left_untimed",
}


def fallback_sheet(dossier: Dossier, lang: Language) -> Sheet:
    """Give the page; what does not fit is counted on it, with where all of it is to be found."""
    situation = dossier.situation
    last = tuple(_last(dossier, lang))
    groups = (
        Group("reasons", tuple(_reasons(situation, lang)), 3, headed=False),
        Group("limits", tuple(_limits(situation, lang)), 6, _shares("limits")),
        Group("phones", _phones(dossier, lang), 3, _shares("phones"), abreast=_ABREAST),
        Group("ask", tuple(_questions(situation, lang)), 4),
        Group("untimed", tuple(_untimed(situation, lang)), _least_untimed(situation)),
    )
    first = (*_first(dossier, lang), *_key(groups, situation, lang))
    room = PAGE_HEIGHT - sum(_height(each) for each in (*first, *last))
    fitted, left_out_line = _fitted(groups, room, situation.incident, lang)
    taken = {each.name: each.rows[: fitted.taken[each.name]] for each in groups}
    blocks: list[Block] = [*first]
    blocks += [Line(row.cells[0][0]) for row in taken["reasons"]]
    if taken["limits"]:
        blocks += [Section(say("sheet_limits", lang), depth=2), _table("limits", taken["limits"], lang)]
    else:
        blocks.append(Line(say("no_limits", lang)))
    if taken["phones"]:
        blocks += [Section(say("sheet_phones", lang), depth=2), _table("phones", taken["phones"], lang)]
    if taken["ask"]:
        blocks += [Section(say("sheet_ask", lang), depth=2), *(Line(row.cells[0][0]) for row in taken["ask"])]
    if taken["untimed"]:
        rows = [Line(row.cells[0][0]) for row in taken["untimed"]]
        blocks += [Section(say("sheet_untimed", lang), depth=2), *rows]
    blocks += left_out_line
    return Sheet((*blocks, *last), lang, tight=True)


def _fitted(groups: Sequence[Group], room: int, incident: str, lang: Language) -> tuple[Fitted, list[Line]]:
    """Fit rows into the page with the line that counts what is left out: its room is kept only where it is needed."""
    kept = 0
    while True:
        found = fit(groups, room - kept)
        left = found.left_out(groups)
        if not left:
            return found, []
        what = joined([say(_LEFT_OUT[name], lang, n=n) for name, n in left], lang)
        where = typed(f"respond status {incident} --full", say("on_incident_pages", lang))
        line = left_out(what, where, lang)
        needed = height_of(spoken(line.text))
        if needed <= kept:
            return found, [line]
        kept = needed


def _key(groups: Sequence[Group], situation: Situation, lang: Language) -> Iterator[Line]:
    """Say which plan each mark on the page stands for."""
    cells = (cell for each in groups for row in each.rows for cell in row.cells)
    key = legend_of("".join(spoken(line) for cell in cells for line in cell), situation, lang)
    if key:
        yield Line(key, "dim")


def _height(block: Block) -> int:
    """Give the height of a block."""
    match block:
        case Title():
            return title_height(block)
        case Line():
            return height_of(spoken(block.text))
    return LINE


def _first(dossier: Dossier, lang: Language) -> Iterator[Block]:
    """Give the mark, what it is, when it was printed, and the level."""
    situation = dossier.situation
    mark = MODE.get(situation.mode)
    if mark is not None:
        yield Banner(mark.say(lang))
    title = f"{say('sheet', lang)}　{titled(situation.title.say(lang), situation.incident, lang)}"
    now = say("printed_at", lang, at=full_moment(situation.now))
    zone = other_zone(situation.zone, lang)
    now += bracket(say("zone_below", lang, zone=zone) if zone else "", lang)
    plan = f"{situation.leading.title.say(lang)}{bracket(str(situation.leading_plan), lang)}"
    yield Title(title, (now, " · ".join((plan, *newer_editions(situation, lang)))))
    for merger in mergers(situation, lang):
        yield Line(merger, "alarm")
    for each in dossier.taken_in:
        if each.goes_on is not None:
            at, part = near_moment(each.goes_on.at, situation.now), each.situation
            title = titled(part.title.say(lang), part.incident, lang)
            yield Line(say("sheet_took_in", lang, at=at, title=title))
    for text in dossier.not_entered:
        yield Line(text.say(lang), "alarm")
    for waiting in situation.unreceived:
        yield Line(waiting.waits.say(lang), "notice")
    yield Line(_where_and_when(dossier, lang))
    declared = situation.declared
    if declared is not None:
        by = say(
            "declared",
            lang,
            by=situation.declared_by or declared.by,
            level=level_words(declared.level, lang),
            reason=declared.reason,
        )
        if declared.until is not None:
            by += say(
                "declared_until", lang, at=near_moment(local(declared.until, situation.tz), situation.now)
            )
        yield Line((Piece(by, level_style(declared.level)),))
    yield from _level(situation, lang)


def _where_and_when(dossier: Dossier, lang: Language) -> str:
    """Say where it is, when it was received from whom, when it occurred; a line to write on is what nobody said."""
    situation, blank = dossier.situation, say("blank", lang)
    received = next((each.at for each in situation.events if each.id == RECEIVED), None)
    reporter = dossier.reported_by
    told = "" if reporter is None else say("told_by", lang, who=reporter.name.say(lang))
    return say(
        "sheet_where_when",
        lang,
        where=situation.where.say(lang) if situation.where is not None else blank,
        received=(full_moment(received) if received is not None else blank) + bracket(told, lang),
        occurred=situation.occurred.say(lang),
    )


def _level(situation: Situation, lang: Language) -> Iterator[Block]:
    answer, level = situation.leading, situation.level
    if not situation.occurring or not answer.graded:
        return
    key = "level" if level.definite else "level_range" if level.certain else "level_open"
    if level.definite and not level.certain:
        key = "level_none"
    certain, possible = (level_words(each, lang) for each in (level.certain, level.possible))
    said = say(key, lang, plan=answer.title.say(lang), level=certain, possible=possible)
    yield Line((Piece(said, level_style(level.possible)),))


def _reasons(situation: Situation, lang: Language) -> Iterator[TableRow]:
    """Give the criteria the level rests on, with the values they saw: those met, or those of which one must hold."""
    if not situation.occurring:
        return
    together = said_of_grounds(situation.leading, lang)
    if together:
        yield TableRow((together + COLON[lang].rstrip(),))
    told: set[str] = set()
    for each in grounds_of(situation.leading):
        values = [f"{one.label.say(lang)} = {one.shown.say(lang)}" for one in each.seen]
        seen = clauses([value for value in values if value not in told], lang)
        told |= {*values} if together else set()  # those of which one must hold look at the same values
        level = f"{level_short(each.level, lang)} " if together else ""
        head = f"{MARK[each.truth]} {level}{(each.label or each.words).say(lang)}"
        notes = clauses([clause_words(each.clause, lang), seen], lang)
        yield TableRow((head + bracket(notes, lang),))


def _pressing(situation: Situation) -> Iterator[Obligation]:
    """Give what we certainly owe by a moment or at once, the most urgent first; of a recurring duty the first round."""
    once = set()
    for one in sorted(situation.obligations, key=urgency):
        owed = one.open and one.ours and not one.provisional and one.mood != "may"
        if owed and one.order.kind == "act" and timed(one) and (one.plan, one.duty) not in once:
            once.add((one.plan, one.duty))
            yield one


def _limits(situation: Situation, lang: Language) -> Iterator[TableRow]:
    for one in _pressing(situation):
        limit = shown_limit(one, situation.now, lang)
        lines = limit.due or (limit.left,)
        what = what_of(one, situation, lang) + bracket(cited(one, situation, lang), lang)
        to = f" → {_few(one.missing or one.to, lang)}" if one.to else ""
        style = limit.style if limit.kind == "late" else ""
        due = tuple((Piece(line, style),) for line in lines)
        yield TableRow((say("tick", lang), due, what, f"{names_of(one.units, lang)}{to}", ""))


def _untimed(situation: Situation, lang: Language) -> Iterator[TableRow]:
    """Give what we must certainly do by no clock, first what is owed in writing; of a duty owed several times one."""
    once = set()
    ordered = sorted(situation.obligations, key=lambda one: (not owed_in_writing(one), urgency(one)))
    for one in filter(owed_untimed, ordered):
        if (one.plan, one.duty) not in once:
            once.add((one.plan, one.duty))
            mark = shown_limit(one, situation.now, lang).left
            what = what_of(one, situation, lang, (mark,) if mark else ())
            what += bracket(cited(one, situation, lang), lang)
            to = f" → {_few(one.missing or one.to, lang)}" if one.to else ""
            yield TableRow((f"{say('tick', lang)} {what}　{names_of(one.units, lang)}{to}",))


def _least_untimed(situation: Situation) -> int:
    """Say for how much by no clock there is room in any case: what is owed in writing, or one thing."""
    return max(1, min(_IN_WRITING, sum(map(owed_in_writing, situation.obligations))))


def _few(units: tuple[UnitName, ...], lang: Language) -> str:
    """Name a few units and count them where there are many: a long list would take the page from other limits."""
    if len(units) <= _NAMED:
        return names_of(units, lang)
    return say("and_others", lang, units=names_of(units[:_NAMED], lang), n=len(units))


def _to_call(dossier: Dossier) -> Iterator[UnitName]:
    """Give whom reports are owed to, then others; of them those first of whom there is a number.

    Others are whom else the pressing duties are owed to, who reported the incident, then who has to do them; not
    ourselves where we owe alone.
    """
    pressing = list(_pressing(dossier.situation))
    told = [(one.order.report is None, each) for one in pressing for each in one.missing or one.to]
    called = [
        (first, reached(each, dossier.phones)) for first, each in sorted(told, key=lambda each: each[0])
    ]
    reporter = dossier.reported_by
    others = [] if reporter is None else [reporter]
    others += [each for one in pressing for each in (*one.order.with_units, *one.units, *one.order.copy)]
    called += [(True, reached(each, dossier.phones)) for each in others]
    return (unit for _, unit in sorted(called, key=lambda each: (each[0], not numbered(each[1]))))


def _phones(dossier: Dossier, lang: Language) -> tuple[TableRow, ...]:
    return abreast(phone_rows(_to_call(dossier), lang), _ABREAST)


def _questions(situation: Situation, lang: Language) -> Iterator[TableRow]:
    for each in ranked_questions(situation):
        yield TableRow((f"? {each.ask.say(lang)}　{say('phone_blank', lang)}",))


def _shares(name: str) -> tuple[int, ...]:
    return tuple(share for _, _, share in _HEADS[name])


def _table(name: str, rows: tuple[TableRow, ...], lang: Language) -> Table:
    columns = tuple(Column(say(key, lang) if key else "", role, share) for key, role, share in _HEADS[name])
    return Table(columns, rows, name, headed=True)


def _last(dossier: Dossier, lang: Language) -> Iterator[Block]:
    """Give where to sign, and the signed line of the store."""
    yield Line(say("sheet_signature", lang))
    if not dossier.kept:
        yield Line(say("store_none", lang), "dim")
        return
    if dossier.line is None:
        yield Line(say("store_unsigned", lang), "dim")
        return
    more = bracket(say("unsigned", lang, n=dossier.unsigned), lang) if dossier.unsigned else ""
    yield Line(f"{say('store_line', lang)}{more}", "dim")
    yield Line((Piece(dossier.line, "code"),))
