"""The one query that grades a table: cells at sight, the edition of each row's day, its level and what it met.

A row it cannot take at sight has no level (NULL) and is left to the judge of single rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import evolve

from respond._records import frozen
from respond.facts import Fact, FactType
from respond.tables.cells import Heading
from respond.tables.corners import directed, open_end
from respond.tables.editions import Stretch
from respond.tables.grading import Grading, Ruled, used_by
from respond.tables.matching import Bounds
from respond.tables.table import ROW, Table, quoted
from respond.tables.writing import Column, Expression, Writer, sqlglot

_DAY = "respond_day"
_EDITION = "respond_grading"
_CENTURY = "(?:19|2[01])"
_ISO = f"{_CENTURY}[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}"
_LOOSE = f"({_CENTURY}[0-9]{{2}})[-/.年]([0-9]{{1,2}})[-/.月]([0-9]{{1,2}})日?"
_TIME = "(?:[ T](?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?)?"
"""Days and times as nearly all are written; others are read with their row."""


@frozen(eq=False)
class Selection:
    """What a table is graded by: the editions by their days, and where every fact stands."""

    table: Table
    gradings: Sequence[Grading]
    stretches: Sequence[Stretch]
    bounds: Mapping[str, Bounds]
    day: str | None
    """The column whose days say which edition binds, if any."""
    dated: str | None
    """The column of days, which say the month whether or not they pick the edition."""
    ranges: bool
    rising: Mapping[int, bool]
    """Of each edition whether the ends of ranges tell its levels."""

    def levels(self, more: Iterable[str] = (), *, unless: str = "FALSE") -> str:
        """Write the query: the number of each row, its edition by place, its level and the highest possible one.

        A row for which `unless` holds is left to the judge of single rows.
        """
        level = self._each(self._level)
        columns = [
            ROW,
            _EDITION,
            f"{level if unless == 'FALSE' else f'CASE WHEN {unless} THEN NULL ELSE {level} END'} AS level",
            f"{self._each(self._possible) if self.ranges else 'level'} AS possible",
        ]
        return f"SELECT {', '.join([*columns, *more])} FROM ({self._base()})"

    def whole(self) -> str:
        """Write the query with what each row met, what excludes it, its month and its own columns beside."""
        met = f"{self._each(self._criteria)} AS criteria"
        excluded = f"{self._each(self._exclusions)} AS excluded"
        month = f"strftime({_DAY}, '%Y-%m') AS month"
        return self.levels([met, excluded, month, *self.table.inner()], unless=self._unread())

    def _unread(self) -> str:
        """Write that a cell no level hangs on, but what excludes an incident, takes reading."""
        deciding = {name for each in self.gradings for name in each.facts}
        tests = []
        for name, bounds in self.bounds.items():
            for held, heading in ((_low(name), bounds.low), (_high(name), bounds.high)):
                if name in deciding or heading is None or (held == _high(name) and bounds.single):
                    continue
                cell = self.table.held(heading.column)
                blank = f"{cell} IS NULL OR trim(CAST({cell} AS VARCHAR)) = ''"
                tests.append(f"({quoted(held)} IS NULL AND NOT ({blank}))")
        return " OR ".join(tests) or "FALSE"

    def _base(self) -> str:
        """Write the typed columns, each worked out once."""
        typed = [f"{written} AS {quoted(name)}" for name, written in self._typed().items()]
        own = self.table.inner()
        days = f"SELECT *, {self._day()} AS {_DAY} FROM given"
        return (
            f"SELECT {', '.join([ROW, _DAY, f'{self._edition()} AS {_EDITION}', *own, *typed])} FROM ({days})"
        )

    def _day(self) -> str:
        if self.dated is None:
            return "CAST(NULL AS DATE)"
        text = f"trim(CAST({self.table.held(self.dated)} AS VARCHAR))"
        parts = [f"regexp_extract({text}, '{_LOOSE}', {place})" for place in (1, 2, 3)]
        year, month, day = (f"lpad({part}, {size}, '0')" for part, size in zip(parts, (4, 2, 2), strict=True))
        eight = ", '-', ".join(f"substr({text}, {first}, {size})" for first, size in ((1, 4), (5, 2), (7, 2)))
        return (
            f"CASE WHEN regexp_full_match({text}, '{_ISO}{_TIME}') THEN TRY_CAST(substr({text}, 1, 10) AS DATE) "
            f"WHEN regexp_full_match({text}, '{_LOOSE}{_TIME}') "
            f"THEN TRY_CAST(concat({year}, '-', {month}, '-', {day}) AS DATE) "
            f"WHEN regexp_full_match({text}, '{_CENTURY}[0-9]{{6}}') THEN TRY_CAST(concat({eight}) AS DATE) END"
        )

    def _edition(self) -> str:
        if self.dated is None:
            return "0"
        if self.day is None:  # a day the database cannot read is read with its row
            held = self.table.held(self.dated)
            odd = f"{_DAY} IS NULL AND {held} IS NOT NULL AND trim(CAST({held} AS VARCHAR)) <> ''"
            return f"CASE WHEN {odd} THEN NULL ELSE 0 END"
        cases = " ".join(
            f"WHEN {_DAY} BETWEEN DATE '{each.first}' AND DATE '{each.last}' THEN {each.grading}"
            for each in self.stretches
        )
        return f"CASE {cases} END" if cases else "CAST(NULL AS INTEGER)"

    def _typed(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, bounds in self.bounds.items():
            if bounds.single and bounds.low is not None and not self._opens(name):
                found[_low(name)] = self._cell(bounds.low)
                continue
            for end, heading, low in ((_low(name), bounds.low, True), (_high(name), bounds.high, False)):
                found[end] = self._end(name, heading, low=low)
        return found

    def _opens(self, name: str) -> bool:
        """Say whether an empty cell of a fact is taken for a range whose ends are open."""
        return self.ranges and any(name in each.facts for each in self.gradings)

    def _cell(self, heading: Heading) -> str:
        cell, kind = self.table.held(heading.column), self.table.types[heading.column]
        return heading.typed(cell, kind, self.table.database.text(cell, kind))

    def _end(self, name: str, heading: Heading | None, *, low: bool) -> str:
        """Write one end of a range: its cell, or what stands for an open end."""
        held = self._held(name)
        ends = {open_end(each, name, held, low=low) for each in self.gradings if name in each.facts}
        end = ends.pop() if len(ends) == 1 else None
        kind = next(iter(self.bounds[name])).kind
        if end is None or not directed(self._fact(name)):
            opened = f"CAST(NULL AS {kind})"
        elif isinstance(end, bool):
            opened = str(end).upper()
        else:
            opened = f"CAST({held.written(end)} AS {kind})"
        if heading is None:
            return opened
        if heading.factor != held.factor:  # the two ends are told in different units
            return f"CAST(NULL AS {kind})"
        cell = self.table.held(heading.column)
        empty = f"{cell} IS NULL OR trim(CAST({cell} AS VARCHAR)) = ''"
        return f"CASE WHEN {empty} THEN {opened} ELSE {self._cell(heading)} END"

    def _fact(self, name: str) -> Fact:
        return next(each.plan.facts[name] for each in self.gradings if name in each.plan.facts)

    def _held(self, name: str) -> Column:
        """Give the column of the typed cells of a fact; both ends are counted alike, or the row is judged by itself."""
        heading = next(iter(self.bounds[name]))
        return heading.held(_low(name))

    def _each(self, write: Callable[[int], Expression]) -> str:
        """Write what each edition says of its rows."""
        if len(self.gradings) == 1 and self.dated is None:
            return str(write(0).sql("duckdb"))
        cases = " ".join(
            f"WHEN {place} THEN {write(place).sql('duckdb')}" for place in range(len(self.gradings))
        )
        return f"CASE {_EDITION} {cases} END" if cases else "CAST(NULL AS VARCHAR)"

    def _writer(self, place: int, *, grave: bool) -> Writer:
        """Give what writes an edition over one corner of the ranges."""
        grading = self.gradings[place]
        columns = {}
        for name in self.bounds:
            fact = grading.plan.facts.get(name)
            if fact is None:
                continue
            held = evolve(next(iter(self.bounds[name])), fact=fact).held(_low(name))
            low = not self.ranged(name) or ((fact.worse == "down") is grave)
            columns[name] = Column(
                _low(name) if low else _high(name), held.factor, held.places, held.digits, held.whole
            )
        return Writer(grading, columns)

    def ranged(self, name: str) -> bool:
        """Say whether a fact may be a range."""
        return self._opens(name) or not self.bounds[name].single

    def _level(self, place: int) -> Expression:
        writer = self._writer(place, grave=False)
        return writer.level(self._beyond(place))

    def _possible(self, place: int) -> Expression:
        return self._writer(place, grave=True).level(self._beyond(place))

    def _beyond(self, place: int) -> Expression:
        """Write that a row is none the corners tell: an end is missing or cannot be, or only a search can tell."""
        exp = sqlglot()
        if not self._alike(place):
            return exp.true()
        tests = [self._writer(place, grave=False).beyond()]
        if self.ranges:
            tests.append(self._writer(place, grave=True).beyond())
            for name in self.gradings[place].facts:
                if self.ranged(name):
                    low, high = (exp.column(each, quoted=True) for each in (_low(name), _high(name)))
                    fact = self.gradings[place].facts[name]
                    told = directed(fact) and self.rising[place]
                    ordered = told and fact.type is not FactType.FLAG
                    tests.append((exp.GT if ordered else exp.NEQ)(this=low, expression=high) if ordered or not told
                                 else exp.and_(low, exp.Not(this=high)))  # fmt: skip
        return exp.or_(*tests)

    def _alike(self, place: int) -> bool:
        """Say whether the facts of an edition are of the kinds their cells are read by."""
        return all(
            (fact.type, list(fact.choices)) == (self._fact(name).type, list(self._fact(name).choices))
            for name, fact in self.gradings[place].facts.items()
        )

    def _criteria(self, place: int) -> Expression:
        return self._met(place, self.gradings[place].criteria)

    def _exclusions(self, place: int) -> Expression:
        exclusions = self.gradings[place].exclusions
        return self._met(place, [each for each in exclusions if each.condition.names <= self.bounds.keys()])

    def _met(self, place: int, rules: Sequence[Ruled]) -> Expression:
        """Write which conditions hold; of a row with ranges nothing, for its corners do not tell."""
        exp = sqlglot()
        met = self._writer(place, grave=False).met((each.id, each.form) for each in rules)
        names = sorted(filter(self.ranged, used_by(rules)))
        if not names:
            return met
        same = [
            exp.EQ(this=exp.column(_low(name), quoted=True), expression=exp.column(_high(name), quoted=True))
            for name in names
        ]
        return exp.Case().when(exp.and_(*same), met).else_(exp.null())


def _low(name: str) -> str:
    return f"fact_{name}"


def _high(name: str) -> str:
    return f"fact_{name}_hi"
