"""What stands of a fact whose values come in out of order: the latest of those that say as of when, else the last told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duties import incident_of, plan_of, when
from respond.facts import Exactly
from respond.plan import Library
from respond.situation import log_of
from small_plan import shelve


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("older")
    shelve(folder, plan_of("- {id: tell, when: received, within: 1 hour}"), "testland/duties/2020")
    return Library([folder])


def told(*values):
    """Write an incident with a number told each minute from ten on, as of a minute past nine where one is given."""
    steps = [
        f"  - {{at: @10:{minute:02}, facts: {{n: {n if as_of is None else f'{{value: {n}, as_of: @09:{as_of:02}}}'}}}}}\n"
        for minute, (n, as_of) in enumerate(values)
    ]
    return "occurred: @08:00\nfacts: {n: 1}\nevents: {received: @08:00}\nthen:\n" + "".join(steps)


def number(library, text, at="11:00", known=None):
    """Give the number that stands at a moment, as it was by what was known at another if one is given."""
    log = log_of(incident_of(text), library, when(known or at))[0]
    value = log.steps(when(at), when(known) if known else None)[-1].observations["n"].value
    assert isinstance(value, Exactly)
    return value.value


@pytest.mark.parametrize(
    ("values", "stands"),
    [
        ([(5, 30), (3, 10)], 5),
        ([(5, 30), (3, 30)], 3),
        ([(5, 30), (3, None)], 3),
        ([(5, None), (3, 10)], 3),
        ([(5, 30), (6, None), (3, 10)], 6),
        ([(5, 30), (3, 10), (4, 20)], 5),
        ([(5, 30), (3, 10), (7, 40)], 7),
    ],
)
def test_which_value_stands(library, values, stands):
    assert number(library, told(*values)) == stands


def test_an_older_value_is_what_was_so_then(library):
    text = told((5, 30), (3, 10))
    assert [number(library, text, at, "11:00") for at in ("09:05", "09:15", "09:35")] == [1, 3, 5]


@pytest.mark.parametrize(
    ("correction", "stands"),
    [
        ("{entry: n#2, withdrawn: yes}", 3),
        ("{entry: n#2, value: 4}", 4),
        ("{entry: n#2, value: {value: 5, as_of: @09:05}}", 3),
        ("{entry: n#3, value: 9}", 5),
        ("{entry: n#3, value: {value: 3, as_of: @09:40}}", 3),
    ],
)
def test_what_stands_is_found_anew_where_one_is_put_right(library, correction, stands):
    text = told((5, 30), (3, 10)) + f"  - {{at: @10:30, corrects: [{correction}]}}\n"
    assert number(library, text) == stands
    assert number(library, text, known="11:00") == stands


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(2, 9), st.none() | st.integers(0, 59)), min_size=1, max_size=6),
    st.none() | st.tuples(st.integers(1, 6), st.integers(0, 59)),
)
def test_the_present_is_what_hindsight_sees_of_it(library, values, moved):
    text = told(*values)
    if moved is not None and moved[0] <= len(values):
        right = f"{{value: 0, as_of: @09:{moved[1]:02}}}"
        text += f"  - {{at: @10:30, corrects: [{{entry: n#{moved[0] + 1}, value: {right}}}]}}\n"
    assert number(library, text) == number(library, text, known="11:00")


def test_the_entry_of_what_stands_is_not_the_older_one(library):
    text = told((5, 30), (3, 10))
    step = log_of(incident_of(text), library, when("11:00"))[0].steps(when("11:00"))[-1]
    assert step.telling["n"] == "n#2"
