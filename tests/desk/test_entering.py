"""Whatever is told is kept in the keys of the incident file, and the answer counts it; what is wrong keeps nothing."""

import sys
from datetime import datetime, timedelta

import pytest
from attrs import evolve
from logs import NOW, after, opening
from night import at, began, how, refused

from respond import classify
from respond.desk import Decision, Typed, dossier, status, told
from respond.log import described, incident_from
from respond.store import incident_of
from respond.yaml import Source


def last(desk, name="one"):
    return desk.store.rows(name)[-1]


def duty(entered, name):
    return next(one for one in entered.situation.obligations if one.duty == name)


def test_an_incident_is_opened_with_its_first_report(desk):
    entered = began(desk)
    (row,) = entered.rows
    assert (row.kind, row.number, row.by, entered.number) == ("opened", 1, "值班室", 1)
    assert entered.situation.incident == "one"
    assert entered.concerns == ()
    refused(lambda: began(desk), "E844")


def test_an_incident_file_is_opened_step_by_step(desk, tmp_path):
    text = """\
respond: incident/1
id: fire
title: {zh: 火}
plans: [vaccine-quality]
occurred: 2026-11-21T08:00+08:00
facts: {quality_suspected: yes}
then:
  - {at: 2026-11-21T08:20+08:00, facts: {deaths: 1}, note: {zh: 医院}}
  - {at: 2026-11-21T08:30+08:00, events: {verified: }, did: [{duty: report-up, by: headquarters}]}
  - {at: 2026-11-21T08:40+08:00, did: [{duty: report-up, by: headquarters}], facts: {deaths: 2}}
  - {at: 2026-11-21T08:50+08:00, declared: [{level: II, by: 县长, reason: {zh: 扩大}}]}
  - {at: 2026-11-21T09:00+08:00, corrects: [{entry: deaths, value: 2}]}
  - {at: 2026-11-21T09:01+08:00, withdraws: {by: 县长, reason: {zh: 不再}}}
  - {at: 2026-11-21T09:02+08:00, unable: [{duty: report-up, reason: {zh: 断线}}]}
  - {at: 2026-11-21T09:03+08:00, note: {zh: 完}}
"""
    path = tmp_path / "fire.yaml"
    path.write_text(text, "utf-8")
    entered = desk.open(path, now=NOW)
    assert [row.kind for row in entered.rows] == [
        "opened", "observation", "event", "act", "declaration", "correction", "withdrawal", "unable", "note",
    ]  # fmt: skip
    assert [row.answers for row in entered.rows] == [None, None, None, None, 4, 5, 6, None, None]
    assert entered.rows[1].known_at == at("08:20")
    written = incident_from(Source("fire.yaml", text))
    kept = incident_of(desk.store.rows("fire"))
    assert classify(kept, now=NOW).to_json() == classify(written, now=NOW).to_json()


def test_a_file_that_is_wrong_says_where(desk, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(
        "respond: incident/1\nid: x\ntitle: {zh: 例}\nplans: [vaccine-quality]\noccured: 2026-11-21\n"
    )
    error = refused(lambda: desk.open(path, now=NOW), "E201")
    assert error.faults[0].place.line == 5
    assert desk.store.incidents() == ()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"plans": ["no-such-plan"]}, "E502"),
        ({"facts": {"dead": "3"}}, "E701"),
        ({"id": " "}, "E858"),
        ({"id": "x" * 201}, "E858"),
        ({"id": "\ud800"}, "E858"),
        ({"region": "999999"}, "E738"),
        ({"occurred": "2026-11-22T08:00+08:00"}, "E716"),
    ],
)
def test_what_cannot_be_opened_keeps_nothing(desk, more, code):
    refused(lambda: began(desk, **more), code)
    assert desk.store.incidents() == ()


