"""The language of conditions: text to one typed tree, its normal form and its words."""

from respond.language.checking import check_condition
from respond.language.evaluate import (
    Ranger,
    Values,
    Variable,
    day_of,
    moment_of,
    number_of,
    plain_number,
    ranger,
    shanghai,
)
from respond.language.forms import (
    AllOf,
    AnyOf,
    Atom,
    ChoiceAtom,
    Fixed,
    FlagAtom,
    Form,
    Monomial,
    Normal,
    Opposite,
    SeasonAtom,
    SumAtom,
    TooComplicatedError,
    atoms_of,
    conjoin,
    disjoin,
    stands_apart,
)
from respond.language.intervals import Range, add, multiply, scale
from respond.language.kinds import DAY, LEVEL, MOMENT, stand_in, type_words
from respond.language.literals import complement, demand
from respond.language.normal import event_of, midnight, normalise
from respond.language.parser import DEEPEST, parse
from respond.language.scope import Scope
from respond.language.sizes import check_formula
from respond.language.tokens import LONGEST, Origin, origin_of
from respond.language.tree import Amount, Chain, Day, Node
from respond.language.typed import Comparison, Constant, Every, Negation, Some, Term, Test
from respond.language.uses import Uses, uses_of
from respond.language.words import TURNED, say_term, say_test

__all__ = [
    "DAY",
    "DEEPEST",
    "LEVEL",
    "LONGEST",
    "MOMENT",
    "TURNED",
    "AllOf",
    "Amount",
    "AnyOf",
    "Atom",
    "Chain",
    "ChoiceAtom",
    "Comparison",
    "Constant",
    "Day",
    "Every",
    "Fixed",
    "FlagAtom",
    "Form",
    "Monomial",
    "Negation",
    "Node",
    "Normal",
    "Opposite",
    "Origin",
    "Range",
    "Ranger",
    "Scope",
    "SeasonAtom",
    "Some",
    "SumAtom",
    "Term",
    "Test",
    "TooComplicatedError",
    "Uses",
    "Values",
    "Variable",
    "add",
    "atoms_of",
    "check_condition",
    "check_formula",
    "complement",
    "conjoin",
    "day_of",
    "demand",
    "disjoin",
    "event_of",
    "midnight",
    "moment_of",
    "multiply",
    "normalise",
    "number_of",
    "origin_of",
    "parse",
    "plain_number",
    "ranger",
    "say_term",
    "say_test",
    "scale",
    "shanghai",
    "stand_in",
    "stands_apart",
    "type_words",
    "uses_of",
]
