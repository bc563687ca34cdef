"""Text to nodes with places, through a strict reader: the only room that knows PyYAML."""

from respond.yaml.build import MAX_DEPTH, MAX_FAULTS, MAX_NODES
from respond.yaml.events import events as parse_events
from respond.yaml.nodes import (
    Data,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Source,
    data_of,
    describe,
    node_of,
    place_of,
)
from respond.yaml.read import HEADER, header, parse
from respond.yaml.scalars import (
    BOOLEANS,
    read_bool,
    read_int,
)
from respond.yaml.source import MAX_BYTES, MAX_LOG_BYTES, decode, is_folder, opened, read_source
from respond.yaml.write import write
from yaml import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

__all__ = [
    "BOOLEANS",
    "HEADER",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_FAULTS",
    "MAX_LOG_BYTES",
    "MAX_NODES",
    "Data",
    "Event",
    "Mapping",
    "MappingEndEvent",
    "MappingStartEvent",
    "Node",
    "Scalar",
    "ScalarEvent",
    "Sequence",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "Source",
    "data_of",
    "decode",
    "describe",
    "header",
    "is_folder",
    "node_of",
    "opened",
    "parse",
    "parse_events",
    "place_of",
    "read_bool",
    "read_int",
    "read_source",
    "write",
]
