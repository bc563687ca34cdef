"""Who a plan speaks of: units, groups, their tasks, and how they are reached."""

from typing import Literal

from respond._records import frozen
from respond.errors import Place, Text
from respond.plan.entry import place_field


@frozen
class Contact:
    """How a unit is reached, as printed on a day; `historical` numbers must be checked before use."""

    phone: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    as_of: str | None = None
    standing: Literal["confirmed", "historical"] = "confirmed"
    clause: str | None = None
    note: Text | None = None


@frozen
class Task:
    """One standing task of a unit or work group, in the project's own words."""

    zh: str
    en: str
    clause: str | None = None


@frozen
class Unit:
    """A body or post that acts, decides or is told.

    Where several bodies stand for it in an incident, such as the governments of two counties, `each` says that every
    one of them owes by itself what it owes; else they owe it between them. A post that `heads` a unit speaks for it:
    what comes from the unit comes from its head, and what comes from the head from the unit.
    """

    id: str
    zh: str
    en: str
    role: Literal["command", "office", "lead", "member", "government", "superior", "outside", "post"] = (
        "member"
    )
    clause: str | None = None
    head: Text | None = None
    tasks: tuple[Task, ...] = ()
    contact: Contact | None = None
    each: bool = False
    heads: str | None = None
    note: Text | None = None
    place: Place | None = place_field()


@frozen
class Group:
    """A work group: which units form it and what it does; `lead` only where the text names one."""

    id: str
    zh: str
    en: str
    units: tuple[str, ...]
    clause: str
    lead: str | None = None
    when: str | None = None
    tasks: tuple[Task, ...] = ()
    note: Text | None = None
    place: Place | None = place_field()
