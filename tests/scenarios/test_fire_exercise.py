"""The fire at Qingming: what the two recorded runs are worth, as worked out on paper.

The 1 hour and 2 hours are those of the provincial opinions I(3)1, from receipt (+00:00), the 1 hour because Qingming
makes the event sensitive; the areas those of article 45: 0.067 ha, 10 ha, 100 ha, 1000 ha.
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

AFTER = {"law-review#1": "omitted", "overall-review#1": "omitted"}

EXERCISE = "fire-wind-shift"


def test_the_level_follows_the_damaged_area(good):
    found = levels(good)
    assert found["smoke"] == ("IV", "I")  # 0.5 ha, casualties not known
    assert found["verified"] == ("IV", "IV")  # nobody hurt
    assert found["wind"] == ("III", "III")  # 12 ha, though 20 ha are burnt over
    assert found["fighters-hurt"] == (
        "III",
        "III",
    )  # 70 ha damaged; 105 ha burnt over do not count; 2 injured are IV
    assert found["drone-figure"] == ("II", "II")  # 112 ha
    assert found["recount"] == ("III", "III")  # 86 ha
    assert found["ended"] == ("III", "III")


def test_where_the_survey_holds_the_level_stays():
    scenario = load_scenario(shipped("scenarios") / "fire-wind-shift.yaml")
    run = run_scenario(scenario, default_library(), "all-forest")
    assert levels(run)["survey-holds"] == levels(run)["ended"] == ("II", "II")
    assert "release-information#3" not in duties(run)  # no other level, no other release


@pytest.mark.parametrize("name", ["good", "poor"])
def test_the_limits_run_from_receipt_at_the_first_call(name):
    run = played("fire-wind-shift", name)
    assert due(run, "shanxi-direct-to-province#1") == "+01:00"
    assert due(run, "shanxi-local-to-superior#1") == "+02:00"
    assert due(run, "shanxi-city-to-province#1") == "+04:27"  # the city received at 15:27
    assert "shanxi-direct-to-province#2" not in duties(run)  # another level asks for no other direct report


def test_the_good_run_left_out_a_release_and_the_lessons(good):
    assert faults(good) == {"release-information#3": "omitted", **AFTER}
    assert score(good) == (63 * 5, 66 * 5)  # one report that several plans ask for counts once
    assert set(ratings(good).values()) == {"P"}


def test_the_good_run_called_every_level_within_ten_minutes(good):
    assert calls(good) == [("IV", "met"), ("IV", "met"), ("III", "met"), ("II", "met"), ("III", "met")]
    # none from +00:00 to +00:04; too low +01:10-01:14 and +03:00-03:06; too high +03:35-03:45
    assert curve(good) == (4, 4 + 6, 10)
    assert duties(good)["report-level-by-level#1"].taken == 3 * MINUTE


def test_the_good_run_moved_the_village_before_the_telephones_failed(good):
    assert duties(good)["rescue-evacuate#1"].result == "met"
    assert "old-people" not in given(good)
    assert lost(good) == []


def test_the_poor_run_rang_a_village_that_could_not_be_rung(poor):
    assert lost(poor) == [
        ("+01:35", "rescue-evacuate", "phone was cut from +01:15 on: it did not go through")
    ]
    assert given(poor)["old-people"] == "+01:45"  # its own offset: undone from the first call on
    assert duties(poor)["rescue-evacuate#1"].result == "met"  # on foot, at +02:00


def test_the_poor_runs_reports_were_late_and_left_the_province_out(poor):
    usual, direct = duties(poor)["shanxi-local-to-superior#1"], duties(poor)["shanxi-direct-to-province#1"]
    assert (usual.result, usual.by) == ("late", 25 * MINUTE)  # +02:25
    assert direct.result == "incomplete"  # +02:05, to the city alone
    assert [missing.en for missing in direct.missing] == ["Shanxi Provincial People's Government"]
    # the province is played by control, whose delay is none of theirs
    assert duties(poor)["report-national-immediately#2"].result == "directed"
    assert duties(poor)["report-national-immediately#3"].result == "directed"


def test_after_the_recount_the_poor_run_never_graded_again(poor):
    assert calls(poor) == [("IV", "met"), ("IV", "met"), ("III", "late"), ("II", "met"), ("III", "omitted")]
    # none +00:00-00:08; IV at III +01:10-01:45 and III at II +03:00-03:15; II at III +03:35 to the end at +20:00
    assert curve(poor) == (8, 35 + 15, 16 * 60 + 25)
    assert ratings(poor)["step-down"] == "U"


def test_what_the_poor_run_left_undone(poor):
    assert faults(poor) == {
        "county-police-to-scene#1": "omitted",
        "shanxi-direct-to-province#1": "incomplete",
        "shanxi-local-to-superior#1": "late",
        "law-departments-report#1": "omitted",
        "law-inform#1": "omitted",
        "overall-first-release#1": "omitted",
        "target@fallback-channel": "omitted",
        "release-information#3": "omitted",
        "law-clarify#1": "omitted",  # the false three dead
        "overall-clarify#1": "omitted",
        "evaluate#1": "omitted",
        "statistics-to-departments#1": "omitted",
        "return-requisitioned#1": "omitted",
        "law-assess-losses#1": "omitted",
        "law-restore#1": "omitted",
        "law-return-property#1": "omitted",
        "overall-return-property#1": "omitted",
        **AFTER,
        "overall-first-handling#1": "omitted",  # ended undone
        "law-support-dependants#1": "omitted",  # ended undone
        "overall-handle#1": "omitted",  # ended undone
        "release-information#2": "omitted",  # ended undone
    }


def test_the_poor_runs_score(poor):
    results = Counter(each.result for each in poor.outcomes if each.counts)
    # late: the usual report and level III; omitted: 17 of the above and level III after the recount
    assert results == {"met": 25, "late": 2, "incomplete": 1, "omitted": 40}
    assert len(unhurried(poor)) == 18  # what the plans order without a clock counts, too
    assert score(poor) == (25 * 5 + 2 * 3 + 1 * 1 - 6, 68 * 5)  # 6 lost with contents that reports lacked


def test_what_the_script_says_was_done_counts_for_nobody(poor):
    assert {
        duties(poor)[name].result for name in ("alarm#1", "operators-report#1", "shanxi-unit-reports#1")
    } == {"open"}


def test_what_nobody_plays_is_named(poor):
    excused = {name: each for name, each in duties(poor).items() if each.result == "excused"}
    assert {"restore-land#1", "law-unit-rescues#1", "overall-unit-acts#1"} <= set(excused)
    assert all(each.why and each.units for each in excused.values())


def test_what_the_flame_out_ends_is_not_owed_any_more(poor):
    turn = next(turn for turn in poor.turns if turn.inject.id == "flame-out")
    assert "fire-brigade-prepares" in {one.duty for one in turn.stood_down}
    assert {one.duty for one in turn.became_owed} == {
        "mop-up", "guard-ground", "evaluate", "statistics", "statistics-to-departments", "restore-land",
        "support-restoration", "law-compensate", "overall-compensate",
    }  # fmt: skip


def test_acceptance_came_hours_after_the_flame_was_out(good):
    moments = {turn.inject.id: turn.at for turn in good.turns}
    assert moments["accepted"] - moments["flame-out"] == 11 * HOUR + 50 * MINUTE
    assert duties(good)["guard-ground#1"].result == "met"
