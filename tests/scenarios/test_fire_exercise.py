"""The fire exercise shipped: what the recorded actions are worth, as worked out on paper."""

from collections import Counter
from datetime import timedelta

import pytest

from respond.exercise import load_scenario, run_scenario
from respond.plan import Library, shipped

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture(scope="module")
def run():
    return run_scenario(load_scenario(shipped("scenarios") / "fire-wind-shift.yaml"), Library.default())


@pytest.fixture(scope="module")
def duties(run):
    return {outcome.id.partition("#")[2]: outcome for outcome in run.outcomes if outcome.kind == "duty"}


def test_the_level_follows_the_injects(run):
    levels = {turn.inject.id: str(turn.situation.level.certain) for turn in run.turns}
    assert len(run.turns) >= 8
    assert [levels[name] for name in ("smoke", "verified", "wind", "drone-figure", "recount", "ended")] == [
        "IV", "IV", "III", "II", "III", "III",
    ]  # fmt: skip
    assert str(run.turns[0].situation.level.possible) == "I"


def test_the_report_to_the_superior_came_25_minutes_late(run, duties):
    outcome = duties["shanxi-local-to-superior#1"]
    assert outcome.due - run.scenario.start == 2 * HOUR
    assert (outcome.result, outcome.by) == ("late", 25 * MINUTE)


def test_the_direct_report_left_the_province_out(run, duties):
    outcome = duties["shanxi-direct-to-province#2"]  # the first only might have been owed
    assert outcome.due - run.scenario.start == 2 * HOUR + 10 * MINUTE
    assert outcome.result == "incomplete"
    assert [missing.en for missing in outcome.missing] == ["Shanxi Provincial People's Government"]


def test_the_city_has_two_hours_from_its_own_receipt(run, duties):
    outcome = duties["shanxi-city-to-province#1"]
    assert outcome.due - run.scenario.start == 4 * HOUR + 27 * MINUTE
    assert outcome.result == "met"


def test_another_level_asks_for_no_other_direct_report(duties):
    assert [name for name in duties if "shanxi-direct-to-province" in name] == ["shanxi-direct-to-province#2"]


def test_what_the_script_says_was_done_counts_for_nobody(duties):
    assert {name: duties[name].result for name in ("alarm#1", "operators-report#1", "shanxi-unit-reports#1")} == {
        "alarm#1": "open", "operators-report#1": "open", "shanxi-unit-reports#1": "open",
    }  # fmt: skip


def test_what_nobody_plays_is_named(run, duties):
    excused = {outcome.id.split("#")[1]: outcome for outcome in run.outcomes if outcome.result == "excused"}
    assert set(excused) == {
        "restore-land", "release-information", "shanxi-scene-tells-head", "law-departments-report", "law-unit-rescues",
        "overall-relief-funds", "overall-unit-acts", "overall-unit-follows-up",
    }  # fmt: skip
    assert all(outcome.why and outcome.units for outcome in excused.values())


def test_what_is_owed_at_once_shows_how_long_it_took(duties):
    assert duties["report-level-by-level#1"].taken == 4 * MINUTE
    assert duties["report-national-immediately#2"].taken == 80 * MINUTE


def test_the_score(run):
    results = Counter(outcome.result for outcome in run.outcomes if outcome.counts)
    # omitted: 5 of the county's and the regulation's, 8 of the law and the overall plan
    assert results == {"met": 27, "late": 2, "incomplete": 1, "omitted": 13}
    assert (run.points, run.most) == (27 * 5 + 2 * 3 + 1, 43 * 5)


def test_what_is_owed_promptly_after_the_fire_was_forgotten(duties):
    forgotten = ("evaluate#1", "statistics-to-departments#1", "return-requisitioned#1")
    assert {duties[name].result for name in forgotten} == {"omitted"}


def test_the_police_never_went_to_the_scene(duties):
    assert duties["county-police-to-scene#1"].result == "omitted"
    assert duties["county-police-cordon#1"].result == "met"


def test_after_the_recount_nobody_graded_again(run):
    graded = [
        (str(outcome.of.stretch.level.certain), outcome.result)
        for outcome in run.outcomes
        if outcome.kind == "level"
    ]
    assert graded == [
        ("IV", "met"),
        ("IV", "met"),
        ("III", "late"),
        ("II", "met"),
        ("III", "omitted"),
    ]  # III only after a wrong IV


def test_what_the_flame_out_ends_is_not_owed_any_more(run):
    turn = next(turn for turn in run.turns if turn.inject.id == "flame-out")
    ended = {one.duty for one in turn.stood_down}
    assert "fire-brigade-prepares" in ended
    assert {one.duty for one in turn.became_owed} == {
        "mop-up", "guard-ground", "evaluate", "statistics", "statistics-to-departments", "restore-land",
        "support-restoration", "law-compensate", "overall-compensate",
    }  # fmt: skip
