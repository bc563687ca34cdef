"""Charts drawn as SVG, legible in black and white: one picture for as many rows as a printed page takes."""

import re
from collections.abc import Iterator

from respond._records import frozen
from respond.show.blocks import Chart, ChartRow, Fill, Spot
from respond.show.svg import INK, breadth, escaped
from respond.show.widths import cells, printable, wrap

_WIDTH = 720
_LABEL = 200
"""What a label takes at most before it is broken."""
_PADDING = 8
_LINE = 17
_ROWS, _HEADS = 30, 16
_NARROW_HEADS = 20
"""How many heads stand beside each other where notes need the room and fields are narrow."""
_CELL = 8
"""Pixels of a cell of text in the widest font in use."""
_LEAST, _MOST = 24, 120
_FILLS: dict[Fill, str] = {"light": "#e3e6ea", "dark": "#9aa2ad"}
_RULE = "#c3c8d0"
_DAY_AND_TIME = re.compile(r"(.*\d\D+?) ?(\d\d:\d\d)")


def draw_chart(chart: Chart) -> tuple[str, ...]:
    """Give a chart as `svg` elements, one for each part that fits on a page; the key stands under the last."""
    parts = chart.parts(_NARROW_HEADS if chart.noted else min(_HEADS, _heads_beside(chart)), _ROWS)
    last = len(parts) - 1
    return tuple(
        _Drawn(part, chart, f"{chart.anchor}-{number}", keyed=number == last).svg()
        for number, part in enumerate(parts)
    )


