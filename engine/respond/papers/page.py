"""One page and what fits on it: rows are taken in turn until its height is used up, and what is left is counted."""

from collections.abc import Sequence
from typing import Final

from respond._records import define, frozen
from respond.errors import Language
from respond.papers.words import say
from respond.show import Line, Piece, TableRow, Title, Words, cells, spoken, wrap

PAGE_HEIGHT = 14_950
"""The height of the text of an A4 page between narrow margins, in twentieths of a point, with a line to spare."""
LINE, CELL_LINE = 290, 261
"""The height of a line of a paragraph and of one in a table, as `TIGHT` sets them."""
_EDGE = 12
"""What the line between two rows of a table takes."""
_WIDTH, _CELLS = 98, 109
"""How wide a line of a paragraph is, and all cells of a row together, in half characters."""
_TITLE, _TITLE_LINE = 60, 464
"""How wide a line of a title is, and how high."""
_MARGIN = 1
"""What the edges of a cell take of that."""
_WIDTHS: Final = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 "
    "278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 "
    "611 722 722 944 722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 "
    "500 500 500 500 333 389 278 500 500 722 500 500 444 480 200 480 541"
)
_LATIN: Final = {chr(32 + place): int(width) for place, width in enumerate(_WIDTHS.split())}
"""How wide each Latin letter of the type (Times) is, in thousandths of its height; half a Chinese one is 500."""
_SURE: Final = 97
"""How much of a line is counted on, in per cent, where letters are of many widths."""


@frozen
class Group:
    """Rows that stand together under a heading; `least` of them come before any other group gets more.

    `shares` are the widths of their cells beside each other; rows without are paragraphs. A row may tell several
    things `abreast`, the last of them fewer, with empty cells.
    """

    name: str
    rows: tuple[TableRow, ...]
    least: int
    shares: tuple[int, ...] = ()
    headed: bool = True
    abreast: int = 1

    def things(self, rows: Sequence[TableRow]) -> int:
        """Count what some of its rows tell."""
        if self.abreast == 1:
            return len(rows)
        return sum(any(map(spoken, row.cells[at])) for row in rows for at in self._firsts(row))

    def _firsts(self, row: TableRow) -> range:
        """Give where the cells of each thing of a row begin."""
        return range(0, len(row.cells), len(row.cells) // self.abreast)

    @property
    def head(self) -> int:
        """Give the height of its heading, if it has one, and of what else stands round its rows."""
        return (370 if self.headed else 0) + (CELL_LINE + _EDGE + 100 if self.shares else 0)

    def height(self, row: TableRow) -> int:
        """Give the height of a row: that of its highest cell."""
        if not self.shares:
            return height_of(spoken(row.cells[0][0]))
        tall = 1
        for cell, share in zip(row.cells, self.shares, strict=True):
            tall = max(tall, _lines(cell, max(4, _CELLS * share // sum(self.shares) - _MARGIN)))
        return tall * CELL_LINE + _EDGE


def _lines(cell: tuple[Words, ...], width: int) -> int:
    return sum(_broken(spoken(line), width) for line in cell)


def _broken(text: str, width: int) -> int:
    """Count the lines a text takes, as wide as so many half characters: Latin letters are of many widths."""
    half = sum(_LATIN.get(letter, cells(letter) * 500) for letter in text)
    wide = cells(text) * 500
    if half == wide:
        return len(wrap(text, width))
    # a line may have more of its wide letters than the text as a whole
    return len(wrap(text, width * wide * _SURE // (half * 100)))


@define(eq=False)
class Fitted:
    """How many rows of each group fit, by its name, and what height is left."""

    taken: dict[str, int]
    left: int

    def left_out(self, groups: Sequence[Group]) -> list[tuple[str, int]]:
        """Give the groups of which something does not fit, and how much of what they tell that is."""
        return [
            (each.name, each.things(each.rows[self.taken[each.name] :]))
            for each in groups
            if len(each.rows) > self.taken[each.name]
        ]


def fit(groups: Sequence[Group], room: int) -> Fitted:
    """Take rows into so much room: of each group in turn its least, then of each what still fits.

    >>> rows = tuple(TableRow((f"{n}",)) for n in range(9))
    >>> fit([Group("a", rows, 2), Group("b", rows, 3)], 370 * 2 + LINE * 10).taken
    {'a': 7, 'b': 3}
    """
    found = Fitted({each.name: 0 for each in groups}, room)
    for most in (False, True):
        for each in groups:
            _take(each, found, len(each.rows) if most else min(each.least, len(each.rows)))
    return found


def _take(group: Group, found: Fitted, until: int) -> None:
    while found.taken[group.name] < until:
        row = group.rows[found.taken[group.name]]
        needed = group.height(row) + (0 if found.taken[group.name] else group.head)
        if needed > found.left:
            return
        found.left -= needed
        found.taken[group.name] += 1


def title_height(title: Title) -> int:
    """Give the height of a title, whose letters are larger, and of the small lines below it."""
    below = sum(_broken(spoken(line), _CELLS) for line in title.below)
    return _broken(spoken(title.text), _TITLE) * _TITLE_LINE + below * CELL_LINE


def height_of(text: str) -> int:
    """Give the height of a paragraph."""
    return _broken(text, _WIDTH) * LINE


def left_out(what: str, where: Piece, lang: Language) -> Line:
    """Say what a page had no room for, and where all of it is."""
    before, after = say("sheet_left_out", lang, what=what).split("{where}")
    return Line((Piece(before), where, Piece(after)), "notice")
