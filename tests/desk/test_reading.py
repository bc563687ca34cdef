"""What is read of a store is what was entered, at the present and at any moment gone by."""

import json
import re
from datetime import timedelta

import jsonschema
import pytest
from logs import NOW, after, opening
from night import all_done, at, began, how, refused

from respond import classify, quick
from respond.api import default_library
from respond.desk import (
    Decision,
    check,
    due,
    due_sheet,
    duties,
    handover,
    handover_sheet,
    overview,
    overview_sheet,
    questions,
    renewed,
    replay,
    response_of,
    sign,
    status,
    told,
)
from respond.log import incident_from
from respond.show import as_markdown, plain
from respond.situation import data_of, schema_of
from respond.store import Draft, Store, exported
from respond.yaml import Source

LIBRARY = default_library()
FIRE = {
    "respond": "incident/1",
    "id": "fire",
    "title": {"zh": "林火"},
    "plans": ["forest-fire"],
    "occurred": "2026-11-21T08:40+08:00",
    "facts": {"burnt_forest": "3 ha"},
    "events": {"received": "2026-11-21T08:50+08:00"},
}


def night(desk):
    """Open an incident and go on with it; give what each entry came to, with its moment."""
    steps = [began(desk)]
    steps.append(desk.update("one", {"deaths": "3+"}, now=after(8), source="县医院"))
    steps.append(desk.did("one", "report-up", now=after(30), by="headquarters", to=["county-government"]))
    steps.append(desk.declare("one", "I", how(40, reason="扩大")))
    steps.append(desk.correct("one", "deaths", how(50, reason="误报"), value="1"))
    steps.append(desk.unable("one", "seal-vaccine", now=after(55), reason="道路中断"))
    return steps


def test_status_is_what_the_last_entry_came_to(desk):
    last = night(desk)[-1]
    found = status(desk.store, LIBRARY, "one", now=after(55))
    assert found.to_json() == last.situation.to_json()


@pytest.mark.parametrize(
    ("deaths", "told"), [("3", "应启动响应（"), ("unknown", "可能须启动响应（最高Ⅰ级）")]
)
def test_a_response_that_only_may_be_called_for_is_not_told_as_one_that_is(deaths, told):
    said = quick(
        "vaccine-quality", ["quality_suspected=yes", f"deaths={deaths}"], ["received=2026-11-21T09:12+08:00"]
    )
    assert response_of(classify(said, now=NOW), "zh").startswith(told)


def test_a_clock_that_was_set_back_hides_no_entry(desk):
    last = night(desk)[-1]
    assert status(desk.store, LIBRARY, "one", now=NOW).to_json() == last.situation.to_json()
    (listed,) = overview(desk.store, LIBRARY, now=NOW).incidents
    assert listed.entries == 6
    assert listed.declared == last.situation.declared.level


def test_every_moment_is_replayed_as_it_was_answered_then(desk):
    for entered in night(desk):
        moment = entered.rows[-1].known_at
        before = replay(desk.store, LIBRARY, "one", at=moment).to_json()
        then = entered.situation.to_json()
        assert {**before, "later_steps": 0} == {**then, "later_steps": 0}


def test_a_replay_by_what_was_known_later_counts_the_correction(desk):
    night(desk)
    then = replay(desk.store, LIBRARY, "one", at=after(20))
    known = replay(desk.store, LIBRARY, "one", at=after(20), known=after(60))
    assert (str(then.level.certain), str(known.level.certain)) == ("II", "III")
    assert known.hindsight
    refused(lambda: replay(desk.store, LIBRARY, "one", at=after(-1)), "E861")
    assert replay(desk.store, LIBRARY, "one", at=after(-1), known=after(60)).level.certain is not None
    refused(lambda: replay(desk.store, LIBRARY, "one", at=after(20), known=after(10)), "E862")


