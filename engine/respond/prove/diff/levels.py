"""Which incidents have another level under another edition: each stretch of values, with the smallest incident.

Two editions give another level exactly where a criterion of one holds, the gravest met there, and no criterion as
grave of the other does; that is searched for every criterion of both, so what is not found is not there.
"""

from collections.abc import Iterator, Sequence
from typing import Final, cast

from respond._records import frozen
from respond.facts import Exactly, Level, Number, Plain
from respond.language import DAY, MOMENT, or_
from respond.plan import Rule
from respond.prove.boundaries.figures import thresholds_in
from respond.prove.diff.scales import Scales
from respond.prove.diff.sides import Side
from respond.prove.search.exact import ExactIncident, known, met
from respond.prove.search.finding import find
from respond.prove.search.ground import Ground, confirmed
from respond.prove.search.stretch import lies_within, whole
from respond.reason import (
    Cell,
    Condition,
    Interval,
    compile_formula,
    condition_of,
)

MOST: Final = 8
"""So many stretches of one criterion are told apart."""


@frozen(eq=False)
class LevelChange:
    """Incidents whose level changes: the smallest one, and along which fact it could be otherwise."""

    facts: ExactIncident
    """The smallest incident, every fact the criteria of both editions use."""
    levels: tuple[Level, Level]
    fact: str | None
    """The number along which the stretch runs; None where only yes or no decides."""
    cells: tuple[Cell, ...]
    others: ExactIncident
    """What else is not at rest."""

    @property
    def away(self) -> frozenset[str]:
        """Give the names of the facts that are not at rest."""
        return frozenset(self.others) | ({self.fact} if self.fact else frozenset())

    @property
    def size(self) -> int:
        """Count the facts that are not at rest."""
        return len(self.away)


@frozen(eq=False)
class Levels:
    """Every change of level found; `complete` is False where the search gave up on some criterion."""

    changes: tuple[LevelChange, ...]
    complete: bool


def level_changes(a: Side, b: Side) -> Levels:
    """Find every stretch of incidents whose level differs between two editions, single facts first."""
    search = _Search(a, b)
    found: dict[tuple[object, ...], LevelChange] = {}
    for own, other, turned in ((a, b, False), (b, a, True)):
        for criterion in own.plan.criteria:
            changes = list(search.of(criterion, own, other, turned=turned))
            for change in _simplest(changes, criterion):
                found.setdefault(_key(change), change)
    order = {name: index for index, name in enumerate([*a.plan.facts, *b.plan.facts])}

    def place(change: LevelChange) -> tuple[object, ...]:
        low = change.cells[0].low if change.cells else None
        return (
            change.size,
            order.get(change.fact or "", len(order)),
            cast("Number", low) if low is not None else -1,
            sorted(map(str, change.others)),
        )

    return Levels(tuple(sorted(found.values(), key=place)), search.complete)


def _simplest(changes: Sequence[LevelChange], criterion: Rule) -> Iterator[LevelChange]:
    """Leave out changes that need a fact the criterion does not ask for where a simpler one shows the criterion."""
    for change in changes:
        simpler = any(other.away < change.away for other in changes)
        if not simpler or change.away <= criterion.condition.names:
            yield change


def _key(change: LevelChange) -> tuple[object, ...]:
    ends = (change.cells[0].low, change.cells[-1].high) if change.cells else ()
    return (change.fact, ends, change.levels, tuple(sorted(change.others.items())))


