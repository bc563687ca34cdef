"""What differs between two editions: worked out apart and once, while the room goes on answering."""

import json
import threading

import pytest
from duty import at_the_door, key_of
from forms import come

from respond.room import apart, asked, owner

FIRE = "/plans/national/forest-grassland-fire/diff"


@pytest.fixture
def slow(monkeypatch):
    """Have what is worked out apart wait until it is let go, and count how often it is begun."""
    import asyncio  # noqa: PLC0415

    going, began = threading.Event(), []

    async def work(self, asked):
        began.append(asked)
        while not going.is_set():
            await asyncio.sleep(0)
        return apart.Compared('{"a":1}', "<p>不同</p>", "<p>differs</p>")

    monkeypatch.setattr(apart.Apart, "_work", work)
    monkeypatch.setattr("respond.room.pages.plan_pages._WAITS", 0)
    return going, began


def test_while_editions_are_compared_the_page_says_so_and_the_room_answers(slow, room):
    going, began = slow
    with at_the_door(room) as door:
        come(door, "viewer")
        waiting = door.get(f"{FIRE}?from=2009&to=2026")
        assert (waiting.status_code, waiting.headers["refresh"]) == (200, "3")
        assert "正在比较" in waiting.text
        assert door.get("/wall").status_code == 200
        going.set()
        while "不同" not in (found := door.get(f"{FIRE}?from=2009&to=2026")).text:
            pass
        assert "refresh" not in found.headers
        assert "differs" in door.get(f"{FIRE}?from=2009&to=2026&lang=en").text
        assert door.get(f"/v1{FIRE}?from=2009&to=2026").json() == {"a": 1}
    assert len(began) == 1


@pytest.mark.parametrize(
    ("query", "status"), [("from=2009&to=2027", 404), ("from=2009", 400), ("from=2009&to=2026&on=x", 400)]
)
def test_what_cannot_be_compared_is_told_before_anything_is_begun(slow, door, query, status):
    come(door, "viewer")
    told = door.get(f"{FIRE}?{query}")
    assert told.status_code in {status, 422}
    assert slow[1] == []


def test_whoever_may_not_read_plans_begins_nothing(slow, room, door):
    assert door.get(f"/v1{FIRE}?from=2009&to=2026").status_code == 401
    assert door.get(f"/v1{FIRE}?from=2009&to=2026", headers=key_of(room, "read")).status_code == 403
    assert slow[1] == []


def test_in_a_process_of_its_own_the_answer_is_that_of_the_library(room, door):
    came = door.get("/v1/plans/example/severity/diff?from=1&to=1", headers=key_of(room, "plans"))
    edition = room.library.editions("example/severity")[-1].ref.edition
    query = f"/v1/plans/example/severity/diff?from={edition}&to={edition}"
    came = door.get(query, headers=key_of(room, "plans", name="again"))
    assert came.status_code == 200
    assert came.text == asked(room, owner("x"), "GET", query)[1]
    assert json.loads(came.text)["schema"] == "plan-diff/1"
