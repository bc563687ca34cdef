"""Nodes to attrs classes, strictly: every fault of a file is found in one pass, each with its place."""

from functools import cache
from typing import Any, TypeVar

import attrs
from cattrs import Converter

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
        made: T = read(node, cls)
    except RefusedError as refused:
        raise InputError(faults_of(refused.findings)) from None
    return made


@cache
def converter() -> Converter:
    """Give the converter that knows how each class is read; it learns a class when it first meets it.

    A class that is no mapping in a file can have a hook of its own registered here.
    """
    strict = Converter(detailed_validation=True, forbid_extra_keys=True)
    strict.register_structure_hook_factory(attrs.has, lambda cls: ClassReader(cls, _find))
    return strict


@cache
def _find(cls: Any) -> Reader:  # noqa: ANN401 - a type or a form of `typing`
    """Give the reader of a type; what is no attrs class passes cattrs by, which converts where it can."""
    if isinstance(cls, type) and attrs.has(cls):
        return converter().get_structure_hook(cls)
    return reader_for(cls, _find)
