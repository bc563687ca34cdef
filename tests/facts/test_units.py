"""Units convert exactly and are known by their names in both languages."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.errors import InputError, Text
from respond.facts import (
    UNITS,
    Exactly,
    Fact,
    FactType,
    base_unit,
    dimension_name,
    find_unit,
    halfwidth,
    parse_unit,
    read_value,
)


@given(st.sampled_from(UNITS), st.fractions(0, 10**6, max_denominator=10**4))
def test_conversion_is_exact(unit, number):
    if unit.dimension.startswith("count:"):
        return
    asked = Fact("it", FactType.QUANTITY, Text("量", "it"), unit=unit.symbol)
    read = read_value(f"{number.numerator}/{number.denominator} {unit.zh}", asked)
    assert isinstance(read, Exactly)
    assert Fraction(read.value) / unit.factor == number


def test_every_name_finds_its_unit():
    for unit in UNITS:
        for name in (unit.symbol, unit.zh, unit.en, unit.plural, *unit.aliases):
            assert find_unit(name) is unit, name


def test_every_dimension_has_a_base_and_a_name():
    for unit in UNITS:
        assert base_unit(unit.dimension).factor == 1
        assert dimension_name(unit.dimension).zh


def test_fifteen_mu_are_a_hectare():
    assert 15 * parse_unit("亩").factor == parse_unit("ha").factor


def test_an_unknown_unit_is_refused_with_a_suggestion():
    with pytest.raises(InputError) as raised:
        parse_unit("hecatre")
    assert raised.value.faults[0].suggestion == "hectare"
    assert find_unit("parsec") is None


def test_full_width_forms_are_plain_but_powers_are_not():
    assert halfwidth("１２．５％") == "12.5%"
    assert halfwidth("5²") == "5²"


def test_names_behind_numbers():
    case = parse_unit("case")
    assert case.shown("en", one=True) == "case"
    assert case.shown("en") == "cases"
    assert case.shown("zh") == "例"
    assert parse_unit("ha").factor == Fraction(1)
