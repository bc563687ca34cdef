"""What is written is read back, text for text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.errors import InputError
from respond.yaml import MAX_DEPTH, Source, parse, read_bool, read_int, write
from strategies_yaml import NULLS, plain_data, texts


def back(text):
    return parse(Source("written.yaml", text))


@given(plain_data)
def test_texts_lists_and_mappings_come_back(data):
    assert back(write(data)) == data


@given(texts)
def test_a_text_never_comes_back_as_nothing(text):
    scalar = back(write([text]))[0]
    assert scalar == text
    assert not scalar.is_null
    assert text not in NULLS or not scalar.plain


def test_yes_and_no_stand_bare_where_they_are_flags():
    data = {"withdrawn": "yes", "broke": "no", "round": "2", "note": "null"}
    assert write(data, flags=True) == "withdrawn: yes\nbroke: no\nround: 2\nnote: 'null'\n"
    read = back(write(data, flags=True))
    assert (read, read_bool(read["withdrawn"]), read_int(read["round"])) == (data, True, 2)


@given(plain_data)
def test_with_flags_all_comes_back_too(data):
    assert back(write(data, flags=True)) == data


def test_written_for_people():
    data = {
        "id": "a-1",
        "at": "2026-03-01T14:20+08:00",
        "facts": {"deaths": "3", "no": "no", "note": "死亡: 三例"},
    }
    data |= {"to": ["县政府", "12:30"], "none": None, "yes": True, "count": 4, "empty": [], "text": ""}
    assert write(data) == (
        "id: a-1\n"
        "at: 2026-03-01T14:20+08:00\n"
        "facts:\n"
        "  deaths: 3\n"
        "  'no': 'no'\n"
        "  note: '死亡: 三例'\n"
        "to:\n"
        "- 县政府\n"
        "- '12:30'\n"
        "none: null\n"
        "'yes': true\n"
        "count: 4\n"
        "empty: []\n"
        "text: ''\n"
    )


def test_equal_parts_are_written_out():
    shared = {"zh": "甲", "en": "A"}
    text = write({"a": shared, "b": shared, "c": [shared]})
    assert "&" not in text
    assert back(text) == {"a": shared, "b": shared, "c": [shared]}


def test_what_was_read_can_be_written():
    node = back("a: [x, 'y']\nb: {c: 012}\n")
    assert back(write(node)) == node


def test_nothing_yes_and_numbers():
    node = back(write({"a": None, "b": False, "c": -3}))
    assert node == {"a": "null", "b": "false", "c": "-3"}
    assert node["a"].is_null


@pytest.mark.parametrize(
    "data", [1.5, {"a": 1.5}, {1: "a"}, {None: "a"}, [b"x"], {"a": {"b"}}, object(), "\ud800", {"\udfff": ""}]
)
def test_what_cannot_be_written(data):
    with pytest.raises(InputError) as caught:
        write(data)
    assert [fault.code for fault in caught.value.faults] == ["E124"]


def test_nesting_is_limited_as_in_reading():
    data = "x"
    for _ in range(MAX_DEPTH):
        data = [data]
    assert back(write(data)) == data
    with pytest.raises(InputError):
        write([data])
    endless = []
    endless.append(endless)
    with pytest.raises(InputError):
        write(endless)


@given(st.text(max_size=60))
def test_any_text_is_written_or_refused(text):
    try:
        written = write({"note": text})
    except InputError:
        assert any("\ud800" <= character <= "\udfff" for character in text)
    else:
        assert back(written) == {"note": text}
