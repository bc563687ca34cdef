"""Putting a plan together with the plans it adopts, and remembering where each entry comes from."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol, get_args

from attrs import Factory, evolve

from respond._records import frozen
from respond.clock import read_within
from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.plan.check import check_composed
from respond.plan.model import Adoption, Part, Plan, Tighten
from respond.plan.orders import Measure
from respond.plan.reference import PlanRef
from respond.plan.renaming import with_units_renamed

ALL_PARTS: tuple[Part, ...] = get_args(Part)
_BY_KEY = ("units", "groups", "facts", "derived", "conditions", "windows", "events", "reports", "responses")


class Shelf(Protocol):
    """What composing needs of a library."""

    def find(self, reference: str, on: date | None = None) -> PlanRef:
        """Find the edition a reference means."""

    def plan(self, ref: PlanRef) -> Plan:
        """Load one edition."""


@frozen(eq=False)
class Composed:
    """A plan with everything it adopts; `origins` names the edition an adopted entry comes from (`origin_name`).

    `titles` are those of the editions it adopts.
    """

    ref: PlanRef
    plan: Plan
    sources: tuple[PlanRef, ...]
    origins: Mapping[str, PlanRef]
    titles: Mapping[PlanRef, Text] = Factory(dict)

    def origin(self, entry: str) -> PlanRef:
        """Say which edition an entry comes from."""
        return self.origins.get(entry, self.ref)


def compose(shelf: Shelf, ref: PlanRef, on: date | None, above: tuple[str, ...] = ()) -> Composed:
    """Put a plan together with what it adopts; the adopted editions are those in force on the day.

    An adopted plan may adopt in its turn. Entries of equal name, circles, and limits loosened instead of
    tightened are refused. Raises `InputError`, and `CoverageError` when no edition covers the day.
    """
    plan = _plan(shelf, ref, above)
    sources = [ref]
    origins: dict[str, PlanRef] = {}
    titles: dict[PlanRef, Text] = {}
    for adoption in plan.adopts:
        other = compose(shelf, shelf.find(adoption.plan, on), on, (*above, ref.id))
        other = evolve(other, plan=with_units_renamed(other.plan, adoption.maps))
        sources += other.sources
        titles |= {other.ref: other.plan.title, **other.titles}
        plan = _adopt(plan, adoption, other, origins)
    plan = _with_contacts(_tightened(plan))
    if sources[1:] or plan.tighten:
        check_composed(plan)
    return Composed(ref, plan, tuple(sources), origins, titles)


def sources_of(
    shelf: Shelf, ref: PlanRef, on: date | None, above: tuple[str, ...] = ()
) -> tuple[PlanRef, ...]:
    """Give the editions a plan is put together from, without putting them together: itself, then those it adopts."""
    found = [ref]
    for adoption in _plan(shelf, ref, above).adopts:
        found += sources_of(shelf, shelf.find(adoption.plan, on), on, (*above, ref.id))
    return tuple(found)


def _plan(shelf: Shelf, ref: PlanRef, above: tuple[str, ...]) -> Plan:
    plan = shelf.plan(ref)
    if ref.id in above:
        raise InputError([fault("E525", plan.place, name=" → ".join([*above, ref.id]))])
    return plan


def origin_name(part: str, key: str) -> str:
    """Give the name the origin of an entry is kept under: its id, but for responses, which are named by levels.

    >>> origin_name("responses", "II"), origin_name("units", "command")
    ('response II', 'command')
    """
    return f"response {key}" if part == "responses" else key


def _adopt(plan: Plan, adoption: Adoption, other: Composed, origins: dict[str, PlanRef]) -> Plan:
    parts = adoption.parts or ALL_PARTS
    faults: list[Fault] = []
    changed: dict[str, Any] = {}
    for part in parts:
        own, taken = getattr(plan, part), getattr(other.plan, part)
        if part == "levels":
            changed[part] = {
                level: (*taken.get(level, ()), *own.get(level, ()))
                for level in [*taken, *(k for k in own if k not in taken)]
            }
            for criteria in taken.values():
                _note(criteria, other, origins)
            if taken and not plan.level_scale:  # levels without their scale would be names of nothing
                changed |= {"level_scale": other.plan.level_scale, "below": plan.below or other.plan.below}
        elif part in _BY_KEY:
            if part == "facts":
                changed["units_of_measure"] = {**other.plan.units_of_measure, **plan.units_of_measure}
            if part == "responses" and taken and not plan.response_scale:
                changed["response_scale"] = other.plan.response_scale
            faults += [
                fault("E524", entry.place, name=key, other=other.ref)
                for key, entry in own.items()
                if key in taken
            ]
            changed[part] = {**taken, **own}
            origins.update({name: other.origin(name) for name in (origin_name(part, key) for key in taken)})
        else:
            changed[part] = (*taken, *own)
            _note(taken, other, origins)
    if faults:
        raise InputError(faults)
    if not adoption.parts:
        changed["graded_by"] = plan.graded_by or other.plan.graded_by
        changed["alongside"] = (*other.plan.alongside, *plan.alongside)
        changed["kinds"] = tuple(dict.fromkeys((*plan.kinds, *other.plan.kinds)))
    return evolve(plan, **changed)


def _note(entries: tuple[Any, ...], other: Composed, origins: dict[str, PlanRef]) -> None:
    origins.update({entry.id: other.origin(entry.id) for entry in entries})


def _with_contacts(plan: Plan) -> Plan:
    """Give units the contacts an overlay adds."""
    if not plan.contacts:
        return plan
    unknown = [
        fault("E511", _place(name), suggestion=nearest(name, plan.units), name=name)
        for name in plan.contacts
        if name not in plan.units
    ]
    if unknown:
        raise InputError(unknown)
    units = {
        name: evolve(unit, contact=plan.contacts[name]) if name in plan.contacts else unit
        for name, unit in plan.units.items()
    }
    return evolve(plan, units=units)


def _tightened(plan: Plan) -> Plan:
    """Apply the stricter limits of an overlay; a looser one is refused."""
    if not plan.tighten:
        return plan
    wanted = {tighten.measure: tighten for tighten in plan.tighten}
    known = {measure.id for measure in (*plan.duties, *plan.measures)}
    faults = [
        fault("E526", _place(name) or tighten.place, suggestion=nearest(name, known), name=name)
        for name, tighten in wanted.items()
        if name not in known
    ]
    if faults:
        raise InputError(faults)

    def apply(measure: Measure) -> Measure:
        return _tighten(measure, wanted[measure.id]) if measure.id in wanted else measure

    return evolve(plan, duties=tuple(map(apply, plan.duties)), measures=tuple(map(apply, plan.measures)))


def _tighten(measure: Measure, tighten: Tighten) -> Measure:
    new = read_within(tighten.within, _place(tighten.within))
    if measure.pieces:
        raise InputError([fault("E567", _place(tighten.measure) or tighten.place, name=measure.id)])
    if measure.within is not None and not new.tightens(read_within(measure.within, _place(measure.within))):
        place, wanted = _place(tighten.within), measure.within
        raise InputError([fault("E527", place, name=measure.id, found=tighten.within, wanted=wanted)])
    clause = f"{measure.clause}; {tighten.clause}"
    return evolve(
        measure, within=tighten.within, due=None, clause=clause, note=tighten.reason or measure.note
    )


def _place(text: object) -> Place | None:
    return getattr(text, "place", None)
