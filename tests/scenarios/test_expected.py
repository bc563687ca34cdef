"""The comparison of an expected answer with a found one tells what differs, and nothing else."""

from datetime import datetime

import pytest

from respond.log import quick_incident
from respond.plan import Library
from respond.situation import Check, differences, situate

LIBRARY = Library.default()
NOW = datetime.fromisoformat("2026-03-02T14:00+08:00")
VALUES = ["damaged_forest=5ha", "damaged_grassland=12ha", "deaths=0", "serious_injuries=0"]


@pytest.fixture(scope="module")
def situation():
    incident = quick_incident("jiaocheng/forest-fire", VALUES, occurred=NOW.isoformat())
    return situate(incident, LIBRARY, now=NOW)


def check(**wanted):
    return Check(now=NOW, level="IV", could_reach="IV", **wanted)


def test_the_distance_is_the_least_change_that_gives_a_graver_level(situation):
    assert (
        list(differences(check(distance={"damaged_forest": "10 ha", "deaths": "3 persons"}), situation)) == []
    )


def test_a_distance_to_a_graver_level_still_is_not_the_least(situation):
    found = list(differences(check(distance={"damaged_forest": "1000 ha"}), situation))
    assert found == ["distance of damaged_forest: expected 1000 ha, found 10 ha"]


def test_readings_and_remarks_that_must_be_shown_are_looked_for(situation):
    shown = check(shows=("forest-and-grassland", "special-danger-season"))
    assert list(differences(shown, situation)) == []
    assert list(differences(check(shows=("one-mu",)), situation)) == ["one-mu should be shown"]


def test_readings_and_remarks_that_must_not_be_shown_are_found(situation):
    assert list(differences(check(hides=("one-mu", "zone-guashan")), situation)) == []
    found = list(differences(check(hides=("special-danger-season",)), situation))
    assert found == ["special-danger-season should not be shown"]


def test_numbers_the_plan_computes_and_what_a_step_brought_are_compared():
    values = [
        "debt_kind=contingent",
        "debt_class=existing_guarantee",
        "unpaid=3000万元",
        "guaranteed_amount=1200万元",
    ]
    found = situate(quick_incident("debt-risk", values, occurred=NOW.isoformat()), LIBRARY, now=NOW)
    wanted = Check(
        now=NOW, level="none", could_reach="I", computed={"compensation_cap": "12 million yuan"}, new=()
    )
    assert list(differences(wanted, found)) == []
    other = Check(
        now=NOW, level="none", could_reach="I", computed={"compensation_cap": "15 million yuan"}, new=("x",)
    )
    assert list(differences(other, found)) == [
        "new: missing ['x'], not expected []",
        "computed compensation_cap: expected 15 million yuan, found 12 million yuan",
    ]
