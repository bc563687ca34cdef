"""When what a step tells was done: by itself, or by the step; never after it, nor before the incident."""

import pytest

from duties import case, short
from respond.errors import InputError

TELL = "- {id: tell, when: received, within: 1 hour, extend: {by: county, at_most: 2 hours}}"
RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\nthen:\n"


def test_a_step_at_the_moment_of_the_first_report_gives_its_time_like_any_other(tmp_path):
    assert case(tmp_path, TELL, RECEIVED + "  - {at: @08:30, did: [{duty: tell}]}\n").states("09:00") == [
        "met"
    ]


@pytest.mark.parametrize(("at", "code"), [("@09:01", "E713"), ("@07:59", "E708")])
def test_a_limit_is_lengthened_within_the_incident_and_not_after_its_step(tmp_path, at, code):
    step = f"  - {{at: @09:00, extended: [{{duty: tell, length: 1 hour, by: county, at: {at}}}]}}\n"
    with pytest.raises(InputError) as caught:
        case(tmp_path, TELL, RECEIVED + step).at("10:00")
    assert [(fault.code, fault.place.line) for fault in caught.value.faults] == [(code, 8)]


@pytest.mark.parametrize("most", ["5 working days", "10 days"])
def test_a_limit_is_lengthened_by_working_days(tmp_path, most):
    duty = f"- {{id: tell, when: received, within: 3 days, extend: {{by: county, at_most: {most}}}}}"
    step = "  - {at: @09:00, extended: [{duty: tell, length: 3 working days, by: county}]}\n"
    found = case(tmp_path, duty, RECEIVED + step)
    assert found.states("10:00") == ["running"]
    with pytest.raises(InputError) as caught:
        case(tmp_path, duty, RECEIVED + step.replace("3 w", "11 w")).at("10:00")
    assert [(fault.code, fault.place.line) for fault in caught.value.faults] == [("E725", 8)]
    assert short(found.one("10:00").due) == "9T08:30"
