"""Conditions that join the level or the response with facts, which hang together: each is judged with the others.

An incident of level III has not ten deaths where ten make it II. So every grade it may have is a case of its own, in
which only such facts count as give that grade; only what a case leaves undecided is searched.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, product

from respond._records import frozen
from respond.facts import Exactly, Value
from respond.reason.condition import Condition
from respond.reason.graded import Graded, Way
from respond.reason.known import Known, but, graded_in
from respond.reason.possible import can_all_be, can_fail, can_hold, groups_of, is_free
from respond.reason.ranges import Ladder, narrow
from respond.reason.reach import reachable
from respond.reason.truth import Truth

Values = Mapping[str, Value]


@frozen(eq=False)
class _Case:
    """A level, a response or both that an incident may have, and what is known of it then."""

    values: Values
    grades: tuple[tuple[Graded, int], ...]

    @cached_property
    def sure(self) -> bool:
        """Say whether some completion is known to give it: two grades only where one decides the other."""
        return len(self.grades) < 2 or (all(self._parts) and sum(ways != [()] for ways in self._parts) < 2)

    @cached_property
    def ways(self) -> list[Way]:
        """Give the ways facts can lead to it."""
        return [tuple(dict.fromkeys(chain.from_iterable(ways))) for ways in product(*self._parts)]

    @cached_property
    def _parts(self) -> list[list[Way]]:
        return [list(graded.ways(grade, self.values)) for graded, grade in self.grades]

    def allows(self, *wants: tuple[Condition, bool]) -> bool:
        """Say whether some completion leads to it and gives undecided conditions the wanted truth, or may do so."""
        return any(self._possible((*wants, *way)) for way in self.ways)

    def _possible(self, wants: Way) -> bool:
        # what shares no open fact goes its own way, and is remembered for other conditions
        rungs = [(place, condition) for place, (condition, _) in enumerate(wants)]
        return all(
            can_all_be([wants[place] for place, _ in group], self.values) is not False
            for group in groups_of(rungs, self.values)
        )


def truth_of(condition: Condition, values: Values) -> Truth:
    """Give the truth of one condition over every completion, where piecewise evaluation may leave it open."""
    truth = condition.truth(values)
    if truth is not Truth.UNKNOWN:
        return truth
    graded = _graded(condition.needs, values)
    if graded:
        return _over(condition, _cases(graded, values))
    if is_free(condition, values):
        return truth
    if can_hold(condition, values) is False:
        return Truth.NO
    return Truth.YES if can_fail([condition], values) is False else Truth.UNKNOWN


def grades_of(ladder: Ladder, values: Values) -> frozenset[int]:
    """Give every grade some completion gives, by conditions that may ask for the level; 0 where none is met.

    Where a search is cut short it gives more.
    """
    graded = _graded([name for _, condition in ladder for name in condition.needs], values)
    found: set[int] = set()
    for case in _cases(graded, values):
        judged = [(grade, condition, condition.truth(case.values)) for grade, condition in ladder]
        grades = reachable(judged, case.values, narrow(judged, case.values))
        if len(grades) > 1 and case.grades:
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


def _over(condition: Condition, cases: Sequence[_Case]) -> Truth:
    """Judge a condition case by case; what is decided without a search counts first."""
    found: set[Truth] = set()
    waiting: list[tuple[_Case, Truth]] = []
    for case in cases:
        truth = condition.truth(case.values)
        if truth is Truth.UNKNOWN or not case.sure:
            waiting.append((case, truth))
        else:
            found.add(truth)
    for case, truth in waiting:
        for each, wanted in ((Truth.YES, True), (Truth.NO, False)):
            wants = ((condition, wanted),) if truth is Truth.UNKNOWN else ()
            if each not in found and truth in {each, Truth.UNKNOWN} and case.allows(*wants):
                found.add(each)
        if len(found) > 1:
            break
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
    if not isinstance(values, Known) or not graded:
        return [_Case(values, ())]
    names = tuple([each.name for each in graded])
    found: list[_Case] | None = values.cases.get(names)
    if found is None:
        found = values.cases[names] = [
            _Case(but(values, {each.name: Exactly(grade) for each, grade in grades}), grades)
            for grades in product(*[[(each, grade) for grade in each.grades] for each in graded])
        ]
    return found
