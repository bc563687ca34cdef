"""Incidents in which a number has the values around a threshold: one fact moves, the others stay."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from math import lcm
from typing import cast

from attrs import evolve

from respond._records import frozen
from respond.facts import Exactly, Number, Plain, plain_number
from respond.prove.search.exact import ExactIncident
from respond.prove.search.ground import Ground
from respond.reason import Formula, Variable


@frozen(eq=False)
class Placing:
    """A way to give a number any value: `moves` is the fact that changes, `facts` gives the others."""

    formula: Formula
    moves: Variable
    facts: ExactIncident

    def at(self, value: Number) -> dict[str, Plain] | None:
        """Give the incident in which the number has a value; None where the facts cannot make it."""
        needed = value if self.formula.text == self.moves.name else self._needed(value)
        if needed is None or not _fits(needed, self.moves):
            return None
        facts = {**self.facts, self.moves.name: needed}
        return facts if needed is value or self._number(needed) == value else None

    def _needed(self, value: Number) -> Number | None:
        """Solve for the fact that moves, on which the number must hang in a straight line, if only from where it is."""
        low = self.moves.low or 0
        at = cast("Number", self.facts.get(self.moves.name, low))
        for start, step in ((low, 1), (at, 1), (at, -1)):
            if not _fits(start + step, self.moves):
                continue
            here, next_ = self._number(start), self._number(start + step)
            if here is not None and next_ is not None and here != next_:
                needed = start + step * Fraction(value - here) / Fraction(next_ - here)
                if _fits(needed, self.moves) and self._number(needed) == value:
                    return plain_number(needed)
        return None

    def _number(self, moved: Number) -> Number | None:
        facts = {**self.facts, self.moves.name: moved}
        if not parts_of(self.formula) <= facts.keys():  # one part is the time since what has not happened
            return None
        found = self.formula.value({name: Exactly(facts[name]) for name in parts_of(self.formula)})
        return found.value if isinstance(found, Exactly) else None  # type: ignore[return-value]


def parts_of(formula: Formula) -> frozenset[str]:
    """Give the names a number is made of: facts, and the times since something, an instant among the facts too."""
    return (formula.names - formula.uses.timed) | formula.uses.passed


def place(
    ground: Ground,
    formula: Formula,
    values: Sequence[Number],
    found: ExactIncident,
    holds: Callable[[Placing], bool],
) -> Placing | None:
    """Find a way to place a number around a threshold that has a property, the rest of it near rest.

    `found` is an incident on the threshold with the property, as the search left it.
    """
    if not parts_of(formula) <= ground.variables.keys():
        return None  # no condition that can hold looks at it
    for facts, moves in _ways(ground, formula, values, found):
        placing = Placing(formula, ground.variables[moves], facts)
        if holds(placing):
            return evolve(
                placing, facts=ground.shrink(facts, partial(_still, placing, holds), parts_of(formula))
            )
    return None


def _still(placing: Placing, holds: Callable[[Placing], bool], facts: ExactIncident) -> bool:
    return holds(evolve(placing, facts=facts))


def _ways(
    ground: Ground, formula: Formula, values: Sequence[Number], found: ExactIncident
) -> Iterator[tuple[ExactIncident, str]]:
    """Give incidents to start from, each with the fact to move: plain ones first, the one found last."""
    names = sorted(parts_of(formula), key=lambda name: (ground.variables[name].worse != "up", name))
    parts = lcm(*(Fraction(value).denominator for value in values))
    for moves in names:
        beside = {name: ground.rest[name] for name in names if name != moves}
        for name in beside:
            variable = ground.variables[name]
            if variable.low and variable.high is None:  # a total, never nothing
                beside[name] = ground.total(name, parts)
        yield {**found, **beside}, moves
    for moves in names:
        yield found, moves
        yield _out_of_the_way(ground, moves, names, values, found), moves


def _out_of_the_way(
    ground: Ground, moves: str, names: Sequence[str], values: Sequence[Number], found: ExactIncident
) -> ExactIncident:
    """Give an incident with the other parts higher, so that a smallest of several can grow with the one that moves."""
    higher = {}
    for name in (each for each in names if each in found):  # the hours since what has not happened are none
        raised = cast("Number", found[name]) + values[-1]
        if name != moves and not ground.variables[name].choices and _fits(raised, ground.variables[name]):
            higher[name] = raised
    return {**found, **higher}


def _fits(number: Number, variable: Variable) -> bool:
    low, high = variable.low, variable.high
    if variable.integer and number.denominator != 1:
        return False
    return (low is None or number >= low) and (high is None or number <= high)
