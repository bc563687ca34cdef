"""Every incident file shipped gives the answer written beside it."""

from datetime import timedelta
from pathlib import Path

import pytest

from respond.author import failures_of, load_expected
from respond.clock import SHANGHAI
from respond.log import begin_of, load_incident
from respond.plan import Library, shipped
from respond.situation import situate

FOLDER = shipped("scenarios") / "incidents"
INCIDENTS = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.endswith(".expected.yaml"))
LIBRARY = Library.default()


def expected_of(path: Path) -> Path:
    return path.with_name(path.stem + ".expected.yaml")


def test_there_are_enough_of_each():
    plans = [reference for path in INCIDENTS for reference in load_incident(path).plans]
    for name in ("vaccine-quality", "debt-risk", "forest-fire"):
        assert sum(name in reference for reference in plans) >= 5
    assert len(INCIDENTS) >= 15


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_the_answer_is_as_expected(path):
    expected = load_expected(expected_of(path))
    assert expected.incident == path.name
    incident = load_incident(path)
    assert expected.checks
    for check in expected.checks:
        situation = situate(incident, LIBRARY, now=check.now, at=check.at)
        failures = failures_of(check, situation, begin_of(incident, SHANGHAI))
        assert [failure.text.en for failure in failures] == []


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_the_expected_answer_says_why(path):
    check = load_expected(expected_of(path)).checks[0]
    assert check.met is not None or check.open is not None
    assert check.duties is not None
    assert check.deadlines or check.waiting


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_the_answer_does_not_depend_on_now_but_for_the_time_left(path):
    incident = load_incident(path)
    check = load_expected(expected_of(path)).checks[-1]
    at = check.at or check.now
    soon, late = (situate(incident, LIBRARY, now=check.now + timedelta(days=days), at=at) for days in (0, 3))
    assert soon.level == late.level
    assert {one.duty for one in soon.obligations} == {one.duty for one in late.obligations}
    assert soon.answers == late.answers
