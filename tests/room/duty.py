"""A duty room for the tests: a store, people in every role, a clock that stands, and clients that are logged in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from starlette.testclient import TestClient

from respond.api import default_library
from respond.room import ROLES, DutyRoom, Entrance, Running, application
from respond.store import Account, RoomStore, stamp

NOW = datetime.fromisoformat("2026-11-21T09:30+08:00")
PASSWORD = "一句好记的话 long enough"  # noqa: S105 - of accounts that live as long as a test
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Hashes that cost nothing: how much they cost in earnest is not what these tests are about."""


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go(self, **length: int) -> None:
        self.now += timedelta(**length)


def new_room(place, key, roles=tuple(ROLES)) -> DutyRoom:
    """Make a room on a store that is not there yet, with an account for every role, of its name."""
    store = RoomStore(place, key=key)
    room = DutyRoom(store, default_library(), Clock(), Entrance(store, QUICK))
    store.prepare()
    secret = QUICK.hash(PASSWORD)
    for role in roles:
        store.keep_account(Account(role, f"{role}-post", (role,), (), secret, stamp(NOW)), by="test", now=NOW)
    return room


@contextmanager
def at_the_door(room: DutyRoom, **running) -> Iterator[TestClient]:
    """Give a client that nobody has logged in with."""
    app = application(room, Running(**{"requests": 100_000, "logins": 100_000, **running}))
    with TestClient(app, raise_server_exceptions=False, base_url="http://room.test") as client:
        yield client


def key_of(
    room: DutyRoom, *permissions: str, name: str = "system", regions: tuple[str, ...] = ()
) -> dict[str, str]:
    """Make a key with some permissions, and give the header that shows it."""
    secret = room.entrance.make_token(
        name, permissions, regions, NOW + timedelta(days=30), by="test", now=NOW
    )
    return {"Authorization": f"Bearer {secret}"}


OPENING = {
    "respond": "incident/1", "id": "one", "title": {"zh": "接种异常", "en": "Adverse events"},
    "plans": ["vaccine-quality"], "region": "141122",
    "facts": {"quality_suspected": True, "deaths": "3+"},
    "occurred": "2026-11-21T09:12:00+08:00", "events": {"received": "2026-11-21T09:12:00+08:00"},
}  # fmt: skip


def opened(door: TestClient, name: str = "one", **more) -> str:
    """Open an incident over HTTP, and give its address."""
    answer = door.post("/v1/incidents", json={**OPENING, "id": name, **more})
    assert answer.status_code == 201, answer.text
    return answer.headers["location"]
