"""Conditions made of conditions: what the algebra gives means what it says, and reads back as itself."""

import random

import pytest
from condition_cases import SCOPE, completions, make_condition, make_exact, make_knowledge
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.errors import InputError
from respond.language import (
    ALWAYS,
    NEVER,
    Comparison,
    Constant,
    FactTerm,
    Sure,
    and_,
    not_,
    or_,
    replace,
    rewrite,
    simplify,
    spelled_out,
    walk,
    ways_of,
    write,
)
from respond.reason import (
    NONE,
    Truth,
    compile_condition,
    compile_formula,
    complete,
    condition_of,
    formula_of,
    truth_of,
)

seeds = st.integers(0, 2**32)


def drawn(seed, count=1, depth=2):
    rnd = random.Random(seed)
    cases = [make_condition(rnd, depth) for _ in range(count)]
    return rnd, cases, [compile_condition(case.text, SCOPE) for case in cases]


def same(one, other, values):
    return condition_of(one).truth(values) is condition_of(other).truth(values)


@given(seeds)
@settings(max_examples=400, deadline=None)
def test_what_is_written_from_a_tree_reads_back_as_the_tree(seed):
    _, _, (condition,) = drawn(seed, depth=3)
    text = write(condition.test)
    again = compile_condition(text, SCOPE)
    assert again.test == condition.test, text
    assert write(again.test) == text
    assert again.words("zh") == condition.words("zh")
    assert condition_of(condition.test).words("en") == condition.words("en")


@pytest.mark.parametrize(
    "text",
    [
        "2 <= a < 5", "area >= 0.067 ha", "area >= 6.7 亩 and not f", "p < 15%", "(f or g) and not (a >= 3 or f)",
        "a in {1, 2}", "(m - 1) / (t + 1) * 2 >= 3", "m - (t - 1) >= 0", "-m < 3 and -(t + m) > -3",
        "max(t, m, 2) >= 3", "d in winter", "begun not in winter", "elapsed(ended) > 2 hours", "elapsed(ended) <= 6 months", "1 year < elapsed(begun) < 24个月",
        "elapsed(begun) - elapsed(ended) <= 30 calendar days", "elapsed(ended) == 1 calendar day",
        "max(elapsed(begun), elapsed(ended)) < 3 日历日", "level >= III",
        "o >= fair", "light < o <= fair", "light < o < heavy", "q < low-down",
        "d >= 2026-01-01", "always", "f and (g and a >= 3)", "at least 2 of (f, g or a >= 3, not d in winter)",
        "not at least 1 of (f and g, at least 2 of (f, g))",
    ],
)  # fmt: skip
def test_a_text_is_written_as_it_was(text):
    test = compile_condition(text, SCOPE).test
    assert write(test).replace(" ", "") == text.replace(" ", "")
    assert compile_condition(write(test), SCOPE).test == test


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_and_or_and_not_mean_what_they_say(seed):
    rnd, cases, (a, b) = drawn(seed, 2)
    for _ in range(4):
        known = make_exact(rnd)
        exact = {name: value.value for name, value in known.items()}
        one, other = (case.means(exact) for case in cases)
        assert condition_of(and_(a.test, b.test)).truth(known) is Truth.of(holds=one and other)
        assert condition_of(or_(a.test, b.test)).truth(known) is Truth.of(holds=one or other)
        assert condition_of(not_(a.test)).truth(known) is Truth.of(holds=not one)


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_de_morgan_holds_whatever_is_known(seed):
    rnd, _, (a, b) = drawn(seed, 2)
    known = make_knowledge(rnd)
    assert same(not_(and_(a.test, b.test)), or_(not_(a.test), not_(b.test)), known)
    assert same(not_(or_(a.test, b.test)), and_(not_(a.test), not_(b.test)), known)
    assert not_(not_(a.test)) in {a.test, not_(a.test)} or same(not_(not_(a.test)), a.test, known)


@given(seeds)
@settings(max_examples=300, deadline=None)
def test_simplifying_keeps_the_truth_of_every_completion(seed):
    rnd, (case, other), (a, b) = drawn(seed, 2)
    tangled = or_(
        and_(a.test, ALWAYS, a.test), not_(not_(and_(b.test, NEVER))), and_(a.test, not_(not_(b.test)))
    )
    for test in (tangled, a.test, not_(a.test)):
        simple = simplify(test)
        assert simplify(simple) == simple
        assert len(list(walk(simple))) <= len(list(walk(test)))
        before, after = condition_of(test), condition_of(simple)
        for exact in completions(case.names | other.names, {}, rnd, most=60):
            known = make_exact(rnd) | {}
            values = {name: type(known["a"])(value) for name, value in exact.items()}
            assert before.truth(values) is after.truth(values), (before.text, after.text)


