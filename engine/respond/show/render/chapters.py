"""The chapters that follow the plan's own order: its levels drawn, then every clause with what it became."""

from collections.abc import Callable, Iterator
from typing import Any

from attrs import evolve

from respond.show.render.author import LEVELS, Author
from respond.show.render.drawing import drawing_of, range_words
from respond.show.render.entries import card
from respond.show.render.gather import Item, Place, Source, slug
from respond.show.render.lines import NumberLine, criterion_lines, response_lines
from respond.show.render.page import (
    Bullets,
    Chapter,
    Figure,
    Grid,
    GridRow,
    Heading,
    PageBlock,
    Para,
    chain,
    words,
)
from respond.show.wording import COLON, bracket, level_short

_COMPACT = {"fact", "derived", "window", "event", "unit", "group"}
_GAP = {"zh": "　", "en": " – "}


def levels(author: Author) -> Chapter:
    """Give the levels at a glance: a number line for each number, and a table of the criteria without one."""
    blocks: list[PageBlock] = []
    drawn = criterion_lines(author.compiled)
    for line in drawn:
        blocks += _line(line, "line", level_short(0, author.lang), author)
    blocks += _without_line(drawn, author)
    answering = response_lines(author.compiled)
    if answering:
        blocks.append(Heading(author.word("response_lines"), "response-lines"))
        for line in answering:
            blocks += _line(line, "response-line", author.word("no_response"), author, depth=4)
    return Chapter(author.word("levels"), "levels", tuple(blocks), listed=True)


def _line(line: NumberLine, kind: str, none: str, author: Author, depth: int = 3) -> Iterator[PageBlock]:
    anchor = f"{kind}-{slug(line.name)}"
    title = line.fact.label.say(author.lang)
    yield Heading(title, anchor, words(line.name, "code"), 3 if depth == 3 else 4)
    if line.computed:
        formula = author.compiled.formulas[line.name].words(author.lang)
        yield Para(words(author.word("computed_by", formula=formula)))
    if line.shared:
        given = chain(
            [words(text.say(author.lang)) for text in line.shared], "；" if author.lang == "zh" else "; "
        )
        yield Para((*words(author.word("all_given", conditions="")), *given))
    yield Figure(drawing_of(line, author.lang, anchor, none))
    rows = tuple(_ranges(line, none, author))
    asked = ("besides",) if any(row.cells[3] for row in rows) else ()
    heads = tuple(author.word(key) for key in ("range", "level", "by", *asked))
    yield Grid("ranges", heads, tuple(evolve(row, cells=row.cells[: len(heads)]) for row in rows))
    if line.joint:
        ids = author.listed(dict.fromkeys(author.id(hit.rule.id) for hit in line.joint))
        yield Para((*words(author.word("joint")), *ids))


def _ranges(line: NumberLine, none: str, author: Author) -> Iterator[GridRow]:
    for segment in line.segments:
        name = level_short(segment.gravity, author.lang) if segment.gravity else none
        top = [hit for hit in segment.hits if hit.rule.gravity == segment.gravity]
        besides = dict.fromkeys(text for hit in top for text in hit.besides if text not in line.shared)
        yield GridRow(
            (
                (words(range_words(line, segment.cell, author.lang)),),
                (words(name + "†" * line.hinges(segment), LEVELS[segment.gravity]),),
                (author.listed(dict.fromkeys(author.id(hit.rule.id) for hit in segment.hits)),),
                tuple(words(text.say(author.lang)) for text in besides),
            )
        )


def _without_line(drawn: tuple[NumberLine, ...], author: Author) -> Iterator[PageBlock]:
    shown = {hit.rule.id for line in drawn for segment in line.segments for hit in segment.hits}
    left = [found for found in author.compiled.criteria if found.entry.id not in shown]
    if left:
        yield Heading(author.word("no_number"), "no-number")
        rows = [
            GridRow(
                (
                    (words(level_short(found.gravity, author.lang), LEVELS[found.gravity]),),
                    (words(found.condition.words(author.lang)),),
                    (author.id(found.entry.id),),
                )
            )
            for found in left
        ]
        heads = (author.word("level"), author.word("rule"), author.word("criterion"))
        yield Grid("rules", heads, tuple(rows))


