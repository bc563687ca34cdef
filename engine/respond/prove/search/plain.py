"""Plain numbers: those a person would take for an example, round or with the fewest decimals."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import cast

from respond.facts import Fact, FactType, Number, plain_number, unit_of
from respond.reason import Cell, Variable

_PLACES = 9
"""Decimals tried for a readable number between two thresholds."""


def plainest(cell: Cell, variable: Variable, fact: Fact | None = None) -> Iterator[Number]:
    """Give the plainest numbers of a cell near its mild end: one with few decimals, and the end itself.

    >>> from respond.reason import Interval
    >>> list(plainest(Cell(0, 1, True, True, value=0), Variable("area", Interval(0))))
    [Fraction(1, 10)]
    """
    low, high = cast("Number | None", cell.low), cast("Number | None", cell.high)
    mild_low = low is not None and (variable.worse == "up" or high is None)
    near, is_open = (low, cell.low_open) if mild_low else (high, cell.high_open)
    if variable.integer:
        first = cast("Number", cell.value) if near is None else near
        second = first + (1 if mild_low else -1)
        yield from [first, second] if cell.contains(second) else [first]
        return
    inner = _between(low, high, scale_of(fact), up=mild_low)
    ends = [] if near is None or is_open else [near]
    yield from [inner, *ends] if variable.worse == "down" else [*ends, inner]


def _between(low: Number | None, high: Number | None, scale: Fraction, *, up: bool) -> Number:
    """Give the number with the fewest decimals, in the unit of the fact, strictly between two ends."""
    for places in range(_PLACES):
        step = scale / 10**places
        if up and low is not None:
            number = (floor(low / step) + 1) * step
        elif high is not None:
            number = (ceil(high / step) - 1) * step
        else:
            return 0
        if (low is None or number > low) and (high is None or number < high):
            return plain_number(number)
    if low is None or high is None:
        return 0
    return Fraction(low + high) / 2


def scale_of(fact: Fact | None) -> Fraction:
    """Give the size of one unit a fact is asked in, a per cent of a share."""
    if fact is None:
        return Fraction(1)
    if fact.type is FactType.SHARE:
        return Fraction(1, 100)
    unit = unit_of(fact)
    return unit.factor if unit else Fraction(1)


def rounder(limit: Number, scale: Fraction) -> Iterator[Number]:
    """Give round numbers, smallest first, that are below a limit."""
    step = scale
    while step < limit:
        yield from (plain_number(n) for n in (step, 2 * step, 5 * step) if n < limit)
        step *= 10
