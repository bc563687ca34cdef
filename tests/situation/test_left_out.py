"""Nothing is left out in silence: what cannot be worked out is named, and takes nothing else with it."""

import pytest

from duties import case, short

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
    assert "26860" in found[0].why.en