def clauses(author: Author) -> Iterator[Chapter]:
    """Give every clause in the order of the ledger; then, for each plan adopted from, its clauses that are used."""
    for source in author.gathered.sources:
        if not source.prefix:
            blocks = [block for clause in source.places for block in _clause(clause, source, author)]
            yield Chapter(author.word("clauses"), "clauses", (*blocks, *_rest(author)), listed=True)
        elif any(_used(place) for place in source.places.values()):
            yield _adopted(source, author)


def _rest(author: Author) -> Iterator[PageBlock]:
    rest = author.gathered.rest
    if rest.items:
        yield Heading(author.word("elsewhere"), "elsewhere")
        yield from (card(item, author) for item in rest.items)


def _used(place: Place) -> bool:
    return bool(place.items or place.also)


def _adopted(source: Source, author: Author) -> Chapter:
    blocks: list[PageBlock] = [Para(words(author.word("adopted_note", sign=source.sign, ref=source.ref)))]
    unused = [clause for clause, place in source.places.items() if not _used(place)]
    for clause, place in source.places.items():
        if _used(place):
            blocks += _clause(clause, source, author)
    if unused:
        named = author.listed(words(clause) for clause in unused)
        blocks.append(Para((*words(author.word("unused", clauses="")), *named), "quiet"))
    title = author.word("adopted", title=source.plan.title.say(author.lang))
    return Chapter(title, f"{source.prefix}clauses", tuple(blocks), listed=True)


def _clause(clause: str, source: Source, author: Author) -> Iterator[PageBlock]:
    ledger, place = source.plan.ledger[clause], source.places[clause]
    title = ledger.title.say(author.lang) if ledger.title else ""
    named = clause if title == clause else _GAP[author.lang].join(part for part in (clause, title) if part)
    own = words(f"{source.sign} {source.ref}", "origin") if source.sign else ()
    mark = words(author.word(ledger.status), "warning" if ledger.status == "open" else "quiet")
    yield Heading(named, source.anchor(clause), (*mark, *own))
    if ledger.reason:
        yield Para(words(author.word("because", reason=ledger.reason.say(author.lang))))
    cards = [item for item in place.items if item.sort not in _COMPACT | {"task", "interpretation"}]
    yield from (card(item, author) for item in cards)
    yield from _tasks(place, author)
    yield from _asked(place, author)
    yield from (card(item, author) for item in place.items if item.sort == "interpretation")
    also = dict.fromkeys(words(_named(item, author), anchor=item.anchor) for item in place.also)
    if also:
        yield Para((*words(author.word("here_too")), *author.stated(also)), "quiet")


def _tasks(place: Place, author: Author) -> Iterator[PageBlock]:
    tasks: dict[str, list[str]] = {}
    for item in place.items:
        if item.sort == "task":
            tasks.setdefault(item.name, []).append(author.say(item.entry))
    gap = COLON[author.lang]
    lines = [
        (*author.unit(name), *words(gap), *author.stated(words(text) for text in said))
        for name, said in tasks.items()
    ]
    if len(lines) == 1:
        yield Para((*words(author.word("tasks") + gap, "quiet"), *lines[0]))
    elif lines:
        yield Heading(author.word("tasks"), "", depth=4)
        yield Bullets(tuple(lines))


def _asked(place: Place, author: Author) -> Iterator[PageBlock]:
    found = [item for item in place.items if item.sort in _COMPACT]
    if found:
        named = [
            (
                *words(_named(item, author), anchor=item.anchor),
                *words(bracket(author.word(item.sort), author.lang)),
            )
            for item in found
        ]
        yield Para((*words(author.word("described")), *author.listed(named)), "quiet")


def _named(item: Item, author: Author) -> str:
    """Give what an entry is called where it is only mentioned."""
    entry = getattr(item.entry, "entry", item.entry)
    if item.sort in _CALLED:
        return _CALLED[item.sort](entry, author)
    return author.say(entry) or str(item.entry.condition.words(author.lang))


_CALLED: dict[str, Callable[[Any, Author], str]] = {
    "response": lambda entry, author: f"{author.word('response')} {author.plain(author.level(entry[1].id))}",
    "interpretation": lambda entry, author: str(entry.question.say(author.lang)),
    "fact": lambda entry, author: str(entry.label.say(author.lang)),
    "derived": lambda entry, author: str(entry.label.say(author.lang)),
    "tighten": lambda _, author: author.word("tighten"),
}
