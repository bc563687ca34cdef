"""What was merged into an incident, and what of it this one does not say yet: told until it does.

A merger leaves the numbers of the other behind in its log, and its limits with its receipt. So the two are held against
each other for as long as this one falls behind what the other said, and not only at the moment of merging.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Final

from attrs import field

from respond._records import frozen
from respond.clock import local
from respond.desk.concerns import Concern, Numbers, graver_concerns, merge_concerns
from respond.desk.reading import Kept, kept
from respond.errors import CoverageError, InputError, Text
from respond.log import Entry
from respond.plan import Library
from respond.situation import UNWRITTEN, Running, Situation, log_of, situate
from respond.store import UNSEEN, Row, Store, as_written, incident_of, taking_in

CHECKED: Final = Text("并入已核：{other}", "merger checked: {other}")
"""How a note begins that says of an incident which was merged that nothing of it is left to enter."""
_CHECKED: Final = re.compile(r"\s*(?:并入已核|merger checked)\s*[:：]\s*([\w-]+)", re.ASCII | re.IGNORECASE)
_SETTLED: Final = Text(
    "这条备注了结了{other}的并入：其中未补记的不再提示；更正或作废这条备注即恢复",
    "this note settles the merger of {other}: what is not entered of it is told no more; put the note right or "
    "withdraw it, and it is told again",
)
_SETTLES_NOTHING: Final = Text(
    "这条备注没有了结什么：{other}没有并入本事件（并入的：{known}）",
    "this note settles nothing: {other} was not merged into this incident (merged into it: {known})",
)
_TOOK_IN: Final = Text("事件 {other} 并入本事件", "the incident {other} was merged into this one")


@frozen
class TakenIn:
    """An incident that goes on in this one, since when, and what of it this one does not say yet.

    `entry` is the number of the entry that says so, in the log of the incident it was merged into.
    """

    incident: str
    at: datetime
    entry: int
    concerns: tuple[Concern, ...]
    words: Annotated[Text, UNWRITTEN] = field(init=False)

    @property
    def seen(self) -> Annotated[bool, UNWRITTEN]:
        """Say whether whoever looks sees it, too."""
        return self.incident != UNSEEN

    @words.default
    def _words(self) -> Text:
        return _TOOK_IN.fill(other=self.incident)


def taken_in(one: Kept, store: Store, library: Library) -> tuple[TakenIn, ...]:
    """Give the incidents that go on in one, those merged into these before among them, the earliest first.

    A note since then in the stated form (`CHECKED`) says that nothing of it is left to enter. Of one that cannot be
    read here stands what the merger itself told of it.
    """
    if not taking_in(one.rows):
        return ()
    mergers = tuple(_mergers(one.rows, store, (one.id,)))
    # what went in before may have been taken back since, in another log; and whoever does not see the other reads the
    # same log without its name
    key = ("taken-in", one.rows[-1].hash, *((row.hash, row.link) for row, _ in mergers))
    known = one.look.drawn.get(key)
    if not isinstance(known, tuple):
        found = [_taken_in(one, row, before, store, library) for row, before in mergers]
        known = one.look.drawn[key] = tuple(sorted(found, key=lambda each: each.at))
    return known


def went_in(store: Store, library: Library, incident: str, *, now: datetime) -> tuple[TakenIn, ...]:
    """Give the incidents that go on in one of a store. Raises InputError (E845) and CoverageError."""
    if not taking_in(store.rows(incident)):
        return ()
    return taken_in(kept(store, library, incident, now=now), store, library)


def left_to_enter(found: Sequence[TakenIn]) -> tuple[Text, ...]:
    """Give what is not entered yet of the incidents that went into one, in words."""
    return tuple(concern.text for each in found for concern in each.concerns)


def _mergers(
    rows: Sequence[Row], store: Store, within: tuple[str, ...], by: int | None = None
) -> Iterator[tuple[Row, tuple[Row, ...]]]:
    """Give each merger that stands in a log, made by one of its entries, with what the other log told until then.

    Those into the other before follow it: of these, too, what was taken back since stands no more.
    """
    for row in taking_in(rows):
        name = row.link[1]
        if name in within or (by is not None and row.number > by):
            continue
        there: tuple[Row, ...] = ()
        if name != UNSEEN:
            with suppress(InputError):  # it is kept elsewhere
                there = store.rows(name)
        before = _until_merged(there, rows[0].incident)
        yield row, before
        if before:
            yield from _mergers(there, store, (*within, name), before[-1].number)


def _taken_in(one: Kept, row: Row, before: tuple[Row, ...], store: Store, library: Library) -> TakenIn:
    """Give what an incident took in by a merger, into itself or into what it took in."""
    name = row.link[1]
    concerns = () if _settled(one, row, name) else _concerns(one, before, row, store, library)
    return TakenIn(name, local(row.known_at, one.look.situation.tz), row.number, concerns)


def _until_merged(rows: tuple[Row, ...], into: str) -> tuple[Row, ...]:
    """Give the entries of a log before the last that merged its incident into another."""
    found = [number for number, row in enumerate(rows) if row.merges_into == into]
    return rows[: found[-1]] if found else ()


def _settled(one: Kept, merger: Row, name: str) -> bool:
    """Say whether a note since a merger, as it stands now, says that what was merged was checked."""
    stands: dict[str, Entry] = {}
    for each in one.log.entries:
        if each.corrects is None or each.corrects in stands:
            stands[each.corrects or each.id] = each
    return any(
        checked(each.content) == name and each.known >= merger.known_at
        for each in stands.values()
        if isinstance(each.content, Text)
    )


def checked(note: Text) -> str | None:
    """Give the incident of which a note says in the stated form that nothing of it is left to enter.

    >>> checked(Text("并入已核：m2，三人已在内", "")), checked(Text("m2的家属来电", ""))
    ('m2', None)
    """
    found = _CHECKED.match(note.zh) or _CHECKED.match(note.en)
    return None if found is None else found[1]


def check_told(row: Row, found: Sequence[TakenIn]) -> tuple[Concern, ...]:
    """Say which of the incidents that went into its own a note in the stated form settles, or that it settles none."""
    said = row.data.get("note")
    words = (
        Text(said.get("zh") or "", said.get("en") or "") if isinstance(said, dict) else Text(str(said), "")
    )
    name = checked(words)
    if name is None:
        return ()
    known = [each.incident for each in found if each.seen]
    if name in known:
        return (Concern(_SETTLED.fill(other=name), compared_with="log"),)
    listed = Text("、".join(known) or "没有", ", ".join(known) or "none")
    text = _SETTLES_NOTHING.fill(other=name, known=listed)
    return (Concern(text, against=True, compared_with="log"),)


def costs_told(merger: Row) -> tuple[Concern, ...]:
    """Give what a merger itself told that it costs."""
    said = merger.data
    told = [said.get(name) for name in ("limits", "graver")]
    texts = [Text(each["zh"], each["en"]) for each in told if each]
    return tuple(Concern(text, against=True, compared_with="log") for text in texts)


def _concerns(
    one: Kept, before: Sequence[Row], merger: Row, store: Store, library: Library
) -> tuple[Concern, ...]:
    """Hold what was merged, as it was then, against the other as it is."""
    try:
        if before:
            merged, numbers = _as_it_was(before, merger.known_at, store, library)
            there = Numbers(one.log.steps(one.now)[-1].observations, one.log.facts, one.now)
            now = one.look.situation
            return (*merge_concerns(merged, now), *graver_concerns(merged, now, numbers, there))
    except (InputError, CoverageError):  # what cannot be read again was read when it was merged
        pass
    return costs_told(merger)


def _as_it_was(
    rows: Sequence[Row], at: datetime, store: Store, library: Library
) -> tuple[Situation, Numbers]:
    with as_written(rows):
        file = incident_of(rows)
        file = incident_of(rows, library.zone(file.plans))
        running = Running(library, keeps=False, seat=store.seat)
        now = max(at, rows[-1].known_at)
        log, _ = log_of(file, library, now, running)
        numbers = Numbers(log.steps(now)[-1].observations, log.facts, now)
        return situate(file, library, now=now, running=running), numbers
