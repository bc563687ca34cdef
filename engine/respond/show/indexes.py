"""The chapters to look things up in: duties, reports, units, the names of formulas, criteria, readings, drafts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from respond.facts import Fact, LevelScale, domain_of, is_numeric, show_plain, unit_of
from respond.language import type_words
from respond.plan import (
    EVERYTHING_ELSE,
    LIFECYCLE,
    NOTHING,
    Contact,
    Derived,
    Event,
    Grade,
    Group,
    InterpretationRule,
    MeasureUnit,
    NamedCondition,
    Rule,
    Supervision,
    Unit,
)
from respond.reason import Condition
from respond.show.blocks import (
    Block,
    Labelled,
    Line,
    Lines,
    Particulars,
    Section,
    Table,
    TableRow,
    Words,
    section,
    words,
)
from respond.show.gather import slug
from respond.show.plan_words import READING_KIND, ROLE
from respond.show.telling import Voice, computed_words, limit_words, when_words
from respond.show.wording import CHANNEL, COLON, MOOD, bracket, joined, level_style, level_words

Cells = tuple[Lines, ...]
"""The cells of a row, each of several lines."""


Chapter = tuple[Block, ...]
"""A section with its heading, or nothing."""


def duties(voice: Voice) -> Chapter:
    """Give who owes what to whom by when, unit by unit."""
    plan = voice.compiled.plan
    owed: dict[str, list[Rule]] = {name: [] for name in (*plan.units, *plan.groups)}
    for measure in voice.compiled.measures:
        for name in measure.entry.owners:
            owed.setdefault(name, []).append(measure)
    rows: list[TableRow] = []
    for name, measures in owed.items():
        if measures:
            head = (*voice.unit(name), *words(bracket(voice.word("owes", n=len(measures)), voice.lang)))
            rows.append(TableRow(((head,),), anchor=f"owes-{name}", spans=True))
            rows += [TableRow(_duty(measure, voice)) for measure in measures]
    grid = voice.table("duties", ("duty_column", "to_column", "limit", "when", "clause"), rows)
    blocks = (Line(words(voice.word("duties_note")), "dim"), grid)
    return section(voice.word("duties"), blocks if rows else (), anchor="duties")


def _duty(measure: Rule, voice: Voice) -> Cells:
    entry = measure.entry
    moods = [MOOD[entry.mood].say(voice.lang)] if entry.mood != "must" else []
    provided = [entry.provided.say(voice.lang)] if entry.provided is not None else []
    mood = bracket(joined([*provided, *moods], voice.lang), voice.lang) if provided or moods else ""
    shared = voice.word("jointly", n=len(entry.owners)) if len(entry.owners) > 1 else ""
    what = (
        (*words(voice.say(entry), anchor=f"entry-{entry.id}"), *words(mood)),
        words(shared, "dim"),
        voice.marks(entry.id, entry.standing, sign="brief"),
    )
    copy = words(voice.word("copy_to", units=voice.plain(voice.units(entry.copy)))) if entry.copy else ()
    return (
        tuple(line for line in what if line),
        ((*voice.units(entry.to), *copy),),
        (limit_words(measure, voice),),
        (when_words(measure, voice),),
        (voice.cites(entry.clause, entry.id),),
    )


def units(voice: Voice) -> Chapter:
    """Give the units with their contacts, and the work groups."""
    plan = voice.compiled.plan
    some = any(unit.contact for unit in plan.units.values())
    old = any(unit.contact and unit.contact.standing == "historical" for unit in plan.units.values())
    notes = ["no_contacts"] * (not some) + ["historical_note"] * old
    blocks: list[Block] = [
        *(Line(words(voice.word(key)), "notice") for key in notes),
        unit_table(voice),
    ]
    if plan.groups:
        blocks += [Section(voice.word("groups"), depth=2, anchor="groups"), group_table(voice)]
    return section(voice.word("units"), tuple(blocks), anchor="units")


def unit_table(voice: Voice) -> Table:
    """Give the units, with their contacts where any is given."""
    known = voice.compiled.plan.units.values()
    contact = ("contact",) if any(unit.contact for unit in known) else ()
    rows = []
    for unit in voice.wanted(known):
        *cells, cited = _unit(unit, voice)
        numbers = (tuple(_contact(unit.contact, voice)),) if contact else ()
        rows.append(TableRow((*cells, *numbers, cited), _tasks(unit, voice), anchor=f"unit-{unit.id}"))
    return voice.table("units", ("unit", "role", "head", *contact, "clause"), rows)


def group_table(voice: Voice) -> Table:
    """Give the work groups."""
    rows = [
        TableRow(_group(group, voice), _tasks(group, voice), anchor=f"group-{group.id}")
        for group in voice.wanted(voice.compiled.plan.groups.values())
    ]
    return voice.table("groups", ("group", "members", "when", "clause"), rows)


def _tasks(unit: Unit | Group, voice: Voice) -> Lines:
    """Give the tasks that stand under no clause: in a short telling all of them."""
    told = [task for task in unit.tasks if voice.brief or not (task.clause or unit.clause)]
    gap = "· " if voice.brief else ""
    return tuple(
        words(gap + voice.say(task) + bracket(voice.cited(task.clause, str(unit.id)), voice.lang))
        for task in told
    )


def _unit(unit: Unit, voice: Voice) -> Cells:
    owed = [m for m in voice.compiled.measures if unit.id in m.entry.owners]
    name = (
        words(voice.say(unit), "strong"),
        (*words(str(unit.id), "code"), *voice.marks(unit.id, sign="brief")),
        words(voice.word("owes", n=len(owed)), anchor=f"owes-{unit.id}") if owed else (),
    )
    notes = [text.say(voice.lang) for text in (unit.head, unit.note) if text]
    notes += [voice.word("each_owes")] if unit.each else []
    notes += [voice.word("heads", unit=voice.plain(voice.unit(unit.heads)))] if unit.heads else []
    return (
        tuple(line for line in name if line),
        (words(ROLE[unit.role].say(voice.lang)),),
        tuple(words(text) for text in notes),
        (voice.cites(unit.clause, unit.id),),
    )


def _contact(contact: Contact | None, voice: Voice) -> Iterator[Words]:
    if contact is None:
        return
    yield from (words(number) for number in contact.phone)
    yield from (words(voice.word("contact_fax", number=number)) for number in contact.fax)
    if contact.standing == "historical":
        key = "historical" if contact.as_of else "historical_undated"
        yield words(voice.word(key, as_of=contact.as_of), "alarm")
    elif contact.as_of:
        yield words(voice.word("as_of", as_of=contact.as_of), "dim")
    if contact.note:
        yield words(contact.note.say(voice.lang))
    if contact.clause and not voice.brief:
        yield voice.cites(contact.clause)


def _group(group: Group, voice: Voice) -> Cells:
    gap = COLON[voice.lang]
    lead = (*words(voice.word("leads") + gap), *voice.unit(group.lead)) if group.lead else ()
    note = words(group.note.say(voice.lang)) if group.note else ()
    members = (voice.units(group.units), lead, note)
    return (
        (
            words(voice.say(group), "strong"),
            (*words(str(group.id), "code"), *voice.marks(group.id, sign="brief")),
        ),
        tuple(line for line in members if line),
        (voice.formula(group.when) if group.when else (),),
        (voice.cites(group.clause, group.id),),
    )


def reports(voice: Voice) -> Chapter:
    """Give the reports: who makes each, what sends it, to whom."""
    rows = []
    for report in voice.compiled.plan.reports.values():
        carriers = [found.entry for found in voice.compiled.measures if found.entry.report == report.id]
        to = voice.units(dict.fromkeys(name for entry in carriers for name in entry.to))
        name = words(voice.say(report), anchor=f"report-{report.id}")
        sent = tuple(words(voice.say(entry), anchor=f"entry-{entry.id}") for entry in carriers)
        by = voice.unit(report.by) if report.by else ()
        rows.append(TableRow(((name,), (by,), (to,), sent, (voice.cites(report.clause, report.id),))))
    grid = voice.table("reports", ("report", "reported_by", "to", "carried_by", "clause"), rows)
    return section(voice.word("reports"), (grid,) if rows else (), anchor="reports")


def facts(voice: Voice) -> Chapter:
    """Give every name a formula can use: facts, computed numbers, events and parts of the year."""
    plan = voice.compiled.plan
    blocks: list[Block] = [Line(voice.word("facts_note"), "dim"), fact_table(voice)]
    if plan.units_of_measure:
        blocks += [
            Section(voice.word("units_of_measure"), depth=2, anchor="units-of-measure"),
            measure_unit_table(voice),
        ]
    if plan.derived:
        blocks += [Section(voice.word("derived_facts"), depth=2, anchor="computed"), derived_table(voice)]
    if plan.conditions:
        blocks += [
            Section(voice.word("named_conditions"), depth=2, anchor="conditions"),
            condition_table(voice),
        ]
    if plan.constraints:
        blocks += [Section(voice.word("constraints"), depth=2, anchor="constraints"), constraint_table(voice)]
    if plan.events or plan.windows:
        blocks += [Section(voice.word("events_windows"), depth=2, anchor="events"), event_table(voice)]
    return section(voice.word("facts"), blocks, anchor="facts")


def fact_table(voice: Voice) -> Table:
    """Give the facts, with what uses each."""
    used = _users(voice)
    rows = [
        TableRow(_fact(fact, used, voice), anchor=f"fact-{fact.id}")
        for fact in voice.wanted(voice.compiled.facts.values())
    ]
    return voice.table("facts", ("name", "type", "ask", "used_by", "clause"), rows)


def derived_table(voice: Voice) -> Table:
    """Give the computed numbers, with how each is computed and what uses it."""
    rows = _derived(_users(voice), voice)
    return voice.table("computed", ("name", "computed", "used_by", "clause"), rows)


def condition_table(voice: Voice) -> Table:
    """Give the named conditions, with what each means and what uses it."""
    return voice.table(
        "conditions", ("name", "holds_if", "used_by", "clause"), _conditions(_users(voice), voice)
    )


def constraint_table(voice: Voice) -> Table:
    """Give what holds of the facts of every incident."""
    return voice.table("constraints", ("name", "holds", "clause"), _constraints(voice))


def scale_tables(voice: Voice) -> list[Table]:
    """Give the plan's own scales, each gravest first, with what lies below that of incidents; nothing for none."""
    compiled, plan = voice.compiled, voice.compiled.plan
    tables = []
    if plan.level_scale or plan.below:
        rows = [*_grades(compiled.levels, plan.level_scale, voice), *_below(voice)]
        tables.append(_scale_table("incident_levels", rows, voice))
    if plan.response_scale:
        rows = list(_grades(compiled.response_levels, plan.response_scale, voice))
        tables.append(_scale_table("response_levels", rows, voice))
    return [table for table in tables if table.rows]


