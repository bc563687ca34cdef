"""Decisions: two officers at once, two persons for what goes against the plan, and requests that are sent twice."""

import json
from functools import cache

import pytest
from duty import OPENING, at_the_door, key_of, opened

from respond.desk import Desk
from respond.errors import InputError
from respond.room import BY_ID, DutyRoom, Entrance, incident_log
from respond.room.duty_room import DutyRoom as Carrying
from respond.store import RoomStore, exported
from respond.yaml import Source

BY = "headquarters"
START = {"level": "II", "by": BY}
AGAINST = {"level": "IV", "by": BY, "reason": "不能等"}
END = {"by": BY, "reason": "平息"}


@pytest.fixture
def people(room, door):
    """Headers of an officer, another, a shift leader, and whoever sets the room."""
    officer = ("plans", "read", "enter", "decide")
    return {
        "wang": key_of(room, *officer, name="wang"), "li": key_of(room, *officer, name="li"),
        "leader": key_of(room, *officer, "override", "roster", name="leader"),
        "admin": key_of(room, "administer", "roster", name="admin"), "auditor": key_of(room, "audit", name="audits"),
    }  # fmt: skip


@pytest.fixture
def ask(room, door, people):
    opened_by = people["wang"]
    door.headers.update(opened_by)
    opened(door)
    door.headers.pop("authorization")

    def send(who, path, sent=None, method="POST", **headers):
        content = b"" if sent is None else sent if isinstance(sent, str) else json.dumps(sent)
        return door.request(method, path, content=content, headers={**people[who], **headers})

    return send


def enter(ask, who, kind, sent, **headers):
    return ask(who, f"/v1/incidents/one/entries/{kind}", sent, **headers)


def two_decide(ask, on=True):
    assert ask("admin", "/v1/settings", {"two_persons": on}, "PATCH").status_code == 200


# Two officers at once.


def test_a_decision_that_did_not_know_the_last_word_is_refused_with_what_came_between(ask):
    seen = ask("wang", "/v1/incidents/one", method="GET").headers["etag"]
    assert seen == '"1"'
    assert enter(ask, "li", "update", {"facts": {"deaths": "4"}}).status_code == 201
    told = enter(ask, "wang", "start", START, **{"If-Match": seen})
    assert (told.status_code, told.json()["code"]) == (412, "E843")
    assert "deaths" in told.json()["detail"]
    assert enter(ask, "wang", "start", START, **{"If-Match": '"2"'}).status_code == 201


def test_a_note_between_refuses_nothing(ask):
    enter(ask, "li", "note", {"text": "电话"})
    assert enter(ask, "wang", "start", START, **{"If-Match": '"1"'}).status_code == 201


@pytest.mark.parametrize("given", ['W/"1"', "1", '"x"', '"1", "2"', '""', '"-1"', '"1', '"١"'.encode()])
def test_what_is_no_etag_of_ours_is_refused(ask, given):
    told = enter(ask, "wang", "start", START, **{"If-Match": given})
    assert (told.status_code, told.json()["code"]) == (400, "E956")


def test_an_etag_of_an_entry_that_is_not_there_is_refused(ask):
    assert enter(ask, "wang", "start", START, **{"If-Match": '"7"'}).json()["code"] == "E855"


def test_if_match_counts_where_something_is_decided_and_is_not_ignored_elsewhere(ask):
    assert enter(ask, "wang", "start", START, **{"If-Match": "*"}).status_code == 201
    told = enter(ask, "wang", "note", {"text": "x"}, **{"If-Match": '"1"'})
    assert (told.status_code, told.json()["code"]) == (422, "E960")


