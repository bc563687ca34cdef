"""Conditions that join the level and the response with facts, against every completion of what is known."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from test_constraints import ATOMS, FACTS, POINTS, drawn_condition, drawn_knowledge, fits, level_at

from respond.facts import Between, Exactly
from respond.language import Scope
from respond.reason import (
    Budget,
    Graded,
    Truth,
    but,
    compile_condition,
    grades_of,
    level_range,
    reachable,
    truth_of,
    under,
    with_grades,
)

SCOPE = Scope(FACTS, {"both": "a + b"})
GRADED = (
    "level == II", "level >= III", "level < II", "level in {IV, II}", "III <= level < I", "level != none",
    "response == III", "response >= II", "response in {IV, I}", "response > level", "response == level",
)  # fmt: skip
seeds = st.integers(0, 2**32)


def joined(rnd, atoms, most=4):
    """Draw a condition that joins some atoms by and, or, not and counts."""
    parts = [
        f"({'not ' if rnd.random() < 0.2 else ''}({part}))"
        for part in rnd.sample(atoms, rnd.randint(2, most))
    ]
    word = rnd.choice((" and ", " and ", " or "))
    cut = rnd.randint(1, len(parts))
    inner = rnd.choice((" or ", " and ")).join(parts[:cut])
    return compile_condition(word.join([f"({inner})", *parts[cut:]]), SCOPE)


def case(seed):
    """Draw criteria, rules for responses, constraints and what is known, with every incident that keeps to it."""
    rnd = random.Random(seed)
    ladder = [(level, drawn_condition(rnd)) for level in rnd.sample((4, 3, 2, 1, 3, 1), rnd.randint(1, 4))]
    about = [*GRADED[:6], *ATOMS[:8]]
    rules = [(level, joined(rnd, about, 2)) for level in (4, 3, 2, 1) if rnd.random() < 0.7]
    values = under(drawn_knowledge(rnd), [drawn_condition(rnd) for _ in range(rnd.randint(0, 2))])
    points = [point for point in POINTS if fits(point, values, values.given)]
    declared, started = (rnd.choice((0, 0, 0, 1, 2, 3)) for _ in "ab")
    worlds = []
    for point in points:
        exact = {name: Exactly(value) for name, value in point.items()}
        exact["level"] = Exactly(max(declared, level_at(ladder, point)))
        called = max((level for level, each in rules if each.truth(exact) is Truth.YES), default=0)
        worlds.append(exact | {"response": Exactly(max(started, called))})
    return rnd, ladder, rules, values, worlds, declared, started


def known(ladder, rules, values, declared, started):
    """Give what is known with what the level and the response follow from, as a situation does."""
    judged = [(grade, each, each.truth(values)) for grade, each in ladder]
    levels = {max(declared, level) for level in reachable(judged, values, level_range(ladder, values))}
    seen = follows(values, "level", ladder, levels)
    return follows(seen, "response", rules, {max(started, called) for called in grades_of(rules, seen)})


def follows(values, name, ladder, grades):
    low, high = min(grades), max(grades)
    seen = but(values, {name: Exactly(low) if low == high else Between(low, high)})
    return seen if low == high else with_grades(seen, Graded(name, ladder, tuple(sorted(grades))))


@given(seeds)
@settings(max_examples=400, deadline=None)
def test_the_truth_is_exactly_what_the_incidents_give(seed):
    rnd, ladder, rules, values, worlds, declared, started = case(seed)
    seen = known(ladder, rules, values, declared, started)
    for _ in range(3):
        condition = joined(rnd, [*rnd.sample(GRADED, 2), *rnd.sample(ATOMS, 3)])
        truths = {condition.truth(world) for world in worlds}
        wanted = truths.pop() if len(truths) == 1 else Truth.UNKNOWN
        assert truth_of(condition, seen) is wanted, condition.text


@given(seeds)
@settings(max_examples=300, deadline=None)
def test_the_responses_are_exactly_what_the_incidents_give(seed):
    _, ladder, rules, values, worlds, declared, started = case(seed)
    if started:
        return
    seen = known(ladder, rules, values, declared, 0)
    assert grades_of(rules, seen) == {int(world["response"].value) for world in worlds}


@given(seeds, st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_a_search_cut_short_leaves_open_what_it_would_have_decided(seed, steps):
    rnd, ladder, rules, values, worlds, declared, started = case(seed)
    condition = joined(rnd, [*rnd.sample(GRADED, 2), *rnd.sample(ATOMS, 3)])
    with Budget(steps):
        found = truth_of(condition, known(ladder, rules, values, declared, started))
    assert found is Truth.UNKNOWN or {condition.truth(world) for world in worlds} == {found}


def test_what_changes_the_facts_of_a_level_leaves_only_its_range():
    three = compile_condition("a >= 3", SCOPE)
    seen = known([(2, three)], [], under({}, []), 0, 0)
    low = compile_condition("level == III and a < 3", SCOPE)
    assert truth_of(low, seen) is Truth.NO
    assert truth_of(low, but(seen, {"f": Exactly(True)})) is Truth.NO
    assert truth_of(low, but(seen, {"a": Between(0, 4)})) is Truth.UNKNOWN
    assert truth_of(low, but(seen, {"level": Exactly(2)})) is Truth.UNKNOWN


@given(seeds, st.sets(st.integers(0, 4), min_size=2))
@settings(max_examples=200, deadline=None)
def test_a_level_that_follows_from_nothing_known_may_be_any_of_its_grades(seed, grades):
    rnd = random.Random(seed)
    values = under(drawn_knowledge(rnd), [])
    points = [point for point in POINTS if fits(point, values, values.given)]
    condition = joined(rnd, [*rnd.sample(GRADED[:6], 2), *rnd.sample(ATOMS, 2)])
    found = truth_of(condition, follows(values, "level", (), grades))
    truths = {
        condition.truth({name: Exactly(value) for name, value in point.items()} | {"level": Exactly(grade)})
        for point in points
        for grade in grades
    }
    assert found is (truths.pop() if len(truths) == 1 else Truth.UNKNOWN)
