"""The limits of an incident as a calendar file (RFC 5545): alarms, stable names, a sequence that grows as they move."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any, Final

from respond._records import evolve, frozen
from respond._version import __version__
from respond.errors import Language, MissingExtraError, fault
from respond.papers.dossier import Dossier
from respond.papers.words import say
from respond.show import (
    MODE,
    cited,
    counted,
    full_moment,
    gone_since,
    length,
    names_of,
    what_of,
)
from respond.situation import Obligation, Situation, owed_then

_ALARMS: Final = (timedelta(minutes=30), timedelta(minutes=5), timedelta(0))
"""How long before a limit the calendar of whoever takes it rings."""


@frozen(eq=False)
class Dated:
    """A limit over the course of an incident: how it stands now, when it came up, and how often it has moved.

    `at` is the moment it is entered for; of one that `stands` no more, the last there was. `since` is when it last
    became other than it was.
    """

    one: Obligation
    at: datetime
    stands: bool
    created: datetime
    since: datetime
    sequence: int


def dated(dossier: Dossier) -> tuple[Dated, ...]:
    """Give what we owe by a moment or at once, as it has been since the incident was known, the first due first.

    What was met, stood down or missed, whose limit stands still, or which there is no more, stands no longer.
    """
    moments = sorted(
        {dossier.log.first, *(each for each in dossier.log.later if each <= dossier.now), dossier.now}
    )
    found: dict[str, Dated] = {}
    before = moments[0]
    for now, owed in owed_then(dossier.file, dossier.library, moments, dossier.unit):
        seen = {one.id: one for one in owed if _entered(one)}
        for name, one in seen.items():
            known = found.get(name)
            if known is None or not known.stands or known.one is not one:  # most stay what they were
                _follow(found, name, one, now, before)
        for name in found.keys() - seen.keys():
            found[name] = _gone(found[name], now)
        before = now
    last = {one.id: one for one in dossier.situation.obligations}
    present = (evolve(each, one=last.get(name, each.one)) for name, each in found.items())
    return tuple(sorted(present, key=lambda each: (each.at, each.one.id)))


def _entered(one: Obligation) -> bool:
    """Say whether an obligation is one for a calendar: ours, and not merely allowed."""
    return one.ours and one.mood != "may" and one.order.kind == "act"


def _follow(found: dict[str, Dated], name: str, one: Obligation, now: datetime, before: datetime) -> None:
    """Take in how an obligation stands at a further moment; a round arises between two when its time has come."""
    at = one.due or (gone_since(one) if one.at_once else None)
    stands = one.open and at is not None
    earlier = found.get(name)
    if earlier is None:
        if stands and at is not None:
            created = one.arose if before < one.arose <= now else now
            found[name] = Dated(one, at, stands=True, created=created, since=created, sequence=0)
        return
    kept = at if at is not None and stands else earlier.at
    new = (kept, stands, stands and one.provisional)
    if new == (earlier.at, earlier.stands, earlier.stands and earlier.one.provisional):
        found[name] = evolve(earlier, one=one)
    else:
        sequence = earlier.sequence + 1
        found[name] = evolve(earlier, one=one, at=kept, stands=stands, since=now, sequence=sequence)


def _gone(one: Dated, now: datetime) -> Dated:
    if not one.stands:
        return one
    return evolve(one, stands=False, since=now, sequence=one.sequence + 1)


def limits_calendar(dossier: Dossier, lang: Language) -> bytes:
    """Give the limits as a calendar file, the same bytes for the same log and the same `now`.

    Each is an event named `plan#duty#n@incident`; its SEQUENCE grows each time the limit moves or ends, and one that
    ended is CANCELLED. Raises MissingExtraError (E983) without the extra `papers`.
    """
    library = _library()
    mode = dossier.situation.mode
    name = say("calendar", lang, title=dossier.situation.title.say(lang))
    calendar = _calendar(_marked(name, mode, lang), lang, library)
    for each in dated(dossier):
        calendar.add_component(_event(each, dossier.situation, lang, library))
    made: bytes = calendar.to_ical()
    return made


@frozen
class PlannedDay:
    """Something to be done by a day: its name for good, what it is, from when, by when, more on it."""

    id: str
    summary: str
    start: date | None
    due: date
    description: str
    said: datetime


def days_calendar(name: str, days: Sequence[PlannedDay], mode: str, lang: Language) -> bytes:
    """Give days by which something is to be done as a calendar file, an event of the whole day each.

    Raises MissingExtraError (E983) without the extra `papers`.
    """
    library = _library()
    calendar = _calendar(_marked(name, mode, lang), lang, library)
    for each in days:
        event = library.Event()
        event.add("uid", each.id)
        event.add("summary", _marked(each.summary, mode, lang))
        event.add("dtstart", each.due)
        event.add("dtend", each.due + timedelta(days=1))
        event.add("dtstamp", _second(each.said))
        event.add("sequence", 0)
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        begins = [] if each.start is None else [say("from_day", lang, day=each.start)]
        event.add("description", "\n".join([*begins, each.description]))
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _calendar(name: str, lang: Language, library: Any) -> Any:  # noqa: ANN401
    calendar = library.Calendar()
    calendar.add("prodid", f"-//respond//{__version__}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    return calendar


def _library() -> Any:  # noqa: ANN401 - imported when it is needed
    """Import icalendar; raises MissingExtraError (E983) without the extra `papers`."""
    try:
        return import_module("icalendar")
    except ModuleNotFoundError as error:
        raise MissingExtraError([fault("E983", library=error.name)]) from None


def _marked(text: str, mode: str, lang: Language) -> str:
    """Put the mark of an exercise before a text."""
    words = MODE.get(mode)
    if words is None:
        return text
    said = words.say(lang)
    closing = "】" if lang == "zh" else "]"
    return said[: said.index(closing) + 1] + (" " if lang == "en" else "") + text


def _event(each: Dated, situation: Situation, lang: Language, library: Any) -> Any:  # noqa: ANN401
    one = each.one
    what = what_of(one, situation, lang)
    head = say("at_once", lang, what=what) if one.at_once else what
    event = library.Event()
    event.add("uid", f"{one.id}@{situation.incident}")
    event.add("summary", _marked(head, situation.mode, lang))
    event.add("dtstart", each.at.astimezone(UTC))
    event.add("dtstamp", _second(each.since))
    event.add("created", _second(each.created))
    event.add("last-modified", _second(each.since))
    event.add("sequence", each.sequence)
    status = "CANCELLED" if not each.stands else "TENTATIVE" if one.provisional else "CONFIRMED"
    event.add("status", status)
    event.add("transp", "TRANSPARENT")
    event.add("description", "\n".join(_description(one, situation, lang)))
    if situation.where is not None:
        event.add("location", situation.where.say(lang))
    if each.stands:
        for before in _ALARMS if not one.at_once else _ALARMS[-1:]:
            event.add_component(_alarm(before, head, lang, library))
    return event


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _description(one: Obligation, situation: Situation, lang: Language) -> Iterator[str]:
    yield say("incident", lang, incident=situation.incident)
    yield say("owed_by", lang, units=names_of(one.units, lang))
    if one.to:
        yield say("told_to", lang, units=names_of(one.to, lang))
    how = counted(one, situation.now, lang)
    if how:
        yield say("counted", lang, how=how)
    yield say("plan_clause", lang, clause=f"{one.plan} {cited(one, situation, lang)}")
    if one.first_due is not None:
        yield say("first_due", lang, at=full_moment(one.first_due.astimezone(situation.tz)))


def _alarm(before: timedelta, what: str, lang: Language, library: Any) -> Any:  # noqa: ANN401
    alarm = library.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    words = (
        say("alarm", lang, time=length(before, lang), what=what)
        if before
        else say("alarm_now", lang, what=what)
    )
    alarm.add("description", words)
    return alarm
