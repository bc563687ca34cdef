"""What became another in a setting: part by part, each with what it was and what it is."""

from collections import Counter
from collections.abc import Sequence

from respond.yaml import Data

_TOLD_BY = ("from", "channel")
"""What tells one thing of a list from the others: of a shift when it begins, of who follows the logs where that is."""


def changes_of(before: Data, after: Data) -> list[Data]:
    """Give what differs between two states of a setting; what was not there `was` nothing, what is gone `is` nothing.

    Things of a list are told apart by what they are called; the order they stand in is no difference.

    >>> changes_of({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4})
    [{'name': 'b', 'was': 2, 'is': 3}, {'name': 'c', 'was': None, 'is': 4}]
    >>> changes_of(["x", "y"], ["y", "z"])
    [{'name': 'x', 'was': 'x', 'is': None}, {'name': 'z', 'was': None, 'is': 'z'}]
    """
    was, is_ = _parts(before), _parts(after)
    return [
        {"name": name, "was": was.get((name, turn)), "is": is_.get((name, turn))}
        for name, turn in dict.fromkeys([*was, *is_])
        if was.get((name, turn)) != is_.get((name, turn))
    ]


def _parts(said: Data) -> dict[tuple[str, int], Data]:
    """Give the parts of a setting by what each is called, and by its turn among those called the same."""
    if isinstance(said, dict):
        return {(name, 1): value for name, value in said.items()}
    if not isinstance(said, Sequence) or isinstance(said, str):
        return {} if said is None else {("", 1): said}
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], Data] = {}
    for each in said:
        name = _called(each)
        seen[name] += 1
        found[name, seen[name]] = each
    return found


def _called(one: Data) -> str:
    if isinstance(one, dict):
        return next((str(one[name]) for name in _TOLD_BY if name in one), "")
    return str(one)
