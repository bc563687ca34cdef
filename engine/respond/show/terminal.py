"""The terminal's writer: laid out in cells, readable without colour, coloured where the terminal can."""

from collections.abc import Iterator
from functools import singledispatch
from typing import TextIO

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
    Style,
    Table,
    TableRow,
    Title,
    Verdict,
    Words,
    chain,
    spoken,
    words,
)
from respond.show.chart_grid import chart_lines
from respond.show.month_grid import month_lines
from respond.show.widths import cells, pad, printable, wrap

WIDTH = 80
_NARROWEST, _WIDEST = 40, 120
_LEAD_LIMIT = 18
_GAP = "  "
_BESIDE = " · "
_HAN = 0x2E80  # where the characters begin that are two cells wide

Run = tuple[str, Style]
Laid = tuple[Run, ...]
"""One line of output: pieces of text, each with its style."""

_RICH: dict[Style, str] = {
    "dim": "dim",
    "strong": "bold",
    "alarm": "bold red",
    "notice": "bold",
    "draft": "bold",
    "origin": "dim",
    "not-executable": "dim",
    "open": "bold red",
    "level-0": "bold",
    "level-1": "bold white on blue",
    "level-2": "bold black on yellow",
    "level-3": "bold black on dark_orange",
    "level-4": "bold white on red",
}
"""What stands out, and how; everything else is plain."""


def plain(sheet: Sheet, width: int = WIDTH) -> str:
    """Give a sheet as text without any escape codes, no line wider than `width` cells."""
    return "".join(f"{''.join(text for text, _ in line).rstrip()}\n" for line in laid(sheet, width))


def show(sheet: Sheet, stream: TextIO, width: int = WIDTH, *, colour: bool = False) -> None:
    """Write a sheet to a stream, in colour if asked for."""
    if not colour:
        stream.write(plain(sheet, width))
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal with colour needs it
    from rich.text import Text as RichText  # noqa: PLC0415

    console = Console(
        file=stream, width=width, force_terminal=True, highlight=False, markup=False, emoji=False
    )
    for line in laid(sheet, width):
        runs = ((text, _RICH.get(style, "")) for text, style in line)
        console.print(RichText.assemble(*runs), soft_wrap=True)


def fitting(columns: int) -> int:
    """Give the width to lay out for, for a terminal of so many columns."""
    return max(_NARROWEST, min(columns, _WIDEST))


def laid(sheet: Sheet, width: int) -> Iterator[Laid]:
    """Lay a sheet out in lines of at most `width` cells."""
    for block in sheet.blocks:
        if isinstance(block, Contents):
            yield from _contents(block, sheet, width)
        else:
            yield from _block(block, width)


@singledispatch
def _block(block: Block, width: int) -> Iterator[Laid]:
    raise TypeError(block, width)


@_block.register
def _banner(block: Banner, width: int) -> Iterator[Laid]:
    yield from (((pad(line, width), "alarm"),) for line in wrap(spoken(block.text), width))


@_block.register
def _title(block: Title, width: int) -> Iterator[Laid]:
    yield from _broken(block.text, width, style="strong")
    for line in block.below:
        yield from _broken(line, width)


@_block.register
def _paragraph(block: Line, width: int) -> Iterator[Laid]:
    yield from _broken(block.text, width, indent=2, style=block.style)


@_block.register
def _particulars(block: Particulars, width: int) -> Iterator[Laid]:
    for row in block.rows:
        yield from _labelled(row, 2, width)


@_block.register
def _drawing(block: Drawing, width: int) -> Iterator[Laid]:
    yield from _broken(words(block.text), width, indent=2)


@_block.register
def _chart(block: Chart, width: int) -> Iterator[Laid]:
    yield from _broken(words(block.title, "strong"), width, indent=2)
    yield from (((f"  {line}", ""),) for line in chart_lines(block, width - 2))


@_block.register
def _months(block: Months, width: int) -> Iterator[Laid]:
    yield from month_lines(block, width)


