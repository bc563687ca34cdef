"""Reminders a plan orders itself: they come in place of the usual ones, by its own hours, and go to whom it names."""

from datetime import datetime

import pytest
from watching import kind_of

from respond.desk import Desk
from respond.log import quick_incident
from respond.plan import Library
from respond.situation import situate
from respond.watch import Ticker, default_rhythm, plan
from shipped_plans import LIBRARY
from small_plan import shelve
from small_profile import TASKS

REPORT = "testland/tasks#report#1"
FINISH = "testland/tasks#finish#1"
SET_UP = "set_up=2020-03-02T09:00+08:00"
"""On a Monday: the report is due on Thursday the 5th at 09:00."""


def at(day, clock, month=3):
    return datetime.fromisoformat(f"2020-{month:02}-{day:02}T{clock}+08:00")


@pytest.fixture
def library(tmp_path):
    return Library([shelve(tmp_path, TASKS, "testland/tasks/2020")])


def outlook(library, now, *facts, events=()):
    incident = quick_incident(["testland/tasks"], list(facts), [SET_UP, *events])
    return plan(situate(incident, library, now=now), default_rhythm())


def past(library, now, *facts, obligation=REPORT, **more):
    return [each.at for each in outlook(library, now, *facts, **more).due.get(obligation, ())]


def test_a_reminder_comes_so_long_ahead_and_no_usual_one(library):
    assert past(library, at(5, "03:59"), "board=key") == []
    assert past(library, at(5, "04:00"), "board=key") == [at(5, "04:00")]
    assert past(library, at(9, "09:00"), "board=key") == [at(5, "04:00")]


def test_every_so_often_after_the_limit_and_at_clock_times(library):
    hours = [at(5, f"{hour:02}:00") for hour in (4, 9, 12, 15, 18, 21)]
    first = [*hours, *(at(6, f"{hour:02}:00") for hour in (0, 3, 6, 9))]
    second = [at(6, f"{hour:02}:00") for hour in range(11, 24, 2)] + [
        at(7, f"{hour:02}:00") for hour in range(1, 10, 2)
    ]
    assert past(library, at(6, "09:00"), "board=daily") == first
    assert past(library, at(7, "09:00"), "board=daily") == [*first, *second]
    assert past(library, at(9, "09:00"), "board=daily") == [*first, *second, at(8, "08:00")]


def test_when_the_rules_are_through_nothing_is_missing(library):
    found = outlook(library, at(9, "09:00"), "board=daily")
    assert REPORT not in found.next
    assert found.unplanned == ()


def test_a_rule_may_hold_while_its_condition_is_open(library):
    found = outlook(library, at(5, "09:00"))
    assert [(each.ordered.rule.id, each.ordered.provisional) for each in found.due[REPORT]] == [
        ("ahead", False),
        ("urging", True),
    ]


def test_keys_name_the_rule_and_no_two_are_equal(library):
    keys = [each.key for each in outlook(library, at(9, "09:00"), "board=daily").due[REPORT]]
    assert [kind_of(key) for key in keys[:3]] == [
        "before-ahead+18000s",
        "at-urging+0s",
        "after-urging+10800s",
    ]
    assert len(set(keys)) == len(keys)


def test_what_has_no_limit_is_reminded_of_while_it_runs(library):
    assert past(library, at(8, "09:00", 4), obligation=FINISH) == []
    assert past(library, at(16, "09:00", 4), obligation=FINISH) == [at(9, "09:00", 4), at(16, "09:00", 4)]
    assert outlook(library, at(16, "09:00", 4)).next[FINISH].at == at(23, "09:00", 4)


def test_what_is_done_early_is_reminded_of_no_more(post, library):
    ticker, desk = seat(post, library)
    desk.did("one", "report", now=at(4, "10:00"), by="undertaker")
    assert ticker.round(at(9, "09:00")).noted == ()


def test_a_reminder_tells_its_rule_and_whom_it_goes_to(post, library):
    ticker, desk = seat(post, library)
    ticker.round(at(5, "04:00"))
    ticker.round(at(5, "09:00"))
    ahead, urging = (each for each in post.basket.got if each["obligation"] == REPORT)
    assert ahead["rule"]["to"][0]["id"] == "undertaker"
    assert (urging["rule"]["id"], urging["rule"]["clause"]) == ("urging", "3")
    assert [unit["id"] for unit in urging["rule"]["to"]] == ["office"]
    assert "依据：催办（条款3，短信）" in urging["text"]["zh"]
    assert "sent to: supervision office" in urging["text"]["en"]
    desk.did("one", "report", now=at(5, "10:00"), by="undertaker")
    assert ticker.round(at(5, "12:00")).noted == ()


def test_after_an_outage_the_same_readers_get_the_last_and_no_reminder_ahead_of_a_limit_that_is_past(
    post, tmp_path
):
    rules = TASKS.replace("      to: [office]\n", "")
    ticker, _ = seat(post, Library([shelve(tmp_path, rules, "testland/tasks/2020")]))
    found = ticker.round(at(5, "13:00")).noted
    assert [kind_of(key) for key in found] == ["after-urging+10800s"]
    (sent,) = post.basket.got
    assert sent["passed"] == 2  # that of 04:00 and that of the limit
    assert ticker.round(at(5, "13:01")).noted == ()


