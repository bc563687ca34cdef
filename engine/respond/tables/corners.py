"""Ranges by their ends: where more harm never lowers the level, the mildest corner is certain, the gravest possible.

That holds only of a plan of which it is proved; of others each range is searched by itself.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from respond._records import frozen
from respond.errors import MissingExtraError, Text
from respond.facts import QUANTITY_LIMIT, Fact, FactType, domain_of, is_numeric
from respond.reason import SumAtom, atoms_of
from respond.tables.grading import Grading
from respond.tables.matching import Bounds
from respond.tables.writing import Column


@frozen
class Rising:
    """Whether the ends of ranges tell the levels of an edition, and if not, why."""

    proved: bool
    why: Text | None = None


def rising(grading: Grading) -> Rising:
    """Prove that more harm never gives a milder level; without the library that proves, nothing is proved."""
    if grading.constraints:
        return Rising(
            proved=False,
            why=Text(
                f"{grading.ref} 的事实互有约束，区间逐行推断",
                f"facts of {grading.ref} bind one another, so its ranges are searched row by row",
            ),
        )
    try:
        from respond.prove import rises_with_harm  # noqa: PLC0415 - only ranges need it

        if rises_with_harm(grading.plan):
            return Rising(proved=True)
    except MissingExtraError:
        return Rising(
            proved=False,
            why=Text(
                f"没有安装 prove，{grading.ref} 的单调性无从证明，区间逐行推断",
                f"without the extra prove nothing is proved of {grading.ref}: its ranges are searched row by row",
            ),
        )
    return Rising(
        proved=False,
        why=Text(
            f"{grading.ref} 并非损害越重级别越高，区间逐行推断",
            f"it is not proved that more harm never lowers a level of {grading.ref}: ranges are searched row by row",
        ),
    )


def searched(grading: Grading, bounds: Mapping[str, Bounds]) -> Iterator[Text]:
    """Say of which facts of a plan that is proved to rise the corners still do not tell all ranges."""
    numeric = {name: fact for name, fact in grading.facts.items() if name in bounds and is_numeric(fact)}
    aimless = ", ".join(name for name, fact in numeric.items() if not directed(fact))
    if aimless:
        yield Text(
            f"{grading.ref} 没有写明 {aimless} 往哪边更重，它们是区间的行逐行推断",
            f"{grading.ref} does not say which way {aimless} grows worse: rows with ranges of these are searched one "
            "by one",
        )
    endless = ", ".join(
        name
        for name, fact in numeric.items()
        if directed(fact) and open_end(grading, name, next(iter(bounds[name])).held(name), low=False) is None
    )
    if endless:
        yield Text(
            f"{grading.ref} 的 {endless} 与别的事实一起算，又没有最大值，缺上限的行逐行推断",
            f"{endless} of {grading.ref} are reckoned with other facts and have no greatest value: rows without an "
            "upper end of these are searched one by one",
        )


def directed(fact: Fact) -> bool:
    """Say whether a fact has a direction of harm and ends a column can hold."""
    return fact.worse is not None and fact.type is not FactType.CHOICE


def open_end(grading: Grading, name: str, held: Column, *, low: bool) -> int | bool | None:
    """Give what stands for an end that is open, in steps of the column; None where no number does.

    The least or greatest value the fact can have; where there is none, one beyond every threshold, unless the fact is
    weighed against others.
    """
    fact = grading.facts[name]
    if fact.type is FactType.FLAG:
        return not low
    domain = domain_of(fact)
    end = domain.low if low else domain.high
    if isinstance(end, int | Fraction):
        steps = Fraction(end) / held.factor * held.grid
        return -(-steps.numerator // steps.denominator) if low else steps.numerator // steps.denominator
    if low:
        return None
    atoms = [atom for _, form in grading.steps for atom in atoms_of(form) if name in atom.names]
    alone = [atom for atom in atoms if isinstance(atom, SumAtom) and atom.single is not None]
    if len(alone) < len(atoms):
        return None
    most = Fraction(QUANTITY_LIMIT) / held.factor * held.grid
    beyond = min(10**held.digits - 1, most.numerator // most.denominator)
    limits = [Fraction(atom.limit) / held.factor * held.grid for atom in alone]
    return beyond if all(limit < beyond for limit in limits) else None