def test_facts_are_kept_as_they_are_told(desk):
    began(desk)
    entered = desk.update("one", {"deaths": "3+"}, now=at("09:20"))
    assert last(desk).data == {"facts": {"deaths": "3+"}}
    assert entered.situation.level.certain.name == "II"
    entered = desk.update(
        "one", {"deaths": "4"}, now=at("09:21"), source="医院", as_of=at("09:15"), standing="confirmed",
        judged_by="值班局长",
    )  # fmt: skip
    assert last(desk).data == {
        "facts": {
            "deaths": {
                "value": "4", "source": "医院", "as_of": "2026-11-21T09:15:00+08:00",
                "standing": "confirmed", "by": "值班局长",
            }
        }
    }  # fmt: skip
    assert entered.situation.difference.changed


def test_values_that_will_not_do_are_refused(desk):
    began(desk)
    for facts, more, code in (
        ({"deaths": "many"}, {}, "E302"),
        ({"dead": "3"}, {}, "E701"),
        ({"deaths": "3"}, {"standing": "sure"}, "E332"),
        ({"deaths": "3"}, {"as_of": "2026-11-21T10:00+08:00"}, "E857"),
        ({"deaths": "3"}, {"as_of": "yesterday"}, "E322"),
    ):
        refused(lambda facts=facts, more=more: desk.update("one", facts, now=at("09:20"), **more), code)
    assert len(desk.store.rows("one")) == 1


def test_events_are_ours_or_of_a_body(desk):
    began(desk)
    entered = desk.event("one", "verified", now=at("09:20"), at=at("09:18"), by="市监局")
    assert last(desk).data == {"events": {"verified": {"at": "2026-11-21T09:18:00+08:00", "by": "市监局"}}}
    assert any((event.id, event.at) == ("verified", at("09:18")) for event in entered.situation.events)
    desk.event("one", "received@county-government", now=at("09:21"))
    assert last(desk).data == {"events": {"received@county-government": None}}
    refused(lambda: desk.event("one", "verifed", now=at("09:22")), "E702")
    refused(lambda: desk.event("one", "received@moon", now=at("09:22")), "E722")
    refused(lambda: desk.event("one", "verified", now=at("09:22"), at=at("09:23")), "E857")


@pytest.mark.parametrize(
    ("event", "command"),
    [
        ("response_started", "start"),
        ("response_adjusted", "adjust"),
        ("terminated", "terminate"),
        ("closed", "close"),
    ],
)
def test_a_decision_is_no_mere_event(desk, event, command):
    began(desk)
    error = refused(lambda: desk.event("one", event, now=at("09:20")), "E856")
    assert f"respond {command} one" in error.render("zh")
    seat = desk.library.plan(desk.library.find("vaccine-quality")).seat
    refused(lambda: desk.event("one", f"{event}@{seat}", now=at("09:20")), "E856")
    desk.event("one", f"{event}@county-government", now=at("09:20"))  # theirs, not ours


def test_acts_say_all_there_is_to_say(desk):
    began(desk)
    entered = desk.did(
        "one", "report-up", now=at("09:40"), at=at("09:35"), by="headquarters", to=["county-government"],
        channel="phone", number="3号", round="1", **{"for": "headquarters-office"},
    )  # fmt: skip
    assert last(desk).data == {
        "did": [
            {
                "duty": "report-up", "at": "2026-11-21T09:35:00+08:00", "by": "headquarters",
                "to": ["county-government"], "channel": "phone", "number": "3号", "round": "1",
                "for": "headquarters-office",
            }
        ]
    }  # fmt: skip
    one = duty(entered, "report-up")
    assert [(unit.id, moment) for unit, moment in one.told] == [("county-government", at("09:35"))]
    entered = desk.did("one", "report-up", now=at("09:41"))
    assert duty(entered, "report-up").state == "met"
    for more, code in (
        ({"by": "moon"}, "E722"), ({"to": ["moon"]}, "E722"), ({"channel": "pigeon"}, "E208"),
        ({"at": "2026-11-21T09:50+08:00"}, "E857"),
    ):  # fmt: skip
        refused(lambda more=more: desk.did("one", "report-up", now=at("09:42"), **more), code)
    refused(lambda: desk.did("one", "report-upp", now=at("09:42")), "E720")


