"""Small classes of the attrs kind that cost nothing until they are used.

attrs writes and compiles the methods of a class while its module is imported, about a millisecond a class; a
command uses but a part of the project's classes and has no time for the others. Here `frozen`, `define` and
`field` mean what they mean in attrs, as far as the project needs them; but `__init__` is written when the first
instance is made, and comparing, hashing and printing are the same functions for every class. To attrs itself,
and so to cattrs and to every tool that knows attrs, they are attrs classes: `attrs.fields` and the rest work.
"""

import operator
from collections.abc import Callable
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeGuard, TypeVar

import attrs
from attrs import Factory
from attrs.exceptions import FrozenInstanceError

if TYPE_CHECKING:
    from attrs import define, field, frozen  # for type checkers, they are those of attrs

__all__ = ["Factory", "Part", "define", "evolve", "field", "frozen", "is_record", "parts_of"]

T = TypeVar("T")

_HASH: Final = "__hash_kept__"
_MADE: Final[Any] = Factory


class Part(NamedTuple):
    """One field of a record; `alias` is what `__init__` calls it."""

    name: str
    alias: str
    default: Any = attrs.NOTHING
    init: bool = True
    eq: bool = True
    repr: bool = True
    converter: Callable[[Any], Any] | None = None

    @property
    def required(self) -> bool:
        """Say whether it must be given."""
        return self.default is attrs.NOTHING


def is_record(cls: object) -> TypeGuard[type[Any]]:
    """Say whether something is a class made here, or by attrs."""
    return isinstance(cls, type) and ("__parts__" in cls.__dict__ or attrs.has(cls))


def parts_of(cls: type[Any]) -> tuple[Part, ...]:
    """Give the fields of a record, or of a class made by attrs, in order.

    >>> @frozen
    ... class Pair:
    ...     one: int
    ...     two: int = 2
    >>> [part.name for part in parts_of(Pair) if part.required]
    ['one']
    """
    if "__parts__" not in cls.__dict__:
        return tuple(Part(a.name, a.alias or a.name, a.default, a.init) for a in attrs.fields(cls))
    parts: tuple[Part, ...] = cls.__parts__
    return parts


def evolve(record: T, **changes: Any) -> T:  # noqa: ANN401 - as many types as fields
    """Give a copy of a record with some fields changed.

    >>> @frozen
    ... class Pair:
    ...     one: int
    ...     two: int = 2
    >>> evolve(Pair(1), two=3)
    Pair(one=1, two=3)
    """
    cls: Any = record.__class__
    for part in parts_of(cls):
        if part.init and part.alias not in changes:
            changes[part.alias] = getattr(record, part.name)
    made: T = cls(**changes)
    return made


class _Told:
    """What `field(...)` was told."""

    def __init__(
        self,
        *,
        default: Any = attrs.NOTHING,  # noqa: ANN401
        factory: Callable[[], Any] | None = None,
        converter: Callable[[Any], Any] | None = None,
        **told: bool,
    ) -> None:
        self.told = {
            "default": default if factory is None else Factory(factory),
            "converter": converter,
            **told,
        }


class _Late:
    """Stands in a class for something that is made when it is first asked for."""

    def __init__(self, cls: type[Any], name: str, make: Callable[[Any], Any]) -> None:
        self.cls, self.name, self.make = cls, name, make

    def __get__(self, instance: object, owner: object) -> Any:  # noqa: ANN401
        made = self.make(self.cls)
        setattr(self.cls, self.name, made)
        return made


def _parts(cls: type[Any]) -> tuple[Part, ...]:
    """Give all fields of a class, those of its base classes first."""
    parts: dict[str, Part] = {}
    for base in reversed(cls.__mro__[1:]):
        parts.update({part.name: part for part in getattr(base, "__parts__", ())})
    for name in get_annotations(cls):
        value = cls.__dict__.get(name, attrs.NOTHING)
        told = value.told if isinstance(value, _Told) else {"default": value}
        parts[name] = Part(name, name.lstrip("_"), **told)
    return tuple(parts.values())


