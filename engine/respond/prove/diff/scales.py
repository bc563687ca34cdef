"""The levels of two editions beside each other: by name, each on the scale of its own plan."""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from respond._records import frozen
from respond.facts import Level, LevelScale
from respond.plan import Prepared


@frozen(eq=False, slots=False)
class Scales:
    """The scales of two editions: `levels` those of incidents, `responses` those of responses.

    Levels of one name are the same; where no name is in both, all that can be compared is whether there is a level.

    >>> found = Scales("levels", Level.scale, Level.scale)
    >>> found.same, found.rank(Level("II")) > found.rank(Level("III"))
    (True, True)
    """

    of: Literal["levels", "responses"]
    a: LevelScale
    b: LevelScale

    @property
    def same(self) -> bool:
        """Say whether both have the same levels in the same order, however they are worded."""
        return self.a.names == self.b.names

    @property
    def shared(self) -> bool:
        """Say whether a level of one is also one of the other."""
        return not set(self.a.gravest_first).isdisjoint(self.b.gravest_first)

    def rank(self, level: Level) -> int:
        """Give the place of a level of either in one order of both: of two that differ, which was the graver."""
        return self._order.get(level.name, 0) if self.shared else int(level > 0)

    @cached_property
    def _order(self) -> dict[str, int]:
        merged = list(self.a.names)
        before = merged[0]
        for name in self.b.names:
            if name not in merged:
                merged.insert(merged.index(before) + 1, name)
            before = name
        return {name: place for place, name in enumerate(merged)}


def scales_of(a: Prepared, b: Prepared) -> Iterator[Scales]:
    """Go through the scales both of two plans use."""
    if a.graded and b.graded:
        yield Scales("levels", a.levels, b.levels)
    if a.responses and b.responses:
        yield Scales("responses", a.response_levels, b.response_levels)
