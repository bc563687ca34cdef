"""The shipped plans' levels as a programmer would write them by hand from the texts: the second opinion.

Counts are ints, areas hectares, money yuan (ints or Fractions); shares are compared by cross-multiplication.
Each function takes every fact its criteria use and gives 0 (none), 1 (IV), 2 (III), 3 (II) or 4 (I).
"""


def vaccine(quality_suspected, deaths, rare_cases, serious_cases, other):
    """Clause 4; `other` is the gravest level judged by the "other" items, 0 if none."""
    counted = 0
    if quality_suspected:
        if deaths >= 5 or rare_cases > 20 or serious_cases > 5:
            counted = 4
        elif deaths >= 2 or rare_cases > 10 or serious_cases > 3:
            counted = 3
        elif deaths == 1 or rare_cases > 5 or serious_cases > 2:
            counted = 2
        elif rare_cases > 3 or serious_cases > 1:
            counted = 1
    return max(counted, other)


def _ladder(value, *steps):
    return next((gravity for gravity, step in zip((4, 3, 2, 1), steps, strict=False) if value >= step), 0)


def fire_2026(damaged_forest, damaged_grassland, deaths, serious_injuries):
    """Order 822, article 45."""
    forest = _ladder(damaged_forest, 1000, 100, 10)
    if not forest and damaged_forest * 1000 >= 67:
        forest = 1
    return max(
        forest,
        _ladder(damaged_grassland, 8000, 5000, 1000, 10),
        _ladder(deaths, 30, 10, 3, 1),
        _ladder(serious_injuries, 100, 50, 10, 1),
    )


def fire_2009(damaged_forest, damaged_grassland, deaths, serious_injuries, direct_loss, other_forest_land):
    """Forest Fire Prevention Regulation, article 40, and the grassland grading of 2010."""
    forest = max(_ladder(damaged_forest, 1000, 100, 1), int(damaged_forest > 0), int(other_forest_land))
    people = max(_ladder(deaths, 30, 10, 3, 1), _ladder(serious_injuries, 100, 50, 10, 1))
    grass = _ladder(damaged_grassland, 8000, 5000, 1000, 10)
    if damaged_grassland > 0:
        grass = max(
            grass,
            _ladder(deaths, 10, 3, 1),
            _ladder(deaths + serious_injuries, 20, 10),
            _ladder(serious_injuries, 10**9, 10**9, 3, 1) if serious_injuries < 10 else 0,
            _ladder(direct_loss, 5_000_000, 3_000_000, 500_000, 5_000),
        )
    return max(forest, people, grass)


def _share(part, whole):
    if part * 100 >= whole * 15:
        return 4
    if part * 10 >= whole:
        return 3
    if part >= 2:
        return 2
    return 1 if part == 1 else 0


def _default(part, whole):
    if part * 10 >= whole:
        return 4
    if part * 20 >= whole:
        return 3
    return 2 if part * 100 >= whole else 0


def debt(facts):
    """Clause 1.5, over the names of the plan's facts."""
    province = ("provincial_bond_default", "province_cannot_repay", "province_repay_squeeze")
    contingent = (
        "province_cannot_meet_contingent",
        "province_contingent_squeeze",
        "determined_especially_major",
    )
    if any(facts[name] for name in (*province, *contingent)):
        return 4
    levels = [
        _share(facts["city_failing"], facts["city_governments"]),
        _share(facts["province_failing"], facts["province_governments"]),
        _share(facts["city_contingent_failing"], facts["city_governments"]),
        _share(facts["province_contingent_failing"], facts["province_governments"]),
        _default(facts["principal_defaulted"], facts["principal_due"]),
        _default(facts["interest_defaulted"], facts["interest_due"]),
        3 if facts["failed_issues"] >= 3 else 0,
        {"none": 0, "general": 1, "fairly_large": 2, "major": 3}.get(facts["mass_incident"], 0),
        3 if facts["determined_major"] else 0,
        2 if facts["determined_fairly_large"] else 0,
        1 if facts["determined_general"] else 0,
    ]
    return max(levels)
