"""Conditions in the solver's own terms, exactly: whole numbers, rationals, flags, choices, days of the year."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from importlib import import_module
from operator import eq, ge, gt, le, lt
from typing import Any, Final
from zoneinfo import ZoneInfo

from respond.clock import SHANGHAI
from respond.errors import MissingExtraError, fault
from respond.facts import Between, Exactly, Number, Plain, choices_within
from respond.language import DAY, MOMENT
from respond.reason import (
    AllOf,
    AnyOf,
    Atom,
    ChoiceAtom,
    Condition,
    Fixed,
    FlagAtom,
    Form,
    ManyOf,
    Opposite,
    SeasonAtom,
    SumAtom,
    Values,
    Variable,
    event_of,
    midnight,
    number_of,
    value_of,
)

YEARS: Final = range(1950, 2100)
"""The years whose days and instants are searched; yearly windows are laid out for each of them."""

_COMPARE: Final[Mapping[str, Callable[[Any, Any], Any]]] = {">=": ge, ">": gt, "==": eq, "<=": le, "<": lt}

Expr = Any
"""A term or formula of the solver."""


class Space:
    """The things a proof is about, by name, and where each can lie; `point` gives copies of them.

    What is asked how long ago it was has happened (`happened`), and what happens does so on the `days` given. What is
    `given` to hold does so at every point.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("vaccine-quality"))
    >>> space = Space(variables_of(criterion.condition for criterion in plan.criteria))
    >>> str(space.point().of("deaths"))
    'deaths'
    """

    def __init__(
        self,
        variables: Mapping[str, Variable],
        days: tuple[date, date | None] | None = None,
        zone: ZoneInfo = SHANGHAI,
        given: Iterable[Condition] = (),
    ) -> None:
        self.z3 = _solver()
        self.context = self.z3.Context()
        self.variables = dict(variables)
        self.days = days
        self.zone = zone
        self.given = tuple(given)
        self.happened = happened_in(self.variables)
        self.yes = self.z3.BoolVal(val=True, ctx=self.context)
        self.no = self.z3.BoolVal(val=False, ctx=self.context)

    def point(self, mark: str = "", base: "Point | None" = None, own: Iterable[str] | None = None) -> "Point":
        """Give one incident in all its possibilities; names not in `own` are those of `base`."""
        return Point(self, mark, base, frozenset(self.variables if own is None else own))

    def every(self, parts: Iterable[Expr]) -> Expr:
        """Give the conjunction."""
        return self._joined(self.z3.Z3_mk_and, [self.yes, *parts])

    def some(self, parts: Iterable[Expr]) -> Expr:
        """Give the disjunction."""
        return self._joined(self.z3.Z3_mk_or, [self.no, *parts])

    def _joined(self, make: Callable[..., Any], parts: list[Expr]) -> Expr:
        # the solver's own And and Or look at every part several times
        terms = (self.z3.Ast * len(parts))(*(part.as_ast() for part in parts))
        return self.z3.BoolRef(make(self.context.ref(), len(parts), terms), self.context)

    def number(self, number: Number, *, integer: bool) -> Expr:
        """Give a number, as a whole one or as a rational."""
        if integer:
            return self.z3.IntVal(int(number), self.context)
        return self.z3.RealVal(str(Fraction(number)), self.context)


def _solver() -> Any:  # noqa: ANN401 - the solver has no types
    """Import the solver, here and nowhere else; raises `MissingExtraError` (E670) without the extra `prove`."""
    try:
        return import_module("z3")
    except ImportError as error:
        raise MissingExtraError([fault("E670", found=error)]) from error


def variables_of(conditions: Iterable[Condition]) -> dict[str, Variable]:
    """Give what some conditions depend on, by name."""
    return {name: variable for condition in conditions for name, variable in condition.variables.items()}


class Point:
    """One incident as unknowns of the solver."""

    def __init__(self, space: Space, mark: str, base: "Point | None", own: frozenset[str]) -> None:
        self.space = space
        self.mark = mark
        self.base = base
        self.own = own
        self._terms: dict[str, Expr] = {}
        self._forms: dict[Form, Expr] = {}

    def of(self, name: str) -> Expr:
        """Give the unknown a name stands for."""
        if self.base is not None and name not in self.own:
            return self.base.of(name)
        if name not in self._terms:
            self._terms[name] = self._new(self.space.variables[name])
        return self._terms[name]

    def _new(self, variable: Variable) -> Expr:
        make, label = self.space.z3, f"{variable.name}{self.mark}"
        if is_flag(variable):
            return make.Bool(label, self.space.context)
        if variable.choices or variable.integer or variable.dimension in {DAY, MOMENT}:
            return make.Int(label, self.space.context)
        return make.Real(label, self.space.context)

    def domain(self) -> list[Expr]:
        """Say where the unknowns of this point can lie."""
        return [*(bound for name in self.own for bound in self.bounds(name)), *self.given(self.own)]

    def given(self, names: Collection[str]) -> list[Expr]:
        """Say what is given to hold of some unknowns."""
        return [self.holds(each) for each in self.space.given if not each.normal.form.names.isdisjoint(names)]

    def bounds(self, name: str) -> Iterator[Expr]:
        """Say where one unknown can lie."""
        variable = self.space.variables[name]
        if is_flag(variable):
            if name in self.space.happened:
                yield self.of(name)
            return
        term = self.of(variable.name)
        low, high = limits(variable)
        if event_of(name) is not None and self.space.days is not None:
            first, last = self.space.days
            low = number_of(midnight(first, self.space.zone))
            high = (
                high if last is None else number_of(midnight(last + timedelta(days=1), self.space.zone)) - 1
            )
        if low is not None:
            yield term >= self.space.number(low, integer=term.is_int())
        if high is not None:
            yield term <= self.space.number(high, integer=term.is_int())

    def holds(self, condition: Condition | Form) -> Expr:
        """Give the formula that a condition holds here."""
        form = condition.normal.form if isinstance(condition, Condition) else condition
        if self.base is not None and self.own.isdisjoint(form.names):
            return self.base.holds(form)
        if form not in self._forms:
            self._forms[form] = self._form(form)
        return self._forms[form]

    def _form(self, form: Form) -> Expr:
        space = self.space
        if isinstance(form, Fixed):
            return space.yes if form.truth else space.no
        if isinstance(form, Opposite):
            return space.z3.Not(self.holds(form.part))
        if isinstance(form, AllOf | AnyOf):
            join = space.every if isinstance(form, AllOf) else space.some
            return join(self.holds(part) for part in form.parts)
        if isinstance(form, ManyOf):
            return space.z3.AtLeast(*[self.holds(part) for part in form.parts], form.least)
        return self._atom(form)

    def _atom(self, form: Atom) -> Expr:
        space = self.space
        if isinstance(form, FlagAtom):
            return self.of(form.name) if form.wanted else space.z3.Not(self.of(form.name))
        if isinstance(form, ChoiceAtom):
            choices = space.variables[form.name].choices
            return space.some(self.of(form.name) == choices.index(key) for key in sorted(form.keys))
        return self._season(form) if isinstance(form, SeasonAtom) else self._sum(form)

    def _season(self, atom: SeasonAtom) -> Expr:
        term = self.of(atom.name)
        inside = self.space.some(
            self.space.every([term >= first, term < after]) for first, after in _turns(atom)
        )
        return inside if atom.wanted else self.space.z3.Not(inside)

    def _sum(self, atom: SumAtom) -> Expr:
        name = atom.single
        if name is not None:
            term = self.of(name)
            limit = self.space.number(atom.limit, integer=term.is_int())
            return _COMPARE[atom.side](term, limit)
        total = self.space.z3.Sum([self._product(product, factor) for product, factor in atom.products])
        rest = self.space.number(-atom.constant, integer=total.is_int())
        return _COMPARE[atom.operator](total, rest)

    def _product(self, product: tuple[str, ...], factor: int) -> Expr:
        whole = all(self.of(name).is_int() for name in product)
        term = self.space.number(factor, integer=whole)
        for name in product:
            term = term * self.of(name)
        return term

    def known(self, values: Values) -> Iterator[Expr]:
        """Give what is known of an incident as formulas."""
        for name, variable in self.space.variables.items():
            event = event_of(name)
            value = values.get(name if event is None else event)
            if event is not None and isinstance(getattr(value, "value", None), bool):
                continue
            if isinstance(value, Exactly):
                yield self.equals(name, value.value)
            elif isinstance(value, Between) and variable.choices:
                if not is_flag(variable):
                    within = choices_within(variable.choices, value)
                    yield self.of(name) >= variable.choices.index(within[0])
                    yield self.of(name) <= variable.choices.index(within[-1])
            elif isinstance(value, Between):
                term = self.of(name)
                found = variable.range_in({name: value})
                low, high = found.low, found.high
                if low is not None:
                    yield term >= self.space.number(low, integer=term.is_int())
                if high is not None:
                    yield term <= self.space.number(high, integer=term.is_int())

    def equals(self, name: str, value: Plain) -> Expr:
        """Give the formula that a name has a value; an event's moment says that it has happened."""
        variable, term = self.space.variables[name], self.of(name)
        if is_flag(variable):
            return term if value is not False else self.space.z3.Not(term)
        if variable.choices:
            return term == variable.choices.index(value)
        return term == self.space.number(number_of(value), integer=term.is_int())

    def read(self, model: Any, names: Iterable[str] | None = None) -> dict[str, Plain]:  # noqa: ANN401
        """Give the exact values a model of the solver has here, in base units, of all names or of some."""
        found: dict[str, Plain] = {}
        for name in self.space.variables if names is None else names:
            variable = self.space.variables[name]
            value = model.eval(self.of(name), model_completion=True)
            if is_flag(variable):
                found[name] = bool(self.space.z3.is_true(value))
            elif variable.choices:
                found[name] = variable.choices[value.as_long()]
            elif value.is_int():
                found[name] = value_of(value.as_long(), variable.dimension)
            else:
                number = Fraction(value.numerator_as_long(), value.denominator_as_long())
                found[name] = value_of(number, variable.dimension)
        return with_moments(found)


