"""What a table came to: rows by level, place, month and edition, and those that could not be graded by their fault."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal

from respond._records import frozen
from respond.errors import Text
from respond.facts import Level
from respond.plan import PlanRef
from respond.situation import Placed
from respond.tables.table import Table

OTHERS: Final = "*"
"""The name of all places that are not told one by one."""
_MOST_PLACES: Final = 50
"""Places that are told one by one; the rest are told together."""


@frozen
class Counted:
    """How many rows came to a level, or to a range of levels."""

    certain: str
    possible: str
    rows: int


@frozen
class CountedAt:
    """How many rows of a place, or of a month, came to each level."""

    name: str
    levels: tuple[Counted, ...]

    @property
    def rows(self) -> int:
        """Give the rows of all levels."""
        return sum(each.rows for each in self.levels)


@frozen
class Refused:
    """How many rows were not graded for one kind of fault, with the first of them as an example."""

    code: str
    rows: int
    example: Text


@frozen
class EditionRows:
    """How many rows one edition binds."""

    edition: PlanRef
    rows: int


@frozen
class Changed:
    """How many rows go from one level to another."""

    before: str
    after: str
    rows: int


@frozen
class Regraded:
    """How many rows another edition grades otherwise, from which level to which, and the first of them by number."""

    edition: PlanRef
    rows: int
    changes: tuple[Changed, ...]
    first: tuple[int, ...]
    open: int = 0
    """How many graded rows it leaves open, so that nobody can say whether they change."""
    first_open: tuple[int, ...] = ()


@frozen
class Used:
    """Which column was taken for a fact, and the unit its bare numbers count in, if they count in one."""

    fact: str
    column: str
    unit: str


@frozen
class Excluded:
    """How many graded rows something excludes from the plan, by the ids of all that does."""

    by: str
    rows: int


@frozen
class Batch:
    """What a table came to: how many rows of each level, where and when, by which editions, and what was left out."""

    plan: str
    rows: int
    graded: int
    refused: tuple[Refused, ...]
    editions: tuple[EditionRows, ...]
    levels: tuple[Counted, ...]
    by_place: tuple[CountedAt, ...]
    by_month: tuple[CountedAt, ...]
    one_by_one: int
    """Rows that were read and judged by themselves, for the database did not take them at sight."""
    regraded: Regraded | None
    notes: tuple[Text, ...]
    columns: tuple[Used, ...] = ()
    """What was taken for which fact; of a range both columns."""
    day: str | None = None
    place: str | None = None
    """The columns of days and places, where there are any."""
    excluded: tuple[Excluded, ...] = ()
    """Graded rows that are excluded from the plan, as far as the table tells; they are counted among the levels."""

    @property
    def schema(self) -> Annotated[Literal["batch/1"], Placed(before="plan")]:
        """Give the name of the contract its JSON keeps."""
        return "batch/1"


@frozen(eq=False)
class Counting:
    """What is counted: the query of how many `rows` were graded, by edition, level, place and month."""

    table: Table
    counts: str
    gravity: Mapping[str, Level]
    """How grave each level of the editions is, by its name."""
    columns: tuple[Used, ...]
    place: str | None
    day: str | None


def counted(counting: Counting, plan: str, regraded: Regraded | None, notes: tuple[Text, ...]) -> Batch:
    """Count the graded rows by edition, level, place and month, and the others by fault."""
    table, ask = counting.table, counting.table.ask
    levels = [
        Counted(*row)
        for row in ask(f"SELECT level, possible, sum(rows) FROM ({counting.counts}) GROUP BY ALL")
    ]
    editions = ask(f"SELECT named, sum(rows) FROM ({counting.counts}) GROUP BY ALL ORDER BY 1")
    faults = ask(
        "SELECT code, count(DISTINCT respond_row), arg_min(zh, respond_row), arg_min(en, respond_row) "
        "FROM refused GROUP BY ALL ORDER BY 2 DESC, 1"
    )
    broken = ask("SELECT code, count(*), any_value(zh), any_value(en) FROM broken GROUP BY ALL")
    excluded = ask(
        f"SELECT excluded, sum(rows) FROM ({counting.counts}) WHERE excluded <> '' GROUP BY ALL ORDER BY 2 DESC, 1"
    )
    (one_by_one,) = ask("SELECT count(*) FROM hard")[0]
    (lines,) = ask("SELECT count(*) FROM lines")[0]
    return Batch(
        plan=plan,
        rows=table.rows + lines,
        graded=sum(each.rows for each in levels),
        refused=tuple(Refused(code, rows, Text(zh, en)) for code, rows, zh, en in (*faults, *broken)),
        editions=tuple(EditionRows(PlanRef(*name.rsplit("@", 1)), rows) for name, rows in editions),
        levels=_gravest_first(levels, counting.gravity),
        by_place=_by(counting, "place") if counting.place is not None else (),
        by_month=_by(counting, "month") if counting.day is not None else (),
        one_by_one=one_by_one,
        regraded=regraded,
        notes=notes,
        columns=counting.columns,
        day=counting.day,
        place=counting.place,
        excluded=tuple(Excluded(*row) for row in excluded),
    )


def _gravest_first(levels: Iterable[Counted], gravity: Mapping[str, Level]) -> tuple[Counted, ...]:
    return tuple(sorted(levels, key=lambda each: (-gravity[each.certain], -gravity[each.possible])))


def _by(counting: Counting, written: str) -> tuple[CountedAt, ...]:
    """Count by a column; in the order of its values, of many those with the most rows."""
    rows: list[tuple[Any, ...]] = counting.table.ask(
        f"SELECT coalesce({written}, ''), level, possible, sum(rows) FROM ({counting.counts}) "
        "GROUP BY ALL ORDER BY 1"
    )
    found: dict[str, list[Counted]] = {}
    for name, level, possible, number in rows:
        found.setdefault(name, []).append(Counted(level, possible, number))
    told = [CountedAt(name, _gravest_first(each, counting.gravity)) for name, each in found.items()]
    if len(told) <= _MOST_PLACES:
        return tuple(told)
    most = sorted(told, key=lambda each: -each.rows)
    return (
        *sorted(most[:_MOST_PLACES], key=lambda each: each.name),
        _together(most[_MOST_PLACES:], counting.gravity),
    )


def _together(rest: list[CountedAt], gravity: Mapping[str, Level]) -> CountedAt:
    sums: dict[tuple[str, str], int] = {}
    for each in rest:
        for one in each.levels:
            key = (one.certain, one.possible)
            sums[key] = sums.get(key, 0) + one.rows
    return CountedAt(OTHERS, _gravest_first([Counted(*key, number) for key, number in sums.items()], gravity))
