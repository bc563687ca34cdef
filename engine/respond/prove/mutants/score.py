"""Plan mutation: conditions, limits and constraints changed in one place at a time, and which incident would notice.

A mutant that changes the answer to no incident at all is equivalent. Every other one must be noticed by an incident
with an expected answer.
"""

from collections.abc import Iterable
from fractions import Fraction

from attrs import field

from respond._records import frozen
from respond.plan import Prepared, Rule
from respond.prove.boundaries.table import Boundaries
from respond.prove.mutants.expected_answers import ExpectedAnswer
from respond.prove.mutants.mutant import NOTICED, Fate, Mutant
from respond.prove.mutants.trial import mutants_in
from respond.prove.search.exact import ExactIncident


@frozen(eq=False)
class Score:
    """The mutants of one edition, those of its criteria first."""

    plan: Prepared
    mutants: tuple[Mutant, ...] = field(repr=False)
    left_out: tuple[str, ...] = ()
    """The expected answers that fail under the plan as it is, and so notice nothing."""

    @property
    def criteria(self) -> list[Mutant]:
        """Give the mutants of the criteria."""
        return [mutant for mutant in self.mutants if mutant.kind == "criterion"]

    @property
    def others(self) -> list[Mutant]:
        """Give the mutants of everything else."""
        return [mutant for mutant in self.mutants if mutant.kind != "criterion"]

    def count(self, *fates: Fate) -> int:
        """Count the mutants with one of some fates."""
        return sum(mutant.fate in fates for mutant in self.mutants)

    @property
    def noticed(self) -> int:
        """Count the mutants something notices."""
        return self.count(*NOTICED)

    @property
    def counted(self) -> int:
        """Count the mutants that can be noticed: all but the equivalent ones."""
        return len(self.mutants) - self.count(Fate.EQUIVALENT)

    @property
    def share(self) -> Fraction:
        """Give the share noticed; all of nothing is all."""
        return Fraction(self.noticed, self.counted) if self.counted else Fraction(1)

    @property
    def guarding(self) -> list[tuple[str, ExactIncident, Rule]]:
        """Give the incidents that notice what no shipped one does, each by the entry it guards, with its rule."""
        return [
            (mutant.id, mutant.facts, mutant.about)
            for mutant in self.mutants
            if mutant.facts is not None and isinstance(mutant.about, Rule)
        ]

    @property
    def exit_code(self) -> int:
        """Give 0 when every mutant is noticed or proved equivalent, else 1."""
        return 0 if self.noticed == self.counted else 1


def mutants_of(found: Boundaries, asked: Iterable[ExpectedAnswer], *, generate: bool = True) -> Score:
    """Mutate the rules, limits, derived numbers and constraints of a plan and find what notices each mutant.

    `asked` are the incidents and tests with an expected answer. With `generate`, what none of them notices is shown an
    incident that would notice it: one of the table of thresholds, or one searched for. What waits for the level to
    rise cannot be told by an incident of a single step; what a limit or a constraint is, no search tells.

    >>> from datetime import date
    >>> from respond.plan import Library
    >>> from respond.prove.boundaries.table import boundaries_of
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("vaccine-quality"))
    >>> score = mutants_of(boundaries_of(plan, date(2026, 3, 2)), [])
    >>> len(score.criteria), len(score.others), score.count(Fate.EQUIVALENT), score.share
    (47, 20, 8, Fraction(0, 1))
    """
    sources = set(found.plan.composed.sources)
    relevant = [each for each in asked if not sources.isdisjoint(each.sources)]
    sound = [each for each in relevant if each.sound]
    left_out = tuple(f"{each.name} ({each.now:%Y-%m-%d %H:%M})" for each in relevant if not each.sound)
    return Score(found.plan, tuple(mutants_in(found, sound, generate=generate)), left_out)