def test_what_cannot_be_done_stays_owed(desk):
    began(desk)
    entered = desk.unable(
        "one", "report-up", now=at("09:40"), reason="线路中断", by="headquarters", at=at("09:39")
    )
    one = duty(entered, "report-up")
    assert one.open
    assert (one.unable.reason.zh, one.unable.by, one.unable.at) == ("线路中断", "headquarters", at("09:39"))
    refused(lambda: desk.unable("one", "report-up", now=at("09:41"), reason=" "), "E858")
    refused(lambda: desk.unable("one", "report-up", now=at("09:41"), reason="x", by="moon"), "E722")


def test_notes_are_kept_in_their_language(desk):
    began(desk)
    desk.note("one", "风向转北", now=at("09:20"))
    assert last(desk).data == {"note": {"zh": "风向转北"}}
    desk.note("one", "wind from the north", now=at("09:21"))
    assert last(desk).data == {"note": {"en": "wind from the north"}}
    refused(lambda: desk.note("one", "\n ", now=at("09:22")), "E858")
    refused(lambda: desk.note("one", "bad \udcff byte", now=at("09:22")), "E858")
    assert len(desk.store.rows("one")) == 3


def test_a_level_is_declared_and_withdrawn(desk):
    began(desk)
    entered = desk.declare(
        "one", "特别重大", how(by="县长", reason="舆情", at=at("09:30")), until=at("20:00")
    )
    assert last(desk).data == {
        "declared": [
            {
                "level": "I", "by": "县长", "reason": {"zh": "舆情"}, "at": "2026-11-21T09:30:00+08:00",
                "until": "2026-11-21T20:00:00+08:00",
            }
        ]
    }  # fmt: skip
    assert entered.situation.declared.level.name == "I"
    entered = desk.withdraw("one", how(40, by="县长", reason="平息", at=at("09:45")))
    assert last(desk).data == {
        "withdraws": {"by": "县长", "at": "2026-11-21T09:45:00+08:00", "reason": {"zh": "平息"}}
    }
    assert entered.situation.declared is None
    refused(lambda: desk.withdraw("one", how(41, by="县长", reason="再")), "E736")
    refused(lambda: desk.declare("one", "IX", how(41, reason="再")), "E340")
    refused(lambda: desk.declare("one", "II", how(41)), "E858")
    refused(lambda: desk.declare("one", "II", how(41, by=" ", reason="x")), "E858")
    refused(lambda: desk.declare("one", "II", how(41, reason="再"), until=at("09:00")), "E712")


def test_an_entry_is_put_right_and_who_did_so_is_kept(desk):
    began(desk)
    desk.update("one", {"deaths": "3"}, now=at("09:20"))
    entered = desk.correct("one", "deaths", how(by="值班长", reason="误报"), value="1")
    assert last(desk).data == {
        "corrects": [{"entry": "deaths", "value": "1", "corrected_by": "值班长", "reason": {"zh": "误报"}}]
    }
    assert entered.situation.level.certain.name != "II"
    desk.correct("one", "received", how(31, at=at("09:02")))
    assert last(desk).data["corrects"][0]["at"] == "2026-11-21T09:02:00+08:00"
    desk.did("one", "report-up", now=at("09:50"))
    entered = desk.correct(
        "one",
        "report-up",
        how(40),
        by="headquarters",
        to=["county-government"],
        channel="written",
        number="7",
    )
    assert last(desk).data["corrects"][0].items() >= {"by": "headquarters", "channel": "written"}.items()
    assert {unit.id for unit, _ in duty(entered, "report-up").told} == {"county-government"}
    entered = desk.correct("one", "report-up", how(41), withdrawn="yes")
    assert duty(entered, "report-up").told == ()
    refused(lambda: desk.correct("one", "deaths", how(42)), "E727")
    refused(lambda: desk.correct("one", "deaths#2", how(42), value="1"), "E723")
    refused(lambda: desk.correct("one", "received", how(42, at=at("23:00"))), "E857")


