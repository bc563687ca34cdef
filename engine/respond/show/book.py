"""A plan as a document: title page, how to read it, levels drawn, clause by clause, and what to look up."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Literal

from attrs import evolve

from respond.clock import SHANGHAI, Duration, Every, OfficeSeason, parse_duration
from respond.errors import InputError, Language
from respond.plan import DEFAULT_CALENDAR, Adoption, Alongside, Library, Prepared
from respond.show import indexes
from respond.show.blocks import (
    Block,
    Bullet,
    Card,
    Contents,
    Labelled,
    Line,
    Particulars,
    Section,
    Sheet,
    Table,
    TableRow,
    Title,
    Words,
    chain,
    section,
    words,
)
from respond.show.gather import NAMED, AtClause, Cited, Located, slug
from respond.show.lines import NumberLine, criterion_lines, drawing_of, range_words, response_lines
from respond.show.plan_words import PART, SIGNS
from respond.show.stated import StatedTests
from respond.show.telling import Voice, card, computed_words, voice_of
from respond.show.tested import tests_at, tests_chapter
from respond.show.wording import COLON, bracket, level_short, level_style, level_words

_GAP = {"zh": "　", "en": " – "}


def plan_document(
    compiled: Prepared,
    library: Library,
    lang: Language,
    on: date | None = None,
    tests: StatedTests | None = None,
) -> Sheet:
    """Give a plan as a document to read from beginning to end, with what it adopts.

    The plans beside it are named in the editions in force on a day, or the latest. `tests` are those kept beside it,
    each with the clause it is about and the rules it names.

    >>> library = Library.default()
    >>> book = plan_document(library.prepared(library.find("vaccine-quality")), library, "en")
    >>> [chapter.title for chapter, _ in book.contents][:3]
    ['Part 1. How to read this document', 'Part 2. Levels at a glance', 'Part 3. Clause by clause']
    """
    voice = evolve(voice_of(compiled, library, lang, on), tests=tests)
    chapters = [
        how_to_read(voice),
        levels(voice),
        *clauses(voice),
        indexes.duties(voice),
        indexes.reports(voice),
        indexes.units(voice),
        indexes.facts(voice),
        indexes.supervision(voice),
        indexes.criteria(voice),
        indexes.readings(voice),
        tests_chapter(voice),
        indexes.drafts(voice),
    ]
    return Sheet(
        (
            Title(compiled.plan.title.say(lang), (voice.word("subtitle"),)),
            *front(voice),
            Contents(voice.word("contents")),
            *_numbered(chapters, voice),
        ),
        lang,
    )


def _numbered(chapters: list[indexes.Chapter], voice: Voice) -> Iterator[Block]:
    for number, (head, *blocks) in enumerate(filter(None, chapters), 1):
        if isinstance(head, Section):
            yield evolve(head, title=voice.word("part", n=number, title=head.title))
        yield from blocks


def front(voice: Voice) -> tuple[Block, ...]:
    """Give what stands on the title page: the document, what is in force when, and how far to trust it."""
    drafts = sum(1 for _ in indexes.drafts_of(voice))
    note = (
        voice.word("draft_note", n=drafts, where=voice.word("drafts")) if drafts else voice.word("no_drafts")
    )
    return (
        Particulars(tuple(_document(voice))),
        Particulars(tuple(_counts(voice))),
        Line(words(voice.word("not_official")), "notice"),
        Line(words(note), "notice" if drafts else ""),
    )


def _document(voice: Voice) -> Iterator[Labelled]:
    plan, lang = voice.compiled.plan, voice.lang
    document, force = plan.document, plan.edition.in_force
    days = {"from_": force.from_, "to": force.to}
    yield from voice.row("number", words(document.number or ""))
    yield from voice.text_row("issuer", document.issuer)
    yield from voice.row("issued", words(str(document.issued or "")))
    yield from voice.row("edition", words(str(voice.compiled.ref), "code"))
    yield from voice.row("in_force", words(voice.word("span" if force.to else "since", **days), "strong"))
    yield from voice.text_row("area", plan.area)
    yield from voice.row("seat", voice.unit(plan.seat) if plan.seat else ())
    if (plan.zone, plan.calendar) != (SHANGHAI.key, DEFAULT_CALENDAR):
        yield from voice.row("days_of", words(f"{plan.calendar} · {plan.zone}"))
    yield from voice.row("office_hours", *(words(_office(each)) for each in plan.office_hours))
    yield from voice.row("kinds", voice.listed(words(kind, "code") for kind in plan.kinds))
    yield from voice.row("interpreter", voice.unit(document.interpreter) if document.interpreter else ())
    yield from voice.row("review", words(_review(document.review, voice)))
    yield from voice.row("graded_by", words(plan.graded_by, "code") if plan.graded_by else ())
    yield from voice.row("adopts", *(_other(other, voice) for other in plan.adopts))
    yield from voice.row("alongside", *(_other(other, voice) for other in plan.alongside))
    if document.note:
        yield Labelled(voice.word("about"), (words(document.note.say(lang)),))


def _office(given: str | OfficeSeason) -> str:
    if isinstance(given, str):
        return given
    return f"{given.from_} – {given.to}: {', '.join(given.hours)}"


def _review(text: str | None, voice: Voice) -> str:
    try:
        duration = parse_duration((text or "").removeprefix("every "))
    except InputError:
        return text or ""
    years, rest = divmod(duration.months, 12)
    if years and not rest and duration == Duration(months=duration.months):
        return voice.word("every_years", n=years)
    return Every(duration).words.say(voice.lang)


def _other(other: Adoption, voice: Voice) -> Words:
    """Give the name of a plan that is adopted or runs beside."""
    known = voice.gathered.others.get(str(other.plan))
    name = f"{known.title.say(voice.lang)} " if known else ""
    ref = f"{other.plan}@{known.edition.name}" if known else str(other.plan)
    draft = (*words(" "), *words(voice.word("draft"), "draft")) if other.standing == "draft" else ()
    return (*words(name), *words(ref, "code"), *draft)


def _others(voice: Voice) -> Iterator[Block]:
    """Give, for each plan adopted or run beside, what of it, in which cases, under which clause and why."""
    plan = voice.compiled.plan
    if plan.adopts or plan.alongside:
        yield Section(voice.word("others"), depth=2, anchor="read-others")
    for number, other in enumerate((*plan.adopts, *plan.alongside), 1):
        gate = voice.compiled.gate(str(other.plan)) if isinstance(other, Alongside) else None
        rows = (
            *(voice.row("only_when", words(gate.words(voice.lang))) if gate else ()),
            *voice.row("parts", voice.listed(words(PART[part].say(voice.lang)) for part in other.parts)),
            *voice.row("units_here", *_paired(other, voice)),
            *voice.row("clause", voice.cites(other.clause)),
            *voice.text_row("why", other.reason),
        )
        kind = voice.word("runs_beside" if isinstance(other, Alongside) else "adopts_from")
        yield Card(
            kind, _other(other, voice), rows, anchor=f"other-{number}", draft=other.standing == "draft"
        )


def _paired(other: Adoption, voice: Voice) -> Iterator[Words]:
    known = voice.gathered.others.get(str(other.plan))
    for name, here in other.maps.items():
        there = known.units.get(name) if known else None
        yield (*words(f"{voice.say(there) if there else name} → "), *voice.unit(here))


def _counts(voice: Voice) -> Iterator[Labelled]:
    plan = voice.compiled.plan
    own = voice.gathered.sources[0].plan.ledger.values()
    stated = {
        status: sum(entry.status == status for entry in own)
        for status in ("encoded", "not-executable", "open")
    }
    yield from voice.row(
        "clause_count",
        words(
            voice.word(
                "clause_counts",
                all=len(own),
                encoded=stated["encoded"],
                not_executable=stated["not-executable"],
                open=stated["open"],
            )
        ),
    )
    if not voice.compiled.graded:
        yield from voice.row("level", words(voice.word("no_levels")))
    counts = {
        "criteria": len(voice.compiled.criteria),
        "responses": len(plan.responses),
        "measures": len(voice.compiled.measures),
        "reports": len(plan.reports),
        "units": len(plan.units),
        "readings": len(plan.interpretations),
    }
    yield from voice.row("entry_count", words(voice.word("entry_counts", **counts)))


def how_to_read(voice: Voice) -> indexes.Chapter:
    """Give the chapter on boundaries, signs, colours and marks."""
    blocks: list[Block] = [
        Section(voice.word("scale"), depth=2, anchor="read-scale"),
        *_scales(voice),
        Line(words(voice.word("unknown_note"))),
        _signs(voice),
        Section(voice.word("colours"), depth=2, anchor="read-colours"),
        *_levels(voice),
        Line(words(voice.word("line_note"))),
        Section(voice.word("marks"), depth=2, anchor="read-marks"),
        Particulars(tuple(_marks(voice))),
        *_others(voice),
    ]
    return section(voice.word("reading"), blocks, anchor="reading")


def _levels(voice: Voice) -> Iterator[Block]:
    """Give the levels with their colours: the four of the laws, or the plan's own scales as it lists them."""
    own = indexes.scale_tables(voice)
    if own:
        yield from own
        return
    yield Line(words(voice.word("colours_note")))
    for level in voice.compiled.levels[1:]:
        yield Bullet(words(level_words(level, voice.lang), level_style(level)))


