"""The chapters that order the plan anew: who owes what to whom by when, reports, units with contacts."""

from collections.abc import Iterable, Iterator

from respond.plan import Contact, Group, Rule, Unit
from respond.show.render.author import Author
from respond.show.render.entries import limit_words, when_words
from respond.show.render.names import ROLE
from respond.show.render.page import Chapter, Grid, GridRow, Heading, PageBlock, Para, Words, words
from respond.show.wording import COLON, MOOD, bracket

Cells = tuple[tuple[Words, ...], ...]
"""The cells of a row, each of several lines."""


def grid_of(name: str, keys: tuple[str, ...], rows: Iterable[GridRow], author: Author) -> Grid:
    """Give a table with its heads in words."""
    return Grid(name, tuple(author.word(key) for key in keys), tuple(rows))


def duties(author: Author) -> Chapter:
    """Give who owes what to whom by when, unit by unit."""
    plan = author.compiled.plan
    owed: dict[str, list[Rule]] = {name: [] for name in (*plan.units, *plan.groups)}
    for measure in author.compiled.measures:
        for name in measure.entry.owners:
            owed.setdefault(name, []).append(measure)
    rows: list[GridRow] = []
    for name, measures in owed.items():
        if measures:
            head = (*author.unit(name), *words(bracket(author.word("owes", n=len(measures)), author.lang)))
            rows.append(GridRow(((head,),), f"owes-{name}", spans=True))
            rows += [GridRow(_duty(measure, author)) for measure in measures]
    grid = grid_of("duties", ("duty_column", "to_column", "limit", "when", "clause"), rows, author)
    blocks = (Para(words(author.word("duties_note")), "quiet"), grid)
    return Chapter(author.word("duties"), "duties", blocks if rows else ())


def _duty(measure: Rule, author: Author) -> Cells:
    entry = measure.entry
    mood = "" if entry.mood == "must" else bracket(MOOD[entry.mood].say(author.lang), author.lang)
    shared = author.word("jointly", n=len(entry.owners)) if len(entry.owners) > 1 else ""
    what = (
        (*words(author.say(entry), anchor=f"entry-{entry.id}"), *words(mood)),
        words(shared, "quiet"),
        author.marks(entry.id, entry.standing, brief=True),
    )
    copy = words(author.word("copy_to", units=author.plain(author.units(entry.copy)))) if entry.copy else ()
    return (
        tuple(line for line in what if line),
        ((*author.units(entry.to), *copy),),
        (limit_words(measure, author),),
        (when_words(measure, author),),
        (author.cites(entry.clause, entry.id),),
    )


def units(author: Author) -> Chapter:
    """Give the units with their contacts, and the work groups."""
    plan = author.compiled.plan
    some = any(unit.contact for unit in plan.units.values())
    contact = ("contact",) if some else ()
    rows = []
    for unit in plan.units.values():
        cells = _unit(unit, author)
        if some:
            cells = (*cells[:3], tuple(_contact(unit.contact, author)), cells[3])
        rows.append(GridRow(cells, f"unit-{unit.id}"))
    old = any(unit.contact and unit.contact.standing == "historical" for unit in plan.units.values())
    notes = ["no_contacts"] * (not some) + ["historical_note"] * old
    blocks: list[PageBlock] = [
        *(Para(words(author.word(key)), "notice") for key in notes),
        grid_of("units", ("unit", "role", "head", *contact, "clause"), rows, author),
    ]
    if plan.groups:
        grid = grid_of("groups", ("group", "members", "when", "clause"), _groups(author), author)
        blocks += [Heading(author.word("groups"), "groups"), grid]
    return Chapter(author.word("units"), "units", tuple(blocks))


def _unit(unit: Unit, author: Author) -> Cells:
    owed = [m for m in author.compiled.measures if unit.id in m.entry.owners]
    name = (
        words(author.say(unit), "strong"),
        (*words(str(unit.id), "code"), *author.marks(unit.id, brief=True)),
        words(author.word("owes", n=len(owed)), anchor=f"owes-{unit.id}") if owed else (),
    )
    notes = [text.say(author.lang) for text in (unit.head, unit.note) if text]
    loose = [author.say(task) for task in unit.tasks if not (task.clause or unit.clause)]
    return (
        tuple(line for line in name if line),
        (words(ROLE[unit.role].say(author.lang)),),
        tuple(words(text) for text in [*notes, *loose]),
        (author.cites(unit.clause, unit.id),),
    )


def _contact(contact: Contact | None, author: Author) -> Iterator[Words]:
    if contact is None:
        return
    yield from (words(number) for number in contact.phone)
    yield from (words(author.word("contact_fax", number=number)) for number in contact.fax)
    if contact.standing == "historical":
        key = "historical" if contact.as_of else "historical_undated"
        yield words(author.word(key, as_of=contact.as_of), "warning")
    elif contact.as_of:
        yield words(author.word("as_of", as_of=contact.as_of), "quiet")
    if contact.note:
        yield words(contact.note.say(author.lang))


def _groups(author: Author) -> Iterator[GridRow]:
    for group in author.compiled.plan.groups.values():
        yield GridRow(_group(group, author), f"group-{group.id}")


def _group(group: Group, author: Author) -> Cells:
    gap = COLON[author.lang]
    lead = (*words(author.word("leads") + gap), *author.unit(group.lead)) if group.lead else ()
    note = words(group.note.say(author.lang)) if group.note else ()
    members = (author.units(group.units), lead, note)
    return (
        (
            words(author.say(group), "strong"),
            (*words(str(group.id), "code"), *author.marks(group.id, brief=True)),
        ),
        tuple(line for line in members if line),
        (author.formula(group.when) if group.when else (),),
        (author.cites(group.clause, group.id),),
    )


def reports(author: Author) -> Chapter:
    """Give the reports: who makes each, what sends it, to whom."""
    rows = []
    for report in author.compiled.plan.reports.values():
        carriers = [found.entry for found in author.compiled.measures if found.entry.report == report.id]
        to = author.units(dict.fromkeys(name for entry in carriers for name in entry.to))
        name = words(author.say(report), anchor=f"report-{report.id}")
        sent = tuple(words(author.say(entry), anchor=f"entry-{entry.id}") for entry in carriers)
        by = author.unit(report.by) if report.by else ()
        rows.append(GridRow(((name,), (by,), (to,), sent, (author.cites(report.clause, report.id),))))
    grid = grid_of("reports", ("report", "reported_by", "to", "carried_by", "clause"), rows, author)
    return Chapter(author.word("reports"), "reports", (grid,) if rows else ())
