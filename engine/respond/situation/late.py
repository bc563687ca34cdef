"""A part of an answer that is worked out when somebody first asks for it."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Late(Generic[T]):
    """A value that is made once, when it is first needed; it counts as equal to another of equal value.

    Two threads that ask at the same time may both make it: what is made must hang on nothing but what is given.

    >>> late = Late(lambda: 6 * 7)
    >>> late.value, late == given(42)
    (42, True)
    """

    __slots__ = ("_make", "_value")

    def __init__(self, make: Callable[[], T]) -> None:
        self._make: Callable[[], T] | None = make
        self._value: T | None = None

    @property
    def value(self) -> T:
        """Give the value."""
        make = self._make
        if make is not None:
            self._value = make()
            self._make = None
        return self._value  # type: ignore[return-value]

    def made_by(self, make: Callable[[], T]) -> None:
        """Have it made another way, where it was not made yet: one that gives the same and holds less meanwhile."""
        if self._make is not None:
            self._make = make

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Late) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)

    def __reduce__(self) -> tuple[object, ...]:
        return (given, (self.value,))


def given(value: Any) -> Late[Any]:  # noqa: ANN401 - a value of any kind, or a late one
    """Wrap a value that is there already; what is late stays as it is."""
    if isinstance(value, Late):
        return value
    return Late(lambda: value)
