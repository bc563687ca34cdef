"""The statement for a database of one's own grades as the engine does: on DuckDB and on a PostgreSQL server, at every boundary."""

import os
import random

import duckdb
import psycopg
import pytest
from boundaries import GRADED, LIBRARY, prepared, rows_of, value, write

from respond import level_function
from respond.errors import InputError
from respond.facts import UNKNOWN, Exactly, FactType, exact_value
from respond.reason import Truth
from respond.tables import grading_of, statement
from stores import new_database, server

__all__ = ["server"]

ROWS = int(os.environ.get("RESPOND_ROWS", "500"))
"""Rows of each edition; `RESPOND_ROWS=200000` tries as many as are wanted."""
COLUMNS = {FactType.COUNT: "BIGINT", FactType.FLAG: "BOOLEAN", FactType.CHOICE: "VARCHAR"}
"""What a column of a fact is; every other holds decimals."""


class Embedded:
    """The engine that comes with the extra."""

    dialect = "duckdb"

    def __init__(self):
        self.database = duckdb.connect()

    def levels(self, definition, table, query):
        self.database.execute(definition)
        self.database.execute(f"COPY incidents FROM '{table}' (HEADER)")
        return self.database.execute(query).fetchall()


class Server:
    """A database of a user."""

    dialect = "postgres"

    def __init__(self, url):
        self.url = url

    def levels(self, definition, table, query):
        with psycopg.connect(self.url) as connection:
            connection.execute(definition)
            with (
                connection.cursor() as cursor,
                cursor.copy("COPY incidents FROM STDIN (FORMAT csv, HEADER)") as copy,
            ):
                copy.write(table.read_bytes())
            return connection.execute(query).fetchall()


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def database(request):
    """Give a function that makes an empty database."""
    if request.param == "duckdb":
        return Embedded
    url = request.getfixturevalue("server")
    return lambda: Server(new_database(url))


@pytest.mark.parametrize("name", GRADED)
def test_every_row_has_the_level_it_has_by_itself(tmp_path, database, name):
    plan, level = prepared(name), level_function(name, library=LIBRARY)
    grading, used = grading_of(plan), database()
    facts = grading.facts
    beside = {
        name: plan.facts[name]
        for each in grading.exclusions
        for name in each.condition.names
        if name not in facts
    }
    assert {fact.type for fact in beside.values()} <= {FactType.FLAG}
    draw = random.Random(3)
    rows = [
        {**row, **{name: draw.choice(["yes", "no", ""]) for name in beside}} for row in rows_of(plan, ROWS)
    ]
    columns = ", ".join(
        f"{each} {COLUMNS.get(fact.type, 'DECIMAL(24, 6)')}" for each, fact in {**facts, **beside}.items()
    )
    told = used.levels(
        f"CREATE TABLE incidents (respond_row BIGINT, {columns})",
        write(
            tmp_path / "incidents.csv",
            [
                {"respond_row": number} | {each: row[each] for each in (*facts, *beside)}
                for number, row in enumerate(rows, 1)
            ],
        ),
        "SELECT respond_level, respond_excluded FROM ("  # noqa: S608
        + statement(name, LIBRARY, used.dialect).rstrip().rstrip(";")
        + ") AS graded ORDER BY respond_row",
    )
    assert len(told) == len(rows)
    for row, (found, excluded) in zip(rows, told, strict=True):
        try:
            expected = level({each: value(row[each], plan.facts[each]) for each in level.facts}).name
        except InputError:
            expected = None
        assert found == expected, row
        if expected is not None:
            known = {
                each: Exactly(exact_value(value(row[each], plan.facts[each]), plan.facts[each]))
                if row[each]
                else UNKNOWN
                for each in {**facts, **beside}
            }
            held = [each.id for each in grading.exclusions if each.condition.truth(known) is Truth.YES]
            assert excluded == " ".join(held), row
