"""What a table came to as a picture: levels in all, by month and by place, and what another edition changes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from respond.errors import Language, Text
from respond.facts import Level
from respond.show import Bar, Bars, Kind, Picture, draw_picture, level_style
from respond.tables.sheet_of_batch import range_name, say
from respond.tables.summary import OTHERS, Batch, Counted, CountedAt, Regraded

PICTURES: Final = (".svg",)
"""The endings of files that pictures are written to."""
_MOST_PLACES: Final = 20
"""Places with a bar of their own; what a page holds beside three years of months."""
_MOST_MONTHS: Final = 60
"""Months up to which those without a row stand between the others."""
_MOST_PARTS: Final = 6
"""Levels up to which all rows stand in one bar with a number for each."""
_ALL: Final = Text("合计", "all")
_WAS: Final = Text("原{level}", "was {level}")


def batch_picture(found: Batch, levels: Mapping[str, Level], lang: Language) -> str:
    """Give the text of an SVG file; `levels` are those of the editions by name, which give the colours."""
    kinds = tuple(_kind(each, levels, lang) for each in found.levels)
    pairs = [(each.certain, each.possible) for each in found.levels]
    groups = [_whole(found, kinds, lang)] if found.levels else []
    for name, counts in (("months", _months(found.by_month)), ("places", _places(found.by_place))):
        if counts:
            bars = tuple(_bar(each, pairs, lang) for each in counts)
            groups.append(Bars(say(name, lang), kinds, bars))
    if found.regraded is not None and found.regraded.changes:
        groups.append(_changes(found.regraded, levels, lang))
    return draw_picture(
        Picture(say("title", lang, plan=found.plan), tuple(_told(found, lang)), tuple(groups), _ALL.say(lang))
    )


def _whole(found: Batch, kinds: tuple[Kind, ...], lang: Language) -> Bars:
    """Give all rows in one bar, parted by level; of many levels, as ranges make them, a bar each, with its number."""
    counts = tuple(each.rows for each in found.levels)
    bars: tuple[Bar, ...] = (Bar(_ALL.say(lang), counts),)
    if len(kinds) > _MOST_PARTS:
        bars = tuple(
            Bar(
                kind.name,
                tuple(rows if other is kind else 0 for other, rows in zip(kinds, counts, strict=True)),
            )
            for kind in kinds
        )
    return Bars(say("levels", lang), kinds, bars)


def _told(found: Batch, lang: Language) -> Iterator[str]:
    refused = found.rows - found.graded
    yield say("verdict", lang, rows=f"{found.rows:,}", graded=f"{found.graded:,}", refused=f"{refused:,}")
    for each in found.editions:
        yield f"{each.edition} · {each.rows:,}"
    if found.regraded is not None and not found.regraded.changes:
        yield say("changed", lang, edition=found.regraded.edition, rows="0")


def _kind(one: Counted, levels: Mapping[str, Level], lang: Language) -> Kind:
    other = level_style(levels[one.possible]) if one.possible != one.certain else ""
    return Kind(range_name(one, lang), level_style(levels[one.certain]), other)


def _bar(one: CountedAt, pairs: Sequence[tuple[str, str]], lang: Language) -> Bar:
    """Give the bar of a month or place, with a count for each level of the table."""
    counts = {(each.certain, each.possible): each.rows for each in one.levels}
    name = say("others", lang) if one.name == OTHERS else one.name or say("unnamed", lang)
    return Bar(name, tuple(counts.get(pair, 0) for pair in pairs), rest=one.name == OTHERS)


def _months(counts: Sequence[CountedAt]) -> list[CountedAt]:
    """Put in the months without a row, so that a gap is seen as one."""
    dated = [each for each in counts if each.name not in {"", OTHERS}]
    if not dated or len(dated) < len([each for each in counts if each.name]):
        return list(counts)
    first, last = (_ordinal(each.name) for each in (dated[0], dated[-1]))
    if last - first >= _MOST_MONTHS:
        return list(counts)
    known = {_ordinal(each.name): each for each in dated}
    every = [
        known.get(each, CountedAt(f"{each // 12:04}-{each % 12 + 1:02}", ()))
        for each in range(first, last + 1)
    ]
    return [*every, *(each for each in counts if not each.name)]


def _ordinal(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def _places(counts: Sequence[CountedAt]) -> list[CountedAt]:
    """Give the places with the most rows, the most first, and all others together."""
    named = sorted((each for each in counts if each.name != OTHERS), key=lambda each: (-each.rows, each.name))
    rest = [*named[_MOST_PLACES:], *(each for each in counts if each.name == OTHERS)]
    if not rest:
        return named
    sums: dict[tuple[str, str], int] = {}
    for each in rest:
        for one in each.levels:
            pair = (one.certain, one.possible)
            sums[pair] = sums.get(pair, 0) + one.rows
    return [
        *named[:_MOST_PLACES],
        CountedAt(OTHERS, tuple(Counted(*pair, rows) for pair, rows in sums.items())),
    ]


def _changes(found: Regraded, levels: Mapping[str, Level], lang: Language) -> Bars:
    """Give a bar for each level that rows had, parted by what they become."""
    after = sorted({each.after for each in found.changes}, key=lambda name: -int(levels[name]))
    before = sorted({each.before for each in found.changes}, key=lambda name: -int(levels[name]))
    rows = {(each.before, each.after): each.rows for each in found.changes}
    return Bars(
        say("changed", lang, edition=found.edition, rows=f"{found.rows:,}"),
        tuple(_kind(Counted(each, each, 0), levels, lang) for each in after),
        tuple(
            Bar(
                _WAS.fill(level=range_name(Counted(each, each, 0), lang)).say(lang),
                tuple(rows.get((each, other), 0) for other in after),
            )
            for each in before
        ),
    )
