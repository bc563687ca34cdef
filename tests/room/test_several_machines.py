"""Several processes on one database: sessions, the stream, reminders, restarts and deaths; nothing accepted is lost.

These are slow because they start the program: what they prove shows only between processes.
"""

import os
import re
import signal
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from itertools import count
from urllib.parse import urlencode

import pytest
from duty import OPENING, PASSWORD, QUICK
from serving import serving

from respond.plan import Library
from respond.room import PERMISSIONS, Entrance
from respond.store import RoomStore, verify
from respond.watch import Ticker, default_rhythm
from stores import place, server

__all__ = ["place", "server"]

ROUNDS = int(os.environ.get("RESPOND_ROUNDS", "1"))
"""How often a process is killed while it writes; more by hand."""


@pytest.fixture
def shared(place, tmp_path):
    """A store on either database, its place, a key to everything by the clock of the machine, and the store's key."""
    store = RoomStore(place, key=tmp_path / "store.key")
    store.prepare()
    now, entrance = datetime.now(UTC), Entrance(store, QUICK)
    secret = entrance.make_token("duty", [*PERMISSIONS], (), now + timedelta(days=1), by="t", now=now)
    entrance.make_account("wang", "值班室", ("officer",), (), PASSWORD, by="t", now=now)
    yield store, (place, {"Authorization": f"Bearer {secret}"}, tmp_path / "store.key")
    store.close()


def opening():
    at = (datetime.now(UTC) - timedelta(minutes=20)).isoformat()
    return {**OPENING, "occurred": at, "events": {"received": at}}


def notes(store):
    return [next(iter(row.data["note"].values())) for row in store.rows("one") if row.kind == "note"]


def check_sound(store):
    found = verify(store.rows(), store.checkpoints(), store.about("store"), store.about("key"))
    assert found.sound, found.tampering
    assert store.audit_breaches() == ()


def note(door, n):
    """Enter a note under a key of its own; say whether it was accepted."""
    try:
        sent = {"text": f"n{n}"}
        return (
            door.ask("POST", "/v1/incidents/one/entries/note", sent, **{"Idempotency-Key": f"k{n}"})[0] == 201
        )
    except (OSError, HTTPException):
        return False


def test_two_doors_and_two_watches_on_one_database(shared):
    """What is entered at one is told at the other at once, a session holds at both, and each reminder comes once."""
    store, how = shared
    with serving(*how) as one, serving(*how) as other:  # they start side by side
        assert one.ask("POST", "/v1/incidents", opening())[0] == 201
        stream = other.events(after="0")
        assert next(stream)[1]["kind"] == "opened"  # from here on it waits for what comes
        for n in range(3):
            assert note(one, n)
            place_, said = next(stream)
            assert (said["number"], said["kind"], place_) == (n + 2, "note", str(n + 2))
        stream.close()
        later = one.events(after="2")
        assert [next(later)[0] for _ in range(2)] == ["3", "4"]
        later.close()
        check_session(one, other)
        tickers = [Ticker(store, Library.default(), default_rhythm(), (), name=f"t{n}") for n in range(2)]
        for ticker in tickers:
            ticker.round(datetime.now(UTC))
        keys = [each.key for each in store.noted()]
        assert len(keys) == len(set(keys)) > 0
    check_sound(store)


def check_session(one, other):
    """Log in at one door with a form, and be known at the other."""
    one.headers = other.headers = {}
    _, headers, form = one.ask("GET", "/login")
    csrf = re.search('name="csrf" value="([^"]+)"', form)[1]
    sent = urlencode({"name": "wang", "password": PASSWORD, "csrf": csrf})
    kind = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": headers["set-cookie"].partition(";")[0],
    }
    status, headers, _ = one.ask("POST", "/login", sent.encode(), **kind)
    assert status == 303
    shown = {"Cookie": headers["set-cookie"].partition(";")[0]}
    assert [door.ask("GET", "/v1/me", **shown)[0] for door in (one, other)] == [200, 200]


def test_killed_while_it_writes_nothing_accepted_is_lost_and_nothing_is_entered_twice(shared):
    store, how = shared
    accepted, numbers = set(), count()
    for round_ in range(ROUNDS):
        with serving(*how) as door, serving(*how) as after:
            if round_ == 0:
                assert door.ask("POST", "/v1/incidents", opening())[0] == 201
            kill_at = len(accepted) + 3 + round_ % 5
            while True:
                n = next(numbers)
                if len(accepted) >= kill_at:
                    dying = door.begin("POST", "/v1/incidents/one/entries/note", {"text": f"n{n}"}, f"k{n}")
                    os.kill(door.process.pid, signal.SIGKILL)
                    dying.close()
                    break
                if note(door, n):
                    accepted.add(n)
            assert note(after, n)  # sent again under its key, whether it was entered or not
            accepted.add(n)
        found = notes(store)
        assert sorted(found) == sorted(f"n{each}" for each in accepted)
        check_sound(store)


@pytest.mark.parametrize("place", ["server"], indirect=True)
def test_two_doors_restarted_one_after_the_other_lose_nothing(shared):
    store, how = shared
    with ExitStack() as running:
        doors = [running.enter_context(serving(*how)) for _ in range(4)]
        assert doors[0].ask("POST", "/v1/incidents", opening())[0] == 201
        sent = 0
        for place_ in range(2):
            for n in range(sent, sent + 4):
                if n == sent + 2:
                    os.kill(doors[place_].process.pid, signal.SIGTERM)
                assert any(note(door, n) for door in (doors[place_], doors[1 - place_]))
            sent += 4
            assert doors[place_].process.wait(timeout=20) in {0, -signal.SIGTERM}
            doors[place_] = doors.pop()
        assert note(doors[0], sent)
    assert sorted(notes(store)) == sorted(f"n{n}" for n in range(sent + 1))
    check_sound(store)
