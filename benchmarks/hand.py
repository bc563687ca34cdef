"""The levels of four shipped plans as a careful programmer writes them by hand: what the engine is measured against.

Exact: ints and Fractions only, shares multiplied out. Every function takes the mapping of facts that
`respond.level_function` takes and gives the name of the level, so that both do the same work. The tests compare
the engine with a second set of functions (`tests/by_hand.py`); `run.py soak` uses both.
"""


def vaccine(facts):
    if facts["quality_suspected"]:
        deaths, rare, serious = facts["deaths"], facts["rare_cases"], facts["serious_cases"]
        if deaths >= 5 or rare > 20 or serious > 5 or facts["other_especially_serious"]:
            return "I"
        if deaths >= 2 or rare > 10 or serious > 3 or facts["other_serious"]:
            return "II"
        if deaths == 1 or rare > 5 or serious > 2 or facts["other_fairly_large"]:
            return "III"
        if rare > 3 or serious > 1 or facts["other_general"]:
            return "IV"
        return "none"
    if facts["other_especially_serious"]:
        return "I"
    if facts["other_serious"]:
        return "II"
    if facts["other_fairly_large"]:
        return "III"
    return "IV" if facts["other_general"] else "none"


def fire(facts):
    forest, grass = facts["damaged_forest"], facts["damaged_grassland"]
    deaths, injuries = facts["deaths"], facts["serious_injuries"]
    if forest >= 1000 or grass >= 8000 or deaths >= 30 or injuries >= 100:
        return "I"
    if forest >= 100 or grass >= 5000 or deaths >= 10 or injuries >= 50:
        return "II"
    if forest >= 10 or grass >= 1000 or deaths >= 3 or injuries >= 10:
        return "III"
    if forest * 1000 >= 67 or grass >= 10 or deaths >= 1 or injuries >= 1:
        return "IV"
    return "none"


def fire_2009(facts):
    forest, grass = facts["damaged_forest"], facts["damaged_grassland"]
    deaths, injuries, loss = facts["deaths"], facts["serious_injuries"], facts["direct_loss"]
    burnt = grass > 0
    if forest >= 1000 or grass >= 8000 or deaths >= 30 or injuries >= 100:
        return "I"
    if burnt and (deaths >= 10 or deaths + injuries >= 20 or loss >= 5_000_000):
        return "I"
    if forest >= 100 or grass >= 5000 or deaths >= 10 or injuries >= 50:
        return "II"
    if burnt and (deaths >= 3 or deaths + injuries >= 10 or loss >= 3_000_000):
        return "II"
    if forest >= 1 or grass >= 1000 or deaths >= 3 or injuries >= 10:
        return "III"
    if burnt and (deaths >= 1 or 3 <= injuries < 10 or loss >= 500_000):
        return "III"
    if forest > 0 or grass >= 10 or deaths >= 1 or injuries >= 1 or facts["other_forest_land"]:
        return "IV"
    return "IV" if burnt and loss >= 5_000 else "none"


def debt(facts):
    if (
        facts["provincial_bond_default"]
        or facts["province_cannot_repay"]
        or facts["province_repay_squeeze"]
        or facts["province_cannot_meet_contingent"]
        or facts["province_contingent_squeeze"]
        or facts["determined_especially_major"]
    ):
        return "I"
    cities, provinces = facts["city_governments"], facts["province_governments"]
    city, province = facts["city_failing"], facts["province_failing"]
    city_contingent, contingent = facts["city_contingent_failing"], facts["province_contingent_failing"]
    principal, principal_due = facts["principal_defaulted"], facts["principal_due"]
    interest, interest_due = facts["interest_defaulted"], facts["interest_due"]
    mass = facts["mass_incident"]
    if (
        city * 20 >= cities * 3
        or province * 20 >= provinces * 3
        or city_contingent * 20 >= cities * 3
        or contingent * 20 >= provinces * 3
        or principal * 10 >= principal_due
        or interest * 10 >= interest_due
    ):
        return "I"
    if (
        city * 10 >= cities
        or province * 10 >= provinces
        or city_contingent * 10 >= cities
        or contingent * 10 >= provinces
        or principal * 20 >= principal_due
        or interest * 20 >= interest_due
        or facts["failed_issues"] >= 3
        or mass == "major"
        or facts["determined_major"]
    ):
        return "II"
    if (
        city >= 2
        or province >= 2
        or city_contingent >= 2
        or contingent >= 2
        or principal * 100 >= principal_due
        or interest * 100 >= interest_due
        or mass == "fairly_large"
        or facts["determined_fairly_large"]
    ):
        return "III"
    if (
        city == 1
        or province == 1
        or city_contingent == 1
        or contingent == 1
        or mass == "general"
        or facts["determined_general"]
    ):
        return "IV"
    return "none"
