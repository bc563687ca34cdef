"""A sheet: what is to be read, in order, before it is known whether a terminal or a page will show it."""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

Style = Literal["", "dim", "strong", "alarm", "good", "level-0", "level-1", "level-2", "level-3", "level-4"]
"""How a piece stands out; `level-N` is the colour of the level with gravity N. Words never depend on it."""


@frozen
class Banner:
    """A line that must not be overlooked, such as the mark of an exercise."""

    text: str


@frozen
class Title:
    """What this is about, and lines that place it."""

    text: str
    below: tuple[str, ...] = ()


@frozen
class Verdict:
    """The answer itself, one line or two, in its colour."""

    lines: tuple[tuple[str, Style], ...]


@frozen
class Section:
    """A heading; `aside` is a short note beside it."""

    title: str
    aside: str = ""
    depth: int = 1


@frozen
class Line:
    """A paragraph."""

    text: str
    style: Style = ""


@frozen
class Point:
    """One entry of a list: a mark, its text, and lines beneath it that carry the evidence."""

    text: str
    below: tuple[str, ...] = ()
    mark: str = "·"
    style: Style = ""


@frozen
class Column:
    """A column: a terminal sets `lead` beside `main`, `stacked` under the last lead, `below` under main."""

    title: str
    role: Literal["lead", "stacked", "main", "below"] = "lead"


@frozen
class Row:
    """One row: a text for each column, lines beneath, and the style of its lead cells."""

    cells: tuple[str, ...]
    below: tuple[str, ...] = ()
    style: Style = ""


@frozen
class Table:
    """Rows under columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Block = Banner | Title | Verdict | Section | Line | Point | Table


@frozen
class Sheet:
    """The blocks in reading order."""

    blocks: tuple[Block, ...]


def section(title: str, blocks: Sequence[Block], aside: str = "", depth: int = 1) -> tuple[Block, ...]:
    """Give a section with its heading, or nothing at all when it has no content.

    >>> section("时限", [])
    ()
    """
    return (Section(title, aside, depth), *blocks) if blocks else ()
