"""A level says its name, compares by gravity, and mixes with no text."""

import copy
import json
import operator
import pickle

import pytest

from respond import InputError, Level
from respond.errors import Text
from respond.facts import LevelScale, Rank

NAMES = ["none", "IV", "III", "II", "I"]
LEVELS = [Level(name) for name in NAMES]


def test_the_name_is_what_is_shown():
    for name, level in zip(NAMES, LEVELS, strict=True):
        assert (str(level), repr(level), f"{level}", f"{level:>5}", f"{level!s}", level.name) == (
            name, name, name, name.rjust(5), name, name,
        )  # fmt: skip


def test_graver_is_greater():
    assert sorted(LEVELS, reverse=True) == LEVELS[::-1]
    assert max(LEVELS) is Level("I")
    assert not Level("none")
    assert all(LEVELS[1:])
    assert Level("II") > Level("III") >= Level("III") != Level("IV") < Level("I")


def test_equal_levels_are_the_same_object():
    for place, level in enumerate(LEVELS):
        assert Level(level) is Level(place) is Level(str(level)) is level
        assert copy.deepcopy(level) is level
        assert pickle.loads(pickle.dumps(level)) is level  # noqa: S301 - our own
        assert hash(level) == hash(place)
    assert tuple(LEVELS) == Level.scale
    assert {level: str(level) for level in LEVELS}[Level("II")] == "II"


@pytest.mark.parametrize("found", ["V", "ii ", "", "3", -1, 5, True, 2.0, None, [], "Ⅱ级"])
def test_what_is_no_level_is_refused(found):
    with pytest.raises(InputError) as error:
        Level(found)
    assert [each.code for each in error.value.faults] == ["E340"]


def test_a_small_letter_is_a_slip():
    with pytest.raises(InputError, match="did you mean `II`"):
        Level("ii")


@pytest.mark.parametrize(
    "compare", [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge]
)
@pytest.mark.parametrize("text", ["II", "I", "worse"])
def test_a_text_is_no_level(compare, text):
    with pytest.raises(TypeError):
        compare(Level("II"), text)
    with pytest.raises(TypeError):
        compare(text, Level("II"))


def test_the_refusal_says_what_to_write():
    with pytest.raises(TypeError, match=r"compare the level II with Level\('I'\)"):
        operator.eq(Level("II"), "I")


def test_nothing_else_equals_a_level():
    assert Level("none") is not None
    assert Level("II") not in (None, (), [])
    assert json.dumps({"level": str(Level("II"))}) == '{"level": "II"}'


ORDERS = [operator.lt, operator.le, operator.gt, operator.ge]


def scale(*names):
    return LevelScale([Rank("none", LABEL, LABEL), *(Rank(name, LABEL, LABEL) for name in names)])


LABEL = Text("级", "level")


@pytest.mark.parametrize("compare", ORDERS)
def test_levels_of_two_scales_have_no_order(compare):
    outage = scale("SEV3", "SEV2", "SEV1")
    with pytest.raises(
        TypeError, match=r"SEV1 is of none < SEV3 < SEV2 < SEV1, II is of|II of none < IV < III < II < I"
    ):
        compare(outage.named("SEV1"), Level("II"))
    with pytest.raises(TypeError, match="levels of two scales"):
        compare(Level("II"), outage.named("SEV1"))
    with pytest.raises(TypeError, match="levels of two scales"):
        max(Level("II"), outage.named("SEV1"))


@pytest.mark.parametrize("compare", ORDERS)
def test_levels_of_the_same_names_numbers_and_what_lies_below_are_compared(compare):
    outage, same = scale("SEV3", "SEV2"), scale("IV", "III", "II", "I")
    for one, other in ((2, 3), (3, 3), (3, 2)):
        assert compare(Level(one), same[other]) is compare(one, other)
        assert compare(Level(one), other) is compare(one, Level(other)) is compare(one, other)
    assert compare(outage.none, Level("I")) is compare(0, 4)
    assert compare(Level("I"), outage.none) is compare(4, 0)
