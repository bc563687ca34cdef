"""The plan as the file gives it: one attrs class for each kind of entry, checked for form, not yet for sense.

Texts of conditions stay texts here; `respond.plan.prepared` gives them types and meaning.
`place` fields are filled by the reader and never written in a file.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from attrs import Factory, evolve

from respond._records import frozen
from respond.clock import SHANGHAI, OfficeSeason, read_zone
from respond.errors import Place, Text
from respond.facts import STANDARD, Fact, LevelScale, Units
from respond.plan.bodies import Contact, Group, Task, Unit
from respond.plan.entry import LevelName, Standing, place_field
from respond.plan.grading import (
    Constraint,
    Criterion,
    Derived,
    Event,
    Exclusion,
    Interpretation,
    NamedCondition,
    Window,
)
from respond.plan.level import Below, Grade, scale_of
from respond.plan.measure_units import MeasureUnit, units_from
from respond.plan.orders import Change, Measure, Provision, Report, Response
from respond.plan.supervision import ReminderRule, Supervision

if TYPE_CHECKING:
    from respond.clock import OfficeHours

DEFAULT_CALENDAR = "cn"
"""The working days of a plan that names none: China's, as its zone is."""

EntryKind = Literal[
    "criterion", "exclusion", "response", "duty", "measure", "report", "change", "provision", "interpretation",
    "unit", "group", "fact", "derived", "condition", "window", "event", "adoption", "gate", "tightened", "contact",
    "scale", "constraint", "grade", "below", "unit of measure", "supervision", "reminder",
]  # fmt: skip


