"""The parts of a Word file that python-docx leaves to others: East-Asian fonts, the page of official letters, fields.

Nothing of python-docx is imported before a file is made.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, Final, Literal

from respond._records import frozen
from respond.errors import Language, MissingExtraError, fault
from respond.show import Style, printable

MILLIMETRE: Final = 36_000
"""The English metric units of a millimetre, in which python-docx measures."""
TWIP: Final = 635
"""Those of a twentieth of a point."""

PITCH: Final = 579
"""The height of a line in twentieths of a point: 22 of them fill the 225 mm between the margins."""
SPACING: Final = -849
"""What the grid adds to each character of 16 points, in 4096ths of a point, so that 28 of them fill 156 mm."""
CLOSER: Final = -5
"""The same, in twentieths of a point, for the letters themselves: not every program goes by the grid alike."""

WordPart = Any
"""A part of a file as python-docx has it: its classes are not known before it is imported."""

Font = Literal["body", "title", "head", "second"]

_FONTS: Final[dict[Font, str]] = {"body": "仿宋", "title": "方正小标宋简体", "head": "黑体", "second": "楷体"}
_LATIN: Final = "Times New Roman"
_COLOURS: Final[dict[Style, str]] = {
    "dim": "666666", "alarm": "C00000", "notice": "7F4A00", "good": "20603A", "draft": "7F4A00", "origin": "5A4A8A",
    "level-1": "1C5FC4", "level-2": "8A6D00", "level-3": "C85A00", "level-4": "B3201F",
}  # fmt: skip
_STRONG: Final[frozenset[Style]] = frozenset(
    {"strong", "alarm", "level-1", "level-2", "level-3", "level-4", "draft"}
)
_RED: Final = "D00000"
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The time every part of the file bears: the earliest a zip can tell, so that equal papers are equal files."""
_WIDE = re.compile("[\u2e80-\uffff]")


@frozen
class Margins:
    """The margins of a page, in millimetres."""

    top: int
    bottom: int
    left: int
    right: int


OFFICIAL: Final = Margins(37, 35, 28, 26)
"""Those of official letters, which leave 156 by 225 mm."""
NARROW: Final = Margins(16, 16, 18, 18)
"""Those of a sheet that has to hold much."""


