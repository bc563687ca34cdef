"""How each kind of field is written: the JSON text, the same as plain data, and a schema that allows just that."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import attrs
import jsonschema
import pytest
from attrs import frozen

from respond.clock import SHANGHAI, Duration, Every, Limit, Within
from respond.errors import Text
from respond.facts import UNKNOWN, Between, Exactly, Level, Value
from respond.plan import Contact, PlanRef
from respond.reason import LevelRange, Truth
from respond.situation import data_of, json_of, schema_of
from respond.situation.marks import SPREAD, UNWRITTEN, By, Keys, Named, Only, Placed
from respond.yaml import Source, parse


class Colour(StrEnum):
    RED = "red"


class Size(Enum):
    BIG = "big"


@frozen
class Leaf:
    """A leaf of `name`.

    It can hold another.

    >>> Leaf("a").name
    'a'
    """

    name: str
    inner: "Leaf | None" = None


def holder(hint):
    return attrs.make_class("Holder", {"it": attrs.field(type=hint)}, frozen=True)


def written(hint, value):
    """Write one value as a field of that type, in both forms, and hold it against the schema."""
    cls = holder(hint)
    text = json_of(cls(value))
    data = data_of(cls(value))
    assert json.loads(text) == data
    assert "\n" not in text
    schema = schema_of(cls, "holder")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(data)
    assert type(data["it"]) in {str, int, bool, dict, list, type(None)}
    return data["it"]


LEAVES = Annotated[tuple[Leaf, ...], By("name")]
AT = datetime(2026, 11, 21, 9, 12, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("hint", "value", "expected"),
    [
        (str, "县政府", "县政府"),
        (str, 'a "quoted"\n\\ %s {x} \x00 \u2028', 'a "quoted"\n\\ %s {x} \x00 \u2028'),
        (int, 3, 3),
        (int, 10**30, 10**30),
        (bool, True, True),
        (bool, False, False),
        (Level, Level("none"), "none"),
        (Level, Level("I"), "I"),
        (Level | None, None, None),
        (Level | None, Level("IV"), "IV"),
        (tuple[Level, ...], (Level("I"), Level("III")), ["I", "III"]),
        (Truth, Truth.UNKNOWN, "unknown"),
        (Colour, Colour.RED, "red"),
        (Size | None, Size.BIG, "big"),
        (Literal["up", "down"], "up", "up"),
        (Literal["only"], "only", "only"),
        (datetime, AT, "2026-11-21T09:12:00+08:00"),
        (datetime, AT.replace(microsecond=500), "2026-11-21T09:12:00.000500+08:00"),
        (datetime, AT.replace(microsecond=1), "2026-11-21T09:12:00+08:00"),  # just after, as an end that passes
        (datetime, datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01T00:00:00+00:00"),
        (datetime, datetime(2026, 1, 1, tzinfo=timezone(-timedelta(hours=3.5))), "2026-01-01T00:00:00-03:30"),
        (datetime, datetime(1900, 6, 1, 8, 5, 43, tzinfo=ZoneInfo("Asia/Shanghai")), "1900-06-01T00:00:00+00:00"),
        (date, date(2026, 11, 21), "2026-11-21"),
        (datetime | date, date(2026, 11, 21), "2026-11-21"),
        (datetime | date | None, AT, "2026-11-21T09:12:00+08:00"),
        (datetime | None, None, None),
        (timedelta, timedelta(minutes=18), 1080),
        (timedelta, timedelta(days=40_000, microseconds=999_999), 40_000 * 86_400),
        (timedelta, -timedelta(seconds=2), -2),
        (timedelta | None, timedelta(0), 0),
        (Text, Text("死亡", "deaths"), {"zh": "死亡", "en": "deaths"}),
        (Text | None, None, None),
        (PlanRef, PlanRef("a/b", "2024"), {"id": "a/b", "edition": "2024"}),
        (LevelRange, LevelRange(1, 3), {"level": "IV", "could_reach": "II", "exact": True}),
        (LevelRange | None, LevelRange(2, 2, exact=False), {"level": "III", "could_reach": "III", "exact": False}),
        (
            Contact,
            Contact(phone=("110",), as_of="2017", clause="9"),
            {"phone": ["110"], "fax": [], "as_of": "2017", "standing": "confirmed"},
        ),
        (Leaf, Leaf("a", Leaf("b")), {"name": "a", "inner": {"name": "b", "inner": None}}),
        (tuple[str, ...], (), []),
        (tuple[str, ...], ("a", "b"), ["a", "b"]),
        (tuple[tuple[int, ...], ...], ((1, 2), ()), [[1, 2], []]),
        (tuple[Leaf, ...] | None, (Leaf("a"),), [{"name": "a", "inner": None}]),
        (Annotated[tuple[Leaf, ...], By("name")], (Leaf("a"), Leaf("b")), {"a": {"inner": None}, "b": {"inner": None}}),
        (Annotated[tuple[Text, Level], Keys(("said", "level"))], (Text("甲", "a"), Level("I")), {"said": {"zh": "甲", "en": "a"}, "level": "I"}),
        (Annotated[Leaf, Only("name")], Leaf("a"), "a"),
        (Annotated[tuple[Leaf, ...], Only("name")], (Leaf("a"), Leaf("b")), ["a", "b"]),
        (Annotated[Limit | None, Only("words", Text)], None, None),
        (Annotated[Limit | None, Only("words", Text)], Within(Duration(hours=1)), {"zh": "1小时内", "en": "within 1 hour"}),
        (Annotated[Limit | None, Only("words", Text)], Every(Duration(days=1)), {"zh": "每天一次", "en": "every day"}),
        (Annotated[str, "any other note"], "a", "a"),
    ],
)  # fmt: skip
def test_each_kind_of_field(hint, value, expected):
    found = written(hint, value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (UNKNOWN, None),
        (Exactly(3), 3),
        (Exactly(True), True),
        (Exactly(Fraction(3)), 3),
        (Exactly(Fraction(3, 20)), "0.15"),
        (Exactly(Fraction(1, 3)), "1/3"),
        (Exactly("some \u201cwords\u201d"), "some \u201cwords\u201d"),
        (Exactly(date(2026, 3, 1)), "2026-03-01"),
        (Exactly(AT), "2026-11-21T09:12:00+08:00"),
        (Between(3, None), {"at_least": 3, "at_most": None}),
        (Between(Fraction(1, 2), Fraction(7)), {"at_least": "0.5", "at_most": 7}),
        (Between(date(2026, 3, 1), None), {"at_least": "2026-03-01", "at_most": None}),
    ],
)
def test_values_are_exact(value, expected):
    found = written(Value, value)
    assert found == expected
    assert type(found) is type(expected)


def test_texts_of_a_file_lose_their_places():
    node = parse(Source("f.yaml", "it: 45"))["it"]
    cls = holder(str)
    assert type(node) is not str
    assert type(data_of(cls(node))["it"]) is str
    assert json_of(cls(node)) == '{"it":"45"}'


@pytest.mark.parametrize("hint", [str, Value, Literal["a"], Text, LEAVES])
def test_bytes_that_are_no_text_never_reach_the_json(hint):
    broken = "a\udcff"
    others = {Value: Exactly(broken), Text: Text(broken, "b"), LEAVES: (Leaf(broken),)}
    value = others.get(hint, broken)
    cls = holder(hint)
    assert "a\ufffd" in json_of(cls(value))
    json_of(cls(value)).encode()
    assert json.loads(json_of(cls(value))) == data_of(cls(value))


def test_halves_that_make_a_whole_are_put_together():
    assert data_of(holder(str)("\ud83d\udd25"))["it"] == "\U0001f525"


@frozen
class Inner:
    """What is spread."""

    level: Annotated[LevelRange, SPREAD]
    from_: str


@frozen
class Outer:
    """What holds it."""

    first: str
    inner: Annotated[Inner, SPREAD]
    last: Annotated[int, Named("end")]
    """The end of it."""
    hidden: Annotated[object, UNWRITTEN] = None

    @property
    def id(self) -> Annotated[str, Placed(before="first")]:
        """Give the name of it."""
        return f"{self.first}#{self.last}"

    @property
    def shown(self) -> Annotated[Leaf | None, Named("leaf"), Placed(before="last")]:
        """Give none."""
        return None

    @property
    def other(self) -> str:
        raise AssertionError("a property without a place is not written")


OUTER = Outer("a", Inner(LevelRange(1, 2), "b"), 3)


def test_marks_say_where_a_class_means_it_otherwise():
    assert json_of(OUTER) == (
        '{"id":"a#3","first":"a","level":"IV","could_reach":"III","exact":true,"from":"b","leaf":null,"end":3}'
    )
    assert list(data_of(OUTER)) == list(json.loads(json_of(OUTER)))


def test_a_schema_requires_every_name_and_allows_no_other():
    schema = schema_of(Outer, "outer")
    data = data_of(OUTER)
    assert schema["required"] == list(schema["properties"]) == list(data)
    validator = jsonschema.Draft202012Validator(schema)
    for name in data:
        assert not validator.is_valid({key: value for key, value in data.items() if key != name})
    assert not validator.is_valid({**data, "more": 1})


def test_a_schema_speaks_in_the_words_of_the_classes():
    schema = schema_of(Outer, "outer")
    assert schema["title"] == "outer"
    assert schema["description"] == "What holds it."
    assert schema["properties"]["end"] == {"type": "integer", "description": "The end of it."}
    assert schema["properties"]["id"]["description"] == "The name of it."
    assert schema["$defs"]["Leaf"]["description"] == "A leaf of `name`. It can hold another."
    assert schema["properties"]["leaf"]["anyOf"] == [{"$ref": "#/$defs/Leaf"}, {"type": "null"}]


@pytest.mark.parametrize(
    "hint", [list[str], complex, str | int, tuple[str, int], Leaf | Text, Literal[1], tuple[str, ...] | Leaf]
)
def test_types_no_answer_can_hold(hint):
    with pytest.raises(TypeError):
        schema_of(holder(hint), "bad")
    with pytest.raises(TypeError):
        json_of(holder(hint)("a"))


def test_two_fields_under_one_name():
    cls = attrs.make_class(
        "Twice", {"a": attrs.field(type=str), "b": attrs.field(type=Annotated[str, Named("a")])}, frozen=True
    )
    for write in (
        lambda: schema_of(cls, "twice"),
        lambda: json_of(cls("x", "y")),
        lambda: data_of(cls("x", "y")),
    ):
        with pytest.raises(TypeError, match="one name"):
            write()


def test_classes_of_one_name_stay_apart():
    other = attrs.make_class("Leaf", {"size": attrs.field(type=int)}, frozen=True)
    both = attrs.make_class("Both", {"a": attrs.field(type=Leaf), "b": attrs.field(type=other)}, frozen=True)
    schema = schema_of(both, "both")
    assert len(schema["$defs"]) == 2
    assert data_of(both(Leaf("x"), other(1))) == {"a": {"name": "x", "inner": None}, "b": {"size": 1}}
