"""An incident without a file: a plan, `fact=value` and `event=TIME`, as typed on a command line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.facts import read_instant
from respond.log.incident import IncidentFile
from respond.yaml import Mapping as Fields
from respond.yaml import Scalar

_PLACE = Place("--set")
_EVENT_PLACE = Place("--event")


def quick_incident(
    plan: str | Sequence[str],
    facts: Sequence[str],
    events: Sequence[str] = (),
    occurred: str | None = None,
    title: Text | None = None,
    by: str | None = None,
) -> IncidentFile:
    """Make an incident from a few words.

    `facts` are `name=value`, `events` are `name=TIME`; without `occurred` the earliest event's time stands for
    it. `by` is the office that answers for judgements among the facts. Raises `InputError`.

    >>> quick_incident("vaccine-quality", ["deaths=3+"], ["received=2026-11-21T09:12+08:00"]).id
    'quick'
    """
    faults: list[Fault] = []
    fields = _pairs(facts, "E710", _PLACE, faults)
    happenings = _pairs(events, "E717", _EVENT_PLACE, faults)
    when = happenings.pop("occurred", None) or occurred or _earliest([str(at) for at in happenings.values()])
    if when is None:
        faults.append(fault("E714", Place("--occurred"), found=""))
    if faults:
        raise InputError(faults)
    return IncidentFile(
        respond="incident/1",
        id="quick",
        title=title or Text("快速研判", "quick assessment"),
        plans=(plan,) if isinstance(plan, str) else tuple(plan),
        occurred=Scalar(str(when), Place("--occurred")),
        facts=fields if by is None else _judged(fields, by),
        events=happenings,
    )


def _earliest(moments: Sequence[str]) -> str | None:
    """Give the earliest of some times; of those that are none, which are told later, any."""
    try:
        return min(moments, key=read_instant, default=None)
    except InputError:
        return moments[0]


def _pairs(texts: Iterable[str], code: str, place: Place, faults: list[Fault]) -> "Fields":
    fields = Fields(place)
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            faults.append(fault(code, place, found=text))
            continue
        fields[Scalar(name.strip(), place)] = Scalar(value.strip(), place)
    return fields


def _judged(fields: "Fields", by: str) -> "Fields":
    """Put the office that answers for them beside all values."""
    entries = [
        (name, Fields(_PLACE, [(Scalar("value", _PLACE), value), (Scalar("by", _PLACE), Scalar(by, _PLACE))]))
        for name, value in fields.items()
    ]
    return Fields(_PLACE, entries)


Assumed = Sequence[str] | Mapping[str, object]
"""Values on top of what is reported: `fact=value` texts, or values by fact as `make_incident` takes them."""


def named_values(given: Assumed, known: Mapping[str, object]) -> Iterator[tuple[str, Any]]:
    """Give values by fact, a text with its place; names that no plan concerned knows are refused with a suggestion."""
    faults: list[Fault] = []
    place = Place("assume" if isinstance(given, Mapping) else "--assume")
    fields: Mapping[str, Any] = given if isinstance(given, Mapping) else _pairs(given, "E710", place, faults)
    faults += [
        fault("E701", place, suggestion=nearest(str(name), known), name=name)
        for name in fields
        if name not in known
    ]
    if faults:
        raise InputError(faults)
    for name, value in fields.items():
        yield str(name), Scalar(value, place) if isinstance(value, str) else value
