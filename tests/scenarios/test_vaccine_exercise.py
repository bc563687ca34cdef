"""The vaccination day at school: what the two recorded runs are worth, as worked out on paper.

Clause 5.1 gives 1 hour from receipt (+00:00) to tell three; the provincial opinions I(3)1 give 2 hours level by level,
and 1 hour straight to the province from when the event is sensitive (+01:30); 5.2 gives 2 weeks from the end (+100:00).
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

EXERCISE = "vaccine-school-day"


def names(obligations):
    return {one.duty for one in obligations}


def test_the_level_follows_the_injects(good):
    found = levels(good)
    assert found["first-call"] == ("none", "I")  # at least 4 with rare events, quality unknown
    assert found["cold-chain"] == ("IV", "I")  # quality suspected: more than 3 is certain
    assert found["verified"] == ("IV", "IV")  # 5, one of them critical
    assert found["first-death"] == ("III", "III")  # 1 death, and 9 cases
    assert found["second-death"] == ("II", "II")
    assert found["other-batch"] == ("III", "III")  # 1 with this batch


def test_in_the_other_variant_the_level_stays_high():
    scenario = load_scenario(shipped("scenarios") / "vaccine-school-day.yaml")
    run = run_scenario(scenario, default_library(), "one-batch")
    found = levels(run)
    assert "other-batch" not in found
    # 2 deaths with one batch, 4 critical (more than 3, not more than 5) and 11 rare (more than 10): level II thrice over
    assert found["same-batch"] == found["more-critical"] == found["ended"] == ("II", "II")


@pytest.mark.parametrize("name", ["good", "poor"])
def test_the_limits(name):
    run = played("vaccine-school-day", name)
    assert due(run, "report-up#1") == "+01:00"
    assert due(run, "guide-initial-handling#1") == "+01:00"
    assert due(run, "shanxi-local-to-superior#1") == "+02:00"
    assert due(run, "shanxi-direct-to-province#2") == "+02:30"
    assert due(run, "closing-report#1") == "+436:00"  # 100 hours and 14 days


def test_the_good_run_was_late_once_and_forgot_once(good):
    assert faults(good) == {"shanxi-direct-to-province#2": "late", "law-restore#1": "omitted"}
    assert duties(good)["shanxi-direct-to-province#2"].by == 4 * MINUTE  # +02:34
    assert score(good) == (80 * 5 + 1 * 3, 82 * 5)  # one report that several plans ask for counts once
    assert set(ratings(good).values()) == {"P"}
    assert lost(good) == []  # the important news went by fax while the direct system was down


def test_the_good_run_called_every_level(good):
    assert calls(good) == [("IV", "met"), ("IV", "met"), ("III", "met"), ("II", "met"), ("III", "met")]
    # none +00:20-00:25; too low +03:00-03:06 and +05:00-05:08; too high +06:00-06:05
    assert curve(good) == (5, 6 + 8, 5)


def test_nobody_had_to_be_helped_in_the_good_run(good):
    assert [inject.id for inject in good.never] == ["city-asks", "still-general", "draft-waits"]
    assert given(good)["fainted-only"] == "+03:10"  # half an hour after the call of +02:40


def test_the_poor_run_was_asked_three_times(poor):
    found = given(poor)
    assert found["city-asks"] == "+00:45"  # the report left at +01:08
    assert found["still-general"] == "+03:20"  # its own offset: too low for 20 minutes by then, from +03:00
    assert found["draft-waits"] == "+396:00"
    assert poor.never == ()


def test_the_report_to_three_was_8_minutes_late(poor):
    outcome = duties(poor)["report-up#1"]
    assert (outcome.result, outcome.by) == ("late", 8 * MINUTE)


@pytest.mark.parametrize("name", ["initial-report#1", "report-i-iii#2"])
def test_two_reports_left_the_county_government_out(poor, name):
    assert duties(poor)[name].result == "incomplete"
    assert [missing.en for missing in duties(poor)[name].missing] == ["duty room of the county government"]


def test_what_went_over_the_system_that_was_down_was_lost(poor):
    why = "direct reporting system was cut from +02:20 on: it did not go through"
    assert lost(poor) == [("+03:50", "progress-report", why), ("+03:50", "progress-report-important", why)]


def test_the_fairly_large_level_was_called_after_a_wrong_one(poor):
    assert calls(poor) == [("IV", "met"), ("IV", "met"), ("III", "late"), ("II", "met"), ("III", "met")]
    # none +00:20-00:30; IV at III +03:00-03:25 and III at II +05:00-05:10; II at III +06:00-06:15
    assert curve(poor) == (10, 25 + 10, 15)


def test_a_rise_calls_for_a_higher_response_until_it_is_adjusted_or_the_level_falls(poor):
    turns = {turn.inject.id: turn for turn in poor.turns}
    assert {"start-higher", "evaluate-raise", "report-i-iii"} <= names(turns["first-death"].became_owed)
    assert "start-higher" in names(turns["second-death"].became_owed)
    assert "start-higher" in names(turns["other-batch"].stood_down)
    assert duties(poor)["start-higher#1"].result == "met"
    assert duties(poor)["start-higher#2"].result == "missed"


def test_the_closing_report_came_4_hours_late(poor):
    outcome = duties(poor)["closing-report#1"]
    assert (outcome.result, outcome.by) == ("late", 4 * HOUR)


def test_what_the_poor_run_left_undone(poor):
    assert faults(poor) == {
        "report-up#1": "late",
        "closing-report#1": "late",
        "initial-report#1": "incomplete",
        "report-i-iii#2": "incomplete",
        "report-i-iii#3": "omitted",  # every other level asks for its own report
        "report-i-iii#4": "omitted",
        "authoritative-information#1": "missed",
        "start-higher#2": "missed",
        "urge-closing#1": "omitted",
        "target@one-number": "omitted",
        "law-departments-report#1": "omitted",
        "law-inform#1": "omitted",
        "law-report#1": "omitted",
        "overall-first-release#1": "omitted",
        "overall-report#1": "omitted",
        "law-assess-losses#1": "omitted",
        "law-restore#1": "omitted",
        "law-review#1": "omitted",
        "overall-review#1": "omitted",
        "timely-coverage#1": "omitted",  # ended undone
        "law-support-dependants#1": "omitted",  # ended undone
        "overall-handle#1": "omitted",  # ended undone
        "evaluate-raise#2": "omitted",  # ended undone
    }
    assert ratings(poor) == {"grade": "M", "one-hour": "U", "raise": "U", "close": "M"}


def test_the_poor_runs_points_are_those_counted_by_hand(poor):
    results = Counter(each.result for each in poor.outcomes if each.counts)
    # late: the two reports above and level III; of what was omitted, two are one report to the city and count once
    assert results == {"met": 24, "late": 3, "incomplete": 2, "omitted": 51, "missed": 2}
    assert len(unhurried(poor)) == 35  # what the plans order without a clock counts, too
    assert score(poor) == (24 * 5 + 3 * 3 + 2 * 1 - 5, 82 * 5)  # 5 lost with contents that reports lacked
    shared = [(each.id, each.counted_with) for each in poor.outcomes if each.counted_with is not None]
    assert shared == [
        ("national/overall-plan#overall-report#1", "national/emergency-response-law#law-report#1")
    ]
