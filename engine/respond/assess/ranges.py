"""The level an incident has: what is certain now, and the highest that is still possible."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from respond.conditions import GAVE_UP, NONE, Condition, Truth, find
from respond.facts import Value

Gravity = int
"""A level as a number: 0 none, 1 IV, 2 III, 3 II, 4 I."""

Ladder = Sequence[tuple[Gravity, Condition]]
"""The criteria of a plan, each with the gravity of its level."""


@frozen
class LevelRange:
    """The level certain now and the highest still possible; equal when the answer is definite.

    `exact` is False when the search was cut short: the range is then wide enough, but may be too wide.
    """

    certain: Gravity
    possible: Gravity
    exact: bool = True

    @property
    def definite(self) -> bool:
        """Say whether one level is certain."""
        return self.certain == self.possible


def level_range(ladder: Ladder, values: Mapping[str, Value]) -> LevelRange:
    """Give the exact range of levels over every completion of what is known.

    The level is the gravest one with a criterion met. Criteria are first evaluated one by one; where that
    leaves a range, a search over the cells between thresholds tells the levels that some completion really
    reaches: under the bands 3-9, 10-29, 30 and more, "at least 3" is at least the first of them, though each
    band alone is open.
    """
    truths = [(gravity, condition, condition.truth(values)) for gravity, condition in ladder]
    return narrow(truths, values)


def narrow(truths: Sequence[tuple[Gravity, Condition, Truth]], values: Mapping[str, Value]) -> LevelRange:
    """Give the exact range when the criteria have been evaluated one by one already."""
    certain = max((gravity for gravity, _, truth in truths if truth is Truth.YES), default=0)
    possible = max((gravity for gravity, _, truth in truths if truth is not Truth.NO), default=0)
    if possible <= certain:
        return LevelRange(certain, certain)
    undecided = [(gravity, condition) for gravity, condition, truth in truths if truth is Truth.UNKNOWN]
    possible, exact_above = _highest(undecided, certain, values)
    certain, exact_below = _lowest(undecided, certain, possible, values)
    return LevelRange(certain, possible, exact_above and exact_below)


def _highest(undecided: Ladder, certain: Gravity, values: Mapping[str, Value]) -> tuple[Gravity, bool]:
    """Find the gravest level with a criterion that some completion meets."""
    for gravity in sorted({gravity for gravity, _ in undecided if gravity > certain}, reverse=True):
        results = [find([(condition, True)], values) for own, condition in undecided if own == gravity]
        if any(result is not NONE and result is not GAVE_UP for result in results):
            return gravity, True
        if any(result is GAVE_UP for result in results):
            return gravity, False
    return certain, True


def _lowest(
    undecided: Ladder, certain: Gravity, possible: Gravity, values: Mapping[str, Value]
) -> tuple[Gravity, bool]:
    """Find the gravest level below which no completion falls: all criteria from it up cannot fail together."""
    exact = True
    for gravity in range(possible, certain, -1):
        wants = [(condition, False) for own, condition in undecided if own >= gravity]
        if not wants:
            continue
        result = find(wants, values)
        if result is NONE:
            return gravity, exact
        exact = exact and result is not GAVE_UP
    return certain, exact


def truth_of(condition: Condition, values: Mapping[str, Value]) -> Truth:
    """Give the truth of one condition over every completion, where piecewise evaluation may leave it open."""
    truth = condition.truth(values)
    if truth is not Truth.UNKNOWN:
        return truth
    if find([(condition, True)], values) is NONE:
        return Truth.NO
    return Truth.YES if find([(condition, False)], values) is NONE else Truth.UNKNOWN