def _scale_table(name: str, rows: list[TableRow], voice: Voice) -> Table:
    return voice.table(name, ("name", "meaning", "clause"), rows, voice.word(name))


def _grades(scale: LevelScale, grades: Sequence[Grade], voice: Voice) -> Iterator[TableRow]:
    declared = {str(grade.id): grade for grade in grades}
    for level in reversed(scale[1:]):
        grade = declared.get(level.name)
        if voice.clause is None or (grade is not None and voice.wanted([grade])):
            said = words(level_words(level, voice.lang), level_style(level))
            cited = voice.cites(grade.clause if grade else None, level.name)
            yield TableRow(((words(level.name, "code"),), (said,), (cited,)), anchor=f"level-{level.name}")


def _below(voice: Voice) -> Iterator[TableRow]:
    below, covered = voice.compiled.plan.below, voice.compiled.below
    for entry in voice.wanted([below] if below is not None else []):
        said = [words(level_words(voice.compiled.levels.none, voice.lang))]
        if entry.covers == NOTHING:
            said.append(words(voice.word("covers_nothing")))
        if covered is not None:
            cases = covered.words(voice.lang)
            everything = entry.covers == EVERYTHING_ELSE
            said.append(words(voice.word("covers_else") if everything else voice.word("covers", cases=cases)))
        cells = ((words("none", "code"),), tuple(said), (voice.cites(entry.clause),))
        yield TableRow(cells, anchor="level-below")


