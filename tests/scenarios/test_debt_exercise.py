"""Forty days of debt: what the two recorded runs are worth, as worked out on paper.

Clause 3.2.1 asks for three months before maturity (8 June): the end of 8 March, 158:59:59 after the start on 2 March at
09:00. The hours of the provincial opinions I(3)1 run from the default, +247:00. 1.5.1(3) and 1.5.2(2) grade by the share
of governments: 1 of 7 is over 10 %, 2 of 7 over 15 %; 4.1 goes by the number of counties.
"""

from collections import Counter

import pytest
from held import (
    HOUR,
    MINUTE,
    SECOND,
    calls,
    curve,
    cut_short,
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
from respond.exercise import Action, load_scenario, run_scenario
from respond.exercise.report_findings import seen_reports
from respond.plan import shipped

EXERCISE = "debt-forty-days"


@pytest.fixture(scope="module")
def turns(poor):
    return {turn.inject.id: turn for turn in poor.turns}


def owed(turn):
    return {one.duty for one in turn.became_owed}


def called(turn):
    return str(turn.situation.leading.response.called.certain)


@pytest.mark.parametrize(
    ("inject", "certain", "possible", "response"),
    [
        ("forecast", "none", "none", "none"),
        ("interest-unpaid", "II", "I", "IV"),  # 1 of 7; the province not yet known
        ("province-answers", "II", "II", "IV"),
        ("second-county", "I", "I", "III"),  # 2 of 7, two counties
        ("crowd", "I", "I", "III"),
        ("crowd-grows", "I", "I", "II"),  # a major mass incident lifts the response, not the level
        ("restored", "none", "none", "III"),
    ],
)
def test_level_and_response_go_their_own_ways(poor, turns, inject, certain, possible, response):
    assert levels(poor)[inject] == (certain, possible)
    assert called(turns[inject]) == response


def test_a_third_county_makes_it_one_matter_and_calls_for_response_one():
    scenario = load_scenario(shipped("scenarios") / "debt-forty-days.yaml")
    run = run_scenario(scenario, default_library(), "third-county")
    turns = {turn.inject.id: turn for turn in run.turns}
    assert levels(run)["chain"] == ("I", "I")  # 3 of 7, and it was level I before
    assert (called(turns["crowd-grows"]), called(turns["chain"])) == ("II", "I")
    assert "default-report-city" in owed(
        turns["chain"]
    )  # an incident across counties is the city's to report


def test_a_rise_of_the_response_adds_only_what_is_new(turns):
    county, crowd = turns["second-county"], turns["crowd-grows"]
    assert all(
        name.startswith("iii-") for name in owed(county) - {"shanxi-direct-to-province", "audit-incident"}
    )
    assert all(name.startswith("ii-") for name in owed(crowd))
    assert county.stood_down == crowd.stood_down == ()


@pytest.mark.parametrize("name", ["good", "poor"])
def test_the_limits(name):
    run = played("debt-forty-days", name)
    assert duties(run)["ahead-debt-county#1"].due.isoformat() == "2026-03-08T23:59:59+08:00"
    assert due(run, "shanxi-direct-to-province#1") == "+248:00"
    assert due(run, "shanxi-local-to-superior#1") == "+249:00"
    assert "shanxi-direct-to-province#2" not in duties(run)  # told once, whatever the level becomes


def test_the_registry_takes_in_what_was_sent(good, poor):
    assert given(good)["registry"] == "+100:00"
    assert given(poor)["registry"] == "+167:30"
    absent = load_scenario(shipped("scenarios") / "debt-forty-days.yaml")
    assert given(run_scenario(absent, default_library()))["report-fetched"] == "+168:00"


def test_the_good_run_was_late_once(good):
    assert faults(good) == {"shanxi-direct-to-province#1": "late", "overall-clarify#1": "omitted"}
    assert duties(good)["shanxi-direct-to-province#1"].by == 5 * MINUTE
    assert calls(good) == [("II", "met"), ("II", "met"), ("I", "met")]
    # none +247:00-247:10; too low +391:00-391:15; I while nothing held +890:00-890:30
    assert curve(good) == (10, 15, 30)
    assert score(good) == (55 * 5 + 1 * 3, 57 * 5)  # one report that several plans ask for counts once
    assert set(ratings(good).values()) == {"P"}
    assert [inject.id for inject in good.never] == ["days-left", "report-fetched", "wrong-level", "no-blame"]


def test_the_forecast_was_reported_a_night_after_three_months_before_maturity(poor):
    outcome = duties(poor)["ahead-debt-county#1"]
    assert (outcome.result, outcome.by) == ("late", 8 * HOUR + 30 * MINUTE + SECOND)


def test_two_member_units_were_never_told(poor):
    outcome = duties(poor)["tell-members-debt#1"]
    assert outcome.result == "incomplete"
    assert [missing.zh for missing in outcome.missing] == ["市水务局", "市卫生计生委", "省财政厅"]


def test_hours_count_from_the_default_and_not_from_the_forecast(poor):
    direct, usual = duties(poor)["shanxi-direct-to-province#1"], duties(poor)["shanxi-local-to-superior#1"]
    assert (direct.result, usual.result, usual.by) == ("met", "late", 40 * MINUTE)


def test_the_level_was_first_taken_for_that_of_a_single_county(poor):
    # II was wrong for 70 minutes, longer than an hour, until +248:10; I was called, then taken back
    assert calls(poor) == [("II", "late"), ("II", "met"), ("I", "wrong")]
    # none +247:00-247:20; IV at II to +248:10, II at I +391:00-391:40, III at I +463:30-890:00; then III to the end
    assert curve(poor) == (20, 50 + 40 + 426 * 60 + 30, 70 * 60)
    assert given(poor)["wrong-level"] == "+464:00"  # too low for half an hour


def test_a_second_report_by_mail_never_left(poor):
    assert lost(poor) == [
        ("+391:20", "default-report-county", "e-mail was cut from +16d 05:00 on: it did not go through")
    ]


def test_accountability_was_never_started_though_the_province_asked(poor):
    assert given(poor)["no-blame"] == "+540:00"
    assert duties(poor)["ii-accountability#1"].result == "omitted"
    forgotten = next(one for one in poor.final.obligations if one.duty == "ii-accountability")
    assert (forgotten.state, forgotten.done) == ("running", None)


def test_the_summary_left_the_superior_government_out(poor, turns):
    summing_up = {"summarise", "office-summary", "report-congress", "evaluate"}
    assert owed(turns["ended"]) - {"start-accountability"} == summing_up
    assert duties(poor)["summarise#1"].result == "incomplete"
    assert duties(poor)["office-summary#1"].result == "met"


def test_the_audit_outlasts_the_end(poor):
    assert "audit-incident" in {one.duty for one in poor.final.obligations if one.open}


def test_the_poor_runs_score(poor):
    assert faults(poor) == {
        "ahead-debt-county#1": "late",
        "shanxi-local-to-superior#1": "late",
        "tell-members-debt#1": "incomplete",
        "default-report-county#1": "incomplete",  # no copy to the city finance bureau
        "summarise#1": "incomplete",
        "law-act#1": "missed",  # what the law asks at once once there is a mass incident
        "law-report#1": "missed",
        "iii-progress-county#1": "incomplete",  # no copy to the city finance bureau
        "iii-progress-city#1": "missed",  # no progress was reported to the province before the end
        "ii-accountability#1": "omitted",
        "target@two-lines": "omitted",
        "overall-first-release#1": "omitted",  # ended undone
        "overall-handle#1": "omitted",  # ended undone
        "overall-report#1": "omitted",  # ended undone
        "law-inform#1": "omitted",  # ended undone
        "law-support-dependants#1": "omitted",  # ended undone
        "law-clarify#1": "omitted",  # ended undone
        "overall-clarify#1": "omitted",  # ended undone
    }
    results = Counter(each.result for each in poor.outcomes if each.counts)
    # late: two reports for 3 and level II for 1; wrong: level I; the report the law and the overall plan ask for counts once
    assert results == {"met": 16, "late": 3, "incomplete": 4, "wrong": 1, "missed": 2, "omitted": 30}
    assert len(unhurried(poor)) == 21  # what the plans order without a clock counts, too
    assert score(poor) == (16 * 5 + 2 * 3 + 5 * 1, 56 * 5)
    assert ratings(poor) == {
        "ahead": "U",
        "level-and-response": "U",
        "rise": "U",  # accountability was left out, and what the plan orders without a clock
        "accountability": "U",
        "finish": "U",
    }


COPY_FORGOTTEN = Action(
    at="+50:00",
    by="county-government",
    did=("ahead-debt-county",),
    to=("city-government",),
    channel="written",
)


def test_a_copy_forgotten_until_the_limit_stays_forgotten_where_the_script_fetches_the_report_later():
    run = cut_short("debt-forty-days", "+200:00", COPY_FORGOTTEN)
    ahead = duties(run)["ahead-debt-county#1"]
    assert (ahead.result, ahead.points, [each.zh for each in ahead.missing]) == (
        "incomplete",
        1,
        ["市财政局债务科"],
    )
    assert ahead.why.en == "fulfilled only by the script, after the limit: report received"
    report = next(each for each in seen_reports(run) if each.outcome is ahead)
    assert [each.action for each in report.acts] == [COPY_FORGOTTEN]


def test_what_nobody_did_by_the_limit_stays_overdue_when_the_script_fetches_the_report():
    assert faults(cut_short("debt-forty-days", "+200:00"))["ahead-debt-county#1"] == "overdue"
