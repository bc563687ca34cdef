"""Reminders a plan orders itself: they come in place of the usual ones, by its own hours, and go to whom it names."""

from datetime import datetime

import pytest
from watching import kind_of

from respond.desk import Desk
from respond.log import quick_incident
from respond.plan import Library
from respond.situation import situate
from respond.watch import Ticker, default_profile, plan
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
    return plan(situate(incident, library, now=now), default_profile())


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


def test_rules_of_one_moment_are_each_sent(post, library, tmp_path):
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
    return Ticker(post.store, library, default_profile(), (post.basket,), "one"), desk
