"""Conditions that join the level or the response with facts, which hang together: each is judged with the others.

An incident of level III has not ten deaths where ten make it II. So every grade it may have is a case of its own, in
which only such facts count as give that grade; only what a case leaves undecided is searched.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product

from attrs import field

from respond._records import frozen
from respond.facts import Exactly, Level, Value
from respond.reason.condition import Condition
from respond.reason.graded import Graded, Way
from respond.reason.known import Known, but, graded_in, open_names
from respond.reason.possible import can_all_be, can_fail, can_hold, groups_of, is_free
from respond.reason.ranges import Ladder, narrow
from respond.reason.reach import reachable
from respond.reason.truth import Truth

Values = Mapping[str, Value]
_Part = tuple[Way, frozenset[str]]
"""What shares an open fact, with those facts."""


@frozen(eq=False)
class _Case:
    """A level, a response or both that an incident may have, and what is known of it then.

    `parts` gives, for each of the two, the ways facts can lead to it.
    """

    values: Values
    parts: tuple[tuple[Way, ...], ...] = ()
    _parted: dict[tuple[Way, ...], Sequence[_Part] | None] = field(factory=dict, init=False)

    @property
    def sure(self) -> bool:
        """Say whether some completion is known to give it: two grades only where one decides the other."""
        return len(self.parts) < 2 or sum(ways != ((),) for ways in self.parts) < 2

    def allows(self, *wants: tuple[Condition, bool]) -> bool:
        """Say whether some completion leads to it and gives undecided conditions the wanted truth, or may do so."""
        names = self._open(wants)
        asked: set[Way] = set()
        for way in self._ways():
            if not wants:
                return True
            beside = tuple([want for part, needs in way if not names.isdisjoint(needs) for want in part])
            if beside not in asked and can_all_be((*wants, *beside), self.values) is not False:
                return True
            asked.add(beside)
        return False

    def _ways(self) -> Iterator[Sequence[_Part]]:
        """Give the ways facts can lead to it, each in parts that share no open fact."""
        for ways in product(*self.parts):
            if ways not in self._parted:
                self._parted[ways] = self._part(tuple(dict.fromkeys(chain.from_iterable(ways))))
            if (found := self._parted[ways]) is not None:
                yield found

    def _part(self, wants: Way) -> Sequence[_Part] | None:
        rungs = [(place, condition) for place, (condition, _) in enumerate(wants)]
        parts = [tuple([wants[place] for place, _ in group]) for group in groups_of(rungs, self.values)]
        possible = all(can_all_be(part, self.values) is not False for part in parts)
        return [(part, self._open(part)) for part in parts] if possible else None

    def _open(self, wants: Way) -> frozenset[str]:
        return open_names([condition for condition, _ in wants], self.values)


def truth_of(condition: Condition, values: Values) -> Truth:
    """Give the truth of one condition over every completion, where piecewise evaluation may leave it open."""
    truth = condition.truth(values)
    if truth is not Truth.UNKNOWN:
        return truth
    graded = _graded(condition.needs, values)
    if graded and isinstance(values, Known):
        return _over(condition, graded, values)
    if is_free(condition, values):
        return truth
    if can_hold(condition, values) is False:
        return Truth.NO
    return Truth.YES if can_fail([condition], values) is False else Truth.UNKNOWN


def grades_of(ladder: Ladder, values: Values) -> frozenset[Level]:
    """Give every grade some completion gives, by conditions that may ask for the level; `none` where none is met.

    Where a search is cut short it gives more.
    """
    graded = _graded([name for _, condition in ladder for name in condition.needs], values)
    found: set[Level] = set()
    for case in _cases(graded, values):
        judged = [(grade, condition, condition.truth(case.values)) for grade, condition in ladder]
        grades = reachable(judged, case.values, narrow(judged, case.values))
        if len(grades) > 1 and case.parts:
            above = Graded("", ladder, grades)
            grades = tuple(
                [
                    grade
                    for grade in grades
                    if grade in found or any(case.allows(*way) for way in above.ways(grade, case.values))
                ]
            )
        found.update(grades)
    return frozenset(found)


def _over(condition: Condition, graded: tuple[Graded, ...], values: Known) -> Truth:
    """Judge a condition case by case; what is decided without a search counts first."""
    found: set[Truth] = set()
    named = tuple([each for each in graded if each.name in condition.needs])
    open_: list[Value] = []
    if len(named) == 1:  # any of its grades is reached, whatever the other is then
        judged = [(each.values, condition.truth(each.values)) for each in _cases(named, values)]
        found.update(truth for _, truth in judged if truth is not Truth.UNKNOWN)
        open_ = [seen[named[0].name] for seen, truth in judged if truth is Truth.UNKNOWN]
        if not open_ or len(found) > 1:
            return found.pop() if len(found) == 1 else Truth.UNKNOWN
    waiting = [
        (case, condition.truth(case.values))
        for case in _cases(graded, values)
        if not open_ or case.values[named[0].name] in open_
    ]
    found.update(truth for case, truth in waiting if truth is not Truth.UNKNOWN and case.sure)
    for case, truth in waiting:
        if len(found) > 1:
            break
        for each, wanted in ((Truth.YES, True), (Truth.NO, False)):
            wants = ((condition, wanted),) if truth is Truth.UNKNOWN else ()
            if each not in found and truth in {each, Truth.UNKNOWN} and case.allows(*wants):
                found.add(each)
    return found.pop() if len(found) == 1 else Truth.UNKNOWN


def _graded(names: Iterable[str], values: Values) -> tuple[Graded, ...]:
    """Give what the level and the response follow from where some names are among these."""
    graded = graded_in(values)
    if not graded:
        return ()
    asked = {each.name for each in graded}.intersection(names)
    for each in graded:
        if each.name in asked:
            asked |= each.needs
    return tuple([each for each in graded if each.name in asked])


def _cases(graded: tuple[Graded, ...], values: Values) -> list[_Case]:
    """Give every case there may be of the level, the response or both; worked out once for what is known."""
    if not isinstance(values, Known) or not graded:
        return [_Case(values)]
    names = tuple([each.name for each in graded])
    found: list[_Case] | None = values.cases.get(names)
    if found is None:
        *others, last = graded  # the response follows from the level, and is told after it
        found = values.cases[names] = [
            _Case(seen, (*case.parts, ways))
            for case in _cases(tuple(others), values)
            for grade in last.grades
            if (ways := tuple(last.ways(grade, seen := but(case.values, {last.name: Exactly(grade)}))))
        ]
    return found
