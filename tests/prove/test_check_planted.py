"""Sound plans come out clean; every planted defect is found, with a witness ordinary evaluation confirms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import DEFECTS, Drawn, Shelf, broken, sound

from respond.prove import check_plans, confirm


def checked(drawn):
    with Shelf(drawn.text) as library:
        (report,) = check_plans(library, ["testland/planted"])
        for finding in report.findings:
            if finding.witness is not None:
                confirm(finding.witness, library)
        return report


@settings(max_examples=50)
@given(drawn=sound())
def test_nothing_is_found_in_a_sound_plan(drawn):
    report = checked(drawn)
    assert [finding.text.en for finding in report.findings if finding.severity == "defect"] == []
    assert {answer.outcome.value for answer in report.answers} == {"proved"}
    assert report.exit_code == 0


INDEX = 'facts:\n  index: {type: number, min: "0", worse: up, label: {zh: 指数, en: index}, clause: "1"}\n'


@pytest.mark.parametrize("when", ["index * index >= 4", "index * index == 2"])
def test_where_a_fact_multiplied_by_itself_changes_anything_is_left_open(when):
    drawn = Drawn([], extra=[("IV", "square", when)])
    with Shelf(drawn.text.replace("facts:\n", INDEX, 1)) as library:
        (report,) = check_plans(library, ["testland/planted"])
    outcomes = {answer.question: answer.outcome.value for answer in report.answers}
    assert outcomes["totality"] == "unknown"
    assert not [finding for finding in report.findings if finding.severity == "defect"]


@pytest.mark.parametrize("defect", DEFECTS)
@settings(max_examples=10)
@given(data=st.data())
def test_a_planted_defect_is_found(defect, data):
    drawn = data.draw(broken(defect))
    report = checked(drawn)
    found = {finding.kind for finding in report.open}
    assert drawn.expected <= found, drawn.text
    assert report.exit_code == 1
