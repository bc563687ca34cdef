"""The plan as the file gives it: one attrs class for each kind of entry, checked for form, not yet for sense.

Texts of conditions stay texts here; `respond.plan.compiled` gives them types and meaning.
`place` fields are filled by the reader and never written in a file.
"""

from datetime import date
from typing import Literal

from attrs import Factory, frozen

from respond.errors import Place, Text
from respond.facts import Fact
from respond.plan.bodies import Contact, Group, Task, Unit
from respond.plan.entry import LevelName, Standing, place_field
from respond.plan.grading import Criterion, Derived, Event, Exclusion, Interpretation, Window
from respond.plan.orders import Change, Measure, Provision, Report, Response


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
    "units", "groups", "facts", "derived", "windows", "events", "levels", "exclusions", "responses",
    "measures", "duties", "reports", "changes", "provisions", "interpretations",
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

    `seat` is the body whose desk it is written for: an event that names no body is its own.
    """

    respond: Literal["plan/1"]
    id: str
    edition: Edition
    title: Text
    kinds: tuple[str, ...] = ()
    area: Text | None = None
    document: Document = Document()
    scale: Task | None = None
    seat: str | None = None
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
    place: Place | None = place_field()
