"""The layout of a file: canonical, idempotent, with every comment, whatever the file looked like before."""

import contextlib
from collections import Counter

import pytest

from messy_yaml import Messy
from respond.author import WIDTH, comments, lay_out, outline
from respond.errors import InputError
from respond.yaml import Source, parse


def laid_out(text):
    return lay_out(outline(Source("x.yaml", text)))


def notes(text):
    return Counter(comments(Source("x.yaml", text)))


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_valid_keeps_its_values_and_comments_and_settles_at_once(seed):
    messy = Messy(seed)
    valid = 0
    for _ in range(50):
        text = messy.text()
        try:
            node = parse(Source("x.yaml", text))
        except InputError:
            continue
        valid += 1
        new = laid_out(text)
        assert parse(Source("x.yaml", new)) == node, text
        assert notes(new) == notes(text), text
        assert laid_out(new) == new, text
    assert valid > 40


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:   1", "a: 1\n"),
        ("a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n"),
        ("---\na: 1\n...\n", "a: 1\n"),
        ("a:\n- x\n-   y", "a:\n  - x\n  - y\n"),
        ("a:\n      b: 'x'", 'a:\n  b: "x"\n'),
        ("a: 'say \"x\"'", "a: 'say \"x\"'\n"),
        ('a: "it\'s \\u6b7b"', 'a: "it\'s 死"\n'),
        ("a: [ x ,\n  y ]", "a: [x, y]\n"),
        ("a: {b: , c}", "a: {b, c}\n"),
        ("a:\n\n\n  b: 1\n\n\n\n  c: 2", "a:\n  b: 1\n\n  c: 2\n"),
        ("a: one\n  two\n    three", "a: one two three\n"),
        ("a: >-\n      one\n      two", "a: >-\n  one\n  two\n"),
        ("a: |\n      one\n\n        two\n", "a: |\n  one\n\n    two\n"),
        ("a: |+\n  one\n\n", 'a: "one\\n\\n"\n'),
        ("? a\n: 1", "a: 1\n"),
        ("- - a\n  - b", "- - a\n  - b\n"),
    ],
)
def test_layout(before, after):
    assert laid_out(before) == after
    assert laid_out(after) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# top\n\n# a\na: 1   # one", "# top\n\n# a\na: 1  # one\n"),
        ("a: # of a\n    b: 1\n    # of b, at its foot\n# of c\nc: 2", "a:  # of a\n  b: 1\n  # of b, at its foot\n# of c\nc: 2\n"),
        ("a: [x, # why x\n  y]", "a:\n  - x  # why x\n  - y\n"),
        ("a: {\n  # why b\n  b: 1}", "a:\n  # why b\n  b: 1\n"),
        ("- # dash\n  a: 1\n- b: 2\n  # foot\n# end", "# dash\n- a: 1\n- b: 2\n  # foot\n# end\n"),
        ("a: >-  # folded\n  x\nb: 1 # one", "a: >-  # folded\n  x\nb: 1  # one\n"),
        ("a:\n  # above x\n  'x' # beside", '# above x\na: "x"  # beside\n'),
        ("a: '# none' # one", 'a: "# none"  # one\n'),
    ],
)  # fmt: skip
def test_comments_stay_with_their_entry(before, after):
    assert laid_out(before) == after
    assert laid_out(after) == after


@pytest.mark.parametrize("seed", range(20, 23))
def test_both_parsers_read_the_result_alike(seed, monkeypatch):
    """A value in brackets with a question mark in it reads differently without libyaml, unless it has quotes."""
    messy = Messy(seed)
    texts = ["a: {b: why?, c?: 1, d: [x?, y]}\n", *(messy.text() for _ in range(25))]
    read = []
    for text in texts:
        with contextlib.suppress(InputError):
            new = laid_out(text)
            read.append((new, parse(Source("x.yaml", new))))
    monkeypatch.setattr("respond.yaml.events.CParser", None)
    for text, node in read:
        assert parse(Source("x.yaml", text)) == node, text


def test_long_lines_break_at_blanks_and_brackets_open():
    words = "word " * 60
    text = laid_out(
        f"a: {words}\nb: {{x: {words}, y: 1}}\nc: [{', '.join(['item'] * 60)}]\nd: >-\n  {words}end\n"
    )
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "b:\n  x: word" in text
    assert "\nc: [item, item" in text
    assert "item,\n  item" in text
    assert text.count("]") == 1
    assert laid_out(text) == text


def test_folded_lines_an_author_chose_stay():
    text = "when: >-\n  deaths >= 3\n  or injuries >= 10\n"
    assert laid_out(text) == text
