"""Strict YAML: what stays text, what is refused, and where each fault stands, by either parser."""

import pytest

from respond.errors import InputError, Place
from respond.yaml import MAX_DEPTH, MAX_FAULTS, MAX_NODES, Mapping, Scalar, Sequence, Source, parse


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def parser(request, monkeypatch):
    if request.param == "python":
        monkeypatch.setattr("respond.yaml.events.CParser", None)
    return request.param


def read(text):
    return parse(Source("plan.yaml", text))


def faults(text):
    with pytest.raises(InputError) as caught:
        read(text)
    return [(fault.code, fault.place.line, fault.place.column) for fault in caught.value.faults]


def one_fault(text):
    with pytest.raises(InputError) as caught:
        read(text)
    (fault,) = caught.value.faults
    return fault


WORDS = """
no NO on off y yes true 12:30 1:30:00 0123 0o17 0x1F 1_000 1e3 08 1.5 .inf .nan 2024-06-15
2026-03-01T14:20:00+08:00 = null ~ 死亡 3+ 1..4 10%
"""


@pytest.mark.parametrize("word", WORDS.split())
def test_every_scalar_stays_text(word):
    node = read(f"{word}: {word}\nlist: [{word}]\n")
    assert node == {word: word, "list": [word]}
    assert all(type(key) is Scalar and key.plain for key in node)
    assert type(node[word]) is Scalar


def test_every_node_knows_its_place():
    node = read("id: x\nunits:\n  a: {zh: 甲, en: 'A'}\nlist:\n- 1\n- [2, 3]\n")
    assert type(node) is Mapping
    assert type(node["list"]) is Sequence
    assert node.place == Place("plan.yaml", 1, 1)
    assert node["id"].place == Place("plan.yaml", 1, 5)
    assert node["units"].place == Place("plan.yaml", 3, 3)
    assert node["units"]["a"].place == Place("plan.yaml", 3, 6)
    assert node["units"]["a"]["en"].place == Place("plan.yaml", 3, 18)
    assert node["list"].place == Place("plan.yaml", 5, 1)
    assert node["list"][1][1].place == Place("plan.yaml", 6, 7)


def test_positions_count_characters():
    node = read("a: {死亡: 三例, 🔥: x}")
    assert [key.place.column for key in node["a"]] == [5, 13]


@pytest.mark.parametrize(
    ("text", "value", "plain"),
    [
        ("'x'", "x", False),
        ('"x"', "x", False),
        ("x", "x", True),
        ("''", "", False),
        ("", "", True),
        ("|\n  x\n  y\n", "x\ny\n", False),
        (">-\n  x\n  y\n", "x y", False),
        ('"\\u6b7b\\t"', "死\t", False),
        ("x # comment", "x", True),
    ],
)
def test_styles(text, value, plain):
    node = read(f"a: {text}")["a"]
    assert (node, node.plain) == (value, plain)


def test_a_single_text_and_a_list_are_documents():
    assert read("hello") == "hello"
    assert read("- a\n- b") == ["a", "b"]
    assert read("--- a\n...\n") == "a"


def test_keys_without_values_hold_nothing():
    node = read("{a, b: }")
    assert node == {"a": "", "b": ""}
    assert all(value.is_null for value in node.values())


def test_a_duplicate_key_names_both_places():
    fault = one_fault("a: 1\nb: 2\n'a': 3\n")
    assert fault.code == "E111"
    assert fault.place == Place("plan.yaml", 3, 1)
    assert fault.related == (Place("plan.yaml", 1, 1),)
    assert "plan.yaml:1:1" in fault.render("zh")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1", [("E114", 1, 4)]),
        ("a: &x [1]", [("E114", 1, 4)]),
        ("a: &x {b: 1}", [("E114", 1, 4)]),
        ("a: *x", [("E115", 1, 4)]),
        ("*x : a", [("E115", 1, 1)]),
        ("a: !!int 1", [("E116", 1, 4)]),
        ("a: !!python/object:os.system [x]", [("E116", 1, 4)]),
        ("a: ! x", [("E116", 1, 4)]),
        ("a: &x !!str y", [("E114", 1, 4), ("E116", 1, 4)]),
        ("a: 1\n---\nb: 2", [("E117", 2, 1)]),
        ("--- a\n--- b\n--- c", [("E117", 2, 1)]),
        ("%YAML 1.2\n---\na: 1", [("E118", 1, 1)]),
        ("%TAG ! tag:x,2000:\n---\na: 1", [("E118", 1, 1)]),
        ("? [a]\n: b\nc: d", [("E119", 1, 3)]),
        ("{{a: b}: c}", [("E119", 1, 2)]),
        ("<<: {a: 1}\nb: 2", [("E120", 1, 1)]),
        ("? \n: a", [("E121", 1, 2)]),
    ],
)
def test_what_strict_yaml_leaves_out(text, found):
    assert faults(text) == found


