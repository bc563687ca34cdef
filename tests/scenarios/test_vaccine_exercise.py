"""The vaccine exercise shipped: what the recorded actions are worth, as worked out on paper."""

from collections import Counter
from datetime import timedelta

import pytest

from respond.exercise import load_scenario, run_scenario
from respond.plan import Library, shipped

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture(scope="module")
def run():
    return run_scenario(load_scenario(shipped("scenarios") / "vaccine-school-day.yaml"), Library.default())


@pytest.fixture(scope="module")
def duties(run):
    return {outcome.id.partition("#")[2]: outcome for outcome in run.outcomes if outcome.kind == "duty"}


def due(run, outcome):
    return outcome.due - run.scenario.start


def names(obligations):
    return {one.duty for one in obligations}


def test_the_level_follows_the_injects(run):
    assert len(run.turns) >= 10
    levels = {
        turn.inject.id: (str(turn.situation.level.certain), str(turn.situation.level.possible))
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
    outcome = duties["report-up#1"]
    assert due(run, outcome) == HOUR
    assert (outcome.result, outcome.by) == ("late", 8 * MINUTE)


def test_the_provincial_limits_run_beside_the_plan(run, duties):
    assert due(run, duties["shanxi-local-to-superior#1"]) == 2 * HOUR
    assert due(run, duties["shanxi-direct-to-province#2"]) == 2 * HOUR + 30 * MINUTE  # sensitive from +01:30
    assert (
        duties["shanxi-local-to-superior#1"].result == duties["shanxi-direct-to-province#2"].result == "met"
    )


@pytest.mark.parametrize("name", ["initial-report#1", "report-i-iii#2"])
def test_two_reports_left_the_county_government_out(duties, name):
    assert duties[name].result == "incomplete"
    assert [missing.en for missing in duties[name].missing] == ["county government"]


def test_the_fairly_large_level_was_called_after_a_wrong_one(run):
    graded = [
        (str(outcome.of.stretch.level.certain), outcome.result)
        for outcome in run.outcomes
        if outcome.kind == "level"
    ]
    assert graded == [("IV", "met"), ("IV", "met"), ("III", "late"), ("II", "met"), ("III", "met")]


def test_a_rise_calls_for_a_higher_response_until_it_is_adjusted_or_the_level_falls(run, duties):
    turns = {turn.inject.id: turn for turn in run.turns}
    assert {"start-higher", "evaluate-raise", "report-i-iii"} <= names(turns["first-death"].became_owed)
    assert "start-higher" in names(turns["second-death"].became_owed)
    assert "start-higher" in names(turns["other-batch"].stood_down)
    assert (duties["start-higher#1"].result, duties["start-higher#2"].result) == ("met", "missed")


def test_nobody_asked_for_authoritative_information_or_urged_the_closing(duties):
    assert duties["authoritative-information#1"].result == "missed"
    assert duties["urge-closing#1"].result == "omitted"


def test_every_other_level_asks_for_its_own_reports_and_nobody_made_them(duties):
    undone = {
        name: outcome.result
        for name, outcome in duties.items()
        if outcome.result in {"omitted", "overdue"} and not name.startswith(("law-", "overall-"))
    }
    assert undone == {
        "urge-closing#1": "omitted",
        "report-i-iii#3": "omitted",
        "report-i-iii#4": "omitted",
    }


def test_the_closing_report_was_due_two_weeks_after_the_end_and_came_4_hours_late(run, duties):
    outcome = duties["closing-report#1"]
    assert due(run, outcome) == 100 * HOUR + timedelta(days=14)
    assert (outcome.result, outcome.by) == ("late", 4 * HOUR)


def test_the_points_are_those_counted_by_hand(run):
    # 3 late (report-up, level III, closing report), 2 incomplete, 3 omitted, 2 missed; of the law and the overall plan
    # nobody was told, and 9 were omitted, of which two are one report to the city government and count once
    results = Counter(outcome.result for outcome in run.outcomes if outcome.counts)
    assert results == {"met": 26, "late": 3, "incomplete": 2, "omitted": 11, "missed": 2}
    assert (run.points, run.most) == (26 * 5 + 3 * 3 + 2 * 1, 44 * 5)
    shared = [(each.id, each.counted_with) for each in run.outcomes if each.counted_with is not None]
    assert shared == [
        ("national/overall-plan#overall-report#1", "national/emergency-response-law#law-report#1")
    ]