class WordFile:
    """A Word file being written: A4, its fonts set in every slot, in one language."""

    def __init__(
        self, lang: Language, margins: Margins, size: int, pitch: int, *, grid: bool = False
    ) -> None:
        docx = _library()
        self.lang = lang
        self.size = size
        self.pitch = pitch
        self.document: Any = docx.Document()
        self.oxml: Any = import_module("docx.oxml")
        self.section: Any = self.document.sections[0]
        self._page(margins)
        self._styles()
        self.grid = grid
        if grid:
            self._grid()

    # The page.

    def _page(self, margins: Margins) -> None:
        section = self.section
        section.page_width, section.page_height = 210 * MILLIMETRE, 297 * MILLIMETRE
        for side in ("top", "bottom", "left", "right"):
            setattr(section, f"{side}_margin", getattr(margins, side) * MILLIMETRE)
        section.gutter = 0
        section.header_distance = min(15, margins.top // 2) * MILLIMETRE
        section.footer_distance = (23 if margins is OFFICIAL else margins.bottom // 2) * MILLIMETRE

    def _grid(self) -> None:
        """Lay the grid of 22 lines of 28 characters over the page."""
        found = self.section._sectPr.find(self.qualified("w:docGrid"))  # noqa: SLF001 - there is no other way in
        grid = found if found is not None else self.element("w:docGrid")
        for name, value in (("type", "linesAndChars"), ("linePitch", PITCH), ("charSpace", SPACING)):
            grid.set(self.qualified(f"w:{name}"), str(value))
        if found is None:
            self.section._sectPr.append(grid)  # noqa: SLF001

    def _styles(self) -> None:
        """Let all that is not set otherwise be in the body's font, in every slot."""
        style = self.document.styles["Normal"]
        style.font.size = self.size * TWIP * 10
        self.set_fonts(style.element.get_or_add_rPr(), "body")
        defaults = self.document.styles.element.find(self.qualified("w:docDefaults"))
        for properties in defaults.iter(self.qualified("w:rPr")):
            self.set_fonts(properties, "body")
        for spacing in defaults.iter(self.qualified("w:spacing")):
            spacing.getparent().remove(spacing)
        language = self.element("w:lang", val="en-US", eastAsia="zh-CN")
        own = style.element.get_or_add_rPr()
        own.append(language)

    # Paragraphs and runs.

    def paragraph(  # noqa: PLR0913 - nearly all of them by name
        self,
        within: WordPart = None,
        *,
        align: Literal["left", "center", "right", "both"] = "left",
        first: int = 0,
        left: int = 0,
        hanging: int = 0,
        right: int = 0,
        pitch: int | None = None,
        keep: bool = False,
        before: int = 0,
        outline: int | None = None,
    ) -> WordPart:
        """Add a paragraph; indents are in hundredths of a character, `pitch` and `before` in 20ths of a point."""
        made = (within if within is not None else self.document).add_paragraph()
        properties = made._p.get_or_add_pPr()  # noqa: SLF001
        if keep:
            properties.append(self.element("w:keepNext"))
        spacing = self.element(
            "w:spacing", before=before, after=0, line=pitch or self.pitch, lineRule="exact"
        )
        properties.append(spacing)
        if self.grid:
            properties.append(self.element("w:snapToGrid", val=0))  # pitch and spacing are set exactly
        # the same twice: characters for those who count in them, twips for the others
        unit = self.size * 10
        given = {"left": left, "right": right}
        given |= {"hanging": hanging} if hanging else {"firstLine": first}
        indent = {name: value * unit // 100 for name, value in given.items()}
        indent |= {f"{name}Chars": value for name, value in given.items()}
        properties.append(self.element("w:ind", **indent))
        properties.append(self.element("w:jc", val=align))
        if outline is not None:
            properties.append(self.element("w:outlineLvl", val=outline))
        return made

    def run(
        self,
        paragraph: WordPart,
        text: str,
        font: Font = "body",
        *,
        size: int | None = None,
        style: Style = "",
        bold: bool = False,
        colour: str = "",
    ) -> WordPart:
        """Add text to a paragraph in a font of its own; `size` is in half points."""
        made = paragraph.add_run(printable(text))
        properties = made._r.get_or_add_rPr()  # noqa: SLF001
        self.set_fonts(properties, font)
        made.font.size = (size or self.size) * TWIP * 10
        if self.grid and size in {None, self.size}:
            properties.append(self.element("w:spacing", val=CLOSER))
        if bold or style in _STRONG:
            made.font.bold = True
        shade = colour or _COLOURS.get(style, "")
        if shade:
            properties.append(self.element("w:color", val=shade))
        return made

    def set_fonts(self, properties: WordPart, font: Font) -> None:
        """Set a font in every slot: python-docx fills the Latin ones alone, and Chinese would stay what it was."""
        for old in properties.findall(self.qualified("w:rFonts")):
            properties.remove(old)
        name = _FONTS[font]
        made = self.element("w:rFonts", ascii=_LATIN, hAnsi=_LATIN, eastAsia=name, cs=_LATIN, hint="eastAsia")
        properties.insert(0, made)

    def field(self, paragraph: WordPart, instruction: str, *, size: int | None = None) -> None:
        """Add a field, such as the number of the page; what it shows before it is worked out is 1."""
        text = self.element("w:instrText")
        text.text = f" {instruction} "
        parts = (
            self.element("w:fldChar", fldCharType="begin"),
            text,
            self.element("w:fldChar", fldCharType="separate"),
            None,
            self.element("w:fldChar", fldCharType="end"),
        )
        for part in parts:
            run = self.run(paragraph, "" if part is not None else "1", size=size)
            if part is not None:
                run._r.append(part)  # noqa: SLF001

    def apart(self, paragraph: WordPart, left: str, *right: tuple[str, Font], size: int, edge: int) -> None:
        """Write a text at the left and others at the right edge of a line, less what stays free at the edge."""
        tabs = self.element("w:tabs")
        tabs.append(self.element("w:tab", val="right", pos=self.width - edge))
        paragraph._p.get_or_add_pPr().append(tabs)  # noqa: SLF001 - there is no other way in
        self.run(paragraph, left, size=size)
        self.run(paragraph, "", size=size)._r.append(self.element("w:tab"))  # noqa: SLF001
        for text, font in right:
            self.run(paragraph, text, font, size=size)

    @property
    def width(self) -> int:
        """Give the width of the text, in twentieths of a point."""
        wide = self.section.page_width - self.section.left_margin - self.section.right_margin
        return int(wide) // TWIP

    def break_page(self) -> None:
        """Begin a new page."""
        made = self.paragraph(pitch=20)
        self.run(made, "").add_break(import_module("docx.enum.text").WD_BREAK.PAGE)

    def rule(
        self, paragraph: WordPart, side: Literal["top", "bottom"], colour: str, eighths: int, space: int = 1
    ) -> None:
        """Draw a line over or under a paragraph, so many eighths of a point thick."""
        found = paragraph._p.get_or_add_pPr().find(self.qualified("w:pBdr"))  # noqa: SLF001
        borders = found if found is not None else self.element("w:pBdr")
        borders.append(self.element(f"w:{side}", val="single", sz=eighths, space=space, color=colour))
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
        spacing = properties.find(self.qualified("w:spacing"))
        spacing.addprevious(borders)

    def frame(self, paragraph: WordPart, down: int) -> None:
        """Put a paragraph so far down from the top of the paper, whatever stands before it; several make one frame."""
        frame = self.element(
            "w:framePr",
            w=self.width,
            hSpace=0,
            vSpace=0,
            wrap="through",
            vAnchor="page",
            hAnchor="margin",
            x=1,
            y=down,
        )
        paragraph._p.get_or_add_pPr().append(frame)  # noqa: SLF001 - there is no other way in

    # What stands on every page.

    def mark(self, text: str) -> None:
        """Put a mark in red at the head of every page, odd and even."""
        for header in (self.section.header, self.section.even_page_header):
            header.is_linked_to_previous = False
            paragraph = self._only(header)
            self.run(paragraph, text, "head", size=24, colour=_RED, bold=True)

    def number_pages(self, size: int, *, mirrored: bool) -> None:
        """Put the number on every page; `mirrored` on the outer edge, as on paper printed on both sides."""
        self.document.settings.odd_and_even_pages_header_footer = True
        sides: tuple[tuple[WordPart, Literal["left", "right"]], ...] = (
            (self.section.footer, "right"),
            (self.section.even_page_footer, "left"),
        )
        for footer, align in sides:
            footer.is_linked_to_previous = False
            paragraph = self._only(footer, align if mirrored else "center")
            self.run(paragraph, "— ", size=size)
            self.field(paragraph, "PAGE", size=size)
            self.run(paragraph, " —", size=size)

    def _only(self, part: WordPart, align: Literal["left", "center", "right"] = "center") -> WordPart:
        """Give the one paragraph of a header or footer, empty."""
        for old in list(part.paragraphs):
            old._p.getparent().remove(old._p)  # noqa: SLF001
        first = 0
        edge = 100 if align in {"left", "right"} else 0
        return self.paragraph(
            part,
            align=align,
            pitch=400,
            first=first,
            left=edge if align == "left" else 0,
            right=edge if align == "right" else 0,
        )

    # XML.

    def element(self, tag: str, **attributes: object) -> WordPart:
        """Make an element with attributes of the main namespace."""
        made = self.oxml.OxmlElement(tag)
        for name, value in attributes.items():
            made.set(self.qualified(f"w:{name}"), str(value))
        return made

    def qualified(self, tag: str) -> str:
        """Give a tag with its namespace."""
        name: str = self.oxml.ns.qn(tag)
        return name

    def saved(self, *, title: str, author: str, now: datetime) -> bytes:
        """Give the file, the same bytes for the same content and the same `now`."""
        self._in_order()
        properties = self.document.core_properties
        moment = now.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        properties.title, properties.author, properties.last_modified_by = title, author, author
        properties.created = properties.modified = moment
        properties.comments, properties.keywords, properties.subject = "", "", ""
        properties.revision, properties.language = 1, "zh-CN" if self.lang == "zh" else "en"
        made = io.BytesIO()
        self.document.save(made)
        return _steadied(made.getvalue())

    def _in_order(self) -> None:
        """Put the properties of each run and paragraph into the order the format asks for."""
        edges = ("header", "even_page_header", "footer", "even_page_footer")
        parts = [self.document.element.body, *(getattr(self.section, edge)._element for edge in edges)]  # noqa: SLF001
        for part in parts:
            for tag, order in (("w:rPr", _RUN_ORDER), ("w:pPr", _PARAGRAPH_ORDER), ("w:tblPr", _TABLE_ORDER)):
                for each in part.iter(self.qualified(tag)):
                    each[:] = sorted(each, key=lambda one: _place(one.tag, order))


_RUN_ORDER: Final = ("rStyle", "rFonts", "b", "bCs", "i", "color", "spacing", "kern", "sz", "szCs", "lang")
_PARAGRAPH_ORDER: Final = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "pBdr", "tabs", "snapToGrid",
    "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr",
)  # fmt: skip
_TABLE_ORDER: Final = (
    "tblStyle", "tblpPr", "tblOverlap", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook",
)  # fmt: skip


def _place(tag: str, order: Iterable[str]) -> int:
    name = tag.rpartition("}")[2]
    known = list(order)
    return known.index(name) if name in known else len(known)


def _library() -> WordPart:
    """Import python-docx; raises MissingExtraError (E983) without the extra `papers`."""
    try:
        return import_module("docx")
    except ModuleNotFoundError as error:
        raise MissingExtraError([fault("E983", library=error.name)]) from None


def _steadied(made: bytes) -> bytes:
    """Give a zip with every part at one and the same time, whatever the clock said when it was written."""
    steady = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as given, zipfile.ZipFile(steady, "w") as out:
        for name in given.namelist():
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            out.writestr(info, given.read(name))
    return steady.getvalue()


def width_of(text: str) -> int:
    """Give how wide a text is in half characters, a Chinese one being two."""
    return sum(2 if _WIDE.match(letter) else 1 for letter in text)
