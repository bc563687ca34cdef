"""The circular as a sheet, and what a check of a published one found."""

from collections.abc import Sequence
from typing import Final

from respond.desk import title_of, unread_blocks
from respond.errors import Language
from respond.show import (
    Block,
    Bullet,
    Column,
    Line,
    Sheet,
    Table,
    TableRow,
    Title,
    bracket,
    full_moment,
    joined,
    near_moment,
    section,
)
from respond.supervise.circular import Circular, CountedGroup, Doubtful, ItemCounts, Judged, Share
from respond.supervise.published import CheckedCircular, Contradiction
from respond.supervise.words import say

_COLUMNS: Final = (
    "registered", "running", "due", "on_time", "late", "overdue", "returned", "extended", "cleared_n",
)  # fmt: skip


def report_sheet(found: Circular, lang: Language) -> Sheet:
    """Give the circular: all items, by undertaker, by board, how shares are rounded, what the readings differ on."""
    until = say("judged_at", lang, until=full_moment(found.until), now=full_moment(found.now))
    plans = joined([str(each) for each in found.profiles], lang)
    blocks: list[Block] = [
        Title(
            say("report", lang, from_=found.from_, to=found.to),
            tuple(part for part in (plans, until) if part),
        )
    ]
    blocks += section(say("total", lang), [_table([("", found.total)], lang), *_grades(found, lang)])
    blocks += section(say("units", lang), _groups(found.units, lang))
    if found.shared:
        blocks.append(Line(say("shared", lang, n=found.shared), "dim"))
    if found.practised:
        blocks.append(Line(say("practised", lang, n=found.practised), "dim"))
    blocks += section(say("boards", lang), _groups(found.boards, lang))
    blocks += [Line(say("rounding", lang)), Line(say("scoring", lang))]
    blocks.append(Line(say("latest", lang, n=len(found.doubtful))))
    if found.borrowed:
        blocks.append(Line(say("borrowed_items", lang, items=joined(list(found.borrowed), lang)), "notice"))
    blocks += section(say("doubtful", lang), [_doubt(each, found, lang) for each in found.doubtful])
    return Sheet((*blocks, *unread_blocks(found.unread, lang)), lang)


def _groups(groups: Sequence[CountedGroup], lang: Language) -> list[Block]:
    return [_table([(each.name.say(lang), each.counts) for each in groups], lang)] if groups else []


def _table(rows: Sequence[tuple[str, ItemCounts]], lang: Language) -> Table:
    columns = (*(Column(say(name, lang)) for name in _COLUMNS), Column("", "main"))
    return Table(columns, tuple(TableRow((*_cells(counts), name)) for name, counts in rows), headed=True)


def _cells(counts: ItemCounts) -> tuple[str, ...]:
    return (
        str(counts.registered), str(counts.running), str(counts.due),
        _with(counts.share_on_time), _with(counts.share_late), _with(counts.share_overdue),
        str(counts.returned), str(counts.extended), str(counts.cleared),
    )  # fmt: skip


def _with(share: Share) -> str:
    """Give a number with its share in per cent, where it is one of anything."""
    return str(share.part) if share.percent is None else f"{share.part} {share.percent}%"


def _grades(found: Circular, lang: Language) -> list[Block]:
    shown = joined([f"{found.marks[grade].say(lang)} {number}" for grade, number in found.total.grades], lang)
    return [Line(f"{say('grades', lang)} {shown}")] if shown else []


def _doubt(each: Doubtful, found: Circular, lang: Language) -> Bullet:
    title = title_of(each.title.say(lang), each.incident, "real", lang)
    words = {"counted": _judged(each.counted, lang), "earliest": _judged(each.earliest, lang)}
    ends = [near_moment(moment, found.now) for moment in (each.due, each.latest) if moment is not None]
    return Bullet(
        f"{title} {each.label.say(lang)}{bracket(' – '.join(ends), lang)}", (say("doubt", lang, **words),)
    )


def _judged(judged: Judged | None, lang: Language) -> str:
    return say("not_due" if judged is None else judged, lang)


def checked_circular_sheet(found: CheckedCircular, lang: Language) -> Sheet:
    """Give what a circular contradicts: itself or the store, each with its line."""
    head = Title(
        say("checked", lang, title=found.title),
        (say("checked_items", lang, n=found.items, compared=found.compared),),
    )
    if found.sound:
        return Sheet((head, Line(say("checked_sound", lang), "good")), lang)
    points = [_contradiction(each, lang) for each in found.found]
    return Sheet((head, Line(say("checked_found", lang, n=len(points)), "alarm"), *points), lang)


def _contradiction(each: Contradiction, lang: Language) -> Bullet:
    line = bracket(say("at_line", lang, line=each.line), lang) if each.line is not None else ""
    return Bullet(f"{say(each.kind, lang)}{line}  {each.text.say(lang)}", mark="!", style="alarm")
