"""A whole plan as a sheet, for reading: what is encoded, clause by clause, in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from respond.errors import Language, Text
from respond.plan import (
    GRAVITY,
    Contact,
    Group,
    Interpretation,
    Prepared,
    Report,
    Response,
    Rule,
    Soon,
    Task,
    Unit,
    covers,
)
from respond.show.blocks import Block, Bullet, Column, Line, Sheet, Table, TableRow, Title, section
from respond.show.gather import citations
from respond.show.wording import (
    CHANNEL,
    MOOD,
    SOON,
    bracket,
    clause_words,
    clauses,
    either,
    joined,
    label,
    level_short,
    level_words,
    offices,
)

_HEADS: dict[str, Text] = {
    "levels": Text("分级标准", "Levels"),
    "exclusions": Text("不计入的情形", "What does not count"),
    "responses": Text("响应", "Responses"),
    "measures": Text("任务", "Duties and measures"),
    "reports": Text("报告", "Reports"),
    "changes": Text("升级、降级与终止", "Raising, lowering, ending"),
    "facts": Text("事实", "Facts"),
    "derived": Text("推算值", "Computed values"),
    "windows": Text("时段", "Parts of the year"),
    "events": Text("本预案的事件", "Events of this plan"),
    "units": Text("单位", "Units"),
    "groups": Text("工作组", "Work groups"),
    "provisions": Text("规定", "Provisions"),
    "readings": Text("对条文的解释", "Readings of the text"),
    "ledger": Text("条款台账", "Ledger of clauses"),
}


def plan_sheet(compiled: Prepared, lang: Language, clause: str | None = None) -> Sheet:
    """Give a plan to read; with a clause only what cites it or a finer part of it."""
    reader = _Reader(compiled, lang, clause)
    return Sheet(tuple(reader.blocks()), lang)


def clauses_of(compiled: Prepared) -> tuple[str, ...]:
    """Give every clause of the ledger, and every finer citation, in the order they stand."""
    cited = [part for _, _, entry in compiled.plan.entries() for part in citations(entry.clause or "")]
    return tuple(dict.fromkeys([*map(str, compiled.plan.ledger), *cited]))


@frozen
class _Reader:
    """One plan, one language, and the clause asked for, if one is."""

    compiled: Prepared
    lang: Language
    clause: str | None

    def blocks(self) -> Iterator[Block]:
        """Give the parts in reading order."""
        plan = self.compiled.plan
        yield self._title()
        yield from self._part("levels", self._levels())
        yield from self._part("exclusions", self._plain(plan.exclusions))
        yield from self._part(
            "responses", [self._response(r) for r in plan.responses.values() if self.wants(r)]
        )
        yield from self._part(
            "measures", [self._measure(m) for m in self.compiled.measures if self.wants(m.entry)]
        )
        yield from self._part("reports", [self._report(r) for r in plan.reports.values() if self.wants(r)])
        yield from self._part("changes", self._changes())
        yield from self._part("facts", self._facts())
        yield from self._part("derived", self._derived())
        yield from self._part("windows", [self._window(w) for w in plan.windows.values() if self.wants(w)])
        yield from self._part("events", self._plain(plan.events.values()))
        yield from self._part("units", [self._unit(u) for u in plan.units.values() if self.wants(u)])
        yield from self._part("groups", [self._group(g) for g in plan.groups.values() if self.wants(g)])
        yield from self._part("provisions", self._plain(plan.provisions))
        yield from self._part("readings", [self._reading(i) for i in plan.interpretations if self.wants(i)])
        yield from self._part("ledger", self._ledger())

    def wants(self, entry: Any) -> bool:  # noqa: ANN401 - entries of every kind
        """Say whether an entry is asked for: it, or one of its tasks, cites the clause."""
        if self.clause is None:
            return True
        cited = [getattr(entry, "clause", None), *(task.clause for task in getattr(entry, "tasks", ()))]
        return any(covers(self.clause, part) for text in cited if text for part in citations(text))

    def say(self, entry: Any) -> str:  # noqa: ANN401
        """Give the wording of anything that has `zh` and `en`."""
        return str(entry.zh if self.lang == "zh" else entry.en) if entry.zh else ""

    def cite(self, entry: Any) -> str:  # noqa: ANN401
        """Give an entry's clause, its plan if that is another one, and whether it is a draft."""
        parts = [clause_words(entry.clause, self.lang)] if entry.clause else []
        origin = self.compiled.origin_of(entry)
        if origin != self.compiled.ref:
            parts = [f"{origin} {parts[0]}" if parts else str(origin)]
        if getattr(entry, "standing", "confirmed") == "draft":
            parts.append(label("draft", self.lang))
        return clauses(parts, self.lang)

    def unit(self, name: str) -> str:
        """Give the name of a unit or group."""
        plan = self.compiled.plan
        return self.say(plan.units.get(name) or plan.groups[name])

    def _part(self, name: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
        found = list(blocks)
        number = sum(len(block.rows) if isinstance(block, Table) else 1 for block in found)
        return section(
            _HEADS[name].say(self.lang), found, str(number) if name not in {"levels", "ledger"} else ""
        )

    def _title(self) -> Title:
        plan, lang = self.compiled.plan, self.lang
        force = plan.edition.in_force
        until = f" – {force.to}" if force.to else ""
        below = [f"{self.compiled.ref} · {force.from_}{until or ' –'}"]
        document = [
            plan.document.number or "",
            plan.document.issuer.say(lang) if plan.document.issuer else "",
        ]
        below.append(
            " · ".join(part for part in [*document, plan.area.say(lang) if plan.area else ""] if part)
        )
        below += [f"+ {other}" for other in self.compiled.composed.sources[1:]]
        below += [f"+ {other.plan}" for other in plan.alongside]
        if self.clause is not None:
            below.append(clause_words(self.clause, lang))
        return Title(plan.title.say(lang), tuple(line for line in below if line))

    def _levels(self) -> Iterator[Block]:
        lang = self.lang
        for level in sorted(self.compiled.plan.levels, key=lambda name: -GRAVITY[name]):
            found = [c for c in self.compiled.criteria if c.gravity == GRAVITY[level] and self.wants(c.entry)]
            if found:
                yield Line(level_words(GRAVITY[level], lang), "strong")
            for criterion in found:
                words = criterion.condition.words(lang)
                own = self.say(criterion.entry)
                yield Bullet(
                    (own or words) + bracket(self.cite(criterion.entry), lang), (words,) if own else ()
                )

    def _plain(self, entries: Iterable[Any]) -> list[Block]:
        return [
            Bullet(self.say(entry) + bracket(self.cite(entry), self.lang))
            for entry in entries
            if self.wants(entry)
        ]

    def _response(self, response: Response) -> Bullet:
        lang = self.lang
        condition = next(found.condition for found in self.compiled.responses if found.entry is response)
        words = level_short(GRAVITY[response.id], lang) + (f" {self.say(response)}" if response.zh else "")
        roles = ("proposed_by", "approved_by", "started_by", "commanded_by", "ended_by")
        named = [(role, self.unit(getattr(response, role))) for role in roles if getattr(response, role)]
        below = [condition.words(lang), offices(named, lang)]
        return Bullet(words + bracket(self.cite(response), lang), tuple(text for text in below if text))

    def _measure(self, measure: Rule) -> Bullet:
        entry, lang = measure.entry, self.lang
        when = [level_short(GRAVITY[level], lang) for level in entry.response]
        if measure.conditional:
            when.append(measure.condition.words(lang))
        who = joined([self.unit(name) for name in entry.owners], lang)
        if entry.with_:
            who += bracket(
                label("with", lang, units=joined([self.unit(name) for name in entry.with_], lang)), lang
            )
        if entry.to:
            who += " " + label("to_units", lang, units=joined([self.unit(name) for name in entry.to], lang))
        how = joined([CHANNEL[channel].say(lang) for channel in entry.channel], lang)
        mood = "" if entry.mood == "must" else MOOD[entry.mood].say(lang)
        below = [
            " · ".join(part for part in (mood, who, how, self._limit(measure)) if part),
            label("when", lang, when=clauses(when, lang)),
            entry.note.say(lang) if entry.note else "",
        ]
        text = self.say(entry) + bracket(clauses([self.cite(entry), str(entry.id)], lang), lang)
        return Bullet(text, tuple(line for line in below if line))

    def _limit(self, measure: Rule) -> str:
        entry = measure.entry
        if entry.due is Soon.UNSTATED:
            return ""
        words = SOON[entry.due].say(self.lang) if entry.due else ""
        if measure.limit is not None:
            words = measure.limit.words.say(self.lang)
        if not words or not measure.starts:
            return words
        return words + bracket(
            label(
                "from", self.lang, event=either([self._moment(name) for name in measure.starts], self.lang)
            ),
            self.lang,
        )

    def _moment(self, name: str) -> str:
        plan = self.compiled.plan
        if name in plan.facts:
            return plan.facts[name].label.say(self.lang)
        return self.say(self.compiled.scope.events[name])

    def _report(self, report: Report) -> Bullet:
        contents = joined([self.say(item) for item in report.contents], self.lang)
        return Bullet(
            self.say(report) + bracket(self.cite(report), self.lang), (contents,) if contents else ()
        )

    def _changes(self) -> Iterator[Block]:
        for change in self.compiled.plan.changes:
            if self.wants(change):
                below = [f"· {self.say(task)}" for task in change.requires]
                yield Bullet(self.say(change) + bracket(self.cite(change), self.lang), tuple(below))

    def _facts(self) -> list[Block]:
        facts = [fact for fact in self.compiled.facts.values() if self.wants(fact)]
        if not facts:
            return []
        rows = [
            TableRow(
                (
                    str(fact.id),
                    fact.label.say(self.lang),
                    _kind(fact, self.lang),
                    fact.ask.say(self.lang) if fact.ask else "",
                )
            )
            for fact in facts
        ]
        columns = (Column("fact", "below"), Column("", "main"), Column("", "below"), Column("", "below"))
        return [Table(columns, tuple(rows))]

    def _derived(self) -> Iterator[Block]:
        for entry in self.compiled.plan.derived.values():
            if self.wants(entry):
                words = self.compiled.formulas[entry.id].words(self.lang)
                yield Bullet(entry.label.say(self.lang) + bracket(self.cite(entry), self.lang), (words,))

    def _window(self, window: Any) -> Bullet:  # noqa: ANN401
        return Bullet(
            f"{self.say(window)} {window.from_} – {window.to}{bracket(self.cite(window), self.lang)}"
        )

    def _unit(self, unit: Unit) -> Bullet:
        below = [unit.head.say(self.lang)] if unit.head else []
        below += _contact(unit.contact, self.lang)
        below += [self._task(task) for task in unit.tasks]
        notes = clauses([self.cite(unit), str(unit.id)], self.lang)
        return Bullet(self.say(unit) + bracket(notes, self.lang), tuple(below))

    def _group(self, group: Group) -> Bullet:
        members = joined([self.unit(name) for name in group.units], self.lang)
        below = [members, *(self._task(task) for task in group.tasks)]
        return Bullet(self.say(group) + bracket(self.cite(group), self.lang), tuple(below))

    def _task(self, task: Task) -> str:
        cited = clause_words(task.clause, self.lang) if task.clause else ""
        return f"· {self.say(task)}{bracket(cited, self.lang)}"

    def _reading(self, reading: Interpretation) -> Bullet:
        lang = self.lang
        below = [label("read_as", lang, reading=reading.reading)]
        below += [label("rejected", lang, reading=self.say(other)) for other in reading.rejected]
        return Bullet(reading.question.say(lang) + bracket(self.cite(reading), lang), tuple(below))

    def _ledger(self) -> Iterator[Block]:
        ledger = self.compiled.plan.ledger
        if self.clause is not None:
            for name, entry in ledger.items():
                if covers(self.clause, name) or covers(name, self.clause):
                    below = (entry.reason.say(self.lang),) if entry.reason else ()
                    title = entry.title.say(self.lang) if entry.title else ""
                    yield Bullet(f"{name} {title}{bracket(label(entry.status, self.lang), self.lang)}", below)
            return
        for status in ("encoded", "not-executable", "open"):
            names = [str(name) for name, entry in ledger.items() if entry.status == status]
            if names:
                yield Bullet(f"{label(status, self.lang)} {len(names)}", (joined(names, self.lang),))


def _kind(fact: Any, lang: Language) -> str:  # noqa: ANN401
    if fact.choices:
        return joined([f"{key} {text.say(lang)}" for key, text in fact.choices.items()], lang)
    return clauses([fact.type.value, fact.unit or ""], lang)


def _contact(contact: Contact | None, lang: Language) -> list[str]:
    if contact is None or not (contact.phone or contact.fax):
        return []
    numbers = [*contact.phone, *(f"{label('fax', lang)} {number}" for number in contact.fax)]
    old = label("historical", lang, as_of=contact.as_of or "?") if contact.standing == "historical" else ""
    return [joined(numbers, lang) + bracket(old, lang)]
