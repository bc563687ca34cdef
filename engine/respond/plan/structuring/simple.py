"""Readers of single values: texts, choices, yes or no, integers, days, instants, nodes as they are."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Final

from respond.errors import Text, fault
from respond.facts import read_date, read_instant
from respond.plan.structuring.findings import RefusedError, refused
from respond.yaml import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    describe,
    read_bool,
    read_int,
)

Reader = Callable[[Any], Any]
"""A node to a value."""

ONE_TEXT: Final = Text("一个文本值", "a single text")
A_LIST: Final = Text("列表", "a list")
KEYS: Final = Text("键值表", "keys with values")


def listed(names: Iterable[str]) -> Text:
    """Give names as a message lists them.

    >>> listed(["zh", "en"]).en
    '`zh`, `en`'
    """
    shown = [f"`{name}`" for name in names]
    return Text("、".join(shown), ", ".join(shown))


def no_value(node: Scalar, wanted: Text) -> RefusedError:
    """Make the exception for a place left empty."""
    return refused(fault("E207", node.place, wanted=wanted))


def read_text(node: Node) -> Scalar:
    """Take a text as it was written, with its place."""
    if not isinstance(node, Scalar):
        raise refused(fault("E205", node.place, found=describe(node)))
    if node.is_null:
        raise no_value(node, ONE_TEXT)
    return node


def choice_reader(values: dict[str, Any]) -> Reader:
    """Make the reader of one of several words; a word without a value of its own stays the text it is."""
    known = tuple(values)
    wanted = Text("{known} 之一", "one of {known}").fill(known=listed(known))

    def read_choice(node: Node) -> object:
        if not isinstance(node, Scalar):
            raise refused(fault("E205", node.place, found=describe(node)))
        if node in values:
            value = values[node]
            return node if value is None else value
        if node.is_null:
            raise no_value(node, wanted)
        raise refused(fault("E208", node.place, value=node, known=listed(known)), node, known)

    return read_choice


def _parsed(parse: Callable[[str], Any]) -> Reader:
    def read_parsed(node: Node) -> object:
        return parse(read_text(node))

    return read_parsed


def _kept(cls: type[Any], wanted: Text) -> Reader:
    def keep(node: Node) -> Node:
        if not isinstance(node, cls):
            raise refused(fault("E206", node.place, found=describe(node), wanted=wanted))
        kept: Node = node
        return kept

    return keep


SIMPLE: Final[dict[Any, Reader]] = {
    str: read_text,
    bool: _parsed(read_bool),
    int: _parsed(read_int),
    date: _parsed(read_date),
    datetime: _parsed(read_instant),
    Scalar: _kept(Scalar, ONE_TEXT),
    Sequence: _kept(Sequence, A_LIST),
    Mapping: _kept(Mapping, KEYS),
}
"""The types whose reader needs to know nothing else."""