def test_a_replay_under_another_edition(desk):
    early = {
        **FIRE,
        "id": "steppe",
        "plans": ["national/forest-grassland-fire"],
        "occurred": "2026-01-02T08:00+08:00",
        "facts": {
            "damaged_forest": "5 ha",
            "deaths": "0",
            "serious_injuries": "0",
            "damaged_grassland": "0 ha",
        },
        "events": {},
    }
    now = at("09:00").replace(month=1, day=2)
    desk.open(early, now=now)
    assert str(replay(desk.store, LIBRARY, "steppe", at=now).level.certain) == "IV"
    old = replay(desk.store, LIBRARY, "steppe", at=now, edition="forest-grassland-fire@2009")
    assert str(old.level.certain) == "III"
    assert not old.leading.applies
    for wrong in ("forest-grassland-fire", "vaccine-quality@2024"):
        refused(lambda name=wrong: replay(desk.store, LIBRARY, "steppe", at=now, edition=name), "E863")


def test_an_incident_given_out_is_classified_with_the_same_answer(desk):
    night(desk)
    zone = LIBRARY.zone(["vaccine-quality"])
    text = exported(desk.store, "one", after(60), zone)
    file = incident_from(Source("one.yaml", text), LIBRARY.zone)
    found = status(desk.store, LIBRARY, "one", now=after(60)).to_json()
    assert classify(file, now=after(60)).to_json() == found


def test_a_look_back_counts_only_what_was_known(desk):
    night(desk)
    back = status(desk.store, LIBRARY, "one", now=after(60), at=after(20))
    assert str(back.level.certain) == "II"
    refused(lambda: status(desk.store, LIBRARY, "one", now=after(5), at=after(20)), "E751")
    assumed = status(desk.store, LIBRARY, "one", now=after(60), assume=["deaths=5"])
    assert str(assumed.level.certain) == "I"


# The list.


def test_the_list_leads_with_what_presses(desk):
    night(desk)
    desk.open(FIRE, now=after(10))
    desk.open({**opening("drill"), "mode": "exercise"}, now=after(10))
    found = overview(desk.store, LIBRARY, now=after(70))
    assert [one.incident for one in found.incidents] == ["one", "fire", "drill"]
    for one in found.incidents:
        assert one.next in one.situation.obligations
    assert found.incidents[0].next.state == "overdue"


def test_closed_and_merged_incidents_are_listed_only_when_asked_for(desk):
    began(desk)
    began(desk, "two")
    began(desk, "three")
    all_done(desk, "one", 30)
    desk.close("one", how(30, reason="处置完毕"))
    desk.link("two", "three", now=after(31), merged=True)
    found = overview(desk.store, LIBRARY, now=after(40))
    assert [one.incident for one in found.incidents] == ["three"]
    assert found.ended == 2
    every = overview(desk.store, LIBRARY, now=after(40), ended=True)
    assert every.incidents[0].incident == "three"
    assert {(one.incident, one.closed is not None, one.merged_into) for one in every.incidents[1:]} == {
        ("one", True, None),
        ("two", False, "three"),
    }
    assert every.ended == 0


def test_what_a_closed_incident_still_owes_stands_in_every_list_until_it_is_done(desk):
    began(desk)
    began(desk, "two")
    all_done(desk, "two", 29)
    desk.close("one", how(30, reason="余下的补报"))
    owed = due(desk.store, LIBRARY, "one", now=after(75)).owed
    assert "law-report" in {each.obligation.duty for each in owed}
    assert {each.closed for each in owed} == {after(30)}
    every = due(desk.store, LIBRARY, now=after(75)).owed
    assert [each.obligation for each in every if each.incident == "one"] == [each.obligation for each in owed]
    listed = overview(desk.store, LIBRARY, now=after(75))
    assert [(one.incident, one.closed, one.left) for one in listed.incidents] == [
        ("two", None, 0), ("one", after(30), len(owed)),
    ]  # fmt: skip
    assert listed.incidents[1].next == owed[0].obligation
    sheet = handover(desk.store, LIBRARY, now=after(75), since=after(70), ahead=timedelta(hours=1))
    one = next(each for each in sheet.incidents if each.incident == "one")
    assert [each.id for each in one.running] == [each.obligation.id for each in owed]
    for text in (overview_sheet(listed, "zh"), handover_sheet(sheet, "zh")):
        assert f"09:42办结，仍有{len(owed)}项未了" in as_markdown(text)
    assert "疑似疫苗质量事件（one）（09:42办结）" in as_markdown(
        due_sheet(due(desk.store, LIBRARY, now=after(75)), "zh")
    )
    all_done(desk, "one", 76)
    assert [one.incident for one in overview(desk.store, LIBRARY, now=after(77)).incidents] == ["two"]
    assert due(desk.store, LIBRARY, now=after(77)).owed == ()
    assert handover(
        desk.store, LIBRARY, now=after(78), since=after(77), ahead=timedelta(hours=1)
    ).ended == 1  # fmt: skip


