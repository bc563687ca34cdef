"""Writes reminders to standard output, in words or as lines of JSON."""

from collections.abc import Callable
from datetime import datetime
from json import loads
from typing import Final

from respond._records import frozen
from respond.errors import Language
from respond.watch.channels.face import ChannelKind, Making


@frozen(eq=False)
class Stdout:
    """Writes each with a function; nobody takes anything from there but whoever started the watch."""

    write: Callable[[str], None]
    lang: Language
    plain: bool
    name: str = "stdout"

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:  # noqa: ARG002 - of every channel
        """Write one reminder and an empty line, or its JSON."""
        self.write(f"{body}\n" if self.plain else f"{loads(body)['text'][self.lang]}\n\n")


def _make(making: Making) -> Stdout:
    return Stdout(making.write, making.lang, making.plain)


KIND: Final = ChannelKind("stdout", _make, alone=True)
