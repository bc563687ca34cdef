"""The accident and the river: what the two recorded runs are worth, as worked out on paper.

Order 493 article 9 and Order 21 article 6: the head of the plant within 1 hour of being told (+00:00); article 10 to 11
and 7: the county within 2 hours of receipt; Order 21 article 8: from level III a call to the province within 1 hour, here
from the third death (+01:05); article 11: changes of casualties by midnight (+10:00), one follow-up a day. Order 17 of
2011, article 3(3) and 4: with drinking water concerned and the level unclear within 2 hours. Article 3 of Order 493: 2 dead
are level IV, 3 are level III.
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

EXERCISE = "accident-river"


def test_the_level_is_that_of_the_gravest_figure(good):
    found = levels(good)
    assert found["blast"] == ("IV", "I")  # at least 1 dead, all else open
    assert found["counted"] == ("IV", "IV")  # 2 dead, 6 seriously injured, 900万元
    assert found["third-death"] == found["black-water"] == found["ended"] == ("III", "III")


def test_three_texts_ask_side_by_side(good):
    plans = {
        each.of.plan.id.rpartition("/")[2] for each in good.outcomes if each.kind == "duty" and each.counts
    }
    assert plans == {
        "production-accident", "production-accident-information", "environmental-events", "overall-plan",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "county", "water"),
    [
        ("good", "+02:14", "+03:15"),  # received at +00:14, put through after the plant's report
        ("poor", "+02:30", "+03:15"),  # received at +00:30, from a passer-by
    ],
)
def test_the_limits_run_from_each_ones_own_receipt(name, county, water):
    run = played("accident-river", name)
    assert due(run, "local-reports-up#1") == due(run, "county-reports-up#1") == county
    assert due(run, "env-grave#1") == water  # its own receipt, of the black water, at +01:15
    assert due(run, "flash-to-province#2") == due(run, "unit-reports-to-province#2") == "+02:05"
    assert due(run, "same-day-county#1") == due(run, "same-day-unit#1") == "+10:00"


def test_the_day_after_another_death_is_another_change():
    scenario = load_scenario(shipped("scenarios") / "accident-river.yaml")
    run = run_scenario(scenario, default_library(), "one-more")
    assert levels(run)["late-death"] == ("III", "III")  # 4 dead
    assert due(run, "same-day-county#2") == "+34:00"  # midnight of the second day


def test_the_plant_was_put_through_once_it_had_reported(good):
    found = given(good)
    assert (found["put-through"], found["county-told"]) == ("+00:12", "+00:14")
    assert duties(good)["head-reports#1"].result == duties(good)["unit-reports-to-county#1"].result == "met"
    assert [inject.id for inject in good.never] == ["smoke-seen", "still-general", "ministry-asks"]


def test_the_good_run_forgot_one_review(good):
    assert faults(good) == {"overall-review#1": "omitted"}
    assert calls(good) == [("IV", "met"), ("IV", "met"), ("III", "met")]
    assert curve(good) == (3, 5, 0)  # none +00:00-00:03; IV at III +01:05-01:10
    assert score(good) == (48 * 5, 49 * 5)  # one report that several plans ask for counts once
    assert set(ratings(good).values()) == {"P"}
    assert lost(good) == []


def test_the_poor_plant_was_outrun_by_a_passer_by(poor):
    assert given(poor)["smoke-seen"] == "+00:30"
    done = "by then it was done, had ended, or everybody it told had been told"
    cut = "direct reporting system was cut from +00:50 on: it did not go through"
    assert lost(poor) == [
        ("+00:55", "head-reports", done),
        ("+00:55", "unit-reports-to-county", done),
        ("+01:10", "local-reports-up", cut),
        ("+01:10", "county-reports-up", cut),
    ]
    assert duties(poor)["head-reports#1"].result == "open"  # what the script says was done is nobody's merit


def test_the_poor_runs_level(poor):
    assert calls(poor) == [("IV", "omitted"), ("IV", "met"), ("III", "late")]  # too low for 35 minutes
    assert curve(poor) == (50, 35, 0)  # none +00:00-00:50; IV at III +01:05-01:40
    assert given(poor)["still-general"] == "+01:15"  # too low for 10 minutes by then, from +01:05


def test_the_poor_runs_reports(poor):
    found = duties(poor)
    assert (found["env-grave#1"].result, found["env-grave#1"].by) == (
        "late",
        25 * MINUTE,
    )  # from +01:15
    assert (found["flash-to-province#2"].result, found["flash-to-province#2"].by) == ("late", 15 * MINUTE)
    assert (found["same-day-county#1"].result, found["same-day-county#1"].by) == ("late", 30 * MINUTE)
    for name in ("local-reports-up#1", "county-reports-up#1"):
        assert [each.en for each in found[name].missing] == ["duty room of the county government"]
    # not made by the end at +46:00, 20 hours 55 minutes after the end of the first day from +01:05
    assert found["daily-county-to-province#2"].by == 20 * HOUR + 55 * MINUTE
    assert given(poor)["ministry-asks"] == "+02:50"


def test_what_the_poor_run_left_undone(poor):
    assert faults(poor) == {
        "env-grave#1": "late",
        "flash-to-province#2": "late",
        "same-day-county#1": "late",
        "local-reports-up#1": "incomplete",
        "county-reports-up#1": "incomplete",
        "county-notifies-in-writing#1": "overdue",
        "unit-reports-to-province#2": "overdue",
        "same-day-unit#1": "overdue",
        "same-day-unit-to-province#1": "overdue",
        "same-day-county-to-province#1": "overdue",
        "daily-unit#1": "missed",
        "daily-unit-to-province#2": "missed",
        "daily-county-to-province#2": "missed",
        "county-head-to-the-scene#1": "missed",
        "env-first-judgement#1": "missed",
        "env-tell-neighbour#1": "omitted",
        "env-written-after-call-grave#1": "omitted",  # told by telephone alone
        "supplement-new-unit#1": "omitted",
        "supplement-casualties-unit#1": "omitted",
        "supplement-new-local#1": "incomplete",  # the county government was not sent what stood for it
        "supplement-casualties-local#1": "incomplete",
        "follow-up-unit#1": "omitted",
        "follow-up-unit-to-province#1": "omitted",
        "follow-up-county-to-province#1": "omitted",
        "overall-first-release#1": "omitted",
        "overall-clarify#1": "omitted",
        "overall-review#1": "omitted",
        "target@across": "omitted",
    }


def test_the_poor_runs_score(poor):
    results = Counter(each.result for each in poor.outcomes if each.counts)
    # omitted: those above that count once, and the first level, which nobody called; the daily report told the news
    assert results == {"met": 10, "late": 4, "incomplete": 3, "overdue": 5, "missed": 5, "omitted": 20}
    assert len(unhurried(poor)) == 10  # what the plans order without a clock counts, too
    assert score(poor) == (10 * 5 + 4 * 3 + 3 * 1 - 9, 47 * 5)  # 9 lost with contents that reports lacked
    assert ratings(poor) == {"safety-line": "U", "flash": "M", "water-line": "U", "grade": "M", "public": "M"}
