"""Where two persons decide, they decide on items under supervision too, and no command is a way around."""

import json

import pytest
from duty import at_the_door, key_of
from forms import come, fill

from respond.cli import main
from respond.desk import Decision, Desk, entries_of, kept
from respond.errors import InputError
from respond.supervise import Opening, Supervisor

ITEM = Opening(
    "bus", "supervision-13710", "校车整治", "常务会议",
    {"undertaker": ("市教育局",), "initiator": ("市政府办公厅",)}, "daily",
)  # fmt: skip
CLEAR = {"by": "mayor", "reason": "特批"}
GRADE = {"grade": "良好", "by": "市教育局", "reason": "代评"}


@pytest.fixture
def ask(room, door):
    desk = Desk(room.store, room.library, by="值班室")
    Supervisor(desk).add(ITEM, now=room.clock())
    room.clock.go(hours=1)
    officer = ("plans", "read", "enter", "decide")
    people = {
        "wang": key_of(room, *officer, name="wang"), "li": key_of(room, *officer, name="li"),
        "leader": key_of(room, *officer, "override", name="leader"),
    }  # fmt: skip

    def send(who, path, sent=None, **headers):
        content = b"" if sent is None else json.dumps(sent)
        return door.post(path, content=content, headers={**people[who], **headers})

    return send


def two(room, said="yes"):
    room.store.keep_setting("two-persons", said, by="t", now=room.clock())


def enter(ask, who, kind, sent, **headers):
    return ask(who, f"/v1/supervision/bus/entries/{kind}", sent, **headers)


@pytest.mark.parametrize(("kind", "sent"), [("clear", CLEAR), ("evaluate", GRADE)])
def test_a_clearing_or_what_goes_against_the_profile_is_a_proposal_until_a_leader_confirms(
    room, ask, kind, sent
):
    two(room)
    before = len(room.store.rows("bus"))
    told = enter(ask, "wang", kind, sent)
    assert (told.status_code, told.json()["kind"], told.json()["state"]) == (202, kind, "open")
    assert len(room.store.rows("bus")) == before
    assert ask("wang", "/v1/proposals/1/confirm").json()["code"] == "E955"
    assert ask("li", "/v1/proposals/1/confirm").json()["code"] == "E933"
    done = ask("leader", "/v1/proposals/1/confirm")
    assert done.status_code == 201, done.text
    row = room.store.rows("bus")[before]
    assert row.by == "wang、leader"
    assert room.store.proposal(1).state == "confirmed"


def test_what_goes_with_the_profile_one_person_decides(room, ask):
    two(room)
    sent = {"by": "市政府办公厅", "reason": "数据不实", "within": "3 days"}
    assert enter(ask, "wang", "return", sent).status_code == 201
    assert room.store.proposals() == ()


def test_what_lacks_a_reason_is_not_even_proposed(room, ask):
    two(room)
    told = enter(ask, "wang", "evaluate", {"grade": "良好", "by": "市教育局"})
    assert told.json()["code"] == "E850"
    assert room.store.proposals() == ()


def test_without_the_rule_it_is_as_before(room, ask):
    assert enter(ask, "wang", "clear", CLEAR).json()["code"] == "E933"
    assert enter(ask, "wang", "evaluate", GRADE).status_code == 201
    assert enter(ask, "leader", "clear", CLEAR).status_code == 201


def test_what_came_since_refuses_the_confirmation(room, ask):
    two(room)
    enter(ask, "leader", "clear", CLEAR)
    enter(ask, "li", "feedback", {"text": "又有反馈"})
    told = ask("li", "/v1/proposals/1/confirm")
    assert (told.status_code, told.json()["code"]) == (412, "E843")


def test_a_confirmation_sent_twice_counts_once(room, ask):
    two(room)
    enter(ask, "leader", "clear", CLEAR, **{"Idempotency-Key": "a"})
    assert enter(ask, "leader", "clear", CLEAR, **{"Idempotency-Key": "a"}).json()["number"] == 1
    found = [ask("li", "/v1/proposals/1/confirm", **{"Idempotency-Key": "b"}) for _ in range(2)]
    assert [each.status_code for each in found] == [201, 201]
    assert found[0].text == found[1].text
    assert len(room.store.proposals()) == 1


# The command line is no way around.


def decision(room, **more):
    return Decision("headquarters", room.clock(), more.pop("reason", "特殊情况"), **more)


