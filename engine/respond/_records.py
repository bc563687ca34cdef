"""The classes of attrs, with one `__repr__` for all of them.

Left to itself attrs writes and compiles a `__repr__` for every class, which took a tenth of the time of a short command
and is called by nobody but doctests and debuggers.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

T = TypeVar("T")

if TYPE_CHECKING:
    from attrs import define, evolve, frozen
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

    def evolve(record: T, **changes: object) -> T:
        """Give another record with some other values, as `attrs.evolve` does; quicker, for it is done often.

        >>> @frozen
        ... class Point:
        ...     x: int
        ...     y: int = 0
        >>> evolve(Point(1), y=2)
        Point(x=1, y=2)
        """
        cls = type(record)
        found = _given.get(cls)
        if found is None:
            found = _given[cls] = _given_to(cls)
        read, places = found
        values = [*read(record)]
        for name, value in changes.items():
            values[places[name]] = value
        return cls(*values)


__all__ = ["define", "evolve", "frozen"]

_Given = tuple[Callable[[Any], tuple[Any, ...]], Mapping[str, int]]
_given: dict[type, _Given] = {}


def _given_to(cls: type[Any]) -> _Given:
    """Give what reads all that a record of a class is made of, in order, and the place of each by its name."""
    fields = [each for each in attrs.fields(cls) if each.init]
    if any(each.kw_only for each in fields):
        raise TypeError(f"{cls.__name__} is made of values by name: use attrs.evolve")
    names = [each.name for each in fields]
    one = attrgetter(*names)
    read = one if len(names) > 1 else lambda record: (one(record),)
    return read, {str(each.alias): place for place, each in enumerate(fields)}


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
