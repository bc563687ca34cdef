"""Conditions: text -> typed tree -> yes, no or unknown; also words, fast code and exact search."""

from respond.conditions.condition import (
    Condition,
    Formula,
    compile_condition,
    compile_formula,
)
from respond.conditions.fast import ExactLevel, compile_level
from respond.conditions.scope import LEVELS, Scope
from respond.conditions.truth import Truth

__all__ = [
    "LEVELS",
    "Condition",
    "ExactLevel",
    "Formula",
    "Scope",
    "Truth",
    "compile_condition",
    "compile_formula",
    "compile_level",
]