def test_what_is_held_against_the_plan_is_held_against_the_log_it_is_entered_in(room, ask, monkeypatch):
    """Between looking and entering another process enters something: the decision does not slip through."""
    look = incident_log._against

    def interrupted(call, entering):
        found = look(call, entering)
        other = RoomStore(room.store.place)
        DutyRoom(other, room.library, room.clock, Entrance(other)).call(
            BY_ID["enterUpdate"], room.entrance.named("li", room.clock()), path={"incident": "one"}, query={},
            body=b'{"facts": {"deaths": "0"}}',
        )  # fmt: skip
        return found

    monkeypatch.setattr(incident_log, "_against", interrupted)
    assert enter(ask, "wang", "start", START).json()["code"] == "E843"


# Two persons.


def test_one_person_decides_with_the_plan_and_a_leader_against_it(room, ask):
    assert enter(ask, "wang", "declare", {"level": "II", "by": BY, "reason": "会商"}).status_code == 201
    told = enter(ask, "wang", "start", AGAINST)
    assert (told.status_code, told.json()["code"]) == (403, "E933")
    assert [(each.who, each.what, each.about) for each in room.store.audited(most=1)] == [
        ("wang", "refused", "start one")
    ]
    assert enter(ask, "leader", "start", AGAINST).status_code == 201


def test_where_two_decide_what_goes_against_the_plan_waits_for_another_who_may(room, ask):
    two_decide(ask)
    assert enter(ask, "wang", "start", AGAINST).json()["state"] == "open"
    waits = ask("wang", "/v1/proposals", method="GET").json()["proposals"]
    assert [(each["number"], each["by"], each["kind"]) for each in waits] == [(1, "wang", "start")]
    assert len(room.store.rows("one")) == 1
    told = ask("wang", "/v1/proposals/1/confirm")
    assert (told.status_code, told.json()["code"]) == (403, "E955")
    assert ask("li", "/v1/proposals/1/confirm").json()["code"] == "E933"
    assert ask("auditor", "/v1/proposals/1/confirm").json()["code"] == "E930"
    done = ask("leader", "/v1/proposals/1/confirm")
    assert done.status_code == 201
    assert room.store.rows("one")[-1].by == "wang、leader"
    assert ask("leader", "/v1/proposals/1/confirm").json()["code"] == "E936"
    assert ask("leader", "/v1/proposals/1/refuse").json()["code"] == "E936"
    state = ask("wang", "/v1/proposals?state=all", method="GET").json()["proposals"][0]
    assert (state["state"], state["decided_by"]) == ("confirmed", "leader")


def test_what_a_leader_proposed_an_officer_confirms_but_not_once_the_leader_may_no_more(room, ask):
    two_decide(ask)
    enter(ask, "leader", "start", AGAINST)
    enter(ask, "leader", "start", {**AGAINST, "level": "III"})
    assert ask("li", "/v1/proposals/1/confirm").status_code == 201
    room.store.revoke_token("leader", by="admin", now=room.clock())
    assert ask("li", "/v1/proposals/2/confirm").status_code in {403, 412}


def test_every_ending_needs_two_and_what_goes_with_the_plan_does_not(ask):
    two_decide(ask)
    assert enter(ask, "wang", "start", START).status_code == 201
    assert enter(ask, "wang", "terminate", END).status_code == 202
    assert ask("li", "/v1/proposals/1/confirm").status_code in {201, 403}


# Decisions in a first report.

LATER = "2026-11-21T09:20:00+08:00"
ENDS = {"then": [{"at": LATER, "events": {"closed": {"at": LATER, "by": BY}}, "note": {"zh": "误报"}}]}
STARTS = {"then": [{"at": LATER, "events": {"response_started": {"level": "II", "by": BY}}}]}
STARTS_ELSE = {
    "then": [{"at": LATER, "events": {"response_started": {"level": "IV", "by": BY}}, "note": {"zh": "x"}}]
}
AT_ONCE = {"events": {**OPENING["events"], "response_started": {"at": LATER, "level": "IV", "by": BY}}}
DECLARES = {"declared": [{"at": LATER, "by": BY, "level": "IV", "reason": {"zh": "x"}}]}
DECLARES_WITHIN = {"declared": [{"at": LATER, "by": BY, "level": "I", "reason": {"zh": "x"}}]}
UNDOES = {"then": [*STARTS["then"], {"at": LATER, "corrects": [
    {"entry": "response_started", "withdrawn": True, "corrected_by": BY, "reason": {"zh": "x"}}]}]}  # fmt: skip
