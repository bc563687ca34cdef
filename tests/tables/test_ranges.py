"""Ranges in two columns: the certain and the possible level, as the search over every completion finds them."""

import os
import random
from fractions import Fraction

import pytest
from boundaries import GRADED, LIBRARY, calm_of, cells_of, prepared, read, write

from respond.facts import UNKNOWN, Between, Exactly, FactType, unit_of
from respond.reason import level_range, under
from respond.tables import Asked, batch, grading_of
from respond.tables.corners import rising

ROWS = int(os.environ.get("RESPOND_BOXES", "100"))
"""Boxes of each edition; `RESPOND_BOXES=100000` tries as many as are wanted."""


def boxes_of(plan, number, seed=7):
    """Give rows of which some facts are ranges, one end or both ends of which may be open."""
    cells, draw = cells_of(plan), random.Random(seed)
    calm = calm_of(plan, cells, draw)
    ranged = [
        name for name, each in cells.items() if plan.facts[name].type not in {FactType.FLAG, FactType.CHOICE}
    ]
    for _ in range(number):
        row = {}
        lively = set(draw.sample(list(cells), k=min(3, len(cells))))
        for name, values in cells.items():
            if name not in lively:
                row |= (
                    {name: calm[name]}
                    if name not in ranged
                    else {f"{name}_lo": calm[name], f"{name}_hi": calm[name]}
                )
            elif name not in ranged:
                row[name] = draw.choice([*values, ""])
            else:
                low, high = sorted(draw.choices(values, k=2), key=Fraction)
                row |= {
                    f"{name}_lo": draw.choice([low, low, ""]),
                    f"{name}_hi": draw.choice([high, high, ""]),
                }
        yield row


def known(row, plan):
    values = {}
    for name, fact in grading_of(plan).facts.items():
        unit = unit_of(fact) if fact.type is FactType.QUANTITY else None
        factor = Fraction(unit.factor) if unit else Fraction(1)
        if name in row:
            cell = row[name]
            exact = cell == "yes" if fact.type is FactType.FLAG else cell
            values[name] = Exactly(exact) if cell else UNKNOWN
            continue
        low, high = (
            Fraction(row[name + end]) * factor if row[name + end] else None for end in ("_lo", "_hi")
        )
        if low is None and high is None:
            values[name] = UNKNOWN
        else:
            values[name] = Exactly(low) if low == high else Between(low, high)
    return values


@pytest.mark.parametrize("name", GRADED)
def test_both_ends_are_those_of_the_search(tmp_path, name):
    plan, grading = prepared(name), grading_of(prepared(name))
    rows = list(boxes_of(plan, ROWS))
    found = batch(
        [str(write(tmp_path / "in.csv", rows))],
        Asked(name, {}, ranges=True),
        LIBRARY,
        output=tmp_path / "out.csv",
    )
    graded = read(tmp_path / "out.csv")
    given = tuple(each.condition for each in grading.constraints)
    agreed = 0
    for number, row in enumerate(rows, 1):
        if number not in graded:
            continue
        values = known(row, plan)
        expected = level_range(plan.ladder, under(values, given) if given else values).on(plan.levels)
        told = (graded[number]["respond_level"], graded[number]["respond_possible"])
        assert told == (expected.certain.name, expected.possible.name), row
        agreed += 1
    assert agreed > ROWS // 3
    why = rising(grading).why
    assert (why is None) is rising(grading).proved
    assert why is None or why in found.notes


def test_what_is_proved_is_told_by_the_database(tmp_path):
    plan = prepared("production-accident@2007")
    rows = list(boxes_of(plan, ROWS))
    found = batch(
        [str(write(tmp_path / "in.csv", rows))], Asked("production-accident@2007", {}, ranges=True), LIBRARY
    )
    assert found.one_by_one < ROWS // 10
    assert found.graded + sum(each.rows for each in found.refused) == ROWS
