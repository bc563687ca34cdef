"""Whom to phone: the numbers of bodies as plans and overlays give them, and a line to write on where they give none."""

from collections.abc import Iterable

from respond.errors import Language
from respond.papers.words import say
from respond.plan import Contact
from respond.show import TableRow, clauses, joined
from respond.situation import UnitName


def phone_rows(units: Iterable[UnitName], lang: Language) -> tuple[TableRow, ...]:
    """Give each body once, with its numbers or a line to write one on."""
    once = {unit.name: unit for unit in units}
    return tuple(TableRow((unit.name.say(lang), numbers_of(unit.contact, lang))) for unit in once.values())


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
    return clauses([joined(numbers, lang), note], lang)
