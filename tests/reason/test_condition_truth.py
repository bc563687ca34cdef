"""Three-valued truth against plain Python over every completion."""

import random
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from condition_cases import SCOPE, completions, make_condition, make_exact, make_knowledge
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.errors import Text
from respond.facts import UNKNOWN, Between, Exactly, Fact, FactType
from respond.language import Scope
from respond.reason import Truth, compile_condition, compile_formula

seeds = st.integers(0, 2**32)


@given(seeds)
@settings(max_examples=400, deadline=None)
def test_exact_values_give_the_exact_answer(seed):
    rnd = random.Random(seed)
    case = make_condition(rnd)
    condition = compile_condition(case.text, SCOPE)
    for _ in range(5):
        known = make_exact(rnd)
        wanted = case.means({name: value.value for name, value in known.items()})
        assert condition.truth(known) is Truth.of(holds=wanted), (case.text, known)


@given(seeds)
@settings(max_examples=300, deadline=None)
def test_a_decided_truth_holds_in_every_completion(seed):
    rnd = random.Random(seed)
    case = make_condition(rnd)
    known = make_knowledge(rnd)
    truth = compile_condition(case.text, SCOPE).truth(known)
    if truth is not Truth.UNKNOWN:
        for exact in completions(case.names, known, rnd):
            assert case.means(exact) is (truth is Truth.YES), (case.text, known, exact)


@given(seeds)
@settings(max_examples=300, deadline=None)
def test_learning_more_never_turns_a_decided_truth(seed):
    rnd = random.Random(seed)
    case = make_condition(rnd)
    condition = compile_condition(case.text, SCOPE)
    known = make_knowledge(rnd)
    before = condition.truth(known)
    for exact in completions(case.names, known, rnd, most=20):
        for name in rnd.sample(sorted(exact), len(exact)):
            known[name] = Exactly(exact[name])
            after = condition.truth(known)
            assert before is Truth.UNKNOWN or after is before
            before = after
        break


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_the_skeleton_over_its_strands_is_the_condition(seed):
    rnd = random.Random(seed)
    condition = compile_condition(make_condition(rnd).text, SCOPE)
    known = make_exact(rnd)

    def truth(node):
        word, *parts = node
        if word == "strand":
            return condition.strands[parts[0]].truth(known) is Truth.YES
        if word == "not":
            return not truth(parts[0])
        return (all if word == "and" else any)(truth(part) for part in parts)

    assert Truth.of(holds=truth(condition.skeleton)) is condition.truth(known)


def test_an_unknown_is_never_zero_and_never_no():
    assert compile_condition("a == 0", SCOPE).truth({}) is Truth.UNKNOWN
    assert compile_condition("not f", SCOPE).truth({}) is Truth.UNKNOWN
    assert compile_condition("a >= 0", SCOPE).truth({}) is Truth.YES  # the domain says so


def test_shares_are_exact_on_the_boundary():
    money = {
        name: Fact(name, FactType.QUANTITY, Text(name, name), unit="yuan", min=low)
        for name, low in (("defaulted", None), ("due", "0.01"))
    }
    condition = compile_condition("defaulted / due >= 10%", Scope(money))
    # in floats 0.30 / 3.00 is 0.09999999999999999
    assert condition.truth({"defaulted": Exactly(Fraction("0.30")), "due": Exactly(3)}) is Truth.YES
    assert condition.truth({"defaulted": Exactly(Fraction("0.29")), "due": Exactly(3)}) is Truth.NO
    assert condition.truth({"defaulted": Between(1, None), "due": Between(None, 10)}) is Truth.YES
    assert condition.truth({"defaulted": Between(1, None), "due": UNKNOWN}) is Truth.UNKNOWN


def test_an_event_may_be_known_by_its_moment():
    condition = compile_condition("begun in winter", SCOPE)
    # 15:59 UTC on 31 October is 23:59 in Shanghai, a minute before the window opens
    before = datetime(2025, 10, 31, 15, 59, tzinfo=UTC)
    within = datetime(2025, 10, 31, 16, 0, tzinfo=UTC)
    assert condition.truth({"begun": Exactly(before)}) is Truth.NO
    assert condition.truth({"begun": Exactly(within)}) is Truth.YES
    assert condition.truth({"begun": Exactly(value=False)}) is Truth.NO
    assert condition.truth({"begun": Exactly(value=True)}) is Truth.UNKNOWN
    assert compile_condition("begun", SCOPE).truth({"begun": Exactly(within)}) is Truth.YES
    assert condition.moments == {"begun"}


