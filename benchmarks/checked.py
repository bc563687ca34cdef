"""The levels of `hand.py` with the checks a careful programmer writes: every fact given, of its type, in its domain.

They take what `respond.level_function` takes, measured facts in the unit of the plan (hectares, 万元), and give the
name of the level or raise. Everything is written out in place, without a call for each fact, as is fastest.
"""

from decimal import Decimal
from fractions import Fraction

_NUMBERS = frozenset((int, Decimal, Fraction))
_MASS = frozenset(("absent", "general", "fairly_large", "major"))


def vaccine(facts):
    suspected = facts["quality_suspected"]
    deaths, rare, serious = facts["deaths"], facts["rare_cases"], facts["serious_cases"]
    especially_serious, other_serious = facts["other_especially_serious"], facts["other_serious"]
    fairly_large, general = facts["other_fairly_large"], facts["other_general"]
    if (
        type(suspected) is not bool
        or type(deaths) is not int
        or type(rare) is not int
        or type(serious) is not int
        or type(especially_serious) is not bool
        or type(other_serious) is not bool
        or type(fairly_large) is not bool
        or type(general) is not bool
        or deaths < 0
        or rare < 0
        or serious < 0
    ):
        raise ValueError(facts)
    if suspected:
        if deaths >= 5 or rare > 20 or serious > 5 or especially_serious:
            return "I"
        if deaths >= 2 or rare > 10 or serious > 3 or other_serious:
            return "II"
        if deaths == 1 or rare > 5 or serious > 2 or fairly_large:
            return "III"
        if rare > 3 or serious > 1 or general:
            return "IV"
        return "none"
    if especially_serious:
        return "I"
    if other_serious:
        return "II"
    if fairly_large:
        return "III"
    return "IV" if general else "none"


def fire(facts):
    forest, grass = facts["damaged_forest"], facts["damaged_grassland"]
    deaths, injuries = facts["deaths"], facts["serious_injuries"]
    if (
        type(forest) not in _NUMBERS
        or type(grass) not in _NUMBERS
        or type(deaths) is not int
        or type(injuries) is not int
        or forest < 0
        or grass < 0
        or deaths < 0
        or injuries < 0
    ):
        raise ValueError(facts)
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
    other = facts["other_forest_land"]
    if (
        type(forest) not in _NUMBERS
        or type(grass) not in _NUMBERS
        or type(loss) not in _NUMBERS
        or type(deaths) is not int
        or type(injuries) is not int
        or type(other) is not bool
        or forest < 0
        or grass < 0
        or loss < 0
        or deaths < 0
        or injuries < 0
    ):
        raise ValueError(facts)
    burnt = grass > 0
    if forest >= 1000 or grass >= 8000 or deaths >= 30 or injuries >= 100:
        return "I"
    if burnt and (deaths >= 10 or deaths + injuries >= 20 or loss >= 500):
        return "I"
    if forest >= 100 or grass >= 5000 or deaths >= 10 or injuries >= 50:
        return "II"
    if burnt and (deaths >= 3 or deaths + injuries >= 10 or loss >= 300):
        return "II"
    if forest >= 1 or grass >= 1000 or deaths >= 3 or injuries >= 10:
        return "III"
    if burnt and (deaths >= 1 or 3 <= injuries < 10 or loss >= 50):
        return "III"
    if forest > 0 or grass >= 10 or deaths >= 1 or injuries >= 1 or other:
        return "IV"
    return "IV" if burnt and loss * 2 >= 1 else "none"


def debt(facts):
    provincial_bond_default = facts["provincial_bond_default"]
    province_cannot_repay = facts["province_cannot_repay"]
    province_repay_squeeze = facts["province_repay_squeeze"]
    province_cannot_meet_contingent = facts["province_cannot_meet_contingent"]
    province_contingent_squeeze = facts["province_contingent_squeeze"]
    determined_especially_major = facts["determined_especially_major"]
    determined_major = facts["determined_major"]
    determined_fairly_large = facts["determined_fairly_large"]
    determined_general = facts["determined_general"]
    cities, provinces = facts["city_governments"], facts["province_governments"]
    city, province = facts["city_failing"], facts["province_failing"]
    city_contingent, contingent = facts["city_contingent_failing"], facts["province_contingent_failing"]
    principal, principal_due = facts["principal_defaulted"], facts["principal_due"]
    interest, interest_due = facts["interest_defaulted"], facts["interest_due"]
    issues, mass = facts["failed_issues"], facts["mass_incident"]
    if (
        type(provincial_bond_default) is not bool
        or type(province_cannot_repay) is not bool
        or type(province_repay_squeeze) is not bool
        or type(province_cannot_meet_contingent) is not bool
        or type(province_contingent_squeeze) is not bool
        or type(determined_especially_major) is not bool
        or type(determined_major) is not bool
        or type(determined_fairly_large) is not bool
        or type(determined_general) is not bool
        or type(cities) is not int
        or type(provinces) is not int
        or type(city) is not int
        or type(province) is not int
        or type(city_contingent) is not int
        or type(contingent) is not int
        or type(issues) is not int
        or type(principal) not in _NUMBERS
        or type(principal_due) not in _NUMBERS
        or type(interest) not in _NUMBERS
        or type(interest_due) not in _NUMBERS
        or cities < 1
        or provinces < 1
        or city < 0
        or province < 0
        or city_contingent < 0
        or contingent < 0
        or issues < 0
        or principal < 0
        or interest < 0
        or principal_due * 1000000 < 1
        or interest_due * 1000000 < 1
        or mass not in _MASS
    ):
        raise ValueError(facts)
    if (
        provincial_bond_default
        or province_cannot_repay
        or province_repay_squeeze
        or province_cannot_meet_contingent
        or province_contingent_squeeze
        or determined_especially_major
    ):
        return "I"
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
        or issues >= 3
        or mass == "major"
        or determined_major
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
        or determined_fairly_large
    ):
        return "III"
    if (
        city == 1
        or province == 1
        or city_contingent == 1
        or contingent == 1
        or mass == "general"
        or determined_general
    ):
        return "IV"
    return "none"
