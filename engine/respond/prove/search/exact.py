"""One incident with every fact known exactly, judged by ordinary evaluation."""

from collections.abc import Mapping
from typing import Any

from respond.facts import Exactly, Level, Plain
from respond.plan import Prepared
from respond.reason import Condition, Truth
from respond.situation import exact_json

ExactIncident = Mapping[str, Plain]
"""One incident, every fact known exactly, in base units; choices by key, events by whether or when."""


def facts_json(facts: ExactIncident) -> dict[str, Any]:
    """Give exact values as plain data; numbers that are not whole as exact text, in base units."""
    return {str(name): exact_json(value) for name, value in facts.items()}


def known(facts: ExactIncident) -> dict[str, Exactly]:
    """Give exact values as the evaluation takes them."""
    return {name: Exactly(value) for name, value in facts.items()}


def met(condition: Condition, facts: ExactIncident) -> bool:
    """Say whether a condition holds for certain in an incident."""
    needed = (*condition.variables, *condition.moments)
    return condition.truth({name: Exactly(facts[name]) for name in needed if name in facts}) is Truth.YES


def level_at(plan: Prepared, facts: ExactIncident) -> Level:
    """Give the level of an incident, on the plan's own scale, by ordinary evaluation."""
    if plan.timeless:
        return plan.levels.at(plan.exact_level(facts))
    return max((level for level, condition in plan.ladder if met(condition, facts)), default=plan.levels.none)
