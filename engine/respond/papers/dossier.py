"""An incident as papers are made of it: its file, its log read against the plans, and the answer at the present."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from attrs import Factory, evolve

from respond._records import frozen
from respond.clock import local
from respond.errors import InputError, Text, fault
from respond.facts import Fact, Observation
from respond.log import Entry, IncidentFile, Log, Step
from respond.papers.words import basis_name
from respond.plan import RECEIVED, Contact, Library
from respond.show import EntryWords
from respond.situation import (
    Involved,
    Merging,
    Running,
    Situation,
    UnitName,
    bodies_of,
    log_of,
    merging_of,
    situate,
)


@frozen
class Basis:
    """The entry of the log a sentence rests on: its name, its number, since when it is known, what it says.

    `number` is that of the entry in a store; of an incident file that of the step, 0 being the first report.
    """

    entry: str
    number: int
    known: datetime
    says: Text

    def name(self, of: "Dossier") -> Text:
        """Call it by its number in the store, or by the step of the file that tells it."""
        return basis_name(self.number, kept=of.kept)


@frozen
class Statement:
    """One sentence of a paper, and the entries of the log it rests on."""

    text: Text
    basis: tuple[Basis, ...] = ()


@frozen(eq=False)
class Known:
    """What is known of one fact: the value that stands, and the entries that told it and put it right."""

    fact: Fact
    seen: Observation
    entries: tuple[Entry, ...]

    @property
    def at(self) -> datetime:
        """Give when it was so, as far as that was said."""
        return self.seen.as_of or self.entries[0].held.first


@frozen(eq=False)
class View:
    """What was known at one moment: the entries told by then, what they come to, and each fact."""

    entries: tuple[Entry, ...]
    step: Step
    facts: Mapping[str, Known]

    @cached_property
    def names(self) -> frozenset[str]:
        """Give the names of the entries."""
        return frozenset(each.id for each in self.entries)


@frozen(eq=False)
class Dossier:
    """All that papers of an incident are made of; `numbers` gives the number of an entry by the step that tells it.

    `line` is the signed line of the store, `unsigned` how many entries of the store came after it.
    """

    file: IncidentFile
    library: Library
    situation: Situation
    log: Log
    involved: tuple[Involved, ...]
    numbers: Mapping[int, int] | None = None
    line: str | None = None
    unsigned: int = 0
    unit: str | None = None
    """The unit from whose seat it is read; without one the seat of the leading plan."""
    phones: Mapping[str, Contact] = Factory(dict)
    """The numbers kept here, by the id or the name of a body."""
    goes_on_as: Text | None = None
    """What the incident it was merged into is called, where that is known here."""
    taken_in: "tuple[Dossier, ...]" = ()
    """The incidents that were merged into it."""
    unread: int = 0
    """How many more were merged into it, of which nothing can be read here."""
    not_entered: tuple[Text, ...] = ()
    """What of the incidents that were merged into it this one does not say yet."""

    def check_as_written(self) -> None:
        """Refuse what leaves the house by a log that was changed, its own or one it took in (E978)."""
        for each in (self, *self.taken_in):
            if each.situation.changed_entry is not None:
                raise InputError(
                    [fault("E978", name=each.situation.incident, number=each.situation.changed_entry)]
                )

    @property
    def now(self) -> datetime:
        """Give the present, in the zone of the incident."""
        return self.situation.now

    @property
    def tz(self) -> ZoneInfo:
        """Give the zone of the incident."""
        return self.situation.tz

    @property
    def kept(self) -> bool:
        """Say whether the incident is one of a store, whose entries have numbers of their own."""
        return self.numbers is not None

    @cached_property
    def goes_on(self) -> Merging | None:
        """Give where it goes on and since when, if it was merged into another."""
        return merging_of(self.file, self.now, self.tz)

    @cached_property
    def desk(self) -> str | None:
        """Give the unit from whose seat it is read, as the leading plan calls it."""
        known = (each.ours(self.unit) for each in self.involved if self.unit in each.plan.plan.units)
        return None if self.unit is None else next(known, self.unit)

    @cached_property
    def words(self) -> EntryWords:
        """Give what puts entries into words."""
        return EntryWords(self.file, self.log, self.involved, self.now)

    @cached_property
    def reported_by(self) -> UnitName | None:
        """Give who reported the incident to the seat, where that was said: a body of the plans, or a name alone."""
        received = self.present.step.events.get(RECEIVED, ())
        named = next((each for each in received if each.source is not None), None)
        said = None if named is None else self.words.source(named)
        if named is None or said is None:
            return None
        known = [each for each in self.bodies if str(named.source) in {each.id, each.name.zh, each.name.en}]
        return known[-1] if known else UnitName(str(named.source), said)

    @cached_property
    def bodies(self) -> tuple[UnitName, ...]:
        """Give the bodies of every plan concerned, those of the leading plan last."""
        return bodies_of(self.involved, self.log, self.now)

    @cached_property
    def present(self) -> View:
        """Give what is known now."""
        return self.view(self.now, max((each.step for each in self.log.entries), default=0))

    def view(self, at: datetime, step: int) -> View:
        """Give what was known at a moment, by nothing that was told after a step."""
        entries, state = self.log.told_by(at, step)
        return View(entries, state, self._known(entries, state))

    def _known(self, entries: Sequence[Entry], state: Step) -> dict[str, Known]:
        live: dict[str, tuple[Entry, ...]] = {}
        for each in entries:
            if each.corrects is None:
                live[each.id] = (each,)
            elif each.corrects in live:
                live[each.corrects] = (*live[each.corrects], each)
        return {
            name: Known(self.log.facts[name], seen, live[state.telling[name]])
            for name, seen in state.observations.items()
        }

    def answer_at(self, at: datetime, step: int) -> Situation:
        """Give the answer as it was at a moment, by nothing that was told after a step."""
        file = evolve(self.file, then=self.file.then[:step])
        return situate(file, self.library, now=max(at, self.log.first), desk=self.unit)

    def number(self, step: int) -> int:
        """Give the number of the entry that tells a step."""
        return step if self.numbers is None else self.numbers.get(step, step)

    def basis(self, entries: Iterable[Entry]) -> tuple[Basis, ...]:
        """Give the entries a sentence rests on."""
        return tuple(
            Basis(each.id, self.number(each.step), local(each.known, self.tz), self.words.said(each))
            for each in entries
        )

    def basis_of(self, name: str) -> tuple[Basis, ...]:
        """Give an entry by its name, with what put it right."""
        return self.basis(each for each in self.log.entries if name in {each.id, each.corrects})


def dossier_of(
    file: IncidentFile,
    library: Library,
    *,
    now: datetime,
    unit: str | None = None,
    running: Running | None = None,
    numbers: Mapping[int, int] | None = None,
    line: str | None = None,
    unsigned: int = 0,
) -> Dossier:
    """Read an incident for papers, at `now`, from the seat of a unit where one is named. Raises as `situate`."""
    situation = situate(file, library, now=now, desk=unit, running=running)
    log, involved = log_of(file, library, situation.now, running)
    return Dossier(file, library, situation, log, involved, numbers, line, unsigned, unit)
