"""Text to nodes with places, through a strict reader: the only room that knows PyYAML."""

from respond.yaml.nodes import Mapping, Node, Scalar, Sequence, Source, describe, place_of
from respond.yaml.read import header, parse
from respond.yaml.scalars import read_bool, read_date, read_instant, read_int
from respond.yaml.source import decode, read_source
from respond.yaml.write import write

__all__ = [
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "Source",
    "decode",
    "describe",
    "header",
    "parse",
    "place_of",
    "read_bool",
    "read_date",
    "read_instant",
    "read_int",
    "read_source",
    "write",
]
