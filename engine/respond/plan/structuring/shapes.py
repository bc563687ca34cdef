"""What an attrs class means as a part of a file: its keys, their types, which of them must be there."""

import types
from enum import StrEnum
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from respond._records import frozen
from respond.errors import Place
from respond.yaml import Mapping, Sequence

Kind = Literal["scalar", "sequence", "mapping"]
"""The three things a file can hold at one place."""


@frozen
class Key:
    """One key of a mapping and the field it fills."""

    name: str
    field: str
    type: Any
    required: bool


@frozen
class Shape:
    """The keys of a class; `place` says whether it wants to know where it stood."""

    keys: tuple[Key, ...]
    place: bool

    @property
    def bilingual(self) -> bool:
        """Say whether the class holds a text in both languages, of which one suffices in a file."""
        return {"zh", "en"} <= {key.name for key in self.keys}

    @property
    def has_id(self) -> bool:
        """Say whether the class names itself, and so takes the key it stands under as its `id`."""
        return any(key.name == "id" for key in self.keys)


def shape_of(cls: type[Any]) -> Shape:
    """Give the shape of an attrs class; a trailing `_` of a field is no part of its key.

    >>> @frozen
    ... class Days:
    ...     from_: str
    >>> [key.name for key in shape_of(Days).keys]
    ['from']
    """
    hints = get_type_hints(cls)
    keys = []
    place = False
    for field in attrs.fields(cls):
        if field.name == "place" and Place in _members(hints["place"]):
            place = True
        elif field.init and field.metadata.get("in_file", True):
            name = field.name.rstrip("_")
            keys.append(Key(name, field.alias, hints[field.name], field.default is attrs.NOTHING))
    return Shape(tuple(keys), place)


def has_id(cls: object) -> bool:
    """Say whether a type is an attrs class that names itself, without looking at its other fields."""
    return isinstance(cls, type) and attrs.has(cls) and any(field.name == "id" for field in attrs.fields(cls))


def members_of(union: object) -> tuple[Any, ...] | None:
    """Give the members of a union, and None for any other type.

    >>> members_of(str | None)
    (<class 'str'>, <class 'NoneType'>)
    """
    return get_args(union) if get_origin(union) in _UNIONS else None


def choices_of(cls: object) -> dict[str, Any] | None:
    """Give the words a `Literal` or a `StrEnum` allows, each with the member it stands for or None.

    >>> choices_of(Literal["up", "down"])
    {'up': None, 'down': None}
    """
    if get_origin(cls) is Literal and all(isinstance(word, str) for word in get_args(cls)):
        return dict.fromkeys(get_args(cls))
    if isinstance(cls, type) and issubclass(cls, StrEnum):
        return {member.value: member for member in cls}
    return None


def kinds_of(cls: object) -> tuple[Kind, ...]:
    """Give what values of a type look like in a file.

    >>> kinds_of(str | tuple[str, ...])
    ('scalar', 'sequence')
    """
    members = members_of(cls)
    if members is not None:
        return tuple(dict.fromkeys(kind for member in members for kind in kinds_of(member)))
    if get_origin(cls) is tuple or cls is Sequence:
        return ("sequence",)
    if get_origin(cls) is dict or cls is Mapping or (isinstance(cls, type) and attrs.has(cls)):
        return ("mapping",)
    return ("scalar",)


_UNIONS: Final = (Union, types.UnionType)


def _members(hint: object) -> tuple[Any, ...]:
    members = members_of(hint)
    return (hint,) if members is None else members