def test_a_limit_is_made_longer_as_far_as_the_plan_lets(desk):
    desk.open(
        {
            "respond": "incident/1", "id": "inquiry", "title": {"zh": "调查"}, "plans": ["production-accident"],
            "occurred": "2026-11-01T08:00+08:00", "facts": {"deaths": "3"},
            "events": {"received": "2026-11-01T08:10+08:00"},
        },
        now=NOW,
    )  # fmt: skip
    rules = [rule.entry for rule in desk.library.prepared(desk.library.find("production-accident")).measures]
    allowed = next(each for each in rules if each.extend is not None)
    desk.extend(
        "inquiry", allowed.id, "10 days", how(by=allowed.extend.by, reason="鉴定", at=at("09:30")), round_=1
    )
    assert desk.store.rows("inquiry")[-1].data == {
        "extended": [
            {
                "duty": allowed.id, "length": "10 days", "by": allowed.extend.by, "reason": {"zh": "鉴定"},
                "at": "2026-11-21T09:30:00+08:00", "round": "1",
            }
        ]
    }  # fmt: skip
    refused(lambda: desk.extend("inquiry", allowed.id, "900 days", how(31, by=allowed.extend.by)), "E725")


def test_what_was_typed_opens_an_incident(desk):
    typed = Typed(
        "fire",
        ("forest-fire",),
        "北山",
        ("burnt_forest=3ha",),
        ("received=2026-03-15T13:20",),
        "2026-03-15",
        None,
    )
    now = datetime.fromisoformat("2026-03-15T14:00+08:00")
    entered = desk.open(typed.opening(desk.zone(None, ["forest-fire"]), now), now=now)
    assert entered.rows[0].data == {
        "respond": "incident/1", "id": "fire", "title": {"zh": "北山"}, "plans": ["forest-fire"],
        "occurred": "2026-03-15", "facts": {"burnt_forest": "3ha"},
        "events": {"received": "2026-03-15T13:20:00+08:00"},
    }  # fmt: skip
    signs = Typed("signs", ("forest-fire",), noticed="2026-03-15T13:20").opening(desk.zone(None), now)
    assert desk.open(signs, now=now).situation.occurring is False
    assert desk.zone("fire").key == "Asia/Shanghai"


def test_a_first_report_that_is_typed_names_who_judged(desk):
    typed = Typed("lot", ("vaccine-quality",), facts=("other_serious=yes",), occurred="2026-03-15")
    now = at("09:30")
    refused(lambda: desk.open(typed.opening(desk.zone(None), now), now=now), "E327")
    named = evolve(typed, judged_by="market-regulator")
    entered = desk.open(named.opening(desk.zone(None), now), now=now)
    assert entered.rows[0].data["facts"] == {"other_serious": {"value": "yes", "by": "market-regulator"}}


def test_a_time_without_an_offset_and_a_clock_without_one_are_refused(desk):
    began(desk)
    refused(lambda: desk.note("one", "x", now=datetime(2026, 11, 21, 9, 30)), "E719")  # noqa: DTZ001 - the point
    refused(lambda: desk.event("one", "verified", now=at("09:30"), at="2026-11-21T09:20"), "E321")


def test_a_clock_set_back_is_told_and_makes_nothing_known_earlier(desk):
    began(desk)
    desk.update("one", {"deaths": "1"}, now=at("10:00"))
    entered = desk.update("one", {"deaths": "2"}, now=at("09:30"))
    assert entered.rows[0].known_at == at("10:00")
    assert entered.rows[0].recorded_at == at("09:30")
    (told,) = entered.concerns
    assert "2026-11-21 10:00" in told.text.zh
    assert not told.against
    assert desk.update("one", {"deaths": "3"}, now=at("10:01")).concerns == ()
    assert entered.situation.now == at("10:00")


