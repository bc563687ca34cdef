"""How a plan is told: its names with links, citations, formulas and marks, and one card for each kind of entry."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Literal, TypeVar

from attrs import evolve

from respond._records import frozen
from respond.clock import parse_duration, read_within
from respond.errors import Language
from respond.plan import (
    Interpretation,
    InterpretationRule,
    Library,
    Measure,
    Prepared,
    RemindingRule,
    Report,
    Response,
    Rule,
    Soon,
    Tighten,
    clauses_of,
    covers,
)
from respond.plan import Item as Content
from respond.reason import Condition
from respond.show.blocks import (
    Card,
    Column,
    Labelled,
    Piece,
    Table,
    TableRow,
    Words,
    chain,
    spoken,
    words,
)
from respond.show.gather import Gathered, Located, Sort, citations, gather
from respond.show.plan_words import (
    ACTS_COUNT,
    ANEW,
    CHANGE_KIND,
    PROVISION_KIND,
    READING_KIND,
    REPORT_KIND,
    SHOWS,
    word,
)
from respond.show.stated import StatedTests
from respond.show.wording import (
    CHANNEL,
    COLON,
    COMMA,
    KEPT,
    MOOD,
    SEPARATOR,
    bracket,
    clause_words,
    either,
    joined,
    level_short,
    level_style,
    offices,
)

_NAMES = re.compile(r"([^\W\d]\w*)")


_DETAIL = {"formula", "source", "readings_of", "used_by", "limit_clauses", "explains"}
"""What a short telling leaves out."""

_Entry = TypeVar("_Entry")

_UNLABELLED = {"type", "ask", "computed", "meaning", "head"}
"""Columns that need no title where a terminal sets them under another."""


@frozen(eq=False)
class Voice:
    """One plan with all that is needed to speak of it in one language."""

    compiled: Prepared
    gathered: Gathered
    lang: Language
    brief: bool = False
    """Whether entries are told in short: without formulas and sources, each with the clause it cites."""
    clause: str | None = None
    """The clause asked for, if one is."""
    tests: StatedTests | None = None
    """The tests kept beside the plan, where they are to be told, too."""

    def wanted(self, entries: Iterable[_Entry]) -> list[_Entry]:
        """Give the entries asked for: those that cite the clause or a finer part of it, or have a task that does."""
        return [entry for entry in entries if self.clause is None or self._cite(entry)]

    def _cite(self, entry: Any) -> bool:  # noqa: ANN401 - entries of every kind
        parts = [part for text in clauses_of(entry) for part in citations(text)]
        return any(covers(self.clause or "", part) for part in parts)

    def word(self, key: str, **values: object) -> str:
        """Give one of the document's own words."""
        return word(key, self.lang, **values)

    def say(self, entry: Any) -> str:  # noqa: ANN401 - anything with `zh` and `en`
        """Give the wording of an entry in the language, nothing if it has none."""
        return str(entry.zh if self.lang == "zh" else entry.en) if entry.zh else ""

    def listed(self, lines: Iterable[Words]) -> Words:
        """Join names."""
        return chain(lines, COMMA[self.lang])

    def stated(self, lines: Iterable[Words]) -> Words:
        """Join statements that may hold commas themselves."""
        return chain(lines, SEPARATOR[self.lang])

    def unit(self, name: str) -> Words:
        """Give the name of a unit or group, linked to where it is described."""
        plan = self.compiled.plan
        entry = plan.units.get(name) or plan.groups.get(name)
        return words(self.say(entry) if entry else name, anchor=self.gathered.anchors.get(str(name), ""))

    def units(self, names: Iterable[str]) -> Words:
        """Give the names of units."""
        return self.listed(self.unit(name) for name in names)

    def fact(self, name: str) -> Words:
        """Give the label of a fact, computed number or named condition, linked to its description."""
        plan = self.compiled.plan
        entry = plan.facts.get(name) or plan.derived.get(name) or plan.conditions[name]
        label = entry.label.say(self.lang)
        return words(label, anchor=self.gathered.anchors[str(name)])

    def id(self, name: str) -> Words:
        """Give an entry's id, or what a response is called, linked to the entry."""
        if name in self.compiled.plan.responses:
            said = self.word("in_response", levels=self.plain(self.level(name)))
            return words(said, anchor=f"response-{name}")
        return words(str(name), "code", self.gathered.anchors.get(str(name), ""))

    def duty(self, name: str) -> Words:
        """Give what a duty orders, linked to it."""
        found = next((rule.entry for rule in self.compiled.measures if rule.id == name), None)
        said = self.say(found) if found is not None else str(name)
        return words(said, anchor=self.gathered.anchors.get(str(name), ""))

    def moment(self, name: str) -> str:
        """Give what an event or a date is called."""
        return self.compiled.start_label(name).say(self.lang)

    def moments(self, names: Iterable[str]) -> Words:
        """Give what some events are called, linked where this plan describes them."""
        return self.listed(
            words(self.moment(name), anchor=self.gathered.anchors.get(str(name), "")) for name in names
        )

    def level(self, name: str) -> Words:
        """Give the short name of a level, in its colour."""
        plan = self.compiled
        level = plan.levels.find(name) or plan.response_levels.named(name)
        return words(level_short(level, self.lang), level_style(level))

    def levels(self, names: Iterable[str]) -> Words:
        """Give the short names of levels."""
        return self.listed(self.level(name) for name in names)

    def formula(self, text: str) -> Words:
        """Give a condition or formula as written, each name linked to its description."""
        parts = _NAMES.split(str(text))
        anchors = self.gathered.anchors
        plan = self.compiled.plan
        described = {*plan.facts, *plan.derived, *plan.conditions, *plan.events}
        return tuple(
            Piece(part, "code", anchors.get(part, "") if part in described else "") for part in parts if part
        )

    def cites(self, clause: str | None, name: str = "") -> Words:
        """Give what an entry cites, each clause linked to its place; `name` finds the plan it comes from.

        A clause of an adopted plan bears that plan's sign.
        """
        found: list[Words] = []
        first = self.gathered.source_of(self.compiled.origin(str(name)))
        for citation in citations(clause or ""):
            sources = (first, *self.gathered.sources)
            homes = [(source, home) for source in sources if (home := source.home(citation)) is not None]
            source, anchor = (homes[0][0], homes[0][0].anchor(homes[0][1])) if homes else (first, "")
            found.append(words(source.sign + citation, anchor=anchor))
        return self.listed(found)

    def cited(self, clause: str | None, name: str = "") -> str:
        """Give a clause as an entry told in short cites it, with its plan's sign; nothing in a full telling."""
        said = clause_words(clause, self.lang) if clause and self.brief else ""
        sign = self.gathered.source_of(self.compiled.origin(str(name))).sign
        return f"{sign} {said}" if said and sign and self.lang == "en" else sign * bool(said) + said

    def marks(
        self, name: str, standing: str = "confirmed", *, sign: Literal["", "brief", "full"] = "full"
    ) -> Words:
        """Give the marks of an entry: the plan it is adopted from, or its sign only, and whether it is a draft."""
        origin = self.compiled.origin(str(name))
        shown = self.gathered.source_of(origin).sign
        marks = [Piece(shown if sign == "brief" else f"{shown} {origin}", "origin")] if shown and sign else []
        if standing == "draft":
            marks.append(Piece(self.word("draft"), "draft"))
        return tuple(marks)

    def plain(self, line: Words) -> str:
        """Give a line as plain text."""
        return spoken(line)

    def row(self, key: str, *lines: Words) -> tuple[Labelled, ...]:
        """Give a labelled row, or nothing when it has nothing to say."""
        said = tuple(line for line in lines if line)
        return (Labelled(self.word(key), said),) if said and not (self.brief and key in _DETAIL) else ()

    def text_row(self, key: str, text: Any) -> tuple[Labelled, ...]:  # noqa: ANN401 - a Text or nothing
        """Give a labelled row with a text of the plan, or nothing."""
        return self.row(key, words(text.say(self.lang))) if text else ()

    def table(self, name: str, keys: tuple[str, ...], rows: Iterable[TableRow], title: str = "") -> Table:
        """Give a table with its heads in words."""
        kept = [index for index, key in enumerate(keys) if not (self.brief and key in _DETAIL)]
        if len(kept) < len(keys):
            rows = (evolve(row, cells=tuple(row.cells[index] for index in kept)) for row in rows)
        roles: dict[str, Literal["main", "below"]] = {keys[0]: "main", **dict.fromkeys(_UNLABELLED, "below")}
        columns = (Column(self.word(keys[index]), roles.get(keys[index], "named")) for index in kept)
        return Table(tuple(columns), tuple(rows), name, title)

    def kind(self, sort: str, particular: str = "") -> str:
        """Give what kind of entry something is; in short only what sets it apart from others of its kind."""
        return particular if self.brief else self.word(sort) + bracket(particular, self.lang)

    def readings_on(self, name: str) -> tuple[Labelled, ...]:
        """Give the row of readings that bear on an entry."""
        found = [entry for entry in self.compiled.plan.interpretations if str(name) in entry.touches]
        linked = [words(str(entry.question.say(self.lang)), anchor=f"reading-{entry.id}") for entry in found]
        return self.row("readings_of", *linked)


