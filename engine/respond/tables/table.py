"""A table in a database of its own: CSV, Parquet or a workbook, every row with its number, and lines that are no rows.

Everything is read as text unless the file itself has types, and lies in a file in a temporary folder, so that memory
does not grow with the table.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from glob import glob
from importlib import import_module
from itertools import accumulate
from numbers import Real
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from respond._records import frozen
from respond.errors import InputError, MissingExtraError, Place, Text, fault
from respond.tables.database import Database, Embedded, Row, duckdb, literal

ROW: Final = "respond_row"
"""The number of a row, from 1, over all files in their order."""
OURS: Final = frozenset({
    "respond_row", "respond_edition", "respond_level", "respond_possible", "respond_criteria", "respond_excluded",
    "respond_compared", "respond_code", "respond_said", "respond_line",
})  # fmt: skip
"""The columns a graded table, or that of the rows refused, has beside its own."""

FLOATING: Final = frozenset({"DOUBLE", "FLOAT"})
"""The types of columns whose numbers with places are not those that were written."""

_HIDING: Final = {"file_row_number", "file_index"}
"""Columns of a user that would hide where a row of a Parquet file stands."""

BLANKS: Final = " \t\u3000"
"""What may stand around a text, full-width blanks among it."""

Stamp = tuple[int, int, int]
"""The number, size and time of a file."""

_MEMORY: Final = "1GB"
_HEAD: Final = 65_536
_LONGEST_LINE: Final = 20_000_000
_MOST_BYTES: Final = 200_000_000
"""The largest workbook that is read; larger tables are for CSV and Parquet."""

_NOTHING = Text("没有这样的文件", "there is no such file")
_NO_FILE = Text("不是文件", "it is no file")
_ENDING = Text(
    "不认识这种文件，只读 .csv、.parquet、.xlsx",
    "files of this kind are not read, only .csv, .parquet, .xlsx",
)
_EMPTY = Text("没有表头", "it has no heading")
_TWICE = Text("给了不止一次，行会数两遍", "it is given more than once, and its rows would count twice")
_CHANGED = Text("判定期间文件被改动", "it was written to while it was graded")
_NO_TEXT = Text("第{line}行既不是 UTF-8，也不是 GB18030", "its line {line} is neither UTF-8 nor GB18030")
_TWO_TEXTS = Text(
    "第{line}行是 UTF-8，别的行是 GB18030", "its line {line} is in UTF-8, and other lines are in GB18030"
)
_ALIKE = Text(
    "有不止一列叫做 `{name}`（不分大小写）", "more than one column is called `{name}`, capitals apart"
)
_UNLIKE = Text(
    "列 `{name}` 在这里是 {kind}，在 {other} 里是 {before}，合不成同一种确切的值",
    "its column `{name}` is {kind}, that of {other} {before}: these are no values of one exact kind",
)
_NUMBERS: Final = frozenset({
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT", "DECIMAL",
})  # fmt: skip
_TOGETHER: Final = (_NUMBERS | {"VARCHAR"}, frozenset({"VARCHAR", "DATE"}))
"""Types that can be put together without a value becoming another."""
_MIXED = Text("几个文件的种类不同", "the files are of different kinds")


@frozen(eq=False)
class Table:
    """A table that was read: what the user's columns are called and what types the file gave them.

    In the database the rows are `given`, with the columns of the user under names of ours, `c0` and so on, so that
    no heading can mean anything there.
    """

    database: Database
    files: tuple[Path, ...]
    types: Mapping[str, str]
    rows: int
    folder: Path
    watched: Mapping[Path, Stamp]
    """What the files were like before they were read, of those that are read more than once."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Give the names of the user's own columns, in their order."""
        return tuple(self.types)

    @property
    def floating(self) -> frozenset[str]:
        """Give the columns that hold floating numbers, of which only whole ones are what was written."""
        return frozenset(name for name, kind in self.types.items() if kind in FLOATING)

    def held(self, name: str) -> str:
        """Give what a column of the user is called in the database."""
        return f"c{self.columns.index(name)}"

    def own(self) -> list[str]:
        """Write the user's columns under their own names; one that is called as ours are is `given_...`."""
        return [
            f"c{place} AS {quoted(f'given_{name}' if name.lower() in OURS else name)}"
            for place, name in enumerate(self.columns)
        ]

    def inner(self) -> list[str]:
        """Give the names of the user's columns in the database."""
        return [f"c{place}" for place in range(len(self.columns))]

    def check_unchanged(self) -> None:
        """Refuse a table whose files were written while it was graded (E764): its rows would not belong together."""
        for path, stamp in self.watched.items():
            if not path.exists() or stamp_of(path) != stamp:
                raise unread(path, _CHANGED)

    def check_readable(self) -> None:
        """Refuse a table not all of whose cells can be read (E764), as where a file is damaged behind its heading."""
        if not self.watched:
            return
        try:
            self.ask(f"SELECT {', '.join(f'max({self.text(name)})' for name in self.columns)} FROM given")
        except self.database.failure as error:
            raise unread(self.files[0], str(error).splitlines()[0]) from None

    def text(self, name: str) -> str:
        """Write a column of the user as text."""
        return self.database.text(self.held(name), self.types[name])

    def texts(self) -> list[str]:
        """Write the user's columns as texts, under their names in the database."""
        return [f"{self.text(name)} AS {self.held(name)}" for name in self.columns]

    def ask(self, query: str) -> list[Row]:
        """Give the rows of a query, of which there are few."""
        return self.database.ask(query)

    def first_rows(self, most: int) -> Iterator[list[str]]:
        """Give the cells of the first rows, and of the first lines that are no rows under the heading."""
        rows = self.ask(
            f"SELECT {', '.join(self.texts())} FROM given WHERE {ROW} <= {int(most)} ORDER BY {ROW}"
        )
        yield from ([cell or "" for cell in row] for row in rows)
        for (text,) in self.ask(f"SELECT text FROM lines ORDER BY line LIMIT {int(most)}"):
            line = text.splitlines()[0] if text.strip() else ""
            yield next(csv.reader([line], delimiter=_sign(line)), [])

    def cells(self, number: int) -> Mapping[str, str | None] | None:
        """Give one row as texts by column, None where there is none of that number."""
        found = self.ask(f"SELECT {', '.join(self.texts())} FROM given WHERE {ROW} = {int(number)}")
        return dict(zip(self.columns, found[0], strict=True)) if found else None


