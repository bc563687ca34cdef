"""Whatever is no readable UTF-8 text of bearable size is refused before it is read as YAML."""

import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.errors import InputError, Place
from respond.yaml import MAX_BYTES, MAX_LOG_BYTES, Source, decode, parse, read_source
from strategies_yaml import attempt


def refused(call, *arguments):
    with pytest.raises(InputError) as caught:
        call(*arguments)
    (fault,) = caught.value.faults
    assert fault.render("zh") != fault.render("en")
    return fault


def written(tmp_path, data):
    path = tmp_path / "plan.yaml"
    path.write_bytes(data)
    return path


def test_a_file_is_read(tmp_path):
    path = written(tmp_path, "名: 值\n".encode())
    assert read_source(path) == Source(str(path), "名: 值\n")
    assert read_source(str(path)) == read_source(path)


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a: 1")))
    assert read_source("-") == Source("<stdin>", "a: 1")


def test_standard_input_is_limited(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"#" * (MAX_BYTES + 5))))
    assert refused(read_source, "-").code == "E105"


@pytest.mark.parametrize("name", ["missing.yaml", "no/such/folder.yaml", "with\0nul.yaml", "bad\udcff.yaml"])
def test_missing_file(tmp_path, name):
    fault = refused(read_source, f"{tmp_path}/{name}")
    assert fault.code == "E101"
    assert fault.place.line == 0


def test_a_file_is_no_folder(tmp_path):
    path = written(tmp_path, b"a: 1")
    assert refused(read_source, path / "below.yaml").code == "E101"


def test_folder(tmp_path):
    fault = refused(read_source, tmp_path)
    assert fault.code == "E102"
    assert "folder" in fault.problem.en


def test_name_too_long(tmp_path):
    assert refused(read_source, tmp_path / ("x" * 5000)).code == "E103"


def test_no_permission(tmp_path, monkeypatch):
    path = written(tmp_path, b"a: 1")

    def deny(*arguments, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", deny)
    fault = refused(read_source, path)
    assert fault.code == "E103"
    assert "没有读取权限" in fault.problem.zh


@pytest.mark.parametrize(
    "text", ["", " \n\n", "# only a comment\n", "---\n", "--- # nothing\n...\n", "~", "null\n"]
)
def test_empty_file(tmp_path, text):
    path = written(tmp_path, text.encode())
    fault = refused(lambda: parse(read_source(path)))
    assert fault.code == "E104"
    assert fault.place == Place(str(path))


def test_a_sparse_file_of_50_mb_is_refused_unread(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    fault = refused(read_source, path)
    assert fault.code == "E105"
    assert "5 MB" in fault.problem.en


def test_the_limit_itself_is_allowed(tmp_path):
    path = written(tmp_path, b"a: 1" + b"\n" * (MAX_BYTES - 4))
    assert parse(read_source(path)) == {"a": "1"}


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="needs /dev/zero")  # noqa: PTH110
def test_a_device_without_end_is_refused():
    assert refused(read_source, "/dev/zero").code == "E103"


def test_a_text_too_large_is_refused_without_a_file():
    assert refused(parse, Source("made up", "#" * (MAX_BYTES + 1))).code == "E105"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\x00\xfe\x01", b"\xd0\xcf\x11\xe0\0"]
)
def test_binary(tmp_path, data):
    assert refused(read_source, written(tmp_path, data)).code == "E109"


@pytest.mark.parametrize(
    ("text", "line", "column", "character"),
    [
        ("a: \x00", 1, 4, "U+0000"),
        ("a: 1\nb: \x1b[31m", 2, 4, "U+001B"),
        ("a: 1\r\nb: 死\x7f", 2, 5, "U+007F"),
        ("a: 1\n\x85b: 2", 2, 1, "U+0085"),
        ("a: b\u2028c", 1, 5, "U+2028"),
        ("a: \ufeffb", 1, 4, "U+FEFF"),
        ("a: \uffff", 1, 4, "U+FFFF"),
    ],
)
def test_control_characters(tmp_path, text, line, column, character):
    path = written(tmp_path, text.encode())
    fault = refused(read_source, path)
    assert (fault.code, fault.place) == ("E106", Place(str(path), line, column))
    assert character in fault.problem.zh
    assert refused(parse, Source("x", text)).code == "E106"


def test_half_a_character_in_a_text_made_by_a_program():
    assert refused(parse, Source("x", "a: \ud800")).code == "E106"


def test_gbk_is_named(tmp_path):
    fault = refused(read_source, written(tmp_path, "a: 1\nb: x死亡".encode("gbk")))
    assert fault.code == "E107"
    assert (fault.place.line, fault.place.column) == (2, 5)
    assert "GBK" in fault.problem.zh
    assert "UTF-8" in fault.help.en


def test_latin_1_is_not_taken_for_gbk(tmp_path):
    fault = refused(read_source, written(tmp_path, b"a: caf\xe9\n"))
    assert fault.code == "E107"
    assert (fault.place.line, fault.place.column) == (1, 7)
    assert "0xE9" in fault.problem.en
    assert "GBK" not in fault.problem.en


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-16", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-32", "UTF-32"), ("utf-32-be", "UTF-32")],
)
def test_other_encodings_of_unicode_are_named(tmp_path, codec, name):
    mark = "" if codec in {"utf-16", "utf-32"} else "\ufeff"
    fault = refused(read_source, written(tmp_path, (mark + "a: 死亡").encode(codec)))
    assert fault.code == "E108"
    assert name in fault.problem.zh


def test_the_byte_order_mark_of_utf_8_is_dropped(tmp_path):
    source = read_source(written(tmp_path, "a: 死亡".encode("utf-8-sig")))
    assert source.text == "a: 死亡"
    (key,) = parse(source)
    assert key.place.column == 1


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_positions_are_right_whatever_ends_a_line(tmp_path, ending):
    text = ending.join(["# 注释", "a: 1", "死亡:", "  - x", "  - y: z", ""])
    node = parse(read_source(written(tmp_path, text.encode())))
    assert node == {"a": "1", "死亡": ["x", {"y": "z"}]}
    assert [(key.place.line, key.place.column) for key in node] == [(2, 1), (3, 1)]
    assert (node["死亡"][1]["y"].place.line, node["死亡"][1]["y"].place.column) == (5, 8)


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_give_a_text_or_an_input_error(data):
    text, error = attempt(decode, data, "fuzz")
    assert error is not None or text.encode() == data.removeprefix(b"\xef\xbb\xbf")


@given(st.binary(max_size=200))
def test_any_file_gives_a_source_or_an_input_error(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "fuzz.yaml"
    path.write_bytes(data)
    node, error = attempt(lambda: parse(read_source(path)))
    assert (node is None) is (error is not None)


def test_a_pipe_with_a_name_and_a_device_are_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/full")):
        assert refused(read_source, path).code == "E103"
    assert refused(lambda: parse(read_source(Path(os.devnull)))).code == "E104"


def test_a_pipe_of_the_shell_is_read_like_standard_input():
    ours, theirs = os.pipe()
    os.write(theirs, b"a: 1")
    os.close(theirs)
    try:
        assert read_source(f"/dev/fd/{ours}").text == "a: 1"
    finally:
        os.close(ours)


def test_a_whole_log_may_be_larger_than_another_file(tmp_path):
    path = written(tmp_path, b"a: 1" + b"\n" * MAX_BYTES)
    assert refused(read_source, path).code == "E105"
    assert parse(read_source(path, log=True)) == {"a": "1"}
    os.truncate(path, MAX_LOG_BYTES + 1)
    assert refused(lambda: read_source(path, log=True)).code == "E105"
