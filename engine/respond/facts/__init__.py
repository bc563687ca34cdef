"""Facts: exact values, ranges and the unknown; units; reading and showing them."""

from respond.facts.domain import (
    Domain,
    check_fact,
    dimension_of,
    domain_of,
    is_numeric,
    is_ordered,
    unit_of,
)
from respond.facts.fact import Fact, FactType
from respond.facts.moments import read_date, read_instant
from respond.facts.observation import Observation, Standing, read_observation
from respond.facts.read import plain_number, read_value
from respond.facts.show import about, show_instant, show_number, show_plain, show_value
from respond.facts.units import (
    AREA,
    COUNT,
    LENGTH,
    MONEY,
    SHARE,
    TIME,
    UNITS,
    Dimension,
    Unit,
    base_unit,
    dimension_name,
    find_unit,
    nearest_unit,
    parse_unit,
    units_of,
)
from respond.facts.values import UNKNOWN, Between, Exactly, Number, Plain, Value

__all__ = [
    "AREA",
    "COUNT",
    "LENGTH",
    "MONEY",
    "SHARE",
    "TIME",
    "UNITS",
    "UNKNOWN",
    "Between",
    "Dimension",
    "Domain",
    "Exactly",
    "Fact",
    "FactType",
    "Number",
    "Observation",
    "Plain",
    "Standing",
    "Unit",
    "Value",
    "about",
    "base_unit",
    "check_fact",
    "dimension_name",
    "dimension_of",
    "domain_of",
    "find_unit",
    "is_numeric",
    "is_ordered",
    "nearest_unit",
    "parse_unit",
    "plain_number",
    "read_date",
    "read_instant",
    "read_observation",
    "read_value",
    "show_instant",
    "show_number",
    "show_plain",
    "show_value",
    "unit_of",
    "units_of",
]
