"""Yes and no, and integers: the written form is fixed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.errors import InputError, Place
from respond.yaml import BOOLEANS, Scalar, read_bool, read_int
from respond.yaml.scalars import INTEGER_PATTERN
from strategies_yaml import attempt

HERE = Place("plan.yaml", 3, 5)


def code_of(read, text, **style):
    with pytest.raises(InputError) as caught:
        read(Scalar(text, HERE, **style))
    (fault,) = caught.value.faults
    assert fault.place == HERE
    return fault.code


@pytest.mark.parametrize(("text", "value"), [("true", True), ("yes", True), ("false", False), ("no", False)])
def test_yes_and_no(text, value):
    assert read_bool(Scalar(text, HERE)) is value
    assert read_bool(text) is value
    assert code_of(read_bool, text, plain=False) == "E211"


@pytest.mark.parametrize("text", ["True", "on", "y", "1", "", "是"])
def test_neither_yes_nor_no(text):
    assert code_of(read_bool, text) == "E211"


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("12", 12), ("-3", -3), ("9" * 18, 10**18 - 1)])
def test_integers(text, value):
    assert read_int(Scalar(text, HERE)) == value
    assert code_of(read_int, text, plain=False) == "E212"


@pytest.mark.parametrize(
    "text",
    [
        "0123",
        "1_000",
        "1,000",
        "1e3",
        "0x1f",
        "+3",
        "1.0",
        "",
        "三",
        "３",
        "9" * 19,
        "9" * 5000,
        "-0x1",
        "--1",
        " 1",
    ],
)
def test_no_integers(text):
    huge = text.isascii() and text.isdigit() and not text.startswith("0")
    assert code_of(read_int, text) == ("E213" if huge else "E212")


@pytest.mark.parametrize("read", [read_bool, read_int])
@given(text=st.text(max_size=30) | st.sampled_from(sorted(BOOLEANS)) | st.from_regex(INTEGER_PATTERN))
def test_any_text_is_read_or_refused(read, text):
    value, error = attempt(read, text)
    assert (value is None) is (error is not None)
