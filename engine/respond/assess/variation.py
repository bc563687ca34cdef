"""What the level would be if one fact were otherwise: only the criteria that depend on it are judged again."""

from collections.abc import Mapping, Sequence

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
            if own == gravity and name in condition.names and truth is not Truth.YES:
                if condition.truth(changed) is Truth.YES:
                    return condition
        return None


def holds(cell: Cell, number: Number) -> bool:
    """Say whether a number lies in a cell."""
    low, high = cell.low, cell.high
    above = low is None or number > low or (number == low and not cell.low_open)  # type: ignore[operator]
    below = high is None or number < high or (number == high and not cell.high_open)  # type: ignore[operator]
    return above and below


def within(cell: Cell, value: Value | None) -> Number | None:
    """Give a number that lies in a cell and in what is known of the fact, None if there is none.

    >>> within(Cell(3, 9, False, False, 3), Between(5, None))
    5
    """
    if not isinstance(value, Between):
        return cell.value  # type: ignore[return-value]
    for number in (cell.value, value.low, value.high):
        inside = number is not None and holds(cell, number)  # type: ignore[arg-type]
        if inside and (value.low is None or number >= value.low) and (value.high is None or number <= value.high):  # type: ignore[operator]
            return number  # type: ignore[return-value]
    return None