def test_incidents_that_are_not_there(desk):
    began(desk)
    for call in (
        lambda: desk.note("onne", "x", now=after(1)),
        lambda: desk.update("onne", {"deaths": "1"}, now=after(1)),
        lambda: desk.close("onne", how()),
        lambda: desk.event("onne", "closed", now=after(1)),
        lambda: desk.zone("onne"),
    ):
        assert refused(call, "E845").faults[0].suggestion == "one"


def test_a_decision_is_told_in_the_keys_of_a_file():
    decision = Decision("县长", NOW, "扩大", NOW - timedelta(minutes=5))
    assert decision.told == {"by": "县长", "at": "2026-11-21T09:07:00+08:00"}
    assert decision.why == {"reason": {"zh": "扩大"}}
    assert Decision("县长", NOW).why == {}


# When it occurred, where nobody reported it.


def received_at(desk, clock, name="one"):
    """Open an incident of which only the receipt is known: when it occurred is presumed from that."""
    made = Typed(name, ("vaccine-quality",), facts=("deaths=1",), events=(f"received=2026-11-21 {clock}",))
    return desk.open(made.opening(desk.zone(None, made.plans), after(10)), now=after(10))


def occurred(entered):
    return entered.situation.occurred.zh


@pytest.mark.parametrize("clock", ["08:40", "09:15"])
def test_an_occurrence_that_nobody_reported_goes_along_with_the_receipt_it_is_presumed_from(desk, clock):
    """A receipt that was entered too late, or too early, can be put right: nothing else was ever said."""
    assert occurred(received_at(desk, "09:10")) == "未报告，按2026-11-21 09:10算"
    entered = desk.correct("one", "received", Decision("值班室", after(12), at=at(clock)))
    assert occurred(entered) == f"未报告，按2026-11-21 {clock}算"
    assert [row.kind for row in entered.rows] == ["correction"]
    assert next(each.at for each in entered.situation.events if each.id == "received") == at(clock)
    assert duty(entered, "report-up").due == at(clock) + timedelta(hours=1)
    said = dossier(desk.store, desk.library, "one", now=after(13)).basis_of("occurred")
    assert ["未报告" in each.says.zh for each in said] == [True, True], "nobody has reported it since"


def test_it_goes_along_with_an_earlier_event_that_is_entered_later(desk):
    received_at(desk, "09:10")
    entered = desk.event("one", "verified", at=at("08:50"), now=after(12))
    assert occurred(entered) == "未报告，按2026-11-21 08:50算"
    assert [row.kind for row in entered.rows] == ["correction", "event"]
    assert status(desk.store, desk.library, "one", now=after(13), at=after(11)).occurred.zh.endswith(
        "09:10算"
    )
    later = desk.event("one", "oral_report_made", at=at("09:00"), now=after(13))
    assert [row.kind for row in later.rows] == ["event"]


def test_it_stays_where_something_else_stands_for_it_still(desk):
    received_at(desk, "09:10")
    desk.event("one", "verified", at=at("09:10"), now=after(12))
    entered = desk.correct("one", "received", Decision("值班室", after(13), at=at("09:15")))
    assert occurred(entered) == "未报告，按2026-11-21 09:10算"
    gone = desk.correct("one", "verified", Decision("值班室", after(14)), withdrawn=True)
    assert occurred(gone) == "未报告，按2026-11-21 09:15算"


def test_one_that_was_reported_moves_for_nothing(desk):
    began(desk)
    refused(lambda: desk.correct("one", "received", how(5, at=at("07:40"))), "E708")
    refused(lambda: desk.event("one", "verified", at=at("07:40"), now=after(6)), "E708")


# What is entered already, and occasions that are not there.