def _scales(voice: Voice) -> Iterator[Block]:
    """Give what the text says of its boundary words, and what the texts adopted say of theirs."""
    sources = voice.gathered.sources
    if sources[0].plan.scale is None:
        yield Line(words(voice.word("no_scale")), "notice")
    for source in sources:
        scale = source.plan.scale
        if scale is not None:
            home = source.home(scale.clause) if scale.clause else None
            cited = (*words(" "), *words(home, anchor=source.anchor(home))) if home else ()
            origin = (*words(f"{source.sign} {source.ref}", "origin"), *words(" ")) if source.sign else ()
            yield Line((*origin, *words(voice.say(scale)), *cited), "notice")


def _signs(voice: Voice) -> Table:
    rows = tuple(
        TableRow(((words(sign, "code"),), (words(said.say(voice.lang)),), (words(voice.word(figure)),)))
        for sign, said, figure in SIGNS
    )
    return voice.table("signs", ("sign", "sign_words", "sign_figure"), rows, voice.word("signs"))


def _marks(voice: Voice) -> Iterator[Labelled]:
    for status in ("encoded", "not-executable", "open"):
        yield Labelled(voice.word(status), (words(voice.word(f"{status}_note")),))
    yield Labelled(voice.word("draft"), (words(voice.word("draft_mark_note")),))
    for source in voice.gathered.sources[1:]:
        said = voice.word("origin_note", title=source.plan.title.say(voice.lang), ref=source.ref)
        yield Labelled(source.sign, (words(said),))


