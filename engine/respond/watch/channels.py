"""Where reminders go: standard output, a file, a command, e-mail, a signed webhook, or what `apprise` can reach."""

import os
import shlex
import subprocess
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.util import find_spec
from json import loads
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from respond._records import frozen
from respond.errors import InputError, Language, MissingExtraError, Text, fault, nearest
from respond.watch.mail import Mail
from respond.watch.sending import SECONDS, SendError, letter, named
from respond.watch.webhook import Webhook

_KINDS: Final = ("stdout", "file", "command", "smtp", "webhook", "apprise")


class Channel(Protocol):
    """Somewhere reminders go; `name` tells it from others in the store, and holds no secret."""

    @property
    def name(self) -> str:
        """Give its name."""

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:
        """Send a reminder, its JSON given; `again` where an earlier attempt may have arrived. Raises SendError."""


_NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)  # a pipe nobody reads refuses at once


@frozen(eq=False)
class Stdout:
    """Writes reminders with a function, in words or as lines of JSON."""

    write: Callable[[str], None]
    lang: Language = "zh"
    plain: bool = False
    name: str = "stdout"

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:  # noqa: ARG002 - of every channel
        """Write one reminder and an empty line, or its JSON."""
        self.write(f"{body}\n" if self.plain else f"{loads(body)['text'][self.lang]}\n\n")


@frozen(eq=False)
class File:
    """Appends a line of JSON for each reminder; one whose attempt was cut off is looked for before it is repeated."""

    path: Path

    @property
    def name(self) -> str:
        """Give the file with its folder."""
        return f"file:{self.path.absolute()}"

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:  # noqa: ARG002
        """Append a line, all of it or nothing, and see it on the disk."""
        line = (body + "\n").encode()
        try:
            if again and self._has(key):
                return
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _NO_WAIT, 0o644)
            try:
                if os.write(handle, line) != len(line):
                    raise SendError(Text("没有写完整", "it was not written whole"))
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise _refused(error) from None

    def _has(self, key: str) -> bool:
        if not self.path.is_file():  # a pipe or a device keeps nothing
            return False
        with self.path.open("rb") as lines:
            return any(_key_of(line) == key for line in lines)


@frozen(eq=False)
class Command:
    """Runs a program for each reminder: its JSON on standard input, its key in `RESPOND_KEY`."""

    line: str

    @property
    def name(self) -> str:
        """Give the program with a print of its arguments, which may hold what nobody should read."""
        return named("command", Path(shlex.split(self.line)[0]).name, self.line)

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:  # noqa: ARG002
        """Run it; another exit code than 0, or none in time, is a failure."""
        try:
            done = subprocess.run(  # noqa: S603 - whoever starts the ticker names the program
                shlex.split(self.line), input=body.encode(), capture_output=True, timeout=SECONDS, check=False,
                env={**os.environ, "RESPOND_KEY": key},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise SendError(
                Text(f"{SECONDS}秒内没有结束", f"it did not end within {SECONDS} seconds")
            ) from None
        except OSError as error:
            raise _refused(error) from None
        if done.returncode:
            last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            told = f"{done.returncode} {last[0] if last else ''}".strip()
            raise SendError(Text(f"退出码 {told}", f"exit code {told}"))


@frozen(eq=False)
class Apprise:
    """Sends to one of the services the `apprise` library knows."""

    url: str

    @property
    def name(self) -> str:
        """Give the service with a print of the URL, which holds its token."""
        return named("apprise", urlsplit(self.url).scheme, self.url)

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:  # noqa: ARG002
        """Send the reminder in both languages, its first line as the title."""
        import apprise  # noqa: PLC0415 - an extra

        title, text = letter(body)
        there: Any = apprise.Apprise()
        if not there.add(self.url) or not there.notify(title=title, body=text):
            raise SendError(Text("apprise 没有送达", "apprise did not deliver it"))


def channel_of(
    spec: str, write: Callable[[str], None], lang: Language = "zh", *, plain: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Channel:  # fmt: skip
    """Read where reminders go: `stdout`, `file:PATH`, `command:CMD`, `smtp://...`, `webhook:URL`, `apprise:URL`.

    `write` writes to standard output, in words of a language, or with `plain` as JSON. Secrets come from the
    environment. Raises InputError (E872 to E873) and MissingExtraError (E852).
    """
    kind, _, rest = spec.partition(":")
    if spec == "stdout":
        return Stdout(write, lang, plain)
    if kind not in _KINDS or kind == "stdout" or not rest.strip():
        known = ", ".join(_KINDS)
        raise InputError([fault("E872", suggestion=nearest(kind, _KINDS), found=spec, known=known)])
    if kind == "file":
        return File(Path(rest))
    if kind == "command":
        return Command(rest)
    if kind == "smtp":
        return Mail.read(spec, environment)
    if kind == "webhook":
        return Webhook.read(rest, environment)
    if find_spec("apprise") is None:
        raise MissingExtraError([fault("E852", library="apprise", extra="notify")])
    return Apprise(rest)


def _key_of(line: bytes) -> str | None:
    try:
        return str(loads(line)["key"])
    except (ValueError, KeyError, TypeError):
        return None  # somebody else's line


def _refused(error: OSError) -> SendError:
    return SendError.saying(error.strerror or type(error).__name__)
