"""Opening a workbook that came from elsewhere: nothing is unpacked before it is known how large it is."""

from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from respond.errors import InputError, MissingExtraError, Place, Text, fault

Book = Any
"""A workbook of openpyxl, whose types are not there without it."""
Page = Any
"""A sheet of one."""
Cell = Any
"""A cell of one."""

MOST_BYTES = 20_000_000
"""The largest file that is read."""
MOST_UNPACKED = 100_000_000
"""The most it may come to unpacked."""
MOST_PARTS = 2_000
MOST_ROWS = 5_000
MOST_COLUMNS = 200

_BYTES = Text("{n}字节", "{n} bytes")
_PARTS = Text("{n}个部件", "{n} parts")
_SIZE = Text("{rows}行{columns}列", "{rows} rows and {columns} columns")
_NOT_ZIP = Text("不是 .xlsx", "it is no .xlsx")
_ENTITIES = Text("其中有 DTD", "there is a DTD in it")


def open_workbook(path: Path) -> Book:
    """Open a workbook. Raises E821 for what is none, E822 for what is too large; MissingExtraError (E814)."""
    library = openpyxl()
    place = Place(str(path))
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise InputError([fault("E821", place, reason=error.strerror or error)]) from None
    if size > MOST_BYTES:
        raise InputError([fault("E822", place, found=_BYTES.fill(n=size), most=_BYTES.fill(n=MOST_BYTES))])
    _look_inside(data, place)
    try:
        book = library.load_workbook(BytesIO(data), data_only=False, keep_links=False)
    except Exception:
        raise InputError([fault("E821", place, reason=_NOT_ZIP)]) from None
    for sheet in book.worksheets:
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            found = _SIZE.fill(rows=sheet.max_row, columns=sheet.max_column)
            most = _SIZE.fill(rows=MOST_ROWS, columns=MOST_COLUMNS)
            raise InputError([fault("E822", Place(f"{path}:{sheet.title}"), found=found, most=most)])
    return book


def _look_inside(data: bytes, place: Place) -> None:
    """Refuse what would grow beyond bounds when it is unpacked, by what its parts really unpack to."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS:
                most = _PARTS.fill(n=MOST_PARTS)
                raise InputError([fault("E822", place, found=_PARTS.fill(n=len(parts)), most=most)])
            left = MOST_UNPACKED
            for part in parts:
                with packed.open(part) as opened:
                    head = opened.read(2_000)
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise InputError([fault("E821", place, reason=_ENTITIES)])
                    left -= len(head)
                    while left >= 0 and (more := opened.read(1_000_000)):
                        left -= len(more)
                if left < 0:
                    most = _BYTES.fill(n=MOST_UNPACKED)
                    found = Text(
                        f"解开后超过{MOST_UNPACKED}字节", f"more than {MOST_UNPACKED} bytes unpacked"
                    )
                    raise InputError([fault("E822", place, found=found, most=most)])
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise InputError([fault("E821", place, reason=_NOT_ZIP)]) from None


def openpyxl() -> Any:  # noqa: ANN401 - imported when it is needed
    """Give the library. Raises MissingExtraError (E814)."""
    try:
        import_module("openpyxl.styles")
        return import_module("openpyxl")
    except ImportError:
        raise MissingExtraError([fault("E814", library="openpyxl", extra="xlsx")]) from None
