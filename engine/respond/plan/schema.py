"""The file formats as JSON Schema, from the same classes that read them, for editors and other programs.

A schema sees a file as JSON, that is after YAML 1.2 has made numbers and booleans of plain words; so a text
may be a number there. It cannot say everything: only the reader knows that there is no 30 February.
"""

from datetime import date, datetime
from typing import Any, Final, get_args, get_origin

import attrs

from respond.facts import DATE_PATTERN, INSTANT_PATTERN
from respond.plan.structuring.shapes import choices_of, has_id, members_of, shape_of
from respond.yaml import BOOLEANS, Mapping, Scalar, Sequence

Schema = dict[str, Any]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final[Schema] = {"type": ["string", "number", "boolean"]}
_NULL: Final[Schema] = {"type": "null"}
_SIMPLE: Final[dict[Any, Schema]] = {
    str: _TEXT,
    bool: {"enum": [True, False, *(word for word in BOOLEANS if word not in {"true", "false"})]},
    int: {"type": "integer", "exclusiveMinimum": -(10**18), "exclusiveMaximum": 10**18},
    date: {"type": "string", "format": "date", "pattern": DATE_PATTERN},
    datetime: {"type": "string", "pattern": INSTANT_PATTERN},
    Scalar: {"type": ["string", "number", "boolean", "null"]},
    Sequence: {"type": "array"},
    Mapping: {"type": "object"},
}


def json_schema(cls: type[Any], title: str) -> Schema:
    """Give the JSON Schema (2020-12) of files that hold one instance of an attrs class.

    >>> from respond.errors import Text
    >>> json_schema(Text, "a text")["anyOf"]
    [{'required': ['zh']}, {'required': ['en']}]
    """
    definitions: dict[str, Schema] = {}
    root = _Writer(definitions).instance(cls, own_id=True)
    definitions = dict(sorted(definitions.items()))
    return {"$schema": _DIALECT, "title": title, **root, **({"$defs": definitions} if definitions else {})}


class _Writer:
    """Write the schemas of types, collecting those of classes under their names."""

    def __init__(self, definitions: dict[str, Schema]) -> None:
        self._definitions = definitions
        self._owners: dict[str, type[Any]] = {}

    def instance(self, cls: type[Any], *, own_id: bool) -> Schema:
        """Write the mapping an attrs class is read from; without `own_id`, the key above gives the id."""
        shape = shape_of(cls)
        keys = [key for key in shape.keys if own_id or key.name != "id"]
        required = [key.name for key in keys if key.required]
        either = [name for name in ("zh", "en") if shape.bilingual and name in required]
        return {
            **_described(cls),
            "type": "object",
            "properties": {key.name: self.schema(key.type) for key in keys},
            "required": [name for name in required if name not in either],
            **({"anyOf": [{"required": [name]} for name in either]} if either else {}),
            "additionalProperties": False,
        }

    def schema(self, cls: Any) -> Schema:  # noqa: ANN401 - a type or a form of `typing`
        """Write the schema of any type a field may have."""
        if cls in _SIMPLE:
            return dict(_SIMPLE[cls])
        choices = choices_of(cls)
        if choices is not None:
            # what is written yes or no may be read by others as the flag it is
            flags = [word == "true" for word in choices if word in {"true", "false"}]
            return {"enum": [*flags, *(word for word in choices if word not in {"true", "false"})]}
        if isinstance(cls, type) and attrs.has(cls):
            return self._reference(cls, own_id=True)
        return self._compound(cls)

    def _compound(self, cls: Any) -> Schema:  # noqa: ANN401
        members = members_of(cls)
        if members is not None:
            return self._union(members)
        origin, arguments = get_origin(cls), get_args(cls)
        if origin is tuple:
            return {"type": "array", "items": self.schema(arguments[0])}
        if origin is dict:
            return self._free_keys(*arguments)
        raise TypeError(f"no file can hold a value of type {cls!r}")

    def _union(self, members: tuple[Any, ...]) -> Schema:
        if members_of(Scalar | Sequence | Mapping) == tuple(m for m in members if m is not type(None)):
            return {}
        return {"anyOf": [_NULL if member is type(None) else self.schema(member) for member in members]}

    def _free_keys(self, _: Any, value_type: Any) -> Schema:  # noqa: ANN401
        value = self._reference(value_type, own_id=False) if has_id(value_type) else self.schema(value_type)
        return {"type": "object", "additionalProperties": value}

    def _reference(self, cls: type[Any], *, own_id: bool) -> Schema:
        name = cls.__name__ if own_id else f"{cls.__name__}Entry"
        owner = self._owners.setdefault(name, cls)
        if owner is not cls:
            name = f"{cls.__module__}.{name}"
        if name not in self._definitions:
            self._definitions[name] = {}  # so that a class can hold itself
            self._definitions[name] = self.instance(cls, own_id=own_id)
        return {"$ref": f"#/$defs/{name}"}


def _described(cls: type[Any]) -> Schema:
    """Give a class's docstring up to its examples, which editors show; attrs writes none of its own."""
    prose = " ".join((cls.__doc__ or "").partition(">>>")[0].split())
    return {"description": prose} if prose else {}
