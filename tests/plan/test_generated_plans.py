"""Plans made at random, of any scale, zone and units of their own: the engine's level is what their figures say."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from generated_plans import STEPS, directly, plans, prepared, values_of
from respond.facts import UNKNOWN, Between, Exactly
from respond.reason import level_range


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_the_level_is_what_the_figures_say(data):
    text, names, factor, meant = data.draw(plans())
    plan = prepared(text)
    for _ in range(4):
        values = data.draw(values_of(factor))
        direct = directly(meant, values)
        found = level_range(plan.ladder, {name: Exactly(value) for name, value in values.items()}).on(
            plan.levels
        )
        assert (str(found.certain), found.definite, found.exact) == (("none", *names)[direct], True, True), (
            text,
            values,
        )
        assert str(plan.exact_level(values)) == ("none", *names)[direct], (text, values)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_the_range_is_what_every_completion_gives(data):
    """Counts and flags open or in ranges, choices in a range by the order of the plan; all completions are tried."""
    text, names, factor, meant = data.draw(plans())
    exact = data.draw(values_of(factor))
    known = {name: Exactly(value) for name, value in exact.items()}
    axes = {name: [value] for name, value in exact.items()}
    for name, order in (("riders", range(7)), ("sea", STEPS)):
        low, high = sorted(data.draw(st.tuples(*[st.integers(0, len(order) - 1)] * 2)))
        if low != high:
            known[name] = Between(order[low], order[high])
            axes[name] = list(order[low : high + 1])
    if data.draw(st.booleans()):
        known["lost"], axes["lost"] = UNKNOWN, [False, True]
    levels = {
        directly(meant, dict(zip(axes, point, strict=True))) for point in itertools.product(*axes.values())
    }
    plan = prepared(text)
    found = level_range(plan.ladder, known).on(plan.levels)
    wanted = (("none", *names)[min(levels)], ("none", *names)[max(levels)], True)
    assert (str(found.certain), str(found.possible), found.exact) == wanted, (text, known)
