"""What a plan declares of a fact: its type, unit, direction of harm and wording."""

from enum import StrEnum
from typing import Literal

from attrs import Factory, field

from respond._records import frozen
from respond.errors import Place, Text
from respond.facts.units import STANDARD, Units


class FactType(StrEnum):
    """The nine types of fact."""

    COUNT = "count"
    QUANTITY = "quantity"
    SHARE = "share"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    INSTANT = "instant"
    DATE = "date"
    TEXT = "text"


@frozen
class Fact:
    """A fact a plan asks for.

    `unit` is the counted noun of a count (`case`, `person`) or the unit a quantity is asked in (`ha`).
    `worse` is the direction in which harm grows; of a choice it says how its choices are listed, `up` from mildest to
    gravest. `min` and `max` bound the domain and are written in that unit. A count or share never goes below 0, a
    quantity only where `min` says so; a number, which has no unit, has no bounds but these. A `judgement` can only be
    supplied by a named office, `by` says which unit's. `falls` says of a number that it tells how many there are now
    and not so far: the missing are found. `change_counts` is a condition under which a change of the number counts
    for the plan: without it what is reported otherwise is told and leaves the number the plan goes by as it was.
    """

    id: str
    type: FactType
    label: Text
    clause: str | None = None
    ask: Text | None = None
    unit: str | None = None
    worse: Literal["up", "down"] | None = None
    min: str | None = None
    max: str | None = None
    choices: dict[str, Text] = Factory(dict)
    judgement: bool = False
    by: str | None = None
    falls: bool = False
    change_counts: str | None = None
    note: Text | None = None
    measures: Units = field(default=STANDARD, eq=False, repr=False, metadata={"in_file": False})
    """The units its values may be given in: what the plan that declares it knows."""
    place: Place | None = field(default=None, eq=False, repr=False)
