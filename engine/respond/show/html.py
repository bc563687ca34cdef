"""The writer of pages: one HTML file, printable, without scripts or outside assets; number lines drawn as SVG."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Any

from respond._records import frozen
from respond.errors import MissingExtraError, fault
from respond.show.blocks import (
    Band,
    Banner,
    Block,
    Bullet,
    Contents,
    Drawing,
    Section,
    Sheet,
    Title,
    spoken,
)
from respond.show.chart_svg import draw_chart
from respond.show.svg import INK, SHADES, breadth, escaped, safe
from respond.show.wording import level_style

_LEAST, _PADDING = 84, 26
_ROOM = 700
_MARGIN = 34
_TOP, _BAND = 8, 36
_AXIS = _TOP + _BAND + 14


@frozen
class _Chapter:
    """A section of depth 1 with what stands under it."""

    head: Section
    blocks: tuple[Any, ...]


def as_html(sheet: Sheet) -> str:
    """Give a sheet as a page; raises `MissingExtraError` (E682) where the extra `render` is not installed."""
    front, contents, chapters = _parted(sheet.linked.blocks)
    page: str = (
        environment()
        .get_template("sheet.html.j2")
        .render(
            sheet=sheet, title=_first(sheet, Title), page_mark=_first(sheet, Banner), front=front,
            contents=contents, chapters=chapters, elsewhere={},
        )
    )  # fmt: skip
    return page


def _first(sheet: Sheet, kind: type[Title | Banner]) -> str:
    """Give the words of the first block of a kind, or nothing where there is none."""
    return next((spoken(block.text) for block in sheet.blocks if isinstance(block, kind)), "")


def as_html_part(sheet: Sheet, elsewhere: Mapping[str, str] = MappingProxyType({})) -> str:
    """Give a sheet as a piece of a page of a duty room, which has the style of sheets.

    `elsewhere` are the addresses of anchors that stand on other pages. Raises `MissingExtraError` (E682).
    """
    sheet = sheet.for_pages
    there = {*sheet.anchors, *elsewhere}
    front, _, chapters = _parted(sheet.leading_to(there).blocks)
    part: str = (
        environment()
        .get_template("part.html.j2")
        .render(sheet=sheet, front=front, chapters=chapters, elsewhere=elsewhere)
    )
    return part


def style_of_sheets() -> str:
    """Give the style a page needs that holds parts of sheets (CSS)."""
    source: str = environment().loader.get_source(environment(), "sheet.css")[0]
    return source


def style_of_marked(mark: str) -> str:
    """Give the style that prints a mark in the margin of every page, as `as_html` does with a sheet's banner.

    In the margin it covers no text, whatever the page is and however long; see `@page` of the style of sheets.
    """
    style: str = environment().get_template("marked.css").render(page_mark=mark)
    return style


@cache
def environment() -> Any:  # noqa: ANN401 - imported when it is needed
    """Give the templates; raises `MissingExtraError` (E682)."""
    try:
        jinja2 = import_module("jinja2")
    except ImportError as error:
        raise MissingExtraError([fault("E682", found=error)]) from error
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("respond.show"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: safe(value) if type(value) is str else value,
    )
    made.globals["draw"] = draw
    made.globals["draw_chart"] = draw_chart
    made.globals["kind_of"] = lambda block: type(block).__name__
    return made


def _parted(blocks: Sequence[Block]) -> tuple[list[Any], str, list[_Chapter]]:
    """Part a sheet into what stands on top, the title of its contents, and its chapters."""
    contents = next((block.title for block in blocks if isinstance(block, Contents)), "")
    starts = [
        number for number, block in enumerate(blocks) if isinstance(block, Section) and block.depth == 1
    ]
    chapters = []
    for start, end in pairwise((*starts, len(blocks))):
        head = blocks[start]
        if isinstance(head, Section):
            chapters.append(_Chapter(head, tuple(_listed(blocks[start + 1 : end]))))
    front = blocks[: starts[0]] if starts else blocks
    return list(_listed([block for block in front if not isinstance(block, Contents)])), contents, chapters


def _listed(blocks: Sequence[Block]) -> Iterator[Block | tuple[Block, ...]]:
    """Put the entries of one list together."""
    for entries, found in groupby(blocks, key=lambda block: isinstance(block, Bullet)):
        if entries:
            yield tuple(found)
        else:
            yield from found


@frozen
class _Spot:
    left: int
    width: int

    @property
    def middle(self) -> int:
        return self.left + self.width // 2


def draw(drawing: Drawing) -> str:
    """Give a number line as an `svg` element; not to scale, each range wide enough for its words."""
    spots = _spots(drawing)
    right = spots[-1].left + spots[-1].width
    height = _AXIS + (44 if _stagger(drawing, spots) else 26)
    parts = [
        f'<svg class="line" role="img" viewBox="0 0 {right + _MARGIN} {height}"',
        f' aria-labelledby="{drawing.anchor}-t {drawing.anchor}-d" font-size="13">',
        f'<title id="{drawing.anchor}-t">{escaped(drawing.title)}</title>',
        f'<desc id="{drawing.anchor}-d">{escaped(drawing.description)}</desc>',
        *(_band(band, spot) for band, spot in zip(drawing.bands, spots, strict=True)),
        _axis(spots[0].left, right, closed=bool(drawing.high)),
        *_marks(drawing, spots),
        "</svg>",
    ]
    return "".join(parts)


def _spots(drawing: Drawing) -> list[_Spot]:
    """Give each range its place: as wide as its own words, and what is left over shared out evenly."""
    least = [max(_LEAST, breadth(band.label) + _PADDING) for band in drawing.bands]
    spare = max(0, _ROOM - sum(least)) // len(least)
    spots, left = [], _MARGIN
    for width in least:
        spots.append(_Spot(left, width + spare))
        left += width + spare
    return spots


def _stagger(drawing: Drawing, spots: list[_Spot]) -> bool:
    """Say whether labels of neighbouring thresholds would run into each other on one row."""
    widths = [breadth(mark.label) for mark in drawing.marks]
    return any(
        (one + two) // 2 + 12 > spot.width
        for one, two, spot in zip(widths, widths[1:], spots[1:], strict=False)
    )


def _band(band: Band, spot: _Spot) -> str:
    dashes = ' stroke-dasharray="5 3"' if band.hinges else ""
    edge, fill = SHADES[level_style(band.gravity)]
    weight = "700" if band.gravity else "400"
    return (
        f'<rect x="{spot.left}" y="{_TOP}" width="{spot.width}" height="{_BAND}" fill="{fill}" stroke="{edge}"'
        f' stroke-width="1"{dashes}/>'
        f'<rect x="{spot.left}" y="{_TOP}" width="{spot.width}" height="5" fill="{edge}"/>'
        f'<text x="{spot.middle}" y="{_TOP + 26}" text-anchor="middle" font-weight="{weight}" fill="{INK}">'
        f"{escaped(band.named)}</text>"
    )


def _axis(left: int, right: int, *, closed: bool) -> str:
    end = right if closed else right + 14
    head = "" if closed else f'<path d="M{end} {_AXIS} l-7 -4 v8 z" fill="{INK}"/>'
    return f'<path d="M{left} {_AXIS} H{end}" stroke="{INK}" stroke-width="1.5"/>{head}'


def _marks(drawing: Drawing, spots: list[_Spot]) -> list[str]:
    """Give the thresholds: a dot on the side a threshold belongs to, a ring on the other."""
    stagger = _stagger(drawing, spots)
    found = []
    for index, (mark, spot) in enumerate(zip(drawing.marks, spots[1:], strict=True)):
        line = _AXIS + (36 if stagger and index % 2 else 20)
        found += [
            f'<path d="M{spot.left} {_TOP} V{_AXIS + 6}" stroke="{INK}" stroke-width="1"/>',
            _dot(spot.left - 6, filled=mark.side == "below"),
            _dot(spot.left + 6, filled=mark.side == "above"),
            _label(spot.left, line, mark.label),
        ]
    if drawing.low:
        found.append(_dot(spots[0].left, filled=True))
        if not drawing.marks or drawing.low != drawing.marks[0].label:
            found.append(_label(spots[0].left, _AXIS + 20, drawing.low))
    if drawing.high:
        right = spots[-1].left + spots[-1].width
        found += [_dot(right, filled=True), _label(right, _AXIS + 20, drawing.high)]
    return found


def _dot(middle: int, *, filled: bool) -> str:
    fill = INK if filled else "#ffffff"
    return f'<circle cx="{middle}" cy="{_AXIS}" r="3.5" fill="{fill}" stroke="{INK}" stroke-width="1.2"/>'


def _label(middle: int, line: int, text: str) -> str:
    return f'<text x="{middle}" y="{line}" text-anchor="middle" fill="{INK}">{escaped(text)}</text>'
