"""The language of conditions: text to one typed tree, the algebra of such trees, and them in words and text."""

from respond.language.algebra import ALWAYS, NEVER, and_, not_, or_, replace, rewrite, simplify, walk, ways_of
from respond.language.checking import check_condition
from respond.language.kinds import DAY, LEVEL, MOMENT, stand_in, type_words
from respond.language.parser import DEEPEST
from respond.language.scope import Scope
from respond.language.term_types import check_formula
from respond.language.tokens import LONGEST, origin_of
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
    Figure,
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
from respond.language.writing import write

__all__ = [
    "ALWAYS",
    "DAY",
    "DEEPEST",
    "LEVEL",
    "LONGEST",
    "MOMENT",
    "NEVER",
    "TURNED",
    "Among",
    "Chosen",
    "Comparison",
    "Constant",
    "DerivedTerm",
    "Elapsed",
    "Every",
    "Extreme",
    "FactTerm",
    "Figure",
    "Flag",
    "InSeason",
    "InState",
    "LevelTerm",
    "Negation",
    "Negative",
    "Operation",
    "Scope",
    "Season",
    "Some",
    "Sure",
    "Term",
    "Test",
    "Uses",
    "and_",
    "check_condition",
    "check_formula",
    "not_",
    "or_",
    "origin_of",
    "replace",
    "rewrite",
    "say_term",
    "say_test",
    "simplify",
    "stand_in",
    "type_words",
    "uses_of",
    "walk",
    "ways_of",
    "write",
]
