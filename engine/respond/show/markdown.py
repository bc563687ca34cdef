"""A sheet as Markdown, for chat, mail and files."""

import re
from collections.abc import Iterator

from respond.show.sheet import Banner, Block, Line, Point, Row, Section, Sheet, Table, Title, Verdict
from respond.show.widths import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_NUMBER = re.compile(r"[0-9]+\.")


def as_markdown(sheet: Sheet) -> str:
    r"""Give a sheet as Markdown; whatever a report contains is escaped.

    >>> print(as_markdown(Sheet((Section("时限"), Point("首报 *急*", mark="1.")))), end="")
    ## 时限
    <BLANKLINE>
    1. 首报 \*急\*
    """
    parts: list[str] = []
    listed = False
    for block in sheet.blocks:
        entry = isinstance(block, Point)
        text = "\n".join(_block(block))
        if parts:
            parts.append("\n" if listed and entry else "\n\n")
        parts.append(text)
        listed = entry
    return "".join(parts) + "\n"


def escape(text: str) -> str:
    """Make a text mean itself in Markdown."""
    return _SPECIAL.sub(r"\\\1", printable(text))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Banner):
        yield f"> **{escape(block.text)}**"
    elif isinstance(block, Title):
        yield f"# {escape(block.text)}"
        yield ""
        yield "  \n".join(escape(line) for line in block.below)
    elif isinstance(block, Verdict):
        yield "  \n".join(f"> **{escape(text)}**" for text, _ in block.lines)
    elif isinstance(block, Section):
        aside = f" · {escape(block.aside)}" if block.aside else ""
        yield f"{'#' * (block.depth + 1)} {escape(block.title)}{aside}"
    elif isinstance(block, Line):
        text = escape(block.text)
        yield f"**{text}**" if block.style == "strong" else text
    elif isinstance(block, Point):
        yield from _point(block)
    else:
        yield from _table(block)


def _point(block: Point) -> Iterator[str]:
    numbered = _NUMBER.fullmatch(block.mark)
    bullet = block.mark if numbered else "-"
    mark = "" if numbered or block.mark == "·" else f"{escape(block.mark)} "
    lines = [mark + escape(block.text), *(escape(text) for text in block.below)]
    yield f"{bullet} " + "<br>".join(lines)


def _table(block: Table) -> Iterator[str]:
    used = [
        index for index, column in enumerate(block.columns) if any(row.cells[index] for row in block.rows)
    ]
    yield _cells(escape(block.columns[index].title) for index in used)
    yield _cells("---" for _ in used)
    for row in block.rows:
        yield _cells(_cell(row, index, block) for index in used)


def _cell(row: Row, index: int, block: Table) -> str:
    texts = [row.cells[index]]
    if block.columns[index].role == "main":
        texts += row.below
    words = "<br>".join(escape(text) for text in texts)
    return f"**{words}**" if row.style == "alarm" and words else words


def _cells(texts: Iterator[str]) -> str:
    return f"| {' | '.join(texts)} |"
