"""The shipped plans with, for each fact of their criteria, values on and around every threshold."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from attrs import frozen
from hypothesis import strategies as st

import by_hand
from respond.facts import UNKNOWN, Between, Exactly
from respond.plan import Library, Prepared

LIBRARY = Library.default()

AREAS = tuple(
    Fraction(area, 1000) for edge in (67, 1000, 10_000, 100_000, 1_000_000, 5_000_000, 8_000_000)
    for area in (edge - 1, edge, edge + 1)
)  # fmt: skip
_COUNTS = (0, 1, 2, 3, 9, 10, 11, 19, 20, 29, 30, 49, 50, 99, 100)
_YUAN = (0, 4_999, 5_000, 499_999, 500_000, 2_999_999, 3_000_000, 4_999_999, 5_000_000)
_FLAGS = (False, True)


@frozen(eq=False)
class Shipped:
    """One plan, the grid of its facts, and the level by hand."""

    name: str
    plan: Prepared
    grid: Mapping[str, tuple[object, ...]]
    by_hand: Callable[[Mapping[str, object]], int]

    @property
    def harmful(self) -> list[str]:
        """Give the facts with a direction of harm."""
        return [name for name in self.grid if self.plan.facts[name].worse]


def _vaccine(facts):
    names = ("other_especially_serious", "other_serious", "other_fairly_large", "other_general")
    other = max(
        (gravity for name, gravity in zip(names, (4, 3, 2, 1), strict=True) if facts[name]), default=0
    )
    counted = [facts[name] for name in ("quality_suspected", "deaths", "rare_cases", "serious_cases")]
    return by_hand.vaccine(*counted, other)


def _fire_2026(facts):
    names = ("damaged_forest", "damaged_grassland", "deaths", "serious_injuries")
    return by_hand.fire_2026(*(facts[name] for name in names))


def _fire_2009(facts):
    names = (
        "damaged_forest",
        "damaged_grassland",
        "deaths",
        "serious_injuries",
        "direct_loss",
        "other_forest_land",
    )
    return by_hand.fire_2009(*(facts[name] for name in names))


def _compiled(reference):
    return LIBRARY.prepared(LIBRARY.find(reference))


_DEBT = _compiled("debt-risk@2017")


_FIRE = {
    "damaged_forest": (Fraction(0), *AREAS),
    "damaged_grassland": (Fraction(0), *AREAS),
    "deaths": _COUNTS,
    "serious_injuries": _COUNTS,
}
_GOVERNMENTS = (1, 6, 7, 10, 13, 14, 19, 20, 21, 100, 117, 130)
_MONEY = tuple(Fraction(yuan) for yuan in (0, 1, 99, 100, 101, 499, 500, 501, 999, 1000, 1001, 10_000))
PLANS = {
    "vaccine": Shipped(
        "vaccine",
        _compiled("vaccine-quality@2024"),
        {
            "quality_suspected": _FLAGS,
            "deaths": tuple(range(8)),
            "rare_cases": tuple(range(24)),
            "serious_cases": tuple(range(9)),
            "other_especially_serious": _FLAGS,
            "other_serious": _FLAGS,
            "other_fairly_large": _FLAGS,
            "other_general": _FLAGS,
        },
        _vaccine,
    ),
    "fire-2026": Shipped("fire-2026", _compiled("forest-grassland-fire@2026"), _FIRE, _fire_2026),
    "fire-2009": Shipped(
        "fire-2009",
        _compiled("forest-grassland-fire@2009"),
        {**_FIRE, "direct_loss": tuple(Fraction(yuan) for yuan in _YUAN), "other_forest_land": _FLAGS},
        _fire_2009,
    ),
    "debt": Shipped(
        "debt",
        _DEBT,
        {
            **dict.fromkeys(("city_governments", "province_governments"), _GOVERNMENTS),
            **dict.fromkeys(
                ("city_failing", "province_failing", "city_contingent_failing", "province_contingent_failing"),
                (0, 1, 2, 3, 10, 12, 13, 15, 17, 18, 20),
            ),
            **dict.fromkeys(("principal_defaulted", "interest_defaulted"), _MONEY),
            **dict.fromkeys(("principal_due", "interest_due"), _MONEY[1:]),
            "failed_issues": (0, 1, 2, 3, 4),
            "mass_incident": tuple(map(str, _DEBT.facts["mass_incident"].choices)),
            **dict.fromkeys(
                (
                    "provincial_bond_default", "province_cannot_repay", "province_repay_squeeze",
                    "province_cannot_meet_contingent", "province_contingent_squeeze", "determined_especially_major",
                    "determined_major", "determined_fairly_large", "determined_general",
                ),
                _FLAGS,
            ),
        },
        by_hand.debt,
    ),
}  # fmt: skip


@st.composite
def exact(draw, shipped: Shipped):
    """Draw a full set of exact values."""
    return {name: draw(st.sampled_from(values)) for name, values in shipped.grid.items()}


@st.composite
def partly_known(draw, shipped: Shipped, most_open=3):
    """Draw what is known of an incident: exact values but for up to three facts that are ranges or unknown."""
    facts = draw(exact(shipped))
    open_names = draw(st.lists(st.sampled_from(sorted(facts)), max_size=most_open, unique=True))
    values = {name: Exactly(value) for name, value in facts.items()}
    for name in open_names:
        values[name] = draw(_open_value(shipped.grid[name]))
    return values


def _open_value(grid):
    if isinstance(grid[0], bool | str):
        return st.just(UNKNOWN)
    pairs = st.tuples(st.sampled_from(grid), st.sampled_from(grid)).map(sorted)
    ranges = pairs.map(lambda pair: Between(pair[0], pair[1]))
    low = st.sampled_from(grid).map(lambda value: Between(value, None))
    high = st.sampled_from(grid).map(lambda value: Between(None, value))
    return st.one_of(st.just(UNKNOWN), ranges, low, high)


def completions(shipped: Shipped, values) -> list[dict[str, object]]:
    """Give every completion on the grid."""
    found = [{}]
    for name, grid in shipped.grid.items():
        allowed = [item for item in grid if _fits(item, values[name])]
        found = [{**facts, name: item} for facts in found for item in allowed]
    return found


def _fits(item, value):
    if isinstance(value, Exactly):
        return item == value.value
    if isinstance(value, Between):
        return (value.low is None or item >= value.low) and (value.high is None or item <= value.high)
    return True
