"""A plan changed in one place: which plan that makes, and whether an incident can tell it from the plan as it is."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from attrs import evolve, field

from respond._records import define
from respond.facts import Value
from respond.plan import Constraint, Derived, Library, Measure, PlanRef, Prepared, Rule, prepare
from respond.reason import Condition, Truth
from respond.situation import Frame, keep_from_engine

Values = Mapping[str, Value]


@define(eq=False)
class RuleChange:
    """One rule of an edition with another condition, wherever the edition or one that adopts it is asked."""

    owner: Prepared
    rule: Rule
    condition: Condition
    _made: dict[Prepared, Prepared | None] = field(factory=dict, init=False)

    def plan(self, plan: Prepared) -> Prepared | None:
        """Give a plan so changed; None where it does not have the rule."""
        if plan not in self._made:
            own = self.own(plan)
            made = None if own is None else keep_from_engine(plan.instead(own, self.condition))
            self._made[plan] = made
        return self._made[plan]

    def can_matter(self, plan: Prepared, values: Values) -> bool:
        """Say whether the change could be told by what a plan sees at one moment, however duties stand.

        How they stand is settled within the moment, by this rule too: what it made of them before is not seen any more.
        """
        if self.own(plan) is None:
            return False
        states = self.rule.condition.states
        seen = {name: value for name, value in values.items() if name not in states} if states else values
        before, after = self.rule.condition.truth(seen), self.condition.truth(seen)
        return before is not after or before is Truth.UNKNOWN

    def own(self, plan: Prepared) -> Rule | None:
        """Give the rule as a plan has it that is this edition or adopts it; None where it does not."""
        if plan is self.owner:
            return self.rule
        if set(plan.composed.sources).isdisjoint(self.owner.composed.sources):
            return None
        return next((each for each in plan.rules if self._is(each, plan)), None)

    def _is(self, rule: Rule, plan: Prepared) -> bool:
        """Say whether a rule of a plan is this one; the criteria of two editions differ, however alike they read."""
        ours = self.rule
        if (rule.kind, rule.id, str(rule.condition.text)) != (ours.kind, ours.id, str(ours.condition.text)):
            return False
        return rule.kind != "criterion" or plan.origin(rule.id) == self.owner.origin(ours.id)


@define(eq=False)
class DerivedChange:
    """One derived number of an edition computed by another formula, or in other cases."""

    owner: Prepared
    entry: Derived
    changed: Derived
    _made: dict[Prepared, Prepared | None] = field(factory=dict, init=False)

    def plan(self, plan: Prepared) -> Prepared | None:
        """Give a plan so changed; None where it does not have the number."""
        if plan not in self._made:
            self._made[plan] = self._changed(plan) if self._has(plan) else None
        return self._made[plan]

    def _changed(self, plan: Prepared) -> Prepared:
        changed = {**plan.plan.derived, str(self.entry.id): self.changed}
        composed = evolve(plan.composed, plan=evolve(plan.plan, derived=changed))
        return keep_from_engine(prepare(composed))

    def can_matter(self, plan: Prepared, values: Values) -> bool:
        """Say whether the change could be told by what a plan sees at one moment."""
        changed = self.plan(plan)
        return changed is not None and self._seen(plan, values) != self._seen(changed, values)

    def _seen(self, plan: Prepared, values: Values) -> tuple[Value, Truth]:
        """Give the number, and whether there is one."""
        name = str(self.entry.id)
        guard = plan.guards.get(name)
        return plan.formulas[name].value(values), guard.truth(values) if guard else Truth.YES

    def _has(self, plan: Prepared) -> bool:
        own = plan.plan.derived.get(str(self.entry.id))
        shared = not set(plan.composed.sources).isdisjoint(self.owner.composed.sources)
        return shared and own == self.entry


Part = Literal["duties", "measures", "constraints"]
"""Where such an entry stands in a plan."""


@define(eq=False)
class EntryChange:
    """One duty, measure or constraint of an edition as an entry of the plan with something else in it."""

    owner: Prepared
    part: Part
    entry: Measure | Constraint
    changed: Measure | Constraint | None
    """None where it is left out."""
    _made: dict[Prepared, Prepared | None] = field(factory=dict, init=False)

    def plan(self, plan: Prepared) -> Prepared | None:
        """Give a plan so changed; None where it does not have the entry."""
        if plan not in self._made:
            self._made[plan] = self._changed(plan) if self._has(plan) else None
        return self._made[plan]

    def _changed(self, plan: Prepared) -> Prepared:
        entries = [self.changed if each == self.entry else each for each in getattr(plan.plan, self.part)]
        kept = tuple(each for each in entries if each is not None)
        changes: dict[str, Any] = {self.part: kept}
        composed = evolve(plan.composed, plan=evolve(plan.plan, **changes))
        return keep_from_engine(prepare(composed))

    def can_matter(self, plan: Prepared, values: Values) -> bool:  # noqa: ARG002 - whatever is seen
        """Say whether a plan has the entry: by when something is due cannot be told from what is seen."""
        return self._has(plan)

    def _has(self, plan: Prepared) -> bool:
        shared = not set(plan.composed.sources).isdisjoint(self.owner.composed.sources)
        return shared and self.entry in getattr(plan.plan, self.part)


PlanMutation = RuleChange | DerivedChange | EntryChange


def can_matter(change: PlanMutation, frames: tuple[Frame, ...]) -> bool:
    """Say whether a change could be told at any of some moments.

    Where the changed condition has the same definite truth at all of them, so has all that follows; since when it
    does may be otherwise, but then another moment must be asked about to tell.
    """
    return any(change.can_matter(seen.plan, seen.values) for frame in frames for seen in frame.plans)


class MutatedLibrary(Library):
    """A library in which every plan that has the changed place has the change."""

    def __init__(self, library: Library, change: PlanMutation) -> None:  # shares all that library has read
        vars(self).update(vars(library))
        self.library = library
        self.change = change

    def prepared(self, ref: PlanRef, on: date | None = None) -> Prepared:
        """Give one edition ready to answer, changed where the change is about it."""
        plan = self.library.prepared(ref, on)
        return self.change.plan(plan) or plan


def sources_of(plans: tuple[Prepared, ...]) -> Iterator[PlanRef]:
    """Go through the editions some plans are made of."""
    return (ref for plan in plans for ref in plan.composed.sources)