OF_ANOTHER = {"then": [{"at": LATER, "events": {"closed@city-government": {"at": LATER}}}]}


def open_with(ask, who, more):
    told = ask(who, "/v1/incidents", {**OPENING, "id": "brought", **more})
    return told.status_code, told.json().get("code"), told.text


@pytest.mark.parametrize("more", [ENDS, STARTS_ELSE, AT_ONCE, DECLARES, UNDOES])
def test_a_first_report_is_no_way_around_the_second_person(room, ask, more):
    two_decide(ask)
    status, code, text = open_with(ask, "leader", more)
    assert (status, code) == (422, "E961"), text
    assert "respond " not in text  # no command is named
    assert not [each.id for each in room.store.incidents() if each.id == "brought"]
    source = Source("one.json", json.dumps({**OPENING, "id": "brought", **more}))
    with pytest.raises(InputError, match="E961"):
        Desk(room.store, room.library, by="x").open(source, now=room.clock())


@pytest.mark.parametrize("more", [{}, STARTS, DECLARES_WITHIN, OF_ANOTHER])
def test_what_one_may_decide_a_first_report_may_tell(room, ask, more):
    two_decide(ask)
    status, _, text = open_with(ask, "leader", more)
    assert status == 201, text


ITEM = {"plans": ["supervision-13710"], "facts": {"board": "daily"}, "events": {"set_up": {"at": LATER}}}
OF_ITEMS = [
    {"then": [{"at": LATER, "events": {"returned": {"at": LATER, "by": "mayor"}}}]},
    {"then": [{"at": LATER, "events": {"continued": {"at": LATER, "by": "mayor"}}}]},
    {"then": [{"at": LATER, "facts": {"grade": {"value": "excellent", "by": "mayor"}}}]},
    {"facts": {"board": "daily", "grade": {"value": "excellent", "by": "mayor"}}},
]


@pytest.mark.parametrize("more", OF_ITEMS)
def test_what_is_decided_of_an_item_comes_with_no_first_report_of_one_alone(room, ask, more):
    two_decide(ask)
    status, code, text = open_with(ask, "leader", {**ITEM, **more})
    assert (status, code) == (422, "E961"), text
    assert not [each.id for each in room.store.incidents() if each.id == "brought"]


@pytest.mark.parametrize("more", OF_ITEMS)
def test_where_one_decides_it_takes_somebody_who_may(room, door, ask, more):
    clerk = key_of(room, "plans", "read", "enter", name="clerk")
    sent = {**OPENING, "id": "brought", **ITEM, **more}
    told = door.post("/v1/incidents", json=sent, headers=clerk)
    assert (told.status_code, told.json()["code"]) == (403, "E930"), told.text
    assert open_with(ask, "wang", {**ITEM, **more})[0] == 201


@pytest.mark.parametrize(("more", "told"), [(STARTS_ELSE, 403), (DECLARES, 403), (STARTS, 201)])
def test_where_one_decides_a_first_report_against_the_plan_is_for_a_leader(ask, more, told):
    status, code, text = open_with(ask, "wang", more)
    assert (status, code) == (told, "E933" if told == 403 else None), text
    if told == 403:
        assert open_with(ask, "leader", more)[0] == 201


@pytest.fixture
def composed(room, tmp_path):
    """Give what a store of somebody's own, whose key vouches for it, says of an incident."""

    @cache
    def told(more):
        other = RoomStore(tmp_path / "other.db", key=tmp_path / "other.key")
        opening = json.dumps({**OPENING, "id": "brought", **json.loads(more)})
        Desk(other, room.library, by="x").open(Source("one.json", opening), now=room.clock())
        text = exported(other, "brought", room.clock())
        other.close()
        return text

    return lambda more: told(json.dumps(more))


