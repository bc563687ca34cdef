"""Shared work gives what plain work gives: ranges group by group, "what if" fact by fact, other readings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.facts import UNKNOWN, Exactly
from respond.reason import NONE, LevelRange, Truth, WhatIf, complete, level_range, reachable, truth_of
from shipped_plans import PLANS, partly_known

each_plan = pytest.mark.parametrize("shipped", PLANS.values(), ids=PLANS)
data = st.data()


def plainly(ladder, values):
    """Give the range by searching over all criteria at once."""
    certain = next(
        (
            gravity
            for gravity in (4, 3, 2, 1)
            if complete([(condition, False) for own, condition in ladder if own >= gravity], values) is NONE
        ),
        0,
    )
    reached = [own for own, condition in ladder if complete([(condition, True)], values) is not NONE]
    return LevelRange(certain, max(reached, default=0))


def what_if(shipped, values):
    return WhatIf([(gravity, c, c.truth(values)) for gravity, c in shipped.plan.ladder], values)


@st.composite
def little_known(draw, shipped):
    """Draw what is known where many facts are not."""
    values = dict(draw(partly_known(shipped, most_open=4)))
    for name in draw(st.lists(st.sampled_from(sorted(values)), max_size=12, unique=True)):
        values[name] = UNKNOWN
    return values


@each_plan
@settings(max_examples=60)
@given(data=data)
def test_group_by_group_is_all_at_once(shipped, data):
    values = data.draw(little_known(shipped))
    assert level_range(shipped.plan.ladder, values) == plainly(shipped.plan.ladder, values)


@each_plan
@settings(max_examples=60)
@given(data=data)
def test_one_fact_otherwise_is_that_fact_known_otherwise(shipped, data):
    values = data.draw(little_known(shipped))
    now = what_if(shipped, values)
    assert now.level == level_range(shipped.plan.ladder, values)
    for name in data.draw(
        st.lists(st.sampled_from(sorted(shipped.grid)), min_size=1, max_size=4, unique=True)
    ):
        value = data.draw(st.sampled_from(shipped.grid[name]))
        changed = {**values, name: Exactly(value)}
        assert now.with_value(name, Exactly(value)) == level_range(shipped.plan.ladder, changed), name


@each_plan
@settings(max_examples=40)
@given(data=data)
def test_other_conditions_are_another_ladder(shipped, data):
    values = data.draw(little_known(shipped))
    ladder = list(shipped.plan.ladder)
    positions = data.draw(st.lists(st.integers(0, len(ladder) - 1), min_size=1, max_size=3, unique=True))
    replaced = {position: ladder[data.draw(st.integers(0, len(ladder) - 1))][1] for position in positions}
    other = [(gravity, replaced.get(index, condition)) for index, (gravity, condition) in enumerate(ladder)]
    assert what_if(shipped, values).instead(replaced) == level_range(other, values)


@each_plan
@settings(max_examples=60)
@given(data=data)
def test_the_truth_of_one_condition_is_what_searching_finds(shipped, data):
    values = data.draw(little_known(shipped))
    for _, condition in shipped.plan.ladder:
        can = [complete([(condition, wanted)], values) is not NONE for wanted in (True, False)]
        wanted = Truth.UNKNOWN if all(can) else Truth.of(holds=can[0])
        assert truth_of(condition, values) is wanted


@each_plan
@settings(max_examples=60)
@given(data=data)
def test_the_levels_reachable_are_those_a_search_reaches(shipped, data):
    values = data.draw(little_known(shipped))
    now = what_if(shipped, values)
    ladder = shipped.plan.ladder
    found = {
        own
        for own, condition in ladder
        if complete([(condition, True), *((other, False) for g, other in ladder if g > own)], values)
        is not NONE
    }
    if complete([(condition, False) for _, condition in ladder], values) is not NONE:
        found.add(0)
    assert reachable(now.judged, values, now.level) == tuple(sorted(found))
