"""The section of facts: what is known, how sure it is, all that was told of it, and a form for what is new."""

from collections.abc import Mapping
from typing import Final

from respond.desk import Kept, facts_of
from respond.errors import Text
from respond.log import occurrence_of
from respond.room.pages.answers import ONCE_HAPPENED, OR_UNKNOWN, moment_typed, must_be_typed, value_typed
from respond.room.pages.incident.section import Looked, Section, told_of
from respond.room.pages.visit import Visit


def _shows(looked: Looked) -> Mapping[str, object]:
    wanted = looked.visit.request.query_params.get("fact", looked.visit.typed("fact") or "")
    found = facts_of(looked.one)
    events = {
        name: label for name, label in looked.one.log.events.items() if name not in {"closed", "terminated"}
    }
    happened = {each.id for each in looked.one.situation.events}
    occurrence = occurrence_of(looked.one.file, looked.one.situation.tz, looked.one.now)
    return {
        "told": [each for each in found if each.history],
        "untold": [each for each in found if not each.history],
        "facts": looked.one.log.facts,
        "events": events,
        "happened": happened,
        "presumed": occurrence is not None and occurrence.presumed,
        "wanted": wanted,
    }


async def enter_value(visit: Visit, incident: str, one: Kept) -> Mapping[str, str]:
    """Enter a value of a fact, or that something has happened."""
    name = visit.typed("fact") or ""
    fields = {key: str(value) for key, value in visit.form.items()}
    key = visit.typed("once")
    zone = one.situation.tz
    fact = one.log.facts.get(name)
    how = ONCE_HAPPENED if fact is None else OR_UNKNOWN
    value = must_be_typed(value_typed(fields, "", fact, zone), _label(name, one), how)
    path = {"incident": incident}
    if fact is None:
        body: dict[str, object] = {"name": name, "at": value, "by": visit.typed("by")}
        reply = await visit.ask("enterEvent", path=path, body=body, key=key)
        return told_of(reply.etag)
    body = {
        "facts": {name: value},
        "source": _source(visit.typed("source"), one.file.every_source),
        "new_source": True if visit.typed("source") else None,
        "as_of": moment_typed(visit.typed("as_of"), zone, "as_of"),
        "standing": visit.typed("standing"),
        "judged_by": visit.typed("by") if fact.judgement and value != "unknown" else None,
    }
    reply = await visit.ask("enterUpdate", path=path, body=body, key=key)
    return told_of(reply.etag)


def _source(typed: str | None, sources: Mapping[str, Text]) -> str | None:
    """Give a source by its name in the file of the incident, where it was typed or chosen in words.

    >>> _source("镇卫生院", {"hospital": Text("镇卫生院", "town hospital")}), _source("县医院", {})
    ('hospital', '县医院')
    """
    return next((name for name, words in sources.items() if typed in {words.zh, words.en}), typed)


def _label(name: str, one: Kept) -> Text:
    fact = one.log.facts.get(name)
    if fact is not None:
        return fact.label
    event = one.log.events.get(name)
    return Text(name, name) if event is None else Text(event.zh, event.en)


SECTION: Final = Section("facts", Text("事实", "Facts"), "incident_facts.html.j2", _shows, enter_value)
