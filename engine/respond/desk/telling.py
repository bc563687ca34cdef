"""The log of an incident in words: every entry with when it was so and when it was known, and what became of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Annotated, Any, Literal

from respond._records import frozen
from respond.clock import clock_text, local
from respond.desk.reading import Kept, kept
from respond.desk.words import WORDS
from respond.errors import LANGUAGES, Language, Text
from respond.facts import Level, Observation, show_value
from respond.log import Act, Declaration, Entry, Happened, Held, Holding, Inability, Lengthening, Withdrawal
from respond.plan import Library, split_event
from respond.show import CHANNEL, COLON, OBSERVED, bracket, clauses, full_moment, joined
from respond.situation import Involved, Placed
from respond.store import APART, KINDS, Row, RowKind, Store

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
    "link",
]
"""What one thing that an entry says is."""


@frozen
class Said:
    """One thing an entry says: its name in the log, in words, since when it was so, and what became of it."""

    kind: Kind
    name: str | None
    """What `respond correct` calls it; null for a note and what only binds incidents."""
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
    now: datetime
    since: datetime | None
    entries: tuple[Told, ...]
    earlier: int
    """How many entries there are before `since`."""

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
    entries = entries_of(one)
    shown = tuple(each for each in entries if since is None or each.known >= since)
    since = None if since is None else local(since, one.situation.tz)
    return ToldLog(store.place, one.id, one.situation.title, one.now, since, shown, len(entries) - len(shown))


def entries_of(one: Kept) -> tuple[Told, ...]:
    """Tell every entry of an incident."""
    words = _Words(one)
    steps = _steps_of(one.rows)
    by_step: dict[int, list[Entry]] = {}
    for entry in one.log.entries:
        by_step.setdefault(entry.step, []).append(entry)
    fates = _fates(one.log.entries, {step: row.number for row, step in steps if step is not None})
    zone = one.situation.tz
    return tuple(
        Told(
            number=row.number,
            kind=row.kind,
            known=local(row.known_at, zone),
            recorded=local(row.recorded_at, zone),
            by=row.by,
            answers=row.answers,
            says=tuple(words.said(entry, fates) for entry in by_step.get(step, ()))
            if step is not None
            else (words.apart(row),),
            hash=row.hash,
        )
        for row, step in steps
    )


def _steps_of(rows: Sequence[Row]) -> list[tuple[Row, int | None]]:
    """Give the step of the incident file that each row is; None for one that is no part of what happened."""
    found: list[tuple[Row, int | None]] = []
    step = 0
    for row in rows:
        apart = row.kind in APART
        found.append((row, None if apart else step))
        step += not apart
    return found


def _fates(entries: Sequence[Entry], numbers: Mapping[int, int]) -> dict[str, tuple[int, bool]]:
    """Give, for each entry that was put right, the number of the last row that did, and whether it was withdrawn."""
    return {
        entry.corrects: (numbers[entry.step], entry.content is None)
        for entry in entries
        if entry.corrects is not None
    }


_LINKS: Mapping[str, Text] = {
    "supervises": Text("督办事件 {other} 的任务", "supervises a duty of the incident {other}"),
    "supervised-as": Text("任务列为督办事项 {other}", "a duty of it is supervised as {other}"),
    "merged-into": Text("并入事件 {other}", "merged into the incident {other}"),
    "merged-from": Text("事件 {other} 并入本事件", "the incident {other} was merged into this one"),
    "beside": Text("与事件 {other} 关联", "belongs with the incident {other}"),
}


_NOTES: Mapping[RowKind, tuple[str, ...]] = {
    "link": ("obligation", "reason"),
    "acknowledgement": ("by", "for"),
    "postponement": ("until", "by", "reason"),
    "application": ("until", "by", "plan", "reason"),
    "evaluation": ("grade", "by", "reason"),
    "attempt": ("with", "text"),
}
"""What is told in brackets of an entry that is no part of what happened, beside what it is and of which duty."""


class _Words:
    """Puts entries into words: by the labels of the plans, in the zone of the incident."""

    def __init__(self, one: Kept) -> None:
        self.one = one
        self.log = one.log
        self.tz = one.situation.tz
        self.bodies: dict[str, Text] = {}
        for id_, names in groupby(one.bodies, key=lambda body: body.id):
            self.bodies[id_] = _listed([body.name for body in names])
        self.units = {body.id: body.role or body.name for body in one.bodies}
        self.duties = dict(_duties(one.involved))

    def said(self, entry: Entry, fates: Mapping[str, tuple[int, bool]]) -> Said:
        """Tell one entry."""
        words = self._content(entry)
        if entry.corrects is not None:
            words = self._correction(entry, words)
        number, withdrawn = fates.get(entry.id, (None, False))
        timeless = entry.kind == "note" or (
            entry.corrects is not None and isinstance(entry.content, Observation)
        )
        held = None if timeless else local(entry.held.first, self.tz)
        name = None if entry.kind in {"note", "correction"} else entry.id
        return Said(entry.kind, name, words, held, entry.corrects, number, withdrawn)

    def apart(self, row: Row) -> Said:
        """Tell an entry that is no part of what happened."""
        data: dict[str, Any] = row.data if isinstance(row.data, dict) else {}
        if row.kind == "link":
            words = _LINKS.get(str(data.get("relation")), _LINKS["beside"])
            words = words.fill(other=data.get("to", "?"))
        else:
            words = KINDS[row.kind]
        if row.kind != "link" and isinstance(data.get("obligation"), str):
            words = Text("{what}：{duty}", "{what}: {duty}").fill(
                what=words, duty=self._occasion(data["obligation"])
            )
        names = _NOTES.get(row.kind, ("reason",))
        notes = [self._note(name, data.get(name), asked=row.kind == "application") for name in names]
        kind: Kind = "link" if row.kind == "link" else "note"
        return Said(kind, None, _with(words, *(each for each in notes if each is not None)), None)

    def _note(self, name: str, given: Any, *, asked: bool) -> Text | None:  # noqa: ANN401 - what an entry may hold
        """Put one thing an entry holds into words: a body by its name, a moment in the zone of the incident.

        A moment that is only `asked` for is worded so.
        """
        if given is None or given == "":
            return None
        if isinstance(given, dict):
            zh, en = (given.get(lang) for lang in LANGUAGES)
            return Text(zh or en or "", en or zh or "")
        if name in {"by", "for"}:
            unit = self._unit(str(given))
            return unit if name == "by" else Text("代{unit}", "for {unit}").fill(unit=unit)
        if name == "until":
            until = clock_text(local(datetime.fromisoformat(str(given)), self.tz), self.tz)
            words = (
                Text("申请延至{until}", "asked for until {until}")
                if asked
                else Text("至{until}", "until {until}")
            )
            return words.fill(until=until)
        return Text(str(given), str(given))

    def _occasion(self, name: str) -> Text:
        """Put an occasion (`plan#duty#n`) into words, with its number from the second on."""
        plan, _, rest = name.partition("#")
        duty, _, number = rest.partition("#")
        what = self.duties.get((plan, duty))
        if what is None:
            return Text(name, name)
        return what if number in {"", "1"} else _with(what, *_occasions(number))

    def _correction(self, entry: Entry, words: Text) -> Text:
        """Say what a correction makes of an entry, who decided it, and why."""
        if entry.content is None:
            head = Text("作废 {entry}", "withdraws {entry}").fill(entry=entry.corrects)
        else:
            head = Text("更正 {entry}：{words}", "puts {entry} right: {words}").fill(
                entry=entry.corrects, words=words
            )
        by = None if entry.by is None else Text("{by}决定", "decided by {by}").fill(by=self._unit(entry.by))
        return _with(head, *(each for each in (by, entry.reason) if each is not None))

    def _content(self, entry: Entry) -> Text:
        words = Text("", "")  # an entry that was withdrawn says nothing
        match entry.content:
            case Observation() as seen:
                words = self._observation(seen)
            case Happened() as happened:
                words = self._event(entry, happened)
            case Act() as act:
                words = self._act(act)
            case Lengthening() as given:
                words = self._lengthening(given)
            case Declaration() as declared:
                words = self._declaration(declared)
            case Withdrawal() as withdrawal:
                words = self._withdrawal(withdrawal)
            case Inability() as said:
                words = self._inability(said)
            case Holding() as holding:
                words = self._holding(holding)
            case Text() as note:
                words = note
        return words

    def _observation(self, seen: Observation) -> Text:
        fact = self.log.facts[seen.fact]
        source = self.one.source(seen)
        note = Text(seen.note, seen.note) if seen.note else None
        by = None if seen.by is None else Text("{by}研判", "judged by {by}").fill(by=self._unit(seen.by))

        def say(lang: Language) -> str:
            notes = [
                OBSERVED[seen.standing.value].say(lang) if by is None else by.say(lang),
                source.say(lang) if source is not None else "",
                note.say(lang) if note is not None else "",
            ]
            value = show_value(seen.value, fact, lang)
            return f"{fact.label.say(lang)}{COLON[lang]}{value}{bracket(clauses(notes, lang), lang)}"

        return _both(say)

    def _event(self, entry: Entry, happened: Happened) -> Text:
        event, body = split_event(entry.name)
        label = self.log.events[event]
        level = None if happened.level is None else Level.at(happened.level).short
        named = [Text(label.zh, label.en)]
        if level is not None:
            named.append(level)
        if body is not None:
            named.append(self._unit(body))

        def say(lang: Language) -> str:
            notes = [
                self._unit(happened.by).say(lang) if happened.by is not None else "",
                self._span(happened.held),
                self._within(happened).say(lang),
            ]
            return joined([each.say(lang) for each in named], lang) + bracket(clauses(notes, lang), lang)

        return _both(say)

    def _act(self, act: Act) -> Text:
        what = self.duties.get((act.plan, act.duty), Text(act.duty, act.duty))
        verb = Text("没有做到：", "not kept up: ") if act.broke else Text("已办：", "done: ")

        def say(lang: Language) -> str:
            to = joined([self._unit(each).say(lang) for each in act.to], lang)
            notes = [
                self._unit(act.by).say(lang) if act.by is not None else "",
                Text("代{unit}", "for {unit}").fill(unit=self._unit(act.on_behalf)).say(lang)
                if act.on_behalf is not None
                else "",
                f"→ {to}" if to else "",
                CHANNEL[act.channel].say(lang) if act.channel in CHANNEL else act.channel or "",
                Text("文号{number}", "no. {number}").fill(number=act.number).say(lang) if act.number else "",
                *(each.say(lang) for each in _occasions(act.round)),
            ]
            return f"{verb.say(lang)}{what.say(lang)}{bracket(clauses(notes, lang), lang)}"

        return _both(say)

    def _lengthening(self, given: Lengthening) -> Text:
        what = self.duties.get((given.plan, given.duty), Text(given.duty, given.duty))
        words = Text("{by}延长时限 {length}：{what}", "{by} lengthens the limit by {length}: {what}").fill(
            by=self._unit(given.by),
            what=what,
            length=_both(given.length.describe),
        )
        reasons = [] if given.reason is None else [given.reason]
        return _with(words, *reasons, *_occasions(given.round))

    def _declaration(self, declared: Declaration) -> Text:
        words = Text("{by}定为{level}", "{by} declares {level}").fill(
            by=self._unit(declared.by), level=declared.level.short
        )
        notes = [declared.reason]
        if declared.until is not None:
            until = clock_text(local(declared.until, self.tz), self.tz)
            notes.append(Text("至{until}", "until {until}").fill(until=until))
        return _with(words, *notes)

    def _withdrawal(self, withdrawal: Withdrawal) -> Text:
        words = Text("{by}撤回人工定级", "{by} withdraws the declared level")
        return _with(words.fill(by=self._unit(withdrawal.by)), withdrawal.reason)

    def _inability(self, said: Inability) -> Text:
        what = self.duties.get((said.plan, said.duty), Text(said.duty, said.duty))
        notes = [
            said.reason,
            *([self._unit(said.by)] if said.by is not None else []),
            *_occasions(said.round),
        ]
        return _with(Text("办不了：{what}", "cannot be done: {what}").fill(what=what), *notes)

    def _holding(self, holding: Holding) -> Text:
        def say(lang: Language) -> str:
            return f"{self.units[holding.unit].say(lang)}{COLON[lang]}{joined(list(holding.names), lang)}"

        return _both(say)

    def _within(self, happened: Happened) -> Text:
        """Say within what time is to be done what an event begins, where that was set with it."""
        if happened.within is None:
            return Text("", "")
        return Text("限{time}内", "to be done within {time}").fill(time=happened.within.words)

    def _span(self, held: Held) -> str:
        """Say between which moments an event happened, where that is all that is known."""
        if held.earliest == held.latest:
            return ""
        ends = [
            full_moment(local(end, self.tz)) if end is not None else "?"
            for end in (held.earliest, held.latest)
        ]
        return " – ".join(ends)

    def _unit(self, name: str) -> Text:
        return self.bodies.get(name, Text(name, name))


def _occasions(number: int | str | None) -> tuple[Text, ...]:
    """Name the one occasion of a duty that is meant, where one is."""
    return () if number is None else (WORDS["occasion"].fill(n=number),)


def _both(say: Any) -> Text:  # noqa: ANN401 - from a language to words in it
    return Text(*(say(lang) for lang in LANGUAGES))


def _listed(names: Sequence[Text]) -> Text:
    return (
        names[0] if len(names) == 1 else _both(lambda lang: joined([each.say(lang) for each in names], lang))
    )


def _with(words: Text, *notes: Text) -> Text:
    """Put notes in brackets behind words."""
    return _both(
        lambda lang: words.say(lang) + bracket(clauses([each.say(lang) for each in notes], lang), lang)
    )


def _duties(involved: Sequence[Involved]) -> Iterator[tuple[tuple[str, str], Text]]:
    """Give the wording of every duty, by its plan and id."""
    for each in involved:
        for rule in each.plan.measures:
            yield (each.plan.origin(rule.id).id, rule.id), Text(rule.entry.zh, rule.entry.en)
