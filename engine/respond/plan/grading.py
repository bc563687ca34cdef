"""What a plan grades by: numbers, parts of the year, events, criteria, what is not counted, and how it is read."""

from typing import Literal

from attrs import Factory

from respond._records import frozen
from respond.errors import Place, Text
from respond.plan.entry import Standing, place_field
from respond.plan.orders import Channel, Timing


@frozen
class Derived:
    """A number computed from facts by a formula, usable in conditions by its name; `show` puts it in answers.

    With `when` there is such a number only in those cases: elsewhere no comparison with it holds, and none is shown.
    """

    id: str
    formula: str
    label: Text
    when: str | None = None
    clause: str | None = None
    show: bool = False
    standing: Standing = "confirmed"
    note: Text | None = None
    place: Place | None = place_field()


@frozen
class NamedCondition:
    """A yes/no condition over facts, usable in other conditions by its name, as a flag is."""

    id: str
    when: str
    label: Text
    clause: str | None = None
    standing: Standing = "confirmed"
    note: Text | None = None
    place: Place | None = place_field()


@frozen
class Constraint:
    """Something that holds of the facts of every incident, so that what breaks it has been reported wrongly."""

    id: str
    holds: str
    zh: str
    en: str
    clause: str | None = None
    note: Text | None = None
    place: Place | None = place_field()


@frozen
class Window:
    """A part of the year, first and last day included (`MM-DD`); it may cross New Year."""

    id: str
    from_: str
    to: str
    zh: str
    en: str
    clause: str | None = None
    note: Text | None = None
    place: Place | None = place_field()


@frozen
class EventAct:
    """What an event is where it is an act: that one `of` some duties was done, by a `channel` where it names any."""

    of: tuple[str, ...]
    channel: tuple[Channel, ...] = ()
    place: Place | None = place_field()


@frozen
class Event:
    """Something that happens at a moment and starts or ends clocks, beyond the life cycle every plan has.

    `same_as` is the event of a body it is another name of, such as `received@city-government`: either may be reported.
    `changes_of` names the numbers of which it is a change, `act` the duties which it is that are done by some channel:
    it happens of itself where a number is reported otherwise, or a duty is done so. `until` is the event after which
    it holds no more as a condition, until it happens again. By one that `begins_again` the incident goes on after its
    response was ended: as a condition that end holds no more then, and what ended with it is owed again.
    """

    id: str
    zh: str
    en: str
    clause: str | None = None
    same_as: str | None = None
    changes_of: tuple[str, ...] = ()
    act: EventAct | None = None
    until: str | None = None
    begins_again: bool = False
    place: Place | None = place_field()


@frozen
class Rejected:
    """A reading not taken; `instead` gives the condition it would have meant (`never`: none) by the id of an entry.

    The entries are criteria, responses (by their level), duties, measures and rules of reminders. `limits` gives by
    when a duty or measure would be due, by its id.
    """

    zh: str
    en: str
    instead: dict[str, str] = Factory(dict)
    limits: dict[str, Timing] = Factory(dict)


@frozen
class Known:
    """A true defect of the text that `respond plan check` finds and the interpretation explains.

    `when` gives the cases of a hole, a gap or a fall; `entries` names the criteria, duties or reports of any
    other kind. What no check finds any more must be taken out.
    """

    kind: Literal[
        "hole",
        "gap",
        "fall",
        "overlap",
        "dead",
        "hidden",
        "repeated",
        "uncovered",
        "loosened",
        "limits",
        "never-starts",
        "never-owed",
        "empty-report",
        "no-addressee",
        "outside",
        "void-pause",
        "void-extension",
    ]
    when: str | None = None
    entries: tuple[str, ...] = ()
    place: Place | None = place_field()


@frozen
class Interpretation:
    """An ambiguity, gap or contradiction of the text, the reading taken, and the readings rejected.

    `touches` names the criteria, duties, measures, reports or units it bears on; `when` narrows the cases in
    which it is shown; `explains` names the defects of the text that a check finds and this accounts for.
    """

    id: str
    clause: str
    question: Text
    reading: Text
    rejected: tuple[Rejected, ...] = ()
    touches: tuple[str, ...] = ()
    when: str | None = None
    kind: Literal["literal", "cautious", "convention", "open"] = "literal"
    explains: tuple[Known, ...] = ()
    place: Place | None = place_field()


@frozen
class Criterion:
    """One criterion of a level; the level is reached when any one of its criteria is met."""

    id: str
    when: str
    clause: str
    zh: str | None = None
    en: str | None = None
    standing: Standing = "confirmed"
    source: Text | None = None
    place: Place | None = place_field()


@frozen
class Exclusion:
    """A case the text does not count as an incident of this kind; it explains why no level is given."""

    id: str
    when: str
    clause: str
    zh: str
    en: str
    place: Place | None = place_field()
