"""The visiting delegation: what the two recorded runs are worth, as worked out on paper.

Clause 5.1: 1 hour from receipt (+00:00) to three, the United Front department in time when foreign guests or overseas
Chinese are involved; 5.3: classified content by the confidential channel only; 4: more than 2 in danger of life are level
III, more than 3 and not more than 5 level II; 5.2: 2 weeks from the end (+34:00). The provincial opinions I(3)1: 2 hours
level by level, 1 hour straight up from when level II holds (+02:30).
"""

from collections import Counter

import pytest
from held import (
    HOUR,
    MINUTE,
    calls,
    curve,
    due,
    duties,
    faults,
    given,
    levels,
    lost,
    played,
    ratings,
    score,
    unhurried,
)

from respond.api import default_library
from respond.exercise import load_scenario, run_scenario
from respond.plan import shipped

EXERCISE = "vaccine-foreign-guests"


def test_the_level_follows_those_in_danger_of_life(good):
    found = levels(good)
    assert found["rash"] == ("none", "I")
    assert found["verified"] == ("III", "III")  # 3 in danger of life; 6 rare cases say the same
    assert found["fourth-shock"] == found["ended"] == ("II", "II")  # 4; 8 rare cases are III


def test_foreigners_ask_for_a_notice_and_secrets_for_a_channel(good):
    turns = {turn.inject.id: {one.duty for one in turn.became_owed} for turn in good.turns}
    assert "inform-united-front" in turns["who-they-are"]
    assert turns["secret"] == {"mark-secrecy", "confidential-channel"}
    assert "united-front-joins" in turns["groups"]


def test_a_member_from_taiwan_asks_for_no_notice_of_its_own():
    scenario = load_scenario(shipped("scenarios") / "vaccine-foreign-guests.yaml")
    run = run_scenario(scenario, default_library(), "taiwan-member")
    assert next(turn for turn in run.turns if turn.inject.id == "from-taiwan").became_owed == ()
    assert "consul" not in given(run)


@pytest.mark.parametrize("name", ["good", "poor"])
def test_the_limits(name):
    run = played("vaccine-foreign-guests", name)
    assert due(run, "report-up#1") == "+01:00"
    assert due(run, "shanxi-local-to-superior#1") == "+02:00"
    assert due(run, "shanxi-direct-to-province#2") == "+03:30"
    assert due(run, "closing-report#1") == "+370:00"  # 34 hours and 14 days


def test_the_good_run_closed_an_hour_late(good):
    assert faults(good) == {"closing-report#1": "late"}
    assert duties(good)["closing-report#1"].by == HOUR
    assert calls(good) == [("III", "met"), ("II", "met")]
    assert curve(good) == (5, 6, 0)  # none +01:00-01:05; III at II +02:30-02:36
    assert score(good) == (70 * 5 + 1 * 3, 71 * 5)  # one report that several plans ask for counts once
    assert ratings(good) == {"report": "P", "grade": "P", "secrecy": "P", "rise": "P", "close": "S"}
    assert lost(good) == []
    assert [inject.id for inject in good.never] == ["front-asks", "still-three"]


def test_the_poor_run_spoke_of_secrets_on_the_telephone(poor):
    assert lost(poor) == [
        ("+01:05", "confidential-channel", "done in a form the text excludes"),
        ("+01:40", "confidential-channel", "confidential mail was cut from +01:30 on: it did not go through"),
    ]
    assert ratings(poor)["secrecy"] == "U"


def test_the_poor_run_had_to_be_asked_twice(poor):
    # both at their own offsets: by then the department was not told for 20 minutes, from +00:15, and the level was too
    # low for 15, from +02:30
    assert given(poor)["front-asks"] == "+00:35"
    assert given(poor)["still-three"] == "+02:45"
    assert duties(poor)["inform-united-front#1"].result == "met"  # in time is no figure


def test_the_poor_runs_levels_came_late(poor):
    # both were wrong for more than 15 minutes and no more than an hour
    assert calls(poor) == [("III", "late"), ("II", "late")]
    assert curve(poor) == (25, 40, 0)  # none +01:00-01:25; III at II +02:30-03:10


def test_what_the_poor_run_left_undone(poor):
    assert faults(poor) == {
        "report-up#1": "incomplete",  # the office of the county rescue command was left out
        "notify-members-i-iii#1": "incomplete",
        "shanxi-local-to-superior#1": "late",
        "shanxi-direct-to-province#2": "late",
        "authoritative-information#1": "missed",
        "emergency-sampling#1": "missed",
        "target@one-voice": "omitted",
        "law-departments-report#1": "omitted",
        "law-inform#1": "omitted",
        "law-report#1": "omitted",
        "overall-first-release#1": "omitted",
        "overall-report#1": "omitted",
        "law-clarify#1": "omitted",
        "overall-clarify#1": "omitted",
        "urge-closing#1": "omitted",
        "law-assess-losses#1": "omitted",
        "law-restore#1": "omitted",
        "law-review#1": "omitted",
        "overall-review#1": "omitted",
        "law-support-dependants#1": "omitted",  # ended undone
        "evaluate-raise#1": "omitted",  # ended undone
    }
    assert duties(poor)["shanxi-local-to-superior#1"].by == 20 * MINUTE
    assert duties(poor)["shanxi-direct-to-province#2"].by == 10 * MINUTE
    assert len(duties(poor)["notify-members-i-iii#1"].missing) == 12 - 4  # 4 of the 12 member units were told


def test_the_poor_runs_score(poor):
    results = Counter(each.result for each in poor.outcomes if each.counts)
    # late: two reports and both levels
    assert results == {"met": 10, "late": 4, "incomplete": 2, "missed": 2, "omitted": 48}
    assert len(unhurried(poor)) == 34  # what the plans order without a clock counts, too
    assert score(poor) == (10 * 5 + 4 * 3 + 2 * 1, 66 * 5)
    # grade: 6 of 10
    assert ratings(poor) == {"report": "U", "grade": "M", "secrecy": "U", "rise": "U", "close": "U"}
