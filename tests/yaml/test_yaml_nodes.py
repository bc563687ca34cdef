"""Nodes are the plain types they extend, and know their place."""

import copy
import pickle

import pytest

from respond.errors import Place, Text
from respond.yaml import (
    Mapping,
    Scalar,
    Sequence,
    Source,
    data_of,
    describe,
    node_of,
    parse,
    place_of,
    read_bool,
    read_int,
)

HERE = Place("plan.yaml", 3, 5)


def test_a_scalar_is_a_text_with_a_place():
    scalar = Scalar("deaths", HERE)
    assert scalar == "deaths"
    assert {scalar: 1}["deaths"] == 1
    assert scalar.place == HERE
    assert scalar.plain


@pytest.mark.parametrize(
    ("text", "plain", "null"),
    [
        *[("", True, True), ("~", True, True), ("null", True, True), ("NULL", True, True)],
        *[("", False, False), ("null", False, False), ("none", True, False), ("nUll", True, False)],
    ],
)
def test_null_is_an_unquoted_nothing(text, plain, null):
    assert Scalar(text, HERE, plain=plain).is_null is null


@pytest.mark.parametrize("text", ["yes", "3", "", "~", "null", "x"])
def test_texts_made_nodes_are_texts_and_flags_as_in_a_file(text):
    node = node_of({"a": [text, None]}, HERE)
    assert data_of(node) == {"a": [text, None]}
    assert (read_bool(node_of("yes", HERE)), read_int(node_of("3", HERE))) == (True, 3)


@pytest.mark.parametrize("copied", [copy.deepcopy, copy.copy, lambda node: pickle.loads(pickle.dumps(node))])  # noqa: S301
def test_nodes_survive_copying_and_pickling(copied):
    node = parse(Source("a.yaml", "a: [x, {'b': 1}]\n"))
    again = copied(node)
    assert again == node
    assert again.place == node.place
    assert again["a"].place == Place("a.yaml", 1, 4)
    assert again["a"][1].place == Place("a.yaml", 1, 8)
    (key,) = again["a"][1]
    assert key.place == Place("a.yaml", 1, 9)
    assert not key.plain


def test_place_of_anything():
    assert place_of(Scalar("a", HERE)) == HERE
    assert place_of(Sequence(HERE)) == HERE
    assert place_of(Mapping(HERE)) == HERE
    assert place_of("a") is None
    assert place_of(None) is None


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (Mapping(HERE), Text("空的键值表", "an empty mapping")),
        (Mapping(HERE, {"a": Scalar("b", HERE)}), Text("键值表", "keys with values")),
        (Sequence(HERE), Text("空列表", "an empty list")),
        (Sequence(HERE, [Scalar("a", HERE)]), Text("列表", "a list")),
        (Scalar("", HERE), Text("空值", "nothing")),
        (Scalar("a", HERE), Text("`a`", "`a`")),
        (Scalar("1", HERE, plain=False), Text("文本“1”", 'the text "1"')),
    ],
)
def test_describe(node, words):
    assert describe(node) == words
