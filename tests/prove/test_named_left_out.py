"""What a proof, a comparison or a score had to leave out is named in it."""

import pytest
from own_scales import FIVE, NAME, WHERE, swapped
from planted import Shelf
from test_own_scales import by_question, said

from respond.plan import Library
from respond.prove import (
    asked_tests,
    boundaries_of,
    check_plans,
    check_sheet,
    day_in_force,
    diff_json,
    diff_of,
    diff_sheet,
    mutants_json,
    mutants_of,
    mutants_sheet,
)
from respond.reason import GAVE_UP
from small_plan import SMALL, shelve

FIRES = ("forest-grassland-fire@2009", "forest-grassland-fire@2026")


def test_a_duty_the_search_gives_up_on_is_named_and_the_answer_undecided(monkeypatch):
    monkeypatch.setattr("respond.prove.search.finding.complete", lambda *_: GAVE_UP)
    with Shelf(FIVE, WHERE) as library:
        (report,) = check_plans(library, [NAME])
    duties = by_question(report)["duties"]
    assert duties.outcome.value == "unknown"
    assert "page: the search gave up on whether it can be owed and its clock start" in {
        each.en for each in duties.left_out
    }
    assert report.exit_code == 3
    assert "page: the search gave up" in said(check_sheet([report], "en", {}))
    assert report.to_json()["answers"][-3]["left_out"]


def test_nothing_is_left_out_of_a_plan_all_of_which_is_decided():
    with Shelf(FIVE, WHERE) as library:
        (report,) = check_plans(library, [NAME])
    assert [answer.left_out for answer in report.answers] == [()] * len(report.answers)


@pytest.fixture
def folder(tmp_path):
    """Give a folder with an incident of a day no edition has, and what is no incident file."""
    cases = tmp_path / "cases"
    (cases / "more").mkdir(parents=True)
    (cases / "old.yaml").write_text(
        "respond: incident/1\nid: old\ntitle: {en: old}\nplans: [national/forest-grassland-fire]\n"
        "occurred: 1980-03-01T08:00+08:00\nfacts: {deaths: 1}\n",
        "utf-8",
    )
    (cases / "notes.yml").write_text("id: notes\n", "utf-8")
    (cases / ".hidden").write_text("", "utf-8")
    return cases


def test_what_a_comparison_does_not_read_is_named(folder):
    found = diff_of(Library.default(), *FIRES, None, folder)
    assert [each.en for each in found.left_out] == [
        "more: no .yaml file, so not read",
        "notes.yml: no .yaml file, so not read",
    ]
    (old,) = [case for case in found.cases if case.name == "old"]
    assert old.fault is not None
    text = said(diff_sheet(found, "en"))
    assert "notes.yml: no .yaml file, so not read" in text
    assert old.fault.en in text
    assert [each["en"] for each in diff_json(found)["left_out"]] == [each.en for each in found.left_out]


def test_a_plan_alongside_that_is_not_in_force_is_named(tmp_path):
    beside = swapped(
        SMALL, ("testland/spill", "testland/beside"), ("from: 2020-01-01, to: 2029-12-31", "from: 2031-01-01")
    )
    own = swapped(SMALL, ("ledger:\n", 'alongside: [{plan: testland/beside, clause: "3"}]\nledger:\n'))
    shelve(tmp_path, beside, "testland/beside/2020")
    library = Library([shelve(tmp_path, own)])
    found = diff_of(library, "testland/spill", "testland/spill")
    (absent,) = found.left_out
    assert absent.en.startswith("testland/beside, which testland/spill@2020 brings alongside, has no edition")
    assert absent.zh in said(diff_sheet(found, "zh"))


TESTS = """\
respond: plan-tests/1
plan: testland/severity@2020
occurred: 2026-03-01T08:00+08:00
now: 1 hour
events: {received: 30 minutes}
tests:
  some: {facts: {users: 100}, expect: {level: SEV3}}
  wrong: {facts: {users: 1000}, expect: {level: SEV5}}
"""


def test_expected_answers_that_fail_anyway_are_named_and_notice_nothing(tmp_path):
    library = Library([shelve(tmp_path, FIVE, WHERE)])
    (tmp_path / f"{WHERE}.tests.yaml").write_text(TESTS, "utf-8")
    plan = library.prepared(library.find(NAME))
    table = boundaries_of(plan, day_in_force(plan))
    score = mutants_of(table, list(asked_tests(plan, library)), generate=False)
    assert score.left_out == ("wrong (2026-03-01 09:00)",)
    assert "fail under the plan as it is were not asked: wrong" in said(mutants_sheet(score, "en"))
    assert mutants_json(score)["left_out"] == list(score.left_out)
    assert {mutant.by.en for mutant in score.mutants if mutant.by} == {"some"}


KINDS = """\
respond: plan/1
id: testland/severity
edition: {{name: "2020", in_force: {{from: 2020-01-01}}}}
title: {{en: kinds}}
units: {{crew: {{en: crew, clause: "1"}}}}
facts:
  dead: {{type: count, unit: person, {worse}label: {{en: dead}}, clause: "1"}}
  plain: {{type: count, unit: person, label: {{en: plain number}}, clause: "1"}}
  day: {{type: date, label: {{en: day of discovery}}, clause: "1"}}
levels:
  III: [{{id: own, when: "dead >= 1", clause: "1"}}, {{id: more, when: "{when}", clause: "1"}}]
duties: [{{id: page, en: page, unit: crew, when: received, due: immediately, clause: "1"}}]
ledger: {{"1": {{status: encoded}}}}
"""


@pytest.mark.parametrize(
    ("when", "question", "outcome", "named"),
    [
        ("plain >= 3", "totality", "proved", "no direction of harm (worse) is given, so not asked of: plain number"),
        ("plain >= 3", "monotony", "proved", "no direction of harm (worse) is given, so not asked of: plain number"),
        ("day < 2026-01-01", "bands", "proved", "days were searched from 1950 to 2099 only: day of discovery"),
        ("day < 2026-01-01", "monotony", "proved", "days were searched from 1950 to 2099 only: day of discovery"),
        (
            "elapsed(received) >= 6 months and elapsed(received) < 24 hours", "criteria", "unknown",
            "more: it counts the time since report received in several ways",
        ),
        ("overdue(page)", "criteria", "unknown", "more: it asks how a duty stands"),
    ],
)  # fmt: skip
def test_what_a_proof_does_not_reach_is_named(when, question, outcome, named):
    with Shelf(KINDS.format(when=when, worse="worse: up, "), WHERE) as library:
        (report,) = check_plans(library, [NAME])
    answer = by_question(report)[question]
    assert answer.outcome.value == outcome
    assert any(each.en.startswith(named) for each in answer.left_out)
    assert named in said(check_sheet([report], "en", {}))
    assert report.exit_code == (3 if outcome == "unknown" else 0)


@pytest.mark.parametrize("question", ["totality", "monotony"])
def test_where_no_direction_of_harm_is_given_nothing_is_proved_of_harm(question):
    with Shelf(KINDS.format(when="plain >= 3", worse=""), WHERE) as library:
        (report,) = check_plans(library, [NAME])
    answer = by_question(report)[question]
    assert answer.outcome.value == "not-asked"
    assert [each.en for each in answer.left_out] == [
        "no direction of harm (worse) is given, so not asked of: dead, plain number"
    ]
