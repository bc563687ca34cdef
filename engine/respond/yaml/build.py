"""Events to nodes, checked as they come: what strict YAML leaves out, and how deep and large it may be."""

from collections.abc import Callable
from typing import Any, Final

from respond.errors import Fault, InputError, Place, fault
from respond.yaml.nodes import Mapping, Node, Scalar, Sequence, Source, describe
from yaml import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

MAX_DEPTH: Final = 64
MAX_NODES: Final = 200_000
MAX_LOG_NODES: Final = 4_000_000
MAX_FAULTS: Final = 100

# The marks of the two parsers have no type in common, and some events are typed as if they might lack one.
_Event = Any


class Builder:
    """Take the events of one text and put its nodes together, without recursion.

    `faults` fills up on the way; one that makes the rest meaningless is raised at once, with those before.
    """

    def __init__(self, source: Source) -> None:
        self.root: Node | None = None
        self.stack: list[Mapping | Sequence] = []
        self.faults: list[Fault] = []
        self._source = source
        self._file = source.name
        self._keys: list[Scalar | None] = []  # beside `stack`: the key that waits for its value
        self._left_out: set[int] = set()  # ids of waiting keys that are at fault: their values go nowhere
        self._nodes = 0
        self._most = MAX_LOG_NODES if source.log else MAX_NODES
        self._documents = 0
        self._takers: dict[type[Event], Callable[[_Event], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._open_mapping,
            SequenceStartEvent: self._open_sequence,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document,
            DocumentEndEvent: self._pass,
            StreamStartEvent: self._pass,
            StreamEndEvent: self._pass,
        }

    def take(self, event: Event) -> None:
        """Take the next event; raises InputError where going on would make no sense."""
        self._takers[type(event)](event)

    def _scalar(self, event: _Event) -> None:
        mark = event.start_mark
        if event.anchor is not None or event.tag is not None:
            self._refuse_decoration(event)
        self._count(event)
        self._attach(Scalar.at(event.value, (self._file, mark.line + 1, mark.column + 1), not event.style))

    def _open_mapping(self, event: _Event) -> None:
        self._open(event, Mapping(self._place(event)))

    def _open_sequence(self, event: _Event) -> None:
        self._open(event, Sequence(self._place(event)))

    def _open(self, event: _Event, node: Mapping | Sequence) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_decoration(event)
        if len(self.stack) >= MAX_DEPTH:
            self._stop(fault("E112", node.place, limit=MAX_DEPTH))
        self._count(event)
        self.stack.append(node)
        self._keys.append(None)

    def _close(self, _: _Event) -> None:
        self._keys.pop()
        self._attach(self.stack.pop())

    def _alias(self, event: _Event) -> None:
        self._refuse(fault("E115", self._place(event), name=event.anchor))
        self._count(event)
        self._attach(Scalar("", self._place(event), plain=False))

    def _document(self, event: _Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(fault("E117", self._place(event)))
        if self._source.text[event.start_mark.index : event.start_mark.index + 1] == "%":
            self._refuse(fault("E118", self._place(event)))

    def _pass(self, event: _Event) -> None:
        """Let an event pass that bears no content."""

    def _attach(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = self._key(node, parent)
            return
        self._keys[-1] = None
        if self._left_out and id(key) in self._left_out:
            self._left_out.discard(id(key))
        else:
            parent[key] = node

    def _key(self, node: Node, parent: Mapping) -> Scalar:
        """Give the key a node makes; one at fault is noted, so that its value is left out."""
        if isinstance(node, Scalar):
            problem = _key_problem(node, parent)
            key = node
        else:
            problem = fault("E119", node.place, found=describe(node))
            key = Scalar("", node.place)
        if problem is not None:
            self._left_out.add(id(key))
            self._refuse(problem)
        return key

    def _refuse_decoration(self, event: _Event) -> None:
        if event.anchor is not None:
            self._refuse(fault("E114", self._place(event), name=event.anchor))
        if event.tag is not None:
            self._refuse(fault("E116", self._place(event), tag=event.tag))

    def _count(self, event: _Event) -> None:
        self._nodes += 1
        if self._nodes > self._most:
            self._stop(fault("E113", self._place(event), limit=self._most))

    def _place(self, event: _Event) -> Place:
        return Place(self._file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _refuse(self, problem: Fault) -> None:
        """Keep a fault and go on, as long as there are not too many."""
        self.faults.append(problem)
        if len(self.faults) >= MAX_FAULTS:
            self._stop(fault("E123", problem.place, limit=MAX_FAULTS))

    def _stop(self, problem: Fault) -> None:
        raise InputError([*self.faults, problem])


def _key_problem(key: Scalar, parent: Mapping) -> Fault | None:
    if key in parent:
        first = next(known.place for known in parent if known == key and isinstance(known, Scalar))
        return fault("E111", key.place, related=[first], key=key)
    if key.plain and key == "<<":
        return fault("E120", key.place)
    if key.plain and key == "":
        return fault("E121", key.place)
    return None
