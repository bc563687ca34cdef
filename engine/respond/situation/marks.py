"""Marks in the hint of a field that say how it is written, where its type and name do not say it."""

from enum import Enum
from typing import Any, Final

from respond._records import frozen


@frozen
class Named:
    """The field stands under another name."""

    name: str


@frozen
class Placed:
    """A property, which is written too, and stands before that field."""

    before: str


@frozen
class By:
    """A list that is written as an object: each under what its field of that name holds."""

    field: str


@frozen
class Keys:
    """A tuple of fixed length that is written as an object with these names."""

    names: tuple[str, ...]


@frozen
class Only:
    """Of the object only one attribute is written, which is of that type."""

    attribute: str
    type: Any = str


class Mark(Enum):
    """Marks that say all by themselves."""

    SPREAD = "spread"
    """What the object holds stands among the fields of the one that holds it."""

    UNWRITTEN = "unwritten"


SPREAD: Final = Mark.SPREAD
UNWRITTEN: Final = Mark.UNWRITTEN