def test_a_range_of_days_within_one_window_is_decided():
    condition = compile_condition("d in winter", SCOPE)
    assert condition.truth({"d": Between(date(2025, 12, 20), date(2026, 2, 28))}) is Truth.YES
    assert condition.truth({"d": Between(date(2026, 3, 1), date(2026, 6, 1))}) is Truth.NO
    assert condition.truth({"d": Between(date(2026, 2, 1), date(2026, 3, 1))}) is Truth.UNKNOWN
    assert condition.truth({"d": Between(date(2020, 12, 1), date(2025, 12, 20))}) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("text", "moment", "wanted"),
    [
        ("at >= 2026-01-01", "2025-12-31T23:59:59+08:00", False),
        ("at >= 2026-01-01", "2026-01-01T00:00:00+08:00", True),
        ("at > 2026-01-01", "2026-01-01T23:59:59+08:00", False),
        ("at > 2026-01-01", "2026-01-02T00:00:00+08:00", True),
        ("at <= 2026-01-01", "2026-01-01T23:59:59+08:00", True),
        ("at < 2026-01-01", "2025-12-31T23:59:59+08:00", True),
        ("at == 2026-01-01", "2026-01-01T12:00:00+08:00", True),
        ("2026-01-01 != at", "2026-01-01T12:00:00+08:00", False),
        ("2026-01-01 <= at < 2026-01-02", "2026-01-01T12:00:00+08:00", True),
    ],
)
def test_an_instant_is_compared_by_its_day_in_shanghai(text, moment, wanted):
    scope = Scope({"at": Fact("at", FactType.INSTANT, Text("时刻", "moment"))})
    value = Exactly(datetime.fromisoformat(moment).astimezone(UTC))
    assert compile_condition(text, scope).truth({"at": value}) is Truth.of(holds=wanted)


def test_names_tell_what_a_condition_depends_on():
    text = "rate >= 10% and not begun and level >= III and elapsed(ended) > 2 hours and a < 3"
    condition = compile_condition(text, SCOPE)
    assert condition.names == {"m", "t", "a"}
    assert condition.events == {"begun", "ended"}
    assert condition.elapsed == {"ended"}
    assert (condition.uses_level, condition.uses_response) == (True, False)
    assert condition.seen == ("rate", "begun", "level", "ended", "a")
    assert [atom.text for atom in condition.atoms] == text.replace("not ", "").split(" and ")


@pytest.mark.parametrize(
    ("text", "known", "wanted"),
    [
        ("m / t", {"m": Exactly(1), "t": Exactly(3)}, Exactly(Fraction(1, 3))),
        ("m / t", {"m": Exactly(2), "t": Between(4, None)}, Between(Fraction(2, 9), Fraction(1, 2))),
        ("a + b", {"a": Between(3, None), "b": UNKNOWN}, Between(3, 10)),
        ("a - b", {}, Between(-4, 6)),
        ("max(a, 2 * b)", {"a": Exactly(5)}, Between(5, 8)),
        ("min(a, b)", {"a": Exactly(5), "b": Exactly(1)}, Exactly(1)),
        ("area / burnt", {"area": Exactly(4)}, Between(1, 4)),
        ("-a", {"a": Exactly(5)}, Exactly(-5)),
        ("elapsed(begun)", {"elapsed(begun)": Between(2, None)}, Between(2, None)),
    ],
)
def test_formulas_give_exact_values_and_ranges(text, known, wanted):
    assert compile_formula(text, SCOPE).value(known) == wanted


def test_a_formula_tells_how_to_show_it():
    assert compile_formula("m / t", SCOPE).fact.type is FactType.SHARE
    assert compile_formula("a + b", SCOPE).fact.unit == "case"
    assert compile_formula("area * 2", SCOPE).dimension == "area"
    assert compile_formula("rate", SCOPE).names == {"m", "t"}