def test_an_occasion_that_is_not_there_is_refused_with_those_there_are(desk):
    began(desk)
    before = desk.store.rows()
    error = refused(lambda: desk.unable("one", "report-up", now=after(5), reason="线路中断", round=9), "E745")
    assert error.faults[0].expected.zh == "已有的一次：1"
    name = "jiaocheng/vaccine-quality#report-up"
    refused(lambda: desk.unable("one", name, now=after(5), reason="线路中断", round=0), "E745")
    refused(lambda: desk.did("one", "report-up", now=after(5), by="headquarters", round=2), "E745")
    assert desk.store.rows() == before
    desk.unable("one", name, now=after(5), reason="线路中断", round=1)
    desk.did("one", "report-up", now=after(6), by="headquarters", round=1)


def test_the_same_correction_twice_is_refused_and_another_one_is_not(desk):
    began(desk)
    desk.update("one", {"deaths": "3+"}, now=after(5))
    desk.correct("one", "deaths", how(10, reason="误报"), value="1")
    refused(lambda: desk.correct("one", "deaths", how(11, reason="还是误报"), value="1"), "E869")
    desk.correct("one", "deaths", how(12, reason="又核实"), value="2")
    assert desk.correct("one", "deaths", how(13, reason="再核实"), value="1").number == 5


def test_the_same_link_twice_is_refused_from_either_side(desk):
    for name in ("one", "two"):
        began(desk, name)
    desk.link("one", "two", now=after(5))
    refused(lambda: desk.link("one", "two", now=after(6)), "E869")
    refused(lambda: desk.link("two", "one", now=after(6)), "E869")
    desk.link("one", "two", now=after(7), merged=True)


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize(
    ("mode", "other"), [("real", "exercise"), ("exercise", "real"), ("test", "exercise")]
)
def test_an_exercise_and_what_is_none_are_not_connected(desk, merged, mode, other):
    desk.open({**opening("one"), "mode": mode}, now=NOW)
    desk.open({**opening("two"), "mode": other}, now=NOW)
    error = refused(lambda: desk.link("one", "two", now=after(5), merged=merged), "E740")
    assert "`one`" in error.render("zh")
    assert "演练" in error.render("zh")
    assert [len(desk.store.rows(name)) for name in ("one", "two")] == [1, 1]


@pytest.mark.parametrize(("mode", "other"), [("exercise", "exercise"), ("real", "test")])
def test_two_exercises_are_connected(desk, mode, other):
    desk.open({**opening("one"), "mode": mode}, now=NOW)
    desk.open({**opening("two"), "mode": other}, now=NOW)
    assert desk.link("one", "two", now=after(5), merged=True).number == 2


def test_an_event_may_set_the_limit_of_what_the_plan_leaves_to_others(desk):
    began(desk)
    error = refused(lambda: desk.event("one", "discovered", now=after(5), at=NOW, within="2 hours"), "E746")
    assert "`discovered`" in error.render("en")


# What it is called, and where it is.


def test_an_entry_that_describes_it_no_more_is_not_put_right_in_vain(desk):
    began(desk)
    desk.describe("one", now=after(1), region="1411", where="水峪贯镇")
    desk.describe("one", now=after(2), region="141122")
    told_so = refused(
        lambda: desk.correct("one", "incident.region", how(3, reason="错"), value="1412"), "E741"
    )
    assert "`incident.region#2`" in told_so.render("zh")
    assert "141122" in told_so.render("zh")
    desk.correct("one", "incident.region#2", how(4, reason="错"), value="141123")
    desk.correct("one", "incident.region#2", how(5, reason="又错"), withdrawn="yes")
    desk.correct("one", "incident.region", how(6, reason="错"), value="1412")
    assert described(incident_of(desk.store.rows("one"))).region == "1412"
    desk.correct("one", "incident.where", how(7, reason="错"), value="西社镇")


