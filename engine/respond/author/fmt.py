"""A plan, incident or scenario file in its canonical form, with its comments and its meaning as they were."""

import os
import re
import tempfile
from collections import Counter
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Any

from respond.author.layout import lay_out
from respond.author.order import part_sections, put_in_order
from respond.author.outlining import Branch, comments, outline
from respond.errors import InputError, Place, fault, nearest
from respond.plan import Plan, structure
from respond.yaml import Mapping, Node, Scalar, Sequence, Source, parse

Kinds = AnyMapping[str, type[Any]]
"""By the first word of `respond:` (`plan` of `plan/1`), the class such a file is read as."""

_TEXTS = frozenset({"clause", "name"})
_READ_BY_FORM = re.compile("true|false|yes|no|-?[0-9]+")


def formatted(source: Source, kinds: Kinds) -> str:
    r"""Give the canonical text of a file.

    Keys come in the order of their classes, clauses in quotes, lines have 120 characters; what was in brackets
    stays so where a line has room. Before the text is given it is read again: the same nodes apart from the
    order of keys, the same comments, the same result of reading. Raises InputError for what is no YAML of ours,
    for other kinds of files (E677) and for what would not be kept (E678).

    >>> print(formatted(Source("p.yaml", "id: a/b # new\nrespond: plan/1"), {"plan": Plan}), end="")
    respond: plan/1
    id: a/b  # new
    """
    node = parse(source)
    cls = kinds[_kind(node, source, kinds)]
    found = outline(source)
    put_in_order(found.root, cls)
    if cls is Plan and isinstance(found.root, Branch):
        part_sections(found.root)
    text = lay_out(found)
    _prove(source, node, Source(source.name, text), cls)
    return text


def replace_file(path: Path, text: str) -> None:
    """Write a file in one step: its readers see the old text or the new one. Raises InputError (E679)."""
    path = path.resolve()
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        Path(temporary).chmod(path.stat().st_mode & 0o7777)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise InputError([fault("E679", name=path, reason=error.strerror or error)]) from None


def _kind(node: Node, source: Source, kinds: Kinds) -> str:
    """Give which kind of file a node is, by its `respond`."""
    given = node.get("respond") if isinstance(node, Mapping) else None
    if isinstance(given, Scalar):
        name = given.partition("/")[0]
        if name in kinds:
            return name
    known = ", ".join(f"{name}/1" for name in kinds)
    place = given.place if given is not None else Place(source.name, 1, 1)
    guess = nearest(given, [f"{name}/1" for name in kinds]) if isinstance(given, Scalar) else None
    raise InputError([fault("E677", place, suggestion=guess, known=known)])


def _prove(before: Source, node: Node, after: Source, cls: type[Any]) -> None:
    """Refuse a text that does not say, or does not note, what the one before did."""
    try:
        again = parse(after)
    except InputError:
        raise InputError([fault("E678", Place(before.name, 1, 1))]) from None
    place = _difference(node, again)
    if place is None and Counter(comments(before)) != Counter(comments(after)):
        place = Place(before.name, 1, 1)
    if place is None and _read(node, cls) != _read(again, cls):
        place = Place(before.name, 1, 1)
    if place is not None:
        raise InputError([fault("E678", place)])


def _read(node: Node, cls: type[Any]) -> object:
    """Give what a file is read as; a file that cannot be read yet has no more meaning than its nodes."""
    try:
        return structure(node, cls)
    except InputError:
        return None


def _difference(one: Node, other: Node, key: str = "") -> Place | None:
    """Give the first place at which two nodes are not the same apart from the order of their keys."""
    pairs: list[tuple[Node, Node, str]]
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return None if _same(one, other, key) else one.place
    if isinstance(one, Sequence) and isinstance(other, Sequence) and len(one) == len(other):
        pairs = [(first, second, key) for first, second in zip(one, other, strict=True)]
    elif isinstance(one, Mapping) and isinstance(other, Mapping) and one.keys() == other.keys():
        pairs = [(one[name], other[name], name) for name in one]
    else:
        return one.place
    return next((found for pair in pairs if (found := _difference(*pair)) is not None), None)


def _same(one: Scalar, other: Scalar, key: str) -> bool:
    """Say whether two values read alike: quotes matter for nothing, a yes, a no and a whole number only.

    A clause and the name of an edition are texts, whatever they look like.
    """
    matter = one.is_null or other.is_null or (key not in _TEXTS and bool(_READ_BY_FORM.fullmatch(one)))
    return str(one) == str(other) and (one.plain == other.plain or not matter)
