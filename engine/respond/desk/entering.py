"""What an officer enters of a running incident: each entry checked against the plans before it is kept."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve

from respond._records import define, frozen
from respond.clock import SHANGHAI
from respond.desk.brought import Brought, brought_along
from respond.desk.calling import acting
from respond.desk.concerns import (
    DECIDED,
    ENDINGS,
    Concern,
    Numbers,
    asks_alike,
    corrects_decision,
    decided_by_command,
    decision_concerns,
    graver_concerns,
    merge_concerns,
    response_level,
)
from respond.desk.mergers import checked, left_to_enter, went_in
from respond.desk.noticing import concerns_of, unsigned_concerns
from respond.desk.presuming import presumed_anew
from respond.desk.reading import kept_of
from respond.desk.refusing import (
    check_apart,
    check_correction,
    check_decides,
    check_link,
    check_merged_apart,
    check_regions,
    check_rounds,
    taking_back,
)
from respond.desk.typed import words_of
from respond.errors import InputError, Place, Text, fault
from respond.facts import Level, read_instant, shown_value
from respond.log import DESCRIPTORS, IncidentFile, check_addressees, described, entry_of, is_duty, told_nobody
from respond.plan import Library, Prepared, split_event, structure
from respond.situation import (
    Running,
    Situation,
    UnitName,
    bodies_of,
    is_merger,
    log_of,
    meant,
    merging_name,
    situate,
)
from respond.store import (
    UNSEEN,
    Draft,
    Row,
    RowKind,
    Rows,
    Store,
    as_written,
    check_goes_on,
    check_name,
    check_texts,
    check_visible,
    exported_drafts,
    incident_of,
    merged_into,
    not_entered,
    with_drafts,
)
from respond.yaml import Data, Source, data_of, node_of, parse, read_source

Making = Callable[[Rows], Sequence[Draft]]
"""Works entries out from the rows that are there."""

Time = datetime | str
"""When something was: a datetime with its offset, or a text as in a file."""

_NOTHING: Final = Text("", "")
_WITHOUT: Final = Text("先不带这个决定开立，再", "open it without that decision first; then ")
_WITH_ITS_LOG: Final = Text(
    "随记录带来的决定不能略去：请管理员在设置里先改为一人决定，移入后再改回（审计记录都会写明）；今后的决定",
    "a log brings all of its decisions along: let an administrator have one person decide while it is taken in, which "
    "the audit log tells; from then on ",
)
_KEPT_NAME: Final = Text(
    "带着记录移入的事件保持原编号 `{name}`，而只负责几个区划的人开立的事件编号须带区划；请看得到全库的人移入",
    "an incident that comes with its log keeps its id `{name}`, and whoever is kept to regions opens under ids that "
    "carry the region: let somebody who sees the whole store take it in",
)
_TEXT: Final = Text("文字，如 '3+'", "a text, such as '3+'")
_AFTER_CLOSING: Final[frozenset[RowKind]] = frozenset({"note", "act", "correction"})
_AFTER_MERGING: Final[frozenset[RowKind]] = frozenset({"note"})

_KINDS: Final[tuple[tuple[str, RowKind], ...]] = (
    ("corrects", "correction"), ("withdraws", "withdrawal"), ("declared", "declaration"), ("extended", "extension"),
    ("events", "event"), ("did", "act"), ("unable", "unable"), ("bodies", "body"), ("facts", "observation"),
    *((name, "description") for name in DESCRIPTORS),
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

    `by` is the office or post, `at` when it was so (`now`, the clock of the caller, if absent). What came between the
    entry `seen` and the decision refuses it (ConflictError, E843); without `seen` nothing does.
    """

    by: str
    now: datetime
    reason: str | None = None
    at: Time | None = None
    seen: int | None = None

    @property
    def told(self) -> dict[str, Data]:
        """Give who and when in the keys of a file. Raises InputError (E857, E858)."""
        return _without_none({"by": _named("by", self.by), "at": _past("at", self.at, self.now)})

    @property
    def why(self) -> dict[str, Data]:
        """Give the reason in the keys of a file, if there is one. Raises InputError (E858) for a blank."""
        return {} if self.reason is None else {"reason": words_of("reason", self.reason)}


