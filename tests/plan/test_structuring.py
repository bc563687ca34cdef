"""Nodes become attrs classes strictly: exact types, no coercion, every fault at once and at its place."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

import attrs
import pytest
from attrs import Factory, field, frozen
from hypothesis import given, settings

from respond.errors import InputError, Place, Text, fault, nearest
from respond.plan import Plan, structure
from respond.yaml import Mapping, Node, Scalar, Sequence, Source, parse
from steps import steps
from strategies_yaml import attempt, yaml_like


def read(text, cls):
    return structure(parse(Source("f.yaml", text)), cls)


def faults(text, cls):
    with pytest.raises(InputError) as caught:
        read(text, cls)
    assert caught.value.render("zh") != caught.value.render("en")
    return list(caught.value.faults)


def codes(text, cls):
    return [(fault.code, fault.place.line, fault.place.column) for fault in faults(text, cls)]


def one_fault(text, cls):
    (fault,) = faults(text, cls)
    return fault


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


Size = Literal["small", "large"]


@frozen
class Thing:
    id: str
    zh: str
    size: Size = "small"
    colour: Colour = Colour.RED
    place: Place | None = field(default=None, eq=False)


@frozen
class Span:
    from_: date
    with_: tuple[str, ...] = ()


@frozen
class Box:
    name: str
    label: Text | None = None
    things: dict[str, Thing] = Factory(dict)
    named: dict[str, str] = Factory(dict)
    tinted: dict[str, tuple[Thing, ...]] = Factory(dict)
    listed: tuple[Thing, ...] = ()
    span: Span | None = None
    at: datetime | None = None
    open: bool = False
    count: int | None = None
    either: str | Span = "x"
    several: str | tuple[str, ...] | Span | None = None
    raw: Node | None = None
    raw_keys: Mapping | None = None
    raw_list: Sequence | None = None
    raw_text: Scalar | None = None
    inner: "Box | None" = None


# What is read


def test_defaults_stay():
    assert read("name: a", Box) == Box("a")


def test_a_text_keeps_its_place():
    box = read("name: a\nthings:\n  one: {zh: 一}\n", Box)
    assert type(box.name) is Scalar
    assert box.name.place == Place("f.yaml", 1, 7)
    assert box.things["one"].zh.place == Place("f.yaml", 3, 13)


def test_a_mapping_under_its_id():
    box = read("name: a\nthings:\n  one: {zh: 一}\n", Box)
    assert box.things == {"one": Thing("one", "一")}
    assert box.things["one"].id.place == Place("f.yaml", 3, 3)
    assert box.things["one"].place == Place("f.yaml", 3, 8)


def test_in_a_list_the_id_is_written():
    assert read("name: a\nlisted: [{id: one, zh: 一}]\n", Box).listed == (Thing("one", "一"),)


def test_a_trailing_underscore_is_no_part_of_a_key():
    assert read("{from: 2024-06-15, with: [a, b]}", Span) == Span(date(2024, 6, 15), ("a", "b"))
    assert faults("{from_: 2024-06-15}", Span)[0].suggestion == "from"


def test_words_of_a_list_of_choices():
    thing = read("{id: a, zh: b, size: large, colour: blue}", Thing)
    assert thing.size == "large"
    assert thing.size.place == Place("f.yaml", 1, 22)
    assert thing.colour is Colour.BLUE


def test_keys_of_a_list_of_choices():
    box = read("name: a\nnamed: {small: s}\ntinted: {red: [{id: a, zh: b}]}\n", Box)
    assert box.named == {"small": "s"}
    assert box.tinted == {"red": (Thing("a", "b"),)}


@pytest.mark.parametrize("nothing", ["", "null", "~"])
def test_nothing_is_none_where_it_may_be(nothing):
    assert read(
        f"name: a\nspan: {nothing}\nat: {nothing}\ncount: {nothing}\nseveral: {nothing}\n", Box
    ) == Box("a")


def test_single_values():
    box = read("{name: a, open: yes, count: 12, at: '2026-03-01T14:20+08:00'}", Box)
    assert box.open is True
    assert box.count == 12
    assert box.at.isoformat() == "2026-03-01T14:20:00+08:00"


@pytest.mark.parametrize(
    ("text", "value"),
    [("b", "b"), ("[b, c]", ("b", "c")), ("{from: 2024-01-01}", Span(date(2024, 1, 1)))],
)
def test_alternatives_are_told_apart_by_what_stands_there(text, value):
    assert read(f"name: a\nseveral: {text}\n", Box).several == value


def test_nodes_are_left_as_they_are():
    text = "{name: a, raw: [{b: c}, 'd'], raw_keys: {e: 012}, raw_list: [f], raw_text: 'g'}"
    box = read(text, Box)
    assert box.raw == [{"b": "c"}, "d"]
    assert not box.raw[1].plain
    assert [type(box.raw), type(box.raw_keys), type(box.raw_list)] == [Sequence, Mapping, Sequence]
    assert read("{name: a, raw: ~}", Box).raw is None


def test_a_class_may_hold_itself():
    assert read("{name: a, inner: {name: b, inner: {name: c}}}", Box).inner.inner.name == "c"


def test_any_type_a_field_may_have():
    assert structure(parse(Source("f", "[a, b]")), tuple[str, ...]) == ("a", "b")
    assert structure(parse(Source("f", "2024-06-15")), date) == date(2024, 6, 15)
    assert structure(parse(Source("f", "blue")), Colour) is Colour.BLUE
    assert structure(parse(Source("f", "{a: {zh: b}}")), dict[str, Thing])["a"].zh == "b"


# What is refused


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("name: [a]", "E205", 7),
        ("name: {a: b}", "E205", 7),
        ("name:", "E207", 6),
        ("name: ~", "E207", 7),
        ("{name: a, label: b}", "E218", 18),
        ("{name: a, label: [b]}", "E218", 18),
        ("{name: a, things: [b]}", "E206", 19),
        ("{name: a, things: }", "E207", 19),
        ("{name: a, things: {b: c}}", "E203", 23),
        ("{name: a, things: {b: }}", "E207", 23),
        ("{name: a, listed: b}", "E204", 19),
        ("{name: a, listed: {b: c}}", "E204", 19),
        ("{name: a, listed: }", "E207", 19),
        ("{name: a, listed: [b]}", "E203", 20),
        ("{name: a, open: 1}", "E211", 17),
        ("{name: a, open: 'yes'}", "E211", 17),
        ("{name: a, open: }", "E207", 17),
        ("{name: a, count: 012}", "E212", 18),
        ("{name: a, count: '12'}", "E212", 18),
        ("{name: a, count: [1]}", "E205", 18),
        ("{name: a, at: 2026-03-01T14:20}", "E321", 15),
        ("{name: a, at: 2026-03-01T24:00+08:00}", "E324", 15),
        ("{name: a, at: 14:20}", "E322", 15),
        ("{name: a, span: {from: 2024-02-30}}", "E323", 24),
        ("{name: a, span: {from: 2024}}", "E325", 24),
        ("{name: a, either: [b]}", "E206", 19),
        ("{name: a, either: }", "E207", 19),
        ("{name: a, raw_keys: b}", "E206", 21),
        ("{name: a, raw_text: [b]}", "E206", 21),
    ],
)
def test_wrong_values(text, code, column):
    fault = one_fault(text, Box)
    assert (fault.code, fault.place.column) == (code, column)
    assert fault.expected is not None


def test_unknown_key_with_suggestion():
    fault = one_fault("name: a\nlisetd: []\n", Box)
    assert fault.code == "E201"
    assert fault.place == Place("f.yaml", 2, 1)
    assert fault.suggestion == "listed"
    assert "`things`" in fault.expected.en
    assert "您是否想写 `listed`" in fault.render("zh")


def test_a_comma_without_quotes_is_guessed():
    fault = one_fault("{name: city (county, district) office}", Box)
    assert fault.code == "E219"
    assert fault.place.column == 22
    assert "comma" in fault.help.en


def test_missing_keys():
    assert codes("listed:\n- {size: small}\n", Box) == [("E202", 1, 1), ("E202", 2, 3), ("E202", 2, 3)]
    assert {fault.problem.en for fault in faults("{}", Thing)} == {
        "the key `id` is missing",
        "the key `zh` is missing",
    }


def test_a_misspelt_key_is_not_also_missing():
    fault = one_fault("{nmae: a}", Box)
    assert (fault.code, fault.suggestion) == ("E201", "name")
    assert codes("{zhh: a, colr: b}", Thing) == [("E202", 1, 1), ("E201", 1, 2), ("E201", 1, 10)]


def test_a_key_of_no_likeness_does_not_hide_a_missing_one():
    assert codes("{wholly_other: a}", Box) == [("E202", 1, 1), ("E201", 1, 2)]


def test_an_id_is_not_written_twice():
    fault = one_fault("name: a\nthings:\n  one: {id: one, zh: 一}\n", Box)
    assert fault.code == "E210"
    assert fault.place == Place("f.yaml", 3, 9)
    assert "`one`" in fault.help.zh


def test_the_place_is_no_key():
    assert one_fault("{id: a, zh: b, place: c}", Thing).code == "E201"


def test_words_with_suggestions():
    fault = one_fault("{id: a, zh: b, size: lareg}", Thing)
    assert (fault.code, fault.suggestion) == ("E208", "large")
    assert one_fault("{id: a, zh: b, colour: Blue}", Thing).suggestion == "blue"


def test_a_single_text_is_no_list():
    fault = one_fault("{from: 2024-06-15, with: a}", Span)
    assert fault.code == "E204"
    assert "`[item]`" in fault.help.en


def test_all_faults_of_a_file_come_at_once_in_order():
    text = """\
