"""A document before it is known whether HTML or Markdown will show it: blocks of words with links and marks."""

from typing import Literal

from attrs import frozen

from respond.errors import Language
from respond.show.render.drawing import Drawing

Kind = Literal[
    "", "code", "strong", "quiet", "draft", "origin", "warning", "encoded", "not-executable", "open",
    "level-0", "level-1", "level-2", "level-3", "level-4",
]  # fmt: skip
"""How a piece stands out: `level-N` is the colour of the level with gravity N, the standings of clauses have theirs.

Words never depend on it.
"""


_LATIN = 0x2E7F
_HALF, _HALF_OF_CODE = 32, 24  # columns of half a card, where a Chinese character takes two


@frozen
class Piece:
    """A run of text with a way to stand out, or a link to an anchor of the document."""

    text: str
    kind: Kind = ""
    anchor: str = ""


Words = tuple[Piece, ...]
"""One line of text."""


@frozen
class PageRow:
    """A label and what is said under it, one line or several."""

    label: str
    lines: tuple[Words, ...]

    @property
    def short(self) -> bool:
        """Say whether it leaves room for another row beside it."""
        text = spoken(self.lines[0]) if len(self.lines) == 1 else ""
        room = _HALF_OF_CODE if text and self.lines[0][0].kind == "code" else _HALF
        return 0 < sum(2 if ord(letter) > _LATIN else 1 for letter in text) <= room


@frozen
class Para:
    """A paragraph; a `notice` must not be overlooked, an `alarm` even less; `well` says that all is well."""

    words: Words
    style: Literal["", "notice", "alarm", "well", "quiet"] = ""


@frozen
class Heading:
    """A heading within a chapter, with marks beside it."""

    text: str
    anchor: str
    marks: Words = ()
    depth: Literal[3, 4] = 3


@frozen
class Card:
    """One entry of the plan: its kind, its wording, marks, and what there is to say of it."""

    kind: str
    title: Words
    anchor: str
    rows: tuple[PageRow, ...]
    marks: Words = ()
    draft: bool = False
    gravity: int | None = None


@frozen
class Bullets:
    """A list."""

    items: tuple[Words, ...]


@frozen
class Facts:
    """Labels with what is said of each: a description list."""

    rows: tuple[PageRow, ...]


@frozen
class GridRow:
    """A row of a table; a row that `spans` heads the rows beneath it."""

    cells: tuple[tuple[Words, ...], ...]
    anchor: str = ""
    spans: bool = False


@frozen
class Grid:
    """A table; each cell holds lines. `name` says which it is, for its looks."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]
    title: str = ""


@frozen
class Figure:
    """A number line."""

    drawing: Drawing


PageBlock = Para | Heading | Card | Bullets | Facts | Grid | Figure


@frozen
class Chapter:
    """A part of the document; the contents list its headings where `listed`."""

    title: str
    anchor: str
    blocks: tuple[PageBlock, ...]
    listed: bool = False

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Give the headings the contents list."""
        return tuple(block for block in self.blocks if isinstance(block, Heading) and block.depth == 3)


@frozen
class Document:
    """The whole: what stands on the title page, then the chapters; with neither title page nor contents if `brief`."""

    lang: Language
    title: str
    subtitle: str
    front: tuple[PageBlock, ...]
    contents: str
    chapters: tuple[Chapter, ...]
    brief: bool = False


def words(text: str, kind: Kind = "", anchor: str = "") -> Words:
    """Give one piece as a line; nothing stays nothing.

    >>> words("")
    ()
    """
    return (Piece(text, kind, anchor),) if text else ()


def chain(lines: "list[Words] | tuple[Words, ...]", separator: str) -> Words:
    """Join lines into one, leaving out those that are empty.

    >>> "".join(piece.text for piece in chain([words("甲"), (), words("乙")], "、"))
    '甲、乙'
    """
    found: list[Piece] = []
    for line in lines:
        if line:
            found += [Piece(separator)] if found else []
            found += line
    return tuple(found)


def spoken(line: Words) -> str:
    """Give a line as plain text."""
    return "".join(piece.text for piece in line)
