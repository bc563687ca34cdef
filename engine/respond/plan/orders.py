"""What a plan orders: responses, measures and duties, reports, changes of level, provisions."""

from enum import StrEnum
from functools import cached_property
from typing import Literal

from attrs import Factory, evolve, fields

from respond._records import frozen
from respond.errors import Place, Text
from respond.plan.bodies import Task
from respond.plan.entry import LevelName, Standing, place_field


@frozen
class Response:
    """A response level: when it is called for, which others it includes, who proposes, starts and ends it."""

    id: str
    when: str
    clause: str
    zh: str | None = None
    en: str | None = None
    includes: tuple[LevelName, ...] = ()
    proposed_by: str | None = None
    approved_by: str | None = None
    started_by: str | None = None
    commanded_by: str | None = None
    ended_by: str | None = None
    standing: Standing = "confirmed"
    source: Text | None = None
    note: Text | None = None
    place: Place | None = place_field()


class Soon(StrEnum):
    """Limits the text gives in words and without a figure."""

    IMMEDIATELY = "immediately"  # 立即
    PROMPTLY = "promptly"  # 及时
    ANY_TIME = "any-time"  # 随时
    AS_PRESCRIBED = "as-prescribed"  # 按规定, no figure in the text
    BEFORE_END = "before-end"  # no figure, but what ends it is the last moment it can be done
    UNSTATED = "unstated"  # the text names no limit at all


Channel = Literal[
    "phone", "written", "direct-system", "email", "fax", "confidential", "press", "meeting", "alarm", "scene"
]


@frozen
class Pause:
    """Time that does not count towards a limit: from one event to another."""

    from_: str
    to: str
    clause: str | None = None
    place: Place | None = place_field()


@frozen
class Extension:
    """Who may lengthen a limit, and by how much in all.

    `upon` is the event by which it is lengthened by as much as it may be, where no other length was granted. What is
    granted of the duties `together` with it is granted of it: the text has one limit for all of them.
    """

    by: str
    at_most: str
    upon: str | None = None
    together: tuple[str, ...] = ()
    clause: str | None = None
    place: Place | None = place_field()


Counted = Literal["from-arising", "from-start"]
"""What a limit counts from: the later of its start and the arising of the duty, or its start whatever came later."""

LIMITS = ("due", "within", "earliest", "latest", "at_least", "every", "at", "each")
"""The keys of a measure that say by when, each for another kind of limit."""

ARISING = "arising"
"""What `after` names where a limit runs from the moment the duty came to be owed."""


@frozen
class LimitPart:
    """One of several limits, of which the earliest or the latest counts."""

    within: str
    after: str | tuple[str, ...]
    counted: Counted | None = None
    clause: str | None = None
    place: Place | None = place_field()

    @property
    def afters(self) -> tuple[str, ...]:
        """Give what it counts from, of several the first."""
        return (self.after,) if isinstance(self.after, str) else self.after


@frozen
class RollOver:
    """What becomes of a due moment that falls on a day that is no working day."""

    if_: Literal["not working day"]
    to: str
    clause: str | None = None
    place: Place | None = place_field()


