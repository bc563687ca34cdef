"""Plans made at random as SQL: every row of a table has the level that the figures of its plan say."""

import csv
import tempfile
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generated_plans import KINDS, STEPS, directly, plans
from respond import Library
from respond.errors import InputError
from respond.tables import Asked, batch

COLUMNS = [kind for kind in KINDS if kind != "seen"]


@st.composite
def rows_of(draw, factor):
    """Draw the cells of a row, and what they say: distances in paces, as the plan asks them, or in feet."""
    paces = draw(st.decimals(0, 9, places=draw(st.sampled_from([0, 1, 6])), allow_nan=False))
    feet = draw(st.booleans())
    values = {
        "riders": draw(st.integers(0, 6)),
        "far": Fraction(paces) * (1 if feet else factor),
        "sea": draw(st.sampled_from(STEPS)),
        "lost": draw(st.booleans()),
    }
    cells = {**values, "far": f"{paces:f} foot" if feet else f"{paces:f}"}
    return {**cells, "lost": "yes" if values["lost"] else "no"}, values


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_every_row_has_the_level_its_figures_say(data):
    kinds = data.draw(
        st.sampled_from([KINDS, COLUMNS, COLUMNS, COLUMNS])
    )  # a plan with a window of the year is refused
    text, names, factor, meant = data.draw(plans(kinds))
    drawn = data.draw(st.lists(rows_of(factor), min_size=1, max_size=12))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = folder / "plans" / "testland" / "any"
        plan.mkdir(parents=True)
        (plan / "2020.yaml").write_text(text, "utf-8")
        with (folder / "in.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["riders", "far", "sea", "lost"])
            writer.writeheader()
            writer.writerows(cells for cells, _ in drawn)
        library = Library([folder / "plans"])
        try:
            found = batch(
                [str(folder / "in.csv")], Asked("testland/any@2020", {}), library, output=folder / "out.csv"
            )
        except InputError as error:
            assert {each.code for each in error.faults} == {"E760"}
            assert "seen in dark" in text
            return
        assert "seen in dark" not in text
        told = [
            row["respond_level"]
            for row in csv.DictReader((folder / "out.csv").read_text("utf-8").splitlines())
        ]
    assert told == [("none", *names)[directly(meant, values)] for _, values in drawn], text
    assert found.graded == len(drawn)
