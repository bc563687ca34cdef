"""One row of a table as an incident, for the ordinary answer with its reasons and duties."""

from collections.abc import Sequence
from datetime import datetime, time
from fractions import Fraction
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.errors import InputError, Language, fault
from respond.facts import Between, Exactly, Fact, FactType, Plain, between, unit_of
from respond.log import IncidentFile, make_incident
from respond.plan import Library
from respond.tables.engines import opened_by
from respond.tables.graded import Asked, Grader
from respond.tables.judging import Cells, day_of, value_of


@frozen
class RowIncident:
    """A row as an incident, and the moment it is asked as of: the beginning of its day."""

    incident: IncidentFile
    moment: datetime


def row_incident(
    paths: Sequence[str],
    asked: Asked,
    library: Library,
    row: int,
    lang: Language = "zh",
    *,
    now: datetime,
    engine: str = "duckdb",
) -> RowIncident:
    """Give the incident of a row by its number, under the edition that binds it or that is asked for.

    It occurred on its own day; where it has none, on the day `--on` names, or else `now`.
    Raises InputError: E771 where there is no such row, and what is wrong in it as when the table is graded.
    """
    with opened_by(engine, paths) as table:
        grader = Grader.of(table, asked, library, lang)
        cells = table.cells(row)
        if cells is None:
            raise InputError([fault("E771", found=row, most=table.rows)])
        cells = grader.judge.whole(cells)
        day = grader.judge.day_in(cells)
        grading = grader.judge.grading_on(day)
        given: dict[str, object] = {}
        for name, bounds in grader.judge.bounds.items():
            fact = grading.plan.facts.get(name)
            value = None if fact is None else value_of(bounds, fact, cells)
            if fact is not None and isinstance(value, Exactly):
                own = _own(value.value, fact)
                given[name] = {"value": own, "by": fact.by or name} if fact.judgement else own
            elif fact is not None and isinstance(value, Between):
                given[name] = between(_own(value.low, fact), _own(value.high, fact))
        zone = library.zone([str(grading.ref)])
        occurred = _occurred(grader.judge.dated, asked, cells, zone) or now
        return RowIncident(make_incident(str(grading.ref), given, occurred=occurred), occurred)


def _occurred(column: str | None, asked: Asked, cells: Cells, zone: ZoneInfo) -> datetime | None:
    """Give the beginning of the day of a row, whether or not it picks the edition."""
    day = asked.on if column is None else day_of(cells.get(column), zone)
    return None if day is None else datetime.combine(day, time(), zone)


def _own(value: Plain | None, fact: Fact) -> object:
    """Give a value in the unit the plan asks the fact in."""
    unit = unit_of(fact) if fact.type is FactType.QUANTITY else None
    if unit is None or not isinstance(value, int | Fraction):
        return value
    return Fraction(value) / unit.factor
