"""The smallest readable incident with a property: the fewest facts away from rest, in the plainest numbers.

The solver says how few facts will do; the numbers are then shrunk by ordinary evaluation, threshold by
threshold, so that what comes out has been confirmed on the way.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import cast

from respond.facts import Exactly, Fact, FactType, Number, Plain, unit_of
from respond.language import DAY, MOMENT
from respond.prove.search.exact import ExactIncident, mildest
from respond.prove.search.solver import MUCH, Model, Near
from respond.prove.search.translate import Expr
from respond.reason import Cell, Variable, cells

Property = Callable[[ExactIncident], bool]

_PLACES = 9
"""Decimals tried for a readable number between two thresholds."""

_ROUNDS = 20
"""So often every fact is tried again, for one may let another go further."""


def smallest(
    part: Model | Near,
    found: dict[str, Plain],
    wants: Sequence[Expr],
    holds: Property,
    focus: Collection[str] = (),
) -> dict[str, Plain]:
    """Make an incident with a property as small as it can be.

    `wants` are the property as the solver sees it, `holds` by ordinary evaluation; `focus` names the facts it
    is most likely about.
    """
    shrinker = _Shrinker(part, holds)
    found = shrinker.shrink(found, focus)
    while (away := shrinker.away(found)) > 1:
        fewer = part.ask(*wants, shrinker.fewer_than(away))
        if fewer.model is None or not holds(part.read(fewer)):
            break
        found = shrinker.shrink(part.read(fewer), focus)
    return found


class _Shrinker:
    def __init__(self, part: Model | Near, holds: Property) -> None:
        self.model = part if isinstance(part, Model) else part.model
        self.holds = holds
        self.variables = {
            name: variable
            for name, variable in self.model.space.variables.items()
            if name in part.reach
            and variable.dimension not in {DAY, MOMENT}
            and name not in self.model.space.happened
        }
        self.rests = {name: mildest(variable) for name, variable in self.variables.items()}

    def away(self, facts: ExactIncident) -> int:
        """Count the facts away from rest."""
        return sum(rest is not None and facts[name] != rest for name, rest in self.rests.items())

    def fewer_than(self, number: int) -> Expr:
        """Give the formula that fewer facts than that are away from rest."""
        x, z3 = self.model.x, self.model.space.z3
        away = [(z3.Not(x.equals(name, rest)), 1) for name, rest in self.rests.items() if rest is not None]
        return z3.PbLe(away, number - 1)

    def shrink(self, facts: dict[str, Plain], focus: Collection[str]) -> dict[str, Plain]:
        """Bring every fact as near to rest as the property allows, the ones in focus last."""
        aside = {name: rest for name, rest in self.rests.items() if rest is not None and name not in focus}
        if focus and self.holds({**facts, **aside}):
            facts = {**facts, **aside}
        facts = self.usual(self.roomy(facts))
        order = sorted(self.variables, key=lambda name: (self.rests[name] is None, name in focus))
        for _ in range(_ROUNDS):
            before = facts
            for name in order:
                facts = self.shrink_one(name, facts)
            if facts == before:
                break
        return facts

    def shrink_one(self, name: str, facts: dict[str, Plain]) -> dict[str, Plain]:
        """Bring one fact as near to rest as the property allows."""
        for value in self.nearer(name, facts):
            if self.holds({**facts, name: value}):
                return {**facts, name: value}
        return facts

    def roomy(self, facts: dict[str, Plain]) -> dict[str, Plain]:
        """Make totals large for a start, so that the parts of them can be plain numbers."""
        for name, rest in self.rests.items():
            variable = self.variables[name]
            if rest is None and not variable.choices and variable.high is None:
                value = int(MUCH * _scale(self.model.plan.facts.get(name)))
                if self.holds({**facts, name: value}):
                    facts = {**facts, name: value}
        return facts

    def nearer(self, name: str, facts: ExactIncident) -> Iterator[Plain]:
        """Give simpler values of a fact, nearest to rest first, up to the one it has."""
        variable, rest, now = self.variables[name], self.rests[name], facts[name]
        if rest is not None and rest != now:
            yield rest
        if rest == now:
            return
        if variable.choices:
            order = variable.choices if variable.worse == "up" else variable.choices[::-1]
            yield from order[: order.index(now)]
            return
        for value in self.numbers(name, facts):
            if value == now:
                return
            yield value

    def numbers(self, name: str, facts: ExactIncident) -> Iterator[Plain]:
        """Give plain numbers of each cell between thresholds, mildest cell first, up to the one it is in."""
        variable, fact = self.variables[name], self.model.plan.facts.get(name)
        now = cast("Number", facts[name])
        found = cells_along(self.model, name, facts)
        for cell in found if variable.worse == "up" else found[::-1]:
            yield from plainest(cell, variable, fact)
            if cell.contains(now):
                if variable.worse == "up":
                    yield from (number for number in _round(now, _scale(fact)) if cell.contains(number))
                return

    def usual(self, facts: dict[str, Plain]) -> dict[str, Plain]:
        """Put days and moments where they usually are, as far as the property allows."""
        for name, value in self.model.quiet.items():
            if isinstance(value, date) and name in facts and facts[name] != value:
                trial = {**facts, name: value}
                if isinstance(facts[name], date) and self.holds(trial):
                    facts = trial
        return facts


def _round(limit: Number, scale: Fraction) -> Iterator[Number]:
    """Give round numbers, smallest first, that are below a limit."""
    step = scale
    while step < limit:
        yield from (int(n) if n.denominator == 1 else n for n in (step, 2 * step, 5 * step) if n < limit)
        step *= 10


def cells_along(model: Model, name: str, facts: ExactIncident) -> list[Cell]:
    """Give the cells along one number, the other facts as they are."""
    asked = [criterion.condition for criterion in model.touching([name])]
    asked += [condition for condition in model.more if name in condition.variables]
    needed = {key for condition in asked for key in (*condition.variables, *condition.moments)}
    values = {key: Exactly(facts[key]) for key in needed if key in facts}
    return cells(asked, values, name)


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
    inner = _between(low, high, _scale(fact), up=mild_low)
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
            return int(number) if number.denominator == 1 else number
    if low is None or high is None:
        return 0
    return Fraction(low + high) / 2


def _scale(fact: Fact | None) -> Fraction:
    """Give the size of one unit a fact is asked in."""
    if fact is None:
        return Fraction(1)
    if fact.type is FactType.SHARE:
        return Fraction(1, 100)
    unit = unit_of(fact)
    return unit.factor if unit else Fraction(1)
