"""Plan mutation: each figure of the criteria moved a step, each bound swapped, and which incident would notice.

A mutant that changes the level of no incident at all is equivalent, which the exact search proves (or, where it
gives up, the solver). Every other one must be noticed by an incident with an expected answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial

from attrs import field

from respond._records import frozen
from respond.errors import Text
from respond.facts import Plain
from respond.plan import Prepared, Rule
from respond.prove.boundaries.table import Boundaries
from respond.prove.mutants.expected_answers import ExpectedAnswer
from respond.prove.mutants.fates import NOTICED, Fate, solve
from respond.prove.mutants.level_probe import LevelProbe
from respond.prove.mutants.mutations import Mutation, compiled, mutations
from respond.prove.mutants.rules import RuleMutant, rule_mutants
from respond.prove.search.exact import ExactIncident, known, level_at
from respond.prove.search.ground import Ground, facts_words
from respond.reason import GAVE_UP, Completion, Condition, Truth, complete


@frozen(eq=False)
class Mutant:
    """One change of one criterion, what became of it, and what noticed it."""

    criterion: Rule
    change: Mutation
    fate: Fate
    by: Text | None = None
    facts: ExactIncident | None = None
    """The boundary incident that notices it, where no shipped one does."""
    levels: tuple[int, int] | None = None
    """The level of that incident by the plan, and by the mutant."""


@frozen(eq=False)
class Score:
    """The mutants of one edition."""

    plan: Prepared
    mutants: tuple[Mutant, ...] = field(repr=False)
    """Those of the criteria."""
    rules: tuple[RuleMutant, ...] = field(default=(), repr=False)
    """Those of everything else."""

    @property
    def total(self) -> int:
        """Count all mutants."""
        return len(self.mutants) + len(self.rules)

    def count(self, *fates: Fate) -> int:
        """Count the mutants with one of some fates."""
        found = [mutant.fate for mutant in self.mutants] + [mutant.fate for mutant in self.rules]
        return sum(fate in fates for fate in found)

    @property
    def noticed(self) -> int:
        """Count the mutants something notices."""
        return self.count(*NOTICED)

    @property
    def counted(self) -> int:
        """Count the mutants that can be noticed: all but the equivalent ones."""
        return self.total - self.count(Fate.EQUIVALENT)

    @property
    def share(self) -> Fraction:
        """Give the share noticed; all of nothing is all."""
        return Fraction(self.noticed, self.counted) if self.counted else Fraction(1)

    @property
    def guarding(self) -> tuple[tuple[str, ExactIncident, Rule | None], ...]:
        """Give the incidents that notice what no shipped one does, each by the entry it guards, with its rule."""
        by_criterion = [(str(mutant.criterion.entry.id), mutant.facts, None) for mutant in self.mutants]
        by_rule = [(each.id, each.facts, each.about) for each in self.rules if isinstance(each.about, Rule)]
        return tuple(
            (name, facts, rule) for name, facts, rule in (*by_criterion, *by_rule) if facts is not None
        )

    @property
    def exit_code(self) -> int:
        """Give 0 when every mutant is noticed or proved equivalent, else 1."""
        return 0 if self.noticed == self.counted else 1


def mutants_of(found: Boundaries, asked: Iterable[ExpectedAnswer], *, generate: bool = True) -> Score:
    """Mutate the criteria and rules of a plan and find what notices each mutant.

    `asked` are the incidents and tests with an expected answer. With `generate`, what none of them notices is shown an
    incident that would notice it: one of the table of thresholds, or one searched for. What waits for the level to
    rise cannot be told by an incident of a single step.

    >>> from datetime import date
    >>> from respond.plan import Library
    >>> from respond.prove.boundaries.table import boundaries_of
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("vaccine-quality"))
    >>> score = mutants_of(boundaries_of(plan, date(2026, 3, 2)), [])
    >>> len(score.mutants), len(score.rules), score.count(Fate.EQUIVALENT), score.share
    (47, 14, 7, Fraction(0, 1))
    """
    sources = set(found.plan.composed.sources)
    relevant = [each for each in asked if not sources.isdisjoint(each.sources)]
    maker = _Maker(found, [each.checked for each in relevant if each.checked], generate=generate)
    return Score(found.plan, tuple(maker.all()), tuple(rule_mutants(found, relevant, generate=generate)))


class _Maker:
    def __init__(self, found: Boundaries, checked: Sequence[LevelProbe], *, generate: bool) -> None:
        self.plan = found.plan
        self.checked = checked
        self.generate = generate
        self.ground = Ground([found.plan])
        self.points: dict[str, list[ExactIncident]] = {}
        """Incidents of the table by the criteria whose thresholds they stand at."""
        for row in found.rows:
            for criterion in row.criteria:
                own = self.points.setdefault(str(criterion.entry.id), [])
                own += [point.facts for point in row.points if point.facts is not None]

    def all(self) -> Iterator[Mutant]:
        """Go through the mutants, each judged."""
        for index, criterion in enumerate(self.plan.criteria):
            for change in mutations(criterion.condition.test):
                changed = compiled(change, self.plan.scope)
                if changed is not None:
                    yield self._judged(index, criterion, change, changed)

    def _judged(self, index: int, criterion: Rule, change: Mutation, changed: Condition) -> Mutant:
        for each in self.checked:
            if each.notices(criterion, changed, self.plan):
                return Mutant(criterion, change, Fate(each.kind), Text(each.name, each.name))
        for facts in self.points.get(str(criterion.entry.id), ()) if self.generate else ():
            levels = self._levels(index, changed, facts)
            if levels[0] != levels[1]:
                return self._by_boundary(criterion, change, facts, levels)
        found, decided = self._search(index, criterion, changed)
        if found is None:
            return Mutant(criterion, change, Fate.EQUIVALENT if decided else Fate.UNDECIDED)
        if not self.generate:
            return Mutant(criterion, change, Fate.SURVIVED)

        facts = self.ground.shrink(found, partial(self._differ, index, changed))
        levels = self._levels(index, changed, facts)
        if levels[0] == levels[1]:
            return Mutant(criterion, change, Fate.UNDECIDED)
        return self._by_boundary(criterion, change, facts, levels)

    def _by_boundary(
        self, criterion: Rule, change: Mutation, facts: ExactIncident, levels: tuple[int, int]
    ) -> Mutant:
        told = {name: facts[name] for name in self.ground.away(facts)}
        return Mutant(criterion, change, Fate.BOUNDARY, facts_words(told, self.plan), facts, levels)

    def _levels(self, index: int, changed: Condition, facts: ExactIncident) -> tuple[int, int]:
        """Give the level by the plan and by the mutant."""
        before, values = level_at(self.plan, facts), known(facts)
        now = changed.truth(values)
        if now is self.plan.criteria[index].condition.truth(values):
            return before, before
        met_then = (
            each.gravity
            for place, each in enumerate(self.plan.criteria)  # gravest first
            if (now if place == index else each.condition.truth(values)) is Truth.YES
        )
        return before, next(met_then, 0)

    def _search(
        self, index: int, criterion: Rule, changed: Condition
    ) -> tuple[dict[str, Plain] | None, bool]:
        """Find an incident whose level the change changes; without one, whether that is proved.

        The level changes where just one of both conditions holds and no other criterion as grave does. Those
        that share no fact with it seldom matter: they are asked only where they do.
        """
        rivals = [
            c.condition for c in self.plan.criteria if c is not criterion and c.gravity >= criterion.gravity
        ]
        names = criterion.condition.variables.keys() | changed.variables.keys()
        near = [condition for condition in rivals if not names.isdisjoint(condition.variables)]
        decided = True
        for wanted in (True, False):
            wants = [(criterion.condition, wanted), (changed, not wanted)]
            for others in (near, rivals):
                asked = [*wants, *((condition, False) for condition in others)]
                found = complete(asked, {})
                if found is GAVE_UP:
                    solved, proved = solve(self.plan, asked)
                    facts = None if solved is None else self.ground.complete(solved)
                else:
                    facts = self.ground.complete(found.assignment) if isinstance(found, Completion) else None
                    proved = True
                if facts is None:
                    decided = decided and proved
                    break
                if others is rivals or self._differ(index, changed, facts):
                    return facts, True
        return None, decided

    def _differ(self, index: int, changed: Condition, facts: ExactIncident) -> bool:
        before, after = self._levels(index, changed, facts)
        return before != after
