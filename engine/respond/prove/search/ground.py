"""Exact incidents over the facts of one or more editions: completed, graded, brought as near to rest as they go.

Nothing here needs the solver: what an incident is like is searched by `respond.reason.find`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import cast

from respond.errors import InternalError, Text, fault
from respond.facts import Exactly, Fact, FactType, Number, Plain, show_plain, unit_of
from respond.language import DAY, MOMENT
from respond.plan import Prepared
from respond.prove.search.exact import ExactIncident, known, level_at, mildest
from respond.prove.search.smallest import plainest
from respond.prove.search.translate import variables_of
from respond.reason import Condition, Variable, cells, level_range

Holds = Callable[[ExactIncident], bool]

_TOTAL = 1000
"""A total, in the unit it is asked in, when the text gives none: tenths of a per cent of it are whole."""

_ROUNDS = 10
"""So often every fact is tried again, for one may let another go further."""


class Ground:
    """The facts some conditions depend on, each with the value at which nothing has happened.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("forest-grassland-fire@2026"))
    >>> ground = Ground([plan])
    >>> ground.rest["deaths"], level_at(plan, {**ground.rest, "deaths": 3})
    (0, III)
    """

    def __init__(self, plans: Sequence[Prepared], more: Iterable[Condition] = ()) -> None:
        self.facts: dict[str, Fact] = {}
        for plan in reversed(plans):
            self.facts.update(plan.facts)
        self.conditions = [*(c.condition for plan in plans for c in plan.criteria), *more]
        self.variables = variables_of(self.conditions)

    @cached_property
    def rest(self) -> dict[str, Plain]:
        """Give the incident at which nothing has happened."""
        return {name: self._rest(name, variable) for name, variable in self.variables.items()}

    def _rest(self, name: str, variable: Variable) -> Plain:
        found = mildest(variable)
        return self.total(name, _TOTAL) if found is None else found

    def total(self, name: str, number: int) -> Number:
        """Give an amount of a fact in the unit it is asked in, within its domain."""
        variable, fact = self.variables[name], self.facts.get(name)
        unit = unit_of(fact) if fact is not None and fact.type is FactType.QUANTITY else None
        amount = number * (unit.factor if unit else 1)
        amount = amount if variable.low is None else max(amount, variable.low)
        amount = amount if variable.high is None else min(amount, variable.high)
        return int(amount) if amount.denominator == 1 else amount

    def complete(self, assignment: ExactIncident) -> dict[str, Plain]:
        """Give an incident with every fact it leaves open at rest."""
        return {**self.rest, **{name: assignment[name] for name in assignment if name in self.variables}}

    def away(self, facts: ExactIncident) -> list[str]:
        """Give the names of the facts that are not at rest."""
        return [name for name, value in facts.items() if value != self.rest[name]]

    def touching(self, name: str) -> list[Condition]:
        """Give the conditions that depend on a fact."""
        return [condition for condition in self.conditions if name in condition.variables]

    def shrink(self, facts: ExactIncident, holds: Holds, keep: Iterable[str] = ()) -> dict[str, Plain]:
        """Bring every fact but those to keep as near to rest as a property allows, which must hold now."""
        kept = set(keep)
        now = dict(facts)
        for _ in range(_ROUNDS):
            before = dict(now)
            for name in self.away(now):
                if name not in kept:
                    now = self._shrink_one(name, now, holds)
            if now == before:
                break
        return now

    def _shrink_one(self, name: str, facts: dict[str, Plain], holds: Holds) -> dict[str, Plain]:
        for value in self._nearer(name, facts):
            if holds({**facts, name: value}):
                return {**facts, name: value}
        return facts

    def _nearer(self, name: str, facts: ExactIncident) -> Iterator[Plain]:
        """Give values nearer to rest than the one a fact has, the nearest first."""
        variable, now = self.variables[name], facts[name]
        yield self.rest[name]
        if variable.choices:
            order = variable.choices if variable.worse == "up" else variable.choices[::-1]
            yield from order[: order.index(now)]
        elif variable.dimension not in {DAY, MOMENT}:
            for value in self.representatives(name, facts):
                if value == now:
                    return
                yield value

    def representatives(self, name: str, facts: ExactIncident) -> Iterator[Number]:
        """Give plain numbers of each cell between thresholds, mildest first, up to the one a fact has."""
        variable = self.variables[name]
        known = {key: Exactly(value) for key, value in facts.items()}
        found = cells(self.touching(name), known, name)
        for cell in found if variable.worse == "up" else found[::-1]:
            yield from plainest(cell, variable, self.facts.get(name))
            if cell.contains(cast("Number", facts[name])):
                return


def confirmed(plan: Prepared, facts: ExactIncident) -> int:
    """Give the level as `respond classify` finds it; raises `InternalError` if the fast path says otherwise."""
    found = level_range(plan.ladder, known(facts))
    if not found.definite or found.certain != level_at(plan, facts):
        raise InternalError([fault("E990", found="two evaluations disagree about an incident")])
    return found.certain


def facts_words(facts: ExactIncident, *plans: Prepared) -> Text:
    """Say what some facts are, each with its value as the first plan that has it says; nothing for none.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> facts_words({"deaths": 3}, library.prepared(library.find("forest-grassland-fire@2026"))).en
    'deaths: 3 persons'
    """
    said = [_said(name, value, plans) for name, value in facts.items()]
    return Text("，".join(each.zh for each in said), ", ".join(each.en for each in said))


def _said(name: str, value: Plain, plans: Sequence[Prepared]) -> Text:
    plan = next((each for each in plans if name in each.facts), None)
    if plan is None:  # an event that has happened
        return next((p.scope.label(name) for p in plans if name in p.scope.events), Text(name, name))
    fact = plan.facts[name]
    label = fact.label
    if value is True:
        return label
    zh, en = show_plain(value, fact, "zh"), show_plain(value, fact, "en")
    gap = "" if fact.type in _NUMBERS else "："
    return Text(f"{label.zh}{gap}{zh}", f"{label.en}: {en}")


_NUMBERS = frozenset({FactType.COUNT, FactType.QUANTITY, FactType.SHARE, FactType.NUMBER})
