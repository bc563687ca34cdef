"""Tables at the boundaries of a plan: every fact at, just below and just above what its criteria compare it with."""

import csv
import random
from decimal import Decimal
from fractions import Fraction

from respond import Library, level_function
from respond.errors import InputError
from respond.facts import FactType, domain_of, unit_of
from respond.reason import SumAtom, atoms_of
from respond.tables import batch, grading_of

LIBRARY = Library.default()
STEP = Fraction(1, 10**6)
GRADED = [
    str(shelved.ref)
    for name in LIBRARY.names
    for shelved in LIBRARY.editions(name)
    if LIBRARY.prepared(shelved.ref).graded
]


def prepared(name):
    """Give an edition, as `id@edition`."""
    return LIBRARY.prepared(LIBRARY.find(name))


def written(number):
    """Write an exact number as a cell: a decimal of six places at most, None where it takes more."""
    return (
        None
        if (number * 10**6).denominator != 1
        else format(Decimal(int(number * 10**6)).scaleb(-6).normalize(), "f")
    )


def cells_of(plan):
    """Give for each fact the cells worth trying, in the unit the plan asks it in."""
    grading = grading_of(plan)
    limits = {}
    for rule in (*grading.criteria, *grading.constraints):
        for atom in atoms_of(rule.form):
            if isinstance(atom, SumAtom) and atom.single is not None:
                limits.setdefault(atom.single, set()).add(Fraction(atom.limit))
    found = {}
    for name, fact in grading.facts.items():
        if fact.type is FactType.FLAG:
            found[name] = ["yes", "no"]
        elif fact.type is FactType.CHOICE:
            found[name] = [str(key) for key in fact.choices]
        else:
            unit = unit_of(fact) if fact.type is FactType.QUANTITY else None
            factor = Fraction(unit.factor) if unit else Fraction(1)
            step = Fraction(1) if fact.type is FactType.COUNT else STEP
            domain = domain_of(fact)
            bases = {
                Fraction(0),
                Fraction(1),
                Fraction(3),
                Fraction(20),
                *(each / factor for each in limits.get(name, ())),
            }
            bases |= {
                Fraction(end) / factor for end in (domain.low, domain.high) if isinstance(end, int | Fraction)
            }
            numbers = {base + move for base in bases for move in (-step, 0, step)}
            found[name] = [
                text for number in sorted(numbers) if number >= 0 and (text := written(number)) is not None
            ]
    return found


def calm_of(plan, cells, draw):
    """Give a row of which all holds that binds the facts to one another: little of everything, if that can be."""
    level = level_function(str(plan.ref), library=LIBRARY)
    row = {name: next(cell for cell in each if cell != "yes") for name, each in cells.items()}
    while True:
        try:
            level({name: value(row[name], plan.facts[name]) for name in level.facts})
        except InputError:
            name = draw.choice(list(cells))
            row[name] = draw.choice(cells[name])
        else:
            return row


def value(cell, fact):
    """Give the value a cell stands for."""
    if fact.type is FactType.FLAG:
        return cell == "yes"
    if fact.type is FactType.CHOICE:
        return cell
    return int(cell) if fact.type is FactType.COUNT else Decimal(cell)


def rows_of(plan, number, seed=1):
    """Give rows at random over these cells."""
    cells, draw = cells_of(plan), random.Random(seed)
    calm = calm_of(plan, cells, draw)
    for _ in range(number):
        lively = draw.sample(list(cells), k=min(len(cells), draw.choice([1, 2, 3, len(cells)])))
        yield {**calm, **{name: draw.choice(cells[name]) for name in lively}}


def write(path, rows):
    """Write rows as CSV."""
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path):
    """Read a CSV file as rows by their number."""
    with path.open(encoding="utf-8", newline="") as file:
        return {int(row["respond_row"]): row for row in csv.DictReader(file)}


__all__ = [
    "GRADED",
    "LIBRARY",
    "batch",
    "calm_of",
    "cells_of",
    "prepared",
    "read",
    "rows_of",
    "value",
    "write",
]