def voice_of(compiled: Prepared, library: Library, lang: Language, on: date | None = None) -> Voice:
    """Give what speaks of a plan in one language; the plans beside it are those in force on a day, or the latest."""
    return Voice(compiled, gather(compiled, library, on), lang)


Rows = tuple[Labelled, ...]


def card(item: Located, voice: Voice) -> Card:
    """Give the card of an entry."""
    return _CARDS[item.sort](item, voice)


def _rule(rule: Rule, voice: Voice, *, words_too: bool = True) -> Rows:
    """Give what the condition of an entry says and how it is written, where it has one of its own."""
    return _condition(rule.condition, voice, words_too=words_too) if rule.conditional else ()


def _condition(condition: Condition, voice: Voice, *, words_too: bool = True) -> Rows:
    """Give what a condition says and how it is written."""
    said = voice.row("rule", words(condition.words(voice.lang))) if words_too else ()
    written = voice.row("formula", voice.formula(condition.text))
    return (*said, *written, *_meant(condition, voice), *_computed(condition, voice))


def _meant(condition: Condition, voice: Voice) -> Rows:
    """Give what the named conditions of a condition mean."""
    behind = voice.compiled.conditions
    named = [name for name in condition.seen if name in behind]
    lines = [
        (*voice.fact(name), *words(f"{COLON[voice.lang]}{behind[name].words(voice.lang)}")) for name in named
    ]
    return voice.row("holds_if", *lines)


