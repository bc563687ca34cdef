"""Exercises played live over HTTP: what each part may do and see, bad input of each form, and what came of it."""

import json
from datetime import timedelta

import pytest
from duty import at_the_door, key_of
from playing import SCENARIO, SECRETS, keys, practice

from respond.cli import main
from respond.exercise import (
    read_offset,
    recording_from,
    report_data,
    run_scenario,
    scenario_from,
    with_recording,
)
from respond.room import asked, owner
from respond.room.pulse import Pulse
from respond.yaml import Source

__all__ = ["practice"]
OPENING = {"play": "drill", "team": {"zh": "一队", "en": "team one"}, "scenario": SCENARIO}
PLAY = "/v1/plays/drill"
WHY = {"reason": {"zh": "会议室要用", "en": "the room was needed"}}


class Table:
    """Everybody at one play, each with a key."""

    def __init__(self, room, door):
        self.room, self.door, self.keys = room, door, keys(room)

    def ask(self, who, method, path, sent=None, **headers):
        return self.door.request(method, f"{PLAY}{path}", json=sent, headers={**self.keys[who], **headers})

    def do(self, who, path, sent=None, **headers):
        answer = self.ask(who, "POST", path, sent, **headers)
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()

    def see(self, who, path=""):
        answer = self.ask(who, "GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, who, path, sent=None):
        told = self.ask(who, "POST", path, sent).json()
        return told["status"], told["code"]


@pytest.fixture
def table(practice):
    with at_the_door(practice) as door:
        made = Table(practice, door)
        assert door.post("/v1/plays", json=OPENING, headers=made.keys["director"]).status_code == 201
        yield made


@pytest.fixture
def begun(table):
    table.do("wang", "/seat", {"unit": "market-regulator"})
    table.do("li", "/seat", {"unit": "headquarters"})
    table.do("director", "/clock", {"speed": 1})
    return table


def test_a_play_is_opened_listed_and_shown(table):
    listed = table.door.get("/v1/plays", headers=table.keys["wang"]).json()
    assert [(each["id"], each["clock"]["stage"], each["moves"]) for each in listed["plays"]] == [
        ("drill", "ready", 1)
    ]
    assert [each["state"] for each in table.see("director")["injects"]] == ["next", "coming", "waiting"]


def test_one_that_is_shipped_can_be_opened_by_its_name(table):
    sent = {"play": "fire", "team": OPENING["team"], "shipped": "fire-wind-shift"}
    assert table.door.post("/v1/plays", json=sent, headers=table.keys["director"]).status_code == 201


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({}, 409, "E691"),
        ({"play": "-x"}, 422, "E858"),
        ({"play": "two", "scenario": None}, 400, "E949"),
        ({"play": "two", "shipped": "fire-wind-shift"}, 400, "E947"),
        ({"play": "two", "scenario": None, "shipped": "fire"}, 404, "E942"),
        ({"play": "two", "scenario": "respond: scenario/1"}, 422, "E202"),
        ({"play": "two", "scenario": SCENARIO.replace("[market-regulator]", "[nobody]")}, 422, "E807"),
        ({"play": "two", "variant": "night"}, 422, "E832"),
        ({"play": "two", "speed": 3}, 422, "E201"),
    ],
)
def test_what_cannot_be_opened_is_refused(table, more, status, code):
    sent = {name: value for name, value in {**OPENING, **more}.items() if value is not None}
    told = table.door.post("/v1/plays", json=sent, headers=table.keys["director"]).json()
    assert (told["status"], told["code"]) == (status, code)
    assert len(table.room.store.plays()) == 1


@pytest.mark.parametrize(("speed", "after"), [(3, "+00:30"), (9, "+01:30"), (1, "+00:10")])
def test_the_clock_runs_at_any_whole_speed(table, speed, after):
    table.do("director", "/clock", {"speed": speed})
    table.room.clock.go(minutes=10)
    assert table.see("director")["clock"]["offset"] == after


