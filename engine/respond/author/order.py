"""The order of keys in a file, the quotes around clauses, and the empty lines between the parts of a plan."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args, get_origin

import attrs

from respond.author.outlining import BLANK, Branch, Entry, Leaf
from respond.facts import FOUR_LEVELS, Fact
from respond.plan import (
    Adoption,
    Alongside,
    Edition,
    Ledger,
    Plan,
    kinds_of,
    members_of,
    shape_of,
)

_HEAD: Final = (
    "respond",
    "id",
    "edition",
    "title",
    "kinds",
    "area",
    "seat",
    "zone",
    "calendar",
    "office_hours",
    "document",
    "scale",
)
"""The keys of a plan that stand together at its top."""

ORDERS: Final[Mapping[type[Any], tuple[str, ...]]] = {
    Plan: (
        *_HEAD, "level_scale", "below", "response_scale", "graded_by", "units_of_measure", "adopts", "alongside",
        "tighten", "units", "groups", "contacts", "facts", "derived", "conditions", "constraints", "windows", "events",
        "levels", "exclusions", "responses", "measures", "reports", "duties", "changes", "provisions",
        "supervision", "interpretations", "ledger",
    ),
    Fact: (
        "id", "type", "unit", "worse", "falls", "change_counts", "min", "max", "judgement", "by", "label", "ask",
        "clause", "choices", "note",
    ),
    Alongside: ("plan", "clause", "parts", "maps", "when", "standing", "reason"),
    Adoption: ("plan", "clause", "parts", "maps", "standing", "reason"),
    Ledger: ("status", "title", "reason"),
}  # fmt: skip
"""Where a file reads better in another order than that of the fields.

Of a fact first what is measured, then words; of a plan beside, when it counts before the reason why.
"""


def put_in_order(node: Leaf | Branch | None, cls: Any) -> None:  # noqa: ANN401 - a type or a form of `typing`
    """Bring a part of an outline, and all in it, into the order of the class it is read as.

    Keys nobody knows come last, in their own order; names an author chose and lists keep theirs.
    """
    if not isinstance(node, Branch):
        return
    origin, arguments = get_origin(cls), get_args(cls)
    if members_of(cls) is not None:
        fitting = [
            member for member in arguments if ("mapping" if node.keyed else "sequence") in kinds_of(member)
        ]
        if fitting:
            put_in_order(node, fitting[0])
    elif origin is tuple and not node.keyed:
        for entry in node.entries:
            put_in_order(entry.value, arguments[0])
    elif origin is dict and node.keyed:
        _order_names(node, arguments[1])
    elif isinstance(cls, type) and attrs.has(cls) and node.keyed:
        _order_keys(node, cls)
        if cls is Plan:
            _order_levels(node)


def part_sections(root: Branch) -> None:
    """Give each part of a plan below its head an empty line before it and its entries a line each."""
    for entry in root.entries[1:]:
        if isinstance(entry.value, Branch) and entry.value.entries and _name(entry) not in _HEAD:
            entry.value.flow = False
            if entry.lead[:1] != [BLANK]:
                entry.lead.insert(0, BLANK)


def _order_names(node: Branch, cls: Any) -> None:  # noqa: ANN401
    for entry in node.entries:
        if cls is Ledger and entry.key is not None:
            _quote(entry.key)
        put_in_order(entry.value, cls)


def _order_keys(node: Branch, cls: type[Any]) -> None:
    types = {key.name: key.type for key in shape_of(cls).keys}
    _sort(node, ORDERS.get(cls, tuple(types)))
    for entry in node.entries:
        name = entry.key.text if entry.key is not None else ""
        quoted = name == "clause" or (cls is Edition and name == "name")
        if quoted and isinstance(entry.value, Leaf):
            _quote(entry.value)
        if name in types:
            put_in_order(entry.value, types[name])


def _order_levels(plan: Branch) -> None:
    """Put the criteria of the gravest level first; responses keep the order of the text, which may be another."""
    parts = {_name(entry): entry.value for entry in plan.entries}
    levels, scale = parts.get("levels"), parts.get("level_scale")
    if isinstance(levels, Branch) and levels.keyed:
        _sort(levels, tuple(_ids(scale)) or FOUR_LEVELS.gravest_first)


def _ids(scale: Leaf | Branch | None) -> Iterator[str]:
    """Give the names of the levels a plan lists."""
    for listed in scale.entries if isinstance(scale, Branch) else ():
        for entry in listed.value.entries if isinstance(listed.value, Branch) else ():
            if _name(entry) == "id" and isinstance(entry.value, Leaf):
                yield entry.value.text


def _sort(node: Branch, order: tuple[str, ...]) -> None:
    """Sort the entries of a branch; what comes first has no empty line before it."""
    ranks = {name: rank for rank, name in enumerate(order)}
    node.entries.sort(key=lambda entry: ranks.get(_name(entry), len(order)))
    while node.entries and node.entries[0].lead[:1] == [BLANK]:
        del node.entries[0].lead[0]


def _name(entry: Entry) -> str:
    return entry.key.text if entry.key is not None else ""


def _quote(leaf: Leaf) -> None:
    """Quote a clause; a mere word, such as `annex`, and nothing at all stay as they are."""
    if not leaf.style and leaf.text and not leaf.text.isalpha() and leaf.text != "~":
        leaf.style = '"'
