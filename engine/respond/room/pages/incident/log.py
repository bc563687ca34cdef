"""The section of the log: what was entered, with both times, what became of it, notes and corrections."""

from collections.abc import Mapping, Sequence
from typing import Final

from respond.desk import Kept, Said, Told, correctable, entries_of, level_of, shelf, title_of
from respond.errors import Text
from respond.facts import Fact
from respond.log import Description, described
from respond.room.pages.answers import moment_typed, must_be_typed, value_typed
from respond.room.pages.incident.facts import source_named
from respond.room.pages.incident.section import Looked, Section, no_form, told_of
from respond.room.pages.visit import Visit
from respond.situation import is_merger
from respond.store import UNSEEN


def _shows(looked: Looked) -> Mapping[str, object]:
    entries = entries_of(looked.one)
    wanted = looked.visit.request.query_params.get("correct", looked.visit.typed("entry") or "")
    names = correctable(entries, looked.one.file)
    if looked.one.merged_into == UNSEEN:  # whoever takes that back has to see both
        names = frozenset(name for name in names if not is_merger(name))
    target = next((said for each in entries for said in each.says if said.name == wanted and wanted), None)
    return {
        "entries": tuple(reversed(entries)),
        "entered_by": looked.visit.front.room.store.entered_by(looked.one.id),
        "target": target,
        "correctable": names,
        "stands": None if target is None else stands_of(target.name, entries),
        "others": _others(looked),
        "fact": None if target is None else _fact(target, looked.one),
        "reworded": target is not None and target.kind in {"note", "description"},
        "wording": "" if target is None else _wording(target, looked),
    }


def stands_of(name: str | None, entries: Sequence[Told]) -> Said | None:
    """Give what last put an entry right, if anything did: its value in force."""
    said = [each for entry in entries for each in entry.says if each.corrects == name and name is not None]
    return said[-1] if said else None


def _others(looked: Looked) -> list[tuple[str, str]]:
    """Give the incidents this person sees that this one may be linked with or merged into, the latest first.

    Each with its level; those that are open, and exercises where this is one.
    """
    room, visit = looked.visit.front.room, looked.visit
    store = room.store.seen_from(visit.person.regions)
    practice = looked.one.file.mode == "exercise"
    found = shelf(store, room.library, now=visit.now)
    names = {
        one.id: " · ".join(
            (
                title_of(visit.say(described(one.file).title), one.id, one.file.mode, visit.lang),
                level_of(one.look.situation, visit.lang),
            )
        )
        for one in found.kept
        if one.open and (one.file.mode == "exercise") == practice
    }
    return [
        (each.id, names[each.id])
        for each in reversed(store.incidents())
        if each.id != looked.one.id and each.id in names
    ]


def _fact(said: Said, one: Kept) -> Fact | None:
    return one.log.facts.get((said.name or "").partition("#")[0]) if said.kind == "observation" else None


def _wording(said: Said, looked: Looked) -> str:
    """Give a note, or what describes the incident, as it stands, to be put right."""
    found = next(
        (each for each in reversed(looked.one.log.entries) if said.name in {each.id, each.corrects}), None
    )
    content = None if found is None else found.content
    words = content.words if isinstance(content, Description) else content
    return looked.say.text(words) if isinstance(words, Text) else ""


async def _enter(visit: Visit, incident: str, one: Kept) -> Mapping[str, str]:
    path, key = {"incident": incident}, visit.typed("once")
    do = visit.typed("do")
    if do == "note":
        reply = await visit.ask("enterNote", path=path, body={"text": visit.typed("text") or ""}, key=key)
        return told_of(reply)
    if do in {"link", "merge"}:
        said = {"to": visit.typed("to") or "", "reason": visit.typed("reason")}
        reply = await visit.ask(f"enter{do.capitalize()}", path=path, body=said, key=key)
        return told_of(reply)
    if do != "correct":
        raise no_form(do)
    entry = visit.typed("entry") or ""
    fields = {name: str(value) for name, value in visit.form.items()}
    withdrawn = visit.typed("withdrawn") == "yes"
    fact = next(
        (_fact(each, one) for told in entries_of(one) for each in told.says if each.name == entry), None
    )
    zone = one.situation.tz
    value: str | None = None if withdrawn else visit.typed("text")
    if fact is not None and not withdrawn:
        value = must_be_typed(value_typed(fields, "", fact, zone), fact.label)
    body = {
        "entry": entry,
        "by": visit.typed("by") or "",
        "at": None if withdrawn else moment_typed(visit.typed("at"), zone),
        "reason": visit.typed("reason"),
        "value": value,
        "done_by": None if withdrawn else visit.typed("done_by"),
        "channel": None if withdrawn else visit.typed("channel"),
        "number": None if withdrawn else visit.typed("number"),
        "source": None if withdrawn else source_named(visit.typed("source"), one.file.every_source),
        "new_source": True if visit.typed("source") and not withdrawn else None,
        "withdrawn": withdrawn or None,
    }
    reply = await visit.ask("enterCorrect", path=path, body=body, key=key)
    return told_of(reply)


SECTION: Final = Section("log", Text("记录", "Log"), "incident_log.html.j2", _shows, _enter)