def test_an_open_incident_stands_before_a_closed_one_in_which_something_presses_more(desk):
    began(desk, "a", title={"zh": "重复", "en": "a duplicate"})
    desk.close("a", how(5, reason="重复"))
    desk.open({**opening("b"), "events": {"received": after(30).isoformat()}}, now=after(30))
    for now in (after(31), after(300)):
        found = overview(desk.store, LIBRARY, now=now).incidents
        assert [(each.incident, each.open) for each in found] == [("b", True), ("a", False)]
        handed = handover(desk.store, LIBRARY, now=now, ahead=timedelta(hours=12)).incidents
        assert [each.incident for each in handed] == ["b", "a"]


def test_a_closing_that_was_taken_back_leaves_the_incident_open(desk):
    began(desk)
    all_done(desk, "one", 30)
    desk.close("one", how(30, reason="处置完毕"))
    assert overview(desk.store, LIBRARY, now=after(31)).incidents == ()
    desk.correct("one", "closed", how(32, reason="没有办结"), withdrawn="yes")
    assert [one.incident for one in overview(desk.store, LIBRARY, now=after(33)).incidents] == ["one"]


def test_what_is_over_is_not_worked_out_again_until_something_is_entered(desk, monkeypatch):
    began(desk)
    began(desk, "two")
    all_done(desk, "one", 30)
    desk.close("one", how(30, reason="处置完毕"))
    store = desk.store
    assert overview(store, LIBRARY, now=after(31)).ended == 1
    asked = []
    followed = store.following.followed
    monkeypatch.setattr(
        store.following,
        "followed",
        lambda rows, *more: asked.append(rows[0].incident) or followed(rows, *more),
    )
    assert overview(store, LIBRARY, now=after(31)).ended == 1
    assert asked == ["two"]
    assert [*renewed(store, LIBRARY, lambda: after(31))] == []
    assert len(overview(store, LIBRARY, now=after(31), ended=True).incidents) == 2
    desk.note("one", "又来电话", now=after(32))
    assert [*renewed(store, LIBRARY, lambda: after(32))] == ["one"]


def test_an_incident_that_cannot_be_read_is_named(desk):
    began(desk)
    broken = {**opening("two"), "plans": ["no-such-plan"]}
    desk.store.add("two", lambda _: [Draft("opened", NOW, broken)], by="x", now=NOW, new=True)
    for found in (
        overview(desk.store, LIBRARY, now=after(5)),
        due(desk.store, LIBRARY, now=after(5)),
        handover(desk.store, LIBRARY, now=after(5), since=after(-60), ahead=timedelta(hours=1)),
    ):
        assert [(one.incident, one.code, one.exit_code) for one in found.unread] == [("two", "E502", 2)]


def test_what_nobody_confirmed_is_told(desk):
    began(desk)
    desk.update("one", {"deaths": "1"}, now=after(5), source="县医院")
    desk.update("one", {"rare_cases": "4"}, now=after(6), standing="confirmed")
    desk.update("one", {"serious_cases": "unknown"}, now=after(7))
    (listed,) = overview(desk.store, LIBRARY, now=after(8)).incidents
    assert [(one.fact, one.shown.zh) for one in listed.unconfirmed] == [
        ("quality_suspected", "是"),
        ("deaths", "1例"),
    ]
    assert listed.unconfirmed[1].source.zh == "县医院"
    desk.update("one", {"deaths": "1"}, now=after(9), standing="confirmed")
    (listed,) = overview(desk.store, LIBRARY, now=after(10)).incidents
    assert [one.fact for one in listed.unconfirmed] == ["quality_suspected"]