def test_the_director_sees_what_an_inject_waits_for_the_phases_and_the_level(table):
    seen = table.see("director")
    first, worse, reminder = seen["injects"]
    assert (first["waits"], worse["waits"]) == ([], [])
    since, until = (each["en"] for each in reminder["waits"])
    assert since == "from +00:05 on"
    assert until.startswith("waits until: not done yet: Report to the county government, the office")
    assert until.endswith("city market regulation bureau; for 30min")
    assert [(each["id"], each["at"], each["now"]) for each in seen["phases"]] == [
        ("call", "+00:00", False), ("later", "+01:00", False),
    ]  # fmt: skip
    table.do("director", "/clock", {"speed": 1})
    table.do("director", "/clock", {"to": "+01:10"})
    table.do("wang", "/seat", {"unit": "headquarters"})
    table.do("wang", "/acts", {"declares": "II"})
    seen = table.see("director")
    assert [each["now"] for each in seen["phases"]] == [False, True]
    assert [(each["level"]["en"], each["declared"]) for each in seen["levels"]] == [
        ("level I (especially major)", "II")
    ]


def test_the_director_runs_the_clock(table):
    table.do("director", "/clock", {"speed": 2})
    table.room.clock.go(minutes=10)
    clock = table.see("director")["clock"]
    assert (clock["stage"], clock["offset"], clock["speed"]) == ("running", "+00:20", 2)
    table.do("director", "/clock", {"step": 5})
    table.do("director", "/clock", {"speed": 0})
    assert table.see("director")["clock"]["offset"] == "+00:25"
    table.do("director", "/clock", {"next": True})
    assert table.see("director")["clock"]["offset"] == "+00:30"  # nothing was reported for half an hour
    assert [each["state"] for each in table.see("director")["injects"]] == ["given", "given", "next"]
    table.do("director", "/clock", {"to": "+02:59"})


@pytest.mark.parametrize(
    ("path", "sent", "wanted"),
    [
        ("/clock", {}, (400, "E949")),
        ("/clock", {"speed": 1, "step": 3}, (400, "E947")),
        ("/clock", {"speed": 601}, (422, "E693")),
        ("/clock", {"speed": -1}, (422, "E693")),
        ("/clock", {"step": -5}, (422, "E693")),
        ("/clock", {"to": "later"}, (422, "E801")),
        ("/clock", {"pause": True}, (422, "E201")),
        ("/injects/none/give", None, (422, "E694")),
        ("/injects", {"to": ["headquarters"]}, (422, "E202")),
        ("/injects", {"text": {"zh": "x", "en": "x"}, "to": ["nobody"]}, (422, "E807")),
        ("/injects", {"kind": "outage"}, (422, "E833")),
        ("/injects/worse/restore", None, (422, "E694")),
        ("/injects", {"text": {"zh": "x", "en": "x"}, "id": "worse"}, (422, "E804")),
        ("/seats", {"who": "li", "unit": "health-bureau"}, (422, "E695")),
        ("/seats", {"who": "zhao", "unit": "headquarters"}, (422, "E627")),
        ("/observations", {"text": {"zh": "x", "en": "x"}, "objective": "none"}, (422, "E838")),
        ("/targets/none/reached", None, (422, "E812")),
        ("/acts/1/contents", {"contains": []}, (422, "E652")),
        ("/acts/x/contents", {"contains": []}, (422, "E652")),
    ],
)
def test_what_the_director_cannot_do_is_refused_and_not_kept(begun, path, sent, wanted):
    before = len(begun.room.store.moves("drill"))
    assert begun.refused("director", path, sent) == wanted
    assert len(begun.room.store.moves("drill")) == before


