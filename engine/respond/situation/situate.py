"""Plan and report, at one moment, to a situation: the whole answer, as a pure function."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from attrs import evolve, frozen

from respond._version import __version__
from respond.clock import load_calendar
from respond.errors import CoverageError, Fault, InputError, Text, fault
from respond.facts import Observation, read_observation
from respond.log import Declaration, IncidentFile, Occurrence, Step, Timeline, read_occurrence
from respond.plan import GRAVITY, Adoption, Compiled, Library, PlanRef
from respond.situation.answers import answer_of
from respond.situation.changes import difference_of
from respond.situation.conflicts import conflicts_of
from respond.situation.duties import duties_of
from respond.situation.edges import counts_time, next_edge
from respond.situation.frames import Frame, Gate, frame_at
from respond.situation.late import Late
from respond.situation.model import Answer, Duty, Happened, Situation


def situate(
    incident: IncidentFile,
    library: Library,
    *,
    now: datetime,
    at: datetime | None = None,
    assume: Sequence[str] = (),
    declare: tuple[str, str, str] | None = None,
) -> Situation:
    """Work out the situation of an incident as known at `at` (default: `now`), with the time left at `now`.

    `assume` adds values (`"deaths=5"`) to what is reported; `declare` is a level, the office that declares it
    and its reason. Raises `InputError` for what is wrong in the incident, `CoverageError` when no edition is in
    force on its day.
    """
    at = now if at is None else at
    course = _course(incident, library, at, assume, declare)
    calendar = load_calendar(library.calendars())
    duties = duties_of(course.frames, _newest(course.frames), course.involved, now, calendar)
    return _situation(incident, course, duties, at, now)


def frames_of(incident: IncidentFile, library: Library, at: datetime) -> tuple[Frame, ...]:
    """Work out every moment up to `at` at which something changed, with what each plan concerned sees then.

    Raises what `situate` raises.
    """
    return _course(incident, library, at).frames


@frozen(eq=False)
class _Course:
    """What an incident came to up to a moment, under the plans it falls under."""

    occurrence: Occurrence
    involved: tuple[tuple[Compiled, Adoption | None], ...]
    timeline: Timeline
    frames: tuple[Frame, ...]


def _course(
    incident: IncidentFile,
    library: Library,
    at: datetime,
    assume: Sequence[str] = (),
    declare: tuple[str, str, str] | None = None,
) -> _Course:
    occurrence = read_occurrence(incident.occurred)
    if at < occurrence.earliest:
        raise InputError([fault("E716", incident.place, at=at, occurred=occurrence.earliest)])
    involved = involve(incident, library, occurrence.day)
    named = {library.find(reference, occurrence.day) for reference in incident.plans}
    plans = tuple(compiled for compiled, _ in involved)
    timeline = Timeline(incident, plans, occurrence)
    steps = timeline.upto(at)
    last = _with(steps[-1], timeline, at, assume, declare)
    frames = _frames((*steps[:-1], last), at, plans, _gates(involved, named))
    return _Course(occurrence, involved, timeline, tuple(frames))


def involve(
    incident: IncidentFile, library: Library, day: date
) -> tuple[tuple[Compiled, Adoption | None], ...]:
    """Find the plans an incident falls under on a day: those it names, then those they bring alongside."""
    if not incident.plans:
        raise InputError([fault("E711", incident.place)])
    named = [
        library.compiled(library.find(reference, day), day) for reference in dict.fromkeys(incident.plans)
    ]
    if not any(plan.graded for plan in named):
        raise InputError([fault("E718", incident.place, name=named[0].ref)])
    named.sort(key=lambda plan: not plan.graded)
    found: dict[PlanRef, tuple[Compiled, Adoption | None]] = {plan.ref: (plan, None) for plan in named}
    for plan in named:
        for adoption in plan.plan.alongside:
            try:
                ref = library.find(adoption.plan, day)
            except CoverageError:
                continue  # a general plan not yet or no longer in force adds nothing that day
            if ref not in found or found[ref][1] is None:
                found[ref] = (library.compiled(ref, day), adoption)
    return tuple(found.values())


def _with(
    step: Step, timeline: Timeline, at: datetime, assume: Sequence[str], declare: tuple[str, str, str] | None
) -> Step:
    """Add what is only assumed or declared for this question."""
    if assume:
        observations = {**step.observations, **_assumed(assume, timeline)}
        step = evolve(step, observations=observations)
    if declare is not None:
        level, by, reason = declare
        step = evolve(
            step, declared=(*step.declared, Declaration(GRAVITY[level], by, Text(reason, reason), at))
        )
    return step


def _assumed(assume: Sequence[str], timeline: Timeline) -> dict[str, Observation]:
    from respond.log import named_values  # noqa: PLC0415  the quick form builds on this module

    observations: dict[str, Observation] = {}
    faults: list[Fault] = []
    for name, text in named_values(assume, timeline.facts):
        try:
            observation = read_observation(text, timeline.facts[name], by="假定 assumed")
        except InputError as error:
            faults += error.faults
            continue
        observations[name] = evolve(observation, source="assumed")
    if faults:
        raise InputError(faults)
    return observations


def _gates(
    involved: Sequence[tuple[Compiled, Adoption | None]], named: Collection[PlanRef]
) -> dict[int, Gate]:
    """Find, for each plan brought alongside in some cases only, which plan brings it and when.

    A plan the incident names itself needs no such case.
    """
    return {
        position: (owner, plan.gates[str(adoption.plan)])
        for position, (other, adoption) in enumerate(involved)
        if adoption is not None and other.ref not in named
        for owner, (plan, _) in enumerate(involved)
        if adoption in plan.plan.alongside and str(adoption.plan) in plan.gates
    }


def _frames(
    steps: Sequence[Step], at: datetime, plans: tuple[Compiled, ...], gates: Mapping[int, Gate]
) -> Iterator[Frame]:
    """Work out each step at its own moment and wherever it changes by itself, the last one also at `at`."""
    before = None
    timed = any(counts_time(plan) for plan in plans)
    for step, following in zip(steps, (*steps[1:], None), strict=True):
        end = following.at if following else at
        moment: datetime | None = min(step.at, at)
        while moment is not None:
            before = frame = frame_at(step, moment, plans, before, gates)
            yield frame
            moment = next_edge(frame, plans, end)
        if following is None and at > frame.at and (step.declared or timed):
            yield frame_at(step, at, plans, before, gates)


def _newest(frames: Sequence[Frame]) -> int:
    """Give the first frame of the last step: what arises there or later is new."""
    return next(index for index, frame in enumerate(frames) if frame.step is frames[-1].step)


def _situation(
    incident: IncidentFile, course: _Course, duties: tuple[Duty, ...], at: datetime, now: datetime
) -> Situation:
    frames, timeline = course.frames, course.timeline
    frame = frames[-1]
    sources = {**incident.sources, "assumed": Text("假定", "assumed")}

    def answers() -> tuple[Answer, ...]:
        return tuple(
            answer_of(plan, adoption, frame, position, sources, course.occurrence)
            for position, (plan, adoption) in enumerate(course.involved)
        )

    names = timeline.events
    return Situation(
        incident=str(incident.id),
        title=incident.title,
        mode=incident.mode,
        at=at,
        now=now,
        occurred=course.occurrence.words,
        where=incident.where,
        level=frame.level,
        effective=frame.effective,
        declared=frame.declared,
        expired=frame.expired,
        answers=Late(answers),
        duties=duties,
        conflicts=conflicts_of(frame),
        difference=difference_of(frames, _newest(frames), duties, timeline),
        events=tuple(
            Happened(name, Text(names[name].zh, names[name].en), when)
            for name, when in sorted(frame.events.items(), key=lambda entry: entry[1])
        ),
        later_steps=len(timeline.steps) - len(timeline.upto(at)),
        versions=(
            ("respond", __version__),
            *((plan.ref.id, plan.ref.edition) for plan, _ in course.involved),
        ),
    )
