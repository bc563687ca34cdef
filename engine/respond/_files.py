"""Files written whole or not at all, for every room that writes one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a file beside another, of its ending, that takes its place once all is written; else nothing is left.

    A device or a pipe is given itself: there is nothing of it to be kept whole. A link stays one.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    there = path.resolve()
    beside = there.with_name(f".{there.stem[:100]}.{os.getpid()}.part{there.suffix[:20]}")
    try:
        yield beside
        if there.exists():
            shutil.copymode(there, beside)
        beside.replace(there)
    finally:
        beside.unlink(missing_ok=True)
