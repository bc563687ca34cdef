"""An incident file read into entries, with every fault of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from respond._records import evolve
from respond.clock import Calendar, Duration, add, parse_duration
from respond.errors import CoverageError, Fault, InputError, Place, Text, fault, nearest
from respond.facts import Level, LevelScale, Observation, read_observation
from respond.log.description import Description, descriptions_in, entry_of, words_in
from respond.log.entries import (
    Act,
    Declaration,
    Entry,
    Happened,
    Held,
    Holding,
    Inability,
    Lengthening,
    Withdrawal,
    give_up,
    in_force,
)
from respond.log.incident import (
    Bodies,
    Corrected,
    Declared,
    Did,
    Extended,
    Happening,
    IncidentFile,
    Span,
    Then,
    Unable,
    Withdrawn,
)
from respond.log.moments import occurrences_of, read_occurrence
from respond.log.names import fact_named, is_duty
from respond.log.region import has_region_form, region_fault
from respond.log.vocabulary import Vocabulary, clashing, happens_once
from respond.plan import DERIVED_EVENTS, Plan, Prepared, Rule, split_event, structure
from respond.yaml import Mapping as Fields
from respond.yaml import Node, Scalar


class Reader:
    """Reads an incident file into entries and collects every fault of it."""

    def __init__(
        self,
        incident: IncidentFile,
        plans: Sequence[Prepared],
        words: Vocabulary,
        seat: str | None,
        later: Sequence[Prepared],
        calendar_of: Callable[[Plan], Calendar] | None,
        zone: ZoneInfo,
    ) -> None:
        self.later = later
        self.calendar_of = calendar_of
        self.incident = incident
        self.facts, self.events = words.facts, words.events
        self.plans = plans
        self.seat = seat
        self.faults: list[Fault] = []
        self.counts: dict[str, int] = {}
        self.kinds: dict[str, Entry] = {}
        self.at: datetime
        """When the last step that was read was told."""
        self.zone = zone
        self.held: dict[str, str] = {}
        said = list(occurrences_of(incident, zone))
        self.occurrence = said[0] if said else None
        begins = [each.earliest for each in said] if said else [incident.noticed]
        self.begins: datetime = min(begins)  # type: ignore[type-var,assignment]
        self.first: datetime = begins[0]  # type: ignore[assignment]

    def read(self) -> Iterator[Entry]:
        """Go through the first report and the steps."""
        incident, occurrence = self.incident, self.occurrence
        if incident.ended is not None and incident.ended < self.begins:
            self._fault("E703", incident.place, ended=incident.ended, occurred=self.begins)
        self._call(incident.bodies)
        first = [*self._happenings(incident.events, None)]
        if occurrence is not None:
            held = Held(occurrence.earliest, occurrence.latest)
            first.insert(0, self._event("occurred", held, None, None, incident.place))
        # a report can come before the day or span of the occurrence is over
        moments = [self.first, *(each.held.first for each in first)]
        moments += [act.at for act in incident.did if act.at is not None]
        at = self.first = max(moments)
        self.at = at
        yield from self._part(first, incident, at, incident.note)
        yield from self.steps(0)

    def going_on(self, incident: IncidentFile) -> "Reader":
        """Give another that goes on from here through the further steps of the same incident."""
        found = copy(self)
        found.incident = incident
        found.faults, found.counts, found.kinds = [], dict(self.counts), dict(self.kinds)
        found.held = dict(self.held)
        return found

    def steps(self, known: int) -> Iterator[Entry]:
        """Go through the steps after some that are known."""
        for number, then in enumerate(self.incident.then[known:], known + 1):
            if then.at < self.at:
                self._fault("E704", then.place, at=then.at, before=self.at)
            at = self.at = max(self.at, then.at)
            self._call(then.bodies)
            for entry in self._part(self._happenings(then.events, then.at), then, at, then.note):
                yield evolve(entry, step=number)
            for entry in self._corrections(then, at):
                yield evolve(entry, step=number)

    def _part(
        self, events: Iterable[Entry], part: IncidentFile | Then, at: datetime, note: Text | None
    ) -> Iterator[Entry]:
        for entry in events:
            yield self._known(entry, at)
        yield from self._holdings(part.bodies, at)
        step = part.at if isinstance(part, Then) else None
        for each in descriptions_in(part):
            yield self._description(each, at, part.place)
        yield from self._observations(part.facts, at, step)
        for did in part.did:
            yield from self._act(did, at, step)
        for extended in part.extended:
            yield from self._lengthening(extended, at, step)
        for declared in part.declared:
            yield self._declaration(declared, at)
        if isinstance(part, Then):
            for unable in part.unable:
                yield from self._unable(unable, at)
            if part.withdraws is not None:
                yield self._withdrawal(part.withdraws, at)
        if note is not None:
            yield self._kept(Entry(self._id("note"), "note", Held.at(at), at, note))

    def _description(self, said: Description, at: datetime, place: Place | None) -> Entry:
        self._check_region(said, place)
        name = entry_of(said.of)
        return self._kept(Entry(self._id(name), "description", Held.at(at), at, said, name, place=place))

    def _check_region(self, said: Description, place: Place | None) -> None:
        if said.of == "region" and not has_region_form(said.words.zh):
            self.faults.append(region_fault("E738", said.words.zh, place))

    def _known(self, entry: Entry, at: datetime) -> Entry:
        content = evolve(entry.content, known=at) if isinstance(entry.content, Happened) else entry.content
        return self._kept(evolve(entry, known=at, content=content))

    def _kept(self, entry: Entry) -> Entry:
        self.kinds[entry.id] = entry
        return entry

    def _id(self, name: str) -> str:
        count = self.counts[name] = self.counts.get(name, 0) + 1
        return name if count == 1 else f"{name}#{count}"

    def _holdings(self, given: Bodies, at: datetime) -> Iterator[Entry]:
        """Read which bodies stand for units from now on; from now on they may be called by their names."""
        known = self.bodies
        for unit, said in given.items():
            names = (said,) if isinstance(said, str) else said
            if unit not in known:
                self._fault("E722", _place(unit), suggestion=nearest(unit, known), name=unit)
                continue
            if not names or any(not name.strip() for name in names):
                self._fault("E737", _place(unit), name=unit)
                continue
            holding = Holding(str(unit), tuple(map(str, names)))
            yield self._kept(
                Entry(self._id(f"{unit}="), "body", Held.at(at), at, holding, str(unit), place=_place(unit))
            )

    def _call(self, given: Bodies) -> None:
        """Let bodies be called by their names in all that is told together with them."""
        for unit, said in given.items():
            for name in (said,) if isinstance(said, str) else said:
                if unit in self.bodies:
                    self.held.setdefault(str(name), str(unit))

    def _holder(self, name: str) -> str | None:
        """Give the body an event is of, by its own name, where its unit's bodies owe each by itself."""
        body = self._body(split_event(name)[1])
        unit = self._unit(body)
        each = any(unit in plan.plan.units and plan.plan.units[unit].each for plan in self.plans if unit)
        return body if each else None

    def _unit(self, name: str | None) -> str | None:
        """Give the unit a body stands for in this incident, where it is called by its own name."""
        return name if name is None or name in self.bodies else self.held.get(name, name)

    def _body(self, name: str | None) -> str | None:
        """Give a body by its own name, where it stands for a unit in this incident."""
        return name if self._unit(name) != name else None

    def _observations(
        self, given: Mapping[str, Node], at: datetime, step: datetime | None
    ) -> Iterator[Entry]:
        told: dict[str, str] = {}
        for written, node in given.items():
            place = _place(written)
            try:
                name = fact_named(str(written), self.facts, place, self.events)
            except InputError as error:
                self.faults += error.faults
                continue
            if name in told:
                self._fault("E730", place, name=name, first=told[name], second=written)
                continue
            told[name] = str(written)
            observation = self._observation(name, node)
            if observation is not None:
                held = Held.at(observation.as_of or at)
                if step is not None and observation.as_of is not None and held.first > step:
                    self._fault("E713", observation.place, name=name, at=held.first, step=step)
                yield self._kept(
                    Entry(
                        self._id(name), "observation", held, at, observation, name,
                        by=observation.by, source=observation.source, place=place,
                    )
                )  # fmt: skip

    def _observation(self, name: str, node: Node, by: str | None = None) -> Observation | None:
        try:
            observation = read_observation(node, self.facts[name], by=by)
        except InputError as error:
            self.faults += error.faults
            return None
        self._check_source(observation.source, observation.place)
        return observation

    def _check_source(self, named: str | None, place: Place | None) -> None:
        """Refuse a source that is none of those the incident lists, if it lists any (E705)."""
        listed = self.incident.sources
        if named is not None and listed and named not in listed:
            sources = self.incident.every_source
            if named not in sources:
                self._fault("E705", _place(named) or place, suggestion=nearest(named, sources), name=named)

    def _happenings(self, given: Mapping[str, Node], at: datetime | None) -> Iterator[Entry]:
        for name, node in given.items():
            place = _place(name)
            found = self._happening(str(name), node, at, place)
            if found is None:
                continue
            held, happening = found
            event, body = split_event(str(name))
            own = self._own(str(name))
            clash = clashing(self.plans, event) if body is None else None
            if clash is not None:
                self._fault("E728", place, name=name, first=clash[0].ref, second=clash[1].ref)
            holder = self._holder(str(name))
            earlier = self._given(own, holder) if happens_once(event) else None
            if earlier is not None:
                self._fault("E715", place, name=name, first=earlier.held.first, second=held.first)
            if held.first < self.begins:
                self._fault("E708", place, name=name, at=held.first, occurred=self.begins)
            level = self._level(happening.level, self.plans[0].response_levels) if happening.level else None
            entry = self._event(own, held, level, happening.by, place, self._within(own, happening))
            if isinstance(entry.content, Happened):
                self._check_source(happening.source, happening.place)
                told = evolve(entry.content, source=happening.source, holder=holder)
                told = evolve(told, body=self._unit(body)) if body is not None and own == event else told
                entry = self._kept(evolve(entry, content=told, source=happening.source))
            yield entry

    def _level(self, name: str, scale: LevelScale) -> Level:
        """Give a level of the leading plan, `none` with the fault noted where it has no such level."""
        level = scale.find(name)
        if level is None:
            known = ", ".join(scale.gravest_first)
            self._fault("E551", _place(name), suggestion=scale.nearest(name), name=name, known=known)
        return level if level is not None else scale.none

    def _given(self, name: str, holder: str | None) -> Entry | None:
        """Give the event of a name that stands already for a body; one that was withdrawn may happen after all."""
        return next(
            (
                each
                for each in self.kinds.values()
                if (each.kind, each.name) == ("event", name)
                and isinstance(each.content, Happened)
                and each.content.holder == holder
            ),
            None,
        )

    def _own(self, name: str) -> str:
        """Give an event by the unit its body stands for, and without it where that is the seat of the desk."""
        event, body = split_event(name)
        unit = self._unit(body)
        return event if unit is None or unit == self.seat else f"{event}@{unit}"

    def _within(self, name: str, happening: Happening) -> Duration | None:
        """Give the time set with an event, which some duty must leave to whoever acts (E746)."""
        if happening.within is None:
            return None
        place = _place(happening.within) or happening.place
        if not any(each.takes_limit_of(name) for each in (*self.plans, *self.later)):
            self._fault("E746", place, name=name)
        try:
            return parse_duration(happening.within, place)
        except InputError as error:
            self.faults += error.faults
            return None

    def _event(
        self,
        name: str,
        held: Held,
        level: Level | None,
        by: str | None,
        place: Place | None,
        within: Duration | None = None,
    ) -> Entry:
        entry = self._id(name)
        happened = Happened(entry, held, held.first, by, level, within=within)
        body = split_event(name)[1]
        return self._kept(
            Entry(entry, "event", held, held.first, happened, name, by=by, body=body, place=place)
        )

    def _happening(
        self, name: str, node: Node, at: datetime | None, place: Place | None
    ) -> tuple[Held, Happening] | None:
        """Read one event; None, with the fault noted, where it is not valid."""
        event, body = split_event(name)
        if event in DERIVED_EVENTS:
            self._fault("E707", place, name=name)
            return None
        blocked = event == "occurred" and self.occurrence is not None
        if event not in self.events or blocked:
            known = [known for known in self.events if known not in DERIVED_EVENTS and known != "occurred"]
            self._fault("E702", place, suggestion=nearest(event, known), name=event, known=", ".join(known))
            return None
        if body is not None and self._unit(body) not in self.bodies:
            bodies = [*self.bodies, *self.held]
            self._fault("E722", place, suggestion=nearest(body, bodies), name=body)
            return None
        try:
            happening = _read_happening(node)
            held = _read_held(happening.at) if happening.at is not None else None
        except InputError as error:
            self.faults += error.faults
            return None
        if held is None and at is not None:
            held = Held.at(at)
        if held is not None and held.earliest is None:  # nothing of an incident happens before it begins
            held = Held(min(self.begins, held.last), held.last)
        if held is None:
            self._fault("E706", place, name=name)
            return None
        if at is not None and held.first > at:
            self._fault("E713", place, name=name, at=held.first, step=at)
        return held, happening

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Give the units and groups of every plan."""
        return tuple([str(name) for each in self.plans for name in (*each.plan.units, *each.plan.groups)])

    def _rules(self, named: str, place: Place | None) -> list[tuple[Prepared, Rule]]:
        """Find the duty a name means; one of several plans is named `plan#duty`, the plan in full or in short."""
        _, hash_, duty = named.rpartition("#")
        owners = [
            (each, rule)
            for each, rule in self.by_id.get(duty if hash_ else named, ())
            if is_duty(named, str(each.origin(rule.id).id), rule.id)
        ]
        if not owners:
            known = [rule.id for each in self.plans for rule in each.measures]
            self._fault("E720", place, suggestion=nearest(duty or named, known), name=named)
        elif len({each.origin(rule.id).id for each, rule in owners}) > 1:
            names = ", ".join(f"{each.origin(rule.id).id}#{rule.id}" for each, rule in owners)
            self._fault("E721", place, name=named, known=names)
            return []
        return owners[:1]

    @cached_property
    def by_id(self) -> Mapping[str, Sequence[tuple[Prepared, Rule]]]:
        """Give the duties of every plan by their ids."""
        found: dict[str, list[tuple[Prepared, Rule]]] = {}
        for each in (*self.plans, *self.later):
            for rule in each.measures:
                found.setdefault(rule.id, []).append((each, rule))
        return found

    def _act(self, did: Did, at: datetime, step: datetime | None) -> Iterator[Entry]:
        place = _place(did.duty) or did.place
        found = self._rules(str(did.duty), place)
        moment = did.at or step
        if moment is None:
            self._fault("E706", did.place, name=did.duty)
        else:
            self._check_time(moment, step, did.duty, did.place)
        told = tuple(dict.fromkeys(did.to or ()))
        self._units((did.by, did.for_, *told))
        if moment is None:
            return
        for plan, rule in found:
            entry = self._id(rule.id)
            act = Act(
                entry, plan.origin(rule.id).id, rule.id, moment, at, self._unit(did.by), self._unit(did.for_),
                tuple(self._unit(each) or each for each in told), did.channel, did.number, did.round, did.broke,
                body=self._body(did.by),
            )  # fmt: skip
            yield self._kept(
                Entry(entry, "act", Held.at(moment), at, act, rule.id, by=did.by, place=did.place)
            )

    def _check_time(self, moment: datetime, step: datetime | None, name: str, place: Place | None) -> None:
        """Refuse what is said of a duty if it lies after the step that says it, or before the incident begins."""
        if step is not None and moment > step:
            self._fault("E713", place, name=name, at=moment, step=step)
        elif moment < self.begins:
            self._fault("E708", place, name=name, at=moment, occurred=self.begins)

    def _units(self, names: Iterable[str | None]) -> None:
        known = self.bodies
        for name in names:
            if name is not None and self._unit(name) not in known:
                self._fault("E722", _place(name), suggestion=nearest(name, known), name=name)

    def _lengthening(self, extended: Extended, at: datetime, step: datetime | None) -> Iterator[Entry]:
        found = self._rules(str(extended.duty), _place(extended.duty) or extended.place)
        self._units((extended.by,))
        try:
            length = parse_duration(extended.length, _place(extended.length))
        except InputError as error:
            self.faults += error.faults
            return
        for plan, rule in found:
            allowed = rule.entry.extend
            name = rule.id
            if allowed is None or allowed.by != self._unit(extended.by) or rule.longest is None:
                by = allowed.by if allowed is not None else "-"
                self._fault("E724", extended.place, name=name, by=extended.by, allowed=by)
                continue
            moment = extended.at or at
            self._check_time(moment, step, name, extended.place)
            calendar = None if self.calendar_of is None else self.calendar_of(plan.plan)
            if not all(
                _fits([*lengths, length], rule.longest, moment, calendar)
                for lengths in self._lengths((name, *map(str, allowed.together)), extended.round)
            ):
                self._fault("E725", extended.place, name=name, most=rule.longest.words)
                continue
            entry = self._id(f"{name}+")
            content = Lengthening(
                entry, plan.origin(name).id, name, length, extended.by, moment, at, extended.reason,
                extended.round,
            )  # fmt: skip
            yield self._kept(
                Entry(
                    entry,
                    "extension",
                    Held.at(moment),
                    at,
                    content,
                    name,
                    by=extended.by,
                    place=extended.place,
                )
            )

    def _lengths(self, duties: Sequence[str], number: int | None) -> Iterator[list[Duration]]:
        """Give by how much each round that is to be lengthened is so already; no number means every round."""
        kept = [
            each.content for each in self.kinds.values() if each.kind == "extension" and each.name in duties
        ]
        given = [each for each in kept if isinstance(each, Lengthening)]
        for each_round in {None, *(each.round for each in given)} if number is None else {number}:
            yield [each.length for each in given if each.round in (None, each_round)]

    def _declaration(self, declared: Declared, at: datetime) -> Entry:
        since = declared.at or at
        level = self._level(declared.level, self.plans[0].levels)
        if declared.until is not None and declared.until <= since:
            self._fault("E712", declared.place, until=declared.until, at=since)
        content = Declaration(level, declared.by, declared.reason, since, declared.until)
        return self._kept(
            Entry(
                self._id("declared"), "declaration", Held.at(since), at, content, "declared",
                by=declared.by, reason=declared.reason, place=declared.place,
            )
        )  # fmt: skip

    def _withdrawal(self, withdrawn: Withdrawn, at: datetime) -> Entry:
        since = withdrawn.at or at
        declared = [each.content for each in self.kinds.values() if isinstance(each.content, Declaration)]
        if since > at:
            self._fault("E713", withdrawn.place, name="withdraws", at=since, step=at)
        elif not any(each.at <= since and in_force(each, since) for each in declared):
            self._fault("E736", withdrawn.place, at=since)
        content = Withdrawal(withdrawn.by, withdrawn.reason, since)
        give_up(self.kinds, declared, content)
        return self._kept(
            Entry(
                self._id("withdrawn"), "withdrawal", Held.at(since), at, content, "withdrawn",
                by=withdrawn.by, reason=withdrawn.reason, place=withdrawn.place,
            )
        )  # fmt: skip

    def _unable(self, unable: Unable, at: datetime) -> Iterator[Entry]:
        place = _place(unable.duty) or unable.place
        moment = unable.at or at
        self._check_time(moment, at, unable.duty, unable.place)
        self._units((unable.by,))
        for plan, rule in self._rules(str(unable.duty), place):
            content = Inability(
                plan.origin(rule.id).id, rule.id, unable.reason, moment, unable.by, unable.round
            )
            yield self._kept(
                Entry(
                    self._id(f"{rule.id}!"), "unable", Held.at(moment), at, content, rule.id,
                    by=unable.by, reason=unable.reason, place=unable.place,
                )
            )  # fmt: skip

    def _corrections(self, then: Then, at: datetime) -> Iterator[Entry]:
        for correction in then.corrects:
            target = self._target(str(correction.entry))
            place = _place(correction.entry) or correction.place
            if target is None:
                guess = nearest(str(correction.entry), self.kinds)
                self._fault("E723", place, suggestion=guess, name=correction.entry)
                continue
            try:
                entry = self._correction(correction, target, at)
            except InputError as error:
                self.faults += error.faults
                continue
            if entry is not None:
                self._stands(target, entry)
                yield entry

    def _target(self, name: str) -> Entry | None:
        """Give the entry that is put right, of the receipt of one body of a unit that one's."""
        own, holder = self._own(name), self._holder(name)
        return self.kinds.get(own) if holder is None else self._given(own, holder)

    def _stands(self, target: Entry, correction: Entry) -> None:
        """Let an entry stand as it was put right, for the next correction to build on; one withdrawn stands no more."""
        if correction.content is None:
            del self.kinds[target.id]
        else:
            self.kinds[target.id] = evolve(target, held=correction.held, content=correction.content)

    def _correction(self, correction: Corrected, target: Entry, at: datetime) -> Entry | None:
        """Give what an entry should have said."""
        content, held = target.content, target.held
        if isinstance(content, Lengthening | Declaration | Withdrawal | Inability | Holding):
            self._fault("E726", correction.place, name=correction.entry)
            return None
        if not _says(correction, target):
            self._fault("E727", correction.place, name=correction.entry)
            return None
        if correction.at is not None:
            held = self._really(correction, correction.at, target, at)
        if correction.withdrawn:
            content = None
        elif isinstance(content, Text | Description):
            assert correction.value is not None  # noqa: S101 - else it says nothing
            words = words_in(correction.value)
            if not words.zh.strip():
                self._fault("E727", correction.place, name=correction.entry)
            content = self._reworded(content, words, correction.place)
        elif isinstance(content, Observation):
            assert correction.value is not None  # noqa: S101 - else it says nothing
            judge = correction.by or content.by  # a judgement that was entered wrong is still whose it was
            since = None if correction.at is None else held.first
            content = self._put_right(content, correction.value, judge, since)
            held = held if content.as_of is None else Held.at(content.as_of)
        elif isinstance(content, Happened):
            self._check_source(correction.source, correction.place)
            content = evolve(
                content,
                held=held,
                by=correction.by or content.by,
                source=correction.source or content.source,
            )
        elif isinstance(content, Act):
            self._units((correction.by, *(correction.to or ())))
            content = evolve(
                content,
                at=held.first,
                by=self._unit(correction.by) or content.by,
                body=content.body if correction.by is None else self._body(correction.by),
                to=content.to if correction.to is None else correction.to,
                channel=correction.channel or content.channel,
                number=correction.number or content.number,
            )
        return Entry(
            self._id(f"correction of {target.id}"), "correction", held, at, content, target.name,
            corrects=target.id, by=correction.corrected_by, reason=correction.reason,
            place=correction.place,
        )  # fmt: skip

    def _reworded(self, content: Text | Description, words: Text, place: Place | None) -> Text | Description:
        """Give a note, or what describes the incident, in other words."""
        if isinstance(content, Text):
            return words
        said = evolve(content, words=words)
        self._check_region(said, place)
        return said

    def _put_right(
        self, seen: Observation, said: Node, judge: str | None, at: datetime | None
    ) -> Observation:
        """Give an observation with its value put right; who said it, as of when and how surely stay as they were."""
        right = self._observation(seen.fact, said, judge)
        if right is None:
            return seen
        more = said if isinstance(said, Fields) else {}
        return evolve(
            right,
            source=right.source if "source" in more else seen.source,
            standing=right.standing if "standing" in more else seen.standing,
            as_of=right.as_of if "as_of" in more else at or seen.as_of,
        )

    def _really(self, correction: Corrected, given: Node, target: Entry, at: datetime) -> Held:
        """Read when an entry really was."""
        if target.id == "occurred":
            occurrence = read_occurrence(given, self.zone)
            held = Held(occurrence.earliest, occurrence.latest)
        else:
            held = _read_held(given)
        if held.first > at:
            self._fault("E713", correction.place, name=correction.entry, at=held.first, step=at)
        elif target.id == "occurred":
            for each in self._before(held.first):
                self._fault("E708", correction.place, name=each.id, at=each.held.first, occurred=held.first)
        elif held.first < self.begins and target.kind != "observation":
            self._fault("E708", correction.place, name=correction.entry, at=held.first, occurred=self.begins)
        return held

    def _before(self, begins: datetime) -> list[Entry]:
        """Give what stands that would have happened before the incident began."""
        happened = [each for each in self.kinds.values() if isinstance(each.content, Happened | Act)]
        return [each for each in happened if each.held.first < begins and each.name != "occurred"]

    def _fault(
        self, code: str, place: Place | None, *, suggestion: str | None = None, **found: object
    ) -> None:
        self.faults.append(fault(code, place, suggestion=suggestion, related=(), **found))


