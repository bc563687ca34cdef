"""Reminders to a program of this machine: what it gets, and how it fails."""

import sys

import pytest
from channel_making import BODY, KEY, made, send

from respond.watch import SendError


def test_a_command_gets_the_reminder_and_its_key(tmp_path):
    out = tmp_path / "out"
    program = f"import os, sys; open({str(out)!r}, 'w').write(os.environ['RESPOND_KEY'] + sys.stdin.read())"
    channel, _ = made(f'command:{sys.executable} -c "{program}"')
    send(channel)
    assert out.read_text("utf-8") == KEY + BODY
    assert str(out) not in channel.name


@pytest.mark.parametrize("line", [f"{sys.executable} -c 'raise SystemExit(3)'", "/nowhere/at/all"])
def test_a_command_that_fails_is_a_failure(line):
    channel, _ = made(f"command:{line}")
    with pytest.raises(SendError):
        send(channel)
