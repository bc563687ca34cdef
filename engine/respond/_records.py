"""The classes of attrs, with one `__repr__` for all of them.

Left to itself attrs writes and compiles a `__repr__` for every class, which took a tenth of the time of a short command
and is called by nobody but doctests and debuggers.
"""

from collections.abc import Callable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

if TYPE_CHECKING:
    from attrs import define, frozen
else:

    def define(cls: type | None = None, **options: object) -> type | Callable[[type], type]:
        """Make an attrs class, as `attrs.define` does."""
        return _made(attrs.define, cls, options)

    def frozen(cls: type | None = None, **options: object) -> type | Callable[[type], type]:
        """Make an attrs class whose instances do not change, as `attrs.frozen` does.

        >>> @frozen
        ... class Point:
        ...     x: int
        ...     y: int = 0
        >>> Point(1)
        Point(x=1, y=0)
        """
        return _made(attrs.frozen, cls, options)


__all__ = ["copied", "define", "frozen"]

T = TypeVar("T")
_fields: dict[type, Callable[[Any], Any]] = {}


def copied(record: T) -> T:
    """Give another record of the same values, where all of them are given when one is made; quicker than `evolve`.

    >>> @define
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> copied(Point(1))
    Point(x=1, y=0)
    """
    cls = type(record)
    read = _fields.get(cls)
    if read is None:
        read = _fields[cls] = attrgetter(*(each.name for each in attrs.fields(cls)))  # type: ignore[arg-type]
    return cls(*read(record))


def _made(maker: Callable[..., Any], cls: type | None, options: dict[str, object]) -> Any:  # noqa: ANN401
    def make(plain: type) -> Any:  # noqa: ANN401 - attrs makes another class of it
        if "__repr__" not in vars(plain):
            plain.__repr__ = _repr  # type: ignore[method-assign,assignment]
        return maker(plain, **options)

    return make if cls is None else make(cls)


@recursive_repr()
def _repr(record: Any) -> str:  # noqa: ANN401 - of any class made here
    cls = type(record)
    shown = (f"{each.name}={getattr(record, each.name)!r}" for each in attrs.fields(cls) if each.repr)
    return f"{cls.__qualname__.rpartition('>.')[2]}({', '.join(shown)})"
