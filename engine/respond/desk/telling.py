"""The log of an incident in words: every entry with when it was so and when it was known, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from respond._records import evolve, frozen
from respond.clock import clock_text, local
from respond.desk.reading import Kept, kept
from respond.desk.words import title_of
from respond.errors import LANGUAGES, Language, Text
from respond.facts import Observation
from respond.log import Description, Entry, IncidentFile, Mode, entries_in_force, is_described
from respond.plan import Library
from respond.show import EntryWords, full_moment, noted, occasions
from respond.situation import UNWRITTEN, Placed, merging_name
from respond.store import KINDS, Row, RowKind, Store, is_step

Kind = Literal[
    "observation",
    "event",
    "act",
    "extension",
    "declaration",
    "withdrawal",
    "unable",
    "body",
    "correction",
    "note",
    "description",
    "link",
]
"""What one thing that an entry says is."""


_ENTRY: Final = Text("{title} 第{n}条：{kind}（{by}，{known}）", "{title}, entry {n}: {kind} ({by}, {known})")


@frozen
class Said:
    """One thing an entry says: its name in the log, in words, since when it was so, and what became of it."""

    kind: Kind
    name: str | None
    """What `respond correct` calls it; null for a correction and what only stands beside."""
    words: Text
    held: datetime | None
    """When it was so; the earliest moment where that is known as a span only."""
    corrects: str | None = None
    """The name of what it puts right."""
    corrected_by: int | None = None
    """The number of the last entry that put it right."""
    withdrawn: bool = False
    """Whether that entry says it never was."""


@frozen
class Told:
    """One entry: its number, who entered it, since when it is known, when the machine wrote it, what it says."""

    number: int
    kind: RowKind
    known: datetime
    recorded: datetime
    by: str
    answers: int | None
    """Of a decision: the number of the last entry that was there for it."""
    says: tuple[Said, ...]
    hash: str


@frozen
class ToldLog:
    """The log of an incident, or what was added to it since a moment."""

    store: str
    incident: str
    title: Text
    mode: Mode
    now: datetime
    zone: Annotated[str, UNWRITTEN]
    """In which zone its moments are told."""
    since: datetime | None
    entries: tuple[Told, ...]
    earlier: int
    """How many entries there are before `since`."""
    next: str | None = None
    """Where the next page goes on, of whoever asks for pages; without one all is here."""

    @property
    def schema(self) -> Annotated[Literal["log/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "log/1"


def told(
    store: Store, library: Library, incident: str, *, now: datetime, since: datetime | None = None
) -> ToldLog:
    """Tell the log of an incident, with `since` the entries known from then on.

    Raises InputError (E845 where there is no such incident) and CoverageError.
    """
    one = kept(store, library, incident, now=now)
    shown = entries_of(one, since)
    since = None if since is None else local(since, one.situation.tz)
    return ToldLog(
        store.called,
        one.id,
        one.situation.title,
        one.file.mode,
        one.now,
        one.situation.zone,
        since,
        shown,
        len(one.rows) - len(shown),
    )


def entry_told(one: Kept, number: int, lang: Language) -> str:
    """Tell one entry by itself, to somebody who has no page of the log: whose it is, when, by whom, what it says."""
    entry = entries_of(one, only=number)[0]
    title = title_of(one.situation.title.say(lang), one.id, one.file.mode, lang)
    head = _ENTRY.fill(
        title=title, n=number, kind=KINDS[entry.kind], by=entry.by, known=full_moment(entry.known)
    )
    return "\n".join([head.say(lang), *(each.words.say(lang) for each in entry.says)])


def entries_of(one: Kept, since: datetime | None = None, only: int | None = None) -> tuple[Told, ...]:
    """Tell every entry of an incident, those known from a moment on, or the only one of a number."""
    words = EntryWords(one.file, one.log, one.involved, one.now)
    steps = steps_of(one.rows)
    by_step: dict[int, list[Entry]] = {}
    for entry in one.log.entries:
        by_step.setdefault(entry.step, []).append(entry)
    fates = fates_of(one.log.entries, {step: row.number for row, step in steps if step is not None})
    merged = _merged(one.rows)
    zone = one.situation.tz
    return tuple(
        Told(
            number=row.number,
            kind=row.kind,
            known=local(row.known_at, zone),
            recorded=local(row.recorded_at, zone),
            by=row.by,
            answers=row.answers,
            says=tuple(_said(entry, words, fates) for entry in by_step.get(step, ()))
            if step is not None and row.merges_into is None and row.parts_from is None
            else (evolve(_apart(row, words), **merged.get(row.number, {})),),
            hash=row.hash,
        )
        for row, step in steps
        if (since is None or row.known_at >= since) and only in {None, row.number}
    )


def _merged(rows: Sequence[Row]) -> dict[int, dict[str, Any]]:
    """Give, by its number, the name of each entry that merged two incidents, and what took it back."""
    found: dict[int, dict[str, Any]] = {}
    into: list[int] = []
    taken: dict[str, int] = {}
    for row in rows:
        relation, other = row.link
        back = None
        if row.merges_into is not None:
            into.append(row.number)
            found[row.number] = {"name": merging_name(len(into))}
        elif row.parts_from is not None:
            back = into[-1] if into else None
        elif relation == "merged-from":
            taken[other] = row.number
        elif relation == "parted":
            back = taken.get(other)
        if back is not None:
            found[back] = {**found.get(back, {}), "corrected_by": row.number, "withdrawn": True}
    return found


def steps_of(rows: Sequence[Row]) -> list[tuple[Row, int | None]]:
    """Give the step of the incident file that each row is; None for one that is no part of what happened."""
    found: list[tuple[Row, int | None]] = []
    step = 0
    for row in rows:
        counts = is_step(row)
        found.append((row, step if counts else None))
        step += counts
    return found


def _said(entry: Entry, words: EntryWords, fates: Mapping[str, tuple[int, bool]]) -> Said:
    """Tell one entry."""
    number, withdrawn = fates.get(entry.id, (None, False))
    timeless = isinstance(entry.content, Text | Description) or (
        entry.corrects is not None and isinstance(entry.content, Observation)
    )
    held = None if timeless else local(entry.held.first, words.tz)
    name = None if entry.kind == "correction" else entry.id
    return Said(entry.kind, name, words.said(entry), held, entry.corrects, number, withdrawn)


def fates_of(entries: Sequence[Entry], numbers: Mapping[int, int]) -> dict[str, tuple[int, bool]]:
    """Give, for each entry that was put right, the number of the last row that did, and whether it was withdrawn.

    What put an entry right that was put right again since is told so, too: its own value stands no more.
    """
    fates: dict[str, tuple[int, bool]] = {}
    before: dict[str, list[str]] = {}
    for entry in entries:
        if entry.corrects is not None:
            fate = (numbers[entry.step], entry.content is None)
            earlier = before.setdefault(entry.corrects, [])
            fates |= dict.fromkeys((entry.corrects, *earlier), fate)
            earlier.append(entry.id)
    return fates


def correctable(entries: Sequence[Told], incident: IncidentFile) -> frozenset[str]:
    """Give the names of the entries that can be put right: none that was withdrawn.

    An older name, place or region of the incident decides nothing any more, and is none of them.
    """
    said = [each for entry in entries for each in entry.says if each.name is not None]
    found = {str(each.name) for each in said if not each.withdrawn}
    described = entries_in_force(incident)
    return frozenset(name for name in found if not is_described(name) or name in described)


_LINKS: Mapping[str, Text] = {
    "supervises": Text("督办事件 {other} 的任务", "supervises a duty of the incident {other}"),
    "supervised-as": Text("任务列为督办事项 {other}", "a duty of it is supervised as {other}"),
    "merged-into": Text("并入事件 {other}", "merged into the incident {other}"),
    "merged-from": Text("事件 {other} 并入本事件", "the incident {other} was merged into this one"),
    "parted-from": Text(
        "撤回并入事件 {other}，本事件继续", "not merged into the incident {other} after all: this one goes on"
    ),
    "parted": Text(
        "撤回事件 {other} 的并入，那起继续",
        "the incident {other} is not merged into this one after all: it goes on",
    ),
    "beside": Text("与事件 {other} 关联", "belongs with the incident {other}"),
}


_NOTES: Mapping[RowKind, tuple[str, ...]] = {
    "link": ("obligation", "by", "reason", "limits", "graver"),
    "acknowledgement": ("by", "for"),
    "postponement": ("until", "by", "reason"),
    "application": ("until", "by", "plan", "reason"),
    "evaluation": ("grade", "by", "reason"),
    "attempt": ("with", "text"),
}
"""What is told in brackets of an entry that is no part of what happened, beside what it is and of which duty."""


def _apart(row: Row, words_of: EntryWords) -> Said:
    """Tell an entry that is no part of what happened."""
    data: dict[str, Any] = row.data if isinstance(row.data, dict) else {}
    if row.merges_into is not None:
        words = _LINKS["merged-into"].fill(other=row.merges_into)
    elif row.parts_from is not None:
        words = _LINKS["parted-from"].fill(other=row.parts_from)
    elif row.kind == "link":
        words = _LINKS.get(str(data.get("relation")), _LINKS["beside"])
        words = words.fill(other=data.get("to", "?"))
    else:
        words = KINDS[row.kind]
    if row.kind != "link" and isinstance(data.get("obligation"), str):
        words = Text("{what}：{duty}", "{what}: {duty}").fill(
            what=words, duty=_occasion(words_of, data["obligation"])
        )
    names = _NOTES.get(row.kind, ("reason",))
    notes = [_note(words_of, name, data.get(name), asked=row.kind == "application") for name in names]
    kind: Kind = "link" if row.kind == "link" else "note"
    return Said(kind, None, noted(words, *(each for each in notes if each is not None)), None)


def _note(words_of: EntryWords, name: str, given: Any, *, asked: bool) -> Text | None:  # noqa: ANN401 - what an entry may hold
    """Put one thing an entry holds into words: a body by its name, a moment in the zone of the incident.

    A moment that is only `asked` for is worded so.
    """
    if given is None or given == "":
        return None
    if isinstance(given, dict):
        zh, en = (given.get(lang) for lang in LANGUAGES)
        return Text(zh or en or "", en or zh or "")
    if name in {"by", "for"}:
        unit = words_of.unit(str(given))
        return (_BY if name == "by" else _FOR).fill(unit=unit)
    if name == "grade":
        return words_of.grade(str(given))
    if name == "until":
        until = clock_text(local(datetime.fromisoformat(str(given)), words_of.tz), words_of.tz)
        words = (
            Text("申请延至{until}", "asked for until {until}")
            if asked
            else Text("至{until}", "until {until}")
        )
        return words.fill(until=until)
    return Text(str(given), str(given))


_BY: Final = Text("由{unit}", "by {unit}")
_FOR: Final = Text("代{unit}", "for {unit}")


def _occasion(words_of: EntryWords, name: str) -> Text:
    """Put an occasion (`plan#duty#n`) into words, with its number from the second on."""
    plan, _, rest = name.partition("#")
    duty, _, number = rest.partition("#")
    what = words_of.duties.get((plan, duty))
    if what is None:
        return Text(name, name)
    return what if number in {"", "1"} else noted(what, *occasions(number))
