"""Whoever is responsible for regions sees and enters in the incidents of these alone, and learns of no others."""

import json
import re

import pytest
from duty import OPENING, PASSWORD, at_the_door, key_of, opened
from forms import come, csrf_of, hidden

from respond.desk import Desk
from respond.errors import InputError
from respond.room import BY_ID, asked
from respond.store import Draft

MINE, OTHER = "141122", "140105"


@pytest.fixture
def local(room, door):
    """The header of a key that sees Lüliang alone; two incidents are there, and two items."""
    door.headers.update(key_of(room, "plans", "read", "enter", "decide", "override", name="all"))
    opened(door, "mine", region=MINE), opened(door, "secret-place", region=OTHER)
    return key_of(room, "plans", "read", "enter", "decide", "override", name="local", regions=("1411",))


ASKED = [
    "/v1/incidents",
    "/v1/incidents?ended=true",
    "/v1/due",
    "/v1/handover",
    "/v1/supervision",
    "/v1/supervision?cleared=true",
    "/v1/proposals",
    "/v1/proposals?state=all",
    "/v1/proposals?incident=secret-place",
    "/v1/settings",
    "/v1/me",
    "/v1/circular?period=2026-11",
]


@pytest.mark.parametrize("address", ASKED)
def test_nothing_tells_of_incidents_elsewhere(door, local, address):
    whole = door.get(address)
    seen = door.get(address, headers=local)
    assert seen.status_code == 200
    assert "secret-place" not in seen.text
    if "secret-place" in whole.text:
        assert len(seen.content) < len(whole.content)


def test_what_is_counted_counts_what_is_seen(door, local):
    assert len(door.get("/v1/incidents").json()["incidents"]) == 2
    assert [each["incident"] for each in door.get("/v1/incidents", headers=local).json()["incidents"]] == [
        "mine"
    ]


def test_an_incident_elsewhere_is_as_if_it_were_not_there(room, door, local):
    """Every operation on one incident answers as for one that nobody ever opened, in the same words."""
    for operation in BY_ID.values():
        if "{incident}" not in operation.path:
            continue
        body = b"{}" if operation.takes else b""
        there = operation.path.replace("{incident}", "secret-place")
        never = operation.path.replace("{incident}", "never-opened")
        found = door.request(operation.method, there, content=body, headers=local)
        wanted = door.request(operation.method, never, content=body, headers=local)
        assert found.status_code == wanted.status_code, operation.id
        assert found.text.replace("secret-place", "never-opened") == wanted.text, operation.id


NOTES = {
    "note": {"text": "x"}, "link": {"to": "mine"}, "start": {"level": "II", "by": "headquarters"},
    "update": {"facts": {"deaths": "3"}}, "ack": {"duty": "report-i-iii", "by": "x"}, "merge": {"to": "mine"},
}  # fmt: skip


@pytest.mark.parametrize("kind", NOTES)
def test_nothing_is_entered_elsewhere(room, door, local, kind):
    before = room.store.rows("secret-place")
    told = door.post(f"/v1/incidents/secret-place/entries/{kind}", json=NOTES[kind], headers=local)
    assert (told.status_code, told.json()["code"]) == (404, "E845")
    assert room.store.rows("secret-place") == before


@pytest.mark.parametrize("kind", ["link", "merge"])
def test_nothing_is_linked_to_what_is_elsewhere(room, door, local, kind):
    found = [
        door.post(f"/v1/incidents/mine/entries/{kind}", json={"to": name}, headers=local).text.replace(
            name, ""
        )
        for name in ("secret-place", "never-opened")
    ]
    assert found[0] == found[1]
    assert len(room.store.rows("mine")) == 1


def test_a_mistyped_name_suggests_nothing_that_is_elsewhere(door, local):
    assert "secret-place" in door.get("/v1/incidents/secret-plac").text
    assert door.get("/v1/incidents/secret-plac", headers=local).json()["faults"][0]["suggestion"] is None


