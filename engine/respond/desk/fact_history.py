"""Every fact an incident's plans ask for: what is told of it now, and all that was ever told of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal

from respond._records import frozen
from respond.clock import local
from respond.desk.inquiry import Kind, form_of, kind_of
from respond.desk.reading import Kept, kept
from respond.desk.telling import fates_of, steps_of
from respond.desk.unsettled import Outdated, outdated
from respond.errors import LANGUAGES, Text
from respond.facts import UNKNOWN, Fact, Observation, Standing, show_value
from respond.log import Entry
from respond.plan import Library
from respond.situation import Placed, body_words
from respond.store import Row, Store


@frozen
class ToldValue:
    """A value as it was told once: since when it held (`as_of`), since when we know it, and what became of it."""

    entry: str | None
    """What `respond correct` calls it; null for a correction."""
    number: int
    """The number of the entry that told it."""
    shown: Text
    known: bool
    """Whether it says more than that the value is not known."""
    standing: Standing
    source: Text | None
    judged_by: Text | None
    as_of: datetime | None
    known_at: datetime
    recorded: datetime
    entered_by: str
    corrects: str | None
    """The name of what it puts right."""
    corrected_by: int | None
    """The number of the last entry that put it right."""
    withdrawn: bool
    """Whether that entry says it never was."""
    older: bool
    """Whether it is of an earlier moment than a value told before it says of itself, and so not the value in force."""


@frozen
class ToldFact:
    """A fact, what an answer looks like, the value in force, and everything told of it, the earliest first."""

    fact: str
    label: Text
    ask: Text
    clause: str | None
    type: Kind
    unit: str | None
    choices: tuple[str, ...]
    judgement: bool
    """Whether only a named office can answer."""
    form: Text
    value: ToldValue | None
    outdated: Outdated | None
    """Where a value of a later moment was told before this one, and stands."""
    history: tuple[ToldValue, ...]


@frozen
class FactList:
    """The facts of an incident at a moment, those that were told first."""

    store: str
    incident: str
    title: Text
    now: datetime
    facts: tuple[ToldFact, ...]

    @property
    def schema(self) -> Annotated[Literal["facts/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "facts/1"


def facts_told(store: Store, library: Library, incident: str, *, now: datetime) -> FactList:
    """Give every fact of an incident with all that was told of it; raises InputError (E845) and CoverageError."""
    one = kept(store, library, incident, now=now)
    return FactList(store.called, one.id, one.situation.title, one.now, facts_of(one))


def facts_of(one: Kept) -> tuple[ToldFact, ...]:
    """Give every fact of an incident that was read, those that were told first, else as the plans list them."""
    told: dict[str, list[tuple[Observation, ToldValue]]] = {}
    for seen, value in _values(one):
        told.setdefault(seen.fact, []).append((seen, value))
    late = {each.fact: each for each in outdated(one)}
    found = [
        _fact(fact, name, told.get(name, []), one, late.get(name)) for name, fact in one.log.facts.items()
    ]
    return tuple(sorted(found, key=lambda each: not each.history))


def _fact(
    fact: Fact, name: str, told: list[tuple[Observation, ToldValue]], one: Kept, late: Outdated | None
) -> ToldFact:
    by = one.log.steps(one.now)[-1].telling.get(name)
    standing = [
        value for _, value in told if value.corrected_by is None and by in {value.entry, value.corrects}
    ]
    return ToldFact(
        fact=name,
        label=fact.label,
        ask=fact.ask or fact.label,
        clause=None if fact.clause is None else str(fact.clause),
        type=kind_of(fact),
        unit=fact.unit,
        choices=tuple(fact.choices),
        judgement=fact.judgement,
        form=form_of(fact),
        value=standing[-1] if standing else None,
        outdated=late,
        history=tuple(value for _, value in told),
    )


def _values(one: Kept) -> Iterator[tuple[Observation, ToldValue]]:
    rows = {step: row for row, step in steps_of(one.rows) if step is not None}
    fates = fates_of(one.log.entries, {step: row.number for step, row in rows.items()})
    older = one.log.older(one.now)
    for entry in one.log.entries:
        if isinstance(entry.content, Observation):
            old = (entry.corrects or entry.id) in older
            yield entry.content, _value(entry, entry.content, rows[entry.step], fates, one, older=old)


def _value(
    entry: Entry, seen: Observation, row: Row, fates: dict[str, tuple[int, bool]], one: Kept, *, older: bool
) -> ToldValue:
    number, withdrawn = fates.get(entry.id, (None, False))
    fact, tz = one.log.facts[seen.fact], one.situation.tz
    return ToldValue(
        entry=None if entry.corrects is not None else entry.id,
        number=row.number,
        shown=Text(*(show_value(seen.value, fact, lang) for lang in LANGUAGES)),
        known=seen.value is not UNKNOWN,
        standing=seen.standing,
        source=one.source(seen),
        judged_by=None if seen.by is None else _named(seen.by, one),
        as_of=None if seen.as_of is None else local(seen.as_of, tz),
        known_at=local(entry.known, tz),
        recorded=local(row.recorded_at, tz),
        entered_by=row.by,
        corrects=entry.corrects,
        corrected_by=number,
        withdrawn=withdrawn,
        older=older,
    )


def _named(unit: str, one: Kept) -> Text:
    return body_words(unit, one.bodies)