def stamp_of(path: Path) -> Stamp:
    """Give what tells whether a file was written since."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def quoted(name: str) -> str:
    """Write a name of a column.

    >>> quoted("deaths")
    '"deaths"'
    """
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def opened(paths: Sequence[str]) -> Iterator[Table]:
    """Read files, or what patterns with `*` name, as one table. Raises InputError (E764); MissingExtraError (E772)."""
    library = duckdb()
    files = all_named(paths)
    if len({each.suffix.lower() for each in files}) > 1:
        raise unread(files[0], _MIXED)
    watched = {each: stamp_of(each) for each in files if each.suffix.lower() == ".parquet"}
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(TemporaryDirectory(prefix="respond-batch-", ignore_cleanup_errors=True))
        )
        database = library.connect(str(folder / "table.duckdb"))
        stack.callback(database.close)
        database.execute(f"SET memory_limit = '{_MEMORY}'")
        database.execute("SET temp_directory = ?", [str(folder / "spilled")])
        database.execute("SET autoinstall_known_extensions = false")
        database.execute("SET enable_progress_bar = false")
        database.execute("CREATE TABLE lines (file VARCHAR, line BIGINT, text VARCHAR)")
        try:
            names = _READERS[files[0].suffix.lower()](database, files, folder)
        except library.Error as error:
            first = str(error).splitlines()[0]
            if "ould not write" in first or isinstance(error, library.OutOfMemoryException):
                raise InputError([fault("E775", reason=first)]) from None
            raise unread(files[0], first) from None
        described = database.execute("DESCRIBE given").fetchall()
        types = {name: kind for name, (_, kind, *_) in zip(names, described[1:], strict=True)}
        (rows,) = database.execute("SELECT count(*) FROM given").fetchone()
        yield Table(Embedded(database), files, types, rows, folder, watched)


def all_named(paths: Sequence[str]) -> tuple[Path, ...]:
    """Give the files of all paths and patterns, in order; raises E764 where one is given twice, by whatever name."""
    files = tuple(each for path in paths for each in named(path))
    seen: set[Path] = set()
    for each in files:
        if each.resolve() in seen:
            raise unread(each, _TWICE)
        seen.add(each.resolve())
    return files


def named(path: str) -> list[Path]:
    """Give the files a path or pattern names, in order; raises E764 for what is none of these."""
    found = sorted(glob(path)) if any(sign in path for sign in "*?[") and not Path(path).exists() else [path]  # noqa: PTH207
    if not found:
        raise unread(Path(path), _NOTHING)
    files = [Path(each) for each in found]
    for each in files:
        if not each.exists():
            raise unread(each, _NOTHING)
        if not each.is_file():
            raise unread(each, _NO_FILE)
        if each.suffix.lower() not in _READERS:
            raise unread(each, _ENDING)
    return files


def unread(path: Path, reason: Text | str) -> InputError:
    """Make the error of a file that cannot be read."""
    return InputError([fault("E764", Place(str(path)), name=path.name, reason=reason)])


def _csv(
    database: Any,  # noqa: ANN401 - a connection
    files: Sequence[Path],
    folder: Path,
    sources: Sequence[Path] | None = None,
) -> list[str]:
    """Read text files, of which lines with too few or too many fields are kept apart as they stand.

    `sources` are what they were made from, which their user knows.
    """
    sources = sources or files
    texts = [_utf8(path, folder / f"{place}.csv") for place, path in enumerate(files)]
    found = [_heading(path, text) for path, text in zip(sources, texts, strict=True)]
    names, _ = found[0]
    inner = ", ".join(f"c{place}" for place in range(len(names)))
    for place, (path, text, (own, sign)) in enumerate(zip(sources, texts, found, strict=True)):
        if sorted(own) != sorted(names):
            raise unread(path, _otherwise(names, own))
        held = ", ".join(f"'c{names.index(name)}': 'VARCHAR'" for name in own)
        rows = (
            f"read_csv(?, auto_detect=false, columns={{{held}}}, header=true, delim='{sign}', quote='\"', escape='\"', "
            f"store_rejects=true, rejects_limit=0, strict_mode=true, max_line_size={_LONGEST_LINE})"
        )
        before = f"(SELECT coalesce(max({ROW}), 0) FROM given)" if place else "0"
        start = "INSERT INTO given" if place else "CREATE TABLE given AS"
        database.execute(
            f"{start} SELECT {before} + row_number() OVER () AS {ROW}, {inner} FROM {rows}", [str(text)]
        )
    places = {str(text): str(path) for path, text in zip(sources, texts, strict=True)}
    odd = database.execute(
        "SELECT DISTINCT s.file_path, e.line, e.csv_line FROM reject_errors e JOIN reject_scans s "
        "USING (scan_id, file_id) ORDER BY 1, 2"
    ).fetchall()
    if odd:
        database.executemany(
            "INSERT INTO lines VALUES (?, ?, ?)",  # where lines end with CRLF, DuckDB has the end of the one before
            [(places.get(name, name), line, text.lstrip("\r\n")) for name, line, text in odd],
        )
    return names


def _otherwise(names: Sequence[str], own: Sequence[str]) -> Text:
    """Say which columns of the first file another one lacks, and which it has beside them."""
    lacking, more = (
        [name for name in each if name not in other] for each, other in ((names, own), (own, names))
    )
    said = []
    if lacking:
        said.append(Text(f"缺少列：{'、'.join(lacking)}", f"it lacks {', '.join(lacking)}"))
    if more:
        said.append(Text(f"多出列：{'、'.join(more)}", f"it has {', '.join(more)} as well"))
    return Text(
        f"表头与第一个文件不同（{'；'.join(each.zh for each in said)}）",
        f"its heading is not that of the first file: {'; '.join(each.en for each in said)}",
    )


def _utf8(path: Path, copy: Path) -> Path:
    """Give a file in UTF-8 with one kind of line end: itself, or a copy of one that is otherwise.

    Chinese spreadsheets write GB18030, and files put together by hand have the line ends of each part.
    """
    mixed = _mixed(path)
    if mixed is False:
        return path
    try:
        with (
            path.open(encoding="gb18030" if mixed is None else "utf-8", newline=None if mixed else "") as old,
            copy.open("w", encoding="utf-8", newline="") as new,
        ):
            while text := old.read(_HEAD):
                new.write(text)
    except UnicodeDecodeError:
        raise unread(path, _unlike(path)) from None
    return copy


def _unlike(path: Path) -> Text:
    """Say which line is in no known encoding, or not in that of the others."""
    other = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            known = [code for code in ("utf-8", "gb18030") if _reads(line, code)]
            if not known:
                return _NO_TEXT.fill(line=number)
            if known == ["utf-8"] and not other:
                other = number
    return _TWO_TEXTS.fill(line=other)


def _reads(line: bytes, code: str) -> bool:
    try:
        line.decode(code)
    except UnicodeDecodeError:
        return False
    return True


def _mixed(path: Path) -> bool | None:
    """Say whether a file in UTF-8 has line ends of several kinds; None where it is in no UTF-8."""
    try:
        with path.open(encoding="utf-8", newline=None) as file:
            while file.read(_HEAD):
                pass
            return isinstance(file.newlines, tuple)
    except UnicodeDecodeError:
        return None
    except OSError as error:
        raise unread(path, error.strerror or str(error)) from None


def _heading(path: Path, text: Path) -> tuple[list[str], str]:
    """Give the heading and the sign between fields: a comma, or a semicolon or tab where these part it further.

    Raises E764 without one.
    """
    with text.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline(_LONGEST_LINE)
        file.seek(0)
        sign = _sign(first)
        try:
            names = [" ".join(name.split()) for name in next(csv.reader(file, delimiter=sign), [])]
        except csv.Error as error:
            raise unread(path, str(error)) from None
    if not any(names):
        raise unread(path, _EMPTY)
    return _apart([name or f"column {place}" for place, name in enumerate(names, 1)]), sign


def _apart(names: Sequence[str]) -> list[str]:
    """Tell names that stand more than once apart, as `note` and `note #2`."""
    taken: set[str] = set(names)
    found: list[str] = []
    for name in names:
        told, number = name, 1
        while told in found or (number > 1 and told in taken):
            number += 1
            told = f"{name} #{number}"
        found.append(told)
    return found


def is_again(name: str, names: Sequence[str]) -> bool:
    """Say whether a name of a heading was given to several columns, of which none but its number tells which is meant.

    >>> is_again("note", ["note", "deaths", "note #2"])
    True
    """
    return f"{name} #2" in names


def _sign(line: str) -> str:
    """Give the sign between the fields of a line."""
    return max(",;\t", key=line.count)


def _parquet(database: Any, files: Sequence[Path], folder: Path) -> list[str]:  # noqa: ANN401, ARG001 - as all
    source = "read_parquet(?, union_by_name=true)"
    paths = [list(map(str, files))]
    for path in files:
        _check_once(path, database)
    if len(files) > 1:
        _check_alike({path: _kinds(path, database) for path in files})
    described = database.execute(f"DESCRIBE SELECT * FROM {source}", paths).fetchall()
    names = [name for name, *_ in described]
    held = ", ".join(
        f"{_timed(quoted(name), kind)} AS c{place}" for place, (name, kind, *_) in enumerate(described)
    )
    if {name.lower() for name in names} & _HIDING:
        database.execute(
            f"CREATE TABLE given AS SELECT row_number() OVER () AS {ROW}, {held} FROM {source}", paths
        )
        return names
    counts = dict(
        database.execute("SELECT file_name, num_rows FROM parquet_file_metadata(?)", paths).fetchall()
    )
    starts = [0, *accumulate(counts[path] for path in paths[0])][: len(files)]
    place = f"[{', '.join(map(str, starts))}][CAST(file_index AS BIGINT) + 1]" if len(files) > 1 else "0"
    named = source.replace("?", f"[{', '.join(map(literal, paths[0]))}]")
    database.execute(
        f"CREATE VIEW given AS SELECT CAST({place} + file_row_number + 1 AS BIGINT) AS {ROW}, {held} FROM {named}"
    )
    return names


def _kinds(path: Path, database: Any) -> Mapping[str, str]:  # noqa: ANN401 - a connection
    described = database.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    return {name: kind for name, kind, *_ in described}


def _check_alike(kinds: Mapping[Path, Mapping[str, str]]) -> None:
    """Refuse files in which a column has types that cannot be put together exactly (E764).

    Whole numbers and decimals can, and texts with these and with days; a floating number is not what was written, and
    a moment without an offset is none that can stand beside one with it.
    """
    seen: dict[str, tuple[Path, str]] = {}
    for path, columns in kinds.items():
        for name, kind in columns.items():
            first, before = seen.setdefault(name, (path, kind))
            if kind != before and not any({_plainly(kind), _plainly(before)} <= each for each in _TOGETHER):
                raise unread(path, _UNLIKE.fill(name=name, kind=kind, other=first.name, before=before))


def _plainly(kind: str) -> str:
    """Give a type without its size: `DECIMAL(12,2)` is a decimal, `TIMESTAMP_NS` a moment without an offset."""
    return kind.partition("(")[0].partition("_")[0]


def _check_once(path: Path, database: Any) -> None:  # noqa: ANN401 - a connection
    """Refuse a file of which columns are called the same but for capitals: which is meant nobody can say (E764)."""
    seen: set[str] = set()
    inner = 0
    rows = database.execute(
        "SELECT name, coalesce(num_children, 0) FROM parquet_schema(?)", [str(path)]
    ).fetchall()
    for name, children in rows[1:]:  # the first is the file itself; what a column has inside stands behind it
        if not inner and name.casefold() in seen:
            raise unread(path, _ALIKE.fill(name=name))
        seen |= set() if inner else {name.casefold()}
        inner = max(0, inner - 1) + children


def _timed(column: str, kind: str) -> str:
    """Write a moment with its offset, so that it is read in the zone of the plan."""
    if kind != "TIMESTAMP WITH TIME ZONE":
        return column
    return f"strftime(make_timestamp(epoch_us({column})), '%Y-%m-%dT%H:%M:%SZ')"


def _xlsx(database: Any, files: Sequence[Path], folder: Path) -> list[str]:  # noqa: ANN401 - a connection
    """Read the first sheet of workbooks, row by row, into text files."""
    try:
        openpyxl = import_module("openpyxl")
    except ImportError:
        raise MissingExtraError([fault("E772", library="openpyxl", extra="xlsx")]) from None
    copies = []
    for place, path in enumerate(files):
        if path.stat().st_size > _MOST_BYTES:
            raise unread(path, Text(f"超过{_MOST_BYTES}字节", f"more than {_MOST_BYTES} bytes"))
        copy = folder / f"{place}.sheet.csv"
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            rows = book.worksheets[0].iter_rows()
            with copy.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerows(
                    [_cell(each.value, each.number_format) for each in row]
                    for row in rows
                    if any(each.value is not None for each in row)
                )
        except Exception:
            raise unread(path, Text("不是能读的 .xlsx", "it is no .xlsx that can be read")) from None
        copies.append(copy)
    return _csv(database, copies, folder, files)


_SHOWN_UNIT = re.compile(r'"([^"]+)"$')


def _cell(value: object, shown: str) -> str:
    """Write a cell as text; what a workbook keeps as a number with places is written as short as it is shown.

    A number that is shown in per cent, or with a unit behind it, is written so: it counts in nothing else.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if isinstance(value, Real):
        shown = shown.partition(";")[0]
        unit = _SHOWN_UNIT.search(shown)
        if "%" in re.sub('"[^"]*"', "", shown):
            return f"{(Decimal(text) * 100).normalize():f}%"
        if unit is not None:
            return text.removesuffix(".0") + unit[1]
    return text.removesuffix(".0").removesuffix(" 00:00:00")


_READERS: Final[Mapping[str, Callable[[Any, Sequence[Path], Path], list[str]]]] = {
    ".csv": _csv, ".parquet": _parquet, ".xlsx": _xlsx,
}  # fmt: skip
