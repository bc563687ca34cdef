"""Text to nodes: a whole file, or only what stands at its head."""

from collections.abc import Collection

from respond.errors import InputError, Place, fault
from respond.yaml.build import Builder
from respond.yaml.events import SyntaxFaultError, events
from respond.yaml.nodes import Mapping, Node, Scalar, Source, describe
from respond.yaml.source import check_characters, check_size

HEADER = ("respond", "id", "edition", "title", "kinds")
"""What a library needs to know of a file before it reads the rest."""


def parse(source: Source) -> Node:
    """Read a text as strict YAML: every scalar stays text, every node knows its place.

    Anchors, aliases, tags, directives, merge keys, several documents and duplicate keys are refused, so is
    what is deeper than 64 levels or larger than 200,000 values (4,000,000 of a whole log). Raises InputError with all
    faults found.

    >>> parse(Source("plan.yaml", "from: 2024-06-15"))
    {'from': '2024-06-15'}
    """
    builder = _read(source, wanted=None)
    root = builder.root
    if root is None or (isinstance(root, Scalar) and root.is_null):
        raise InputError([*builder.faults, fault("E104", Place(source.name))])
    if builder.faults:
        raise InputError(builder.faults)
    return root


def header(source: Source, names: Collection[str] = HEADER) -> Mapping:
    r"""Give the named entries of the top of a file, and read no further than the last of them.

    Faults further down stay unseen until the whole file is parsed. Raises InputError as `parse` does.

    >>> header(Source("plan.yaml", "id: fire\nkinds: [fire]\nunits: {}"), ["id", "kinds"])
    {'id': 'fire', 'kinds': ['fire']}
    """
    builder = _read(source, wanted=frozenset(names))
    root = builder.stack[0] if builder.stack else builder.root
    if root is None or (isinstance(root, Scalar) and root.is_null):
        raise InputError([*builder.faults, fault("E104", Place(source.name))])
    if not isinstance(root, Mapping):
        raise InputError([*builder.faults, fault("E122", root.place, found=describe(root))])
    if builder.faults:
        raise InputError(builder.faults)
    return Mapping(root.place, {key: value for key, value in root.items() if key in names})


def _read(source: Source, wanted: frozenset[str] | None) -> Builder:
    """Build nodes until the end, or until the top holds all wanted entries."""
    check_size(len(source.text), source.name, source.log)
    check_characters(source)
    builder = Builder(source)
    take, stack = builder.take, builder.stack
    try:
        for event in events(source):
            take(event)
            if wanted is not None and len(stack) == 1 and _has_all(stack[0], wanted):
                break
    except SyntaxFaultError as error:
        raise InputError([*builder.faults, error.fault]) from None
    return builder


def _has_all(top: object, wanted: frozenset[str]) -> bool:
    return isinstance(top, Mapping) and wanted <= top.keys()