# What is due.


def test_what_is_due_is_what_the_answer_presses_for(desk):
    night(desk)
    desk.open(FIRE, now=after(10))
    now = after(70)
    found = due(desk.store, LIBRARY, now=now)
    for name in ("one", "fire"):
        situation = status(desk.store, LIBRARY, name, now=now)
        expected = {
            one.id
            for one in situation.deadlines
            if one.ours and not one.provisional and one.mood != "may" and one.order.kind == "act"
            and one.state in {"running", "overdue"} and one.paused is None
            and not (one.at_once and one.start is not None and one.started is None)
        }  # fmt: skip
        assert {each.obligation.id for each in found.owed if each.incident == name} == expected
        assert expected
    alone = due(desk.store, LIBRARY, "fire", now=now)
    assert {each.incident for each in alone.owed} == {"fire"}
    refused(lambda: due(desk.store, LIBRARY, "none", now=now), "E845")


def test_what_is_past_a_figure_leads_what_is_owed_at_once_though_nobody_calls_it_late_yet(desk):
    between = {"at_least": "2026-11-21T09:12+08:00", "at_most": "2026-11-21T10:00+08:00"}
    began(desk, events={"received": between})
    shown = [each.obligation for each in due(desk.store, LIBRARY, now=at("10:40")).owed]
    first = shown[0]
    assert (first.duty, first.state, first.due, first.latest) == (
        "report-up", "running", at("10:12"), at("11:00"),
    )  # fmt: skip
    past = [one.due is not None and one.due < at("10:40") for one in shown]
    assert past == sorted(past, reverse=True)
    assert any(one.at_once for one in shown)
    desk.note("one", "电话", now=at("10:11"))  # a store that is asked again reads on
    for clock, leads in (("10:12", False), ("10:13", True)):
        again = due(desk.store, LIBRARY, now=at(clock)).owed[0].obligation
        assert (again.duty == "report-up") is leads


def test_within_a_time_what_is_due_later_is_only_counted(desk):
    began(desk)
    every = due(desk.store, LIBRARY, now=after(1))
    soon = due(desk.store, LIBRARY, now=after(1), within=timedelta(minutes=30))
    hour = due(desk.store, LIBRARY, now=after(1), within=timedelta(hours=1))
    assert all(each.obligation.at_once for each in soon.owed)
    assert len(soon.owed) < len(hour.owed)
    assert [len(each.owed) + each.later for each in (soon, hour)] == [len(every.owed)] * 2
    edge = next(each.obligation for each in every.owed if each.obligation.duty == "report-up")
    for seconds, shown in ((0, True), (-1, False)):
        within = edge.due - after(1) + timedelta(seconds=seconds)
        found = due(desk.store, LIBRARY, now=after(1), within=within)
        assert (edge.id in {each.obligation.id for each in found.owed}) is shown


def test_a_check_fails_once_something_is_overdue(desk):
    began(desk)
    assert not due(desk.store, LIBRARY, now=after(60)).presses
    assert due(desk.store, LIBRARY, now=after(61)).presses
    assert due(desk.store, LIBRARY, now=after(1), within=timedelta(minutes=1)).presses


# Who has what to do.


