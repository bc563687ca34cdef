"""The figures of a condition and the choices it compares: what they limit, and how fine their steps are."""

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from attrs import evolve, field

from respond._records import frozen
from respond.facts import Number, plain_number
from respond.language import (
    ALWAYS,
    NEVER,
    TURNED,
    AtLeast,
    Comparison,
    Constant,
    Every,
    Extreme,
    Figure,
    Negation,
    Ranked,
    Some,
    Term,
    Test,
    and_,
    replace,
    spelled_out,
    walk,
    write,
)

_HOLDS_AT = {">=": 1, ">": 2, "<": 0, "<=": 1, "==": 1, "!=": 2}
_FAILS_AT = {">=": 0, ">": 1, "<": 1, "<=": 2, "==": 2, "!=": 1}
"""Of the points one step below, at and above a figure; of two that fail the one above, for below 0 nothing is."""


@frozen
class Written:
    """A comparison of something with a figure, turned so that the figure stands on the right."""

    term: Term
    operator: str
    constant: Constant
    figure: Figure
    chain: Comparison = field(repr=False)
    place: int = field(repr=False)
    """Which of the comparisons of its chain it is."""

    @property
    def subject(self) -> str:
        """Give what the figure limits, as it is written."""
        return write(self.term)

    @property
    def value(self) -> Number:
        """Give the figure in base units."""
        return cast("Number", self.constant.value)

    @property
    def sides(self) -> tuple[int, int]:
        """Say at which point next to the line it holds and at which it fails: 0 a step below, 1 at, 2 a step above."""
        return _HOLDS_AT[self.operator], _FAILS_AT[self.operator]

    def step(self, *, whole: bool) -> Number:
        """Give one step in base units."""
        return plain_number(step_of(self.figure, whole=whole) * self.figure.scale)

    def equation(self, value: Number) -> Test:
        """Give the condition that what the figure limits has a value; of `min` and `max` as two bounds.

        So these come apart part by part, where an equation of many would have to be multiplied out.
        """
        sides = (self.term, evolve(self.constant, value=value, figure=None))
        extreme = any(isinstance(part, Extreme) for part in walk(self.term))
        return and_(*(Comparison(sides, (operator,)) for operator in ((">=", "<=") if extreme else ("==",))))


def step_of(figure: Figure, *, whole: bool) -> Fraction:
    """Give one step of a figure in its own unit: 1 of what is counted, else a digit finer than it is written.

    >>> step_of(Figure("0.067", " ha", 1), whole=False)
    Fraction(1, 10000)
    """
    return Fraction(1) if whole else Fraction(1, 10 ** (figure.places + 1))


def thresholds_in(test: Test) -> Iterator[Written]:
    """Go through the comparisons of a condition that have a figure on one side."""
    for chain in comparisons_in(test):
        for place, (left, operator, right) in enumerate(chain.pairs):
            if isinstance(right, Constant):
                if right.figure is not None and not isinstance(left, Constant):
                    yield Written(left, operator, right, right.figure, chain, place)
            elif isinstance(left, Constant) and left.figure is not None:
                yield Written(right, TURNED[operator], left, left.figure, chain, place)


def forced(test: Test, written: Written, *, truth: bool) -> Test:
    """Give a condition with one of its comparisons taken as true or false, whatever the numbers are."""
    pairs = enumerate(written.chain.pairs)
    said = [
        (ALWAYS if truth else NEVER) if place == written.place else Comparison((left, right), (operator,))
        for place, (left, operator, right) in pairs
    ]
    return replace(spelled_out(test), written.chain, and_(*said))


def denied(test: Test, part: Test) -> bool:
    """Say whether a part of a condition stands under a `not`, so that the condition needs it to fail.

    >>> never = Negation(NEVER)
    >>> denied(never, NEVER), denied(Negation(never), NEVER)
    (True, False)
    """
    test = spelled_out(test)
    if isinstance(test, Negation):
        return any(each is part for each in walk(test)) and not denied(test.part, part)
    return isinstance(test, Every | Some | AtLeast) and any(denied(each, part) for each in test.parts)


@frozen
class ChoiceLimit:
    """A choice that a fact whose choices have an order is held against."""

    ranked: Ranked
    place: int = field(repr=False)
    """Which of the one or two it is."""

    @property
    def operator(self) -> str:
        """Give how the fact is held against it."""
        return self.ranked.limits[self.place][0]

    @property
    def key(self) -> str:
        """Give the choice."""
        return self.ranked.limits[self.place][1]

    @property
    def order(self) -> list[str]:
        """Give all choices in their order."""
        return list(self.ranked.fact.choices)

    @property
    def before(self) -> str | None:
        """Give the choice before it; None for the first."""
        return self._beside(-1)

    @property
    def after(self) -> str | None:
        """Give the choice after it; None for the last."""
        return self._beside(1)

    def _beside(self, step: int) -> str | None:
        place = self.order.index(self.key) + step
        return self.order[place] if 0 <= place < len(self.order) else None

    @property
    def sides(self) -> tuple[int, int]:
        """Say at which choice it holds and at which it fails: 0 the one before, 1 itself, 2 the one after."""
        return _HOLDS_AT[self.operator], _FAILS_AT[self.operator]

    def forced(self, test: Test, *, truth: bool) -> Test:
        """Give a condition with this comparison taken as true or false."""
        others = tuple(limit for place, limit in enumerate(self.ranked.limits) if place != self.place)
        rest = [evolve(self.ranked, limits=others)] if others else []
        return replace(spelled_out(test), self.ranked, and_(ALWAYS if truth else NEVER, *rest))


def choice_limits_in(test: Test) -> Iterator[ChoiceLimit]:
    """Go through the choices that a condition holds one of an order against."""
    for part in walk(spelled_out(test)):
        if isinstance(part, Ranked):
            yield from (ChoiceLimit(part, place) for place in range(len(part.limits)))


def comparisons_in(test: Test) -> Iterator[Comparison]:
    """Go through the comparisons of a condition, those behind the names in it among them."""
    return (part for part in walk(spelled_out(test)) if isinstance(part, Comparison))


def constants_in(node: Test | Term) -> Iterator[tuple[Constant, Figure]]:
    """Go through the figures of a comparison or formula."""
    found = (part for part in walk(node) if isinstance(part, Constant))
    return ((part, part.figure) for part in found if part.figure is not None)