def event_table(voice: Voice) -> Table:
    """Give the plan's own events and parts of the year."""
    return voice.table("events", ("name", "meaning", "clause"), _events(voice))


def _users(voice: Voice) -> dict[str, Words]:
    """Give by name of a fact or computed number what uses it: entries, readings, gates, formulas, reports."""
    used: dict[str, dict[Words, None]] = {}
    for said, names in _uses(voice):
        for name in names:
            used.setdefault(str(name), {})[said] = None
    return {name: voice.listed(users) for name, users in used.items()}


def _uses(voice: Voice) -> Iterator[tuple[Words, Iterable[str]]]:
    compiled = voice.compiled
    for rule in compiled.rules:
        yield voice.id(rule.id), (*_named(rule.condition), *rule.starts)
    for reading in compiled.interpretations:
        yield voice.id(reading.id), _starts_otherwise(reading)
        instead = (found for other in reading.alternatives for found in other.conditions.values())
        for condition in (*instead, *(limit for _, limit in reading.explains)):
            if condition is not None:
                yield voice.id(reading.id), _named(condition)
    for name, formula in compiled.formulas.items():
        yield voice.id(name), (*formula.uses.seen, *formula.names)
    for name, condition in (*compiled.conditions.items(), *compiled.guards.items()):
        yield voice.id(name), _named(condition)
    for name, condition in compiled.constraints.items():
        yield voice.id(name), _named(condition)
    if compiled.below is not None:
        yield words(voice.word("below"), anchor="level-below"), _named(compiled.below)
    for report in compiled.plan.reports.values():
        yield voice.id(report.id), [item.fact for item in report.contents if item.fact]


