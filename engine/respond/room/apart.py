"""What takes long is worked out apart: once, in a process of its own, while the room goes on answering."""

import asyncio
import os
import pickle
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from anyio import CapacityLimiter, run_process
from attrs import field

from respond._records import define, frozen
from respond.errors import CoverageError, Fault, InputError, RespondError
from respond.plan import Library

_REMEMBERED: Final = 50
"""Answers that are kept; of more the oldest goes."""

_MAIN: Final = "from respond.room.apart import main; main()"


@frozen
class Comparison:
    """A question that takes long: what differs between two editions, of plans found in these folders and files."""

    roots: tuple[Path, ...]
    loose: tuple[Path, ...]
    first: str
    second: str
    on: date | None


@frozen(eq=False)
class Errand:
    """Something that waits for another machine: done each time anew, in a thread of its own."""

    run: Callable[[], Any]


@frozen(eq=False)
class Compared:
    """What differs between two editions: as JSON, and as a part of a page in each language."""

    json: str
    zh: str
    en: str


@define(eq=False)
class Apart:
    """Works comparisons out, one after the other; whoever asks again gets what was worked out before."""

    limiter: CapacityLimiter = field(factory=lambda: CapacityLimiter(1))
    known: dict[Comparison, "asyncio.Task[Compared]"] = field(factory=dict)

    def begin(self, asked: Comparison) -> "asyncio.Task[Compared]":
        """Begin to work something out, or give what was begun before; what failed is begun anew."""
        found = self.known.get(asked)
        if found is None or (found.done() and (found.cancelled() or found.exception() is not None)):
            found = asyncio.get_running_loop().create_task(self._work(asked))
            self.known[asked] = found
            while len(self.known) > _REMEMBERED:
                self.known.pop(next(iter(self.known)))
        return found

    async def within(self, asked: Comparison, seconds: int) -> Compared | None:
        """Give an answer if it is there within some seconds; it is worked out further all the same."""
        task = self.begin(asked)
        await asyncio.wait({task}, timeout=seconds)
        return task.result() if task.done() else None

    async def answer(self, asked: Comparison) -> Compared:
        """Give an answer, however long it takes; raises what asking within the room would raise."""
        return await asyncio.shield(self.begin(asked))

    async def _work(self, asked: Comparison) -> Compared:
        async with self.limiter:
            done = await run_process(
                [sys.executable, "-c", _MAIN], input=pickle.dumps(asked), stderr=None,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            )  # fmt: skip
        return answered(pickle.loads(done.stdout))  # noqa: S301 - of a process of our own


def answered(found: "Compared | tuple[str, tuple[Fault, ...]]") -> Compared:
    """Give what was worked out; raises what was found to be wrong with the question."""
    if isinstance(found, Compared):
        return found
    kind, faults = found
    raise (CoverageError if kind == CoverageError.__name__ else InputError)(faults)


def compared(asked: Comparison) -> Compared | tuple[str, tuple[Fault, ...]]:
    """Compare two editions; what cannot be compared is given as the faults it has."""
    import json  # noqa: PLC0415

    from respond.prove import diff_json, diff_of, diff_sheet  # noqa: PLC0415 - the solver is loaded for it
    from respond.show import as_html_part  # noqa: PLC0415

    try:
        found = diff_of(Library(asked.roots, asked.loose), asked.first, asked.second, asked.on)
        text = json.dumps(diff_json(found), ensure_ascii=False, separators=(",", ":"))
        return Compared(text, as_html_part(diff_sheet(found, "zh")), as_html_part(diff_sheet(found, "en")))
    except RespondError as error:
        return type(error).__name__, error.faults


def main() -> None:
    """Answer the question on standard input."""
    sys.stdout.buffer.write(pickle.dumps(compared(pickle.load(sys.stdin.buffer))))  # noqa: S301 - of our own room
