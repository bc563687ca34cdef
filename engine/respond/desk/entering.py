"""What an officer enters of a running incident: each entry checked against the plans before it is kept."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve

from respond._records import define, frozen
from respond.clock import SHANGHAI
from respond.desk.concerns import Concern, close_concerns, end_concerns, start_concerns
from respond.desk.typed import words_of
from respond.errors import InputError, Place, Text, fault
from respond.log import IncidentFile
from respond.plan import Library, structure
from respond.situation import Situation, situate
from respond.store import Draft, Row, RowKind, Rows, Store, incident_of, with_drafts
from respond.yaml import Data, Source, data_of, node_of, parse

_Making = Callable[[Rows], Sequence[Draft]]

_KINDS: Final[tuple[tuple[str, RowKind], ...]] = (
    ("corrects", "correction"), ("withdraws", "withdrawal"), ("declared", "declaration"), ("extended", "extension"),
    ("events", "event"), ("did", "act"), ("unable", "unable"), ("facts", "observation"),
)  # fmt: skip
"""What an entry is by the gravest thing it says; one that says none of these is a note."""


@frozen
class Entered:
    """What an entry came to: the rows that keep it, the situation since, and what about it goes against the plan."""

    rows: tuple[Row, ...]
    situation: Situation
    concerns: tuple[Concern, ...] = ()

    @property
    def number(self) -> int:
        """Give the number of the incident's last entry; who decides next names it as the last he has seen."""
        return self.rows[-1].number


@frozen
class Decision:
    """Who decided, why, when, and the last entry that had been read.

    `by` is the office or post, `at` a time in the form of a file (`now`, the clock of the caller, if absent).
    What came between that entry and the decision refuses it (ConflictError); without `seen` nothing does.
    """

    by: str
    now: datetime
    reason: str | None = None
    at: str | None = None
    seen: int | None = None

    @property
    def told(self) -> dict[str, Data]:
        """Give who and when in the keys of a file."""
        return _without_none({"by": self.by, "at": self.at})


