"""An observation says who reported what, how sure, and as of when."""

import pytest

from respond.errors import InputError, Place, Text
from respond.facts import UNKNOWN, Between, Exactly, Fact, FactType, Standing, read_observation

DEATHS = Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")
SERIOUS = Fact("serious", FactType.FLAG, Text("严重", "serious"), judgement=True, by="health-bureau")


class Scalar(str):
    __slots__ = ("place", "plain")


def scalar(text, line):
    made = Scalar(text)
    made.place = Place("incident.yaml", line, 9)
    made.plain = True
    return made


def codes(raised):
    return [found.code for found in raised.value.faults]


def test_bare_values():
    seen = read_observation("3+", DEATHS)
    assert seen.value == Between(3, None)
    assert seen.standing is Standing.REPORTED
    assert (seen.source, seen.as_of, seen.by) == (None, None, None)


def test_full_form():
    seen = read_observation(
        {
            "value": "3",
            "source": "county hospital",
            "standing": "confirmed",
            "as_of": "2026-01-01T14:20+08:00",
            "by": "Wang",
            "note": "by phone",
        },
        DEATHS,
    )
    assert seen.value == Exactly(3)
    assert seen.standing is Standing.CONFIRMED
    assert seen.as_of.isoformat() == "2026-01-01T14:20:00+08:00"
    assert (seen.source, seen.by, seen.note) == ("county hospital", "Wang", "by phone")


def test_all_faults_at_once_and_in_place():
    node = {
        scalar("value", 2): scalar("-3", 2),
        scalar("standing", 3): scalar("confrimed", 3),
        scalar("as_of", 4): scalar("2026-02-30T10:00+08:00", 4),
        scalar("sauce", 5): scalar("x", 5),
        scalar("note", 6): scalar("", 6),
    }
    with pytest.raises(InputError) as raised:
        read_observation(node, DEATHS)
    assert codes(raised) == ["E303", "E332", "E323", "E329", "E335"]
    assert [found.place.line for found in raised.value.faults] == [2, 3, 4, 5, 6]
    assert raised.value.faults[1].suggestion == "confirmed"


def test_a_judgement_names_who_made_it():
    with pytest.raises(InputError, match="health-bureau"):
        read_observation("yes", SERIOUS)
    assert read_observation("yes", SERIOUS, by="Li").by == "Li"
    assert read_observation({"value": "yes", "by": "Li"}, SERIOUS).by == "Li"
    assert read_observation("unknown", SERIOUS).value is UNKNOWN


def test_a_mapping_without_a_value():
    with pytest.raises(InputError, match="E330"):
        read_observation({"source": "hospital"}, DEATHS)
