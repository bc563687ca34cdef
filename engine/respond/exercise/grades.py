"""The grades of the standards of evaluation beside the ratings of objectives, as far as their texts are at hand.

A grade is proposed by the share of the points, for no standard says which outcome comes to which; the evaluators give
it. What was recorded rules some out by their own words.
"""

from collections.abc import Iterator
from fractions import Fraction
from importlib import resources
from typing import Literal

from respond._records import frozen
from respond.errors import Text
from respond.exercise.objectives import rated
from respond.exercise.run import Run
from respond.exercise.scenario import GradeBands
from respond.plan import Standing, structure
from respond.yaml import Source, parse

Asked = Literal["no-error", "goals-reached", "goals-not-hindered"]
"""What the words of a grade ask for that a record can show not to be so."""


@frozen
class Grade:
    """A grade of a standard with what it means, in words, and what these words ask for (`asks`), if anything."""

    id: str
    zh: str
    en: str
    means: Text
    asks: Asked | None = None


@frozen
class Heading:
    """A heading of a standard under which results are put; as draft, known by its heading alone."""

    zh: str
    en: str
    standing: Standing


@frozen
class Standard:
    """A standard of evaluating exercises, as far as its text is at hand."""

    id: str
    number: str
    zh: str
    en: str
    standing: Standing
    note: Text
    grades: tuple[Grade, ...] = ()
    headings: tuple[Heading, ...] = ()


@frozen
class _Grading:
    respond: Literal["grading/1"]
    standards: tuple[Standard, ...]


def standards() -> tuple[Standard, ...]:
    """Give the standards that are shipped."""
    text = resources.files("respond.exercise").joinpath("grading.yaml").read_text("utf-8")
    return structure(parse(Source("grading.yaml", text)), _Grading).standards


@frozen
class Proposal:
    """The grade a standard's grades come to for an exercise: by the share of its points, and by what rules some out."""

    standard: Standard
    share: Fraction
    ruled_out: tuple[Grade, ...]
    by_points: Grade
    """What the share alone comes to."""
    grade: Grade
    """The best the share allows that is not ruled out."""


def proposals(run: Run) -> Iterator[Proposal]:
    """Give the grade proposed by each standard that has grades; none where nothing that counts was expected."""
    if not run.played or not run.most:
        return
    share = Fraction(run.points, run.most)
    for standard in standards():
        if standard.grades:
            out = tuple(each for each in standard.grades if ruled_out(each, run))
            allowed = [
                each for each in standard.grades if share >= _from(each, run.scenario.grade_bands)
            ] or [standard.grades[-1]]
            left = [each for each in allowed if each not in out]
            yield Proposal(standard, share, out, allowed[0], (left or [standard.grades[-1]])[0])


def _from(grade: Grade, bands: GradeBands) -> Fraction:
    """Give the share from which a grade is reached; all that is below the others is the last."""
    return Fraction(getattr(bands, grade.id, 0), 100)


def ruled_out(grade: Grade, run: Run) -> bool:
    """Say whether what was recorded rules a grade out by its own words; which of the others it is evaluators say.

    A goal is an objective: it was not reached where it was rated as not performed, and all goals were hindered where
    they were in all. Where no objective is named, all that was expected is the goal.
    """
    if grade.asks == "no-error":
        return any(each.flawed for each in run.outcomes)
    ratings = {each.rating for each in run.showings} - {None}
    whole = run.rating or (rated(Fraction(run.points, run.most), run.scenario.bands) if run.most else None)
    if grade.asks == "goals-reached":
        return "U" in {*ratings, whole}
    return grade.asks == "goals-not-hindered" and whole == "U"
