"""What fills the items of a report: facts as they are known, and what the log tells of the course of things."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve

from respond.clock import local
from respond.errors import Language, Text
from respond.facts import UNKNOWN, Exactly, FactType
from respond.log import Act, Descriptor, Entry, Happened, entry_of, occurrence_of
from respond.papers.dossier import Basis, Dossier, Known, Statement
from respond.papers.figures import shown
from respond.papers.sent import Sent, carriers
from respond.papers.words import both, official_moment, say
from respond.plan import RECEIVED, Item, Shows
from respond.reason import Truth
from respond.show import (
    CHANNEL,
    bilingual,
    bracket,
    clause_words,
    clauses,
    grounds_of,
    joined,
    level_short,
    level_words,
    range_words,
    said_of_grounds,
)
from respond.situation import CriterionResult, Situation

Said = tuple[Statement, ...]


class Filling:
    """Fills the items of one report; with a `base` it tells only what changed since that report was sent.

    What an item has told the rest does not tell again.
    """

    def __init__(self, dossier: Dossier, base: Sent | None, corrections: Said) -> None:
        self.dossier = dossier
        self.base = base
        self.corrections = corrections
        self.told_corrections = False
        self.told: set[str] = set()
        self.told_level = self.told_response = self.told_course = False
        self.before: frozenset[str] = base.view.names if base is not None else frozenset()
        self.answer_before: Situation | None = (
            dossier.answer_at(base.until, base.step) if base is not None else None
        )

    # Items.

    def item(self, item: Item) -> tuple[Said, bool]:
        """Give what is said of an item, and whether anything is known of it at all."""
        said: Said = ()
        known = False
        if item.fact is not None:
            self.told.add(str(item.fact))
            found = self.dossier.present.facts.get(str(item.fact))
            if found is not None:
                known = found.seen.value is not UNKNOWN
                said += () if self._same(found) else (self._value(found, named=False),)
        if item.shows is not None:
            more, some = self._shown(item.shows)
            said, known = (*said, *more), known or some
        return said, known

    def _shown(self, what: Shows) -> tuple[Said, bool]:
        ways: Mapping[Shows, Callable[[], tuple[Said, bool]]] = {
            "title": self._title,
            "occurred": self._occurred,
            "place": self._place,
            "sources": self._sources,
            "level": self._level,
            "response": self._response,
            "course": self._course,
            "acts": self._acts,
            "changes": self._changes,
            "corrections": self._corrections,
        }
        return ways[what]()

    def rest(self) -> Iterator[tuple[str, Text, Said]]:
        """Give what no item has told: the level and the response, then the facts that are left."""
        grading: Said = ()
        if not self.told_level:
            grading += self._level()[0]
        if not self.told_response:
            grading += self._response()[0]
        if grading:
            yield "grading", both("grading"), grading
        others = tuple(self._other_facts())
        if others:
            yield "other-facts", both("other_facts"), others

    # Facts.

    def _same(self, known: Known) -> bool:
        """Say whether readers of the last report know a value already, as sure as it is now."""
        if self.base is None:
            return False
        old = self.base.view.facts.get(str(known.fact.id))
        return old is not None and (old.seen.value, old.seen.standing) == (
            known.seen.value,
            known.seen.standing,
        )

    def _value(self, known: Known, *, named: bool) -> Statement:
        """Say a value as sure as it is: whence, whether it is confirmed, since when; and what was said before."""
        seen, fact = known.seen, known.fact
        unknown = seen.value is UNKNOWN

        def notes(lang: Language) -> str:
            source = self.dossier.words.source(seen)
            parts = [source.say(lang) if source is not None else ""]
            if not unknown:
                by = self.dossier.words.unit(seen.by) if seen.by is not None else None
                parts.append(say("judged", lang, by=by) if by is not None else say(seen.standing.value, lang))
            if seen.as_of is not None:
                at = official_moment(local(seen.as_of, self.dossier.tz))
                parts.append(say("as_of", lang, at=at.say(lang)))
            parts.append(self._said_before(known, lang))
            return bracket(clauses(parts, lang), lang)

        value = both("not_known") if unknown else shown(known)
        key = "value" if named else "bare_value"
        return Statement(
            both(key, label=fact.label, value=value, notes=bilingual(notes)),
            self.dossier.basis(known.entries),
        )

    def _said_before(self, known: Known, lang: Language) -> str:
        if self.base is None:
            return ""
        old = self.base.view.facts.get(str(known.fact.id))
        if old is None or old.seen.value is UNKNOWN:
            return say("new_since", lang)
        return say("before_that", lang, value=shown(old).say(lang))

    def _other_facts(self) -> Iterator[Statement]:
        """Tell the facts that no item has told; those that are a plain no in one sentence."""
        plain_no: list[Known] = []
        for name, known in self.dossier.present.facts.items():
            if name in self.told or self._same(known):
                continue
            self.told.add(name)
            if known.fact.type is FactType.FLAG and known.seen.value == Exactly(False):  # noqa: FBT003
                plain_no.append(known)
            else:
                yield self._value(known, named=True)
        if plain_no:
            labels = Text.joined([each.fact.label for each in plain_no])
            entries = [entry for each in plain_no for entry in each.entries]
            yield Statement(both("all_no", items=labels), self.dossier.basis(entries))

    # What the log tells.

    def _occurred(self) -> tuple[Said, bool]:
        found = occurrence_of(self.dossier.file, self.dossier.tz, self.dossier.now)
        basis = self.dossier.basis_of("occurred")
        if self._told_before([each.entry for each in basis]):
            return (), True
        if found is None:
            at = official_moment(local(self.dossier.log.begins, self.dossier.tz))
            return (Statement(both("noticed", at=at), basis),), True
        if found.earliest != found.latest:
            return (Statement(both("occurred", at=found.words), basis),), True
        at = official_moment(local(found.earliest, self.dossier.tz))
        if found.presumed:
            return (Statement(both("not_reported", at=at), basis),), True
        told = [each.held.first for each in self._live() if each.kind == "event" and each.name != "occurred"]
        if told and min(told) == found.earliest:  # what is typed in a hurry takes the first event for it
            return (Statement(both("occurred_by", at=at), basis),), True
        return (Statement(both("occurred", at=Text(at.zh, found.words.en)), basis),), True

    def _title(self) -> tuple[Said, bool]:
        return self._described("title", self.dossier.situation.title), True

    def _place(self) -> tuple[Said, bool]:
        where = self.dossier.situation.where
        return (() if where is None else self._described("where", where)), where is not None

    def _described(self, name: Descriptor, words: Text) -> Said:
        """Say what describes the incident; nothing to whom that has been reported."""
        said = [each for each in self._live() if each.kind == "description" and each.name == entry_of(name)]
        basis = self.dossier.basis_of(said[-1].id) if said else self.dossier.basis(self._first())
        if self._told_before([each.entry for each in basis]):
            return ()
        return (Statement(Text(f"{words.zh}。", f"{words.en}."), basis),)

    def _first(self) -> tuple[Entry, ...]:
        """Give the entry that opened the incident."""
        return self.dossier.log.entries[:1]

    def _told_before(self, names: Sequence[str]) -> bool:
        return self.base is not None and self.before.issuperset(names)

    def _sources(self) -> tuple[Said, bool]:
        found: dict[Text, list[Entry]] = {}
        for entry in self._live():
            if isinstance(entry.content, Happened) and entry.name == RECEIVED:
                reporter = self.dossier.words.source(entry.content)
                if reporter is not None:
                    found.setdefault(reporter, []).extend(self._told(entry))
        for known in self.dossier.present.facts.values():
            source = self.dossier.words.source(known.seen)
            if source is not None:
                found.setdefault(source, []).extend(known.entries)
        if not found:
            return (), False
        entries = [each for some in found.values() for each in some]
        if self._told_before([each.id for each in entries]):
            return (), True
        names = Text.joined(list(found))
        return (Statement(both("sources", sources=names), self.dossier.basis(entries)),), True

    def _course(self) -> tuple[Said, bool]:
        """Tell what has happened, in the order it happened."""
        self.told_course = True
        every = self._happened()
        return tuple(self._happening(each) for each in every if each.id not in self.before), bool(every)

    def _happened(self) -> list[Entry]:
        found = [each for each in self._live() if each.kind == "event" and each.name != "occurred"]
        return sorted(found, key=lambda each: (each.held.first, each.step))

    def _told(self, entry: Entry) -> Iterator[Entry]:
        """Give an entry with what put it right."""
        return (each for each in self.dossier.present.entries if entry.id in {each.id, each.corrects})

    def _live(self) -> Iterator[Entry]:
        """Give the entries that stand, each as it was put right last."""
        latest: dict[str, Entry] = {}
        for each in self.dossier.present.entries:
            if each.corrects is None:
                latest[each.id] = each
            elif each.corrects in latest:
                first = latest[each.corrects]
                if each.content is None:
                    del latest[each.corrects]
                else:
                    latest[each.corrects] = evolve(first, held=each.held, content=each.content)
        yield from latest.values()

    def _happening(self, entry: Entry) -> Statement:
        at = official_moment(local(entry.held.first, self.dossier.tz))
        what = self.dossier.words.content(entry)
        return Statement(both("happened", at=at, what=what), self.dossier.basis_of(entry.id))

    def _acts(self) -> tuple[Said, bool]:
        """Tell what was done; that a report went out is not among it."""
        reporting = {(each.plan.id, each.rule.id) for each in carriers(self.dossier)}
        acts = [
            each
            for each in self.dossier.present.step.acts
            if (each.plan, each.duty) not in reporting and not each.broke and each.at <= self.dossier.now
        ]
        return tuple(self._acted(each) for each in acts if each.entry not in self.before), bool(acts)

    def _acted(self, act: Act) -> Statement:
        words = self.dossier.words
        by = words.unit(act.doer) if act.doer is not None else None

        def notes(lang: Language) -> str:
            to = joined([words.unit(each).say(lang) for each in act.to], lang)
            channel = CHANNEL[act.channel].say(lang) if act.channel in CHANNEL else ""
            return bracket(clauses([f"→ {to}" if to else "", channel], lang), lang)

        what = words.duties.get((act.plan, act.duty), Text(act.duty, act.duty))
        who = Text("", "") if by is None else Text(by.zh, f"{by.en}, ")
        at = official_moment(local(act.at, self.dossier.tz))
        said = both("acted", at=at, by=who, what=what, notes=bilingual(notes))
        return Statement(said, self.dossier.basis_of(act.entry))

    def _changes(self) -> tuple[Said, bool]:
        """Tell every fact that changed, and what happened meanwhile; of a report that tells all, all there is."""
        said = tuple(self._other_facts())
        if not self.told_course:
            said = (*self._course()[0], *said)
        return said, bool(said) or self.base is not None

    def _corrections(self) -> tuple[Said, bool]:
        self.told_corrections = True
        return self.corrections, bool(self.corrections) or self.base is not None

    # The answer.

    def _level(self) -> tuple[Said, bool]:
        self.told_level = True
        situation = self.dossier.situation
        answer = situation.leading
        if not situation.occurring or not answer.graded:
            return (), False
        before = self.answer_before
        if before is not None and (before.level, before.declared) == (situation.level, situation.declared):
            return (), True
        said = [*self._graded()]
        if before is not None and before.level != situation.level:
            words = bilingual(lambda lang: _range(before, lang))
            said.append(Statement(both("level_before", level=words), ()))
        declared = situation.declared
        if declared is not None:
            words = bilingual(lambda lang: level_words(declared.level, lang))
            by = self.dossier.words.unit(declared.by)
            basis = [each for each in self.dossier.present.entries if each.content == declared]
            said.append(
                Statement(
                    both("declared", by=by, level=words, reason=declared.reason), self.dossier.basis(basis)
                )
            )
        return tuple(said), True

    def _graded(self) -> Iterator[Statement]:
        """Say the level by the plan, with the criteria that are met and the values they saw.

        Where none is settled alone, say so, and each of those of which one must hold.
        """
        situation = self.dossier.situation
        answer, level = situation.leading, situation.level
        grounds = grounds_of(answer)
        met = [each for each in grounds if each.truth is Truth.YES]
        basis = self._seen_by(met)

        def words(lang: Language) -> str:
            certain, possible = (level_words(each, lang) for each in (level.certain, level.possible))
            plan = f"《{answer.title.zh}》" if lang == "zh" else answer.title.en
            key = "level" if level.definite else "level_range" if level.certain else "level_open"
            if level.definite and not level.certain:
                key = "level_none"
            said = say(key, lang, plan=plan, level=certain, possible=possible)
            gap = "" if lang == "zh" else " "
            for each in met:
                ground = say(
                    "level_ground", lang, clause=clause_words(each.clause, lang), words=each.words.say(lang)
                )
                said += gap + ground
            return said

        yield Statement(bilingual(words), basis)
        if met or not level.certain:
            return
        together = bilingual(lambda lang: _begun(said_of_grounds(answer, lang)))
        yield Statement(both("level_together", words=together), self._seen_by(grounds))
        for each in grounds:
            yield Statement(_either(each), self._seen_by([each]))

    def _seen_by(self, criteria: Sequence[CriterionResult]) -> tuple[Basis, ...]:
        """Give the entries that tell the values criteria saw."""
        facts = self.dossier.present.facts
        entries = [
            entry
            for each in criteria
            for seen in each.seen
            if seen.fact in facts
            for entry in facts[seen.fact].entries
        ]
        return self.dossier.basis(dict.fromkeys(entries))

    def _response(self) -> tuple[Said, bool]:
        self.told_response = True
        turns = [
            each for each in self._happened() if each.name in {"response_started", "response_adjusted", "terminated"}
        ]  # fmt: skip
        said = tuple(self._happening(each) for each in turns if each.id not in self.before)
        if self.told_course:
            said = ()
        if turns:
            return said, True
        called = self.dossier.situation.leading_response.called
        if self.base is not None or not self.dossier.situation.leading.responding:
            return (), False
        if called.definite and called.certain:
            plan = self.dossier.situation.leading.title
            words = called.certain.short
            named = Text(f"《{plan.zh}》", plan.en)
            level = Text(words.zh.removesuffix("响应"), words.en)
            return (Statement(both("response_called", plan=named, level=level)),), False
        return (Statement(both("response_none")),), False


def _either(criterion: CriterionResult) -> Text:
    """Give one of the criteria of which one must hold."""

    def say_in(lang: Language) -> str:
        level, clause = level_short(criterion.level, lang), clause_words(criterion.clause, lang)
        return _begun(say("level_either", lang, level=level, clause=clause, words=criterion.words.say(lang)))

    return bilingual(say_in)


def _begun(words: str) -> str:
    """Begin a sentence."""
    return words[:1].upper() + words[1:]


def _range(situation: Situation, lang: Language) -> str:
    return range_words(situation.level, lang)