@frozen
class Measure:
    """What a plan orders: who does what, when, for whom, by when. Each occasion of it is an obligation.

    A measure with `response` belongs to those response levels and needs no `when`. At most one kind of limit:
    `due` (words without a figure), `within` a time `after` a start or `the same day`, `at_least` a time `before` a day,
    `every` so often `until` an event, daily `at` a clock time, `each` end of a month, quarter or year. `ends` names the
    events that stand it down, none if it is empty. The round under way as `last_round` happens is the last.

    `after` names an event, a time that is a fact, `arising` (when the duty came to be owed), `met(DUTY)` (when another
    duty was met), or several of these, of which the first to happen counts. `earliest` and `latest` give several
    limits, each with a start of its own. `roll` puts a due moment off that falls on no working day.

    A limit counts from the later of its start and the arising of the duty, with `counted: from-start` from its start
    whatever came later. `names_level` says that another level is another occasion, with `graver` one graver than told;
    without it, a report whose `when` asks for the level does. `fulfilled_by` names events that fulfil it, all of it or
    by addressee; `acts_count` says from when acts and events count that fulfil it; `not_by` names channels that do not
    fulfil it, `not_by_where` those that do not where a flag was known to hold as it was done. With `kind: refrain` or
    `kind: keep` it stands, and is broken by an act or by the events of `broken_by`.

    `or_stricter` names duties of which the text orders the same with stricter limits in graver cases: while it is open
    which of them is owed, but sure that one is, the mildest is. What is done of one of them is done of all.
    `done_with` names duties of which an act does this one too, where it was owed by then: one letter answers what
    several articles ask for.

    `formerly` gives the ids under which earlier editions of the plan order the same act: what they ask for is not asked
    for again as this edition comes into force.

    `grounds` are conditions each of which makes it owed by itself: another of them is another occasion, that goes with
    its own ground.

    `with` names who helps the owners, `concerns` the bodies it is done to or for. `provided` is a condition the text
    has in words (视情况, 必要时), which people judge: whether it is owed stays open, however strict its mood.
    """

    id: str
    zh: str
    en: str
    clause: str
    unit: str | None = None
    units: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    response: tuple[LevelName, ...] = ()
    when: str | None = None
    grounds: tuple[str, ...] = ()
    provided: Text | None = None
    mood: Literal["must", "may", "should"] = "must"
    report: str | None = None
    to: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()
    channel: tuple[Channel, ...] = ()
    due: Soon | None = None
    within: str | None = None
    earliest: tuple[LimitPart, ...] = ()
    latest: tuple[LimitPart, ...] = ()
    at_least: str | None = None
    before: str | None = None
    every: str | None = None
    at: str | None = None
    each: str | tuple[str, ...] | None = None
    after: str | tuple[str, ...] | None = None
    until: str | None = None
    last_round: str | None = None
    roll: RollOver | None = None
    or_stricter: tuple[str, ...] = ()
    done_with: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    ends: tuple[str, ...] | None = None
    counted: Counted = "from-arising"
    names_level: Literal["yes", "no", "true", "false", "graver"] | None = None
    acts_count: Literal["from-start", "from-arising"] | None = None
    fulfilled_by: str | tuple[str, ...] | dict[str, str | tuple[str, ...]] | None = None
    not_by: tuple[Channel, ...] = ()
    not_by_where: dict[str, tuple[Channel, ...]] = Factory(dict)
    pauses: Pause | tuple[Pause, ...] | None = None
    extend: Extension | None = None
    kind: Literal["act", "refrain", "keep"] = "act"
    broken_by: tuple[str, ...] = ()
    standing: Standing = "confirmed"
    source: Text | None = None
    note: Text | None = None
    place: Place | None = place_field()

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Give every unit that owes it, the first one leading."""
        return ((self.unit,) if self.unit else ()) + self.units

    @cached_property
    def addressees(self) -> tuple[str, ...]:
        """Give everybody it is told: who gets a copy (抄送) is told by the same sentence of the text."""
        return (*self.to, *self.copy)

    @property
    def afters(self) -> tuple[str, ...]:
        """Give what the limit is said to count from: none, one, or several of which the first counts."""
        if self.after is None:
            return ()
        return (self.after,) if isinstance(self.after, str) else self.after

    @cached_property
    def renewals(self) -> frozenset[str]:
        """Give the events that both end the duty and begin it anew, since `after` names them and so does `ends`."""
        return frozenset(map(str, self.afters)) & frozenset(map(str, self.ends or ()))

    @property
    def pieces(self) -> tuple[LimitPart, ...]:
        """Give the limits of which the earliest or the latest counts."""
        return self.earliest or self.latest

    @property
    def limits(self) -> tuple[str, ...]:
        """Give the keys under which it says by when; more than one is a fault."""
        return tuple(name for name in LIMITS if getattr(self, name) not in (None, ()))

    @cached_property
    def stops(self) -> tuple[Pause, ...]:
        """Give the stretches of time that do not count."""
        if self.pauses is None:
            return ()
        return (self.pauses,) if isinstance(self.pauses, Pause) else self.pauses

    @cached_property
    def fulfilments(self) -> tuple[tuple[str, str | None], ...]:
        """Give the events that fulfil it, each with the one addressee it stands for, or None for all of them."""
        by = self.fulfilled_by
        if by is None:
            return ()
        if isinstance(by, dict):
            return tuple((event, addressee) for addressee, events in by.items() for event in _names(events))
        return tuple((event, None) for event in _names(by))


def _names(names: str | tuple[str, ...]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names


Shows = Literal[
    "title", "occurred", "place", "sources", "level", "response", "course", "acts", "changes", "corrections"
]
"""What of an incident's log tells an item of a report that no fact fills."""


