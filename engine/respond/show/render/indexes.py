"""The chapters to look things up in: every name of a formula, criteria, readings, drafts."""

from collections.abc import Iterator
from typing import Any

from respond.facts import Fact, domain_of, show_plain, unit_of
from respond.language import type_words
from respond.plan import LIFECYCLE
from respond.reason import Condition
from respond.show.render.author import LEVELS, Author
from respond.show.render.front import drafts_of
from respond.show.render.names import READING_KIND
from respond.show.render.page import Chapter, GridRow, Heading, PageBlock, Para, Words, words
from respond.show.render.tables import Cells, grid_of
from respond.show.wording import bracket, level_words


def facts(author: Author) -> Chapter:
    """Give every name a formula can use: facts, computed numbers, events and parts of the year."""
    plan = author.compiled.plan
    used = _users(author)
    rows = [GridRow(_fact(fact, used, author), f"fact-{fact.id}") for fact in author.compiled.facts.values()]
    blocks: list[PageBlock] = [
        Para(words(author.word("facts_note")), "quiet"),
        grid_of("facts", ("name", "type", "ask", "used_by", "clause"), rows, author),
    ]
    if plan.derived:
        grid = grid_of("computed", ("name", "computed", "used_by", "clause"), _derived(used, author), author)
        blocks += [Heading(author.word("derived_facts"), "computed"), grid]
    if plan.events or plan.windows:
        grid = grid_of("events", ("name", "meaning", "clause"), _events(author), author)
        blocks += [Heading(author.word("events_windows"), "events"), grid]
    return Chapter(author.word("facts"), "facts", tuple(blocks))


def _users(author: Author) -> dict[str, list[str]]:
    """Give by name of a fact or computed number the entries whose conditions or reports use it."""
    compiled = author.compiled
    conditions: list[tuple[str, Condition | None]] = [
        *((found.entry.id, found.condition) for found in compiled.criteria),
        *((entry.id, condition) for _, entry, condition in compiled.responses),
        *((found.entry.id, found.condition) for found in compiled.measures),
        *((found.entry.id, found.condition) for found in (*compiled.exclusions, *compiled.changes)),
        *((found.entry.id, found.condition) for found in compiled.provisions),
    ]
    used: dict[str, list[str]] = {}
    for name, condition in conditions:
        for fact in {**dict.fromkeys(condition.seen), **dict.fromkeys(condition.names)} if condition else ():
            used.setdefault(fact, []).append(str(name))
    for report in compiled.plan.reports.values():
        for item in report.contents:
            if item.fact:
                used.setdefault(str(item.fact), []).append(str(report.id))
    return used


def _fact(fact: Fact, used: dict[str, list[str]], author: Author) -> Cells:
    asked = [text.say(author.lang) for text in (fact.ask, fact.note) if text]
    return (
        (
            words(fact.label.say(author.lang), "strong"),
            (*words(str(fact.id), "code"), *author.marks(fact.id, brief=True)),
        ),
        tuple(_type(fact, author)),
        tuple(words(text) for text in asked),
        (author.listed(author.id(name) for name in dict.fromkeys(used.get(str(fact.id), []))),),
        (author.cites(fact.clause, fact.id),),
    )


def _type(fact: Fact, author: Author) -> Iterator[Words]:
    lang, unit, domain = author.lang, unit_of(fact), domain_of(fact)
    counted = bracket(author.word("counted_in", unit=unit.shown(lang)), lang) if unit else ""
    yield words(type_words(fact).say(lang) + counted)
    if fact.choices:
        yield from (
            (*words(str(key), "code"), *words(f" {text.say(lang)}")) for key, text in fact.choices.items()
        )
    if fact.min is not None and domain.low is not None:
        yield words(author.word("at_least", value=show_plain(domain.low, fact, lang)))
    if fact.max is not None and domain.high is not None:
        yield words(author.word("at_most", value=show_plain(domain.high, fact, lang)))
    if fact.worse and not fact.choices and unit is not None:
        yield words(author.word(f"worse_{fact.worse}"))
    if fact.judgement and fact.by:
        yield words(author.word("judged_by", unit=author.plain(author.unit(fact.by))))


