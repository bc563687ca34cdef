"""Where in what was sent a fault is: its line, its column, and the JSON pointer of the value."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from attrs import evolve

from respond._records import frozen
from respond.errors import Fault, Place, RespondError
from respond.yaml import Mapping, Node, Scalar, Sequence, Source, parse

_ESCAPES: Final = str.maketrans({"~": "~0", "/": "~1"})


@frozen
class _Spot:
    """A key or a value in what was sent, with its pointer; `text` is what stands there."""

    text: str
    place: Place
    pointer: str


@contextmanager
def pointed_out(source: Source | None) -> Iterator[None]:
    """Give each fault of an error raised within the pointer to what it is about, and a place if it came without.

    What is checked against a log is checked as an entry of it, and no longer knows where it stood in what was sent:
    there the word the fault names as found leads to it, if it stands there once.
    """
    try:
        yield
    except RespondError as error:
        if source is not None:
            with suppress(RespondError):  # it is no JSON or YAML at all, and the fault says where that ends
                spots = tuple(_spots(parse(source), ""))
                error.faults = tuple(_pointed(each, source, spots) for each in error.faults)
        raise


def _pointed(one: Fault, source: Source, spots: tuple[_Spot, ...]) -> Fault:
    spot = _there(one, source, spots) if one.place is not None and one.place.line else _named(one, spots)
    if spot is None:
        return one
    found = spot.place, spot.pointer
    on_pages = None if one.on_pages is None else evolve(one.on_pages, spot=found)
    return evolve(one, on_pages=on_pages, spot=found)


def _there(one: Fault, source: Source, spots: tuple[_Spot, ...]) -> _Spot | None:
    """Find what stands at the place of a fault; of a mapping or list and what it begins with the whole is meant."""
    if one.place is None or one.place.file != source.name:
        return None
    return next((each for each in spots if each.place == one.place), None)


def _named(one: Fault, spots: tuple[_Spot, ...]) -> _Spot | None:
    """Find the first word a fault names that stands in what was sent, once."""
    for word in one.about:
        found = [each for each in spots if each.text == word]
        if len(found) == 1:
            return found[0]
    return None


def _spots(node: Node, pointer: str) -> Iterator[_Spot]:
    """Give every key and value; a key points to its value."""
    if isinstance(node, Mapping):
        yield _Spot("", node.place, pointer)
        for key, value in node.items():
            below = f"{pointer}/{key.translate(_ESCAPES)}"
            if isinstance(key, Scalar):
                yield _Spot(str(key), key.place, below)
            yield from _spots(value, below)
    elif isinstance(node, Sequence):
        yield _Spot("", node.place, pointer)
        for number, value in enumerate(node):
            yield from _spots(value, f"{pointer}/{number}")
    else:
        yield _Spot(str(node), node.place, pointer)