def computed_words(name: str, voice: Voice) -> str:
    """Give how a number is computed, and the cases in which there is one where that is not always."""
    formula = voice.compiled.formulas[name].words(voice.lang)
    guard = voice.compiled.guards.get(name)
    if guard is None:
        return formula
    return formula + bracket(voice.word("only_where", condition=guard.words(voice.lang)), voice.lang)


def _computed(condition: Condition, voice: Voice) -> Rows:
    """Give how the computed numbers of a condition are computed."""
    derived = [name for name in condition.seen if name in voice.compiled.plan.derived]
    lines = [(*voice.fact(name), *words(f" = {computed_words(name, voice)}")) for name in derived]
    return () if voice.brief else voice.row("computed", *lines)


def _tail(entry: Any, voice: Voice) -> Rows:  # noqa: ANN401 - entries of every kind
    """Give what any entry may end with: its clause, its source, a note, the readings that bear on it."""
    return (
        *_cited(entry, voice),
        *voice.text_row("source", getattr(entry, "source", None)),
        *voice.text_row("note", getattr(entry, "note", None)),
        *voice.readings_on(entry.id),
    )


def _cited(entry: Any, voice: Voice) -> Rows:  # noqa: ANN401
    """Give the clauses an entry cites, unless it is the one it stands under, or its marks name them."""
    if voice.brief:
        return ()
    first = voice.gathered.source_of(voice.compiled.origin_of(entry))
    alone = any(str(entry.clause) in source.places for source in (first, *voice.gathered.sources))
    return () if alone else voice.row("clause", voice.cites(entry.clause, entry.id))


