"""The events every incident can have, whatever the plan: its life from occurrence to closing."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

from respond.errors import Text
from respond.plan.grading import Event

_EVENTS = (
    Event("occurred", "发生", "occurred"),
    Event("discovered", "发现", "discovered"),
    Event("learned", "获知", "learned of"),
    Event("received", "接报", "report received"),
    Event("verified", "核实", "verified"),
    Event("graded", "定级", "level determined"),
    Event("level_raised", "级别上升", "level raised"),
    Event("level_lowered", "级别下降", "level lowered"),
    Event("response_started", "启动响应", "response started"),
    Event("response_adjusted", "调整响应级别", "response level adjusted"),
    Event("terminated", "终止响应", "response terminated"),
    Event("closed", "结案", "closed"),
)

LIFECYCLE: dict[str, Event] = {event.id: event for event in _EVENTS}
"""Events usable in every plan's conditions and as the start or end of a limit."""

RECEIVED: Final = "received"
"""That the incident was reported to a body."""

KNOWLEDGE = frozenset({"discovered", "learned", "received", "verified"})
"""Events by which a body comes to know of an incident: each body has its own."""


class Events(Mapping[str, Event]):
    """The events of a plan by name; `received@city-government` is the same event of a named body.

    >>> units = {"city": Text("市政府", "city government")}
    >>> events = Events(LIFECYCLE, units)
    >>> events["received@city"].zh, "received@town" in events, "received@city" in list(events)
    ('市政府接报', False, False)
    """

    def __init__(self, events: Mapping[str, Event], bodies: Mapping[str, Text]) -> None:
        self._events = events
        self._bodies = bodies

    def __getitem__(self, name: str) -> Event:
        event, body = split_event(name)
        if body is None:
            return self._events[event]
        found, text = self._events[event], self._bodies[body]
        return Event(name, f"{text.zh}{found.zh}", f"{found.en} ({text.en})", found.clause)

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        event, body = split_event(name)
        return event in self._events and (body is None or body in self._bodies)

    def __iter__(self) -> Iterator[str]:
        return iter(self._events)

    def __len__(self) -> int:
        return len(self._events)

    @property
    def bodies(self) -> Collection[str]:
        """Give the bodies whose events can be named."""
        return self._bodies.keys()


@lru_cache(maxsize=4096)
def split_event(name: str) -> tuple[str, str | None]:
    """Part an event from the body it is said of.

    >>> split_event("received@city-government"), split_event("received")
    (('received', 'city-government'), ('received', None))
    """
    event, at, body = str(name).partition("@")
    return event, body if at else None


DERIVED_EVENTS = frozenset({"level_raised", "level_lowered"})
"""Events the engine finds by comparing levels over time; nobody reports them."""