@pytest.mark.parametrize(
    ("path", "sent", "wanted"),
    [
        ("/acts", {}, (422, "E808")),
        ("/acts", {"did": ["report-upp"]}, (422, "E806")),
        ("/acts", {"did": ["report-up"], "to": ["nobody"]}, (422, "E807")),
        ("/acts", {"did": ["report-up"], "channel": "smoke"}, (422, "E208")),
        ("/acts", {"declares": "VII"}, (422, "E340")),
        ("/acts", {"did": ["report-up"], "by": "headquarters"}, (422, "E201")),
        ("/acts", {"did": ["report-up"], "at": "+00:00"}, (422, "E201")),
        ("/injects/worse/acknowledge", None, (422, "E694")),
        ("/acts/4/acknowledge", None, (422, "E652")),
        ("/acts/x/acknowledge", None, (422, "E652")),
        ("/seat", {"unit": "headquarters"}, (409, "E697")),
        ("/notes", {}, (422, "E202")),
    ],
)
def test_what_a_player_cannot_do_is_refused_and_not_kept(begun, path, sent, wanted):
    before = len(begun.room.store.moves("drill"))
    assert begun.refused("wang", path, sent) == wanted
    assert len(begun.room.store.moves("drill")) == before


def test_whoever_has_no_seat_does_nothing(table):
    table.do("director", "/clock", {"speed": 1})
    assert table.refused("wang", "/acts", {"declares": "II"}) == (403, "E696")


def test_a_unit_sees_what_came_to_it_and_what_it_did_and_nothing_else(begun):
    begun.room.clock.go(minutes=3)
    begun.do(
        "evaluator", "/observations", {"text": {"zh": "暗号：慢", "en": "secret: slow"}, "kind": "problem"}
    )
    begun.do("evaluator", "/targets/gathered/reached")
    begun.do("li", "/acts", {"declares": "II", "note": {"zh": "自家的事", "en": "ours alone"}})
    begun.do("wang", "/injects/first-call/acknowledge")
    begun.do("wang", "/acts", {"did": ["initial-report"], "to": ["headquarters"], "channel": "phone"})
    begun.do("wang", "/notes", {"text": {"zh": "记下", "en": "written down"}})
    own, theirs = begun.see("wang", "/unit"), begun.see("li", "/unit")
    assert [(each["inject"], each["acknowledged"]) for each in own["received"]] == [("first-call", True)]
    assert [each["inject"] for each in theirs["received"]] == [None]
    assert [(len(each["acts"]), len(each["notes"])) for each in (own, theirs)] == [(1, 1), (1, 0)]
    assert "initial-report" in json.dumps(own["tasks"])
    said = json.dumps([own, begun.ask("wang", "GET", "/report").json()], ensure_ascii=False)
    assert not [each for each in (*SECRETS, "自家的事") if each in said]


@pytest.mark.parametrize("path", ["", "/evaluation", "/recording"])
def test_players_are_refused_what_control_and_evaluators_see(begun, path):
    assert begun.ask("wang", "GET", path).status_code == 403
    assert begun.ask("officer", "GET", path).status_code == 403


def test_nobody_sees_the_score_before_the_end_and_all_who_take_part_after_it(begun):
    people = ("director", "wang", "evaluator")
    assert [begun.ask(who, "GET", "/report").status_code for who in people] == [409] * 3
    begun.do("director", "/end", WHY)
    assert [begun.ask(who, "GET", "/report").status_code for who in people] == [200] * 3
    assert begun.ask("officer", "GET", "/report").status_code == 403
    assert begun.refused("wang", "/acts", {"declares": "II"}) == (409, "E692")


def test_evaluators_see_what_falls_due_with_what_to_look_for(begun):
    begun.room.clock.go(minutes=61)
    view = begun.see("evaluator", "/evaluation")
    assert view["objectives"][0]["look_for"]["en"] == "whether all three were told at once"
    states = {each["id"].partition("#")[2]: each["state"] for each in view["expected"]}
    assert states["report-up#1"] == "overdue"
    assert [each["id"] for each in view["injects"]] == ["first-call", "reminder", "worse"]


