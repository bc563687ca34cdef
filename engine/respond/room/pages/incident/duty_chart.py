"""Obligations on a time axis, unit by unit, as SVG: from when each runs, until when, and how it stands."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Final

from respond._records import frozen
from respond.room.pages.incident.rows import Row
from respond.room.pages.incident.time_axis import TimeAxis
from respond.room.pages.saying import Saying
from respond.room.pages.words import WORDS

SPANS: Final = {
    "6h": timedelta(hours=6), "24h": timedelta(hours=24), "7d": timedelta(days=7), "60d": timedelta(days=60),
}  # fmt: skip
"""How far before and after the present the axis may reach."""

_WIDE: Final = 1180
_LEFT: Final = 12
_ROW: Final = 34
_HEAD: Final = 26
_TOP: Final = 30
_MOST: Final = 60
_APART: Final = 70
"""Pixels between the words of the present and those of a mark."""
_SHORT: Final = 6
"""Pixels a bar has at least."""
_INK: Final = "#1b1d21"
_COLOURS: Final = {
    "overdue": ("#d9363e", "#8c1417"), "missed": ("#d9363e", "#8c1417"), "met": ("#8fce9b", "#2f7d3b"),
    "met-late": ("#8fce9b", "#a01f1e"), "running": ("#8db8f0", "#1c5fc4"), "waiting": ("url(#hatch)", "#6b7480"),
    "at-once": ("#ffc078", "#b35900"), "maybe": ("url(#maybe)", "#545b66"),
}  # fmt: skip
"""What fills a bar and its edge, by state; what only may be owed has one of its own, however long ago its limit was."""


@frozen
class DutyChart:
    """The drawing, how many obligations it leaves out for their number, and how many lie beyond its axis."""

    svg: str
    left_out: int
    beyond: int


@frozen(eq=False)
class _Bar:
    """A bar from one moment to another; `until` it goes on once its limit is past, in red where it is late."""

    row: Row
    begin: datetime
    end: datetime
    until: datetime | None


def duty_chart(rows: Sequence[Row], say: Saying, span: timedelta | None) -> DutyChart | None:
    """Draw obligations that have moments; None where none has. Without a `span` the axis holds what lies near."""
    bars = [bar for row in rows if (bar := _bar(row, say.now)) is not None]
    if not bars:
        return None
    first, last = _reach(bars, say.now, span)
    axis = TimeAxis(first, last, _LEFT, _WIDE - _LEFT, say.zone)
    seen = [bar for bar in bars if (bar.until or bar.end) >= first and bar.begin <= last]
    return DutyChart(
        "".join(_drawn(seen[:_MOST], axis, say)), max(0, len(seen) - _MOST), len(bars) - len(seen)
    )


def _bar(row: Row, now: datetime) -> _Bar | None:
    one = row.one
    begin = row.begin
    if one.state == "waiting":
        return _Bar(row, min(begin, now), one.due or now + timedelta(minutes=30), None)
    if one.done is not None:
        end = one.due if one.state == "met-late" and one.due is not None else one.done.at
        return _Bar(row, min(begin, end), end, one.done.at if one.state == "met-late" else None)
    if one.state == "stood-down":
        return None
    if one.at_once or (one.due is not None and one.due <= now):
        end = one.due if one.due is not None else begin
        ended = one.ended or now
        return _Bar(row, min(begin, end), end, max(end, ended))
    return None if one.due is None else _Bar(row, min(begin, one.due), one.due, None)


def _reach(bars: Sequence[_Bar], now: datetime, span: timedelta | None) -> tuple[datetime, datetime]:
    """Give the ends of the axis: what lies within a span of the present, and some room on both sides."""
    most = span or SPANS["24h"]
    firsts = [bar.begin for bar in bars if bar.begin >= now - most]
    lasts = [bar.until or bar.end for bar in bars if (bar.until or bar.end) <= now + most]
    first = min([*firsts, now - timedelta(hours=1)])
    last = max([*lasts, now + timedelta(hours=1)])
    room = (last - first) / 30
    return first - room, last + room * 3


def _drawn(bars: Sequence[_Bar], axis: TimeAxis, say: Saying) -> Iterator[str]:
    lanes: dict[str, list[_Bar]] = {}
    for bar in bars:
        lanes.setdefault(bar.row.who or say.text(WORDS["no_unit"]), []).append(bar)
    height = _TOP + len(lanes) * _HEAD + len(bars) * _ROW + 10
    title, about = say.text(WORDS["chart_title"]), say.text(WORDS["chart_about"].fill(n=len(bars)))
    yield f'<svg class="gantt" role="img" viewBox="0 0 {_WIDE} {height}" width="{_WIDE}" height="{height}"'
    yield ' aria-labelledby="gantt-t gantt-d" font-size="13">'
    yield f'<title id="gantt-t">{escape(title)}</title><desc id="gantt-d">{escape(about)}</desc>'
    yield '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    yield '<rect width="7" height="7" fill="#f1f3f5"/><rect width="3" height="7" fill="#b6bcc6"/></pattern>'
    yield '<pattern id="maybe" width="6" height="6" patternUnits="userSpaceOnUse">'
    yield '<rect width="6" height="6" fill="#ffffff"/><circle cx="3" cy="3" r="1.6" fill="#545b66"/></pattern></defs>'
    present = axis.at(say.now)
    for x, words in axis.marks:
        yield f'<line x1="{x}" y1="{_TOP - 6}" x2="{x}" y2="{height}" stroke="#e1e4e9"/>'
        if abs(x - present) < _APART:  # there it says which time it is
            continue
        yield f'<text x="{x}" y="{_TOP - 12}" text-anchor="middle" fill="#545b66">{words}</text>'
    y = _TOP
    for name, held in lanes.items():
        yield f'<rect x="0" y="{y + 2}" width="{_WIDE}" height="{_HEAD - 4}" fill="#eef1f5"/>'
        yield f'<text x="{_LEFT}" y="{y + 18}" font-weight="700" fill="{_INK}">{escape(name)}</text>'
        y += _HEAD
        for bar in held:
            yield from _one(bar, y, axis)
            y += _ROW
    x, words = present, say.text(WORDS["now_line"].fill(at=say.near(say.now)))
    yield f'<line x1="{x}" y1="{_TOP - 4}" x2="{x}" y2="{height}" stroke="#a01f1e" stroke-width="2"/>'
    yield f'<rect x="{x - 42}" y="0" width="84" height="17" fill="#a01f1e" rx="3"/>'
    yield f'<text x="{x}" y="13" text-anchor="middle" fill="#ffffff" font-weight="700">{escape(words)}</text></svg>'


def _one(bar: _Bar, y: int, axis: TimeAxis) -> Iterator[str]:
    """Draw one obligation: its words, and beneath them its bar."""
    fill, edge = _COLOURS.get(bar.row.one.state, _COLOURS["running"])
    left, right = axis.at(bar.begin), axis.at(bar.end)
    unsettled = bar.row.one.provisional and bar.row.one.open
    if unsettled:  # nobody calls it late: one bar, up to the present where its limit is past
        fill, edge = _COLOURS["maybe"]
        right = right if bar.until is None else axis.at(bar.until)
    elif bar.until is not None:  # until its limit it ran, and was late from there on
        fill, edge = _COLOURS["running" if bar.row.one.done is None else "met"]
    width = max(right - left, _SHORT)
    dash = ' stroke-dasharray="4 3"' if unsettled else ""
    yield f'<rect x="{left}" y="{y + 19}" width="{width}" height="11" rx="2" fill="{fill}" stroke="{edge}"{dash}/>'
    if bar.until is not None and not unsettled:
        late = max(axis.at(bar.until) - right, _SHORT)
        red, dark = _COLOURS["at-once" if bar.row.one.at_once and bar.row.one.open else "overdue"]
        yield f'<rect x="{right}" y="{y + 19}" width="{late}" height="11" rx="2" fill="{red}" stroke="{dark}"/>'
    words = f"{bar.row.what} · {bar.row.state}" if bar.row.state else bar.row.what
    words = words if len(words) <= 96 else f"{words[:95]}…"
    anchor, x = (
        ("end", min(max(right, left + width), axis.right)) if left > _WIDE * 55 // 100 else ("start", left)
    )
    late_ink = "#8c1417" if bar.row.one.state in {"overdue", "missed"} else _INK
    yield f'<text x="{x}" y="{y + 15}" text-anchor="{anchor}" fill="{late_ink}">{escape(words)}</text>'
