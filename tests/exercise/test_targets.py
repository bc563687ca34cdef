"""Targets that count from an inject: due so long after it really was given, and not at all where it never was."""

from datetime import timedelta

import pytest
from attrs import evolve
from exercises import FIRST, library, text
from plays import live, run_of

from respond.api import default_library
from respond.errors import InputError
from respond.exercise import (
    check_scenario,
    chosen,
    evaluator_view,
    handout_sheet,
    key_sheet,
    load_scenario,
    offset_of,
    perfect_actions,
    recording_from,
    report_sheet,
    run_scenario,
    scenario_from,
    with_recording,
)
from respond.plan import shipped
from respond.show import as_markdown
from respond.yaml import Source

AIM = '[{id: t, zh: 二十分钟内接通, en: through in 20 minutes, unit: bureau, by: "+00:20", after: I2}]'
OUTAGE = ("+01:00", "kind: outage, channels: [phone]")
WAITING = ("+00:10", "when: {overdue: [tell]}, to: [bureau]")


@pytest.fixture
def shelf(tmp_path):
    return library(tmp_path)


def made(second=OUTAGE, actions=(), targets=AIM, **keys):
    return scenario_from(Source("small.yaml", text((FIRST, second), actions, targets=targets, **keys)))


def reached(at):
    return (at, "by: bureau, reached: [t]")


def seen(run):
    """Give what came of the target: result, offset of its limit, minutes late."""
    one = next(each for each in run.outcomes if each.kind == "target")
    due = None if one.due is None else offset_of(one.due - run.scenario.start)
    return one.result, due, None if one.by is None else one.by // timedelta(minutes=1)


def recorded(scenario, more, at=None):
    """Play a scenario with a recording beside, in which the target was reached at an offset."""
    acts = "[]" if at is None else f'[{{at: "{at}", by: bureau, reached: [t]}}]'
    written = f"respond: actions/1\nscenario: small\nteam: {{zh: 队, en: team}}\nactions: {acts}\n{more}\n"
    return with_recording(scenario, recording_from(Source("actions.yaml", written)))


LATE = 'given: [{inject: I2, at: "+01:30"}]'
DROPPED = 'withheld: [{inject: I2, at: "+00:30", how: dropped}]'


@pytest.mark.parametrize(
    ("more", "at", "wanted"),
    [
        ("", "+01:20", ("met", "+01:20", None)),
        ("", "+01:25", ("late", "+01:20", 5)),
        ("", None, ("omitted", "+01:20", None)),
        (LATE, "+01:50", ("met", "+01:50", None)),
        (LATE, "+01:51", ("late", "+01:50", 1)),
        (LATE, None, ("omitted", "+01:50", None)),
        (DROPPED, None, ("open", None, None)),
        (DROPPED, "+01:10", ("open", None, None)),
        ('end: "+00:50"', None, ("open", None, None)),
        ('end: "+01:10"', None, ("open", "+01:20", None)),
        ('end: "+01:10"', "+01:05", ("met", "+01:20", None)),
        ('given: [{inject: I2, at: "+07:50"}]', None, ("open", "+08:10", None)),
    ],
)
def test_the_limit_runs_from_when_the_inject_was_given(shelf, more, at, wanted):
    run = run_scenario(recorded(made(), more, at), shelf)
    assert seen(run) == wanted
    one = next(each for each in run.outcomes if each.kind == "target")
    assert one.counts == (wanted[0] != "open")


def test_a_target_after_an_inject_that_waits_runs_from_when_it_came(shelf):
    assert seen(run_scenario(made(WAITING), shelf)) == ("omitted", "+01:21", None)
    told = ("+00:30", "by: bureau, did: [tell], to: [government, province]")
    assert seen(run_scenario(made(WAITING, [told]), shelf)) == ("open", None, None)


def test_an_inject_that_did_not_arrive_begins_nothing(shelf):
    injects = (FIRST, ("+00:30", "kind: outage, channels: [phone]"), ("+01:00", "to: [bureau], via: phone"))
    aim = AIM.replace("I2", "I3")
    scenario = scenario_from(Source("small.yaml", text(injects, targets=aim)))
    assert seen(run_scenario(scenario, shelf)) == ("open", None, None)


@pytest.mark.parametrize(
    ("second", "actions", "wanted"),
    [(OUTAGE, ["+01:20"], "met"), (WAITING, [], "open")],
)
def test_whoever_does_all_in_time_reaches_it_in_time(shelf, second, actions, wanted):
    scenario = made(second)
    acts = perfect_actions(scenario, shelf)
    assert [each.at for each in acts if each.reached] == actions
    run = run_scenario(evolve(scenario, actions=acts), shelf)
    assert seen(run)[0] == wanted
    assert run.points == run.most


def test_a_target_after_what_the_right_call_brings_is_reached_by_whoever_calls_it(shelf):
    wait = ("+00:10", "facts: {area: 40 ha}, to: [bureau]"), ("+00:00", "when: {called: right, level: II}")
    scenario = scenario_from(
        Source("small.yaml", text((FIRST, *wait), targets=AIM.replace("I2", "I3"), cast="{bureau: {zh: 局, en: bureau}}"))
    )  # fmt: skip
    run = run_scenario(evolve(scenario, actions=perfect_actions(scenario, shelf)), shelf)
    assert seen(run) == ("met", "+00:30", None)


