"""Whoever does what the plan says scores everything, whoever does nothing scores nothing, in every shipped scenario."""

from datetime import timedelta
from functools import cache

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.api import default_library
from respond.exercise import load_scenario, offset_of, perfect_actions, read_offset, run_scenario
from respond.plan import shipped

SCENARIOS = sorted(shipped("scenarios").glob("*.yaml"))


@cache
def played(path, after=timedelta(0)):
    scenario = load_scenario(path)
    actions = perfect_actions(scenario, default_library(), after=after)
    return run_scenario(evolve(scenario, actions=actions), default_library())


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_perfect_player_scores_full_marks(path):
    run = played(path)
    assert run.most > 0
    assert [each.id for each in run.outcomes if each.counts and each.result != "met"] == []
    assert run.points == run.most
    assert run.unscored == ()
    assert {each.rating for each in run.showings} == {"P"}
    assert run.curve.too_low == run.curve.too_high == run.curve.uncalled == timedelta(0)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_absent_player_scores_nothing(path):
    run = run_scenario(evolve(load_scenario(path), actions=()), default_library())
    assert run.most > 0
    assert run.points == 0
    assert {each.result for each in run.outcomes if each.counts} <= {"omitted", "overdue", "missed"}


@pytest.mark.parametrize("path", [shipped("scenarios") / "fire-wind-shift.yaml"], ids=lambda path: path.stem)
@pytest.mark.parametrize("minutes", [7, 90])
def test_what_is_done_later_is_late_by_just_that(path, minutes):
    after = timedelta(minutes=minutes)
    for each in played(path, after).outcomes:
        if each.kind == "duty" and each.result == "late":
            assert each.by == each.at - each.due
            assert each.by <= after
        if each.kind == "duty" and each.result == "met" and each.due is not None:
            assert each.at <= each.due


@settings(max_examples=50)
@given(minutes=st.integers(0, 900 * 60))
def test_an_offset_is_written_as_it_is_read(minutes):
    span = timedelta(minutes=minutes)
    assert read_offset(offset_of(span)) == span
