"""The rumour: what the two recorded runs are worth, as worked out on paper.

Clause 5.1 gives 1 hour from receipt (+00:00); the provincial opinions I(3)1 2 hours level by level, and 1 hour straight
to the province: that may be owed from the first call, since level I is possible, and is for certain from +00:25, when
the event is sensitive, so that nobody is late before +01:25. 4.4(1): more than 3, not more than 5 rare cases are level IV.
"""

from collections import Counter
from datetime import timedelta

import pytest
from held import (
    HOUR,
    MINUTE,
    at,
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

EXERCISE = "vaccine-rumour"


def test_the_rumour_counts_for_no_level_and_the_real_matter_does(good):
    found = levels(good)
    assert found["video"] == found["hospital-denies"] == ("none", "I")  # at least 2 cases, quality unknown
    assert found["fridge-log"] == ("IV", "IV")  # quality suspected, 4 cases
    assert found["raise-it"] == found["fifth-case"] == found["ended"] == ("IV", "IV")  # 5 at most


def test_in_the_other_variant_a_sixth_case_raises_the_level():
    scenario = load_scenario(shipped("scenarios") / "vaccine-rumour.yaml")
    run = run_scenario(scenario, default_library(), "one-worse")
    assert levels(run)["two-critical"] == ("III", "III")  # 6 rare; 1 severe is not more than 1
    assert "report-i-iii#2" in duties(run)


@pytest.mark.parametrize("name", ["good", "poor"])
def test_the_limits(name):
    run = played("vaccine-rumour", name)
    assert due(run, "report-up#1") == "+01:00"
    assert due(run, "shanxi-local-to-superior#1") == "+02:00"
    direct = duties(run)["shanxi-direct-to-province#1"]
    assert (at(run, direct.of.due), at(run, direct.of.latest)) == ("+01:00", "+01:25")
    assert due(run, "closing-report#1") == "+386:00"  # 50 hours and 14 days


def test_every_false_story_asks_for_its_own_answer(good):
    assert {name for name in duties(good) if "clarify" in name} == {
        "law-clarify#1", "law-clarify#2", "overall-clarify#1", "overall-clarify#2",
    }  # fmt: skip
    assert ratings(good)["clarify"] == "P"


def test_the_good_run_forgot_one_review(good):
    assert faults(good) == {"overall-review#1": "omitted"}
    assert calls(good) == [("IV", "met")]
    assert curve(good) == (8, 0, 0)  # none +01:10-01:18
    assert score(good) == (68 * 5, 69 * 5)  # one report that several plans ask for counts once
    assert set(ratings(good).values()) == {"P"}
    assert [inject.id for inject in good.never] == ["where-is-it", "too-loud", "draft-waits"]
    assert lost(good) == []  # the members were told over the system while the telephones were jammed


def test_the_poor_run_called_what_the_net_called(poor):
    # level I was possible until +01:10, and stood until +01:52: too high counts by half, 21 minutes are more than 15
    assert calls(poor) == [("IV", "late")]
    assert curve(poor) == (0, 0, 42)
    assert given(poor)["too-loud"] == "+01:30"  # its own offset: too high for 20 minutes by then, from +01:10


def test_the_poor_runs_reports(poor):
    found = duties(poor)
    assert (found["report-up#1"].result, found["report-up#1"].by) == ("late", 15 * MINUTE)
    assert found["shanxi-local-to-superior#1"].by == 30 * MINUTE
    assert found["shanxi-direct-to-province#1"].result == "overdue"
    assert found["shanxi-direct-to-province#1"].by == timedelta(hours=400) - HOUR - 25 * MINUTE
    assert [each.en for each in found["closing-report#1"].missing] == ["county Party committee"]
    assert given(poor)["where-is-it"] == "+00:45"
    assert lost(poor) == [
        ("+02:00", "notify-members-iv", "phone was cut from +01:50 on: it did not go through")
    ]


def test_what_the_poor_run_left_undone(poor):
    assert faults(poor) == {
        "report-up#1": "late",
        "shanxi-local-to-superior#1": "late",
        "shanxi-direct-to-province#1": "overdue",
        "initial-report#1": "incomplete",  # the county government was left out
        "closing-report#1": "incomplete",
        "authoritative-information#1": "missed",
        "emergency-sampling#1": "missed",
        "treat-injured#1": "missed",
        "notify-members-iv#1": "omitted",
        "law-departments-report#1": "omitted",
        "law-inform#1": "omitted",
        "law-report#1": "omitted",
        "overall-first-release#1": "omitted",
        "overall-report#1": "omitted",
        "overall-clarify#1": "omitted",
        "law-clarify#2": "omitted",
        "overall-clarify#2": "omitted",
        "target@three-columns": "omitted",
        "urge-closing#1": "omitted",
        "law-assess-losses#1": "omitted",
        "law-restore#1": "omitted",
        "law-review#1": "omitted",
        "overall-review#1": "omitted",
        "law-support-dependants#1": "omitted",  # ended undone
    }


def test_the_poor_runs_score(poor):
    results = Counter(each.result for each in poor.outcomes if each.counts)
    # late: two reports and level IV
    assert results == {"met": 6, "late": 3, "incomplete": 2, "overdue": 1, "missed": 3, "omitted": 50}
    assert len(unhurried(poor)) == 35  # what the plans order without a clock counts, too
    assert score(poor) == (6 * 5 + 3 * 3 + 2 * 1, 65 * 5)
    # grade: 3 of 10, the ledger was never kept
    assert ratings(poor) == {"grade": "U", "report": "M", "clarify": "U", "small-matter": "U", "close": "U"}
