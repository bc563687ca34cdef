"""The levels of all shipped plans as SQL written by hand: what the expressions made are measured against.

As the plan says it: every fact is there and in its domain, or there is no level; then the levels from the gravest on.
Whole numbers and decimals only, shares multiplied out.
"""


def _case(unfit, **levels):
    whens = "".join(f" WHEN {test} THEN '{level}'" for level, test in levels.items())
    return f"CASE WHEN {unfit} THEN NULL{whens} ELSE 'none' END"


def _unfit(*, figures=(), flags=(), most=(), least=(), keys=(), together=()):
    """Write what keeps a row from being graded: facts that are missing, cannot be, or cannot be together."""
    tests = [f"{name} IS NULL" for name in flags]
    tests += [f"{name} IS NULL OR {name} < 0" for name in figures]
    tests += [f"{name} IS NULL OR {name} < 0 OR {name} > {end}" for name, end in most]
    tests += [f"{name} IS NULL OR {name} {test}" for name, test in least]
    tests += [f"{name} IS NULL OR {name} NOT IN ({', '.join(map(repr, each))})" for name, each in keys]
    return " OR ".join([*tests, *(f"NOT ({test})" for test in together)])


VACCINE = _case(
    _unfit(
        figures=("deaths", "rare_cases", "serious_cases"),
        flags=("quality_suspected", "other_especially_serious", "other_serious", "other_fairly_large", "other_general"),
    ),
    I="(quality_suspected AND (deaths >= 5 OR rare_cases > 20 OR serious_cases > 5)) OR other_especially_serious",
    II="(quality_suspected AND (deaths >= 2 OR rare_cases > 10 OR serious_cases > 3)) OR other_serious",
    III="(quality_suspected AND (deaths >= 1 OR rare_cases > 5 OR serious_cases > 2)) OR other_fairly_large",
    IV="(quality_suspected AND (rare_cases > 3 OR serious_cases > 1)) OR other_general",
)  # fmt: skip
ACCIDENT = _case(
    _unfit(figures=("deaths", "serious_injuries", "direct_loss")),
    I="deaths >= 30 OR serious_injuries >= 100 OR direct_loss >= 10000",
    II="deaths >= 10 OR serious_injuries >= 50 OR direct_loss >= 5000",
    III="deaths >= 3 OR serious_injuries >= 10 OR direct_loss >= 1000",
    IV="deaths >= 1 OR serious_injuries >= 1 OR direct_loss > 0",
)
FIRE = _case(
    _unfit(figures=("damaged_forest", "damaged_grassland", "deaths", "serious_injuries")),
    I="damaged_forest >= 1000 OR damaged_grassland >= 8000 OR deaths >= 30 OR serious_injuries >= 100",
    II="damaged_forest >= 100 OR damaged_grassland >= 5000 OR deaths >= 10 OR serious_injuries >= 50",
    III="damaged_forest >= 10 OR damaged_grassland >= 1000 OR deaths >= 3 OR serious_injuries >= 10",
    IV="damaged_forest >= 0.067 OR damaged_grassland >= 10 OR deaths >= 1 OR serious_injuries >= 1",
)
FIRE_2009 = _case(
    _unfit(
        figures=("damaged_forest", "damaged_grassland", "deaths", "serious_injuries", "direct_loss"),
        flags=("other_forest_land",),
    ),
    I="damaged_forest >= 1000 OR damaged_grassland >= 8000 OR deaths >= 30 OR serious_injuries >= 100 "
    "OR (damaged_grassland > 0 AND (deaths >= 10 OR deaths + serious_injuries >= 20 OR direct_loss >= 500))",
    II="damaged_forest >= 100 OR damaged_grassland >= 5000 OR deaths >= 10 OR serious_injuries >= 50 "
    "OR (damaged_grassland > 0 AND (deaths >= 3 OR deaths + serious_injuries >= 10 OR direct_loss >= 300))",
    III="damaged_forest >= 1 OR damaged_grassland >= 1000 OR deaths >= 3 OR serious_injuries >= 10 OR "
    "(damaged_grassland > 0 AND (deaths >= 1 OR serious_injuries BETWEEN 3 AND 9 OR direct_loss >= 50))",
    IV="damaged_forest > 0 OR damaged_grassland >= 10 OR deaths >= 1 OR serious_injuries >= 1 OR other_forest_land "
    "OR (damaged_grassland > 0 AND direct_loss >= 0.5)",
)
_DETERMINED = tuple(f"determined_{each}" for each in ("especially_major", "major", "fairly_large", "general"))
_PROVINCE = (
    "provincial_bond_default", "province_cannot_repay", "province_repay_squeeze", "province_cannot_meet_contingent",
    "province_contingent_squeeze",
)  # fmt: skip
_FAILING = {
    "city_failing": "city_governments",
    "city_contingent_failing": "city_governments",
    "province_failing": "province_governments",
    "province_contingent_failing": "province_governments",
}
_OWED = {"principal_defaulted": "principal_due", "interest_defaulted": "interest_due"}


