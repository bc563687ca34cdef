"""What it takes for a condition to hold or to fail, without negations: only `and`, `or` and literals."""

from collections.abc import Mapping
from functools import lru_cache

from attrs import evolve

from respond.language.evaluate import Variable
from respond.language.forms import (
    AllOf,
    AnyOf,
    Atom,
    ChoiceAtom,
    Fixed,
    Form,
    Opposite,
    Polynomial,
    SumAtom,
    conjoin,
    disjoin,
    sum_form,
)


def demand(form: Form, variables: Mapping[str, Variable], *, wanted: bool) -> Form:
    """Give the form that holds exactly when `form` has the wanted truth, free of negations."""
    if isinstance(form, Fixed):
        return Fixed(form.truth is wanted)
    if isinstance(form, Opposite):
        return demand(form.part, variables, wanted=not wanted)
    if isinstance(form, AllOf | AnyOf):
        parts = (demand(part, variables, wanted=wanted) for part in form.parts)
        return conjoin(parts) if isinstance(form, AllOf) is wanted else disjoin(parts)
    return form if wanted else complement(form, variables)


def complement(atom: Atom, variables: Mapping[str, Variable]) -> Form:
    """Give what holds when an atom does not."""
    if isinstance(atom, ChoiceAtom):
        rest = frozenset(key for key in variables[atom.name].choices if isinstance(key, str)) - atom.keys
        return ChoiceAtom(atom.name, rest) if rest else Fixed(False)  # noqa: FBT003 - nothing is left
    if isinstance(atom, SumAtom):
        return _other_side(atom, all(variables[name].integer for name in atom.names))
    return evolve(atom, wanted=not atom.wanted)


@lru_cache(maxsize=4096)
def _other_side(atom: SumAtom, integer: bool) -> Form:  # noqa: FBT001 - cached by position
    polynomial: Polynomial = {(): atom.constant, **dict(atom.products)}
    negative: Polynomial = {product: -factor for product, factor in polynomial.items()}
    if atom.operator == "==":
        return disjoin([sum_form(polynomial, ">", integer=integer), sum_form(negative, ">", integer=integer)])
    return sum_form(negative, ">=" if atom.operator == ">" else ">", integer=integer)