def take_in(ask, who, text):
    told = ask(who, "/v1/incidents", text, **{"Content-Type": "application/yaml"})
    return told.status_code, told.json().get("code"), told.text


@pytest.mark.parametrize(
    "more", [ENDS, STARTS_ELSE, DECLARES, UNDOES, *({**ITEM, **each} for each in OF_ITEMS)]
)
def test_a_log_composed_elsewhere_is_no_way_around_the_second_person(room, ask, composed, more):
    two_decide(ask)
    status, code, text = take_in(ask, "leader", composed(more))
    assert (status, code) == (422, "E961"), text
    assert "respond " not in text  # no command is named
    assert not [each.id for each in room.store.incidents() if each.id == "brought"]
    with pytest.raises(InputError, match="E961") as refused:
        Desk(room.store, room.library, by="x").open(Source("one.yaml", composed(more)), now=room.clock())
    assert "let an administrator have one person decide" in refused.value.faults[0].help.en


@pytest.mark.parametrize(("more", "told"), [(STARTS_ELSE, 403), (DECLARES, 403), (STARTS, 201)])
def test_where_one_decides_a_log_against_the_plan_is_taken_in_by_a_leader(ask, composed, more, told):
    status, code, text = take_in(ask, "wang", composed(more))
    assert (status, code) == (told, "E933" if told == 403 else None), text
    if told == 403:
        assert take_in(ask, "leader", composed(more))[0] == 201


@pytest.mark.parametrize("more", [{}, STARTS, DECLARES_WITHIN, OF_ANOTHER])
def test_a_log_of_what_one_may_decide_is_taken_in_where_two_decide(ask, composed, more):
    two_decide(ask)
    status, _, text = take_in(ask, "leader", composed(more))
    assert status == 201, text


def test_an_incident_moves_to_another_store_with_what_was_decided_there(room, ask, tmp_path):
    enter(ask, "leader", "start", AGAINST)
    enter(ask, "leader", "close", {"by": BY, "reason": "误报"})
    text = ask("leader", "/v1/incidents/one/export", method="GET").text
    other = RoomStore(tmp_path / "other.db", key=tmp_path / "other.key")
    entered = Desk(other, room.library, by="x").open(Source("one.yaml", text), now=room.clock())
    assert [row.kind for row in entered.rows] == ["opened", "event", "event", "imported"]
    other.close()


@pytest.mark.parametrize("seen", [{}, {"If-Match": '"2"'}])
def test_what_came_since_a_proposal_refuses_it_whatever_the_second_has_seen(ask, seen):
    two_decide(ask)
    assert enter(ask, "wang", "start", AGAINST).status_code == 202
    enter(ask, "li", "update", {"facts": {"deaths": "9"}})
    told = ask("leader", "/v1/proposals/1/confirm", **seen)
    assert (told.status_code, told.json()["code"]) == (412, "E843")
    assert ask("wang", "/v1/proposals", method="GET").json()["proposals"][0]["state"] == "open"


def test_a_proposal_that_is_stale_from_the_start_is_not_kept(ask):
    two_decide(ask)
    enter(ask, "li", "update", {"facts": {"deaths": "9"}})
    assert enter(ask, "wang", "start", AGAINST, **{"If-Match": '"1"'}).status_code == 412
    assert ask("wang", "/v1/proposals", method="GET").json()["proposals"] == []


def test_a_refused_proposal_is_done_with(ask):
    two_decide(ask)
    enter(ask, "wang", "start", AGAINST)
    assert ask("li", "/v1/proposals/1/refuse").json()["state"] == "refused"
    assert ask("leader", "/v1/proposals/1/confirm").json()["code"] == "E936"