def test_a_name_is_what_stands_behind_it():
    named, not_named = (compile_condition(text, SCOPE) for text in ("worse and d in winter", "not worse"))
    written_out = "at least 2 of (a >= 3 and (f or p >= 15%), g, m >= 3)"
    assert write(spelled_out(named.test)) == f"{written_out} and d in winter"
    assert write(spelled_out(not_named.test)) == f"not {written_out}"
    assert condition_of(spelled_out(named.test)).normal == named.normal
    assert named.seen == ("worse", "d")
    assert named.names == set("afpgmd")
    assert list(walk(not_named.test))[1:] == [not_named.test.part]


def test_what_is_certain_or_twice_goes():
    f, a = (compile_condition(text, SCOPE).test for text in ("f", "a >= 3"))
    assert simplify(and_(f, ALWAYS, f)) == f
    assert simplify(or_(f, not_(f))) == ALWAYS
    assert simplify(and_(f, a, not_(f))) == NEVER
    assert write(simplify(not_(a))) == "a < 3"
    assert write(simplify(not_(compile_condition("o >= fair", SCOPE).test))) == "o < fair"
    assert and_() == ALWAYS
    assert or_() == NEVER
    assert not_(ALWAYS) == Sure(truth=False)


@given(seeds)
@settings(max_examples=300, deadline=None)
def test_replacing_and_replacing_back_changes_nothing(seed):
    rnd, _, (a, b) = drawn(seed, 2)
    for old in walk(a.test):
        if isinstance(old, Constant | FactTerm) or not hasattr(old, "pairs"):
            continue
        changed = replace(a.test, old, b.test)
        assert replace(changed, b.test, old) == a.test or any(part is b.test for part in walk(a.test))
        assert replace(a.test, old, old) is a.test
    known = make_knowledge(rnd)
    assert same(replace(a.test, a.test, b.test), b.test, known)


def test_only_the_very_part_is_replaced_and_not_its_equals():
    test = compile_condition("a >= 3 or f and a >= 3", SCOPE).test
    first, second = (part for part in walk(test) if isinstance(part, Comparison))
    assert first == second
    assert write(replace(test, second, ALWAYS)) == "a >= 3 or f and always"
    everywhere = rewrite(test, lambda part: NEVER if part == first else part)
    assert write(everywhere) == "never or f and never"


def test_a_change_that_leaves_no_condition_is_refused():
    test = compile_condition("m / (t + 1) >= 10%", SCOPE).test
    one = next(part for part in walk(test) if isinstance(part, Constant) and part.value == 1)
    zero = Constant(-3, one.kind)
    with pytest.raises(InputError, match="E422"):
        condition_of(replace(test, one, zero))


def test_a_formula_can_be_changed_too():
    term = compile_formula("min(m / 2, t)", SCOPE).term
    two = next(part for part in walk(term) if isinstance(part, Constant))
    assert formula_of(replace(term, two, Constant(3, two.kind))).text == "min(m / 3, t)"


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_the_ways_to_meet_a_test_are_together_the_test(seed):
    rnd, _, (a,) = drawn(seed, depth=3)
    ways = [[condition_of(test) for test in way] for way in ways_of(a.test, 40)]
    for _ in range(5):
        known = make_exact(rnd)
        met = any(all(test.truth(known) is Truth.YES for test in way) for way in ways)
        assert a.truth(known) is Truth.of(holds=met)
    assert ways_of(a.test, 0) == [(a.test,)]


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_strands_share_no_name_and_each_alone_is_exact(seed):
    """So the truths of the strands, each exact, give the exact truth of the whole."""
    rnd, _, (condition,) = drawn(seed, depth=3)
    known = make_knowledge(rnd)

    def joined(node):
        word, *parts = node
        if word == "strand":
            return truth_of(condition.strands[parts[0]], known)
        if word == "not":
            return ~joined(parts[0])
        truths = {joined(part) for part in parts}
        telling = Truth.NO if word == "and" else Truth.YES
        return telling if telling in truths else Truth.UNKNOWN if Truth.UNKNOWN in truths else ~telling

    can = [complete([(condition, wanted)], known) is not NONE for wanted in (True, False)]
    wanted = Truth.UNKNOWN if all(can) else Truth.of(holds=can[0])
    assert joined(condition.skeleton) is wanted
