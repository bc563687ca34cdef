"""A stretch of values along one number: as a condition, and in words."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, cast

from respond.errors import Text
from respond.facts import SHARE, Fact, FactType, Number, Plain, base_unit, dimension_of, show_plain
from respond.reason import Cell


def stretch_text(name: str, low: object, high: object, fact: Fact, opened: tuple[bool, bool]) -> str:
    """Write a stretch of values as a condition; an end that is opened does not belong to it."""
    parts = []
    if low is not None:
        parts.append(f"{name} {'>' if opened[0] else '>='} {_literal(low, fact)}")
    if high is not None:
        parts.append(f"{name} {'<' if opened[1] else '<='} {_literal(high, fact)}")
    return " and ".join(parts)


def _literal(number: object, fact: Fact) -> str:
    """Write a number in base units so that a condition can hold it exactly."""
    value = Fraction(cast("Number", number))
    dimension = dimension_of(fact)
    unit = (
        "" if fact.type is FactType.COUNT or dimension in {None, SHARE} else f" {base_unit(dimension).symbol}"
    )
    return f"{value.numerator}{unit}" + (f" / {value.denominator}" if value.denominator != 1 else "")


def stretch_words(cells_: Sequence[Cell], fact: Fact) -> Text:
    """Say which values some neighbouring cells cover.

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
