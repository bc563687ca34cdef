"""Nodes to attrs classes, strictly: every fault of a file is found in one pass, each with its place."""

from functools import cache
from typing import Any, TypeVar

import attrs

from respond.errors import InputError
from respond.plan.structuring.classes import ClassReader
from respond.plan.structuring.findings import RefusedError, faults_of
from respond.plan.structuring.readers import reader_for
from respond.plan.structuring.simple import Reader
from respond.yaml import Node

T = TypeVar("T")


def structure(node: Node, cls: type[T]) -> T:
    """Make an instance of an attrs class, or of any type its fields may have, from a node.

    Raises InputError with all faults: unknown, missing and repeated keys, values of the wrong kind or form.
    A class may raise InputError itself when it is made; a type no file can hold is a TypeError.

    >>> from respond.errors import Text
    >>> from respond.yaml import Source, parse
    >>> structure(parse(Source("note.yaml", "{zh: 死亡, en: deaths}")), Text)
    Text(zh='死亡', en='deaths')
    """
    wanted: Any = cls
    read = _find(wanted)
    try:
        made: T = read(node)
    except RefusedError as refused:
        raise InputError(faults_of(refused.findings)) from None
    return made


@cache
def _find(cls: Any) -> Reader:  # noqa: ANN401 - a type or a form of `typing`
    """Give the reader of a type; that of a class looks at its fields when it first meets an instance."""
    if isinstance(cls, type) and attrs.has(cls):
        return ClassReader(cls, _find)
    return reader_for(cls, _find)
