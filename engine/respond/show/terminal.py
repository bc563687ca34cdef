"""A sheet for the terminal: laid out in cells, readable without colour, coloured where the terminal can."""

from collections.abc import Iterator
from typing import TextIO

from respond.show.sheet import Banner, Block, Line, Point, Row, Section, Sheet, Style, Table, Title, Verdict
from respond.show.widths import cells, pad, printable, wrap

WIDTH = 80
_NARROWEST, _WIDEST = 40, 120
_LEAD_LIMIT = 18
_GAP = "  "

Run = tuple[str, Style]
Laid = tuple[Run, ...]
"""One line of output: pieces of text, each with its style."""

_RICH: dict[Style, str] = {
    "": "",
    "dim": "dim",
    "strong": "bold",
    "alarm": "bold red",
    "good": "",
    "level-0": "bold",
    "level-1": "bold white on blue",
    "level-2": "bold black on yellow",
    "level-3": "bold black on dark_orange",
    "level-4": "bold white on red",
}


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
        console.print(RichText.assemble(*((text, _RICH[style]) for text, style in line)), soft_wrap=True)


def fitting(columns: int) -> int:
    """Give the width to lay out for, for a terminal of so many columns."""
    return max(_NARROWEST, min(columns, _WIDEST))


def laid(sheet: Sheet, width: int) -> Iterator[Laid]:
    """Lay a sheet out in lines of at most `width` cells."""
    for block in sheet.blocks:
        yield from _block(block, width)


def _block(block: Block, width: int) -> Iterator[Laid]:
    if isinstance(block, Banner):
        yield from (((pad(line, width), "alarm"),) for line in wrap(block.text, width))
    elif isinstance(block, Title):
        yield from _title(block, width)
    elif isinstance(block, Verdict):
        yield from _verdict(block, width)
    elif isinstance(block, Section):
        yield from _section(block, width)
    elif isinstance(block, Line):
        yield from (((f"  {line}", block.style),) for line in wrap(block.text, width - 2))
    elif isinstance(block, Point):
        yield from _point(block, width)
    else:
        yield from _table(block, width)


def _title(block: Title, width: int) -> Iterator[Laid]:
    yield from (((line, "strong"),) for line in wrap(block.text, width))
    for text in block.below:
        yield from (((line, ""),) for line in wrap(text, width))


def _verdict(block: Verdict, width: int) -> Iterator[Laid]:
    yield (("━" * width, "dim"),)
    for text, style in block.lines:
        yield from (((f"  {pad(line, width - 2)}", style),) for line in wrap(text, width - 4))
    yield (("━" * width, "dim"),)


def _section(block: Section, width: int) -> Iterator[Laid]:
    name = printable(block.title) if block.depth == 1 else f"  {printable(block.title)}"
    aside = f" · {printable(block.aside)}" if block.aside else ""
    if cells(name + aside) > width - 6:
        yield from (((line, "strong"),) for line in wrap(name + aside, width))
        return
    rule = "─" * (width - cells(name + aside) - 4)
    yield (("── ", "dim"), (name, "strong"), (aside, "dim"), (f" {rule}", "dim"))


def _point(block: Point, width: int) -> Iterator[Laid]:
    indent = cells(block.mark) + 1
    mark: Style = "alarm" if block.style == "alarm" else "strong"
    for number, line in enumerate(wrap(block.text, width - 2 - indent)):
        lead = f"  {block.mark} " if number == 0 else " " * (2 + indent)
        yield ((lead, mark), (line, block.style))
    for text in block.below:
        yield from (((" " * (2 + indent) + line, "dim"),) for line in wrap(text, width - 2 - indent))


def _table(block: Table, width: int) -> Iterator[Laid]:
    places: dict[str, list[int]] = {"lead": [], "stacked": [], "main": [], "below": []}
    for index, column in enumerate(block.columns):
        places[column.role].append(index)
    heads = [_heads(row, places["lead"], places["stacked"]) for row in block.rows]
    sizes = [
        min(_LEAD_LIMIT, max(cells(text) for row in heads for text in row[number]))
        for number in range(len(places["lead"]))
    ]
    for row, head in zip(block.rows, heads, strict=True):
        under = " · ".join(row.cells[index] for index in places["below"] if row.cells[index])
        yield from _row(row, head, sizes, (row.cells[places["main"][0]], under), width)


def _heads(row: Row, lead: list[int], stacked: list[int]) -> list[list[str]]:
    """Give the lines of each lead cell; stacked ones stand under the last, or in its place if it is empty."""
    heads = [[row.cells[index]] for index in lead]
    if heads:
        heads[-1] = [text for text in (*heads[-1], *(row.cells[index] for index in stacked)) if text] or [""]
    return heads


def _row(
    row: Row, heads: list[list[str]], sizes: list[int], texts: tuple[str, str], width: int
) -> Iterator[Laid]:
    used = [(head, size) for head, size in zip(heads, sizes, strict=True) if size]
    wrapped = [([line for text in head for line in wrap(text, size)], size) for head, size in used]
    room = width - 2 - sum(size + len(_GAP) for _, size in wrapped)
    main, under = texts
    style: Style = row.style if row.style in {"alarm", "dim"} else ""
    body: list[Laid]
    if (
        under
        and wrapped
        and all(len(lines) == 1 for lines, _ in wrapped)
        and cells(main + _GAP + under) <= room
    ):
        body = [((printable(main) + _GAP, style), (printable(under), "dim"))]
    else:
        body = [((line, style),) for line in wrap(main, room)]
        body += [((line, "dim"),) for line in (wrap(under, room) if under else [])]
    body += [((line, "dim"),) for text in row.below for line in wrap(text, room)]
    for number in range(max([len(body), *(len(lines) for lines, _ in wrapped)])):
        lead = "".join(
            pad(lines[number] if number < len(lines) else "", size) + _GAP for lines, size in wrapped
        )
        yield ((f"  {lead}", row.style), *(body[number] if number < len(body) else ()))
