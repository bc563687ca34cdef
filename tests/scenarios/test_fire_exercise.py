"""The fire exercise shipped: what the recorded actions are worth, as worked out on paper."""

from datetime import timedelta

import pytest

from respond.exercise import load_scenario, run_scenario
from respond.plan import LEVEL, Library, shipped

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture(scope="module")
def run():
    return run_scenario(load_scenario(shipped("scenarios") / "fire-wind-shift.yaml"), Library.default())


@pytest.fixture(scope="module")
def duties(run):
    return {outcome.expectation.id: outcome for outcome in run.outcomes if outcome.expectation.kind == "duty"}


def test_the_level_follows_the_injects(run):
    levels = {turn.inject.id: LEVEL[turn.situation.level.certain] for turn in run.turns}
    assert len(run.turns) >= 8
    assert [levels[name] for name in ("smoke", "verified", "wind", "drone-figure", "recount", "ended")] == [
        "IV", "IV", "III", "II", "III", "III",
    ]  # fmt: skip
    assert LEVEL[run.turns[0].situation.level.possible] == "I"


def test_the_report_to_the_superior_came_25_minutes_late(run, duties):
    outcome = duties["shanxi-local-to-superior"]
    assert outcome.expectation.due - run.scenario.start == 2 * HOUR
    assert (outcome.result, outcome.late_by) == ("late", 25 * MINUTE)


def test_the_direct_report_left_the_province_out(run, duties):
    outcome = duties["shanxi-direct-to-province"]
    assert outcome.expectation.due - run.scenario.start == 2 * HOUR + 10 * MINUTE
    assert outcome.result == "incomplete"
    assert [missing.en for missing in outcome.missing] == ["Shanxi Provincial People's Government"]


def test_the_city_has_two_hours_from_its_own_receipt(run, duties):
    outcome = duties["shanxi-city-to-province"]
    assert outcome.expectation.due - run.scenario.start == 3 * HOUR + 35 * MINUTE
    assert outcome.result == "met"


def test_the_police_never_went_to_the_scene(duties):
    assert duties["county-police-to-scene"].result == "omitted"
    assert duties["county-police-cordon"].result == "met"


def test_after_the_recount_nobody_graded_again(run):
    graded = [
        (LEVEL[outcome.expectation.levels[0]], outcome.result)
        for outcome in run.outcomes
        if outcome.expectation.kind == "level"
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
    assert {"quick-reaction-first", "propose-city-forces", "front-command"} <= set(turn.stood_down)
    assert set(turn.became_owed) == {"mop-up", "evaluate"}
