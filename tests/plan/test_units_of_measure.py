"""Units of measure a plan declares: exact, in dimensions of its own, known wherever its numbers are."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond import InputError, level_function
from respond.facts import Between, Exactly, Units, own_units, read_value, show_value
from respond.plan import Library
from small_plan import shelve

LOSS = """\
respond: plan/1
id: testland/loss
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {en: Losses}
units_of_measure:
  EUR: {dimension: euro, also: [euro, euros]}
  kEUR: {dimension: euro, factor: 1000}
  USD: {dimension: dollar}
  g: {dimension: mass, en: gram, plural: grams}
  mg: {dimension: mass, factor: 1/1000}
  acre: {dimension: area, factor: "0.40468564224"}
  client: {dimension: count, zh: 个客户, en: client, plural: clients}
  speed: {dimension: velocity, en: m/s, also: [mps]}
facts:
  cost: {type: quantity, unit: EUR, worse: up, label: {en: cost}, clause: "1"}
  dust: {type: quantity, unit: mg, worse: up, label: {en: dust}, clause: "1"}
  land: {type: quantity, unit: acre, worse: up, label: {en: land}, clause: "1"}
  clients: {type: count, unit: client, worse: up, label: {en: clients}, clause: "1"}
  wind: {type: quantity, unit: speed, worse: up, label: {en: wind}, clause: "1"}
levels:
  I: [{id: I-cost, when: cost > 100 kEUR, clause: "1"}, {id: I-wind, when: wind >= 20.8 speed, clause: "1"}]
  II: [{id: II-dust, when: dust >= 2 g, clause: "1"}, {id: II-clients, when: clients > 10, clause: "1"}]
  III: [{id: III-land, when: land >= 1 ha, clause: "1"}]
ledger: {"1": {status: encoded}}
"""


def loss(folder, text=LOSS):
    library = Library([shelve(folder, text, "testland/loss/2020")])
    return library.prepared(library.find("loss"))


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("cost", "100000 EUR", 100_000), ("cost", "100kEUR", 100_000), ("cost", "0.5 keur", 500),
        ("cost", "7 euros", 7), ("cost", "7", None), ("cost", "7 USD", None), ("cost", "7 yuan", None),
        ("dust", "1 mg", Fraction(1, 1000)), ("dust", "2 grams", 2), ("dust", "3 ha", None),
        ("land", "1 acre", Fraction("0.40468564224")), ("land", "1 ha", 1), ("land", "15 mu", 1),
        ("clients", "3 clients", 3), ("clients", "3个客户", 3), ("clients", "3", 3), ("clients", "3 persons", None),
        ("wind", "20.8 m/s", Fraction("20.8")), ("wind", "20.8 mps", Fraction("20.8")),
    ],
)  # fmt: skip
def test_a_value_is_read_in_any_unit_of_its_dimension(tmp_path, fact, text, value):
    declared = loss(tmp_path).facts[fact]
    if value is None:
        with pytest.raises(InputError):
            read_value(text, declared)
    else:
        assert read_value(text, declared) == Exactly(value)


def test_ranges_have_units_too_and_what_is_shown_can_be_given_back(tmp_path):
    plan = loss(tmp_path)
    for fact, text in (
        ("cost", "1..2 kEUR"),
        ("dust", "5 mg+"),
        ("clients", "3+"),
        ("land", "..2 acre"),
        ("wind", "21 m/s"),
    ):
        declared = plan.facts[fact]
        value = read_value(text, declared)
        for lang in ("zh", "en"):
            assert read_value(show_value(value, declared, lang), declared) == value
    assert read_value("1..2 kEUR", plan.facts["cost"]) == Between(1000, 2000)


def test_the_level_hangs_on_exact_numbers(tmp_path):
    loss(tmp_path)
    function = level_function("loss", library=Library([tmp_path]))
    none = {"cost": 0, "dust": 0, "land": 0, "clients": 0, "wind": 0}
    for fact, value, level in (
        ("cost", 100_000, "none"), ("cost", Fraction("100000.01"), "I"), ("dust", 1999, "none"), ("dust", 2000, "II"),
        ("clients", 10, "none"), ("clients", 11, "II"), ("wind", Fraction("20.8"), "I"),
        ("land", Fraction("2.4"), "none"), ("land", Fraction("2.5"), "III"),
    ):  # fmt: skip
        assert str(function({**none, fact: value})) == level, (fact, value)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("cost > 100 kEUR", "cost > 100 USD", "E427"),
        ("cost > 100 kEUR", "cost > 100 yuan", "E427"),
        ("cost > 100 kEUR", "cost > 100 kEURO", "E421"),
        ("clients > 10", "clients > 10 persons", "E428"),
        ("unit: mg", "unit: mgs", "E350"),
        ("factor: 1/1000", "factor: 1/0", "E552"),
        ("factor: 1/1000", "factor: 0", "E552"),
        ("factor: 1/1000", "factor: -1", "E552"),
        ("dimension: count,", "dimension: count, factor: 2,", "E552"),
        ("  USD:", "  yuan:", "E553"),
        ("also: [mps]", "also: [EUR]", "E553"),
        ("  USD:", "  U-S:", "E553"),
        ("factor: 1000", "dimension: rouble, factor: 1000", "E"),
        ("  USD: {dimension: dollar}", "  USD: {dimension: dollar, factor: 2}", "E554"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path, before, after, code):
    assert before in LOSS
    with pytest.raises(InputError) as caught:
        loss(tmp_path, LOSS.replace(before, after))
    assert any(fault.code.startswith(code) for fault in caught.value.faults)


def test_who_adopts_facts_takes_their_units(tmp_path):
    loss(tmp_path)
    shop = LOSS[: LOSS.index("units_of_measure")].replace("testland/loss", "testland/shop")
    shop += "adopts: [{plan: testland/loss, parts: [facts]}]\n"
    shop += 'levels: {I: [{id: big, when: cost >= 2 kEUR, clause: "9"}]}\nledger: {"9": {status: encoded}}\n'
    library = Library([shelve(tmp_path, shop, "testland/shop/2020")])
    plan = library.prepared(library.find("shop"))
    assert plan.exact_level({"cost": 2000}) == 4
    assert plan.exact_level({"cost": 1999}) == 0


FACTORS = st.fractions(min_value=Fraction(1, 1000), max_value=1000).filter(
    lambda factor: factor not in (0, 1)
)


@given(FACTORS, st.integers(0, 10**6))
def test_a_factor_is_exact(factor, number):
    units = Units(
        own_units(
            [
                ("base", "stuff", Fraction(1), "base", "base", "bases", ()),
                ("lump", "stuff", factor, "lump", "lump", "lumps", ()),
            ]
        )
    )
    assert units.find("lumps").factor * number == factor * number
    assert [unit.symbol for unit in units.find("lump").dimension.units] == ["base", "lump"]
