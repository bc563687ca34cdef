"""The plans the benchmarks run on, each with its hand-written levels and a source of random incidents."""

import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import checked
import hand

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
MEASURED = {
    "damaged_forest",
    "damaged_grassland",
    "direct_loss",
    "principal_defaulted",
    "interest_defaulted",
    "principal_due",
    "interest_due",
}
FLAGS = (False, True)
RARELY = (False,) * 19 + (True,)
AREAS = (
    0,
    1,
    5,
    9,
    10,
    11,
    99,
    100,
    999,
    1000,
    5000,
    8000,
    Fraction(66, 1000),
    Fraction(67, 1000),
    Fraction(999, 100),
)
PEOPLE = (0, 0, 0, 1, 2, 3, 9, 10, 11, 19, 20, 29, 30, 49, 50, 99, 100)
YUAN = (0, 4_999, 5_000, 499_999, 500_000, 2_999_999, 3_000_000, 4_999_999, 5_000_000, Fraction(9_999, 2))
DEFAULTED = (0, 0, 0, 1, 49, 50, 51, 99, 100, 101, Fraction(999, 10))
DUE = (100, 999, 1000, 1001, 9_999, 10_000, Fraction(9_999, 10))
FAILING = (0, 0, 0, 1, 2, 10, 12, 13, 15, 18)


@dataclass(frozen=True)
class Case:
    """A plan, the possible values of the facts its levels use, and the levels by hand."""

    name: str
    plan: str
    grid: Mapping[str, tuple[object, ...]]
    by_hand: Callable[[Mapping[str, object]], str]
    checked: Callable[[Mapping[str, object]], str]
    events: tuple[str, ...] = ()

    def facts(self, chance: random.Random) -> dict[str, object]:
        """Draw exact values for every fact."""
        return {name: values[int(chance.random() * len(values))] for name, values in self.grid.items()}

    def given(self, chance: random.Random, kind: type) -> dict[str, object]:
        """Draw exact values in the units of the plan, those that are not whole of one kind, ints: none of these."""
        facts = self.facts(chance)
        for name in MEASURED & facts.keys():
            facts[name] = _as(Fraction(facts[name]) / (10_000 if name == "direct_loss" else 1), kind)
        return facts


def _as(value, kind):
    if value.denominator == 1 or kind is int:
        return int(value)
    return kind(value.numerator) / value.denominator


def _flags(*names):
    return dict.fromkeys(names, RARELY)


_FIRE = {"damaged_forest": AREAS, "damaged_grassland": AREAS, "deaths": PEOPLE, "serious_injuries": PEOPLE}
CASES = {
    case.name: case
    for case in (
        Case(
            "vaccine",
            "vaccine-quality@2024",
            {
                "quality_suspected": (True, True, True, False),
                "deaths": (0, 0, 0, 1, 2, 3, 4, 5, 6),
                "rare_cases": (0, 1, 3, 4, 5, 6, 10, 11, 20, 21),
                "serious_cases": (0, 0, 1, 2, 3, 4, 5, 6),
                **_flags("other_especially_serious", "other_serious", "other_fairly_large", "other_general"),
            },
            hand.vaccine,
            checked.vaccine,
            ("received=2026-11-21T09:12+08:00",),
        ),
        Case(
            "fire",
            "forest-grassland-fire@2026",
            _FIRE,
            hand.fire,
            checked.fire,
            ("received=2026-11-21T09:12+08:00",),
        ),
        Case(
            "fire 2009",
            "forest-grassland-fire@2009",
            {**_FIRE, "direct_loss": YUAN, "other_forest_land": FLAGS},
            hand.fire_2009,
            checked.fire_2009,
            ("received=2025-11-21T09:12+08:00",),
        ),
        Case(
            "debt",
            "debt-risk@2017",
            {
                "city_governments": (6, 7, 10, 13, 20),
                "province_governments": (100, 117, 130),
                "city_failing": (0, 0, 0, 0, 1, 2, 3),
                "province_failing": FAILING,
                "city_contingent_failing": (0, 0, 0, 0, 1, 2),
                "province_contingent_failing": FAILING,
                "principal_defaulted": DEFAULTED,
                "interest_defaulted": DEFAULTED,
                "principal_due": DUE,
                "interest_due": DUE,
                "failed_issues": (0, 0, 1, 2, 3),
                "mass_incident": ("absent", "absent", "absent", "general", "fairly_large", "major"),
                **_flags(
                    "provincial_bond_default",
                    "province_cannot_repay",
                    "province_repay_squeeze",
                    "province_cannot_meet_contingent",
                    "province_contingent_squeeze",
                    "determined_especially_major",
                    "determined_major",
                    "determined_fairly_large",
                    "determined_general",
                ),
            },
            hand.debt,
            checked.debt,
            ("received=2026-11-21T09:12+08:00",),
        ),
    )
}