def test_what_was_sent_twice_counts_once(begun):
    sent = {"did": ["report-up"]}
    first = begun.do("li", "/acts", sent, **{"Idempotency-Key": "k1"})
    begun.room.clock.go(minutes=5)
    assert begun.do("li", "/acts", sent, **{"Idempotency-Key": "k1"}) == first
    assert (
        begun.ask("li", "POST", "/acts", {"declares": "II"}, **{"Idempotency-Key": "k1"}).json()["code"]
        == "E939"
    )
    assert len(begun.see("li", "/unit")["acts"]) == 1


def test_the_room_goes_on_where_it_was_after_a_crash(begun, tmp_path):
    from respond.api import default_library  # noqa: PLC0415
    from respond.room import DutyRoom  # noqa: PLC0415
    from respond.store import RoomStore  # noqa: PLC0415

    begun.do("li", "/acts", {"did": ["report-up"]})
    begun.room.clock.go(minutes=7)
    there = RoomStore(tmp_path / "drill.db", key=tmp_path / "store.key", exercise=True)
    other = DutyRoom(there, default_library(), begun.room.clock)
    for path in ("", "/evaluation"):
        status, text = asked(other, owner("director"), "GET", f"{PLAY}{path}")
        assert (status, json.loads(text)) == (200, begun.see("director", path))
    there.close()


@pytest.mark.parametrize(("lived", "stands"), [(0, "+00:07"), (48, "+00:48"), (179, "+02:59")])
def test_the_clock_does_not_run_on_while_no_server_is_there(begun, lived, stands):
    """It stands where it was at the last beat, or the last move where that is later, and says so until it is set."""
    clock, pulse = begun.room.clock, Pulse(begun.room)
    clock.go(minutes=7)
    begun.do("director", "/clock", {"speed": 60})
    if lived:
        clock.go(seconds=lived - 7)
        assert pulse.beat(clock())
    clock.go(hours=5)
    restarted = Pulse(begun.room)
    assert restarted.stop_left_running(clock()) == ("drill",)
    seen = begun.see("director")
    assert (seen["clock"]["offset"], seen["clock"]["speed"], seen["away"]) == (stands, 0, True)
    assert restarted.stop_left_running(clock()) == ()
    clock.go(minutes=5)
    assert begun.see("director")["clock"]["offset"] == stands
    begun.do("director", "/clock", {"speed": 1})
    clock.go(minutes=1)
    seen = begun.see("director")
    assert read_offset(seen["clock"]["offset"]) - read_offset(stands) == timedelta(minutes=1)
    assert not seen["away"]


def test_a_play_is_alive_while_any_server_beats(begun):
    clock = begun.room.clock
    begun.do("director", "/clock", {"speed": 60})
    one, other = Pulse(begun.room), Pulse(begun.room)
    clock.go(seconds=20)
    assert one.beat(clock())
    clock.go(seconds=1)
    assert other.stop_left_running(clock()) == ()
    assert begun.see("director")["clock"]["offset"] == "+00:21"
    assert begun.room.store.beats() == (), "the heart of the watch is another one"


def test_a_server_that_starts_stops_what_ran_on_without_it(begun):
    begun.do("director", "/clock", {"speed": 60})
    begun.room.clock.go(seconds=30)
    Pulse(begun.room).beat(begun.room.clock())
    begun.room.clock.go(hours=1)
    with at_the_door(begun.room) as door:
        seen = door.get(PLAY, headers=begun.keys["director"]).json()
    assert (seen["clock"]["stage"], seen["clock"]["offset"], seen["away"]) == ("paused", "+00:30", True)


