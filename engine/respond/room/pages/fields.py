"""The fields of forms: one description each, shown by one template, with what was typed before."""

from collections.abc import Mapping
from typing import Literal

from attrs import Factory

from respond._records import frozen

FieldKind = Literal["text", "area", "moment", "date", "choice", "tick", "ticks", "password"]


@frozen(eq=False)
class Field:
    """A field: its name, what it is called, how it is filled in, what stands in it at first.

    Of a choice `choices` gives the words by value, of a text what is offered to be typed; a choice may be left empty
    where it is not required, and is called `empty` then. `ticks` are several at once, of which `ticked` are on at
    first.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    required: bool = False
    hint: str = ""
    choices: Mapping[str, str] = Factory(dict)
    empty: str = ""
    value: str = ""
    ticked: tuple[str, ...] = ()