def _shares(of, below, above=1):
    return " OR ".join(f"{part} * {below} >= {whole} * {above}" for part, whole in of.items())


DEBT = _case(
    _unfit(
        figures=(*_FAILING, *_OWED, "failed_issues"),
        least=[(name, "< 1") for name in ("city_governments", "province_governments")]
        + [(name, "<= 0") for name in _OWED.values()],
        flags=(*_PROVINCE, *_DETERMINED),
        keys=[("mass_incident", ("absent", "general", "fairly_large", "major"))],
        together=[f"{part} <= {whole}" for part, whole in _FAILING.items()],
    ),
    I=f"{' OR '.join(_PROVINCE)} OR determined_especially_major OR {_shares(_FAILING, 20, 3)} OR {_shares(_OWED, 10)}",
    II=f"determined_major OR mass_incident = 'major' OR failed_issues >= 3 OR {_shares(_FAILING, 10)} "
    f"OR {_shares(_OWED, 20)}",
    III="determined_fairly_large OR mass_incident = 'fairly_large' OR "
    f"{' OR '.join(f'{each} >= 2' for each in _FAILING)} OR {_shares(_OWED, 100)}",
    IV=f"determined_general OR mass_incident = 'general' OR {' OR '.join(f'{each} >= 1' for each in _FAILING)}",
)
_GRAVE = ("absent", "fairly_serious", "serious", "especially_serious")
_AMOUNTS = ("absent", "fairly_large", "large", "massive")
_WIDE = ("absent", "fairly_wide", "wide", "especially_wide")
_PAGES = ("absent", "ordinary", "lower_enterprise", "city_level", "top_level")


def _leaked(gravity, amounts):
    kept = f"core_data OR important_data OR personal_info_amount IN ({', '.join(map(repr, amounts))})"
    return f"(data_threat IN ({', '.join(map(repr, gravity))}) AND ({kept}))"


def _tampered(pages, spread, *limits):
    names = ("home_page_time", "other_page_time", "reposts", "views")
    tests = [f"{name} >= {limit}" for name, limit in zip(names, limits, strict=True)]
    tests.append(f"spread_judged IN ({', '.join(map(repr, spread))})")
    return f"(tampered IN ({', '.join(map(repr, pages))}) AND ({' OR '.join(tests)}))"


