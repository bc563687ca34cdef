"""A whole plan as a sheet, for reading: what is encoded, part by part, in words; or what cites one clause."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import evolve

from respond.errors import Language
from respond.plan import Library, Prepared, clauses_of, covers
from respond.show.blocks import Block, Bullet, Card, Line, Sheet, Table, Title, section
from respond.show.gather import Located, Sort, citations, located
from respond.show.indexes import (
    condition_table,
    constraint_table,
    derived_table,
    event_table,
    fact_table,
    group_table,
    scale_tables,
    unit_table,
)
from respond.show.plan_words import HEADS
from respond.show.telling import Voice, card, voice_of
from respond.show.wording import bracket, clause_words, joined, label, level_words

_UNCOUNTED = {"scales", "levels", "ledger"}


def plan_sheet(
    compiled: Prepared,
    library: Library,
    lang: Language,
    clause: str | None = None,
    on: date | None = None,
) -> Sheet:
    """Give a plan to read; with a clause only what cites it or a finer part of it."""
    voice = evolve(voice_of(compiled, library, lang, on), brief=True, clause=clause)
    return Sheet((_title(voice), *_parts(voice)), lang)


def clauses_in(compiled: Prepared) -> tuple[str, ...]:
    """Give every clause of the ledger, and every finer citation, in the order they stand."""
    cited = [text for _, _, entry in compiled.plan.entries() for text in clauses_of(entry)]
    parts = [part for text in cited for part in citations(text)]
    return tuple(dict.fromkeys([*map(str, compiled.plan.ledger), *parts]))


def _title(voice: Voice) -> Title:
    plan, lang = voice.compiled.plan, voice.lang
    force, document = plan.edition.in_force, plan.document
    placing = [
        document.number or "",
        document.issuer.say(lang) if document.issuer else "",
        plan.area.say(lang) if plan.area else "",
    ]
    below = [
        f"{voice.compiled.ref} · {force.from_} –" + (f" {force.to}" if force.to else ""),
        " · ".join(part for part in placing if part),
        *(f"{source.sign} {source.ref}" for source in voice.gathered.sources[1:]),
        *(f"+ {other.plan}" for other in plan.alongside),
        clause_words(voice.clause, lang) if voice.clause is not None else "",
    ]
    return Title(plan.title.say(lang), tuple(line for line in below if line))


def _parts(voice: Voice) -> Iterator[Block]:
    """Give the parts in reading order."""
    items: dict[Sort, list[Located]] = {}
    for item in located(voice.compiled):
        if voice.wanted([item.own]):
            items.setdefault(item.sort, []).append(item)

    def cards(sort: Sort) -> list[Card]:
        return [card(item, voice) for item in items.get(sort, ())]

    yield from _part("scales", scale_tables(voice), voice)
    yield from _part("levels", [*_levels(cards("criterion"), voice)], voice)
    yield from _part("exclusions", cards("exclusion"), voice)
    yield from _part("responses", cards("response"), voice)
    yield from _part("measures", [*cards("duty"), *cards("measure")], voice)
    yield from _part("tighten", cards("tightened"), voice)
    yield from _part("reports", cards("report"), voice)
    yield from _part("reminders", cards("reminder"), voice)
    yield from _part("changes", cards("change"), voice)
    yield from _part("facts", [fact_table(voice)], voice)
    yield from _part("derived", [derived_table(voice)], voice)
    yield from _part("conditions", [condition_table(voice)], voice)
    yield from _part("constraints", [constraint_table(voice)], voice)
    yield from _part("events", [event_table(voice)], voice)
    yield from _part("units", [unit_table(voice)], voice)
    yield from _part("groups", [group_table(voice)], voice)
    yield from _part("provisions", cards("provision"), voice)
    yield from _part("readings", cards("interpretation"), voice)
    yield from _part("ledger", [*_ledger(voice)], voice)


def _part(name: str, blocks: Sequence[Block], voice: Voice) -> tuple[Block, ...]:
    filled = [block for block in blocks if not isinstance(block, Table) or block.rows]
    number = sum(len(block.rows) if isinstance(block, Table) else 1 for block in filled)
    return section(HEADS[name].say(voice.lang), filled, "" if name in _UNCOUNTED else str(number))


def _levels(criteria: Iterable[Card], voice: Voice) -> Iterator[Block]:
    gravity = None
    for criterion in criteria:
        if criterion.gravity is not None and criterion.gravity != gravity:
            gravity = criterion.gravity
            yield Line(level_words(gravity, voice.lang), "strong")
        yield criterion


def _ledger(voice: Voice) -> Iterator[Block]:
    ledger, lang = voice.compiled.plan.ledger, voice.lang
    if voice.clause is not None:
        for name, entry in ledger.items():
            if covers(voice.clause, name) or covers(name, voice.clause):
                below = (entry.reason.say(lang),) if entry.reason else ()
                title = entry.title.say(lang) if entry.title else ""
                yield Bullet(f"{name} {title}{bracket(label(entry.status, lang), lang)}", below)
        return
    for status in ("encoded", "not-executable", "open"):
        names = [str(name) for name, entry in ledger.items() if entry.status == status]
        if names:
            yield Bullet(f"{label(status, lang)} {len(names)}", (joined(names, lang),))
