"""The guarantee falling due: what the two recorded runs are worth, as worked out on paper.

Clause 3.2.2 asks for a month and a half before maturity (30 October): 30 September, and 15 days less is the end of
15 September, 134:59:59 after the start on 10 September at 09:00. 1.5.2(3): 1 of 7 governments is from 10 % and under
15 %, 2 of 7 are over it; 4.1: a debt of the city's own level goes by what it reaches.
"""

from collections import Counter

import pytest
from held import (
    HOUR,
    MINUTE,
    SECOND,
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

EXERCISE = "debt-guarantee-due"


def called(run, inject):
    turn = next(turn for turn in run.turns if turn.inject.id == inject)
    return str(turn.situation.leading.response.called.certain)


def test_unmet_liability_of_the_city_is_level_ii_and_response_ii(good):
    assert levels(good)["called-early"] == ("II", "I")  # 1 of 7; the province not yet known
    assert levels(good)["province-answers"] == ("II", "II")
    assert (called(good, "forecast"), called(good, "called-early")) == ("none", "II")


def test_with_a_county_it_is_level_i_and_response_i():
    scenario = load_scenario(shipped("scenarios") / "debt-guarantee-due.yaml")
    run = run_scenario(scenario, default_library(), "county-too")
    assert levels(run)["county-guarantee"] == ("I", "I")
    assert called(run, "county-guarantee") == "I"
    chain = next(turn for turn in run.turns if turn.inject.id == "county-guarantee")
    assert {"i-report-province", "default-report-county"} <= {one.duty for one in chain.became_owed}


@pytest.mark.parametrize("name", ["good", "poor"])
def test_the_limits(name):
    run = played("debt-guarantee-due", name)
    assert duties(run)["ahead-contingent-unit#1"].due.isoformat() == "2026-09-15T23:59:59+08:00"
    assert due(run, "shanxi-direct-to-province#1") == "+865:00"
    assert due(run, "shanxi-local-to-superior#1") == "+866:00"


def test_confirming_opens_the_way_up_and_to_the_members(good):
    found = given(good)
    assert (found["registry"], found["both-sign"], found["sealed"]) == ("+50:00", "+72:00", "+72:30")
    sealed = next(turn for turn in good.turns if turn.inject.id == "sealed")
    assert {one.duty for one in sealed.became_owed} == {
        "onward-contingent-unit",
        "tell-members-contingent-unit",
    }
    assert duties(good)["tell-members-contingent-unit#1"].taken == HOUR  # +72:30 to +73:30


def test_the_good_run_left_one_addressee_out(good):
    assert faults(good) == {"summarise#1": "incomplete"}
    assert [each.en for each in duties(good)["summarise#1"].missing] == ["government one level up"]
    assert calls(good) == [("II", "met"), ("II", "met")]
    assert curve(good) == (12, 0, 60)  # none +864:00-864:12; II while nothing held +940:00-941:00
    assert score(good) == (44 * 5 + 1 * 1, 45 * 5)  # one report that several plans ask for counts once
    assert ratings(good) == {"ahead": "P", "level": "P", "report": "P", "response": "P", "finish": "S"}
    assert lost(good) == []


def test_the_poor_run_reported_ahead_to_one_and_five_hours_late_to_the_other(poor):
    outcome = duties(poor)["ahead-contingent-unit#1"]
    assert (outcome.result, outcome.by) == ("late", 5 * HOUR + SECOND)
    assert (given(poor)["five-days"], given(poor)["registry"]) == ("+96:00", "+140:00")


def test_what_nobody_confirmed_was_signed_before_the_deputy_mayor(poor):
    assert given(poor)["signing-stuck"] == "+240:00"
    assert [inject.id for inject in poor.never] == ["papers-fetched", "both-sign", "sealed"]
    assert [each.en for each in duties(poor)["tell-members-contingent-unit#1"].missing] == [
        "city health and family planning commission",
        "development zone committee",
        "provincial finance department",
    ]
    assert lost(poor) == [
        ("+320:00", "onward-contingent-unit", "e-mail was cut from +12d 22:00 on: it did not go through")
    ]


def test_the_poor_run_took_one_debt_for_level_iv(poor):
    # wrong for 100 minutes, longer than an hour
    assert calls(poor) == [("II", "late"), ("II", "met")]
    # none +864:00-864:30; IV at II to +865:40; II while nothing held +940:00 to the end at +990:00
    assert curve(poor) == (30, 70, 50 * 60)
    assert given(poor)["too-mild"] == "+865:30"  # its own offset: too low for an hour by then, from +864:30
    assert duties(poor)["shanxi-direct-to-province#1"].by == HOUR + 10 * MINUTE


def test_the_poor_runs_score(poor):
    assert faults(poor) == {
        "ahead-contingent-unit#1": "late",
        "shanxi-direct-to-province#1": "late",
        "tell-members-contingent-unit#1": "incomplete",
        "summarise#1": "incomplete",
        "default-report-unit#1": "omitted",  # having reported ahead does not replace it
        "department-reports#1": "omitted",
        "keep-records#1": "omitted",
        "iii-progress-city#1": "missed",  # no progress was reported to the province before the end
        "target@cap-on-paper": "omitted",
        "guide-opinion#1": "omitted",  # ended undone
        "prevent-unrest#1": "omitted",  # ended undone
        "overall-first-release#1": "omitted",  # ended undone
        "overall-clarify#1": "omitted",  # ended undone
    }
    results = Counter(each.result for each in poor.outcomes if each.counts)
    assert results == {"met": 6, "late": 3, "incomplete": 2, "missed": 1, "omitted": 30}
    # late: two reports for 3 and level II for 1
    assert len(unhurried(poor)) == 22  # what the plans order without a clock counts, too
    assert score(poor) == (6 * 5 + 2 * 3 + 3 * 1, 42 * 5)
    # level: 6 of 10
    assert ratings(poor) == {"ahead": "U", "level": "M", "report": "M", "response": "U", "finish": "U"}