@define(eq=False)
class Desk:
    """A seat at a store: it enters what is told, for whoever sits there, and says what that comes to.

    `by` is the office or post that enters. Every method takes `now`, the clock of the caller; it raises InputError for
    what the plans or the log do not allow and CoverageError where no plan covers it, and then keeps nothing. What has
    not happened yet is refused (E857), and what two persons have to decide here (E961); a closed incident takes notes,
    corrections and acts only (E854), one merged into another only notes (E853).

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
    seconded: bool = False
    """Whether a second person agrees to what is decided, or somebody else sees to that."""

    # Opening, and what is learnt.

    def open(
        self,
        opening: Mapping[str, Data] | Path | Source,
        *,
        now: datetime,
        beside: Sequence[Draft] = (),
    ) -> Entered:
        """Open an incident with a first report: an incident file, or what stands in one; its steps become entries.

        A file that a store gave out brings its log along, entry by entry, once that is found as it was (else E849):
        anybody can have a store of his own to sign it. So decisions in any file are held to who may take them, as if
        each were entered by itself (E961).
        What is entered `beside` may go to other logs, which have to take it (else E853, E854): all is kept, or nothing.
        """
        source = read_source(opening, log=True) if isinstance(opening, Path) else opening
        data = self._opening(source)
        name = str(data.get("id"))
        drafts = _drafts(source, data, now)
        for each in self._brought(drafts) if self.store.two_decide and not self.seconded else ():
            if each.two:
                first = _WITHOUT if data.get("kept") is None else _WITH_ITS_LOG
                self.check_seconded(each.command, name, first=first)

        def make(_: Rows) -> Sequence[Draft]:
            for draft in beside:
                if draft.incident is not None:
                    self._check_takes(draft.incident, self.store.rows(draft.incident), [draft.kind], now)
            check_merged_apart(with_drafts((), drafts), self._opened)
            return [*drafts, *beside]

        return self.enter(name, make, now, new=True)

    def _opened(self, incident: str) -> IncidentFile | None:
        """Give what opened an incident, where it is kept here and seen."""
        rows = self._rows_of(incident)
        return incident_of(rows[:1]) if rows else None

    def _rows_of(self, incident: str) -> tuple[Row, ...]:
        """Give the rows of an incident, none where it is not kept here or not seen."""
        here = any(each.id == incident for each in self.store.incidents())
        return self.store.rows(incident) if here else ()

    def brought(self, opening: Mapping[str, Data] | Source, *, now: datetime) -> tuple[Brought, ...]:
        """Give the decisions a first report or a moved log brings along, each held against the plan before it."""
        return self._brought(_drafts(opening, self._opening(opening), now))

    def _brought(self, drafts: Sequence[Draft]) -> tuple[Brought, ...]:
        def before(drafts: Sequence[Draft]) -> Situation:
            return self._situation((), drafts, drafts[-1].known)

        return tuple(brought_along(drafts, before, self.library))

    def opened_with(self, opening: Mapping[str, Data], *, now: datetime) -> Situation:
        """Give what an incident would come to with a first report, of which nothing is kept; raises as `open`."""
        drafts = [Draft("opened", now, self._opening(opening))]
        check_regions(drafts)
        return self._situation((), drafts, now)

    def _opening(self, opening: Mapping[str, Data] | Source) -> dict[str, Data]:
        """Read a first report, under the name it gets here; in a store for exercises it is of one unless it says."""
        data = _opening(opening)
        if self.store.exercise:
            data.setdefault("mode", "exercise")
        wanted = str(data.get("id"))
        name = self.store.name_of(wanted, str(data.get("region") or ""))
        if data.get("kept") is not None and name != wanted:  # its rows vouch for the name it has
            raise not_entered("id", _KEPT_NAME.fill(name=wanted))
        data["id"] = name
        return data

    def update(
        self,
        incident: str,
        facts: Mapping[str, str | int],
        *,
        now: datetime,
        source: str | None = None,
        as_of: Time | None = None,
        standing: str | None = None,
        judged_by: str | None = None,
        new_source: bool = False,
    ) -> Entered:
        """Enter values of facts, as on the command line (`"3+"`, `"120 ha"`): whence they are and since when they hold.

        Where the incident lists its sources, one it does not list is refused (E705), and listed with `new_source`.
        `standing` says how sure they are; `judged_by` is the office that answers for judgements among them. The grade
        of an item under supervision has a command of its own (else E856). That a value is of an earlier moment than
        the one it takes the place of is among the concerns.
        """
        since = _past("as_of", as_of, now)
        said = _without_none({"source": source, "as_of": since, "standing": standing, "by": judged_by})
        told: dict[str, Data] = {
            name: {"value": value, **said} if said else value for name, value in _without_none(facts).items()
        }

        def make(rows: Rows) -> Sequence[Draft]:
            profile = self._leading(rows(), now).plan.supervision
            if profile is not None and profile.graded in told:
                command = f"supervise evaluate {incident}"
                raise InputError([fault("E856", name=profile.graded, command=command)])
            listed = _listed(rows(), source) if new_source else {}
            return [Draft("observation", now, {**listed, "facts": told})]

        entered = self.enter(incident, make, now)
        older = concerns_of(self.store, self.library, incident, entered.number, now=now) if since else ()
        return evolve(entered, concerns=_once(*older, *entered.concerns))

    def event(
        self,
        incident: str,
        name: str,
        *,
        now: datetime,
        at: Time | None = None,
        by: str | None = None,
        within: str | None = None,
        source: str | None = None,
        new_source: bool = False,
    ) -> Entered:
        """Enter that something has happened: an event of the life cycle or of a plan, another body's as `name@body`.

        `within` sets the limit of what a plan leaves to others and counts from the event (else E746). `source` is who
        told of it, of a receipt who reported the incident, listed with `new_source` as in `update`. What is a decision
        of ours has a method of its own: start, adjust, terminate, close (else E856).
        """
        said = _without_none({"at": _past("at", at, now), "by": by, "within": within, "source": source})

        def make(rows: Rows) -> Sequence[Draft]:
            event, body = split_event(name)
            plan = self._leading(rows(), now).plan
            commands = decided_by_command(plan)
            if event in commands and (body is None or body == plan.seat):
                raise InputError([fault("E856", name=name, command=f"{commands[event]} {incident}")])
            # an item under supervision says itself since when it counts: when it was set up is no presumption
            earlier = [] if plan.supervision else self._presumed_anew(rows(), now, said.get("at"))
            before = [Draft("correction", now, {"corrects": earlier})] if earlier else []
            listed = _listed(rows(), source) if new_source else {}
            return [*before, Draft("event", now, {**listed, "events": {name: said or None}})]

        return self.enter(incident, make, now)

    def did(
        self, incident: str, duty: str, *, now: datetime, at: Time | None = None, **more: object
    ) -> Entered:
        """Enter that a duty was done; `more` is by, for, to, channel, number, round, broke, as in `did` of a file.

        A body may be called by its name. Raises InputError (E722) for a name that is of none, or of several.
        That one of several bodies did it which stand for one unit is among the concerns, why it fulfils nothing, what
        of those it told waits for their receipt, and which duty by another plan it may have answered as well.
        """
        said = acting(more, self.bodies(incident, now))
        entered = self.enter(incident, [act_draft(duty, now, at, **said)], now)
        return self.noticing(entered, [duty], now)

    def noticing(self, entered: Entered, done: Sequence[str], now: datetime) -> Entered:
        """Give an entry of duties that were done with what is to be known of each act."""
        situation = entered.situation
        owed = [one for one in situation.obligations if _is_one(one.plan.id, one.duty, done)]
        in_vain = any(_is_one(each.plan.id, each.duty, done) for each in situation.uncounted)
        alike = any(asks_alike(one, other) for one in owed for other in situation.obligations)
        # without a role no body stands for a unit here
        held = any(unit.role is not None for one in owed for unit in one.units)
        if not (in_vain or alike or held or situation.unreceived):
            return entered
        told = [
            each
            for row in entered.rows
            for each in concerns_of(self.store, self.library, row.incident, row.number, now=now)
        ]
        return evolve(entered, concerns=_once(*entered.concerns, *told))

    def unable(
        self, incident: str, duty: str, *, now: datetime, reason: str, at: Time | None = None, **more: object
    ) -> Entered:
        """Enter that a duty cannot be done and why; it stays owed. `more`: by, round. A body as in `did`."""
        known = _without_none({"at": _past("at", at, now), **acting(more, self.bodies(incident, now))})
        said: dict[str, Data] = {"duty": duty, "reason": words_of("reason", reason), **known}
        return self.enter(incident, [Draft("unable", now, {"unable": [said]})], now)

    def bodies(self, incident: str, now: datetime) -> tuple[UnitName, ...]:
        """Give the bodies of every plan concerned, and those that stand for them, the leading plan's last."""
        followed = self.store.followed(incident, self.library)
        log, involved = log_of(followed.file, self.library, now, followed.running)
        return bodies_of(involved, log, now)

    def note(self, incident: str, text: str, *, now: datetime) -> Entered:
        """Enter a note. One in the form of `CHECKED` settles a merger, which is among the concerns."""
        entered = self.enter(incident, [Draft("note", now, {"note": words_of("note", text)})], now)
        if checked(Text(text, text)) is None:
            return entered
        told = concerns_of(self.store, self.library, incident, entered.number, now=now)
        return evolve(entered, concerns=_once(*entered.concerns, *told))

    def describe(
        self,
        incident: str,
        *,
        now: datetime,
        title: str | None = None,
        where: str | None = None,
        region: str | None = None,
    ) -> Entered:
        """Enter what the incident is called, where it is and in which region; what is not given stays.

        A region may become narrower so. Another one takes the incident out of somebody's sight: that is put right by a
        decision (else E739). Raises InputError (E858) where nothing is given.
        """
        given = {"title": title, "where": where, "region": region}
        said: dict[str, Data] = {
            name: text.strip() if name == "region" else words_of(name, text)
            for name, text in given.items()
            if text is not None
        }
        if not said:
            words_of("where", "")
        for name in ("title", "where"):
            check_visible(name, given[name] or "")

        def make(rows: Rows) -> Sequence[Draft]:
            before = described(incident_of(rows())).region
            if region is not None and before is not None and not region.strip().startswith(before):
                raise InputError([fault("E739", found=region, before=before, name=entry_of("region"))])
            return [Draft("description", now, said)]

        return self.enter(incident, make, now)

    def link(
        self, incident: str, other: str, *, now: datetime, merged: bool = False, reason: str | None = None
    ) -> Entered:
        """Enter, in the logs of both, that another incident belongs with this one, or that this is `merged` into it.

        Raises InputError (E851) where it is the same, (E845) where there is no such incident, (E853, E854) where it is
        to be merged into one that is merged itself, or closed, (E869) where they are linked so already, and (E740)
        where one of them is an exercise and the other is none. Limits that the other would let end later are among the
        concerns, and what of it is graver than in the other, and told in both logs.
        """
        if other == incident:
            raise InputError([fault("E851", name=incident)])
        why = {} if reason is None else {"reason": words_of("reason", reason)}
        found: list[Concern] = []

        def make(rows: Rows) -> Sequence[Draft]:
            there = self.store.rows(other)
            told: Mapping[str, list[Concern]] = {}
            check_apart(incident_of(rows()[:1]), incident_of(there[:1]))
            if merged:
                self._check_takes(other, there, ["link"], now)
                self.check_seconded("merge", incident)
                told = self._held_apart(rows(), there, now)
                found[:] = [each for several in told.values() for each in several]
            else:
                check_link(rows(), other)
            ends: dict[str, Data] = {
                name: {"zh": each.text.zh, "en": each.text.en}
                for name, several in told.items()
                for each in several
            }
            relation, back = ("merged-into", "merged-from") if merged else ("beside", "beside")
            said: Data = {"to": other, "relation": relation, **why, **ends}
            there_said: Data = {"to": incident, "relation": back, **why, **ends}
            return [Draft("link", now, there_said, incident=other), Draft("link", now, said)]

        entered = self.enter(incident, make, now)
        return evolve(entered, concerns=(*found, *entered.concerns))

    def merging(self, incident: str, other: str, *, now: datetime) -> tuple[Concern, ...]:
        """Give what would be lost if an incident were merged into another now; nothing is kept."""
        told = self._held_apart(self.store.rows(incident), self.store.rows(other), now)
        return tuple(each for several in told.values() for each in several)

    def _held_apart(
        self, rows: tuple[Row, ...], there: tuple[Row, ...], now: datetime
    ) -> dict[str, list[Concern]]:
        """Hold an incident that is merged against the other, by what the links between them call it."""
        own, others = self._situation(rows, (), now), self._situation(there, (), now)
        numbers = self._numbers(rows, now), self._numbers(there, now)
        return {"limits": merge_concerns(own, others), "graver": graver_concerns(own, others, *numbers)}

    # What a command line needs.

    def zone(self, incident: str | None, plans: Sequence[str] = ()) -> ZoneInfo:
        """Give the zone in which an incident's times are typed, its leading plan's; `plans` before it is open."""
        if plans or incident is None:
            return self.library.zone(plans) if plans else SHANGHAI
        return self.library.zone(incident_of(self.store.rows(incident)[:1]).plans)

    # Deciding.

    def declare(self, incident: str, level: str, how: Decision, *, until: Time | None = None) -> Entered:
        """Enter the level an office declares, with its reason; it survives what is learnt later, until it ends.

        The level is one of the leading plan's, by its name or in words; `none` says that there is none.
        """
        end = _without_none({"until": _written(until)})
        said: dict[str, Data] = {**how.told, "reason": words_of("reason", how.reason or ""), **end}

        def make(rows: Rows) -> Sequence[Draft]:
            before = self._situation(rows(), (), how.now)
            named = self.library.prepared(before.leading.plan).levels.read(level)
            name, reach = named.name, before.level
            if not reach.certain <= Level.at(named) <= reach.possible:
                self.check_seconded("declare", incident)
            return [Draft("declaration", how.now, {"declared": [{**said, "level": name}]})]

        entered = self.enter(incident, make, how)
        left = self._left_of_mergers(incident, how.now)
        return evolve(entered, concerns=(*left, *entered.concerns))

    def withdraw(self, incident: str, how: Decision) -> Entered:
        """Enter that the declared level stands no more. Raises InputError (E736) where none stands."""
        said: Data = {"withdraws": {**how.told, "reason": words_of("reason", how.reason or "")}}
        return self.enter(incident, [Draft("withdrawal", how.now, said)], how)

    def extend(
        self, incident: str, duty: str, length: str, how: Decision, *, round_: int | None = None
    ) -> Entered:
        """Enter that a body made a limit longer, as far as the plan lets it."""
        said: dict[str, Data] = {"duty": duty, "length": length, **how.told, **how.why}
        said |= _without_none({"round": round_})
        return self.enter(incident, [Draft("extension", how.now, {"extended": [said]})], how)

    def correct(
        self, incident: str, entry: str, how: Decision, *, new_source: bool = False, **said: object
    ) -> Entered:
        """Put an entry right, by its name in the log (`deaths#2`): `at` of the decision is when it really was.

        `said` is what else it should have been, in the keys of `corrects`: value, by, to, channel, number, source,
        withdrawn. A source is listed with `new_source`, as in `update`.
        That it was merged is an entry, too (`merged`), which can be `withdrawn`.
        Raises InputError (E869) where the last correction of that entry says the same, and (E741) for what described
        the incident before something else did.
        """
        _check_addressees(said)
        told = how.told
        right = _without_none({"at": told.get("at"), **self._by_id(incident, how.now, said)})
        put_right: Data = {"entry": entry, **right, "corrected_by": told["by"], **how.why}

        def make(rows: Rows) -> Sequence[Draft]:
            if is_merger(entry):
                return self._part(rows(), entry, right, how)
            check_correction(rows(), entry, right)
            check_decides(incident_of(rows()), entry)
            if corrects_decision(entry, self._leading(rows(), how.now).plan):
                self.check_seconded("correct", incident)
            moves = entry != "occurred" and ("at" in right or said.get("withdrawn"))
            along = self._presumed_anew(rows(), how.now, right.get("at"), entry) if moves else []
            source = right.get("source")
            listed = _listed(rows(), source) if new_source and isinstance(source, str) else {}
            return [Draft("correction", how.now, {**listed, "corrects": [put_right, *along]})]

        return self.enter(incident, make, how)

    def _by_id(self, incident: str, now: datetime, said: Mapping[str, object]) -> dict[str, object]:
        """Give what puts an entry right with a body that is known by its name by its id; all else as it is said."""
        bodies = self.bodies(incident, now) if said.get("by") or said.get("to") else ()

        def named(value: object) -> object:
            if isinstance(value, list):
                return [named(each) for each in value]
            return (meant(value, bodies) or value) if isinstance(value, str) else value

        return {name: named(value) if name in {"by", "to"} else value for name, value in said.items()}

    def _part(
        self, rows: tuple[Row, ...], entry: str, right: Mapping[str, Data], how: Decision
    ) -> list[Draft]:
        """Give what takes back, in both logs, that an incident was merged into another; all it owed is owed again.

        Only in its own where the other is not kept here, or its log does not tell of the merger. Raises InputError
        (E723) for what was not merged, (E727) where more is to be put right of it, (E845) for into what is not seen.
        """
        incident = rows[0].incident
        merging = [row for row in rows if row.merges_into is not None]
        if merged_into(rows) is None or entry != merging_name(len(merging)):
            raise InputError([fault("E723", Place(incident), name=entry)])
        if right != {"withdrawn": "yes"}:
            raise InputError([fault("E727", Place(incident), name=entry)])
        self.check_seconded("correct", incident)
        other = str(merging[-1].merges_into)
        said: dict[str, Data] = {"by": how.told["by"], **how.why}
        own = Draft("link", how.now, {"to": other, "relation": "parted-from", **said}, decides=True)
        if other == UNSEEN:  # its log would have to tell of it too
            self.store.rows(other)
        if not any(_took_in(row, incident) for row in self._rows_of(other)):
            return [own]  # a file said so, or it was merged in another store: no log here tells of it
        return [Draft("link", how.now, {"to": incident, "relation": "parted", **said}, incident=other), own]

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
        said = how.told
        more = {"note": why} if (why := how.why.get("reason")) is not None else {}
        found: list[Concern] = []

        def make(rows: Rows) -> Sequence[Draft]:
            kept = rows()
            self._check_takes(incident, kept, ["event"], how.now)
            before = self._situation(kept, (), how.now)
            ended = before.leading.response.ended
            if event == "terminated" and ended is not None:
                raise InputError([fault("E715", name=event, first=ended, second=said.get("at", before.now))])
            plan = self.library.prepared(before.leading.plan)
            named = {} if level is None else {"level": response_level(plan.response_levels, level)}
            found[:] = decision_concerns(before, plan, event, named.get("level"), how.by)
            against = [each.text for each in found if each.against]
            if against and not more:
                listed = Text(
                    "\n  ".join(each.zh for each in against), "\n  ".join(each.en for each in against)
                )
                raise InputError([fault("E850", name=incident, found=listed)])
            if against or event in ENDINGS:
                self.check_seconded(DECIDED[event], incident)
            return [Draft("event", how.now, {"events": {event: {**said, **named}}, **more}, decides=True)]

        entered = self.enter(incident, make, how)
        left = self._left_of_mergers(incident, how.now)
        return evolve(entered, concerns=(*found, *left, *entered.concerns))

    def _left_of_mergers(self, incident: str, now: datetime) -> tuple[Concern, ...]:
        """Tell of a decision what it does not count: what is not entered of incidents merged into this one."""
        return tuple(map(Concern, left_to_enter(went_in(self.store, self.library, incident, now=now))))

    def held_against(self, incident: str, kind: str, level: str | None, how: Decision) -> tuple[Concern, ...]:
        """Give what would go against the plan in a decision to start, adjust, terminate or close; nothing is kept.

        `kind` is the command's name for it. Raises as the decision would for a level there is not.
        """
        found = self.compared(incident, kind, level, now=how.now, by=how.by)
        return tuple(each for each in found if each.against)

    def compared(
        self, incident: str, kind: str, level: str | None = None, *, now: datetime, by: str | None = None
    ) -> tuple[Concern, ...]:
        """Give what the plan says of a decision to start, adjust, terminate or close before it is taken.

        `kind` is the command's name for it; without `by` nobody is compared with who decides it there. Raises as the
        decision would for a level there is not.
        """
        event = next(name for name, command in DECIDED.items() if command == kind)
        before = self._situation(self.store.rows(incident), (), now)
        plan = self.library.prepared(before.leading.plan)
        named = None if level is None else response_level(plan.response_levels, level)
        found = decision_concerns(before, plan, event, named, by)
        return (*found, *self._left_of_mergers(incident, now))

    # What all of them do.

    def enter(
        self,
        incident: str,
        said: Sequence[Draft] | Making,
        how: Decision | datetime,
        *,
        new: bool = False,
    ) -> Entered:
        """Keep entries, in the keys of the steps of an incident file, once the plans have taken them.

        `said` may be a function of the rows that are there, which nobody else can add to meanwhile. An entry that is a
        Decision is refused with what came since the last one it names.
        """
        now, seen = (how.now, how.seen) if isinstance(how, Decision) else (how, None)
        if now.utcoffset() is None:
            raise InputError([fault("E719", name="now", found=now)])
        found: list[Situation] = []

        def make(rows: Rows) -> Sequence[Draft]:
            kept = () if new else rows()
            drafts = said(rows) if callable(said) else said
            check_regions(drafts)
            self._check_takes(incident, kept, [each.kind for each in drafts if not _parts(each)], now)
            found.append(self._situation(kept, drafts, now))
            if not new:
                check_rounds(incident, drafts, found[-1])
            return drafts

        decides = isinstance(how, Decision)
        kept = self.store.add(incident, make, by=self.by, now=now, seen=seen, decides=decides, new=new)
        return Entered(
            kept, found[-1], (*behind_the_log(kept[0], found[-1]), *unsigned_concerns(self.store, kept[-1]))
        )

    def check_seconded(
        self, command: str, incident: str, entry: str | None = None, first: Text = _NOTHING
    ) -> None:
        """Refuse what goes against the plan, or ends something, where two persons have to decide it (E961).

        `entry` is what the API calls it, the command's last word if absent; `first` says what to do before.
        """
        if self.store.two_decide and not self.seconded:
            of, _, last = command.rpartition(" ")
            part, kind = "supervision" if of else "incidents", entry or last
            raise InputError(
                [fault("E961", command=command, part=part, name=incident, kind=kind, first=first)]
            )

    def _check_takes(
        self, incident: str, rows: tuple[Row, ...], kinds: Sequence[RowKind], now: datetime
    ) -> None:
        """Refuse what an incident takes no more, once it was merged into another (E853) or closed (E854)."""
        if not _AFTER_MERGING.issuperset(kinds):
            check_goes_on(rows)
        if _AFTER_CLOSING.issuperset(kinds) or not any('"closed' in row.body for row in rows):
            return
        before = self._situation(rows, (), now)
        closed = next((event.at for event in before.events if event.id == "closed"), None)
        if closed is not None:
            one = kept_of(self.store.following.followed(rows, self.library), self.library, now)
            profile = self.library.prepared(before.leading_plan).plan.supervision
            cleared = () if profile is None or profile.cleared is None else (profile.cleared,)
            undo = taking_back(one.log, incident, *cleared, "closed")
            raise InputError([fault("E854", name=incident, at=_clock(closed, before), undo=undo)])

    def _presumed_anew(
        self, rows: tuple[Row, ...], now: datetime, at: Data, entry: str | None = None
    ) -> list[Data]:
        """Give what a time of occurrence that nobody reported becomes with an event at a moment, if another."""
        followed = self.store.following.followed(rows, self.library)
        log, _ = log_of(followed.file, self.library, now, followed.running)
        return presumed_anew(followed.file, log, self.by, at, entry)

    def _numbers(self, rows: tuple[Row, ...], now: datetime) -> Numbers:
        """Give what an incident says of its facts."""
        followed = self.store.following.followed(rows, self.library)
        present = max(now, rows[-1].known_at)
        log, _ = log_of(followed.file, self.library, present, followed.running)
        return Numbers(log.steps(present)[-1].observations, log.facts, present)

    def _leading(self, rows: tuple[Row, ...], now: datetime) -> Prepared:
        """Give the plan that leads an incident."""
        return self.library.prepared(self._situation(rows, (), now).leading.plan)

    def _situation(self, rows: tuple[Row, ...], drafts: Sequence[Draft], now: datetime) -> Situation:
        """Give the answer by the rows that are kept and entries that are not yet, no earlier than the last of them."""
        if rows:
            followed = self.store.following.followed(rows, self.library)
            incident, running = followed.with_drafts(drafts), followed.running
            running = running.branched() if drafts else running  # what is not kept yet may be refused
        else:
            opening = with_drafts((), drafts[:1])
            incident = with_drafts((), drafts, self.library.zone(opening.plans))
            running = Running(self.library, keeps=False, seat=self.store.seat)
        known = max([now, *(then.at for then in incident.then[-1:])])
        try:
            with as_written(() if drafts else rows):
                return situate(incident, self.library, now=known, running=running)
        except InputError:
            if rows and drafts:  # it may be what is kept that is wrong, not what is to be entered
                self._situation(rows, (), now)
            raise


