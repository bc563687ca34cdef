"""The level over time as SVG: what the plan made certain and left possible, what was declared, what response ran."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Final

from respond._records import frozen
from respond.desk import LevelCurve, LevelPoint
from respond.facts import Level
from respond.room.pages.incident.time_axis import TimeAxis
from respond.room.pages.saying import Saying
from respond.room.pages.words import WORDS

_WIDE: Final = 1000
_LEFT: Final = 150
"""Where the curve begins at the least, and its legend."""
_TOP: Final = 46
_STEP: Final = 46
_TINTS: Final = {
    "level-0": "#f6f7f9", "level-1": "#eaf1fd", "level-2": "#fff9df", "level-3": "#fff0e0", "level-4": "#ffe9e9",
}  # fmt: skip


@frozen
class _Pen:
    """How a line is drawn: its colour, its dashes, and how far beside the others, so that none hides another."""

    name: str
    colour: str
    dash: str = ""
    off: int = 0

    @property
    def stroke(self) -> str:
        dashes = f' stroke-dasharray="{self.dash}"' if self.dash else ""
        return f'stroke="{self.colour}" stroke-width="3" fill="none"{dashes}'


_BLUE: Final = "#1c5fc4"
_PLAN: Final = _Pen("curve_plan", _BLUE)
_DECLARED: Final = _Pen("declared_level", "#a01f1e", "9 5", -7)
_STARTED: Final = _Pen("curve_started", "#2f7d3b", "2 4", 7)


def level_chart(curve: LevelCurve, say: Saying) -> str | None:
    """Draw a curve; None where the plan has neither levels nor responses."""
    if not curve.levels or not curve.points:
        return None
    return "".join(_drawn(curve, say))


def _drawn(curve: LevelCurve, say: Saying) -> Iterator[str]:
    levels = (*curve.levels, curve.levels[0].scale.none)
    rows = {int(level): number for number, level in enumerate(levels)}
    height = _TOP + _STEP * len(levels) + 30
    first = curve.points[0].at
    last = max(curve.points[-1].at, first)
    if first == last:
        first, last = say.around()
    axis = TimeAxis(first, last, _begins(levels, say), _WIDE - 20, say.zone)
    title, about = say.text(WORDS["curve_title"]), say.text(WORDS["curve_about"])
    yield f'<svg class="curve" role="img" viewBox="0 0 {_WIDE} {height}" width="{_WIDE}" height="{height}"'
    yield ' aria-labelledby="curve-t curve-d" font-size="13">'
    yield f'<title id="curve-t">{escape(title)}</title><desc id="curve-d">{escape(about)}</desc>'
    yield from _grid(levels, axis, say, height)
    yield from _reach(curve, axis, rows)
    points = curve.points
    yield from _steps(points, [each.level.certain for each in points], axis, rows, _PLAN)
    yield from _steps(points, [each.declared for each in points], axis, rows, _DECLARED)
    yield from _steps(points, [each.started for each in points], axis, rows, _STARTED)
    yield from _legend(say)
    yield "</svg>"


def _begins(levels: Sequence[Level], say: Saying) -> int:
    """Give where the curve begins: behind the longest name of a level."""
    widths = (sum(14 if each > "\u2e80" else 9 for each in say.badge(level).words) for level in levels)
    return max(_LEFT, max(widths) + 20)


def _middle(row: int) -> int:
    return _TOP + _STEP * row + _STEP // 2


def _grid(levels: Sequence[Level], axis: TimeAxis, say: Saying, height: int) -> Iterator[str]:
    for row, level in enumerate(levels):
        y, badge = _TOP + _STEP * row, say.badge(level)
        yield f'<rect x="0" y="{y}" width="{_WIDE}" height="{_STEP}" fill="{_TINTS.get(badge.style, "#f6f7f9")}"'
        yield ' stroke="#ffffff"/>'
        yield f'<text x="8" y="{y + _STEP // 2 + 5}" font-weight="700" fill="#1b1d21">{escape(badge.words)}</text>'
    for x, words in axis.marks:
        yield f'<line x1="{x}" y1="{_TOP}" x2="{x}" y2="{height - 24}" stroke="#d5d9df"/>'
        yield f'<text x="{x}" y="{height - 8}" text-anchor="middle" fill="#545b66">{words}</text>'


def _reach(curve: LevelCurve, axis: TimeAxis, rows: dict[int, int]) -> Iterator[str]:
    """Fill what the plan left possible above what was certain."""
    ends = [*(each.at for each in curve.points[1:]), axis.last]
    for point, end in zip(curve.points, ends, strict=True):
        if point.level.definite:
            continue
        left, right = axis.at(point.at), max(axis.at(end), axis.at(point.at) + 2)
        top, bottom = _middle(rows[int(point.level.possible)]), _middle(rows[int(point.level.certain)])
        yield f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" fill="#1c5fc4"'
        yield ' fill-opacity="0.18"/>'


def _steps(
    points: Sequence[LevelPoint], levels: Sequence[Level | None], axis: TimeAxis, rows: dict[int, int], pen: _Pen
) -> Iterator[str]:  # fmt: skip
    """Draw a line that stays on a level until the next point; there is none where there is no level."""
    ends = [*(each.at for each in points[1:]), axis.last]
    drawn = [
        (
            axis.at(point.at),
            axis.at(end),
            None if level is None else _middle(rows.get(int(level), len(rows) - 1)) + pen.off,
        )
        for point, end, level in zip(points, ends, levels, strict=True)
    ]
    for left, right, y in drawn:
        if y is not None:
            yield f'<path d="M{left} {y}H{max(right, left + 3)}" {pen.stroke}/>'
    for (_, right, one), (_, _, other) in pairwise(drawn):
        if one is not None and other is not None and one != other:
            yield f'<path d="M{right + pen.off} {one}V{other}" {pen.stroke}/>'


def _legend(say: Saying) -> Iterator[str]:
    x = _LEFT
    for pen in (_PLAN, None, _DECLARED, _STARTED):
        if pen is None:
            yield f'<rect x="{x}" y="13" width="34" height="14" fill="{_BLUE}" fill-opacity="0.18"/>'
        else:
            yield f'<path d="M{x} 20H{x + 34}" {pen.stroke}/>'
        words = say.text(WORDS["curve_possible" if pen is None else pen.name])
        yield f'<text x="{x + 42}" y="25" fill="#1b1d21">{escape(words)}</text>'
        x += 200
