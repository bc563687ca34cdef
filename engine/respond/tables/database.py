"""The database a table lies in: every query is written once, as DuckDB reads it, and each database runs it exactly."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol

from respond._files import replacing
from respond._records import frozen
from respond.errors import MissingExtraError, fault

Row = tuple[Any, ...]

_CHUNK: Final = 5_000


class Database(Protocol):
    """What grades a table asks of a database."""

    @property
    def failure(self) -> type[Exception]:
        """Give what it raises where it breaks off."""

    def ask(self, query: str) -> list[Row]:
        """Give the rows of a query, of which there are few."""

    def stream(self, query: str) -> Iterator[Row]:
        """Give the rows of a query in its order, however many."""

    def keep(self, name: str, query: str) -> None:
        """Keep the rows of a query under a name."""

    def call(self, name: str, query: str) -> None:
        """Call the rows of a query by a name; they are worked out whenever they are asked for."""

    def take(self, name: str, kinds: Mapping[str, str], written: Path) -> None:
        """Take a CSV file without heading under a name; its empty fields are texts."""

    def placing(self, query: str, path: Path, *, few: bool = False) -> AbstractContextManager[None]:
        """Write the rows of a query, which take their place at the end of the context, or else not at all.

        `few`: into one file whatever the database.
        """

    def text(self, cell: str, kind: str) -> str:
        """Write a cell of the given type as text."""


def duckdb() -> Any:  # noqa: ANN401 - imported when it is needed
    """Import the database; raises MissingExtraError (E772) without it."""
    try:
        return import_module("duckdb")
    except ImportError:
        raise MissingExtraError([fault("E772", library="duckdb", extra="batch")]) from None


@frozen(eq=False)
class Embedded:
    """DuckDB, inside this program."""

    connection: Any

    @property
    def failure(self) -> type[Exception]:
        """Give the error of DuckDB."""
        error: type[Exception] = duckdb().Error
        return error

    def ask(self, query: str) -> list[Row]:
        """Give the rows of a query."""
        found: list[Row] = self.connection.execute(query).fetchall()
        return found

    def stream(self, query: str) -> Iterator[Row]:
        """Give the rows of a query by chunks."""
        cursor = self.connection.cursor()
        cursor.execute(query)
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows

    def keep(self, name: str, query: str) -> None:
        """Keep the rows in a table."""
        self.connection.execute(f"CREATE TABLE {name} AS {query}")

    def call(self, name: str, query: str) -> None:
        """Make a view."""
        self.connection.execute(f"CREATE VIEW {name} AS {query}")

    def take(self, name: str, kinds: Mapping[str, str], written: Path) -> None:
        """Take a CSV file into a table."""
        columns = ", ".join(f"{column} {kind}" for column, kind in kinds.items())
        self.connection.execute(f"CREATE TABLE {name} ({columns})")
        if written.stat().st_size:
            form = "FORMAT csv, HEADER false, AUTO_DETECT false, QUOTE '\"', ESCAPE '\"', NULL 'no value'"
            self.connection.execute(f"COPY {name} FROM {literal(str(written))} ({form})")

    @contextmanager
    def placing(self, query: str, path: Path, *, few: bool = False) -> Iterator[None]:  # noqa: ARG002 - as all
        """Write one file."""
        form = "(FORMAT parquet)" if path.suffix.lower() == ".parquet" else "(FORMAT csv, HEADER)"
        with replacing(path) as beside:
            self.connection.execute(f"COPY ({query}) TO {literal(str(beside))} {form}")
            yield

    def text(self, cell: str, kind: str) -> str:  # noqa: ARG002 - as all
        """Cast it."""
        return f"CAST({cell} AS VARCHAR)"


def literal(text: str) -> str:
    """Write a text as SQL has it.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"
