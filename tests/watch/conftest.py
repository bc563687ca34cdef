"""Watched stores for the tests of this room: in a file, and on each database."""

import pytest
from watching import Post

from respond.api import default_library
from respond.desk import Desk
from respond.store import WatchedStore
from stores import place, server

__all__ = ["both", "place", "post", "server"]


@pytest.fixture
def post(tmp_path):
    """Sit at a new store in a file, with a ticker."""
    yield from _post(str(tmp_path / "store.db"), tmp_path)


@pytest.fixture
def both(place, tmp_path):
    """Sit at a new store on each database, with a ticker."""
    yield from _post(place, tmp_path)


def _post(where, folder):
    store = WatchedStore(where, key=folder / "store.key")
    yield Post(store, Desk(store, default_library(), by="值班室"))
    store.close()