AGAINST = {
    "declare": lambda desk, how: desk.declare("one", "none", how),
    "start": lambda desk, how: desk.start("one", "IV", how),
    "terminate": lambda desk, how: desk.terminate("one", how),
    "close": lambda desk, how: desk.close("one", how),
    "merge": lambda desk, how: desk.link("one", "two", now=how.now, merged=True),
    "supervise clear": lambda desk, how: Supervisor(desk).clear("bus", Decision("mayor", how.now, "特批")),
    "supervise evaluate": lambda desk, how: Supervisor(desk).evaluate(
        "bus", "良好", Decision("市教育局", how.now, "代评")
    ),
}


@pytest.fixture
def desk(room, ask):
    desk = Desk(room.store, room.library, by="值班室")
    for name in ("one", "two"):
        desk.open(
            {
                "respond": "incident/1", "id": name, "title": {"zh": name}, "plans": ["vaccine-quality"],
                "occurred": "2026-11-21T09:12+08:00", "facts": {"quality_suspected": "yes", "deaths": "3"},
                "events": {"received": "2026-11-21T09:12+08:00"},
            },
            now=room.clock(),
        )  # fmt: skip
    return desk


@pytest.mark.parametrize("command", AGAINST)
def test_a_desk_of_its_own_decides_nothing_that_two_have_to(room, desk, command):
    two(room)
    before = room.store.last_place()
    with pytest.raises(InputError) as raised:
        AGAINST[command](desk, decision(room))
    (found,) = raised.value.faults
    assert (found.code, f"respond {command}" in found.problem.en) == ("E961", True)
    assert room.store.last_place() == before
    two(room, "no")
    AGAINST[command](desk, decision(room))
    assert room.store.last_place() > before


def test_what_goes_with_the_plan_is_entered_as_before(room, desk):
    two(room)
    desk.declare("one", "II", decision(room))
    desk.start("one", "II", decision(room))
    desk.correct("one", "deaths", decision(room), value="4")
    with pytest.raises(InputError) as raised:
        desk.correct("one", "response_started", decision(room), withdrawn="yes")
    assert raised.value.faults[0].code == "E961"


def test_two_at_the_machine_propose_and_confirm_with_what_the_fault_says(room, desk, tmp_path, capsys):
    two(room)
    store = ("--store", room.store.place, "--now", "2026-11-21T10:40+08:00")
    assert main(["terminate", "one", "--by", "headquarters", "--reason", "平息", *store, "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "respond api POST /v1/incidents/one/entries/terminate --as WHO" in told
    body = tmp_path / "body.json"
    body.write_text('{"by": "headquarters", "reason": "平息"}', encoding="utf-8")
    path = "/v1/incidents/one/entries/terminate"
    assert main(["api", "POST", path, "--body", str(body), "--as", "wang", *store]) == 0
    assert main(["api", "POST", "/v1/proposals/1/confirm", "--as", "wang", *store]) != 0
    assert main(["api", "POST", "/v1/proposals/1/confirm", "--as", "li", *store]) == 0
    capsys.readouterr()
    assert room.store.rows("one")[-1].by == "wang、li"


def test_the_page_of_an_item_tells_what_was_proposed_and_where_it_is_confirmed(room, ask):
    two(room)
    with at_the_door(room) as door:
        come(door, "shift-leader")
        told = fill(door, "/supervision/bus", kind="clear", by="mayor", reason="特批", key="k", seen="1")
        assert told.status_code == 202
        assert 'href="/incidents/bus/decide"' in told.text
        come(door, "officer")
        page = door.get("/incidents/bus/decide")
        assert page.status_code == 200
        assert "销号" in page.text
        fill(door, "/incidents/bus/decide", do="confirm", number="1", seen="1", once="o")
    assert room.store.proposal(1).state == "confirmed"


@pytest.mark.parametrize("way", ["value", "withdrawn"])
def test_a_grade_is_put_right_by_two_as_it_is_given(room, ask, way):
    asked = Decision("mayor", room.clock(), "代评")
    Supervisor(Desk(room.store, room.library, by="x")).evaluate("bus", "良好", asked)
    two(room)
    entries = entries_of(kept(room.store, room.library, "bus", now=room.clock()))
    grade = next(said.name for each in entries for said in each.says if (said.name or "").startswith("grade"))
    right = {"value": "excellent", "done_by": "mayor"} if way == "value" else {"withdrawn": True}
    sent = {"entry": grade, "by": "mayor", "reason": "改评", **right}
    told = ask("wang", "/v1/incidents/bus/entries/correct", sent)
    assert (told.status_code, told.json().get("kind")) == (202, "correct"), told.text
