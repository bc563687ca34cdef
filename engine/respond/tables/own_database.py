"""The SQL of a plan for a database of the user's own: one statement, in the dialect of that database."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from respond._records import frozen
from respond.errors import CoverageError, InputError, fault, nearest
from respond.facts import Fact, FactType, unit_of
from respond.plan import Library, PlanRef
from respond.tables.cells import PLACES, Heading
from respond.tables.grading import COLUMN_TYPES, Grading, Ruled, grading_of
from respond.tables.writing import Writer, sqlglot

DIALECTS: Final = ("duckdb", "postgres", "spark")
"""The dialects whose decimals are exact and whose overflow is an error."""

DAY: Final = "occurred"
TABLE: Final = "incidents"
_ADDED: Final = ("respond_level", "respond_criteria", "respond_excluded")
_ONE_DAY: Final = timedelta(days=1)


@frozen
class Bound:
    """Days on which one edition binds with all it adopts then; None where it goes on."""

    first: date
    last: date | None
    grading: Grading


def statement(plan: str, library: Library, dialect: str) -> str:
    """Write the statement that adds level, criteria and exclusions to a table `incidents` of exact numbers.

    Its columns are named after the facts and hold numbers in the units of the plan, flags as booleans, choices by their
    keys; the day of a row is in `occurred`, unless the plan is named with its edition. What it adds is called as in a
    table that is graded here: `respond_level`, `respond_criteria`, `respond_excluded`. A row that cannot be graded has
    no level (NULL). Raises InputError (E754, E756, E760, E773, E774), MissingExtraError (E772).
    """
    if dialect not in DIALECTS:
        known = ", ".join(DIALECTS)
        raise InputError([fault("E774", suggestion=nearest(dialect, DIALECTS), found=dialect, known=known)])
    exp = sqlglot()
    ref = library.find(plan)
    whole = Bound(date.min, None, grading_of(library.prepared(ref))) if "@" in plan else None
    bound = [whole] if whole is not None else list(_bound(library, ref))
    columns = [_written(name, bound) for name in _ADDED]
    select = exp.select(exp.Star(), *columns).from_(exp.to_table(TABLE))
    lines = [f"-- {line}" for line in _head(ref, bound, dated="@" not in plan)]
    return "\n".join([*lines, select.sql(dialect, pretty=True)]) + ";\n"


def _bound(library: Library, ref: PlanRef) -> Iterator[Bound]:
    """Give every edition with the days on which it binds, once for each set of editions it adopts."""
    plans = {ref.id}
    for shelved in library.editions(ref.id):
        plans |= {source.id for source in library.prepared(shelved.ref).composed.sources}
    changes = sorted({each.in_force.from_ for plan in plans for each in library.editions(plan)})
    ends = [each.in_force.to for each in library.editions(ref.id) if each.in_force.to is not None]
    changes = sorted({*changes, *(end + _ONE_DAY for end in ends)})
    for first, following in zip(changes, [*changes[1:], None], strict=True):
        try:
            found = library.find(ref.id, first)
        except CoverageError:
            continue
        last = None if following is None else following - _ONE_DAY
        yield Bound(first, last, grading_of(library.prepared(found, first)))


def _written(name: str, bound: list[Bound]) -> Any:  # noqa: ANN401 - an expression
    exp = sqlglot()
    day = exp.cast(exp.column(DAY, quoted=True), "DATE")
    if len(bound) == 1 and bound[0].first == date.min:
        return exp.alias_(_one(name, bound[0].grading), name)
    case = exp.Case()
    for each in bound:
        within = exp.GTE(this=day.copy(), expression=_literal(each.first))
        if each.last is not None:
            within = exp.and_(within, exp.LTE(this=day.copy(), expression=_literal(each.last)))
        case = case.when(within, _one(name, each.grading))
    return exp.alias_(case, name)


def _literal(day: date) -> Any:  # noqa: ANN401 - an expression
    return sqlglot().cast(sqlglot().Literal.string(day.isoformat()), "DATE")


def _one(name: str, grading: Grading) -> Any:  # noqa: ANN401 - an expression
    columns = {
        name: Heading(name, fact).held(name)
        for name, fact in grading.plan.facts.items()
        if fact.type in COLUMN_TYPES
    }
    writer = Writer(grading, columns, widened=True)
    if name == "respond_level":
        return writer.level(writer.beyond())
    if name == "respond_criteria":
        return writer.met((each.id, each.form) for each in grading.criteria)
    return writer.met((each.id, each.form) for each in _sayable(grading))


def _sayable(grading: Grading) -> list[Ruled]:
    """Give the exclusions that columns can tell."""
    facts = grading.plan.facts
    return [
        each
        for each in grading.exclusions
        if all(facts[name].type in COLUMN_TYPES for name in each.condition.names)
    ]


def _head(ref: PlanRef, bound: list[Bound], *, dated: bool) -> Iterator[str]:
    """Say in comments what the columns must hold."""
    names = ", ".join(dict.fromkeys(str(each.grading.ref) for each in bound)) if dated else str(ref)
    yield f"{names}; numbers are DECIMAL with at most {PLACES} places or whole, never floating"
    facts = {name: fact for each in bound for name, fact in each.grading.facts.items()}
    for name, fact in facts.items():
        yield f"{name}: {_held(fact)}"
    if dated:
        yield f"{DAY}: the day it occurred, a date"
    beside = {
        name: each.grading.plan.facts[name]
        for each in bound
        for rule in _sayable(each.grading)
        for name in sorted(rule.condition.names)
        if name not in facts
    }
    for name, fact in beside.items():
        yield f"{name}: {_held(fact)}; for respond_excluded alone, and may be NULL"
    for each in bound:
        for rule in each.grading.exclusions:
            if rule not in _sayable(each.grading):
                yield f"{each.grading.ref} also excludes {rule.id}, which no column can tell"


def _held(fact: Fact) -> str:
    unit = unit_of(fact)
    if fact.type is FactType.CHOICE:
        return f"one of {', '.join(map(str, fact.choices))}"
    if fact.type is FactType.FLAG:
        return "true or false"
    if fact.type is FactType.COUNT:
        return "whole number"
    return f"in {unit.symbol}" if unit is not None else "number"
