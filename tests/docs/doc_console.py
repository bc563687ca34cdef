"""The transcripts of the documentation, run again: what follows each `$` and what comes of it."""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import define, frozen

from respond import api
from respond.cli import main

_ENVIRONMENT = {"COLUMNS": "80", "NO_COLOR": "1"}
_UNWANTED = (
    "RESPOND_LANG",
    "RESPOND_PLANS",
    "RESPOND_DEBUG",
    "RESPOND_DESK",
    "RESPOND_STORE_KEY",
    "FORCE_COLOR",
)
_SETTING = re.compile(r"([A-Z_]+)=(\S*)")


@frozen
class Exchange:
    """One command of a transcript and the lines that follow it."""

    command: str
    output: str


def exchanges_of(text: str) -> list[Exchange]:
    """Cut a transcript into commands with their outputs; a backslash carries a command on."""
    found: list[list[str]] = []
    carried = False
    for line in text.splitlines():
        if carried:
            found[-1][0] += f"\n{line}"
        elif line.startswith("$ "):
            found.append([line.removeprefix("$ ")])
        else:
            found[-1].append(line)
        carried = found[-1][-1].endswith("\\") and len(found[-1]) == 1
    return [Exchange(command, tidy("\n".join(lines))) for command, *lines in found]


def tidy(text: str) -> str:
    """Give a text without trailing blanks and empty lines at its ends."""
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


@define
class Console:
    """A shell that knows `respond`, pipes and `echo $?`, in one folder; all else goes to bash."""

    folder: Path
    code: int = 0

    def run(self, command: str) -> str:
        """Run one command line and give what it prints, talk included."""
        if command == "echo $?":
            return f"{self.code}"
        given = b""
        shown = ""
        for part in command.replace("\\\n", " ").split(" | "):
            settings, words = _settings(shlex.split(part))
            if words and words[0] == "respond":
                given, talk = self._respond(words[1:], settings, given)
                shown += talk
            else:
                given = self._bash(part, given)
        return tidy(given.decode() + shown) if shown and not given else tidy(shown + given.decode())

    def _bash(self, command: str, given: bytes) -> bytes:
        done = subprocess.run(
            ["bash", "-c", command], input=given, capture_output=True, cwd=self.folder, check=True
        )
        return done.stdout

    def _respond(self, words: list[str], settings: Mapping[str, str], given: bytes) -> tuple[bytes, str]:
        out, talk = _stream(), _stream()
        stdin = io.TextIOWrapper(io.BytesIO(given), "utf-8")
        with (
            contextlib.chdir(self.folder),
            _environment(settings),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(talk),
            _stdin(stdin),
        ):
            self.code = main(words)
        return _content(out), _content(talk).decode()


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True)


def _content(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    return stream.buffer.getvalue()  # type: ignore[attr-defined, no-any-return]


def _settings(words: list[str]) -> tuple[dict[str, str], list[str]]:
    settings = {}
    while words and (match := _SETTING.fullmatch(words[0])):
        settings[match[1]] = match[2]
        words = words[1:]
    return settings, words


@contextlib.contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    for name in _UNWANTED:
        os.environ.pop(name, None)
    os.environ.update(_ENVIRONMENT | settings)
    api.default_library.cache_clear()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        if settings:
            api.default_library.cache_clear()


@contextlib.contextmanager
def _stdin(stream: io.TextIOWrapper) -> Iterator[None]:
    before = sys.stdin
    sys.stdin = stream
    try:
        yield
    finally:
        sys.stdin = before
