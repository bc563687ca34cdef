"""Terms under what is known: the exact range of values a term can have."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from attrs import frozen

from respond.facts import Between, Bound, Domain, Exactly, Number, Plain, Value, domain_of
from respond.language import intervals
from respond.language.intervals import Range
from respond.language.typed import (
    Constant,
    DerivedTerm,
    Elapsed,
    Extreme,
    FactTerm,
    Gravity,
    Negative,
    Operation,
    Term,
)

GRAVEST: Final = 4
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

Values = Mapping[str, Value]
"""What is known by name: facts, events, `level`, `response`, `elapsed(x)`. A missing name is unknown."""


def number_of(value: Plain | Bound) -> Number:
    """Give a size as a number: days count from year 1, instants in microseconds from 1970.

    >>> number_of(date(1, 1, 2))
    2
    """
    if isinstance(value, datetime):
        return (value - _EPOCH) // _TICK
    if isinstance(value, date):
        return value.toordinal()
    return value  # type: ignore[return-value]


def plain_number(number: Number) -> Number:
    """Give a whole number as an int.

    >>> from fractions import Fraction
    >>> plain_number(Fraction(4, 2))
    2
    """
    return int(number) if number.denominator == 1 else number


@cache
def shanghai() -> ZoneInfo:
    """Give the zone in which days are counted."""
    return ZoneInfo("Asia/Shanghai")


def day_of(value: Plain | Bound) -> date:
    """Give the day of an instant in Asia/Shanghai; a day is its own."""
    if isinstance(value, datetime):
        return value.astimezone(shanghai()).date()
    return value  # type: ignore[return-value]


def moment_of(number: Number) -> datetime:
    """Give the instant of a number of microseconds."""
    return _EPOCH + int(number) * _TICK


@frozen
class Variable:
    """What a condition depends on and its possible values, as numbers; `choices` for flags and choices.

    `worse` is the direction of harm, `dimension` tells days and instants from plain numbers.
    """

    name: str
    low: Number | None = None
    high: Number | None = None
    integer: bool = False
    dimension: str = ""
    choices: tuple[Plain, ...] = ()
    worse: str = "up"

    def range_in(self, values: Values) -> Range:
        """Give the lowest and highest number possible under what is known."""
        value = values.get(self.name)
        if isinstance(value, Exactly):
            number = number_of(value.value)
            return number, number
        if isinstance(value, Between):
            low = self.low if value.low is None else number_of(value.low)
            high = self.high if value.high is None else number_of(value.high)
            return low, high
        return self.low, self.high


def variable_of(term: FactTerm | Gravity | Elapsed) -> Variable:
    """Give what a named term depends on."""
    if isinstance(term, Gravity):
        return Variable(term.name, 0, GRAVEST, integer=True, dimension=term.kind.dimension)
    if isinstance(term, Elapsed):
        return Variable(term.key, 0, dimension=term.kind.dimension)
    domain: Domain = domain_of(term.fact)
    low = None if domain.low is None else number_of(domain.low)
    high = None if domain.high is None else number_of(domain.high)
    worse = term.fact.worse or "up"
    return Variable(term.name, low, high, term.kind.integer, term.kind.dimension, worse=worse)


def declared(term: Term) -> Range:
    """Give the range of a term when nothing is known."""
    return ranger(term)({})


Ranger = Callable[[Values], Range]


def ranger(term: Term) -> Ranger:
    """Give the function from what is known to the range of a term."""
    if isinstance(term, Constant):
        number = number_of(term.value)
        fixed = (number, number)
        return lambda _: fixed
    if isinstance(term, FactTerm | Gravity | Elapsed):
        return variable_of(term).range_in
    if isinstance(term, DerivedTerm):
        return ranger(term.body)
    if isinstance(term, Negative):
        inner = ranger(term.term)
        return lambda values: intervals.negate(inner(values))
    if isinstance(term, Extreme):
        parts = [ranger(part) for part in term.terms]
        choose = intervals.least if term.function == "min" else intervals.greatest
        return lambda values: choose([part(values) for part in parts])
    return _operation(term)


def _operation(term: Operation) -> Ranger:
    left, right = ranger(term.left), ranger(term.right)
    combine = _COMBINE[term.operator]
    return lambda values: combine(left(values), right(values))


_COMBINE: Final[dict[str, Callable[[Range, Range], Range]]] = {
    "+": intervals.add,
    "-": lambda left, right: intervals.add(left, intervals.negate(right)),
    "*": intervals.multiply,
    "/": intervals.divide,
}
