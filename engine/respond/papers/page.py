"""One page and what fits on it: rows are taken in turn until its height is used up, and what is left is counted."""

from collections.abc import Sequence

from respond._records import define, frozen
from respond.errors import Language
from respond.papers.words import say
from respond.show import Line, Piece, TableRow, Title, Words, spoken, wrap

PAGE_HEIGHT = 14_950
"""The height of the text of an A4 page between narrow margins, in twentieths of a point, with a line to spare."""
LINE, CELL_LINE = 290, 261
"""The height of a line of a paragraph and of one in a table, as `TIGHT` sets them."""
_EDGE = 24
"""What the lines between two rows of a table take."""
_WIDTH, _CELLS = 98, 109
"""How wide a line of a paragraph is, and all cells of a row together, in half characters."""
_TITLE, _TITLE_LINE = 60, 464
"""How wide a line of a title is, and how high."""
_MARGIN = 1
"""What the edges of a cell take of that."""


@frozen
class Group:
    """Rows that stand together under a heading; `least` of them come before any other group gets more.

    `shares` are the widths of their cells beside each other; rows without are paragraphs.
    """

    name: str
    rows: tuple[TableRow, ...]
    least: int
    shares: tuple[int, ...] = ()

    @property
    def head(self) -> int:
        """Give the height of its heading, and of what else stands round its rows."""
        return 370 + (CELL_LINE + _EDGE + 100 if self.shares else 0)

    def height(self, row: TableRow) -> int:
        """Give the height of a row: that of its highest cell."""
        if not self.shares:
            return height_of(spoken(row.cells[0][0]))
        tall = 1
        for cell, share in zip(row.cells, self.shares, strict=True):
            tall = max(tall, _lines(cell, max(4, _CELLS * share // sum(self.shares) - _MARGIN)))
        return tall * CELL_LINE + _EDGE


def _lines(cell: tuple[Words, ...], width: int) -> int:
    return sum(len(wrap(spoken(line), width)) for line in cell)


@define(eq=False)
class Fitted:
    """How many rows of each group fit, by its name, and what height is left."""

    taken: dict[str, int]
    left: int

    def left_out(self, groups: Sequence[Group]) -> list[tuple[str, int]]:
        """Give the groups of which something does not fit, and how many rows that is."""
        return [
            (each.name, len(each.rows) - self.taken[each.name])
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
    below = sum(len(wrap(spoken(line), _CELLS)) for line in title.below)
    return len(wrap(spoken(title.text), _TITLE)) * _TITLE_LINE + below * CELL_LINE


def height_of(text: str) -> int:
    """Give the height of a paragraph."""
    return len(wrap(text, _WIDTH)) * LINE


def left_out(what: str, where: Piece, lang: Language) -> Line:
    """Say what a page had no room for, and where all of it is."""
    before, after = say("sheet_left_out", lang, what=what).split("{where}")
    return Line((Piece(before), where, Piece(after)), "notice")