@frozen
class InForce:
    """The days an edition is in force, first and last included; no `to` means until further notice."""

    from_: date
    to: date | None = None

    def covers(self, day: date) -> bool:
        """Say whether the edition is in force on a day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


@frozen
class Edition:
    """The name of an edition and the days it is in force."""

    name: str
    in_force: InForce


@frozen
class Document:
    """The official document an edition encodes."""

    issued: date | None = None
    number: str | None = None
    issuer: Text | None = None
    interpreter: str | None = None
    review: str | None = None
    note: Text | None = None


@frozen
class Ledger:
    """What became of one clause. `encoded` clauses are cited by an entry; the others give the reason."""

    status: Literal["encoded", "not-executable", "open"]
    reason: Text | None = None
    title: Text | None = None
    place: Place | None = place_field()


Part = Literal[
    "units", "groups", "facts", "derived", "conditions", "constraints", "windows", "events", "levels", "exclusions",
    "responses", "measures", "duties", "reports", "changes", "provisions", "interpretations",
]  # fmt: skip


@frozen
class Adoption:
    """Parts of another plan (all when none is named), in the edition in force on the incident's day.

    `maps` says, by name, which unit of the adopting plan a general unit of the other one is here.
    """

    plan: str
    clause: str | None = None
    parts: tuple[Part, ...] = ()
    maps: dict[str, str] = Factory(dict)
    reason: Text | None = None
    standing: Standing = "confirmed"
    place: Place | None = place_field()


@frozen
class Alongside(Adoption):
    """Another plan run beside this one; with `when` (over this plan's names) it speaks only in those cases."""

    when: str | None = None


@frozen
class Tighten:
    """A stricter limit set on a measure or duty of an adopted plan; a looser one is refused."""

    measure: str
    within: str
    clause: str
    reason: Text | None = None
    place: Place | None = place_field()


@frozen
class Plan:
    """One edition of one plan, as its file gives it.

    `seat` is the body whose desk it is written for: an event that names no body is its own. `level_scale` lists its
    levels, gravest first, where they are not the four of the laws; `response_scale` those of its responses, where they
    are not the same. `below` says what lies under the scale. A plan without levels that speaks of them is `graded_by`
    another, which runs wherever nothing else grades. Days, clock times and working days are those of its `zone`
    and `calendar`; limits in office hours go by its `office_hours`, without any by those of the calendar. With
    `supervision` it is a profile for tasks under supervision.
    """

    respond: Literal["plan/1"]
    id: str
    edition: Edition
    title: Text
    kinds: tuple[str, ...] = ()
    area: Text | None = None
    document: Document = Document()
    scale: Task | None = None
    level_scale: tuple[Grade, ...] = ()
    below: Below | None = None
    graded_by: str | None = None
    response_scale: tuple[Grade, ...] = ()
    seat: str | None = None
    zone: str = SHANGHAI.key
    calendar: str = DEFAULT_CALENDAR
    office_hours: tuple[str | OfficeSeason, ...] = ()
    units: dict[str, Unit] = Factory(dict)
    groups: dict[str, Group] = Factory(dict)
    units_of_measure: dict[str, MeasureUnit] = Factory(dict)
    facts: dict[str, Fact] = Factory(dict)
    derived: dict[str, Derived] = Factory(dict)
    conditions: dict[str, NamedCondition] = Factory(dict)
    constraints: tuple[Constraint, ...] = ()
    windows: dict[str, Window] = Factory(dict)
    events: dict[str, Event] = Factory(dict)
    interpretations: tuple[Interpretation, ...] = ()
    levels: dict[LevelName, tuple[Criterion, ...]] = Factory(dict)
    exclusions: tuple[Exclusion, ...] = ()
    responses: dict[LevelName, Response] = Factory(dict)
    measures: tuple[Measure, ...] = ()
    reports: dict[str, Report] = Factory(dict)
    duties: tuple[Measure, ...] = ()
    changes: tuple[Change, ...] = ()
    provisions: tuple[Provision, ...] = ()
    ledger: dict[str, Ledger] = Factory(dict)
    adopts: tuple[Adoption, ...] = ()
    alongside: tuple[Alongside, ...] = ()
    tighten: tuple[Tighten, ...] = ()
    contacts: dict[str, Contact] = Factory(dict)
    supervision: Supervision | None = None
    place: Place | None = place_field()

    def __attrs_post_init__(self) -> None:
        """Let every fact know the units its values can be given in; an adopted one knows those of its own plan."""
        if self.units_of_measure:
            units = self.known_units
            facts = {
                name: evolve(fact, measures=units) if fact.measures is STANDARD else fact
                for name, fact in self.facts.items()
            }
            object.__setattr__(self, "facts", facts)

    @property
    def others(self) -> tuple[str, ...]:
        """Name the plans it adopts, brings alongside, and is graded by."""
        named = [str(each.plan) for each in (*self.adopts, *self.alongside)]
        return (*named, *([self.graded_by] if self.graded_by is not None else []))

    @property
    def known_units(self) -> Units:
        """Give the units of measure it knows: those everybody knows, and its own."""
        return units_from(self.units_of_measure) if self.units_of_measure else STANDARD

    @property
    def scale_of_levels(self) -> LevelScale:
        """Give the levels an incident can have."""
        return scale_of(self.level_scale, self.below)

    @property
    def scale_of_responses(self) -> LevelScale:
        """Give the levels a response can have."""
        return scale_of(self.response_scale, None) if self.response_scale else self.scale_of_levels

    @property
    def reminders(self) -> tuple[ReminderRule, ...]:
        """Give the rules by which its text has reminders sent."""
        return self.supervision.reminders if self.supervision is not None else ()

    @property
    def tz(self) -> ZoneInfo:
        """Give the zone in which its days are counted."""
        return read_zone(self.zone)

    @property
    def keeps(self) -> "OfficeHours | None":
        """Give the office hours it sets itself, if any; raise InputError (E607, E616, E617) for faulty ones."""
        if not self.office_hours:
            return None
        from respond.clock import OfficeHours  # noqa: PLC0415 - few plans have any

        return OfficeHours.read(self.office_hours)

    def entries(self, *kinds: EntryKind) -> Iterator["Entry"]:
        """Go through everything the plan holds, or through entries of some kinds, in the order of a file."""
        for kind, part in _PARTS:
            if not kinds or kind in kinds:
                yield from (Entry(kind, name, entry) for name, entry in _named(getattr(self, part)))


class Entry(NamedTuple):
    """One thing a plan holds: what it is, the name it goes by, and itself.

    Its name is its id where it has one; else that of the plan brought in, the duty tightened, the unit called.
    """

    kind: EntryKind
    name: str
    entry: Any


_PARTS: tuple[tuple[EntryKind, str], ...] = (
    ("criterion", "levels"), ("exclusion", "exclusions"), ("response", "responses"), ("duty", "duties"),
    ("measure", "measures"), ("report", "reports"), ("change", "changes"), ("provision", "provisions"),
    ("interpretation", "interpretations"), ("unit", "units"), ("group", "groups"), ("fact", "facts"),
    ("derived", "derived"), ("condition", "conditions"), ("constraint", "constraints"), ("window", "windows"),
    ("event", "events"), ("adoption", "adopts"), ("gate", "alongside"), ("tightened", "tighten"),
    ("contact", "contacts"), ("scale", "scale"),
    ("grade", "level_scale"), ("grade", "response_scale"), ("below", "below"),
    ("unit of measure", "units_of_measure"), ("supervision", "supervision"),
    ("reminder", "reminders"),
)  # fmt: skip
"""Every kind of entry with the part of the plan that holds it; the ledger tells of them and is none of them."""


def _named(part: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - a part of any shape
    if isinstance(part, Mapping):
        for key, held in part.items():
            yield from _named(held) if isinstance(held, tuple) else ((str(key), held),)
    elif isinstance(part, tuple):
        for entry in part:
            named = next(key for key in ("id", "plan", "measure") if hasattr(entry, key))
            yield str(getattr(entry, named)), entry
    elif part is not None:
        yield _ONCE.get(type(part), "scale"), part


_ONCE: dict[type[Any], str] = {Below: "below", Supervision: "supervision"}
"""What the parts are called that hold one entry without an id."""
