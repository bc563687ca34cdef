"""Where along one number some completion gives conditions the truths they should have, exactly and end by end.

A completion is searched for; the stretch of the number over which one like it is there goes together; the rest is
searched again. So an end is found without trying the values one by one, and what lies before it is proved empty.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from respond._records import frozen
from respond.facts import Exactly, Number, Value
from respond.reason.domains import Domains, domains_of, range_at
from respond.reason.effort import GaveUpError, Steps
from respond.reason.fact_use import cells
from respond.reason.forms import SeasonAtom, SumAtom, atoms_of
from respond.reason.interval import Interval, Range
from respond.reason.known import but
from respond.reason.normal import event_of
from respond.reason.numbers import number_of
from respond.reason.search import GAVE_UP, Completion, Wants, search
from respond.reason.solving import Row, eliminate, project, rows_within
from respond.reason.terms import Values, Variable
from respond.reason.truth import Truth


@frozen(eq=False)
class Along:
    """One number, open, with what is known of all else; raises GaveUpError when the steps are spent."""

    variable: Variable
    values: Values
    steps: Steps

    def first(self, wants: Wants, span: Range, *, upward: bool) -> Range | None:
        """Give a stretch of a span at which the wants can come true, none being nearer to its beginning.

        A span begins at its lower end, or at its upper end if not `upward`. The stretch goes on as far as what it was
        found by, for one cut short where another begins would let the ends come ever closer.
        """
        found: Range | None = None
        whole = left = self._proper(span)
        while whole is not None and left is not None:
            completion = search(wants, self.values, self.steps, {self.variable.name: left})
            if completion is GAVE_UP:
                raise GaveUpError
            if not isinstance(completion, Completion):
                return found
            like = self._like(wants, completion)
            found = (like.whole() if self.variable.integer else like).common(whole)
            left = self._proper(left.before(found) if upward else left.beyond(found))
        return found

    def _proper(self, span: Range | None) -> Range | None:
        if span is None:
            return None
        span = span.common(self.variable.domain)
        span = span.whole() if self.variable.integer else span
        return None if span.empty else span

    def _like(self, wants: Wants, completion: Completion) -> Range:
        """Give the stretch of the number around a completion on which one like it comes true as well."""
        name, at = self.variable.name, completion.assignment
        if name not in at:  # nothing asks for it
            return Interval()
        try:
            found = _Rows.of(wants, at, self.variable, self.values, self.steps).span()
        except GaveUpError:  # too many inequalities
            self.steps.take()
            found = None
        run = self._run(wants, at)
        return run if found is None else run.joined(found)

    def _run(self, wants: Wants, at: Mapping[str, object]) -> Range:
        """Give the stretch on which the wants come true while all else is just as it is."""
        name = self.variable.name
        number: Number = at[name]  # type: ignore[assignment]
        others: dict[str, Value] = {key: Exactly(value) for key, value in at.items() if key != name}  # type: ignore[arg-type]
        fixed = {**self.values, **others}
        stretch = cells([condition for condition, _ in wants], fixed, name)
        self.steps.take(len(stretch))
        here = next(place for place, cell in enumerate(stretch) if cell.contains(number))
        last = first = here
        while first > 0 and self._met(wants, fixed, stretch[first - 1].value):
            first -= 1
        while last + 1 < len(stretch) and self._met(wants, fixed, stretch[last + 1].value):
            last += 1
        low, high = stretch[first], stretch[last]
        return Interval(low.low, high.high, low.low_open, high.high_open)

    def _met(self, wants: Wants, fixed: Values, value: object) -> bool:
        self.steps.take(len(wants))
        values = but(fixed, {self.variable.name: Exactly(value)})  # type: ignore[arg-type]
        return all(condition.truth(values) is Truth.of(holds=wanted) for condition, wanted in wants)


@frozen(eq=False)
class _Rows:
    """The inequalities that keep every comparison tied to a number as it is at a completion."""

    variable: Variable
    rows: list[Row]
    at: Mapping[str, Number]
    variables: Mapping[str, Variable]
    stays: frozenset[str]
    """Days that also have to lie in a window, or outside one, and so stay as they are."""
    steps: Steps

    @classmethod
    def of(
        cls, wants: Wants, at: Mapping[str, object], variable: Variable, values: Values, steps: Steps
    ) -> "_Rows":
        """Read them off the comparisons of the wants."""
        variables = {name: each for condition, _ in wants for name, each in condition.variables.items()}
        domains = domains_of(variables, values)
        numbers: dict[str, Number] = {
            name: number_of(at[name])  # type: ignore[arg-type]
            for name, each in variables.items()
            if not each.choices and event_of(name) is None
        }
        rows: list[Row] = []
        for atom in _tied_atoms(wants, variable.name, domains):
            steps.take(len(atom.products))
            row = _row(atom, variable.name, numbers, domains)
            rows += _as_it_is(row, atom.operator, numbers, variables)
        for name in {name for row in rows for name in row.factors} - {variable.name}:
            rows += rows_within(name, range_at(domains, name))
        atoms = (atom for condition, _ in wants for atom in atoms_of(condition.normal.form))
        stays = frozenset(atom.name for atom in atoms if isinstance(atom, SeasonAtom))
        return cls(variable, rows, numbers, variables, stays, steps)

    def span(self) -> Range | None:
        """Give the numbers for which some numbers of the others fulfil the inequalities."""
        rows, name = self.rows, self.variable.name
        others = sorted({other for row in rows for other in row.factors} - {name})
        for other in [each for each in others if each in self.stays or self.variables[each].integer]:
            free = other not in self.stays and self._whole(rows, other)
            rows = eliminate(rows, other) if free else self._fixed(rows, other)
            self.steps.take(len(rows))
        return project(rows, name, self.steps)

    def _whole(self, rows: Sequence[Row], name: str) -> bool:
        """Say whether leaving out a whole number loses nothing: its bounds are whole numbers, of one side at least."""
        own = [row for row in rows if name in row.factors]
        if any(row.strict or row.constant.denominator != 1 for row in own):
            return False
        if not all(
            self.variables[other].integer and factor.denominator == 1
            for row in own
            for other, factor in row.factors.items()
        ):
            return False
        factors = [row.factors[name] for row in own]
        return all(each >= -1 for each in factors) or all(each <= 1 for each in factors)

    def _fixed(self, rows: Sequence[Row], name: str) -> list[Row]:
        return [
            Row(
                {other: factor for other, factor in row.factors.items() if other != name},
                row.constant + row.factors.get(name, 0) * self.at[name],
                row.strict,
            )
            for row in rows
        ]


def _tied_atoms(wants: Wants, name: str, domains: Domains) -> list[SumAtom]:
    """Give the comparisons that look at a number, at open ones these look at as well, and so on."""
    left = {
        atom: {other for other in atom.names if not range_at(domains, other).fixed}
        for condition, _ in wants
        for atom in atoms_of(condition.normal.form)
        if isinstance(atom, SumAtom)
    }
    reached, found = {name}, dict[SumAtom, None]()
    grown = True
    while grown:
        fresh = [atom for atom, names in left.items() if atom not in found and not reached.isdisjoint(names)]
        found.update(dict.fromkeys(fresh))
        for atom in fresh:
            reached |= left[atom]
        grown = bool(fresh)
    return list(found)


def _row(atom: SumAtom, name: str, at: Mapping[str, Number], domains: Domains) -> Row:
    """Give a sum as a row; of names that are multiplied all but one are as they are at the completion."""
    factors: dict[str, Number] = {}
    constant: Number = atom.constant
    for product, factor in atom.products:
        number: Number = factor
        kept = name if product.count(name) == 1 else None
        if product.count(name) > 1:
            raise GaveUpError
        if kept is None and len(product) == 1 and not range_at(domains, product[0]).fixed:
            kept = product[0]
        for other in product:
            if other != kept:
                number = number * at[other]
        if kept is None:
            constant += number
        else:
            factors[kept] = factors.get(kept, 0) + number
    return Row({key: factor for key, factor in factors.items() if factor}, constant, strict=False)


def _as_it_is(
    row: Row, operator: str, at: Mapping[str, Number], variables: Mapping[str, Variable]
) -> Iterator[Row]:
    """Keep a comparison of a sum with zero as true, or as false, as it is."""
    total = row.constant + sum(factor * at[name] for name, factor in row.factors.items())
    turned = Row({name: -factor for name, factor in row.factors.items()}, -row.constant, strict=False)
    if total == 0 and operator == "==":
        yield from (row, turned)
        return
    side = row if total > 0 or (total == 0 and operator == ">=") else turned
    if total == 0 or (total > 0 and operator == ">=") or (total < 0 and operator == ">"):
        yield side
    elif _whole(side, variables):
        yield Row(side.factors, side.constant - 1, strict=False)
    else:
        yield Row(side.factors, side.constant, strict=True)


def _whole(row: Row, variables: Mapping[str, Variable]) -> bool:
    numbers: Iterable[Number] = (row.constant, *row.factors.values())
    return all(number.denominator == 1 for number in numbers) and all(
        variables[name].integer for name in row.factors
    )
