"""The normal form of conditions, in which this room judges and searches; others see the typed tree.

Atoms are about one flag, choice or day, or compare a sum with 0; `negation_free` pushes negations into them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property, lru_cache
from math import gcd, lcm
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve, field

from respond._records import frozen
from respond.facts import Number, plain_number
from respond.language import TURNED, Season
from respond.reason.interval import Interval, Range, holds_between
from respond.reason.terms import Variable

Monomial = tuple[str, ...]
"""The names multiplied, in order; the empty one is the constant."""

Polynomial = dict[Monomial, Number]

LARGEST: Final = 300
"""Products a polynomial may have before a formula counts as too complicated."""


class TooComplicatedError(Exception):
    """A comparison grew beyond what is worth evaluating."""


@frozen
class Fixed:
    """Something decided from the start."""

    truth: bool

    @property
    def names(self) -> frozenset[str]:
        """Give the names it depends on: none."""
        return frozenset()


@frozen(cache_hash=True)
class FlagAtom:
    """A flag or event that is `wanted`."""

    name: str
    wanted: bool = True

    @cached_property
    def names(self) -> frozenset[str]:
        """Give the names it depends on."""
        return frozenset({self.name})


@frozen(cache_hash=True)
class ChoiceAtom:
    """A choice among some keys."""

    name: str
    keys: frozenset[str]

    @cached_property
    def names(self) -> frozenset[str]:
        """Give the names it depends on."""
        return frozenset({self.name})


@frozen(cache_hash=True)
class SeasonAtom:
    """A day within a yearly window, or outside it; `source` names the fact or event whose day it is."""

    name: str
    source: str
    season: Season
    instant: bool
    wanted: bool = True

    @property
    def zone(self) -> ZoneInfo:
        """Give the zone in which the day of an instant is counted."""
        return self.season.zone

    @cached_property
    def names(self) -> frozenset[str]:
        """Give the names it depends on."""
        return frozenset({self.name})


@frozen(cache_hash=True)
class SumAtom:
    """`sum of coefficient * product + constant` compared with 0, in whole numbers and lowest terms.

    `operator` is `>=`, `>` or `==`; `!=` appears as a negation.
    """

    products: tuple[tuple[Monomial, int], ...]
    constant: int
    operator: str

    @cached_property
    def single(self) -> str | None:
        """Give the name it depends on if there is only one, and that linearly: then it is a threshold."""
        return self.products[0][0][0] if len(self.products) == 1 and len(self.products[0][0]) == 1 else None

    @cached_property
    def limit(self) -> Number:
        """Give the threshold of a single name."""
        return plain_number(Fraction(-self.constant, self.products[0][1]))

    @cached_property
    def side(self) -> str:
        """Give how a single name compares with its threshold: `>=`, `>`, `==`, `<=` or `<`."""
        return self.operator if self.products[0][1] > 0 else TURNED[self.operator]

    @cached_property
    def names(self) -> frozenset[str]:
        """Give the names it depends on."""
        return frozenset(name for product, _ in self.products for name in product)


@frozen(cache_hash=True)
class Opposite:
    """The negation of a part."""

    part: "Form"

    @property
    def names(self) -> frozenset[str]:
        """Give the names it depends on."""
        return self.part.names


@frozen(cache_hash=True)
class AllOf:
    """All of some parts."""

    parts: tuple["Form", ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """Give the names it depends on."""
        return frozenset().union(*(part.names for part in self.parts))


@frozen(cache_hash=True)
class AnyOf:
    """At least one of some parts."""

    parts: tuple["Form", ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """Give the names it depends on."""
        return frozenset().union(*(part.names for part in self.parts))


@frozen(cache_hash=True)
class ManyOf:
    """At least so many of some parts: more than one, fewer than all."""

    least: int
    parts: tuple["Form", ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """Give the names it depends on."""
        return frozenset().union(*(part.names for part in self.parts))


Atom = FlagAtom | ChoiceAtom | SeasonAtom | SumAtom
Joined = AllOf | AnyOf | ManyOf
Form = Fixed | FlagAtom | ChoiceAtom | SeasonAtom | SumAtom | Opposite | AllOf | AnyOf | ManyOf


@frozen
class Normal:
    """The normal form of a condition, and what it depends on by name."""

    form: Form
    variables: Mapping[str, Variable] = field(eq=False)


Where = Callable[[str], Number | Range]
"""Gives the number a name is, or the range it lies in."""


def sum_holds(atom: SumAtom, where: Where) -> bool | None:
    """Say whether a comparison holds wherever its names can lie, nowhere, or here and there (None)."""
    if atom.single is None:
        return holds_between(atom.operator, 0, *_ends(atom, where))
    part = where(atom.single)
    if isinstance(part, Interval):
        return part.against(atom.side, atom.limit)
    return holds_between(atom.side, atom.limit, part, part)


def range_of(atom: SumAtom, where: Where) -> Range:
    """Give the range of a sum; exact where each name appears once."""
    return Interval(*_ends(atom, where))


def _ends(atom: SumAtom, where: Where) -> tuple[Number | None, Number | None, bool, bool]:
    """Add up a sum: its lowest and highest value, and whether these are open."""
    total: Number = atom.constant
    low: Number | None = 0
    high: Number | None = 0
    low_open = high_open = False
    for product, factor in atom.products:
        part = where(product[0]) if len(product) == 1 else _product(product, where)
        if not isinstance(part, Interval):
            total = total + factor * part
            continue
        if factor > 0:
            below, above, below_open, above_open = part.low, part.high, part.low_open, part.high_open
        else:
            below, above, below_open, above_open = part.high, part.low, part.high_open, part.low_open
        # adding nothing to a fraction costs as much as adding something
        low = None if low is None or below is None else low + factor * below if low else factor * below
        high = None if high is None or above is None else high + factor * above if high else factor * above
        if low is None and high is None:
            return None, None, False, False
        low_open |= below_open
        high_open |= above_open
    if total:
        low = None if low is None else total + low
        high = None if high is None else total + high
    return low, high, low_open, high_open


def _product(product: Monomial, where: Where) -> Range:
    total: Range = Interval(1, 1)
    for name in product:
        part = where(name)
        total = total * part if isinstance(part, Interval) else total.times(part)
    return total


def atoms_of(form: Form) -> Iterator[Atom]:
    """Give every atom of a form, as often as it stands there."""
    if isinstance(form, Joined):
        for part in form.parts:
            yield from atoms_of(part)
    elif isinstance(form, Opposite):
        yield from atoms_of(form.part)
    elif not isinstance(form, Fixed):
        yield form


def stands_apart(normal: Normal) -> bool:
    """Say whether each name stands in one atom only, and each atom goes by the ranges of its names.

    Then whatever is judged unknown one atom at a time can indeed hold and can indeed fail.
    """
    names: list[str] = []
    for atom in atoms_of(normal.form):
        if not _goes_by_ranges(atom, normal.variables):
            return False
        names += atom.names
    return len(names) == len(set(names))


def _goes_by_ranges(atom: Atom, variables: Mapping[str, Variable]) -> bool:
    if isinstance(atom, SumAtom):
        if any(len(product) > 1 for product, _ in atom.products):
            return False
        # over several whole numbers a sum may step over the line
        return atom.operator != "==" or atom.single is not None
    if isinstance(atom, ChoiceAtom):
        return not atom.keys.issuperset(variables[atom.name].choices)
    return isinstance(atom, FlagAtom)


def opposite(form: Form) -> Form:
    """Give the negation of a form."""
    if isinstance(form, Fixed):
        return Fixed(not form.truth)
    return form.part if isinstance(form, Opposite) else Opposite(form)


def conjoin(parts: Iterable[Form]) -> Form:
    """Give the form that holds when all parts do."""
    flat: dict[Form, None] = {}
    for part in parts:
        if isinstance(part, Fixed):
            if not part.truth:
                return part
        elif isinstance(part, AllOf):
            flat.update(dict.fromkeys(part.parts))
        else:
            flat[part] = None
    if not flat:
        return Fixed(True)  # noqa: FBT003 - the truth of nothing
    return next(iter(flat)) if len(flat) == 1 else AllOf(tuple(flat))


def disjoin(parts: Iterable[Form]) -> Form:
    """Give the form that holds when at least one part does."""
    flat: dict[Form, None] = {}
    for part in parts:
        if isinstance(part, Fixed):
            if part.truth:
                return part
        elif isinstance(part, AnyOf):
            flat.update(dict.fromkeys(part.parts))
        else:
            flat[part] = None
    if not flat:
        return Fixed(False)  # noqa: FBT003 - the truth of nothing
    return next(iter(flat)) if len(flat) == 1 else AnyOf(tuple(flat))


def many(least: int, parts: Iterable[Form]) -> Form:
    """Give the form that holds when at least so many parts do; a part that stands there twice counts twice."""
    every = list(parts)
    left = [part for part in every if not isinstance(part, Fixed)]
    least -= sum(part.truth for part in every if isinstance(part, Fixed))
    if least <= 0 or least > len(left):
        return Fixed(least <= 0)
    if least in {1, len(left)}:
        return (disjoin if least == 1 else conjoin)(left)
    return ManyOf(least, tuple(left))


def sum_form(polynomial: Polynomial, operator: str, *, integer: bool) -> Form:
    """Give `polynomial operator 0` in lowest terms; in whole numbers `>` becomes `>=`.

    >>> sum_form({("a",): 2, (): -5}, ">", integer=True)
    SumAtom(products=((('a',), 1),), constant=-3, operator='>=')
    """
    products = {product: factor for product, factor in sorted(polynomial.items()) if product and factor}
    constant = polynomial.get((), 0)
    if not products:
        return Fixed(_holds(constant, operator))
    below = lcm(*(Fraction(factor).denominator for factor in (*products.values(), constant)))
    whole = {product: int(factor * below) for product, factor in products.items()}
    rest = int(constant * below)
    common = gcd(*whole.values())
    if operator == "==" and next(iter(whole.values())) < 0:
        common = -common
    if integer:
        if operator == "==" and rest % common:
            return Fixed(False)  # noqa: FBT003 - never equal
        if operator == ">":
            operator, rest = ">=", rest - 1
        rest = rest // common
        factors = {product: factor // common for product, factor in whole.items()}
    else:
        common = gcd(common, rest) * (1 if common > 0 else -1)
        factors = {product: factor // common for product, factor in whole.items()}
        rest //= common
    return SumAtom(tuple(factors.items()), rest, operator)


def _holds(number: Number, operator: str) -> bool:
    if operator == "==":
        return number == 0
    return number > 0 if operator == ">" else number >= 0


def negation_free(form: Form, variables: Mapping[str, Variable], *, wanted: bool) -> Form:
    """Give the form that holds exactly when `form` has the wanted truth, free of negations."""
    if isinstance(form, Fixed):
        return Fixed(form.truth is wanted)
    if isinstance(form, Opposite):
        return negation_free(form.part, variables, wanted=not wanted)
    if isinstance(form, AllOf | AnyOf):
        parts = (negation_free(part, variables, wanted=wanted) for part in form.parts)
        return conjoin(parts) if isinstance(form, AllOf) is wanted else disjoin(parts)
    if isinstance(form, ManyOf):
        # fewer than so many hold where all others, and one more, fail
        least = form.least if wanted else len(form.parts) - form.least + 1
        return many(least, [negation_free(part, variables, wanted=wanted) for part in form.parts])
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


def add(left: Polynomial, right: Polynomial, sign: int) -> Polynomial:
    """Give the sum of two polynomials, or the difference if `sign` is -1."""
    total = dict(left)
    for product, factor in right.items():
        total[product] = total.get(product, 0) + sign * factor
    return _bounded({product: factor for product, factor in total.items() if factor})


def times(left: Polynomial, right: Polynomial) -> Polynomial:
    """Give the product of two polynomials."""
    total: Polynomial = {}
    for a, x in left.items():
        for b, y in right.items():
            product = tuple(sorted(a + b))
            total[product] = total.get(product, 0) + x * y
        _bounded(total)
    return {product: factor for product, factor in total.items() if factor}


def _bounded(polynomial: Polynomial) -> Polynomial:
    if len(polynomial) > LARGEST:
        raise TooComplicatedError
    return polynomial
