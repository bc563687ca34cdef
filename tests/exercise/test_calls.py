"""The level called is scored in both directions, and by the criterion that is met."""

import json

import pytest
from exercises import PLAN, QUIET, RECEIVED, levels, library, play

from respond.exercise import report_data, report_sheet
from respond.show import plain

TWO = "area: 40 ha, injured: 0, river: no, grave: {value: no, by: 县环境局}"
AT_TWO = ("+00:00", f"facts: {{{TWO}}}, events: {{received: }}")


@pytest.fixture
def shelf(tmp_path):
    return library(tmp_path)


def call(at, level, by="bureau"):
    return (at, f"by: {by}, declares: {level}")


def found(run):
    return [(str(each.of.stretch.level.certain), each.result, each.points) for each in levels(run)]


def told(run):
    return " ".join(plain(report_sheet(run, "en")).split())


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ([], []),  # no level holds, none was called
        ([call("+00:10", "none")], []),
        ([call("+00:10", "I")], [("none", "wrong", 0)]),
        ([call("+00:10", "I"), call("+00:20", "none")], [("none", "late", 3)]),
    ],
)
def test_a_level_called_where_none_holds_is_wrong(shelf, calls, expected):
    assert found(play(shelf, actions=calls)) == expected


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ([], ("II", "omitted", 0)),
        ([call("+00:10", "II")], ("II", "met", 5)),
        ([call("+00:10", "I")], ("II", "wrong", 0)),
        ([call("+00:10", "III")], ("II", "wrong", 0)),
        ([call("+00:10", "III"), call("+00:30", "II")], ("II", "late", 3)),
        ([call("+00:10", "II"), call("+00:30", "I")], ("II", "wrong", 0)),
        ([call("+00:10", "II"), call("+00:30", "I"), call("+00:40", "II")], ("II", "met", 5)),
        ([call("+00:10", "II"), call("+00:30", "I"), call("+00:41", "II")], ("II", "late", 3)),
        # of several of one minute the last one made stands
        ([call("+00:10", "none"), call("+00:10", "II")], ("II", "met", 5)),
        ([call("+00:10", "II"), call("+00:10", "none", "government")], ("II", "wrong", 0)),
        ([call("+00:10", "I"), call("+00:10", "II")], ("II", "met", 5)),
        ([call("+00:10", "II"), call("+00:10", "I")], ("II", "wrong", 0)),
        ([call("+00:10", "II"), call("+00:30", "I"), call("+00:30", "II")], ("II", "met", 5)),
    ],
)
def test_one_level_all_along(shelf, calls, expected):
    assert found(play(shelf, (AT_TWO,), calls)) == [expected]


def test_a_right_call_stands_until_it_is_right_no_longer(shelf):
    unsure = ("+00:00", "facts: {area: 40 ha}, events: {received: }")
    injects = (unsure, ("+01:00", f"facts: {{{TWO}}}"), ("+02:00", "facts: {area: 200 ha}"))
    run = play(shelf, injects, [call("+00:10", "II")])
    assert found(run) == [("II", "met", 5), ("II", "met", 5), ("I", "omitted", 0)]
    assert levels(run)[1].at == run.scenario.moment("+00:10")


def test_a_wrong_call_is_told_by_how_long_it_stood(shelf):
    run = play(shelf, (AT_TWO,), [call("+00:10", "III"), call("+00:35", "II")])
    (outcome,) = levels(run)
    assert (outcome.by.total_seconds(), outcome.at) == (35 * 60, run.scenario.moment("+00:35"))
    assert "none or too low for 35min" in told(run)


@pytest.mark.parametrize(
    ("calls", "points"),
    [
        ([call("+00:15", "II")], 5),
        ([call("+00:16", "II")], 3),
        ([call("+01:00", "II")], 3),
        ([call("+01:01", "II")], 1),
        ([call("+00:00", "III"), call("+00:16", "II")], 3),
        ([call("+00:00", "III"), call("+01:30", "II")], 1),  # too low is graver than too high
        ([call("+00:00", "I"), call("+01:30", "II")], 3),
        ([call("+00:00", "I"), call("+00:30", "II")], 5),
        ([call("+00:00", "II"), call("+02:00", "III"), call("+02:16", "II")], 3),
    ],
)
def test_a_level_called_late_costs_by_how_long_it_was_wrong(shelf, calls, points):
    assert [each.points for each in levels(play(shelf, (AT_TWO,), calls))] == [points]


def test_a_scenario_sets_its_own_bands_for_calls_and_the_report_says_which(shelf):
    calls = [call("+00:16", "II")]
    run = play(shelf, (AT_TWO,), calls, call_bands="{met: 20 min, late: 2 hours}")
    assert found(run) == [("II", "met", 5)]
    assert "wrong for no more than 20min of a stretch counts as met, than 2h as late" in told(run)
    assert found(play(shelf, (AT_TWO,), calls)) == [("II", "late", 3)]


