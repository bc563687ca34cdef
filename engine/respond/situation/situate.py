"""Plan and log, at one moment, to a situation: the whole answer, as a pure function."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from attrs import evolve, field

from respond._records import define, frozen
from respond._version import __version__
from respond.clock import clock_text, local, start_of_day
from respond.errors import CoverageError, Fault, InputError, Text, fault, nearest
from respond.facts import Observation, read_observation
from respond.log import (
    Act,
    Assumed,
    Declaration,
    Happened,
    Inability,
    IncidentFile,
    Lengthening,
    Log,
    Occurrence,
    Step,
    begin_of,
    named_values,
    occurrence_of,
)
from respond.plan import Adoption, Library, PlanRef, Prepared, Rule
from respond.reason import Budget
from respond.situation.account import asks_of_duties, next_overdue, obligations_of, states_of, uncounted
from respond.situation.answers import answer_of
from respond.situation.bodies import held_by, reminding_held_by
from respond.situation.changes import difference_of
from respond.situation.conflicts import conflicts_of
from respond.situation.edges import counts_time, next_edge
from respond.situation.frames import Events, Frame, Gate, Involved, States, frame_at
from respond.situation.late import Late
from respond.situation.ledger import Ledger, rules_by_id
from respond.situation.looks import Looks
from respond.situation.model import Answer, Event, Situation, Uncounted
from respond.situation.obligations import Obligation
from respond.situation.reminding import reminding_of
from respond.situation.units import name_of

_TICK = timedelta(microseconds=1)


def situate(
    incident: IncidentFile,
    library: Library,
    *,
    now: datetime,
    at: datetime | None = None,
    hindsight: bool = False,
    assume: Assumed = (),
    declare: tuple[str, str, str] | None = None,
    desk: str | None = None,
) -> Situation:
    """Work out the situation of an incident as known at `at` (default: `now`), with the time left at `now`.

    With `hindsight` it is the situation as it was at `at`, by what is known at `now`: late reports and corrections put
    where they belong. `assume` adds values (`"deaths=5"`) to what is reported; `declare` is a level, the office that
    declares it and its reason; `desk` is the unit from whose seat the answer is given. Raises `InputError` for what is
    wrong in the incident, `CoverageError` when no edition is in force on its day.
    """
    zone = library.zone(incident.plans)
    now, at = local(now, zone), local(now if at is None else at, zone)
    walk, _ = _walked(incident, library, at, now if hindsight else None, assume, declare, desk)
    course = walk.course()
    course.case.log.check_present(now)
    step = course.frame.step
    obligations = obligations_of(walk.ledger, step, now, step.index)
    return evolve(_situation(incident, course, obligations, at, now, desk), hindsight=hindsight)


def frames_of(incident: IncidentFile, library: Library, at: datetime) -> tuple[Frame, ...]:
    """Work out every moment up to `at` at which something changed, with what each plan concerned sees then.

    Raises what `situate` raises.
    """
    return _walked(incident, library, at)[1]


def situations_of(
    incident: IncidentFile, library: Library, moments: Sequence[datetime]
) -> tuple[Situation, ...]:
    """Work out the situation at each of some moments, in order, in one walk over the incident.

    Each is what `situate` gives at that moment. Raises what `situate` raises.
    """
    return tuple(
        _situation(incident, course, obligations, at, at, None)
        for at, course, obligations in _looks(incident, library, moments)
    )


def log_of(incident: IncidentFile, library: Library, at: datetime) -> tuple[Log, tuple[Involved, ...]]:
    """Read the log of an incident against the plans it falls under by a moment, and give those with it.

    Raises what `situate` raises.
    """
    case = _case(incident, library, at, None)
    return case.log, case.involved


def lasting(
    incident: IncidentFile, library: Library, *, now: datetime, end: datetime
) -> tuple[Situation, datetime]:
    """Work out the situation at `now`, and until when before `end` it surely stays so if nothing is learnt.

    What stays is what is owed, by when, and how it stands; how late it is grows. Raises what `situate` raises.
    """
    zone = library.zone(incident.plans)
    now, end = local(now, zone), local(end, zone)
    walk, _ = _walked(incident, library, now)
    course = walk.course()
    course.case.log.check_present(now)
    step = course.frame.step
    obligations = obligations_of(walk.ledger, step, now, step.index)
    changes = {
        next_edge(course.frame, course.case.involved, end, walk.next_overdue(end)),
        *_turns(obligations),
        *_dated(step),
        *_editions_after(course.case, library, now),
    }
    until = min((moment for moment in changes if moment is not None and now < moment < end), default=end)
    return _situation(incident, course, obligations, now, now, None), until


@frozen(eq=False)
class _Case:
    """An incident with the plans it falls under, ready to be walked."""

    occurrence: Occurrence | None
    begins: datetime
    involved: tuple[Involved, ...]
    gates: Mapping[int, Gate]
    log: Log
    skipped: tuple[Text, ...]


@frozen(eq=False)
class _Course:
    """What an incident came to up to a moment: when it began, how the step before ended, and how it is now.

    `events` are those of the frame, told as a situation tells them; `exact` says that no work was cut short on the way.
    """

    case: _Case
    begun: datetime
    earlier: Frame | None
    frame: Frame
    events: tuple[Event, ...]
    exact: bool


def _turns(obligations: Sequence[Obligation]) -> Iterator[datetime | None]:
    """Give the moments at which obligations fall due, become late, or the next round of them arises."""
    for one in obligations:
        if one.open:
            yield from (one.due, one.latest, one.late_from and one.late_from + _TICK)


def _dated(step: Step) -> Iterator[datetime | None]:
    """Give the moments of what was entered; what is dated later counts from then on."""
    for times in step.events.values():
        for each in times:
            yield from (each.held.earliest, each.held.latest)
    yield from (each.at for each in step.of_duties)


def _editions_after(case: _Case, library: Library, now: datetime) -> Iterator[datetime]:
    """Give the moments at which editions of the plans concerned come into force."""
    for each in case.involved:
        day = local(now, each.calendar.zone).date()
        for source in each.plan.composed.sources:
            for shelved in library.editions(source.id):
                if shelved.in_force.from_ > day:
                    yield start_of_day(shelved.in_force.from_, each.calendar.zone)


def _case(incident: IncidentFile, library: Library, at: datetime, desk: str | None) -> _Case:
    zone = library.zone(incident.plans)
    occurrence = occurrence_of(incident, zone, at)
    begins = occurrence.earliest if occurrence else incident.noticed
    assert begins is not None  # noqa: S101 - one of the two is there, or E729
    if at < begins:
        raise InputError([fault("E716", incident.place, at=at, occurred=begins)])
    day = occurrence.day if occurrence else local(begins, zone).date()
    skipped: list[Text] = []
    found = involve(incident, library, day, skipped)
    graded = [
        Involved(plan, library.calendar(plan.plan), adoption, _reader(found, adoption))
        for plan, adoption in found
    ]
    named = {library.find(reference, day) for reference in incident.plans}
    chosen = {library.find(reference, day) for reference in incident.plans if "@" in reference}
    involved = _with_later_editions(graded, library, day, at, chosen)
    if desk is not None:
        known = [str(name) for each in involved for name in each.plan.plan.units]
        if desk not in known:
            raise InputError([fault("E722", suggestion=nearest(desk, known), name=desk)])
    later = [each.plan for each in involved if each.scale is not None]
    plans, seat = [each.plan for each in graded], involved[0].plan.plan.seat
    log = Log(incident, plans, seat, later, library.calendar, zone)
    return _Case(occurrence, begins, involved, _gates(involved, named), log, tuple(skipped))


def _walked(
    incident: IncidentFile,
    library: Library,
    at: datetime,
    known: datetime | None = None,
    assume: Assumed = (),
    declare: tuple[str, str, str] | None = None,
    desk: str | None = None,
) -> tuple["_Walk", tuple[Frame, ...]]:
    """Walk an incident up to a moment; give the walk and every frame of it."""
    case = _case(incident, library, at if known is None else max(at, known), desk)
    if at < case.begins:
        raise InputError([fault("E716", incident.place, at=at, occurred=case.begins)])
    steps = case.log.steps(at, known)
    last = _with(steps[-1], case.log, at, assume, declare)
    walk = _Walk(case, Ledger(case.involved, desk))
    return walk, tuple(walk.frames((*steps[:-1], last), at))


def _looks(
    incident: IncidentFile, library: Library, moments: Sequence[datetime]
) -> Iterator[tuple[datetime, _Course, tuple[Obligation, ...]]]:
    """Go through an incident once, stopping at each moment to look."""
    case = _case(
        incident, library, moments[-1] if moments else begin_of(incident, library.zone(incident.plans)), None
    )
    walk = _Walk(case, Ledger(case.involved))
    looks = Looks(walk.ledger)
    steps = case.log.steps(moments[-1]) if moments else ()
    course = None
    for at in moments:
        walk.go(steps, at)
        course = walk.course(course)
        yield at, course, looks.at(at)


@define(eq=False)
class _Walk:
    """One pass over the steps of an incident, each worked out from the moment before."""

    case: _Case
    ledger: Ledger
    first: Frame | None = None
    before: Frame | None = None
    earlier: Frame | None = None
    """The last frame of the step before the one that holds."""
    reached: datetime | None = None
    """The moment of the last frame that did not only look: what somebody looks at must not change what follows."""
    step: Step | None = None
    done: int = 0
    exact: bool = True
    """Whether nothing up to here took too long to be worked out."""
    asks: bool = field(init=False)
    timed: bool = field(init=False)

    def __attrs_post_init__(self) -> None:
        plans = [each.plan for each in self.case.involved]
        self.asks = any(asks_of_duties(plan) for plan in plans)
        self.timed = any(counts_time(plan) for plan in plans)

    def frames(self, steps: Sequence[Step], at: datetime) -> Iterator[Frame]:
        """Work out each step at its own moment and wherever it changes by itself, the last one also at `at`."""
        for step in steps:
            yield from self.enter(step, at)
        yield from self.until(at)

    def go(self, steps: Sequence[Step], at: datetime) -> None:
        """Go on to a moment, through those of the steps up to it that were not yet entered."""
        while self.done < len(steps) and (self.done == 0 or steps[self.done].at <= at):
            for _ in self.enter(steps[self.done], at):
                pass  # the last frame stays
        for _ in self.until(at):
            pass

    def course(self, last: _Course | None = None) -> _Course:
        """Give what the incident has come to; `last` is what it had come to at an earlier look."""
        first, frame = self.first, self.before
        assert first is not None  # noqa: S101 - the first report is always entered
        assert frame is not None  # noqa: S101
        same = last is not None and last.frame.events == frame.events
        events = last.events if last is not None and same else _events(self.case, frame.events)
        return _Course(self.case, first.at, self.earlier, frame, events, self.exact)

    def enter(self, step: Step, at: datetime) -> Iterator[Frame]:
        """Go on to a step: first what changes by itself before it, then its events one by one, then all it tells.

        What changes by itself between the events of the first report is gone through too, however late it was told.
        """
        self.done += 1
        moment = min(step.at, at)
        if self.step is not None:
            yield from self._edges(moment)
        earlier, self.step = self.step, step
        for happened in self._moments(step, moment):
            if earlier is None:
                yield from self._edges(happened)
            yield self._frame(step if earlier is None else _still_to_tell(step, earlier), happened)
        if earlier is None:
            yield from self._edges(moment)
        yield self._frame(step, moment)

    def until(self, at: datetime) -> Iterator[Frame]:
        """Let time pass up to a moment."""
        if self.step is None or self.before is None:
            return
        yield from self._edges(at + _TICK)
        if at > self.before.at and (self.step.declared or self.timed or self.asks):
            reached = self.reached
            looked = self._frame(self.step, at)
            self.reached = reached
            yield looked

    def _moments(self, step: Step, end: datetime) -> list[datetime]:
        """Give the times of the events a step tells of, that lie between the last frame and the step."""
        since = self.reached
        found = {
            each.held.first
            for name, times in step.events.items()
            for each in times
            if each.known == step.at or self.before is None
        }
        return sorted(moment for moment in found if moment < end and (since is None or moment > since))

    def _edges(self, end: datetime) -> Iterator[Frame]:
        while self.before is not None and self.step is not None:
            moment = next_edge(self.before, self.case.involved, end, self.next_overdue(end))
            if moment is None:
                return
            yield self._frame(self.step, moment)

    def next_overdue(self, end: datetime) -> datetime | None:
        """Give the next moment at which something a condition asks about becomes overdue."""
        if not self.asks or self.before is None or self.step is None:
            return None
        return next_overdue(self.ledger, self.step, self.before.at, end)

    def _frame(self, step: Step, at: datetime) -> Frame:
        if not self.asks:
            return self._made(step, at, ())
        states: Sequence[States] = states_of(self.ledger, at, step)
        while True:  # what arises may be met or overdue at once; no condition asks in a circle, so this ends
            frame = self._made(step, at, states)
            found = states_of(self.ledger, at, step)
            if found == states:
                return frame
            states = found

    def _made(self, step: Step, at: datetime, states: Sequence[States]) -> Frame:
        with Budget() as budget:
            frame = frame_at(step, at, self.case.involved, self.before, self.case.gates, states)
            self.ledger.take(frame)
        self.exact = self.exact and not budget.gave_up
        if self.before is None:
            self.first = frame
        elif self.before.step.index != step.index:
            self.earlier = self.before
        self.before, self.reached = frame, at
        return frame


def _still_to_tell(step: Step, earlier: Step) -> Step:
    """Give a step with its own events alone: what it reports of facts and puts right is known from its time only."""
    events = {
        name: tuple(
            sorted(
                (*earlier.events.get(name, ()), *(each for each in times if each.known == step.at)),
                key=lambda each: (each.held.first, each.entry),
            )
        )
        for name, times in step.events.items()
    }
    return evolve(
        step,
        observations=earlier.observations,
        declared=earlier.declared,
        corrected=frozenset(),
        events={**earlier.events, **events},
    )


def involve(
    incident: IncidentFile, library: Library, day: date, skipped: list[Text] | None = None
) -> tuple[tuple[Prepared, Adoption | None], ...]:
    """Find the plans an incident falls under on a day: those it names, then those they bring alongside.

    What is left out, since no edition was in force that day, is added to `skipped`.
    """
    if not incident.plans:
        raise InputError([fault("E711", incident.place)])
    named = [library.prepared(ref, day) for ref in _each_once(incident, library, day)]
    if not any(plan.answers for plan in named):
        raise InputError([fault("E718", incident.place, name=named[0].ref)])
    named.sort(key=lambda plan: (not plan.graded, not plan.responses))
    found: dict[PlanRef, tuple[Prepared, Adoption | None]] = {plan.ref: (plan, None) for plan in named}
    for plan in named:
        for adoption in plan.plan.alongside:
            try:
                ref = library.find(adoption.plan, day)
            except CoverageError:
                if skipped is not None:
                    skipped.append(_out_of_force(str(adoption.plan), day))
                continue
            if ref not in found or found[ref][1] is None:
                found[ref] = (library.prepared(ref, day), adoption)
    _check_scales(incident, [plan for plan, _ in found.values()])
    return tuple(found.values())


def _check_scales(incident: IncidentFile, plans: Sequence[Prepared]) -> None:
    """Refuse a plan without levels that asks for those of another, but by the names of another scale (E735)."""
    leading = next((plan for plan in plans if plan.graded), plans[0])
    faults = [
        fault(
            "E735",
            incident.place,
            name=plan.ref,
            first=leading.ref,
            known=", ".join(leading.levels.names[:0:-1]),
        )
        for plan in plans
        if not plan.graded
        and plan.levels.names != leading.levels.names
        and any(rule.condition.uses_level for rule in plan.rules)
    ]
    if faults:
        raise InputError(faults)


def _reader(found: Sequence[tuple[Prepared, Adoption | None]], adoption: Adoption | None) -> str | None:
    """Give the seat of the plan that brings another alongside."""
    for plan, _ in found:
        if adoption is not None and any(each is adoption for each in plan.plan.alongside):
            return plan.plan.seat
    return None


def _each_once(incident: IncidentFile, library: Library, day: date) -> list[PlanRef]:
    """Give the editions an incident names; one named twice is refused, though it be under another name (E730)."""
    found: dict[PlanRef, str] = {}
    faults = []
    for reference in incident.plans:
        ref = library.find(reference, day)
        if ref in found:
            place = getattr(reference, "place", None) or incident.place
            faults.append(fault("E730", place, name=ref.id, first=found[ref], second=reference))
        found.setdefault(ref, str(reference))
    if faults:
        raise InputError(faults)
    return list(found)


def _with_later_editions(
    graded: Sequence[Involved], library: Library, day: date, until: datetime, chosen: Collection[PlanRef]
) -> tuple[Involved, ...]:
    """Add, for duties alone, the editions that come into force while the incident runs, adopted ones among them.

    An edition chosen by name stands alone.
    """
    later: list[Involved] = []
    found = list(graded)
    for place, each in enumerate(graded):
        earlier = each.plan
        last = local(until, each.calendar.zone).date()
        for since in _new_editions(earlier, library, day, last) if earlier.ref not in chosen else ():
            try:
                plan = library.prepared(library.find(each.plan.ref.id, since), since)
            except CoverageError:
                continue  # what arose goes on; nothing new arises under a plan no longer in force
            if plan.composed.sources == earlier.composed.sources:
                continue
            calendar = library.calendar(plan.plan)
            moment = start_of_day(since, calendar.zone)
            if later and later[-1].scale == place:
                later[-1] = evolve(later[-1], until=moment)
            else:
                found[place] = evolve(each, until=moment)
            later.append(evolve(each, plan=plan, calendar=calendar, scale=place, since=moment))
            earlier = plan
    return (*found, *later)


def _new_editions(plan: Prepared, library: Library, day: date, until: date) -> list[date]:
    """Give the days after another on which an edition of a plan, or of one it adopts, comes into force."""
    days = {
        shelved.in_force.from_
        for source in plan.composed.sources
        for shelved in library.editions(source.id)
        if day < shelved.in_force.from_ <= until
    }
    return sorted(days)


def _out_of_force(name: str, day: date) -> Text:
    return Text(
        f"{name}：{day} 没有施行中的版本，未计入", f"{name}: no edition was in force on {day}; left out"
    )


def _with(step: Step, log: Log, at: datetime, assume: Assumed, declare: tuple[str, str, str] | None) -> Step:
    """Add what is only assumed or declared for this question."""
    if assume:
        observations = {**step.observations, **_assumed(assume, log)}
        step = evolve(step, observations=observations)
    if declare is not None:
        level, by, reason = declare
        declaration = Declaration(log.levels.read(level), by, Text(reason, reason), at)
        step = evolve(step, declared=(*step.declared, declaration))
    return step


def _assumed(assume: Assumed, log: Log) -> dict[str, Observation]:
    observations: dict[str, Observation] = {}
    faults: list[Fault] = []
    for name, text in named_values(assume, log.facts):
        try:
            observation = read_observation(text, log.facts[name], by="假定 assumed")
        except InputError as error:
            faults += error.faults
            continue
        observations[name] = evolve(observation, source="assumed")
    if faults:
        raise InputError(faults)
    return observations


def _gates(involved: Sequence[Involved], named: Collection[PlanRef]) -> dict[int, Gate]:
    """Find, for each plan brought alongside in some cases only, which plan brings it and when.

    A plan the incident names itself needs no such case.
    """
    return {
        position: (owner, gate)
        for position, other in enumerate(involved)
        if other.adoption is not None and other.plan.ref not in named
        for owner, each in enumerate(involved)
        if other.adoption in each.plan.plan.alongside
        and (gate := each.plan.gate(str(other.adoption.plan))) is not None
    }


def _situation(
    incident: IncidentFile,
    course: _Course,
    obligations: tuple[Obligation, ...],
    at: datetime,
    now: datetime,
    desk: str | None,
) -> Situation:
    case, frame = course.case, course.frame
    sources = {**incident.sources, "assumed": Text("假定", "assumed")}

    def work_out() -> tuple[tuple[Answer, ...], bool]:
        with Budget() as budget:
            found = tuple(
                answer_of(each.plan, each.adoption, frame, position, sources, case.begins)
                for position, each in enumerate(case.involved)
                if each.scale is None
            )
        return found, course.exact and not budget.gave_up

    def skipped() -> tuple[Text, ...]:
        cut_short = () if answers.value[1] else (_CUT_SHORT,)
        return (*case.skipped, *_to_come(case, frame.step, at), *cut_short)

    answers = Late(work_out)
    leading, zone = case.involved[0].plan, case.involved[0].calendar.zone
    bodies = case.log.bodies(at)
    return Situation(
        incident=str(incident.id),
        title=incident.title,
        mode=incident.mode,
        at=local(at, zone),
        now=local(now, zone),
        zones=tuple(dict.fromkeys(each.calendar.zone.key for each in case.involved)),
        occurred=case.occurrence.words if case.occurrence else _noticed(clock_text(case.begins, zone)),
        where=incident.where,
        level=frame.level,
        effective=frame.effective,
        declared=frame.declared,
        expired=frame.expired,
        answers=Late(lambda: answers.value[0]),
        obligations=held_by(obligations, bodies),
        uncounted=tuple(_uncounted(case, frame.step, now, obligations)),
        skipped=Late(skipped),
        conflicts=conflicts_of(frame),
        difference=difference_of(course.begun, course.earlier, frame, obligations, case.log),
        events=course.events,
        later_steps=len(case.log.later) - bisect_right(case.log.later, at),
        occurring=frame.occurred,
        desk=name_of(leading, desk) if desk is not None else None,
        versions=(
            ("respond", __version__),
            *dict.fromkeys((each.plan.ref.id, each.plan.ref.edition) for each in case.involved),
        ),
        reminding=reminding_held_by(reminding_of(case.involved, frame, obligations), bodies),
    )


def _events(case: _Case, events: Events) -> tuple[Event, ...]:
    """Give every time something happened, the earliest first."""
    happened = [(each, name) for name, times in events.items() for each in times]
    return tuple(
        Event(name, _named(case, name), each.held.first, each.by, each.known, _was(each))
        for each, name in sorted(happened, key=lambda pair: (pair[0].held.first, pair[1]))
    )


def _was(happened: Happened) -> tuple[datetime, ...]:
    return tuple(held.first for held in happened.was)


def _named(case: _Case, name: str) -> Text:
    for each in case.involved:
        if name in each.plan.scope.events:
            event = each.plan.scope.events[name]
            return Text(event.zh, event.en)
    return Text(name, name)


def _noticed(shown: str) -> Text:
    return Text(f"尚未发生（{shown} 起有征兆）", f"not yet (signs since {shown})")


def _uncounted(
    case: _Case, step: Step, now: datetime, obligations: Sequence[Obligation]
) -> Iterator[Uncounted]:
    """Name the acts that fulfil nothing, and what else is said of a duty and counts for nothing."""
    for said in step.of_duties:
        for each in case.involved:
            rule = rules_by_id(each.plan).get(said.duty)
            if rule is not None and each.plan.origin(rule.id).id == said.plan:
                why = _YET_TO_COME if said.at > now else None
                if isinstance(said, Act):
                    why = why or uncounted(said, rule, each)
                why = why or _no_occasion(said, rule, obligations)
                if why is not None:
                    why = _OTHER_THAN_DONE.get(type(said), _DONE).fill(why=why)
                    yield Uncounted(said.duty, each.plan.origin(rule.id), said.at, said.by, why)
                break


_DONE = Text("{why}", "{why}")
_OTHER_THAN_DONE: Mapping[type[object], Text] = {
    Lengthening: Text("延长时限，但{why}", "lengthened, but {why}"),
    Inability: Text("报称办不了，但{why}", "said that it cannot be done, but {why}"),
}
"""How what is not an act is told among what counts for nothing."""

_YET_TO_COME = Text("时间在所问时刻之后", "dated after the moment asked about")

_CUT_SHORT = Text(
    "本次计算量超出上限，已截断：已确定的仍然成立，但级别范围可能偏宽，未知项可能实已可定，差距和应问事项可能不全",
    "this answer took more work than one may, and was cut short: what is certain is certain, but the range of levels "
    "may be too wide, what is called unknown may be settled, and distances and questions may be missing",
)


def _to_come(case: _Case, step: Step, at: datetime) -> Iterator[Text]:
    """Name the events of the first report that are yet to come at a moment, and so count for nothing."""
    for name, happened in step.events.items():
        for each in happened:
            if each.held.first > at:
                when = clock_text(each.held.first, case.involved[0].calendar.zone)
                words = Text("{name}（{when}）{why}", "{name} ({when}) is {why}")
                yield words.fill(name=_named(case, name), when=when, why=_YET_TO_COME)


def _no_occasion(
    said: Act | Lengthening | Inability, rule: Rule, obligations: Sequence[Obligation]
) -> Text | None:
    """Say that there is no occasion of the number that what is said of a duty names, if so."""
    if said.round is None or (isinstance(said, Act) and rule.entry.kind != "act"):
        return None
    last = max(
        (one.round for one in obligations if (one.plan.id, one.duty) == (said.plan, said.duty)), default=0
    )
    if 1 <= said.round <= last:
        return None
    return Text(f"没有第 {said.round} 次", f"there is no occasion {said.round} of it")
