"""Conditions under what is known: truths, ranges of levels, distances, questions, exact search."""

from respond.reason.cells import Cell, cells
from respond.reason.condition import Condition, Formula, compile_condition, compile_formula
from respond.reason.distance import distances
from respond.reason.fast import ExactLevel, GivenLevel, compile_given_level, compile_level, names_of
from respond.reason.proof import proof
from respond.reason.questions import questions
from respond.reason.ranges import Gravity, LevelRange, level_range, narrow, truth_of
from respond.reason.reach import reachable
from respond.reason.regions import GAVE_UP, NONE, Found, find
from respond.reason.truth import Truth
from respond.reason.variation import Variation

__all__ = [
    "GAVE_UP",
    "NONE",
    "Cell",
    "Condition",
    "ExactLevel",
    "Formula",
    "Found",
    "GivenLevel",
    "Gravity",
    "LevelRange",
    "Truth",
    "Variation",
    "cells",
    "compile_condition",
    "compile_formula",
    "compile_given_level",
    "compile_level",
    "distances",
    "find",
    "level_range",
    "names_of",
    "narrow",
    "proof",
    "questions",
    "reachable",
    "truth_of",
]
