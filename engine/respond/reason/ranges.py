"""The level an incident has: what is certain now, and the highest that is still possible."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import field

from respond._records import frozen
from respond.facts import Level, LevelScale, Value
from respond.reason.condition import Condition
from respond.reason.possible import can_fail, can_hold, groups_of, is_free
from respond.reason.truth import Truth

Ladder = Sequence[tuple[Level, Condition]]
"""The criteria of a plan, each with its level."""


def _level(gravity: int) -> Level:
    return Level.at(gravity)


@frozen
class LevelRange:
    """The level certain now and the highest still possible; equal when the answer is definite.

    `exact` is False when the search was cut short: the range is then wide enough, but may be too wide.
    """

    certain: Level = field(converter=_level)
    possible: Level = field(converter=_level)
    exact: bool = True

    def on(self, scale: LevelScale) -> "LevelRange":
        """Give it in the levels of a scale, for what was worked out with how grave they are alone.

        >>> LevelRange(0, 2).on(Level.scale)
        LevelRange(certain=none, possible=III, exact=True)
        """
        if self.certain.scale is scale and self.possible.scale is scale:
            return self
        return LevelRange(scale[self.certain], scale[self.possible], self.exact)

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


def narrow(truths: Sequence[tuple[Level, Condition, Truth]], values: Mapping[str, Value]) -> LevelRange:
    """Give the exact range when the criteria have been evaluated one by one already."""
    certain = possible = Level.scale.none
    for gravity, _, truth in truths:
        if truth is not Truth.NO:
            possible = max(possible, gravity)
            if truth is Truth.YES:
                certain = max(certain, gravity)
    if possible <= certain:
        return LevelRange(certain, certain)
    undecided = [(g, condition) for g, condition, truth in truths if truth is Truth.UNKNOWN and g > certain]
    return spread(undecided, certain, values)


def spread(undecided: Ladder, certain: Level, values: Mapping[str, Value]) -> LevelRange:
    """Give the range where one level is certain and these criteria of graver ones are undecided.

    Criteria that share no open fact go their own ways.
    """
    return join(certain, [range_of(group, values) for group in groups_of(undecided, values)])


def join(certain: Level, parts: Iterable[LevelRange]) -> LevelRange:
    """Put together what independent groups of criteria give where one level is certain in any case.

    The certain level is the gravest that one group forces alone, the possible one the gravest that one can reach.
    """
    sure = possible = certain
    inexact = 0
    for part in parts:
        sure = part.certain if part.certain > sure else sure  # noqa: FURB136 - a call costs more, and this runs often
        possible = part.possible if part.possible > possible else possible  # noqa: FURB136
        if not part.exact and part.possible > inexact:
            inexact = part.possible
    return LevelRange(sure, possible, inexact <= sure)


def range_of(group: Ladder, values: Mapping[str, Value]) -> LevelRange:
    """Give the range of levels that a group of criteria can give by itself, none if all of them can fail."""
    if len(group) == 1 and is_free(group[0][1], values):
        return LevelRange(0, group[0][0])
    possible, exact_above = _highest(group, values)
    certain, exact_below = _lowest(group, possible, values)
    return LevelRange(certain, possible, exact_above and exact_below)


def _highest(group: Ladder, values: Mapping[str, Value]) -> tuple[Level, bool]:
    """Find the gravest level with a criterion that some completion meets."""
    for gravity in sorted({gravity for gravity, _ in group}, reverse=True):
        gave_up = False
        for own, condition in group:
            if own == gravity:
                result = can_hold(condition, values)
                if result is True:
                    return gravity, True
                gave_up = gave_up or result is None
        if gave_up:
            return gravity, False
    return Level.scale.none, True


def _lowest(group: Ladder, possible: Level, values: Mapping[str, Value]) -> tuple[Level, bool]:
    """Find the gravest level below which no completion falls: all criteria from it up cannot fail together.

    Failing together is harder the more criteria there are, so the search begins with all of them.
    """
    exact = True
    certain = Level.scale.none
    for gravity in sorted({gravity for gravity, _ in group if gravity <= possible}):
        result = can_fail([condition for own, condition in group if gravity <= own <= possible], values)
        if result is True:
            return certain, exact
        if result is None:
            exact = False
        else:
            certain = gravity
            exact = True
    return certain, exact