def _constructor(cls: type[Any]) -> Any:  # noqa: ANN401
    """Write `__init__`; only names of fields enter its text."""
    space: dict[str, Any] = {"_missing": attrs.NOTHING}
    given, lines = ["self"], ["_own = self.__dict__"]
    for name, alias, default, init, _, _, converter in parts_of(cls):
        value = alias
        if isinstance(default, _MADE):
            space[f"_make_{alias}"] = default.factory
            value = f"_make_{alias}() if {alias} is _missing else {alias}" if init else f"_make_{alias}()"
            argument = f"{alias}=_missing"
        elif default is attrs.NOTHING:
            argument = alias
        else:
            space[f"_default_{alias}"] = default
            value = alias if init else f"_default_{alias}"
            argument = f"{alias}=_default_{alias}"
        if converter is not None:
            space[f"_convert_{alias}"] = converter
            value = f"_convert_{alias}({value})"
        given += [argument] if init else []
        lines.append(f"_own[{name!r}] = {value}")
    body = "\n    ".join(lines)
    exec(f"def __init__({', '.join(given)}):\n    {body}\n", space)  # noqa: S102
    space["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return space["__init__"]


def _key(cls: type[Any]) -> Callable[[Any], Any]:
    """Give the function from an instance to what it is compared by."""
    names = [part.name for part in parts_of(cls) if part.eq]
    return operator.attrgetter(*names) if names else lambda _: ()


def _fields(cls: type[Any]) -> Any:  # noqa: ANN401
    """Give the fields as attrs describes them."""
    hints: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        hints.update(get_annotations(base))
    fields = {}
    for name, alias, default, init, eq, show, converter in parts_of(cls):
        fields[name] = attrs.field(
            alias=alias, default=default, init=init, eq=eq, repr=show, converter=converter, type=hints[name]
        )
    return attrs.fields(attrs.make_class(cls.__name__, fields))


def _compared(compare: Callable[[Any, Any], bool]) -> Callable[[Any, object], Any]:
    def compared(self: Any, other: object) -> Any:  # noqa: ANN401
        key = self.__class__.__key__
        return compare(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented

    return compared


def _hash(self: Any) -> int:  # noqa: ANN401
    return hash(self.__class__.__key__(self))


def _kept_hash(self: Any) -> int:  # noqa: ANN401
    values: dict[str, Any] = self.__dict__
    found: int | None = values.get(_HASH)
    if found is None:
        found = values[_HASH] = hash(self.__class__.__key__(self))
    return found


def _state(self: Any) -> dict[str, Any]:  # noqa: ANN401
    """Leave out the kept hash, which means nothing in another process."""
    return {name: value for name, value in self.__dict__.items() if name != _HASH}


def _show(self: Any) -> str:  # noqa: ANN401
    shown = [f"{part.name}={getattr(self, part.name)!r}" for part in parts_of(self.__class__) if part.repr]
    return f"{self.__class__.__qualname__.rpartition('.')[2]}({', '.join(shown)})"


def _refuse(self: object, *_: object) -> None:  # noqa: ARG001
    raise FrozenInstanceError


_equal = _compared(operator.eq)
_LATE: Final = {"__parts__": _parts, "__key__": _key, "__attrs_attrs__": _fields}
_ORDER: Final = {f"__{name}__": _compared(getattr(operator, name)) for name in ("lt", "le", "gt", "ge")}


def _prepare(cls: Any, *, fixed: bool, eq: bool, order: bool, cache_hash: bool) -> Any:  # noqa: ANN401
    def __init__(self: Any, *given: Any, **named: Any) -> None:  # noqa: ANN401, N807
        cls.__init__ = written = _constructor(cls)
        written(self, *given, **named)

    cls.__init__ = __init__
    for name, make in _LATE.items():
        setattr(cls, name, _Late(cls, name, make))
    if "__repr__" not in cls.__dict__:
        cls.__repr__ = _show
    if eq:
        cls.__eq__ = _equal
        cls.__hash__ = (_kept_hash if cache_hash else _hash) if fixed else None
    if cache_hash:
        cls.__getstate__ = _state
    for name, compare in _ORDER.items() if order else ():
        setattr(cls, name, compare)
    if fixed:
        cls.__setattr__ = cls.__delattr__ = _refuse
    return cls


def _decorator(*, fixed: bool) -> Any:  # noqa: ANN401
    def decorate(cls: Any = None, *, eq: bool = True, order: bool = False, cache_hash: bool = False) -> Any:  # noqa: ANN401
        def prepare(cls: Any) -> Any:  # noqa: ANN401
            return _prepare(cls, fixed=fixed, eq=eq, order=order, cache_hash=cache_hash)

        return prepare if cls is None else prepare(cls)

    return decorate


if not TYPE_CHECKING:
    define, frozen, field = _decorator(fixed=False), _decorator(fixed=True), _Told
