"""A stretch of values along one number: as a condition, and in words."""

from collections.abc import Sequence
from typing import Any, Final, cast

from respond.errors import Text
from respond.facts import Fact, Plain, show_plain
from respond.language import Comparison, Constant, Term, Test, and_
from respond.reason import Cell, Interval


def stretch_test(term: Term, stretch: Interval[Any]) -> Test:
    """Give the condition that a number lies in a stretch of values, in base units."""
    ends = (
        (stretch.low, ">" if stretch.low_open else ">="),
        (stretch.high, "<" if stretch.high_open else "<="),
    )
    tests = [
        Comparison((term, Constant(end, term.kind)), (operator,)) for end, operator in ends if end is not None
    ]
    return and_(*tests)


def stretch_words(cells_: Sequence[Cell], fact: Fact) -> Text:
    """Say which values some neighbouring cells cover.

    >>> from respond.facts import FactType
    >>> deaths = Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="person")
    >>> stretch_words([Cell(3, 9, value=3)], deaths).en
    '3 persons to 9 persons'
    """
    first, last = cells_[0], cells_[-1]
    low = None if first.low is None else _shown(first.low, fact)
    high = None if last.high is None else _shown(last.high, fact)
    if low is not None and first.low == last.high:
        return low
    if low is None and high is None:
        return Text("任意值", "any value")
    if high is None:
        return (Text("超过{v}", "more than {v}") if first.low_open else Text("{v}以上", "{v} or more")).fill(
            v=low
        )
    if low is None:
        return (Text("不足{v}", "under {v}") if last.high_open else Text("至多{v}", "at most {v}")).fill(
            v=high
        )
    return _BETWEEN[first.low_open, last.high_open].fill(low=low, high=high)


_BETWEEN: Final = {
    (False, False): Text("{low}至{high}", "{low} to {high}"),
    (False, True): Text("{low}起、不足{high}", "from {low} to under {high}"),
    (True, False): Text("超过{low}、至{high}", "more than {low}, up to {high}"),
    (True, True): Text("超过{low}、不足{high}", "more than {low}, under {high}"),
}
"""By whether the lower and the upper end are left out."""


def _shown(value: object, fact: Fact) -> Text:
    plain = cast("Plain", value)
    return Text(show_plain(plain, fact, "zh"), show_plain(plain, fact, "en"))
