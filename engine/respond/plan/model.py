"""The plan as the file gives it: one attrs class for each kind of entry, checked for form, not yet for sense.

Texts of conditions stay texts here; `respond.plan.compiled` gives them types and meaning.
`place` fields are filled by the reader and never written in a file.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from attrs import Factory, field, frozen

from respond.errors import Place, Text
from respond.facts.fact import Fact

LevelName = Literal["I", "II", "III", "IV"]
Standing = Literal["confirmed", "draft"]
"""`draft` marks whatever the sources do not confirm; it is shown wherever it matters."""


def _place() -> Place | None:
    return field(default=None, eq=False, repr=False)  # type: ignore[no-any-return]


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
class Contact:
    """How a unit is reached, as printed on a day; `historical` numbers must be checked before use."""

    phone: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    as_of: str | None = None
    standing: Literal["confirmed", "historical"] = "confirmed"
    clause: str | None = None
    note: Text | None = None


@frozen
class Task:
    """One standing task of a unit or work group, in the project's own words."""

    zh: str
    en: str
    clause: str | None = None


@frozen
class Unit:
    """A body or post that acts, decides or is told."""

    id: str
    zh: str
    en: str
    role: Literal["command", "office", "lead", "member", "government", "superior", "outside", "post"] = (
        "member"
    )
    clause: str | None = None
    head: Text | None = None
    tasks: tuple[Task, ...] = ()
    contact: Contact | None = None
    note: Text | None = None
    place: Place | None = _place()


@frozen
class Group:
    """A work group: which units form it and what it does; `lead` only where the text names one."""

    id: str
    zh: str
    en: str
    units: tuple[str, ...]
    clause: str
    lead: str | None = None
    when: str | None = None
    tasks: tuple[Task, ...] = ()
    note: Text | None = None
    place: Place | None = _place()


@frozen
class Derived:
    """A number computed from facts by a formula, usable in conditions by its name; `show` puts it in answers."""

    id: str
    formula: str
    label: Text
    clause: str | None = None
    show: bool = False
    standing: Standing = "confirmed"
    note: Text | None = None
    place: Place | None = _place()


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
    place: Place | None = _place()


@frozen
class Event:
    """Something that happens at a moment and starts or ends clocks, beyond the life cycle every plan has."""

    id: str
    zh: str
    en: str
    clause: str | None = None
    place: Place | None = _place()


@frozen
class Rejected:
    """A reading not taken; `instead` gives, by criterion, the condition it would have meant (`never`: none)."""

    zh: str
    en: str
    instead: dict[str, str] = Factory(dict)


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
    ]
    when: str | None = None
    entries: tuple[str, ...] = ()
    place: Place | None = _place()


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
    place: Place | None = _place()


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
    place: Place | None = _place()


@frozen
class Exclusion:
    """A case the text does not count as an incident of this kind; it explains why no level is given."""

    id: str
    when: str
    clause: str
    zh: str
    en: str
    place: Place | None = _place()


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
    place: Place | None = _place()


class Soon(StrEnum):
    """Limits the text gives in words and without a figure."""

    IMMEDIATELY = "immediately"  # 立即
    PROMPTLY = "promptly"  # 及时
    ANY_TIME = "any-time"  # 随时
    AS_PRESCRIBED = "as-prescribed"  # 按规定, no figure in the text
    UNSTATED = "unstated"  # the text names no limit at all


Channel = Literal[
    "phone", "written", "direct-system", "email", "fax", "confidential", "press", "meeting", "alarm", "scene"
]


@frozen
class Measure:
    """What a plan orders: who does what, when, for whom, by when. Owed by a unit at a moment, it is a duty.

    A measure with `response` belongs to those response levels and needs no `when`. At most one kind of limit:
    `due` (words without a figure), `within` a time `after` a start, `at_least` a time `before` a day, `every`
    so often `until` an event, or daily `at` a clock time. `ends` names the events that stand it down.
    """

    id: str
    zh: str
    en: str
    clause: str
    unit: str | None = None
    units: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    response: tuple[LevelName, ...] = ()
    when: str | None = None
    mood: Literal["must", "may", "should"] = "must"
    report: str | None = None
    to: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()
    channel: tuple[Channel, ...] = ()
    due: Soon | None = None
    within: str | None = None
    at_least: str | None = None
    before: str | None = None
    every: str | None = None
    at: str | None = None
    after: str | None = None
    until: str | None = None
    ends: tuple[str, ...] = ()
    standing: Standing = "confirmed"
    source: Text | None = None
    note: Text | None = None
    place: Place | None = _place()

    @property
    def owners(self) -> tuple[str, ...]:
        """Give every unit that owes it, the first one leading."""
        return ((self.unit,) if self.unit else ()) + self.units


@frozen
class Item:
    """One element a report must contain; `fact` names the fact that fills it, if one does."""

    id: str
    zh: str
    en: str
    fact: str | None = None


@frozen
class Report:
    """A kind of report and what it must contain."""

    id: str
    zh: str
    en: str
    kind: Literal["initial", "progress", "closing", "warning", "request", "evaluation", "other"]
    clause: str
    by: str | None = None
    contents: tuple[Item, ...] = ()
    form: Text | None = None
    note: Text | None = None
    place: Place | None = _place()


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
    place: Place | None = _place()


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
    place: Place | None = _place()


@frozen
class Ledger:
    """What became of one clause. `encoded` clauses are cited by an entry; the others give the reason."""

    status: Literal["encoded", "not-executable", "open"]
    reason: Text | None = None
    title: Text | None = None
    place: Place | None = _place()


Part = Literal[
    "units", "groups", "facts", "derived", "windows", "events", "levels", "exclusions", "responses",
    "measures", "duties", "reports", "changes", "provisions", "interpretations",
]  # fmt: skip


@frozen
class Adoption:
    """Parts of another plan (all when none is named), in the edition in force on the incident's day.

    `units` says, by name, which unit of the adopting plan a general unit of the other one is here.
    """

    plan: str
    clause: str | None = None
    parts: tuple[Part, ...] = ()
    units: dict[str, str] = Factory(dict)
    reason: Text | None = None
    standing: Standing = "confirmed"
    place: Place | None = _place()


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
    place: Place | None = _place()


@frozen
class Plan:
    """One edition of one plan, as its file gives it."""

    respond: Literal["plan/1"]
    id: str
    edition: Edition
    title: Text
    kinds: tuple[str, ...] = ()
    area: Text | None = None
    document: Document = Document()
    scale: Task | None = None
    units: dict[str, Unit] = Factory(dict)
    groups: dict[str, Group] = Factory(dict)
    facts: dict[str, Fact] = Factory(dict)
    derived: dict[str, Derived] = Factory(dict)
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
    place: Place | None = _place()
