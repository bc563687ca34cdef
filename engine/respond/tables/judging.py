"""Rows the database does not take at sight, judged one by one as any incident is."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve

from respond._records import frozen
from respond.errors import Fault, InputError, fault
from respond.facts import (
    UNKNOWN,
    Between,
    Exactly,
    Fact,
    FactType,
    Plain,
    Value,
    halfwidth,
    is_numeric,
    read_date,
    read_instant,
    read_value,
)
from respond.plan import broken_constraints
from respond.reason import LevelRange, Truth, level_range, under
from respond.tables.grading import Grading, Ruled, used_by
from respond.tables.matching import Bounds

Cells = Mapping[str, str | None]
"""The cells of a row as texts, by column."""


@frozen
class Judged:
    """What one row comes to: the edition, its level with the highest still possible, and what holds for certain."""

    grading: Grading
    level: LevelRange
    criteria: tuple[str, ...] | None
    excluded: tuple[str, ...] | None
    """Neither is told where it hangs on a range."""


@frozen(eq=False)
class Judge:
    """Judges single rows: which edition binds each, where its facts stand, and whether ranges are asked for."""

    grading_on: Callable[[date | None], Grading]
    """Gives the edition of a day; raises CoverageError where none is in force."""
    bounds: Mapping[str, Bounds]
    day: str | None
    """The column whose days say which edition binds, if any."""
    dated: str | None
    """The column of days, which say the month whether or not they pick the edition."""
    zone: ZoneInfo
    ranges: bool
    ranged: frozenset[str] = frozenset()
    """The facts that may be ranges."""
    floating: frozenset[str] = frozenset()
    """The columns that hold floating numbers, of which only whole ones are what was written."""

    def judge(self, cells: Cells) -> Judged:
        """Judge a row; raises InputError with everything that is wrong in it."""
        grading = self.grading_on(self.day_in(cells))
        cells = self.whole(cells)
        values: dict[str, Value] = {}
        faults: list[Fault] = []
        for name, bounds in self.bounds.items():
            needed = name in grading.facts
            fact = grading.plan.facts.get(name)
            if fact is None:
                continue
            try:
                self._check_written(bounds, cells)
                values[name] = value_of(bounds, fact, cells)
            except InputError as error:
                faults += error.faults if needed else []
        if faults:
            raise InputError(faults)
        return self._judged(grading, values)

    def _judged(self, grading: Grading, values: Mapping[str, Value]) -> Judged:
        known = {name: values.get(name, UNKNOWN) for name in grading.facts}
        bound = {each.id: each.condition for each in grading.constraints}
        broken = broken_constraints(grading.plan, bound, known)
        if broken:
            raise InputError(broken)
        given = tuple(bound.values())
        seen = under(known, given) if given else known
        found = level_range(grading.plan.ladder, seen).on(grading.plan.levels)
        if not self.ranges and not found.definite:
            names = ", ".join(name for name, value in known.items() if type(value) is not Exactly)
            certain, possible = found.certain.words, found.possible.words
            raise InputError([fault("E768", certain=certain, possible=possible, names=names)])
        beside = [each for each in grading.exclusions if each.condition.names <= self.bounds.keys()]
        unread = dict.fromkeys(used_by(beside), UNKNOWN)
        return Judged(
            grading, found, self._met(grading.criteria, seen), self._met(beside, {**unread, **values})
        )

    def _met(self, rules: Sequence[Ruled], values: Mapping[str, Value]) -> tuple[str, ...] | None:
        """Give which conditions hold for certain; nothing is told where a range decides, as the database does."""
        if any(type(values[name]) is not Exactly for name in used_by(rules) & self.ranged):
            return None
        return tuple(each.id for each in rules if each.condition.truth(values) is Truth.YES)

    def whole(self, cells: Cells) -> Cells:
        """Give the cells with whole floating numbers written as such."""
        if not self.floating:
            return cells
        return {
            name: cell.removesuffix(".0") if name in self.floating and cell is not None else cell
            for name, cell in cells.items()
        }

    def _check_written(self, bounds: Bounds, cells: Cells) -> None:
        for heading in bounds:
            cell = cells.get(heading.column)
            if heading.column in self.floating and cell is not None and not cell.removeprefix("-").isdigit():
                raise InputError([fault("E767", name=heading.column, found=cell)])

    def day_in(self, cells: Cells) -> date | None:
        """Give the day of a row, None where no column has days; raises InputError as `day_of` does."""
        if self.day is None:
            return None
        return day_of(cells.get(self.day), self.zone)

    def month_of(self, cells: Cells) -> str:
        """Give the month of a row, nothing where no day that can be read stands in it."""
        try:
            return "" if self.dated is None else f"{day_of(cells.get(self.dated), self.zone):%Y-%m}"
        except InputError:
            return ""


_WRITTEN = re.compile(
    r"([0-9]{4})\s*[年/.-]\s*([0-9]{1,2})\s*[月/.-]\s*([0-9]{1,2})\s*日?(?:[T\s]*([0-9]{1,2}):([0-9]{2})(.*))?"
)
"""A day as people and spreadsheets write it, with a time if wanted."""
_CLOCK = re.compile(r"(.*日)\s*(?:[01]?[0-9]|2[0-4])\s*[时点](?:\s*[0-5]?[0-9]\s*分?)?(?:左右|许|前后)?")
"""A day with the time in words, which decides nothing here."""
_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
"""A day as other systems hand it over, in eight figures."""
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_FIRST_SERIAL: Final = date(1899, 12, 30)
"""The day from which spreadsheets count their days, unless they are told to count from 1904."""


def day_of(cell: str | None, zone: ZoneInfo) -> date:
    """Read a day, or the day a moment has in the zone of the plan; raises InputError (E321 to E333, E782, E783).

    >>> day_of("2024年6月15日", ZoneInfo("Asia/Shanghai")), day_of("2024-06-14T23:00Z", ZoneInfo("Asia/Shanghai"))
    (datetime.date(2024, 6, 15), datetime.date(2024, 6, 15))
    """
    text = halfwidth(cell or "")
    if not text:
        raise InputError([fault("E783")])
    if _SERIAL.fullmatch(text):
        meant = _FIRST_SERIAL + timedelta(days=int(text[:5]))
        raise InputError([fault("E782", found=text, meant=meant)])
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        text = clock[1]
    together = _TOGETHER.fullmatch(text)
    if together is not None:
        text = "-".join(together.groups())
    written = _WRITTEN.fullmatch(text)
    if written is not None:
        year, month, day, hour, minute, rest = written.groups()
        text = f"{year}-{int(month):02}-{int(day):02}"
        text += f"T{int(hour):02}:{minute}{rest}" if hour is not None else ""
    if ":" in text:
        return read_instant(text, zone=zone).astimezone(zone).date()
    return read_date(text)


def value_of(bounds: Bounds, fact: Fact, cells: Cells) -> Value:
    """Give the value of a fact in a row: of its one column, or the range between two."""
    if bounds.single and bounds.low is not None:
        return evolve(bounds.low, fact=fact).read(cells.get(bounds.low.column))
    low, high = (
        evolve(each, fact=fact).read(cells.get(each.column)) if each is not None else UNKNOWN
        for each in (bounds.low, bounds.high)
    )
    if low == high:
        return low
    below, above = _end(low, low=True), _end(high, low=False)
    if below is None and above is None:
        return UNKNOWN
    if not is_numeric(fact):
        texts = ["" if end is None else str(end) for end in (below, above)]
        ends = {key: end for key, end in zip(("at_least", "at_most"), texts, strict=True) if end}
        return UNKNOWN if fact.type is FactType.FLAG else read_value(ends, fact)
    numbers = [end for end in (below, above) if isinstance(end, int | Fraction)]
    if len(numbers) == len((below, above)) and numbers[0] > numbers[1]:
        raise InputError([fault("E316", name=fact.id, low=below, high=above)])
    return Between(below, above)


def _end(value: Value, *, low: bool) -> Plain | None:
    if isinstance(value, Exactly):
        return value.value
    if isinstance(value, Between):
        return value.low if low else value.high
    return None
