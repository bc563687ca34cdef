"""The grade proposed for an exercise: by the share of its points, and by what the words of each grade rule out."""

import pytest
from exercises import RECEIVED, library, play

from respond.errors import InputError
from respond.exercise import after_action, report_data, scenario_from
from respond.exercise.grades import proposals
from respond.show import as_html, as_markdown
from respond.yaml import Source

TEAM = "{zh: 一组, en: team one}"
AIM = "[{id: o, zh: 甲, en: a, duties: [close]}]"
CLOSE, TELL = ("+00:01", "by: bureau, did: [close]"), ("+00:10", "by: bureau, did: [tell]")
OTHERS = [
    ("+00:10", "by: clinic, did: [hospital]"), ("+00:20", "by: bureau, did: [check-seal]"),
    ("+00:20", "by: bureau, did: [tidy]"),
]  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return library(tmp_path_factory.mktemp("plans"))


def graded(shelf, actions=(), **keys):
    run = play(shelf, actions=actions, team=TEAM, **keys)
    (found,) = proposals(run)
    return run, found


def ids(grades):
    return [each.id for each in grades]


@pytest.mark.parametrize("aims", [{}, {"objectives": AIM}])
def test_nothing_done_leaves_the_last_grade_alone_open(shelf, aims):
    run, found = graded(shelf, **aims)
    assert (run.points, found.grade.id, ids(found.ruled_out)) == (0, "poor", ["excellent", "good", "fair"])


def test_all_done_is_excellent(shelf):
    run, found = graded(shelf, [CLOSE, TELL, *OTHERS])
    assert run.points == run.most > 0
    assert (found.by_points.id, found.grade.id, found.ruled_out) == ("excellent", "excellent", ())


def test_any_failure_rules_excellent_out_whatever_its_band(shelf):
    run, found = graded(shelf, [CLOSE, TELL, *OTHERS[:2]], grade_bands="{excellent: 50, good: 40, fair: 30}")
    assert run.points < run.most
    assert (found.by_points.id, found.grade.id, ids(found.ruled_out)) == ("excellent", "good", ["excellent"])


def test_an_objective_not_performed_rules_good_out(shelf):
    _, found = graded(shelf, [TELL, *OTHERS], objectives=AIM)
    assert found.by_points.id == "good"
    assert {"excellent", "good"} <= {*ids(found.ruled_out)}
    run, found = graded(shelf, [TELL, *OTHERS], objectives="[{id: o, zh: 甲, en: a, duties: [close]}, "
                        "{id: p, zh: 乙, en: b, weight: 9, duties: [tell, tidy]}]")  # fmt: skip
    assert (found.grade.id, ids(found.ruled_out)) == ("fair", ["excellent", "good"])
    assert run.rating == "P"


@pytest.mark.parametrize(
    ("bands", "grade"), [("{good: 81}", "fair"), ("{good: 80}", "good"), ("{fair: 90, good: 90}", "poor")]
)
def test_the_bands_are_those_the_scenario_states(shelf, bands, grade):
    run, found = graded(shelf, [CLOSE, TELL, *OTHERS[:2]], grade_bands=bands)
    assert (run.points, run.most) == (20, 25)
    assert found.grade.id == grade


def test_bands_that_do_not_fall_are_refused():
    text = "grade_bands: {excellent: 60, good: 70}\n"
    head = 'respond: scenario/1\nid: s\ntitle: {zh: 甲, en: a}\nplans: [spill]\nstart: 2026-03-01T08:00+08:00\nend: "+01:00"\n'
    tail = 'injects:\n  - {id: a, at: "+00:00", text: {zh: 甲, en: a}}\n'
    with pytest.raises(InputError) as error:
        scenario_from(Source("s.yaml", head + text + tail))
    (found,) = error.value.faults
    assert (found.code, found.place.line) == ("E652", 7)


def test_it_stands_as_a_draft_beside_the_blank_of_the_evaluators(shelf):
    run, _ = graded(shelf, [CLOSE, TELL, *OTHERS[:2]])
    for lang, said, own in (
        ("zh", "建议等级：良（得分80.0%）", "评估组：＿"),
        ("en", "proposed grade: good (80.0 % of the points)", "evaluators: "),
    ):
        paper = as_markdown(after_action(run, lang))
        assert said in paper
        assert own in paper
        assert ("草案：界限自定" if lang == "zh" else "draft: by bands of our own") in paper
        assert said in as_html(after_action(run, lang))


def test_the_data_has_the_grade_its_bands_and_what_is_ruled_out(shelf):
    run, _ = graded(shelf, [CLOSE, TELL, *OTHERS[:2]], grade_bands="{good: 75}")
    assert report_data(run)["grades"] == [
        {
            "standard": "aqt-9009",
            "standing": "draft",
            "per_cent": "80.0",
            "bands": {"excellent": 90, "good": 75, "fair": 50},
            "by_points": "good",
            "ruled_out": ["excellent"],
            "proposed": "good",
        }
    ]


def test_nobody_having_played_no_grade_is_proposed(shelf):
    run = play(shelf, (RECEIVED,))
    assert (list(proposals(run)), report_data(run)["grades"]) == ([], [])
