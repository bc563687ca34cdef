"""Desks for the tests of this room: at a store in a file, and at one on each database."""

from collections.abc import Iterator

import pytest

from respond.api import default_library
from respond.desk import Desk
from respond.store import Store
from stores import place, server, store

__all__ = ["desk", "desks", "place", "server", "store"]


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    """Sit down at a new store in a file."""
    made = Store(tmp_path / "store.db")
    yield Desk(made, default_library(), by="值班室")
    made.close()


@pytest.fixture
def desks(store, place, tmp_path) -> Iterator[tuple[Desk, Desk]]:
    """Sit down twice at one new store, on each database."""
    other = Store(place, key=tmp_path / "store.key")
    yield Desk(store, default_library(), by="值班室"), Desk(other, default_library(), by="现场")
    other.close()