def levels(voice: Voice) -> indexes.Chapter:
    """Give the levels at a glance: a number line for each number, and a table of the criteria without one."""
    blocks: list[Block] = []
    drawn = criterion_lines(voice.compiled)
    for line in drawn:
        blocks += _line(line, "line", voice.compiled.levels.none.short.say(voice.lang), voice)
    blocks += _without_line(drawn, voice)
    answering = response_lines(voice.compiled)
    if answering:
        blocks.append(Section(voice.word("response_lines"), depth=2, anchor="response-lines"))
        for line in answering:
            blocks += _line(line, "response-line", voice.word("no_response"), voice, depth=3)
    return section(voice.word("levels"), blocks, anchor="levels", listed=True)


def _line(line: NumberLine, kind: str, none: str, voice: Voice, depth: Literal[2, 3] = 2) -> Iterator[Block]:
    anchor = f"{kind}-{slug(line.name)}"
    title = line.fact.label.say(voice.lang)
    yield Section(title, words(line.name, "code"), depth, anchor)
    if line.computed:
        formula = computed_words(line.name, voice)
        yield Line(words(voice.word("computed_by", formula=formula)))
    if line.shared:
        given = chain(
            [words(text.say(voice.lang)) for text in line.shared], "；" if voice.lang == "zh" else "; "
        )
        yield Line((*words(voice.word("all_given", conditions="")), *given))
    yield drawing_of(line, voice.lang, anchor, none)
    rows = tuple(_ranges(line, none, voice))
    asked = ("besides",) if any(row.cells[3] for row in rows) else ()
    heads = ("range", "level", "by", *asked)
    yield voice.table("ranges", heads, (evolve(row, cells=row.cells[: len(heads)]) for row in rows))
    if line.joint:
        ids = voice.listed(dict.fromkeys(voice.id(hit.rule.id) for hit in line.joint))
        yield Line((*words(voice.word("joint")), *ids))


def _ranges(line: NumberLine, none: str, voice: Voice) -> Iterator[TableRow]:
    for segment in line.segments:
        name = level_short(segment.gravity, voice.lang) if segment.gravity else none
        top = [hit for hit in segment.hits if hit.rule.gravity == segment.gravity]
        besides = dict.fromkeys(text for hit in top for text in hit.besides if text not in line.shared)
        yield TableRow(
            (
                (words(range_words(line, segment.cell, voice.lang)),),
                (words(name + "†" * line.hinges(segment), level_style(segment.gravity)),),
                (voice.listed(dict.fromkeys(voice.id(hit.rule.id) for hit in segment.hits)),),
                tuple(words(text.say(voice.lang)) for text in besides),
            )
        )


def _without_line(drawn: tuple[NumberLine, ...], voice: Voice) -> Iterator[Block]:
    shown = {hit.rule.id for line in drawn for segment in line.segments for hit in segment.hits}
    left = [found for found in voice.compiled.criteria if found.entry.id not in shown]
    if left:
        yield Section(voice.word("no_number"), depth=2, anchor="no-number")
        rows = [
            TableRow(
                (
                    (words(level_short(found.gravity, voice.lang), level_style(found.gravity)),),
                    (words(found.condition.words(voice.lang)),),
                    (voice.id(found.entry.id),),
                )
            )
            for found in left
        ]
        yield voice.table("rules", ("level", "rule", "criterion"), rows)


