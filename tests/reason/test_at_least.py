"""So many of some tests: the same as all the ways to choose them, whoever judges it, and not slower for it."""

import random
from itertools import combinations, product
from time import perf_counter

import pytest
from condition_cases import SCOPE, completions, make_condition, make_exact, make_knowledge
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.errors import Text
from respond.facts import UNKNOWN, Exactly, Fact, FactType, Level
from respond.language import ALWAYS, NEVER, AtLeast, Every, Scope, Some, not_, or_, simplify, ways_of, write
from respond.reason import (
    NONE,
    Truth,
    compile_condition,
    compile_level,
    complete,
    condition_of,
    level_range,
    truth_of,
)

FLAGS = {f"f{n}": Fact(f"f{n}", FactType.FLAG, Text(f"{n}", f"{n}")) for n in range(10)}
TEN = Scope(FLAGS)
seeds = st.integers(0, 2**32)


def drawn(seed):
    rnd = random.Random(seed)
    cases = [make_condition(rnd, 1) for _ in range(rnd.randint(2, 5))]
    least = rnd.randint(1, len(cases))
    tests = tuple(compile_condition(case.text, SCOPE).test for case in cases)
    return rnd, cases, AtLeast(least, tests)


def expanded(test):
    """Write out every way to choose so many of the parts."""
    return Some(tuple(Every(chosen) for chosen in combinations(test.parts, test.least)))


@pytest.mark.parametrize("least", range(1, 5))
def test_it_is_its_expansion_under_any_truths(least):
    names = [f"f{n}" for n in range(4)]
    text = f"at least {least} of ({', '.join(names)})"
    counted, never_so_many = compile_condition(text, TEN), compile_condition(f"not {text}", TEN)
    written_out = condition_of(expanded(counted.test))
    for truths in product((Exactly(value=True), Exactly(value=False), UNKNOWN), repeat=4):
        values = dict(zip(names, truths, strict=True))
        assert counted.truth(values) is written_out.truth(values)
        assert never_so_many.truth(values) is ~counted.truth(values)


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_it_is_its_expansion_where_facts_are_shared(seed):
    rnd, _, test = drawn(seed)
    one, other = condition_of(test), condition_of(expanded(test))
    for known in (make_knowledge(rnd), make_exact(rnd)):
        assert one.truth(known) is other.truth(known)
        assert truth_of(one, known) is truth_of(other, known)
        assert truth_of(condition_of(not_(test)), known) is ~truth_of(other, known)


@given(seeds)
@settings(max_examples=150, deadline=None)
def test_the_range_of_levels_is_what_completions_give(seed):
    rnd, cases, test = drawn(seed)
    known = make_knowledge(rnd)
    names = frozenset().union(*(case.names for case in cases))
    milder = condition_of(AtLeast(max(1, test.least - 1), test.parts))
    found = level_range([(3, condition_of(test)), (1, milder)], known)
    for exact in completions(names, known, rnd, most=400):
        held = sum(bool(case.means(exact)) for case in cases)
        level = 3 if held >= test.least else 1 if held >= max(1, test.least - 1) else 0
        assert int(found.certain) <= level <= int(found.possible), (write(test), known, exact)
    for level in (found.certain, found.possible):
        wants = [(condition_of(test), int(level) == 3)]
        wants += [(milder, level > 0)] if int(level) != 3 else []
        assert complete(wants, known) is not NONE


@given(seeds)
@settings(max_examples=100, deadline=None)
def test_the_generated_function_agrees(seed):
    rnd, _, test = drawn(seed)
    level = compile_level(
        [(Level("II"), [condition_of(test)]), (Level("IV"), [condition_of(expanded(test))])]
    )
    for _ in range(5):
        known = make_exact(rnd)
        met = condition_of(test).truth(known) is Truth.YES
        facts = {name: value.value for name, value in known.items()}
        assert level(facts) == Level("II" if met else "none")


def test_what_is_certain_is_counted():
    f, g, a = (compile_condition(text, SCOPE).test for text in ("f", "g", "a >= 3"))
    assert simplify(AtLeast(2, (f, ALWAYS, NEVER, g))) == or_(f, g)
    assert simplify(AtLeast(2, (f, NEVER, g))) == Every((f, g))
    assert simplify(AtLeast(1, (f, ALWAYS))) == ALWAYS
    assert simplify(AtLeast(2, (f, NEVER))) == NEVER
    assert simplify(AtLeast(2, (f, f, g))) == AtLeast(2, (f, f, g))
    assert len(ways_of(AtLeast(2, (f, g, a)), 3)) == 3
    assert ways_of(AtLeast(2, (f, g, a)), 2) == [(AtLeast(2, (f, g, a)),)]


def test_four_of_ten_cost_no_more_than_ten():
    text = f"at least 4 of ({', '.join(FLAGS)})"
    started = perf_counter()
    condition = compile_condition(text, TEN)
    level = compile_level([(Level("I"), [condition])])
    spent = perf_counter() - started
    for held in product((False, True), repeat=10):
        facts = dict(zip(FLAGS, held, strict=True))
        assert level(facts) == Level("I" if sum(held) >= 4 else "none")
    assert spent < 0.5  # ten times what is wanted, for a machine that has much else to do
    assert condition.separate
