"""An incident as a program makes it: facts as Python values, events as datetimes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, get_args

from respond.errors import Fault, InputError, Place, Text, fault
from respond.facts import Ends, read_instant, shown_value
from respond.log.files import check_addressees
from respond.log.incident import Did, IncidentFile, Mode
from respond.log.moments import FIRST_EVENT
from respond.plan import structure
from respond.yaml import Mapping as Fields
from respond.yaml import Node, Scalar, Sequence

_MAPPING = Text("由名称到值的映射", "a mapping of names to values")
_MOMENT = Text("带时区的 datetime，或文字", "a datetime with its offset, or a text")
_WHEN = Text(
    "带时区的 datetime、date、between(…)，或文字",
    "a datetime with its offset, a date, between(...), or a text",
)
_REFERENCE = Text("预案名，或多个预案名", "the name of a plan, or several")


def make_incident(  # noqa: PLR0913 - nearly all of them by name
    plan: str | Iterable[str],
    facts: Mapping[str, object],
    *,
    events: Mapping[str, object] | None = None,
    acts: Mapping[str, object] | None = None,
    occurred: datetime | date | Ends | str | None = None,
    noticed: datetime | str | None = None,
    by: str | None = None,
    title: Text | str | None = None,
    where: Text | str | None = None,
    mode: Mode = "real",
    id: str = "incident",  # noqa: A002 - as the file calls it
) -> IncidentFile:
    """Make an incident of what a program knows.

    `facts` gives True and False, ints, Decimals, Fractions, dates and aware datetimes by fact, ranges
    (`at_least(3)`, `at_most(4)`, `between(1, 4)`) and `unknown`; a number counts in the unit the plan declares for
    the fact. Texts are read as on the command line (`"3+"`, `"120 ha"`). A mapping says more of a value: `value`
    with `source`, `standing`, `as_of`, `by`, `note`. A fact left out is unknown. `events` gives aware datetimes,
    `acts` when each duty was done; a mapping says more of either, under the keys of the incident file (`{"at": ...,
    "by": ...}`). Without `occurred` the earliest event stands for it; where nothing has occurred yet `noticed` says
    since when there are signs. `by` is the office that answers for judgements among the facts. Raise InputError
    (E714, E750, E964); names and values are checked against the plans when the incident is classified.

    >>> from respond.facts import at_least
    >>> from datetime import datetime
    >>> received = datetime.fromisoformat("2026-11-21T09:12+08:00")
    >>> make_incident("vaccine-quality", {"deaths": at_least(3)}, events={"received": received}).occurred
    '2026-11-21T09:12:00+08:00'
    """
    maker = _Maker()
    plans = maker.plans(plan)
    observed = maker.facts(facts, by)
    happened = maker.events({} if events is None else events)
    did = maker.acts({} if acts is None else acts)
    seen = None if noticed is None else maker.moment("noticed", noticed)
    when = maker.occurred(occurred, {} if events is None else events) if noticed is None or occurred else None
    words = maker.text("title", title) or Text("事件", "incident")
    place = maker.text("where", where)
    if mode not in _MODES:
        expected = Text("、".join(_MODES), ", ".join(_MODES))
        maker.faults.append(fault("E750", name="mode", found=shown_value(mode), expected=expected))
    if maker.faults:
        raise InputError(maker.faults)
    made = IncidentFile(
        respond="incident/1", id=id, title=words, plans=plans, occurred=when, mode=mode, where=place,
        noticed=seen, facts=observed, events=happened, did=did,
    )  # fmt: skip
    check_addressees(made)
    return made


_MODES = get_args(Mode)


class _Maker:
    """Puts Python values into the form of a file, and collects what is no value at all."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def plans(self, plan: str | Iterable[str]) -> tuple[str, ...]:
        names = (plan,) if isinstance(plan, str) else tuple(plan) if isinstance(plan, Iterable) else ()
        if not names or not all(isinstance(name, str) for name in names):
            self.refuse("plan", plan, _REFERENCE)
        return names

    def facts(self, given: object, by: str | None) -> Fields:
        place = Place("facts")
        fields = Fields(place)
        for name, value in self.pairs("facts", given):
            told = dict(value) if isinstance(value, Mapping) else {"value": value}
            if by is not None:
                told.setdefault("by", by)
            fields[Scalar(name, place)] = _fields(told, place, _as_text)
        return fields

    def events(self, given: object) -> Fields:
        place = Place("events")
        fields = Fields(place)
        for name, value in self.pairs("events", given):
            moment = value.get("at") if isinstance(value, Mapping) else value
            if not _is_moment(moment) and not (isinstance(value, Mapping) and isinstance(moment, str)):
                self.refuse(f"events[{name!r}]", moment, _MOMENT)
                continue
            fields[Scalar(name, place)] = (
                _fields(value, place, _node) if isinstance(value, Mapping) else _node(value, place)
            )
        return fields

    def acts(self, given: object) -> tuple[Did, ...]:
        """Read what was done, duty by duty; one done several times has a list."""
        place = Place("acts")
        done = []
        for name, value in self.pairs("acts", given):
            for one in value if isinstance(value, list | tuple) else [value]:
                told = {**one} if isinstance(one, Mapping) else {"at": one}
                if not _is_moment(told.get("at")):
                    self.refuse(f"acts[{name!r}]", told.get("at"), _MOMENT)
                    continue
                try:
                    done.append(structure(_fields({"duty": name, **told}, place, _node), Did))
                except InputError as error:
                    self.faults += error.faults
        return tuple(done)

    def moment(self, name: str, given: object) -> datetime | None:
        if isinstance(given, str):
            try:
                return read_instant(given, name, Place(name))
            except InputError as error:
                self.faults += error.faults
                return None
        if isinstance(given, datetime) and _is_moment(given):
            return given
        self.refuse(name, given, _MOMENT)
        return None

    def occurred(self, given: object, events: object) -> Any:  # noqa: ANN401 - one of the nodes
        place = Place("occurred")
        if given is None:
            moments = list(_moments(events))
            if not moments:
                self.faults.append(fault("E714", place, found=""))
                return Scalar("", place)
            given, place = min(moments), FIRST_EVENT
        if isinstance(given, Ends):
            if _is_moment(given.low) and _is_moment(given.high):
                return _fields({"at_least": given.low, "at_most": given.high}, place, _node)
        elif _is_moment(given) or (isinstance(given, date) and not isinstance(given, datetime)):
            return _node(given, place)
        self.refuse("occurred", given, _WHEN)
        return Scalar("", place)

    def text(self, name: str, given: object) -> Text | None:
        if given is None or isinstance(given, Text):
            return given
        if isinstance(given, str):
            return Text(given, given)
        self.refuse(name, given, Text("Text 或文字", "a Text or a text"))
        return None

    def pairs(self, name: str, given: object) -> Iterator[tuple[str, object]]:
        if not isinstance(given, Mapping):
            self.refuse(name, given, _MAPPING)
            return
        for key, value in given.items():
            if isinstance(key, str):
                yield key, value
            else:
                self.refuse(name, key, Text("名称是文字", "names that are texts"))

    def refuse(self, name: str, found: object, expected: Text) -> None:
        self.faults.append(fault("E750", name=name, found=shown_value(found), expected=expected))