def test_rules_of_one_moment_are_each_sent_to_different_readers(post, library):
    ticker, _ = seat(post, library)
    found = ticker.round(at(5, "09:00")).noted
    assert sorted(map(kind_of, found)) == ["at-urging+0s", "before-ahead+18000s"]
    assert ticker.round(at(5, "09:01")).noted == ()


def seat(post, library):
    """Open an item of the small profile at a store, and give the ticker and the desk there."""
    desk = Desk(post.store, library, by="值班室")
    opening = {
        "respond": "incident/1", "id": "one", "title": {"zh": "示例", "en": "example"}, "plans": ["testland/tasks"],
        "occurred": "2020-03-02T09:00+08:00", "facts": {"board": "daily"},
        "events": {"set_up": "2020-03-02T09:00+08:00"},
    }  # fmt: skip
    desk.open(opening, now=at(2, "09:00"))
    return Ticker(post.store, library, default_rhythm(), (post.basket,), "one"), desk


ITEM = "2026-03-02T09:00+08:00"
"""A Monday on which an item of the 13710 profile is set up."""


def moments(now, obligation, *facts, events=()):
    """Give the hours of the month at which reminders of an item have come."""
    incident = quick_incident(["supervision-13710"], list(facts), [f"set_up={ITEM}", *events])
    found = plan(situate(incident, LIBRARY, now=datetime.fromisoformat(now)), default_rhythm())
    return [
        (each.ordered.rule.id, f"{each.at:%d %H}")
        for each in found.due.get(f"jincheng/supervision-13710#{obligation}", ())
    ]


def hours(day, *of):
    return [f"{day:02} {hour:02}" for hour in of]


def test_a_daily_item_is_urged_every_3_and_then_every_2_hours():
    first = hours(3, 12, 15, 18, 21) + hours(4, 0, 3, 6, 9)
    second = hours(4, 11, 13, 15, 17, 19, 21, 23) + hours(5, 1, 3, 5, 7, 9)
    assert (len(first), len(second)) == (8, 12)
    found = moments("2026-03-09T09:00+08:00", "node-1#1", "board=daily")
    assert found[0] == ("ahead-1-3", "03 04")
    assert [at for rule, at in found if rule == "overdue-first-day"] == first
    assert [at for rule, at in found if rule == "overdue-second-day"] == second
    assert len(found) == 21


@pytest.mark.parametrize(
    ("board", "duty", "expected"),
    [
        ("daily", "node-3#1", [("ahead-1-3", "05 04")]),  # five hours ahead of the 5th, 09:00
        ("daily", "node-7#1", [("ahead-7", "08 09")]),  # a day ahead of the 9th
        ("engineering", "node-3-engineering#1", [("ahead-engineering", "05 04")]),
        ("investment", "node-3-investment#1", [("ahead-1-3", "05 04")]),
    ],
)
def test_reminders_ahead_of_a_node(board, duty, expected):
    due = expected[0][1].split()[0]
    last = {"05": "2026-03-05T08:59+08:00", "08": "2026-03-09T08:59+08:00"}[due]
    assert moments(last, duty, f"board={board}") == expected


def test_the_month_node_is_reminded_of_two_days_ahead():
    assert moments("2026-03-31T09:00+08:00", "node-month#1", "board=reform") == [("ahead-month", "31 09")]


def test_engineering_is_warned_at_the_limit_and_5_and_10_hours_after():
    assert moments("2026-03-08T09:00+08:00", "node-3-engineering#1", "board=engineering") == [
        ("ahead-engineering", "05 04"),
        ("warning-engineering", "05 09"),
        ("warning-engineering", "05 14"),
        ("warning-engineering", "05 19"),
    ]


def test_investment_is_warned_after_one_two_and_three_days():
    assert moments("2026-03-12T09:00+08:00", "node-3-investment#1", "board=investment")[1:] == [
        ("warning-investment", "06 09"),
        ("warning-investment", "07 09"),
        ("warning-investment", "08 09"),
    ]


def test_missing_monthly_feedback_is_urged_four_times():
    found = moments(
        "2026-04-20T09:00+08:00",
        "monthly-feedback#1",
        "board=key_tasks",
        events=["continued=2026-03-20T09:00+08:00"],
    )
    assert found == [("monthly-urging", at) for at in hours(1, 8, 15) + hours(2, 8, 15)]


def test_a_daily_item_is_reminded_of_weekly_once_a_month_is_over():
    found = moments("2026-04-16T09:00+08:00", "follow-through#1", "board=daily")
    assert found == [("weekly", "09 09"), ("weekly", "16 09")]
    assert moments("2026-04-16T09:00+08:00", "follow-through#1", "board=reform") == []


def test_what_no_rule_of_such_a_plan_names_is_reminded_of_at_its_limit_and_daily_after_it(tmp_path):
    told = '  - {id: tell, zh: 通报, en: tell, unit: office, when: set_up, within: 1 day, clause: "2"}\nsupervision:\n'
    plans = Library([shelve(tmp_path, TASKS.replace("supervision:\n", told, 1), "testland/tasks/2020")])
    tell = "testland/tasks#tell#1"
    assert past(plans, at(3, "08:59"), obligation=tell) == []
    assert past(plans, at(5, "10:00"), obligation=tell) == [at(3, "09:00"), at(4, "09:00"), at(5, "09:00")]
    assert outlook(plans, at(5, "10:00")).next[tell].at == at(6, "09:00")
