"""The level and the response as what follows from facts: what it takes for each grade."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from respond._records import frozen
from respond.facts import Level
from respond.reason.condition import Condition
from respond.reason.terms import Values
from respond.reason.truth import Truth

Way = tuple[tuple[Condition, bool], ...]
"""Conditions, each with the truth it should have."""


@frozen(eq=False)
class Graded:
    """What an open level or response follows from, `name` being its name in conditions.

    It is the gravest grade with a condition of the `ladder` met. `grades` are those it may have, least grave first,
    each really reached where no search was cut short. Below the first it never is, for that may have been declared.
    Without a ladder nothing that is known decides between them.
    """

    name: str
    ladder: Sequence[tuple[Level, Condition]]
    grades: tuple[Level, ...]

    @cached_property
    def needs(self) -> frozenset[str]:
        """Give every name the conditions of the ladder look at."""
        return frozenset().union(*[condition.needs for _, condition in self.ladder])

    def ways(self, grade: Level, values: Values) -> Iterator[Way]:
        """Give what each way to one of its grades takes of the conditions that are undecided under the values."""
        if not self.ladder:
            yield ()
            return
        graver: list[tuple[Condition, bool]] = []
        met: list[Way] = []
        for own, condition in self.ladder:
            truth = Truth.NO if own < grade else condition.truth(values)
            if truth is Truth.NO:
                continue
            if own == grade:
                met.append(() if truth is Truth.YES else ((condition, True),))
            elif truth is Truth.YES:
                return
            else:
                graver.append((condition, False))
        # it is never below the first grade, so nothing of that need be met
        for way in [()] if grade <= self.grades[0] or () in met else met:
            yield (*way, *graver)