def test_a_server_started_anew_at_once_waits_for_another_to_beat_and_stops_what_none_kept(begun, waited_out):
    """The two seconds it was away would be twenty minutes of this exercise, and are none."""
    clock = begun.room.clock
    begun.do("director", "/clock", {"speed": 600})
    clock.go(seconds=3)
    Pulse(begun.room).beat(clock())
    stood = clock()
    clock.go(seconds=2)
    waited_out.append(lambda: clock.go(seconds=4))
    with at_the_door(begun.room) as door:
        seen = door.get(PLAY, headers=begun.keys["director"]).json()
    assert (seen["clock"]["stage"], seen["clock"]["offset"], seen["away"]) == ("paused", "+00:30", True)
    begun.do("director", "/clock", {"speed": 60})
    recording = recording_from(Source("r.yaml", begun.ask("director", "GET", "/recording").text))
    assert [(each.at, each.real - stood, each.speed) for each in recording.paces[-2:]] == [
        ("+00:30", timedelta(0), 0),
        ("+00:30", timedelta(seconds=6), 60),
    ], "when it came to stand, and when it went on"


def test_a_server_that_joins_one_that_beats_leaves_its_clocks_alone(begun, waited_out):
    clock, other = begun.room.clock, Pulse(begun.room)
    begun.do("director", "/clock", {"speed": 60})
    other.beat(clock())

    def beaten():
        clock.go(seconds=4)
        other.beat(clock())

    waited_out.append(beaten)
    with at_the_door(begun.room) as door:
        seen = door.get(PLAY, headers=begun.keys["director"]).json()
    assert (seen["clock"]["stage"], seen["clock"]["offset"], seen["away"]) == ("running", "+00:04", False)


def test_the_recording_run_by_the_command_comes_to_the_same(begun, tmp_path, capsys):
    begun.room.clock.go(minutes=6)
    begun.do("wang", "/injects/first-call/acknowledge")
    begun.do("li", "/acts", {"did": ["report-up"], "declares": "II"})
    begun.do("director", "/injects/worse/give")
    begun.do(
        "director",
        "/injects",
        {"text": {"zh": "再来", "en": "again"}, "facts": {"rare_cases": 30}, "to": ["headquarters"]},
    )
    begun.room.clock.go(minutes=40)
    begun.do("director", "/end", WHY)
    told = begun.see("director", "/report")
    (tmp_path / "scenario.yaml").write_text(SCENARIO, "utf-8")
    place = tmp_path / "actions.yaml"
    main(["exercise", "recording", "drill", "--store", str(tmp_path / "drill.db"), "-o", str(place)])
    assert place.read_text("utf-8") == begun.ask("director", "GET", "/recording").text
    main(["exercise", "run", str(tmp_path / "scenario.yaml"), "--actions", str(place), "--format", "json"])
    assert json.loads(capsys.readouterr().out) == told
    read = with_recording(
        scenario_from(Source("s", SCENARIO)), recording_from(Source("a", place.read_text("utf-8")))
    )
    assert report_data(run_scenario(read, begun.room.library)) == told
    assert [each["inject"] for each in told["turns"]] == ["first-call", "worse", "free-1"]
    assert next((each["inject"], each["unread_seconds"]) for each in told["handed"]) == ("first-call", 360)


def test_the_director_cuts_a_channel_and_ends_that_before_its_time(begun):
    cut = {"kind": "outage", "channels": ["phone"], "lasts": "1 h"}
    begun.do("director", "/injects", cut)
    told = {"did": ["report-up"], "to": ["county-government"], "channel": "phone"}
    begun.do("wang", "/acts", told)
    begun.room.clock.go(minutes=10)
    begun.do("director", "/injects/free-1/restore")
    begun.do("wang", "/acts", told)
    assert [each["lost"] for each in begun.see("wang", "/unit")["acts"]] == [True, False]
    (one,) = [each for each in begun.see("director")["injects"] if each["id"] == "free-1"]
    assert (one["cuts"], one["until"]) == ([], "+00:10")
    assert begun.refused("wang", "/injects/free-1/restore") == (403, "E930")


