"""What is to be read, in order, before it is known whether a terminal, Markdown or a page shows it.

One model for every face. A line of text is made of pieces that may stand out or lead somewhere; wherever a block
takes a line, a plain text will do. Words never depend on how they stand out.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from functools import cache
from operator import is_
from typing import Any, Literal

from attrs import evolve, field, fields, has

from respond._records import frozen
from respond.errors import Language
from respond.facts import Level

Style = Literal[
    "", "dim", "strong", "alarm", "good", "notice", "code", "draft", "origin",
    "encoded", "not-executable", "open", "level-0", "level-1", "level-2", "level-3", "level-4",
]  # fmt: skip
"""How a text stands out: `level-1` to `level-4` are blue, yellow, orange, red, the standings of clauses have theirs."""


@frozen
class Piece:
    """A run of text with a way to stand out, or a link to an anchor of the same sheet.

    `on_pages` is what the pages of a duty room say in its place, for nobody types a command there; nothing if empty.
    """

    text: str
    style: Style = ""
    anchor: str = ""
    on_pages: str | None = None


Words = tuple[Piece, ...]
"""One line of text."""

Lines = tuple[Words, ...]

Said = str | Words
"""What a block takes as a line."""


def words(text: str, style: Style = "", anchor: str = "") -> Words:
    """Give one piece as a line; nothing stays nothing.

    >>> words("")
    ()
    """
    return (Piece(text, style, anchor),) if text else ()


def typed(text: str, on_pages: str = "", style: Style = "") -> Piece:
    """Give what only whoever types commands can use: the name of a command or of an option of it."""
    return Piece(text, style, on_pages=on_pages)


def chain(parts: Iterable[Said], separator: str) -> Words:
    """Join lines into one, leaving out those that are empty.

    >>> spoken(chain(["甲", "", words("乙", "strong")], "、"))
    '甲、乙'
    """
    found: list[Piece] = []
    for part in parts:
        if part:
            found += [Piece(separator)] if found else []
            found += _line(part)
    return tuple(found)


def spoken(said: Said) -> str:
    """Give a line as plain text."""
    return said if isinstance(said, str) else "".join(piece.text for piece in said)


def _line(said: Said) -> Words:
    return words(said) if isinstance(said, str) else said


def _lines(said: tuple[Said, ...]) -> Lines:
    return tuple(_line(each) for each in said)


def _cells(said: "tuple[Said | Lines, ...]") -> tuple[Lines, ...]:
    return tuple(_cell(each) for each in said)


def _cell(said: "Said | Lines") -> Lines:
    if isinstance(said, str):
        return (words(said),) if said else ()
    pieces = tuple(each for each in said if isinstance(each, Piece))
    return (pieces,) if pieces else tuple(each for each in said if not isinstance(each, Piece) and each)


@frozen
class Banner:
    """A line that must not be overlooked, such as the mark of an exercise."""

    text: Words = field(converter=_line)


@frozen
class Title:
    """What this is about, and lines that place it."""

    text: Words = field(converter=_line)
    below: Lines = field(default=(), converter=_lines)


@frozen
class Verdict:
    """The answer itself, one line or two, each in its colour."""

    lines: Lines = field(converter=_lines)


@frozen
class Contents:
    """The table of contents: every section of depth 1 from here on, and its own sections where it is `listed`."""

    title: str


@frozen
class Section:
    """The heading of what follows; `aside` is a short note beside it."""

    title: str
    aside: Words = field(default=(), converter=_line)
    depth: Literal[1, 2, 3] = 1
    anchor: str = ""
    listed: bool = False
    """Whether the contents name the sections within it, too."""
    page: bool = False
    """Whether it begins a page where it is printed."""


@frozen
class Line:
    """A paragraph; a `notice` must not be overlooked, an `alarm` even less; `good` says that all is well."""

    text: Words = field(converter=_line)
    style: Style = ""
    keep: bool = False
    """Whether it stays on the printed page of what comes next."""


@frozen
class Bullet:
    """One entry of a list: a mark, its text, and lines beneath it that carry the evidence."""

    text: Words = field(converter=_line)
    below: Lines = field(default=(), converter=_lines)
    mark: str = "·"
    style: Style = ""


_HALF, _HALF_OF_CODE = 32, 24  # columns of half a card on a page, where a Chinese character takes two
_LATIN = 0x2E7F


@frozen
class Labelled:
    """A label and what is said under it, one line or several."""

    label: str
    lines: Lines = field(converter=_lines)

    @property
    def short(self) -> bool:
        """Say whether it leaves room for another beside it."""
        text = spoken(self.lines[0]) if len(self.lines) == 1 else ""
        room = _HALF_OF_CODE if text and self.lines[0][0].style == "code" else _HALF
        return 0 < sum(2 if ord(letter) > _LATIN else 1 for letter in text) <= room


@frozen
class Particulars:
    """Labels with what is said under each."""

    rows: tuple[Labelled, ...]


@frozen
class Card:
    """One entry of a plan: its kind, its wording, marks, and what there is to say of it."""

    kind: str
    title: Words = field(converter=_line)
    rows: tuple[Labelled, ...] = ()
    marks: Words = ()
    anchor: str = ""
    draft: bool = False
    gravity: Level | None = None


@frozen
class Column:
    """A column: a terminal sets `lead` beside `main`, `stacked` under the last lead, `below` and `named` under main.

    A `named` one bears its title there. A table has one `main` column.
    """

    title: str
    role: Literal["lead", "stacked", "main", "below", "named"] = "lead"
    share: int = 0
    """How wide it is on paper beside the others; by what it holds if 0."""


@frozen
class TableRow:
    """One row: lines for each column, lines beneath, the style of its lead cells; or, if it `spans`, a heading."""

    cells: tuple[Lines, ...] = field(converter=_cells)
    below: Lines = field(default=(), converter=_lines)
    style: Style = ""
    anchor: str = ""
    spans: bool = False


@frozen
class Table:
    """Rows under columns; `name` says which table it is, for its looks on a page.

    A page has the titles of its columns above them; a terminal only where the table is `headed`.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    name: str = ""
    title: str = ""
    headed: bool = False