def _fields(given: Mapping[Any, Any], place: Place, form: Callable[[object, Place], Any]) -> Fields:
    return Fields(place, [(Scalar(str(key), place), form(value, place)) for key, value in given.items()])


def _as_text(value: object, place: Place) -> Any:  # noqa: ANN401 - what is no text only the plan can read
    return Scalar(value, place) if isinstance(value, str) else value


def _node(value: object, place: Place) -> Node:
    """Give the node a file would have; a type it has not, whoever reads the node refuses."""
    if isinstance(value, list | tuple):
        return Sequence(place, [_node(item, place) for item in value])
    if isinstance(value, bool):
        return Scalar("yes" if value else "no", place)
    return Scalar(_written(value) if isinstance(value, datetime) else str(value), place)


def _is_moment(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, datetime) and value.utcoffset() is not None)


def _moments(events: object) -> Iterator[datetime]:
    """Give the moments of the events so far as they can be told before the plans are known."""
    if not isinstance(events, Mapping):
        return
    for value in events.values():
        moment = value.get("at") if isinstance(value, Mapping) else value
        if isinstance(moment, str):
            try:
                yield read_instant(moment)
            except InputError:
                continue  # told when the event is read
        elif isinstance(moment, datetime) and _is_moment(moment):
            yield moment


def _written(moment: datetime) -> str:
    """Write an instant; an offset with seconds, as old local times have, no file can hold."""
    offset = moment.utcoffset()
    odd = offset is not None and (offset.seconds % 60 or offset.microseconds)
    return (moment.astimezone(UTC) if odd else moment).isoformat()
