"""The JSON Schemas say what the reader does: both accept and both refuse the same documents."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import attrs
import pytest
from attrs import Factory, field, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from respond.errors import Place, Text
from respond.plan import (
    Plan,
    Soon,
    choices_of,
    has_id,
    json_schema,
    members_of,
    shape_of,
    structure,
)
from respond.yaml import Mapping, Node, Scalar, Sequence, Source, parse, read_source, write
from strategies_yaml import attempt


@frozen
class Leaf:
    """A leaf, described in a sentence.

    And in another.
    """

    id: str
    zh: str
    place: Place | None = field(default=None, eq=False)


@frozen
class Tree:
    name: str
    from_: date
    at: datetime | None = None
    open: bool = False
    count: int = 0
    level: Literal["I", "II", "III", "IV"] | None = None
    due: Soon | None = None
    label: Text | None = None
    either: str | Leaf | tuple[int, ...] = ""
    leaves: dict[str, Leaf] = Factory(dict)
    listed: tuple[Leaf, ...] = ()
    levels: dict[str, tuple[Leaf, ...]] = Factory(dict)
    raw: Node | None = None
    keys: Mapping | None = None
    inner: "Tree | None" = None


CLASSES = [Tree, Plan]
SCHEMAS = {cls: json_schema(cls, cls.__name__) for cls in CLASSES}
VALIDATORS = {cls: Draft202012Validator(schema) for cls, schema in SCHEMAS.items()}


# Documents made from the classes, as plain data


def documents(kind: Any, *, entry: bool = False) -> st.SearchStrategy:
    """Give documents a type is read from; `entry` leaves the id to the key above."""
    if kind in _LEAVES:
        return _LEAVES[kind]
    if choices_of(kind) is not None:
        return st.sampled_from(list(choices_of(kind)))
    if isinstance(kind, type) and attrs.has(kind):
        return st.deferred(lambda: mappings(kind, entry=entry))
    if members_of(kind) is not None:
        members = [member for member in members_of(kind) if member is not type(None)]
        nothing = [st.none()] if len(members) < len(members_of(kind)) else []
        return st.one_of(*nothing, *map(documents, members))
    if get_origin(kind) is tuple:
        return st.lists(documents(get_args(kind)[0]), max_size=2)
    keys, values = get_args(kind)
    return st.dictionaries(documents(keys).map(str), documents(values, entry=has_id(values)), max_size=2)


@st.composite
def mappings(draw, cls, *, entry):
    keys = [key for key in shape_of(cls).keys if not (entry and key.name == "id")]
    optional = [key.name for key in keys if not key.required]
    chosen = draw(st.sets(st.sampled_from(optional), max_size=2)) if optional else set()
    return {key.name: draw(documents(key.type)) for key in keys if key.required or key.name in chosen}


_WORDS = st.sampled_from(
    ["a", "死亡", "no", "12:30", "0123", "1.5", "true", "null", "", "a: b", "2024-06-15"]
)
_LEAVES = {
    str: _WORDS
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
    | st.integers(-5, 5)
    | st.booleans(),
    bool: st.booleans() | st.sampled_from(["yes", "no"]).map(lambda word: f"bare {word}"),
    int: st.integers(-(10**18) + 1, 10**18 - 1),
    date: st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str),
    datetime: st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(lambda day: f"{day}T14:20+08:00"),
    Scalar: _WORDS | st.none(),
    Sequence: st.just([]) | st.just(["a", {"b": None}]),
    Mapping: st.just({}) | st.just({"a": ["b", True]}),
}


def as_yaml(document):
    """Write a document; a `bare` word stays without the quotes that `write` would give it."""
    return re.sub(r"bare (yes|no)\b", r"\1", write(document))


# What an editor sees: YAML 1.2 turns plain words into numbers, booleans and nothing


_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def as_json(node):
    if isinstance(node, Mapping):
        return {str(key): as_json(value) for key, value in node.items()}
    if isinstance(node, Sequence):
        return [as_json(item) for item in node]
    if node.is_null:
        return None
    return _resolved(node) if node.plain else str(node)


def _resolved(word):
    if word in {"true", "false"}:
        return word == "true"
    if re.fullmatch("[-+]?[0-9]+", word):
        return int(word)
    return float(word) if _NUMBER.fullmatch(word) else str(word)


def verdicts(cls, document):
    node = parse(Source("f.yaml", as_yaml(document)))
    made, error = attempt(structure, node, cls)
    said = list(VALIDATORS[cls].iter_errors(as_json(node)))
    return made, error, said


# Spoiling a document where a schema can tell


def spots(document, at=()):
    yield at
    if isinstance(document, dict):
        children = list(document.items())
    else:
        children = list(enumerate(document)) if isinstance(document, list) else []
    for key, child in children:
        yield from spots(child, (*at, key))


def changed(document, at, change):
    if not at:
        return change(document)
    copy = document.copy()
    copy[at[0]] = changed(document[at[0]], at[1:], change)
    return copy


_REPLACEMENTS = [None, [], {}, "nonsense", ["a"], {"nonsense": "a"}, "I", 3, True, "2024-06-15", "14:20"]


def _lose(draw, value):
    lost = draw(st.sampled_from(sorted(value)))
    return {key: child for key, child in value.items() if key != lost}


@st.composite
def spoilt(draw, cls):
    ways = [
        lambda _: draw(st.sampled_from(_REPLACEMENTS)),
        lambda value: {**value, "stranger": "a"} if isinstance(value, dict) else value,
        lambda value: {**value, "id": "a"} if isinstance(value, dict) else value,
        lambda value: _lose(draw, value) if isinstance(value, dict) and value else value,
    ]
    document = draw(documents(cls))
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.sampled_from(list(spots(document))))
        document = changed(document, at, draw(st.sampled_from(ways)))
    return document


@pytest.mark.parametrize("cls", CLASSES)
@settings(
    max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
@given(data=st.data())
def test_what_the_classes_mean_is_accepted_by_both(cls, data):
    document = data.draw(documents(cls))
    made, error, said = verdicts(cls, document)
    assert error is None
    assert type(made) is cls
    assert not said


@pytest.mark.parametrize("cls", CLASSES)
@settings(
    max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
@given(data=st.data())
def test_reader_and_schema_agree_on_spoilt_documents(cls, data):
    document = data.draw(spoilt(cls))
    if not document:
        return  # an empty file is a matter of reading
    _, error, said = verdicts(cls, document)
    assert (error is not None) is bool(said), (error, said)


PLANS = Path(__file__).resolve().parents[2] / "plans"
SHIPPED = [path for path in sorted(PLANS.rglob("*.yaml")) if "respond: plan/1" in path.read_text("utf-8")]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(PLANS)))
def test_both_accept_the_plans_shipped(path):
    node = parse(read_source(path))
    assert attempt(structure, node, Plan)[1] is None
    assert VALIDATORS[Plan].is_valid(as_json(node))


# The schemas themselves


@pytest.mark.parametrize("cls", CLASSES)
def test_the_schema_is_a_schema_and_plain_json(cls):
    Draft202012Validator.check_schema(SCHEMAS[cls])
    assert json.loads(json.dumps(SCHEMAS[cls])) == SCHEMAS[cls]
    assert SCHEMAS[cls]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMAS[cls]["title"] == cls.__name__


@pytest.mark.parametrize("cls", CLASSES)
def test_every_reference_leads_somewhere(cls):
    text = json.dumps(SCHEMAS[cls])
    assert set(re.findall(r'"#/\$defs/([^"]+)"', text)) == set(SCHEMAS[cls].get("$defs", {}))


def test_what_a_schema_looks_like():
    tree = SCHEMAS[Tree]
    assert tree["required"] == ["name", "from"]
    assert tree["additionalProperties"] is False
    assert "place" not in tree["$defs"]["Leaf"]["properties"]
    assert tree["$defs"]["Leaf"]["required"] == ["id", "zh"]
    assert "id" not in tree["$defs"]["LeafEntry"]["properties"]
    assert tree["$defs"]["Leaf"]["description"] == "A leaf, described in a sentence. And in another."
    assert tree["properties"]["leaves"]["additionalProperties"] == {"$ref": "#/$defs/LeafEntry"}
    assert tree["properties"]["level"] == {"anyOf": [{"enum": ["I", "II", "III", "IV"]}, {"type": "null"}]}
    assert tree["properties"]["inner"]["anyOf"][0] == {"$ref": "#/$defs/Tree"}
    assert tree["properties"]["raw"] == {}


def test_classes_of_one_name_stay_apart():
    leaf = attrs.make_class("Leaf", {"other": attrs.field(type=str)}, frozen=True)
    both = attrs.make_class("Both", {"a": attrs.field(type=Leaf), "b": attrs.field(type=leaf)}, frozen=True)
    schema = json_schema(both, "both")
    Draft202012Validator.check_schema(schema)
    assert len(schema["$defs"]) == 2
    assert schema["properties"]["a"] != schema["properties"]["b"]


def test_types_no_file_can_hold():
    with pytest.raises(TypeError, match="no file can"):
        json_schema(attrs.make_class("Bad", {"a": attrs.field(type=float)}), "bad")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *[("from", "2024-13-01"), ("from", "2024-6-1"), ("from", "1899-12-31"), ("from", "")],
        *[("at", "2026-03-01T24:00+08:00"), ("at", "2026-03-01T14:20"), ("open", "on"), ("open", "")],
        *[
            ("count", "'1'"),
            ("count", "1.5"),
            ("count", "9" * 19),
            ("level", "V"),
            ("due", "soon"),
            ("label", "a"),
        ],
        *[
            ("either", "~"),
            ("leaves", "{a: {id: a, zh: b}}"),
            ("levels", "{V: a}"),
            ("keys", "[]"),
            ("place", "a"),
        ],
    ],
)
def test_both_refuse(key, value):
    text = {"name": "a", "from": "2024-06-15"} | {key: value}
    node = parse(Source("f.yaml", "".join(f"{name}: {given}\n" for name, given in text.items())))
    assert attempt(structure, node, Tree)[1] is not None
    assert not VALIDATORS[Tree].is_valid(as_json(node))


@pytest.mark.parametrize(
    ("entry", "code"), [("from: 2023-02-29", "E323"), ("from: 2024-06-15\nopen: 'yes'", "E211")]
)
def test_what_only_the_reader_knows(entry, code):
    node = parse(Source("f.yaml", f"name: a\n{entry}\n"))
    assert attempt(structure, node, Tree)[1].faults[0].code == code
    assert VALIDATORS[Tree].is_valid(as_json(node))
