"""A response started without a word of its level is at the one called for then, whatever the facts call for later."""

import pytest

from duties import case

STARTED = "occurred: @08:00\nevents: {received: @08:10, response_started: @08:30}\n"
TELL = "- {id: tell, when: n >= 1, after: received, within: 1 hour}"


@pytest.mark.parametrize(("later", "called"), [(30, "I"), (1, "IV")])
def test_it_stays_at_what_was_called_for_when_it_was_started(tmp_path, later, called):
    found = case(
        tmp_path, TELL, STARTED + f"facts: {{n: 4}}\nthen:\n  - {{at: @10:00, facts: {{n: {later}}}}}\n"
    )
    for clock in ("09:00", "10:30"):
        assert str(found.at(clock).leading.response.started) == "III"
    assert str(found.at("10:30").leading.response.called.certain) == called


def test_where_nothing_was_called_for_yet_the_first_level_called_for_counts(tmp_path):
    found = case(
        tmp_path,
        TELL,
        STARTED + "then:\n  - {at: @10:00, facts: {n: 12}}\n  - {at: @11:00, facts: {n: 40}}\n",
    )
    assert str(found.at("10:30").leading.response.started) == "II"
    assert str(found.at("11:30").leading.response.started) == "II"


def test_started_anew_it_is_at_what_is_called_for_then(tmp_path):
    found = case(
        tmp_path,
        TELL,
        STARTED
        + "facts: {n: 4}\nthen:\n  - {at: @10:00, events: {terminated: @10:00}}\n"
        + "  - {at: @11:00, facts: {n: 12}, events: {response_started: @11:00}}\n",
    )
    assert str(found.at("11:30").leading.response.started) == "II"
