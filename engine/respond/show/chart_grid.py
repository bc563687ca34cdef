"""Charts laid out in cells: fields of one width under their heads, as many beside each other as there is room for."""

from collections.abc import Iterator

from respond.show.blocks import Chart, ChartRow, Fill, Spot
from respond.show.widths import cells, pad, printable, wrap

_FILLED: dict[Fill, str] = {"": " ", "light": "░", "hatched": "▒", "dark": "▓"}
_GAP = 1
_NOTE = 24
"""The least width a note is worth standing beside its row."""
_LABEL = 24


def chart_text(chart: Chart, width: int) -> str:
    """Give a chart as lines of at most `width` cells, its key beneath."""
    return "\n".join(line.rstrip() for line in chart_lines(chart, width))


def chart_lines(chart: Chart, width: int) -> Iterator[str]:
    """Give the lines of a chart of at most `width` cells."""
    label = min(_LABEL, width // 3, max((cells(printable(row.label)) for row in chart.rows), default=0))
    texts = [*chart.heads, *(spot.sign for row in chart.rows for spot in row.spots)]
    field = min(max([2, *(cells(printable(text)) for text in texts)]), width // 2)
    across = max(1, (width - label) // (field + _GAP))
    for number, part in enumerate(chart.parts(across, max(len(chart.rows), 1))):
        if number:
            yield ""
        yield from _part(part, label, field, width)
    for spot, words in chart.key:
        sign = f"{_filled(spot, 3)} " if spot.fill or spot.sign else ""
        for index, line in enumerate(wrap(words, width - cells(sign))):
            yield (sign if not index else " " * cells(sign)) + line


def _part(part: Chart, label: int, field: int, width: int) -> Iterator[str]:
    if any(part.heads):
        yield " " * label + "".join(" " * _GAP + pad(_cut(head, field), field) for head in part.heads)
    for row in part.rows:
        yield from _row(row, label, field, width)


def _row(row: ChartRow, label: int, field: int, width: int) -> Iterator[str]:
    names = wrap(row.label, label) if label else [""]
    fields = "".join(" " * _GAP + _filled(spot, field) for spot in row.spots)
    room = width - label - cells(fields) - 2
    beside = room >= _NOTE
    notes = (wrap(row.note, room) if beside else wrap(row.note, width - 4)) if row.note else []
    for number, name in enumerate(names or [""]):
        drawn = fields if not number else " " * cells(fields)
        note = f"  {notes[number]}" if beside and number < len(notes) else ""
        yield pad(name, label) + drawn + note
    rest = notes[len(names) :] if beside else notes
    margin = label + cells(fields) + 2 if beside else 4
    yield from (" " * margin + line for line in rest)


def _filled(spot: Spot, width: int) -> str:
    """Give a field: its sign in the middle of what fills it."""
    sign, fill = _cut(spot.sign, width), _FILLED[spot.fill]
    left = (width - cells(sign)) // 2
    return fill * left + sign + fill * (width - cells(sign) - left)


def _cut(text: str, width: int) -> str:
    """Give as much of a text as a field holds."""
    return wrap(text, width)[0] if text else ""
