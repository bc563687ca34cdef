"""The exact search against brute force on thousands of small plans."""

import random
from datetime import date

import pytest
from condition_cases import (
    FACTS,
    GRID,
    SCOPE,
    allowed,
    completions,
    make_condition,
    make_exact,
    make_knowledge,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.errors import Text
from respond.facts import Between, Exactly, Fact, FactType
from respond.language import Scope
from respond.reason import GAVE_UP, NONE, Completion, Truth, cells, compile_condition, compile_level, complete


def _check(rnd, cases, known):
    """Hold one search against the grid; a completion found proves itself."""
    wants = [(compile_condition(case.text, SCOPE), rnd.random() < 0.5) for case in cases]
    found = complete(wants, known)
    means = [(case.means, wanted) for case, (_, wanted) in zip(cases, wants, strict=True)]
    shown = [(case.text, wanted) for case, (_, wanted) in zip(cases, wants, strict=True)]
    assert found is not GAVE_UP, (shown, known)
    names = frozenset().union(*(case.names for case in cases))
    if isinstance(found, Completion):
        exact = found.assignment
        assert names >= exact.keys()
        for name, value in exact.items():
            assert allowed(known.get(name), value, GRID.get(name)), (name, shown, known)
            if name in FACTS and FACTS[name].type in {FactType.COUNT, FactType.QUANTITY, FactType.SHARE}:
                assert GRID[name][0] <= value <= GRID[name][-1]
        # a name may cancel out, as in `a - a`; then any value will do
        full = {
            name: next(x for x in GRID[name] if allowed(known.get(name), x, GRID[name])) for name in names
        } | exact
        assert all(mean(full) is wanted for mean, wanted in means), (shown, known, exact)
        return True
    for exact in completions(names, known, rnd, most=1200):
        assert not all(mean(exact) is wanted for mean, wanted in means), (shown, known, exact)
    return False


@pytest.mark.parametrize("start", range(4))
def test_the_search_agrees_with_brute_force(start):
    rnd = random.Random(start)
    results = [
        _check(rnd, [make_condition(rnd, 2) for _ in range(rnd.randint(1, 4))], make_knowledge(rnd))
        for _ in range(500)
    ]
    assert 50 < sum(results) < 450  # both answers are put to the test


@given(st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_the_search_agrees_with_brute_force_on_deep_conditions(seed):
    rnd = random.Random(seed)
    _check(rnd, [make_condition(rnd, 3) for _ in range(2)], make_knowledge(rnd))


def test_bands_together_decide_what_each_leaves_open():
    bands = [compile_condition(text, SCOPE) for text in ("1 <= a < 3", "3 <= a < 5", "a >= 5")]
    known = {"a": Between(1, None)}
    assert all(band.truth(known) is Truth.UNKNOWN for band in bands[1:])
    assert complete([(band, False) for band in bands], known) is NONE
    assert complete([(bands[1], True)], known) == Completion({"a": 3})


def test_two_of_six_governments_are_never_below_a_tenth():
    count = compile_condition("m >= 2 and rate < 10%", SCOPE)
    assert complete([(count, True)], {"t": Exactly(6)}) is NONE
    wide = dict(FACTS) | {"t": Fact("t", FactType.COUNT, Text("总数", "all"), unit="government", min="1")}
    count = compile_condition("m >= 2 and m / t < 10%", Scope(wide))
    assert complete([(count, True)], {}) == Completion({"m": 2, "t": 21})


def test_the_search_prefers_what_does_less_harm():
    either = compile_condition("f or a >= 3 or g", SCOPE)
    assert complete([(either, True)], {"g": Exactly(value=False)}).assignment == {
        "f": False,
        "a": 3,
        "g": False,
    }


def test_the_search_gives_up_rather_than_guess():
    unbounded = {
        name: Fact(name, FactType.COUNT, Text(name, name), unit="case") for name in ("x", "y", "z", "w")
    }
    # no whole numbers satisfy it, though fractions do, and there is no end to trying
    odd = compile_condition("2 * x + 4 * y < 6 * z + 2 and 6 * z < 2 * x + 4 * y", Scope(unbounded))
    assert complete([(odd, True)], {}, limit=50) in {GAVE_UP, NONE}


def test_many_independent_facts_do_not_multiply():
    facts = {f"x{n}": Fact(f"x{n}", FactType.COUNT, Text(f"x{n}", f"x{n}"), unit="case") for n in range(40)}
    scope = Scope(facts)
    bands = [
        compile_condition(f"{low} <= {name} < {high}", scope)
        for name in facts
        for low, high in ((3, 10), (10, 30), (30, 100))
    ]
    assert isinstance(complete([(band, False) for band in bands], {}, limit=20_000), Completion)
    gated = compile_condition(" and ".join(f"({name} >= 3 or {name} < 1)" for name in facts), scope)
    assert isinstance(complete([(gated, True)], {}, limit=20_000), Completion)
    assert isinstance(complete([(gated, False)], {}, limit=20_000), Completion)


def test_a_window_is_found_within_the_days_that_are_possible():
    winter = compile_condition("d in winter", SCOPE)
    assert complete([(winter, True)], {}).assignment["d"] == date(2025, 11, 1)
    assert complete([(winter, False)], {"d": Between(date(2025, 12, 1), None)}).assignment["d"] == date(
        2026, 3, 1
    )
    assert complete([(winter, False)], {"d": Between(date(2025, 12, 1), date(2026, 1, 1))}) is NONE
    begun = compile_condition("begun in winter and not (begun in may)", SCOPE)
    moment = complete([(begun, True)], {}).assignment["begun"]
    assert (moment.month, moment.day) in {(1, 1), (11, 1)}


@given(st.integers(0, 2**32))
@settings(max_examples=200, deadline=None)
def test_within_a_cell_no_condition_changes(seed):
    rnd = random.Random(seed)
    cases = [make_condition(rnd, 2) for _ in range(3)]
    conditions = [compile_condition(case.text, SCOPE) for case in cases]
    known = make_exact(rnd)
    name = rnd.choice(("a", "m", "t", "area", "p", "level"))
    found = cells(conditions, known, name)
    if any(name in condition.variables for condition in conditions):
        assert found
    for case in cases:
        for value in GRID[name]:
            exact = {key: item.value for key, item in known.items()} | {name: value}
            own = [
                cell
                for cell in found
                if (cell.low is None or cell.low < value or (cell.low == value and not cell.low_open))
                and (cell.high is None or value < cell.high or (cell.high == value and not cell.high_open))
            ]
            assert len(own) == 1 or not found, (case.text, name, value)
            for cell in own:
                assert case.means(exact) is case.means(exact | {name: cell.value}), (
                    case.text,
                    known,
                    name,
                    cell,
                )


def test_cells_are_in_order_with_a_value_in_each():
    band = compile_condition("a >= 5 or 2 <= a < 4", SCOPE)
    assert [(cell.low, cell.high, cell.value) for cell in cells([band], {}, "a")] == [
        (0, 1, 0),
        (2, 3, 2),
        (4, 4, 4),
        (5, 6, 5),
    ]
    assert cells([band], {}, "b") == []


@given(st.integers(0, 2**32))
@settings(max_examples=200, deadline=None)
def test_generated_code_agrees_with_the_conditions(seed):
    rnd = random.Random(seed)
    levels = [
        (gravity, [compile_condition(make_condition(rnd, 2).text, SCOPE) for _ in range(rnd.randint(1, 3))])
        for gravity in (4, 3, 2, 1)
    ]
    level = compile_level(levels)
    for _ in range(10):
        known = make_exact(rnd)
        wanted = max(
            (g for g, conditions in levels for c in conditions if c.truth(known) is Truth.YES), default=0
        )
        assert level({name: value.value for name, value in known.items()}) == wanted


def test_generated_code_takes_no_text_for_code():
    name = "__import__('os').abort() or 'x"
    scope = Scope(
        {
            "c": Fact(
                "c", FactType.CHOICE, Text("选", "choice"), choices={"x": Text("", ""), name: Text("", "")}
            )
        }
    )
    level = compile_level([(4, [compile_condition("c != x", scope)])])
    assert level({"c": name}) == 4
    assert level({"c": "x"}) == 0


def test_generated_code_asks_for_the_facts_it_needs():
    level = compile_level([(4, [compile_condition("a >= 5 and a != 6", SCOPE)])])
    with pytest.raises(KeyError, match="a"):
        level({})


@given(st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_where_no_name_is_shared_unknown_means_that_both_are_possible(seed):
    rnd = random.Random(seed)
    condition = compile_condition(make_condition(rnd, 2).text, SCOPE)
    if condition.separate and condition.truth({}) is Truth.UNKNOWN:
        assert isinstance(complete([(condition, True)], {}), Completion)
        assert isinstance(complete([(condition, False)], {}), Completion)
