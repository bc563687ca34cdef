"""Whoever does what the plan says scores everything, whoever does nothing scores nothing, in every shipped scenario."""

from datetime import timedelta
from functools import cache

import pytest
from attrs import evolve
from exercises import RECEIVED, library, text
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.api import default_library
from respond.exercise import (
    Target,
    chosen,
    load_scenario,
    offset_of,
    perfect_actions,
    read_offset,
    report_sheet,
    run_scenario,
    scenario_from,
)
from respond.plan import shipped
from respond.show import as_markdown, length
from respond.yaml import Source

SCENARIOS = sorted(shipped("scenarios").glob("*.yaml"))


EVERY = [
    pytest.param(path, variant, id=f"{path.stem}-{variant or 'alone'}")
    for path in SCENARIOS
    for variant in [each.id for each in load_scenario(path).variants] or [None]
]
"""Every shipped scenario in each of its variants."""


@cache
def played(path, variant=None, after=timedelta(0)):
    scenario = chosen(load_scenario(path), variant)
    actions = perfect_actions(scenario, default_library(), after=after)
    return run_scenario(evolve(scenario, actions=actions), default_library())


@pytest.mark.parametrize(("path", "variant"), EVERY)
def test_the_perfect_player_scores_full_marks(path, variant):
    run = played(path, variant)
    assert run.most > 0
    assert [each.id for each in run.outcomes if each.counts and each.result != "met"] == []
    assert run.points == run.most
    assert run.unscored == ()
    assert {each.rating for each in run.showings} == {"P"}
    assert run.curve.too_low == run.curve.too_high == run.curve.uncalled == timedelta(0)


@pytest.mark.parametrize(("path", "variant"), EVERY)
def test_the_absent_player_scores_nothing(path, variant):
    run = run_scenario(evolve(chosen(load_scenario(path), variant), actions=()), default_library())
    assert run.most > 0
    assert run.points == 0
    assert {each.result for each in run.outcomes if each.counts} <= {"omitted", "overdue", "missed"}


def test_what_could_only_be_done_after_the_end_is_not_done(tmp_path):
    """A limit that begins, or hands that are free, only then: nobody knows of it, and it answers nothing."""
    injects = (RECEIVED, ("+07:30", "events: {sealed: }, facts: {area: 40 ha}"))
    scenario = scenario_from(Source("small.yaml", text(injects, (), end="+08:00")))
    shelf = library(tmp_path)
    actions = perfect_actions(scenario, shelf, after=timedelta(minutes=40))
    assert actions
    assert {each.at for each in actions} == {"+00:40"}
    assert run_scenario(evolve(scenario, actions=actions), shelf).unscored == ()


@pytest.mark.parametrize(("path", "variant"), EVERY)
def test_every_occasion_that_was_certainly_owed_by_whoever_plays_is_in_the_key(path, variant):
    """A report that was only possible, until the level was known to be lower, is none that anybody left out."""
    run = run_scenario(evolve(chosen(load_scenario(path), variant), actions=()), default_library())
    keyed = {each.id for each in run.outcomes}
    left = [one for one in run.final.obligations if one.mood == "must" and one.id not in keyed]
    played = [one for one in left if {unit.id for unit in one.units} & run.scenario.cast.keys()]
    assert [one.id for one in played if one.certain is not None and one.state != "waiting"] == []


def done_at(moment, place, played_, scenario):
    """Give a scenario with all its perfect actions, one of them moved."""
    late = evolve(played_.actions[place], at=offset_of(moment - scenario.start))
    return evolve(scenario, actions=(*played_.actions[:place], late, *played_.actions[place + 1 :]))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
@pytest.mark.parametrize("minutes", [1, 13])
def test_one_duty_of_a_scenario_done_so_many_minutes_late_is_told_so(path, minutes):
    """All else is done as it should be: of the first whose limit is in no doubt without that act."""
    scenario, run = load_scenario(path), played(path)
    moved = (
        (one, done_at(one.due + timedelta(minutes=minutes), place, run.scenario, scenario))
        for one in run.outcomes
        if one.kind == "duty" and one.counts and one.due is not None and not one.due.second
        for place, act in enumerate(run.scenario.actions)
        if act.did == (f"{one.of.plan.id}#{one.of.duty}",)
        if scenario.moment(act.at) == one.at
    )
    told = (
        (again, next(each for each in again.outcomes if each.id == one.id), one)
        for one, again in ((one, run_scenario(late, default_library())) for one, late in moved)
    )
    again, found = next(
        (again, found) for again, found, one in told if found.due == one.due and found.result == "late"
    )
    assert found.by == timedelta(minutes=minutes)
    assert any(
        length(found.by, "en") in line
        for line in as_markdown(report_sheet(again, "en")).splitlines()
        if "late" in line
    )


@settings(max_examples=50)
@given(minutes=st.integers(0, 900 * 60))
def test_an_offset_is_written_as_it_is_read(minutes):
    span = timedelta(minutes=minutes)
    assert read_offset(offset_of(span)) == span


def spoilt(best):
    """Give one act of each duty of a perfect run, done in one of the ways in which acts fulfil nothing, or not all."""
    owed = {}
    for one in best.final.obligations:
        owed.setdefault(f"{one.plan.id}#{one.duty}", []).append(one)
    first = {name: act for act in reversed(best.scenario.actions) for name in act.did}
    for place, (name, act) in enumerate(first.items()):
        owners = {unit.id for one in owed[name] for unit in one.units}
        stranger = next(each for each in best.bodies if each not in owners)
        ways = ({"at": "+00:00"}, {"by": stranger}, {"channel": "phone"}, {"at": "+00:00", "to": act.to[:1]})
        half = {"to": act.to[:1]}
        way = half if len(act.to) > 1 and place % 2 else ways[place % len(ways)]
        yield name, evolve(act, did=(name,), round=None, **way), "by" in way


@pytest.mark.parametrize(("path", "variant"), EVERY)
def test_what_fulfils_no_duty_reaches_no_target_that_sharpens_it(path, variant):
    scenario, acts = chosen(load_scenario(path), variant), [*spoilt(played(path, variant))]
    targets = tuple(
        Target(f"t{place}", "快", "fast", act.by, scenario.end, did=name)
        for place, (name, act, _) in enumerate(acts)
    )
    run = run_scenario(
        evolve(scenario, targets=targets, actions=tuple(act for _, act, _ in acts)), default_library()
    )
    full = {f"{one.plan.id}#{one.duty}" for one in run.final.obligations if one.state in {"met", "met-late"}}
    found = {each.id: each for each in run.outcomes if each.kind == "target"}
    in_vain = []
    for target, (name, _, strange) in zip(targets, acts, strict=True):
        if strange or name not in full:
            in_vain.append((name, found[f"target@{target.id}"].points))
    assert in_vain
    assert {points for _, points in in_vain} == {0}, in_vain
