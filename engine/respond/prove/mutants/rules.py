"""The mutants of everything but the criteria: responses, duties, exclusions and the like, and derived numbers."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from respond._records import frozen
from respond.errors import InputError, Text
from respond.plan import DERIVED_EVENTS, Derived, Rule
from respond.prove.boundaries.table import Boundaries
from respond.prove.mutants.expected_answers import ExpectedAnswer
from respond.prove.mutants.fates import Fate, solve
from respond.prove.mutants.mutated_plan import FormulaChange, PlanMutation, RuleChange
from respond.prove.mutants.mutations import Mutation, compiled, formula_mutations, mutations
from respond.prove.search.exact import ExactIncident
from respond.prove.search.rules import Judge, Judged, rules_of
from respond.prove.search.scenes import Scenes, Wants, graver_responses, scene_words
from respond.prove.search.times import settled
from respond.reason import GAVE_UP, NONE, Condition, Formula, compile_condition, compile_formula, complete


@frozen(eq=False)
class RuleMutant:
    """One change of one rule or derived number, what became of it, and what noticed it."""

    about: Rule | Derived
    change: Mutation
    fate: Fate
    by: Text | None = None
    facts: ExactIncident | None = None
    """The boundary incident that notices it, where no shipped one does."""
    judged: tuple[Judged, Judged] | None = None
    """What the plan, and what the mutant, makes of the rule in that incident."""

    @property
    def kind(self) -> str:
        """Give which kind of entry it is; `derived` for a number."""
        return self.about.kind if isinstance(self.about, Rule) else "derived"

    @property
    def id(self) -> str:
        """Give the id of the entry."""
        return str(self.about.id)

    @property
    def clause(self) -> str:
        """Give the clause of the entry."""
        return str(self.about.clause or "")


def rule_mutants(
    found: Boundaries, asked: Sequence[ExpectedAnswer], *, generate: bool
) -> Iterator[RuleMutant]:
    """Mutate the rules and derived numbers of a plan and find what notices each mutant, `asked` first.

    A mutant is noticed by an expected answer that fails once everything is worked out anew under the plan so
    changed. One that nothing notices is equivalent only where no incident whatever tells it apart, any level
    declared and any response started.
    """
    for rule in rules_of(found.plan):
        maker = _Maker(found, rule, _near(asked, rule), generate=generate)
        for change in mutations(rule.condition.test):
            changed = compiled(change, found.plan.scope)
            if changed is not None:
                yield maker.judged(change, changed)
    for name, derived in found.plan.plan.derived.items():
        for change in formula_mutations(found.plan.formulas[name].term):
            formula = _formula(change, found)
            if formula is not None:
                whole = FormulaChange(found.plan, name, change.text, formula)
                yield _noticed(derived, change, whole, asked) or RuleMutant(derived, change, Fate.UNDECIDED)


def _formula(change: Mutation, found: Boundaries) -> Formula | None:
    try:
        return compile_formula(change.text, found.plan.scope)
    except InputError:
        return None


def _near(asked: Sequence[ExpectedAnswer], rule: Rule) -> list[ExpectedAnswer]:
    """Put first those whose expected answer speaks of a rule: they are most likely to notice, all are asked."""
    word = "called" if rule.kind == "response" else rule.id
    return sorted(asked, key=lambda each: word not in each.words)


def _noticed(
    about: Rule | Derived, change: Mutation, whole: PlanMutation, asked: Sequence[ExpectedAnswer]
) -> RuleMutant | None:
    for each in asked:
        if each.notices(whole):
            return RuleMutant(about, change, Fate(each.kind), Text(each.name, each.name))
    return None


class _Maker:
    """Judges the mutants of one rule."""

    def __init__(
        self, found: Boundaries, rule: Rule, asked: Sequence[ExpectedAnswer], *, generate: bool
    ) -> None:
        self.plan = found.plan
        self.rule = rule
        self.asked = asked
        self.generate = generate and found.plan.graded
        self.judge = Judge(found.plan, found.day)
        self.found = found

    @cached_property
    def points(self) -> list[ExactIncident]:
        """Give the incidents of the table that stand at the thresholds of the rule."""
        return [
            point.facts
            for row in self.found.rules
            if any((each.kind, each.id) == (self.rule.kind, self.rule.id) for each in row.rules)
            for point in row.points
            if point.facts is not None
        ]

    def judged(self, change: Mutation, changed: Condition) -> RuleMutant:
        """Find what becomes of one mutant."""
        noticed = _noticed(self.rule, change, RuleChange(self.plan, self.rule, changed), self.asked)
        if noticed is not None:
            return noticed
        for facts in self.points if self.generate else ():
            if self._differ(changed, facts):
                return self._by_boundary(change, changed, facts)
        apart, decided = self._apart(changed)
        if not apart:
            return RuleMutant(self.rule, change, Fate.EQUIVALENT if decided else Fate.UNDECIDED)
        found = self._search(changed) if self.generate else None
        return (
            RuleMutant(self.rule, change, Fate.SURVIVED)
            if found is None
            else self._by_boundary(change, changed, found)
        )

    def _by_boundary(self, change: Mutation, changed: Condition, facts: ExactIncident) -> RuleMutant:
        scenes = Scenes(self.judge, self.rule, [changed])
        told = {name: facts[name] for name in scenes.ground.away(facts)}
        values = self.judge.values(facts)
        judged = self.judge.judged(self.rule, values), self.judge.judged(self.rule, values, changed)
        return RuleMutant(self.rule, change, Fate.BOUNDARY, scene_words(told, self.plan), facts, judged)

    def _differ(self, changed: Condition, facts: ExactIncident) -> bool:
        values = self.judge.values(facts)
        return self.judge.judged(self.rule, values) != self.judge.judged(self.rule, values, changed)

    def _wants(self, changed: Condition) -> Iterator[Wants]:
        for wanted in (True, False):
            yield [(self.rule.condition, wanted), (changed, not wanted)]

    def _apart(self, changed: Condition) -> tuple[bool, bool]:
        """Say whether anything can tell a mutant from its rule, level and response being whatever; and if proved."""
        graver = graver_responses(self.plan, self.rule)
        decided = True
        for wants in self._wants(changed):
            asked = [*wants, *((each.condition, False) for each in graver), *self._impossible()]
            found = complete(asked, {})
            if found is GAVE_UP and (self.rule.condition.elapsed or changed.elapsed):
                decided = False  # the solver takes for granted that what is some time ago has happened
            elif found is GAVE_UP:
                solved, proved = solve(self.plan, asked)
                decided = decided and proved
                if solved is not None:
                    return True, True
            elif found is not NONE:
                return True, True
        return False, decided

    def _impossible(self) -> Iterator[tuple[Condition, bool]]:
        """Give what no incident can be: a level that rises and falls at one moment."""
        if self.rule.condition.elapsed >= DERIVED_EVENTS:
            same = " == ".join(f"elapsed({event})" for event in sorted(DERIVED_EVENTS))
            yield compile_condition(same, self.plan.scope), False

    def _search(self, changed: Condition) -> ExactIncident | None:
        """Find an incident in which the mutant makes something else of its rule, as near to rest as it goes."""
        scenes = Scenes(self.judge, self.rule, [changed])
        differ = partial(self._settled_differ, changed)
        for wants in self._wants(changed):
            for facts in scenes.find(wants):
                if differ(facts):
                    return settled(scenes.ground.shrink(facts, differ))
        return None

    def _settled_differ(self, changed: Condition, facts: ExactIncident) -> bool:
        whole = settled(facts)
        return whole is not None and self._differ(changed, whole)
