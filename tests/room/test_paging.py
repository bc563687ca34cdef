"""Lists a page at a time: every list that can grow, one shape, and what comes in meanwhile moves nothing."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from duty import NOW, OPENING, PASSWORD, QUICK, at_the_door, key_of, new_room
from playing import SCENARIO, keys, practice

from respond.room import BY_ID, OPERATIONS, PERMISSIONS
from respond.store import Account, stamp

__all__ = ["practice"]
BY = "headquarters"
ITEM = {
    "profile": "supervision-13710", "title": "整改", "source": "批示", "roles": {"undertaker": ["市教育局"]},
    "since": "2026-11-20T09:00:00+08:00",
}  # fmt: skip
LISTS = {
    "listIncidents": ("/v1/incidents", "incidents", "incident"),
    "showLog": ("/v1/incidents/one/log", "entries", "number"),
    "listEntries": ("/v1/incidents/one/entries", "entries", "number"),
    "listItems": ("/v1/supervision", "items", "incident"),
    "listAccounts": ("/v1/accounts", "accounts", "name"),
    "listTokens": ("/v1/tokens", "tokens", "name"),
    "listProposals": ("/v1/proposals", "proposals", "number"),
    "listDue": ("/v1/due", "owed", "incident"),
    "showHandover": ("/v1/handover", "incidents", "incident"),
    "listAudit": ("/v1/audit", "rows", "seq"),
}
"""The lists of a room for real work; that of the plays is in a room for exercises."""
FIXED = {
    "listMissing", "listPlans", "listQuestions", "listReports", "listScenarios", "listSubscriptions",
    "listTargets",
}  # fmt: skip
"""Lists as long as the plans or somebody's settings make them."""


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    """A room with five of everything."""
    place = tmp_path_factory.mktemp("paging")
    room = new_room(place / "store.db", place / "store.key")
    with at_the_door(room) as door:
        door.headers.update(key_of(room, *PERMISSIONS, name="值班 室"))
        for number, name in enumerate(("one", "两起/事件", "three", "four", "five")):
            assert door.post("/v1/incidents", json={**OPENING, "id": name}).status_code == 201
            assert door.post("/v1/supervision", json={**ITEM, "id": f"item {number}"}).status_code == 201
            assert door.post("/v1/incidents/one/entries/note", json={"text": f"{number}"}).status_code == 201
            key_of(room, "read", name=f"key-{number}")
        door.patch("/v1/settings", json={"two_persons": True})
        for name in ("one", "two", "three", "four", "five"):
            sent = {"level": "IV", "by": BY, "reason": name}
            assert door.post("/v1/incidents/one/entries/start", json=sent).status_code == 202
        door.room = room
        yield door
    room.store.close()


def followed(door, path, field, size, between=lambda: None):
    """Follow the pages of a list by the header, and hold that the body leads to the same place."""
    found, where = [], f"{path}?limit={size}"
    while where:
        answer = door.get(where)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert 0 < len(page[field]) <= size
        found += page[field]
        link = answer.links.get("next")
        assert (link is None) == (page["next"] is None)
        where = link and link["url"]
        if where:
            assert where.endswith(f"cursor={quote(page['next'], safe='').replace('%20', '+')}")
            assert len(page[field]) == size
            between()
    return found


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("size", [1, 2])
def test_the_pages_of_a_list_are_the_list(door, name, size):
    path, field, _ = LISTS[name]
    whole = door.get(f"{path}?limit=500").json()
    assert whole["next"] is None
    assert "link" not in door.get(path).headers
    if name == "listAudit":
        whole[field], size = whole[field][:], 10 * size
    assert followed(door, path, field, size) == whole[field]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "sent", ["limit=0", "limit=501", "limit=-1", "limit=x", "cursor=%00none", "cursor=nobody"]
)
def test_what_is_no_page_is_refused(door, name, sent):
    told = door.get(f"{LISTS[name][0]}?{sent}")
    assert (told.status_code, told.json()["code"]) == (400, "E951")


def test_what_comes_into_a_list_meanwhile_moves_nothing(door):
    made = iter(range(100, 200))

    def more():
        name = next(made)
        account = Account(f"a{name}", f"a{name}", ("viewer",), (), QUICK.hash(PASSWORD), stamp(NOW))
        door.room.store.keep_account(account, by="test", now=NOW)  # by its name before most others
        assert door.post("/v1/incidents/four/entries/note", json={"text": "来电"}).status_code == 201

    for name in ("listAccounts", "listAudit", "listIncidents"):
        path, field, key = LISTS[name]
        before = [each[key] for each in door.get(f"{path}?limit=500").json()[field]]
        found = [each[key] for each in followed(door, path, field, 4, more)]
        assert len(found) == len(set(found))
        assert [each for each in found if each in before] == before


def test_a_proposal_that_is_settled_between_two_pages_hides_no_other(door):
    path, field, key = LISTS["listProposals"]
    numbers = [each[key] for each in door.get(path).json()[field]]

    def settle():
        open_ = [each[key] for each in door.get(path).json()[field]]
        if numbers[1] in open_:
            assert door.post(f"/v1/proposals/{numbers[1]}/refuse").status_code == 200

    assert [each[key] for each in followed(door, path, field, 2, settle)] == numbers


def test_every_page_of_what_is_due_counts_the_whole(door):
    name = "fire"
    door.post("/v1/incidents", json={**OPENING, "id": name, "mode": "exercise"})
    late = (NOW + timedelta(hours=1)).isoformat()  # of exercises nothing leads: the last page is of one
    whole = door.get("/v1/due", params={"limit": 500, "now": late}).json()
    assert whole["presses"]
    assert whole["owed"][-1]["obligation"]["state"] != "overdue"
    where, pages = f"/v1/due?limit=2&now={quote(late)}", []
    while where:
        answer = door.get(where)
        pages.append(answer.json())
        where = answer.links.get("next", {}).get("url")
    assert len(pages) > 2
    kept = [each for each in whole if each not in {"owed", "next"}]
    assert all({name: page[name] for name in kept} == {name: whole[name] for name in kept} for page in pages)


def test_the_plays_come_a_page_at_a_time_too(practice):
    with at_the_door(practice) as door:
        door.headers.update(keys(practice)["director"])
        for name in "abc":
            sent = {"play": name, "team": {"zh": "一队", "en": "one"}, "scenario": SCENARIO}
            assert door.post("/v1/plays", json=sent).status_code == 201
        assert [each["id"] for each in followed(door, "/v1/plays", "plays", 2)] == ["a", "b", "c"]


def test_every_list_that_can_grow_has_pages():
    paged = {each.id for each in OPERATIONS if each.paged}
    assert paged == {*LISTS, "listPlays"}
    lists = {each.id for each in OPERATIONS if each.id.startswith("list")}
    assert lists - paged - FIXED == set()
    assert all(BY_ID[name].pages is not None for name in paged - {"listEntries", "listAudit"})
