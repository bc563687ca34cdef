"""Whether nobody is reminded: places for reminders are set, incidents are kept, and no watch has gone round lately."""

import pytest
from logs import opening
from watching import Basket, at

from respond.api import default_library
from respond.desk import Desk
from respond.store import RoomStore
from respond.watch import TARGETS, Ticker, Unwatched, default_rhythm, unwatched


@pytest.fixture
def kept(place, tmp_path):
    """Open a store of a duty room on each database, with places to which reminders go."""
    store = RoomStore(place, key=tmp_path / "store.key")
    store.prepare()
    store.keep_setting(TARGETS, ["stdout"], by="t", now=at("09:00"))
    yield store
    store.close()


def open_one(store):
    Desk(store, default_library(), by="值班室").open(opening("one"), now=at("09:12"))


def go(store, clock):
    Ticker(store, default_library(), default_rhythm(), (Basket(),), "one").round(at(clock))


def test_where_no_watch_ever_went_round_nobody_is_reminded(kept):
    open_one(kept)
    assert unwatched(kept, at("09:12")) == Unwatched(None)


def test_a_watch_that_stopped_is_told_with_when_it_last_went_round(kept):
    open_one(kept)
    go(kept, "09:20")
    assert unwatched(kept, at("09:25")) is None
    assert unwatched(kept, at("09:26")) == Unwatched(at("09:20"))
    go(kept, "09:30")
    assert unwatched(kept, at("09:30")) is None


def test_without_an_incident_or_a_place_for_reminders_nothing_is_missed(kept):
    assert unwatched(kept, at("09:12")) is None
    open_one(kept)
    kept.keep_setting(TARGETS, [], by="t", now=at("09:13"))
    assert unwatched(kept, at("09:13")) is None
