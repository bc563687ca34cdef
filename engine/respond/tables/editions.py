"""Which edition binds each row: the one named, or the one in force on the row's day with all it adopts then."""

from datetime import date, timedelta

from attrs import field

from respond._records import define, frozen
from respond.errors import CoverageError, InputError
from respond.plan import Library, PlanRef
from respond.tables.grading import Grading, grading_of
from respond.tables.judging import day_of
from respond.tables.table import Table

_ONE_DAY = timedelta(days=1)


@frozen
class Stretch:
    """Days on which one edition binds, both included; None where there is no column of days."""

    grading: int
    first: date | None = None
    last: date | None = None


@define(eq=False)
class Editions:
    """The editions of one plan that bind rows of a table, each prepared once."""

    library: Library
    ref: PlanRef
    """The edition where no column has days, else any of the plan."""
    on: date | None
    column: str | None
    """The column of days."""
    made: dict[int, Grading] = field(factory=dict)

    def grading(self, day: date | None) -> Grading:
        """Give the edition of a day; raises CoverageError (E505) where none is in force, InputError as grading_of."""
        if self.column is None or day is None:
            prepared = self.library.prepared(self.ref, self.on)
        else:
            prepared = self.library.prepared(self.library.find(self.ref.id, day), day)
        if id(prepared) not in self.made:
            self.made[id(prepared)] = grading_of(prepared)
        return self.made[id(prepared)]

    def of(self, table: Table) -> tuple[list[Grading], list[Stretch]]:
        """Give every edition that binds a row, and the days of each; days of which none is in force are left out."""
        if self.column is None:
            return [self.grading(None)], [Stretch(0)]
        places: dict[int, int] = {}
        stretches: list[Stretch] = []
        for day in self._days(table):
            try:
                grading = self.grading(day)
            except CoverageError:
                continue
            place = places.setdefault(id(grading), len(places))
            last = stretches[-1] if stretches else None
            if (
                last is not None
                and last.grading == place
                and last.last is not None
                and last.last + _ONE_DAY >= day
            ):
                stretches[-1] = Stretch(place, last.first, day)
            else:
                stretches.append(Stretch(place, day, day))
        found = {id(each): each for each in self.made.values()}
        ordered = sorted((place, found[key]) for key, place in places.items()) if places else []
        if not ordered:
            return [
                self.grading(None) if self.column is None else grading_of(self.library.prepared(self.ref))
            ], []
        return [grading for _, grading in ordered], stretches

    def _days(self, table: Table) -> list[date]:
        """Give every day of the table in order; cells that are none are told with their rows."""
        assert self.column is not None  # noqa: S101 - asked by the caller
        zone = self.library.zone([self.ref.id])
        cells = table.ask(f"SELECT DISTINCT CAST({table.held(self.column)} AS VARCHAR) FROM given")
        found = set()
        for (cell,) in cells:
            try:
                found.add(day_of(cell, zone))
            except InputError:
                continue
        return sorted(found)