def _card(kind: str, item: Located, entry: Any, title: Words, rows: Rows, voice: Voice) -> Card:  # noqa: ANN401
    cited = words(voice.cited(entry.clause, entry.id))
    standing = getattr(entry, "standing", "confirmed")
    name = () if isinstance(entry, Response) else words(str(entry.id), "code")
    marks = (*cited, *name, *voice.marks(entry.id, standing, sign="" if cited else "full"))
    return Card(kind, title, rows, marks, item.anchor, draft=standing == "draft")


def _criterion(item: Located, voice: Voice) -> Card:
    found: Rule = item.entry
    own = voice.say(found.entry)
    level = () if voice.brief else words(level_short(found.gravity, voice.lang), level_style(found.gravity))
    title = chain((level, own or found.condition.words(voice.lang)), " ")
    rows = (*_rule(found, voice, words_too=bool(own)), *_tail(found.entry, voice))
    return evolve(
        _card(voice.kind("criterion"), item, found.entry, title, rows, voice), gravity=found.gravity
    )


def _response(item: Located, voice: Voice) -> Card:
    found: Rule = item.entry
    response: Response = found.entry
    title = chain((voice.level(response.id), voice.say(response)), " ")
    roles = ("proposed_by", "approved_by", "started_by", "commanded_by", "ended_by")
    named = [(role, getattr(response, role)) for role in roles if getattr(response, role)]
    said = [(role, "".join(piece.text for piece in voice.unit(unit))) for role, unit in named]
    rows = (
        *_rule(found, voice),
        *voice.row("includes", voice.levels(response.includes)),
        *voice.row("offices", words(offices(said, voice.lang))),
        *_tail(response, voice),
    )
    made = _card(voice.kind("response"), item, response, title, rows, voice)
    return evolve(made, gravity=found.gravity)


def _measure(item: Located, voice: Voice) -> Card:
    measure: Rule = item.entry
    entry = measure.entry
    report = voice.compiled.plan.reports.get(entry.report or "")
    named = words(voice.say(report), anchor=f"report-{report.id}") if report else ()
    rows = (
        *voice.row("who", voice.units(entry.owners)),
        *voice.row("with", voice.units(entry.with_)),
        *voice.row("concerns", voice.units(entry.concerns)),
        *voice.row("to", voice.units(entry.to)),
        *voice.row("copy", voice.units(entry.copy)),
        *voice.row("what_report", named),
        *voice.row("how", voice.listed(words(CHANNEL[name].say(voice.lang)) for name in entry.channel)),
        *voice.row("limit", limit_words(measure, voice)),
        *_running(measure, voice),
        *_ending(entry, voice),
        *voice.row("when", when_words(measure, voice)),
        *voice.row("grounds", *(words(each.words(voice.lang)) for each in measure.grounds)),
        *voice.text_row("provided", entry.provided),
        *_rule(measure, voice, words_too=False),
        *_tail(entry, voice),
    )
    mood = "" if voice.brief and entry.mood == "must" else MOOD[entry.mood].say(voice.lang)
    return _card(
        voice.kind("measure" if entry.response else "duty", mood),
        item,
        entry,
        words(voice.say(entry)),
        rows,
        voice,
    )


