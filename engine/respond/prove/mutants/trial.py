"""The mutants of a plan put to the test: does an expected answer fail, is the mutant equivalent, what would tell it.

A mutant that no incident whatever tells apart is equivalent, which the search proves, any level declared and any
response started. Of a criterion it is the level that tells.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError, Text
from respond.language import NEVER
from respond.plan import DERIVED_EVENTS, Constraint, Derived, Prepared, Rule
from respond.prove.boundaries.table import Boundaries
from respond.prove.mutants.expected_answers import ExpectedAnswer
from respond.prove.mutants.limit_mutations import limit_mutations
from respond.prove.mutants.mutant import Fate, Mutant
from respond.prove.mutants.mutated_plan import DerivedChange, EntryChange, Part, PlanMutation, RuleChange
from respond.prove.mutants.mutations import Mutation, compiled, formula_mutations, mutations
from respond.prove.search.evaluation import Judged, frame_of, judged, rivals, rules_of
from respond.prove.search.exact import ExactIncident
from respond.prove.search.finding import Found, Wants, find
from respond.prove.search.scenes import Scenes
from respond.prove.search.times import settled
from respond.prove.search.words import incident_words
from respond.reason import compile_condition, compile_formula


def mutants_in(found: Boundaries, asked: Sequence[ExpectedAnswer], *, generate: bool) -> Iterator[Mutant]:
    """Go through the mutants of a plan, each with what became of it.

    Criteria come first, then the other rules, the limits of duties and measures, derived numbers, and constraints.
    """
    plan = found.plan
    for rule in rules_of(plan):
        near = _nearest(asked, rule)
        for mutation in mutations(rule.condition.test):
            condition = compiled(mutation, plan.scope)
            if condition is not None:
                change = RuleChange(plan, rule, condition)
                noticed = _noticed(rule, mutation, change, near)
                yield noticed or _Trial(found, mutation, change, generate=generate and plan.answers).mutant()
    for rule in plan.measures:
        if rule.condition.test == NEVER:  # it stands for a rejected reading alone
            continue
        part: Part = "duties" if rule.kind == "duty" else "measures"
        near = _nearest(_nearest(asked, rule), rule, "deadlines")
        for mutation, entry in limit_mutations(rule.entry):
            limit = EntryChange(plan, part, rule.entry, entry)
            yield _noticed(rule, mutation, limit, near) or Mutant(rule, mutation, Fate.SURVIVED)
    yield from _of_derived(plan, asked)
    yield from _of_constraints(plan, asked)


def _of_derived(plan: Prepared, asked: Sequence[ExpectedAnswer]) -> Iterator[Mutant]:
    """Go through the mutants of derived numbers: computed otherwise, or in other cases, or in every one."""
    for name, derived in plan.plan.derived.items():
        changes = [
            (mutation, evolve(derived, formula=mutation.text))
            for mutation in formula_mutations(plan.formulas[name].term)
            if _computes(mutation.text, plan)
        ]
        if derived.when is not None:
            guard = compile_condition(derived.when, plan.scope)
            changes += [
                (mutation, evolve(derived, when=mutation.text))
                for mutation in mutations(guard.test)
                if compiled(mutation, plan.scope) is not None
            ]
            changes.append((Mutation("drop", guard.text, "", guard.text, "", ""), evolve(derived, when=None)))
        for mutation, changed in changes:
            change = DerivedChange(plan, derived, changed)
            yield _noticed(derived, mutation, change, asked) or Mutant(derived, mutation, Fate.UNDECIDED)


def _computes(text: str, plan: Prepared) -> bool:
    try:
        compile_formula(text, plan.scope)
    except InputError:
        return False
    return True


def _of_constraints(plan: Prepared, asked: Sequence[ExpectedAnswer]) -> Iterator[Mutant]:
    """Go through the mutants of what holds of every incident: changed in one place, or left out."""
    for constraint in plan.plan.constraints:
        near = _nearest(asked, constraint)
        condition = plan.constraints[str(constraint.id)]
        changes: list[tuple[Mutation, Constraint | None]] = [
            (mutation, evolve(constraint, holds=mutation.text))
            for mutation in mutations(condition.test)
            if compiled(mutation, plan.scope) is not None
        ]
        said = condition.text
        changes.append((Mutation("drop", said, "", said, "", ""), None))
        for mutation, entry in changes:
            change = EntryChange(plan, "constraints", constraint, entry)
            noticed = _noticed(constraint, mutation, change, near)
            yield noticed or Mutant(constraint, mutation, Fate.SURVIVED)


def _nearest(asked: Sequence[ExpectedAnswer], about: Rule | Constraint, *also: str) -> list[ExpectedAnswer]:
    """Put first those whose expected answer speaks of an entry: they are most likely to notice, all are asked.

    With further words, first of all those that have these too.
    """
    kind = about.kind if isinstance(about, Rule) else "constraint"
    words = {{"criterion": "level", "response": "called"}.get(kind, str(about.id)), *also}
    return sorted(asked, key=lambda each: not words <= each.words)


def _noticed(
    about: Rule | Derived | Constraint,
    mutation: Mutation,
    change: PlanMutation,
    asked: Sequence[ExpectedAnswer],
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
        rest = scenes.ground.rest  # an event no criterion asks for has no place there: it has not happened
        told = {name: value for name, value in facts.items() if value != rest.get(name, False)}
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
        """Give what no incident can be: a level both raised and lowered at once, time since what never happened."""
        condition, scope = self.change.rule.condition, self.found.plan.scope
        texts = [
            f"not {event} and elapsed({event}) > 0 hours"
            for event in sorted(condition.elapsed & condition.events - DERIVED_EVENTS)
        ]
        if condition.elapsed >= DERIVED_EVENTS:
            texts.append(" == ".join(f"elapsed({event})" for event in sorted(DERIVED_EVENTS)))
        return [(compile_condition(text, scope), False) for text in texts]

    def _example(self, scenes: Scenes, apart: ExactIncident) -> ExactIncident | None:
        """Give an incident that tells the mutant from its rule, as near to rest as it goes."""
        starts = [scenes.ground.complete(apart)]
        for wants in self._wants():
            starts += scenes.find([*wants, *scenes.unrivalled])
        for facts in starts:
            if self._differs(facts):
                return settled(scenes.ground.shrink(facts, self._differs))
        return None
