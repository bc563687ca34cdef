"""A desk for the tests of this room: at a store in a file."""

from collections.abc import Iterator

import pytest

from respond.api import default_library
from respond.desk import Desk
from respond.store import Store


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    """Sit down at a new store in a file."""
    made = Store(tmp_path / "store.db")
    yield Desk(made, default_library(), by="值班室")
    made.close()
