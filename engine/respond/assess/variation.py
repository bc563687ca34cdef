"""What the level would be if one fact were otherwise: only the criteria that depend on it are judged again."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from respond.assess.open import groups_of
from respond.assess.ranges import Gravity, Ladder, LevelRange, join, range_of, spread
from respond.assess.ties import Tie, ties_of
from respond.conditions import Cell, Condition, Truth
from respond.facts import Between, Exactly, Number, Plain, Value

Judged = Sequence[tuple[Gravity, Condition, Truth]]
"""The criteria of a plan with the truth each has now."""

_UNTIED = Tie("", frozenset(), (), ())


@frozen(eq=False)
class _Share:
    """Some criteria of a plan, and what all the others give.

    `undecided` are those of the others that are graver than what is met among them, `names` the open facts they
    depend on.
    """

    conditions: Ladder
    rest: LevelRange
    undecided: Ladder
    names: frozenset[str]


class Variation:
    """The criteria of a plan under what is known, ready to be asked "what if"."""

    def __init__(self, judged: Judged, values: Mapping[str, Value]) -> None:
        self.judged = judged
        self.values = values
        self._met = _certain(judged)
        groups = groups_of(_undecided(judged, self._met), values)
        self._groups = [(group, range_of(group, values)) for group in groups]
        self.level = join(self._met, [found for _, found in self._groups])
        self._ties = ties_of(tuple([condition for _, condition, _ in judged]))
        self._shares: dict[frozenset[int], _Share] = {}

    def touched(self, name: str) -> tuple[Condition, ...]:
        """Give the criteria that depend on a fact."""
        return self._ties.get(name, _UNTIED).conditions

    def positions(self, name: str) -> frozenset[int]:
        """Give where the criteria that depend on a fact stand among all."""
        return self._ties.get(name, _UNTIED).positions

    def cells(self, name: str) -> tuple[Cell, ...]:
        """Give the cells along a fact with a size, lowest first; none if no criterion depends on it."""
        return self._ties.get(name, _UNTIED).cells(self.values)

    def with_value(self, name: str, value: Plain) -> LevelRange:
        """Give the range of levels if a fact had a value."""
        share = self._share(self.positions(name))
        return self._together(share, share.conditions, {**self.values, name: Exactly(value)})

    def instead(self, replaced: Mapping[int, Condition]) -> LevelRange:
        """Give the range of levels if some criteria, by position, had other conditions."""
        share = self._share(frozenset(replaced))
        changed = [(self.judged[position][0], condition) for position, condition in replaced.items()]
        return self._together(share, changed, self.values)

    def met_with(self, name: str, value: Plain, gravity: Gravity) -> Condition | None:
        """Give the criterion of a level that a value of the fact meets, if it is that fact that does it."""
        changed = {**self.values, name: Exactly(value)}
        for position in sorted(self.positions(name)):
            own, condition, truth = self.judged[position]
            if own == gravity and truth is not Truth.YES and condition.truth(changed) is Truth.YES:
                return condition
        return None

    def _together(self, share: _Share, ladder: Ladder, values: Mapping[str, Value]) -> LevelRange:
        """Judge some criteria anew and put them together with the rest, which stays as it was."""
        certain = share.rest.certain
        undecided = []
        for gravity, condition in ladder:
            if gravity > certain:
                truth = condition.truth(values)
                if truth is Truth.YES:
                    certain = gravity
                elif truth is Truth.UNKNOWN:
                    undecided.append((gravity, condition))
        undecided = [rung for rung in undecided if rung[0] > certain]
        if not undecided:
            return join(certain, (share.rest,))
        if share.names.isdisjoint(name for _, condition in undecided for name in condition.needs):
            return join(certain, (spread(undecided, certain, values), share.rest))
        return spread([*undecided, *(rung for rung in share.undecided if rung[0] > certain)], certain, values)

    def _share(self, positions: frozenset[int]) -> _Share:
        share = self._shares.get(positions)
        if share is None:
            share = self._shares[positions] = self._part(positions)
        return share

    def _part(self, positions: frozenset[int]) -> _Share:
        conditions = [self.judged[position][:2] for position in sorted(positions)]
        others = [one for index, one in enumerate(self.judged) if index not in positions]
        met = _certain(others)
        undecided = _undecided(others, met)
        rest = join(met, self._ranges(undecided, {condition for _, condition in conditions}, met))
        needs = {name for _, condition in undecided for name in condition.needs}
        names = frozenset(name for name in needs if type(self.values.get(name)) is not Exactly)
        return _Share(conditions, rest, undecided, names)

    def _ranges(self, undecided: Ladder, left_out: set[Condition], met: Gravity) -> Iterator[LevelRange]:
        """Give the ranges of groups of criteria; a group that nothing was taken from has its range already."""
        if met != self._met:
            yield spread(undecided, met, self.values)
            return
        for group, found in self._groups:
            kept = [rung for rung in group if rung[1] not in left_out]
            if len(kept) == len(group):
                yield found
            elif kept:
                yield spread(kept, met, self.values)


def _certain(judged: Judged) -> Gravity:
    return max((gravity for gravity, _, truth in judged if truth is Truth.YES), default=0)


def _undecided(judged: Judged, certain: Gravity) -> Ladder:
    return [(g, condition) for g, condition, truth in judged if truth is Truth.UNKNOWN and g > certain]


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
    known = Cell(value.low, value.high, False, False, cell.value)  # noqa: FBT003 - both ends belong to it
    for number in (cell.value, value.low, value.high):
        if number is not None and holds(cell, number) and holds(known, number):  # type: ignore[arg-type]
            return number  # type: ignore[return-value]
    return None