def _running(rule: Rule, voice: Voice) -> Rows:
    """Give what sets a limit apart: from when it counts, what halts or lengthens it, what fulfils or breaks it."""
    entry: Measure = rule.entry
    fulfilling = [
        (*voice.moments([event]), *words(bracket(voice.plain(voice.unit(body)), voice.lang) if body else ""))
        for event, body in entry.fulfilments
    ]
    return (
        *(
            voice.row("stands", words(voice.word("standing_duty", kind=KEPT[entry.kind].say(voice.lang))))
            if entry.kind != "act"
            else ()
        ),
        *_counting(rule, voice),
        *voice.row("halts", *_halts(entry, voice)),
        *(voice.row("lengthened", _lengthened(entry.extend, voice)) if entry.extend else ()),
        *voice.row("or_stricter", voice.listed(voice.id(name) for name in entry.or_stricter)),
        *voice.row("done_with", voice.listed(voice.id(name) for name in entry.done_with)),
        *voice.row("formerly", voice.listed(words(str(name)) for name in entry.formerly)),
        *voice.row("fulfilled", voice.listed(fulfilling)),
        *voice.row("not_by", voice.listed(words(CHANNEL[name].say(voice.lang)) for name in entry.not_by)),
        *voice.row(
            "not_by",
            *(
                words(
                    voice.word(
                        "not_by_where",
                        flag=voice.say(voice.compiled.facts[flag].label),
                        channels=joined([CHANNEL[name].say(voice.lang) for name in channels], voice.lang),
                    )
                )
                for flag, channels in entry.not_by_where.items()
            ),
        ),
        *voice.row("broken", voice.moments(entry.broken_by)),
        *_occasions(entry, voice),
    )


def _halts(entry: Measure, voice: Voice) -> list[Words]:
    """Give the stretches of time that do not count."""
    return [
        words(voice.word("halted", from_=voice.moment(stop.from_), to=voice.moment(stop.to)))
        for stop in entry.stops
    ]


def _counting(rule: Rule, voice: Voice) -> Rows:
    """Give from when a limit, or a part of it, counts whatever came later, and the clauses its parts stand in."""
    entry: Measure = rule.entry
    whole = [words(voice.word("from_start"))] if entry.counted == "from-start" else []
    parts = [
        words(voice.word("part_from_start", limit=leg.limit.words.say(voice.lang)))
        for leg, part in zip(rule.legs, entry.pieces, strict=False)
        if part.counted == "from-start" and leg.limit is not None
    ]
    clauses = [part.clause for part in entry.pieces] + [stop.clause for stop in entry.stops]
    clauses += [entry.roll.clause] if entry.roll is not None else []
    clauses += [entry.extend.clause] if entry.extend is not None else []
    cited = dict.fromkeys(str(clause) for clause in clauses if clause)
    return (
        *voice.row("counts", *whole, *parts),
        *voice.row("limit_clauses", voice.listed(voice.cites(clause, entry.id) for clause in cited)),
    )


def _occasions(entry: Measure, voice: Voice) -> Rows:
    """Give when it is owed anew, and which acts count, where the plan says so."""
    level = {"true": "yes", "false": "no"}.get(entry.names_level or "", entry.names_level)
    counted = entry.acts_count
    return (
        *voice.row("names_level", words(ANEW[level].say(voice.lang)) if level else ()),
        *voice.row("acts_count", words(ACTS_COUNT[counted].say(voice.lang)) if counted else ()),
    )


def _ending(entry: Measure, voice: Voice) -> Rows:
    """Give what ends it other than being done."""
    last = voice.word("last_round_is", event=voice.moment(entry.last_round)) if entry.last_round else ""
    ends = words(voice.word("no_end")) if entry.ends == () else voice.moments(entry.ends or ())
    return (
        *voice.row("until", voice.moments([entry.until] if entry.until else [])),
        *voice.row("last_round", words(last)),
        *voice.row("ends", ends),
    )


def _lengthened(extend: Any, voice: Voice) -> Words:  # noqa: ANN401 - the plan's `extend`
    most = parse_duration(extend.at_most).words.say(voice.lang)
    upon = words(voice.word("lengthened_upon", event=voice.moment(extend.upon))) if extend.upon else ()
    duties = voice.plain(voice.listed(voice.duty(name) for name in extend.together))
    together = words(voice.word("lengthened_together", duties=duties)) if duties else ()
    return (*voice.unit(extend.by), *words(voice.word("lengthened_by", most=most)), *upon, *together)


