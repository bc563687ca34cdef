"""What a program gives for a fact: taken exactly, in the unit of the fact, or refused with a code."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.errors import InputError, Text
from respond.facts import (
    UNKNOWN,
    Between,
    Ends,
    Exactly,
    Fact,
    FactType,
    Level,
    at_least,
    at_most,
    between,
    exact_value,
    read_observation,
    read_value,
)

LABEL = Text("甲", "A")
COUNT = Fact("deaths", FactType.COUNT, LABEL, unit="case")
AREA = Fact("area", FactType.QUANTITY, LABEL, unit="ha")
LOSS = Fact("loss", FactType.QUANTITY, LABEL, unit="万元", min="0.000001", max="1亿元")
SHARE = Fact("share", FactType.SHARE, LABEL)
FLAG = Fact("flag", FactType.FLAG, LABEL)
CHOICE = Fact("choice", FactType.CHOICE, LABEL, choices={"major": Text("重大", "major"), "general": LABEL})
DAY = Fact("day", FactType.DATE, LABEL)
MOMENT = Fact("moment", FactType.INSTANT, LABEL)
WORDS = Fact("words", FactType.TEXT, LABEL)
FACTS = [COUNT, AREA, LOSS, SHARE, FLAG, CHOICE, DAY, MOMENT, WORDS]
NINE = datetime(2026, 11, 21, 9, tzinfo=timezone(timedelta(hours=8)))


class Step(IntEnum):
    THREE = 3


def codes(error):
    return [each.code for each in error.value.faults]


@pytest.mark.parametrize(
    ("fact", "value", "wanted"),
    [
        (COUNT, 3, 3),
        (COUNT, Step.THREE, 3),
        (COUNT, Decimal("3.0"), 3),
        (COUNT, Fraction(6, 2), 3),
        (AREA, 5, 5),
        (AREA, Decimal("0.067"), Fraction(67, 1000)),
        (AREA, Fraction(1, 15), Fraction(1, 15)),
        (AREA, Decimal("0E-999999"), 0),
        (LOSS, 5, 50_000),
        (LOSS, Decimal("0.5"), 5_000),
        (LOSS, Fraction(1, 3), Fraction(10_000, 3)),
        (LOSS, 10_000, 100_000_000),
        (SHARE, Decimal("0.15"), Fraction(3, 20)),
        (SHARE, 1, 1),
        (FLAG, True, True),
        (FLAG, False, False),
        (CHOICE, "major", "major"),
        (DAY, date(2026, 1, 1), date(2026, 1, 1)),
        (MOMENT, NINE, NINE),
        (WORDS, "甲", "甲"),
    ],
)
def test_exact_values_are_taken_exactly_in_the_unit_of_the_fact(fact, value, wanted):
    taken = exact_value(value, fact)
    assert (taken, type(taken)) == (wanted, type(wanted))
    if not isinstance(value, str):
        assert read_value(value, fact) == Exactly(wanted)
        assert read_value({"value": value}, fact) == Exactly(wanted)


@pytest.mark.parametrize(
    ("fact", "value", "code"),
    [
        *((fact, None, "E301") for fact in FACTS),
        *((fact, object(), "E341") for fact in FACTS),
        *((fact, b"3", "E341") for fact in FACTS),
        *((fact, 0.5, "E342") for fact in (COUNT, AREA, LOSS, SHARE)),
        *((fact, float("nan"), "E342") for fact in (COUNT, AREA, LOSS, SHARE)),
        *((fact, 3.0, "E341") for fact in (FLAG, CHOICE, DAY, MOMENT, WORDS)),
        *((fact, True, "E341") for fact in FACTS if fact is not FLAG),
        *((fact, Level("II"), "E341") for fact in FACTS),
        *((fact, 1j, "E341") for fact in FACTS),
        *((fact, Decimal("NaN"), "E305") for fact in (COUNT, AREA, LOSS, SHARE)),
        *((fact, Decimal("sNaN"), "E305") for fact in (COUNT, AREA, LOSS, SHARE)),
        *((fact, Decimal("-Infinity"), "E305") for fact in (COUNT, AREA, LOSS, SHARE)),
        *((fact, Decimal("1E+999999"), "E306") for fact in (COUNT, AREA, LOSS, SHARE)),
        *((fact, Decimal("1E-999999"), "E306") for fact in (COUNT, AREA, LOSS, SHARE)),
        *((fact, Fraction(10**5000), "E306") for fact in (COUNT, AREA, LOSS, SHARE)),
        *((fact, Fraction(1, 10**5000), "E306") for fact in (COUNT, AREA, LOSS, SHARE)),
        *((fact, -1, "E303") for fact in (COUNT, AREA, LOSS, SHARE)),
        *((fact, Fraction(-1, 3), "E303") for fact in (COUNT, AREA, LOSS, SHARE)),
        (COUNT, Decimal("0.5"), "E304"),
        (COUNT, 10**15 + 1, "E306"),
        (AREA, 10**18 + 1, "E306"),
        (LOSS, 10**14 + 1, "E306"),
        (LOSS, 0, "E326"),
        (LOSS, 10_001, "E326"),
        (SHARE, 15, "E315"),
        (FLAG, 1, "E341"),
        (FLAG, 0, "E341"),
        (FLAG, "no", "E341"),
        (COUNT, "3", "E341"),
        (CHOICE, "big", "E319"),
        (DAY, NINE, "E341"),
        (DAY, date(1, 1, 1), "E333"),
        (MOMENT, date(2026, 1, 1), "E341"),
        (MOMENT, datetime(2026, 1, 1), "E341"),  # noqa: DTZ001 - meant
        (MOMENT, datetime(9999, 1, 1, tzinfo=UTC), "E333"),
    ],
)
def test_what_a_fact_cannot_be_is_refused(fact, value, code):
    with pytest.raises(InputError) as error:
        exact_value(value, fact)
    assert codes(error) == [code]


@given(st.sampled_from(FACTS), st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(),
       st.fractions(), st.text(), st.binary(), st.dates(), st.datetimes(), st.complex_numbers(),
       st.lists(st.integers()), st.tuples(), st.just(UNKNOWN), st.just(at_least(1))))  # fmt: skip
def test_nothing_ends_in_any_other_error(fact, value):
    for take in (exact_value, read_value, read_observation):
        try:
            take(value, fact)
        except InputError as error:
            assert error.faults


@given(st.sampled_from([COUNT, AREA, LOSS, SHARE]), st.one_of(st.integers(0, 10**16), st.decimals(0, 10**16),
       st.fractions(0, 100)))  # fmt: skip
def test_a_number_is_what_its_text_with_the_unit_is(fact, value):
    unit = "" if fact is SHARE else f" {fact.unit}"
    digits = f"{value:f}" if isinstance(value, Decimal) else str(value)

    def outcome(take, given):
        try:
            return take(given, fact)
        except InputError as error:
            return error.faults[0].code

    text = outcome(read_value, digits + unit)
    if text not in {"E304", "E306"}:  # a count reads neither 3.0 nor 6/2, and no text has so many digits
        assert outcome(read_value, value) == text


def test_ranges_are_closed_and_in_the_unit_of_the_fact():
    assert read_value(at_least(3), COUNT) == Between(3, None)
    assert read_value(at_most(4), COUNT) == Between(None, 4)
    assert read_value(between(1, 4), COUNT) == Between(1, 4)
    assert read_value(between(3, 3), COUNT) == Exactly(3)
    assert read_value(between(None, 4), COUNT) == read_value(at_most(4), COUNT)
    assert read_value(at_least(Decimal("0.5")), LOSS) == Between(5_000, None)
    assert read_value(between(1, "3万元"), LOSS) == Between(10_000, 30_000)
    assert read_value(at_least("120 ha"), AREA) == read_value("120 ha+", AREA) == Between(120, None)
    assert read_value(at_most(date(2026, 1, 1)), DAY) == Between(None, date(2026, 1, 1))
    assert read_value(at_least(NINE), MOMENT) == Between(NINE, None)
    assert read_value(UNKNOWN, COUNT) is UNKNOWN


@pytest.mark.parametrize(
    ("fact", "value", "code"),
    [
        (COUNT, between(4, 1), "E316"),
        (COUNT, between(None, None), "E317"),
        (COUNT, at_least(None), "E317"),
        (FLAG, at_least(True), "E318"),
        (CHOICE, at_most("major"), "E318"),
        (COUNT, at_least(0.5), "E342"),
        (COUNT, at_least(True), "E341"),
        (COUNT, at_least(UNKNOWN), "E338"),
        (COUNT, at_least(at_least(3)), "E338"),
        (COUNT, at_least([3]), "E331"),
        (LOSS, between(0, 5), "E326"),
        (COUNT, [3], "E331"),
        (COUNT, (3,), "E331"),
    ],
)
def test_ranges_that_are_none_are_refused(fact, value, code):
    with pytest.raises(InputError) as error:
        read_value(value, fact)
    assert codes(error) == [code]


def test_a_range_shows_what_was_written():
    assert [repr(each) for each in (at_least(3), at_most("4 ha"), between(1, 4), Ends(None, None))] == [
        "at_least(3)",
        "at_most('4 ha')",
        "between(1, 4)",
        "between(None, None)",
    ]
    assert at_least(3) == at_least(3) != at_most(3)


def test_an_observation_says_more_of_a_python_value():
    told = {
        "value": at_least(3),
        "source": "hospital",
        "standing": "confirmed",
        "as_of": NINE,
        "note": "by phone",
    }
    read = read_observation(told, COUNT)
    assert (read.value, read.source, read.standing, read.as_of) == (
        Between(3, None),
        "hospital",
        "confirmed",
        NINE,
    )
