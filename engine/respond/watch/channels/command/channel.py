"""Runs a program for each reminder: its JSON on standard input, its key in `RESPOND_KEY`."""

import os
import shlex
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Final

from respond._records import frozen
from respond.errors import Text
from respond.watch.channels.face import SECONDS, ChannelKind, Making, SendError, named


@frozen(eq=False)
class Command:
    """Runs a line of a program and its arguments, without a shell."""

    line: str

    @property
    def name(self) -> str:
        """Give the program with a print of its arguments, which may hold what nobody should read."""
        return named("command", Path(shlex.split(self.line)[0]).name, self.line)

    def send(self, key: str, body: str, now: datetime, *, again: bool) -> None:  # noqa: ARG002 - of every channel
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
            raise SendError.of(error) from None
        if done.returncode:
            last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            told = f"{done.returncode} {last[0] if last else ''}".strip()
            raise SendError(Text(f"退出码 {told}", f"exit code {told}"))


def _make(making: Making) -> Command:
    return Command(making.rest)


KIND: Final = ChannelKind("command", _make, of_the_machine=True)
