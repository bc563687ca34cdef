"""Opening a workbook that came from elsewhere: nothing is unpacked before it is known how large it is."""

import re
import warnings
import zlib
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from respond.errors import InputError, MissingExtraError, Place, Text, fault
from respond.yaml import opened

Book = Any
"""A workbook of openpyxl, whose types are not there without it."""
Page = Any
"""A sheet of one."""
Cell = Any
"""A cell of one."""

MOST_BYTES = 20_000_000
"""The largest file that is read."""
MOST_UNPACKED = 50_000_000
"""The most it may come to unpacked."""
MOST_PARTS = 2_000
MOST_ROWS = 5_000
MOST_COLUMNS = 200
MOST_CELLS = 200_000
"""Cells of a sheet: those it has, those its rows and columns come to, and those it joins to others."""
MOST_ELEMENTS = 1_000_000
"""Elements of all its parts."""
LONGEST_ATTRIBUTE = 100_000

_BYTES = Text("{n}字节", "{n} bytes")
_PARTS = Text("{n}个部件", "{n} parts")
_SIZE = Text("{rows}行{columns}列", "{rows} rows and {columns} columns")
_ROWS = Text("{n}行", "{n} rows")
_CELLS = Text("{n}个单元格", "{n} cells")
_ELEMENTS = Text("{n}个元素", "{n} elements")
_SIGNS = Text("一个属性{n}字", "{n} characters in an attribute")
_MORE = Text("多于{what}", "more than {what}")
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")
_NOT_ZIP = Text("不是 .xlsx", "it is no .xlsx")
_ENTITIES = Text("其中有 DTD", "there is a DTD in it")


def open_workbook(path: Path) -> Book:
    """Open a workbook. Raises what `opened` raises, E821 for what is none, E822 for what is too large, E814."""
    library = openpyxl()
    place = Place(str(path))
    with opened(str(path)) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        found = Text(f"超过{MOST_BYTES}字节", f"more than {MOST_BYTES} bytes")
        raise InputError([fault("E822", place, found=found, most=_BYTES.fill(n=MOST_BYTES))])
    _look_inside(data, place)
    try:
        with warnings.catch_warnings(action="ignore"):  # the library's own talk
            book = library.load_workbook(BytesIO(data), data_only=False, keep_links=False)
    except Exception:
        raise InputError([fault("E821", place, reason=_NOT_ZIP)]) from None
    for sheet in book.worksheets:
        many = sheet.max_row * sheet.max_column > MOST_CELLS
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS or many:
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
            left, elements = MOST_UNPACKED, 0
            for part in parts:
                with packed.open(part) as unpacked:
                    head = unpacked.read(2_000)
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise InputError([fault("E821", place, reason=_ENTITIES)])
                    count: _Counting | None = _Counting(place, elements)
                    left -= len(head)
                    more = head
                    while left >= 0 and more:
                        if count is not None and not count.takes(more):
                            count = None  # a picture, or something else the library leaves alone
                        more = unpacked.read(1_000_000)
                        left -= len(more)
                        elements = elements if count is None else count.elements
                if left < 0:
                    most = _BYTES.fill(n=MOST_UNPACKED)
                    found = Text(
                        f"解开后超过{MOST_UNPACKED}字节", f"more than {MOST_UNPACKED} bytes unpacked"
                    )
                    raise InputError([fault("E822", place, found=found, most=most)])
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error):
        raise InputError([fault("E821", place, reason=_NOT_ZIP)]) from None


class _Counting:
    """Counts what a part has, so that what the library would make too much of is refused before it reads it."""

    def __init__(self, place: Place, elements: int) -> None:
        self.elements = elements
        self._place = place
        self._rows = self._cells = self._joined = 0
        self._parser = ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EntityDeclHandler = self._entity
        self._parser.StartDoctypeDeclHandler = self._entity

    def takes(self, data: bytes) -> bool:
        """Take the next bytes of the part; say whether it may be XML. Raises E821 and E822."""
        try:
            self._parser.Parse(data, False)  # noqa: FBT003 - expat's
        except ExpatError:
            return False
        return True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._rows += 1
        elif kind == "c":
            self._cells += 1
        elif kind == "mergeCell":
            self._joined += _area(attributes.get("ref", ""))
        elif any(len(value) > LONGEST_ATTRIBUTE for value in attributes.values()):
            raise self._too_large(_SIGNS, LONGEST_ATTRIBUTE)
        if self._rows > MOST_ROWS:
            raise self._too_large(_ROWS, MOST_ROWS)
        if self._cells > MOST_CELLS or self._joined > MOST_CELLS:
            raise self._too_large(_CELLS, MOST_CELLS)
        if self.elements > MOST_ELEMENTS:
            raise self._too_large(_ELEMENTS, MOST_ELEMENTS)

    def _entity(self, *_: object) -> None:
        raise InputError([fault("E821", self._place, reason=_ENTITIES)])

    def _too_large(self, what: Text, most: int) -> InputError:
        counted = what.fill(n=most)
        return InputError([fault("E822", self._place, found=_MORE.fill(what=counted), most=counted)])


def _area(ref: str) -> int:
    """Give how many cells a range of a sheet has, as `B2:C4`; of what is none so many that it is refused.

    >>> _area("B2:C4"), _area("A1")
    (6, 1)
    """
    found = _RANGE.fullmatch(ref)
    if found is None:
        return MOST_CELLS + 1
    first, top, last, bottom = found[1], int(found[2]), found[3] or found[1], int(found[4] or found[2])
    return (abs(_column(last) - _column(first)) + 1) * (abs(bottom - top) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def openpyxl() -> Any:  # noqa: ANN401 - imported when it is needed
    """Give the library. Raises MissingExtraError (E814)."""
    try:
        import_module("openpyxl.styles")
        return import_module("openpyxl")
    except ImportError:
        raise MissingExtraError([fault("E814", library="openpyxl", extra="xlsx")]) from None
