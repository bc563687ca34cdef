"""A plan that ships says in both languages whatever an answer names, though one would suffice in a file."""

import pytest

from respond.plan import shipped
from respond.yaml import Mapping, Sequence, parse, read_source

PLANS = sorted(path for path in shipped("plans").rglob("*/*/*.yaml") if not path.name.endswith(".tests.yaml"))
IN_ONE = ("document", "changes", "provisions", "interpretations", "ledger")
"""What a plan of another country, or of none, may say in its own language alone: what is remarked on its text."""


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


def test_every_plan_is_looked_at():
    places = {path.parts[-3] for path in PLANS}
    assert places == {"calendars", "cn", "eu", "example", "jiaocheng", "jincheng", "national", "shanxi"}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}@{path.stem}")
def test_every_text_is_there_in_both_languages(path):
    top = parse(read_source(path))
    foreign = path.parts[-3] in {"eu", "example"}
    found = [node for key in top if not (foreign and key in IN_ONE) for node in texts(top[key])]
    assert found
    assert [str(node.place) for node in found if not {"zh", "en"} <= node.keys()] == []