def when_words(measure: Rule, voice: Voice) -> Words:
    """Give what makes a measure owed: a response level, a condition, or both."""
    entry = measure.entry
    parts = []
    if entry.response:
        every = set(entry.response) == set(voice.compiled.plan.responses)
        levels = "".join(piece.text for piece in voice.levels(entry.response))
        parts.append(
            words(voice.word("every_response") if every else voice.word("in_response", levels=levels))
        )
    if measure.conditional:
        parts.append(words(measure.condition.words(voice.lang)))
    return voice.stated(parts)


def limit_words(measure: Rule, voice: Voice) -> Words:
    """Give by when a measure is due, and from when that is counted."""
    entry = measure.entry
    event = either([voice.moment(name) for name in measure.starts], voice.lang) if measure.starts else None
    if measure.limit is None or entry.due is Soon.UNSTATED:
        if entry.after and event is not None:  # nothing is counted, yet the duty waits for it
            return words(voice.word("no_limit_from", event=event), "dim")
        return () if voice.brief else words(voice.word("no_limit"), "dim")
    limit = measure.limit.words.say(voice.lang)
    if event is None or measure.limit.names_starts:
        return words(limit, "strong")
    key = "before_event" if entry.before else "from_event"
    return words(voice.word(key, limit=limit, event=event), "strong")


def _report(item: Located, voice: Voice) -> Card:
    report: Report = item.entry
    rows = (
        *voice.row("reported_by", voice.units([report.by] if report.by else [])),
        *voice.row("contents_of", *(_content(content, voice) for content in report.contents)),
        *(
            ()
            if report.contents or voice.brief
            else voice.row("contents_of", words(voice.word("no_contents"), "dim"))
        ),
        *voice.text_row("contents_from", report.contents_from),
        *voice.text_row("form", report.form),
        *_tail(report, voice),
    )
    kind = voice.kind("report", REPORT_KIND[report.kind].say(voice.lang))
    return _card(kind, item, report, words(voice.say(report)), rows, voice)


def _content(content: Content, voice: Voice) -> Words:
    said = words(voice.say(content))
    if content.shows is not None:
        said = (*said, *words(bracket(SHOWS[content.shows].say(voice.lang), voice.lang)))
    if content.fact is None or content.fact not in voice.compiled.facts:
        return said
    filled = voice.word("filled_by", fact="\n").split("\n")
    opening, closing = ("（", "）") if voice.lang == "zh" else (" (", ")")
    return (*said, *words(opening + filled[0]), *voice.fact(content.fact), *words(filled[1] + closing))


def _reminder(item: Located, voice: Voice) -> Card:
    found: RemindingRule = item.entry
    rule = found.entry
    rows = (
        *voice.row("reminds_of", voice.listed(voice.id(name) for name in rule.of)),
        *voice.row("limit", *(words(each.say(voice.lang)) for each in found.times.words)),
        *voice.row("to", voice.units(rule.to)),
        *voice.row("copy", voice.units(rule.copy)),
        *voice.text_row("how", rule.channel),
        *_rule(found, voice),
        *_tail(rule, voice),
    )
    return _card(voice.kind("reminder"), item, rule, words(voice.say(rule)), rows, voice)


def _change(item: Located, voice: Voice) -> Card:
    found: Rule = item.entry
    change = found.entry
    rows = (
        *_rule(found, voice),
        *voice.row("requires", *(words(voice.say(task)) for task in change.requires)),
        *voice.row("offices", voice.stated(_offices(change, voice))),
        *voice.row("told", voice.units(change.told)),
        *_tail(change, voice),
    )
    kind = voice.kind("change", CHANGE_KIND[change.kind].say(voice.lang))
    return _card(kind, item, change, words(voice.say(change)), rows, voice)


def _offices(change: Any, voice: Voice) -> list[Words]:  # noqa: ANN401
    gap = COLON[voice.lang]
    return [
        (*voice.unit(getattr(change, role)), *words(gap + voice.word(role)))
        for role in ("proposed_by", "decided_by")
        if getattr(change, role)
    ]