def test_teams_are_compared(begun):
    head = begun.keys["director"]
    begun.do("director", "/end", WHY)
    begun.door.post("/v1/plays", json={**OPENING, "play": "other"}, headers=head)
    two = "/v1/compared-plays?play=drill&play=other"
    assert begun.door.get(two, headers=head).json()["code"] == "E692"
    begun.door.post("/v1/plays/other/clock", json={"speed": 1}, headers=head)
    begun.door.post("/v1/plays/other/end", json=WHY, headers=head)
    found = begun.door.get(two, headers=head).json()
    assert [each["team"]["en"] for each in found["teams"]] == ["team one", "team one"]
    assert found["teams"][0]["most"] == found["teams"][1]["most"]
    assert begun.door.get(two, headers=begun.keys["evaluator"]).status_code == 403


def test_several_teams_have_one_clock_and_each_its_own_log(table):
    head = table.keys["director"]
    table.door.post("/v1/plays", json={**OPENING, "play": "other"}, headers=head)

    def together(who="director", **sent):
        answer = table.door.post(
            "/v1/common-clock", json={"plays": ["drill", "other"], **sent}, headers=table.keys[who]
        )
        return answer.status_code, answer.json()

    status, made = together(speed=6)
    assert (status, [(each["play"], each["kind"]) for each in made["moves"]]) == (
        201, [("drill", "clock"), ("other", "clock")],
    )  # fmt: skip
    table.room.clock.go(minutes=5)
    listed = table.door.get("/v1/plays", headers=head).json()["plays"]
    assert [(each["clock"]["offset"], each["clock"]["speed"]) for each in listed] == [("+00:30", 6)] * 2
    table.do("wang", "/seat", {"unit": "headquarters"})
    table.do("wang", "/acts", {"declares": "II"})
    assert [table.room.store.moves(name)[-1].kind for name in ("drill", "other")] == ["act", "clock"]
    table.do("director", "/clock", {"step": 20})
    assert (together(step=5)[1]["code"], together(next=True)[1]["code"]) == ("E655", "E655")
    assert together(to="+02:00")[0] == 201
    for sent, code in (
        ({}, "E949"),
        ({"speed": 1, "step": 2}, "E947"),
        ({"plays": [], "speed": 1}, "E949"),
        ({"plays": ["none"], "speed": 1}, "E690"),
    ):
        assert together(**sent)[1]["code"] == code
    assert together("wang", speed=1)[1]["code"] == "E930"


def test_a_damaged_play_is_named_and_hides_no_other(begun):
    from sqlalchemy import text as sql  # noqa: PLC0415

    with begun.room.store.database.writing() as connection:
        connection.execute(sql("UPDATE moves SET \"by\" = 'somebody' WHERE number = 2"))
    begun.door.post("/v1/plays", json={**OPENING, "play": "other"}, headers=begun.keys["director"])
    found = begun.door.get("/v1/plays", headers=begun.keys["director"]).json()
    assert [each["id"] for each in found["plays"]] == ["other"]
    assert [(each["id"], each["code"]) for each in found["unread"]] == [("drill", "E698")]


def test_a_room_for_real_work_keeps_no_plays(room, door):
    door.headers.update(key_of(room, "exercise-control"))
    for method, path in (("GET", "/v1/plays"), ("GET", PLAY)):
        assert door.request(method, path).json()["code"] == "E966"
    assert door.post("/v1/plays", json=OPENING).json()["code"] == "E966"


def test_a_unit_acknowledges_what_another_told_it_and_control_does_for_who_is_not_played(begun):
    begun.do(
        "wang",
        "/acts",
        {"did": ["report-up"], "to": ["headquarters", "county-government"], "channel": "phone"},
    )
    (message,) = begun.see("li", "/unit")["received"]
    assert (message["inject"], message["acknowledged"]) == (None, False)
    act = message["act"]
    assert begun.refused("wang", f"/acts/{act}/received", {"unit": "county-government"}) == (403, "E930")
    (told,) = begun.see("director")["acts"]
    assert [each["id"] for each in told["awaited"]] == ["headquarters", "county-government"]
    assert begun.see("wang", "/unit")["acts"][0]["awaited"] == []
    begun.do("li", f"/acts/{act}/acknowledge")
    begun.do("director", f"/acts/{act}/received", {"unit": "county-government"})
    assert begun.see("li", "/unit")["received"][0]["acknowledged"]
    told, *receipts = begun.see("director")["acts"]
    assert told["awaited"] == []
    assert [(each["by"], len(each["receives"])) for each in receipts] == [
        ("headquarters", 1), ("county-government", 1),
    ]  # fmt: skip
    assert begun.refused("director", f"/acts/{act}/received", {"unit": "nobody"}) == (422, "E652")
    recording = begun.ask("director", "GET", "/recording").text
    assert recording.count("receives:") == 2


