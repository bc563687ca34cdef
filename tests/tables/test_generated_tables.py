"""Plans made at random as SQL: every row of a table has the level that the figures of its plan say."""

import tempfile
from fractions import Fraction
from pathlib import Path

from boundaries import read, write
from hypothesis import given, settings
from hypothesis import strategies as st

from generated_plans import HEAD, KINDS, STEPS, directly, plans
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


def graded(text, rows):
    """Grade rows by a plan, all of which it can grade; give their levels."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = folder / "plans" / "testland" / "any"
        plan.mkdir(parents=True)
        (plan / "2020.yaml").write_text(text, "utf-8")
        path = write(folder / "in.csv", rows)
        found = batch(
            [str(path)],
            Asked("testland/any@2020", {}),
            Library([folder / "plans"]),
            output=folder / "out.csv",
        )
        assert found.graded == len(rows)
        return [row["respond_level"] for row in read(folder / "out.csv").values()]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_every_row_has_the_level_its_figures_say(data):
    kinds = data.draw(
        st.sampled_from([KINDS, COLUMNS, COLUMNS, COLUMNS])
    )  # a plan with a window of the year is refused
    text, names, factor, meant = data.draw(plans(kinds))
    drawn = data.draw(st.lists(rows_of(factor), min_size=1, max_size=12))
    try:
        told = graded(text, [cells for cells, _ in drawn])
    except InputError as error:
        assert {each.code for each in error.faults} == {"E760"}
        assert "seen in dark" in text
        return
    assert "seen in dark" not in text
    assert told == [("none", *names)[directly(meant, values)] for _, values in drawn], text


def test_a_criterion_may_always_be_met():
    text = HEAD.format(
        zone="Asia/Shanghai", scale="{id: La, en: La}", factor="1", worse="up",
        choices=", ".join(f"{key}: {{en: {key}}}" for key in STEPS), first="01-01", last="02-01",
        levels="  La: [{id: c, when: 'sea >= calm', clause: '1'}]",
    )  # fmt: skip
    assert graded(text, [{"riders": 0, "far": "0", "sea": "calm", "lost": "no"}]) == ["La"]


def test_a_criterion_may_name_what_never_decides_it():
    text = HEAD.format(
        zone="Asia/Shanghai", scale="{id: La, en: La}", factor="1", worse="up",
        choices=", ".join(f"{key}: {{en: {key}}}" for key in STEPS), first="01-01", last="02-01",
        levels="  La: [{id: c, when: 'riders >= 3 and sea >= calm', clause: '1'}]",
    )  # fmt: skip
    cells = {"far": "0", "sea": "calm", "lost": "no"}
    assert graded(text, [{"riders": 3, **cells}, {"riders": 2, **cells}]) == ["La", "none"]
