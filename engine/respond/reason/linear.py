"""Linear inequalities over several numbers: the exact range one of them can have (Fourier-Motzkin)."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from attrs import frozen

from respond.facts import Number
from respond.reason.spans import Span

MOST_ROWS: Final = 400


class TooManyRowsError(Exception):
    """Eliminating a name would leave more inequalities than is worth handling."""


@frozen
class Row:
    """`sum of factor * name + constant >= 0`, or `> 0` if strict."""

    factors: Mapping[str, Number]
    constant: Number
    strict: bool


def rows_of(factors: Mapping[str, Number], constant: Number, operator: str) -> list[Row]:
    """Give the rows of one comparison with 0; an equation is two."""
    row = Row(factors, constant, operator == ">")
    if operator != "==":
        return [row]
    return [row, Row({name: -factor for name, factor in factors.items()}, -constant, strict=False)]


def rows_of_span(name: str, span: Span) -> list[Row]:
    """Give the rows that keep a name in its range."""
    rows = []
    if span.low is not None:
        rows.append(Row({name: 1}, -span.low, span.low_open))
    if span.high is not None:
        rows.append(Row({name: -1}, span.high, span.high_open))
    return rows


def project(rows: Iterable[Row], name: str) -> Span | None:
    """Give the range of one name over all solutions in real numbers, None if there are none.

    >>> project([Row({"a": 1, "b": 1}, -10, False), Row({"b": -1}, 4, False)], "a")
    Span(low=Fraction(6, 1), high=None, low_open=False, high_open=False)
    """
    left = list(rows)
    others = sorted({other for row in left for other in row.factors} - {name})
    while others:
        cheapest = min(others, key=lambda other: _cost(left, other))
        others.remove(cheapest)
        left = _eliminate(left, cheapest)
    span = Span()
    for row in left:
        factor = row.factors.get(name, 0)
        if factor == 0:
            if row.constant < 0 or (row.strict and row.constant == 0):
                return None
            continue
        limit = -Fraction(row.constant) / factor
        span = span.above(limit, strict=row.strict) if factor > 0 else span.below(limit, strict=row.strict)
    return None if span.empty else span


def _cost(rows: list[Row], name: str) -> int:
    above = sum(row.factors.get(name, 0) > 0 for row in rows)
    below = sum(row.factors.get(name, 0) < 0 for row in rows)
    return above * below


def _eliminate(rows: list[Row], name: str) -> list[Row]:
    above = [row for row in rows if row.factors.get(name, 0) > 0]
    below = [row for row in rows if row.factors.get(name, 0) < 0]
    left = [row for row in rows if row.factors.get(name, 0) == 0]
    if len(above) * len(below) + len(left) > MOST_ROWS:
        raise TooManyRowsError
    return left + [_joined(a, b, name) for a in above for b in below]


def _joined(above: Row, below: Row, name: str) -> Row:
    x, y = -below.factors[name], above.factors[name]
    names = (above.factors.keys() | below.factors.keys()) - {name}
    factors = {other: x * above.factors.get(other, 0) + y * below.factors.get(other, 0) for other in names}
    return Row(
        {other: factor for other, factor in factors.items() if factor},
        x * above.constant + y * below.constant,
        above.strict or below.strict,
    )
