"""The grades of the standards of evaluation beside the ratings of objectives, as far as their texts are at hand."""

from importlib import resources
from typing import Literal

from respond._records import frozen
from respond.errors import Text
from respond.exercise.run import Run
from respond.plan import Standing, structure
from respond.yaml import Source, parse


@frozen
class Grade:
    """A grade of a standard with what it means, in words; `without_error` where its words leave no room for any."""

    id: str
    zh: str
    en: str
    means: Text
    without_error: bool = False


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


def ruled_out(grade: Grade, run: Run) -> bool:
    """Say whether what was recorded rules a grade out by its own words; all others are for evaluators to give."""
    return grade.without_error and any(each.flawed for each in run.outcomes)
