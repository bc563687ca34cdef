"""A document as Markdown: headings with anchors, tables, lists; number lines as one line of text."""

from collections.abc import Iterator
from itertools import groupby

from respond.show.markdown import escape
from respond.show.render.page import (
    Bullets,
    Card,
    Document,
    Facts,
    Grid,
    GridRow,
    Heading,
    PageBlock,
    PageRow,
    Para,
    Piece,
    Words,
    spoken,
)

_MARKED = {"draft", "warning"}


def document_markdown(document: Document) -> str:
    """Give a document as Markdown with its contents, links and anchors."""
    parts = [f"# {escape(document.title)}", escape(document.subtitle)]
    parts += [text for block in document.front for text in _block(block)]
    parts.append(f"## {escape(document.contents)}")
    parts.append("\n".join(_contents(document)))
    for chapter in document.chapters:
        parts.append(f'<a id="{chapter.anchor}"></a>\n\n## {escape(chapter.title)}')
        parts += [text for block in chapter.blocks for text in _block(block)]
    return "\n\n".join(parts) + "\n"


def _contents(document: Document) -> Iterator[str]:
    for chapter in document.chapters:
        yield f"- [{escape(chapter.title)}](#{chapter.anchor})"
        if chapter.listed:
            yield from (f"  - [{escape(head.text)}](#{head.anchor})" for head in chapter.headings)


def _block(block: PageBlock) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from _heading(block)
    elif isinstance(block, Para):
        yield "> " + _line(block.words) if block.style == "notice" else _line(block.words)
    elif isinstance(block, Card):
        yield from _card(block)
    elif isinstance(block, Bullets):
        yield "\n".join(f"- {_line(item)}" for item in block.items)
    elif isinstance(block, Facts):
        yield "\n".join(_rows(block.rows))
    elif isinstance(block, Grid):
        yield "\n".join(_grid(block))
    else:
        yield f"```text\n{block.drawing.text}\n```"


def _heading(block: Heading) -> Iterator[str]:
    if block.anchor:
        yield f'<a id="{block.anchor}"></a>'
    marks = f" · {_marks(block.marks)}" if block.marks else ""
    yield f"{'#' * block.depth} {escape(block.text)}{marks}"


def _card(block: Card) -> Iterator[str]:
    yield f'<a id="{block.anchor}"></a>'
    head = f"**{escape(block.kind)}** {_line(block.title)}"
    yield "\n".join([f"{head} · {_marks(block.marks)}" if block.marks else head, "", *_rows(block.rows)])


def _rows(rows: tuple[PageRow, ...]) -> Iterator[str]:
    for row in rows:
        if len(row.lines) == 1:
            yield f"- {escape(row.label)}: {_line(row.lines[0])}"
        else:
            yield f"- {escape(row.label)}:"
            yield from (f"  - {_line(line)}" for line in row.lines)


def _grid(block: Grid) -> Iterator[str]:
    if block.title:
        yield f"**{escape(block.title)}**"
        yield ""
    yield f"| {' | '.join(escape(head) for head in block.heads)} |"
    yield "|" + " --- |" * len(block.heads)
    for row in block.rows:
        yield f"| {' | '.join(_cells(row, len(block.heads)))} |"


def _cells(row: GridRow, width: int) -> Iterator[str]:
    for index in range(width):
        lines = row.cells[index] if index < len(row.cells) else ()
        anchor = f'<a id="{row.anchor}"></a>' if row.anchor and index == 0 else ""
        said = "<br>".join(_line(line) for line in lines)
        yield anchor + (f"**{said}**" if row.spans and said else said)


def _marks(marks: Words) -> str:
    return " ".join(_piece(mark) for mark in marks)


def _line(line: Words) -> str:
    return "".join(_piece(piece) for piece in _joined(line))


def _joined(line: Words) -> Iterator[Piece]:
    """Join neighbouring code, so that a formula is one run of it; the links within are lost."""
    for code, pieces in groupby(line, key=lambda piece: piece.kind == "code"):
        run = tuple(pieces)
        if code and len(run) > 1:
            yield Piece(spoken(run), "code")
        else:
            yield from run


def _piece(piece: Piece) -> str:
    if piece.kind == "code":
        said = "`" + piece.text.replace("|", "\\|") + "`"
    elif piece.kind in _MARKED:
        said = f"**［{escape(piece.text)}］**"
    elif piece.kind == "strong":
        said = f"**{escape(piece.text)}**"
    else:
        said = escape(piece.text)
    return f"[{said}](#{piece.anchor})" if piece.anchor else said
