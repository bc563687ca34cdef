"""What a measure's clock runs by: its limit, what it counts from, what ends it."""

from respond.clock import Before, Daily, Every, Limit, Within, Worded
from respond.plan.orders import Measure
from respond.reason import Condition

_KINDS: dict[str, type[Limit]] = {
    "within": Within,
    "at_least": Before,
    "every": Every,
    "at": Daily,
    "due": Worded,
}
"""The kind of limit behind each key of a measure."""

_RESPONSE_ENDS = ("terminated", "closed")


def limit_of(measure: Measure) -> Limit | None:
    """Give the limit of a measure as the clock room knows it; None where the text gives none at all."""
    given = ((kind, getattr(measure, key)) for key, kind in _KINDS.items())
    return next((kind.read(text) for kind, text in given if text is not None), None)


def starts_of(measure: Measure, trigger: Condition | None) -> tuple[str, ...]:
    """Give what the measure's clock starts from, the first to happen of several.

    What it says, else the one event of its trigger, else its response.
    """
    if measure.before is not None:
        return (str(measure.before),)
    if measure.after is not None:
        return tuple(map(str, measure.afters))
    events = trigger.events if trigger is not None else frozenset()
    if len(events) == 1:
        return tuple(events)
    return ("response_started",) if measure.response else ()


def ends_of(measure: Measure, trigger: Condition | None) -> tuple[str, ...]:
    """Give the events that stand a measure down: those it names, else the end of the response and the closing.

    What is owed to somebody, reports above all, does not end with the response; nor does what begins only then.
    """
    if measure.ends:
        return tuple(map(str, measure.ends))
    until = (str(measure.until),) if measure.until else ()
    own = trigger.events if trigger is not None else frozenset()
    if measure.report or measure.to or "closed" in own:
        return until
    ends = ("closed",) if "terminated" in own else _RESPONSE_ENDS
    return (*ends, *(event for event in until if event not in ends))


def names_level(measure: Measure, trigger: Condition | None) -> bool:
    """Say whether another level is another occasion: as the plan says, else for a report that hangs on the level."""
    if measure.names_level is not None:
        return measure.names_level
    return bool(measure.report) and trigger is not None and trigger.uses_level


def acts_from_arising(measure: Measure, trigger: Condition | None) -> bool:
    """Say whether an act counts only once the duty has arisen, since before it could not tell what it must."""
    if measure.acts_count is not None:
        return measure.acts_count == "from-arising"
    return names_level(measure, trigger)
