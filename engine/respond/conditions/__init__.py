"""Conditions: text -> typed tree -> yes, no or unknown; also words, fast code and exact search."""

from respond.conditions.cells import Cell, cells, partners
from respond.conditions.condition import (
    Condition,
    Formula,
    Skeleton,
    compile_condition,
    compile_formula,
)
from respond.conditions.fast import ExactLevel, compile_level
from respond.conditions.regions import GAVE_UP, NONE, Found, NoCompletion, find
from respond.conditions.scope import LEVELS, Scope
from respond.conditions.truth import Truth

__all__ = [
    "GAVE_UP",
    "LEVELS",
    "NONE",
    "Cell",
    "Condition",
    "ExactLevel",
    "Formula",
    "Found",
    "NoCompletion",
    "Scope",
    "Skeleton",
    "Truth",
    "cells",
    "compile_condition",
    "compile_formula",
    "compile_level",
    "find",
    "partners",
]
