"""Whose desk the room is: set once, and told alike on the pages, over HTTP, by the commands and in reminders."""

import re

import pytest
from duty import NOW, OPENING, key_of
from forms import come, fill

from pages import text_of
from respond.desk import Desk, handover, overview, replay, status
from respond.store import Store

SHIFT = {"since": NOW, "ahead": NOW - NOW}


@pytest.fixture
def desk(room):
    made = Desk(room.store, room.library, by="值班室")
    made.open({**OPENING, "id": "one"}, now=NOW)
    return made


@pytest.fixture
def admin(room):
    return key_of(room, "plans", "read", "roster", "administer", name="admin")


def set_to(door, header, **sent):
    return door.patch("/v1/settings", json=sent, headers=header)


def ours(situation):
    return {each.duty for each in situation.obligations if each.ours}


def told(store, library):
    """Give what is ours by every way to ask."""
    listed = overview(store, library, now=NOW).incidents[0].situation
    handed = handover(store, library, now=NOW, **SHIFT).incidents[0].situation
    asked = status(store, library, "one", now=NOW)
    back = replay(store, library, "one", at=NOW)
    late = replay(store, library, "one", at=NOW, known=NOW)
    return [ours(each) for each in (listed, handed, asked, back, late)]


@pytest.mark.parametrize("named", ["health-bureau", "县卫生健康局"])
def test_all_answers_are_given_from_the_desk_the_room_is_set_to(room, door, desk, admin, named):
    store, library = room.store, room.library
    other = Store(store.place, readonly=True)  # another process
    usual = ours(status(store, library, "one", now=NOW))
    theirs = ours(status(store, library, "one", now=NOW, unit="health-bureau"))
    assert theirs != usual
    assert [*told(store, library), *told(other, library)] == [usual] * 10
    assert set_to(door, admin, seat=named).json()["seat"] == named
    assert [*told(store, library), *told(other, library)] == [theirs] * 10
    assert ours(desk.note("one", "来电", now=NOW).situation) == theirs
    assert ours(desk.open({**OPENING, "id": "two"}, now=NOW).situation) == theirs
    assert set_to(door, admin, seat="").json()["seat"] is None
    assert {*map(frozenset, told(store, library)[2:])} == {frozenset(usual)}
    other.close()


def test_where_the_unit_is_the_seat_of_the_plan_all_is_as_it_was(room, door, desk, admin):
    usual = ours(status(room.store, room.library, "one", now=NOW))
    for named in ("headquarters", "县应急指挥部（县指挥部）"):
        assert set_to(door, admin, seat=named).status_code == 200
        assert ours(status(room.store, room.library, "one", now=NOW)) == usual


def test_a_plan_without_the_unit_is_answered_from_its_own_seat(room, door, admin):
    fire = {**OPENING, "id": "fire", "plans": ["debt-risk"], "facts": {}}
    Desk(room.store, room.library, by="x").open(fire, now=NOW)
    usual = ours(status(room.store, room.library, "fire", now=NOW))
    assert set_to(door, admin, seat="education-sports").status_code == 200
    assert ours(status(room.store, room.library, "fire", now=NOW)) == usual


def test_what_is_no_unit_of_any_plan_is_refused_and_who_may_not_sets_nothing(room, door, admin):
    told = set_to(door, admin, seat="县卫健体局")
    assert (told.status_code, told.json()["code"]) == (422, "E722")
    keeper = key_of(room, "plans", "read", "roster", name="keeper")
    assert set_to(door, keeper, seat="health-bureau").status_code == 403
    assert room.store.seat is None


def test_the_seat_is_set_on_the_page_of_the_room_and_audited(room, door, desk):
    come(door, "administrator")
    page = door.get("/settings/room").text
    assert "本室席位" in text_of(page)
    fill(door, "/settings/room", seat="县卫生健康局")
    assert room.store.seat == "县卫生健康局"
    assert 'value="县卫生健康局" selected' in door.get("/settings/room").text
    row = next(each for each in room.store.audited() if each.about == "seat")
    assert "县卫生健康局" in row.detail
    come(door, "auditor")
    assert "修改设置 本室席位" in text_of(door.get("/audit").text)


@pytest.mark.parametrize(("lang", "ascii_first"), [("zh", False), ("en", True)])
def test_the_units_to_choose_the_seat_from_begin_with_those_in_the_language_of_the_reader(
    room, door, lang, ascii_first
):
    come(door, "administrator")
    page = door.get(f"/settings/room?lang={lang}").text
    listed = re.search(r'<select[^>]*name="seat".*?</select>', page, re.DOTALL)[0]
    names = re.findall(r"<option[^>]*>([^<]+)</option>", listed)[1:]
    assert names[0].isascii() is ascii_first
    kinds = [name.isascii() for name in names]
    assert kinds == sorted(kinds, reverse=ascii_first)
