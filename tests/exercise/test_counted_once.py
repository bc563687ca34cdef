"""One report that several plans ask for gives points once, whatever came of it; each plan's keeps its own state."""

import pytest
from exercises import PLAN, QUIET, outcome, play

from respond.exercise import improvement_plan, report_data
from respond.exercise.run_report import RunReport
from respond.plan import Library
from respond.show import spoken
from small_plan import shelve

HOURS = """\
respond: plan/1
id: testland/hours
edition: {name: "2010", in_force: {from: 2010-01-01}}
title: {zh: 报送规定, en: reporting rules}
kinds: [report]
units:
  bureau: {zh: 县环境局, en: county environment bureau, clause: "1"}
  government: {zh: 县政府, en: county government, role: government, clause: "1"}
  province: {zh: 省政府, en: province, role: superior, clause: "1"}
reports:
  initial: {zh: 首报, en: initial report, kind: initial, clause: "1"}
duties:
  - id: tell-up
    zh: 半小时内报告
    en: report within half an hour
    when: received
    unit: bureau
    report: initial
    to: [province, government]
    within: 30 min
    clause: "1"
  - id: tell-one
    zh: 报告省政府
    en: report to the province
    when: received
    unit: bureau
    report: initial
    to: [province]
    within: 2 hours
    clause: "2"
ledger: {"1": {status: encoded}, "2": {status: encoded}}
"""
RECEIVED = ("+00:00", f"facts: {{{QUIET}}}, events: {{received: }}")
BOTH = "did: ['testland/spill#tell', 'testland/hours#tell-up']"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plans")
    beside = "alongside: [{plan: testland/hours, maps: {bureau: bureau, government: government, province: province}}]\n"
    shelve(folder, PLAN.replace("units:\n", beside + "units:\n", 1))
    return Library([shelve(folder, HOURS, "testland/hours/2010")])


def by_id(run, name):
    return next(each for each in run.outcomes if each.id == name)


def pair(run):
    return outcome(run, "tell#1"), by_id(run, "testland/hours#tell-up#1")


def test_one_act_for_both_plans_gives_points_once(shelf):
    run = play(shelf, (RECEIVED,), [("+00:10", f"by: bureau, {BOTH}")])
    own, rules = pair(run)
    assert (own.result, rules.result) == ("met", "met")
    assert (own.counts, rules.counts) == (False, True), "the one due first gives the points"
    assert own.counted_with == rules.id
    assert "counted once" in own.why.en
    assert run.points == sum(each.points for each in run.outcomes if each.counts)


def test_in_time_for_one_plan_and_late_for_the_other_counts_as_late(shelf):
    run = play(shelf, (RECEIVED,), [("+00:40", f"by: bureau, {BOTH}")])
    own, rules = pair(run)
    assert (own.result, rules.result) == ("met", "late")
    assert [each.counts for each in (own, rules)] == [False, True]


def test_left_out_in_both_plans_is_one_omission_and_one_item_to_put_right(shelf):
    run = play(shelf, team="{zh: 缺席的一队, en: a team that stayed away}")
    own, rules = pair(run)
    assert (own.result, rules.result) == ("overdue", "overdue")
    assert own.failed
    assert rules.failed
    assert [each.counts for each in (own, rules)] == [False, True]
    (item,) = [each for each in improvement_plan(run).items if own.id in each.expectations]
    assert rules.id in item.expectations


def test_an_act_that_names_one_plan_alone_answers_no_other(shelf):
    run = play(shelf, (RECEIVED,), [("+00:10", "by: bureau, did: [tell]")])
    own, rules = pair(run)
    assert (own.result, rules.result) == ("met", "overdue")
    assert own.counts
    assert rules.counts


def test_a_report_to_others_is_another_report(shelf):
    run = play(shelf)
    assert by_id(run, "testland/hours#tell-one#1").counts


def test_two_acts_at_two_times_are_two_reports(shelf):
    acts = [
        ("+00:10", "by: bureau, did: ['testland/spill#tell']"),
        ("+00:20", "by: bureau, did: ['testland/hours#tell-up']"),
    ]
    run = play(shelf, (RECEIVED,), acts)
    assert all(each.counts for each in pair(run))


def test_an_objective_that_only_the_other_plan_tests_is_tested(shelf):
    objectives = "[{id: o, zh: 目的, en: aim, duties: ['testland/spill#tell']}, {id: both, zh: 都, en: both, duties: ['testland/spill#tell', 'testland/hours#tell-up']}]"
    run = play(shelf, (RECEIVED,), [("+00:10", f"by: bureau, {BOTH}")], objectives=objectives)
    assert [(each.points, each.most) for each in run.showings] == [(5, 5), (5, 5)]


def test_the_data_give_no_points_to_what_is_counted_elsewhere(shelf):
    data = report_data(play(shelf, (RECEIVED,), [("+00:10", f"by: bureau, {BOTH}")]))
    found = {each["expectation"]: each for each in data["outcomes"]}
    assert found["testland/spill#tell#1"]["points"] is None
    assert found["testland/spill#tell#1"]["result"] == "met"
    assert data["points"] == sum(each["points"] or 0 for each in data["outcomes"])


def test_the_points_of_the_totals_add_up_to_the_score_and_say_what_they_leave_out(shelf):
    run = play(shelf, (RECEIVED,), [("+00:10", f"by: bureau, {BOTH}")])
    rows = RunReport(run, "en", full=False).totals().rows
    shown = [["".join(map(spoken, cell)) for cell in row.cells] for row in rows]
    assert sum(int(points) for _, points, _ in shown if points != "—") == run.points
    met = next(row for row, (_, _, result) in zip(rows, shown, strict=True) if result == "met")
    assert "".join(map(spoken, met.cells[0])) == str(sum(each.result == "met" for each in run.outcomes))
    assert "1 of them the same report as another plan asks for" in "".join(map(spoken, met.below))
