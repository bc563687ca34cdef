"""Conditions under what is known: truths, ranges of levels, distances, questions, exact search."""

from respond.reason.condition import (
    Condition,
    Formula,
    compile_condition,
    compile_formula,
    condition_of,
    formula_of,
)
from respond.reason.distance import distances
from respond.reason.effort import Budget
from respond.reason.fact_use import Cell, cells
from respond.reason.fast import (
    ExactLevel,
    GivenLevel,
    compile_given_level,
    compile_level,
    first_match_of,
    names_of,
)
from respond.reason.forms import (
    AllOf,
    AnyOf,
    Atom,
    ChoiceAtom,
    Fixed,
    FlagAtom,
    Form,
    ManyOf,
    Opposite,
    SeasonAtom,
    SumAtom,
    atoms_of,
)
from respond.reason.graded import Graded
from respond.reason.interval import Interval
from respond.reason.joint import grades_of, truth_of
from respond.reason.known import Known, but, doubted_in, given_in, graded_in, tied, with_grades
from respond.reason.normal import event_of
from respond.reason.numbers import midnight, number_of, value_of
from respond.reason.possible import under
from respond.reason.proof import proof
from respond.reason.questions import asked_about, questions
from respond.reason.ranges import LevelRange, level_range, narrow
from respond.reason.reach import reachable
from respond.reason.search import GAVE_UP, NONE, Completion, complete
from respond.reason.telling import telling
from respond.reason.terms import Values, Variable
from respond.reason.truth import Truth
from respond.reason.what_if import WhatIf

__all__ = [
    "GAVE_UP",
    "NONE",
    "AllOf",
    "AnyOf",
    "Atom",
    "Budget",
    "Cell",
    "ChoiceAtom",
    "Completion",
    "Condition",
    "ExactLevel",
    "Fixed",
    "FlagAtom",
    "Form",
    "Formula",
    "GivenLevel",
    "Graded",
    "Interval",
    "Known",
    "LevelRange",
    "ManyOf",
    "Opposite",
    "SeasonAtom",
    "SumAtom",
    "Truth",
    "Values",
    "Variable",
    "WhatIf",
    "asked_about",
    "atoms_of",
    "but",
    "cells",
    "compile_condition",
    "compile_formula",
    "compile_given_level",
    "compile_level",
    "complete",
    "condition_of",
    "distances",
    "doubted_in",
    "event_of",
    "first_match_of",
    "formula_of",
    "given_in",
    "graded_in",
    "grades_of",
    "level_range",
    "midnight",
    "names_of",
    "narrow",
    "number_of",
    "proof",
    "questions",
    "reachable",
    "telling",
    "tied",
    "truth_of",
    "under",
    "value_of",
    "with_grades",
]