@pytest.mark.parametrize(
    ("moved", "reached_at", "wanted"),
    [
        (None, "+01:20", ("met", "+01:20", None)),
        ("late", "+01:50", ("met", "+01:50", None)),
        ("late", "+01:55", ("late", "+01:50", 5)),
        ("drop", None, ("open", None, None)),
    ],
)
def test_live_the_limit_moves_with_what_the_director_does(shelf, moved, reached_at, wanted):
    play = live(shelf, OUTAGE, targets=AIM).do("run", 0)
    (before,) = evaluator_view(play.so_far(), play.now).targets
    assert (before.by, before.after.en, before.after.zh) == (None, "+00:20 after I2", "I2 之后 +00:20")
    if moved == "drop":
        play.do("drop", "I2").do("jump", "+02:00")
    elif moved == "late":
        play.do("hold", "I2").do("jump", "+01:30").do("give", "I2").do("jump", "+02:00")
    else:
        play.do("jump", "+02:00")
    if reached_at is not None:
        play.do("reach", "t", reached_at)
    (after,) = evaluator_view(play.so_far(), play.now).targets
    assert (after.by, after.reached) == (wanted[1], reached_at)
    assert seen(run_of(play, shelf)) == wanted


def test_why_it_does_not_count_is_said(shelf):
    told = as_markdown(report_sheet(run_scenario(recorded(made(), DROPPED), shelf), "en", full=True))
    assert "I2, the inject it counts from, was not given" in told
    zh = as_markdown(report_sheet(run_scenario(recorded(made(), DROPPED), shelf), "zh", full=True))
    assert "起算的导调信息 I2 没有下达" in zh


def test_papers_say_from_which_inject_it_counts(shelf):
    (own,) = [each for each in check_scenario(made(), shelf).key if each.kind == "target"]
    assert (own.inject, own.words.en) == ("I2", "+00:20 after I2")
    assert offset_of(own.due - made().start) == "+01:20"
    evaluators = as_markdown(handout_sheet(made(), shelf, "evaluators", "en"))
    assert "by 09:20 (+00:20 after I2)" in evaluators
    assert "+00:20 after I2" in as_markdown(key_sheet(check_scenario(made(), shelf), "en"))
    assert "20 minutes" not in as_markdown(handout_sheet(made(), shelf, "players", "en"))


@pytest.mark.parametrize(("by", "found"), [("+00:20", ["laxer"]), ("+00:10", []), ("+00:05", ["stricter"])])
def test_it_is_held_against_the_limit_of_the_plan_by_its_moment(shelf, by, found):
    aim = f'[{{id: t, zh: 报, en: told, unit: bureau, by: "{by}", after: I2, did: tell}}]'
    scenario = made(("+00:50", "to: [bureau]"), targets=aim)
    kinds = [each.kind for each in check_scenario(scenario, shelf).findings]
    assert [each for each in kinds if each in {"laxer", "stricter"}] == found


@pytest.mark.parametrize(
    ("second", "aim", "code"),
    [
        (OUTAGE, AIM.replace("after: I2", "after: I22"), "E839"),
        (OUTAGE, AIM.replace("+00:20", "+07:01"), "E805"),
        (WAITING, AIM.replace("+00:20", "+08:01"), "E805"),
    ],
)
def test_one_after_an_inject_there_is_not_or_due_after_the_end_is_refused(second, aim, code):
    with pytest.raises(InputError) as raised:
        made(second, targets=aim)
    (found,) = raised.value.faults
    assert found.code == code
    if code == "E839":
        assert found.suggestion == "I2"


def test_the_fallback_of_the_fire_hangs_on_the_outage():
    """Phones that are cut half an hour later leave half an hour more; where they are never cut nobody needs it."""
    scenario = chosen(load_scenario(shipped("scenarios") / "fire-wind-shift.yaml"))
    late = 'given: [{inject: phones-cut, at: "+01:45"}]'
    dropped = "withheld: [{inject: phones-cut, at: '+01:00', how: dropped}]"
    for more, wanted in (("", "+01:35"), (late, "+02:05"), (dropped, None)):
        head = (
            f"respond: actions/1\nscenario: {scenario.id}\nteam: {{zh: 队, en: team}}\nactions: []\n{more}\n"
        )
        played = with_recording(scenario, recording_from(Source("actions.yaml", head)))
        assert seen(run_scenario(played, default_library())) == (
            "open" if wanted is None else "omitted", wanted, None,
        )  # fmt: skip


def test_what_was_seen_before_the_inject_came_does_not_reach_it(shelf):
    assert seen(run_scenario(made(actions=(reached("+00:30"),)), shelf)) == ("omitted", "+01:20", None)
    assert seen(run_scenario(made(actions=(reached("+00:30"), reached("+01:10"))), shelf))[0] == "met"
