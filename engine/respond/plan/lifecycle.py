"""The events every incident can have, whatever the plan: its life from occurrence to closing."""

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

DERIVED_EVENTS = frozenset({"level_raised", "level_lowered"})
"""Events the engine finds by comparing levels over time; nobody reports them."""