def _starts_otherwise(reading: InterpretationRule) -> Iterator[str]:
    """Give what limits would count from by the rejected readings of an interpretation."""
    for other in reading.alternatives:
        for rule in other.limits.values():
            yield from rule.starts


def _named(condition: Condition) -> Iterable[str]:
    return (*condition.seen, *condition.names)


def _fact(fact: Fact, used: dict[str, Words], voice: Voice) -> Cells:
    asked = [text.say(voice.lang) for text in (fact.ask, fact.note) if text]
    return (
        (
            words(fact.label.say(voice.lang), "strong"),
            (*words(str(fact.id), "code"), *voice.marks(fact.id, sign="brief")),
        ),
        tuple(_type(fact, voice)),
        tuple(words(text) for text in asked),
        (used.get(str(fact.id), ()),),
        (voice.cites(fact.clause, fact.id),),
    )


def _type(fact: Fact, voice: Voice) -> Iterator[Words]:
    lang, unit, domain = voice.lang, unit_of(fact), domain_of(fact)
    counted = bracket(voice.word("counted_in", unit=unit.shown(lang)), lang) if unit else ""
    yield words(type_words(fact).say(lang) + counted)
    if fact.choices:
        yield from (
            (*words(str(key), "code"), *words(f" {text.say(lang)}")) for key, text in fact.choices.items()
        )
    if fact.min is not None and domain.low is not None:
        yield words(voice.word("at_least", value=show_plain(domain.low, fact, lang)))
    if fact.max is not None and domain.high is not None:
        yield words(voice.word("at_most", value=show_plain(domain.high, fact, lang)))
    if fact.worse and fact.choices:
        yield words(voice.word(f"listed_{fact.worse}"))
    if fact.worse and is_numeric(fact):
        yield words(voice.word(f"worse_{fact.worse}"))
    if fact.falls:
        yield words(voice.word("may_fall"))
    counts = voice.compiled.change_counts.get(fact.id)
    if counts is not None:
        yield words(voice.word("changes_that_count", condition=counts.words(lang)))
    if fact.judgement and fact.by:
        yield words(voice.word("judged_by", unit=voice.plain(voice.unit(fact.by))))


def _derived(used: dict[str, Words], voice: Voice) -> Iterator[TableRow]:
    for entry in voice.wanted(voice.compiled.plan.derived.values()):
        meaning = computed_words(str(entry.id), voice)
        shown = (words(voice.word("shown_in_answers")),) if entry.show else ()
        yield _defined(entry, meaning, entry.formula, used, voice, shown)


def _conditions(used: dict[str, Words], voice: Voice) -> Iterator[TableRow]:
    for entry in voice.wanted(voice.compiled.plan.conditions.values()):
        yield _defined(entry, voice.compiled.conditions[entry.id].words(voice.lang), entry.when, used, voice)


def _constraints(voice: Voice) -> Iterator[TableRow]:
    for entry in voice.wanted(voice.compiled.plan.constraints):
        condition = voice.compiled.constraints[str(entry.id)]
        said = (
            words(condition.words(voice.lang)),
            () if voice.brief else voice.formula(entry.holds),
            words(entry.note.say(voice.lang)) if entry.note else (),
        )
        name = (*words(str(entry.id), "code"), *voice.marks(entry.id, sign="brief"))
        cells = (
            (words(voice.say(entry), "strong"), name),
            tuple(line for line in said if line),
            (voice.cites(entry.clause, entry.id),),
        )
        yield TableRow(cells, anchor=f"fact-{entry.id}")


