"""Any text gives nodes or an InputError, by both parsers, and never another exception."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from respond.yaml import Mapping, Scalar, Sequence, Source, header, parse
from strategies_yaml import attempt, foreign_words, yaml_like


def outcome(text, parser):
    with pytest.MonkeyPatch.context() as patch:
        if parser == "python":
            patch.setattr("respond.yaml.events.CParser", None)
        node, error = attempt(parse, Source("fuzz", text))
    if error is not None:
        assert all(fault.place is not None and fault.place.file == "fuzz" for fault in error.faults)
        assert not any(foreign_words(fault) for fault in error.faults if fault.code == "E110")
    return node


def check(node, lines):
    assert type(node) in {Scalar, Sequence, Mapping}
    assert 1 <= node.place.line <= lines + 2  # libyaml puts what is missing at the end on a line of its own
    assert node.place.column >= 1
    if isinstance(node, Mapping):
        for key in node:
            assert type(key) is Scalar
            check(key, lines)
    for child in node.values() if isinstance(node, Mapping) else node if isinstance(node, Sequence) else ():
        check(child, lines)


@pytest.mark.parametrize("parser", ["libyaml", "python"])
@given(text=yaml_like | st.text(max_size=60))
@example(text="")
@example(text="\ud800")
@example(text='"\\U00110000"')
@example(text="? ")
@example(text="{? }")
@example(text="- ? : ")
@example(text="%\n")
@example(text="%YAML 1.9\n---\n")
@example(text="%TAG a b\n")
@example(text="!<>")
def test_any_text_is_read_or_refused(parser, text):
    node = outcome(text, parser)
    if node is not None:
        check(node, text.count("\n") + text.count("\r"))


@given(yaml_like)
def test_the_head_of_any_text_is_read_or_refused(text):
    found, error = attempt(header, Source("fuzz", text), ["a"])
    assert error is not None or type(found) is Mapping


@given(yaml_like)
def test_where_both_parsers_read_a_text_they_read_the_same(text):
    quick, slow = outcome(text, "libyaml"), outcome(text, "python")
    if quick is not None and slow is not None:
        assert quick == slow
        assert quick.place == slow.place