@frozen
class Timing:
    """All by which a measure says when it is due, as another reading has it; the keys mean what they do in a measure.

    It stands in the place of the measure's own as a whole, so that what it leaves out the measure would not have. Only
    its own `pauses` stay where none are given, and who may lengthen it.
    """

    due: Soon | None = None
    within: str | None = None
    earliest: tuple[LimitPart, ...] = ()
    latest: tuple[LimitPart, ...] = ()
    at_least: str | None = None
    before: str | None = None
    every: str | None = None
    at: str | None = None
    each: str | tuple[str, ...] | None = None
    after: str | tuple[str, ...] | None = None
    roll: RollOver | None = None
    counted: Counted = "from-arising"
    pauses: Pause | tuple[Pause, ...] | None = None
    place: Place | None = place_field()

    def of(self, measure: Measure) -> Measure:
        """Give a measure with this timing in the place of its own."""
        given = {each.name: getattr(self, each.name) for each in fields(Timing)}
        if self.pauses is None:
            del given["pauses"]
        return evolve(measure, **given)


@frozen
class Item:
    """One element a report must contain; `fact` names the fact that fills it, `shows` what of the log tells it.

    An item with neither is written by hand.
    """

    id: str
    zh: str
    en: str
    fact: str | None = None
    shows: Shows | None = None


@frozen
class Report:
    """A kind of report and what it must contain; `contents_from` says where that is taken from, if not its clause."""

    id: str
    zh: str
    en: str
    kind: Literal["initial", "progress", "closing", "warning", "request", "evaluation", "other"]
    clause: str
    by: str | None = None
    contents: tuple[Item, ...] = ()
    contents_from: Text | None = None
    form: Text | None = None
    note: Text | None = None
    place: Place | None = place_field()


@frozen
class Change:
    """A rule for raising, lowering or ending: the test in words, who proposes and who decides."""

    id: str
    kind: Literal["raise", "lower", "end", "start"]
    zh: str
    en: str
    clause: str
    proposed_by: str | None = None
    decided_by: str | None = None
    told: tuple[str, ...] = ()
    requires: tuple[Task, ...] = ()
    when: str | None = None
    standing: Standing = "confirmed"
    source: Text | None = None
    note: Text | None = None
    place: Place | None = place_field()


@frozen
class Provision:
    """A statement of the plan that binds without being owed at a moment: a prohibition, a reward, a resource.

    With a `when` it is shown in the answers it concerns.
    """

    id: str
    kind: Literal[
        "prohibition",
        "approval",
        "penalty",
        "reward",
        "resource",
        "zone",
        "team",
        "right",
        "principle",
        "rule",
    ]
    zh: str
    en: str
    clause: str
    when: str | None = None
    units: tuple[str, ...] = ()
    standing: Standing = "confirmed"
    source: Text | None = None
    place: Place | None = place_field()
