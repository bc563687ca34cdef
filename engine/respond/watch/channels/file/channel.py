"""Appends a line of JSON for each reminder; one whose attempt was cut off is looked for before it is repeated."""

import os
from datetime import datetime
from json import loads
from pathlib import Path
from typing import Final

from respond._records import frozen
from respond.errors import Text
from respond.watch.channels.face import ChannelKind, Making, SendError

_NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)  # a pipe nobody reads refuses at once


@frozen(eq=False)
class File:
    """Appends to a file, so that no reminder stands in it twice."""

    path: Path

    @property
    def name(self) -> str:
        """Give the file with its folder."""
        return f"file:{self.path.absolute()}"

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:  # noqa: ARG002 - of every channel
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
            raise SendError.of(error) from None

    def _has(self, key: str) -> bool:
        if not self.path.is_file():  # a pipe or a device keeps nothing
            return False
        with self.path.open("rb") as lines:
            return any(_key_of(line) == key for line in lines)


def _key_of(line: bytes) -> str | None:
    try:
        return str(loads(line)["key"])
    except (ValueError, KeyError, TypeError):
        return None  # somebody else's line


def _make(making: Making) -> File:
    return File(Path(making.rest))


KIND: Final = ChannelKind("file", _make, of_the_machine=True)
