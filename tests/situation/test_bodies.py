"""An event belongs to a body, or else to the seat: one entry never starts two clocks that the texts keep apart."""

import pytest
from attrs import evolve

from duties import Case, case, incident_of, plan_of, short, when
from respond.errors import InputError
from respond.plan import Library
from small_plan import shelve

HOURS = """\
respond: plan/1
id: testland/hours
edition: {name: "2010", in_force: {from: 2010-01-01}}
title: {zh: 测试县报告时限, en: Testland reporting hours}
seat: hall
units:
  hall: {zh: 事发地政府, en: local government, clause: "1"}
duties:
  - {id: tell, zh: 上报, en: report up, when: received, unit: hall, within: 2 hours, clause: "1"}
ledger:
  "1": {status: encoded}
"""
TELL = "- {id: tell, when: %s, within: 1 hour}"


@pytest.mark.parametrize(
    ("asked", "happened"),
    [
        ("received", "received"),
        ("received", "received@bureau"),
        ("received@bureau", "received"),
        ("received@bureau", "received@bureau"),
        ("received@city", "received@city"),
        ("sealed@town", "sealed@town"),
    ],
)
def test_an_event_without_a_body_is_the_seats(tmp_path, asked, happened):
    found = case(tmp_path, TELL % asked, f"occurred: @08:00\nevents: {{{happened}: @08:30}}\n")
    assert found.seen("09:00") == [("running", "09:30")]


@pytest.mark.parametrize(
    ("asked", "happened"),
    [
        ("received", "received@city"),
        ("received@city", "received"),
        ("received@city", "received@county"),
        ("received@city", "received@bureau"),
        ("sealed@town", "sealed"),
    ],
)
def test_an_event_of_one_body_is_not_that_of_another(tmp_path, asked, happened):
    found = case(tmp_path, TELL % asked, f"occurred: @08:00\nevents: {{{happened}: @08:30}}\n")
    assert found.all("12:00") == []


def test_each_body_has_its_own_clock(tmp_path):
    duties = """
- {id: tell, when: received@county, within: 2 hours, unit: county, to: [city]}
- {id: next, when: received@city, within: 4 hours, unit: city, to: [press]}
- {id: own, when: received, within: 1 hour, to: [county]}
"""
    incident = (
        "occurred: @08:00\nevents: {received: @08:10, received@county: @09:00, received@city: @10:30}\n"
    )
    found = case(tmp_path, duties, incident)
    assert {name: short(found.one("10:30", name).due) for name in ("own", "tell", "next")} == {
        "own": "09:10",
        "tell": "11:00",
        "next": "14:30",
    }


def test_a_second_report_to_another_body_leaves_our_clock(tmp_path):
    incident = (
        "occurred: @08:00\nevents: {received: @08:30}\nthen:\n  - {at: @12:00, events: {received@town: }}\n"
    )
    assert case(tmp_path, TELL % "received", incident).seen("12:30") == [("overdue", "09:30")]


def test_an_unknown_body_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        case(tmp_path, TELL % "received", "occurred: @08:00\nevents: {received@citty: @08:30}\n").at("09:00")
    assert [(fault.code, fault.suggestion) for fault in caught.value.faults] == [("E722", "city")]


@pytest.mark.parametrize(("desk", "ours"), [(None, True), ("bureau", True), ("county", False)])
def test_the_answer_is_given_from_a_seat(tmp_path, desk, ours):
    found = case(tmp_path, TELL % "received", "occurred: @08:00\nevents: {received: @08:30}\n")
    assert found.one("09:00", desk=desk).ours is ours


def test_our_own_come_before_what_others_owe(tmp_path):
    duties = """
- {id: theirs, when: received, within: 10 minutes, unit: county, to: [city]}
- {id: tell, when: received, within: 1 hour, to: [county]}
"""
    found = case(tmp_path, duties, "occurred: @08:00\nevents: {received: @08:30}\n").at("09:00")
    assert [(one.duty, one.state) for one in found.obligations] == [
        ("tell", "running"),
        ("theirs", "overdue"),
    ]
    assert when("09:00") == found.now


