"""Values are shown exactly, in the reader's words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.errors import Text
from respond.facts import UNKNOWN, Between, Exactly, Fact, FactType, about, show_number, show_value


def fact(kind, **more):
    return Fact("it", FactType(kind), Text("事实", "fact"), **more)


@pytest.mark.parametrize(
    ("value", "asked", "zh", "en"),
    [
        (Exactly(1), fact("count", unit="case"), "1例", "1 case"),
        (Exactly(0), fact("count", unit="person"), "0人", "0 persons"),
        (Exactly(3), fact("count"), "3", "3"),
        (Between(3, None), fact("count", unit="case"), "至少3例", "at least 3 cases"),
        (Between(None, 4), fact("count", unit="case"), "至多4例", "at most 4 cases"),
        (Between(1, 4), fact("count", unit="case"), "1至4例", "1 to 4 cases"),
        (Between(900, 1200), fact("quantity", unit="ha"), "900至1200公顷", "900 to 1200 ha"),
        (Between(Fraction(1, 15), 1), fact("quantity", unit="ha"), "1亩至1公顷", "1 mu to 1 ha"),
        (
            Between(9_000_000, 120_000_000),
            fact("quantity", unit="yuan"),
            "900万元至1.2亿元",
            "9 to 120 million yuan",
        ),
        (Between(0, 4), fact("count"), "0至4", "0 to 4"),
        (Between(Fraction(1, 10), Fraction(1, 5)), fact("share"), "10%至20%", "10% to 20%"),
        (UNKNOWN, fact("count", unit="case"), "未知", "unknown"),
        (Exactly(120), fact("quantity", unit="ha"), "120公顷", "120 ha"),
        (Exactly(Fraction(1, 15)), fact("quantity", unit="ha"), "1亩", "1 mu"),
        (Exactly(Fraction(1, 7)), fact("quantity", unit="ha"), "1/7公顷", "1/7 ha"),
        (Exactly(150_000_000), fact("quantity", unit="yuan"), "1.5亿元", "150 million yuan"),
        (Exactly(4_000_000), fact("quantity", unit="yuan"), "400万元", "4 million yuan"),
        (Exactly(Fraction(1, 3)), fact("quantity", unit="h"), "20分钟", "20 minutes"),
        (Exactly(1), fact("quantity", unit="h"), "1小时", "1 hour"),
        (Exactly(Fraction(3, 20)), fact("share"), "15%", "15%"),
        (Exactly(Fraction(1, 3)), fact("share"), "1/3", "1/3"),
        (Exactly(True), fact("flag"), "是", "yes"),
        (
            Exactly("a"),
            fact("choice", choices={"a": Text("甲", "first"), "b": Text("乙", "b")}),
            "甲",
            "first",
        ),
    ],
)
def test_shows(value, asked, zh, en):
    assert show_value(value, asked, "zh") == zh
    assert show_value(value, asked, "en") == en


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        (Fraction(1, 4), "15分钟", "15 minutes"),
        (Fraction(1, 120), "30秒", "30 seconds"),
        (Fraction(3, 2), "1.5小时", "1.5 hours"),
        (48, "48小时", "48 hours"),
        (0, "0小时", "0 hours"),
    ],
)
def test_less_than_the_unit_of_a_time_is_told_in_a_smaller_one(hours, zh, en):
    asked = fact("quantity", unit="h")
    assert (show_value(Exactly(hours), asked, "zh"), show_value(Exactly(hours), asked, "en")) == (zh, en)


@given(st.fractions(0, 1, max_denominator=10**6))
def test_a_share_is_not_rounded_to_a_whole_per_cent_it_is_not(share):
    shown = Fraction(about(share).removesuffix("%"))
    assert abs(shown - share * 100) <= Fraction(1, 20)
    if (share * 100).denominator != 1 and min(share * 100 % 1, -share * 100 % 1) > Fraction(1, 10**6):
        assert shown.denominator != 1


def test_choices_that_share_a_label_show_their_keys():
    asked = fact("choice", choices={"a": Text("同", "same"), "b": Text("同", "other")})
    assert show_value(Exactly("a"), asked, "zh") == "a"
    assert show_value(Exactly("a"), asked, "en") == "same"


def test_differences_may_be_negative():
    assert show_number(-5, "count:case", "en") == "-5 cases"
    assert show_number(Fraction(-3, 2), "area", "zh") == "-1.5公顷"
