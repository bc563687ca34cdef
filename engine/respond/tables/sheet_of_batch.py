"""What a table came to as a sheet: the levels with their bars, places and months, changes, and what was not graded."""

from collections.abc import Iterator, Sequence
from typing import Final

from respond.errors import Language, Text
from respond.facts import Level
from respond.show import (
    Block,
    Bullet,
    Column,
    Line,
    Sheet,
    Table,
    TableRow,
    Title,
    Verdict,
    bracket,
    joined,
    section,
)
from respond.tables.summary import OTHERS, Batch, Counted, CountedAt, Regraded

_BAR: Final = 30

_SAYS: Final[dict[str, Text]] = {
    "title": Text("成批判定：{plan}", "a table graded: {plan}"),
    "verdict": Text(
        "{rows}行：判定{graded}行，未判定{refused}行",
        "{rows} {rows:row|rows}: {graded} graded, {refused} not",
    ),
    "levels": Text("级别", "levels"),
    "level": Text("级别", "level"),
    "number": Text("行数", "rows"),
    "places": Text("地点", "places"),
    "months": Text("月份", "months"),
    "editions": Text("按哪一版判定", "by which edition"),
    "changed": Text("按 {edition} 改变级别的{rows}行", "graded otherwise by {edition}: {rows}"),
    "open": Text(
        "按 {edition} 级别未定、无从比较的{rows}行", "left open by {edition}, so nobody can say: {rows}"
    ),
    "first": Text("行号：{numbers}", "rows {numbers}"),
    "excluded": Text("有除外情形的（上面照样计入）", "excluded from the plan (counted above all the same)"),
    "columns": Text("取自哪一列", "taken from"),
    "in_unit": Text("按{unit}数", "in {unit}"),
    "day": Text("日期", "day"),
    "place": Text("地点", "place"),
    "refused": Text("未判定的", "not graded"),
    "example": Text("如：{words}", "such as: {words}"),
    "notes": Text("说明", "remarks"),
    "one_by_one": Text(
        "{rows}行逐行读取、逐行判定", "{rows} {rows:row was|rows were} read and judged one by one"
    ),
    "none": Level.scale.none.words,
    "others": Text("其余", "all others"),
    "unnamed": Text("未写明", "not given"),
    "between": Text("{low}至{high}", "{low} to {high}"),
}


def batch_sheet(found: Batch, lang: Language) -> Sheet:
    """Show what a table came to.

    Counts of places and months are told by level; a bar is as long as its share of the rows.
    """
    refused = found.rows - found.graded
    head = Title(say("title", lang, plan=found.plan))
    verdict = Verdict(
        (say("verdict", lang, rows=f"{found.rows:,}", graded=f"{found.graded:,}", refused=f"{refused:,}"),)
    )
    blocks: list[Block] = [head, verdict]
    blocks += section(say("levels", lang), (_bars(found.levels, lang),) if found.levels else ())
    blocks += section(say("places", lang), (_grid(found, found.by_place, lang),) if found.by_place else ())
    blocks += section(say("months", lang), (_grid(found, found.by_month, lang),) if found.by_month else ())
    excluded = tuple(Bullet(f"{each.by} · {each.rows:,}") for each in found.excluded)
    blocks += section(say("excluded", lang), excluded)
    editions = tuple(Bullet(f"{each.edition} · {each.rows:,}") for each in found.editions)
    blocks += section(say("editions", lang), editions)
    if found.regraded is not None:
        blocks += _changes(found.regraded, lang)
    faults = tuple(
        Bullet(f"{each.code} · {each.rows:,}", (say("example", lang, words=each.example.say(lang)),), "!")
        for each in found.refused
    )
    blocks += section(say("refused", lang), faults)
    blocks += section(say("columns", lang), tuple(_columns(found, lang)))
    blocks += section(say("notes", lang), tuple(_notes(found, lang)))
    return Sheet(tuple(blocks), lang)


def say(name: str, lang: Language, **found: object) -> str:
    """Give one of the words of a graded table."""
    return _SAYS[name].fill(**found).say(lang)


def _named(name: str, lang: Language) -> str:
    return say("none", lang) if name == "none" else name


def range_name(one: Counted, lang: Language) -> str:
    """Name the level of counted rows, or the two ends of its range."""
    if one.certain == one.possible:
        return _named(one.certain, lang)
    return say("between", lang, low=_named(one.certain, lang), high=_named(one.possible, lang))


def _bars(levels: Sequence[Counted], lang: Language) -> Table:
    """Give the levels with a bar each, the longest for the most rows."""
    most = max(each.rows for each in levels)
    columns = (Column(say("level", lang)), Column(say("number", lang), "main"))
    rows = [
        TableRow((range_name(each, lang), f"{'█' * max(1, _BAR * each.rows // most)} {each.rows:,}"))
        for each in levels
    ]
    return Table(columns, tuple(rows))


def _grid(found: Batch, counts: Sequence[CountedAt], lang: Language) -> Table:
    """Give the rows of each place or month by level."""
    names = list(dict.fromkeys(range_name(each, lang) for each in found.levels))
    columns = (Column(""), Column(" · ".join(names), "main"))
    rows = []
    for each in counts:
        told = dict.fromkeys(names, 0)
        for one in each.levels:
            told[range_name(one, lang)] = told.get(range_name(one, lang), 0) + one.rows
        name = say("others", lang) if each.name == OTHERS else each.name or say("unnamed", lang)
        rows.append(TableRow((name, " · ".join(f"{number:,}" for number in told.values()))))
    return Table(columns, tuple(rows), headed=True)


def _changes(found: Regraded, lang: Language) -> tuple[Block, ...]:
    lines: list[Block] = [
        Bullet(f"{_named(each.before, lang)} → {_named(each.after, lang)} · {each.rows:,}")
        for each in found.changes
    ]
    if found.first:
        lines.append(Line(say("first", lang, numbers=", ".join(map(str, found.first))), "dim"))
    blocks = section(say("changed", lang, edition=found.edition, rows=f"{found.rows:,}"), tuple(lines))
    unsaid = say("first", lang, numbers=", ".join(map(str, found.first_open)))
    return *blocks, *section(
        say("open", lang, edition=found.edition, rows=f"{found.open:,}"),
        (Line(unsaid, "dim"),) if found.open else (),
    )


def _columns(found: Batch, lang: Language) -> Iterator[Block]:
    """Say which column was taken for what, and in which unit, so that a wrong one is seen."""
    own = []
    for each in found.columns:
        unit = bracket(say("in_unit", lang, unit=each.unit), lang) if each.unit else ""
        if each.column == each.fact:
            own.append(each.fact + unit)
        else:
            yield Bullet(f"{each.fact} ← {each.column}{unit}")
    for name, column in (("day", found.day), ("place", found.place)):
        if column is not None:
            yield Bullet(f"{say(name, lang)} ← {column}")
    if own:
        yield Line(joined(own, lang), "dim")


def _notes(found: Batch, lang: Language) -> Iterator[Block]:
    for note in found.notes:
        yield Bullet(note.say(lang))
    if found.one_by_one:
        yield Bullet(say("one_by_one", lang, rows=f"{found.one_by_one:,}"))
