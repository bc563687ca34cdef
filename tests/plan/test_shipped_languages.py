"""A Chinese plan that ships says everything in both languages, though one would suffice in a file."""

import pytest

from respond.plan import shipped
from respond.yaml import Mapping, Sequence, parse, read_source

PLANS = sorted(
    path
    for place in ("jiaocheng", "jincheng", "national", "shanxi")
    for path in (shipped("plans") / place).rglob("*.yaml")
    if not path.name.endswith(".tests.yaml")
)


def texts(node):
    """Go through the mappings of a file that hold a text."""
    if isinstance(node, Mapping):
        if {"zh", "en"} & node.keys():
            yield node
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, Sequence):
        for value in node:
            yield from texts(value)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}@{path.stem}")
def test_every_text_is_there_in_both_languages(path):
    found = list(texts(parse(read_source(path))))
    assert len(found) > 5
    assert [str(node.place) for node in found if not {"zh", "en"} <= node.keys()] == []
