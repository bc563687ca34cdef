"""The Markdown writer, for chat, mail and files: what a text contains never takes effect."""

import re
from collections.abc import Iterable, Iterator
from functools import singledispatch
from html import escape as escape_html
from itertools import groupby

from respond.show.blocks import (
    Banner,
    Block,
    Bullet,
    Card,
    Chart,
    Contents,
    Drawing,
    Labelled,
    Line,
    Lines,
    Months,
    Particulars,
    Piece,
    Section,
    Sheet,
    Table,
    TableRow,
    Title,
    Verdict,
    Words,
    spoken,
)
from respond.show.chart_grid import chart_text
from respond.show.month_grid import month_text
from respond.show.widths import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~]|&(?=#?\w+;))")
_FIRST = re.compile(r"^(?:[-+](?=\s|$)|-(?=[- ]*$)|=(?=[= ]*$)|\d{1,9}(?=[.)](?:\s|$)))")
"""What would begin a list, a rule or a heading at the beginning of a line."""
_NUMBER = re.compile(r"[0-9]+\.")
_PAGE = 80
_MARKED = {"draft", "alarm"}


def as_markdown(sheet: Sheet) -> str:
    r"""Give a sheet as Markdown, with the anchors its links lead to.

    >>> from respond.show.blocks import Bullet, Section
    >>> print(as_markdown(Sheet((Section("时限"), Bullet("首报 *急*", mark="1.")))), end="")
    ## 时限
    <BLANKLINE>
    1. 首报 \*急\*
    """
    parts: list[str] = []
    listed = False
    for block in sheet.linked.blocks:
        entry = isinstance(block, Bullet)
        text = "\n".join(_contents(block, sheet) if isinstance(block, Contents) else _block(block))
        if parts:
            parts.append("\n" if listed and entry else "\n\n")
        parts.append(text)
        listed = entry
    return "".join(parts) + "\n"


def escape(text: str) -> str:
    """Make a text mean itself in Markdown."""
    return _SPECIAL.sub(r"\\\1", printable(text))


@singledispatch
def _block(block: Block) -> Iterator[str]:
    raise TypeError(block)


@_block.register
def _banner(block: Banner) -> Iterator[str]:
    yield f"> **{_line(block.text)}**"


@_block.register
def _title(block: Title) -> Iterator[str]:
    yield f"# {_line(block.text)}"
    if block.below:
        yield ""
        yield "  \n".join(_first(line) for line in block.below)


@_block.register
def _verdict(block: Verdict) -> Iterator[str]:
    yield "  \n".join(f"> **{escape(spoken(line))}**" for line in block.lines)


@_block.register
def _paragraph(block: Line) -> Iterator[str]:
    text = _first(block.text)
    yield f"**{text}**" if block.style == "strong" else f"> {text}" if block.style == "notice" else text


@_block.register
def _particulars(block: Particulars) -> Iterator[str]:
    yield from _rows(block.rows)


@_block.register
def _drawing(block: Drawing) -> Iterator[str]:
    yield f"```text\n{printable(block.text)}\n```"


@_block.register
def _chart(block: Chart) -> Iterator[str]:
    yield f"**{escape(block.title)}**"
    yield ""
    yield escape(block.description)
    yield ""
    yield f"```text\n{chart_text(block, _PAGE)}\n```"


@_block.register
def _months(block: Months) -> Iterator[str]:
    yield f"```text\n{month_text(block, _PAGE)}\n```"


def _contents(block: Contents, sheet: Sheet) -> Iterator[str]:
    yield f"## {escape(block.title)}"
    yield ""
    for head, within in sheet.contents:
        yield f"- [{escape(head.title)}](#{_anchor(head.anchor)})"
        yield from (f"  - [{escape(part.title)}](#{_anchor(part.anchor)})" for part in within)


@_block.register
def _section(block: Section) -> Iterator[str]:
    if block.anchor:
        yield f'<a id="{_anchor(block.anchor)}"></a>'
        yield ""
    aside = f" · {_line(block.aside)}" if block.aside else ""
    yield f"{'#' * (block.depth + 1)} {escape(block.title)}{aside}"


@_block.register
def _bullet(block: Bullet) -> Iterator[str]:
    numbered = _NUMBER.fullmatch(block.mark)
    bullet = block.mark if numbered else "-"
    mark = "" if numbered or block.mark == "·" else f"{escape(block.mark)} "
    text = mark + _line(block.text) if mark else _first(block.text)
    yield f"{bullet} " + "<br>".join([text, *(_line(line) for line in block.below)])


@_block.register
def _card(block: Card) -> Iterator[str]:
    if block.anchor:
        yield f'<a id="{_anchor(block.anchor)}"></a>'
        yield ""
    kind = f"**{escape(block.kind)}** " if block.kind else ""
    marks = " ".join(_line((mark,)) for mark in block.marks)
    yield kind + (_line(block.title) if kind else _first(block.title)) + (f" · {marks}" if marks else "")
    yield ""
    yield from _rows(block.rows)


def _rows(rows: tuple[Labelled, ...]) -> Iterator[str]:
    for row in rows:
        if len(row.lines) == 1:
            yield f"- {escape(row.label)}: {_line(row.lines[0])}"
        else:
            yield f"- {escape(row.label)}:"
            yield from (f"  - {_first(line)}" for line in row.lines)


@_block.register
def _table(block: Table) -> Iterator[str]:
    """Give the columns that say anything, or all of a table without rows."""
    if block.title:
        yield f"**{escape(block.title)}**"
        yield ""
    filled = [
        index
        for index, _ in enumerate(block.columns)
        if any(_lines_of(row, index, block) for row in block.rows)
    ]
    used = filled or [*range(len(block.columns))]
    yield _across(escape(block.columns[index].title) for index in used)
    yield _across("---" for _ in used)
    for row in block.rows:
        yield _across(_cell(row, index, block, first=index == used[0]) for index in used)


def _cell(row: TableRow, index: int, block: Table, *, first: bool) -> str:
    anchor = f'<a id="{_anchor(row.anchor)}"></a>' if row.anchor and first else ""
    said = "<br>".join(_line(line, tabled=True) for line in _lines_of(row, index, block))
    return anchor + (f"**{said}**" if said and (row.spans or row.style == "alarm") else said)


def _lines_of(row: TableRow, index: int, block: Table) -> Lines:
    cell = row.cells[index] if index < len(row.cells) else ()
    return cell + row.below if block.columns[index].role == "main" else cell


def _across(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _first(line: Words) -> str:
    """Give a line that begins a block, so that it begins nothing else."""
    said = _line(line)
    return _FIRST.sub(lambda found: _held(found[0]), said)


def _held(start: str) -> str:
    return start + "\\" if start[0].isdigit() else "\\" + start


def _line(line: Words, *, tabled: bool = False) -> str:
    return "".join(_piece(piece, tabled=tabled) for piece in _joined(line))


def _joined(line: Words) -> Iterator[Piece]:
    """Join neighbouring code, so that a formula is one run of it; the links within are lost."""
    for code, pieces in groupby(line, key=lambda piece: piece.style == "code"):
        run = tuple(pieces)
        if code and len(run) > 1:
            yield Piece(spoken(run), "code")
        else:
            yield from run


def _piece(piece: Piece, *, tabled: bool) -> str:
    if piece.style == "code":
        said = _code(piece.text, tabled=tabled)
    elif piece.style in _MARKED:
        said = f"**［{escape(piece.text)}］**"
    elif piece.style == "strong":
        said = f"**{escape(piece.text)}**"
    else:
        said = escape(piece.text)
    return f"[{said}](#{_anchor(piece.anchor)})" if piece.anchor else said


def _code(text: str, *, tabled: bool) -> str:
    """Give a run of code, fenced by more ticks than it holds itself."""
    said = printable(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", said)), default=0) + 1)
    room = " " if "`" in said else ""
    return f"{fence}{room}{said.replace('|', chr(92) + '|') if tabled else said}{room}{fence}"


def _anchor(name: str) -> str:
    return escape_html(name, quote=True)