def clauses(voice: Voice) -> Iterator[indexes.Chapter]:
    """Give every clause in the order of the ledger; then, for each plan adopted from, its clauses that are used."""
    for source in voice.gathered.sources:
        if not source.prefix:
            blocks = [block for clause in source.places for block in _clause(clause, source, voice)]
            blocks += _rest(voice)
            yield section(voice.word("clauses"), blocks, anchor="clauses", listed=True)
        elif any(_used(place) for place in source.places.values()):
            yield _adopted(source, voice)


def _rest(voice: Voice) -> Iterator[Block]:
    rest = voice.gathered.rest
    if rest.items:
        yield Section(voice.word("elsewhere"), depth=2, anchor="elsewhere")
        yield from (card(item, voice) for item in rest.items)


def _used(place: AtClause) -> bool:
    return bool(place.items or place.also)


def _adopted(source: Cited, voice: Voice) -> indexes.Chapter:
    blocks: list[Block] = [Line(words(voice.word("adopted_note", sign=source.sign, ref=source.ref)))]
    unused = [clause for clause, place in source.places.items() if not _used(place)]
    for clause, place in source.places.items():
        if _used(place):
            blocks += _clause(clause, source, voice)
    if unused:
        named = voice.listed(words(clause) for clause in unused)
        blocks.append(Line((*words(voice.word("unused", clauses="")), *named), "dim"))
    title = voice.word("adopted", title=source.plan.title.say(voice.lang))
    return section(title, blocks, anchor=f"{source.prefix}clauses", listed=True)


def _clause(clause: str, source: Cited, voice: Voice) -> Iterator[Block]:
    ledger, place = source.plan.ledger[clause], source.places[clause]
    title = ledger.title.say(voice.lang) if ledger.title else ""
    named = clause if title == clause else _GAP[voice.lang].join(part for part in (clause, title) if part)
    own = words(f"{source.sign} {source.ref}", "origin") if source.sign else ()
    mark = words(voice.word(ledger.status), "alarm" if ledger.status == "open" else "dim")
    yield Section(named, chain((mark, own), " "), 2, source.anchor(clause))
    if ledger.reason:
        yield Line(words(voice.word("because", reason=ledger.reason.say(voice.lang))))
    cards = [item for item in place.items if item.sort not in {*NAMED, "task", "interpretation"}]
    yield from (card(item, voice) for item in cards)
    yield from _tasks(place, voice)
    yield from _asked(place, voice)
    yield from (card(item, voice) for item in place.items if item.sort == "interpretation")
    yield from tests_at(place, clause, source, voice)
    also = dict.fromkeys(words(_named(item, voice), anchor=item.anchor) for item in place.also)
    if also:
        yield Line((*words(voice.word("here_too")), *voice.stated(also)), "dim")


def _tasks(place: AtClause, voice: Voice) -> Iterator[Block]:
    tasks: dict[str, list[str]] = {}
    for item in place.items:
        if item.sort == "task":
            tasks.setdefault(item.name, []).append(voice.say(item.entry))
    gap = COLON[voice.lang]
    lines = [
        (*voice.unit(name), *words(gap), *voice.stated(words(text) for text in said))
        for name, said in tasks.items()
    ]
    if len(lines) == 1:
        yield Line((*words(voice.word("tasks") + gap, "dim"), *lines[0]))
    elif lines:
        yield Section(voice.word("tasks"), depth=3)
        yield from (Bullet(line) for line in lines)


def _asked(place: AtClause, voice: Voice) -> Iterator[Block]:
    found = [item for item in place.items if item.sort in NAMED]
    if found:
        named = [
            (
                *words(_named(item, voice), anchor=item.anchor),
                *words(bracket(voice.word(item.sort), voice.lang)),
            )
            for item in found
        ]
        yield Line((*words(voice.word("described")), *voice.listed(named)), "dim")


def _named(item: Located, voice: Voice) -> str:
    """Give what an entry is called where it is only mentioned."""
    entry = getattr(item.entry, "entry", item.entry)
    if item.sort in _CALLED:
        return _CALLED[item.sort](entry, voice)
    return voice.say(entry) or str(item.entry.condition.words(voice.lang))


_CALLED: dict[str, Callable[[Any, Voice], str]] = {
    "response": lambda entry, voice: f"{voice.word('response')} {voice.plain(voice.level(entry.id))}",
    "interpretation": lambda entry, voice: str(entry.question.say(voice.lang)),
    "fact": lambda entry, voice: str(entry.label.say(voice.lang)),
    "derived": lambda entry, voice: str(entry.label.say(voice.lang)),
    "condition": lambda entry, voice: str(entry.label.say(voice.lang)),
    "tightened": lambda _, voice: voice.word("tighten"),
}
