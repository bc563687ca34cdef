"""What conditions depend on, and the exact range a term has under what is known."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeVar

from attrs import field

from respond._records import frozen
from respond.facts import Between, Domain, Exactly, Number, Plain, Value, domain_of
from respond.language import (
    Constant,
    DerivedTerm,
    Elapsed,
    Extreme,
    FactTerm,
    LevelTerm,
    Negative,
    Term,
)
from respond.reason.interval import Interval, Range, greatest, least
from respond.reason.numbers import number_of, value_of

_T = TypeVar("_T")

Values = Mapping[str, Value]
"""What is known by name: facts, events, `level`, `response`, `elapsed(x)`. A missing name is unknown."""


@frozen
class Variable:
    """What a condition depends on and its possible values, as numbers; `choices` for flags and choices.

    `worse` is the direction of harm, `dimension` tells days and instants from plain numbers.
    """

    name: str
    domain: Range = field(factory=Interval)
    integer: bool = False
    dimension: str = ""
    choices: tuple[Plain, ...] = ()
    worse: str = "up"

    @property
    def low(self) -> Number | None:
        """Give the lowest number possible at all."""
        return self.domain.low

    @property
    def high(self) -> Number | None:
        """Give the highest number possible at all."""
        return self.domain.high

    def mildest_first(self, order: Sequence[_T]) -> Sequence[_T]:
        """Turn what stands in ascending order, numbers or choices, so that the least harm comes first."""
        return order if self.worse == "up" else order[::-1]

    @property
    def mildest(self) -> Plain | None:
        """Give the value at which nothing has happened, None where there is no mildest.

        >>> Variable("deaths", Interval(0)).mildest, Variable("houses", Interval(1), worse="down").mildest
        (0, None)
        """
        if self.choices:
            return self.mildest_first(self.choices)[0]
        end = self.low if self.worse == "up" else self.high
        return None if end is None else value_of(end, self.dimension)

    def range_in(self, values: Values) -> Range:
        """Give the numbers possible under what is known."""
        found = self.within(values.get(self.name))
        return found if isinstance(found, Interval) else Interval(found, found)

    def within(self, value: Value | None) -> Number | Range:
        """Give the number it is under what is known of it, or the range of those possible."""
        if type(value) is Exactly:
            known = value.value
            return known if type(known) is int or type(known) is Fraction else number_of(known)
        if type(value) is not Between:
            return self.domain
        low, high = self.domain.low, self.domain.high
        if value.low is not None:
            number = number_of(value.low)
            low = number if low is None or number > low else low
        if value.high is not None:
            number = number_of(value.high)
            high = number if high is None or number < high else high
        return Interval(low, high)


def variable_of(term: FactTerm | LevelTerm | Elapsed) -> Variable:
    """Give what a named term depends on."""
    if isinstance(term, LevelTerm):
        return Variable(term.name, Interval(0, term.gravest), integer=True, dimension=term.kind.dimension)
    if isinstance(term, Elapsed):
        return Variable(term.key, Interval(0), term.kind.integer, term.kind.dimension)
    domain: Domain = domain_of(term.fact)
    low = None if domain.low is None else number_of(domain.low)
    high = None if domain.high is None else number_of(domain.high)
    worse = term.fact.worse or "up"
    return Variable(term.name, Interval(low, high), term.kind.integer, term.kind.dimension, worse=worse)


def declared(term: Term) -> Range:
    """Give the range of a term when nothing is known."""
    return ranger(term)({})


def nonzero(term: Term) -> bool:
    """Say whether a term is never zero, so that it may divide."""
    return declared(term).nonzero


Ranger = Callable[[Values], Range]

_Known = dict[str, Range]
"""The ranges of derived numbers found so far, by name: a number that stands in many formulas is computed once."""

_Step = Callable[[Values, _Known], Range]


def ranger(term: Term) -> Ranger:
    """Give the function from what is known to the range of a term."""
    step = _step(term, {})
    return lambda values: step(values, {})


def _step(term: Term, made: dict[str, _Step]) -> _Step:
    if isinstance(term, Constant):
        number = number_of(term.value)
        fixed: Range = Interval(number, number)
        return lambda _, __: fixed
    if isinstance(term, FactTerm | LevelTerm | Elapsed):
        variable = variable_of(term)
        return lambda values, _: variable.range_in(values)
    if isinstance(term, DerivedTerm):
        if term.name not in made:
            made[term.name] = _derived(term.name, _step(term.body, made))
        return made[term.name]
    if isinstance(term, Negative):
        inner = _step(term.term, made)
        return lambda values, known: -inner(values, known)
    if isinstance(term, Extreme):
        parts = [_step(part, made) for part in term.terms]
        choose = least if term.function == "min" else greatest
        return lambda values, known: choose([part(values, known) for part in parts])
    left, right = _step(term.left, made), _step(term.right, made)
    combine = _COMBINE[term.operator]
    return lambda values, known: combine(left(values, known), right(values, known))


def _derived(name: str, body: _Step) -> _Step:
    def step(values: Values, known: _Known) -> Range:
        found = known.get(name)
        if found is None:
            found = known[name] = body(values, known)
        return found

    return step


_COMBINE: Final[dict[str, Callable[[Range, Range], Range]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left + -right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}
