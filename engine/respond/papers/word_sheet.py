"""The writer of Word files from the one block model: what a terminal, Markdown and a page show, on paper."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from respond._records import frozen
from respond.papers.word_file import OFFICIAL, TWIP, Font, Margins, WordFile, WordPart
from respond.show import (
    Banner,
    Block,
    Bullet,
    Card,
    Chart,
    Contents,
    Drawing,
    Fill,
    Labelled,
    Line,
    Month,
    Months,
    Particulars,
    Piece,
    Section,
    Sheet,
    Spot,
    Style,
    Table,
    TableRow,
    Title,
    Verdict,
    Words,
    printable,
    spoken,
    words,
)

_ACROSS: Final = 12
"""How many heads of a chart stand beside each other on paper."""
_NARROW: Final = 20
"""The same where notes need the room, under heads of a letter."""
_FEW: Final = 8
"""Up to how many heads labels have room for a line."""
_SHADES: Final[dict[Fill, tuple[str, str]]] = {
    "light": ("clear", "E3E6EA"), "hatched": ("pct25", "FFFFFF"), "dark": ("clear", "9AA2AD"),
}  # fmt: skip
"""The pattern and the ground of what fills a field."""

Cell = tuple[Words, ...]
"""The lines of a cell."""


@frozen
class Looks:
    """How blocks are set: the height of letters in half points and of a line in 20ths of a point, and the indents."""

    size: int
    pitch: int
    title: int
    small: int
    first: int
    """The indent of the first line of a paragraph, in hundredths of a character."""


LETTER: Final = Looks(size=32, pitch=579, title=44, small=28, first=200)
"""That of official letters: 16 points, 22 lines a page."""
NOTES: Final = Looks(size=24, pitch=400, title=32, small=21, first=0)
"""That of what is read beside them."""
TIGHT: Final = Looks(size=20, pitch=290, title=32, small=18, first=0)
"""That of a sheet that has to hold much."""


class BlockWriter:
    """Writes blocks into a Word file."""

    def __init__(self, file: WordFile, looks: Looks, *, pages: bool = False) -> None:
        self.file = file
        self.looks = looks
        self.pages = pages
        """Whether each section of depth 1 begins a page."""
        self.begun = False
        self.sheet = Sheet(())

    def write(self, blocks: Iterable[Block], sheet: Sheet | None = None) -> None:
        """Write blocks one after another."""
        self.sheet = sheet or self.sheet
        ways: Mapping[type[Any], Callable[[Any], None]] = {
            Banner: self._banner, Title: self._title, Verdict: self._verdict, Contents: self._contents,
            Section: self._section, Line: self._line, Bullet: self._bullet, Particulars: self._particulars,
            Card: self._card, Table: self._table, Drawing: self._drawing, Months: self._months,
            Chart: self._chart,
        }  # fmt: skip
        for block in blocks:
            ways[type(block)](block)

    def _said(
        self,
        paragraph: WordPart,
        text: Words,
        font: Font = "body",
        *,
        size: int | None = None,
        style: Style = "",
        bold: bool = False,
    ) -> None:
        for piece in text:
            self.file.run(
                paragraph,
                piece.text,
                font,
                size=size or self.looks.size,
                style=piece.style or style,
                bold=bold,
            )

    def _pitch(self, size: int) -> int:
        """Give the height of a line for letters of a size."""
        return (
            max(self.looks.pitch * size // self.looks.size, size * 13)
            if size != self.looks.size
            else self.looks.pitch
        )

    def _banner(self, block: Banner) -> None:
        made = self.file.paragraph(align="center", pitch=self.looks.pitch)
        self._said(made, block.text, "head", style="alarm")

    def _title(self, block: Title) -> None:
        made = self.file.paragraph(align="center", pitch=self._pitch(self.looks.title), keep=True)
        self._said(made, block.text, "title", size=self.looks.title)
        for line in block.below:
            below = self.file.paragraph(align="center", pitch=self._pitch(self.looks.small))
            self._said(below, line, size=self.looks.small, style="dim")

    def _verdict(self, block: Verdict) -> None:
        for line in block.lines:
            made = self.file.paragraph(pitch=self.looks.pitch)
            self._said(made, line, "head", bold=True)

    def _contents(self, block: Contents) -> None:
        self._line(Line(words(block.title, "strong")))
        for head, within in self.sheet.contents:
            self._line(Line(head.title))
            for each in within:
                self._line(Line(f"　{each.title}"))

    def _section(self, block: Section) -> None:
        if block.page or (self.pages and block.depth == 1):
            if self.begun or block.page:
                self.file.break_page()
            self.begun = True
        indent = self.looks.first
        font: Font = "second" if block.depth == 3 else "head"
        made = self.file.paragraph(
            first=indent, pitch=self.looks.pitch, keep=True, outline=block.depth - 1,
            before=0 if indent else self.looks.pitch // 4,
        )  # fmt: skip
        self._said(made, words(block.title), font)
        if block.aside:
            self.file.run(made, "　", size=self.looks.small)
            self._said(made, block.aside, size=self.looks.small, style="dim")

    def _line(self, block: Line) -> None:
        made = self.file.paragraph(
            align="both" if self.looks.first else "left", first=self.looks.first, pitch=self.looks.pitch,
            keep=block.keep,
        )  # fmt: skip
        self._said(made, block.text, style=block.style)

    def _bullet(self, block: Bullet) -> None:
        made = self.file.paragraph(left=150, hanging=150, pitch=self.looks.pitch)
        self._said(made, (Piece(f"{block.mark} "), *block.text), style=block.style)
        for line in block.below:
            below = self.file.paragraph(left=150, pitch=self._pitch(self.looks.small))
            self._said(below, line, size=self.looks.small, style="dim")

    def _particulars(self, block: Particulars) -> None:
        self._labelled(block.rows)

    def _labelled(self, rows: tuple[Labelled, ...]) -> None:
        if rows:
            self._grid([((words(row.label, "strong"),), row.lines) for row in rows], shares=(1, 4))

    def _card(self, block: Card) -> None:
        made = self.file.paragraph(pitch=self.looks.pitch, keep=True, before=self.looks.pitch // 4)
        kind = f"{block.kind}　" if block.kind else ""
        self._said(made, (Piece(kind, "dim"), *block.title), "head")
        if block.marks:
            marks = self.file.paragraph(pitch=self._pitch(self.looks.small), keep=True)
            self._said(marks, block.marks, size=self.looks.small, style="dim")
        self._labelled(block.rows)

    def _table(self, block: Table) -> None:
        if block.title:
            self._line(Line(words(block.title, "strong")))
        heads: list[Cell] = [(words(each.title, "strong"),) for each in block.columns]
        rows: list[tuple[Cell, ...]] = []
        spans = []
        for row in block.rows:
            spans.append(row.spans)
            rows.append(self._cells(row, block))
        shares = tuple(each.share or _share(block, index) for index, each in enumerate(block.columns))
        self._grid(
            rows,
            shares=shares,
            heads=heads if any(spoken(each[0]) for each in heads if each[0]) else [],
            spans=spans,
        )

    def _cells(self, row: TableRow, block: Table) -> tuple[Cell, ...]:
        """Give the lines of each cell; what stands beneath a row stands in its main cell, as on a page."""
        columns = len(block.columns)
        cells = [*row.cells, *[()] * (columns - len(row.cells))][:columns]
        main = next((place for place, each in enumerate(block.columns) if each.role == "main"), 0)
        cells[main] = (*cells[main], *row.below)
        if row.style:
            cells = [tuple(_styled(line, row.style) for line in cell) for cell in cells]
        return tuple(cells)

    def _grid(
        self,
        rows: Sequence[tuple[Cell, ...]],
        *,
        shares: tuple[int, ...],
        heads: Sequence[Cell] = (),
        spans: Sequence[bool] = (),
    ) -> None:
        """Write rows of cells with lines round them; the heads stand again on every page."""
        every = [*([tuple(heads)] if heads else []), *rows]
        if not every:
            return
        table = self.file.document.add_table(rows=0, cols=len(shares))
        table.autofit = False
        self._borders(table)
        widths = [self.file.width * TWIP * share // sum(shares) for share in shares]
        for number, cells in enumerate(every):
            row = table.add_row()
            self._row(row, header=bool(heads) and number == 0)
            place = number - bool(heads)
            if spans and place >= 0 and spans[place]:
                merged = row.cells[0].merge(row.cells[-1])
                self._fill(merged, tuple(_styled(line, "strong") for line in cells[0]))
                continue
            for cell, lines, wide in zip(row.cells, cells, widths, strict=True):
                cell.width = wide
                self._fill(cell, lines)
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = wide
        self.file.paragraph(pitch=self.looks.pitch // 3)

    def _fill(self, cell: WordPart, lines: Iterable[Words]) -> None:
        for old in list(cell.paragraphs):
            old._p.getparent().remove(old._p)  # noqa: SLF001 - there is no other way
        some = tuple(lines) or ((),)
        for line in some:
            made = self.file.paragraph(cell, pitch=self._pitch(self.looks.small))
            self._said(made, line, size=self.looks.small)

    def _row(self, row: WordPart, *, header: bool) -> None:
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001
        properties.append(self.file.element("w:cantSplit"))
        if header:
            properties.append(self.file.element("w:tblHeader"))

    def _borders(self, table: WordPart) -> None:
        borders = self.file.element("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            borders.append(self.file.element(f"w:{side}", val="single", sz=4, space=0, color="808080"))
        table._tbl.tblPr.append(borders)  # noqa: SLF001
        margins = self.file.element("w:tblCellMar")
        for side in ("left", "right"):
            margins.append(self.file.element(f"w:{side}", w=60, type="dxa"))
        table._tbl.tblPr.append(margins)  # noqa: SLF001

    def _drawing(self, block: Drawing) -> None:
        self._line(Line(words(block.title, "strong")))
        self._line(Line(block.text))

    def _chart(self, block: Chart) -> None:
        """Set a chart as a table of filled fields: text that every program shows, scales and reads aloud, no image."""
        self._line(Line(words(block.title, "strong")))
        for part in block.parts(_NARROW if block.noted else _ACROSS, max(len(block.rows), 1)):
            table = self._fields(part, noted=part.noted)
            for name, text in (("tblCaption", block.title), ("tblDescription", block.description)):
                table._tbl.tblPr.append(self.file.element(f"w:{name}", val=printable(text)))  # noqa: SLF001
            self.file.paragraph(pitch=self.looks.pitch // 3)
        if block.key:
            self._key(block)

    def _fields(self, part: Chart, *, noted: bool) -> WordPart:
        """Give the table of a chart: labels, fields of one width, and notes if there are any."""
        wide = 40 if len(part.heads) <= _FEW else 18
        label, field, note = (26, 5, 60) if noted else (wide, 10, 0)
        widths = [label, *[field] * len(part.heads), *([note] if noted else [])]
        table = self.file.document.add_table(rows=0, cols=len(widths))
        table.autofit = False
        self._borders(table)
        whole = self.file.width * TWIP
        sizes = [whole * wide // sum(widths) for wide in widths]
        if any(part.heads):
            row = table.add_row()
            self._row(row, header=True)
            for cell, text in zip(row.cells, ("", *part.heads, *([""] if noted else [])), strict=True):
                self._set(cell, words(text, "strong"), centred=True)
        for each in part.rows:
            row = table.add_row()
            self._row(row, header=False)
            spots = [Spot(each.label), *each.spots, *([Spot(each.note)] if noted else [])]
            for place, (cell, spot) in enumerate(zip(row.cells, spots, strict=True)):
                self._set(cell, words(spot.sign), centred=0 < place <= len(each.spots))
                self._shade(cell, spot.fill)
        for row in table.rows:
            for cell, wide in zip(row.cells, sizes, strict=True):
                cell.width = wide
        for column, wide in zip(table.columns, sizes, strict=True):
            column.width = wide
        return table

    def _key(self, block: Chart) -> None:
        """Set what the signs and fills of a chart mean: a field of each, and its words."""
        table = self.file.document.add_table(rows=0, cols=2)
        table.autofit = False
        whole = self.file.width * TWIP
        for spot, text in block.key:
            row = table.add_row()
            self._row(row, header=False)
            self._set(row.cells[0], words(spot.sign), centred=True)
            self._shade(row.cells[0], spot.fill)
            self._set(row.cells[1], words(text, "dim"), centred=False)
            row.cells[0].width, row.cells[1].width = whole // 16, whole * 15 // 16
        table.columns[0].width, table.columns[1].width = whole // 16, whole * 15 // 16
        self.file.paragraph(pitch=self.looks.pitch // 3)

    def _set(self, cell: WordPart, said: Words, *, centred: bool) -> None:
        for old in list(cell.paragraphs):
            old._p.getparent().remove(old._p)  # noqa: SLF001 - there is no other way
        made = self.file.paragraph(
            cell, pitch=self._pitch(self.looks.small), align="center" if centred else "left"
        )
        self._said(made, said, size=self.looks.small)

    def _shade(self, cell: WordPart, fill: Fill) -> None:
        if fill:
            pattern, ground = _SHADES[fill]
            shade = self.file.element("w:shd", val=pattern, color="auto", fill=ground)
            cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001

    def _months(self, block: Months) -> None:
        for month in block.months:
            self._month(month)

    def _month(self, month: Month) -> None:
        self._line(Line(words(month.title, "strong")))
        rows: list[tuple[Cell, ...]] = [
            tuple((_day(f"{day.number}{day.mark}", day.style),) if day is not None else () for day in week)
            for week in month.weeks
        ]
        self._grid(rows, shares=(1,) * 7, heads=[(words(head),) for head in month.heads])


def _day(text: str, style: Style) -> Words:
    return words(text, style)


def _styled(line: Words, style: Style) -> Words:
    return tuple(Piece(piece.text, piece.style or style, piece.anchor) for piece in line)


def _share(block: Table, index: int) -> int:
    """Give how wide a column is beside the others: by the widest line of it, within bounds."""
    lines = [
        spoken(line)
        for row in block.rows
        if not row.spans and index < len(row.cells)
        for line in row.cells[index]
    ]
    widest = max([*(len(line) for line in lines), len(block.columns[index].title)], default=1)
    return min(max(widest, 6), 30)


def as_word(
    sheet: Sheet,
    now: datetime,
    *,
    looks: Looks = NOTES,
    margins: Margins = OFFICIAL,
    pages: bool = False,
    numbered: bool = True,
) -> bytes:
    """Give a sheet as a Word file; its mark, if it bears one, stands on every page. Raises MissingExtraError (E983)."""
    file = WordFile(sheet.lang, margins, looks.size, looks.pitch)
    mark = next((spoken(block.text) for block in sheet.blocks if isinstance(block, Banner)), "")
    if numbered:
        file.number_pages(18, mirrored=False)
    if mark:
        file.mark(mark)
    writer = BlockWriter(file, looks, pages=pages)
    blocks = [block for block in sheet.blocks if not isinstance(block, Banner)]
    writer.write(blocks, sheet)
    title = next((spoken(block.text) for block in sheet.blocks if isinstance(block, Title)), "")
    return file.saved(title=title, author="respond", now=now)
