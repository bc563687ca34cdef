"""Months laid out in cells, as many beside each other as there is room for."""

from collections.abc import Iterator
from itertools import zip_longest

from respond.show.blocks import Day, Month, Months, Style
from respond.show.widths import cells, pad, printable, wrap

_DAY = 3
"""Cells of a day: two of its number, one of its mark."""
_WEEK = 7 * _DAY
_GAP = "   "

Run = tuple[str, Style]


def month_lines(block: Months, width: int) -> Iterator[tuple[Run, ...]]:
    """Give months as lines of at most `width` cells, a blank line between one row of them and the next."""
    beside = max(1, (width - 2 + len(_GAP)) // (_WEEK + len(_GAP)))
    for start in range(0, len(block.months), beside):
        if start:
            yield ()
        laid = [list(_lines(month)) for month in block.months[start : start + beside]]
        for across in zip_longest(*laid, fillvalue=((" " * _WEEK, ""),)):
            yield (("  ", ""), *_joined(across))


def month_text(block: Months, width: int) -> str:
    """Give months as text."""
    lines = ("".join(text for text, _ in line).rstrip() for line in month_lines(block, width))
    return "\n".join(line.removeprefix("  ") for line in lines)


def _joined(across: tuple[tuple[Run, ...], ...]) -> Iterator[Run]:
    for number, line in enumerate(across):
        if number:
            yield _GAP, ""
        yield from line


def _lines(month: Month) -> Iterator[tuple[Run, ...]]:
    title = wrap(month.title, _WEEK)[0]
    left = max(0, (_WEEK - 1 - cells(title)) // 2)
    yield ((pad(" " * left + title, _WEEK), "strong"),)
    yield (("".join(pad(printable(head), _DAY) for head in month.heads), "dim"),)
    for week in month.weeks:
        yield tuple(_day(day) for day in week)


def _day(day: Day | None) -> Run:
    return (" " * _DAY, "") if day is None else (f"{day.number:2}{printable(day.mark) or ' '}", day.style)