@pytest.mark.parametrize(
    ("maps", "event", "seen"),
    [
        ("{}", "received", []),
        ("{}", "received@town", []),
        ("{hall: town}", "received", []),
        ("{hall: town}", "received@town", [("running", "10:30")]),
        ("{hall: bureau}", "received", [("running", "10:30")]),
        ("{hall: bureau}", "received@bureau", [("running", "10:30")]),
    ],
)
def test_what_our_desk_learns_another_seat_does_not_know(tmp_path, maps, event, seen):
    ours = f"alongside: [{{plan: testland/hours, when: n >= 0, maps: {maps}}}]\nunits:"
    shelve(tmp_path, plan_of("- {id: own, when: sealed}").replace("units:", ours, 1), "testland/duties/2020")
    shelve(tmp_path, HOURS, "testland/hours/2010")
    incident = incident_of(f"occurred: @08:00\nfacts: {{n: 3}}\nevents: {{{event}: @08:30}}\n")
    found = Case(Library([tmp_path]), incident)
    assert found.seen("09:00") == seen


@pytest.mark.parametrize("asked", ["done", "terminated", "terminated@bureau"])
@pytest.mark.parametrize("happened", ["done", "terminated", "terminated@bureau"])
def test_another_name_of_the_seats_own_event_is_that_event(tmp_path, asked, happened):
    named = "events:\n  done: {zh: 处置结束, en: handling ended, same_as: terminated@bureau, clause: '1'}\n"
    text = plan_of(TELL % asked).replace("events:\n", named, 1)
    incident = incident_of(f"occurred: @08:00\nevents: {{{happened}: @08:30}}\n")
    found = Case(Library([shelve(tmp_path, text, "testland/duties/2020")]), incident)
    assert found.seen("09:00") == [("running", "09:30")]


def test_a_seat_that_is_no_unit_is_refused(tmp_path):
    text = plan_of(TELL % "received").replace("seat: bureau", "seat: bureua")
    with pytest.raises(InputError) as caught:
        Library([shelve(tmp_path, text, "testland/duties/2020")]).plan(Library([tmp_path]).find("duties"))
    assert [(fault.code, fault.suggestion) for fault in caught.value.faults] == [("E511", "bureau")]


@pytest.mark.parametrize(
    ("events", "seen"),
    [
        ("received: @08:30", [("running", "10:30")]),  # nobody is named: each plan's own seat
        ("received@bureau: @08:30", []),
        ("received@hall: @08:50", [("running", "10:50")]),
        ("received@bureau: @08:30, received@hall: @08:50", [("running", "10:50")]),
        ("received: @08:30, received@hall: @08:50", [("running", "10:50")]),
    ],
)
def test_what_the_leading_seat_by_name_learns_a_plan_named_beside_does_not_know(tmp_path, events, seen):
    shelve(tmp_path, plan_of("- {id: own, when: sealed}"), "testland/duties/2020")
    shelve(tmp_path, HOURS, "testland/hours/2010")
    incident = incident_of(f"occurred: @08:00\nevents: {{{events}}}\n")
    named = evolve(incident, plans=(*incident.plans, "testland/hours"))
    assert Case(Library([tmp_path]), named).seen("09:00") == seen


def test_what_a_seat_learnt_by_name_puts_right_what_was_said_of_nobody(tmp_path):
    shelve(tmp_path, plan_of("- {id: own, when: sealed}"), "testland/duties/2020")
    shelve(tmp_path, HOURS, "testland/hours/2010")
    later = "then:\n  - {at: @09:00, events: {received@hall: @08:50}}\n"
    incident = incident_of("occurred: @08:00\nevents: {received: @08:30}\n" + later)
    found = Case(Library([tmp_path]), evolve(incident, plans=(*incident.plans, "testland/hours")))
    assert (found.seen("08:55"), found.seen("09:30")) == ([("running", "10:30")], [("running", "10:50")])
    (one,) = [each for each in found.at("09:30").obligations if each.duty == "tell"]
    assert one.why.en == "its start was put right (it was 2026-03-01 08:30)"


TOWNS = "- {id: tell, unit: town, when: received, report: first, to: [county, city], within: 1 hour}"
TWO = "occurred: @08:00\nbodies: {town: [甲镇, 乙镇]}\nevents: {received: @08:30}\n"


def towns(folder, *acts, each="yes", more=""):
    """Give an incident in two towns, of which each owes its report by itself."""
    text = plan_of(TOWNS).replace("role: government, clause", f"role: government, each: {each}, clause")
    shelve(folder, text, "testland/duties/2020")
    then = "".join(f"  - {{at: @{at}, did: [{{duty: tell, {act}}}]}}\n" for at, act in acts)
    steps = f"then:\n{then}{more}" if then or more else ""
    return Case(Library([folder]), incident_of(f"{TWO}{steps}"))