def _broken(said: Words, width: int, *, indent: int = 0, style: Style = "") -> Iterator[Laid]:
    """Break a line to fit; pieces keep their style, those without one take that of the whole."""
    margin: Laid = ((" " * indent, ""),) if indent else ()
    yield from ((*margin, *line) for line in _wrapped(said, width - indent, style))


def _wrapped(said: Words, width: int, style: Style = "") -> list[Laid]:
    text = spoken(said)
    lines = wrap(text, width)
    if len(said) <= 1:
        each = (said[0].style if said else "") or style
        return [((line, each),) for line in lines]
    styles = [piece.style or style for piece in said for _ in piece.text]
    found, start = [], 0
    whole = printable(text)
    for line in lines:
        start = whole.index(line, start)
        found.append(tuple(_runs(line, styles[start : start + len(line)])))
        start += len(line)
    return found


def _runs(text: str, styles: list[Style]) -> Iterator[Run]:
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or styles[end] != styles[start]:
            yield text[start:end], styles[start]
            start = end


def _contents(block: Contents, sheet: Sheet, width: int) -> Iterator[Laid]:
    yield from _section(Section(block.title), width)
    for head, _ in sheet.contents:
        yield from _bullet(Bullet(head.title), width)


@_block.register
def _verdict(block: Verdict, width: int) -> Iterator[Laid]:
    yield (("━" * width, "dim"),)
    for said in block.lines:
        style = said[0].style if said else ""
        yield from (((f"  {pad(line, width - 2)}", style),) for line in wrap(spoken(said), width - 4))
    yield (("━" * width, "dim"),)


@_block.register
def _section(block: Section, width: int) -> Iterator[Laid]:
    """Lay a heading out with a rule around it; one that is too long for a line is broken, its rule behind the last."""
    indent = "  " * (block.depth - 1)
    aside = (*words(_BESIDE), *block.aside) if block.aside else ()
    said = (*words(printable(block.title), "strong"), *aside)
    *above, last = _wrapped(said, width - cells(indent) - 6, "dim")
    begin = f"── {indent}"
    for line in above:
        yield ((begin, "dim"), *line)
        begin = f"   {indent}"
    rule = "─" * (width - cells(begin) - sum(cells(text) for text, _ in last) - 1)
    yield ((begin, "dim"), *last, (f" {rule}", "dim"))


@_block.register
def _bullet(block: Bullet, width: int) -> Iterator[Laid]:
    indent = cells(block.mark) + 1
    mark: Style = "alarm" if block.style == "alarm" else "strong"
    for number, line in enumerate(_wrapped(block.text, width - 2 - indent, block.style)):
        lead = f"  {block.mark} " if number == 0 else " " * (2 + indent)
        yield ((lead, mark), *line)
    for said in block.below:
        yield from _broken(said, width, indent=2 + indent, style="dim")


def _labelled(row: Labelled, indent: int, width: int) -> Iterator[Laid]:
    if len(row.lines) == 1:
        yield from _broken((*_label(row.label), *row.lines[0]), width, indent=indent)
        return
    yield from _broken(_label(row.label), width, indent=indent)
    for said in row.lines:
        yield from _broken((Piece("· "), *said), width, indent=indent + 2)


def _label(text: str) -> Words:
    return words(f"{text}: " if text.isascii() else f"{text}：", "dim")


