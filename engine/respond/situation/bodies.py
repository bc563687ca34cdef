"""Obligations with the bodies that stand for units of the plans in one incident, where its log names such."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from respond._records import evolve
from respond.log import Log
from respond.situation.frames import Involved
from respond.situation.model import Ordered
from respond.situation.obligations import Obligation, Order
from respond.situation.units import UnitName, units_of

Bodies = Mapping[str, tuple[str, ...]]
"""The names of the bodies that stand for a unit, by its id."""


Naming = Callable[[tuple[UnitName, ...]], tuple[UnitName, ...]]
"""What gives units other names, one perhaps several."""


def held_by(obligations: tuple[Obligation, ...], bodies: Bodies) -> tuple[Obligation, ...]:
    """Name in obligations the bodies that stand for their units; the same ones where there are none."""
    return units_named(obligations, lambda units: _named(units, bodies)) if bodies else obligations


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
