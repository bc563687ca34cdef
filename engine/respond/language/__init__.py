"""The language of conditions: text to one typed tree, and the tree in words."""

from respond.language.checking import check_condition
from respond.language.kinds import DAY, LEVEL, MOMENT, stand_in, type_words
from respond.language.parsed import Amount, Chain, Day, Node
from respond.language.parser import DEEPEST, parse
from respond.language.scope import Scope
from respond.language.term_types import check_formula
from respond.language.tokens import LONGEST, Origin, origin_of
from respond.language.typed import (
    Among,
    Chosen,
    Comparison,
    Constant,
    DerivedTerm,
    Elapsed,
    Every,
    Extreme,
    FactTerm,
    Flag,
    InSeason,
    InState,
    LevelTerm,
    Negation,
    Negative,
    Operation,
    Season,
    Some,
    Sure,
    Term,
    Test,
)
from respond.language.uses import Uses, uses_of
from respond.language.words import TURNED, say_term, say_test

__all__ = [
    "DAY",
    "DEEPEST",
    "LEVEL",
    "LONGEST",
    "MOMENT",
    "TURNED",
    "Among",
    "Amount",
    "Chain",
    "Chosen",
    "Comparison",
    "Constant",
    "Day",
    "DerivedTerm",
    "Elapsed",
    "Every",
    "Extreme",
    "FactTerm",
    "Flag",
    "InSeason",
    "InState",
    "LevelTerm",
    "Negation",
    "Negative",
    "Node",
    "Operation",
    "Origin",
    "Scope",
    "Season",
    "Some",
    "Sure",
    "Term",
    "Test",
    "Uses",
    "check_condition",
    "check_formula",
    "origin_of",
    "parse",
    "say_term",
    "say_test",
    "stand_in",
    "type_words",
    "uses_of",
]
