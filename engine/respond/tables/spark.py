"""Tables on Spark, on one machine or many: the same queries in its dialect, and nothing that wraps or rounds.

Parquet is read by Spark itself; other tables are read as ever and handed over. Rows that are judged one by one come to
this program, and what is refused is written here.
"""

import csv
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from logging import getLogger
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from attrs import field

from respond._files import replacing
from respond._records import define
from respond.errors import InputError, MissingExtraError, Text, fault
from respond.tables.database import Row
from respond.tables.table import FLOATING, ROW, Table, all_named, opened, stamp_of, unread
from respond.tables.writing import sqlglot

_EXACT: Final = {
    "spark.sql.ansi.enabled": "true",  # what overflows is an error
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",  # and no product is rounded
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    "spark.sql.variable.substitute": "false",
    "spark.sql.parquet.mergeSchema": "true",
}
_QUIET: Final = {
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_TYPES: Final = {
    "string": "VARCHAR", "byte": "TINYINT", "tinyint": "TINYINT", "smallint": "SMALLINT", "int": "INTEGER",
    "bigint": "BIGINT", "float": "FLOAT", "double": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "timestamp": "TIMESTAMP WITH TIME ZONE", "timestamp_ntz": "TIMESTAMP",
}  # fmt: skip
"""What the types of Spark are called in the queries."""
_MOMENT: Final = "\"yyyy-MM-dd'T'HH:mm:ss'Z'\""
_LARGEST: Final = 10**15

_NO_JAVA = Text("没有找到 Java", "there is no Java")
_APART = Text("集群上只读 Parquet", "on a cluster only Parquet is read")
_ELSEWHERE = Text("已有一个 Spark 在 {there} 上运行", "one runs already, on {there}")
_HIDDEN = Text(
    "Spark 不读名称以 _ 或 . 开头的文件", "Spark reads no file whose name begins with _ or with a point"
)


def pyspark() -> Any:  # noqa: ANN401 - imported when it is needed
    """Import Spark and what hands rows to it; raises MissingExtraError (E772) without them."""
    for name in ("pyspark", "pyarrow"):
        try:
            import_module(name)
        except ImportError:
            raise MissingExtraError([fault("E772", library=name, extra="spark")]) from None
    return import_module("pyspark.sql")


@contextmanager
def _session(master: str | None = None) -> Iterator[Any]:
    """Give a session of its own: on the Spark that runs already, or else on one that is started for so long.

    Without a `master` it is started on what Spark is set to. Raises InputError (E777) where none can be started, or
    another runs than is asked for.
    """
    library = pyspark()
    getLogger("SQLQueryContextLogger").disabled = True  # what breaks off is told in our words
    running = library.SparkSession.getActiveSession()
    if running is None and not _java():
        raise InputError([fault("E777", reason=_NO_JAVA)])
    there = None if running is None else running.conf.get("spark.master", "")
    if None not in (master, there) and there != master:
        raise InputError([fault("E777", reason=_ELSEWHERE.fill(there=there))])
    try:
        builder = library.SparkSession.builder.appName("respond batch")
        builder = builder if master is None else builder.master(master)
        for name, value in _QUIET.items():
            builder = builder.config(name, value)
        started = running or builder.getOrCreate()
    except Exception as error:
        raise InputError([fault("E777", reason=_first(error))]) from None
    try:
        session = started.newSession()
        for name, value in _EXACT.items():
            session.conf.set(name, value)
        yield session
    finally:
        if running is None:
            started.stop()


def _java() -> bool:
    """Say whether there is a Java that Spark would start."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin") if home else None) is not None


def _first(error: Exception) -> str:
    """Give the first line an error has."""
    return (str(error).splitlines() or [type(error).__name__])[0]


@define(eq=False)
class Spark:
    """A session of Spark."""

    session: Any
    kept: list[Any] = field(factory=list)

    @property
    def failure(self) -> type[Exception]:
        """Give the error of all that is on Spark."""
        error: type[Exception] = import_module("pyspark.errors").PySparkException
        return error

    def found(self, query: str) -> Any:  # noqa: ANN401 - a frame
        """Give the rows of a query, as yet not asked for."""
        return self.session.sql(translated(query))

    def ask(self, query: str) -> list[Row]:
        """Give the rows of a query."""
        return [tuple(row) for row in self.found(query).collect()]

    def stream(self, query: str) -> Iterator[Row]:
        """Give the rows of a query, part by part."""
        yield from (tuple(row) for row in self.found(query).toLocalIterator(prefetchPartitions=True))

    def keep(self, name: str, query: str) -> None:
        """Keep the rows where they were worked out, in memory or on disk."""
        frame = self.found(query).persist()
        self.kept.append(frame)
        frame.createOrReplaceTempView(name)

    def call(self, name: str, query: str) -> None:
        """Make a view."""
        self.found(query).createOrReplaceTempView(name)

    def take(self, name: str, kinds: Mapping[str, str], written: Path) -> None:
        """Hand the rows of a CSV file over."""
        pyarrow, reader = import_module("pyarrow"), import_module("pyarrow.csv")
        types = {"BIGINT": pyarrow.int64(), "INTEGER": pyarrow.int32(), "VARCHAR": pyarrow.string()}
        schema = pyarrow.schema([(column, types[kind]) for column, kind in kinds.items()])
        rows = schema.empty_table()
        if written.stat().st_size:
            rows = reader.read_csv(
                written,
                read_options=reader.ReadOptions(column_names=schema.names),
                parse_options=reader.ParseOptions(newlines_in_values=True),
                convert_options=reader.ConvertOptions(column_types=schema, strings_can_be_null=False),
            )
        self.session.createDataFrame(rows).createOrReplaceTempView(name)

    @contextmanager
    def placing(self, query: str, path: Path, *, few: bool = False) -> Iterator[None]:
        """Write a folder of parts, which takes no other's place; of few rows one file, here."""
        if few:
            with replacing(path) as beside:
                self._here(query, beside)
                yield
            return
        beside = path.with_name(f".{path.stem[:100]}.{os.getpid()}.part")
        target = str(beside.absolute())
        frame = self.found(query)
        try:
            if path.suffix.lower() == ".parquet":
                frame.write.parquet(target)
            else:
                frame.write.csv(
                    target, header=True, escape='"', emptyValue='""', ignoreLeadingWhiteSpace=False,
                    ignoreTrailingWhiteSpace=False,
                )  # fmt: skip
            yield
            beside.replace(path)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _here(self, query: str, path: Path) -> None:
        frame = self.found(query)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(frame.columns)
            for row in frame.toLocalIterator(prefetchPartitions=True):
                writer.writerow(["" if cell is None else cell for cell in row])

    def text(self, cell: str, kind: str) -> str:
        """Cast it; whole floating numbers are written out as DuckDB does, and never with an exponent."""
        text = f"CAST({cell} AS VARCHAR)"
        if kind not in FLOATING:
            return text
        whole = f"abs({cell}) < {_LARGEST} AND {cell} % 1 = 0"
        return f"CASE WHEN {whole} THEN concat(CAST(CAST({cell} AS BIGINT) AS VARCHAR), '.0') ELSE {text} END"


def translated(query: str) -> str:
    r"""Put a query into the dialect of Spark.

    >>> print(translated("SELECT strftime(day, '%Y') FROM given WHERE regexp_full_match(c0, '[0-9]+')"))
    SELECT DATE_FORMAT(day, 'yyyy') FROM given WHERE c0 RLIKE '^(?:[0-9]+)\\z'
    """
    exp = sqlglot()
    tree = import_module("sqlglot").parse_one(query, read="duckdb")
    for node in list(tree.find_all(exp.Func)):
        if node.sql("duckdb").lower().startswith("regexp_full_match("):  # for which Spark has no function
            text, pattern = node.expressions or (node.this, node.expression)
            whole = exp.Literal.string(f"^(?:{pattern.name})\\z")
            node.replace(exp.RegexpLike(this=text, expression=whole))
    return str(tree.sql("spark"))


@contextmanager
def opened_on_spark(paths: Sequence[str], master: str | None = None) -> Iterator[Table]:
    """Read files, or what patterns with `*` name, as one table on Spark, at the `master` that is named or it is set to.

    Raises InputError (E764, E777), MissingExtraError (E772).
    """
    files = all_named(paths)
    with ExitStack() as stack:
        if not all(each.suffix.lower() == ".parquet" for each in files):
            table = stack.enter_context(opened(paths))
            spark = Spark(stack.enter_context(_session(master)))
            if not spark.session.conf.get("spark.master", "").startswith("local"):
                raise unread(files[0], _APART)
            for name in ("given", "lines"):
                with table.database.placing(f"SELECT * FROM {name}", table.folder / f"{name}.parquet"):
                    pass
                spark.session.read.parquet(str(table.folder / f"{name}.parquet")).createOrReplaceTempView(
                    name
                )
            stack.callback(_forgotten, spark)
            yield Table(spark, files, table.types, table.rows, table.folder, {})
            return
        watched = {each: stamp_of(each) for each in files}
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="respond-batch-")))
        spark = Spark(stack.enter_context(_session(master)))
        stack.callback(_forgotten, spark)
        try:
            types = _read(spark, files)
            (rows,) = spark.ask("SELECT count(*) FROM given")[0]
        except spark.failure as error:
            raise unread(files[0], _first(error)) from None
        yield Table(spark, files, types, rows, folder, watched)