def test_every_obligation_stands_in_one_column_of_each_who_owes_it(desk):
    night(desk)
    now = after(70)
    board = duties(desk.store, LIBRARY, "one", now=now)
    situation = status(desk.store, LIBRARY, "one", now=now)
    owed = [one for one in situation.obligations if one.mood != "may"]
    for lane in board.lanes:
        mine = [
            one
            for one in owed
            if lane.unit in [unit.id for unit in one.units] or (lane.unit is None and not one.units)
        ]
        assert sorted(each.obligation.id for each in lane.carried) + sorted(one.id for one in lane.kept) == [
            *sorted(one.id for one in mine if one.order.kind == "act"),
            *sorted(one.id for one in mine if one.order.kind != "act"),
        ]
    columns = {each.obligation.duty: each.column for lane in board.lanes for each in lane.carried}
    assert columns["report-up"] == "overdue"
    assert columns["seal-vaccine"] == "unable"
    named = duties(desk.store, LIBRARY, "one", now=now, unit="县市场监督管理局")
    assert [lane.unit for lane in named.lanes] == ["market-regulator"]
    refused(lambda: duties(desk.store, LIBRARY, "one", now=now, unit="市监所"), "E722")


def test_what_is_asked_first_could_change_the_level(desk):
    began(desk)
    found = questions(desk.store, LIBRARY, "one", now=after(5))
    decides = [bool(each.question.levels) for each in found.questions]
    assert decides == sorted(decides, reverse=True)
    assert {each.question.fact for each in found.questions} >= {"deaths", "rare_cases", "serious_cases"}
    counted = next(each for each in found.questions if each.question.fact == "deaths")
    assert (counted.type, counted.unit, counted.judgement) == ("count", "case", False)


# The log.


def test_the_log_tells_each_entry_with_its_times_and_what_became_of_it(desk):
    night(desk)
    desk.link("one", began(desk, "two").rows[0].incident, now=after(56))
    log = told(desk.store, LIBRARY, "one", now=after(60))
    assert [(entry.number, entry.kind) for entry in log.entries] == [
        (1, "opened"), (2, "observation"), (3, "act"), (4, "declaration"), (5, "correction"), (6, "unable"), (7, "link"),
    ]  # fmt: skip
    (deaths,) = log.entries[1].says
    assert (deaths.name, deaths.words.zh, deaths.corrected_by) == (
        "deaths",
        "同一批号疫苗致死亡病例：至少3例（上报；县医院）",
        5,
    )
    assert not deaths.withdrawn
    (put_right,) = log.entries[4].says
    assert put_right.corrects == "deaths"
    assert "1例" in put_right.words.zh
    assert "误报" in put_right.words.en
    (act,) = log.entries[2].says
    assert (
        act.words.zh
        == "已办：向县政府、县应急救援总指挥部办公室、市市场监管局报告（县应急指挥部（县指挥部）；→ 县人民政府）"
    )
    assert log.entries[3].answers == 3
    assert {say.words.zh for say in log.entries[6].says} == {"与事件 two 关联"}
    since = told(desk.store, LIBRARY, "one", now=after(60), since=after(40))
    assert [entry.number for entry in since.entries] == [4, 5, 6, 7]
    assert since.earlier == 3


def test_every_name_the_log_tells_can_be_put_right(desk):
    night(desk)
    log = told(desk.store, LIBRARY, "one", now=after(60))
    for said in [said for entry in log.entries for said in entry.says]:
        if said.kind in {"observation", "event", "act"} and said.name != "occurred":
            desk.correct("one", said.name, how(61, reason="没有"), withdrawn="yes")
    after_ = told(desk.store, LIBRARY, "one", now=after(62))
    gone = [said for entry in after_.entries for said in entry.says if said.withdrawn]
    assert {said.name for said in gone if said.name} == {
        "received",
        "quality_suspected",
        "deaths",
        "report-up",
    }
    assert all(said.corrects for said in gone if not said.name)  # what corrected it before is gone with it


def test_two_entries_of_one_moment_stay_apart(desk):
    began(desk)
    desk.note("one", "甲", now=after(5))
    desk.update("one", {"deaths": "1"}, now=after(5))
    desk.note("one", "乙", now=after(5))
    log = told(desk.store, LIBRARY, "one", now=after(6))
    assert [[said.words.zh for said in entry.says] for entry in log.entries[1:]] == [
        ["甲"], ["同一批号疫苗致死亡病例：1例（上报）"], ["乙"],
    ]  # fmt: skip


# The check.