@pytest.mark.parametrize("number", ["0", "2", "x", "²", "99999999999", "-1", "1.0"])
def test_a_proposal_that_is_not_there_is_not_there(ask, number):
    assert ask("li", f"/v1/proposals/{number}/confirm").status_code == 404


def test_whether_two_decide_is_set_by_administrators_alone_and_noted_with_what_was_set(room, ask):
    told = ask("leader", "/v1/settings", {"two_persons": False}, "PATCH")
    assert (told.status_code, told.json()["code"]) == (403, "E930")
    two_decide(ask)
    row = room.store.audited(most=1)[0]
    assert (row.who, row.what, row.about, json.loads(row.detail)["value"]) == (
        "admin",
        "setting",
        "two-persons",
        "yes",
    )


# Requests that are sent twice.

NOTE = {"text": "电话"}
KEY = {"Idempotency-Key": "k1"}
AGAIN = {
    "note": ("/v1/incidents/one/entries/note", NOTE),
    "ack": ("/v1/incidents/one/entries/ack", {"duty": "report-i-iii", "by": "headquarters"}),
    "open": ("/v1/incidents", {**OPENING, "id": "two/3"}),
    "item": ("/v1/supervision", {
        "id": "item", "profile": "supervision-13710", "title": "整改", "source": "调度会", "board": "日常管理事项（“1”）",
        "roles": {"undertaker": ["市教育局"], "initiator": ["市政府办公厅"]}, "at": "2026-11-20T09:00:00+08:00",
    }),
}  # fmt: skip


def same(one, other):
    names = ("etag", "location", "content-type")
    return (one.status_code, one.content, [one.headers.get(each) for each in names]) == (
        other.status_code, other.content, [other.headers.get(each) for each in names],
    )  # fmt: skip


@pytest.mark.parametrize("name", AGAIN)
@pytest.mark.parametrize("died", [False, True])
def test_a_request_sent_twice_under_one_key_is_carried_out_once_and_answered_the_same(
    room, ask, monkeypatch, name, died
):
    """Also where the process died after it kept the entry and before it answered."""
    path, sent = AGAIN[name]
    before = len(room.store.rows())
    if died:
        with monkeypatch.context() as patched:
            patched.setattr(Carrying, "_keep_reply", lambda *_: (_ for _ in ()).throw(SystemError("killed")))
            assert ask("wang", path, sent, **KEY).status_code == 500
        plain = json.loads(ask("wang", path, sent, **KEY).content)
        assert plain["schema"] in {"entered/1", "heard/1", "noted/1"}
    first = ask("wang", path, sent, **KEY)
    assert first.status_code == 201, first.text
    room.clock.go(minutes=5)
    if not died:
        assert same(first, ask("wang", path, sent, **KEY))
    assert len(room.store.rows()) == before + 1


def test_a_key_is_of_one_request_and_of_one_person(room, ask):
    path = AGAIN["note"][0]
    ask("wang", path, NOTE, **KEY)
    told = ask("wang", path, {"text": "another"}, **KEY)
    assert (told.status_code, told.json()["code"]) == (409, "E939")
    assert enter(ask, "wang", "update", {"facts": {"deaths": "3"}}, **KEY).status_code == 409
    assert ask("li", path, NOTE, **KEY).status_code == 201
    assert len(room.store.rows("one")) == 3


def test_what_was_refused_may_be_sent_again_under_its_key(ask):
    assert enter(ask, "wang", "update", {"facts": {"deahts": "3"}}, **KEY).status_code == 422
    assert enter(ask, "wang", "update", {"facts": {"deaths": "3"}}, **KEY).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "a\tb", "é".encode("latin-1") * 201])
def test_what_is_no_key_is_refused(ask, key):
    assert enter(ask, "wang", "note", NOTE, **{"Idempotency-Key": key}).json()["code"] == "E952"


