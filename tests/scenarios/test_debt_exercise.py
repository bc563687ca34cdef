"""The debt exercise shipped: what the recorded actions are worth, as worked out on paper."""

from collections import Counter
from datetime import timedelta

import pytest

from respond.exercise import load_scenario, run_scenario
from respond.plan import Library, shipped

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture(scope="module")
def run():
    return run_scenario(load_scenario(shipped("scenarios") / "debt-forty-days.yaml"), Library.default())


@pytest.fixture(scope="module")
def turns(run):
    return {turn.inject.id: turn for turn in run.turns}


@pytest.fixture(scope="module")
def duties(run):
    return {outcome.id.partition("#")[2]: outcome for outcome in run.outcomes if outcome.kind == "duty"}


def owed(turn):
    return {one.duty for one in turn.became_owed}


@pytest.mark.parametrize(
    ("inject", "certain", "possible", "called"),
    [
        ("forecast", "none", "none", "none"),
        ("interest-unpaid", "II", "I", "IV"),  # 1 of 7; the province not yet known
        ("province-answers", "II", "II", "IV"),
        ("second-county", "I", "I", "III"),  # 2 of 7, two counties
        ("crowd", "I", "I", "III"),
        ("crowd-grows", "I", "I", "II"),  # a major mass incident lifts the response, not the level
        ("restored", "none", "none", "III"),
    ],
)
def test_level_and_response_go_their_own_ways(turns, inject, certain, possible, called):
    situation = turns[inject].situation
    assert (str(situation.level.certain), str(situation.level.possible)) == (certain, possible)
    assert str(situation.leading.response.called.certain) == called


def test_a_rise_of_the_response_adds_only_what_is_new(turns):
    county, crowd = turns["second-county"], turns["crowd-grows"]
    assert all(
        name.startswith("iii-") for name in owed(county) - {"shanxi-direct-to-province", "audit-incident"}
    )
    assert all(name.startswith("ii-") for name in owed(crowd))
    assert county.stood_down == crowd.stood_down == ()


def test_the_forecast_was_reported_a_night_after_three_months_before_maturity(run, duties):
    outcome = duties["ahead-debt-county#1"]
    assert outcome.due.isoformat() == "2026-03-08T23:59:59+08:00"
    assert (outcome.result, outcome.by) == ("late", 8 * HOUR + 30 * MINUTE + SECOND)


def test_two_member_units_were_never_told(duties):
    outcome = duties["tell-members-debt#1"]
    assert outcome.result == "incomplete"
    assert [missing.zh for missing in outcome.missing] == ["市水务局", "市卫生计生委"]


def test_hours_count_from_the_default_and_not_from_the_forecast(run, duties):
    direct, usual = duties["shanxi-direct-to-province#1"], duties["shanxi-local-to-superior#1"]
    assert direct.due - run.scenario.start == 248 * HOUR
    assert usual.due - run.scenario.start == 249 * HOUR
    assert (direct.result, usual.result, usual.by) == ("met", "late", 40 * MINUTE)


def test_the_level_was_first_taken_for_that_of_a_single_county(run):
    graded = [
        (str(outcome.of.stretch.level.certain), outcome.result)
        for outcome in run.outcomes
        if outcome.kind == "level"
    ]
    assert graded == [("II", "late"), ("II", "met"), ("I", "wrong")]  # I was called, then taken back


def test_accountability_was_never_started_though_the_province_asked(run, duties):
    assert duties["ii-accountability#1"].result == "omitted"
    forgotten = next(one for one in run.final.obligations if one.duty == "ii-accountability")
    assert (forgotten.state, forgotten.done) == ("running", None)


def test_the_province_is_told_of_the_incident_once_whatever_its_level_becomes(duties):
    assert "shanxi-direct-to-province#2" not in duties


def test_the_summary_left_the_superior_government_out(turns, duties):
    summing_up = {"summarise", "office-summary", "report-congress", "evaluate"}
    assert owed(turns["ended"]) - {"start-accountability"} == summing_up
    assert duties["summarise#1"].result == "incomplete"
    assert duties["office-summary#1"].result == "met"


def test_the_audit_outlasts_the_end(run):
    assert "audit-incident" in {one.duty for one in run.final.obligations if one.open}


def test_the_score(run):
    results = Counter(outcome.result for outcome in run.outcomes if outcome.counts)
    # what the law asks at once once there is a mass incident, nobody did: 2 missed; accountability: omitted
    assert results == {"met": 17, "late": 3, "incomplete": 2, "wrong": 1, "missed": 2, "omitted": 1}
    assert (run.points, run.most) == (17 * 5 + 3 * 3 + 2 * 1, 26 * 5)
