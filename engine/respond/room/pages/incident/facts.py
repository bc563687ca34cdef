"""The section of facts: what is known, how sure it is, all that was told of it, and a form for what is new."""

from collections.abc import Mapping
from typing import Final

from respond.desk import Kept, Said, Told, correctable, entries_of, facts_of
from respond.errors import Text
from respond.log import described, is_described, occurrence_of
from respond.plan import DERIVED_EVENTS, RECEIVED
from respond.room.pages.answers import (
    ONCE_HAPPENED,
    OR_UNKNOWN,
    SOMETHING_ELSE,
    moment_typed,
    must_be_typed,
    value_typed,
)
from respond.room.pages.incident.section import Looked, Section, told_of
from respond.room.pages.visit import Visit
from respond.room.pages.words import WORDS
from respond.situation import called


def _shows(looked: Looked) -> Mapping[str, object]:
    wanted = looked.visit.request.query_params.get("fact", looked.visit.typed("fact") or "")
    found = facts_of(looked.one)
    happened = {each.id for each in looked.one.situation.events}
    occurrence = occurrence_of(looked.one.file, looked.one.situation.tz, looked.one.now)
    return {
        "told": [each for each in found if each.history],
        "untold": [each for each in found if not each.history],
        "facts": looked.one.log.facts,
        "events": _events(looked.one),
        "happened": happened,
        "tellers": _tellers(looked),
        "presumed": occurrence is not None and occurrence.presumed,
        "wanted": wanted,
        "wanted_event": looked.visit.request.query_params.get("event", ""),
        "descriptors": _descriptors(looked),
        "described": _described(looked.one),
        "correctable": correctable(entries_of(looked.one), looked.one.file),
    }


def _events(one: Kept) -> dict[str, Text]:
    """Give what may be entered as having happened; receipts that duties wait for, each of its body, after our own."""
    found: dict[str, Text] = {}
    for name, event in one.log.events.items():
        if name not in {"closed", "terminated", *DERIVED_EVENTS}:
            found[name] = Text(event.zh, event.en)
        if name == RECEIVED:
            found |= {
                each.event: Text(f"{event.zh} · {each.body.name.zh}", f"{event.en} · {each.body.name.en}")
                for each in one.situation.unreceived
            }
    return found


def _receipt(name: str, by: str | None, one: Kept) -> str:
    """Give the event somebody means: a receipt by a body whose duties wait for it is that body's, and not ours."""
    if name != RECEIVED or by is None:
        return name
    return next(
        (each.event for each in one.situation.unreceived if each.body.id in called(by, one.bodies)), name
    )


def _tellers(looked: Looked) -> dict[str, str]:
    """Give who told of each event, where that is said, by its name."""
    events = looked.one.log.steps(looked.one.now)[-1].events
    told = {name: looked.one.source(some[0]) for name, some in events.items() if some}
    return {name: looked.say.text(words) for name, words in told.items() if words is not None}


def _described(one: Kept) -> list[tuple[Told, Said]]:
    """Give what was entered of what describes the incident, and what put it right, with the entries that told it."""
    if all(each.kind != "description" for each in one.log.entries):
        return []
    return [
        (each, said)
        for each in entries_of(one)
        for said in each.says
        if is_described(said.name or said.corrects or "")
    ]


def _descriptors(looked: Looked) -> tuple[tuple[str, Text, str], ...]:
    """Give what describes the incident, each with its words and as it stands; blank for what nobody told."""
    found, say = described(looked.one.file), looked.say
    where = "" if found.where is None else say.text(found.where)
    stands = {"title": say.text(found.title), "where": where, "region": found.region or ""}
    return tuple((name, WORDS[f"descriptor_{name}"], text) for name, text in stands.items())


async def _enter(visit: Visit, incident: str, one: Kept) -> Mapping[str, str]:
    if visit.typed("do") == "describe":
        return await _describe(visit, incident, one)
    return await enter_value(visit, incident, one)


async def _describe(visit: Visit, incident: str, one: Kept) -> Mapping[str, str]:
    """Enter what describes the incident, as far as it was typed otherwise than it stands."""
    found = described(one.file)
    stands = {"title": found.title.say(visit.lang), "where": found.where and found.where.say(visit.lang)}
    typed = {name: visit.typed(name) for name in ("title", "where", "region")}
    told = {
        name: text
        for name, text in typed.items()
        if text and text != {**stands, "region": found.region}[name]
    }
    must_be_typed("some" if told else None, WORDS["describe_title"], SOMETHING_ELSE)
    reply = await visit.ask("enterDescribe", path={"incident": incident}, body=told, key=visit.typed("once"))
    return told_of(reply)


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
        body: dict[str, object] = {
            "name": _receipt(name, visit.typed("by"), one), "at": value, "by": visit.typed("by"),
            "source": source_named(visit.typed("source"), one.file.every_source),
            "new_source": True if visit.typed("source") else None,
        }  # fmt: skip
        reply = await visit.ask("enterEvent", path=path, body=body, key=key)
        return told_of(reply)
    body = {
        "facts": {name: value},
        "source": source_named(visit.typed("source"), one.file.every_source),
        "new_source": True if visit.typed("source") else None,
        "as_of": moment_typed(visit.typed("as_of"), zone, "as_of"),
        "standing": visit.typed("standing"),
        "judged_by": visit.typed("by") if fact.judgement and value != "unknown" else None,
    }
    reply = await visit.ask("enterUpdate", path=path, body=body, key=key)
    return told_of(reply)


def source_named(typed: str | None, sources: Mapping[str, Text]) -> str | None:
    """Give a source by its name in the file of the incident, where it was typed or chosen in words.

    >>> source_named("镇卫生院", {"hospital": Text("镇卫生院", "town hospital")}), source_named("县医院", {})
    ('hospital', '县医院')
    """
    return next((name for name, words in sources.items() if typed in {words.zh, words.en}), typed)


def _label(name: str, one: Kept) -> Text:
    fact = one.log.facts.get(name)
    if fact is not None:
        return fact.label
    event = one.log.events.get(name)
    return Text(name, name) if event is None else Text(event.zh, event.en)


SECTION: Final = Section("facts", Text("事实", "Facts"), "incident_facts.html.j2", _shows, _enter)