@pytest.mark.parametrize("region", [OTHER, None, "14"])
def test_nothing_is_opened_elsewhere(door, local, region):
    sent = {**OPENING, "id": "new", "region": region}
    if region is None:
        del sent["region"]
    told = door.post("/v1/incidents", json=sent, headers=local)
    assert (told.status_code, told.json()["code"]) == (403, "E935")
    assert door.post("/v1/incidents", json={**sent, "region": "1411"}, headers=local).status_code == 201


# Items under supervision.

ITEM = {
    "id": "bus", "profile": "supervision-13710", "title": "校车整治", "source": "常务会议", "board": "daily",
    "roles": {"undertaker": ["县教育局"]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("region", "told"), [(MINE, 201), ("1411", 201), (OTHER, 403), ("14", 403), (None, 403)]
)
def test_items_are_set_up_in_ones_own_regions(room, door, local, region, told):
    before = room.store.last_place()
    made = door.post("/v1/supervision", json={**ITEM, "region": region}, headers=local)
    assert made.status_code == told, made.text
    if told == 201:
        assert made.json()["incident"] == f"bus@{region}"
        assert door.get(f"/v1/supervision/bus@{region}", headers=local).status_code == 200
        assert [one["incident"] for one in door.get("/v1/supervision", headers=local).json()["items"]] == [
            f"bus@{region}"
        ]
    else:
        assert (made.json()["code"], room.store.last_place()) == ("E935", before)


def test_an_item_of_a_duty_is_in_the_region_of_its_incident(room, door, local):
    sent = {**ITEM, "of_duty": "report-i-iii", "title": None, "source": None}
    made = door.post("/v1/supervision", json={**sent, "of_incident": "mine"}, headers=local)
    assert (made.status_code, made.json().get("incident")) == (201, f"bus@{MINE}"), made.text
    assert f"bus@{MINE}" in room.store.rows("mine")[-1].body  # each log names the other
    for of in ("secret-place", "never-opened"):
        told = door.post("/v1/supervision", json={**sent, "of_incident": of}, headers=local)
        assert (told.status_code, told.json()["code"]) == (404, "E845")
    elsewhere = {**sent, "of_incident": "mine", "region": OTHER, "id": "y"}
    assert door.post("/v1/supervision", json=elsewhere, headers=local).json()["code"] == "E935"


def test_an_item_of_a_duty_elsewhere_is_seen_by_whoever_sees_the_item(room, door, local):
    sent = {
        **ITEM,
        "of_duty": "report-i-iii",
        "of_incident": "secret-place",
        "region": MINE,
        "title": None,
        "source": None,
    }
    made = door.post("/v1/supervision", json=sent)
    assert made.status_code == 201, made.text
    name = made.json()["incident"]
    for address in (
        "/v1/supervision",
        f"/v1/supervision/{name}",
        "/v1/circular?period=2026",
        f"/v1/incidents/{name}/log",
    ):
        shown = door.get(address, headers=local)
        assert shown.status_code == 200, (address, shown.text)
        assert "secret-place" not in shown.text
    assert door.get(f"/v1/supervision/{name}", headers=local).json()["of"]["incident"] == "***"
    assert door.get(f"/v1/supervision/{name}").json()["of"]["incident"] == "secret-place"


def test_the_page_sets_an_item_up_in_ones_own_region(room, door):
    room.entrance.make_account("county", "x", ("officer",), ("1411",), PASSWORD, by="test", now=room.clock())
    page = come(door, "county").get("/supervision/new?profile=supervision-13710").text
    assert '<option value="jincheng/supervision-13710" selected>' in page
    assert re.search('name="region"[^>]+value="1411"[^>]+required', page)
    sent = {"csrf": csrf_of(page), "key": hidden(page, "key"), "profile": "supervision-13710", "id": "bus",
            "title": "校车", "source": "会", "board": "daily", "role-undertaker": "县教育局"}  # fmt: skip
    told = door.post("/supervision/new", data={**sent, "region": OTHER}, follow_redirects=False)
    assert told.status_code == 403
    assert "填写您负责范围内的行政区划代码" in told.text
    made = [
        door.post("/supervision/new", data={**sent, "region": MINE}, follow_redirects=False).headers[
            "location"
        ]
        for _ in range(2)
    ]  # sent twice by mistake
    assert made == [f"/supervision/bus%40{MINE}"] * 2
    assert "校车" in door.get(made[0]).text


# Names that are taken by what is not seen.


def opened_as(door, headers, name, **more):
    """Open under a name, and give the status with the name it got, or what was wrong."""
    told = door.post("/v1/incidents", json={**OPENING, "id": name, **more}, headers=headers)
    return told.status_code, told.headers.get("location") or told.json()["code"]


def test_a_name_that_is_taken_elsewhere_is_as_good_as_any(door, local):
    for name in ("secret-place", "never-opened"):
        assert opened_as(door, local, name, region=MINE) == (201, f"/v1/incidents/{name}%40{MINE}")
        assert opened_as(door, local, name, region=MINE) == (409, "E844")  # of their own, which they see
        assert door.get(f"/v1/incidents/{name}%40{MINE}", headers=local).status_code == 200


@pytest.mark.parametrize("more", [{"region": OTHER}, {}, {"region": MINE, "occurred": None}, {"kept": {}}])
def test_no_refusal_tells_whether_a_name_is_taken(door, local, more):
    sent = {"region": OTHER, **more} if more else {"region": None}
    found = {opened_as(door, local, name, **sent) for name in ("secret-place", "never-opened")}
    assert len(found) == 1
    assert found.pop()[0] in {403, 422}


def test_a_name_of_a_region_is_for_incidents_of_it(door, local):
    """Else whoever opens there could come upon a name that is taken by what is not seen."""
    assert opened_as(door, None, f"x@{MINE}", region=OTHER) == (422, "E858")
    assert opened_as(door, None, f"x@{MINE}", region=MINE)[0] == 201
    assert opened_as(door, local, "x", region=MINE) == (409, "E844")
    assert opened_as(door, local, f"y@{MINE}", region=MINE) == (201, f"/v1/incidents/y%40{MINE}")


def test_a_name_that_an_older_store_gave_elsewhere_bars_nobody(room, door, local):
    taken = {f"{name}@{MINE}": OTHER for name in ("old", "old-2")}  # as was let in before ids told regions
    for name, region in taken.items():
        drafts = [Draft("opened", room.clock(), {**OPENING, "id": name, "region": region})]
        Desk(room.store, room.library, by="x").enter(name, drafts, room.clock(), new=True)
    for wanted in ("old", f"old@{MINE}"):
        told = opened_as(door, local, wanted, region=MINE)
        assert told == ((201, f"/v1/incidents/old-3%40{MINE}") if wanted == "old" else (409, "E844"))
    note = {"text": "x"}
    for name in taken:  # they go on, for whoever sees them
        assert door.post(f"/v1/incidents/{name}/entries/note", json=note).status_code == 201
        assert door.post(f"/v1/incidents/{name}/entries/note", json=note, headers=local).status_code == 404


def test_an_exported_incident_keeps_its_name_and_tells_of_no_other(door, local):
    assert opened_as(door, local, "z", region=MINE)[0] == 201
    found = []
    for name in ("mine", f"z%40{MINE}"):
        text = door.get(f"/v1/incidents/{name}/export", headers=local).text
        found.append(door.post("/v1/incidents", content=text.encode(), headers=local).json()["code"])
    assert found == ["E858", "E844"]  # the second is seen


def test_the_page_of_a_new_incident_proposes_no_name_that_counts_what_is_elsewhere(room, door):
    room.entrance.make_account("county", "x", ("officer",), ("1411",), PASSWORD, by="test", now=room.clock())
    first = hidden_name(come(door, "county").get("/new?plan=vaccine-quality").text)
    Desk(room.store, room.library, by="x").open({**OPENING, "id": first, "region": OTHER}, now=room.clock())
    assert hidden_name(door.get("/new?plan=vaccine-quality").text) == first
    csrf = csrf_of(page := door.get(f"/new?plan=vaccine-quality&region={MINE}").text)
    sent = {"csrf": csrf, "plan": "vaccine-quality", "id": first, "region": MINE, "title": "x", "do": "open"}
    made = door.post("/new", data={**sent, "once": hidden(page, "once")}, follow_redirects=False)
    assert made.headers["location"].startswith(f"/incidents/{first}%40{MINE}?")
    assert hidden_name(door.get("/new?plan=vaccine-quality").text) != first  # its own count


def hidden_name(page):
    return re.search('id="id" name="id" required value="([^"]+)"', page)[1]


def test_proposals_elsewhere_are_not_there(room, door, local):
    room.store.keep_setting("two-persons", "yes", by="t", now=room.clock())
    sent = {"level": "IV", "by": "headquarters", "reason": "x"}
    assert door.post("/v1/incidents/secret-place/entries/start", json=sent).status_code == 202
    for what in ("confirm", "refuse"):
        told = door.post(f"/v1/proposals/1/{what}", headers=local)
        assert (told.status_code, told.json()["code"]) == (404, "E942")
    assert door.get("/v1/proposals", headers=local).json()["proposals"] == []
    assert len(door.get("/v1/proposals").json()["proposals"]) == 1


LINKED = (
    "", "/log", "/entries", "/export", "/duties", "/questions", "/facts", "/levels", "/due", "/reports", "/sheet?format=md",
)  # fmt: skip


@pytest.mark.parametrize("kind", ["link", "merge"])
def test_a_link_tells_no_name_of_what_is_elsewhere(room, door, local, kind):
    sent = {"to": "secret-place", "reason": "同一批，见 secret-place"}
    assert door.post(f"/v1/incidents/mine/entries/{kind}", json=sent).status_code == 201
    assert "secret-place" in door.get("/v1/incidents/mine/log").text
    for part in LINKED:
        told = door.get(f"/v1/incidents/mine{part}", headers=local)
        assert told.status_code == 200, part
        assert "secret-place" not in told.text, part
    for address in ("/v1/incidents?ended=true", "/v1/handover"):
        assert "secret-place" not in door.get(address, headers=local).text
    assert "***" in door.get("/v1/incidents/mine/log", headers=local).text
    assert "secret-place" in door.get("/v1/incidents/mine/log").text  # whoever sees all goes on seeing it
    if kind == "merge":
        told = door.post("/v1/incidents/mine/entries/event", json={"name": "occurred"}, headers=local)
        assert told.json()["code"] == "E853"
        assert "secret-place" not in told.text


def test_what_a_merger_costs_tells_nothing_of_what_is_elsewhere(room, door, local):
    """Neither in the log of either incident, nor where the other is told of it."""
    graver = {"quality_suspected": True, "deaths": "9"}
    opened(door, "secret-part", region=OTHER, facts=graver), opened(door, "seen", region=MINE)
    assert door.post("/v1/incidents/secret-part/entries/merge", json={"to": "seen"}).status_code == 201
    assert door.post("/v1/incidents/mine/entries/merge", json={"to": "secret-place"}).status_code == 201
    for name in ("seen", "mine"):
        for part in LINKED:
            told = door.get(f"/v1/incidents/{name}{part}", headers=local)
            assert (told.status_code, "secret-" in told.text) == (200, False), part
    listed = door.get("/v1/incidents", headers=local).json()
    (seen,) = [each for each in listed["incidents"] if each["incident"] == "seen"]
    assert [(each["incident"], each["concerns"]) for each in seen["taken_in"]] == [("***", [])]
    whole = next(each for each in door.get("/v1/incidents").json()["incidents"] if each["incident"] == "seen")
    assert [(each["incident"], len(each["concerns"])) for each in whole["taken_in"]] == [("secret-part", 1)]


def test_papers_of_what_was_merged_tell_nothing_of_what_is_elsewhere(door, local):
    """Who does not see the other hears that it goes on, and of the other way round that a number was not checked."""
    assert door.post("/v1/incidents/mine/entries/merge", json={"to": "secret-place"}).status_code == 201
    opened(door, "seen", region=MINE), opened(door, "secret-part", region=OTHER)
    assert door.post("/v1/incidents/secret-part/entries/merge", json={"to": "seen"}).status_code == 201
    for name, said in (("mine", "并入***，"), ("seen", "在此读不到：其已报的数没有核对")):
        address = f"/v1/incidents/{name}/reports/initial?format=md&lang=zh"
        told = door.get(address, headers=local).text.replace("\\", "")
        assert said in told
        assert "secret" not in told
        assert "secret" in door.get(address).text or name == "seen"


def test_a_proposal_to_merge_tells_no_name_of_what_is_elsewhere(room, door, local):
    room.store.keep_setting("two-persons", "yes", by="t", now=room.clock())
    sent = {"to": "secret-place", "reason": "见 secret-place"}
    assert door.post("/v1/incidents/mine/entries/merge", json=sent).status_code == 202
    told = door.get("/v1/proposals", headers=local)
    assert len(told.json()["proposals"]) == 1
    assert "secret-place" not in told.text
    confirmed = door.post("/v1/proposals/1/confirm", headers=local)
    assert (confirmed.status_code, "secret-place" in confirmed.text) == (404, False)
    assert "secret-place" in door.get("/v1/proposals").text


@pytest.mark.parametrize("region", ["山西", "1", "999999", "141", "14112", "1411２2", "", "141122000000000"])
def test_a_region_is_a_division_code(door, local, region):
    told = door.post("/v1/incidents", json={**OPENING, "id": "new", "region": region})
    assert (told.status_code, told.json()["code"]) == (422, "E738")


def test_whoever_sits_at_the_machine_sees_all(room, door, local):
    status, text = asked(room, room.entrance.named("all", room.clock()), "GET", "/v1/incidents")
    assert (status, len(json.loads(text)["incidents"])) == (200, 2)


def test_regions_are_codes(room):
    for wrong in ("山西", "99", "160000"):
        with pytest.raises(InputError) as raised:
            key_of(room, "plans", name="x", regions=(wrong,))
        assert raised.value.faults[0].code == "E944"


# What is refused elsewhere is noted.


def noted(room, after):
    rows = room.store.audited()
    return [(row.who, row.what, row.about) for row in reversed(rows[: len(rows) - after])]


def test_every_operation_on_an_incident_elsewhere_is_noted_as_refused(room, door, local):
    for operation in BY_ID.values():
        if "{incident}" not in operation.path:
            continue
        there = operation.path.replace("{incident}", "secret-place")
        before = len(room.store.audited())
        body = json.dumps(SENT.get(operation.id, {})).encode() if operation.takes else b""
        told = door.request(operation.method, there, content=body, headers=local)
        if told.status_code in {400, 422}:  # what was sent is none: it never came to the incident
            continue
        assert ("local", "refused", f"{operation.id} secret-place") in noted(room, before), operation.id


def test_a_page_of_an_incident_elsewhere_is_noted_as_refused(room):
    room.entrance.make_account("local", "x", ("officer",), ("1411",), PASSWORD, by="test", now=room.clock())
    with at_the_door(room) as door:
        door.post(
            "/v1/incidents",
            json={**OPENING, "id": "secret-place", "region": OTHER},
            headers=key_of(room, "enter"),
        )
        come(door, "local")
        before = len(room.store.audited())
        assert door.get("/incidents/secret-place/log").status_code == 404
        assert noted(room, before) == [("local", "refused", "showIncident secret-place")]


SENT = {f"enter{kind.capitalize()}": sent for kind, sent in NOTES.items()}


def test_what_was_never_opened_is_no_refusal(room, door, local):
    before = len(room.store.audited())
    assert door.get("/v1/incidents/never-opened", headers=local).status_code == 404
    assert noted(room, before) == []


def test_links_openings_and_proposals_elsewhere_are_noted(room, door, local):
    room.store.keep_setting("two-persons", "yes", by="t", now=room.clock())
    door.post("/v1/incidents/secret-place/entries/close", json={"by": "headquarters", "reason": "x"})
    before = len(room.store.audited())
    door.post("/v1/incidents/mine/entries/link", json={"to": "secret-place"}, headers=local)
    door.post("/v1/incidents", json={**OPENING, "id": "new", "region": OTHER}, headers=local)
    door.post("/v1/proposals/1/confirm", headers=local)
    assert noted(room, before) == [
        ("local", "refused", "enterLink secret-place"),
        ("local", "refused", f"openIncident new {OTHER}"),
        ("local", "refused", "confirmProposal 1 secret-place"),
    ]
    assert json.loads(room.store.audited(most=1)[0].detail) == {"regions": ["1411"]}


# An incident is moved from one region to another.


def describe(door, said, name="mine", **asked):
    return door.post(f"/v1/incidents/{name}/entries/describe", json=said, **asked)


def seen(door, local):
    return [each["incident"] for each in door.get("/v1/incidents", headers=local).json()["incidents"]]


def test_an_incident_without_a_region_is_seen_where_it_is_once_that_is_entered(door, local):
    opened(door, "nowhere", region=None)
    assert seen(door, local) == ["mine"]
    assert describe(door, {"region": "141123", "where": "城关镇"}, "nowhere").status_code == 201
    assert sorted(seen(door, local)) == ["mine", "nowhere"]
    assert door.get("/v1/incidents/nowhere", headers=local).json()["where"]["zh"] == "城关镇"


def test_nobody_moves_an_incident_out_of_his_own_sight(room, door, local):
    officer = key_of(room, "plans", "read", "enter", "decide", "override", name="town", regions=(MINE,))
    right = {"entry": "incident.region", "by": "headquarters", "reason": "听错", "value": OTHER}
    told = door.post("/v1/incidents/mine/entries/correct", json=right, headers=local)
    assert (told.status_code, told.json()["code"]) == (403, "E935")
    gone = {**right, "value": None, "withdrawn": True}
    assert (
        door.post("/v1/incidents/mine/entries/correct", json=gone, headers=officer).json()["code"] == "E935"
    )
    assert describe(door, {"region": OTHER}, headers=local).json()["code"] == "E739"
    assert len(room.store.rows("mine")) == 1


def test_it_is_moved_by_whoever_may_decide_against_the_plan_or_by_two(room, door, local):
    right = {"entry": "incident.region", "by": "headquarters", "reason": "听错", "value": "141123"}
    officer = key_of(room, "plans", "read", "enter", "decide", name="wang")
    told = door.post("/v1/incidents/mine/entries/correct", json=right, headers=officer)
    assert (told.status_code, told.json()["code"]) == (403, "E933")
    town = key_of(room, "plans", "read", name="town", regions=(MINE,))
    assert seen(door, town) == ["mine"]
    admin = key_of(room, "administer", "roster", name="admin")
    assert door.patch("/v1/settings", json={"two_persons": True}, headers=admin).status_code == 200
    proposed = door.post("/v1/incidents/mine/entries/correct", json=right, headers=officer)
    assert proposed.status_code == 202
    assert seen(door, town) == ["mine"]
    number = proposed.json()["number"]
    second = key_of(room, "plans", "read", "enter", "decide", name="li")
    told = door.post(f"/v1/proposals/{number}/confirm", headers=second)
    assert (told.status_code, told.json()["code"]) == (403, "E933"), (
        "one of the two may decide against the plan"
    )
    leader = key_of(room, "plans", "read", "enter", "decide", "override", name="zhao")
    alone = door.post("/v1/incidents/mine/entries/correct", json=right, headers=leader)
    assert alone.status_code == 202, "nor is one who may enough, where two decide"
    assert door.post(f"/v1/proposals/{number}/confirm", headers=local).status_code == 201
    assert (seen(door, town), seen(door, local)) == ([], ["mine"])
    assert door.get("/v1/incidents/mine", headers=town).json()["code"] == "E845"


def test_nobody_opens_an_incident_that_moves_out_of_his_sight(door, local):
    steps = [{"at": "2026-11-21T09:20+08:00", "corrects": [{"entry": "incident.region", "value": OTHER}]}]
    told = door.post("/v1/incidents", json={**OPENING, "id": "gone", "then": steps}, headers=local)
    assert (told.status_code, told.json()["code"]) == (403, "E935")
