"""Two plans in one exercise that both grade: each has its own level, calls, receipts and score."""

import pytest
from exercises import PLAN, QUIET, levels, library, text
from plays import Live, written_again

from respond.errors import InputError
from respond.exercise import (
    after_action,
    check_scenario,
    compare_teams,
    evaluator_view,
    perfect_actions,
    player_view,
    recording_from,
    report_data,
    report_sheet,
    run_scenario,
    scenario_from,
)
from respond.show import Chart, plain
from respond.yaml import Source
from small_plan import shelve

OTHER = """\
respond: plan/1
id: testland/works
edition: {name: "2020", in_force: {from: 2020-01-01, to: 2029-12-31}}
title: {zh: 测试县事故办法, en: Testland accident rules}
kinds: [accident]
seat: safety
units:
  safety: {zh: 县应急局, en: safety office, role: lead, clause: "1"}
  above: {zh: 市应急局, en: city safety office, role: superior, clause: "1"}
facts:
  injured: {type: count, unit: person, worse: up, label: {zh: 受伤人数, en: injured}, clause: "2"}
levels:
  II: [{id: two, when: injured >= 10, clause: "2"}]
  III: [{id: three, when: 1 <= injured < 10, clause: "2"}]
duties:
  - {id: works-up, zh: 上报, en: report up, when: received, unit: safety, to: [above], within: 1 hour, after: received, clause: "3"}
ledger: {"1": {status: encoded}, "2": {status: encoded}, "3": {status: encoded}}
"""


@pytest.fixture
def shelf(tmp_path):
    injured = next(line for line in PLAN.splitlines() if line.strip().startswith("injured:"))
    other = "\n".join(injured if each.strip().startswith("injured:") else each for each in OTHER.splitlines())
    shelve(tmp_path, other, "testland/works/2020")
    return library(tmp_path, PLAN.replace("kinds: [spill]\n", "kinds: [spill]\nseat: bureau\n", 1))


def scenario(injects, actions=()):
    written = text(injects, actions).replace("plans: [spill]", "plans: [spill, works]")
    return scenario_from(Source("both.yaml", written))


def played(shelf, injects, actions=()):
    return run_scenario(scenario(injects, actions), shelf)


HURT = (
    "+00:00",
    f"facts: {{{QUIET.replace('injured: 0', 'injured: 2')}}}, events: {{received: }}, to: [bureau]",
)
MORE = ("+01:00", "facts: {injured: 12}, to: [bureau]")


def found(run):
    return {
        each.id.partition("level@")[0] + f"{each.since:%H%M}": (
            str(each.of.stretch.level.certain),
            each.result,
        )
        for each in levels(run)
    }


def test_a_call_counts_for_one_plan_alone(shelf):
    run = played(shelf, (HURT, MORE), [("+00:10", "by: bureau, declares: III, plan: works")])
    # the leading plan gives no level, and nobody called one of it
    assert found(run) == {"testland/works#0800": ("III", "met"), "testland/works#0900": ("II", "omitted")}


def test_a_call_without_a_plan_is_of_the_leading_one(shelf):
    run = played(shelf, (HURT,), [("+00:10", "by: bureau, declares: III")])
    assert found(run) == {"0800": ("none", "wrong"), "testland/works#0800": ("III", "omitted")}


