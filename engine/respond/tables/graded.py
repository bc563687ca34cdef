"""A whole table graded: the rows with their levels, those that could not be graded with the reason, and a summary."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Final

from attrs import evolve

from respond._files import replacing
from respond._records import define, frozen
from respond.errors import CoverageError, Fault, InputError, Language, Text, fault
from respond.facts import Fact, Level
from respond.plan import Library, PlanRef
from respond.tables.corners import rising, searched
from respond.tables.database import duckdb, literal
from respond.tables.editions import Editions, Stretch
from respond.tables.engines import check_engine, opened_by
from respond.tables.grading import Grading, grading_of
from respond.tables.judging import Cells, Judge
from respond.tables.matching import (
    Bounds,
    check_heading,
    check_maps,
    columns_of,
    day_column,
    labels_of,
    maps_of,
    place_column,
)
from respond.tables.picture_of_batch import PICTURES, batch_picture
from respond.tables.selecting import Selection
from respond.tables.summary import Batch, Changed, Counting, Regraded, Used, counted
from respond.tables.table import BLANKS, ROW, Table, named
from respond.tables.writing import sqlglot

Labels = Mapping[str, frozenset[str]]
"""What a fact is called by the editions of a plan, by its name."""

Told = Callable[[int, int], None]
"""Is told how many of how many steps are done."""

_UNDATED: Final = Text(
    "没有日期列，全部按 {edition} 判定", "there is no column of days: every row was graded by {edition}"
)
_STEPS: Final = 100
_COLLECTED: Final = 90
"""Steps of a run: nearly all are rows judged one by one, where there are many."""
_TOLD_EVERY: Final = 500
_UNTOLD: Final = "?"
"""What stands for conditions of which nothing is told, in the rows judged one by one."""
_MOST_CHANGED: Final = 20
"""Rows another edition grades otherwise that are named."""


@frozen
class Asked:
    """How a table is to be graded: the plan, and what is called otherwise in the table than in the plan."""

    plan: str
    maps: Mapping[str, str]
    on: date | None = None
    date: str | None = None
    place: str | None = None
    ranges: bool = False
    compare: str | None = None


def batch(  # noqa: PLR0913 - nearly all of them by name
    paths: Sequence[str],
    asked: Asked,
    library: Library,
    *,
    output: Path | None = None,
    bad: Path | None = None,
    picture: Path | None = None,
    lang: Language = "zh",
    told: Told | None = None,
    engine: str = "duckdb",
) -> Batch:
    """Grade every row of a table; write the rows with their levels, and beside them those that could not be graded.

    `picture` takes the summary as a picture (SVG). All files are written whole or none at all; by the engine `spark`
    the first is a folder of parts. Raises InputError with everything that does not go together, before anything is
    graded (E754 to E783), and MissingExtraError (E772).
    """
    duckdb()
    sqlglot()
    _check(paths, asked, output, bad, picture)
    check_engine(engine, output)
    for target in filter(None, (output, bad, picture)):
        if target.is_dir():
            raise InputError([fault("E679", name=target, reason=Text("那是一个文件夹", "it is a folder"))])
    tell = told or (lambda _done, _of: None)
    with opened_by(engine, paths) as table:
        tell(1, _STEPS)
        graded = Grader.of(table, asked, library, lang)
        try:
            return graded.run(output, bad, picture, tell)
        except RuntimeError as error:  # as DuckDB tells an interruption of its own work
            if "interrupted" not in str(error).casefold():
                raise
            raise KeyboardInterrupt from None
        except table.database.failure as error:
            table.check_unchanged()
            table.check_readable()
            raise InputError([fault("E775", reason=str(error).splitlines()[0])]) from None


def _check(
    paths: Sequence[str], asked: Asked, output: Path | None, bad: Path | None, picture: Path | None
) -> None:
    """Refuse options that do not go together, and outputs that would take the place of an input or another."""
    if output is not None and output.suffix.lower() not in {".csv", ".parquet"}:
        raise InputError([fault("E770", found=output.name)])
    if picture is not None and picture.suffix.lower() not in PICTURES:
        raise InputError([fault("E780", found=picture.name)])
    if asked.ranges and asked.compare is not None:
        raise InputError([fault("E910", one="ranges", other="compare")])
    if "@" in asked.plan and asked.on is not None:
        raise InputError([fault("E910", one=asked.plan, other="on")])
    taken = {each.resolve() for path in paths for each in named(path)}
    for target in (output, bad if bad is not None or output is None else beside_of(output), picture):
        if target is None:
            continue
        if not target.resolve().parent.is_dir():
            reason = Text("没有这个文件夹", "there is no such folder")
            raise InputError([fault("E679", name=target, reason=reason)])
        if target.resolve() in taken:
            raise InputError([fault("E776", name=target.name)])
        taken.add(target.resolve())


def beside_of(output: Path) -> Path:
    """Give where the rows that were not graded go by themselves."""
    return output.with_name(f"{output.stem}.refused.csv")


@frozen(eq=False)
class Comparison:
    """The other edition all rows are graded by as well: at sight, and one by one."""

    selection: Selection
    judge: Judge


def _comparison(table: Table, asked: Asked, library: Library, ref: PlanRef, labels: Labels) -> Comparison:
    named_so = str(asked.compare) if "@" in str(asked.compare) else f"{ref.id}@{asked.compare}"
    against = grading_of(library.prepared(library.find(named_so)))
    bounds, zone = _bounds(table, asked, [against], labels), library.zone([named_so])
    return Comparison(
        Selection(table, [against], [Stretch(0)], bounds, None, None, ranges=False, rising={}),
        Judge(lambda _: against, bounds, None, None, zone, ranges=False, floating=table.floating),
    )


def _days_in(dated: str | None, asked: Asked, library: Library, ref: PlanRef) -> tuple[str | None, bool]:
    """Give the column whose days pick the edition, and whether there is none though nothing else picks it.

    Raises InputError (E766) where several editions could be meant.
    """
    if "@" in asked.plan or asked.on is not None:
        return None, False
    if dated is None and len(editions := library.editions(ref.id)) > 1:
        raise InputError([fault("E766", known=", ".join(each.ref.edition for each in editions))])
    return dated, dated is None


def _check_named(table: Table, asked: Asked, library: Library, ref: PlanRef) -> None:
    """Refuse headings that stand below titles (E781), and a map of what no edition of the plan asks (E763)."""
    shelf = [library.prepared(each.ref) for each in library.editions(ref.id)]
    facts = {name: each.plan.facts[name] for each in shelf for name in each.facts}
    check_heading(facts, table, asked.maps, ranges=asked.ranges)
    check_maps(facts, table.columns, asked.maps, ranges=asked.ranges)


def _labels(library: Library, ref: PlanRef) -> Labels:
    """Give what the editions of a plan call each fact."""
    facts: dict[str, list[Fact]] = {}
    for each in library.editions(ref.id):
        for name, fact in library.prepared(each.ref).facts.items():
            facts.setdefault(name, []).append(fact)
    return {name: labels_of(each) for name, each in facts.items()}


def _bounds(table: Table, asked: Asked, gradings: Sequence[Grading], labels: Labels) -> Mapping[str, Bounds]:
    """Find the columns of all facts the levels use, and of those that exclusions use where there are any."""
    facts: dict[str, Fact] = {}
    needed: dict[str, None] = {}
    for each in gradings:
        needed.update(dict.fromkeys(each.facts))
        beside = {name for rule in each.exclusions for name in rule.condition.names}
        facts.update(
            {name: fact for name, fact in each.plan.facts.items() if name in each.facts or name in beside}
        )
    return columns_of(facts, table.columns, asked.maps, ranges=asked.ranges, asked=needed, labels=labels)


@define(eq=False)
class Grader:
    """A table with the editions that bind its rows."""

    table: Table
    asked: Asked
    selection: Selection
    other: Comparison | None
    judge: Judge
    place: str | None
    notes: tuple[Text, ...]
    lang: Language

    @classmethod
    def of(cls, table: Table, asked: Asked, library: Library, lang: Language) -> "Grader":
        """Find the editions, the columns and what can be told by corners."""
        ref = library.find(asked.plan, asked.on)
        asked = evolve(asked, maps=maps_of(asked.maps, table.columns))
        labels = _labels(library, ref)
        _check_named(table, asked, library, ref)
        dated = day_column(table.columns, asked.date)
        day, undated = _days_in(dated, asked, library, ref)
        editions = Editions(library, ref, asked.on, day)
        gradings, stretches = editions.of(table)
        bounds = _bounds(table, asked, gradings, labels)
        told = {number: rising(each) for number, each in enumerate(gradings)} if asked.ranges else {}
        notes = [_UNDATED.fill(edition=gradings[0].ref)] if undated else []
        notes += [each.why for each in told.values() if each.why is not None]
        notes += [note for each in gradings for note in _not_excluded(each, bounds)]
        proved = {number: each.proved for number, each in told.items()}
        notes += [
            note
            for number, each in told.items()
            if each.proved
            for note in searched(gradings[number], bounds)
        ]
        notes += list(_half_open(bounds))
        zone = library.zone([asked.plan])
        selection = Selection(table, gradings, stretches, bounds, day, dated, asked.ranges, proved)
        ranged = frozenset(filter(selection.ranged, bounds))
        return cls(
            table,
            asked,
            selection,
            _comparison(table, asked, library, ref, labels) if asked.compare is not None else None,
            Judge(editions.grading, bounds, day, dated, zone, asked.ranges, ranged, table.floating),
            place_column(table.columns, asked.place),
            tuple(dict.fromkeys(notes)),
            lang,
        )

    def run(self, output: Path | None, bad: Path | None, picture: Path | None, tell: Told) -> Batch:
        """Grade the table, then count and write."""
        self._collect(tell)
        tell(_COLLECTED, _STEPS)
        regraded = self._compared() if self.other is not None else None
        tell(_STEPS - 2, _STEPS)
        found = self._counted(regraded)
        tell(_STEPS - 1, _STEPS)
        self._write(output, bad, picture, found)
        tell(_STEPS, _STEPS)
        return found

    def _collect(self, tell: Told) -> None:
        """Grade what the database takes at sight, and judge by itself every other row."""
        base = self.table
        base.database.call("sight", self.selection.whole())
        base.database.keep("tally", f"{self._counts('respond_grading', 'count(*)')} FROM sight GROUP BY ALL")
        [(waiting,)] = base.ask("SELECT coalesce(sum(rows), 0) FROM tally WHERE level IS NULL")
        some = bool(waiting)
        base.database.keep("hard", f"SELECT {ROW} FROM sight {'WHERE level IS NULL' if some else 'LIMIT 0'}")
        hard = f"SELECT {', '.join([ROW, *base.texts()])} FROM sight WHERE level IS NULL ORDER BY {ROW}"
        judged, refused = base.folder / "judged.csv", base.folder / "refused.csv"
        places = {id(each): place for place, each in enumerate(self.selection.gradings)}
        with (
            judged.open("w", encoding="utf-8", newline="") as good,
            refused.open("w", encoding="utf-8", newline="") as ill,
        ):
            graded, faulty = csv.writer(good), csv.writer(ill)
            for done, (number, *cells) in enumerate(base.database.stream(hard) if some else ()):
                if done % _TOLD_EVERY == 0:
                    tell(1 + (_COLLECTED - 1) * done // int(waiting), _STEPS)
                row = dict(zip(base.columns, cells, strict=True))
                try:
                    found = self.judge.judge(row)
                except (InputError, CoverageError) as error:
                    faulty.writerows(_wrong(number, each) for each in error.faults)
                    continue
                met, excluded = (
                    _UNTOLD if each is None else " ".join(each) for each in (found.criteria, found.excluded)
                )
                graded.writerow([
                    number, places[id(found.grading)], found.level.certain.name, found.level.possible.name,
                    met, excluded, self.judge.month_of(row), self._other(row),
                ])  # fmt: skip
        texts = ("level", "possible", "criteria", "excluded", "month", "compared")
        base.database.take(
            "judged", {ROW: "BIGINT", "edition": "INTEGER", **dict.fromkeys(texts, "VARCHAR")}, judged
        )
        base.database.take(
            "refused", {ROW: "BIGINT", **dict.fromkeys(("code", "zh", "en"), "VARCHAR")}, refused
        )
        wrong = fault("E769").problem
        said = f"{literal(wrong.zh)} AS zh, {literal(wrong.en)} AS en"
        base.database.keep(
            "broken", f"SELECT CAST(NULL AS BIGINT) AS {ROW}, 'E769' AS code, {said}, text FROM lines"
        )

    def _other(self, row: Cells) -> str:
        """Give the level of a row by the other edition, nothing where that cannot be said."""
        if self.other is None:
            return ""
        try:
            return self.other.judge.judge(row).level.certain.name
        except InputError:
            return ""

    def _compared(self) -> Regraded:
        """Grade by the other edition what this one has graded, and tell what changes and what nobody can say."""
        assert self.other is not None  # noqa: S101 - asked by the caller
        base, theirs = self.table, self.other.selection.levels()
        base.database.keep("theirs", f"SELECT {ROW}, level AS compared FROM ({theirs})")
        rest = (
            f"SELECT {', '.join([ROW, *base.texts()])} FROM given WHERE {ROW} IN (SELECT {ROW} FROM theirs WHERE "
            f"compared IS NULL) AND {ROW} NOT IN (SELECT {ROW} FROM hard) ORDER BY {ROW}"
        )
        written = base.folder / "theirs.csv"
        with written.open("w", encoding="utf-8", newline="") as file:
            found = csv.writer(file)
            for number, *cells in base.database.stream(rest):
                found.writerow([number, self._other(dict(zip(base.columns, cells, strict=True)))])
        base.database.take("theirs_judged", {ROW: "BIGINT", "compared": "VARCHAR"}, written)
        base.database.keep(
            "compared",
            f"SELECT {ROW}, compared FROM theirs WHERE compared IS NOT NULL AND {ROW} NOT IN (SELECT {ROW} FROM hard) "
            f"UNION ALL SELECT {ROW}, compared FROM theirs_judged UNION ALL SELECT {ROW}, compared FROM judged",
        )
        levels = f"SELECT {ROW}, level FROM sight WHERE level IS NOT NULL UNION ALL SELECT {ROW}, level FROM judged"
        both = f"SELECT {ROW}, a.level AS before, c.compared AS after FROM ({levels}) a JOIN compared c USING ({ROW})"
        changed = f"SELECT * FROM ({both}) WHERE before <> after AND after <> ''"
        counts = base.ask(
            f"SELECT before, after, count(*) FROM ({changed}) GROUP BY ALL ORDER BY 3 DESC, 1, 2"
        )
        opened = f"SELECT {ROW} FROM ({both}) WHERE after = ''"
        first, first_open = (
            tuple(
                number
                for (number,) in base.ask(f"SELECT {ROW} FROM ({each}) ORDER BY 1 LIMIT {_MOST_CHANGED}")
            )
            for each in (changed, opened)
        )
        return Regraded(
            self.other.selection.gradings[0].ref,
            sum(number for _, _, number in counts),
            tuple(Changed(*row) for row in counts),
            first,
            base.ask(f"SELECT count(*) FROM ({opened})")[0][0],
            first_open,
        )

    def _write(self, output: Path | None, bad: Path | None, picture: Path | None, found: Batch) -> None:
        """Write the files, which take their places once all are whole."""
        target = bad or (beside_of(output) if output is not None else None)
        some = target is not None and self.table.ask(
            "SELECT 1 FROM refused UNION ALL SELECT 1 FROM broken LIMIT 1"
        )
        with ExitStack() as files:
            if output is not None:
                files.enter_context(self.table.database.placing(self._wanted(), output))
            if target is not None and (some or target.is_file()):  # those refused before may be graded now
                files.enter_context(self.table.database.placing(self._ungraded(), target, few=True))
            if picture is not None:
                drawn = batch_picture(found, self._levels(), self.lang)
                files.enter_context(replacing(picture)).write_text(drawn, "utf-8")
            self.table.check_unchanged()

    def _wanted(self) -> str:
        """Give the graded rows in their order, the user's columns under their own names."""
        tail = ["edition AS respond_edition", "level AS respond_level"]
        tail += ["possible AS respond_possible"] if self.asked.ranges else []
        tail += ["criteria AS respond_criteria", "excluded AS respond_excluded"]
        compared = self.other is not None
        tail += ["nullif(compared, '') AS respond_compared"] if compared else []
        joined = f" LEFT JOIN compared USING ({ROW})" if compared else ""
        alone = not compared and not self.table.ask("SELECT 1 FROM hard LIMIT 1")
        order = "" if alone else f" ORDER BY {ROW}"
        return f"SELECT {', '.join([ROW, *self.table.own(), *tail])} FROM ({self._graded()}){joined}{order}"

    def _graded(self) -> str:
        """Give all rows that have a level, those judged by themselves among them."""
        names = ", ".join(self.table.inner())
        editions = _cases("respond_grading", self.selection.gradings)
        sight = (
            f"SELECT {ROW}, {names}, {editions} AS edition, level, possible, criteria, excluded FROM sight"
        )
        if not self.table.ask("SELECT 1 FROM hard LIMIT 1"):
            return sight
        single = (
            f"SELECT {ROW}, {names}, {_cases('j.edition', self.selection.gradings)} AS edition, j.level, j.possible, "
            f"{_said('j.criteria')} AS criteria, {_said('j.excluded')} AS excluded "
            f"FROM given JOIN judged j USING ({ROW})"
        )
        return f"{sight} WHERE level IS NOT NULL UNION ALL {single}"

    def _counts(self, edition: str, rows: str) -> str:
        """Write what rows are counted by: the place of their edition, level, month and place."""
        place = (
            "''"
            if self.place is None
            else f"trim(coalesce({self.table.text(self.place)}, ''), {literal(BLANKS)})"
        )
        excluded = f"{_said('excluded')} AS excluded"
        return f"SELECT {edition} AS edition, level, possible, {excluded}, month, {place} AS place, {rows} AS rows"

    def _ungraded(self) -> str:
        """Give the rows that have none, once for each fault, and the lines that are no rows."""
        names = self.table.inner()
        none = ", ".join(f"CAST(NULL AS VARCHAR) AS {name}" for name in names)
        texts = ", ".join(f"CAST({name} AS VARCHAR) AS {name}" for name in names)
        return (
            f"SELECT {ROW}, code AS respond_code, said AS respond_said, line AS respond_line, "
            f"{', '.join(self.table.own())} FROM ("
            f"SELECT {ROW}, r.code, r.{self.lang} AS said, CAST(NULL AS VARCHAR) AS line, {texts} "
            f"FROM given JOIN refused r USING ({ROW}) UNION ALL "
            f"SELECT {ROW}, code, {self.lang}, text, {none} FROM broken) "
            f"ORDER BY {ROW} NULLS LAST, respond_code"
        )

    def _levels(self) -> Mapping[str, Level]:
        """Give the levels of all editions by name, those of the other one among them."""
        others = self.other.selection.gradings if self.other is not None else ()
        return _levels([*others, *self.selection.gradings])

    def _counted(self, regraded: Regraded | None) -> Batch:
        gradings = self.selection.gradings
        single = f"{self._counts('j.edition', '1')} FROM given JOIN judged j USING ({ROW})"
        counts = f"SELECT * FROM tally WHERE level IS NOT NULL UNION ALL {single}"
        named = f"SELECT *, {_cases('edition', gradings)} AS named FROM ({counts})"
        used = tuple(
            Used(name if bounds.single else name + end, heading.column, heading.counts_in)
            for name, bounds in self.selection.bounds.items()
            for end, heading in zip(("_lo", "_hi"), (bounds.low, bounds.high), strict=True)
            if heading is not None and not (bounds.single and end == "_hi")
        )
        counting = Counting(self.table, named, _levels(gradings), used, self.place, self.selection.dated)
        return counted(counting, gradings[0].ref.id, regraded, self.notes)


