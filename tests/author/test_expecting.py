"""The comparison of an expected answer with a found one tells what differs, and nothing else."""

from datetime import datetime

import pytest

from respond.author import Check, Expect, ExpectedObligation, failures_of
from respond.log import quick_incident
from respond.plan import Library
from respond.situation import situate

LIBRARY = Library.default()
NOW = datetime.fromisoformat("2026-03-02T14:00+08:00")
VALUES = ["damaged_forest=5ha", "damaged_grassland=12ha", "deaths=0", "serious_injuries=0"]


@pytest.fixture(scope="module")
def fire():
    incident = quick_incident("jiaocheng/forest-fire", VALUES, occurred=NOW.isoformat())
    return situate(incident, LIBRARY, now=NOW)


@pytest.fixture(scope="module")
def vaccine():
    values = ["quality_suspected=yes", "deaths=3"]
    received = "received=2026-03-02T12:00+08:00"
    incident = quick_incident("vaccine-quality", values, events=[received], occurred="2026-03-02T11:00+08:00")
    return situate(incident, LIBRARY, now=NOW)


def told(situation, wanted):
    return [failure.text.en for failure in failures_of(wanted, situation, NOW)]


def check(**wanted):
    return Check(now=NOW, level="IV", could_reach="IV", **wanted)


def test_the_distance_is_the_least_change_that_gives_a_graver_level(fire):
    assert told(fire, check(distance={"damaged_forest": "10 ha", "deaths": "3 persons"})) == []


def test_a_distance_to_a_graver_level_still_is_not_the_least(fire):
    found = told(fire, check(distance={"damaged_forest": "1000 ha"}))
    assert found == ["distance of `damaged_forest`: expected 1000 ha, found 10 ha"]


def test_readings_and_remarks_that_must_be_shown_are_looked_for(fire):
    assert told(fire, check(shows=("forest-and-grassland", "special-danger-season"))) == []
    assert told(fire, check(shows=("one-mu",))) == ["`one-mu`: expected shown, found not shown"]


def test_readings_and_remarks_that_must_not_be_shown_are_found(fire):
    assert told(fire, check(hides=("one-mu", "zone-guashan"))) == []
    found = told(fire, check(hides=("special-danger-season",)))
    assert found == ["`special-danger-season`: expected not shown, found shown"]


def test_numbers_the_plan_computes_and_what_a_step_brought_are_compared():
    values = [
        "debt_kind=contingent",
        "debt_class=existing_guarantee",
        "unpaid=3000万元",
        "guaranteed_amount=1200万元",
        "foreign_loan=no",
    ]
    found = situate(quick_incident("debt-risk", values, occurred=NOW.isoformat()), LIBRARY, now=NOW)
    wanted = {"level": "none", "could_reach": "I"}
    assert (
        told(found, Check(now=NOW, **wanted, computed={"compensation_cap": "12 million yuan"}, new=())) == []
    )
    other = Check(now=NOW, **wanted, computed={"compensation_cap": "15 million yuan"}, new=("x",))
    assert told(found, other) == [
        "`x`: expected new, found not new",
        "computed `compensation_cap`: expected 15 million yuan, found 12 million yuan",
    ]


def test_lists_of_duties_are_complete_beside_an_incident_and_not_in_a_test(vaccine):
    owed = sorted({one.duty for one in vaccine.obligations if one.open and not one.provisional})
    assert told(vaccine, Expect(duties=tuple(owed[:1]))) == []
    assert told(vaccine, Check(now=NOW, duties=tuple(owed))) == []
    (missing,) = told(vaccine, Check(now=NOW, duties=tuple(owed[1:])))
    assert owed[0] in missing
    assert told(vaccine, Expect(duties=tuple(owed[1:]), exactly=("duties",))) == [missing]
    assert told(vaccine, Expect(duties_exactly=tuple(owed[1:]))) == [missing]


def test_an_obligation_is_compared_by_its_state_its_limit_and_its_round(vaccine):
    def about(name, **wanted):
        return told(vaccine, Expect(obligations={name: ExpectedObligation(**wanted)}))

    assert about("report-up", state="overdue", due="2026-03-02T13:00+08:00", provisional=False) == []
    assert about("report-up#1", state="overdue") == []
    assert about("report-up", state="met") == ["duty `report-up`: expected met, found overdue"]
    assert about("report-up#2", state="met") == ["duty `report-up#2`: expected met, found not owed"]
    (late,) = about("report-up", due="2026-03-02T13:30+08:00")
    assert late.startswith("deadline of duty `report-up`")
    (undone,) = about("report-up", done="2026-03-02T13:00+08:00")
    assert undone.endswith("found none")