def test_each_plan_has_a_curve_of_its_own(shelf):
    run = played(
        shelf,
        (HURT, MORE),
        [
            ("+00:10", "by: bureau, declares: none"),
            ("+00:20", "by: bureau, declares: III, plan: testland/works"),
            ("+01:30", "by: bureau, declares: II, plan: testland/works"),
        ],
    )
    leading, other = run.levels
    assert [len(leading.curve.delays), [delay.seconds // 60 for _, delay in other.curve.delays]] == [
        0,
        [20, 30],
    ]
    data = report_data(run)
    assert data["levels"]["delays"] == []
    assert [
        (each["plan"], each["uncalled_seconds"], each["too_low_seconds"]) for each in data["levels_beside"]
    ] == [("testland/works", 20 * 60, 30 * 60)]


def test_the_report_tells_each_plan_with_its_picture(shelf):
    actions = [("+00:20", "by: bureau, declares: III, plan: works")]
    run = played(shelf, (HURT,), actions)
    assert "declare level III by “Testland accident rules”" in " ".join(
        plain(report_sheet(run, "en")).split()
    )
    titles = [
        each.title for each in after_action(run, "en").blocks if isinstance(each, Chart) and each.stepped
    ]
    assert titles == [
        "The level by “Testland spill plan”, and the one called",
        "The level by “Testland accident rules”, and the one called",
    ]


def test_the_perfect_player_calls_the_level_of_each(shelf):
    plain = scenario((HURT, MORE))
    actions = perfect_actions(plain, shelf)
    assert [(each.declares, each.plan) for each in actions if each.declares] == [
        ("III", "testland/works"), ("II", "testland/works")
    ]  # fmt: skip
    key = [
        (each.id.partition("level@")[0], str(each.plan))
        for each in check_scenario(plain, shelf).key
        if each.kind == "level"
    ]
    assert [name for name, _ in key] == ["testland/works#", "testland/works#"]


def test_teams_are_compared_by_the_levels_of_all_plans(shelf):
    team = "respond: actions/1\nscenario: small\nteam: {zh: 一队, en: one}\nactions:\n"
    team += '  - {at: "+00:20", by: bureau, declares: III, plan: works}\n'
    (one,) = compare_teams(scenario((HURT,)), [recording_from(Source("one.yaml", team))], shelf).teams
    assert (one.right_after.seconds, one.uncalled.seconds) == (20 * 60, 20 * 60)


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("by: bureau, declares: III, plan: spill", "testland/works; for the leading plan, no `plan`"),
        ("by: bureau, declares: III, plan: works-2", "testland/works; for the leading plan, no `plan`"),
        ("by: bureau, did: [tidy], plan: works", "no `plan` where no level is declared (`declares`)"),
    ],
)
def test_a_plan_that_cannot_be_called_is_refused(shelf, action, said):
    with pytest.raises(InputError) as caught:
        played(shelf, (HURT,), [("+00:10", action)])
    (fault,) = caught.value.faults
    assert (fault.code, str(fault.expected.en)) == ("E652", said)


def test_an_inject_waits_for_the_level_of_a_plan_it_names(shelf):
    asked = ("+00:05", "to: [bureau], when: {called: too-low, plan: works}")
    actions = [("+00:10", "by: bureau, declares: none, plan: works")]
    run = played(shelf, (HURT, asked), actions)
    assert [f"{turn.inject.id} {turn.inject.at}" for turn in run.turns] == ["I1 +00:00", "I2 +00:10"]
    graver = ("+00:05", "to: [bureau], when: {level: II, plan: works}")
    run = played(shelf, (HURT, MORE, graver))
    assert [turn.inject.at for turn in run.turns] == ["+00:00", "+01:00", "+01:00"]


def test_what_one_body_receives_is_no_receipt_of_the_other(shelf):
    first = (HURT[0], HURT[1].replace("received: ", "received@bureau: "))
    own = ("+01:00", "to: [safety], events: {received@safety: }")
    due = {one.duty: one.due for one in played(shelf, (first,)).final.obligations}
    assert "works-up" not in due
    assert f"{due['tell']:%H:%M}" == "09:00"
    both = {one.id: one.due for one in played(shelf, (first, own)).final.obligations if one.due}
    assert f"{both['testland/works#works-up#1']:%H:%M} {both['testland/spill#tell#1']:%H:%M}" == "10:00 09:00"


def test_evaluators_and_players_see_the_levels_of_both(shelf):
    written = text((HURT, MORE)).replace("plans: [spill]", "plans: [spill, works]")
    play = Live(shelf, written).do("run", 1).go(minutes=70)
    play.do("act", {"by": "bureau", "declares": "III", "plan": "works"})
    found = play.so_far()
    view = evaluator_view(found, play.now)
    leading, other = view.levels
    assert (leading.title.en, leading.declared, leading.stands) == ("Testland spill plan", None, "right")
    assert (other.declared_at, other.declared_by.en, other.stands) == (
        play.play.scenario.moment("+01:10"),
        "county environment bureau",
        "too-low",
    )
    assert (other.plan, other.level.en, other.declared) == ("testland/works", "level II (major)", "III")
    up = next(each for each in view.expected if "#works-up#" in each.id)
    own = next(each for each in view.expected if "#tell#" in each.id)
    assert (up.plan.en, own.plan) == ("Testland accident rules", None)
    seat = player_view(found, play.now, "bureau")
    assert [(each.plan, each.levels[0]) for each in seat.beside] == [("testland/works", "I")]
    assert [each.beside.en for each in seat.acts] == ["Testland accident rules"]


