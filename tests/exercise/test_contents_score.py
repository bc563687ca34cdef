"""A report counts by what it holds of what it has to contain, where somebody noted that."""

import pytest
from exercises import PLAN, library, outcome, play

from respond.exercise import report_data, report_sheet
from respond.exercise.report_findings import seen_reports
from respond.show import plain

ITEMS = ("time", "place", "cause", "harm", "steps")
FORM = (
    'reports:\n  five: {zh: 书面报告, en: written report, kind: initial, clause: "3", contents: ['
    + ", ".join(f"{{id: {name}, zh: {name}, en: {name}}}" for name in ITEMS)
    + "]}\n"
)
OBJECTIVES = "[{id: o, zh: 甲, en: a, duties: [write]}]"


@pytest.fixture
def shelf(tmp_path):
    duty = (
        "  - {id: write, zh: 书面报告, en: report in writing, when: received, unit: bureau, report: five, "
        'to: [government, province], within: 1 hour, clause: "3"}\n'
    )
    plan = PLAN.replace("interpretations:\n", duty + "interpretations:\n", 1)
    head, _, tail = plan.partition("reports:\n")
    return library(tmp_path, head + FORM + tail)


def told(shelf, minute, held, to=""):
    contains = "" if held is None else f", contains: [{', '.join(held)}]"
    return play(
        shelf,
        actions=[(f"+{minute // 60:02}:{minute % 60:02}", f"by: bureau, did: [write]{to}{contains}")],
        objectives=OBJECTIVES,
    )


@pytest.mark.parametrize(
    ("minute", "held", "points", "rating"),
    [
        (10, None, 5, "P"),  # nobody noted what it held
        (10, ITEMS, 5, "P"),
        (10, ITEMS[:4], 4, "S"),
        (10, ITEMS[:1], 1, "U"),
        (10, (), 1, "U"),
        (70, ITEMS, 3, "M"),
        (70, ITEMS[:4], 2, "U"),
        (70, (), 1, "U"),
    ],
)
def test_a_report_gives_points_by_the_share_of_its_contents(shelf, minute, held, points, rating):
    run = told(shelf, minute, held)
    found = outcome(run, "write#1")
    assert (found.points, found.result) == (points, "met" if minute < 60 else "late")
    assert [each.rating for each in run.showings] == [rating]


def test_what_a_report_lacks_holds_its_objective_down_and_is_told_with_its_points(shelf):
    run = told(shelf, 10, ITEMS[:4])
    found = outcome(run, "write#1")
    assert [str(item.id) for item in found.lacking] == ["steps"]
    assert (found.flawed, found.failed) == (True, False)
    (seen,) = [each for each in seen_reports(run) if each.outcome is found]
    assert seen.lacking == found.lacking
    said = " ".join(plain(report_sheet(run, "en")).split())
    assert "the report lacked: steps (points by the share it held)" in said
    assert "lacks contents, S at best" in said
    (data,) = [each for each in report_data(run)["outcomes"] if each["expectation"].endswith("#write#1")]
    assert data["lacking"] == ["steps"]


def test_to_note_more_of_what_a_report_held_never_lowers_it(shelf):
    gained = [outcome(told(shelf, 10, ITEMS[:number]), "write#1").points for number in range(6)]
    assert gained == sorted(gained)


def test_a_report_to_some_is_incomplete_whatever_it_held(shelf):
    found = outcome(told(shelf, 10, ITEMS[:1], ", to: [government]"), "write#1")
    assert (found.result, found.points) == ("incomplete", 1)
