"""An incident without a file: a plan, `fact=value`, `event=TIME` and `duty=TIME`, as typed on a command line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from respond._records import evolve
from respond.errors import Fault, InputError, Place, Text, fault
from respond.facts import Fact, read_instant
from respond.log.incident import Did, IncidentFile, Then
from respond.log.moments import FIRST_EVENT, PRESUMED
from respond.log.names import fact_named
from respond.yaml import Mapping as Fields
from respond.yaml import Scalar

_PLACE = Place("--set")
_EVENT_PLACE = Place("--event")
_DONE_PLACE = Place("--done")
_MINUTE = timedelta(minutes=1)


def quick_incident(  # noqa: PLR0913 - nearly all of them by name
    plan: str | Sequence[str],
    facts: Sequence[str],
    events: Sequence[str] = (),
    occurred: str | None = None,
    title: Text | None = None,
    by: str | None = None,
    *,
    done: Sequence[str] = (),
    noticed: str | None = None,
    now: datetime | None = None,
) -> IncidentFile:
    """Make an incident from a few words.

    `facts` are `name=value`, `events` are `name=TIME`, `done` are `duty=TIME`; without `occurred` the earliest event's
    time stands for it, and without any `now`, which the answer says. `noticed` says, in place of it, since when there
    are signs of what has not occurred yet. `by` is the office that answers for judgements among the facts. Raises
    `InputError`.

    >>> quick_incident("vaccine-quality", ["deaths=3+"], ["received=2026-11-21T09:12+08:00"]).id
    'quick'
    """
    faults: list[Fault] = []
    fields = _pairs(facts, "E710", _PLACE, faults)
    happenings = _pairs(events, "E717", _EVENT_PLACE, faults)
    moments = dict(_moments(happenings, faults))
    did = tuple(act for _, act in _acts(done, faults))
    given, where = happenings.pop("occurred", None) or occurred, Place("--occurred")
    since = _moment("noticed", noticed, Place("--noticed"), faults) if noticed is not None else None
    if given is None and noticed is None:
        first = min(moments, key=lambda name: moments[name], default=None)
        given, where = (happenings[first], FIRST_EVENT) if first is not None else (None, where)
    if given is None and noticed is None and not happenings and now is not None:
        given, where = now.isoformat(), PRESUMED
    if given is None and noticed is None and not happenings:
        faults.append(fault("E714", Place("--occurred"), found=""))
    if faults:
        raise InputError(faults)
    return IncidentFile(
        respond="incident/1",
        id="quick",
        title=title or Text("快速研判", "quick assessment"),
        plans=(plan,) if isinstance(plan, str) else tuple(plan),
        occurred=None if given is None else Scalar(str(given), where),
        noticed=since,
        facts=fields if by is None else _judged(fields, by),
        events=happenings,
        did=did,
    )


def in_zone(text: str, zone: tzinfo) -> str:
    """Give a time, or `name=TIME`, with the offset it has in a zone where it is typed without; all else as it is.

    An offset with seconds, as clocks kept of old, cannot be written: such a time stays without, and is refused so.

    >>> from zoneinfo import ZoneInfo
    >>> berlin = ZoneInfo("Europe/Berlin")
    >>> in_zone("received=2026-03-29 10:00", berlin), in_zone("2026-03-29", berlin)
    ('received=2026-03-29T10:00:00+02:00', '2026-03-29')
    """
    name, equals, value = text.rpartition("=")
    try:
        there = read_instant(value, zone=zone)
    except InputError as error:
        if error.faults[0].code == "E345":
            raise
        return text  # whoever reads it as what it is to be says what is wrong
    offset = there.utcoffset() or timedelta()
    return text if offset % _MINUTE else f"{name}{equals}{there.isoformat()}"


def with_done(incident: IncidentFile, done: Sequence[str]) -> IncidentFile:
    """Add what has been done (`duty=TIME`) to an incident, each told when it was done. Raises `InputError`."""
    faults: list[Fault] = []
    acts = sorted(_acts(done, faults), key=lambda act: act[0])
    if faults:
        raise InputError(faults)
    steps = list(incident.then)
    for at, act in acts:
        place = next((number for number, step in enumerate(steps) if step.at > at), len(steps))
        steps.insert(place, Then(at=at, did=(act,), place=_DONE_PLACE))
    return evolve(incident, then=tuple(steps))


def _acts(done: Iterable[str], faults: list[Fault]) -> Iterator[tuple[datetime, Did]]:
    for text in done:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            faults.append(fault("E731", _DONE_PLACE, found=text))
            continue
        at = _moment(name.strip(), value.strip(), _DONE_PLACE, faults)
        if at is not None:
            yield at, Did(Scalar(name.strip(), _DONE_PLACE), at, place=_DONE_PLACE)


def _moments(given: "Fields", faults: list[Fault]) -> Iterator[tuple[str, datetime]]:
    """Read the times of events; the time of occurrence may be a day and is read later."""
    for name, value in given.items():
        if name == "occurred":
            continue
        at = _moment(str(name), str(value), _EVENT_PLACE, faults)
        if at is not None:
            yield str(name), at


def _moment(name: str, text: str, place: Place, faults: list[Fault]) -> datetime | None:
    try:
        return read_instant(text, name, place)
    except InputError as error:
        faults += error.faults
        return None


def _pairs(texts: Iterable[str], code: str, place: Place, faults: list[Fault]) -> "Fields":
    """Split `name=value` texts; a name given twice is refused, for the last would win in silence."""
    fields = Fields(place)
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            faults.append(fault(code, place, found=text))
            continue
        key = Scalar(name.strip(), place)
        if key in fields:
            faults.append(fault("E730", place, name=key, first=fields[key], second=value.strip()))
            continue
        fields[key] = Scalar(value.strip(), place)
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


def named_values(given: Assumed, known: Mapping[str, Fact]) -> Iterator[tuple[str, Any]]:
    """Give values by fact, a text with its place; names that no plan concerned knows are refused with a suggestion."""
    faults: list[Fault] = []
    place = Place("assume" if isinstance(given, Mapping) else "--assume")
    fields: Mapping[str, Any] = given if isinstance(given, Mapping) else _pairs(given, "E710", place, faults)
    values: dict[str, Any] = {}
    told: dict[str, str] = {}
    for written, value in fields.items():
        try:
            name = fact_named(str(written), known, place)
        except InputError as error:
            faults += error.faults
            continue
        if name in told:
            faults.append(fault("E730", place, name=name, first=told[name], second=written))
        told[name] = str(written)
        values[name] = Scalar(value, place) if isinstance(value, str) else value
    if faults:
        raise InputError(faults)
    yield from values.items()
