"""A table is graded exactly as its rows are one by one: at every boundary, with every kind of cell."""

import os

import pytest
from boundaries import GRADED, LIBRARY, prepared, read, rows_of, value, write

from respond import level_function
from respond.errors import InputError
from respond.tables import Asked, batch

ROWS = int(os.environ.get("RESPOND_ROWS", "1500"))
"""Rows of each edition; `RESPOND_ROWS=200000` tries as many as are wanted."""


@pytest.mark.parametrize("name", GRADED)
def test_every_row_has_the_level_it_has_by_itself(tmp_path, name):
    plan = prepared(name)
    rows = list(rows_of(plan, ROWS))
    found = batch(
        [str(write(tmp_path / "in.csv", rows))], Asked(name, {}), LIBRARY, output=tmp_path / "out.csv"
    )
    level = level_function(name, library=LIBRARY)
    graded = read(tmp_path / "out.csv")
    refused = read(tmp_path / "out.refused.csv") if found.refused else {}
    assert found.graded == len(graded)
    assert found.rows == len(rows)
    for number, row in enumerate(rows, 1):
        try:
            expected = level({each: value(row[each], plan.facts[each]) for each in level.facts}).name
        except InputError as error:
            assert refused[number]["respond_code"] in {fault.code for fault in error.faults}
            continue
        assert graded[number]["respond_level"] == expected, row
