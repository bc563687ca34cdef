"""What the entries of a log say, in words: by the labels of the plans, in the zone of the incident."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import groupby

from respond.clock import clock_text, local
from respond.errors import LANGUAGES, Language, Text
from respond.facts import Level, Observation, show_value
from respond.log import (
    Act,
    Declaration,
    Description,
    Entry,
    Happened,
    Held,
    Holding,
    Inability,
    IncidentFile,
    Lengthening,
    Log,
    Withdrawal,
    entry_of,
    is_presumed,
)
from respond.plan import Supervision, split_event
from respond.show.moments import full_moment
from respond.show.wording import CHANNEL, COLON, LABELS, OBSERVED, bracket, clauses, joined, titled
from respond.situation import Involved, UnitName, bodies_of, body_words

_DESCRIBED: Mapping[str, Text] = {
    entry_of("title"): Text("名称", "title"), entry_of("where"): Text("地点", "place"),
    entry_of("region"): Text("行政区划代码", "region code"), "note": Text("备注", "note"),
    "merged": Text("并入另一起", "merger"),
}  # fmt: skip
"""What entries are called that tell no fact, event or duty of a plan."""
_NOT_REPORTED = Text("未报告，按此刻算", "not reported: this moment stands for it")


class EntryWords:
    """Puts the entries of an incident's log into words; bodies are called as they were named by a moment."""

    def __init__(self, file: IncidentFile, log: Log, involved: Sequence[Involved], now: datetime) -> None:
        self.file = file
        self.log = log
        self.involved = involved
        self.now = now
        self.tz = involved[0].calendar.zone

    # A note or a figure names no body and no duty, so that these are put together when something asks for them.

    @cached_property
    def _bodies(self) -> tuple[UnitName, ...]:
        return bodies_of(self.involved, self.log, self.now)

    @cached_property
    def bodies(self) -> Mapping[str, Text]:
        """Give the name of every body, of those that stand for a unit all."""
        found: dict[str, Text] = {}
        for id_, names in groupby(self._bodies, key=lambda body: body.id):
            found[id_] = Text.joined(body.name for body in names)
        return found

    @cached_property
    def units(self) -> Mapping[str, Text]:
        """Give what the plans call every unit."""
        return {body.id: body.role or body.name for body in self._bodies}

    @cached_property
    def duties(self) -> Mapping[tuple[str, str], Text]:
        """Give the wording of every duty, by its plan and id."""
        return dict(_duties(self.involved))

    @cached_property
    def profiles(self) -> Sequence[Supervision]:
        """Give the profiles of supervision among the plans."""
        supervised = (each.plan.plan.supervision for each in self.involved)
        return [each for each in supervised if each is not None]

    def source(self, seen: Observation | Happened) -> Text | None:
        """Give in words who reported a value, or told of an event, where that is said."""
        named = seen.source
        return None if named is None else self.file.every_source.get(named) or self.unit(named)

    def said(self, entry: Entry) -> Text:
        """Give what an entry says; of a correction, what it makes of the entry it puts right, and why."""
        words = self.content(entry)
        return words if entry.corrects is None else self._correction(entry, words)

    def _correction(self, entry: Entry, words: Text) -> Text:
        """Say what a correction makes of an entry, who decided it, and why."""
        if entry.content is None:
            head = Text("作废“{what}”", "withdraws “{what}”").fill(what=self.called(str(entry.corrects)))
        else:
            head = Text("更正：{words}", "put right: {words}").fill(words=words)
        by = None if entry.by is None else Text("{by}决定", "decided by {by}").fill(by=self.unit(entry.by))
        return noted(head, *(each for each in (by, entry.reason) if each is not None))

    def called(self, name: str) -> Text:
        """Give what an entry, by its name in the log, is called in words; from the second on with its number."""
        kind, _, number = name.partition("#")
        event, body = split_event(kind)
        found = self.duty(kind)
        if kind in _DESCRIBED:
            found = _DESCRIBED[kind]
        elif kind in self.log.facts:
            found = self.log.facts[kind].label
        elif event in self.log.events:
            label = Text(self.log.events[event].zh, self.log.events[event].en)
            found = label if body is None else Text.joined([label, self.unit(body)])
        return found if number in {"", "1"} else noted(found, *occasions(number))

    def content(self, entry: Entry) -> Text:
        """Give what an entry says of the incident."""
        words = Text("", "")  # an entry that was withdrawn says nothing
        match entry.content:
            case Observation() as seen:
                words = self._observation(seen)
            case Happened() as happened:
                words = self._happened(entry, happened)
            case Act() as act:
                words = self.act(act)
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
            case Description() | Text() as said:
                words = said if isinstance(said, Text) else self._described(said)
        return words

    def _observation(self, seen: Observation) -> Text:
        fact = self.log.facts[seen.fact]
        source = self.source(seen)
        note = Text(seen.note, seen.note) if seen.note else None
        by = None if seen.by is None else Text("{by}研判", "judged by {by}").fill(by=self.unit(seen.by))

        def say(lang: Language) -> str:
            notes = [
                OBSERVED[seen.standing.value].say(lang) if by is None else by.say(lang),
                source.say(lang) if source is not None else "",
                note.say(lang) if note is not None else "",
            ]
            value = show_value(seen.value, fact, lang)
            return f"{fact.label.say(lang)}{COLON[lang]}{value}{bracket(clauses(notes, lang), lang)}"

        return bilingual(say)

    def _happened(self, entry: Entry, happened: Happened) -> Text:
        words = self.event(entry.name, happened)
        return noted(words, _NOT_REPORTED) if self._presumed(entry) else words

    def _presumed(self, entry: Entry) -> bool:
        """Say whether an entry tells when the incident occurred though nobody reported it."""
        said = [self.file.occurred] if entry.id == "occurred" else []
        if entry.corrects == "occurred":
            said = [each.at for each in self.file.then[entry.step - 1].corrects if each.entry == "occurred"]
        return any(each is not None and is_presumed(each) for each in said)

    def event(self, name: str, happened: Happened) -> Text:
        """Give an event: what happened, at which level, of which body."""
        event, body = split_event(name)
        label = self.log.events[event]
        level = None if happened.level is None else Level.at(happened.level).short
        named = [Text(label.zh, label.en)]
        if level is not None:
            named.append(level)
        if body is not None:
            named.append(self.unit(happened.holder or body))

        def say(lang: Language) -> str:
            notes = [
                self.unit(happened.by).say(lang) if happened.by is not None else "",
                self._told_by(happened, lang),
                self._span(happened.held),
                self._within(happened).say(lang),
            ]
            return joined([each.say(lang) for each in named], lang) + bracket(clauses(notes, lang), lang)

        return bilingual(say)

    def _told_by(self, happened: Happened, lang: Language) -> str:
        """Say who told of an event, if that was said."""
        source = self.source(happened)
        return "" if source is None else Text("{who}报来", "told by {who}").fill(who=source).say(lang)

    def act(self, act: Act) -> Text:
        """Give an act: what was done, by whom, to whom, how, under which number."""
        what = self.duties.get((act.plan, act.duty), Text(act.duty, act.duty))
        verb = Text("没有做到：", "not kept up: ") if act.broke else Text("已办：", "done: ")

        def say(lang: Language) -> str:
            to = joined([self.unit(each).say(lang) for each in act.to], lang)
            notes = [
                self.unit(act.doer).say(lang) if act.doer is not None else "",
                Text("代{unit}", "for {unit}").fill(unit=self.unit(act.on_behalf)).say(lang)
                if act.on_behalf is not None
                else "",
                f"→ {to}" if to else "",
                CHANNEL[act.channel].say(lang) if act.channel in CHANNEL else act.channel or "",
                Text("文号{number}", "no. {number}").fill(number=act.number).say(lang) if act.number else "",
                *(each.say(lang) for each in occasions(act.round)),
            ]
            return f"{verb.say(lang)}{what.say(lang)}{bracket(clauses(notes, lang), lang)}"

        return bilingual(say)

    def _lengthening(self, given: Lengthening) -> Text:
        what = self.duties.get((given.plan, given.duty), Text(given.duty, given.duty))
        words = Text("{by}延长时限 {length}：{what}", "{by} lengthens the limit by {length}: {what}").fill(
            by=self.unit(given.by),
            what=what,
            length=bilingual(given.length.describe),
        )
        reasons = [] if given.reason is None else [given.reason]
        return noted(words, *reasons, *occasions(given.round))

    def _declaration(self, declared: Declaration) -> Text:
        words = Text("{by}定为{level}", "{by} declares {level}").fill(
            by=self.unit(declared.by), level=declared.level.short
        )
        notes = [declared.reason]
        if declared.until is not None:
            until = clock_text(local(declared.until, self.tz), self.tz)
            notes.append(Text("至{until}", "until {until}").fill(until=until))
        return noted(words, *notes)

    def _withdrawal(self, withdrawal: Withdrawal) -> Text:
        words = Text("{by}撤回人工定级", "{by} withdraws the declared level")
        return noted(words.fill(by=self.unit(withdrawal.by)), withdrawal.reason)

    def _inability(self, said: Inability) -> Text:
        what = self.duties.get((said.plan, said.duty), Text(said.duty, said.duty))
        notes = [
            said.reason,
            *([self.unit(said.by)] if said.by is not None else []),
            *occasions(said.round),
        ]
        return noted(Text("办不了：{what}", "cannot be done: {what}").fill(what=what), *notes)

    def _holding(self, holding: Holding) -> Text:
        def say(lang: Language) -> str:
            return f"{self.units[holding.unit].say(lang)}{COLON[lang]}{joined(list(holding.names), lang)}"

        return bilingual(say)

    def _described(self, said: Description) -> Text:
        label = _DESCRIBED[entry_of(said.of)]
        return bilingual(lambda lang: f"{label.say(lang)}{COLON[lang]}{said.words.say(lang)}")

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

    def unit(self, name: str) -> Text:
        """Give the name of a body, by its id or by what somebody called it."""
        return self.bodies.get(name) or body_words(name, self._bodies)

    def duty(self, name: str) -> Text:
        """Give what a duty of any of the plans is called."""
        return next((words for (_, duty), words in self.duties.items() if duty == name), Text(name, name))

    def grade(self, name: str) -> Text:
        """Give what a grade of an item under supervision is called."""
        marks = [mark for each in self.profiles for mark in each.grades if mark.id == name]
        return Text(marks[0].zh, marks[0].en) if marks else Text(name, name)

    def chosen(self, entry: str, value: str) -> Text:
        """Give a value as it is typed, of an entry by its name in the log; a choice as it is called."""
        fact = self.log.facts.get(entry.partition("#")[0])
        return Text(value, value) if fact is None else fact.choices.get(value, Text(value, value))


def occasions(number: int | str | None) -> tuple[Text, ...]:
    """Name the one occasion of a duty that is meant, where one is."""
    return () if number is None else (LABELS["occasion"].fill(n=number),)


def bilingual(say: Callable[[Language], str]) -> Text:
    """Give in both languages what is said in each."""
    return Text(*(say(lang) for lang in LANGUAGES))


def named_in_both(title: Text, incident: str) -> Text:
    """Name an incident by its title and id in both languages."""
    return bilingual(lambda lang: titled(title.say(lang), incident, lang))


def noted(words: Text, *notes: Text) -> Text:
    """Put notes in brackets behind words."""
    return bilingual(
        lambda lang: words.say(lang) + bracket(clauses([each.say(lang) for each in notes], lang), lang)
    )


def _duties(involved: Sequence[Involved]) -> Iterator[tuple[tuple[str, str], Text]]:
    """Give the wording of every duty, by its plan and id."""
    for each in involved:
        for rule in each.plan.measures:
            yield (each.plan.origin(rule.id).id, rule.id), Text(rule.entry.zh, rule.entry.en)