def _listed(rows: Sequence[Row], source: str | None) -> dict[str, Data]:
    """Give what lists a source, where an incident lists its sources and this is none of them."""
    file = incident_of(rows)
    if source is None or not file.sources or source in file.every_source:
        return {}
    return {"sources": {source: {"zh": source, "en": source}}}


def _took_in(row: Row, incident: str) -> bool:
    """Say whether an entry tells that another incident was merged into its own."""
    if row.kind != "link":
        return False
    return (row.data.get("relation"), row.data.get("to")) == ("merged-from", incident)


def _parts(draft: Draft) -> bool:
    """Say whether an entry takes back that two incidents were merged, which is taken whatever became of them."""
    said = draft.body if isinstance(draft.body, dict) else {}
    return draft.kind == "link" and said.get("relation") in {"parted-from", "parted"}


def act_draft(duty: str, now: datetime, at: Time | None = None, **more: object) -> Draft:
    """Give the entry that a duty was done; raises InputError (E857) for a time yet to come, (E964) if told to none."""
    _check_addressees(more)
    said = {"duty": duty, **_without_none({"at": _past("at", at, now), **more})}
    return Draft("act", now, {"did": [said]})


def _check_addressees(said: Mapping[str, object]) -> None:
    """Refuse an empty list of who was told (E964): left out it means all, and that nobody was fulfils nothing."""
    if said.get("to") in ([], ()):
        raise InputError([told_nobody(Place("to"))])