def test_a_correction_that_was_put_right_again_is_told_so(desk):
    began(desk)
    desk.update("one", {"deaths": "3+"}, now=after(5))
    for minute, value in ((6, "1"), (7, "2")):
        desk.correct("one", "deaths", how(minute, reason=f"第{value}次"), value=value)
    fates = [(each.number, each.says[0].corrected_by, each.says[0].withdrawn) for each in log_of(desk)]
    assert fates[1:] == [(2, 4, False), (3, 4, False), (4, None, False)]
    desk.correct("one", "deaths", how(8, reason="没有"), withdrawn="yes")
    fates = [(each.number, each.says[0].corrected_by, each.says[0].withdrawn) for each in log_of(desk)]
    assert fates[1:] == [(2, 5, True), (3, 5, True), (4, 5, True), (5, None, False)]


def log_of(desk):
    return told(desk.store, desk.library, "one", now=after(30)).entries


def test_what_describes_it_is_entered_with_both_times_and_stands(desk):
    began(desk)
    entered = desk.describe("one", now=after(10), where="水峪贯镇卫生院", region=" 141122 ")
    (row,) = entered.rows
    assert (row.kind, row.data) == ("description", {"where": {"zh": "水峪贯镇卫生院"}, "region": "141122"})
    assert entered.situation.where.zh == "水峪贯镇卫生院"
    entered = desk.describe("one", now=after(11), title="接种异常")
    assert (entered.situation.title.zh, entered.situation.where.zh) == ("接种异常", "水峪贯镇卫生院")
    found = [
        said.words.zh
        for each in told(desk.store, desk.library, "one", now=after(12)).entries
        for said in each.says
    ]
    assert {"地点：水峪贯镇卫生院", "行政区划代码：141122", "名称：接种异常"} <= set(found)


def test_a_region_grows_longer_and_another_one_is_put_right_by_a_decision(desk):
    began(desk)
    desk.describe("one", now=after(1), region="1411")
    desk.describe("one", now=after(2), region="141122")
    for other in ("1411", "141123"):
        refused(lambda other=other: desk.describe("one", now=after(3), region=other), "E739")
    right = how(4, reason="听错了地名")
    entered = desk.correct("one", "incident.region#2", right, value="141123")
    assert entered.rows[0].kind == "correction"
    assert described(incident_of(desk.store.rows("one"))).region == "141123"


def test_nothing_given_or_what_nobody_can_read_is_refused(desk):
    began(desk)
    for wrong, code in (
        ({}, "E858"),
        ({"where": " "}, "E858"),
        ({"title": "a\u200bb"}, "E858"),
        ({"region": "x"}, "E738"),
        ({"region": "999999"}, "E738"),
    ):
        refused(lambda wrong=wrong: desk.describe("one", now=after(1), **wrong), code)
    assert last(desk).number == 1


def test_a_region_in_no_province_is_not_put_in_place_of_another_and_one_kept_before_stays_readable(
    desk, monkeypatch
):
    began(desk, region="141122")
    refused(lambda: desk.correct("one", "incident.region", how(1), value="999999"), "E738")
    with monkeypatch.context() as older:
        older.setattr(sys.modules["respond.desk.refusing"], "is_region", lambda _: True)
        began(desk, "two", region="999999")
    assert desk.note("two", "来电", now=at("09:40")).number == 2
    assert desk.correct("two", "incident.region", how(2, reason="记错"), value="141122").number == 3


def test_a_note_is_struck_through_and_put_right(desk):
    began(desk)
    desk.note("one", "风向转北", now=after(1))
    desk.note("one", "记到别的事件里去了", now=after(2))
    desk.correct("one", "note", how(3, reason="听错"), value="风向转南")
    desk.correct("one", "note#2", how(4, reason="不是这起"), withdrawn="yes")
    entries = told(desk.store, desk.library, "one", now=after(5)).entries
    first, second, right, gone = (each.says[0] for each in entries[1:])
    assert (first.name, first.corrected_by, first.withdrawn) == ("note", 4, False)
    assert (second.name, second.corrected_by, second.withdrawn) == ("note#2", 5, True)
    assert right.words.zh == "更正：风向转南（headquarters决定；听错）" or "更正：风向转南" in right.words.zh
    assert "作废“备注" in gone.words.zh
