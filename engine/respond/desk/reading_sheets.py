"""The incidents of a store as sheets: the list, what is due, who has what to do, what to ask."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from respond.desk.board import COLUMNS, Board, Column, Lane
from respond.desk.glance import Listed, Overview
from respond.desk.inquiry import Questions
from respond.desk.mergers import CHECKED, TakenIn
from respond.desk.owing import Due, Owed
from respond.desk.reading import Unread
from respond.desk.unsettled import Outdated, within
from respond.desk.words import say, title_of
from respond.errors import Language, Text
from respond.facts import Level
from respond.reason import LevelRange
from respond.show import (
    Block,
    Bullet,
    Line,
    Piece,
    Sheet,
    Style,
    Table,
    TableRow,
    Title,
    bracket,
    cited,
    clauses,
    full_moment,
    hinted,
    length,
    level_short,
    lists_each,
    names_of,
    near_moment,
    other_zone,
    question_words,
    range_words,
    recurring,
    section,
    shown_limit,
    state_of,
    typed,
    what_of,
)
from respond.show import Column as TableColumn
from respond.situation import Obligation, Situation

_ITEMS = 12
"""Obligations of a column or group that a sheet lists before it counts the rest."""

_PRESSING = (
    TableColumn(""),
    TableColumn("", "stacked"),
    TableColumn("", "main"),
    TableColumn("", "below"),
    TableColumn("", "below"),
)


def overview_sheet(found: Overview, lang: Language) -> Sheet:
    """Give the list of incidents: when what presses most is due, how grave each is, what is not confirmed.

    Items under supervision stand apart behind them.
    """
    incidents = [one for one in found.incidents if not one.supervised]
    items = [one for one in found.incidents if one.supervised]
    open_ = sum(one.open for one in incidents)
    left = sum(not one.open and not one.finished for one in incidents)
    head = say("overview_left", lang, n=open_, left=left) if left else say("overview", lang, n=open_)
    blocks: list[Block] = [Title(head, (say("now", lang, now=full_moment(found.now)), (typed(found.store),)))]
    rows = [_listed(one, lang) for one in incidents]
    blocks.append(Table(_PRESSING, tuple(rows)) if rows else Line(say("no_incidents", lang)))
    if items:
        head = say("supervised", lang, n=sum(not one.finished for one in items))
        blocks += section(head, [Table(_PRESSING, tuple(_listed(one, lang) for one in items))])
    if found.ended:
        blocks.append(Line(hinted(say("ended_folded", lang, n=found.ended), "--all", lang), "dim"))
    return Sheet((*blocks, *unread_blocks(found.unread, lang)), lang)


def _listed(one: Listed, lang: Language) -> TableRow:
    situation, next_ = one.situation, one.next
    name = title_of(one.title.say(lang), one.incident, one.mode, lang)
    notes = [level_of(situation, lang), response_of(situation, lang)]
    if one.outdated:
        notes.append(say("outdated_n", lang, n=len(one.outdated)))
    if one.in_writing:
        notes.append(say("in_writing_n", lang, n=len(one.in_writing)))
    if one.unconfirmed:
        notes.append(say("unconfirmed_n", lang, n=len(one.unconfirmed)))
    merged = say("merged", lang, other=one.merged_into) if one.merged_into else ""
    took = [
        say("took_in_left" if each.concerns else "took_in", lang, other=each.incident)
        for each in one.taken_in
    ]
    closed = closed_of(one.closed, one.left, situation.now, lang)
    notes = [other_zone(situation.zone, lang), merged, *took, closed, *notes]
    if one.finished:
        return TableRow(("", "", name, clauses(notes, lang), ""), style="dim")
    if next_ is None:
        return TableRow(("—", "", name, clauses(notes, lang), ""))
    limit = shown_limit(next_, situation.now, lang)
    what = f"{occasion_of(next_, situation, lang)}{bracket(names_of(next_.units, lang), lang)}"
    return TableRow((limit.lines, limit.left, name, clauses(notes, lang), what), style=limit.style)


def taken_in_blocks(incident: str, found: Sequence[TakenIn], now: datetime, lang: Language) -> list[Block]:
    """Say what was merged into an incident, what of it is not entered there yet, and how that is settled."""
    blocks: list[Block] = []
    for each in found:
        blocks.append(Line(f"{near_moment(each.at, now)} {each.words.say(lang)}"))
        blocks += [Line((Piece(concern.text.say(lang), "alarm"),)) for concern in each.concerns]
        if each.concerns and each.seen:
            note = CHECKED.fill(other=each.incident).say(lang)
            blocks.append(
                Line(hinted(say("settle_merger", lang), f"respond note {incident} '{note}'", lang), "dim")
            )
    return blocks


def outdated_blocks(found: Sequence[Outdated], lang: Language) -> list[Block]:
    """Say which values in force are of an earlier moment than others that stand, and what settles that."""
    return [Line(each.words.say(lang), "alarm") for each in found]


def occasion_of(one: Obligation, situation: Situation, lang: Language) -> str:
    """Give what is to be done; of several occasions of one duty which it is."""
    number = say("occasion", lang, n=one.round) if (one.plan, one.duty) in situation.repeated else ""
    return what_of(one, situation, lang) + bracket(number, lang)


def closed_of(closed: datetime | None, left: int, now: datetime, lang: Language) -> str:
    """Say when an incident was closed, and how much is still owed; nothing where it was not."""
    if closed is None:
        return ""
    at = near_moment(closed, now)
    return say("closed_left", lang, at=at, n=left) if left else say("closed", lang, at=at)


def level_of(situation: Situation, lang: Language) -> str:
    """Give the level of an incident in a few words, a declared one with the plan's."""
    if not situation.occurring:
        return say("before", lang)
    if not situation.graded:
        declared = situation.declared
        return say("ungraded", lang) if declared is None else say("found", lang, level=declared.level.short)
    return level_then_of(
        situation.level, situation.declared.level if situation.declared is not None else None, lang
    )


