"""Which criteria hang on which fact, and which facts stand in the same comparisons: worked out once a plan."""

from collections.abc import Mapping

from attrs import frozen

from respond.facts import Value
from respond.reason.cells import Cell, cells, partners
from respond.reason.condition import Condition
from respond.reason.possible import remembered


@frozen(eq=False)
class Tie:
    """The criteria that depend on a fact, by position and in themselves.

    `partners` are the other facts whose values move the thresholds of this one.
    """

    name: str
    positions: frozenset[int]
    conditions: tuple[Condition, ...]
    partners: tuple[str, ...]

    def cells(self, values: Mapping[str, Value]) -> tuple[Cell, ...]:
        """Give the cells along the fact; they are kept with the first criterion for what they depend on."""
        if not self.conditions:
            return ()
        known = tuple([values.get(name) for name in self.partners])
        return remembered(
            self.conditions, (self.name, known), lambda: tuple(cells(self.conditions, values, self.name))
        )


def ties_of(conditions: tuple[Condition, ...]) -> Mapping[str, Tie]:
    """Give the tie of every fact that criteria depend on."""
    if not conditions:
        return {}
    return remembered(conditions, "ties", lambda: _ties(conditions))


def _ties(conditions: tuple[Condition, ...]) -> Mapping[str, Tie]:
    names = {name for condition in conditions for name in condition.names}
    return {name: _tie(name, conditions) for name in sorted(names)}


def _tie(name: str, conditions: tuple[Condition, ...]) -> Tie:
    positions = frozenset(index for index, condition in enumerate(conditions) if name in condition.names)
    touched = tuple(conditions[index] for index in sorted(positions))
    return Tie(name, positions, touched, partners(touched, name))
