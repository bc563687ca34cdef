"""The mutants of a plan put to the test: does an expected answer fail, is the mutant equivalent, what would tell it.

A mutant that no incident whatever tells apart is equivalent, which the search proves, any level declared and any
response started. Of a criterion it is the level that tells.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError, Text
from respond.plan import DERIVED_EVENTS, Derived, Rule
from respond.prove.boundaries.table import Boundaries
from respond.prove.mutants.expected_answers import ExpectedAnswer
from respond.prove.mutants.mutant import Fate, Mutant
from respond.prove.mutants.mutated_plan import FormulaChange, PlanMutation, RuleChange
from respond.prove.mutants.mutations import Mutation, compiled, formula_mutations, mutations
from respond.prove.search.evaluation import Judged, frame_of, judged, rivals, rules_of
from respond.prove.search.exact import ExactIncident
from respond.prove.search.finding import Found, Wants, find
from respond.prove.search.scenes import Scenes
from respond.prove.search.times import settled
from respond.prove.search.words import incident_words
from respond.reason import compile_condition, compile_formula


def mutants_in(found: Boundaries, asked: Sequence[ExpectedAnswer], *, generate: bool) -> Iterator[Mutant]:
    """Go through the mutants of a plan, criteria first, each with what became of it; derived numbers come last."""
    plan = found.plan
    for rule in rules_of(plan):
        near = _nearest(asked, rule)
        for mutation in mutations(rule.condition.test):
            condition = compiled(mutation, plan.scope)
            if condition is not None:
                change = RuleChange(plan, rule, condition)
                noticed = _noticed(rule, mutation, change, near)
                yield noticed or _Trial(found, mutation, change, generate=generate and plan.answers).mutant()
    for name, derived in plan.plan.derived.items():
        for mutation in formula_mutations(plan.formulas[name].term):
            try:
                formula = compile_formula(mutation.text, plan.scope)
            except InputError:
                continue
            whole = FormulaChange(plan, name, mutation.text, formula)
            yield _noticed(derived, mutation, whole, asked) or Mutant(derived, mutation, Fate.UNDECIDED)


def _nearest(asked: Sequence[ExpectedAnswer], rule: Rule) -> list[ExpectedAnswer]:
    """Put first those whose expected answer speaks of a rule: they are most likely to notice, all are asked."""
    word = {"criterion": "level", "response": "called"}.get(rule.kind, rule.id)
    return sorted(asked, key=lambda each: word not in each.words)


def _noticed(
    about: Rule | Derived, mutation: Mutation, change: PlanMutation, asked: Sequence[ExpectedAnswer]
) -> Mutant | None:
    for each in asked:
        if each.notices(change):
            return Mutant(about, mutation, Fate(each.kind), Text(each.name, each.name))
    return None


@frozen(eq=False)
class _Trial:
    """One mutant that no expected answer notices."""

    found: Boundaries
    mutation: Mutation
    change: RuleChange
    generate: bool

    def mutant(self) -> Mutant:
        """Find what becomes of it."""
        unnoticed = Mutant(self.change.rule, self.mutation, Fate.SURVIVED)
        scenes = Scenes(self.found.plan, self.found.day, self.change.rule, [self.change.condition])
        guarding = self.found.at(self.change.rule) if self.generate else []
        facts = next(filter(self._differs, guarding), None)
        if facts is None:
            apart = self._apart(scenes)
            if apart.facts is None:
                return evolve(unnoticed, fate=Fate.EQUIVALENT if apart.decided else Fate.UNDECIDED)
            facts = self._example(scenes, apart.facts) if self.generate else None
        if facts is None:
            return unnoticed
        told = {name: facts[name] for name in scenes.ground.away(facts)}
        words = incident_words(told, self.found.plan)
        return evolve(unnoticed, fate=Fate.BOUNDARY, by=words, facts=facts, judged=self._judged(facts))

    def _judged(self, facts: ExactIncident) -> tuple[Judged, Judged]:
        """Give what the plan, and what the mutant, makes of the rule in an incident."""
        plan, day = self.found.plan, self.found.day
        frames = (frame_of(each, facts, day) for each in (plan, self.change.plan(plan) or plan))
        before, after = (judged(self.change.rule, frame) for frame in frames)
        return before, after

    def _differs(self, facts: ExactIncident) -> bool:
        """Say whether plan and mutant make something else of an incident; not of one that cannot be."""
        whole = settled(facts)
        if whole is None:
            return False
        before, after = self._judged(whole)
        return before != after

    def _wants(self) -> Iterator[Wants]:
        for wanted in (True, False):
            yield [(self.change.rule.condition, wanted), (self.change.condition, not wanted)]

    def _apart(self, scenes: Scenes) -> Found:
        """Find what tells the mutant from its rule, level and response being whatever.

        Rivals that share no fact with it seldom matter: they are asked only where they do.
        """
        both = [self.change.rule.condition, self.change.condition]
        names = {name for condition in both for name in condition.variables}
        others = [rival.condition for rival in rivals(self.found.plan, self.change.rule)]
        near = [condition for condition in others if not names.isdisjoint(condition.variables)]
        decided = True
        for wants in self._wants():
            for rival in (near, others):
                found = find(
                    self.found.plan, [*wants, *self._impossible(), *((each, False) for each in rival)]
                )
                if found.facts is None:
                    decided = decided and found.decided
                    break
                if len(rival) == len(others) or self._differs(scenes.ground.complete(found.facts)):
                    return found
        return Found(None, decided)

    def _impossible(self) -> Wants:
        """Give what no incident can be: a level that rises and falls at one moment."""
        if not self.change.rule.condition.elapsed >= DERIVED_EVENTS:
            return []
        same = " == ".join(f"elapsed({event})" for event in sorted(DERIVED_EVENTS))
        return [(compile_condition(same, self.found.plan.scope), False)]

    def _example(self, scenes: Scenes, apart: ExactIncident) -> ExactIncident | None:
        """Give an incident that tells the mutant from its rule, as near to rest as it goes."""
        starts = [scenes.ground.complete(apart)]
        for wants in self._wants():
            starts += scenes.find([*wants, *scenes.unrivalled])
        for facts in starts:
            if self._differs(facts):
                return settled(scenes.ground.shrink(facts, self._differs))
        return None
