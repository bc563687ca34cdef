"""A supervision profile: what it may say, and what is wrong with one that says it wrongly."""

import pytest

from respond.errors import RespondError, Text
from respond.plan import Library
from respond.prove import diff_of
from small_plan import shelve
from small_profile import TASKS


def prepared(tmp_path, text=TASKS):
    library = Library([shelve(tmp_path, text, "testland/tasks/2020")])
    return library.prepared(library.find("testland/tasks"))


def test_a_profile_is_a_plan_like_any_other(tmp_path):
    found = prepared(tmp_path)
    given = found.plan.supervision
    assert (given.roles, given.board, given.passing) == ({"undertaker": "undertaker"}, "board", "fair")
    assert [mark.zh for mark in given.grades] == ["良好", "合格", "不合格"]
    assert [rule.id for rule in found.reminders] == ["ahead", "urging", "weekly"]
    assert found.reminders[1].condition.text == "board == daily"
    assert found.answers


def test_a_plan_that_is_no_profile_has_none(tmp_path):
    begin, end = TASKS.index("supervision:\n  roles"), TASKS.index("ledger:")
    text = TASKS[:begin] + TASKS[end:].replace('  "3": {status: encoded}\n', "")
    found = prepared(tmp_path, text)
    assert found.plan.supervision is None
    assert found.plan.reminders == found.reminders == ()


BAD = {
    "an unknown duty": ("of: [finish]", "of: [finnish]", "E570", "finish"),
    "an unknown duty of feedback": ("feedback: [report]", "feedback: [reprot]", "E570", "report"),
    "an unknown unit": ("to: [office]", "to: [ofice]", "E511", "office"),
    "a role of nobody": ("roles: {undertaker: undertaker}", "roles: {undertaker: undertakr}", "E511", "undertaker"),
    "an unknown event": ("opened: set_up", "opened: set-up", "E513", "set_up"),
    "a board that is no choice": ("board: board", "board: urgent", "E571", None),
    "a rule without times": ("      before: [5 hours]\n", "", "E572", None),
    "working days": ("before: [5 hours]", "before: [1 working day]", "E573", None),
    "a stretch too short": ("to: 1 day}", "to: 1 hour}", "E574", None),
    "a day before the first": ("days: [3]", "days: [0]", "E575", None),
    "a clock time that is none": ('at: ["08:00"]', 'at: ["8:00"]', "E607", None),
    "a mark that is none": ("passing: fair", "passing: fine", "E576", None),
    "a limit without a figure": ("running: [{step: 1 week, from: 1 month}]", "before: [1 hour]", "E577", None),
    "a limit shorter than its reminder": ("before: [5 hours]", "before: [3 days]", "E578", None),
    "a length that is none": ("before: [5 hours]", "before: [five hours]", None, None),
    "nothing ahead": ("before: [5 hours]", "before: [0 hours]", "E603", None),
    "an unknown fact": ("when: board == daily", "when: bord == daily", "E410", "board"),
    "an id used twice": ("id: urging", "id: report", "E515", None),
    "two grades of one id": ("{id: fair,", "{id: good,", "E579", None),
    "a node twice": ("feedback: [report]", "feedback: [report, report]", "E579", None),
    "no node": ("feedback: [report]", "feedback: []", "E582", None),
    "a control character": ("{id: fair, zh: 合格,", '{id: fair, zh: "合\\u0007格",', "E214", None),
    "opened and cleared at once": ("cleared: cleared", "cleared: set_up", "E580", None),
    "a reminder of nothing": ("of: [finish]", "of: []", "E581", None),
    "an unknown copy": ("of: [finish], running", "of: [finish], copy: [ofice], running", "E511", "office"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_profiles(tmp_path, name):
    before, after, code, suggestion = BAD[name]
    assert TASKS.count(before) == 1, "the test's own text must be found once"
    with pytest.raises(RespondError) as caught:
        prepared(tmp_path, TASKS.replace(before, after))
    found = caught.value.faults
    assert all(fault.place and fault.place.line for fault in found), [fault.render("en") for fault in found]
    assert code is None or code in {fault.code for fault in found}, [fault.render("en") for fault in found]
    assert suggestion is None or suggestion in {fault.suggestion for fault in found}


def test_the_times_of_a_rule_in_words(tmp_path):
    ahead, urging, weekly = (rule.times.words for rule in prepared(tmp_path).reminders)
    assert ahead == (Text("时限前5小时", "5 hours before the limit"),)
    assert [each.zh for each in urging] == [
        "时限到时",
        "时限起至时限后1天，每3小时一次",
        "时限后1天起至时限后2天，每2小时一次",
        "时限后第3日08:00",
    ]
    assert [each.en for each in weekly] == ["every 7 days from 1 month after the start on"]


def test_a_changed_reminder_is_a_difference(tmp_path):
    later = TASKS.replace('name: "2020"', 'name: "2021"').replace("2020-01-01", "2021-01-01")
    later = later.replace("before: [5 hours]", "before: [6 hours]").replace("passing: fair", "passing: good")
    first = TASKS.replace("{from: 2020-01-01}", "{from: 2020-01-01, to: 2020-12-31}")
    shelve(tmp_path, first, "testland/tasks/2020")
    library = Library([shelve(tmp_path, later, "testland/tasks/2021")])
    found = diff_of(library, "testland/tasks@2020", "testland/tasks@2021")
    told = {
        (each.entry, each.id): [(f.name, f.before.en, f.after.en) for f in each.fields]
        for each in found.others
    }
    assert told["reminder", "ahead"] == [("times", "5 hours before the limit", "6 hours before the limit")]
    assert told["supervision", "supervision"] == [("passing", "fair", "good")]
