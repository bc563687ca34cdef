"""Constraints between facts: they only ever narrow, exactly to what the incidents that keep them give."""

import itertools
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from respond.errors import Text
from respond.facts import UNKNOWN, Between, Exactly, Fact, FactType
from respond.language import Scope
from respond.reason import (
    NONE,
    Completion,
    Known,
    Truth,
    WhatIf,
    but,
    compile_condition,
    complete,
    distances,
    given_in,
    level_range,
    questions,
    reachable,
    truth_of,
    under,
)

seeds = st.integers(0, 2**32)


def _count(name, most, worse):
    return Fact(name, FactType.COUNT, Text(name, name), unit="case", max=str(most), worse=worse)


FACTS = {
    name: _count(name, most, worse)
    for name, most, worse in (("a", 5, "up"), ("b", 3, "up"), ("c", 3, "down"))
}
FACTS |= {name: Fact(name, FactType.FLAG, Text(name, name), worse="up") for name in ("f", "g")}
FACTS["o"] = Fact(
    "o",
    FactType.CHOICE,
    Text("o", "o"),
    choices={k: Text(k, k) for k in ("light", "fair", "heavy")},
    worse="up",
)
SCOPE = Scope(FACTS, {"both": "a + b"})
GRID = {"a": range(6), "b": range(4), "c": range(4), "f": (False, True), "g": (False, True)}
GRID["o"] = tuple(FACTS["o"].choices)
POINTS = [dict(zip(GRID, point, strict=True)) for point in itertools.product(*GRID.values())]
ATOMS = ("a <= b", "a + b <= 5", "both >= 2", "b < c", "a >= 3", "a == 2 or f", "c != 2", "f", "not g", "a > 2 * c",
         "min(a, c) <= 1", "b in {1, 3}", "f or a < 2", "o >= fair", "o == light or a >= 2", "o < heavy")  # fmt: skip


def drawn_condition(rnd):
    parts = rnd.sample(ATOMS, rnd.randint(1, 3))
    word = rnd.choice((" and ", " or "))
    return compile_condition(word.join(f"({part})" for part in parts), SCOPE)


def drawn_knowledge(rnd):
    known = {}
    for name, values in GRID.items():
        kind = rnd.random()
        if kind < 0.3:
            known[name] = Exactly(rnd.choice(values))
        elif kind < 0.6 and name in "abco":
            low, high = sorted(rnd.sample(values, 2), key=values.index)
            known[name] = rnd.choice((Between(low, high), Between(low, None), Between(None, high)))
        elif kind < 0.8:
            known[name] = UNKNOWN
    return known


def fits(point, known, constraints):
    for name, value in known.items():
        if isinstance(value, Exactly) and point[name] != value.value:
            return False
        place = GRID[name].index
        if isinstance(value, Between) and not (
            (value.low is None or place(value.low) <= place(point[name]))
            and (value.high is None or place(point[name]) <= place(value.high))
        ):
            return False
    exact = {name: Exactly(value) for name, value in point.items()}
    return all(each.truth(exact) is Truth.YES for each in constraints)


def level_at(ladder, point):
    exact = {name: Exactly(value) for name, value in point.items()}
    return max((level for level, each in ladder if each.truth(exact) is Truth.YES), default=0)


def drawn(seed):
    rnd = random.Random(seed)
    ladder = [(level, drawn_condition(rnd)) for level in rnd.sample((4, 3, 2, 1, 3, 1), rnd.randint(1, 4))]
    constraints = [drawn_condition(rnd) for _ in range(rnd.randint(1, 3))]
    known = drawn_knowledge(rnd)
    return rnd, ladder, constraints, known


@given(seeds)
@settings(max_examples=300, deadline=None)
def test_the_range_is_exactly_what_incidents_that_keep_them_give(seed):
    _, ladder, constraints, known = drawn(seed)
    values = under(known, constraints)
    levels = {level_at(ladder, point) for point in POINTS if fits(point, known, values.given)}
    found = level_range(ladder, values)
    assert (int(found.certain), int(found.possible)) == (min(levels), max(levels))
    judged = [(level, each, each.truth(values)) for level, each in ladder]
    assert set(map(int, reachable(judged, values, found))) == levels
    for _, condition in ladder:
        met = {level_at([(1, condition)], point) == 1 for point in POINTS if fits(point, known, values.given)}
        assert truth_of(condition, values) is (Truth.UNKNOWN if len(met) == 2 else Truth.of(holds=met.pop()))


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_constraints_only_narrow_and_what_cannot_be_kept_is_left_out(seed):
    _, ladder, constraints, known = drawn(seed)
    values = under(known, constraints)
    plain, narrowed = level_range(ladder, known), level_range(ladder, values)
    assert plain.certain <= narrowed.certain <= narrowed.possible <= plain.possible
    kept = []
    for each in constraints:
        can = any(fits(point, known, [*kept, each]) for point in POINTS)
        assert (each in values.given) is can
        kept += [each] if can else []


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_one_fact_otherwise_is_that_fact_known_otherwise(seed):
    rnd, ladder, constraints, known = drawn(seed)
    values = under(known, constraints)
    now = WhatIf([(level, each, each.truth(values)) for level, each in ladder], values)
    assert now.level == level_range(ladder, values)
    for name in rnd.sample(list(GRID), 3):
        for value in GRID[name]:
            changed = {**known, name: Exactly(value)}
            levels = {level_at(ladder, point) for point in POINTS if fits(point, changed, values.given)}
            assert now.possible(name, Exactly(value)) is bool(levels)
            if levels:
                found = now.with_value(name, Exactly(value))
                assert (int(found.certain), int(found.possible)) == (min(levels), max(levels)), name


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_no_step_and_no_question_leads_where_nothing_can_be(seed):
    _, ladder, constraints, known = drawn(seed)
    values = under(known, constraints)
    now = WhatIf([(level, each, each.truth(values)) for level, each in ladder], values)
    for change in distances(tuple(FACTS.values()), now):
        levels = {
            level_at(ladder, point)
            for point in POINTS
            for changed in ({name: value for name, value in known.items() if name != change.fact},)
            if fits(point, changed, values.given)
        }
        assert int(change.level) in levels
    for asked in questions(FACTS, now):
        can = {level_at(ladder, point) for point in POINTS if fits(point, known, values.given)}
        assert max(map(int, asked.levels), default=0) <= max(can)


def test_what_is_given_stays_with_values_that_change():
    (constraint,) = (compile_condition("a <= b", SCOPE),)
    values = under({"b": Exactly(2)}, [constraint])
    assert given_in(values) == given_in(but(values, {"a": Exactly(1)})) == (constraint,)
    assert type(but({"b": Exactly(2)}, {})) is dict
    assert complete([(compile_condition("a >= 3", SCOPE), True)], values) is NONE
    found = complete([(compile_condition("a >= 2", SCOPE), True)], values)
    assert isinstance(found, Completion)
    assert found.assignment == {"a": 2, "b": 2}
    assert complete([(compile_condition("a >= 3", SCOPE), True)], Known(values, ())) is not NONE
