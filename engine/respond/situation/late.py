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

    @property
    def first(self) -> Any:  # noqa: ANN401 - whatever it is a row of
        """Give the first of several things."""
        return self.value[0]  # type: ignore[index]

    def made_as(self, other: "Callable[[], Late[T]]") -> None:
        """Have it made as another is, where it was not made yet: one that gives the same and holds less meanwhile."""
        if self._make is not None:
            self._make = lambda: other().value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Late) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)

    def __reduce__(self) -> tuple[object, ...]:
        return (given, (self.value,))


class LateRow(Late[tuple[T, ...]]):
    """Several things, of which the first is often asked for alone and then made without the others.

    >>> row = LateRow(lambda: "a", lambda: ("a", "b"))
    >>> row.first, row.value
    ('a', ('a', 'b'))
    """

    __slots__ = ("_first",)

    def __init__(self, first: Callable[[], T], make: Callable[[], tuple[T, ...]]) -> None:
        super().__init__(make)
        self._first = Late(first)

    @property
    def first(self) -> T:
        """Give the first alone."""
        return self._first.value if self._make is not None else self.value[0]

    def made_as(self, other: Callable[[], Late[tuple[T, ...]]]) -> None:
        """Have them made as another row is, the first alone too."""
        super().made_as(other)
        self._first.made_as(lambda: given(other().first))


def given(value: Any) -> Late[Any]:  # noqa: ANN401 - a value of any kind, or a late one
    """Wrap a value that is there already; what is late stays as it is."""
    if isinstance(value, Late):
        return value
    return Late(lambda: value)
