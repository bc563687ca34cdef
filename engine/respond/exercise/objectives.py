"""What the exercise showed of each of its objectives: the points of what it tests, and a rating from stated bands."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final, Literal

from attrs import evolve

from respond._records import frozen
from respond.exercise.levels import Called, Grader
from respond.exercise.scenario import Bands, Objective, Scenario
from respond.exercise.score import Outcome, Result
from respond.exercise.targets import Aimed
from respond.plan import covers
from respond.show import citations
from respond.situation import Obligation

Rating = Literal["P", "S", "M", "U"]
"""Performed without challenges, with some, with major ones, unable to be performed."""


@frozen
class Showing:
    """An objective with all that tests it, the points of it, and the rating they come to."""

    objective: Objective
    outcomes: tuple[Outcome, ...]
    points: int
    most: int
    rating: Rating | None
    """None where nothing that counts tests it."""
    held_down: bool = False
    """Whether it is worse than its points, for something with a limit was late or left undone."""

    @property
    def share(self) -> Fraction | None:
        """Give the share of the points that could be reached."""
        return Fraction(self.points, self.most) if self.most else None


def showings(scenario: Scenario, outcomes: Sequence[Outcome], texts: Collection[str]) -> Iterator[Showing]:
    """Give every objective with what came of it; `texts` are the plans whose clauses objectives cite.

    These are the plan that leads and those it adopts.
    """
    for objective in scenario.objectives:
        own = tuple(each for each in outcomes if tests(objective, each.of, texts))
        counted = list(_once(own))
        points, most = sum(each.points for each in counted), scenario.points.met * len(counted)
        by_points = rated(Fraction(points, most), scenario.bands) if most else None
        rating = None if by_points is None else max([by_points, *map(_at_best, counted)], key=_WORSE.index)
        yield Showing(objective, own, points, most, rating, rating != by_points)


_WORSE: Final[tuple[Rating, ...]] = ("P", "S", "M", "U")
_UNDONE: Final[frozenset[Result]] = frozenset({"overdue", "missed", "omitted", "incomplete"})


def _at_best(outcome: Outcome) -> Rating:
    """Give the best rating an objective can have with what came of something that tests it, whatever its points.

    Without challenges is not what was late, nor a report that lacked some of what it has to contain; with no more than
    some is not what was never done or never told to all. A level has no limit; of what has none in figures nothing is
    late, and what is told to some is not undone. Of what nothing presses only the points tell.
    """
    full: Rating = "S" if outcome.lacking else "P"
    if isinstance(outcome.of, Called) or outcome.unhurried:
        return full
    if outcome.result == "incomplete" and outcome.due is None:
        return full
    return "S" if outcome.result == "late" else "M" if outcome.result in _UNDONE else full


def weighted(found: Iterable[Showing]) -> Fraction | None:
    """Give the share of the points of all objectives, each by its weight; of those that something tests.

    >>> aims = [(5, 10, 3), (10, 10, 1), (0, 0, 9)]
    >>> weighted([Showing(Objective("o", "", "", weight=w), (), points, most, None) for points, most, w in aims])
    Fraction(5, 8)
    """
    tested = [(each.share, each.objective.weight) for each in found if each.share is not None]
    whole = sum(weight for _, weight in tested)
    return sum((share * weight for share, weight in tested), Fraction(0)) / whole if whole else None


def _once(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """Give what gives points for an objective: one report that several plans ask for does so once."""
    own, seen = {each.id for each in outcomes}, set[str]()
    for each in outcomes:
        first = each.counted_with
        if each.judged and first not in own | seen:
            yield each
        if first is not None:
            seen.add(first)


def tests(objective: Objective, of: Obligation | Called | Aimed, texts: Collection[str]) -> bool:
    """Say whether something expected tests an objective: named by it, its target, or resting on its clause."""
    if isinstance(of, Aimed):
        return of.target.objective == objective.id
    if isinstance(of, Called):
        return tests_level(objective, of.stretch.of, of.stretch.clauses)
    if isinstance(of, Obligation) and {of.duty, f"{of.plan.id}#{of.duty}"} & {*objective.duties}:
        return True
    if objective.duties or objective.clause is None:
        return False
    return of.plan.id in texts and bool(of.clause) and cites(objective.clause, (str(of.clause),))


def tests_level(objective: Objective, grader: Grader, clauses: Collection[str]) -> bool:
    """Say whether the level by a plan, resting on some clauses of it, tests an objective."""
    if objective.level is not None and grader.named(objective.level):
        return True
    if objective.duties or objective.clause is None:
        return False
    return not grader.beside and cites(objective.clause, clauses)


def parts_of(objective: Objective) -> Iterator[Objective]:
    """Give an objective once for the level and each duty it names, or for each clause where it names no duties."""
    if objective.level is not None:
        yield evolve(objective, duties=(), clause=None)
    for duty in objective.duties:
        yield evolve(objective, duties=(duty,), level=None)
    if objective.clause is not None and not objective.duties:
        for clause in citations(objective.clause):
            yield evolve(objective, clause=clause, level=None)


def cites(clause: str, clauses: Iterable[str]) -> bool:
    """Say whether any of several citations is of a clause, of one of several, or of a finer part of it.

    >>> cites("34, 35", ["35(2)"]), cites("3", ["35"])
    (True, False)
    """
    return any(covers(one, part) for one in citations(clause) for each in clauses for part in citations(each))


def rated(share: Fraction, bands: Bands) -> Rating:
    """Give the rating of a share by the lower ends of the bands, in per cent.

    >>> from respond.exercise.scenario import Bands
    >>> [rated(Fraction(n, 100), Bands()) for n in (90, 89, 70, 50, 49)]
    ['P', 'S', 'S', 'M', 'U']
    """
    if share >= Fraction(bands.P, 100):
        return "P"
    if share >= Fraction(bands.S, 100):
        return "S"
    return "M" if share >= Fraction(bands.M, 100) else "U"
