"""What a measure's clock runs by: its limit, what it counts from, what ends it."""

from collections.abc import Callable, Collection, Iterable
from typing import Any, Literal

from respond._records import frozen
from respond.clock import Before, Daily, Each, Earliest, Every, Latest, Limit, Part, Roll, Worded, read_within
from respond.errors import Text
from respond.plan.orders import LimitPart, Measure, Soon
from respond.reason import Condition

_READERS: dict[str, Callable[[Any], Limit]] = {
    "within": read_within,
    "at_least": Before.read,
    "every": Every.read,
    "at": Daily.read,
    "each": Each.read,
    "due": Worded.read,
}
"""What reads the limit behind each key of a measure that holds one."""

_SEVERAL: dict[str, type[Earliest | Latest]] = {"earliest": Earliest, "latest": Latest}
"""The kind of limit behind each key that holds several."""

_RESPONSE_ENDS = ("terminated", "closed")

ARISING_LABEL = Text("任务产生", "when it came to be owed")
"""How a limit is worded that counts from the moment its duty came to be owed."""

MET_LABEL = Text("“{duty}”完成", "“{duty}” being done")
"""How a limit is worded that counts from the moment another duty was met."""


@frozen
class Leg:
    """What one part of a limit counts from: the first of some events, and whether from it whatever came later."""

    limit: Limit | None
    starts: tuple[str, ...]
    from_start: bool


def limit_of(measure: Measure, label: Callable[[str], Text]) -> Limit | None:
    """Give the limit of a measure as the clock room knows it; None where the text gives none at all.

    `label` words what a limit counts from. Raises InputError for what cannot be read.
    """
    given = next(((key, getattr(measure, key)) for key in measure.limits), None)
    if given is None:
        return None
    key, text = given
    limit: Limit
    if key in _SEVERAL:
        limit = _SEVERAL[key].of(_part(piece, label) for piece in measure.pieces)
    else:
        limit = _READERS[key](text)
    return limit if measure.roll is None else limit.rolled(Roll.read(measure.roll.to))


def _part(piece: LimitPart, label: Callable[[str], Text]) -> Part:
    return Part(read_within(piece.within), first_of(map(label, piece.afters)))


def first_of(labels: Iterable[Text]) -> Text:
    """Word what a limit counts from, of several the first to happen."""
    told = list(labels)
    return Text("或".join(each.zh for each in told), " or ".join(each.en for each in told))


def legs_of(measure: Measure, limit: Limit | None, trigger: Condition | None) -> tuple[Leg, ...]:
    """Give what each part of a limit counts from; one leg where the limit has no parts, or there is none."""
    if limit is None or not limit.names_starts:
        return (Leg(limit, starts_of(measure, trigger), measure.counted == "from-start"),)
    return tuple(
        Leg(part, tuple(map(str, piece.afters)), (piece.counted or measure.counted) == "from-start")
        for part, piece in zip(limit.parts, measure.pieces, strict=True)
    )


def left_to_others(limit: Limit | None) -> bool:
    """Say whether a plan leaves the figure of a limit to whoever acts: it is due as prescribed."""
    return isinstance(limit, Worded) and limit.word == Soon.AS_PRESCRIBED


def starts_of(measure: Measure, trigger: Condition | None) -> tuple[str, ...]:
    """Give what the measure's clock starts from, the first to happen of several.

    What it says, else the one event of its trigger, else its response.
    """
    if measure.before is not None:
        return (str(measure.before),)
    if measure.pieces:
        return tuple(dict.fromkeys(str(name) for piece in measure.pieces for name in piece.afters))
    if measure.after is not None:
        return tuple(map(str, measure.afters))
    events = trigger.events if trigger is not None else frozenset()
    if len(events) == 1:
        return tuple(events)
    return ("response_started",) if measure.response else ()


def ends_of(measure: Measure, began: Collection[str]) -> tuple[str, ...]:
    """Give the events that stand a measure down: those it names, be they none, else the usual ones; and its `until`.

    `began` are the events its trigger asks for, by every name they have.
    """
    ends = tuple(map(str, measure.ends)) if measure.ends is not None else _usual_ends(measure, began)
    until = (str(measure.until),) if measure.until else ()
    return tuple(dict.fromkeys((*ends, *until)))


def _usual_ends(measure: Measure, began: Collection[str]) -> tuple[str, ...]:
    """Give the end of the response and the closing.

    What is owed to somebody, reports above all, does not end with the response; nor does what begins only then.
    """
    if measure.report or measure.to or "closed" in began:
        return ()
    return ("closed",) if "terminated" in began else _RESPONSE_ENDS


def names_level(measure: Measure, trigger: Condition | None) -> bool | Literal["graver"]:
    """Say whether another level is another occasion: as the plan says, else for a report that hangs on the level."""
    if measure.names_level is not None:
        return "graver" if measure.names_level == "graver" else measure.names_level in {"yes", "true"}
    return bool(measure.report) and trigger is not None and trigger.uses_level


def acts_from_arising(measure: Measure, trigger: Condition | None) -> bool:
    """Say whether an act counts only once the duty has arisen, since before it could not tell what it must."""
    if measure.acts_count is not None:
        return measure.acts_count == "from-arising"
    return bool(names_level(measure, trigger))