@frozen
class Band:
    """A range of a number line: its level's name and gravity, the range, and whether it takes something more."""

    label: str
    gravity: Level
    range: str
    hinges: bool

    @property
    def named(self) -> str:
        """Give its name with the mark of what it takes besides."""
        return self.label + "†" * self.hinges


@frozen
class Mark:
    """A threshold's label on a number line, and the side it belongs to."""

    label: str
    side: Literal["below", "above"]


@frozen
class Drawing:
    """A number line; `low` and `high` are the ends of the domain, if it has any."""

    anchor: str
    title: str
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    low: str
    high: str

    @property
    def description(self) -> str:
        """Give the line in words, for those who cannot see it."""
        return "; ".join(f"{band.range}: {band.named}" for band in self.bands)

    @property
    def text(self) -> str:
        """Give the line as one line of text: ● belongs to the range it stands in, ○ does not."""
        pieces = [f"{self.low} ●" if self.low else "◀"]
        for band, mark in zip(self.bands, (*self.marks, None), strict=True):
            pieces.append(f"── {band.named} ──")
            if mark is not None:
                ends = "●○" if mark.side == "below" else "○●"
                pieces.append(f"{ends[0]} {mark.label} {ends[1]}")
        pieces.append(f"● {self.high}" if self.high else "▶")
        return " ".join(pieces)


@frozen
class Day:
    """A day of a month, perhaps with a mark of one character that tells what it is."""

    number: int
    mark: str = ""
    style: Style = ""


@frozen
class Month:
    """The days of a month under the days of the week; `first` is the day of the week of the first, Monday being 0."""

    title: str
    heads: tuple[str, ...]
    first: int
    days: tuple[Day, ...]

    @property
    def weeks(self) -> tuple[tuple[Day | None, ...], ...]:
        """Give its weeks, seven days each, those of other months left out.

        >>> [day and day.number for day in Month("", (), 5, (Day(1), Day(2), Day(3))).weeks[1]]
        [3, None, None, None, None, None, None]
        """
        cells = [*[None] * self.first, *self.days]
        cells += [None] * (-len(cells) % 7)
        return tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7))


@frozen
class Months:
    """Months to be read side by side."""

    months: tuple[Month, ...]


Fill = Literal["", "light", "hatched", "dark"]
"""How a field of a chart is filled; each can be told from the others where it is printed black and white."""


@frozen
class Spot:
    """A field of a chart: a sign or a number in it, and what fills it."""

    sign: str = ""
    fill: Fill = ""


@frozen
class ChartRow:
    """A row of a chart: what it is called, its fields under the heads, and a note behind them."""

    label: str
    spots: tuple[Spot, ...]
    note: str = ""


@frozen
class Chart:
    """A picture made of fields, which every face can draw: rows under heads, with signs and fills.

    It is not to scale: each head is one step. `description` says in words what it shows, `key` what its signs and fills
    mean. Where `stepped`, a page joins the fields with a sign, from head to head, by a line.
    """

    anchor: str
    title: str
    description: str
    heads: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    key: tuple[tuple[Spot, str], ...] = ()
    stepped: bool = False

    @property
    def noted(self) -> bool:
        """Say whether any row has a note, so that fields have to be narrow."""
        return any(row.note for row in self.rows)

    def parts(self, heads: int, rows: int) -> "tuple[Chart, ...]":
        """Give it in parts of at most so many heads and rows, each with its own labels; a note stands in one alone.

        >>> chart = Chart("", "", "", ("a", "b", "c"), (ChartRow("r", (Spot("1"), Spot("2"), Spot("3"))),))
        >>> [part.heads for part in chart.parts(2, 9)]
        [('a', 'b'), ('c',)]
        """
        found = []
        for left in range(0, max(len(self.heads), 1), heads):
            across = [
                evolve(row, spots=row.spots[left : left + heads], note="" if left else row.note)
                for row in self.rows
            ]
            for top in range(0, max(len(across), 1), rows):
                own = tuple(across[top : top + rows])
                found.append(evolve(self, heads=self.heads[left : left + heads], rows=own))
        return tuple(found)


