"""What a small text can make grow: shared formulas are worked out once, and what cannot be is refused at once."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.errors import InputError, Place, Text
from respond.facts import Between, Exactly, Fact, FactType
from respond.language import Scope
from respond.reason import (
    Truth,
    WhatIf,
    compile_condition,
    compile_formula,
    possible,
    questions,
    search,
    truth_of,
)
from respond.yaml import Scalar

FACTS = {
    "x": Fact("x", FactType.COUNT, Text("x", "x"), unit="case"),
    "y": Fact("y", FactType.COUNT, Text("y", "y"), unit="case"),
    "s": Fact("s", FactType.SHARE, Text("s", "s")),
}


def chain(formula, first="x", links=38):
    derived = {"d0": first} | {f"d{i}": formula.format(p=f"d{i - 1}") for i in range(1, links + 1)}
    return Scope(FACTS, derived=derived)


def test_a_chain_of_sums_is_worked_out_link_by_link():
    scope = chain("{p} + {p}")
    condition = compile_condition(f"d38 >= {3 * 2**38}", scope)
    assert condition.names == {"x"}
    assert condition.truth({"x": Exactly(3)}) is Truth.YES
    assert condition.truth({"x": Exactly(2)}) is Truth.NO
    assert compile_formula("d38", scope).value({"x": Between(1, 2)}) == Between(2**38, 2**39)


@pytest.mark.parametrize(
    ("formula", "first", "text"),
    [
        ("{p} * {p}", "s", "d38 >= 3%"),
        ("({p} + s) * {p}", "s", "d38 >= 3%"),
        ("min({p}, x) + max({p}, y)", "x", "d38 >= 3"),
        ("{p}" + " + 1" * 90, "x", "d38 >= 3"),
    ],
)
def test_what_grows_beyond_bounds_is_refused(formula, first, text):
    with pytest.raises(InputError) as refused:
        compile_condition(text, chain(formula, first))
    assert [fault.code for fault in refused.value.faults] == ["E434"]


@pytest.mark.parametrize("text", ["d38 >= 3", "d38 >= 3 and x >= 1"])
def test_what_is_refused_for_its_size_is_told_with_its_place(text):
    written = Scalar(text, Place("plan.yaml", 7, 11), plain=True)
    with pytest.raises(InputError) as refused:
        compile_condition(written, chain("min({p}, x) + max({p}, y)"))
    assert {str(fault.place) for fault in refused.value.faults} == {"plan.yaml:7:11"}


def test_no_formula_computes_numbers_beyond_bounds():
    with pytest.raises(InputError, match="E434"):
        compile_formula("d38", chain("{p} * {p}", "3"))


def test_nested_extremes_of_numbers_are_fine():
    text = "x"
    for number in range(30):
        text = f"min({text}, y + {number})" if number % 2 else f"max({text}, y)"
    assert (
        compile_condition(f"{text} >= 3", Scope(FACTS)).truth({"x": Exactly(3), "y": Exactly(3)}) is Truth.YES
    )


def test_conditions_upon_conditions_do_not_multiply():
    links = {f"c{n}": f"(c{n + 1} and x > 3) or (c{n + 1} and y >= {n})" for n in range(30)}
    with pytest.raises(InputError, match="E434"):
        compile_condition("c0", Scope(FACTS, conditions={**links, "c30": "x > y"}))
    line = {f"c{n}": f"c{n + 1} or y >= {n}" for n in range(1, 30)} | {"c0": "c1 and x >= 0"}
    assert (
        compile_condition("c0", Scope(FACTS, conditions={**line, "c30": "x > y"})).truth({}) is Truth.UNKNOWN
    )


def test_the_fault_of_a_formula_is_told_once():
    with pytest.raises(InputError) as refused:
        compile_condition("d38 >= 3 or d38 >= 4", chain("{p} * {p}"))
    assert [fault.code for fault in refused.value.faults] == ["E423"]


@pytest.mark.parametrize(
    ("text", "values", "wanted"),
    [
        ("(3 <= x < 10) or x >= 10", {"x": Between(3, None)}, Truth.YES),
        ("(3 <= x < 10) or x >= 10", {"x": Between(2, None)}, Truth.UNKNOWN),
        ("level == II or level == III or level == I", {"level": Between(2, 4)}, Truth.YES),
        ("level == III and level >= II", {"level": Between(0, 4)}, Truth.NO),
        ("s < 50% or s >= 1 / 2", {}, Truth.YES),
        ("x + y >= 3 or x + y < 3", {}, Truth.YES),
        ("x >= 3 and s >= 50%", {"x": Between(3, None), "s": Exactly(Fraction(1, 2))}, Truth.YES),
    ],
)
def test_comparisons_of_one_name_are_judged_together(text, values, wanted):
    condition = compile_condition(text, Scope(FACTS))
    assert truth_of(condition, values) is wanted
    assert len(condition.strands) == (2 if "s >= 50%" in text else 1)


FLAGS = {f"f{i}": Fact(f"f{i}", FactType.FLAG, Text(f"f{i}", f"f{i}")) for i in range(60)}


def test_many_criteria_of_many_flags_are_asked_about_without_a_search_for_each(monkeypatch):
    searches = []
    monkeypatch.setattr(possible, "search", lambda *given: searches.append(given) or search.search(*given))
    chance = Random(1)
    triples = [chance.sample(range(60), 3) for _ in range(300)]
    scope = Scope(FLAGS)
    ladder = [
        (3 - index % 2, compile_condition(f"f{a} and f{b} and not f{c}", scope))
        for index, (a, b, c) in enumerate(triples)
    ]
    judged = [(gravity, condition, condition.truth({})) for gravity, condition in ladder]
    assert questions(FLAGS, WhatIf(judged, {}))
    assert len(searches) < 20


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["f1", "not f1", "f1 and not f2", "f2 or x >= 3", "2 <= x < 5", "x + y > 4", "y <= 2"]
            ),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(
        [{}, {"x": Between(1, 4)}, {"y": Exactly(2)}, {"x": Between(3, None), "f1": Exactly(True)}]
    ),
)
def test_what_the_mildest_completion_does_some_completion_does(asked, values):
    scope = Scope(FACTS | FLAGS)
    wants = [(compile_condition(text, scope), wanted) for text, wanted in asked]
    if search.mildest_does(wants, values):
        assert isinstance(search.complete(wants, values), search.Completion)