def _defined(
    entry: Derived | NamedCondition,
    meaning: str,
    text: str,
    used: dict[str, Words],
    voice: Voice,
    more: Lines = (),
) -> TableRow:
    """Give the row of a name that stands for a formula or condition."""
    said = (
        words(meaning),
        () if voice.brief else voice.formula(text),
        *more,
        words(entry.note.say(voice.lang)) if entry.note else (),
    )
    name = (*words(str(entry.id), "code"), *voice.marks(entry.id, entry.standing, sign="brief"))
    cells = (
        (words(entry.label.say(voice.lang), "strong"), name),
        tuple(line for line in said if line),
        (used.get(str(entry.id), ()),),
        (voice.cites(entry.clause, entry.id),),
    )
    return TableRow(cells, anchor=f"fact-{entry.id}")


def _events(voice: Voice) -> Iterator[TableRow]:
    plan = voice.compiled.plan
    for event in voice.wanted(plan.events.values()):
        name = (*words(str(event.id), "code"), *voice.marks(event.id, sign="brief"))
        yield TableRow(
            (
                (name,),
                (words(voice.say(event)), *_event(event, voice)),
                (voice.cites(event.clause, event.id),),
            ),
            anchor=f"fact-{event.id}",
        )
    for window in voice.wanted(plan.windows.values()):
        name = (*words(str(window.id), "code"), *voice.marks(window.id, sign="brief"))
        said = [words(f"{voice.say(window)} {window.from_} – {window.to}")]
        if window.note:
            said.append(words(window.note.say(voice.lang)))
        yield TableRow(
            ((name,), tuple(said), (voice.cites(window.clause, window.id),)), anchor=f"fact-{window.id}"
        )
    if voice.brief:
        return
    names = [f"{event.id} {voice.say(event)}" for event in LIFECYCLE.values()]
    listed = voice.listed(words(name) for name in names)
    yield TableRow(((words(voice.word("lifecycle"), "dim"),), (listed,), ()))


def _event(event: Event, voice: Voice) -> Iterator[Words]:
    """Give what an event is besides its name: another name, a change, an act, until when it holds, what it renews."""
    if event.same_as:
        yield words(voice.word("same_event", event=voice.moment(event.same_as)))
    if event.changes_of:
        changed = voice.plain(voice.listed(voice.fact(name) for name in event.changes_of))
        yield words(voice.word("change_of", facts=changed))
    if event.act is not None:
        done = voice.plain(voice.listed(voice.duty(name) for name in event.act.of))
        by = joined([CHANNEL[name].say(voice.lang) for name in event.act.channel], voice.lang)
        yield words(voice.word("act_of_by" if by else "act_of", duties=done, channels=by))
    if event.until:
        yield words(voice.word("holds_until", event=voice.moment(event.until)))
    if event.begins_again:
        yield words(voice.word("begins_again"))


def measure_unit_table(voice: Voice) -> Table:
    """Give the units of measure of the plan's own: what each is called, and how much it is."""
    rows = [
        TableRow(_measure_unit(unit, voice), anchor=f"measure-{slug(str(unit.id))}")
        for unit in voice.wanted(voice.compiled.plan.units_of_measure.values())
    ]
    return voice.table("measures", ("name", "meaning", "clause"), rows)


def _measure_unit(unit: MeasureUnit, voice: Voice) -> Cells:
    called = unit.zh if voice.lang == "zh" else unit.en
    more = [str(name) for name in (*([unit.plural] if unit.plural else []), *unit.also)]
    if unit.dimension == "count":
        much = voice.word("counted_noun")
    elif unit.exact == 1:
        much = voice.word("base_unit")
    else:
        much = voice.word("so_many", factor=unit.factor)
    said = [
        words(str(called or unit.id)),
        words(voice.word("called_too", names=joined(more, voice.lang))) if more else (),
        words(much + bracket(str(unit.dimension), voice.lang)),
    ]
    name = words(str(unit.id), "code")
    return ((name,), tuple(line for line in said if line), (voice.cites(unit.clause),))


def supervision(voice: Voice) -> Chapter:
    """Give by what items under supervision are set up, followed, graded and cleared."""
    rules = voice.compiled.plan.supervision
    if rules is None:
        return ()
    roles = [
        (*words(str(role) + COLON[voice.lang], "code"), *voice.unit(unit))
        for role, unit in rules.roles.items()
    ]
    happening = ("opened", "returned", "extended", "cleared")
    rows = (
        *voice.row("roles", *roles),
        *(
            row
            for key in happening
            if getattr(rules, key)
            for row in voice.row(key, voice.moments([getattr(rules, key)]))
        ),
        *voice.row("board", voice.fact(rules.board) if rules.board else ()),
        *voice.row("feedback", voice.listed(map(voice.duty, rules.feedback))),
        *voice.row("put_right", voice.listed(map(voice.duty, rules.put_right))),
        *voice.row("grades", *_grading(rules, voice)),
        *voice.row("graded", voice.fact(rules.graded) if rules.graded else ()),
        *voice.row("closing", voice.duty(rules.closing) if rules.closing else ()),
        *_more_time(rules, voice),
        *_consent(rules, voice),
        *voice.row("clause", voice.cites(rules.clause)),
    )
    return section(voice.word("supervision"), (Particulars(rows),), anchor="supervision")


