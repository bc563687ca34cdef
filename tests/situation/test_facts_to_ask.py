"""Only what can still change something is asked: not what the constraints settle, nor what stands beside it."""

import pytest

from duties import Case, incident_of, plan_of
from respond.plan import Library
from small_plan import shelve

FACTS = """\
  abroad: {type: flag, label: {zh: 近边境, en: near the border}, clause: "1"}
  distance: {type: quantity, unit: km, label: {zh: 距离, en: distance}, clause: "1"}
  threat: {type: flag, label: {zh: 威胁, en: threat}, clause: "1"}
"""
RULES = """\
constraints:
  - {id: near, holds: abroad or distance > 5 km, zh: 近, en: what is near is near}
INLAND
conditions:
  at_border: {when: distance <= 5 km and threat, label: {zh: 边境火灾, en: fire at the border}, clause: "1"}
levels:
"""
INLAND = "  - {id: inland, holds: not abroad, zh: 内地, en: inland}"
DUTY = '- {id: tell, when: "received and (leak or WHEN)", due: promptly, report: first, to: [county]}'


def asked(folder, when, facts="", inland=INLAND, levels=""):
    text = plan_of(DUTY.replace("WHEN", when)).replace("  leak: {type", FACTS + "  leak: {type", 1)
    text = text.replace("levels:\n", RULES.replace("INLAND", inland), 1)
    if levels:
        text = text.replace("n >= 30", levels)
    shelf = Library([shelve(folder, text, "testland/duties/2020")])
    incident = incident_of(f"occurred: @08:00\nfacts: {{n: 0{facts}}}\nevents: {{received: @08:30}}\n")
    (answer,) = Case(shelf, incident).at("09:00").answers
    return {question.fact for question in answer.questions}


@pytest.mark.parametrize(
    "when", ["distance <= 5 km and threat", "at_border", "not (distance > 5 km or not threat)"]
)
def test_no_fact_is_asked_that_a_constraint_keeps_from_mattering(tmp_path, when):
    assert asked(tmp_path, when) == {"leak"}
    assert asked(tmp_path / "anywhere", when, inland="") == {"leak", "distance", "threat"}


def test_no_fact_is_asked_beside_one_that_is_known_to_fail(tmp_path):
    assert asked(tmp_path, "distance <= 5 km and threat", ", threat: no", inland="") == {"leak"}
    assert asked(tmp_path / "met", "distance <= 5 km and threat", ", threat: yes", inland="") == {
        "leak",
        "distance",
    }


def test_of_several_conditions_only_the_open_ones_are_asked(tmp_path):
    when = "at least 2 of (threat, distance <= 5 km, abroad)"
    assert asked(tmp_path, when, inland="") == {"leak", "threat", "distance", "abroad"}
    assert asked(tmp_path / "two", when.replace(", abroad", ", n < 3"), ", threat: no", inland="") == {
        "leak",
        "distance",
    }


def test_no_fact_is_asked_for_a_level_that_a_constraint_keeps_from_mattering(tmp_path):
    level = "n >= 30 or leak or distance <= 5 km and threat"
    assert asked(tmp_path, "never", levels=level) == {"leak"}
    assert asked(tmp_path / "anywhere", "never", inland="", levels=level) == {"leak", "distance", "threat"}


def test_a_duty_that_is_open_in_words_alone_asks_for_no_fact(tmp_path):
    duty = "- {id: tell, when: n >= 0 or leak, provided: {zh: 必要时, en: if needed}, due: promptly}"
    shelf = Library([shelve(tmp_path, plan_of(duty), "testland/duties/2020")])
    found = Case(shelf, incident_of("occurred: @08:00\nfacts: {n: 0}\n"))
    assert found.one("09:00").provisional
    assert [question.fact for question in found.at("09:00").answers[0].questions] == []


@pytest.mark.parametrize(
    ("more", "to", "then"),
    [
        ("", set(), "closed"),  # it ended undone: whether it was owed no longer matters
        (", to: [county]", {"leak"}, "closed"),  # what goes to somebody is owed still
        ("", {"leak"}, "terminated, response_started"),  # it has begun anew with the response
    ],
)
def test_no_fact_is_asked_for_what_has_ended(tmp_path, more, to, then):
    duty = f"- {{id: tell, response: [III], when: leak, due: promptly{more}}}"
    shelf = Library([shelve(tmp_path, plan_of(duty), "testland/duties/2020")])
    events = {
        "closed": "  - {at: @09:30, events: {closed: }}\n",
        "terminated, response_started": "  - {at: @09:30, events: {terminated: }}\n"
        "  - {at: @10:00, events: {response_started: {level: III}}}\n",
    }
    text = "occurred: @08:00\nfacts: {n: 3}\nevents: {received: @08:30, response_started: {at: @08:40, level: III}}\n"
    found = Case(shelf, incident_of(f"{text}then:\n{events[then]}"))
    asked_at = (
        {question.fact for question in found.at(clock).answers[0].questions} for clock in ("09:00", "10:30")
    )
    assert tuple(asked_at) == ({"leak"}, to)