def _derived(used: dict[str, list[str]], author: Author) -> Iterator[GridRow]:
    for entry in author.compiled.plan.derived.values():
        said = (
            words(author.compiled.formulas[entry.id].words(author.lang)),
            author.formula(entry.formula),
            words(entry.note.say(author.lang)) if entry.note else (),
        )
        name = (*words(str(entry.id), "code"), *author.marks(entry.id, entry.standing, brief=True))
        cells = (
            (words(entry.label.say(author.lang), "strong"), name),
            tuple(line for line in said if line),
            (author.listed(author.id(user) for user in dict.fromkeys(used.get(str(entry.id), []))),),
            (author.cites(entry.clause, entry.id),),
        )
        yield GridRow(cells, f"fact-{entry.id}")


def _events(author: Author) -> Iterator[GridRow]:
    plan = author.compiled.plan
    for event in plan.events.values():
        name = (*words(str(event.id), "code"), *author.marks(event.id, brief=True))
        yield GridRow(
            ((name,), (words(author.say(event)),), (author.cites(event.clause, event.id),)),
            f"fact-{event.id}",
        )
    for window in plan.windows.values():
        name = (*words(str(window.id), "code"), *author.marks(window.id, brief=True))
        said = [words(f"{author.say(window)} {window.from_} – {window.to}")]
        if window.note:
            said.append(words(window.note.say(author.lang)))
        yield GridRow(((name,), tuple(said), (author.cites(window.clause, window.id),)), f"fact-{window.id}")
    names = [f"{event.id} {author.say(event)}" for event in LIFECYCLE.values()]
    listed = author.listed(words(name) for name in names)
    yield GridRow(((words(author.word("lifecycle"), "quiet"),), (listed,), ()))


def criteria(author: Author) -> Chapter:
    """Give the index of criteria, gravest level first."""
    rows: list[GridRow] = []
    gravity = None
    for found in author.compiled.criteria:
        if found.gravity != gravity:
            gravity = found.gravity
            rows.append(GridRow(((words(level_words(gravity, author.lang), LEVELS[gravity]),),), spans=True))
        entry = found.entry
        name = (*author.id(entry.id), *author.marks(entry.id, entry.standing, brief=True))
        rule = words(found.condition.words(author.lang))
        rows.append(GridRow(((name,), (rule,), (author.cites(entry.clause, entry.id),))))
    grid = grid_of("criteria", ("id", "rule", "clause"), rows, author)
    return Chapter(author.word("index_criteria"), "criteria", (grid,) if rows else ())


def readings(author: Author) -> Chapter:
    """Give the index of readings, with what kind each is."""
    rows = tuple(
        GridRow(
            (
                (words(entry.question.say(author.lang), anchor=f"reading-{entry.id}"),),
                (
                    words(
                        READING_KIND[entry.kind].say(author.lang), "warning" if entry.kind == "open" else ""
                    ),
                ),
                (author.cites(entry.clause, entry.id),),
            )
        )
        for entry in author.compiled.plan.interpretations
    )
    grid = grid_of("readings", ("question", "type", "clause"), rows, author)
    return Chapter(author.word("index_readings"), "readings", (grid,) if rows else ())


def drafts(author: Author) -> Chapter:
    """Give every entry that no source confirms, with where it comes from."""
    rows = tuple(GridRow(_draft(entry, author)) for entry in drafts_of(author))
    grid = grid_of("drafts", ("entry", "source", "clause"), rows, author)
    return Chapter(author.word("drafts"), "drafts", (grid,) if rows else ())


def _draft(entry: Any, author: Author) -> Cells:  # noqa: ANN401 - entries of every kind that can be a draft
    anchor = author.gathered.anchors[str(entry.id)]
    said = getattr(entry, "label", None)
    name = said.say(author.lang) if said else author.say(entry) or str(entry.id)
    source = getattr(entry, "source", None) or entry.note
    return (
        (words(name, anchor=anchor), words(str(entry.id), "code")),
        (words(source.say(author.lang)) if source else (),),
        (author.cites(entry.clause, entry.id),),
    )
