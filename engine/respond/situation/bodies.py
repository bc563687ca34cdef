"""Obligations with the bodies that stand for units of the plans in one incident, where its log names such."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from respond._records import evolve
from respond.clock import TICK
from respond.log import Log
from respond.situation.frames import Involved
from respond.situation.model import Ordered
from respond.situation.obligations import Obligation, Order
from respond.situation.units import UnitName, units_of

Bodies = Mapping[str, tuple[str, ...]]
"""The names of the bodies that stand for a unit, by its id."""


Naming = Callable[[tuple[UnitName, ...]], tuple[UnitName, ...]]
"""What gives units other names, one perhaps several."""


def held_by(obligations: tuple[Obligation, ...], log: Log, at: datetime) -> tuple[Obligation, ...]:
    """Name in obligations the bodies that stand for their units at a moment; the same ones where there are none.

    What was done or had ended by then is of those that stood for them as it was; who comes with its end never owed it.
    """
    if not log.bodies(at):
        return obligations
    by_moment: dict[tuple[datetime, tuple[str, ...]], list[Obligation]] = {}
    for one in obligations:
        by_moment.setdefault((_owing_at(one, at), one.bodies), []).append(one)
    found: dict[str, Obligation] = {}
    for (moment, owing), some in by_moment.items():
        named = partial(_named, bodies=_of_those(log.bodies(moment), owing))
        found |= {one.id: one for one in units_named(some, named)}
    return tuple(found[one.id] for one in obligations)


def _of_those(bodies: Bodies, owing: Sequence[str]) -> Bodies:
    """Give the bodies that stand for units, of one of which only those owe what is named."""
    return {
        unit: tuple(name for name in names if name in owing) if set(owing) & {*names} else names
        for unit, names in bodies.items()
    }


def _owing_at(one: Obligation, at: datetime) -> datetime:
    """Give the last moment by another at which an obligation was still somebody's to fulfil."""
    if one.open:
        return at
    over = one.done.at if one.done is not None else one.ended - TICK if one.ended is not None else at
    return min(max(over, one.arose), at)


def units_named(obligations: Sequence[Obligation], naming: Naming) -> tuple[Obligation, ...]:
    """Name otherwise every unit that obligations speak of: who owes them, helps, is told, was told and is missing."""
    orders: dict[int, Order] = {}
    found = []
    for one in obligations:
        order = orders.get(id(one.order))
        if order is None:
            order = orders[id(one.order)] = _order(one.order, naming)
        told = tuple((each, at) for unit, at in one.told for each in naming((unit,)))
        found.append(evolve(one, order=order, told=told, missing=naming(one.missing)))
    return tuple(found)


def reminding_held_by(
    reminding: Mapping[str, tuple[Ordered, ...]], bodies: Bodies
) -> Mapping[str, tuple[Ordered, ...]]:
    """Name the bodies that stand for the units which reminders go to."""
    if not bodies:
        return reminding
    return {
        name: tuple(
            evolve(each, to=_named(each.to, bodies), copy=_named(each.copy, bodies)) for each in ordered
        )
        for name, ordered in reminding.items()
    }


def _order(order: Order, naming: Naming) -> Order:
    return evolve(
        order,
        units=naming(order.units),
        with_units=naming(order.with_units),
        concerns=naming(order.concerns),
        to=naming(order.to),
        copy=naming(order.copy),
    )


def _named(units: tuple[UnitName, ...], bodies: Bodies) -> tuple[UnitName, ...]:
    return tuple(
        each for unit in units for each in (unit.held_by(bodies[unit.id]) if unit.id in bodies else (unit,))
    )


def bodies_of(involved: Sequence[Involved], log: Log, at: datetime) -> tuple[UnitName, ...]:
    """Give the bodies of every plan concerned, those of the leading plan last: its wording goes before others.

    What the log names for a unit by a moment stands for it.
    """
    held = log.bodies(at)
    return tuple(
        name
        for each in reversed(involved)
        for body in units_of(each.plan, (*each.plan.plan.units, *each.plan.plan.groups))
        for name in (body.held_by(held[body.id]) if body.id in held else (body,))
    )