def _forgotten(spark: Spark) -> None:
    """Let go of what was kept; the Spark may have ended before."""
    with suppress(Exception):
        for frame in spark.kept:
            frame.unpersist()


def _read(spark: Spark, files: Sequence[Path]) -> dict[str, str]:
    """Read Parquet files as `given`, its rows numbered over all files in their order; give the types of its columns."""
    for each in files:
        if each.name.startswith(("_", ".")):
            raise unread(each, _HIDDEN)
    paths = [re.sub(r"([*?\[\]{}\\])", r"\\\1", str(each.resolve())) for each in files]
    frame = spark.session.read.parquet(*paths)
    types = {name: _TYPES.get(kind, kind.upper()) for name, kind in frame.dtypes}
    inner = [f"c{place}" for place in range(len(types))]
    frame.selectExpr(
        *(f"`{name.replace('`', '``')}` AS c{place}" for place, name in enumerate(types)),
        "_metadata.file_path AS file", "_metadata.row_index AS place",
    ).createOrReplaceTempView("found")  # fmt: skip
    order = {str(each.resolve()): place for place, each in enumerate(files)}
    counts = spark.ask("SELECT file, count(*) FROM found GROUP BY ALL") if len(files) > 1 else []
    before, starts = 0, []
    for file, number in sorted(counts, key=lambda row: order[unquote(urlsplit(row[0]).path)]):
        starts.append((file, before))
        before += number
    cells = [
        f"date_format({cell}, {_MOMENT}) AS {cell}" if kind == _TYPES["timestamp"] else cell
        for cell, kind in zip(inner, types.values(), strict=True)
    ]
    source = "(SELECT *, 0 AS start FROM found)"
    if starts:
        spark.session.createDataFrame(starts, "file string, start bigint").createOrReplaceTempView("starts")
        source = "found JOIN starts USING (file)"
    numbered = f"SELECT start + place + 1 AS {ROW}, {', '.join(cells)} FROM {source}"
    spark.session.sql(numbered).createOrReplaceTempView("given")
    spark.session.sql(
        "SELECT '' AS file, CAST(0 AS BIGINT) AS line, '' AS text WHERE FALSE"
    ).createOrReplaceTempView("lines")
    return types
