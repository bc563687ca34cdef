"""Exact incidents over the facts of one or more editions: completed, graded, brought as near to rest as they go.

Nothing here needs the solver.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import cast

from attrs import evolve

from respond.clock import at_clock
from respond.errors import InternalError, fault
from respond.facts import Fact, FactType, Level, Number, Plain, plain_number, unit_of
from respond.language import DAY, MOMENT
from respond.plan import Prepared
from respond.prove.search.exact import ExactIncident, known, level_at, met
from respond.prove.search.plain import plainest, rounder, scale_of
from respond.prove.search.times import START
from respond.prove.search.translate import happened_in, variables_of, with_moments
from respond.reason import Cell, Completion, Condition, Variable, cells, complete, level_range

Holds = Callable[[ExactIncident], bool]
"""A property of an incident, by ordinary evaluation."""

_TOTAL = 1000
"""A total, in the unit it is asked in, when the text gives none: tenths of a per cent of it are whole."""

_ROUNDS = 20
"""So often every fact is tried again, for one may let another go further."""


class Ground:
    """The facts some conditions depend on, each with the value it has where nothing has happened on a day.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("forest-grassland-fire@2026"))
    >>> ground = Ground([plan], date(2026, 3, 2))
    >>> ground.rest["deaths"], level_at(plan, {**ground.rest, "deaths": 3})
    (0, III)
    """

    def __init__(
        self,
        plans: Sequence[Prepared],
        day: date,
        more: Iterable[Condition] = (),
        given: Iterable[Condition] = (),
    ) -> None:
        self.day = day
        self.zone = plans[0].plan.tz
        self.facts: dict[str, Fact] = {}
        for plan in reversed(plans):
            self.facts.update(plan.facts)
        self.conditions = [*(c.condition for plan in plans for c in plan.criteria), *more]
        self.given = tuple(given)
        """What holds in every incident, such as the constraints of a plan."""
        self.variables = variables_of([*self.conditions, *self.given])

    @cached_property
    def rest(self) -> dict[str, Plain]:
        """Give the incident at which nothing has happened."""
        return with_moments({name: self._rest(name, variable) for name, variable in self.variables.items()})

    def _rest(self, name: str, variable: Variable) -> Plain:
        if name in happened_in(self.variables):
            return True
        if variable.dimension == DAY:
            return self.day
        if variable.dimension == MOMENT:
            return at_clock(self.day, START, self.zone)
        return self.total(name, _TOTAL) if variable.mildest is None else variable.mildest

    @cached_property
    def mildest(self) -> dict[str, Plain]:
        """Give what is at rest because there is no harm in it: no totals, no times, nothing that must have happened."""
        aside = happened_in(self.variables)
        return {
            name: self.rest[name]
            for name, variable in self.variables.items()
            if variable.dimension not in {DAY, MOMENT} and name not in aside and variable.mildest is not None
        }

    def total(self, name: str, number: int) -> Number:
        """Give an amount of a fact in the unit it is asked in, within its domain."""
        variable, fact = self.variables[name], self.facts.get(name)
        unit = unit_of(fact) if fact is not None and fact.type is FactType.QUANTITY else None
        amount = number * (unit.factor if unit else 1)
        amount = amount if variable.low is None else max(amount, variable.low)
        amount = amount if variable.high is None else min(amount, variable.high)
        return plain_number(amount)

    def complete(self, assignment: ExactIncident) -> dict[str, Plain]:
        """Give an incident with every fact it leaves open at rest."""
        return {**self.rest, **{name: assignment[name] for name in assignment if name in self.variables}}

    def away(self, facts: ExactIncident) -> list[str]:
        """Give the names of the facts that are not at rest."""
        return [name for name, value in facts.items() if value != self.rest[name]]

    def touching(self, name: str) -> list[Condition]:
        """Give the conditions that depend on a fact, what is given among them."""
        return [each for each in (*self.conditions, *self.given) if name in each.variables]

    def along(self, name: str, facts: ExactIncident) -> list[Cell]:
        """Give the cells between thresholds along one number, lowest first, the other facts as they are."""
        return cells(self.touching(name), known(facts), name)

    def shrink(
        self, facts: ExactIncident, holds: Holds, keep: Iterable[str] = (), focus: Collection[str] = ()
    ) -> dict[str, Plain]:
        """Bring every fact but those to keep as near to rest as a property allows, which must hold now.

        Those in `focus`, which it is most likely about, come last, and totals after the parts of them. Where a number
        breaks what is given, what is tied to it is brought along, so that a part can be a plain number while its total
        is none yet.
        """
        kept = set(keep)
        now = self._apart(dict(facts), holds, kept, focus)
        for _ in range(_ROUNDS):
            before = now
            away = [name for name in self.away(now) if name not in kept]
            for name in sorted(away, key=lambda name: (name not in self.mildest, name in focus)):
                now = self._shrink_one(name, now, holds, kept)
            if now == before:
                break
        return now

    def _apart(
        self, facts: dict[str, Plain], holds: Holds, kept: Collection[str], focus: Collection[str]
    ) -> dict[str, Plain]:
        """Put to rest at once what is not in focus, then totals and times, so that parts can be plain numbers."""
        aside = {name: value for name, value in self.mildest.items() if name not in {*focus, *kept}}
        trials = [aside] if focus else []
        trials += [{name: self.rest[name]} for name in self.away(facts) if name not in {*self.mildest, *kept}]
        for trial in trials:
            if holds({**facts, **trial}):
                facts = {**facts, **trial}
        return facts

    def _shrink_one(
        self, name: str, facts: dict[str, Plain], holds: Holds, kept: Collection[str]
    ) -> dict[str, Plain]:
        for value in self._nearer(name, facts):
            moved = {**facts, name: value}
            if holds(moved):
                return moved
            brought = self._brought_along(name, moved, kept)
            if brought and set(self.away(brought)) <= set(self.away(facts)) and holds(brought):
                return brought
        return facts

    def _brought_along(
        self, name: str, facts: ExactIncident, kept: Collection[str]
    ) -> dict[str, Plain] | None:
        """Give an incident in which what a moved fact broke of what is given holds again; None where it broke nothing.

        One fact follows another, each as mildly as it can: a part draws its total, that one the total it is part of.
        """
        now, stay = dict(facts), {name, *kept}
        while (broken := self._broken(now)) is not None:
            follower = self._follower(broken, now, stay)
            if follower is None:
                return None
            now |= follower
            stay |= follower.keys()
        return None if stay == {name, *kept} else now

    def _broken(self, facts: ExactIncident) -> Condition | None:
        return next((each for each in self.given if not met(each, facts)), None)

    def _follower(
        self, broken: Condition, facts: ExactIncident, stay: Collection[str]
    ) -> dict[str, Plain] | None:
        """Give the first fact that can alone make a condition hold again, with its mildest value for that."""
        for name in broken.variables:
            if name in self.facts and name not in stay:
                others = {key: value for key, value in facts.items() if key != name}
                found = complete([(broken, True)], known(others))
                if isinstance(found, Completion):
                    return {name: found.assignment[name]}
        return None

    def _nearer(self, name: str, facts: ExactIncident) -> Iterator[Plain]:
        """Give simpler values than the one a fact has, the nearest to rest first."""
        variable, now = self.variables[name], facts[name]
        yield self.rest[name]
        if variable.choices:
            order = variable.mildest_first(variable.choices)
            yield from order[: order.index(now)] if now in order else ()
        elif variable.dimension not in {DAY, MOMENT}:
            for value in self._numbers(name, facts):
                if value == now:
                    return
                yield value

    def _numbers(self, name: str, facts: ExactIncident) -> Iterator[Number]:
        """Give plain numbers of each cell between thresholds, mildest first, up to the one a fact has."""
        variable, fact, now = self.variables[name], self.facts.get(name), cast("Number", facts[name])
        for cell in variable.mildest_first(self._reached(name, facts)):
            yield from plainest(cell, variable, fact)
            if cell.contains(now):
                if variable.worse == "up":
                    yield from (each for each in rounder(now, scale_of(fact)) if cell.contains(each))
                return

    def _reached(self, name: str, facts: ExactIncident) -> list[Cell]:
        """Give the cells that the conditions make along a number, each from where what is given lets it begin.

        Only their mild ends move: at the others what is tied to the number can be brought along.
        """
        variable, given = self.variables[name], [each for each in self.given if name in each.variables]
        own = cells(self.conditions, known(facts), name)
        if not given:
            return own
        reached = [
            part
            for part in variable.mildest_first(self.along(name, facts))
            if all(met(each, {**facts, name: cast("Number", part.value)}) for each in given)
        ]
        span = variable.domain
        whole = Cell(
            span.low, span.high, span.low_open, span.high_open, value=cast("Number", self.rest[name])
        )
        return [_from(cell, reached, variable) for cell in own or [whole]]


def _from(cell: Cell, reached: Iterable[Cell], variable: Variable) -> Cell:
    """Give a cell from the mild end of the first stretch in it that can be reached; as it is where none can."""
    first = next((part for part in reached if cell.contains(part.value)), cell)
    if variable.worse == "down":
        return evolve(cell, high=first.high, high_open=first.high_open, value=first.value)
    return evolve(cell, low=first.low, low_open=first.low_open, value=first.value)


def confirmed(plan: Prepared, facts: ExactIncident) -> Level:
    """Give the level as `respond classify` finds it; raises `InternalError` if the fast path says otherwise."""
    found = level_range(plan.ladder, known(facts)).on(plan.levels)
    if not found.definite or found.certain != level_at(plan, facts):
        raise InternalError([fault("E990", found="two evaluations disagree about an incident")])
    return found.certain
