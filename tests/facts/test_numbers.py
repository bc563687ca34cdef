"""Plain numbers without a unit, and whatever may lie below zero: read, shown back, given, refused."""

from decimal import Decimal
from fractions import Fraction

import pytest

import respond
from respond.api import default_library
from respond.cli import main
from respond.errors import InputError, Text
from respond.facts import (
    UNKNOWN,
    Between,
    Exactly,
    Fact,
    FactType,
    check_fact,
    exact_value,
    may_be_negative,
    read_value,
    show_value,
)
from respond.language import Scope
from respond.plan import Library
from respond.reason import Truth, compile_condition, compile_formula
from small_plan import shelve

ANY = Fact("t", FactType.NUMBER, Text("t 值", "t"))
BOUND = Fact("t", FactType.NUMBER, Text("t 值", "t"), min="-5", max="10.5")
DEPTH = Fact("depth", FactType.QUANTITY, Text("水位", "water"), unit="m", min="-20", max="30")
PLAIN = Fact("area", FactType.QUANTITY, Text("面积", "area"), unit="ha")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-3.5", Exactly(Fraction(-7, 2))),
        ("−3", Exactly(-3)),
        ("3/20", Exactly(Fraction(3, 20))),
        ("0", Exactly(0)),
        ("-3+", Between(-3, None)),
        ("-5..-2", Between(-5, -2)),
        ("..-2", Between(None, -2)),
        ("-2..", Between(-2, None)),
        ("at least -1", Between(-1, None)),
        ("至多-1", Between(None, -1)),
        ("-5至-2", Between(-5, -2)),
        ("unknown", UNKNOWN),
    ],
)
@pytest.mark.parametrize("fact", [ANY, BOUND])
def test_numbers_are_read_and_shown_back(text, value, fact):
    assert read_value(text, fact) == value
    for lang in ("zh", "en"):
        assert read_value(show_value(value, fact, lang), fact) == value


def test_a_quantity_may_be_negative_where_its_plan_says_so():
    assert read_value("-3 m", DEPTH) == Exactly(Fraction(-3, 1000))
    assert read_value("-3..2 m", DEPTH) == Between(Fraction(-3, 1000), Fraction(2, 1000))
    assert read_value(show_value(Exactly(Fraction(-3, 1000)), DEPTH, "zh"), DEPTH) == Exactly(
        Fraction(-3, 1000)
    )
    assert exact_value(Decimal("-2.5"), DEPTH) == Fraction(-25, 10000)
    assert [may_be_negative(fact) for fact in (ANY, BOUND, DEPTH, PLAIN)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("fact", "given", "code"),
    [
        (PLAIN, "-3 ha", "E303"),
        (PLAIN, -3, "E303"),
        (BOUND, "-6", "E326"),
        (BOUND, -6, "E326"),
        (DEPTH, "-21 m", "E326"),
        (ANY, "3 ha", "E313"),
        (ANY, "15%", "E313"),
        (ANY, "--3", "E302"),
        (ANY, "1e3", "E308"),
        (ANY, 0.5, "E342"),
        (ANY, "-" + "9" * 30, "E306"),
    ],
)
def test_what_is_none_is_refused(fact, given, code):
    with pytest.raises(InputError) as caught:
        read_value(given, fact)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_number_has_no_unit_and_a_count_is_never_negative():
    for fact, code in ((Fact("t", FactType.NUMBER, Text("t", "t"), unit="ha"), "E352"),
                       (Fact("n", FactType.COUNT, Text("n", "n"), min="-1"), "E303"),
                       (Fact("t", FactType.NUMBER, Text("t", "t"), min="3", max="-3"), "E356")):  # fmt: skip
        assert [fault.code for fault in check_fact(fact)] == [code]


def test_a_number_multiplies_and_divides_anything():
    scope = Scope({"t": BOUND, "u": Fact("u", FactType.NUMBER, Text("u", "u"), min="0.5"), "area": PLAIN})
    known = {"t": Exactly(Fraction(-7, 2)), "u": Exactly(2), "area": Exactly(3)}
    for text, wanted in (
        ("t * area < -10 ha", True), ("area / u == 1.5 ha", True), ("t * t >= 12.25", True), ("-t > 3.4", True),
        ("t + u == -1.5", True), ("t in {-3.5, 2}", True), ("t >= -350%", True), ("min(t, u) < -3", True),
        ("-5 <= t < -3", True), ("t / u > -1", False),
    ):  # fmt: skip
        condition = compile_condition(text, scope)
        assert condition.truth(known) is Truth.of(holds=wanted), text
        assert condition.truth({}) in {Truth.UNKNOWN, Truth.YES}
    assert compile_formula("t / u", scope).fact.type is FactType.NUMBER
    with pytest.raises(InputError, match="E422"):
        compile_condition("area / t > 3 ha", scope)
    with pytest.raises(InputError, match="E433"):
        compile_condition("area > t", scope)


def test_words_show_the_sign():
    scope = Scope({"t": BOUND, "depth": DEPTH})
    assert compile_condition("t >= -3.5", scope).words("zh") == "t 值-3.5以上"
    assert (
        compile_condition("-2 m < depth <= 3 m", scope).words("en") == "water: more than -2 m and at most 3 m"
    )


PLAN = """\
respond: plan/1
id: testland/frost
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 测试低温预案, en: Testland frost plan}
facts:
  t: {type: number, worse: down, label: {zh: 最低气温, en: lowest temperature}, clause: "1"}
levels:
  I: [{id: I-t, when: t <= -20, clause: "1"}]
  IV: [{id: IV-t, when: t < -0.5, clause: "1"}]
ledger: {"1": {status: encoded}}
"""


def test_the_level_function_takes_negative_numbers(tmp_path):
    level = respond.level_function("frost", library=Library([shelve(tmp_path, PLAN, "testland/frost/2020")]))
    found = [level({"t": t}).name for t in (-20, Decimal("-19.9"), Fraction(-1, 2), Decimal("-0.51"), 3)]
    assert found == ["I", "IV", "none", "IV", "none"]


def test_the_command_line_takes_negative_numbers(tmp_path, capsys, monkeypatch):
    default_library.cache_clear()
    monkeypatch.setenv("RESPOND_PLANS", str(shelve(tmp_path, PLAN, "testland/frost/2020")))
    main(["classify", "--plan", "frost", "--set", "t=-3.5", "--event", "occurred=2026-03-02T08:00+08:00",
                      "--now", "2026-03-02T09:00+08:00", "--lang", "en"])  # fmt: skip
    default_library.cache_clear()
    shown = " ".join(capsys.readouterr().out.split())
    assert "lowest temperature = -3.5" in shown
    assert "lowest temperature -16.5 (-20) → level I" in shown