def test_proposals_and_what_becomes_of_them_are_answered_again_too(room, ask):
    two_decide(ask)
    first = enter(ask, "wang", "start", AGAINST, **KEY)
    assert same(first, enter(ask, "wang", "start", AGAINST, **KEY))
    assert first.headers["location"] == "/v1/proposals/1"
    assert len(room.store.proposals()) == 1
    refused = ask("li", "/v1/proposals/1/refuse", **KEY)
    assert (refused.status_code, refused.json()["state"]) == (200, "refused")
    assert same(refused, ask("li", "/v1/proposals/1/refuse", **KEY))
    enter(ask, "wang", "start", AGAINST)
    done = ask("leader", "/v1/proposals/2/confirm", **KEY)
    assert done.status_code == 201
    assert same(done, ask("leader", "/v1/proposals/2/confirm", **KEY))


def test_two_processes_carrying_out_one_request_at_once_enter_it_once(room, ask, people, monkeypatch):
    """The other is quicker by exactly as much as lies between looking for the key and keeping the entry."""
    path = AGAIN["note"][0]
    run, other = RoomStore.replying, RoomStore(room.store.place)
    second = DutyRoom(other, room.library, room.clock, Entrance(other))

    def late(store, *given):
        monkeypatch.setattr(RoomStore, "replying", run)
        second.call(
            BY_ID["enterNote"], room.entrance.named("wang", room.clock()), path={"incident": "one"}, query={},
            body=json.dumps(NOTE).encode(), key="k1",
        )  # fmt: skip
        return run(store, *given)

    monkeypatch.setattr(RoomStore, "replying", late)
    answer = ask("wang", path, NOTE, **KEY)
    assert (answer.status_code, answer.json()["entries"][0]["number"]) == (201, 2)
    assert len(room.store.rows("one")) == 2


def test_a_door_of_another_process_answers_again_what_the_first_carried_out(room, ask, people):
    path = AGAIN["note"][0]
    first = ask("wang", path, NOTE, **KEY)
    other = RoomStore(room.store.place)
    with at_the_door(DutyRoom(other, room.library, room.clock, Entrance(other))) as second:
        again = second.post(path, content=json.dumps(NOTE), headers={**people["wang"], **KEY})
    assert same(first, again)


def proposable():
    from attrs import fields  # noqa: PLC0415

    from respond.room.supervised import DECISIONS  # noqa: PLC0415

    kinds = [
        *(each for each in incident_log.ENTERING if each.needs != "one" or each.decides),
        *DECISIONS.values(),
    ]
    return sorted({field.name for each in kinds for field in fields(each.takes)} | {"to"})


@pytest.mark.parametrize("name", proposable())
def test_all_that_may_wait_for_a_second_person_can_be_told_on_the_page(name):
    from respond.room.pages.words import WORDS  # noqa: PLC0415

    assert WORDS[f"said_{name}"].zh
    assert WORDS[f"said_{name}"].en