def test_whoever_receives_a_report_sees_what_its_sender_entered_of_it_and_nothing_an_evaluator_saw(begun):
    sent = {"did": ["initial-report"], "to": ["headquarters", "county-government"], "channel": "phone"}
    begun.do("wang", "/acts", {**sent, "contains": ["name", "time"], "figures": {"deaths": "2+"}})
    (message,) = begun.see("li", "/unit")["received"]
    said = {
        "contents": [
            {"zh": "名称", "en": "name of the incident"},
            {"zh": "发生时间", "en": "time of the incident"},
        ],
        "numbers": [
            {
                "fact": "deaths",
                "label": {"zh": "同一批号疫苗致死亡病例", "en": "deaths linked to one batch"},
                "value": {"zh": "至少2例", "en": "at least 2 cases"},
            }
        ],
    }
    assert message["report"] == said
    begun.do(
        "evaluator", f"/acts/{message['act']}/contents", {"contains": ["nature"], "figures": {"deaths": "9"}}
    )
    assert begun.see("li", "/unit")["received"][0]["report"] == said
    assert begun.see("director")["acts"][0]["report"] == said
    begun.do("wang", "/acts", sent)
    assert begun.see("li", "/unit")["received"][-1]["report"] == {"contents": None, "numbers": []}
    assert begun.see("wang", "/unit")["received"][0]["report"] is None


def test_a_blank_is_no_reason_and_says_nothing(table):
    table.do("director", "/clock", {"speed": 1})
    table.do("wang", "/seat", {"unit": "headquarters"})
    for blank in ({"zh": "  "}, {"zh": "", "en": ""}, {"zh": "会议室要用", "en": " "}):
        assert table.refused("director", "/end", {"reason": blank}) == (422, "E653")
    for sent in ({"says": {"zh": "   "}}, {"orders": {"zh": "\t"}, "to": ["market-regulator"]}):
        assert table.refused("wang", "/acts", sent) == (422, "E652")
    assert table.refused("wang", "/notes", {"text": {"zh": " "}}) == (422, "E652")
    assert table.refused("director", "/injects", {"text": {"zh": " "}}) == (422, "E652")
    assert table.see("director")["clock"]["stage"] == "running"


def test_one_beside_the_script_that_turns_back_asks_first(table):
    table.do("director", "/clock", {"to": "+01:10"})
    sent = {"text": {"zh": "死亡一例", "en": "one dead"}, "facts": {"deaths": 1}, "to": ["headquarters"]}
    assert table.refused("director", "/injects", sent) == (422, "E654")
    assert table.do("director", "/injects", {**sent, "anyway": True})["kind"] == "inject"
    assert table.see("director")["injects"][-1]["turns_back"]


def test_plays_of_two_scenarios_are_neither_run_nor_compared_together(table):
    head = table.keys["director"]
    other = {**OPENING, "play": "other", "scenario": SCENARIO.replace("\nid: ", "\nid: other-", 1)}
    assert table.door.post("/v1/plays", json=other, headers=head).status_code == 201
    both = {"plays": ["drill", "other"], "speed": 1}
    assert table.door.post("/v1/common-clock", json=both, headers=head).json()["code"] == "E656"
    compared = "/v1/compared-plays?play=drill&play=other"
    assert table.door.get(compared, headers=head).json()["code"] == "E656"
