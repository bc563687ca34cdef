"""The streams and the environment: language, colour, width, and what to do when nobody reads any more."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from respond._files import replacing
from respond.errors import InputError, Text, fault, well_formed

if TYPE_CHECKING:
    from respond.show import Sheet

Lang = Literal["zh", "en"]
_CLOSED = Text("已关闭", "it is closed")


class ClosedPipeError(Exception):
    """The reader of our output has gone; not an OSError, so that no library handles it on the way."""


def language_of(arguments: Sequence[str]) -> Lang:
    """Find the language before the command line is parsed, so that its faults can be told in it.

    >>> language_of(["classify", "--lang=en"])
    'en'
    """
    found = os.environ.get("RESPOND_LANG", "zh")
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and index + 1 < len(arguments):
            found = arguments[index + 1]
        elif argument.startswith("--lang="):
            found = argument.removeprefix("--lang=")
    return "en" if found == "en" else "zh"


def write(text: str) -> None:
    """Write data to stdout; raises `InputError` (E921) where it takes none."""
    require_output()
    try:
        try:
            sys.stdout.write(text)
        except UnicodeEncodeError:
            encoding = sys.stdout.encoding or "ascii"
            sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        raise ClosedPipeError from None
    except OSError as error:
        discard_output()
        raise InputError([fault("E921", reason=error.strerror or error)]) from None


def write_data(data: bytes) -> None:
    """Write what is no text to stdout, byte for byte; raises `InputError` (E921) where it takes none."""
    require_output()
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ClosedPipeError from None
    except OSError as error:
        discard_output()
        raise InputError([fault("E921", reason=error.strerror or error)]) from None


def require_output() -> None:
    """Refuse to go on where stdout was closed (E921): an answer would go nowhere."""
    if sys.stdout is None:
        raise InputError([fault("E921", reason=_CLOSED)])


def tell(text: str) -> None:
    """Write talk to stderr, if anybody listens there."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _discard(sys.stderr)


_BAR_WIDTH = 40


def progress() -> Callable[[int, int], None] | None:
    """Give what draws on stderr how far a long run is, over the line drawn before; None where nobody watches."""
    return _bar if sys.stderr is not None and sys.stderr.isatty() else None


def _bar(done: int, number: int) -> None:
    full = _BAR_WIDTH * done // number
    tell(
        f"\r[{'#' * full}{' ' * (_BAR_WIDTH - full)}] {done}/{number}"
        + ("\r\033[K" if done == number else "")
    )


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell as a fault (E679) that a file or its folder cannot be written."""
    try:
        yield
    except OSError as error:
        raise InputError([fault("E679", name=path, reason=error.strerror or error)]) from None


def save(text: str, path: Path) -> None:
    """Write a file; raises `InputError` (E679) where it cannot be written."""
    save_bytes(text.encode("utf-8"), path)


def save_bytes(data: bytes, path: Path) -> None:
    """Write a file whole, or leave the one that is there as it was; raises `InputError` (E679)."""
    with writing(path), replacing(path) as beside:
        beside.write_bytes(data)


def write_json(data: Any) -> None:  # noqa: ANN401 - plain data of any shape
    """Write plain data to stdout as one line of JSON."""
    import json  # noqa: PLC0415 - most answers are read by people

    write(well_formed(json.dumps(data, ensure_ascii=False)) + "\n")


def write_sheet(sheet: "Sheet", form: str = "text") -> None:
    """Write a sheet to stdout, as wide as the terminal and in colour if it has any; or as Markdown (`md`)."""
    if form == "md":
        from respond.show import as_markdown  # noqa: PLC0415

        write(as_markdown(sheet))
        return
    from respond.show import fitting, plain, show  # noqa: PLC0415

    width = fitting(terminal_width())
    if not wants_colour():
        write(plain(sheet, width))
        return
    page = StringIO()  # the layout's library ends the process by itself where a stream fails
    show(sheet, page, width, colour=True)
    write(page.getvalue())


def terminal_width() -> int:
    """Give how many columns the terminal has: `COLUMNS`, what stdout says, or 80."""
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # not a terminal
        return 80


def wants_colour() -> bool:
    """Say whether stdout is a terminal with colours; `NO_COLOR` or `FORCE_COLOR=0` forbids, `FORCE_COLOR` asks."""
    forced = os.environ.get("FORCE_COLOR")
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or forced == "0":
        return False
    return bool(forced) or sys.stdout.isatty()


def debugging() -> bool:
    """Say whether the details of an internal error are wanted."""
    return bool(os.environ.get("RESPOND_DEBUG"))


def discard_output() -> None:
    """Send what is still buffered for stdout nowhere, so that Python does not complain at exit."""
    _discard(sys.stdout)


def _discard(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):  # it may not be a file
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
