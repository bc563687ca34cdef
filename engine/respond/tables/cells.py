"""Cells of a table: nearly all are plain figures, which the database takes at sight; the others are read as ever.

A bare number counts in the unit its heading gives, or else in the one the plan asks the fact in. What the database does
not take at sight is read by the reader of facts, so that nothing is graded that this reader would refuse.
"""

import re
from fractions import Fraction
from typing import Final

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError
from respond.facts import (
    UNKNOWN,
    Between,
    Exactly,
    Fact,
    FactType,
    Plain,
    Value,
    exact_value,
    halfwidth,
    is_numeric,
    may_be_negative,
    read_value,
    says_no_value,
    unit_of,
)
from respond.tables.database import literal
from respond.tables.table import FLOATING
from respond.tables.writing import Column

PLACES: Final = 6
"""Places behind the point that are taken at sight."""
_DIGITS: Final = 12
DECIMAL: Final = f"DECIMAL({_DIGITS + PLACES}, {PLACES})"
"""The type numbers with places are held in."""
_COUNT_DIGITS: Final = 15
_YES: Final = ("yes", "true", "是")
_NO: Final = ("no", "false", "否")
_FLOATED = re.compile(r"([0-9]+)\.0+")
"""A count as other programs write it that keep whole numbers as floating ones, or with places."""
_TIMES = re.compile("[十百千万亿]|thousand|million|billion", re.IGNORECASE)
"""What makes a figure one of more than its digits say, whatever the heading says."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


@frozen
class Heading:
    """A column of the table that holds a fact, with the unit its heading gives, if any."""

    column: str
    fact: Fact
    unit: str | None = None
    times: Fraction | None = None
    """How much one of that unit is in base units."""

    @property
    def factor(self) -> Fraction:
        """Give how much a bare number of it is in base units."""
        if self.times is not None:
            return self.times
        own = unit_of(self.fact) if self.fact.type is FactType.QUANTITY else None
        return Fraction(own.factor) if own is not None else Fraction(1)

    @property
    def counts_in(self) -> str:
        """Give the unit bare numbers of it count in, nothing where they count in none."""
        if self.unit is not None or self.fact.type is not FactType.QUANTITY:
            return self.unit or ""
        return str(self.fact.unit)

    @property
    def measured(self) -> bool:
        """Say whether its numbers have places behind the point."""
        return self.fact.type in {FactType.QUANTITY, FactType.SHARE, FactType.NUMBER}

    def held(self, name: str) -> Column:
        """Give the column its typed values are in under a name."""
        if self.measured:
            return Column(name, self.factor, PLACES, _DIGITS + PLACES, whole=False)
        return Column(name, Fraction(1), 0, _COUNT_DIGITS)

    def typed(self, cell: str, kind: str, text: str) -> str:
        """Write what takes its cells at sight, of a column of the database of the given type; NULL for all others.

        `text` is how the database writes such a cell as text.
        """
        text = f"trim({cell})" if kind == "VARCHAR" else text
        if self.fact.type is FactType.FLAG:
            return {"BOOLEAN": cell, "VARCHAR": _flag(text)}.get(kind, "CAST(NULL AS BOOLEAN)")
        if self.fact.type is FactType.CHOICE:
            return self._choice(text)
        if kind in FLOATING:  # what was whole is whole; anything else is not the number that was written
            text = f"regexp_replace({text}, '\\.0$', '')"
            number = f"(0|[1-9][0-9]{{0,{self._count_digits - 1}}})"
            return f"CASE WHEN regexp_full_match({text}, '{number}') THEN {self._number(text)} END"
        if kind in _WHOLE:
            most = min(10**_DIGITS, 10**self._count_digits) - 1
            return f"CASE WHEN {cell} BETWEEN 0 AND {most} THEN {self._number(cell)} END"
        taken = f"WHEN regexp_full_match({text}, '{self._pattern}') THEN {self._number(text)}"
        return f"CASE {taken}{self._whole(text)} END"

    def _number(self, text: str) -> str:
        """Write a figure as a number: counts in what they count, measures in the unit of the heading."""
        number = f"CAST({text} AS {self.kind})"
        return number if self.measured or self.factor == 1 else f"{number} * {int(self.factor)}"

    @property
    def _count_digits(self) -> int:
        """Give how many figures a count may have, so that what it stands for has no more than fifteen."""
        return _COUNT_DIGITS if self.measured else max(1, _COUNT_DIGITS - len(str(int(self.factor))) + 1)

    @property
    def kind(self) -> str:
        """Give the type its values have in the database."""
        if self.fact.type is FactType.FLAG:
            return "BOOLEAN"
        if self.fact.type is FactType.CHOICE:
            return "VARCHAR"
        return DECIMAL if self.measured else "BIGINT"

    @property
    def _pattern(self) -> str:
        sign = "-?" if may_be_negative(self.fact) else ""
        if self.measured:
            return f"{sign}(0|[1-9][0-9]{{0,{_DIGITS - 1}}})(\\.[0-9]{{1,{PLACES}}})?"
        return f"(0|[1-9][0-9]{{0,{self._count_digits - 1}}})"

    def _whole(self, text: str) -> str:
        """Write a count that other programs kept as a floating number: `3.0` is what was 3."""
        if self.measured:
            return ""
        figure = f"regexp_replace({text}, '\\.0+$', '')"
        taken = f"regexp_full_match({text}, '{self._pattern}\\.0+')"
        return f" WHEN {taken} THEN {self._number(figure)}"

    def _choice(self, text: str) -> str:
        """Write the key of a choice, which may be given by its words where no two have the same."""
        cases = []
        for key, words in self.fact.choices.items():
            names = {str(key), words.zh, words.en}
            own = [name for name in sorted(names) if self._means(name) == str(key)]
            said = ", ".join(literal(name) for name in own)
            cases.append(f"WHEN {text} IN ({said}) THEN {literal(str(key))}")
        return f"CASE {' '.join(cases)} END"

    def _means(self, name: str) -> str | None:
        try:
            found = read_value(name, self.fact)
        except InputError:
            return None
        return str(found.value) if isinstance(found, Exactly) else None

    def read(self, cell: str | None) -> Value:
        """Read a cell as the reader of facts does; an empty one is not known. Raises InputError (E301 to E344)."""
        if cell is None or says_no_value(cell):
            return UNKNOWN
        plain = halfwidth(cell)
        floated = _FLOATED.fullmatch(plain) if self.fact.type is FactType.COUNT else None
        if floated is not None:
            plain = cell = floated[1]
        bare = _NUMBER.fullmatch(plain) and (plain[0] != "-" or may_be_negative(self.fact))
        if bare and (self.measured or self.factor != 1):
            return Exactly(self._sized(Fraction(plain)))
        ranged = None if bare else self._ranged(plain)
        return read_value(cell, self.fact) if ranged is None else ranged

    def _sized(self, number: Fraction) -> Plain:
        """Give what a bare number of it stands for. Raises InputError where the fact has no such value."""
        own = unit_of(self.fact) if self.fact.type is FactType.QUANTITY else None
        number = number * self.factor / (Fraction(own.factor) if own is not None else 1)
        whole = self.fact.type is FactType.COUNT and number.denominator == 1
        return exact_value(int(number) if whole else number, self.fact)

    def _ranged(self, plain: str) -> Value | None:
        """Read a range of bare numbers, such as `1..20` or `20以上`, in the unit of the heading; None for all else."""
        otherwise = self.fact.type is FactType.QUANTITY or self.factor != 1  # than the reader of facts would
        itself = (
            _TIMES.search(plain) or "/" in plain
        )  # a fraction, or what says how many there are of a figure
        if not otherwise or itself or not is_numeric(self.fact):
            return None
        try:
            found = read_value(plain, evolve(self.fact, type=FactType.NUMBER, unit=None, min="0", max=None))
        except InputError:
            return None
        if isinstance(found, Exactly) and isinstance(found.value, int | Fraction):
            return Exactly(self._sized(Fraction(found.value)))
        if not isinstance(found, Between):
            return None
        low, high = (
            self._sized(Fraction(end)) if isinstance(end, int | Fraction) else None
            for end in (found.low, found.high)
        )
        return Between(low, high)


_WHOLE: Final = {
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT",
}  # fmt: skip


def _flag(text: str) -> str:
    yes, no = (", ".join(map(literal, words)) for words in (_YES, _NO))
    return f"CASE WHEN lower({text}) IN ({yes}) THEN TRUE WHEN lower({text}) IN ({no}) THEN FALSE END"
