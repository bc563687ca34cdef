"""A seat from which items are supervised, at a new store, under a small profile."""

import pytest
from seat import Seat

from respond.desk import Desk
from respond.plan import Library
from respond.store import WatchedStore
from respond.supervise import Supervisor
from small_plan import shelve
from small_supervision import SUPERVISION


@pytest.fixture(scope="session")
def library(tmp_path_factory):
    """Give the shipped plans with the small profile."""
    folder = shelve(tmp_path_factory.mktemp("plans"), SUPERVISION, "testland/watchful/2017")
    return Library([*Library.default().roots, folder])


@pytest.fixture
def seat(tmp_path, library):
    """Sit down at a new store."""
    store = WatchedStore(str(tmp_path / "store.db"), key=tmp_path / "store.key")
    yield Seat(Supervisor(Desk(store, library, by="督查室")))
    store.close()
