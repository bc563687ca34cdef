"""Faults, texts and errors: how they are made, ordered and shown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.errors import (
    CoverageError,
    InputError,
    InternalError,
    MissingExtraError,
    Place,
    RespondError,
    Text,
    fault,
    nearest,
    shorten,
)


def test_a_place_is_written_as_editors_understand_it():
    assert str(Place("plan.yaml", 41, 9)) == "plan.yaml:41:9"
    assert str(Place("plan.yaml")) == "plan.yaml"
    assert Place("a", 2, 1) < Place("a", 10, 1) < Place("b")


def test_a_fault_shows_place_code_problem_and_what_to_do():
    shown = fault(
        "E201",
        Place("plan.yaml", 3, 5),
        suggestion="label",
        related=[Place("plan.yaml", 1, 1)],
        key="labl",
        known=Text("甲、乙", "a, b"),
    )
    assert shown.render("en") == (
        "plan.yaml:3:5: E201 there is no key `labl` here\n"
        "  expected: one of a, b\n"
        "  did you mean `label`?\n"
        "  see also: plan.yaml:1:1\n"
        "  help: correct the key, or remove the entry"
    )
    assert (
        shown.render()
        == shown.render("zh")
        == (
            "plan.yaml:3:5: E201 没有 `labl` 这个键\n"
            "  应为：甲、乙 之一\n"
            "  您是否想写 `label`？\n"
            "  另见：plan.yaml:1:1\n"
            "  处理：改正键名，或删去这一项"
        )
    )


def test_a_fault_without_a_place():
    assert fault("E202", key="a").render("en").startswith("E202 the key `a` is missing")


def test_a_fault_as_data():
    data = fault("E202", Place("plan.yaml", 3, 5), key="a").to_json()
    assert data["code"] == "E202"
    assert (data["file"], data["line"], data["column"]) == ("plan.yaml", 3, 5)
    assert set(data["problem"]) == set(data["help"]) == {"zh", "en"}
    assert data["expected"] is None
    assert fault("E202", key="a").to_json()["file"] is None


def test_found_values_cannot_disturb_the_message():
    shown = fault("E202", key="a\x1b[31m\n{b}" + "c" * 100).problem.en
    assert "\x1b" not in shown
    assert "\n" not in shown
    assert "{b}" in shown
    assert shown.endswith("…` is missing")


def test_an_unknown_code_or_a_missing_field_is_an_error_of_the_program():
    with pytest.raises(KeyError):
        fault("E000")
    with pytest.raises(KeyError):
        fault("E202")


@given(st.text())
def test_a_shortened_value_is_one_printable_line(value):
    assert shorten(value).isprintable()
    assert len(shorten(value)) <= 60


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("deahts", ["deaths", "injuries"], "deaths"),
        ("lable", ["label", "unit"], "label"),
        ("deaths", ["deaths"], "deaths"),
        ("xyz", ["deaths"], None),
        ("", ["deaths"], None),
        ("a", [], None),
        ("受伤人", ["受伤人数", "死亡人数"], "受伤人数"),
    ],
)
def test_nearest(name, known, meant):
    assert nearest(name, known) == meant


def test_a_text_fills_in_by_language():
    text = Text("{what}{n}例", "{n} {what}").fill(what=Text("死亡", "deaths"), n=3)
    assert text == Text("死亡3例", "3 deaths")
    assert [text.say("zh"), text.say("en")] == ["死亡3例", "3 deaths"]


def test_an_error_carries_all_faults_in_the_order_of_the_file():
    faults = [fault("E202", Place("b", 1, 1), key=key) for key in "xy"]
    faults += [fault("E202", Place("a", line, 1), key=str(line)) for line in (10, 9)]
    faults += [fault("E104", Place("a"))]
    error = InputError(iter(faults))
    assert [(str(each.place), each.code) for each in error.faults] == [
        ("a", "E104"),
        ("a:9:1", "E202"),
        ("a:10:1", "E202"),
        ("b:1:1", "E202"),
        ("b:1:1", "E202"),
    ]
    assert str(error) == error.render("en")
    assert error.render("zh").count("E202") == 4


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from("abc")), min_size=1))
def test_the_same_fault_at_the_same_place_is_told_once(found):
    error = InputError([fault("E202", Place("a", line, 1), key=key) for line, key in found])
    assert len(error.faults) == len(set(found))
    assert len(error.render("en").splitlines()) == 2 * len(set(found))


@given(st.integers(1, 200))
def test_of_very_many_faults_the_rest_is_counted(number):
    faults = [
        fault("E202" if line % 2 else "E104", Place("a", line, 1), key=line) for line in range(1, number + 1)
    ]
    shown = InputError(faults)
    told = [line for line in shown.render("en").splitlines() if line.startswith("a:")]
    assert len(shown.faults) == number
    assert len(told) == min(number, 40)
    last = shown.render("zh").splitlines()[-1]
    left = [int(n) for n in re.findall(r"× (\d+)", last)] if number > 40 else []
    assert sum(left) == max(0, number - 40)
    assert (f"另有{number - 40}处错误未列出" in last) is (number > 40)


def test_how_a_run_ends():
    codes = {kind: kind.exit_code for kind in (InputError, MissingExtraError, CoverageError, InternalError)}
    assert list(codes.values()) == [2, 2, 4, 70]
    assert all(issubclass(kind, RespondError) for kind in codes)
