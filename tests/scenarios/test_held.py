"""Every shipped exercise is ready to be held, in each of its variants, with a good and a poor recording beside it."""

import re
from pathlib import Path

import pytest
from held import FOLDER, SCENARIOS, played, recording_of

from respond.api import default_library
from respond.exercise import check_scenario, handout_sheet, load_recording, load_scenario
from respond.show import plain

IDS = [path.stem for path in SCENARIOS]
OTHERS = [
    (path.stem, variant.id) for path in SCENARIOS for variant in load_scenario(path).variants[1:]
]  # the first is that of all tests which name none
KINDS = {"message", "question", "contingency", "noise", "media", "false-alarm", "outage"}
HOLDERS = {"vaccine-quality": 3, "debt-risk": 2, "forest-fire": 2, "environmental-events": 1}


def loaded(name):
    return load_scenario(FOLDER / f"{name}.yaml")


def test_the_plans_people_hold_exercises_on_have_enough():
    plans = [str(plan) for name in IDS for plan in loaded(name).plans]
    assert {name: sum(name in plan for plan in plans) for name in HOLDERS} == HOLDERS


@pytest.mark.parametrize("name", IDS)
def test_it_has_all_that_is_needed_to_hold_it(name):
    scenario = loaded(name)
    assert (scenario.id, len(scenario.variants)) == (name, 2)
    assert scenario.purpose is not None
    assert scenario.briefing is not None
    assert scenario.where is not None
    assert "虚构" in scenario.where.zh
    assert "invented" in scenario.where.en
    assert scenario.stop
    assert scenario.targets
    assert not scenario.actions  # what teams did stands in recordings
    assert all(each.look_for is not None for each in scenario.objectives)
    assert all(each.clause or each.duties or each.level for each in scenario.objectives)
    assert any(each.weight > 1 for each in scenario.objectives)
    assert all(phase.questions for phase in scenario.phases)


@pytest.mark.parametrize("name", IDS)
def test_its_injects_are_of_every_kind_and_some_wait(name):
    injects = loaded(name).injects
    assert len(injects) >= 20
    assert {each.kind for each in injects} - {"restoration"} == KINDS  # most outages end by their `until`
    assert any(each.when is not None for each in injects)
    assert any(each.after is not None for each in injects)
    assert all(
        each.until is not None for each in injects if each.channels
    )  # an outage ends within the exercise


@pytest.mark.parametrize("name", IDS)
def test_the_good_run_is_rated_well_and_the_poor_one_is_not(name):
    good, poor = played(name, "good"), played(name, "poor")
    assert good.points * 10 >= good.most * 9
    assert poor.points * 100 <= poor.most * 75
    assert sum(each.rating == "P" for each in good.showings) > sum(
        each.rating == "P" for each in poor.showings
    )
    assert {"late", "incomplete", "omitted"} <= {each.result for each in poor.outcomes}
    assert good.points < good.most  # nobody does everything
    assert [each.duty for each in good.unscored] == []
    assert poor.unscored  # something did not get through


@pytest.mark.parametrize("name", IDS)
def test_its_recordings_hold_what_evaluators_saw(name):
    for which in ("good", "poor"):
        recording = load_recording(recording_of(name, which))
        assert recording.variant == loaded(name).variants[0].id
        assert {"strength", "problem"} <= {each.kind for each in recording.observations}
        assert any(each.objective for each in recording.observations)


def test_no_recording_is_without_its_scenario():
    found = {path.name for path in (FOLDER / "recordings").glob("*.yaml")}
    assert found == {f"{name}.{which}.yaml" for name in IDS for which in ("good", "poor")}


def test_the_page_lists_every_exercise_with_the_minutes_it_takes():
    page = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| `([a-z-]+)` [^|]+\|[^|]+\|[^|]+\| (\d+) \|", page, re.MULTILINE))
    wanted = {name: re.search(r"约(\d+)分钟", loaded(name).briefing.zh)[1] for name in IDS}
    assert listed == wanted
    assert all(60 <= int(each) <= 120 for each in wanted.values())
    assert all(
        f"some {each} minutes" in " ".join(loaded(name).briefing.en.split()) for name, each in wanted.items()
    )


NO_LIMIT = {"debt-forty-days": {"iii-told"}}
"""Targets for which the plan has no limit of its own: 4.1.2 asks for all it asks for without one."""


@pytest.mark.parametrize(("name", "variant"), OTHERS)
def test_the_other_variant_is_ready_as_well(name, variant):
    scenario = loaded(name)
    checked = check_scenario(scenario, default_library(), variant)
    found = {(each.kind, each.name) for each in checked.findings}
    assert (checked.ready, found) == (
        True,
        {("no-limit", each) for each in NO_LIMIT.get(name, ())},
    )
    own = {each.id for each in scenario.injects if each.variant in {None, variant}}
    assert {each.inject for each in checked.key if each.inject} <= own
    assert any(each.variant for each in scenario.injects)


@pytest.mark.parametrize(("name", "variant"), OTHERS)
def test_players_read_nothing_of_the_other_variant_either(name, variant):
    scenario = loaded(name)
    for lang in ("zh", "en"):
        sheet = handout_sheet(scenario, default_library(), "players", lang, variant)
        paper = plain(sheet).replace("\n", "").replace(" ", "")
        for inject in scenario.injects:
            assert inject.text.say(lang).replace(" ", "") not in paper
        for each in scenario.variants:
            assert each.zh not in paper
            assert each.en.replace(" ", "") not in paper