def test_a_late_call_counts_in_its_own_stretch_alone(shelf):
    unsure = ("+00:00", "facts: {area: 40 ha}, events: {received: }")
    injects = (unsure, ("+01:00", f"facts: {{{TWO}}}"))
    run = play(shelf, injects, [call("+00:50", "II")])
    assert found(run) == [("II", "late", 3), ("II", "met", 5)]
    run = play(shelf, injects, [call("+01:10", "II")])
    assert found(run) == [("II", "omitted", 0), ("II", "met", 5)]


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ([call("+00:12", "II")], [("II", "met", 5), ("II", "met", 5)]),
        ([call("+00:15", "II")], [("II", "met", 5), ("II", "met", 5)]),
        ([call("+00:16", "II")], [("II", "omitted", 0), ("II", "met", 5)]),
        ([call("+00:05", "III"), call("+00:12", "II")], [("II", "met", 5), ("II", "met", 5)]),
        ([call("+00:11", "III"), call("+00:13", "II")], [("II", "met", 5), ("II", "met", 5)]),
        ([call("+00:12", "I")], [("II", "omitted", 0), ("II", "wrong", 0)]),  # right before, wrong since
        ([call("+00:12", "III")], [("II", "omitted", 0), ("II", "wrong", 0)]),
    ],
)
def test_the_grace_of_a_call_runs_on_behind_a_change_that_leaves_it_right(shelf, calls, expected):
    unsure = ("+00:00", "facts: {area: 40 ha}, events: {received: }")
    assert found(play(shelf, (unsure, ("+00:10", f"facts: {{{TWO}}}")), calls)) == expected


def test_the_grace_of_a_call_ends_with_a_change_that_asks_for_another(shelf):
    injects = (AT_TWO, ("+00:10", "facts: {area: 200 ha}"))
    assert found(play(shelf, injects, [call("+00:12", "I")])) == [("II", "omitted", 0), ("I", "met", 5)]


def test_a_call_ahead_of_the_first_inject_counts(shelf):
    later = ("+01:00", f"facts: {{{TWO}}}, events: {{received: }}")
    run = play(shelf, (later,), [call("+00:20", "II")])
    assert found(run) == [("II", "met", 5)]
    assert [each.action.declares for each in run.ahead] == ["II"]


def test_of_two_calls_of_one_minute_the_later_one_stands_whoever_made_it(shelf):
    calls = [call("+00:10", "II"), call("+00:10", "I", "government")]
    assert found(play(shelf, (AT_TWO,), calls)) == [("II", "wrong", 0)]
    assert found(play(shelf, (AT_TWO,), calls[::-1])) == [("II", "met", 5)]


def test_a_declared_level_of_one_minute_is_the_one_that_counts_as_called(shelf):
    calls = [call("+00:10", "I"), call("+00:10", "II")]
    run = play(shelf, (AT_TWO,), calls, calls="binding")
    assert (found(run), run.final.declared.level) == ([("II", "met", 5)], 3)


def test_the_clause_cited_is_that_of_the_criterion_met(tmp_path):
    plan = PLAN.replace('when: grave, clause: "2"}', 'when: grave, clause: "4"}')
    injects = (RECEIVED, ("+01:00", "facts: {grave: {value: yes, by: 县环境局}}"))
    run = play(library(tmp_path, plan), injects, [call("+01:10", "I")])
    assert [each.clauses for each in levels(run)] == [("4",)]


def test_a_level_that_changes_by_itself_is_judged_as_it_is_when_called(tmp_path):
    plan = PLAN.replace(
        "when: 10 ha <= area < 100 ha", "when: 10 ha <= area < 100 ha or elapsed(received) >= 3 h"
    )
    calls = [call("+00:30", "none"), call("+04:00", "II")]
    run = play(library(tmp_path, plan), (RECEIVED, ("+06:00", f"facts: {{{QUIET}}}")), calls)
    assert found(run) == [("II", "met", 5)]


def test_what_begins_just_after_a_whole_second_is_told_as_with_it(tmp_path):
    """More than two hours after 08:00 is from 10:00 on, as every answer tells it."""
    plan = PLAN.replace(
        "when: received, unit: bureau, due: immediately",
        "when: elapsed(received) > 2 h, unit: bureau, due: immediately",
    )
    run = play(library(tmp_path, plan), (RECEIVED, ("+06:00", f"facts: {{{QUIET}}}")), [])
    told = json.dumps(report_data(run))
    assert ".000001" not in told
    assert '"since": "2026-03-01T10:00:00+08:00"' in told


def test_what_players_call_binds_only_where_the_scenario_says_so(shelf):
    calls = [call("+00:10", "II")]
    scored = play(shelf, actions=calls)
    binding = play(shelf, actions=calls, calls="binding", cast="{bureau: {zh: 环境局组, en: bureau team}}")
    owed = [{one.duty for one in run.final.obligations if one.certain} for run in (scored, binding)]
    assert owed[1] - owed[0] == {"alarm-two", "close-river"}
    assert scored.final.declared is None
    assert (binding.final.declared.level, binding.final.declared.by) == (3, "环境局组")
    assert found(scored) == found(binding) == [("none", "wrong", 0)]