def _provision(item: Located, voice: Voice) -> Card:
    found: Rule = item.entry
    entry = found.entry
    rows = (
        *_rule(found, voice),
        *voice.row("concerns", voice.units(entry.units)),
        *_tail(entry, voice),
    )
    kind = voice.kind("provision", PROVISION_KIND[entry.kind].say(voice.lang))
    return _card(kind, item, entry, words(voice.say(entry)), rows, voice)


def _exclusion(item: Located, voice: Voice) -> Card:
    found: Rule = item.entry
    rows = (*_rule(found, voice), *_tail(found.entry, voice))
    return _card(voice.kind("exclusion"), item, found.entry, words(voice.say(found.entry)), rows, voice)


def _reading(item: Located, voice: Voice) -> Card:
    found: InterpretationRule = item.entry
    entry: Interpretation = found.entry
    rows = (
        *voice.text_row("taken", entry.reading),
        *voice.row(
            "rejected", *(line for other in entry.rejected for line in _rejected(other, found, voice))
        ),
        *voice.row("explains", *_explained(found, voice)),
        *voice.row("touches", voice.listed(voice.id(name) for name in entry.touches)),
        *(voice.row("shown_when", words(found.condition.words(voice.lang))) if found.conditional else ()),
        *_cited(entry, voice),
    )
    kind = voice.kind("interpretation", READING_KIND[entry.kind].say(voice.lang))
    return _card(kind, item, entry, words(entry.question.say(voice.lang)), rows, voice)


def _explained(found: InterpretationRule, voice: Voice) -> list[Words]:
    """Give the cases, or the entries, of each defect of the text that a reading accounts for."""
    return [
        words(cases.words(voice.lang)) if cases is not None else voice.listed(map(voice.id, known.entries))
        for known, cases in found.explains
    ]


def _rejected(other: Any, found: InterpretationRule, voice: Voice) -> list[Words]:  # noqa: ANN401
    lines = [words(voice.say(other))]
    for rejected in found.alternatives:
        if rejected.entry is other:
            for name, condition in rejected.conditions.items():
                said = voice.word("would_mean", criterion=name, rule=condition.words(voice.lang))
                written = () if voice.brief else voice.formula(condition.text)
                lines.append(chain((words("→ " + said), written), " "))
            for name, rule in rejected.limits.items():
                lines.append(
                    words("→ " + voice.word("would_be_due", duty=name, limit=_other_limit(rule, voice)))
                )
    return lines


def _other_limit(rule: Rule, voice: Voice) -> str:
    """Give by when a duty would be due, as its own limit is told."""
    if rule.limit is None or rule.entry.due is Soon.UNSTATED:
        return voice.word("at_no_moment")
    from_start = voice.word("from_start") if rule.entry.counted == "from-start" else ""
    halts = [f"{voice.word('halts')}{COLON[voice.lang]}{spoken(each)}" for each in _halts(rule.entry, voice)]
    return COMMA[voice.lang].join(filter(None, (spoken(limit_words(rule, voice)), from_start, *halts)))


def _tighten(item: Located, voice: Voice) -> Card:
    entry: Tighten = item.entry
    measure: Measure = next(
        found.entry for found in voice.compiled.measures if found.entry.id == entry.measure
    )
    limit = read_within(entry.within).words.say(voice.lang)
    title = (*words(voice.say(measure), anchor=item.anchor), *words(" → "), *words(limit, "strong"))
    rows = (*voice.text_row("why", entry.reason), *voice.row("clause", voice.cites(entry.clause)))
    return Card(voice.word("tighten"), title, rows, anchor=f"tighten-{entry.measure}")


_CARDS: dict[Sort, Callable[[Located, Voice], Card]] = {
    "criterion": _criterion,
    "exclusion": _exclusion,
    "response": _response,
    "duty": _measure,
    "measure": _measure,
    "report": _report,
    "change": _change,
    "reminder": _reminder,
    "provision": _provision,
    "interpretation": _reading,
    "tightened": _tighten,
}