def _is_one(plan: str, duty: str, done: Sequence[str]) -> bool:
    return any(is_duty(each, plan, duty) for each in done)


def _once(*concerns: Concern) -> tuple[Concern, ...]:
    return tuple(dict.fromkeys(concerns))


def behind_the_log(row: Row, situation: Situation) -> tuple[Concern, ...]:
    """Say that the clock of who entered something was behind the log, which goes on from its last entry, if it was."""
    if row.number == 1 or row.known <= row.recorded:
        return ()
    at = _clock(row.known_at, situation)
    words = Text(
        f"本机时钟慢于上一条记录，按其时刻（{at}）记入",
        f"this clock is behind the last entry; kept as of then ({at})",
    )
    return (Concern(words, compared_with="log"),)


def _clock(moment: datetime, situation: Situation) -> str:
    return moment.astimezone(situation.tz).strftime("%Y-%m-%d %H:%M")


def _past(name: str, given: Time | None, now: datetime) -> str | None:
    """Give a time as a file has it; raises InputError (E857) for one that is yet to come."""
    text = _written(given)
    if text is None:
        return None
    try:
        moment = read_instant(text, name)
    except InputError:
        return text  # whoever reads it as what it is to be says what is wrong
    if now.utcoffset() is not None and moment > now:
        raise InputError([fault("E857", name=name, at=moment, now=now.astimezone(moment.tzinfo))])
    return text