def level_then_of(level: LevelRange, declared: Level | None, lang: Language) -> str:
    """Give a level by the plan, and what was declared in its place before it."""
    plan = range_words(level, lang)
    return plan if declared is None else say("declared", lang, level=declared.short, plan=plan)


def response_of(situation: Situation, lang: Language) -> str:
    """Give the response of an incident in a few words: which one runs, or which one should."""
    response = situation.leading_response
    called = response.called
    if response.started is not None:
        started = Level.at(response.started)
        key = "response_runs" if within(started, called) else "response_else"
        short = Text(started.short.zh.removesuffix("响应"), started.short.en.removesuffix(" response"))
        return say(key, lang, level=short, called=range_words(called, lang))
    if response.ended is not None:
        return say("response_ended", lang)
    if not called.possible:
        return ""
    if not called.certain:
        return say("response_maybe", lang, called=level_short(called.possible, lang))
    return say("response_wanted", lang, called=range_words(called, lang))


def unread_blocks(unread: Sequence[Unread], lang: Language) -> tuple[Block, ...]:
    """Name the incidents that could not be read, and why."""
    points = [
        Bullet(f"{one.incident}{bracket(one.code, lang)}", (one.reason.say(lang),), "!", "alarm")
        for one in unread
    ]
    return section(say("unread", lang), points)


# What is due.


def due_sheet(found: Due, lang: Language) -> Sheet:
    """Give what we owe by a moment, the most pressing first; of a recurring duty one row stands for its rounds."""
    within = say("due_within", lang, time=length(found.within, lang)) if found.within is not None else ""
    head = say("due", lang) + bracket(within, lang)
    blocks: list[Block] = [Title(head, (say("now", lang, now=full_moment(found.now)), (typed(found.store),)))]
    rows = [_owed(each, further, lang) for each, further in _rounds(found.owed)]
    blocks.append(Table(_PRESSING, tuple(rows)) if rows else Line(say("nothing_due", lang), "good"))
    counts = (("later", found.later), ("waiting", found.waiting), ("provisional", found.provisional))
    more = clauses([say(name, lang, n=n) for name, n in counts if n], lang)
    if more:
        blocks.append(Line(more, "dim"))
    if found.untimed:
        one = say("an_incident", lang)
        blocks.append(
            Line(hinted(say("untimed_besides", lang, n=found.untimed), f"respond duties {one}", lang))
        )
    return Sheet((*blocks, *unread_blocks(found.unread, lang)), lang)


def _rounds(owed: Sequence[Owed]) -> Iterator[tuple[Owed, int]]:
    """Give the most pressing round of each duty that recurs, with how many more there are; all else as it is."""
    rounds: dict[tuple[str, str], list[Owed]] = {}
    for each in owed:
        one = each.obligation
        key = f"{one.plan.id}#{one.duty}" if recurring(one) else one.id
        rounds.setdefault((each.incident, key), []).append(each)
    for several in rounds.values():
        yield several[0], len(several) - 1


def _owed(each: Owed, further: int, lang: Language) -> TableRow:
    one, situation = each.obligation, each.situation
    limit = shown_limit(one, situation.now, lang)
    who = names_of(one.units, lang)
    to = f" → {names_of(one.to, lang)}" if one.to else ""
    rounds = say("rounds", lang, n=further) if further else ""
    notes = clauses([other_zone(situation.zone, lang), who + to, cited(one, situation, lang), rounds], lang)
    closed = closed_of(each.closed, 0, situation.now, lang)
    name = title_of(each.title.say(lang), each.incident, each.mode, lang) + bracket(closed, lang)
    below = (cannot(one, situation, lang),) if one.unable is not None else ()
    return TableRow(
        (limit.lines, limit.left, occasion_of(one, situation, lang), notes, name),
        below,
        limit.style,
    )


def cannot(one: Obligation, situation: Situation, lang: Language) -> str:
    """Say why something cannot be done, who says so, and since when."""
    said = one.unable
    if said is None:
        return ""
    notes = clauses([said.reason.say(lang), said.by or "", near_moment(said.at, situation.now)], lang)
    return f"{say('unable', lang)}{bracket(notes, lang)}"