class _Search:
    def __init__(self, a: Side, b: Side) -> None:
        self.a = a
        self.b = b
        self.scales = Scales("levels", a.plan.levels, b.plan.levels)
        self.ground = Ground([a.plan, b.plan], a.day)
        self.complete = True

    def levels(self, facts: ExactIncident) -> tuple[Level, Level]:
        """Give the level under each edition."""
        return self.a.level(facts), self.b.level(facts)

    def of(self, criterion: Rule, own: Side, other: Side, *, turned: bool) -> Iterator[LevelChange]:
        """Find the stretches in which a criterion makes the level graver than the other edition has it."""
        form = criterion.condition.normal.form
        if self.scales.same and any(
            c.gravity >= criterion.gravity and c.condition.normal.form == form for c in other.plan.criteria
        ):
            return  # the other edition has it too
        graver = [(c.condition, False) for c in own.plan.criteria if c.gravity > criterion.gravity]
        for milder in other.plan.levels:
            if self.scales.rank(milder) >= self.scales.rank(criterion.gravity):
                continue
            rivals = [(c.condition, False) for c in other.plan.criteria if c.gravity > milder]
            same = [(condition, True) for condition in _any(other, milder)] if milder else []
            if milder and not same:
                continue
            levels = (milder, criterion.gravity) if turned else (criterion.gravity, milder)
            wants = [(criterion.condition, True), *graver, *rivals, *same]
            yield from self._stretches(criterion, own, wants, levels)

    def _stretches(
        self,
        criterion: Rule,
        own: Side,
        wants: Sequence[tuple[Condition, bool]],
        levels: tuple[Level, Level],
    ) -> Iterator[LevelChange]:
        """Find the stretches in which a criterion makes one certain change of level."""
        told: list[Condition] = []
        for _ in range(MOST):
            found = find(self.a.plan, [*wants, *((each, False) for each in told)])
            if found.facts is None:
                self.complete = self.complete and found.decided
                return

            def holds(facts: ExactIncident) -> bool:
                return (
                    self.levels(facts) == levels
                    and met(criterion.condition, facts)
                    and not any(met(each, facts) for each in told)
                )

            facts = self.ground.shrink(self.ground.complete(found.facts), holds)
            confirmed(self.a.plan, facts)
            confirmed(self.b.plan, facts)
            change = self._change(facts, criterion)
            yield change
            stretch = self._told(change, criterion, own)
            if stretch is None:
                return
            told.append(stretch)
        self.complete = False

    def _change(self, facts: ExactIncident, criterion: Rule) -> LevelChange:
        levels = self.levels(facts)
        name = self._main(facts, criterion)
        away = self.ground.away(facts)
        used = {n for n in away if n == name or self._counts(n, away)}
        others = {n: facts[n] for n in away if n != name and n in used}
        if name is None:
            return LevelChange(facts, levels, None, (), others)
        stretch = tuple(self._stretch(name, facts, levels))
        return LevelChange(facts, levels, name, stretch, others)

    def _counts(self, name: str, away: Sequence[str]) -> bool:
        """Say whether a fact is worth telling: a total only beside a part of it."""
        variable = self.ground.variables[name]
        if variable.worse != "down" or variable.high is not None:
            return True
        beside = {other for c in self.ground.touching(name) for other in c.names} - {name}
        return not beside or any(other in away for other in beside)

    def _main(self, facts: ExactIncident, criterion: Rule) -> str | None:
        """Give the number the criterion turns on: the last one it names that is not at rest."""
        away = set(self.ground.away(facts))
        named = [name for seen in criterion.condition.seen for name in self._parts(seen)]
        numbers = [name for name in named if name in away and self._runs(name)]
        return numbers[-1] if numbers else None

    def _parts(self, name: str) -> list[str]:
        """Give the facts behind a name."""
        for side in (self.a, self.b):
            if name in side.plan.formulas:
                return sorted(side.plan.formulas[name].names)
        return [name]

    def _runs(self, name: str) -> bool:
        """Say whether a fact is a number that grows with the harm."""
        variable = self.ground.variables[name]
        return not variable.choices and variable.dimension not in {DAY, MOMENT} and variable.worse == "up"

    def _stretch(self, name: str, facts: ExactIncident, levels: tuple[Level, Level]) -> list[Cell]:
        """Give the neighbouring cells along a number in which both levels stay as they are."""
        found = self.ground.along(name, facts)
        same = [self.levels({**facts, name: cast("Plain", cell.value)}) == levels for cell in found]
        here = next(i for i, cell in enumerate(found) if cell.contains(cast("Number", facts[name])))
        first = last = here
        while first > 0 and same[first - 1]:
            first -= 1
        while last + 1 < len(found) and same[last + 1]:
            last += 1
        return found[first : last + 1]

    def _told(self, change: LevelChange, criterion: Rule, own: Side) -> Condition | None:
        """Give the stretch as a condition, to look beyond it; None where there is no beyond."""
        if change.fact is None:
            return None
        number = criterion.condition.seen[-1]
        formula = own.plan.formulas.get(number)
        if formula is not None and change.fact in formula.names:
            value = formula.value(known(change.facts))
            low, high = self._around(number, value.value if isinstance(value, Exactly) else 0)
            return lies_within(formula.term, Interval(low, high, high_open=True))
        return lies_within(compile_formula(change.fact, own.plan.scope).term, whole(change.cells))

    def _around(self, number: str, value: object) -> tuple[Number | None, Number | None]:
        """Give the figures of both editions next to a computed number, the lower one included."""
        figures = {
            written.value
            for side in (self.a, self.b)
            for criterion in side.plan.criteria
            for written in thresholds_in(criterion.condition.test)
            if written.subject == number
        }
        at = cast("Number", value)
        below, above = [f for f in figures if f <= at], [f for f in figures if f > at]
        return (max(below) if below else None), (min(above) if above else None)


def _any(side: Side, gravity: int) -> list[Condition]:
    """Give the condition that one of the criteria of a level is met; nothing where there are none."""
    tests = [criterion.condition.test for criterion in side.plan.criteria if criterion.gravity == gravity]
    return [condition_of(or_(*tests))] if tests else []
