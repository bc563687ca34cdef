"""What somebody with the database does to a store, behind the back of the program."""

import sqlite3
from contextlib import closing
from pathlib import Path

SPOILT = (
    "body='{'",
    "body='[]'",
    "body=x'ff00fe'",
    "body=cast(x'7bff' as text)",
    "known='garbage'",
    "known='2026-11-21T09:12'",
    "recorded='garbage'",
    "\"by\"=x'ff'",
    "number='x'",
    "hash=x'ff'",
    "incident=x'ff'",
)
"""Ways a row can come to be what no version ever wrote."""


def spoiling(how: str, where: str) -> str:
    """Give the statement that spoils rows in one of these ways."""
    return f"UPDATE entries SET {how} WHERE {where}"  # noqa: S608 - only ever of a test


def touch(place: str | Path, *statements: str) -> None:
    """Change a store that is a file."""
    with closing(sqlite3.connect(place)) as connection, connection:
        for each in statements:
            connection.execute(each)


def behind(store, *statements):
    """Change a store as nobody does who goes through the program."""
    with store.database.writing() as connection:
        for each in statements:
            connection.execute(each)