def _grading(rules: Supervision, voice: Voice) -> Iterator[Words]:
    yield voice.listed(words(voice.say(mark)) for mark in rules.grades)
    passing = [voice.say(mark) for mark in rules.grades if mark.id == rules.passing]
    yield words(voice.word("passing", grade=passing[0])) if passing else ()


def _more_time(rules: Supervision, voice: Voice) -> tuple[Labelled, ...]:
    asked = rules.more_time
    if asked is None:
        return ()
    says = [
        words(
            voice.word(
                "more_time_for", duty=voice.plain(voice.duty(duty)), flag=voice.plain(voice.fact(flag))
            )
        )
        for duty, flag in asked.says.items()
    ]
    return voice.row("more_time", voice.moments([asked.event]), *says, voice.cites(asked.clause))


def _consent(rules: Supervision, voice: Voice) -> tuple[Labelled, ...]:
    consent = rules.consent
    if consent is None:
        return ()
    said = voice.word(
        "consent_by", agreed=voice.moment(consent.agreed), talks=voice.plain(voice.fact(consent.talks))
    )
    if consent.otherwise:
        said += voice.word("consent_otherwise", otherwise=voice.moment(consent.otherwise))
    return voice.row("consent", words(said), voice.cites(consent.clause))


def criteria(voice: Voice) -> Chapter:
    """Give the index of criteria, gravest level first."""
    rows: list[TableRow] = []
    gravity = None
    for found in voice.compiled.criteria:
        if found.gravity != gravity:
            gravity = found.gravity
            rows.append(
                TableRow(((words(level_words(gravity, voice.lang), level_style(gravity)),),), spans=True)
            )
        entry = found.entry
        name = (*voice.id(entry.id), *voice.marks(entry.id, entry.standing, sign="brief"))
        rule = words(found.condition.words(voice.lang))
        rows.append(TableRow(((name,), (rule,), (voice.cites(entry.clause, entry.id),))))
    grid = voice.table("criteria", ("id", "rule", "clause"), rows)
    return section(voice.word("index_criteria"), (grid,) if rows else (), anchor="criteria")


def readings(voice: Voice) -> Chapter:
    """Give the index of readings, with what kind each is."""
    rows = tuple(
        TableRow(
            (
                (words(entry.question.say(voice.lang), anchor=f"reading-{entry.id}"),),
                (words(READING_KIND[entry.kind].say(voice.lang), "alarm" if entry.kind == "open" else ""),),
                (voice.cites(entry.clause, entry.id),),
            )
        )
        for entry in voice.compiled.plan.interpretations
    )
    grid = voice.table("readings", ("question", "type", "clause"), rows)
    return section(voice.word("index_readings"), (grid,) if rows else (), anchor="readings")


def drafts(voice: Voice) -> Chapter:
    """Give every entry that no source confirms, with where it comes from."""
    rows = tuple(TableRow(_draft(entry, voice)) for entry in drafts_of(voice))
    grid = voice.table("drafts", ("entry", "source", "clause"), rows)
    return section(voice.word("drafts"), (grid,) if rows else (), anchor="drafts")


def drafts_of(voice: Voice) -> Iterator[Any]:
    """Go through every entry that no source confirms."""
    plan = voice.compiled.plan
    for _, _, entry in plan.entries():
        if getattr(entry, "standing", "") == "draft" and hasattr(entry, "id"):
            yield entry


def _draft(entry: Any, voice: Voice) -> Cells:  # noqa: ANN401 - entries of every kind that can be a draft
    anchor = voice.gathered.anchors[str(entry.id)]
    said = getattr(entry, "label", None)
    name = said.say(voice.lang) if said else voice.say(entry) or str(entry.id)
    source = getattr(entry, "source", None) or entry.note
    return (
        (words(name, anchor=anchor), words(str(entry.id), "code")),
        (words(source.say(voice.lang)) if source else (),),
        (voice.cites(entry.clause, entry.id),),
    )
