"""What changes between two steps: a declaration runs out, and time counts from a rise of the level."""

from datetime import datetime, timedelta

import pytest

from respond.log import incident_from
from respond.plan import Library
from respond.situation import situate
from respond.yaml import Source
from small_plan import SMALL, shelve

INCIDENT = """\
respond: incident/1
id: spill-1
title: {zh: 泄漏, en: spill}
plans: [spill]
occurred: 2026-03-01T08:00+08:00
facts: {area: 20 ha, injured: 0, river: no, grave: {value: no, by: 县环境局}}
events: {received: 2026-03-01T08:30+08:00}
then:
  - {at: 2026-03-01T09:00+08:00, events: {response_started: {level: II}}}
  - {at: 2026-03-01T10:00+08:00, facts: {area: 150 ha}}
"""
DECLARED = INCIDENT.replace(
    "then:\n",
    "declared:\n"
    "  - {level: I, by: 县应急局, reason: {zh: 难控, en: out of control},"
    " at: 2026-03-01T08:40+08:00, until: 2026-03-01T09:20+08:00}\n"
    "then:\n",
)
RAISED = SMALL.replace(
    "when: received\n",
    "when: level_raised and elapsed(level_raised) < elapsed(response_started)\n    after: received\n",
)


def at(clock):
    return datetime.fromisoformat(f"2026-03-01T{clock}+08:00")


def ask(root, clock, text):
    return situate(incident_from(Source("incident.yaml", text)), Library([root]), now=at(clock))


def test_time_passes_between_the_events_of_one_report_told_late(tmp_path):
    text = SMALL.replace("when: received\n", "when: elapsed(received) < 2 hours\n    after: received\n")
    told = INCIDENT.split("then:", maxsplit=1)[0].replace(
        "08:30+08:00}", "08:30+08:00, graded: 2026-03-01T11:00+08:00}"
    )
    (one,) = [each for each in ask(shelve(tmp_path, text), "11:30", told).obligations if each.duty == "tell"]
    assert one.ended == at("10:30")


@pytest.mark.parametrize("clock", ["09:21", "09:50"])
def test_a_declaration_that_runs_out_moves_the_level_at_that_moment(tmp_path, clock):
    events = {event.id: event.at for event in ask(shelve(tmp_path, SMALL), clock, DECLARED).events}
    assert events["level_raised"] == at("08:40")
    assert events["level_lowered"] == at("09:20")


def test_what_happens_between_steps_does_not_depend_on_when_it_is_asked(tmp_path):
    root = shelve(tmp_path, SMALL)
    later = ask(root, "10:30", DECLARED.replace("area: 150 ha", "area: 30 ha"))
    assert {event.id: event.at for event in later.events}["level_lowered"] == at("09:20")
    assert later.difference.level_before == later.difference.level_after


@pytest.mark.parametrize(
    ("clock", "state"), [("10:00", "running"), ("10:30", "running"), ("23:00", "overdue")]
)
def test_a_rise_after_the_start_is_told_from_one_before_it(tmp_path, clock, state):
    root = shelve(tmp_path, RAISED)
    early = ask(root, "09:30", INCIDENT)
    assert "tell" not in {one.duty for one in early.obligations}
    tell = next(one for one in ask(root, clock, INCIDENT).obligations if one.duty == "tell")
    assert tell.state == state
    assert (tell.arose, tell.due) == (at("10:00"), at("11:00"))


WAITED = SMALL.replace(
    "when: received\n", "when: received and elapsed(received) >= 2 hours\n    after: received\n"
)
ALONE = INCIDENT.partition("then:")[0]


def told(root, clock, text=ALONE):
    return next((one for one in ask(root, clock, text).obligations if one.duty == "tell"), None)


def test_what_arises_by_the_passing_of_time_does_not_depend_on_when_it_is_asked(tmp_path):
    root = shelve(tmp_path, WAITED)
    assert told(root, "10:29") is None
    for clock in ("10:30", "10:31", "11:30", "18:00"):
        duty = told(root, clock)
        assert (duty.arose, duty.due) == (at("10:30"), at("11:30"))


def test_just_after_is_not_yet_at(tmp_path):
    root = shelve(tmp_path, WAITED.replace(">= 2 hours", "> 2 hours"))
    assert told(root, "10:30") is None
    assert {told(root, clock).arose for clock in ("10:31", "18:00")} == {at("10:30") + timedelta.resolution}


def test_time_passes_within_a_step_and_over_the_next(tmp_path):
    root = shelve(tmp_path, WAITED)
    for clock in ("10:45", "23:00"):
        assert told(root, clock, INCIDENT).arose == at("10:30")  # the last step is at 10:00
    early = WAITED.replace(">= 2 hours", ">= 1 hour")
    root = shelve(tmp_path / "early", early)
    assert told(root, "18:00", INCIDENT).arose == at("09:30")  # between the steps of 09:00 and 10:00


@pytest.mark.parametrize("length", ["9000000 hours", "99999999999 hours", "0.0000000001 hours"])
def test_lengths_of_time_no_calendar_holds(tmp_path, length):
    root = shelve(tmp_path, WAITED.replace("2 hours", length))
    duty = told(root, "18:00")
    assert (duty is None) is (length[0] == "9")


def test_time_counted_from_a_rise_of_the_level(tmp_path):
    text = SMALL.replace(
        "when: received\n", "when: level_raised and elapsed(level_raised) >= 3 hours\n    after: received\n"
    )
    root = shelve(tmp_path, text)
    assert told(root, "12:59", INCIDENT) is None
    assert {told(root, clock, INCIDENT).arose for clock in ("13:00", "13:30", "22:00")} == {at("13:00")}