def test_the_report_of_one_body_is_not_that_of_another_where_each_owes_it(tmp_path):
    found = towns(tmp_path, ("09:00", "by: 甲镇"), ("09:50", "by: 乙镇"))
    assert (found.one("08:50").why.zh, found.one("08:50").why.en) == (
        "各自办理：甲镇、乙镇",
        "owed by each: 甲镇, 乙镇",
    )
    assert (found.one("09:10").state, found.one("09:10").why.en) == ("running", "not yet done by: 乙镇")
    assert found.states("09:40") == ["overdue"]
    met = found.one("10:00")
    assert (met.state, short(met.done.at), met.done.by, met.why) == ("met-late", "09:50", "乙镇", None)


def test_they_owe_it_between_them_where_the_plan_does_not_say_so(tmp_path):
    found = towns(tmp_path, ("09:00", "by: 甲镇"), each="no")
    assert (found.states("09:10"), found.one("08:50").why) == (["met"], None)


def test_each_tells_all_who_are_to_be_told(tmp_path):
    found = towns(
        tmp_path,
        ("09:00", "by: 甲镇, to: [county]"),
        ("09:05", "by: 乙镇"),
        ("09:10", "by: 甲镇, to: [county]"),
        ("09:20", "by: 甲镇, to: [city]"),
    )
    half = found.one("09:10")
    assert (half.state, half.why.en) == ("running", "not yet done by: 甲镇")
    assert [(unit.id, short(at)) for unit, at in half.told] == [("county", "09:05")]
    assert [unit.id for unit in half.missing] == ["city"]
    assert found.states("09:20") == ["met"]


@pytest.mark.parametrize("by", ["by: town", "channel: phone", "for: town, by: office"])
def test_an_act_that_names_none_of_them_is_that_of_all(tmp_path, by):
    assert towns(tmp_path, ("09:00", by)).states("09:10") == ["met"]


def test_what_one_body_owes_is_done_by_it_alone(tmp_path):
    more = "  - {at: @08:40, bodies: {town: 乙镇}}\n"
    assert towns(tmp_path, ("08:35", "by: 甲镇"), more=more).states("08:50") == ["met"]


def test_each_of_two_counties_asks_for_help_by_the_law_of_2024():
    """Emergency Response Law, article 17: the county government of the place that cannot control it reports up."""
    head = "respond: incident/1\nid: case\ntitle: {zh: 事件, en: case}\nplans: [national/emergency-response-law]\n"
    two = (
        "occurred: @08:00\nbodies: {local-government: [甲县, 乙县]}\nevents: {beyond_control: @08:10}\n"
        "then:\n  - {at: @08:20, did: [{duty: law-help, by: 甲县}]}\n"
    )
    one = Case(Library.default(), incident_of(two, head)).one("08:30", "law-help")
    assert (one.state, one.why.zh) == ("running", "还没有办的：乙县")


@pytest.mark.parametrize("unit", ["bureau", "town"])
@pytest.mark.parametrize("each", ["yes", "no"])
def test_what_a_body_that_stands_for_a_unit_received_the_unit_received(tmp_path, unit, each):
    duty = f"- {{id: tell, unit: {unit}, when: received@{unit}, within: 1 hour}}"
    text = plan_of(duty).replace("role: lead, clause", f"role: lead, each: {each}, clause")
    library = Library([shelve(tmp_path, text, "testland/duties/2020")])
    incident = f"occurred: @08:00\nbodies: {{{unit}: 县局}}\nevents: {{received@县局: @08:30}}\n"
    assert Case(library, incident_of(incident)).seen("09:00") == [("running", "09:30")]


def test_one_body_for_each_of_two_units_owes_between_them_as_they_do_unnamed(tmp_path):
    duty = "- {id: tell, unit: bureau, units: [town], when: received, within: 1 hour}"
    text = plan_of(duty).replace("role: lead, ", "role: lead, each: yes, ")
    text = text.replace("role: government, ", "role: government, each: yes, ")
    library = Library([shelve(tmp_path, text, "testland/duties/2020")])
    acts = "events: {received: @08:30}\nthen:\n  - {at: @09:00, did: [{duty: tell, by: %s}]}\n"
    for bodies, by in (("", "bureau"), ("bodies: {bureau: 县局, town: 甲镇}\n", "县局")):
        found = Case(library, incident_of(f"occurred: @08:00\n{bodies}{acts % by}"))
        assert found.states("09:10") == ["met"]
