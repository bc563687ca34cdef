"""The two editions a comparison is about, and what each says of one exact incident."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Final

from respond._records import define, frozen
from respond.clock import Calendar
from respond.errors import CoverageError, InternalError, Text, fault
from respond.facts import Level, Number, Plain
from respond.plan import Adoption, Library, PlanRef, Prepared, Rule
from respond.prove.search.evaluation import frame_of, owed_in, owes
from respond.prove.search.exact import ExactIncident, level_at
from respond.prove.search.translate import since_of
from respond.prove.search.witness import Witness, make_witness
from respond.reason import Condition
from respond.situation import Frame, Involved, Situation, situate, units_of

KNOWN_EVENTS: Final = ("occurred", "received")


@frozen
class IncidentCase:
    """One exact incident: facts, what has happened beside the occurrence and the call, hours since the call."""

    facts: Mapping[str, Plain]
    events: frozenset[str] = frozenset()
    hours: Number = 1

    @property
    def happened(self) -> dict[str, Plain]:
        """Give what has happened, all of it when the call came, and how long ago that is."""
        ago = {f"elapsed({name})": self.hours for name in ("received", *self.events)}
        return {**dict.fromkeys(self.events, True), "received": True, **ago, _FIRST: self.hours + 1}


_FIRST: Final = "elapsed(occurred)"


@frozen(eq=False)
class Owed:
    """A duty or measure as an edition has it, with the plan it comes from and its units by name."""

    plan: Prepared
    measure: Rule
    units: tuple[Text, ...]
    to: tuple[Text, ...]
    copy: tuple[Text, ...]
    adoption: Adoption | None = None
    """What brings it, where it comes from a plan that runs alongside."""

    @property
    def id(self) -> str:
        """Give the id of the entry."""
        return str(self.measure.entry.id)

    @property
    def label(self) -> Text:
        """Give what is to be done."""
        return Text(self.measure.entry.zh, self.measure.entry.en)


@define(eq=False)
class Side:
    """One edition, on a day when it is in force, with the plans it brings alongside."""

    plan: Prepared
    day: date
    library: Library
    owed: tuple[Owed, ...] = ()
    beside: tuple[tuple[Prepared, Adoption], ...] = ()
    absent: tuple[str, ...] = ()
    """The plans it brings alongside that have no edition in force on the day."""

    @classmethod
    def of(cls, library: Library, ref: PlanRef, day: date) -> "Side":
        """Open an edition as it is on a day."""
        plan = library.prepared(ref, day)
        beside = tuple(_beside(library, plan, day))
        there = {str(adoption.plan) for _, adoption in beside}
        named = (str(adoption.plan) for adoption in plan.plan.alongside)
        absent = tuple(name for name in named if name not in there)
        side = cls(plan, day, library, beside=beside, absent=absent)
        side.owed = tuple(side._owed())
        return side

    @property
    def ref(self) -> PlanRef:
        """Give which edition this is."""
        return self.plan.ref

    def _owed(self) -> Iterator[Owed]:
        for plan, adoption in [(self.plan, None), *self.beside]:
            mapping = adoption.maps if adoption else None
            for measure in plan.measures:
                entry = measure.entry
                units, to, copy = (
                    tuple(unit.name for unit in units_of(plan, names, mapping, self.plan))
                    for names in (entry.owners, entry.to, entry.copy)
                )
                yield Owed(plan, measure, units, to, copy, adoption)

    def frame(self, case: IncidentCase) -> Frame:
        """Judge an incident by this edition and the plans alongside."""
        beside = (Involved(plan, Calendar.of_zone(plan.plan.tz), adoption) for plan, adoption in self.beside)
        return frame_of(self.plan, {**case.facts, **case.happened}, self.day, *beside)

    def level(self, facts: ExactIncident) -> Level:
        """Give the level of an incident."""
        return level_at(self.plan, facts)

    def owes(self, owed: Owed, frame: Frame) -> bool:
        """Say whether a duty is owed, by its own condition and the response called for."""
        return any(seen.plan is owed.plan and owes(seen, owed.measure) for seen in frame.plans)

    def conditions(self, ids: Collection[str]) -> Iterator[Condition]:
        """Go through the conditions of criteria, responses and some duties."""
        yield from (criterion.condition for criterion in self.plan.criteria)
        yield from (response.condition for response in self.plan.responses)
        yield from (
            owed.measure.condition for owed in self.owed if owed.id in ids and owed.measure.conditional
        )

    def witness(self, case: IncidentCase, name: str) -> Witness:
        """Write an incident down as this edition would be asked about it."""
        known = {key: value for key, value in case.facts.items() if key in self.plan.facts}
        happened = {key: value for key, value in case.happened.items() if self._has(key)}
        title = Text("两版比较", "comparing editions")
        level = self.level(case.facts)
        return make_witness(
            self.plan, {**known, **happened}, name=name, title=title, level=level, day=self.day
        )

    def _has(self, name: str) -> bool:
        """Say whether this edition knows an event that has happened, or is some time ago."""
        return (since_of(name) or name) in self.plan.scope.events

    def owed_in(self, case: IncidentCase) -> frozenset[str]:
        """Give the ids of the duties owed when an incident is classified."""
        return owed_in(self.situation(case))

    def situation(self, case: IncidentCase) -> Situation:
        """Classify an incident as `respond classify` would; raises `InternalError` if the level is another."""
        written = self.witness(case, "case")
        found = situate(written.incident, self.library, now=written.now)
        level = self.level(case.facts)
        if self.plan.graded and (found.level.certain, found.level.possible) != (level, level):
            raise InternalError([fault("E990", found=f"{self.ref}: {found.level}, not {level}")])
        return found


def _beside(library: Library, plan: Prepared, day: date) -> Iterator[tuple[Prepared, Adoption]]:
    for adoption in plan.plan.alongside:
        try:
            ref = library.find(adoption.plan, day)
        except CoverageError:
            continue  # not in force that day
        yield library.prepared(ref, day), adoption