def _says(correction: Corrected, target: Entry) -> bool:
    """Say whether a correction says what is right of its entry; what occurred can be put right, not withdrawn."""
    if target.id == "occurred":
        return correction.at is not None and not correction.withdrawn
    if correction.withdrawn:  # what never was has no other time or value
        given = (
            correction.at, correction.value, correction.to, correction.channel, correction.number, correction.source,
        )  # fmt: skip
        return all(each is None for each in given)
    if isinstance(target.content, Observation | Text | Description):
        return correction.value is not None
    said: list[object] = [correction.at, correction.by]
    if isinstance(target.content, Happened):
        said += [correction.source]
    if isinstance(target.content, Act):
        said += [correction.to, correction.channel, correction.number]
    return any(each is not None for each in said)


def _fits(lengths: Sequence[Duration], longest: Duration, at: datetime, calendar: Calendar | None) -> bool:
    """Say whether several lengthenings one after another stay within the most that is allowed.

    Working days against working days need no calendar, nor do office hours against office hours. Where one is needed
    and is not there only what is too long by any calendar is refused: the limit itself says what it lacks.
    """
    for counted in ("working_days", "office_minutes"):
        if all(getattr(length, counted) for length in (*lengths, longest)):
            return bool(sum(getattr(length, counted) for length in lengths) <= getattr(longest, counted))
    end = at
    try:
        for length in lengths:
            end = add(end, length, calendar)
        return end <= add(at, longest, calendar)
    except CoverageError:
        return not any(longest.shorter_than(length) for length in lengths)


def _read_happening(node: Node) -> Happening:
    """Read an event: nothing (the time of its step), a time, or a mapping with `at`, `level`, `by` and more."""
    if isinstance(node, Scalar):
        return Happening(None if node.is_null else node, place=node.place)
    if isinstance(node, Fields) and ("at_least" in node or "at_most" in node):
        return Happening(node, place=node.place)
    return structure(node, Happening)


def _read_held(node: Node) -> Held:
    """Read when something was so: a time, or `{at_least:, at_most:}` of which one may be missing."""
    if isinstance(node, Fields):
        span = structure(node, Span)
        crossed = span.at_least is not None and span.at_most is not None and span.at_most < span.at_least
        if crossed or (span.at_least is None and span.at_most is None):
            raise InputError([fault("E714", node.place, found=f"{span.at_least} … {span.at_most}")])
        return Held(span.at_least, span.at_most)
    return Held.at(structure(node, datetime))


def _place(text: object) -> Place | None:
    return getattr(text, "place", None)
