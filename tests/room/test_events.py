"""The stream: it goes on from where its reader left off, tells only of what is seen, and ends when it may no longer."""

import json

import anyio
import pytest
from duty import key_of, opened
from serving import in_a_loop
from starlette.requests import Request

from respond.room import Running, events
from respond.room.front import Front


@pytest.fixture
def logs(room, door):
    """Two incidents of different regions with a note each, by turns: rows 1 to 4."""
    door.headers.update(key_of(room, "read", "enter", name="all"))
    for name, region in (("mine", "141122"), ("other", "140105")):
        opened(door, name, region=region)
    for name in ("mine", "other"):
        door.post(f"/v1/incidents/{name}/entries/note", json={"text": "x"})
    return door


def heard(room, headers, after, many, then=lambda: None):
    """Listen with a key from a place on: give what comes first, and whether it ended after something else happened."""
    lines = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": "/v1/events", "query_string": b"", "headers": lines}
    request = Request({**scope, "session": {}, "client": ("1.1.1.1", 1)})

    async def listen():
        stream = events._stream(Front(room, Running()), request, after, "zh")
        found = [await anext(stream) for _ in range(many)]
        then()
        return found, await anext(stream, None)

    found, more = in_a_loop(listen)
    return [(int(each.id), json.loads(each.data)["incident"]) for each in found], more


@pytest.mark.parametrize("after", range(4))
def test_it_goes_on_from_where_its_reader_left_off(room, logs, after):
    whole = [(1, "mine"), (2, "other"), (3, "mine"), (4, "other")]
    gone = lambda: room.store.revoke_token("reader", by="t", now=room.clock())  # noqa: E731
    found = heard(room, key_of(room, "read", name="reader"), after, 4 - after, gone)
    assert found == (whole[after:], None)


@pytest.mark.parametrize("at_once", [1, 2, 500])
def test_it_tells_of_what_is_seen_alone_however_much_lies_between(room, logs, monkeypatch, at_once):
    monkeypatch.setattr(events, "_AT_ONCE", at_once)
    gone = lambda: room.store.revoke_token("local", by="t", now=room.clock())  # noqa: E731
    headers = key_of(room, "read", name="local", regions=("1411",))
    assert heard(room, headers, 0, 2, gone) == ([(1, "mine"), (3, "mine")], None)


def test_it_ends_when_the_key_does(room, logs):
    headers = key_of(room, "read", name="short")
    assert heard(room, headers, 0, 4, lambda: room.clock.go(days=31))[1] is None


def test_no_ring_between_two_looks_is_missed(room):
    """What rings after somebody looked and before it waits wakes it at once."""
    front = Front(room, Running())

    async def wait():
        front.bell.condition = anyio.Condition()
        heard_ = front.bell.rung
        await front.bell.ring()
        with anyio.fail_after(1):
            await front.bell.wait(heard_)

    in_a_loop(wait)


@pytest.mark.parametrize("given", ["x", "-1", "1.0", "1" * 16, "١"])
def test_a_place_that_is_none_is_refused(logs, given):
    told = logs.get("/v1/events", headers={"Last-Event-ID": given.encode()})
    assert (told.status_code, told.json()["code"]) == (400, "E951")


def test_whoever_may_not_read_hears_nothing(room, door):
    told = door.get("/v1/events", headers=key_of(room, "plans", name="plans"))
    assert (told.status_code, told.json()["code"]) == (403, "E930")