def test_a_sound_store_says_how_far_signatures_vouch(desk):
    refused(lambda: check(desk.store), "E860")
    refused(lambda: sign(desk.store, NOW), "E860")
    night(desk)
    before = check(desk.store)
    assert (before.sound, before.entries, before.attested, before.line) == (True, 6, 0, None)
    signed = sign(desk.store, after(60))
    desk.note("one", "后来", now=after(61))
    found = check(desk.store, against=[signed.line], key=signed.key)
    assert (found.sound, found.entries, found.attested, found.own_key, found.printed) == (
        True,
        7,
        6,
        False,
        1,
    )
    refused(lambda: check(desk.store, key="abc"), "E864")
    assert "head:seal:signature" in refused(lambda: check(desk.store, against=["1:2"]), "E846").render("en")


def test_a_check_says_where_the_store_was_changed(desk, tmp_path):
    import sqlite3  # noqa: PLC0415 - to tamper with

    night(desk)
    signed = sign(desk.store, after(60))
    with sqlite3.connect(tmp_path / "store.db") as connection:
        connection.execute("UPDATE entries SET body = replace(body, '3+', '1') WHERE seq = 2")
    found = check(desk.store, against=[signed.line])
    assert not found.sound
    first = found.found[0]
    assert (first.breach, first.incident, first.number) == ("changed", "one", 2)
    assert first.words.zh == "库中第2条（事件 one 第2条）的内容被改动过"
    with sqlite3.connect(tmp_path / "store.db") as connection:
        connection.execute("DELETE FROM entries WHERE seq > 4")
    assert "cut" in {each.breach for each in check(desk.store).found}
    other = Store(tmp_path / "other.db")
    refused(lambda: check(other), "E860")


# The handover.


def test_a_shift_is_handed_over_with_what_changed_in_it(desk):
    night(desk)
    desk.store.checkpoint(after(70))
    sheet = handover(desk.store, LIBRARY, now=after(70), since=after(20), ahead=timedelta(hours=12))
    (one,) = sheet.incidents
    assert str(one.before.level.certain) == "II"
    assert str(one.level.certain) == "III"
    assert [entry.number for entry in one.entered] == [3, 4, 5, 6]
    assert [each.duty for each in one.unable] == ["seal-vaccine"]
    assert [(each.what, str(each.decided)) for each in one.beside] == [("level", "I")]
    assert (sheet.line, sheet.unsigned) == (check(desk.store).line, 0)
    desk.note("one", "后来", now=after(71))
    assert handover(desk.store, LIBRARY, now=after(72), since=after(20), ahead=timedelta(0)).unsigned == 1
    refused(
        lambda: handover(desk.store, LIBRARY, now=after(1), since=after(2), ahead=timedelta(hours=1)), "E868"
    )


def test_what_an_incident_tells_of_itself_is_named_in_a_handover_and_not_told_again(desk):
    night(desk)
    sheet = handover(desk.store, LIBRARY, now=after(70), since=after(20), ahead=timedelta(hours=12))
    (one,) = data_of(sheet)["incidents"]
    assert one["entered"] == [3, 4, 5, 6]
    whole = {each.id: each for each in status(desk.store, LIBRARY, "one", now=after(70)).obligations}
    handed = [each for name in ("running", "untimed", "done", "missed", "unable") for each in one[name]]
    assert {each["state"] for each in handed} == {"running", "overdue"}
    for each in handed:
        of = whole[each["id"]]
        assert each["units"] == [unit.id for unit in of.units]
        assert each["due"] == (of.due and of.due.isoformat())
        told = len(json.dumps(each, ensure_ascii=False).encode())
        assert 3 * told < len(json.dumps(data_of(of), ensure_ascii=False).encode())
    said = next(each for each in handed if each["id"].endswith("#report-up#1"))
    assert (said["state"], said["ended"]) == ("overdue", None)
    assert said["to"] == ["county-rescue-office", "city-market-regulator"]  # the government has been told


