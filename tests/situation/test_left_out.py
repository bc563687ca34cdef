"""Nothing is left out in silence: what cannot be worked out is named, and takes nothing else with it."""

from datetime import timedelta

import pytest

from duties import case, short, when
from respond.situation import situate

RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\nfacts: {n: 5}\n"


@pytest.mark.parametrize(
    "limit",
    [
        "within: 300 working days",
        "at_least: 2 working days, before: matures",
        "every: 300 working days, after: received",
    ],
)
def test_a_calendar_that_is_missing_leaves_that_limit_unknown_and_named(tmp_path, limit):
    duties = f"- {{id: tell, when: received, {limit}}}\n- {{id: soon, when: received, within: 1 hour}}"
    found = case(tmp_path, duties, RECEIVED.replace("n: 5", "n: 5, matures: 2028-04-20"))
    situation = found.at("09:00")
    one = found.one("09:00")
    assert (one.state, one.due, one.late) == ("running", None, None)
    assert ("2028" if "before" in limit else "2027") in one.why.en  # the first year nobody has set
    assert short(found.one("09:00", "soon").due) == "09:30"
    assert (situation.level.certain, situation.exit_code) == (2, 0)
    assert found.states("30T09:00") == ["running"]  # nobody is late by what is not known


def test_what_cannot_be_worked_out_can_be_met(tmp_path):
    incident = RECEIVED + "then:\n  - {at: @09:10, did: [{duty: tell}]}\n"
    one = case(tmp_path, "- {id: tell, when: received, within: 300 working days}", incident).one("10:00")
    assert (one.state, one.late) == ("met", None)


def test_rounds_beyond_the_most_that_are_told_are_counted(tmp_path):
    duty = "- {id: tell, when: received, every: 1 minute, after: received}"
    found = case(tmp_path, duty, RECEIVED).all("20T08:30")
    # 19 days of 1440 minutes are 27,360 rounds, and the one under way; 500 and one are told
    assert len(found) == 501
    assert (found[-1].state, found[-1].round) == ("running", 27_361)
    assert found[0].earlier_rounds == (("overdue", 26_860),)
    assert {one.earlier_rounds for one in found[1:]} == {()}


def test_rounds_that_are_only_counted_say_how_they_stand(tmp_path):
    duty = "- {id: tell, when: received, every: 1 minute, after: received, ends: [sealed]}"
    acts = ", ".join(f"{{duty: tell, at: @08:{minute}}}" for minute in range(31, 41))
    incident = RECEIVED + f"then:\n  - {{at: @08:50, did: [{acts}]}}\n"
    incident += "  - {at: @14:00, did: [{duty: tell, round: 300}]}\n"
    found = case(tmp_path, duty, incident + "  - {at: @20T08:30, events: {sealed: }}\n")
    running, ended = found.all("19T08:30"), found.all("21T08:30")
    # 18 days are 25,920 rounds, of which the 500 last and one are told; eleven of the others were answered
    assert running[0].earlier_rounds == (("met", 10), ("met-late", 1), ("overdue", 25_409))
    assert ended[0].earlier_rounds == (("met", 10), ("met-late", 1), ("missed", 26_849))
    assert (len(ended), ended[0].round, ended[-1].round) == (500, 26_861, 27_360)


def test_an_act_that_names_no_round_answers_one_that_is_only_counted(tmp_path):
    duty = "- {id: tell, when: received, every: 1 minute, after: received}"
    incident = RECEIVED + "then:\n  - {at: @3T08:30, did: [{duty: tell}, {duty: tell, number: '2'}]}\n"
    found = case(tmp_path, duty, incident).all("3T08:30")
    # the oldest that are open, late by two days, whether they are told one by one or not
    assert found[0].earlier_rounds == (("met-late", 2), ("overdue", 2_378))
    assert {one.state for one in found} == {"overdue", "running"}


def test_rounds_of_days_are_counted_as_those_of_minutes_are(tmp_path):
    duty = "- {id: tell, when: received, at: '09:00', after: received}"
    incident = RECEIVED + "then:\n  - {at: @09:10, did: [{duty: tell, at: @08:50}]}\n"
    found = case(tmp_path, duty, incident)
    situation = situate(found.incident, found.library, now=when("1T12:00") + timedelta(days=599))
    told = sorted((one for one in situation.obligations if one.duty == "tell"), key=lambda one: one.round)
    assert (len(told), told[0].round) == (501, 101)
    assert told[0].earlier_rounds == (("met", 1), ("overdue", 99))


def test_the_json_says_how_many_rounds_are_not_told(tmp_path):
    duty = "- {id: tell, when: received, every: 1 minute, after: received}"
    found = case(tmp_path, duty, RECEIVED).at("20T08:30")
    (written,) = [one for one in found.to_json()["obligations"] if one["earlier_rounds"]]
    assert written["id"] == "testland/duties#tell#26861"
    assert written["earlier_rounds"] == [{"state": "overdue", "rounds": 26_860}]


def test_a_condition_asks_of_the_rounds_that_are_only_counted_too(tmp_path):
    duties = (
        "- {id: tell, when: received, every: 1 minute, after: received, ends: [sealed]}\n"
        "- {id: once-met, when: met(tell), after: received, within: 1 day}\n"
        "- {id: once-overdue, when: overdue(tell), after: received, within: 1 day}"
    )
    # all rounds that are told one by one are met: rounds 101 to 600 and the one under way
    acts = ", ".join(f"{{duty: tell, round: {number}, number: '{number}'}}" for number in range(101, 602))
    found = case(tmp_path, duties, RECEIVED + f"then:\n  - {{at: @18:30, did: [{acts}]}}\n").at("18:30")
    states = [(one.duty, one.state) for one in found.obligations]
    assert {state for duty, state in states if duty == "tell"} <= {"met", "met-late", "running"}
    assert [duty for duty, _ in states if duty != "tell"] == ["once-overdue"]
