"""Conditions as SQL: the one tree for every database, in whole numbers and decimals only.

Numbers are compared after multiplying out, in the units of the columns. A threshold that lies between two numbers a
column can hold is put on the one above it, so that no literal has more places than its column.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from importlib import import_module
from math import gcd, lcm
from typing import Any, Final

from respond._records import frozen
from respond.errors import InputError, MissingExtraError, fault
from respond.facts import COUNT_LIMIT, QUANTITY_LIMIT, Fact, FactType, domain_of
from respond.language import TURNED
from respond.reason import (
    AllOf,
    AnyOf,
    ChoiceAtom,
    Fixed,
    FlagAtom,
    Form,
    ManyOf,
    Opposite,
    SumAtom,
    atoms_of,
)
from respond.tables.grading import Grading

Expression = Any
"""An expression of sqlglot, whose classes are not there without it."""

_LARGEST: Final = 10**37
"""What a sum may come to in a decimal of 38 digits, with one to spare."""
_PLACES: Final = 30
"""Places behind the point a product may have."""
_NATIVE: Final = 2**62
"""What a sum of whole numbers may come to without being widened."""


@frozen
class Column:
    """A column of one fact: its name, how much one of it is in base units, and how many places and digits it has."""

    name: str
    factor: Fraction = Fraction(1)
    places: int = 0
    digits: int = 18
    whole: bool = True
    """Whether the database holds whole numbers in it, and no decimals."""

    @property
    def grid(self) -> int:
        """Give how many steps of the column make one."""
        steps: int = 10**self.places
        return steps

    def written(self, steps: int) -> str:
        """Write so many steps of it as a number, with no more places than are needed.

        >>> Column("loss", places=6, whole=False).written(-500000)
        '-0.5'
        """
        whole, rest = divmod(abs(steps), self.grid)
        text = f"{whole}.{rest:0{self.places}}".rstrip("0").rstrip(".") if self.places else str(whole)
        return f"-{text}" if steps < 0 else text


def sqlglot() -> Any:  # noqa: ANN401 - imported when it is needed
    """Import the library that writes SQL; raises MissingExtraError (E772) without it."""
    try:
        return import_module("sqlglot").exp
    except ImportError:
        raise MissingExtraError([fault("E772", library="sqlglot", extra="batch")]) from None


@frozen(eq=False)
class Writer:
    """Writes the conditions of one edition over the columns its facts are in.

    `widened`: numbers are cast wide before they are worked with, for columns of whose types nothing is known.
    """

    grading: Grading
    columns: Mapping[str, Column]
    widened: bool = False

    @property
    def exp(self) -> Any:  # noqa: ANN401 - a module
        """Give the classes of expressions."""
        return sqlglot()

    def level(self, otherwise: Expression | None = None) -> Expression:
        """Write the level by its name, `none` where no criterion is met; NULL where `otherwise` holds."""
        case = self.exp.Case()
        if otherwise is not None:
            case = case.when(otherwise, self.exp.null())
        for level, form in self.grading.steps:
            if form == Fixed(False):  # noqa: FBT003 - never
                continue
            case = case.when(self.test(form), self.text(level.name))
        return case.else_(self.text("none"))

    def met(self, rules: Iterable[tuple[str, Form]]) -> Expression:
        """Write the ids of the conditions that hold, in their order, with a blank between them."""
        parts = [self.exp.Case().when(self.test(form), self.text(name)) for name, form in rules]
        if not parts:
            return self.text("")
        return self.exp.Anonymous(this="CONCAT_WS", expressions=[self.text(" "), *parts])

    def beyond(self) -> Expression:
        """Write that a row is none this can grade: a fact is missing or cannot be, or facts cannot be together."""
        tests: list[Expression] = []
        for name, fact in self.grading.facts.items():
            column = self.column(name)
            tests.append(self.exp.Is(this=column, expression=self.exp.null()))
            tests += self.outside(column, fact, self.columns[name])
        tests += [
            self.exp.Not(this=self.exp.paren(self.test(each.form))) for each in self.grading.constraints
        ]
        return (
            self.exp.or_(*tests) if tests else self.exp.false()
        )  # where no figure decides, none is too large

    def outside(self, column: Expression, fact: Fact, held: Column) -> list[Expression]:
        """Write that a value is none the fact can have."""
        if fact.type is FactType.FLAG:
            return []
        if fact.type is FactType.CHOICE:
            keys = [self.text(str(key)) for key in fact.choices]
            return [self.exp.Not(this=self.exp.In(this=column, expressions=keys))]
        domain = domain_of(fact)
        found = []
        if isinstance(domain.low, int | Fraction):
            found.append(self.compared(column, "<", Fraction(domain.low) / held.factor, held))
        limit = COUNT_LIMIT if fact.type is FactType.COUNT else QUANTITY_LIMIT
        high = domain.high if isinstance(domain.high, int | Fraction) else limit
        if self.widened or Fraction(high) / held.factor < 10 ** (held.digits - held.places):
            found.append(self.compared(column, ">", Fraction(high) / held.factor, held))
        return found

    def test(self, form: Form) -> Expression:
        """Write a form as a condition; days and windows of the year were refused before."""
        return _TESTS[type(form)](self, form)

    def all(self, form: AllOf) -> Expression:
        """Write that all parts hold."""
        return self.exp.paren(self.exp.and_(*map(self.test, form.parts)))

    def any(self, form: AnyOf) -> Expression:
        """Write that one part holds."""
        return self.exp.paren(self.exp.or_(*map(self.test, form.parts)))

    def opposite(self, form: Opposite) -> Expression:
        """Write that a part does not hold."""
        return self.exp.Not(this=self.exp.paren(self.test(form.part)))

    def fixed(self, form: Fixed) -> Expression:
        """Write what is decided."""
        return self.exp.true() if form.truth else self.exp.false()

    def flag(self, atom: FlagAtom) -> Expression:
        """Write a flag as it is wanted."""
        column = self.column(atom.name)
        return column if atom.wanted else self.exp.Not(this=column)

    def choice(self, atom: ChoiceAtom) -> Expression:
        """Write that a choice is one of some keys."""
        keys = [self.text(str(key)) for key in sorted(atom.keys)]
        return self.exp.In(this=self.column(atom.name), expressions=keys)

    def many(self, form: ManyOf) -> Expression:
        """Count the parts that hold; where a fact may be missing, a part that is not known does not."""
        used = {name for atom in atoms_of(form) for name in atom.names}
        counted = self.flagged if used <= self.grading.facts.keys() else self.held
        parts = [counted(self.test(part)) for part in form.parts]
        return self.exp.GTE(this=self.exp.paren(self.added(parts)), expression=self.number(form.least))

    def flagged(self, test: Expression) -> Expression:
        """Write 1 for what holds and 0 for what does not, which a database works out faster than a choice."""
        return self.exp.Cast(this=test, to=self.exp.DataType.build("INT"))

    def held(self, test: Expression) -> Expression:
        """Write 1 for what holds and 0 for all else."""
        return self.exp.Case().when(test, self.number(1)).else_(self.number(0))

    def sum(self, atom: SumAtom) -> Expression:
        """Write a comparison: of one fact as it is, of several with positive factors on both sides."""
        if atom.single is not None:
            held = self.columns[atom.single]
            limit = Fraction(-atom.constant, atom.products[0][1]) / held.factor
            return self.compared(self.column(atom.single), atom.side, limit, held)
        terms = [(product, self.sized(product, factor)) for product, factor in atom.products]
        terms += [((), Fraction(atom.constant))] if atom.constant else []
        below = lcm(*(factor.denominator for _, factor in terms))
        common = gcd(*(int(factor * below) for _, factor in terms))
        whole: Sequence[tuple[Sequence[str], int]]
        whole = [(product, int(factor * below) // common) for product, factor in terms]
        wide = self.width(whole, atom)
        operator, kept = self.strictly(atom.operator, whole)
        above = [self.product(product, factor, wide=wide) for product, factor in kept if factor > 0]
        under = [self.product(product, -factor, wide=wide) for product, factor in kept if factor < 0]
        if not above:
            return self.said(self.added(under), TURNED[operator], self.number(0))
        return self.said(self.added(above), operator, self.added(under))

    def strictly(
        self, operator: str, terms: Sequence[tuple[Sequence[str], int]]
    ) -> tuple[str, Sequence[tuple[Sequence[str], int]]]:
        """Give what is at least one more, of whole numbers, as what is more: nothing need be added then."""
        one = ((), -1)
        whole = all(self.columns[name].places == 0 for product, _ in terms for name in product)
        if operator != ">=" or one not in terms or not whole:
            return operator, terms
        return ">", [term for term in terms if term != one]

    def width(self, terms: Sequence[tuple[Sequence[str], int]], atom: SumAtom) -> bool:
        """Say whether whole numbers must be widened; raises InputError (E773) where no decimal is wide enough."""
        most = 0
        for product, factor in terms:
            size = abs(factor)
            for name in product:
                size *= 10 ** self.columns[name].digits
            most += size
        places = max(sum(self.columns[name].places for name in product) for product, _ in terms)
        if most >= _LARGEST or places > _PLACES:
            raise InputError([fault("E773", plan=self.grading.ref, names=", ".join(sorted(atom.names)))])
        return most >= _NATIVE

    def sized(self, product: Sequence[str], factor: int) -> Fraction:
        """Give a factor in the units of the columns."""
        found = Fraction(factor)
        for name in product:
            found *= self.columns[name].factor
        return found

    def product(self, names: Sequence[str], factor: int, *, wide: bool) -> Expression:
        """Write a product with a positive factor."""
        parts = [self.wide(name) if wide or self.widened else self.column(name) for name in names]
        parts = [self.number(factor), *parts] if factor != 1 or not parts else parts
        total = parts[0]
        for part in parts[1:]:
            total = self.exp.Mul(this=total, expression=part)
        return total

    def wide(self, name: str) -> Expression:
        """Write a column of whole numbers as decimals of as many digits as there are."""
        held = self.columns[name]
        if not held.whole and not self.widened:
            return self.column(name)
        size = self.exp.DataType.build(f"DECIMAL(38, {held.places})")
        return self.exp.Cast(this=self.column(name), to=size)

    def compared(self, column: Expression, operator: str, limit: Fraction, held: Column) -> Expression:
        """Write how a column compares with a number, on the grid of what the column can hold."""
        steps = limit * held.grid
        if steps.denominator == 1:
            return self.said(column, operator, self.steps(int(steps), held))
        if operator == "==":
            return self.exp.false()
        above = self.steps(-(-steps.numerator // steps.denominator), held)
        return self.said(column, ">=" if operator in {">", ">="} else "<", above)

    def said(self, left: Expression, operator: str, right: Expression) -> Expression:
        """Write one comparison."""
        kinds = {
            ">=": self.exp.GTE, ">": self.exp.GT, "==": self.exp.EQ, "<=": self.exp.LTE, "<": self.exp.LT,
        }  # fmt: skip
        return kinds[operator](this=left, expression=right)

    def added(self, parts: Sequence[Expression]) -> Expression:
        """Write a sum, 0 of nothing."""
        total = parts[0] if parts else self.number(0)
        for part in parts[1:]:
            total = self.exp.Add(this=total, expression=part)
        return total

    def column(self, name: str) -> Expression:
        """Write the column of a fact."""
        return self.exp.column(self.columns[name].name, quoted=True)

    def number(self, number: int) -> Expression:
        """Write a whole number."""
        return (
            self.exp.Literal.number(str(number)) if number >= 0 else self.exp.Neg(this=self.number(-number))
        )

    def steps(self, steps: int, held: Column) -> Expression:
        """Write so many steps of a column."""
        written = self.exp.Literal.number(held.written(abs(steps)))
        return written if steps >= 0 else self.exp.Neg(this=written)

    def text(self, text: str) -> Expression:
        """Write a text."""
        return self.exp.Literal.string(text)


_TESTS: Final[Mapping[type, Callable[[Writer, Any], Expression]]] = {
    AllOf: Writer.all,
    AnyOf: Writer.any,
    ManyOf: Writer.many,
    Opposite: Writer.opposite,
    Fixed: Writer.fixed,
    FlagAtom: Writer.flag,
    ChoiceAtom: Writer.choice,
    SumAtom: Writer.sum,
}
