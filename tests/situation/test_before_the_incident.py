"""The stage before an incident: there are signs, nothing has occurred, nothing is graded; yet some things are owed."""

import pytest

from duties import case, short, when
from respond.errors import InputError

DUTIES = """
- {id: watch, when: leak, after: received, within: 1 hour}
- {id: tell, when: occurred, within: 1 hour}
- {id: grade, when: level >= III, after: occurred, within: 2 hours}
"""
SIGNS = "noticed: @08:00\nevents: {received: @08:30}\nfacts: {leak: yes, n: 5}\n"
LATER = SIGNS + "then:\n  - {at: @10:10, events: {occurred: @10:00}}\n"


def test_what_is_owed_upon_signs_is_owed_before_anything_occurred(tmp_path):
    found = case(tmp_path, DUTIES, SIGNS)
    situation = found.at("09:00")
    assert (situation.occurring, situation.level.certain, situation.level.possible) == (False, 0, 0)
    assert {one.duty: (one.state, short(one.due)) for one in situation.obligations} == {
        "watch": ("running", "09:30")
    }


def test_once_it_has_occurred_it_is_graded_and_the_rest_is_owed(tmp_path):
    found = case(tmp_path, DUTIES, LATER)
    assert found.at("09:59").occurring is False
    situation = found.at("10:10")
    assert (situation.occurring, situation.level.certain) == (True, 2)  # 5 persons
    assert short(found.one("10:10").due) == "11:00"
    assert short(found.one("10:10", "grade").due) == "12:00"
    assert found.states("10:10", "watch") == ["overdue"]  # what arose before goes on


def test_what_an_incident_might_bring_is_not_owed_yet(tmp_path):
    duty = "- {id: tell, when: leak, due: promptly}"
    assert case(tmp_path, duty, "noticed: @08:00\nevents: {received: @08:30}\n").all("09:00") == []
    found = case(tmp_path, duty, "occurred: @08:00\nevents: {received: @08:30}\n").one("09:00")
    assert found.provisional  # whether it leaks is not known, and it has occurred


def test_nothing_is_asked_of_before_the_signs(tmp_path):
    with pytest.raises(InputError) as caught:
        case(tmp_path, DUTIES, SIGNS).at("07:59")
    assert [fault.code for fault in caught.value.faults] == ["E716"]


@pytest.mark.parametrize("head", ["", "noticed: @08:00\noccurred: @08:00\n"])
def test_it_occurred_or_was_noticed(tmp_path, head):
    with pytest.raises(InputError) as caught:
        case(tmp_path, DUTIES, head + "events: {received: @08:30}\n").at("09:00")
    assert [fault.code for fault in caught.value.faults] == ["E729"]


def test_before_it_occurred_no_response_is_called_for(tmp_path):
    found = case(tmp_path, "- {id: tell, response: [III], due: immediately}", SIGNS)
    assert found.all("09:00") == []
    assert found.at("09:00").leading.response.called.possible == 0
    assert when("09:00") == found.at("09:00").now
