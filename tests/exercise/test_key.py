"""The derived key: what nobody has played yet is expected as the plan says, and a scenario is held against it."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from exercises import QUIET, text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respond.api import default_library
from respond.errors import InputError
from respond.exercise import (
    check_scenario,
    compare_teams,
    comparison_sheet,
    key_sheet,
    load_scenario,
    recording_from,
    report_data,
    report_sheet,
    run_scenario,
    scenario_from,
    with_recording,
)
from respond.facts import FOUR_LEVELS
from respond.plan import shipped
from respond.reason import LevelRange
from respond.show import plain
from respond.yaml import Source

SCENARIOS = sorted(shipped("scenarios").glob("*.yaml"))
CAST = "{bureau: {zh: 环境局组, en: bureau team}}"
INJECTS = (
    ("+00:30", f"facts: {{{QUIET}}}, events: {{received: }}, to: [bureau]"),
    ("+01:30", "facts: {area: 40 ha}, events: {sealed: }, to: [bureau]"),
)


def made(injects=INJECTS, actions=(), **keys):
    keys = {"cast": CAST, "end": "+30:00", **keys}
    return scenario_from(Source("small.yaml", text(injects, actions, **keys)))


def kinds(shelf, **keys):
    return [(each.kind, each.name) for each in check_scenario(made(**keys), shelf).findings]


def test_the_key_is_what_the_plan_says_at_the_facts_known_then(shelf):
    found = check_scenario(made(), shelf)
    key = {each.id.partition("#")[2] or each.kind: each for each in found.key}
    received = datetime.fromisoformat("2026-03-01T08:30+08:00")
    tell = key["tell#1"]
    assert (tell.since, tell.due) == (received, received + timedelta(hours=1))
    assert ([unit.id for unit in tell.to], tell.inject) == (["government", "province"], "I1")
    assert key["alarm-two#1"].inject == "I2"
    assert key["close#1"].due is None
    assert key["close#1"].words.zh == "立即"
    assert [each.inject for each in found.key if each.kind == "level"] == ["I2"]
    assert found.ready


def test_the_key_names_the_level_that_is_to_be_called_apart(shelf):
    key = check_scenario(made(), shelf).key
    levels = [each.level for each in key if each.kind == "level"]
    assert levels
    assert all(isinstance(each, str) and each in ["I", "II", "III", "IV", "none"] for each in levels)
    assert {each.level for each in key if each.kind == "duty"} == {None}


def test_only_what_leaves_points_behind_when_left_undone_counts(shelf):
    found = check_scenario(made(), shelf)
    absent = run_scenario(made(team="{zh: 缺席, en: absent}"), shelf)
    assert {each.id for each in found.key if each.played} - {"level"} == {
        each.id for each in absent.outcomes if each.judged
    }
    left = {each.id.partition("#")[2]: each.uncounted for each in found.key if not each.played}
    assert "tidy#1" not in left  # what no clock asks for costs, too, if it is never done
    assert left["hospital#1"].en == "nobody plays a unit that owes it"


def test_acts_of_players_are_no_part_of_it(shelf):
    with_acts = made(actions=[("+00:40", "by: bureau, did: [tell], to: [government, province]")])
    assert check_scenario(with_acts, shelf) == check_scenario(made(), shelf)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({}, []),
        ({"injects": (("+00:00", f"facts: {{{QUIET}}}, events: {{received: }}"),)}, [("unheard", "I1")]),
        (
            {"injects": (("+00:00", f"facts: {{{QUIET}}}, events: {{received: }}, to: [clinic]"),)},
            [("not-played", "I1")],
        ),
        ({"objectives": "[{id: o, zh: 甲, en: a, clause: '9'}]"}, [("untested", "o")]),
        ({"objectives": "[{id: o, zh: 甲, en: a, clause: '3'}]"}, []),
        ({"objectives": "[{id: o, zh: 甲, en: a, duties: [tell]}]"}, []),
        (
            {
                "objectives": "[{id: o, zh: 甲, en: a}]",
                "targets": "[{id: t, zh: 乙, en: b, unit: bureau, by: '+00:30', objective: o}]",
            },
            [],
        ),
        (
            {"cast": "{bureau: {zh: 甲, en: a}, province: {zh: 省, en: province}}"},
            [("idle", "province")],
        ),
        ({"targets": "[{id: t, zh: 乙, en: b, unit: bureau, by: '+01:30', did: tell}]"}, []),
        ({"targets": "[{id: t, zh: 乙, en: b, unit: bureau, by: '+01:29', did: tell}]"}, [("stricter", "t")]),
        ({"targets": "[{id: t, zh: 乙, en: b, unit: bureau, by: '+01:31', did: tell}]"}, [("laxer", "t")]),
        ({"targets": "[{id: t, zh: 乙, en: b, unit: bureau, by: '+00:31', did: close}]"}, [("no-limit", "t")]),
        (
            {"targets": "[{id: t, zh: 乙, en: b, unit: clinic, by: '+01:30', did: tell}]"},
            [("target-not-played", "t"), ("not-its-duty", "t")],
        ),
        ({"objectives": "[{id: o, zh: 甲, en: a, duties: [tidy]}]"}, []),
        ({"objectives": "[{id: o, zh: 甲, en: a, duties: [hospital]}]"}, [("untested", "o")]),
        ({"objectives": "[{id: o, zh: 甲, en: a, duties: [alarm-two]}]", "end": "+02:29"}, [("untested", "o")]),
        (
            {"injects": INJECTS[:1], "targets": "[{id: t, zh: 乙, en: b, unit: bureau, by: '+01:30', did: seal-told}]"},
            [("no-such-duty", "t")],
        ),
    ],
)  # fmt: skip
def test_what_does_not_go_with_the_key_is_found(shelf, keys, found):
    assert kinds(shelf, **keys) == found


def test_grave_findings_keep_it_from_being_held(shelf):
    found = check_scenario(made(objectives="[{id: o, zh: 甲, en: a, clause: '9'}]"), shelf)
    assert not found.ready
    for lang in ("zh", "en"):
        shown = plain(key_sheet(found, lang))
        assert found.findings[0].told.say(lang) in shown
    assert check_scenario(
        made(targets="[{id: t, zh: 乙, en: b, unit: bureau, by: '+00:31', did: close}]"), shelf
    ).ready


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_shipped_scenario_is_ready_to_be_held(path):
    found = check_scenario(load_scenario(path), default_library())
    assert found.ready, [each.told.en for each in found.findings if each.grave]


# Targets, objectives, recordings.

TARGETS = "[{id: t, zh: 到场, en: on the scene, unit: bureau, by: '+01:00', objective: o}]"
OBJECTIVES = "[{id: o, zh: 甲, en: a}, {id: p, zh: 乙, en: b, clause: '3', weight: 2}]"


@pytest.mark.parametrize(
    ("at", "result", "late"),
    [("+00:59", "met", None), ("+01:00", "met", None), ("+01:01", "late", 1), (None, "omitted", None)],
)
def test_a_target_is_reached_in_time_late_or_not_at_all(shelf, at, result, late):
    acts = [] if at is None else [(at, "by: bureau, reached: [t]")]
    run = run_scenario(made(actions=acts, targets=TARGETS, objectives=OBJECTIVES), shelf)
    found = next(each for each in run.outcomes if each.kind == "target")
    assert (found.result, found.by) == (result, late and timedelta(minutes=late))
    aim = next(each for each in run.showings if each.objective.id == "o")
    assert [each.id for each in aim.outcomes] == ["target@t"]
    assert aim.rating == {"met": "P", "late": "M", "omitted": "U"}[result]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(minutes=st.integers(0, 240))
def test_a_delay_is_reported_as_it_is(shelf, minutes):
    at = f"+{(30 + minutes) // 60:02}:{(30 + minutes) % 60:02}"
    acts = [(at, "by: bureau, did: [tell], to: [government, province]")]
    run = run_scenario(made(actions=acts), shelf)
    found = next(each for each in run.outcomes if each.id.endswith("#tell#1"))
    late = timedelta(minutes=minutes - 60)
    assert (found.result, found.by) == (("late", late) if minutes > 60 else ("met", None))


def test_the_curve_says_how_long_the_level_called_was_wrong(shelf):
    acts = [("+01:45", "by: bureau, declares: I"), ("+02:15", "by: bureau, declares: II")]
    run = run_scenario(made(actions=acts), shelf)
    curve = run.curve
    assert curve.uncalled == timedelta(minutes=15)
    assert curve.too_high == timedelta(minutes=30)
    assert curve.too_low == timedelta(0)
    assert [delay for _, delay in curve.delays] == [timedelta(minutes=45)]
    assert sum((step.length for step in curve.steps), timedelta(0)) == run.final.at - run.turns[0].at


def test_a_level_called_in_the_minute_of_the_end_was_called():
    from respond.exercise.curve import level_curve  # noqa: PLC0415
    from respond.exercise.levels import Call, Stretch  # noqa: PLC0415

    since = datetime(2026, 3, 2, 9, tzinfo=UTC)
    end, level = since + timedelta(minutes=30), FOUR_LEVELS.at(2)
    stretch = Stretch(since, None, LevelRange(level, level), (), None)
    assert level_curve([stretch], [Call(end, level, "x")], end).delays == ((since, timedelta(minutes=30)),)
    assert level_curve([stretch], [], end).delays == ((since, None),)


def test_a_weight_below_one_is_refused_at_its_objective():
    with pytest.raises(InputError) as raised:
        made(objectives=OBJECTIVES.replace("weight: 2", "weight: 0"))
    (one,) = raised.value.faults
    assert one.code == "E652"
    with pytest.raises(InputError) as first:
        made(objectives=OBJECTIVES.replace("en: a}", "en: a, weight: 0}"))
    assert (one.place.line, one.place.column) != (
        first.value.faults[0].place.line,
        first.value.faults[0].place.column,
    )


def test_objectives_come_to_a_share_in_all_by_their_weights(shelf):
    aims = (
        "[{id: told, zh: 甲, en: a, duties: [tell]}, {id: shut, zh: 乙, en: b, duties: [close], weight: 3}]"
    )
    acts = [("+00:40", "by: bureau, did: [close]")]
    run = run_scenario(made(actions=acts, objectives=aims), shelf)
    assert [(each.rating, each.points, each.most) for each in run.showings] == [("U", 0, 5), ("P", 5, 5)]
    assert (run.weighted, run.rating) == (Fraction(3, 4), "S")
    assert report_data(run)["weighted"] == {"per_cent": "75.0", "rating": "S"}
    assert "all objectives by their weights 75.0 %: S" in " ".join(plain(report_sheet(run, "en")).split())
    alike = run_scenario(made(actions=acts, objectives=aims.replace(", weight: 3", "")), shelf)
    assert (alike.weighted, alike.rating, alike.points) == (Fraction(1, 2), "M", run.points)


@pytest.mark.parametrize(
    ("told", "rating", "held_down"),
    [
        (("+00:40", "by: bureau, did: [tell]"), "P", False),
        (("+01:40", "by: bureau, did: [tell]"), "S", True),
        (("+00:40", "by: bureau, did: [tell], to: [government]"), "M", True),
        (None, "M", True),
    ],
)
def test_an_objective_with_a_limit_that_was_not_kept_is_not_without_challenges(
    shelf, told, rating, held_down
):
    """Half the points are enough for P here, so that nothing but the limit speaks against it."""
    acts = [("+00:40", "by: bureau, did: [close]"), *([told] if told else [])]
    aims = "[{id: o, zh: 甲, en: a, duties: [close, tell]}]"
    run = run_scenario(made(actions=acts, objectives=aims, bands="{P: 50, S: 20, M: 10}"), shelf)
    (showing,) = run.showings
    assert (showing.rating, showing.held_down) == (rating, held_down)
    said = " ".join(plain(report_sheet(run, "en")).split())
    assert (
        "below its points: something with a limit or that presses was late or undone" in said
    ) == held_down


def test_where_nothing_tests_an_objective_there_is_no_share(shelf):
    run = run_scenario(made(objectives="[{id: o, zh: 甲, en: a}]"), shelf)
    assert (run.weighted, run.rating, report_data(run)["weighted"]) == (None, None, None)


def test_teams_that_could_reach_other_totals_are_told_why(shelf):
    def team(*acts):
        told = "".join(f"  - {{at: '{at}', {said}}}\n" for at, said in acts)
        text = f"respond: actions/1\nscenario: small\nteam: {{zh: 队, en: team}}\nactions:{' []' if not acts else ''}\n{told}"
        return recording_from(Source("team.yaml", text))

    idle, wrong = team(), team(("+00:10", "by: bureau, declares: I"))
    unlike, alike = (compare_teams(made(), teams, shelf) for teams in ([idle, wrong], [idle, idle]))
    assert len({each.most for each in unlike.teams}) == 2
    assert "what could be reached differs" in plain(comparison_sheet(unlike, "en"))
    assert "what could be reached differs" not in plain(comparison_sheet(alike, "en"))


def test_teams_that_played_different_variants_are_told_apart(shelf):
    variants = "[{id: one, zh: 甲, en: a}, {id: two, zh: 乙, en: b}]"
    scenario = made(variants=variants)
    one, two = recording(more="variant: one\n"), recording(more="variant: two\n")
    unlike = compare_teams(scenario, [one, two], shelf)
    shown = " ".join(plain(comparison_sheet(unlike, "en")).split())
    assert not unlike.alike
    assert "the teams played different variants" in shown
    assert [each.variant.id for each in unlike.teams] == ["one", "two"]
    alike = compare_teams(scenario, [two, two], shelf)
    assert alike.alike
    assert "different variants" not in plain(comparison_sheet(alike, "en"))
    bare = compare_teams(made(), [recording()], shelf)
    assert "variant" not in plain(comparison_sheet(bare, "en"))


def recording(scenario="small", actions="[{at: '+00:40', by: bureau, declares: II}]", more=""):
    content = f"respond: actions/1\nscenario: {scenario}\nteam: {{zh: 一队, en: team one}}\nactions: {actions}\n{more}"
    return recording_from(Source("actions.yaml", content))


def test_recorded_actions_take_the_place_of_those_of_the_scenario(shelf):
    written = made(actions=[("+00:40", "by: bureau, declares: II")])
    bare = made(actions=[("+05:00", "by: bureau, declares: I")])
    played = with_recording(bare, recording())
    assert [each.declares for each in played.actions] == ["II"]
    assert run_scenario(played, shelf).outcomes == run_scenario(written, shelf).outcomes


def test_what_the_director_gave_beside_the_script_is_played_among_it(shelf):
    free = (
        "injects: [{id: free, at: '+00:30', text: {zh: 加, en: added}, to: [bureau], facts: {injured: 0}}]\n"
    )
    played = with_recording(made(), recording(more=free))
    at = [each.at for each in played.injects]
    assert "free" in {each.id for each in played.injects}
    assert at == sorted(at)
    assert "free" in {turn.inject.id for turn in run_scenario(played, shelf).turns}


def test_a_recording_keeps_who_played_what_was_noted_and_how_the_clock_ran():
    more = (
        "observations: [{at: '+00:20', by: {zh: 评估组, en: evaluators}, kind: strength, text: {zh: 好, en: good}}]\n"
        "paces: [{at: '+00:00', real: 2026-03-02T09:00+08:00, speed: 6}]\n"
    )
    played = with_recording(made(), recording(more=more))
    assert played.team.en == "team one"
    assert [(each.kind, each.text.en) for each in played.observations] == [("strength", "good")]
    assert [each.speed for each in played.paces] == [6]


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        (
            {
                "more": "observations: [{at: '+00:20', by: {zh: 评, en: e}, unit: nobody, text: {zh: 好, en: ok}}]\n"
            },
            "E838",
        ),
        (
            {
                "more": "observations: [{at: '+00:20', by: {zh: 评, en: e}, objective: no, text: {zh: 好, en: ok}}]\n"
            },
            "E838",
        ),
        ({"more": "observations: [{at: '+99:20', by: {zh: 评, en: e}, text: {zh: 好, en: ok}}]\n"}, "E805"),
        ({"more": "injects: [{id: I1, at: '+00:30', text: {zh: 加, en: added}}]\n"}, "E804"),
        ({"scenario": "other"}, "E809"),
        ({"actions": "[{at: '+99:00', by: bureau, declares: II}]"}, "E805"),
        ({"actions": "[{at: soon, by: bureau, declares: II}]"}, "E801"),
    ],
)
def test_a_recording_that_does_not_go_with_the_scenario_is_refused(keys, code):
    with pytest.raises(InputError) as raised:
        with_recording(made(), recording(**keys))
    assert {each.code for each in raised.value.faults} == {code}


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"targets": "[{id: t, zh: 乙, en: b, unit: bureua, by: '+00:30'}]"}, "E807"),
        ({"targets": "[{id: t, zh: 乙, en: b, unit: bureau, by: '+00:30', did: tel}]"}, "E806"),
        ({"targets": "[{id: t, zh: 乙, en: b, unit: bureau, by: '+00:30', objective: x}]"}, "E813"),
        ({"objectives": "[{id: o, zh: 甲, en: a, duties: [tel]}]"}, "E806"),
        ({"actions": [("+00:40", "by: bureau, reached: [x]")]}, "E812"),
        ({"actions": [("+00:40", "by: bureau")]}, "E808"),
    ],
)
def test_what_is_named_must_be_there(shelf, keys, code):
    with pytest.raises(InputError) as raised:
        run_scenario(made(**keys), shelf)
    assert {each.code for each in raised.value.faults} == {code}


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"targets": "[{id: t, zh: 乙, en: b, unit: bureau, by: soon}]"}, "E801"),
        ({"targets": "[{id: t, zh: 乙, en: b, unit: bureau, by: '+31:00'}]"}, "E805"),
        (
            {"targets": "[{id: t, zh: 乙, en: b, unit: bureau, by: '+01:00'}, {id: t, zh: 丙, en: c, unit: bureau, by: '+01:00'}]"},
            "E810",
        ),
        ({"bands": "{P: 50, S: 70, M: 40}"}, "E811"),
        ({"bands": "{P: 101}"}, "E811"),
        ({"objectives": "[{id: o, zh: 甲, en: a, weight: 0}]"}, "E652"),
        ({"clock": "{speed: 0}"}, "E652"),
        ({"clock": "{speed: 601}"}, "E652"),
        ({"clock": "{step: 1.5 min}"}, "E652"),
        ({"clock": "{step: 1 month}"}, "E836"),
        ({"call_bands": "{met: 2 hours}"}, "E652"),
        ({"call_bands": "{late: 1 month}"}, "E836"),
        ({"call_bands": "{met: soon}"}, "E601"),
    ],
)  # fmt: skip
def test_a_scenario_that_cannot_be_is_refused(keys, code):
    with pytest.raises(InputError) as raised:
        made(**keys)
    assert code in {each.code for each in raised.value.faults}


@pytest.mark.parametrize(
    ("objective", "named"),
    [
        ("duties: [tell, hospital]", []),
        ("duties: [tell, alarm-two]", ["alarm-two"]),
        ('clause: "2, 3"', ["2"]),  # no level holds, so that nothing cites the grading
        ('clause: "3"', []),
    ],
)
def test_what_of_an_objective_nothing_tests_is_named(shelf, objective, named):
    aims = f"[{{id: aim, zh: 目的, en: aim, {objective}}}]"
    found = check_scenario(
        made(
            INJECTS[:1],
            objectives=aims,
            cast="{bureau: {zh: 局, en: bureau}, clinic: {zh: 医院, en: clinic}}",
        ),
        shelf,
    )
    told = [each.told.en for each in found.findings if each.kind == "partly-untested"]
    assert told == [
        f"the objective aim (aim) names {each}, which nothing that counts tests" for each in named
    ]
    assert found.ready


def test_a_target_that_sharpens_a_duty_tests_the_clause_of_that_duty_alone(shelf):
    found = check_scenario(
        made(
            INJECTS[:1],
            objectives='[{id: aim, zh: 目的, en: aim, clause: "2, 3"}]',
            targets="[{id: t, zh: 乙, en: b, unit: bureau, by: '+00:31', did: close, objective: aim}]",
            cast="{bureau: {zh: 局, en: bureau}, clinic: {zh: 医院, en: clinic}}",
        ),
        shelf,
    )
    assert [each.told.en for each in found.findings if each.kind == "partly-untested"] == [
        "the objective aim (aim) names 2, which nothing that counts tests"
    ]


def test_why_something_does_not_count_is_told(shelf):
    quiet = (("+00:00", f"facts: {{{QUIET}}}, events: {{received: }}, to: [bureau]"),)
    key = check_scenario(made(quiet), shelf).key
    found = {each.id.split("#")[1]: each.uncounted.en for each in key if each.uncounted}
    assert found["hospital"] == "nobody plays a unit that owes it"
    assert found["watch"] == found["no-entry"] == "it is to be kept to; only a breach counts"
    script = (*quiet, ("+00:20", "events: {sealed: }, to: [bureau]"))
    found = {each.id.split("#")[1]: each.uncounted for each in check_scenario(made(script), shelf).key}
    assert found["check-seal"].en.startswith("fulfilled by the script")
    assert found["tell"] is None


def test_what_is_certain_later_than_it_may_have_arisen_follows_the_inject_that_makes_it_so(shelf):
    unsure = (
        "+00:00",
        "facts: {injured: 0, river: no, grave: {value: no, by: 县环境局}}, events: {received: }, to: [bureau]",
    )
    known = ("+00:30", "facts: {area: 40 ha}, to: [bureau]")
    (two,) = [each for each in check_scenario(made((unsure, known)), shelf).key if "#alarm-two#" in each.id]
    assert (f"{two.since:%H:%M}", two.inject) == ("08:30", "I2")
    assert (f"{two.due:%H:%M}", f"{two.latest:%H:%M}") == ("09:00", "09:30")


@pytest.mark.parametrize(("at", "named"), [("+00:20", []), ("+00:00", ["check-seal"])])
def test_what_players_can_do_ahead_of_the_script_tests_an_objective(shelf, at, named):
    """What the script fulfils at the very moment players hear of it nobody can be scored for."""
    aims = "[{id: aim, zh: 目的, en: aim, duties: [tell, check-seal]}]"
    injects = (
        ("+00:00", f"facts: {{{QUIET}}}, events: {{received: }}, to: [bureau]"),
        (at, "events: {sealed: }, to: [bureau]"),
    )
    found = check_scenario(made(injects, objectives=aims), shelf)
    told = [each.told.en for each in found.findings if each.kind == "partly-untested"]
    assert told == [
        f"the objective aim (aim) names {each}, which nothing that counts tests" for each in named
    ]


SHARPENED = "[{id: t, zh: 报告, en: told, unit: bureau, by: '+01:20', did: tell}]"


@pytest.mark.parametrize(
    ("acts", "result"),
    [
        ([("+00:10", "by: bureau, did: [tell]")], "omitted"),  # not owed yet
        ([("+00:40", "by: bureau, did: [tell], to: [government]")], "omitted"),
        ([("+00:40", "by: bureau, did: [tell], channel: email")], "omitted"),
        ([("+00:40", "by: clinic, did: [tell]")], "omitted"),
        ([("+00:40", "by: bureau, did: [tell]")], "met"),
        (
            [
                ("+00:40", "by: bureau, did: [tell], to: [government]"),
                ("+01:25", "by: bureau, did: [tell], to: [province]"),
            ],
            "late",
        ),
    ],
)
def test_a_target_that_sharpens_a_duty_is_reached_with_that_duty_alone(shelf, acts, result):
    run = run_scenario(made(actions=acts, targets=SHARPENED), shelf)
    assert next(each.result for each in run.outcomes if each.kind == "target") == result


def test_nobody_sees_a_target_reached_of_which_the_ledger_says_so(shelf):
    acts = [("+00:40", "by: bureau, reached: [t]")]
    with pytest.raises(InputError) as caught:
        run_scenario(made(actions=acts, targets=SHARPENED), shelf)
    assert [each.code for each in caught.value.faults] == ["E652"]
    assert "`did`" in caught.value.faults[0].expected.en


def test_a_target_of_what_never_comes_to_be_owed_counts_neither_way(shelf):
    targets = "[{id: t, zh: 报告, en: told, unit: bureau, by: '+02:00', did: seal-told}]"
    run = run_scenario(made(injects=INJECTS[:1], targets=targets), shelf)
    (found,) = [each for each in run.outcomes if each.kind == "target"]
    assert (found.result, found.judged) == ("open", False)