name: [a]
things:
  one: {zh: 一, size: huge}
  two: {zh: 二, colour: green, size: tiny}
listed: [{id: x}, y, {id: z, zh: w, siez: small}]
span: {from: 2024-02-30, til: 2025-01-01}
opne: yes
count: many
"""
    assert codes(text, Box) == [
        ("E205", 1, 7),
        ("E208", 3, 22),
        ("E208", 4, 24),
        ("E208", 4, 37),
        ("E202", 5, 10),
        ("E203", 5, 19),
        ("E201", 5, 37),
        ("E323", 6, 14),
        ("E201", 6, 26),
        ("E201", 7, 1),
        ("E212", 8, 8),
    ]


def test_the_top_must_fit_too():
    assert one_fault("- a", Box).code == "E203"
    assert one_fault("text", Text).code == "E218"


def test_faults_a_class_finds_itself_come_with_the_others():
    @frozen
    class Even:
        count: int
        place: Place | None = None

        def __attrs_post_init__(self):
            if self.count % 2:
                raise InputError([fault("E212", self.place, found="odd")])

    @frozen
    class Two:
        first: Even
        second: Even

    assert codes("first: {count: 3}\nsecond: {count: x}\n", Two) == [("E212", 1, 8), ("E212", 2, 17)]


def test_a_great_many_faults_are_cut_short(monkeypatch):
    compared = []
    monkeypatch.setattr(
        "respond.plan.structuring.findings.nearest",
        lambda name, known: compared.append(name) or nearest(name, known),
    )
    text = "name: a\nlisted:\n" + "- {di: x, zzh: y, szie: small, a: b}\n" * 10_000
    node = parse(Source("f.yaml", text))
    with pytest.raises(InputError) as caught:
        structure(node, Box)
    assert len(caught.value.faults) == 101
    assert len(compared) < 1000  # names are compared for the faults shown, not for all 60,000
    assert {"E123", "E201", "E202"} == {fault.code for fault in caught.value.faults}


@given(yaml_like)
@settings(max_examples=50)
def test_any_text_gives_a_box_or_an_input_error(text):
    box, error = attempt(lambda: read(text, Box))
    assert error is not None or isinstance(box, Box)


# What no class may ask for


@pytest.mark.parametrize(
    "kind",
    [
        list[str],
        set[str],
        float,
        bytes,
        object,
        tuple[str, str],
        Literal[1, 2],
        dict[int, str],
        Iterable[str],
    ],
)
def test_types_no_file_can_hold(kind):
    with pytest.raises(TypeError, match="no file can"):
        structure(parse(Source("f", "{}")), kind)


@pytest.mark.parametrize("kind", [str | int, Thing | Span, tuple[str, ...] | Sequence, str | Size | None])
def test_alternatives_that_look_the_same(kind):
    with pytest.raises(TypeError, match="look the same"):
        structure(parse(Source("f", "{}")), kind)


# The plan itself


PLAN = """\
respond: plan/1
id: a/b
edition: {name: "1", in_force: {from: 2024-06-15}}
title: {zh: 甲预案, en: plan A}
units:
  office: {zh: 办公室, en: office, role: office}
