"""A number line in words: what is written on it, between which marks, and how each range reads."""

from typing import Literal

from attrs import frozen

from respond.errors import Language, Text
from respond.facts import Bound, show_plain
from respond.reason import Cell
from respond.show.render.lines import NumberLine, Segment
from respond.show.wording import level_short

_AND = Text("、", ", ")
_FROM = {False: Text("达到{0}", "{0} or more"), True: Text("超过{0}", "more than {0}")}
_TO = {False: Text("不超过{0}", "up to and including {0}"), True: Text("不到{0}", "under {0}")}
_WHOLE = Text("{0}至{1}", "{0} to {1}")
_ANY = Text("任意", "any")
_TOP = Text("{0}及以上", "{0} or more")


@frozen
class Part:
    """A segment: its level's name, the level's gravity, its range, and whether it takes something more."""

    label: str
    gravity: int
    range: str
    hinges: bool


@frozen
class Mark:
    """A threshold's label, and the side it belongs to."""

    label: str
    side: Literal["below", "above"]


@frozen
class Drawing:
    """What a number line shows in one language; `low` and `high` are the ends of the domain, if it has any."""

    anchor: str
    title: str
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]
    low: str
    high: str

    @property
    def description(self) -> str:
        """Give the line in words, for those who cannot see it."""
        return "; ".join(f"{part.range}: {part.label}{'†' * part.hinges}" for part in self.parts)

    @property
    def text(self) -> str:
        """Give the line as one line of text: ● belongs to the range it stands in, ○ does not."""
        pieces = [f"{self.low} ●" if self.low else "◀"]
        for part, mark in zip(self.parts, (*self.marks, None), strict=True):
            pieces.append(f"── {part.label}{'†' * part.hinges} ──")
            if mark is not None:
                ends = "●○" if mark.side == "below" else "○●"
                pieces.append(f"{ends[0]} {mark.label} {ends[1]}")
        pieces.append(f"● {self.high}" if self.high else "▶")
        return " ".join(pieces)


def drawing_of(line: NumberLine, lang: Language, anchor: str, none: str) -> Drawing:
    """Give a number line as it reads in one language; `none` names what is below every rule."""
    first, last = line.segments[0].cell, line.segments[-1].cell
    return Drawing(
        anchor,
        line.fact.label.say(lang),
        tuple(_part(line, segment, lang, none) for segment in line.segments),
        tuple(
            Mark(show_plain(tick.value, line.fact, lang), "below" if tick.below else "above")
            for tick in line.ticks
        ),
        _end(first.low, line, lang),
        "" if line.computed else _end(last.high, line, lang),
    )


def _part(line: NumberLine, segment: Segment, lang: Language, none: str) -> Part:
    label = level_short(segment.gravity, lang) if segment.gravity else none
    return Part(label, segment.gravity, range_words(line, segment.cell, lang), line.hinges(segment))


def _end(bound: Bound | None, line: NumberLine, lang: Language) -> str:
    return "" if bound is None else show_plain(bound, line.fact, lang)


def range_words(line: NumberLine, cell: Cell, lang: Language) -> str:
    """Give the range of a segment in words.

    >>> from respond.plan import Library
    >>> from respond.show.render.lines import criterion_lines
    >>> library = Library.default()
    >>> plan = library.compiled(library.find("vaccine-quality"))
    >>> deaths = next(line for line in criterion_lines(plan) if line.name == "deaths")
    >>> [range_words(deaths, segment.cell, "en") for segment in deaths.segments]
    ['0 cases', '1 case', '2 to 4 cases', '5 cases or more']
    """
    low, high = cell.low, cell.high
    if line.computed and cell is line.segments[-1].cell:
        high = None
    if low is not None and low == high:
        return show_plain(low, line.fact, lang)
    if low is not None and high is not None and line.integer:
        return _between(low, high, line, lang)
    if low is not None and high is None and line.integer:
        return _TOP.say(lang).format(show_plain(low, line.fact, lang))
    parts = []
    if low is not None and (low != line.segments[0].cell.low or cell.low_open):
        parts.append(_FROM[cell.low_open].say(lang).format(show_plain(low, line.fact, lang)))
    if high is not None:
        parts.append(_TO[cell.high_open].say(lang).format(show_plain(high, line.fact, lang)))
    return _AND.say(lang).join(parts) or _ANY.say(lang)


def _between(low: Bound, high: Bound, line: NumberLine, lang: Language) -> str:
    first = show_plain(low, line.fact, lang)
    if lang == "en" and isinstance(low, int):
        first = str(low)
    return _WHOLE.say(lang).format(first, show_plain(high, line.fact, lang))
