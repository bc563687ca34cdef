"""The fire over New Year: what the two recorded runs are worth, as worked out on paper.

Order 541 grades on 31 December (article 40: under 1 ha IV, from 1 ha III) and Order 822 would from midnight (article 45:
from 10 ha III); the day of the fire counts. The reviews go by when they arise: under article 41 and 42 the forestry
bureau's, under 46 and 47 the county government's and the command's. The 2 hours are the provincial opinions' I(3)1.
"""

from collections import Counter

import pytest
from held import (
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

NOT_OWED = "done by a body that does not owe it, for nobody who does"

EXERCISE = "fire-new-year"


def test_the_day_of_the_fire_grades_it_after_midnight_too(good):
    found = levels(good)
    assert found["fireworks"] == ("IV", "I")  # 0.5 ha, casualties not known
    assert found["verified"] == ("IV", "IV")  # 0.8 ha
    assert found["night-wind"] == ("III", "III")  # 5 ha
    assert found["midnight"] == found["found"] == found["ended"] == ("III", "III")  # 4.6 ha; 1 injured is IV


def test_what_arises_after_midnight_is_owed_by_those_the_new_regulation_names(good):
    owners = {
        name: [unit.id for unit in duties(good)[f"{name}#1"].units] for name in ("evaluate", "statistics")
    }
    assert owners == {"evaluate": ["county-government"], "statistics": ["county-command"]}
    assert duties(good)["evaluate#1"].clauses == ("46",)


def test_what_arose_before_midnight_stays_with_the_forestry_bureau():
    scenario = load_scenario(shipped("scenarios") / "fire-new-year.yaml")
    run = run_scenario(scenario, default_library(), "out-before")
    for name, clause in (("evaluate#1", "41"), ("statistics-to-departments#1", "42")):
        assert [unit.id for unit in duties(run)[name].units] == ["county-forestry-bureau"]
        assert duties(run)[name].clauses == (clause,)
    assert duties(run)["search-missing#2"].clauses == ("39",)  # missed after midnight: the new regulation's


@pytest.mark.parametrize("name", ["good", "poor"])
def test_the_limits(name):
    run = played("fire-new-year", name)
    assert due(run, "shanxi-local-to-superior#1") == "+02:00"
    assert not [each for each in duties(run) if "direct-to-province" in each]  # New Year is not on the list


def test_the_good_run_forgot_one_review(good):
    assert faults(good) == {"overall-review#1": "omitted"}
    assert calls(good) == [("IV", "met"), ("IV", "met"), ("III", "met")]
    assert curve(good) == (5, 6, 0)  # none +00:00-00:05; IV at III +00:50-00:56
    assert score(good) == (61 * 5, 63 * 5)  # one report that several plans ask for counts once
    assert set(ratings(good).values()) == {"P"}
    assert lost(good) == []
    assert [inject.id for inject in good.never] == ["city-calls", "five-hectares"]


def test_the_poor_run_had_to_be_asked_twice(poor):
    found = given(poor)
    assert found["city-calls"] == "+00:40"  # nothing was reported by then
    assert found["five-hectares"] == "+01:10"  # its own offset: too low for 20 minutes by then, from +00:50
    assert poor.never == ()


def test_the_poor_runs_level_went_back_at_midnight(poor):
    assert calls(poor) == [("IV", "met"), ("IV", "met"), ("III", "wrong")]
    # none +00:00-00:12; IV at III +00:50-01:30 and +03:12 to the end at +16:00
    assert curve(poor) == (12, 40 + 12 * 60 + 48, 0)


def test_what_the_poor_run_did_in_vain(poor):
    assert lost(poor) == [
        ("+05:00", "search-missing", "by then it had ended"),
        (
            "+12:30",
            "evaluate",
            NOT_OWED,
        ),  # found at +04:25; the forestry bureau's only under the old regulation
        ("+12:30", "statistics-to-departments", NOT_OWED),
        (
            "+01:04",
            "report-level-by-level",
            "direct reporting system was cut from +01:00 on: it did not go through",
        ),
    ]


def test_what_the_poor_run_left_undone(poor):
    assert faults(poor) == {
        "report-level-by-level#1": "incomplete",  # the city command was left out
        "shanxi-local-to-superior#1": "late",
        "target@roll-call": "late",
        "county-police-to-scene#1": "omitted",
        "law-report#1": "omitted",
        "overall-report#1": "omitted",
        "evaluate#1": "omitted",
        "statistics-to-departments#1": "omitted",
        "law-clarify#1": "omitted",
        "overall-clarify#1": "omitted",
        "law-assess-losses#1": "omitted",
        "law-restore#1": "omitted",
        "law-return-property#1": "omitted",
        "law-review#1": "omitted",
        "overall-return-property#1": "omitted",
        "overall-review#1": "omitted",
        "overall-first-handling#1": "omitted",  # ended undone
        "law-support-dependants#1": "omitted",  # ended undone
        "commander-to-scene#1": "omitted",  # ended undone
        "search-missing#2": "omitted",  # ended undone
        "act-by-plan#1": "missed",  # of the regulation in force from midnight on
        "nearest-forces#1": "missed",  # of the regulation in force from midnight on
    }
    assert duties(poor)["shanxi-local-to-superior#1"].by == 35 * MINUTE  # +02:35
    assert duties(poor)["return-requisitioned#1"].result == "met"


def test_the_poor_runs_score(poor):
    results = Counter(each.result for each in poor.outcomes if each.counts)
    assert results == {"met": 12, "late": 2, "incomplete": 1, "wrong": 1, "omitted": 45, "missed": 2}
    assert len(unhurried(poor)) == 29  # what the plans order without a clock counts, too
    assert score(poor) == (12 * 5 + 2 * 3 + 1 * 1, 63 * 5)
    assert ratings(poor) == {"rota": "S", "grade": "M", "people": "M", "new-owners": "U"}
