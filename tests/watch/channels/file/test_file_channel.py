"""Reminders in a file: a line each, none twice, and what cannot be written."""

import os

import pytest
from channel_making import BODY, made, send

from respond.watch import SendError


def test_a_file_gets_a_line_each_and_none_twice(tmp_path):
    channel, _ = made(f"file:{tmp_path / 'out.jsonl'}")
    send(channel)
    send(channel, again=True)
    assert (tmp_path / "out.jsonl").read_text("utf-8") == BODY + "\n"


def test_a_file_that_cannot_be_written_is_a_failure(tmp_path):
    channel, _ = made(f"file:{tmp_path / 'none' / 'out.jsonl'}")
    with pytest.raises(SendError):
        send(channel)


def test_lines_of_others_in_the_file_do_no_harm(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text('nonsense\n{"a": 1}\n[]\n', "utf-8")
    send(made(f"file:{path}")[0], again=True)
    assert path.read_text("utf-8").endswith(BODY + "\n")


def test_a_pipe_nobody_reads_does_not_hold_the_watch_up(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for again in (False, True):
        with pytest.raises(SendError):
            send(made(f"file:{tmp_path / 'pipe'}")[0], again=again)
