"""Responses looked at as levels are: their bands, their table, their mutants, in plans with levels and without."""

import pytest
from own_scales import FIVE, NAME, RESPONSES, WHERE, swapped
from planted import Shelf
from test_own_scales import by_question, said

from respond.author import failures_of, load_expected
from respond.clock import SHANGHAI
from respond.log import begin_of, load_incident
from respond.prove import (
    Fate,
    boundaries_of,
    boundaries_sheet,
    check_plans,
    check_sheet,
    confirm,
    day_in_force,
    guards,
    mutants_of,
    save,
)
from respond.situation import situate

QUESTIONS = ["response-bands", "response-criteria", "response-monotony"]
BOTH = swapped(FIVE, ("level >= SEV2", "level >= SEV2 or cost >= 10 万元"))
BOTH = swapped(BOTH, ("level == SEV3 or level == SEV4", "level >= SEV4 or cost >= 5 万元"))
SHARED = "users: {type: count, unit: person, worse: up"


def checked(text):
    with Shelf(text, WHERE) as library:
        (report,) = check_plans(library, [NAME])
        for finding in report.findings:
            if finding.witness is not None:
                confirm(finding.witness, library)
    return report


@pytest.mark.parametrize("text", [RESPONSES, BOTH])
def test_sound_responses_are_proved(text):
    report = checked(text)
    answers = by_question(report)
    assert [answers[name].outcome.value for name in QUESTIONS] == ["proved"] * 3
    assert report.exit_code == 0
    assert "more harm never calls for a milder response: proved" in said(check_sheet([report], "en", {}))
    assert "每级响应都有用：能够启动，并且不总是被更高的盖住：已证明" in said(check_sheet([report], "zh", {}))


def test_responses_that_hang_on_the_level_alone_are_not_asked_about():
    assert not set(QUESTIONS) & by_question(checked(FIVE)).keys()


LIGHT = "10 <= users < 1000"


@pytest.mark.parametrize(
    ("change", "kind", "text"),
    [
        (
            (LIGHT, "10 <= users < 900"),
            "gap",
            "users affected (900 persons to 999 persons): in no band, between light (one team) and full (all hands)",
        ),
        (
            (LIGHT, "users < 900 and users >= 10 or users > 900 and users < 1000"),
            "gap",
            "users affected (900 persons): in no band, between two parts of light (one team)",
        ),
        (
            (LIGHT, "10 <= users <= 1000"),
            "overlap",
            "light overlaps full; both claim exactly users affected: 1000 persons",
        ),
        (
            ("users >= 1000", "1000 <= users < 5000"),
            "fall",
            "users affected 10 persons → 5000 persons: the response falls from one team to no response",
        ),
        (
            (LIGHT, "users > 10 and users < 4"),
            "dead",
            "light (one team) can never be met: users affected: more than 10 persons, and users affected: less than 4 persons",
        ),
        (
            (LIGHT, "users >= 2000"),
            "hidden",
            "light is met only where full is, so light (one team) decides nothing",
        ),
    ],
)
def test_a_defect_of_the_responses_is_found(change, kind, text):
    report = checked(swapped(RESPONSES, change))
    (finding,) = report.open
    assert (finding.kind, finding.text.en) == (kind, text)
    if finding.witness is not None:
        assert finding.witness.id.startswith(f"severity-2020-response-{kind}")
        assert finding.witness.to_json()["response"] in {"none", "light", "full"}
        assert "level" not in finding.witness.to_json()


def test_what_a_response_asks_of_the_level_is_asked_of_the_criteria():
    gap = swapped(BOTH, ("level >= SEV4 or", "level == SEV4 or"))
    found = {finding.kind: finding.text.en for finding in checked(gap).open}
    assert found.keys() == {"gap"}  # few users at a high cost are no overlap: each response has its own fact
    assert "users affected (100 persons to 999 persons)" in found["gap"]
    fall = swapped(
        BOTH, ("level >= SEV2 or", "level == SEV2 or"), ("level >= SEV4 or", "SEV2 > level >= SEV4 or")
    )
    report = checked(fall)
    (finding,) = report.open
    assert finding.kind == "fall"
    assert finding.text.en.endswith("the response falls from one team to no response")
    dead = swapped(
        BOTH, ("level >= SEV4 or cost >= 5 万元", "level == none and users >= 1 and cost >= 0 万元")
    )
    assert [each.kind for each in checked(dead).open] == ["dead"]


def test_a_defect_of_the_responses_can_be_explained():
    text = swapped(RESPONSES, (LIGHT, "10 <= users < 900"))
    reading = "interpretations: [{id: few, clause: '1', question: {en: q}, reading: {en: r}, explains: [{kind: gap, when: 900 <= users < 1000}]}]\nledger:"
    report = checked(swapped(text, ("ledger:", reading)))
    assert report.open == ()
    assert [finding.known for finding in report.findings if finding.kind == "gap"] == ["few"]


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("users >= 1000 or level == I", "response full: it asks for a level, and this plan gives none"),
        ("users >= 1000 or overdue(call)", "response full: it asks how a duty stands"),
    ],
)
def test_a_response_that_cannot_be_put_to_the_solver_is_named(when, why):
    duty = "duties: [{id: call, en: call, when: received, after: received, unit: crew, within: 1 hour, clause: '2'}]\nledger:"
    report = checked(swapped(RESPONSES, ("users >= 1000", when), ("ledger:", duty)))
    for name in QUESTIONS:
        answer = by_question(report)[name]
        assert answer.outcome.value == "not-asked"
        assert [each.en for each in answer.left_out] == [why]
    assert why in said(check_sheet([report], "en", {}))


def test_the_table_of_responses_tells_which_is_called_for():
    with Shelf(RESPONSES, WHERE) as library:
        plan = library.prepared(library.find(NAME))
        text = said(boundaries_sheet(boundaries_of(plan, day_in_force(plan)), "en"))
    assert "9 persons: does not (no response) · 10 persons: applies (one team)" in text
    assert "999 persons: does not (one team) · 1000 persons: applies (all hands)" in text


def test_boundary_incidents_and_mutants_of_responses_alone(tmp_path):
    with Shelf(RESPONSES, WHERE) as library:
        plan = library.prepared(library.find(NAME))
        table = boundaries_of(plan, day_in_force(plan))
        score = mutants_of(table, [], generate=True)
        assert (score.count(Fate.BOUNDARY), score.count(Fate.EQUIVALENT)) == (7, 2)
        save(guards(table, library, score.guarding), tmp_path / "guards")
        called = set()
        for path in (tmp_path / "guards").glob("*.expected.yaml"):
            expected = load_expected(path)
            incident = load_incident(path.parent / expected.incident)
            for check in expected.checks:
                called.add(check.called)
                assert check.level is None
                assert not failures_of(
                    check, situate(incident, library, now=check.now), begin_of(incident, SHANGHAI)
                )
    assert called == {"none", "light", "full"}