Block = (
    Banner
    | Title
    | Verdict
    | Contents
    | Section
    | Line
    | Bullet
    | Particulars
    | Card
    | Table
    | Drawing
    | Months
    | Chart
)


def _each_piece(found: Any, change: Callable[[Piece], Piece]) -> Any:  # noqa: ANN401 - whatever a block is made of
    """Change every piece of a block; one that says nothing afterwards goes."""
    cls = found.__class__
    if cls is Piece:
        return change(found)
    if cls is tuple:
        made = [_each_piece(each, change) for each in found]
        made = [each for each in made if not (isinstance(each, Piece) and not each.text)]
        return found if len(made) == len(found) and all(map(is_, made, found)) else tuple(made)
    changed = {}
    for name in _made_of(cls):
        was = getattr(found, name)
        now = _each_piece(was, change)
        if now is not was:  # most of a sheet stays as it is
            changed[name] = now
    return evolve(found, **changed) if changed else found


@cache
def _made_of(cls: type[Any]) -> tuple[str, ...]:
    """Give the names of what a block is made of; none of what is no block nor part of one."""
    return tuple(each.name for each in fields(cls)) if has(cls) else ()


def _on_a_page(piece: Piece) -> Piece:
    return piece if piece.on_pages is None else evolve(piece, text=piece.on_pages, on_pages=None)


def _said_on_a_page(block: Block) -> Block:
    """Give a block as pages say it; of what stands below it, a line that says nothing goes."""
    said: Block = _each_piece(block, _on_a_page)
    if isinstance(said, Title | Bullet):
        return evolve(said, below=tuple(line for line in said.below if line))
    return said


@frozen
class Sheet:
    """The blocks in reading order, and the language they are in."""

    blocks: tuple[Block, ...]
    lang: Language = "zh"
    tight: bool = False
    """Whether it is printed on pages that have to hold much: one, or one for each section."""

    @property
    def anchors(self) -> frozenset[str]:
        """Give what links can lead to on it."""
        blocks = frozenset(getattr(block, "anchor", "") for block in self.blocks)
        return blocks | {
            row.anchor for block in self.blocks if isinstance(block, Table) for row in block.rows
        }

    @property
    def linked(self) -> "Sheet":
        """Give the sheet with those links only that lead somewhere on it."""
        return self.leading_to(self.anchors)

    def leading_to(self, anchors: Container[str]) -> "Sheet":
        """Give the sheet with the links to these anchors alone."""

        def pruned(piece: Piece) -> Piece:
            return piece if not piece.anchor or piece.anchor in anchors else evolve(piece, anchor="")

        return evolve(self, blocks=tuple(_each_piece(block, pruned) for block in self.blocks))

    @property
    def for_pages(self) -> "Sheet":
        """Give the sheet as the pages of a duty room say it: nothing on it names a command; an empty line goes.

        >>> Sheet((Line((Piece("还有3项"), typed("（--full）"))), Line((typed("respond status"),)))).for_pages.blocks
        (Line(text=(Piece(text='还有3项', style='', anchor='', on_pages=None),), style='', keep=False),)
        """
        blocks = [_said_on_a_page(block) for block in self.blocks]
        return evolve(
            self, blocks=tuple(each for each in blocks if not (isinstance(each, Line) and not each.text))
        )

    @property
    def contents(self) -> tuple[tuple[Section, tuple[Section, ...]], ...]:
        """Give the sections of depth 1 after the table of contents, each with those it lists."""
        found: list[tuple[Section, list[Section]]] = []
        for block in self.blocks:
            if isinstance(block, Section) and block.depth == 1:
                found.append((block, []))
            elif isinstance(block, Section) and block.depth == 2 and found and found[-1][0].listed:
                found[-1][1].append(block)
        return tuple((head, tuple(within)) for head, within in found)


def section(
    title: str,
    blocks: Sequence[Block],
    aside: Said = "",
    depth: Literal[1, 2, 3] = 1,
    *,
    anchor: str = "",
    listed: bool = False,
) -> tuple[Block, ...]:
    """Give a section with its heading, or nothing at all when it has no content.

    >>> section("时限", [])
    ()
    """
    return (Section(title, aside, depth, anchor, listed), *blocks) if blocks else ()
