"""What the reader gives: texts, lists and mappings that remember where they stood."""

from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping
from typing import Self

from respond._records import frozen
from respond.errors import Place, Text, shorten

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@frozen
class Source:
    """The text of a file and the name messages call it by; `log` says that it may hold a whole log, and be larger."""

    name: str
    text: str = ""
    log: bool = False


class Scalar(str):
    """A single value, always text: `no`, `012` and `12:30` stay what was written.

    `plain` says that it was written without quotes.

    >>> Scalar("no", Place("plan.yaml", 3, 5)) == "no"
    True
    """

    __slots__ = ("_at", "plain")

    _at: tuple[str, int, int]
    plain: bool

    def __new__(cls, text: str, place: Place, *, plain: bool = True) -> Self:  # noqa: D102 - see the class
        return cls.at(text, (place.file, place.line, place.column), plain)

    @classmethod
    def at(cls, text: str, at: tuple[str, int, int], plain: bool) -> Self:  # noqa: FBT001
        """Make one from a bare position: file, line and column; quicker than with a `Place`."""
        scalar = str.__new__(cls, text)
        scalar._at = at  # noqa: SLF001 - its own class
        scalar.plain = plain
        return scalar

    @property
    def place(self) -> Place:
        """Give the place where it begins."""
        return Place(*self._at)

    @property
    def is_null(self) -> bool:
        """Say whether nothing was given: an empty place, `null` or `~`, without quotes."""
        return self.plain and self in _NULLS

    def __reduce__(self) -> tuple[object, ...]:
        return (Scalar.at, (str(self), self._at, self.plain))


class Sequence(list["Node"]):
    """A list and the place where it begins."""

    __slots__ = ("_at",)

    _at: tuple[str, int, int]

    def __init__(self, place: Place, items: Iterable["Node"] = ()) -> None:
        super().__init__(items)
        self._at = (place.file, place.line, place.column)

    @property
    def place(self) -> Place:
        """Give the place where it begins."""
        return Place(*self._at)


class Mapping(dict[str, "Node"]):
    """Keys with values, in the order of the file; every key is a `Scalar` and knows its own place."""

    __slots__ = ("_at",)

    _at: tuple[str, int, int]

    def __init__(
        self, place: Place, items: AnyMapping[str, "Node"] | Iterable[tuple[str, "Node"]] = ()
    ) -> None:
        super().__init__(items)
        self._at = (place.file, place.line, place.column)

    @property
    def place(self) -> Place:
        """Give the place where it begins."""
        return Place(*self._at)


Node = Scalar | Sequence | Mapping
"""Anything a file can hold."""


Data = str | None | list["Data"] | dict[str, "Data"]
"""A node without its places, as JSON holds it: texts, lists and mappings, and None where nothing was given."""


def data_of(node: Node) -> Data:
    """Give what a node holds as plain data.

    >>> data_of(Mapping(Place("x"), {Scalar("deaths", Place("x")): Scalar("3", Place("x"))}))
    {'deaths': '3'}
    """
    if isinstance(node, Mapping):
        return {str(key): data_of(value) for key, value in node.items()}
    if isinstance(node, Sequence):
        return [data_of(item) for item in node]
    return None if node.is_null else str(node)


def node_of(data: Data, place: Place) -> Node:
    """Give plain data as a node, all of it from one place; texts stand without quotes, as most do in a file.

    >>> data_of(node_of({"did": [{"duty": "tell", "at": None}]}, Place("x")))
    {'did': [{'duty': 'tell', 'at': None}]}
    """
    return _node_at(data, place, (place.file, place.line, place.column))


def _node_at(data: Data, place: Place, at: tuple[str, int, int]) -> Node:
    if isinstance(data, dict):
        return Mapping(
            place,
            [(Scalar.at(key, at, False), _node_at(value, place, at)) for key, value in data.items()],  # noqa: FBT003
        )
    if isinstance(data, list):
        return Sequence(place, [_node_at(item, place, at) for item in data])
    return Scalar.at("", at, True) if data is None else Scalar.at(data, at, data not in _NULLS)  # noqa: FBT003


def place_of(value: object) -> Place | None:
    """Give the place a value was read from, or None for a value no file gave.

    >>> place_of(Scalar("deaths", Place("plan.yaml", 3, 5)))
    Place(file='plan.yaml', line=3, column=5)
    """
    place = getattr(value, "place", None)
    return place if isinstance(place, Place) else None


def describe(node: Node) -> Text:
    """Give in words what a node is, for messages.

    >>> describe(Sequence(Place("plan.yaml", 1, 1))).en
    'an empty list'
    """
    if isinstance(node, Mapping):
        return Text("键值表", "keys with values") if node else Text("空的键值表", "an empty mapping")
    if isinstance(node, Sequence):
        return Text("列表", "a list") if node else Text("空列表", "an empty list")
    if node.is_null:
        return Text("空值", "nothing")
    shown = shorten(node)
    return Text(f"`{shown}`", f"`{shown}`") if node.plain else Text(f"文本“{shown}”", f'the text "{shown}"')