def test_evaluators_see_what_may_not_be_owed_as_such_and_last(shelf):
    unsure = ("+00:00", "facts: {injured: 0, river: no}, events: {received@bureau: }, to: [bureau]")
    play = Live(shelf, text((unsure,))).do("run", 1).go(minutes=5)
    rows = evaluator_view(play.so_far(), play.now).expected
    maybe = [each.provisional for each in rows]
    assert maybe == sorted(maybe)
    assert [each.id.split("#")[1] for each in rows if each.provisional] == ["alarm-two", "close-river"]


def test_a_binding_call_of_a_plan_beside_declares_nothing_of_the_leading_one(shelf):
    written = text((HURT,), [("+00:10", "by: bureau, declares: II, plan: works")], calls="binding")
    run = run_scenario(scenario_from(Source("x.yaml", written.replace("[spill]", "[spill, works]"))), shelf)
    assert run.final.declared is None
    own = run_scenario(
        scenario_from(
            Source("x.yaml", written.replace("[spill]", "[spill, works]").replace(", plan: works", ""))
        ),
        shelf,
    )
    assert own.final.declared.level.name == "II"


def test_a_recording_keeps_the_plan_of_a_call(shelf):
    written = text((HURT,)).replace("plans: [spill]", "plans: [spill, works]")
    play = Live(shelf, written).do("run", 1).go(minutes=10)
    play.do("act", {"by": "bureau", "declares": "III", "plan": "works"})
    again = written_again(play)
    assert [(each.declares, each.plan) for each in again.actions] == [("III", "works")]


def test_what_is_learnt_by_nobody_named_is_found(shelf):
    own = ("+01:00", "to: [safety], events: {received@safety: }")
    found = check_scenario(scenario((HURT, own)), shelf).findings
    assert [(each.kind, each.name, each.grave) for each in found] == [("of-every-seat", "I1", False)]
    assert found[0].told.en.startswith("received of the inject I1 names nobody")
    named = (HURT[0], HURT[1].replace("received: ", "received@bureau: "))
    assert check_scenario(scenario((named, own)), shelf).findings == ()


AIMED = "[{{id: two, zh: 甲, en: one, level: {name}}}]"


def aimed(name, actions=()):
    told = [
        ("+00:00", f"to: [bureau], facts: {{{QUIET}}}, events: {{received: }}"),
        ("+00:30", "facts: {injured: 4}"),
    ]
    written = text(told, actions, objectives=AIMED.format(name=name))
    return scenario_from(Source("both.yaml", written.replace("plans: [spill]", "plans: [spill, works]")))


@pytest.mark.parametrize(("name", "points"), [("works", 5), ("testland/works", 5), ("spill", 0)])
def test_an_objective_names_the_level_of_a_plan(shelf, name, points):
    calls = [("+00:30", "by: bureau, declares: III, plan: works")]
    (showing,) = run_scenario(aimed(name, calls), shelf).showings
    assert showing.points == points
    assert all(
        each.kind == "level" and (each.of.stretch.beside is not None) == (name != "spill")
        for each in showing.outcomes
    )


def test_an_objective_that_names_the_level_of_no_plan_that_grades_is_refused(shelf):
    with pytest.raises(InputError) as caught:
        run_scenario(aimed("work"), shelf)
    (found,) = caught.value.faults
    assert (found.code, found.suggestion) == ("E652", "works")


def test_check_names_an_objective_whose_level_is_never_called(shelf):
    found = {each.kind: each.name for each in check_scenario(aimed("works"), shelf).findings}
    assert "untested" not in found
    quiet = scenario_from(
        Source(
            "both.yaml",
            text(
                [("+00:00", f"to: [bureau], facts: {{{QUIET}}}, events: {{received: }}")],
                objectives=AIMED.format(name="works"),
            ).replace("plans: [spill]", "plans: [spill, works]"),
        )
    )
    assert {each.kind: each.name for each in check_scenario(quiet, shelf).findings}["untested"] == "two"
