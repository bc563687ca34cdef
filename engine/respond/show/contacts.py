"""Whom to call: the numbers of the bodies that owe something, or are owed it."""

from respond.errors import Language
from respond.show.blocks import Block, Bullet, section
from respond.show.states import timed
from respond.show.view import View
from respond.show.wording import bracket, clauses, joined, label
from respond.situation import Situation, UnitName


def contacts(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give each body with a number once, those of the deadlines first."""
    units: dict[str, UnitName] = {}
    for one in situation.obligations:
        if not view.full and not (one.open and one.ours and timed(one)):
            continue
        for unit in (*one.to, *one.order.copy, *one.units):
            if unit.contact is not None and (unit.contact.phone or unit.contact.fax):
                units.setdefault(unit.name.zh, unit)
    return section(
        label("contacts", view.lang), [Bullet(_contact(unit, view.lang)) for unit in units.values()]
    )


def _contact(unit: UnitName, lang: Language) -> str:
    contact = unit.contact
    if contact is None:
        return unit.name.say(lang)
    numbers = [*contact.phone, *(f"{label('fax', lang)} {number}" for number in contact.fax)]
    printed = contact.as_of or ""
    if lang == "zh" and len(printed) == 4:
        printed += "年"
    notes = []
    if contact.standing == "historical":
        notes.append(
            label("historical", lang, as_of=printed) if printed else label("historical_undated", lang)
        )
    elif printed:
        notes.append(label("as_of", lang, as_of=printed))
    return f"{unit.name.say(lang)} {joined(numbers, lang)}{bracket(clauses(notes, lang), lang)}"
