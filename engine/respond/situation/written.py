"""How an answer is written: its JSON and the JSON Schema of that, both from the type hints of its classes.

A field stands under its own name and is written in the way of its type: levels by name, moments in RFC 3339, lengths
of time in whole seconds, wordings as `{zh, en}`, values exactly. Where a class means it otherwise, a mark says so in
the hint. Each class is turned once into a function that writes the text and nothing between.
"""

import json
import types
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from itertools import pairwise
from json.encoder import encode_basestring
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from respond._records import frozen
from respond.clock import as_told
from respond.errors import well_formed
from respond.facts import UNKNOWN, Between, Exactly, Level, Plain, Value
from respond.log import Inability
from respond.plan import Contact
from respond.reason import LevelRange
from respond.situation.marks import SPREAD, UNWRITTEN, By, Keys, Named, Only, Placed
from respond.situation.plain import exact_json

Schema = dict[str, Any]


_ELSEWHERE: Final[dict[type[Any], dict[str, str]]] = {
    LevelRange: {"certain": "level", "possible": "could_reach", "exact": "exact"},
    Contact: {name: name for name in ("phone", "fax", "as_of", "standing")},
    Inability: {name: name for name in ("at", "by", "reason")},
}
"""Which fields of classes of other rooms are written, under which names: they know nothing of answers."""


def json_of(thing: Any) -> str:  # noqa: ANN401 - an instance of any class
    """Give the JSON text of an instance of an attrs class, in one line.

    >>> from respond.plan import PlanRef
    >>> json_of(PlanRef("jiaocheng/vaccine-quality", "2024"))
    '{"id":"jiaocheng/vaccine-quality","edition":"2024"}'
    """
    text: str = _writer(thing.__class__, _TEXT)(thing)
    return well_formed(text)


