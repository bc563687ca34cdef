"""What the level would be if one fact were otherwise: only the criteria that depend on it are judged again."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from respond._records import frozen
from respond.facts import Between, Exactly, Level, Number, Value
from respond.reason.condition import Condition
from respond.reason.fact_use import Cell, FactUse, cells, fact_uses, partners
from respond.reason.interval import Interval
from respond.reason.known import but, given_in, open_names, tied_to
from respond.reason.possible import Rung, consistent, groups_of
from respond.reason.ranges import Ladder, LevelRange, join, range_of, spread
from respond.reason.truth import Truth

Judged = Sequence[tuple[Level, Condition, Truth]]
"""The criteria of a plan with the truth each has now."""

_UNUSED = FactUse("", frozenset(), (), ())


@frozen(eq=False)
class _Group:
    """Undecided criteria that hang together, the range they give by themselves, and the open facts they need."""

    rungs: Ladder
    found: LevelRange
    needs: frozenset[str]


@frozen(eq=False)
class _Without:
    """Some criteria of a plan, and all the others: what they give without these, and the groups of those undecided.

    `kept` are the undecided others that stood in a group with one of these criteria, `needs` their open facts.
    """

    conditions: Ladder
    rest: LevelRange
    groups: Sequence[_Group]
    kept: Ladder
    needs: frozenset[str]


class WhatIf:
    """The criteria of a plan under what is known, ready to be asked "what if"."""

    def __init__(self, judged: Judged, values: Mapping[str, Value]) -> None:
        self.judged = judged
        self.values = values
        self._met = _certain(judged)
        self._groups = _grouped(_undecided(judged, self._met), values)
        self.level = join(self._met, [group.found for group in self._groups])
        self._uses = fact_uses(tuple([condition for _, condition, _ in judged]))
        self._withouts: dict[frozenset[int], _Without] = {}

    def touched(self, name: str) -> tuple[Condition, ...]:
        """Give the criteria that depend on a fact."""
        return self._uses.get(name, _UNUSED).conditions

    def positions(self, name: str) -> frozenset[int]:
        """Give where the criteria that depend on a fact stand among all."""
        return self._uses.get(name, _UNUSED).positions

    def moved(self, name: str) -> frozenset[int]:
        """Give where the criteria stand that a fact can decide, itself or through facts that are tied to it."""
        positions = self.positions(name)
        for other in tied_to(name, self.values):
            positions |= self.positions(other)
        return positions

    def cells(self, name: str) -> tuple[Cell, ...]:
        """Give the cells along a fact with a size, lowest first; none if no criterion hangs on it."""
        given = self._given_of(name)
        if given and self.moved(name):
            return tuple(cells((*self.touched(name), *given), self.values, name))
        return self._uses.get(name, _UNUSED).cells(self.values)

    def stands_alone(self, name: str) -> bool:
        """Say whether no comparison weighs a fact against an open one: then nothing changes within its cells."""
        given = self._given_of(name)
        others = {*self._uses.get(name, _UNUSED).partners, *(partners(given, name) if given else ())}
        return all(type(self.values.get(other)) is Exactly for other in others)

    def _given_of(self, name: str) -> list[Condition]:
        return [each for each in given_in(self.values) if name in each.needs]

    def possible(self, name: str, value: Value) -> bool:
        """Say whether a fact can be so under what is given to hold; not where that takes too long to tell."""
        return not given_in(self.values) or consistent(but(self.values, {name: value})) is True

    def with_value(self, name: str, value: Value) -> LevelRange:
        """Give the range of levels if something else were known of a fact."""
        without = self._without(self.moved(name))
        return _together(without, without.conditions, but(self.values, {name: value}))

    def instead(self, replaced: Mapping[int, Condition]) -> LevelRange:
        """Give the range of levels if some criteria, by position, had other conditions."""
        without = self._without(frozenset(replaced))
        changed = [(self.judged[position][0], condition) for position, condition in replaced.items()]
        return _together(without, changed, self.values)

    def met_with(self, name: str, value: Value, gravity: Level) -> Condition | None:
        """Give the criterion of a level that a value of the fact meets, if it is that fact that does it."""
        changed = but(self.values, {name: value})
        for position in sorted(self.positions(name)):
            own, condition, truth = self.judged[position]
            if own == gravity and truth is not Truth.YES and condition.truth(changed) is Truth.YES:
                return condition
        return None

    def _without(self, positions: frozenset[int]) -> _Without:
        without = self._withouts.get(positions)
        if without is None:
            without = self._withouts[positions] = self._part(positions)
        return without

    def _part(self, positions: frozenset[int]) -> _Without:
        conditions = [self.judged[position][:2] for position in sorted(positions)]
        met = self._met
        if any(self.judged[place][0] == met and self.judged[place][2] is Truth.YES for place in positions):
            met = _certain([one for index, one in enumerate(self.judged) if index not in positions])
        if met != self._met:  # milder criteria count again, so that the groups are others
            others = [one for index, one in enumerate(self.judged) if index not in positions]
            groups = _grouped(_undecided(others, met), self.values)
            return self._made(conditions, met, groups, ())
        left_out = {id(condition) for _, condition in conditions}
        touched = {self._places[one] for one in left_out if one in self._places}
        groups = [group for place, group in enumerate(self._groups) if place not in touched]
        kept = [
            rung
            for place in sorted(touched)
            for rung in self._groups[place].rungs
            if id(rung[1]) not in left_out
        ]
        return self._made(conditions, met, groups, kept)

    def _made(self, conditions: Ladder, met: Level, groups: Sequence[_Group], kept: Ladder) -> _Without:
        parts = [group.found for group in groups]
        if kept:
            parts.append(spread(kept, met, self.values))
        return _Without(conditions, join(met, parts), groups, kept, _open(kept, self.values))

    @cached_property
    def _places(self) -> Mapping[int, int]:
        """Give, by the identity of each undecided criterion, which group it is in."""
        return {
            id(condition): place for place, group in enumerate(self._groups) for _, condition in group.rungs
        }


def _together(without: _Without, ladder: Ladder, values: Mapping[str, Value]) -> LevelRange:
    """Judge some criteria anew and put them together with the rest; groups they do not touch stay as they were."""
    certain: Level = without.rest.certain
    undecided: list[Rung] = []
    for gravity, condition in ladder:
        if gravity > certain:
            truth = condition.truth(values)
            if truth is Truth.YES:
                certain = gravity
            elif truth is Truth.UNKNOWN:
                undecided.append((gravity, condition))
    undecided = [rung for rung in undecided if rung[0] > certain]
    if not undecided:
        return join(certain, (without.rest,))
    names = open_names([condition for _, condition in undecided], values)
    touched = [group for group in without.groups if not names.isdisjoint(group.needs)]
    if not touched and names.isdisjoint(without.needs):
        return join(certain, (spread(undecided, certain, values), without.rest))
    parts = [group.found for group in without.groups if names.isdisjoint(group.needs)]
    rungs = [rung for group in touched for rung in group.rungs]
    anew = [rung for rung in (*undecided, *without.kept, *rungs) if rung[0] > certain]
    return join(certain, (spread(anew, certain, values), *parts))


def _grouped(undecided: Ladder, values: Mapping[str, Value]) -> list[_Group]:
    return [
        _Group(group, range_of(group, values), _open(group, values)) for group in groups_of(undecided, values)
    ]


def _open(group: Ladder, values: Mapping[str, Value]) -> frozenset[str]:
    return open_names([condition for _, condition in group], values)


def _certain(judged: Judged) -> Level:
    return max((gravity for gravity, _, truth in judged if truth is Truth.YES), default=Level.scale.none)


def _undecided(judged: Judged, certain: Level) -> Ladder:
    return [(g, condition) for g, condition, truth in judged if truth is Truth.UNKNOWN and g > certain]


def within(cell: Cell, value: Value | None) -> Number | None:
    """Give a number that lies in a cell and in what is known of the fact, None if there is none.

    >>> within(Cell(3, 9, value=3), Between(5, None))
    5
    """
    if not isinstance(value, Between):
        return cell.value  # type: ignore[return-value]
    known = Interval[Any](value.low, value.high)
    for number in (cell.value, value.low, value.high):
        if number is not None and cell.contains(number) and known.contains(number):
            return number  # type: ignore[return-value]
    return None
