"""The end of a search: everything is decided but sums of several names and days in windows; find numbers.

Several numbers at once are linear inequalities: eliminating the others (Fourier-Motzkin) leaves the exact range
that one of them can have.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from respond._records import frozen
from respond.facts import Number
from respond.language import DAY, MOMENT
from respond.reason.domains import Domains, Reduced, holds, in_season, range_at, reduce_sum
from respond.reason.effort import GaveUpError, Steps
from respond.reason.forms import SeasonAtom, SumAtom
from respond.reason.interval import Interval, Range
from respond.reason.numbers import day_at, midnight, number_of, shanghai
from respond.reason.terms import Variable

_MOST_ROWS: Final = 400
"""Inequalities that eliminating a name may leave before a search gives up."""

_WIDEST: Final = 2000
"""Whole numbers tried one by one before a search gives up."""

_YEARS: Final = 9
"""So many years in a row hold every way a window can fall, leap years among them."""

_NO_DAY: Final = date(2024, 1, 1)
"""Where to begin when nothing says which year."""


Variables = Mapping[str, Variable]


def solve_numbers(
    domains: Domains, sums: list[SumAtom], seasons: list[SeasonAtom], variables: Variables, steps: Steps
) -> Domains | None:
    """Give the domains with numbers that satisfy the sums and windows, None if there are none."""
    if not seasons:
        return _solve_sums(domains, sums, variables, steps)
    name = seasons[0].name
    own = [atom for atom in seasons if atom.name == name]
    rest = [atom for atom in seasons if atom.name != name]
    for number in _days(range_at(domains, name), own):
        steps.take(len(own))
        if all(in_season(atom, number) for atom in own):
            found = solve_numbers({**domains, name: Interval(number, number)}, sums, rest, variables, steps)
            if found is not None:
                return found
    if any(name in atom.names for atom in sums):
        raise GaveUpError  # other days of the same season might do
    return None


def pick(span: Range, variable: Variable) -> Number:
    """Give the least harmful number of a range, or a plain one near it where an end is open or missing."""
    otherwise = {DAY: number_of(_NO_DAY), MOMENT: number_of(midnight(_NO_DAY, shanghai()))}.get(
        variable.dimension, 0
    )
    if variable.worse == "down" and span.high is not None:
        return span.highest(otherwise)
    return span.lowest(otherwise)


def _days(span: Range, atoms: Sequence[SeasonAtom]) -> Iterator[Number]:
    """Give the days, as numbers, at which a window begins or has just ended, and the first possible one."""
    instant, zone = atoms[0].instant, atoms[0].zone

    def day(number: Number) -> date:
        return day_at(number, zone, instant=instant)

    def number(day: date) -> Number:
        return number_of(midnight(day, zone)) if instant else day.toordinal()

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


def _solve_sums(
    domains: Domains, sums: Sequence[SumAtom], variables: Variables, steps: Steps
) -> Domains | None:
    steps.take()
    left: list[SumAtom] = []
    for atom in sums:
        steps.take(len(atom.products))
        truth = holds(atom, domains)
        if truth is False:
            return None
        if truth is None:
            left.append(atom)
    if not left:
        return domains
    reduced = [reduce_sum(atom, domains) for atom in left]
    products = [product for row in reduced for product in row.products]
    if products:
        name = products[0][0]
        return _try_each(domains, left, name, range_at(domains, name), variables, steps)
    return _solve_linear(domains, left, reduced, variables, steps)


def _solve_linear(
    domains: Domains, left: list[SumAtom], reduced: Sequence[Reduced], variables: Variables, steps: Steps
) -> Domains | None:
    name = min(
        {name for row in reduced for name in row.factors},
        key=lambda name: (not variables[name].integer, _width(domains, name), name),
    )
    rows: list[Row] = []
    for row in reduced:
        rows += _rows_of(row.factors, row.constant, row.operator)
    for other in {other for row in reduced for other in row.factors}:
        rows += rows_within(other, range_at(domains, other))
    span = project(rows, name, steps)
    if span is None:
        return None
    if variables[name].integer:
        return _try_each(domains, left, name, span.whole(), variables, steps)
    # any number of the exact range goes with some numbers for the others
    number = pick(span, variables[name])
    return _solve_sums({**domains, name: Interval(number, number)}, left, variables, steps)


def _width(domains: Domains, name: str) -> Number:
    span = range_at(domains, name)
    if span.low is None or span.high is None:
        return 10**30
    return span.high - span.low


def _try_each(
    domains: Domains, left: list[SumAtom], name: str, span: Range, variables: Variables, steps: Steps
) -> Domains | None:
    """Try one number after the other; give up where these are not all there are."""
    if span.empty:
        return None
    variable = variables[name]
    for number in _samples(span, variable):
        found = _solve_sums({**domains, name: Interval(number, number)}, left, variables, steps)
        if found is not None:
            return found
    if not variable.integer or span.low is None or span.high is None or span.high - span.low >= _WIDEST:
        raise GaveUpError
    return None


def _samples(span: Range, variable: Variable) -> Iterator[Number]:
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


@frozen
class Row:
    """`sum of factor * name + constant >= 0`, or `> 0` if strict."""

    factors: Mapping[str, Number]
    constant: Number
    strict: bool


def _rows_of(factors: Mapping[str, Number], constant: Number, operator: str) -> list[Row]:
    """Give the rows of one comparison with 0; an equation is two."""
    row = Row(factors, constant, operator == ">")
    if operator != "==":
        return [row]
    return [row, Row({name: -factor for name, factor in factors.items()}, -constant, strict=False)]


def rows_within(name: str, span: Range) -> list[Row]:
    """Give the rows that keep a name in its range."""
    rows = []
    if span.low is not None:
        rows.append(Row({name: 1}, -span.low, span.low_open))
    if span.high is not None:
        rows.append(Row({name: -1}, span.high, span.high_open))
    return rows


def project(rows: Iterable[Row], name: str, steps: Steps) -> Range | None:
    """Give the range of one name over all solutions in real numbers, None if there are none.

    >>> rows = [Row({"a": 1, "b": 1}, -10, False), Row({"b": -1}, 4, False)]
    >>> project(rows, "a", Steps(10))
    Interval(low=Fraction(6, 1), high=None, low_open=False, high_open=False)
    """
    left = list(rows)
    others = sorted({other for row in left for other in row.factors} - {name})
    while others:
        cheapest = min(others, key=lambda other: _cost(left, other))
        others.remove(cheapest)
        left = eliminate(left, cheapest)
        steps.take(len(left))
    span: Range = Interval()
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


def eliminate(rows: list[Row], name: str) -> list[Row]:
    """Give the rows that the others must fulfil for some real number of one name to go with them."""
    above = [row for row in rows if row.factors.get(name, 0) > 0]
    below = [row for row in rows if row.factors.get(name, 0) < 0]
    left = [row for row in rows if row.factors.get(name, 0) == 0]
    if len(above) * len(below) + len(left) > _MOST_ROWS:
        raise GaveUpError
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
