"""Choices that stand in an order take ranges, in a form that can be given back; others refuse them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.errors import LANGUAGES, InputError, Text
from respond.facts import (
    Between,
    Exactly,
    Fact,
    FactType,
    at_least,
    at_most,
    between,
    check_fact,
    read_value,
    show_value,
)

LABEL = Text("烈度", "intensity")
STEPS = {
    "none": Text("无", "not felt"),
    "weak": Text("弱", "weak"),
    "strong": Text("强", "strong, to be felt by all"),
    "severe": Text("极强", "severe"),
}
INTENSITY = Fact("intensity", FactType.CHOICE, LABEL, worse="up", choices=STEPS)
FALLING = Fact("state", FactType.CHOICE, LABEL, worse="down", choices=STEPS)
LOOSE = Fact("kind", FactType.CHOICE, LABEL, choices=STEPS)


@pytest.mark.parametrize("asked", [INTENSITY, FALLING], ids=["worse-up", "worse-down"])
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("strong+", Between("strong", None)),
        ("strong +", Between("strong", None)),
        ("强＋", Between("strong", None)),
        ("at least strong", Between("strong", None)),
        ("at least strong, to be felt by all", Between("strong", None)),
        ("weak or more", Between("weak", None)),
        ("至少强", Between("strong", None)),
        ("强以上", Between("strong", None)),
        ("弱及以上", Between("weak", None)),
        ("strong..", Between("strong", None)),
        ("..weak", Between(None, "weak")),
        ("at most weak", Between(None, "weak")),
        ("不超过弱", Between(None, "weak")),
        ("weak..strong", Between("weak", "strong")),
        ("weak .. 强", Between("weak", "strong")),
        ("弱至强", Between("weak", "strong")),
        ("weak to strong, to be felt by all", Between("weak", "strong")),
        ("severe+", Exactly("severe")),
        ("at most 无", Exactly("none")),
        ("weak..weak", Exactly("weak")),
        ("strong, to be felt by all", Exactly("strong")),
        ({"at_least": "weak"}, Between("weak", None)),
        ({"at_least": "弱", "at_most": "strong, to be felt by all"}, Between("weak", "strong")),
        ({"value": "weak+"}, Between("weak", None)),
        (at_least("strong"), Between("strong", None)),
        (at_most("weak"), Between(None, "weak")),
        (between("weak", "强"), Between("weak", "strong")),
    ],
)
def test_ranges_go_by_the_order_of_the_plan(asked, text, value):
    assert read_value(text, asked) == value


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("strog+", "E319", "`strog`"),
        ("weak..strog", "E319", "none..severe"),
        ("strong..weak", "E316", "strong"),
        ("weak or less", "E319", "weak or less"),
        ("weak..strong..severe", "E319", "`strong..severe`"),
        ({"at_least": "strog"}, "E319", "strog"),
        ({"at_least": "weak..strong"}, "E338", "weak..strong"),
        ({"at_least": "unknown"}, "E338", "unknown"),
        (at_least(3), "E341", "3"),
    ],
)
def test_what_is_no_range_of_them_is_refused(text, code, words):
    with pytest.raises(InputError) as raised:
        read_value(text, INTENSITY)
    assert [found.code for found in raised.value.faults] == [code]
    assert words in raised.value.render("en")


@pytest.mark.parametrize("text", ["strong+", "至少强", "weak..strong", {"at_least": "weak"}, at_most("weak")])
def test_choices_without_an_order_take_no_range(text):
    with pytest.raises(InputError) as raised:
        read_value(text, LOOSE)
    assert [found.code for found in raised.value.faults] == ["E318"]
    assert "worse" in raised.value.render("zh")


def test_an_end_may_be_called_what_parts_a_range():
    grades = Fact(
        "grade", FactType.CHOICE, LABEL, worse="up", choices={k: Text(k, k) for k in ("C+", "B", "A")}
    )
    assert read_value({"at_least": "C+", "at_most": "B"}, grades) == Between("C+", "B")
    assert read_value("C++", grades) == Between("C+", None)


def test_a_range_is_shown_as_it_can_be_given():
    shown = [show_value(Between(*ends), INTENSITY, lang) for ends in (("weak", None), (None, "weak"), ("none", "weak"))
             for lang in LANGUAGES]  # fmt: skip
    assert shown == ["至少弱", "at least weak", "至多弱", "at most weak", "无至弱", "not felt to weak"]


WORDS = st.sampled_from(["a", "b", "至", " to ", "+", "以上", "至少", "at most ", "..", "unknown", "未知", "~", " ", "　"])  # fmt: skip
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map("".join)


@st.composite
def ordered(draw):
    """Draw a fact whose keys and labels hold the words that part a range, and one value of it."""
    keys = draw(st.lists(PHRASES, min_size=2, max_size=4, unique=True))
    choices = {key: Text(draw(PHRASES), draw(PHRASES)) for key in keys}
    fact = Fact("it", FactType.CHOICE, LABEL, worse=draw(st.sampled_from(["up", "down"])), choices=choices)
    low, high = sorted(draw(st.tuples(*[st.integers(0, len(keys) - 1)] * 2)))
    value = Exactly(keys[low]) if low == high else Between(keys[low], keys[high])
    return fact, value


@given(ordered(), st.sampled_from(LANGUAGES))
def test_whatever_they_are_called_what_is_shown_reads_back(drawn, lang):
    fact, value = drawn
    if not check_fact(fact):
        assert read_value(show_value(value, fact, lang), fact) == value


@pytest.mark.parametrize(
    "key", ["a..b", "null", "~", "Unknown", "UNKNOWN", "ｕｎｋｎｏｗｎ", " a", "", "x" * 201]
)
def test_a_key_that_could_not_be_given_is_refused(key):
    asked = Fact("it", FactType.CHOICE, LABEL, choices={"a": LABEL, key: LABEL})
    assert [found.code for found in check_fact(asked)] == ["E358"]