facts:
  deaths: {type: count, unit: case, worse: up, label: {zh: 死亡, en: deaths}, min: 0}
levels:
  I:
  - {id: I-deaths, when: deaths >= 5, clause: "4.1"}
measures:
- {id: tell, zh: 报告, en: report, clause: "5", unit: office, with: [office], due: promptly, when: received}
"""


def test_a_plan():
    plan = read(PLAN, Plan)
    assert plan.levels["I"][0].when.place == Place("f.yaml", 11, 26)
    assert plan.facts["deaths"].min == "0"
    assert plan.measures[0].owners == ("office",)
    assert plan.measures[0].with_ == ("office",)
    assert plan.edition.in_force.covers(date(2024, 6, 15))
    assert plan.place == Place("f.yaml", 1, 1)
    assert attrs.evolve(plan, id="c").units == plan.units


def test_twice_the_entries_are_twice_the_work_and_no_more_than_a_few_calls_each():
    measure = PLAN[PLAN.index("- {id: tell") :]
    none, some, more = (parse(Source("f.yaml", PLAN + measure * number)) for number in (0, 250, 500))
    structure(none, Plan)  # the first time the classes are learned
    first, second, third = (steps(structure, node, Plan) for node in (none, some, more))
    assert third - second == second - first
    assert (third - second) / 250 < 100


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        ("{zh: 死亡}", "死亡", "死亡"),
        ("{en: dead}", "dead", "dead"),
        ("{zh: 死亡, en: dead}", "死亡", "dead"),
    ],
)
def test_a_text_in_one_language_suffices(given, zh, en):
    assert structure(parse(Source("note.yaml", given)), Text) == Text(zh, en)


def test_a_text_in_no_language_lacks_both():
    with pytest.raises(InputError) as caught:
        structure(parse(Source("note.yaml", "{}")), Text)
    assert [fault.code for fault in caught.value.faults] == ["E202", "E202"]