def _levels(gradings: Sequence[Grading]) -> Mapping[str, Level]:
    return {level.name: level for each in gradings for level in (each.plan.levels.none, *each.plan.levels)}


def _said(column: str) -> str:
    """Write a column of the rows judged one by one, NULL where nothing is told."""
    return f"nullif({column}, '{_UNTOLD}')"


def _wrong(number: int, each: Fault) -> tuple[int, str, str, str]:
    return number, each.code, each.problem.zh, each.problem.en


def _cases(column: str, gradings: Sequence[Grading]) -> str:
    cases = " ".join(f"WHEN {place} THEN '{each.ref}'" for place, each in enumerate(gradings))
    return f"CASE {column} {cases} END" if cases else "CAST(NULL AS VARCHAR)"


def _half_open(bounds: Mapping[str, Bounds]) -> Iterator[Text]:
    """Name the ranges of which the table has one end alone."""
    for name, each in bounds.items():
        if each.low is None and each.high is not None:
            yield Text(
                f"{name} 只有上限一列（{each.high.column}），下限一律不限",
                f"{name} has a column for its upper end alone ({each.high.column}): every lower end is open",
            )
        if each.high is None and each.low is not None:
            yield Text(
                f"{name} 只有下限一列（{each.low.column}），上限一律不限",
                f"{name} has a column for its lower end alone ({each.low.column}): every upper end is open",
            )


def _not_excluded(grading: Grading, bounds: Mapping[str, Bounds]) -> Iterator[Text]:
    """Name the exclusions nothing in the table tells of."""
    for each in grading.exclusions:
        lacking = sorted(each.condition.names - bounds.keys())
        if lacking:
            names = ", ".join(lacking)
            yield Text(
                f"{grading.ref} 的除外情形 {each.id} 没有查，表里没有 {names}",
                f"whether {each.id} excludes a row from {grading.ref} was not looked at: no column for {names}",
            )