@_block.register
def _card(block: Card, width: int) -> Iterator[Laid]:
    """Give a card as an entry of a list; what is short under it stands side by side."""
    latin = all(ord(letter) < _HAN for letter in block.kind + spoken(block.title))
    ends, kind = ((" (", ")"), f"[{block.kind}] ") if latin else (("（", "）"), f"〔{block.kind}〕")
    said = chain(((mark,) for mark in block.marks), _BESIDE)
    marks = (Piece(ends[0], "dim"), *said, Piece(ends[1], "dim")) if said else ()
    yield from _bullet(Bullet((*words(kind * bool(block.kind), "dim"), *block.title, *marks)), width)
    beside: Words = ()
    for row in (*block.rows, None):
        said = (*_label(row.label), *row.lines[0]) if row is not None and row.short else ()
        wider = chain((beside, said), _BESIDE)
        if said and cells(spoken(wider)) <= width - 4:
            beside = wider
            continue
        if beside:
            yield from _broken(beside, width, indent=4)
        beside = said
        if row is not None and not said:
            yield from _labelled(row, 4, width)


@_block.register
def _table(block: Table, width: int) -> Iterator[Laid]:
    if block.title:
        yield from _broken(words(block.title, "strong"), width, indent=2)
    places: dict[str, list[int]] = {"lead": [], "stacked": [], "main": [], "below": []}
    for index, column in enumerate(block.columns):
        places["below" if column.role == "named" else column.role].append(index)
    titles = TableRow(tuple(column.title for column in block.columns), style="dim")
    rows = (titles, *block.rows) if block.headed else block.rows
    heads = [_heads(row, places["lead"], places["stacked"]) for row in rows if not row.spans]
    sizes = [
        min(_LEAD_LIMIT, max(cells(text) for head in column for text in head))
        for column in zip(*heads, strict=True)
    ]
    left = iter(heads)
    for row in rows:
        if row.spans:
            yield from _broken(_whole(row.cells[0]), width, indent=2, style="strong")
            continue
        under = chain((_under(row, index, block) for index in places["below"]), _BESIDE)
        yield from _row(row, next(left), sizes, (_whole(row.cells[places["main"][0]]), under), width)


def _whole(cell: Lines) -> Words:
    return chain(cell, _BESIDE)


def _under(row: TableRow, index: int, block: Table) -> Words:
    said, column = _whole(row.cells[index]), block.columns[index]
    return (*_label(column.title), *said) if said and column.role == "named" else said


def _heads(row: TableRow, lead: list[int], stacked: list[int]) -> list[list[str]]:
    """Give the lines of each lead cell; stacked ones stand under the last, or in its place if it is empty."""
    heads = [[spoken(line) for line in row.cells[index]] or [""] for index in lead]
    if heads:
        under = [spoken(_whole(row.cells[index])) for index in stacked]
        heads[-1] = [text for text in (*heads[-1], *under) if text] or [""]
    return heads


def _row(
    row: TableRow, heads: list[list[str]], sizes: list[int], texts: tuple[Words, Words], width: int
) -> Iterator[Laid]:
    used = [(head, size) for head, size in zip(heads, sizes, strict=True) if size]
    wrapped = [([line for text in head for line in wrap(text, size)], size) for head, size in used]
    room = width - 2 - sum(size + len(_GAP) for _, size in wrapped)
    margin: Laid = () if wrapped else ((_GAP, ""),)  # without leads, what belongs to a row stands in from it
    main, under = texts
    style: Style = row.style if row.style in {"alarm", "dim"} else ""
    alone = all(len(lines) == 1 for lines, _ in wrapped)
    body: list[Laid]
    if under and wrapped and alone and cells(spoken(main) + _GAP + spoken(under)) <= room:
        body = [(*_wrapped(main, room, style)[0], (_GAP, style), *_wrapped(under, room, "dim")[0])]
        beneath = row.below
    else:
        body = _wrapped(main, room, style)
        beneath = (*((under,) if under else ()), *row.below)
    inner = room - sum(len(text) for text, _ in margin)
    body += [(*margin, *line) for said in beneath for line in _wrapped(said, inner, "dim")]
    for number in range(max([len(body), *(len(lines) for lines, _ in wrapped)])):
        lead = "".join(
            pad(lines[number] if number < len(lines) else "", size) + _GAP for lines, size in wrapped
        )
        yield ((f"  {lead}", row.style), *(body[number] if number < len(body) else ()))
