"""A limit whose end facts leave open is counted to the moment it can be called late at, and says its earliest one."""

from datetime import timedelta

import pytest
from attrs import evolve
from duty import NOW

from pages import NAME, open_one
from respond.desk import kept
from respond.room.pages.saying import Saying
from respond.room.pages.wall_page import _timed
from respond.show import shown_limit

AHEAD, GONE = NOW + timedelta(hours=2), NOW - timedelta(hours=12)


@pytest.fixture
def situation(room):
    open_one(room)
    return kept(room.store, room.library, NAME, now=NOW).situation


def obligation(situation, **more):
    found = next(each for each in situation.obligations if each.due is not None and each.state == "running")
    return evolve(found, **{"latest": None, "late": None, **more})


def test_what_nobody_can_call_late_yet_counts_down_to_when_somebody_can(situation):
    one = obligation(situation, due=GONE, latest=AHEAD)
    limit = Saying("zh", NOW).limit(one)
    assert (limit.moment, limit.late) == (AHEAD, False)
    assert limit.due.startswith("最早11-20 ")
    assert "、最迟" in limit.due
    assert "2小时" in limit.left
    assert Saying("en", NOW).limit(one).due.startswith("earliest ")
    assert limit.left == shown_limit(one, NOW, "zh").left == "剩2小时", "as a terminal words it"
    timed = _timed(one, situation, "zh")
    assert (timed.due, timed.late) == (AHEAD, False)


def test_a_limit_of_one_end_counts_to_it(situation):
    limit = Saying("zh", NOW).limit(obligation(situation, due=AHEAD))
    assert (limit.moment, "最早" in limit.due) == (AHEAD, False)


def test_what_is_late_counts_from_when_it_was_called_so(situation):
    ended = NOW - timedelta(hours=1)
    one = obligation(situation, due=GONE, latest=ended, late=timedelta(hours=1), state="overdue")
    limit = Saying("zh", NOW).limit(one)
    assert (limit.moment, limit.late, "1小时" in limit.left) == (ended, True, True)
