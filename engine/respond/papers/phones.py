"""Whom to phone: the numbers of bodies as they are kept here or as plans give them, or a line to write one on."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from respond.errors import Language
from respond.papers.words import say
from respond.plan import Contact
from respond.show import TableRow, clauses, joined
from respond.situation import UnitName


def reached(unit: UnitName, kept: Mapping[str, Contact]) -> UnitName:
    """Give a body with the numbers kept here under its id or its name, which are newer than those of its plan."""
    names = (
        unit.id,
        unit.name.zh,
        unit.name.en,
        *(() if unit.role is None else (unit.role.zh, unit.role.en)),
    )
    found = next((kept[name] for name in names if name in kept), None)
    return unit if found is None else evolve(unit, contact=found)


def phone_rows(units: Iterable[UnitName], lang: Language) -> tuple[TableRow, ...]:
    """Give each body once, with its numbers or a line to write one on."""
    once = {unit.name: unit for unit in units}
    return tuple(TableRow((unit.name.say(lang), numbers_of(unit.contact, lang))) for unit in once.values())


def abreast(rows: Sequence[TableRow], of: int) -> tuple[TableRow, ...]:
    """Put so many rows beside each other into one, read along the line; the last is filled up with empty cells."""
    found = []
    for at in range(0, len(rows), of):
        together = [cell for row in rows[at : at + of] for cell in row.cells]
        found.append(TableRow((*together, *[""] * (of * len(rows[at].cells) - len(together)))))
    return tuple(found)


def numbered(unit: UnitName) -> bool:
    """Say whether there is a number of a body."""
    return unit.contact is not None and bool(unit.contact.phone or unit.contact.fax)


def numbers_of(contact: Contact | None, lang: Language) -> str:
    """Give the numbers of a contact and how far they can be trusted."""
    if contact is None or not (contact.phone or contact.fax):
        return say("phone_blank", lang)
    numbers = [*contact.phone, *(say("fax", lang, number=each) for each in contact.fax)]
    note = ""
    if contact.standing == "historical":
        note = say("historical", lang, as_of=contact.as_of) if contact.as_of else say("old", lang)
    elif contact.as_of:
        note = contact.as_of
    told = contact.note.say(lang) if contact.note is not None else ""
    return clauses([joined(numbers, lang), note, told], lang)
