"""A duty room on a store in a file."""

import anyio
import pytest
from browser import address, browser, visitor
from duty import at_the_door, key_of, new_room

from respond.room.pulse import AWAY

__all__ = ["address", "browser", "visitor"]


@pytest.fixture(autouse=True)
def _beating_when_told(monkeypatch):
    """Let no server beat by itself, whose clock is moved by hand."""
    monkeypatch.setattr("respond.room.pulse.EVERY", 86_400)


@pytest.fixture(autouse=True)
def waited_out(monkeypatch):
    """Let no time pass for a server that waits for another's beat; what is put here happens meanwhile."""
    meanwhile = []

    async def waited(seconds):
        if seconds != AWAY.total_seconds():
            await anyio.sleep(seconds)
        for each in meanwhile:
            each()

    monkeypatch.setattr("respond.room.pulse.sleep", waited)
    return meanwhile


@pytest.fixture
def room(tmp_path):
    made = new_room(tmp_path / "store.db", tmp_path / "store.key")
    yield made
    made.store.close()


@pytest.fixture
def door(room):
    with at_the_door(room) as client:
        yield client


@pytest.fixture
def officer(room, door):
    """A client with a key that may do what a shift leader may."""
    door.headers.update(key_of(room, "plans", "read", "enter", "decide", "override", "roster", name="leader"))
    return door
