"""Conditions that join the level or the response with the facts these follow from."""

import pytest

from duties import case

OPEN = "occurred: @07:00\n"
AT_LEAST = "occurred: @07:00\nfacts: {n: 3+}\n"


def owed(folder, when, incident, more="", head=""):
    """Say whether a duty is owed: `yes`, `perhaps` or `no`."""
    found = case(folder, f'- {{id: tell, when: "{when}"{more}, due: immediately}}', incident, head)
    obligations = found.all("08:00")
    return "no" if not obligations else "perhaps" if obligations[0].provisional else "yes"


@pytest.mark.parametrize("incident", [OPEN, AT_LEAST], ids=["unknown", "3+"])
@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("level == III and n >= 10", "no"),
        ("level >= II and n < 3", "no"),
        ("n < 10 and level >= II", "no"),
        ("level == III and n >= 5", "perhaps"),
        ("leak and level == III and n >= 10", "no"),
        ("leak and (level == III and n >= 10 or level == II and n < 10)", "no"),
        ("response == III and n >= 10", "no"),
        ("response == level and n >= 10", "perhaps"),
        ("level != response and n >= 3", "no"),
        ("level < II or n >= 10", "yes"),
        ("n < 30 or level == I", "yes"),
        ("response <= III or n >= 10", "yes"),
        ("not (level == III and n >= 10)", "yes"),
        ("received or level < II or n >= 10", "yes"),
    ],
)
def test_what_no_facts_bring_about_is_not_possible_and_what_all_do_is_certain(
    tmp_path, when, wanted, incident
):
    assert owed(tmp_path, when, incident) == wanted


@pytest.mark.parametrize("when", ["level == II or level == III or level == I", "level in {I, II, III}"])
def test_every_level_there_may_be_together_is_certain(tmp_path, when):
    assert owed(tmp_path, when, AT_LEAST) == "yes"
    assert owed(tmp_path, when, OPEN) == "perhaps"


@pytest.mark.parametrize(
    ("when", "wanted"),
    [("n >= 10", "no"), ("n >= 3", "yes"), ("n >= 5", "perhaps"), ("leak or n >= 10", "perhaps")],
)
def test_a_measure_of_a_response_hangs_on_facts_that_call_for_it(tmp_path, when, wanted):
    assert owed(tmp_path, when, AT_LEAST, ", response: [III]") == wanted


def test_the_measure_of_a_response_that_runs_needs_no_facts_that_call_for_it(tmp_path):
    started = "occurred: @07:00\nfacts: {n: 3+}\nevents: {response_started: {at: @07:30, level: III}}\n"
    assert owed(tmp_path, "n >= 10", started, ", response: [III]") == "perhaps"


def test_a_declared_level_adds_what_hangs_on_it_and_the_facts_keep_theirs(tmp_path):
    declared = "occurred: @07:00\nfacts: {n: 1..5}\ndeclared: [{level: II, by: office, at: @07:30, reason: {zh: 研判, en: judged}}]\n"
    assert owed(tmp_path, "level == II and n < 3", declared) == "perhaps"
    assert owed(tmp_path, "level == III and n < 3", declared) == "no"
    assert owed(tmp_path, "level == III and n >= 3", declared) == "perhaps"


CONSTRAINT = "constraints: [{id: leaking, holds: leak or n < 3, zh: 有泄漏, en: it leaks}]\n"


def test_what_a_constraint_rules_out_is_not_possible(tmp_path):
    assert owed(tmp_path, "not leak and n >= 3", OPEN) == "perhaps"
    assert owed(tmp_path, "not leak and n >= 3", OPEN, head=CONSTRAINT) == "no"
    assert owed(tmp_path, "not leak and level == III", OPEN, head=CONSTRAINT) == "no"
    assert owed(tmp_path, "leak or level <= IV", OPEN, head=CONSTRAINT) == "yes"


def test_what_a_constraint_ties_is_judged_again_when_the_other_fact_is_told(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: n >= 3, due: immediately}",
        OPEN + "then:\n  - {at: @09:00, facts: {leak: no}}\n  - {at: @10:00, facts: {n: 1+}}\n",
        CONSTRAINT,
    )
    assert found.one("08:00").provisional
    assert found.at("08:00").level.possible.name == "I"
    assert found.at("09:00").level.possible.name == "IV"
    assert found.one("09:00").state == "stood-down"


def test_an_open_level_is_judged_again_when_only_the_facts_behind_it_move(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: level == III and n >= 5, due: immediately}",
        "occurred: @07:00\nfacts: {n: 4..12}\nthen:\n  - {at: @09:00, facts: {n: 8..12}}\n",
    )
    assert found.one("08:00").provisional
    assert found.one("09:00").provisional
