"""Older news that comes late: the director is warned before it is given, and sees it where the clock brought it."""

import pytest
from plays import live, run_of
from test_play import refused

from respond.exercise import director_view

THREE = ("+00:20", "facts: {injured: 3, river: no}, to: [bureau]")
FIVE = ("+00:40", "facts: {injured: 5}, to: [bureau]")
SAYS = {"zh": "又报", "en": "again"}


def shown(play, name):
    return next(each for each in director_view(play.so_far(), play.now).injects if each.id == name)


def back(play, name):
    return [(each.fact, each.known.zh, each.by, each.says.zh) for each in shown(play, name).turns_back]


def test_a_director_is_warned_before_giving_what_turns_a_value_back(shelf):
    play = live(shelf, THREE, FIVE).do("run", 0).do("hold", "I2").do("jump", "+00:30")
    assert (back(play, "I2"), shown(play, "I2").passed) == ([], "+00:20")
    play.do("jump", "+00:45")
    assert back(play, "I2") == [("injured", "5人", "I3", "3人")]
    for move in ("give", "release"):
        told = refused("E654", play.do, move, "I2")
        assert told.problem.zh == "下达 `I2` 会把已知的改回去：“受伤人数”从 5人（I3）改回 3人"
    assert play.given() == {"I1": "+00:00", "I3": "+00:40"}


@pytest.mark.parametrize("move", ["give", "release"])
def test_it_can_be_given_anyway_and_stands_as_what_turned_it_back(shelf, move):
    play = live(shelf, THREE, FIVE).do("run", 0).do("hold", "I2").do("jump", "+00:45")
    play.do(move, "I2", anyway=True)
    assert play.given()["I2"] == "+00:45"
    assert back(play, "I2") == [("injured", "5人", "I3", "3人")]
    assert back(play, "I3") == []


def test_what_is_held_back_no_longer_than_what_follows_warns_of_nothing(shelf):
    play = live(shelf, THREE, FIVE).do("run", 0).do("hold", "I2").do("jump", "+00:35").do("give", "I2")
    play.do("jump", "+01:00")
    assert back(play, "I2") == back(play, "I3") == []


def test_what_the_script_itself_takes_back_warns_of_nothing(shelf):
    right = ("+01:00", "facts: {injured: 4}, to: [bureau]")
    play = live(shelf, THREE, FIVE, right).do("run", 0).do("jump", "+02:00")
    assert [each.turns_back for each in director_view(play.so_far(), play.now).injects] == [()] * 4


def test_what_was_given_early_warns_of_what_still_comes_by_the_clock(shelf):
    play = live(shelf, THREE, FIVE).do("run", 0).do("jump", "+00:05").do("give", "I3")
    assert back(play, "I2") == [("injured", "5人", "I3", "3人")]
    play.do("jump", "+00:20")
    assert (shown(play, "I2").state, back(play, "I2")) == ("given", [("injured", "5人", "I3", "3人")])


def test_a_number_of_the_directors_own_is_not_to_fall_again(shelf):
    play = live(shelf, THREE).do("run", 0).do("jump", "+00:05")
    play.do("inject", {"text": SAYS, "to": ["bureau"], "facts": {"injured": "7", "river": "yes"}})
    assert back(play, "I2") == [("injured", "7人", "free-1", "3人")], "river may be anything by then"


def test_news_that_says_since_when_it_is_so_turns_nothing_back(shelf):
    older = ("+00:20", "facts: {injured: {value: 3, as_of: 2026-03-01T08:15+08:00}}, to: [bureau]")
    play = live(shelf, older, FIVE).do("run", 0).do("hold", "I2").do("jump", "+00:45")
    assert back(play, "I2") == []
    assert play.do("give", "I2").given()["I2"] == "+00:45"
    assert (
        dict(play.so_far().situation.case.values if hasattr(play.so_far().situation, "case") else {})
        is not None
    )


FREE = {"text": SAYS, "to": ["bureau"], "facts": {"injured": "4"}}


def order_of(play):
    return [each.id for each in play.so_far().given]


def order_judged(play, shelf):
    return [each.inject.id for each in run_of(play, shelf).turns]


def test_what_is_given_in_one_minute_stands_in_the_order_it_was_given_in(shelf):
    play = live(shelf, THREE, FIVE).do("run", 0).do("jump", "+00:02").do("give", "I3")
    refused("E654", play.do, "give", "I2")
    play.do("give", "I2", anyway=True)
    assert order_of(play) == ["I1", "I3", "I2"]
    assert back(play, "I2") == [("injured", "5人", "I3", "3人")]
    play.do("end")
    assert order_judged(play, shelf) == ["I1", "I3", "I2"]


def test_what_is_beside_the_script_stands_in_that_order_too(shelf):
    play = live(shelf, THREE, FIVE).do("run", 0).do("jump", "+00:02").do("inject", FREE)
    play.do("give", "I2", anyway=True).do("inject", {**FREE, "facts": {"injured": "6"}}).do(
        "give", "I3", anyway=True
    )
    assert order_of(play) == ["I1", "free-1", "I2", "free-2", "I3"]
    assert [each.inject for each in play.recording.given] == ["free-1", "I2", "free-2", "I3"]
    play.do("end")
    assert order_judged(play, shelf) == ["I1", "free-1", "I2", "free-2", "I3"]


def test_one_by_the_clock_comes_before_what_is_given_in_its_minute(shelf):
    play = live(shelf, THREE, FIVE).do("run", 0).do("jump", "+00:20").do("give", "I3").do("jump", "+00:30")
    assert order_of(play) == ["I1", "I2", "I3"]


def test_one_beside_the_script_is_asked_about_as_one_of_it(shelf):
    play = live(shelf, THREE, FIVE).do("run", 0).do("jump", "+00:45")
    told = refused("E654", play.do, "inject", FREE)
    assert told.problem.zh == "下达 `free-1` 会把已知的改回去：“受伤人数”从 5人（I3）改回 4人"
    play.do("inject", FREE, anyway=True)
    assert back(play, "free-1") == [("injured", "5人", "I3", "4人")]
    play.do("inject", {**FREE, "facts": {"injured": "8"}})
    assert back(play, "free-2") == []
