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