def since_of(name: str) -> str | None:
    """Give the event or instant a name tells the time since, in hours or in calendar months or days.

    >>> since_of("elapsed(received)"), since_of("months(received)"), since_of("deaths")
    ('received', 'received', None)
    """
    return name.partition("(")[2][:-1] if name.startswith(("elapsed(", "months(", "days(")) else None


def in_months(name: str) -> bool:
    """Say whether a name tells the time since something in calendar months."""
    return name.startswith("months(")


def in_days(name: str) -> bool:
    """Say whether a name tells the time since something in calendar days."""
    return name.startswith("days(")


def happened_in(variables: Mapping[str, Variable]) -> frozenset[str]:
    """Give the events that have happened in any case: the occurrence, and what is asked how long ago it was."""
    timed = {str(since_of(name)) for name in variables} | {"occurred"}
    return frozenset(name for name in timed if name in variables and is_flag(variables[name]))


def is_flag(variable: Variable) -> bool:
    """Say whether something is yes or no."""
    return variable.choices[:1] == (False,)


def limits(variable: Variable) -> tuple[Number | None, Number | None]:
    """Give the lowest and highest value searched, choices by their position."""
    if variable.choices:
        return 0, len(variable.choices) - 1
    low, high = variable.low, variable.high
    if variable.dimension in {DAY, MOMENT}:
        first, last = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
        # any zone will do: the years are only wide enough
        ends = (
            (first, last)
            if variable.dimension == DAY
            else (midnight(first, SHANGHAI), midnight(last, SHANGHAI))
        )
        low = number_of(ends[0]) if low is None else low
        high = number_of(ends[1]) if high is None else high
    return low, high


def with_moments(values: Mapping[str, Plain]) -> dict[str, Plain]:
    """Put the moment of each event that has happened in its place."""
    found = {name: value for name, value in values.items() if event_of(name) is None}
    for name, value in values.items():
        event = event_of(name)
        if event is not None and found.get(event) is True:
            found[event] = value
    return found


def _turns(atom: SeasonAtom) -> Iterator[tuple[int, int]]:
    """Give the stretches of days, or of microseconds, that a yearly window covers."""

    def number(day: date) -> int:
        return int(number_of(midnight(day, atom.zone)) if atom.instant else number_of(day))

    first, last = atom.season.first, atom.season.last
    for year in range(YEARS[0] - 1, YEARS[-1] + 1):
        end_year = year if first <= last else year + 1
        if end_year <= YEARS[-1] + 1:
            end = _day(end_year, last, after=True)
            start = _day(year, first, after=False)
            yield number(start), number(end)


def _day(year: int, month_day: tuple[int, int], *, after: bool) -> date:
    """Give the day a window begins, or the day after its last; 29 February of another year is 1 March's eve."""
    month, day = month_day
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if month_day == (2, 29) and not leap:
        return date(year, 3, 1)
    return date(year, month, day) + timedelta(days=int(after))
