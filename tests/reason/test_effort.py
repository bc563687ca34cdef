"""No answer costs more than so many steps: what is cut short is said, wider, never wrong, and the same every time."""

import random

import condition_cases
import pytest
from condition_cases import make_condition, make_knowledge
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.errors import Text
from respond.facts import Between, Exactly, Fact, FactType
from respond.language import Scope
from respond.reason import (
    NONE,
    Budget,
    Completion,
    Truth,
    WhatIf,
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

FLAGS = {f"f{n}": Fact(f"f{n}", FactType.FLAG, Text(f"{n}", f"{n}"), worse="up") for n in range(60)}
COUNTED = {f"n{n}": Fact(f"n{n}", FactType.COUNT, Text(f"{n}", f"{n}"), unit="case") for n in range(16)}
SCOPE = Scope(FLAGS | COUNTED)
seeds = st.integers(0, 2**32)


def compiled(text):
    return compile_condition(text, SCOPE)


def judged(ladder, values):
    return [(level, each, each.truth(values)) for level, each in ladder]


def answer(ladder, values):
    """All that an answer asks of its criteria."""
    now = WhatIf(judged(ladder, values), values)
    return (
        now.level,
        questions(FLAGS, now),
        [(each.fact, each.value, each.level) for each in distances(tuple(FLAGS.values()), now)],
        reachable(now.judged, values, now.level),
        [truth_of(condition, values) for _, condition in ladder],
    )


def tangled(seed=1):
    """Criteria of three flags each, in no order: whether all can fail takes long to tell."""
    rnd = random.Random(seed)
    rungs = []
    for index in range(250):
        parts = [f"{rnd.choice(('', 'not '))}f{n}" for n in rnd.sample(range(60), 3)]
        rungs.append((3 - index % 2, compiled(" and ".join(parts))))
    return rungs


PARTS = {
    "flags": [f"f{n}" for n in range(16)],
    "counts": [f"n{n} >= {n + 2}" for n in range(16)],
    "pairs": [f"f{n} and not f{n + 16}" for n in range(16)],
    "either": [f"n{n} >= 3 or f{n}" for n in range(16)],
}


@pytest.mark.parametrize("kind", PARTS)
def test_a_count_and_its_negation_are_counted(kind):
    many = f"at least 8 of ({', '.join(PARTS[kind])})"
    ladder = [(3, compiled(many)), (2, compiled(f"not {many}"))]
    with Budget(20_000) as budget:
        found = answer(ladder, {})
    assert (int(found[0].certain), int(found[0].possible)) == (2, 3)
    assert not budget.gave_up


@pytest.mark.parametrize("most", [3, 6, 7])
def test_counts_over_parts_that_overlap_are_counted(most):
    """Of ten one and two, of the first five at most so many and of the last five at most two: seven in all."""
    low, high = (", ".join(f"f{n}" for n in part) for part in (range(9), range(9, 18)))
    wants = [
        (compiled(f"at least {most + 3} of ({low}, {high})"), True),
        (compiled(f"at least {most + 1} of ({low})"), False),
        (compiled(f"at least 3 of ({high})"), False),
    ]
    assert complete(wants, {}, limit=20_000) is NONE
    wants[0] = (compiled(f"at least {most + 2} of ({low}, {high})"), True)
    found = complete(wants, {}, limit=20_000)
    assert isinstance(found, Completion)
    assert sum(found.assignment.values()) == most + 2


def test_what_would_take_too_long_is_given_up_and_stays_sound():
    ladder = tangled()
    with Budget() as budget:
        level, _, _, levels, truths = answer(ladder, {})
    assert budget.gave_up
    assert budget.left == 0
    assert (int(level.certain), int(level.possible)) == (0, 3)
    assert set(map(int, levels)) <= {0, 2, 3}
    assert set(truths) == {Truth.UNKNOWN}


def drawn(seed):
    rnd = random.Random(seed)
    texts = [make_condition(rnd, 2).text for _ in range(rnd.randint(2, 5))]
    constraints = [make_condition(rnd, 1).text for _ in range(rnd.randint(0, 2))]
    return rnd, texts, constraints, make_knowledge(rnd)


def fresh(texts):
    return [compile_condition(text, condition_cases.SCOPE) for text in texts]


@given(seeds, st.sampled_from([0, 1, 5, 20, 60, 200]))
@settings(max_examples=150, deadline=None)
def test_an_answer_cut_short_is_wider_and_never_wrong(seed, most):
    _, texts, constraints, known = drawn(seed)
    conditions, constraints = fresh(texts), fresh(constraints)
    ladder = [(1 + index % 3, each) for index, each in enumerate(conditions)]
    with Budget(most) as budget:
        values = under(known, constraints)
        found = level_range(ladder, values)
        truths = [truth_of(each, values) for each in conditions]
        levels = reachable(judged(ladder, values), values, found)
    exact_values = under(known, constraints)
    exact = level_range(ladder, exact_values)
    assert set(given_in(values)) <= set(given_in(exact_values))
    assert found.certain <= exact.certain <= exact.possible <= found.possible
    assert set(levels) >= set(reachable(judged(ladder, exact_values), exact_values, exact))
    for cut, whole in zip(truths, [truth_of(each, exact_values) for each in conditions], strict=True):
        assert cut in {whole, Truth.UNKNOWN}
    if not budget.gave_up:
        assert (found, truths, levels) == (
            exact,
            [truth_of(each, exact_values) for each in conditions],
            reachable(judged(ladder, exact_values), exact_values, exact),
        )


@given(seeds, st.sampled_from([1, 5, 20, 60, 200, 1000]))
@settings(max_examples=150, deadline=None)
def test_what_an_answer_can_afford_does_not_hang_on_what_was_asked_before(seed, most):
    _, texts, constraints, known = drawn(seed)

    def ask(conditions, given_to_hold):
        ladder = [(1 + index % 3, each) for index, each in enumerate(conditions)]
        with Budget(most) as budget:
            values = under(known, given_to_hold)
            found = level_range(ladder, values), [truth_of(each, values) for each in conditions]
        return found, budget.left, budget.gave_up

    cold = ask(fresh(texts), fresh(constraints))
    again, given_to_hold = fresh(texts), fresh(constraints)
    for each in again:
        truth_of(each, known)
    level_range([(1, each) for each in again], under(known, given_to_hold))
    assert ask(again, given_to_hold) == cold
    assert ask(again, given_to_hold) == cold


def test_a_constraint_that_cannot_be_told_is_doubted_and_not_called_broken():
    (constraint,) = fresh(["a >= 3 or b >= 3"])
    known = {"a": Between(1, 4), "b": Exactly(0)}
    with Budget(0):
        values = under(known, [constraint])
    assert (values.given, values.doubted) == ((), (constraint,))
    assert under(known, [constraint]).doubted == ()