@define(eq=False)
class Desk:
    """A seat at a store: it enters what is told, for whoever sits there, and says what that comes to.

    `by` is the office or post that enters. Every method takes `now`, the clock of the caller; it raises InputError for
    what the plans or the log do not allow and CoverageError where no plan covers it, and then keeps nothing.

    >>> from tempfile import mkdtemp
    >>> desk = Desk(Store(f"{mkdtemp()}/store.db"), Library.default(), by="值班室")
    >>> now = datetime.fromisoformat("2026-11-21T09:20+08:00")
    >>> opening = {"respond": "incident/1", "id": "x", "title": {"zh": "示例"}, "plans": ["vaccine-quality"],
    ...            "occurred": "2026-11-21T08:00+08:00", "facts": {"quality_suspected": "yes"}}
    >>> desk.open(opening, now=now).situation.level.certain
    none
    >>> desk.update("x", {"deaths": "3+"}, now=now).situation.level.certain
    II
    """

    store: Store
    library: Library
    by: str

    # Opening, and what is learnt.

    def open(self, opening: Mapping[str, Data] | Source, *, now: datetime) -> Entered:
        """Open an incident with a first report: an incident file, or what stands in one; its steps become entries."""
        data = _opening(opening)
        name, steps = str(data.get("id")), data.pop("then", None) or []
        later = [_step(step, name) for step in steps] if isinstance(steps, list) else []
        first = min([now, *(draft.known for draft in later)])
        return self._enter(name, [Draft("opened", first, data), *later], now, new=True)

    def update(
        self,
        incident: str,
        facts: Mapping[str, str],
        *,
        now: datetime,
        source: str | None = None,
        as_of: str | None = None,
        standing: str | None = None,
        judged_by: str | None = None,
    ) -> Entered:
        """Enter values of facts, as on the command line (`"3+"`, `"120 ha"`): whence they are and since when they hold.

        `standing` says how sure they are; `judged_by` is the office that answers for judgements among them.
        """
        more = {"source": source, "as_of": as_of, "standing": standing, "by": judged_by}
        said = {key: value for key, value in more.items() if value is not None}
        told: dict[str, Data] = {
            name: {"value": value, **said} if said else value for name, value in facts.items()
        }
        return self._enter(incident, [Draft("observation", now, {"facts": told})], now)

    def event(
        self, incident: str, name: str, *, now: datetime, at: str | None = None, by: str | None = None
    ) -> Entered:
        """Enter that something has happened: an event of the life cycle or of a plan, another body's as `name@body`."""
        said = _without_none({"at": at, "by": by})
        return self._enter(incident, [Draft("event", now, {"events": {name: said or None}})], now)

    def did(self, incident: str, duty: str, *, now: datetime, **more: Data) -> Entered:
        """Enter that a duty was done; `more` are the keys of `did`: at, by, for, to, channel, number, round, broke."""
        return self._enter(
            incident, [Draft("act", now, {"did": [{"duty": duty, **_without_none(more)}]})], now
        )

    def unable(self, incident: str, duty: str, *, now: datetime, reason: str, **more: Data) -> Entered:
        """Enter that a duty cannot be done and why; it stays owed. `more`: at, by, round."""
        said: dict[str, Data] = {"duty": duty, "reason": words_of(reason), **_without_none(more)}
        return self._enter(incident, [Draft("unable", now, {"unable": [said]})], now)

    def note(self, incident: str, text: str, *, now: datetime) -> Entered:
        """Enter a note."""
        return self._enter(incident, [Draft("note", now, {"note": words_of(text)})], now)

    def link(
        self, incident: str, other: str, *, now: datetime, merged: bool = False, reason: str | None = None
    ) -> Entered:
        """Enter that another incident of the store belongs with this one, or that this one is `merged` into it.

        Raises InputError (E851) where it is the same, (E845) where there is no such incident.
        """
        if other == incident:
            raise InputError([fault("E851", name=incident)])
        self.store.rows(other)
        said = _without_none(
            {"to": other, "relation": "merged-into" if merged else "beside", "reason": reason}
        )
        return self._enter(incident, [Draft("link", now, said)], now)

    # What a command line needs.

    def zone(self, incident: str | None, plans: Sequence[str] = ()) -> ZoneInfo:
        """Give the zone in which an incident's times are typed, its leading plan's; `plans` before it is open."""
        if plans or incident is None:
            return self.library.zone(plans) if plans else SHANGHAI
        return self.library.zone(incident_of(self.store.rows(incident)[:1]).plans)

    # Deciding.

    def declare(self, incident: str, level: str, how: Decision, *, until: str | None = None) -> Entered:
        """Enter the level an office declares, with its reason; it survives what is learnt later, until it ends."""
        said = {
            **how.told,
            "level": level,
            "reason": words_of(how.reason or ""),
            **_without_none({"until": until}),
        }
        return self._enter(incident, [Draft("declaration", how.now, {"declared": [said]})], how)

    def withdraw(self, incident: str, how: Decision) -> Entered:
        """Enter that the declared level stands no more. Raises InputError (E736) where none stands."""
        said: Data = {"withdraws": {**how.told, "reason": words_of(how.reason or "")}}
        return self._enter(incident, [Draft("withdrawal", how.now, said)], how)

    def extend(
        self, incident: str, duty: str, length: str, how: Decision, *, round_: int | None = None
    ) -> Entered:
        """Enter that a body made a limit longer, as far as the plan lets it."""
        said: dict[str, Data] = {"duty": duty, "length": length, **how.told}
        said |= {"round": str(round_)} if round_ is not None else {}
        said |= {"reason": words_of(how.reason)} if how.reason is not None else {}
        return self._enter(incident, [Draft("extension", how.now, {"extended": [said]})], how)

    def correct(self, incident: str, entry: str, how: Decision, **said: Data) -> Entered:
        """Put an entry right, by its name in the log (`deaths#2`).

        `said` is what it should have been, in the keys of `corrects`: value, at, to, channel, number, withdrawn.
        """
        more = {"reason": words_of(how.reason)} if how.reason is not None else {}
        body: Data = {"corrects": [{"entry": entry, **_without_none(said), **more}]}
        return self._enter(incident, [Draft("correction", how.now, body)], how)

    def start(self, incident: str, level: str, how: Decision) -> Entered:
        """Enter that a body started a response.

        What goes against the plan (another level than is called for, a body that does not start it) is refused without
        a reason (E850), and kept with one.
        """
        return self._response(incident, "response_started", level, how)

    def adjust(self, incident: str, level: str, how: Decision) -> Entered:
        """Enter that a body raised or lowered the response; as `start`."""
        return self._response(incident, "response_adjusted", level, how)

    def terminate(self, incident: str, how: Decision) -> Entered:
        """Enter that a body ended the response; as `start`. What the plan asks for first is among the concerns."""
        return self._response(incident, "terminated", None, how)

    def close(self, incident: str, how: Decision) -> Entered:
        """Enter that the incident is closed; what is still owed refuses it without a reason (E850)."""
        return self._response(incident, "closed", None, how)

    def _response(self, incident: str, event: str, level: str | None, how: Decision) -> Entered:
        said = {**how.told, **_without_none({"level": level})}
        body: dict[str, Data] = {"events": {event: said}}
        if how.reason is not None:
            body["note"] = words_of(how.reason)
        found: list[Concern] = []

        def make(rows: Rows) -> Sequence[Draft]:
            before = self._situation(incident_of(rows()), how.now)
            found[:] = self._concerns(before, event, level, how.by)
            against = [each for each in found if each.against]
            if against and how.reason is None:
                zh, en = (
                    "；".join(each.text.zh for each in against),
                    "; ".join(each.text.en for each in against),
                )
                raise InputError([fault("E850", name=incident, found=Text(zh, en))])
            return [Draft("event", how.now, body, decides=True)]

        entered = self._enter(incident, make, how)
        return evolve(entered, concerns=tuple(found))

    def _concerns(self, before: Situation, event: str, level: str | None, by: str) -> list[Concern]:
        if event == "closed":
            return close_concerns(before)
        plan = self.library.prepared(before.leading.plan)
        if event == "terminated":
            return end_concerns(before, plan, by)
        return start_concerns(
            before, plan, plan.response_levels.read(level or ""), by, adjusts=event != "response_started"
        )

    # What all of them do.

    def _enter(
        self,
        incident: str,
        said: Sequence[Draft] | _Making,
        how: "Decision | datetime",
        *,
        new: bool = False,
    ) -> Entered:
        """Keep entries once the plans have taken them."""
        now, seen = (how.now, how.seen) if isinstance(how, Decision) else (how, None)
        found: list[Situation] = []

        def make(rows: Rows) -> Sequence[Draft]:
            drafts = said(rows) if callable(said) else said
            found.append(self._situation(with_drafts(() if new else rows(), drafts), now))
            return drafts

        kept = self.store.add(incident, make, by=self.by, now=now, seen=seen, new=new)
        return Entered(kept, found[-1])

    def _situation(self, incident: IncidentFile, now: datetime) -> Situation:
        known = max([now, *(then.at for then in incident.then[-1:])])
        return situate(incident, self.library, now=known)


def _opening(opening: Mapping[str, Data] | Source) -> dict[str, Data]:
    """Read a first report, with the places of its faults where it is a file."""
    node = parse(opening) if isinstance(opening, Source) else node_of({**opening}, Place("incident"))
    structure(node, IncidentFile)
    data = data_of(node)
    assert isinstance(data, dict)  # noqa: S101 - or it had not the structure of a file
    return data


def _step(step: Data, incident: str) -> Draft:
    """Give a step of an incident file as an entry."""
    said = dict(step) if isinstance(step, dict) else {}
    at = structure(node_of(said.pop("at", None), Place(incident)), datetime)
    return Draft(next((kind for key, kind in _KINDS if said.get(key)), "note"), at, said)


def _without_none(said: Mapping[str, Data]) -> dict[str, Data]:
    return {key: value for key, value in said.items() if value is not None}
