"""The vaccine exercise shipped: what the recorded actions are worth, as worked out on paper."""

from datetime import timedelta

import pytest

from respond.exercise import load_scenario, run_scenario
from respond.plan import LEVEL, Library, shipped

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture(scope="module")
def run():
    return run_scenario(load_scenario(shipped("scenarios") / "vaccine-school-day.yaml"), Library.default())


@pytest.fixture(scope="module")
def duties(run):
    return {outcome.expectation.id: outcome for outcome in run.outcomes if outcome.expectation.kind == "duty"}


def due(run, outcome):
    return outcome.expectation.due - run.scenario.start


def test_the_level_follows_the_injects(run):
    assert len(run.turns) >= 10
    levels = {
        turn.inject.id: (LEVEL[turn.situation.level.certain], LEVEL[turn.situation.level.possible])
        for turn in run.turns
    }
    assert levels["first-call"] == ("none", "I")
    assert levels["cold-chain"] == ("IV", "I")
    wanted = {
        "verified": "IV",
        "first-death": "III",
        "second-death": "II",
        "other-batch": "III",
        "ended": "III",
    }
    assert {name: levels[name] for name in wanted} == {name: (level, level) for name, level in wanted.items()}


def test_the_report_to_three_was_8_minutes_late(run, duties):
    outcome = duties["report-up"]
    assert due(run, outcome) == HOUR
    assert (outcome.result, outcome.late_by) == ("late", 8 * MINUTE)


def test_the_provincial_limits_run_beside_the_plan(run, duties):
    assert due(run, duties["shanxi-local-to-superior"]) == 2 * HOUR
    assert due(run, duties["shanxi-direct-to-province"]) == 2 * HOUR + 30 * MINUTE  # sensitive from +01:30
    assert duties["shanxi-local-to-superior"].result == duties["shanxi-direct-to-province"].result == "met"


@pytest.mark.parametrize("name", ["initial-report", "report-i-iii"])
def test_two_reports_left_the_county_government_out(duties, name):
    assert duties[name].result == "incomplete"
    assert [missing.en for missing in duties[name].missing] == ["county government"]


def test_the_fairly_large_level_was_called_after_a_wrong_one(run):
    graded = [
        (LEVEL[outcome.expectation.levels[0]], outcome.result)
        for outcome in run.outcomes
        if outcome.expectation.kind == "level"
    ]
    assert graded == [("IV", "met"), ("IV", "met"), ("III", "late"), ("II", "met"), ("III", "met")]


def test_a_rise_calls_for_a_higher_response_until_it_is_adjusted_or_the_level_falls(run, duties):
    turns = {turn.inject.id: turn for turn in run.turns}
    assert {"start-higher", "evaluate-raise", "report-i-iii"} <= set(turns["first-death"].became_owed)
    assert {"start-higher", "evaluate-raise"} <= set(turns["response-three"].stood_down)
    assert "start-higher" in turns["other-batch"].stood_down
    assert duties["start-higher"].result == "met"


def test_nobody_asked_for_authoritative_information_or_urged_the_closing(duties):
    omitted = {name for name, outcome in duties.items() if outcome.result == "omitted"}
    assert omitted == {"authoritative-information", "urge-closing"}


def test_the_closing_report_was_due_two_weeks_after_the_end_and_came_4_hours_late(run, duties):
    outcome = duties["closing-report"]
    assert due(run, outcome) == 100 * HOUR + timedelta(days=14)
    assert (outcome.result, outcome.late_by) == ("late", 4 * HOUR)


def test_the_points_are_those_counted_by_hand(run):
    # 26 met, 3 late (report-up, level III, closing report), 2 incomplete, 2 omitted
    assert (run.points, run.most) == (26 * 5 + 3 * 3 + 2 * 1, 33 * 5)
