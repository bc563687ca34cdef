"""What units do that control plays: told apart, and neither for nor against the players."""

import pytest
from exercises import RECEIVED, library, outcome, play
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respond.api import default_library
from respond.errors import InputError
from respond.exercise import (
    after_action,
    check_scenario,
    improvement_plan,
    load_recording,
    load_scenario,
    perfect_actions,
    report_data,
    report_sheet,
    run_scenario,
    with_recording,
)
from respond.plan import shipped
from respond.show import as_markdown, plain

KEYS = {
    "team": "{zh: 一组, en: team one}",
    "cast": "{bureau: {zh: 局, en: bureau}, clinic: {zh: 医院, en: clinic}}",
    "control_plays": "[clinic]",
    "objectives": "[{id: o, zh: 甲, en: a, duties: [hospital, close]}, {id: p, zh: 乙, en: b, duties: [hospital]}]",
}
CLOSE = ("+00:01", "by: bureau, did: [close]")
ADMIT = ("+00:02", "by: clinic, did: [hospital]")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return library(tmp_path_factory.mktemp("plans"))


@pytest.mark.parametrize("done", [True, False])
def test_what_control_owes_gives_no_points_whether_it_did_it_or_not(shelf, done):
    run = play(shelf, actions=[CLOSE, *([ADMIT] if done else [])], **KEYS)
    found = outcome(run, "hospital#1")
    assert (found.result, found.points, found.counts, found.failed) == ("directed", 0, False, False)
    assert (found.at is not None) is done
    assert [(each.points, each.most, each.rating) for each in run.showings] == [(5, 5, "P"), (0, 0, None)]
    assert all(each.result != "directed" or each.id == found.id for each in run.outcomes)
    assert not any("clinic" in each.owner("en") for each in improvement_plan(run).items)


def test_the_score_is_the_same_whatever_control_does(shelf):
    without = play(shelf, actions=[CLOSE], **KEYS)
    helped = play(shelf, actions=[CLOSE, ADMIT], **KEYS)
    assert (helped.points, helped.most, helped.weighted) == (without.points, without.most, without.weighted)
    acts = [CLOSE, ADMIT]
    rated = play(shelf, actions=acts, **{key: value for key, value in KEYS.items() if key != "control_plays"})
    assert (rated.points, rated.most) == (helped.points + 5, helped.most + 5)


def test_what_players_owe_and_control_did_is_neither_for_nor_against_them(shelf):
    both = {"cast": KEYS["cast"], "control_plays": "[bureau]", "team": KEYS["team"]}
    run = play(shelf, actions=[("+00:05", "by: bureau, did: [tell]")], **both)
    assert (
        outcome(run, "tell#1").result == "directed"
    )  # the teams, who owe it with the bureau, are not played
    both["cast"] = "{bureau: {zh: 局, en: bureau}, teams: {zh: 分队, en: teams}}"
    helped = play(shelf, actions=[("+00:05", "by: bureau, did: [tell]")], **both)
    found = outcome(helped, "tell#1")
    assert (found.result, found.counts) == ("open", False)
    assert found.why.en == "done by bureau, which control plays"
    late = outcome(play(shelf, actions=[("+02:05", "by: bureau, did: [tell]")], **both), "tell#1")
    assert (late.result, late.points, late.why.zh) == ("overdue", 0, "时限过后才由导调扮演的局办理")
    own = outcome(play(shelf, actions=[("+00:05", "by: teams, did: [tell]")], **both), "tell#1")
    assert (own.result, own.points) == ("met", 5)


def test_a_call_of_the_level_by_control_is_none_of_the_players(shelf):
    injects = (RECEIVED, ("+01:00", "facts: {area: 40 ha}"))
    call = ("+01:01", "by: clinic, declares: II")
    run = play(shelf, injects, [CLOSE, call], **KEYS)
    assert [(each.result, each.points) for each in run.outcomes if each.kind == "level"] == [("omitted", 0)]
    assert not any(each.calls for each in run.levels)


def test_a_target_of_a_unit_of_control_counts_neither_way(shelf):
    targets = "[{id: t, zh: 目标, en: aim, unit: clinic, by: '+00:30', objective: p}]"
    run = play(shelf, actions=[CLOSE], targets=targets, **KEYS)
    (found,) = [each for each in run.outcomes if each.kind == "target"]
    assert (found.result, found.counts) == ("directed", False)


def test_what_control_did_in_vain_is_no_fault_of_the_players(shelf):
    again = ("+00:40", "by: clinic, did: [seal-told]")
    assert play(shelf, actions=[CLOSE, again], **KEYS).unscored == ()
    rated = play(shelf, actions=[CLOSE, again], **{**KEYS, "control_plays": "[]"})
    assert [each.by for each in rated.unscored] == ["clinic"]


def test_the_reports_tell_apart_what_control_plays(shelf):
    run = play(shelf, actions=[CLOSE, ADMIT], **KEYS)
    shown = " ".join(plain(report_sheet(run, "en", full=True)).split())
    assert "owed by units that control plays, not counted: clinic (1)" in shown
    paper = as_markdown(after_action(run, "zh"))
    assert "由导调扮演、不计分的" in paper
    assert "由导调扮演的单位负责，不计分：医院1项" in plain(report_sheet(run, "zh"))
    (row,) = [each for each in report_data(run)["outcomes"] if each["expectation"].endswith("hospital#1")]
    assert (row["result"], row["points"]) == ("directed", None)


def test_a_unit_no_plan_has_is_refused(shelf):
    with pytest.raises(InputError) as error:
        play(shelf, control_plays="[clinik]")
    (found,) = error.value.faults
    assert (found.code, found.suggestion) == ("E807", "clinic")


minutes = st.integers(0, 400).map(lambda minute: f"+{minute // 60:02}:{minute % 60:02}")
acts = st.lists(
    st.tuples(minutes, st.sampled_from(["hospital", "tell", "close", "tidy", "seal-told"])), max_size=5
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts)
def test_nothing_control_does_ever_gives_a_point(shelf, acts):
    run = play(shelf, actions=[(at, f"by: clinic, did: [{duty}]") for at, duty in acts], **KEYS)
    assert (run.points, {*(each.rating for each in run.showings)}) == (0, {"U", None})


@pytest.mark.parametrize("name", ["fire-wind-shift", "debt-forty-days"])
def test_in_a_shipped_scenario_the_perfect_player_is_full_and_does_nothing_for_control(name):
    scenario = load_scenario(shipped("scenarios") / f"{name}.yaml")
    assert scenario.control_plays
    for variant in [each.id for each in scenario.variants]:
        acts = perfect_actions(scenario, default_library(), variant=variant)
        assert not {each.by for each in acts} & {*scenario.control_plays}
    assert not any(
        each.played and each.units and {unit.id for unit in each.units} <= {*scenario.control_plays}
        for each in check_scenario(scenario, default_library()).key
    )


def test_the_province_of_the_fire_is_in_no_objective_of_the_players():
    folder = shipped("scenarios")
    played = load_recording(folder / "recordings" / "fire-wind-shift.good.yaml")
    run = run_scenario(
        with_recording(load_scenario(folder / "fire-wind-shift.yaml"), played),
        default_library(),
        played.variant,
    )
    own = [each for each in run.outcomes if {unit.id for unit in each.units} == {"shanxi-command"}]
    assert own
    assert {each.result for each in own} == {"directed"}
    assert not any(each.counts for each in run.outcomes if each.result == "directed")