def _written(given: Time | None) -> str | None:
    return given.isoformat() if isinstance(given, datetime) else given


def _named(name: str, given: str) -> str:
    check_name(name, given)
    return given


def _opening(opening: Mapping[str, Data] | Source) -> dict[str, Data]:
    """Read a first report, with the places of its faults where it is a file."""
    node = parse(opening) if isinstance(opening, Source) else node_of({**opening}, Place("incident"))
    check_addressees(structure(node, IncidentFile))
    # what another store kept is held to that store's signature
    if isinstance(node, dict) and "kept" not in node:
        check_texts("incident", node)
    data = data_of(node)
    assert isinstance(data, dict)  # noqa: S101 - or it had not the structure of a file
    title = data.get("title")
    for each in title.values() if isinstance(title, dict) else [title]:
        check_visible("title", str(each or ""))
    return data


def _drafts(opening: Mapping[str, Data] | Source, data: dict[str, Data], now: datetime) -> list[Draft]:
    """Give a first report as entries, or those of the log it brings along."""
    name = str(data.get("id"))
    if data.get("kept") is None:
        return _entries(data, name, now)
    return exported_drafts(data, opening.name if isinstance(opening, Source) else name, now)


def _entries(data: dict[str, Data], name: str, now: datetime) -> list[Draft]:
    """Give a first report as entries: what opens the incident, then its steps."""
    steps = data.pop("then", None) or []
    later = [_step(step, name) for step in steps] if isinstance(steps, list) else []
    return [Draft("opened", min([now, *(draft.known for draft in later)]), data), *later]


def _step(step: Data, incident: str) -> Draft:
    """Give a step of an incident file as an entry."""
    said = dict(step) if isinstance(step, dict) else {}
    at = structure(node_of(said.pop("at", None), Place(incident)), datetime)
    return Draft(next((kind for key, kind in _KINDS if said.get(key)), "note"), at, said)


def _without_none(said: Mapping[str, object]) -> dict[str, Data]:
    """Give what was said in the form of a file: whole numbers, flags and moments as texts."""
    return {key: _plain(key, value) for key, value in said.items() if value is not None}


def _plain(name: str, value: object) -> Data:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(name, each) for each in value]
    if isinstance(value, str):
        return str(value)
    raise InputError([fault("E750", name=name, found=shown_value(value), expected=_TEXT)])
