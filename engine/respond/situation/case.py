"""An incident with the plans it falls under by a moment, and its log read against them: ready to be walked."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from operator import is_
from typing import Final
from weakref import WeakKeyDictionary

from attrs import fields

from respond._records import evolve, frozen
from respond.clock import local, start_of_day
from respond.errors import CoverageError, InputError, Text, fault, nearest
from respond.log import IncidentFile, Log, Occurrence, occurrence_of
from respond.plan import Adoption, Library, PlanRef, Prepared
from respond.situation.frames import Gate, Involved, grading_of


@frozen(eq=False)
class Case:
    """An incident with the plans it falls under, ready to be walked."""

    occurrence: Occurrence | None
    begins: datetime
    involved: tuple[Involved, ...]
    gates: Mapping[int, Gate]
    log: Log
    skipped: tuple[Text, ...]
    desk: str | None = None
    """The body from whose seat the answer is given."""
    changed_entry: int | None = None
    """The first entry of its log that is not as it was written."""


def case_of(
    incident: IncidentFile,
    library: Library,
    at: datetime,
    desk: str | None = None,
    earlier: Case | None = None,
    usual: str | None = None,
) -> Case:
    """Find the plans an incident falls under by a moment, and read its log against them.

    `earlier` is what the same incident was before more was told: what stays as it was is taken over from it. `usual` is
    the unit whose desk asks where no `desk` is named. Raises what `situate` raises.
    """
    zone = library.zone(incident.plans)
    occurrence = occurrence_of(incident, zone, at)
    begins = occurrence.earliest if occurrence else incident.noticed
    assert begins is not None  # noqa: S101 - one of the two is there, or E729
    if at < begins:
        raise InputError([fault("E716", incident.place, at=at, occurred=begins)])
    day = occurrence.day if occurrence else local(begins, zone).date()
    fallen = _fallen_under(incident, library, day, at)
    involved, gates = fallen.involved, fallen.gates
    told = max([at, *(then.at for then in incident.then[-1:])])
    read = involved if told == at else _fallen_under(incident, library, day, told).involved
    later = [each.plan for each in read if each.scale is not None]
    plans, seat = [each.plan for each in involved if each.scale is None], involved[0].plan.plan.seat
    log = None
    if earlier is not None and alike(earlier.involved, involved):
        involved = earlier.involved
        log = _going_on(earlier.log, incident) if list(earlier.log.reader.later) == later else None
    if log is None:
        log = Log(incident, plans, seat, later, library.calendar, zone)
    sitting = _usually_sitting(involved, usual) if desk is None else _sitting(involved, desk)
    return Case(occurrence, begins, involved, gates, log, fallen.skipped, sitting)


@frozen(eq=False)
class _Fallen:
    """The plans incidents fall under, each with the case in which it speaks, and what was left out."""

    involved: tuple[Involved, ...]
    gates: Mapping[int, Gate]
    skipped: tuple[Text, ...]


_REMEMBERED: Final = 64
_fallen: WeakKeyDictionary[Library, dict[tuple[object, ...], _Fallen]] = WeakKeyDictionary()


def _fallen_under(incident: IncidentFile, library: Library, day: date, until: datetime) -> _Fallen:
    """Find the plans an incident falls under; worked out once for all that name the same ones on the same day."""
    known = _fallen.setdefault(library, {})
    key = (tuple(incident.plans), day, until)
    found = known.get(key)
    if found is None:
        skipped: list[Text] = []
        involved = _involved(incident, library, day, until, skipped)
        named = {library.find(reference, day) for reference in incident.plans}
        if len(known) >= _REMEMBERED:
            known.clear()
        found = known[key] = _Fallen(involved, _gates(involved, named), tuple(skipped))
    return found


def _usually_sitting(involved: Sequence[Involved], usual: str | None) -> str | None:
    """Give the body a room sits in, by the name the leading plan has for it.

    None where that is the plan's own seat, and where no plan has the body: then it is answered from the plan's seat.
    """
    for each in involved if usual is not None else ():
        for unit, said in each.plan.plan.units.items():
            if usual in (str(unit), said.zh, said.en):
                found = each.ours(str(unit))
                return None if found == involved[0].plan.plan.seat else found
    return None


def _sitting(involved: Sequence[Involved], desk: str) -> str:
    """Give the body a desk sits in, by the name the leading plan has for it; raises InputError (E722)."""
    for each in involved:
        if desk in each.plan.plan.units:
            return each.ours(desk)
    known = [str(name) for each in involved for name in each.plan.plan.units]
    raise InputError([fault("E722", suggestion=nearest(desk, known), name=desk)])


def alike(one: Sequence[Involved], other: Sequence[Involved]) -> bool:
    """Say whether the same plans are concerned in the same way."""
    names = [each.name for each in fields(Involved)]
    return len(one) == len(other) and all(
        getattr(a, name) is getattr(b, name) or getattr(a, name) == getattr(b, name)
        for a, b in zip(one, other, strict=True)
        for name in names
    )


def _going_on(log: Log, incident: IncidentFile) -> Log | None:
    """Give a log read on to where an incident ends, None where it is not the same one with more steps."""
    known = log.incident
    if incident is known:
        return log
    rest = (each.name for each in fields(IncidentFile) if each.name != "then")
    same = len(known.then) <= len(incident.then) and all(map(is_, known.then, incident.then))
    if not same or any(getattr(known, name) is not getattr(incident, name) for name in rest):
        return None
    return log.extended(incident)


def plans_until(incident: IncidentFile, library: Library, day: date, until: datetime) -> tuple[Prepared, ...]:
    """Find the plans an incident falls under from a day to a moment: editions that come into force meanwhile, too."""
    return tuple(each.plan for each in _involved(incident, library, day, until))


def _involved(
    incident: IncidentFile, library: Library, day: date, until: datetime, skipped: list[Text] | None = None
) -> tuple[Involved, ...]:
    """Find the plans, those that grade first, then for duties alone the editions that come into force by a moment."""
    found = involve(incident, library, day, skipped)
    graded = [
        Involved(plan, library.calendar(plan.plan), adoption, _reader(found, adoption))
        for plan, adoption in found
    ]
    chosen = {library.find(reference, day) for reference in incident.plans if "@" in reference}
    return _with_later_editions(graded, library, day, until, chosen)


def involve(
    incident: IncidentFile, library: Library, day: date, skipped: list[Text] | None = None
) -> tuple[tuple[Prepared, Adoption | None], ...]:
    """Find the plans an incident falls under on a day: those it names, then those they bring alongside.

    Those by whose levels others go that have none are named with them.

    What is left out, since no edition was in force that day, is added to `skipped`.
    """
    if not incident.plans:
        raise InputError([fault("E711", incident.place)])
    named = [library.prepared(ref, day) for ref in _each_once(incident, library, day)]
    if not any(plan.answers for plan in named):
        raise InputError([fault("E718", incident.place, name=named[0].ref)])
    named += [
        plan
        for plan in _grading(named, library, day, skipped)
        if plan.ref not in {each.ref for each in named}
    ]
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


def _grading(
    named: Sequence[Prepared], library: Library, day: date, skipped: list[Text] | None
) -> list[Prepared]:
    """Give the plans by whose levels others go that have none."""
    found = []
    for name in dict.fromkeys(plan.plan.graded_by for plan in named if plan.plan.graded_by is not None):
        try:
            plan = library.prepared(library.find(name, day), day)
        except CoverageError:
            if skipped is not None:
                skipped.append(_out_of_force(name, day))
            continue
        if not plan.graded:
            raise InputError([fault("E534", getattr(name, "place", None), name=plan.ref)])
        found.append(plan)
    return found


def _check_scales(incident: IncidentFile, plans: Sequence[Prepared]) -> None:
    """Refuse a plan without levels that asks for those of another, but by the names of another scale (E735)."""
    faults = [
        fault(
            "E735",
            incident.place,
            name=plan.ref,
            first=grading.ref,
            known=", ".join(grading.levels.names[:0:-1]),
        )
        for place, plan in enumerate(plans)
        for grading in [plans[grading_of(plans, place)]]
        if not plan.graded and plan.levels.names != grading.levels.names and plan.asks_level
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
