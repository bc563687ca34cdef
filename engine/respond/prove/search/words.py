"""Exact values and incidents in words."""

from collections.abc import Sequence
from typing import Final, cast

from respond.errors import Language, Text
from respond.facts import (
    CALENDAR_DAY,
    TIME,
    Fact,
    FactType,
    Plain,
    is_numeric,
    plain_number,
    show_number,
    show_plain,
)
from respond.language import MONTHS_A_YEAR
from respond.plan import Prepared
from respond.prove.search.exact import ExactIncident
from respond.prove.search.times import Length
from respond.prove.search.translate import in_days, since_of

NOTHING: Final = Text("各项均为零", "nothing at all")
"""An incident with everything at rest."""

_A_CALENDAR_DAY: Final = Fact("", FactType.COUNT, Text("", ""), unit=CALENDAR_DAY)
_LANGUAGES: Final[tuple[Language, Language]] = ("zh", "en")


def value_words(value: object, fact: Fact | None) -> Text:
    """Show a value of a fact in both languages; as it is where it is of none."""
    if fact is None:
        return Text(str(value), str(value))
    return Text(*(show_plain(cast("Plain", value), fact, lang) for lang in _LANGUAGES))


def incident_words(facts: ExactIncident, *plans: Prepared) -> Text:
    """Say what an incident is like: facts, what has happened and what has not, how long ago; nothing for none.

    Each is told as the first plan that has it does.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("forest-fire@2024"))
    >>> incident_words({"deaths": 3, "received": False, "elapsed(occurred)": 24}, plan).en
    'deaths: 3 persons, report received: no, time since occurred: 24 hours'
    """
    return Text.joined((_said(name, value, plans) for name, value in facts.items()), "，")


def _said(name: str, value: Plain, plans: Sequence[Prepared]) -> Text:
    event = since_of(name)
    label = _label(event or name, plans)
    if event is not None:
        ago = value_words(value, _A_CALENDAR_DAY) if in_days(name) else length_words(Length.of(name, value))
        return Text("自“{label}”起{ago}", "time since {label}: {ago}").fill(label=label, ago=ago)
    fact = next((plan.facts[name] for plan in plans if name in plan.facts), None)
    if value is True or (fact is None and value is not False):
        return label
    if fact is None:
        return Text(f"{label.zh}：否", f"{label.en}: no")
    shown, gap = value_words(value, fact), "" if is_numeric(fact) else "："
    return Text(f"{label.zh}{gap}{shown.zh}", f"{label.en}: {shown.en}")


def length_words(length: Length, *, years: bool = False) -> Text:
    """Say how long something is ago, whole years as such where that is wanted.

    >>> from fractions import Fraction
    >>> length_words(Length(6, Fraction(-1))).en, length_words(Length(24, Fraction(1)), years=True).zh
    ('6 months less 1 hour', '2年又1小时')
    """
    hours = Text(*(show_number(plain_number(abs(length.hours)), TIME, lang) for lang in _LANGUAGES))
    if not length.months:
        return hours
    number, (zh, en) = length.months, ("个月", "month")
    if years and number % MONTHS_A_YEAR == 0:
        number, (zh, en) = number // MONTHS_A_YEAR, ("年", "year")
    whole = Text(f"{number}{zh}", f"{number} {en}{'' if number == 1 else 's'}")
    if not length.hours:
        return whole
    more = Text("{whole}又{hours}", "{whole} and {hours}")
    less = Text("{whole}差{hours}", "{whole} less {hours}")
    return (more if length.hours > 0 else less).fill(whole=whole, hours=hours)


def _label(name: str, plans: Sequence[Prepared]) -> Text:
    having = (plan for plan in plans if name in plan.facts or name in plan.scope.events)
    return next((plan.scope.label(name) for plan in having), Text(name, name))