def test_quotes_make_a_plain_text_of_what_has_a_meaning():
    text = "'<<': '*a'\n'': '&b'\n'!c': '%d'\n"
    assert read(text) == {"<<": "*a", "": "&b", "!c": "%d"}


def test_all_faults_of_a_file_come_at_once_in_order():
    text = "a: 1\na: 2\nb: &x 1\nc:\n  d: *x\n  d: !t 1\n? [k]\n: v\n"
    assert faults(text) == [
        ("E111", 2, 1),
        ("E114", 3, 4),
        ("E115", 5, 6),
        ("E111", 6, 3),
        ("E116", 6, 6),
        ("E119", 7, 3),
    ]


def test_faults_before_a_syntax_error_are_kept():
    assert faults("a: 1\na: 2\nb: [1\nc: 2\n") == [("E111", 2, 1), ("E110", 4, 2)]


def test_a_value_of_a_faulty_key_does_not_disturb_the_rest():
    assert faults("{a: 1, a: {b: 2, b: 3}, [c]: {d: 1, d: 2}}") == [
        ("E111", 1, 8),
        ("E111", 1, 18),
        ("E119", 1, 25),
        ("E111", 1, 37),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: b: c", 1, 5, "a `key: value` cannot stand here"),
        ("a: 1\n b: 2", 2, 3, "a `key: value` cannot stand here"),
        ("zh：甲\nen: A", 2, 3, "a `key: value` cannot stand here"),
        ("\ta: 1", 1, 1, "character|tab"),
        ("a: @b", 1, 4, "a value cannot begin with this character"),
        ("a: `b`", 1, 4, "a value cannot begin with this character"),
        ("- a\nb", 2, 1, "a colon is missing"),
        ("a: [1, 2", None, None, "`,` or `]` is missing"),
        ("a: {b: 1\nc: 2", 2, 2, "`,` or `}` is missing"),
        ("a: {b: 1}}", 1, 10, "key"),
        ('a: "b\n\n', 1, 4, "a quote is never closed"),
        ("a: 'b\n", 1, 4, "a quote is never closed"),
        ('a: "b" c', 1, 8, "key"),
        (": a", 1, None, "key|value"),
        ("{: a}", 1, None, "key|value"),
        ("{a: 1} b", 1, 8, "text follows after the end"),
        ("a: - b", 1, 4, "a list item"),
        ("- a: 1\n - b: 2", 2, 2, "list item"),
        ('a: "\\q"', 1, None, "backslash"),
        ('a: "\\x"', 1, None, "backslash"),
        ('a: "\\ud800"', 1, None, "backslash"),
        ('a: "\\U00110000"', 1, None, "backslash"),
        ("a: |x\n b", 1, None, "the line should have ended here"),
        ("a: &", 1, None, "anchor or alias"),
        ("a: !<x", 1, None, "tag"),
        ("a: !x!y z", 1, 4, "tag"),
        ("a: ? b", 1, 4, "a key after `? `"),
        ("a: 'b\n---\n", 1, 4, "a quote is never closed"),
        ("a: |0\n b", 1, None, "the number after"),
    ],
)
def test_syntax_errors_have_a_place_and_words(text, line, column, words):
    fault = one_fault(text)
    assert fault.code == "E110"
    assert line is None or fault.place.line == line
    assert column is None or fault.place.column == column
    assert any(word in fault.problem.en for word in words.split("|"))
    assert fault.problem.zh.startswith("YAML 写法有误：")
    assert fault.help is not None
    assert "expected" not in fault.problem.en, "a wording of the parser's own"


def test_an_unclosed_bracket_also_names_where_it_was_opened():
    assert one_fault("a:\n  b: [1, 2\nc: 3").related == (Place("plan.yaml", 2, 6),)


def test_unknown_directive():
    fault = one_fault("%FOO bar\n---\na: 1")
    assert fault.code in {"E110", "E118"}
    assert "%" in fault.problem.zh


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_a_hundred_thousand_levels_stop_at_the_limit(opening):
    fault = one_fault(opening * 100_000)
    assert fault.code == "E112"
    assert str(MAX_DEPTH) in fault.problem.zh


def test_the_deepest_nesting_allowed():
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert one_fault("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).place.column == MAX_DEPTH + 1


def test_an_alias_bomb_does_nothing():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    found = faults("\n".join(lines))
    assert found[:4] == [("E114", 1, 5), ("E114", 2, 5), ("E115", 2, 10), ("E115", 2, 15)]
    assert len(found) == MAX_FAULTS + 1
    assert found[-1][0] == "E123"


def test_too_many_values(parser):
    if parser == "python":
        pytest.skip("slow, and the count is the same code")
    fault = one_fault("[" + "1," * MAX_NODES + "]")
    assert fault.code == "E113"
    assert len(read("[" + "1," * (MAX_NODES - 1) + "]")) == MAX_NODES - 1
