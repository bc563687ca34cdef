"""The limit a measure sets, and the event its clock starts from."""

from respond.clock import Before, Daily, Every, Limit, Within, Worded, parse_clock_time, parse_duration
from respond.errors import Place
from respond.plan.orders import Measure
from respond.reason import Condition


def limit_of(measure: Measure) -> Limit | None:
    """Give the limit of a measure as the clock room knows it; None where the text gives none at all."""
    if measure.within is not None:
        return Within(parse_duration(measure.within, _place(measure.within)))
    if measure.at_least is not None:
        return Before(parse_duration(measure.at_least, _place(measure.at_least)))
    if measure.every is not None:
        return Every(parse_duration(measure.every, _place(measure.every)))
    if measure.at is not None:
        return Daily(parse_clock_time(measure.at, _place(measure.at)))
    return Worded(measure.due) if measure.due is not None else None


def start_of(measure: Measure, trigger: Condition | None) -> str | None:
    """Give what the measure's clock starts from: what it says, the one event of its trigger, or its response."""
    if measure.at_least is not None:
        return measure.before
    if measure.after is not None:
        return measure.after
    events = trigger.events if trigger is not None else frozenset()
    if len(events) == 1:
        return next(iter(events))
    return "response_started" if measure.response else None


def _place(text: object) -> Place | None:
    return getattr(text, "place", None)