NEVER = [
    ("correct", {"entry": "response_started#1", "withdrawn": True, "by": BY, "reason": "x"}),
    ("correct", {"entry": "closed#1", "at": "2026-11-21T09:20:00+08:00", "by": BY, "reason": "x"}),
    ("merge", {"to": "closed", "reason": "x"}),
    ("declare", {"level": "I", "by": BY, "until": "2026-11-21T09:00:00+08:00", "reason": "x"}),
    ("start", {**AGAINST, "at": "2026-11-21T23:00:00+08:00"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "sent"), NEVER)
def test_what_could_never_be_entered_is_not_even_proposed(room, ask, kind, sent):
    assert ask("leader", "/v1/incidents", {**OPENING, "id": "closed"}).status_code == 201
    assert ask("leader", "/v1/incidents/closed/entries/close", END).status_code == 201
    by_one = enter(ask, "leader", kind, sent)
    assert by_one.status_code in {409, 422}
    two_decide(ask)
    before = room.store.rows()
    by_two = enter(ask, "leader", kind, sent)
    assert (by_two.status_code, by_two.json()["code"]) == (by_one.status_code, by_one.json()["code"])
    assert (room.store.proposals(), room.store.rows()) == ((), before)


def test_what_is_proposed_is_not_yet_entered(room, ask):
    two_decide(ask)
    before = room.store.rows()
    assert enter(ask, "wang", "start", AGAINST).status_code == 202
    assert room.store.rows() == before
    assert ask("wang", "/v1/incidents/one", method="GET").json()["response"]["started"] is None
    assert enter(ask, "wang", "note", NOTE).status_code == 201  # what is tried leaves nothing behind


def test_a_merge_is_proposed_into_what_is_there_alone(ask):
    assert ask("wang", "/v1/incidents", {**OPENING, "id": "two"}).status_code == 201
    two_decide(ask)
    assert enter(ask, "wang", "merge", {"to": "nowhere"}).status_code == 404
    assert enter(ask, "wang", "merge", {"to": "two", "reason": "同一起"}).status_code == 202


@pytest.mark.parametrize(("which", "code"), [("one", 412), ("two", 412), (None, 201)])
def test_what_came_in_either_incident_since_a_merger_was_proposed_refuses_it(room, ask, which, code):
    assert ask("wang", "/v1/incidents", {**OPENING, "id": "two"}).status_code == 201
    two_decide(ask)
    assert enter(ask, "wang", "merge", {"to": "two", "reason": "同一起"}).status_code == 202
    room.clock.go(minutes=1)
    if which is not None:
        where = f"/v1/incidents/{which}/entries/update"
        assert ask("li", where, {"facts": {"deaths": "9"}}).status_code == 201
    assert ask("li", "/v1/incidents/two/entries/note", NOTE).status_code == 201
    told = ask("leader", "/v1/proposals/1/confirm")
    assert (told.status_code, told.json().get("code")) == (code, None if which is None else "E843")


# Whoever enters it is its recorder.

SAID_OF_OTHERS = {
    "ack": {"duty": "report-i-iii", "by": BY}, "declare": {"level": "II", "by": "带班领导", "reason": "扩大"},
    "did": {"duty": "report-i-iii", "by": BY}, "start": START,
    "postpone": {"duty": "report-i-iii", "by": BY, "reason": "核实中", "until": "2026-11-21T12:00:00+08:00"},
    "unable": {"duty": "report-i-iii", "by": BY, "reason": "电话不通"},
    "update": {"facts": {"deaths": "4"}, "judged_by": "带班领导"},
}  # fmt: skip


@pytest.mark.parametrize("kind", SAID_OF_OTHERS)
def test_an_entry_is_signed_by_whoever_enters_it_whomever_it_tells_of(room, ask, kind):
    told = enter(ask, "wang", kind, SAID_OF_OTHERS[kind])
    assert told.status_code == 201, told.text
    [opened_by, *others] = room.store.rows("one")
    assert {row.by for row in others} == {opened_by.by}


@pytest.mark.parametrize("kind", ["ack", "postpone"])
@pytest.mark.parametrize("by", ["没有的领导", "县里的人"])
def test_nobody_is_said_to_have_acknowledged_who_is_no_body_and_no_post(room, ask, kind, by):
    told = enter(ask, "wang", kind, {**SAID_OF_OTHERS[kind], "by": by})
    assert (told.status_code, told.json()["code"]) == (422, "E722")
    assert len(room.store.rows("one")) == 1


def test_a_post_of_the_roster_acknowledges(room, ask):
    shift = {
        "from": "2026-11-21T08:00:00+08:00",
        "to": "2026-11-21T20:00:00+08:00",
        "officers": ["值班员"],
        "leader": "带班领导",
    }
    assert ask("leader", "/v1/settings", {"roster": [shift]}, "PATCH").status_code == 200
    assert enter(ask, "wang", "ack", {**SAID_OF_OTHERS["ack"], "by": "带班领导"}).status_code == 201
    assert room.store.rows("one")[-1].by == room.store.rows("one")[0].by != "带班领导"
