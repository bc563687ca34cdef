"""A stretch of values along one number, made of neighbouring cells: as a condition, and in words."""

from collections.abc import Sequence
from typing import Any, Final

from respond.errors import Text
from respond.facts import Fact
from respond.language import Comparison, Constant, Term, and_
from respond.prove.search.words import value_words
from respond.reason import Cell, Condition, Interval, condition_of


def whole(stretch: Sequence[Cell]) -> Interval[Any]:
    """Give a stretch from its first end to its last."""
    first, last = stretch[0], stretch[-1]
    return Interval(first.low, last.high, first.low_open, last.high_open)


def lies_within(term: Term, stretch: Interval[Any]) -> Condition:
    """Give the condition that a number lies in a stretch of values, in base units."""
    ends = (
        (stretch.low, ">" if stretch.low_open else ">="),
        (stretch.high, "<" if stretch.high_open else "<="),
    )
    tests = [
        Comparison((term, Constant(end, term.kind)), (operator,)) for end, operator in ends if end is not None
    ]
    return condition_of(and_(*tests))


def stretch_words(stretch: Sequence[Cell], fact: Fact | None) -> Text:
    """Say which values a stretch covers.

    >>> from respond.facts import FactType
    >>> deaths = Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="person")
    >>> stretch_words([Cell(3, 9, value=3)], deaths).en
    '3 persons to 9 persons'
    """
    ends = whole(stretch)
    shown = {
        name: value_words(end, fact)
        for name, end in (("low", ends.low), ("high", ends.high))
        if end is not None
    }
    if shown and ends.low == ends.high:
        return shown["low"]
    low_open = ends.low_open if "low" in shown else None
    high_open = ends.high_open if "high" in shown else None
    return _WORDS[low_open, high_open].fill(**shown)


_WORDS: Final = {
    (None, None): Text("任意值", "any value"),
    (False, None): Text("{low}以上", "{low} or more"),
    (True, None): Text("超过{low}", "more than {low}"),
    (None, False): Text("至多{high}", "at most {high}"),
    (None, True): Text("不足{high}", "under {high}"),
    (False, False): Text("{low}至{high}", "{low} to {high}"),
    (False, True): Text("{low}起、不足{high}", "from {low} to under {high}"),
    (True, False): Text("超过{low}、至{high}", "more than {low}, up to {high}"),
    (True, True): Text("超过{low}、不足{high}", "more than {low}, under {high}"),
}
"""By whether the lower and the upper end are left out, None for no end."""