def data_of(thing: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give what a reader of the JSON text gets, without the way through the text."""
    data: dict[str, Any] = _writer(thing.__class__, _DATA)(thing)
    return data


def schema_of(cls: type[Any], title: str) -> Schema:
    """Give the JSON Schema (2020-12) of what `json_of` makes of instances of a class.

    >>> from respond.plan import PlanRef
    >>> schema_of(PlanRef, "a plan")["required"]
    ['id', 'edition']
    """
    compiler = _Compiler(_DATA, schemas=True)
    root = compiler.instance(cls)
    definitions = dict(sorted(compiler.definitions.items()))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **root,
        **({"$defs": definitions} if definitions else {}),
    }


@cache
def _writer(cls: type[Any], form: "_Form") -> Callable[[Any], Any]:
    compiler = _Compiler(form, schemas=False)
    name = compiler.function(cls)
    return compiler.made()[name]


# The two forms of an answer: JSON text, and the plain data a reader of it gets.


Code = Callable[[str], str]
"""The code of an expression to the code of what is written for it."""


@frozen(eq=False)
class _Form:
    """How the code of a part is put together from the code of its parts."""

    null: str
    flag: Code
    thing: Callable[[dict[str, str]], str]
    row: Code
    by_name: Callable[[str, str, str], str]
    """From the code of a name and of a value, and where they come from."""
    uses: dict[str, Any]
    """What the code calls."""


def _text_thing(values: dict[str, str]) -> str:
    names = ",".join(f"{json.dumps(name)}:%s" for name in values)
    return f"'{{{names}}}' % ({', '.join(values.values())},)"


def _data_thing(values: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name!r}: {value}" for name, value in values.items()) + "}"


def _day_or_moment(moment: date) -> str:
    """Give a day, or a moment as it is told in RFC 3339, which knows no seconds in offsets as old local times had."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    told = as_told(moment)
    text = told.isoformat()
    return text if text[-6] in "+-" else told.astimezone(UTC).isoformat()


def _seconds(length: timedelta) -> int:
    return length // timedelta(seconds=1)


def _known(value: Value) -> object:
    if isinstance(value, Exactly):
        return _exact(value.value)
    if isinstance(value, Between):
        return {"at_least": _exact(value.low), "at_most": _exact(value.high)}
    assert value is UNKNOWN  # noqa: S101 - there is no fourth
    return None


def _exact(value: Plain | None) -> object:
    data = None if value is None else exact_json(value)
    return well_formed(data) if isinstance(data, str) else data


_compact: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _known_text(value: Value) -> str:
    data = _known(value)
    if isinstance(data, str):
        return encode_basestring(data)
    return _compact(data)


_TEXT: Final = _Form(
    null="'null'",
    flag=lambda value: f"('true' if {value} else 'false')",
    thing=_text_thing,
    row=lambda parts: f"'[%s]' % ','.join([{parts}])",
    by_name=lambda name, value, source: f"'{{%s}}' % ','.join(['%s:%s' % ({name}, {value}) {source}])",
    uses={
        "text": encode_basestring,
        "number": str,
        "level": lambda level: f'"{level}"',
        "moment": lambda moment: f'"{_day_or_moment(moment)}"',
        "seconds": lambda length: str(_seconds(length)),
        "known": _known_text,
    },
)
_DATA: Final = _Form(
    null="None",
    flag=lambda value: value,
    thing=_data_thing,
    row=lambda parts: f"[{parts}]",
    by_name=lambda name, value, source: f"{{{name}: {value} {source}}}",
    uses={
        "text": well_formed,
        "number": int,
        "level": str,
        "moment": _day_or_moment,
        "seconds": _seconds,
        "known": _known,
    },
)


# How each kind of field is written.


@frozen
class _Kind:
    """How values of one type are written, and their schema."""

    code: Code
    schema: Schema


@frozen
class _Member:
    """One name of an object, the attributes that lead to its value, and the kind of that."""

    name: str
    path: tuple[str, ...]
    kind: _Kind


def _called(function: str) -> Code:
    return lambda value: f"{function}({value})"


_STRING: Final[Schema] = {"type": "string"}
_NULL: Final[Schema] = {"type": "null"}
_EXACT: Final[Schema] = {"type": ["integer", "string", "boolean", "null"]}
_SIMPLE: Final[dict[Any, _Kind]] = {
    str: _Kind(_called("text"), _STRING),
    int: _Kind(_called("number"), {"type": "integer"}),
    datetime: _Kind(_called("moment"), {**_STRING, "format": "date-time"}),
    date: _Kind(_called("moment"), {**_STRING, "format": "date"}),
    timedelta: _Kind(_called("seconds"), {"type": "integer"}),
}
_DEFINED: Final[dict[str, Schema]] = {
    "Level": {
        "type": "string",
        "description": "A level of the plan's scale, `I` to `IV` on that of the laws, or `none`.",
    },
    "Value": {
        "description": "An exact value, a closed range (an end that is null is open), or null: unknown. "
        "Numbers that are not whole are exact strings, in ha, yuan, hours or km.",
        "anyOf": [
            _EXACT,
            {
                "type": "object",
                "properties": {"at_least": _EXACT, "at_most": _EXACT},
                "required": ["at_least", "at_most"],
                "additionalProperties": False,
            },
        ],
    },
}


class _Compiler:
    """Make the functions that write classes, each once, and with `schemas` what a schema says of them."""

    def __init__(self, form: _Form, *, schemas: bool) -> None:
        self._form = form
        self._schemas = schemas
        self.definitions: dict[str, Schema] = {}
        self._sources: dict[str, str] = {}
        self._functions: dict[tuple[type[Any], str | None], str] = {}
        self._owners: dict[str, object] = {}
        self._names = 0

    def made(self) -> dict[str, Callable[[Any], Any]]:
        """Give the functions."""
        space = dict(self._form.uses)
        source = "\n".join(self._sources.values())
        exec(compile(source, "<answer>", "exec"), space)  # noqa: S102 - made below, of names of fields
        return space

    def function(self, cls: type[Any], without: str | None = None) -> str:
        """Give the name of the function that writes a class, without the field that others are told apart by."""
        key = (cls, without)
        if key not in self._functions:
            name = self._functions[key] = self._name("write")
            members = [member for member in self._members(cls) if member.name != without]
            values = {member.name: member.kind.code(".".join(("it", *member.path))) for member in members}
            self._sources[name] = f"def {name}(it):\n return {self._form.thing(values)}"
        return self._functions[key]

    def instance(self, cls: type[Any], without: str | None = None) -> Schema:
        """Give the schema of instances of a class."""
        members = [member for member in self._members(cls) if member.name != without]
        return {**_described(cls), **_object({member.name: _noted(cls, member) for member in members})}

    def kind(self, hint: Any) -> _Kind:  # noqa: ANN401 - a type or a form of `typing`
        """Give how values of a type are written."""
        if hint is Level:
            return self._defined("Level", _called("level"))
        if hint == Value:
            return self._defined("Value", _called("known"))
        if hint in _SIMPLE:
            return _SIMPLE[hint]
        if hint is bool:
            return _Kind(self._form.flag, {"type": "boolean"})
        return self._class(hint) if isinstance(hint, type) else self._compound(hint)

    def _class(self, cls: type[Any]) -> _Kind:
        if issubclass(cls, Enum):
            return _Kind(lambda value: f"text({value}.value)", {"enum": [member.value for member in cls]})
        if attrs.has(cls):
            return _Kind(_called(self.function(cls)), self._reference(cls))
        raise _refusal(cls)

    def _defined(self, name: str, code: Code) -> _Kind:
        self.definitions[name] = _DEFINED[name]
        return _Kind(code, {"$ref": f"#/$defs/{name}"})

    def _compound(self, hint: Any) -> _Kind:  # noqa: ANN401
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            marks = [mark for mark in _marks(hint) if isinstance(mark, By | Keys | Only)]
            return self._marked(arguments[0], marks[0]) if marks else self.kind(arguments[0])
        if origin is Literal and all(isinstance(word, str) for word in arguments):
            words = list(arguments)
            return _Kind(_called("text"), {"enum": words} if len(words) > 1 else {"const": words[0]})
        if origin in {Union, types.UnionType}:
            return self._union(arguments)
        if origin is tuple and arguments[1:] == (...,):
            return self._list(self.kind(arguments[0]))
        raise _refusal(hint)

    def _union(self, members: tuple[Any, ...]) -> _Kind:
        kinds = [self.kind(member) for member in members if member is not type(None)]
        code = kinds[0].code
        if any(kind.code("it") != code("it") for kind in kinds):
            raise TypeError(f"nothing tells apart how {members!r} are written")
        schemas = [kind.schema for kind in kinds]
        schema = {"anyOf": schemas} if len(schemas) > 1 else schemas[0]
        kind = _Kind(code, schema)
        return kind if len(kinds) == len(members) else self._or_null(kind)

    def _or_null(self, kind: _Kind) -> _Kind:
        name = self._name("it")
        schemas = kind.schema["anyOf"] if kind.schema.keys() == {"anyOf"} else [kind.schema]
        return _Kind(
            lambda value: f"({self._form.null} if ({name} := {value}) is None else {kind.code(name)})",
            {"anyOf": [*schemas, _NULL]},
        )

    def _list(self, kind: _Kind) -> _Kind:
        name = self._name("it")
        return _Kind(
            lambda values: self._form.row(f"{kind.code(name)} for {name} in {values}"),
            {"type": "array", "items": kind.schema},
        )

    def _marked(self, hint: Any, mark: By | Keys | Only) -> _Kind:  # noqa: ANN401
        if isinstance(mark, Only):
            return self._only(hint, mark)
        if isinstance(mark, Keys):
            return self._keyed(get_args(hint), mark.names)
        return self._by(get_args(hint)[0], mark.field)

    def _only(self, hint: Any, mark: Only) -> _Kind:  # noqa: ANN401
        inner = self.kind(mark.type)
        kind = _Kind(lambda value: inner.code(f"{value}.{mark.attribute}"), inner.schema)
        if get_origin(hint) is tuple:
            return self._list(kind)
        return self._or_null(kind) if type(None) in get_args(hint) else kind

    def _keyed(self, hints: tuple[Any, ...], names: tuple[str, ...]) -> _Kind:
        kinds = dict(zip(names, map(self.kind, hints), strict=True))

        def code(value: str) -> str:
            each = {name: kind.code(f"{value}[{place}]") for place, (name, kind) in enumerate(kinds.items())}
            return self._form.thing(each)

        return _Kind(code, _object({name: kind.schema for name, kind in kinds.items()}))

    def _by(self, cls: type[Any], field: str) -> _Kind:
        it, function = self._name("it"), self.function(cls, field)
        return _Kind(
            lambda values: self._form.by_name(
                f"text({it}.{field})", f"{function}({it})", f"for {it} in {values}"
            ),
            {"type": "object", "additionalProperties": self._reference(cls, field)},
        )

    def _members(self, cls: type[Any]) -> list[_Member]:
        """Give what an object holds, in order; a trailing `_` of a field is no part of its name."""
        found: list[_Member] = []
        for field, hint in _written(cls):
            marks = _marks(hint)
            if SPREAD in marks:
                inner = self._members(get_args(hint)[0])
                found += [attrs.evolve(member, path=(field, *member.path)) for member in inner]
                continue
            names = [mark.name for mark in marks if isinstance(mark, Named)]
            name = names[0] if names else _ELSEWHERE.get(cls, {}).get(field, field.rstrip("_"))
            found.append(_Member(name, (field,), self.kind(hint)))
        if len({member.name for member in found}) < len(found):
            raise TypeError(f"two fields of {cls!r} are written under one name")
        return found

    def _reference(self, cls: type[Any], without: str | None = None) -> Schema:
        if not self._schemas:
            return {}
        name = cls.__name__ if without is None else f"{cls.__name__}Entry"
        if self._owners.setdefault(name, (cls, without)) != (cls, without):
            name = f"{cls.__module__}.{name}"
        if name not in self.definitions:
            self.definitions[name] = {}  # so that a class can hold itself
            self.definitions[name] = self.instance(cls, without)
        return {"$ref": f"#/$defs/{name}"}

    def _name(self, stem: str) -> str:
        self._names += 1
        return f"{stem}{self._names}"


def _refusal(hint: object) -> TypeError:
    return TypeError(f"no answer can hold a value of type {hint!r}")


def _object(properties: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _written(cls: type[Any]) -> Iterator[tuple[str, Any]]:
    """Give the fields that are written with their hints, each after the properties placed before it."""
    hints = get_type_hints(cls, include_extras=True)
    chosen = _ELSEWHERE.get(cls)
    placed = list(_placed(cls))
    for field in attrs.fields(cls):
        yield from ((name, hint) for name, hint, before in placed if before == field.name)
        hint = hints[field.name]
        left_out = UNWRITTEN in _marks(hint)
        if not left_out and (chosen is None or field.name in chosen):
            yield field.name, hint


def _placed(cls: type[Any]) -> Iterator[tuple[str, Any, str]]:
    for name, member in vars(cls).items():
        if isinstance(member, property):
            hint = get_type_hints(member.fget, include_extras=True).get("return")
            yield from ((name, hint, mark.before) for mark in _marks(hint) if isinstance(mark, Placed))


def _marks(hint: Any) -> tuple[object, ...]:  # noqa: ANN401
    return get_args(hint)[1:] if get_origin(hint) is Annotated else ()


# What the schema says of classes and fields, in their own words.


def _described(cls: type[Any]) -> Schema:
    text = _prose(cls.__doc__)
    return {"description": text} if text else {}


def _prose(doc: str | None) -> str:
    """Give a docstring in one line, up to its examples."""
    return " ".join((doc or "").partition(">>>")[0].split())


def _noted(cls: Any, member: _Member) -> Schema:  # noqa: ANN401 - a class, which mypy does not take for hashable
    note = _notes(cls).get(member.path[0]) if len(member.path) == 1 else None
    return {**member.kind.schema, "description": note} if note else member.kind.schema


@cache
def _notes(cls: Any) -> dict[str, str]:  # noqa: ANN401
    """Give what is said below a field, and of a property that is written."""
    import ast  # noqa: PLC0415 - an answer needs no source text
    import inspect  # noqa: PLC0415
    import textwrap  # noqa: PLC0415

    said = {name: _prose(vars(cls)[name].__doc__).removeprefix("Give ") for name, _, _ in _placed(cls)}
    notes = {name: f"{text[:1].upper()}{text[1:]}" for name, text in said.items()}
    try:
        source = textwrap.dedent(inspect.getsource(cls))
    except OSError:  # a program may be shipped without its text
        return notes
    (tree,) = ast.parse(source).body
    body = tree.body if isinstance(tree, ast.ClassDef) else []
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            note = below.value if isinstance(below, ast.Expr) else None
            if isinstance(note, ast.Constant) and isinstance(note.value, str):
                notes[field.target.id] = _prose(note.value)
    return notes
