"""Counts drawn as bars, a picture (SVG) in a file of its own; every number stands beside its bar."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import sub

from respond._records import frozen
from respond.show.blocks import Style
from respond.show.svg import INK, SHADES, breadth, escaped
from respond.show.widths import wrap

_WIDTH, _MARGIN = 760, 16
_ROW, _LINE, _BAR = 21, 16, 13
_LABEL, _LABEL_LINES = 184, 6
_CELL = 8
"""Pixels of a cell of text in the widest font in use."""
_LEAST_BAR = 160
_LEAST_PART = 2
"""Pixels even the smallest count has."""
_GAP = 14
_QUIET, _RULE = "#545b66", "#c3c8d0"
_FONTS = (
    "Source Han Sans SC, Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, "
    "system-ui, Arial, sans-serif"
)


@frozen
class Kind:
    """What is counted: its name and its colour, and for a range of levels that of its other end."""

    name: str
    style: Style
    other: Style = ""


@frozen
class Bar:
    """One bar: its label and a count for each kind; one that only gathers the rest is told in numbers alone."""

    label: str
    counts: tuple[int, ...]
    rest: bool = False


@frozen
class Bars:
    """Bars of one scale under a title; of kinds that no bar has there is no column."""

    title: str
    kinds: tuple[Kind, ...]
    bars: tuple[Bar, ...]

    @property
    def used(self) -> tuple[int, ...]:
        """Give the places of the kinds that any bar has."""
        return tuple(place for place in range(len(self.kinds)) if any(bar.counts[place] for bar in self.bars))


@frozen
class Picture:
    """A picture: its title, lines below it, groups of bars, and the word for the sum of a bar."""

    title: str
    lines: tuple[str, ...]
    groups: tuple[Bars, ...]
    total: str


def draw_picture(picture: Picture) -> str:
    """Give a picture as the text of an SVG file, as high as it needs.

    >>> kinds = (Kind("II", "level-3"), Kind("III", "level-2"))
    >>> bars = Bars("months", kinds, (Bar("2025-03", (1, 20)), Bar("2025-04", (0, 3))))
    >>> draw_picture(Picture("fires", (), (bars,), "all")).count("<rect ")
    6
    """
    body: list[str] = []
    top = 34
    for line in wrap(picture.title, (_WIDTH - 2 * _MARGIN) // 11):
        body.append(_text(_MARGIN, top, line, size=17, bold=True))
        top += 22
    for said in picture.lines:
        for line in wrap(said, (_WIDTH - 2 * _MARGIN) // _CELL):
            body.append(_text(_MARGIN, top, line, colour=_QUIET))
            top += _LINE + 2
    told: set[str] = set()
    for group in picture.groups:
        names = {group.kinds[place].name for place in group.used}
        drawn = _Drawn(group, picture.total, top + 14, keyed=not names <= told)
        told |= names
        body += drawn.parts()
        top = drawn.bottom
    height = top + _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family="{_FONTS}" font-size="13">'
        f"<title>{escaped(picture.title)}</title>"
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>{"".join(body)}</svg>\n'
    )


@frozen
class _Drawn:
    """One group with its measures."""

    group: Bars
    total: str
    top: int
    keyed: bool
    """Whether its colours have to be told, for no group above has told them."""

    def _columns(self) -> list[tuple[str, list[str]]]:
        """Give the columns of numbers, head and cells; where there is no room for all of them only the sums."""
        sums = (self.total, [f"{sum(bar.counts):,}" for bar in self.group.bars])
        each = [
            (self.group.kinds[place].name, [_number(bar.counts[place]) for bar in self.group.bars])
            for place in self.group.used
        ]
        fits = _LABEL + _LEAST_BAR + sum(map(_width, [*each, sums])) <= _WIDTH - 2 * _MARGIN
        return [*each, sums] if fits else [sums]

    @property
    def _label(self) -> int:
        widest = max((breadth(bar.label) for bar in self.group.bars), default=0)
        return min(_LABEL, widest + 4) + 8

    def _lines(self, bar: Bar) -> list[str]:
        found = (
            wrap(bar.label, (self._label - 8) // _CELL)
            if breadth(bar.label) > self._label - 8
            else [bar.label]
        )
        if len(found) > _LABEL_LINES:
            found = [*found[: _LABEL_LINES - 1], found[_LABEL_LINES - 1][:-1] + "…"]
        return found

    def _height(self, bar: Bar) -> int:
        return _ROW + _LINE * (len(self._lines(bar)) - 1)

    @property
    def _key(self) -> list[tuple[int, int, Kind]]:
        """Give where each kind stands in the key, line by line."""
        found, line, left = [], 0, _MARGIN
        for place in self.group.used if self.keyed else ():
            kind = self.group.kinds[place]
            width = 24 + breadth(kind.name) + _GAP
            if left + width > _WIDTH - _MARGIN and left > _MARGIN:
                line, left = line + 1, _MARGIN
            found.append((line, left, kind))
            left += width
        return found

    @property
    def _first(self) -> int:
        """Give where the bars begin: under the title, the key and the heads."""
        return self.top + 46 + (_LINE + 4) * (1 + max((line for line, _, _ in self._key), default=-1))

    @property
    def bottom(self) -> int:
        """Give where the next group may begin."""
        return self._first + sum(map(self._height, self.group.bars)) + 6

    def parts(self) -> Iterator[str]:
        """Give its title, its key and its bars."""
        yield _text(_MARGIN, self.top + 16, self.group.title, size=15, bold=True)
        for line, left, kind in self._key:
            top = self.top + 28 + (_LINE + 4) * line
            yield _box(left, top, 18, kind, kind.name)
            yield _text(left + 24, top + 11, kind.name)
        columns = self._columns()
        ends = list(accumulate(map(_width, reversed(columns[1:])), sub, initial=_WIDTH - _MARGIN))[::-1]
        for (head, _), end in zip(columns, ends, strict=True):
            yield _text(end, self._first - 6, head, anchor="end", colour=_QUIET)
        room = ends[0] - _width(columns[0]) - 2 * _MARGIN - self._label
        yield from self._rows([cells for _, cells in columns], ends, room)

    def _rows(self, columns: Sequence[Sequence[str]], ends: Sequence[int], room: int) -> Iterator[str]:
        """Give the bars with their labels and numbers, a thin line under each."""
        most = max((sum(bar.counts) for bar in self.group.bars if not bar.rest), default=0)
        top = self._first
        yield _rule(top)
        for place, bar in enumerate(self.group.bars):
            for number, line in enumerate(self._lines(bar)):
                yield _text(_MARGIN, top + 15 + _LINE * number, line)
            if not bar.rest:
                yield from self._bar(bar, top + 4, room, most)
            for cells, end in zip(columns, ends, strict=True):
                yield _text(end, top + 15, cells[place], anchor="end", bold=end == ends[-1])
            top += self._height(bar)
            yield _rule(top)

    def _bar(self, bar: Bar, top: int, room: int, most: int) -> Iterator[str]:
        """Draw one bar, each part as long as its count; the smallest can still be seen."""
        left = _MARGIN + self._label
        for kind, count in zip(self.group.kinds, bar.counts, strict=True):
            if count:
                width = max(_LEAST_PART, room * count // most)
                yield _box(left, top, width, kind, f"{bar.label} · {kind.name} · {count:,}")
                if breadth(kind.name) + 6 <= width:
                    yield _text(left + width // 2, top + 11, kind.name, anchor="middle", size=11)
                left += width


def _rule(top: int) -> str:
    return f'<path d="M{_MARGIN} {top} H{_WIDTH - _MARGIN}" stroke="{_RULE}" stroke-width="0.5"/>'


def _number(count: int) -> str:
    return f"{count:,}" if count else "·"


def _width(column: tuple[str, list[str]]) -> int:
    head, cells = column
    return max(map(breadth, [head, *cells])) + _GAP


def _box(left: int, top: int, width: int, kind: Kind, said: str) -> str:
    """Draw a filled box; that of a range has a stripe of its other end under its foot."""
    edge, fill = SHADES[kind.style]
    found = (
        f'<rect x="{left}" y="{top}" width="{width}" height="{_BAR}" fill="{fill}" stroke="{edge}">'
        f"<title>{escaped(said)}</title></rect>"
    )
    if kind.other:
        other = SHADES[kind.other][0]
        found += f'<path d="M{left} {top + _BAR + 1} h{width}" stroke="{other}" stroke-width="3"/>'
    return found


def _text(
    left: int,
    line: int,
    said: str,
    *,
    anchor: str = "start",
    bold: bool = False,
    size: int = 13,
    colour: str = INK,
) -> str:
    weight = ' font-weight="700"' if bold else ""
    sized = f' font-size="{size}"' if size != 13 else ""
    return f'<text x="{left}" y="{line}" text-anchor="{anchor}" fill="{colour}"{weight}{sized}>{escaped(said)}</text>'
