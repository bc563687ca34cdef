"""One reported value of a fact, with who says so, how sure, and as of when."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import field

from respond._records import frozen
from respond.errors import Fault, InputError, Place, fault, nearest
from respond.facts.fact import Fact
from respond.facts.moments import read_instant
from respond.facts.read import RANGE_KEYS, at_sight, place_of, read_value
from respond.facts.values import UNKNOWN, Value

_LONGEST = 500
_WORDS = ("source", "by", "note")
_KEYS = (*RANGE_KEYS, "source", "standing", "as_of", "by", "note")
_ONE_VALUE = frozenset(_KEYS) - {"at_least", "at_most"}


class Standing(StrEnum):
    """How sure a reported value is."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    ESTIMATED = "estimated"


@frozen
class Observation:
    """A value of a fact as somebody reported it; `by` is the person or office that judged it."""

    fact: str
    value: Value
    source: str | None = None
    standing: Standing = Standing.REPORTED
    as_of: datetime | None = None
    by: str | None = None
    note: str | None = None
    place: Place | None = field(default=None, eq=False, repr=False)


def read_observation(node: object, fact: Fact, *, by: str | None = None) -> Observation:
    """Read an observation: a bare value, or a mapping that says more of it.

    The mapping has the value and `source`, `standing`, `as_of`, `by`, `note`, all optional. A value of a
    judgement fact needs `by`, in the mapping or given here; E327 otherwise. All faults are collected.

    >>> from respond.errors import Text
    >>> from respond.facts.fact import FactType
    >>> deaths = Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")
    >>> read_observation({"at_least": "3", "standing": "confirmed"}, deaths).standing.value
    'confirmed'
    """
    faults: list[Fault] = []
    value: Value = UNKNOWN
    extra: dict[str, Any] = {}
    mapping = node if isinstance(node, Mapping) else None
    try:
        value = _plain(mapping, fact) or read_value(_value_part(node, fact, faults), fact)
    except InputError as error:
        faults.extend(error.faults)
    if mapping is not None:
        extra = _extras(mapping, fact, faults)
    signed = extra.pop("by", None) or by
    if fact.judgement and signed is None and value is not UNKNOWN:
        office = fact.by or "?"
        faults.append(fault("E327", place_of(node), name=fact.id, office=office))
    if faults:
        raise InputError(faults)
    return Observation(fact=str(fact.id), value=value, by=signed, place=place_of(node), **extra)


def _plain(node: Mapping[Any, Any] | None, fact: Fact) -> Value | None:
    """Read the value of a mapping at sight; None where there is more to it than one plain value."""
    if node is None or "value" not in node or not _ONE_VALUE.issuperset(node):
        return None
    text = node["value"]
    return at_sight(text, fact) if isinstance(text, str) else None


def _value_part(node: object, fact: Fact, faults: list[Fault]) -> object:
    """Leave only the keys of the value to `read_value`; unknown keys are faults of the whole mapping."""
    if not isinstance(node, Mapping):
        return node
    faults.extend(
        fault("E329", place_of(key), suggestion=nearest(str(key), _KEYS), name=fact.id, found=key)
        for key in node
        if key not in _KEYS
    )
    part = _Part({key: node[key] for key in RANGE_KEYS if key in node})
    part.place = place_of(node)
    return part


class _Part(dict[str, Any]):
    """The value keys of a mapping, with the place of the whole."""

    place: Place | None = None


def _extras(node: Mapping[Any, Any], fact: Fact, faults: list[Fault]) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    for key in _WORDS:
        if key in node:
            text = node[key]
            if (
                not isinstance(text, str)
                or not 0 < len(text.strip()) <= _LONGEST
                or getattr(text, "is_null", False)
            ):
                faults.append(
                    fault("E335", place_of(text) or place_of(node), name=fact.id, key=key, limit=_LONGEST)
                )
            else:
                extra[key] = str(text.strip())
    if "standing" in node:
        word = str(node["standing"])
        if word in set(Standing):
            extra["standing"] = Standing(word)
        else:
            place = place_of(node["standing"]) or place_of(node)
            faults.append(fault("E332", place, suggestion=nearest(word, Standing), name=fact.id, found=word))
    if "as_of" in node:
        try:
            extra["as_of"] = read_instant(
                str(node["as_of"]), "as_of", place_of(node["as_of"]) or place_of(node)
            )
        except InputError as error:
            faults.extend(error.faults)
    return extra