def test_an_incident_opened_or_closed_in_the_shift_is_handed_over(desk):
    began(desk)
    began(desk, "two")
    all_done(desk, "two", 29)
    desk.close("two", how(30, reason="误报"))
    sheet = handover(desk.store, LIBRARY, now=after(40), since=after(-5), ahead=timedelta(hours=12))
    assert [(one.incident, one.before, one.closed is not None) for one in sheet.incidents] == [
        ("one", None, False), ("two", None, True),
    ]  # fmt: skip
    later = handover(desk.store, LIBRARY, now=after(90), since=after(60), ahead=timedelta(hours=12))
    assert [one.incident for one in later.incidents] == ["one"]
    assert later.ended == 1


def test_what_was_owed_at_once_and_not_done_is_handed_over_without_a_limit(desk):
    """The moment at which it ended is none by which it was due."""
    desk.open(FIRE, now=after(0))
    desk.close(FIRE["id"], how(30, reason="误报"))
    sheet = handover(desk.store, LIBRARY, now=after(40), since=after(-5), ahead=timedelta(hours=12))
    told = [
        line for line in plain(handover_sheet(sheet, "zh")).splitlines() if "未办" in line and "!" in line
    ]
    assert told
    assert not [line for line in told if re.search(r"\d\d:\d\d", line)]
    assert "应立即办理，至" in plain(handover_sheet(sheet, "zh"))


def test_clocks_that_run_out_after_the_next_shift_are_counted(desk):
    desk.open(FIRE, now=after(0))
    long = handover(desk.store, LIBRARY, now=after(1), since=NOW, ahead=timedelta(days=40)).incidents[0]
    short = handover(desk.store, LIBRARY, now=after(1), since=NOW, ahead=timedelta(minutes=1)).incidents[0]
    assert short.later > long.later
    assert len(short.running) + short.later == len(long.running) + long.later


def test_what_is_owed_by_no_clock_is_told_in_lists_and_handed_over(desk):
    """Promptly, as prescribed or within no limit that is named: no row of a clock has room for it."""
    desk.open(FIRE, now=after(0))
    one = status(desk.store, LIBRARY, FIRE["id"], now=after(1))
    untimed = [
        each.id
        for each in one.obligations
        if each.ours and each.open and each.mood == "must" and each.order.kind == "act" and not each.provisional
        and each.state == "running" and each.due is None and not each.at_once
    ]  # fmt: skip
    assert untimed
    found = due(desk.store, LIBRARY, now=after(1))
    assert found.untimed == len(untimed)
    assert f"另有{len(untimed)}项没有钟限（respond duties 事件）" in plain(due_sheet(found, "zh"))
    sheet = handover(desk.store, LIBRARY, now=after(1), since=NOW, ahead=timedelta(hours=12))
    [handed] = sheet.incidents
    assert sorted(each.id for each in handed.untimed) == sorted(untimed)
    assert "没有钟限的" in plain(handover_sheet(sheet, "zh"))
    assert handed.untimed[0].label.zh in plain(handover_sheet(sheet, "zh"))


# Plain data.


@pytest.mark.parametrize(
    "read", ["overview", "due", "duties", "questions", "log", "verified", "signed", "handover"]
)
def test_plain_data_keeps_its_schema(desk, read):
    night(desk)
    desk.close("one", Decision("headquarters", after(56), reason="完"))
    began(desk, "two")
    now = after(60)
    thing = {
        "overview": lambda: overview(desk.store, LIBRARY, now=now, ended=True),
        "due": lambda: due(desk.store, LIBRARY, now=now, within=timedelta(hours=2)),
        "duties": lambda: duties(desk.store, LIBRARY, "one", now=now),
        "questions": lambda: questions(desk.store, LIBRARY, "two", now=now),
        "log": lambda: told(desk.store, LIBRARY, "one", now=now),
        "verified": lambda: check(desk.store),
        "signed": lambda: sign(desk.store, now),
        "handover": lambda: handover(desk.store, LIBRARY, now=now, since=NOW, ahead=timedelta(hours=12)),
    }[read]()
    data = data_of(thing)
    assert data["schema"] == f"{read}/1"
    jsonschema.validate(data, schema_of(type(thing), data["schema"]))
