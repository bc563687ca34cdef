"""The end of a search: everything is decided but sums of several names and days in windows; find numbers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from attrs import define

from respond.facts import Number
from respond.language import (
    DAY,
    MOMENT,
    SeasonAtom,
    SumAtom,
    Variable,
    day_of,
    midnight,
    moment_of,
    number_of,
)
from respond.reason.boxes import Box, Reduced, holds, in_season, reduce_sum, span_in
from respond.reason.linear import Row, TooManyRowsError, project, rows_of, rows_of_span
from respond.reason.spans import Span

_WIDEST: Final = 2000
"""Whole numbers tried one by one before a search gives up."""

_YEARS: Final = 9
"""So many years in a row hold every way a window can fall, leap years among them."""

_NO_DAY: Final = date(2024, 1, 1)
"""Where to begin when nothing says which year."""


class GaveUpError(Exception):
    """The search would take too long."""


@define
class Steps:
    """How many more steps a search may take."""

    left: int

    def take(self) -> None:
        """Use one up; raises GaveUpError when none is left."""
        self.left -= 1
        if self.left < 0:
            raise GaveUpError


Variables = Mapping[str, Variable]


def settle(
    box: Box, sums: list[SumAtom], seasons: list[SeasonAtom], variables: Variables, steps: Steps
) -> Box | None:
    """Give the box with numbers that satisfy the sums and windows, None if there are none."""
    if not seasons:
        return _settle_sums(box, sums, variables, steps)
    name = seasons[0].name
    own = [atom for atom in seasons if atom.name == name]
    rest = [atom for atom in seasons if atom.name != name]
    for number in _days(span_in(box, name), own):
        if all(in_season(atom, number) for atom in own):
            found = settle({**box, name: Span(number, number)}, sums, rest, variables, steps)
            if found is not None:
                return found
    if any(name in atom.names for atom in sums):
        raise GaveUpError  # other days of the same season might do
    return None


def pick(span: Span, variable: Variable) -> Number:
    """Give the least harmful number of a range, or a plain one near it where an end is open or missing."""
    otherwise = {DAY: number_of(_NO_DAY), MOMENT: number_of(midnight(_NO_DAY))}.get(variable.dimension, 0)
    if variable.worse == "down" and span.high is not None:
        return span.highest(otherwise)
    return span.lowest(otherwise)


def _days(span: Span, atoms: Sequence[SeasonAtom]) -> Iterator[Number]:
    """Give the days, as numbers, at which a window begins or has just ended, and the first possible one."""
    instant = atoms[0].instant

    def day(number: Number) -> date:
        return day_of(moment_of(number)) if instant else date.fromordinal(int(number))

    def number(day: date) -> Number:
        return number_of(midnight(day)) if instant else day.toordinal()

    first = _NO_DAY if span.low is None else day(span.low)
    if span.low is None and span.high is not None:
        first = _first_of(day(span.high).year - _YEARS)
    last_year = min(first.year + _YEARS, date.max.year - 1)
    turns = {first}
    for year in range(first.year, last_year + 1):
        for atom in atoms:
            turns.add(_in_year(year, atom.season.first))
            turns.add(_in_year(year, atom.season.last) + timedelta(days=1))
    if span.low is not None:
        yield span.low
    yield from (found for turn in sorted(turns) if span.contains(found := number(turn)))


def _first_of(year: int) -> date:
    return date(max(year, 1), 1, 1)


def _in_year(year: int, month_day: tuple[int, int]) -> date:
    if month_day == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, *month_day)


def _settle_sums(box: Box, sums: Sequence[SumAtom], variables: Variables, steps: Steps) -> Box | None:
    steps.take()
    left: list[SumAtom] = []
    for atom in sums:
        truth = holds(atom, box)
        if truth is False:
            return None
        if truth is None:
            left.append(atom)
    if not left:
        return box
    reduced = [reduce_sum(atom, box) for atom in left]
    products = [product for row in reduced for product in row.products]
    if products:
        name = products[0][0]
        return _try_each(box, left, name, span_in(box, name), variables, steps)
    return _settle_linear(box, left, reduced, variables, steps)


def _settle_linear(
    box: Box, left: list[SumAtom], reduced: Sequence[Reduced], variables: Variables, steps: Steps
) -> Box | None:
    name = min(
        {name for row in reduced for name in row.factors},
        key=lambda name: (not variables[name].integer, _width(box, name), name),
    )
    rows: list[Row] = []
    for row in reduced:
        rows += rows_of(row.factors, row.constant, row.operator)
    for other in {other for row in reduced for other in row.factors}:
        rows += rows_of_span(other, span_in(box, other))
    try:
        span = project(rows, name)
    except TooManyRowsError:
        raise GaveUpError from None
    if span is None:
        return None
    if variables[name].integer:
        return _try_each(box, left, name, span.whole(), variables, steps)
    # any number of the exact range goes with some numbers for the others
    number = pick(span, variables[name])
    return _settle_sums({**box, name: Span(number, number)}, left, variables, steps)


def _width(box: Box, name: str) -> Number:
    span = span_in(box, name)
    if span.low is None or span.high is None:
        return 10**30
    return span.high - span.low


def _try_each(
    box: Box, left: list[SumAtom], name: str, span: Span, variables: Variables, steps: Steps
) -> Box | None:
    """Try one number after the other; give up where these are not all there are."""
    if span.empty:
        return None
    variable = variables[name]
    for number in _samples(span, variable):
        found = _settle_sums({**box, name: Span(number, number)}, left, variables, steps)
        if found is not None:
            return found
    if not variable.integer or span.low is None or span.high is None or span.high - span.low >= _WIDEST:
        raise GaveUpError
    return None


def _samples(span: Span, variable: Variable) -> Iterator[Number]:
    first = pick(span, variable)
    step = -1 if variable.worse == "down" and span.high is not None else 1
    if span.low is None:
        step = -1
    if variable.integer:
        for number in range(int(first), int(first) + step * _WIDEST, step):
            if not span.contains(number):
                return
            yield number
        return
    if span.low is not None and span.high is not None:
        eighth = Fraction(span.high - span.low) / 8
        tried = [first, *(span.low + eighth * part for part in range(9))]
    else:
        tried = [first, *(first + step * 2**power for power in range(12))]
    yield from (number for number in tried if span.contains(number))
