"""What the level would be if one fact were otherwise: only the criteria that depend on it are judged again."""

from collections.abc import Mapping, Sequence
from typing import cast

from respond.assess.ranges import Gravity, LevelRange, narrow
from respond.conditions import Cell, Condition, Truth
from respond.facts import Between, Exactly, Number, Plain, Value

Judged = Sequence[tuple[Gravity, Condition, Truth]]
"""The criteria of a plan with the truth each has now."""


class Variation:
    """The criteria of a plan under what is known, ready to be asked "what if"."""

    def __init__(self, judged: Judged, values: Mapping[str, Value]) -> None:
        self.judged = judged
        self.values = values
        self.conditions = tuple(condition for _, condition, _ in judged)
        self.level = narrow(judged, values)

    def touched(self, name: str) -> tuple[Condition, ...]:
        """Give the criteria that depend on a fact."""
        return tuple(condition for condition in self.conditions if name in condition.names)

    def with_value(self, name: str, value: Plain) -> LevelRange:
        """Give the range of levels if a fact had a value."""
        changed = {**self.values, name: Exactly(value)}
        return narrow(
            [
                (gravity, condition, condition.truth(changed) if name in condition.names else truth)
                for gravity, condition, truth in self.judged
            ],
            changed,
        )

    def met_with(self, name: str, value: Plain, gravity: Gravity) -> Condition | None:
        """Give the criterion of a level that a value of the fact meets, if it is that fact that does it."""
        changed = {**self.values, name: Exactly(value)}
        for own, condition, truth in self.judged:
            touched = own == gravity and name in condition.names and truth is not Truth.YES
            if touched and condition.truth(changed) is Truth.YES:
                return condition
        return None


def holds(cell: Cell, number: Number) -> bool:
    """Say whether a number lies in a cell."""
    low, high = _ends(cell)
    above = low is None or number > low or (number == low and not cell.low_open)
    below = high is None or number < high or (number == high and not cell.high_open)
    return above and below


def _ends(cell: Cell) -> tuple[Number | None, Number | None]:
    return cast("Number | None", cell.low), cast("Number | None", cell.high)


def within(cell: Cell, value: Value | None) -> Number | None:
    """Give a number that lies in a cell and in what is known of the fact, None if there is none.

    >>> within(Cell(3, 9, False, False, 3), Between(5, None))
    5
    """
    own = cast("Number", cell.value)
    if not isinstance(value, Between):
        return own
    low, high = cast("Number | None", value.low), cast("Number | None", value.high)
    for number in (own, low, high):
        known = number is not None and (low is None or number >= low) and (high is None or number <= high)
        if known and holds(cell, cast("Number", number)):
            return number
    return None
