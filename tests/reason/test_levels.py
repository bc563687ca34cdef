"""The level of every shipped plan against functions written by hand, and against every completion of what is known."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.facts import UNKNOWN, Between, Exactly
from respond.reason import level_range
from shipped_plans import PLANS, completions, exact, partly_known

each_plan = pytest.mark.parametrize("shipped", PLANS.values(), ids=PLANS)
data = st.data()


def known(facts):
    return {name: Exactly(value) for name, value in facts.items()}


@each_plan
@settings(max_examples=300)
@given(data=data)
def test_exact_facts_give_the_level_by_hand(shipped, data):
    facts = data.draw(exact(shipped))
    wanted = shipped.by_hand(facts)
    found = level_range(shipped.plan.ladder, known(facts))
    assert (found.certain, found.possible, found.exact) == (wanted, wanted, True)
    assert shipped.plan.exact_level(facts) == wanted


@each_plan
@settings(max_examples=250)
@given(data=data)
def test_the_range_is_exactly_what_completions_give(shipped, data):
    """Sound on the grid always; exact where every cell of an open fact has a value on the grid."""
    values = data.draw(partly_known(shipped, most_open=3 if shipped.name != "debt" else 1))
    found = level_range(shipped.plan.ladder, values)
    levels = {shipped.by_hand(facts) for facts in completions(shipped, values)}
    assert found.exact
    assert found.certain <= min(levels)
    assert max(levels) <= found.possible
    if shipped.name != "debt":
        assert (found.certain, found.possible) == (min(levels), max(levels))


@each_plan
@settings(max_examples=150)
@given(data=data)
def test_worse_is_never_milder(shipped, data):
    facts = data.draw(exact(shipped))
    worse = dict(facts)
    for name in data.draw(st.lists(st.sampled_from(shipped.harmful), min_size=1, unique=True)):
        grid = [item for item in shipped.grid[name] if not isinstance(item, str)]
        above = [item for item in grid if item >= facts[name]] if grid else [facts[name]]
        worse[name] = data.draw(st.sampled_from(above))
    assert shipped.plan.exact_level(worse) >= shipped.plan.exact_level(facts)


@each_plan
@settings(max_examples=150)
@given(data=data)
def test_knowing_more_never_widens_the_range(shipped, data):
    values = data.draw(partly_known(shipped, most_open=4))
    wide = level_range(shipped.plan.ladder, values)
    open_names = [name for name, value in values.items() if not isinstance(value, Exactly)]
    more = dict(values)
    for name in data.draw(st.lists(st.sampled_from(open_names), unique=True)) if open_names else []:
        fitting = completions_of(shipped, values, name)
        if fitting:
            more[name] = Exactly(data.draw(st.sampled_from(fitting)))
    narrow = level_range(shipped.plan.ladder, more)
    assert wide.certain <= narrow.certain
    assert narrow.possible <= wide.possible


def completions_of(shipped, values, name):
    value = values[name]
    if value is UNKNOWN:
        return list(shipped.grid[name])
    low, high = value.low, value.high
    return [v for v in shipped.grid[name] if (low is None or v >= low) and (high is None or v <= high)]


@each_plan
@settings(max_examples=100)
@given(data=data)
def test_the_order_of_facts_and_criteria_does_not_matter(shipped, data):
    values = data.draw(partly_known(shipped))
    seed = data.draw(st.integers(0, 2**32))
    ladder, items = list(shipped.plan.ladder), list(values.items())
    before = level_range(ladder, values)
    random.Random(seed).shuffle(ladder)
    random.Random(seed + 1).shuffle(items)
    assert level_range(ladder, dict(items)) == before


@each_plan
def test_the_answer_beside_every_threshold(shipped):
    """One step below, at and above each value of the grid, all other facts at rest."""
    rest = {name: grid[0] for name, grid in shipped.grid.items()} | {"quality_suspected": True}
    rest = {name: rest[name] for name in shipped.grid}
    for name, grid in shipped.grid.items():
        for value in grid:
            steps = [value]
            if isinstance(value, int) and not isinstance(value, bool):
                steps = [step for step in (value - 1, value, value + 1) if step >= grid[0]]
            elif isinstance(value, Fraction) and value > grid[0]:
                steps = [value - Fraction(1, 10**6), value, value + Fraction(1, 10**6)]
            for step in steps:
                facts = rest | {name: step}
                if "city_governments" in facts and (
                    facts["city_governments"] < 1 or facts["province_governments"] < 1
                ):
                    continue
                assert shipped.plan.exact_level(facts) == shipped.by_hand(facts), (name, step)
                assert level_range(shipped.plan.ladder, known(facts)).certain == shipped.by_hand(facts)


@pytest.mark.parametrize(
    ("deaths", "levels"),
    [
        (Between(1, None), (2, 4)),
        (Between(2, None), (3, 4)),
        (Between(1, 4), (2, 3)),
        (Between(5, 9), (4, 4)),
        (UNKNOWN, (0, 4)),
    ],
)
def test_at_least_is_at_least(deaths, levels):
    """Each band alone is open, yet the level is at least the first of them."""
    plan = PLANS["vaccine"].plan
    values = known({"quality_suspected": True, "rare_cases": 0, "serious_cases": 0} | OTHERS) | {
        "deaths": deaths
    }
    found = level_range(plan.ladder, values)
    assert (found.certain, found.possible) == levels


OTHERS = dict.fromkeys(
    ("other_especially_serious", "other_serious", "other_fairly_large", "other_general"), False
)


def test_a_share_on_the_line_is_exact():
    """0.30 of 3.00 is 10 per cent, not 9.999."""
    shipped = PLANS["debt"]
    facts = {name: grid[0] for name, grid in shipped.grid.items()}
    facts |= {"principal_defaulted": Fraction(3, 10), "principal_due": Fraction(3)}
    assert shipped.plan.exact_level(facts) == 4