# Who has what to do.

_NAMES: dict[Column, str] = {
    "overdue": "overdue", "to-do": "to-do", "unable": "unable", "waiting": "waiting_column", "ended": "ended",
}  # fmt: skip
_STYLES: dict[Column, Style] = {"overdue": "alarm", "unable": "notice"}


def board_sheet(board: Board, lang: Language) -> Sheet:
    """Give what each unit has to do, counted in five columns; of one unit every obligation, column by column."""
    name = title_of(board.title.say(lang), board.incident, board.mode, lang)
    title = say("board", lang, name=name)
    now = say("now", lang, now=full_moment(board.now)) + bracket(other_zone(board.situation.zone, lang), lang)
    blocks: list[Block] = [Title(title, (now,))]
    if not board.lanes:
        blocks.append(Line(say("no_duties", lang)))
    elif board.unit is None:
        each = lists_each("--unit", lang)
        blocks += [_counts(board.lanes, lang), Line((Piece(say("board_hint", lang)), each), "dim")]
    for lane in board.lanes if board.unit is not None else ():
        blocks += _lane(lane, board.situation, lang)
    if board.powers:
        blocks.append(
            Line(hinted(say("powers", lang, n=board.powers), f"respond status {board.incident}", lang), "dim")
        )
    return Sheet(tuple(blocks), lang)


def _counts(lanes: Sequence[Lane], lang: Language) -> Table:
    """Give a row of five counts for each unit."""
    columns = (
        *(TableColumn(say(_NAMES[name], lang)) for name in COLUMNS),
        TableColumn(say("unit", lang), "main"),
    )
    head = TableRow(tuple(column.title for column in columns), style="dim")
    rows = [
        TableRow(
            (*(str(lane.count(name) or "·") for name in COLUMNS), _name(lane, lang)),
            style="alarm" if lane.count("overdue") and lane.ours else "",
        )
        for lane in lanes
    ]
    return Table(columns, (head, *rows))


def _name(lane: Lane, lang: Language) -> str:
    return lane.name.say(lang) + (bracket(say("ours", lang), lang) if lane.ours else "")


def _lane(lane: Lane, situation: Situation, lang: Language) -> Iterator[Block]:
    yield Line(_name(lane, lang), "strong")
    for name in COLUMNS:
        ones = [each.obligation for each in lane.carried if each.column == name]
        style = _STYLES.get(name, "")
        points = few(ones, partial(_entry, situation=situation, lang=lang, style=style), lang)
        yield from section(say(_NAMES[name], lang), points, str(len(ones)))
    kept = few(lane.kept, partial(_entry, situation=situation, lang=lang, style=""), lang)
    yield from section(say("standing", lang), kept, str(len(lane.kept)))


def few(ones: Sequence[Obligation], entry: Callable[[Obligation], Block], lang: Language) -> list[Block]:
    """Give the first of many obligations, each as its `entry`, and count the rest."""
    if len(ones) <= _ITEMS + 1:
        return [entry(one) for one in ones]
    more = hinted(say("items_more", lang, n=len(ones) - _ITEMS), "--format json", lang)
    return [*map(entry, ones[:_ITEMS]), Line(more, "dim")]


def _entry(one: Obligation, situation: Situation, lang: Language, style: Style) -> Bullet:
    below = clauses([state_of(one, situation.now, lang), cited(one, situation, lang)], lang)
    why = cannot(one, situation, lang)
    lines = (below, why) if why else (below,)
    return Bullet(occasion_of(one, situation, lang), lines, "!" if style == "alarm" else "·", style)


# What to ask.


def questions_sheet(found: Questions, lang: Language) -> Sheet:
    """Give what to ask, in order, each with what hangs on it and what an answer looks like."""
    situation = found.situation
    title = say("ask", lang, name=title_of(found.title.say(lang), found.incident, found.mode, lang))
    leads = situation.graded or situation.leading.responding
    below = (
        say("now", lang, now=full_moment(found.now)) + bracket(other_zone(situation.zone, lang), lang),
        *((reach_of(situation, situation.leading.reached, lang),) if leads else ()),
    )
    names = {one.duty: one.label.say(lang) for one in situation.obligations}
    points: list[Block] = [
        Bullet(
            question_words(each.question, names, lang), (say("answer", lang, form=each.form),), f"{number}."
        )
        for number, each in enumerate(found.questions, 1)
    ]
    if not points:
        points += [Bullet(text.say(lang), mark="!") for text in situation.skipped]
    return Sheet((Title(title, below), *(points or [Line(say("nothing_to_ask", lang), "good")])), lang)


def reach_of(situation: Situation, reached: LevelRange, lang: Language) -> str:
    """Say what the level, or of a plan without levels the response called for, may still be."""
    key = "level_now" if situation.graded else "called_now"
    return say(key, lang, level=range_words(reached, lang))