def _heads_beside(chart: Chart) -> int:
    """Give how many heads stand beside each other without printing over one another; one always does."""
    return max((_WIDTH - _label_of(chart)) // _asked_by(chart), 1)


def _label_of(chart: Chart) -> int:
    widest = max((cells(printable(row.label)) * _CELL for row in chart.rows), default=0)
    return min(_LABEL, widest) + _PADDING


def _asked_by(chart: Chart) -> int:
    """Give the width a field needs for its head and its signs."""
    texts = [*(line for head in chart.heads for line in _head_lines(head)), *_signs(chart)]
    return max([_LEAST, *(breadth(text) + _PADDING for text in texts)])


def _signs(chart: Chart) -> Iterator[str]:
    return (spot.sign for row in chart.rows for spot in row.spots)


def _head_lines(head: str) -> list[str]:
    """Give the lines of a head: a time of day stands below the day.

    >>> _head_lines("+10d 07:00"), _head_lines("+10天07:00"), _head_lines("+07:00"), _head_lines("A")
    (['+10d', '07:00'], ['+10天', '07:00'], ['+07:00'], ['A'])
    """
    found = _DAY_AND_TIME.fullmatch(head)
    return [found[1], found[2]] if found is not None else [head]


@frozen
class _Drawn:
    """One part of a chart with its measures, which are those of the whole."""

    chart: Chart
    whole: Chart
    name: str
    keyed: bool

    def svg(self) -> str:
        """Give the element."""
        body = [*self._heads(), *self._rows(), *self._steps(), *(self._key() if self.keyed else ())]
        height = self._bottom + (self._key_height if self.keyed else 0) + 4
        return "".join([
            f'<svg class="line" role="img" viewBox="0 0 {_WIDTH} {height}"',
            f' aria-labelledby="{self.name}-t {self.name}-d" font-size="13">',
            f'<title id="{self.name}-t">{escaped(self.chart.title)}</title>',
            f'<desc id="{self.name}-d">{escaped(self.chart.description)}</desc>',
            f'<defs><pattern id="{self.name}-h" width="6" height="6" patternUnits="userSpaceOnUse">',
            f'<path d="M0 6 L6 0" stroke="{INK}" stroke-width="1"/></pattern></defs>',
            *body,
            "</svg>",
        ])  # fmt: skip

    # Measures.

    @property
    def _label(self) -> int:
        return _label_of(self.whole)

    @property
    def _field(self) -> int:
        """Give the width of a field: as its head asks for, the same for all; notes have what is left."""
        asked = _asked_by(self.whole)
        room = (_WIDTH - self._label) // max(len(self.chart.heads), 1)
        return min(asked if self.whole.noted else _MOST, room) if room >= asked or self.whole.noted else room

    @property
    def _right(self) -> int:
        return self._label + self._field * len(self.chart.heads)

    @property
    def _top(self) -> int:
        lines = max((len(_head_lines(head)) for head in self.chart.heads if head), default=0)
        return 7 + 15 * lines if lines else 2

    def _lines(self, row: ChartRow) -> tuple[list[str], list[str]]:
        room = _WIDTH - self._right - _PADDING
        return _broken(row.label, self._label - _PADDING), _broken(row.note, room) if row.note else []

    def _height(self, row: ChartRow) -> int:
        return max(_LINE * max(map(len, self._lines(row))), _LINE) + 5

    @property
    def _bottom(self) -> int:
        return self._top + sum(map(self._height, self.chart.rows))

    # Parts.

    def _heads(self) -> Iterator[str]:
        for number, head in enumerate(self.chart.heads):
            if head:
                middle = self._label + self._field * number + self._field // 2
                for line, said in enumerate(_head_lines(head)):
                    yield _text(middle, 15 + 15 * line, said, anchor="middle", bold=True)

    def _rows(self) -> Iterator[str]:
        top = self._top
        for row in self.chart.rows:
            height = self._height(row)
            names, notes = self._lines(row)
            for number, line in enumerate(names):
                yield _text(0, top + 15 + _LINE * number, line)
            for number, spot in enumerate(row.spots):
                yield from self._spot(spot, self._label + self._field * number, top, self._field, height)
            for number, line in enumerate(notes):
                yield _text(self._right + _PADDING, top + 15 + _LINE * number, line)
            top += height

    def _spot(self, spot: Spot, left: int, top: int, width: int, height: int) -> Iterator[str]:
        fill = f"url(#{self.name}-h)" if spot.fill == "hatched" else _FILLS.get(spot.fill, "#ffffff")
        yield (
            f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{fill}" stroke="{_RULE}"'
            ' stroke-width="1"/>'
        )
        if spot.sign:
            middle, line = left + width // 2, top + height // 2 + 5
            if spot.fill == "hatched":  # so that it can be read upon the lines
                half = (breadth(spot.sign) + 6) // 2
                yield f'<rect x="{middle - half}" y="{line - 12}" width="{2 * half}" height="15" fill="#ffffff"/>'
            yield _text(middle, line, spot.sign, anchor="middle", bold=True)

    def _steps(self) -> Iterator[str]:
        """Join the fields with a sign from head to head; a head without one breaks the line."""
        if not self.chart.stepped:
            return
        middles, top = [], self._top
        for row in self.chart.rows:
            middles.append(top + self._height(row) // 2)
            top += self._height(row)
        path, open_ = [], False
        for number in range(len(self.chart.heads)):
            place = next((at for at, row in enumerate(self.chart.rows) if row.spots[number].sign), None)
            left = self._label + self._field * number
            if place is not None:
                path.append(f"{'V' if open_ else f'M{left} '}{middles[place]} H{left + self._field}")
            open_ = place is not None
        if path:
            yield f'<path d="{" ".join(path)}" fill="none" stroke="{INK}" stroke-width="3"/>'

    # The key.

    def _keys(self) -> list[tuple[Spot, list[str]]]:
        return [(spot, _broken(words, _WIDTH - 40)) for spot, words in self.chart.key]

    @property
    def _key_height(self) -> int:
        return 8 + sum(_LINE * len(lines) + 3 for _, lines in self._keys())

    def _key(self) -> Iterator[str]:
        top = self._bottom + 8
        for spot, lines in self._keys():
            if spot.sign or spot.fill:
                yield from self._spot(spot, 0, top, 28, _LINE)
            for number, line in enumerate(lines):
                yield _text(36 if spot.sign or spot.fill else 0, top + 13 + _LINE * number, line)
            top += _LINE * len(lines) + 3


def _text(left: int, line: int, said: str, *, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{left}" y="{line}" text-anchor="{anchor}" fill="{INK}"{weight}>{escaped(said)}</text>'


def _broken(said: str, room: int) -> list[str]:
    """Break a text into lines that fit a number of pixels, between words where it can be."""
    return wrap(said, max(room // _CELL, 8))
