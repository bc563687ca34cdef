"""Which reader a type has, and the readers of lists, of mappings with free keys and of alternatives."""

from collections.abc import Callable, Iterable
from typing import Any, get_args, get_origin

from respond.errors import Fault, Text, fault
from respond.plan.structuring.classes import FAULTY, ClassReader
from respond.plan.structuring.findings import Finding, RefusedError, findings_of, refused
from respond.plan.structuring.shapes import Kind, choices_of, has_id, kinds_of, members_of
from respond.plan.structuring.simple import A_LIST, KEYS, ONE_TEXT, SIMPLE, Reader, choice_reader
from respond.yaml import Mapping, Node, Scalar, Sequence, describe

Find = Callable[[Any], Reader]
"""A type to its reader."""

_WANTED: dict[Kind, Text] = {"scalar": ONE_TEXT, "sequence": A_LIST, "mapping": KEYS}


def reader_for(cls: Any, find: Find) -> Reader:  # noqa: ANN401 - a type or a form of `typing`
    """Give the reader of a type that is no class of its own; `find` gives those of the types inside it.

    Raises TypeError for a type that no file can hold.
    """
    if cls in SIMPLE:
        return SIMPLE[cls]
    choices = choices_of(cls)
    if choices is not None:
        return choice_reader(choices)
    return _compound_reader(cls, find)


def _compound_reader(cls: Any, find: Find) -> Reader:  # noqa: ANN401
    origin, arguments = get_origin(cls), get_args(cls)
    if origin is tuple and len(arguments) == 2 and arguments[1] is ...:
        return _tuple_reader(find(arguments[0]))
    if origin is dict:
        return _dict_reader(arguments[0], arguments[1], find)
    members = members_of(cls)
    if members is None:
        raise TypeError(f"no file can hold a value of type {cls!r}")
    return _union_reader(members, find)


def _tuple_reader(read: Reader) -> Reader:
    def read_tuple(node: Node) -> tuple[Any, ...]:
        if not isinstance(node, Sequence):
            raise refused(_wrong_kind(node, "E204", A_LIST))
        items = []
        findings: list[Finding] = []
        for child in node:
            try:
                items.append(read(child))
            except FAULTY as error:
                findings.extend(findings_of(error))
        if findings:
            raise RefusedError(findings)
        return tuple(items)

    return read_tuple


def _dict_reader(key_type: Any, value_type: Any, find: Find) -> Reader:  # noqa: ANN401
    """Make the reader of a mapping with free keys; values that name themselves take their key as `id`."""
    if key_type is not str:
        raise TypeError(f"no file can have keys of type {key_type!r}")
    read = find(value_type)
    own = read.entry if isinstance(read, ClassReader) and has_id(value_type) else None

    def read_dict(node: Node) -> dict[Any, Any]:
        if not isinstance(node, Mapping):
            raise refused(_wrong_kind(node, "E206", KEYS))
        made: dict[Any, Any] = {}
        findings: list[Finding] = []
        for key, child in node.items():
            try:
                made[key] = read(child) if own is None else own(key, child)
            except FAULTY as error:
                findings.extend(findings_of(error))
        if findings:
            raise RefusedError(findings)
        return made

    return read_dict


def _union_reader(members: tuple[Any, ...], find: Find) -> Reader:
    """Make the reader of alternatives, told apart by what stands there: a text, a list, or keys."""
    given = [member for member in members if member is not type(None)]
    readers = _by_kind(given, find)
    alone = find(given[0]) if len(given) == 1 else None
    optional = len(given) < len(members)
    wanted = _either(readers)

    def read_union(node: Node) -> Any:  # noqa: ANN401
        if optional and isinstance(node, Scalar) and node.is_null:
            return None
        if alone is not None:
            return alone(node)
        read = readers.get(_kind(node))
        if read is None:
            raise refused(_wrong_kind(node, "E206", wanted))
        return read(node)

    return read_union


def _by_kind(members: list[Any], find: Find) -> dict[Kind, Reader]:
    readers: dict[Kind, Reader] = {}
    for member in members:
        for kind in kinds_of(member):
            if kind in readers:
                raise TypeError(f"two of {members!r} look the same in a file")
            readers[kind] = find(member)
    return readers


def _either(kinds: Iterable[Kind]) -> Text:
    wanted = [_WANTED[kind] for kind in kinds]
    return Text("或".join(text.zh for text in wanted), " or ".join(text.en for text in wanted))


def _kind(node: Node) -> Kind:
    if isinstance(node, Scalar):
        return "scalar"
    return "sequence" if isinstance(node, Sequence) else "mapping"


def _wrong_kind(node: Node, code: str, wanted: Text) -> Fault:
    if isinstance(node, Scalar) and node.is_null:
        return fault("E207", node.place, wanted=wanted)
    return fault(code, node.place, found=describe(node), wanted=wanted)
