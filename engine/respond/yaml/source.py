"""Bytes to text: what is refused before anything is read as YAML."""

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn

from respond.errors import InputError, Place, Text, fault
from respond.yaml.nodes import Source

MAX_BYTES = 5_000_000
"""The largest file that is read; a plan has well under a tenth of this."""

MAX_LOG_BYTES = 100_000_000
"""The largest file with a whole log that is read: the largest log a store keeps comes to less."""

STDIN = "<stdin>"
"""The name messages give standard input."""

_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_CLOSED = Text("已关闭", "it is closed")
_UTF8_BOM = b"\xef\xbb\xbf"

# Tab and line breaks aside, no control character belongs in a text file; and the line breaks that only YAML
# knows of would make every position after them differ from the one an editor shows.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]",
)
_LINE_BREAK = re.compile("\r\n|\r|\n")


def read_source(path: str | os.PathLike[str], *, log: bool = False) -> Source:
    """Read a UTF-8 file, or standard input for the text `-`, as text; a byte order mark of UTF-8 is dropped.

    `Path("-")` is a file of that name; with `log` it may hold a whole log, which may be larger. Raises InputError for
    whatever is no readable UTF-8 text of at most 5 MB (100 MB).
    """
    name = os.fspath(path)
    if path == "-":
        if sys.stdin is None:
            raise InputError([fault("E103", Place(STDIN), name=STDIN, reason=_CLOSED)])
        return Source(STDIN, decode(sys.stdin.buffer.read(_most(log) + 1), STDIN, log=log), log)
    with opened(name) as file:
        data = _read(file, name, log)
    return Source(name, decode(data, name, log=log), log)


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """Open a file for reading, unless it has no end or may never begin: a device, or a pipe that has a name.

    A pipe of the shell (`<(...)`) is read like standard input. Raises InputError: E101 where there is none, E102 for a
    folder, E103 for what else cannot be read.
    """
    try:
        handle = os.open(name, os.O_RDONLY | _NO_WAIT)
        with open(handle, "rb") as file:  # noqa: PTH123 - it is open already
            kind = _no_file(name, os.fstat(handle))
            if kind is not None:
                raise InputError([fault("E103", Place(name), name=name, reason=kind)])
            os.set_blocking(handle, True)
            yield file
    except (OSError, ValueError) as error:
        _refuse_path(error, name)


_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # neither is on every system
_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""Paths of what is open already, and read as it comes."""
_PIPE = Text("是命名管道", "it is a named pipe")
_DEVICE = Text("是设备", "it is a device")


def _no_file(name: str, told: os.stat_result) -> Text | None:
    """Say what a path is that is no file to be read; None for a file, and for what has no content."""
    if stat.S_ISDIR(told.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if name.startswith(_STREAMS) or stat.S_ISREG(told.st_mode):
        return None
    if stat.S_ISFIFO(told.st_mode):
        return _PIPE
    return None if _is_nothing(told) else _DEVICE


def _is_nothing(told: os.stat_result) -> bool:
    """Say whether it is the device that is always empty."""
    try:
        return told.st_rdev == Path(os.devnull).stat().st_rdev
    except OSError:
        return False


def _most(log: bool) -> int:  # noqa: FBT001
    return MAX_LOG_BYTES if log else MAX_BYTES


def is_folder(path: Path) -> bool:
    """Say whether a path is a folder; what cannot be looked at, or can be no path, is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def decode(data: bytes, name: str, *, log: bool = False) -> str:
    """Turn the bytes of a file into text, or say why they are none.

    >>> decode(b"id: x", "plan.yaml")
    'id: x'
    """
    check_size(len(data), name, log)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            raise InputError([fault("E108", Place(name), encoding=encoding)])
    data = data.removeprefix(_UTF8_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_bytes(data, error.start, name)
    check_characters(Source(name, text))
    return text


def check_size(size: int, name: str, log: bool) -> None:  # noqa: FBT001
    """Refuse what is larger than is read; raises InputError (E105)."""
    if size > _most(log):
        raise InputError([fault("E105", Place(name), limit=_most(log) // 1_000_000)])


def check_characters(source: Source) -> None:
    """Refuse a text with a character no text file has, such as NUL; raises InputError at the first."""
    found = _NOT_TEXT.search(source.text)
    if found is None:
        return
    place = place_at(source.text, found.start(), source.name)
    raise InputError([fault("E106", place, character=f"U+{ord(found[0]):04X}")])


def place_at(text: str, index: int, name: str) -> Place:
    r"""Give the place of a character of a text.

    >>> str(place_at("a: 1\r\nb: 2", 9, "plan.yaml"))
    'plan.yaml:2:4'
    """
    line, start = 1, 0
    for broken in _LINE_BREAK.finditer(text, 0, index):
        line, start = line + 1, broken.end()
    return Place(name, line, index - start + 1)


def _read(file: BinaryIO, name: str, log: bool) -> bytes:  # noqa: FBT001
    check_size(os.fstat(file.fileno()).st_size, name, log)
    return file.read(_most(log) + 1)  # a device has size 0 and no end


def _refuse_path(error: OSError | ValueError, name: str) -> NoReturn:
    """Say why a path cannot be read; a ValueError means that no file can have such a name."""
    number = error.errno if isinstance(error, OSError) else errno.ENOENT
    if number in {errno.ENOENT, errno.ENOTDIR}:
        raise InputError([fault("E101", Place(name), name=name)]) from None
    if number == errno.EISDIR or is_folder(Path(name)):
        raise InputError([fault("E102", Place(name), name=name)]) from None
    if number in {errno.EACCES, errno.EPERM}:
        raise InputError(
            [fault("E103", Place(name), name=name, reason=Text("没有读取权限", "permission denied"))]
        ) from None
    raise InputError(
        [fault("E103", Place(name), name=name, reason=os.strerror(number or errno.EIO))]
    ) from None


def _refuse_bytes(data: bytes, index: int, name: str) -> NoReturn:
    before = data[:index].decode("utf-8")
    place = place_at(before, len(before), name)
    if b"\x00" in data:
        raise InputError([fault("E109", Place(name))]) from None
    if _is_gbk(data):
        raise InputError([fault("E107", place, byte=f"0x{data[index]:02X}", guess=_GBK)]) from None
    raise InputError([fault("E107", place, byte=f"0x{data[index]:02X}", guess=Text("", ""))]) from None


_GBK = Text("（像是 GBK）", " (it looks like GBK)")


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
