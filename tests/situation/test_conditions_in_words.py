"""A duty with a condition in words binds as strictly as its mood says, and only people judge whether it is owed."""

import pytest

from duties import case, when
from respond.show import View, plain, situation_sheet

RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\nfacts: {n: 3}\n"
SEND = "- {id: tell, when: n >= 3, after: received, within: 1 hour, provided: {zh: 视情况, en: as the case requires}}"


def test_it_may_be_owed_and_is_never_late(tmp_path):
    found = case(tmp_path, SEND, RECEIVED)
    one = found.one("12:00")
    assert (one.state, one.provisional, one.mood, one.due, one.late) == (
        "running", True, "must", when("09:30"), None,
    )  # fmt: skip
    assert one.order.provided.zh == "视情况"


def test_without_the_words_the_same_duty_is_late(tmp_path):
    plain_duty = SEND.replace(", provided: {zh: 视情况, en: as the case requires}", "")
    one = case(tmp_path, plain_duty, RECEIVED).one("12:00")
    assert (one.state, one.provisional) == ("overdue", False)


def test_done_it_is_met_and_ended_undone_it_is_not_missed(tmp_path):
    done = case(tmp_path, SEND, RECEIVED + "did: [{duty: tell, at: @10:00}]\n").one("12:00")
    assert (done.state, done.provisional, done.late) == ("met", False, None)
    ended = case(tmp_path, SEND, RECEIVED + "then:\n  - {at: @11:00, events: {terminated: @11:00}}\n").one(
        "12:00"
    )
    assert (ended.state, ended.late) == ("stood-down", None)


def test_where_its_other_condition_does_not_hold_it_is_not_owed(tmp_path):
    assert case(tmp_path, SEND, RECEIVED.replace("n: 3", "n: 2")).all("12:00") == []


@pytest.mark.parametrize(("lang", "words"), [("zh", "视情况"), ("en", "as the case requires")])
def test_the_page_says_the_words(tmp_path, lang, words):
    assert words in plain(situation_sheet(case(tmp_path, SEND, RECEIVED).at("12:00"), View(lang)))