CYBER = _case(
    _unfit(
        figures=(
            "top_site_outage", "site_outage", "cii_outage", "cii_main_outage", "people_affected",
            "personal_info_leaked", "direct_loss", "home_page_time", "other_page_time", "reposts", "views",
        ),
        most=[("province_share", 1), ("prefecture_share", 1)],
        flags=("core_data", "important_data"),
        keys=[
            ("tampered", _PAGES), ("spread_judged", _WIDE), ("personal_info_amount", _AMOUNTS), ("data_threat", _GRAVE),
            ("system_loss", ("absent", "fairly_large", "serious", "especially_serious")),
            ("other_harm", ("absent", "some", "fairly_serious", "serious", "especially_serious")),
        ],
    ),
    I="top_site_outage >= 24 OR cii_outage >= 6 OR cii_main_outage >= 24 OR province_share >= 0.5 "
    "OR people_affected >= 10000000 OR personal_info_leaked >= 100000000 OR direct_loss >= 10000 "
    "OR system_loss = 'especially_serious' OR other_harm = 'especially_serious' "
    f"OR {_leaked(_GRAVE[3:], _AMOUNTS[3:])} OR {_tampered(_PAGES[4:], _WIDE[3:], 6, 24, 100000, 1000000)}",
    II="top_site_outage >= 6 OR site_outage >= 6 OR cii_outage >= 1 OR cii_main_outage >= 3 OR prefecture_share >= 0.5 "
    "OR people_affected >= 1000000 OR personal_info_leaked >= 10000000 OR direct_loss >= 2000 "
    "OR system_loss = 'serious' OR other_harm = 'serious' "
    f"OR {_leaked(_GRAVE[2:], _AMOUNTS[2:])} OR {_tampered(_PAGES[3:], _WIDE[2:], 2, 12, 10000, 100000)}",
    III="top_site_outage >= 2 OR site_outage >= 2 OR cii_outage * 6 >= 1 OR cii_main_outage >= 0.5 "
    "OR prefecture_share >= 0.3 OR people_affected >= 100000 OR personal_info_leaked >= 1000000 OR direct_loss >= 500 "
    "OR system_loss = 'fairly_large' OR other_harm = 'fairly_serious' "
    f"OR {_leaked(_GRAVE[1:], _AMOUNTS[1:])} OR {_tampered(_PAGES[1:], _WIDE[1:], 0.5, 2, 1000, 10000)}",
    IV="other_harm = 'some'",
)  # fmt: skip
CRA = _case(
    _unfit(
        flags=("covered", "exploited", "malicious_code", "steward", "steward_develops", "steward_systems"),
        keys=[("protection_affected", ("absent", "ordinary", "sensitive"))],
    ),
    notifiable="covered AND ((exploited AND (NOT steward OR steward_develops)) OR ((NOT steward OR steward_systems) "
    "AND (protection_affected = 'sensitive' OR (protection_affected = 'ordinary' AND malicious_code))))",
)
_LOST = ("data_unavailable", "data_untrusted", "data_altered", "data_disclosed")
_HEARD = ("in_media", "complaints", "regulatory_failure", "clients_lost")
DORA = _case(
    _unfit(
        figures=(
            "affected_clients", "affected_counterparts", "affected_transactions", "daily_transactions",
            "affected_amount", "daily_amount", "duration", "downtime", "other_states", "costs", "occurrences",
        ),
        least=[("all_clients", "< 1"), ("all_counterparts", "< 1")],
        flags=(
            "small_entity", "critical_functions", "authorised_services", "unauthorised_access", "relevant_affected",
            "home_affected", "data_adverse", "access_may_lose_data", "recurring", "same_root_cause", *_LOST, *_HEARD,
        ),
        together=[
            "affected_clients <= all_clients",
            "affected_counterparts <= all_counterparts",
            "NOT relevant_affected OR affected_clients > 0 OR affected_counterparts > 0",
            "NOT access_may_lose_data OR unauthorised_access",
            f"NOT data_adverse OR {' OR '.join(_LOST)}",
        ],
    ),
    major="(critical_functions OR authorised_services OR unauthorised_access) AND ((unauthorised_access AND "
    "access_may_lose_data) OR ((NOT recurring OR (occurrences >= 2 AND same_root_cause AND NOT small_entity)) AND "
    "CAST(affected_clients * 10 > all_clients OR affected_clients > 100000 OR "
    "affected_counterparts * 10 > all_counterparts * 3 OR affected_transactions * 10 > daily_transactions "
    "OR affected_amount * 10 > daily_amount OR relevant_affected AS INT) "
    f"+ CAST({' OR '.join(_HEARD)} AS INT) + CAST(duration > 24 OR downtime > 2 AS INT) "
    "+ CAST(other_states >= 2 OR (other_states >= 1 AND home_affected) AS INT) "
    f"+ CAST(data_adverse AND ({' OR '.join(_LOST)}) AS INT) + CAST(costs > 100000 AS INT) >= 2))",
)  # fmt: skip
SEVERITY = _case(
    _unfit(
        figures=("outage_time", "failed_requests", "revenue_loss", "data_lost"),
        most=[("customers_affected", 1), ("regions_affected", 6)],
        least=[("requests", "< 1"), ("error_budget", "> 100")],
        flags=("workaround", "personal_data", "defect"),
        keys=[("service_state", ("normal", "degraded", "impaired", "down"))],
        together=["failed_requests <= requests"],
    ),
    SEV1="customers_affected >= 0.5 OR (service_state = 'down' AND outage_time >= 15) OR revenue_loss >= 500000 "
    "OR personal_data",
    SEV2="customers_affected >= 0.1 OR (service_state IN ('down', 'impaired') AND NOT workaround) "
    "OR CAST(customers_affected >= 0.05 AS INT) + CAST(failed_requests * 50 >= requests AS INT) "
    "+ CAST(regions_affected >= 2 AS INT) >= 2 OR revenue_loss >= 50000 OR data_lost >= 1",
    SEV3="customers_affected >= 0.01 OR service_state <> 'normal' OR revenue_loss >= 5000 OR data_lost > 0 "
    "OR error_budget < 0",
    SEV4="customers_affected > 0 OR failed_requests * 1000 >= requests OR regions_affected >= 1",
    SEV5="error_budget < 20 OR defect",
)

BY_HAND = {
    "cn/cyber-incident@2025": CYBER,
    "eu/cra-vulnerability@2024": CRA,
    "eu/dora-incident@2025": DORA,
    "example/severity@2026": SEVERITY,
    "jiaocheng/forest-fire@2024": FIRE,
    "jiaocheng/vaccine-quality@2024": VACCINE,
    "jincheng/debt-risk@2017": DEBT,
    "national/forest-grassland-fire@2009": FIRE_2009,
    "national/forest-grassland-fire@2026": FIRE,
    "national/production-accident@2007": ACCIDENT,
}
