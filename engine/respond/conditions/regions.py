"""Exact search for a completion of what is known that makes conditions hold or fail as wanted.

Kleene logic judges one comparison at a time and loses where bands meet. Here flags and choices are tried,
numbers are split at the thresholds, and what several unknown numbers decide together (a share of an unknown
total) is solved as linear inequalities. The search narrows before it splits, takes unrelated names apart,
and tries the less harmful side first, so a completion it finds is a mild one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

from attrs import define, field, frozen

from respond.conditions.boxes import Box, box_of, holds, is_empty, is_open, narrow, reduce_sum, span_in
from respond.conditions.condition import Condition
from respond.conditions.evaluate import Values, Variable, moment_of, shanghai
from respond.conditions.forms import (
    AllOf,
    AnyOf,
    Atom,
    ChoiceAtom,
    Fixed,
    FlagAtom,
    Form,
    Opposite,
    SeasonAtom,
    SumAtom,
    conjoin,
    disjoin,
)
from respond.conditions.kinds import DAY, MOMENT
from respond.conditions.leaves import GaveUpError, Steps, pick, settle
from respond.conditions.literals import complement
from respond.conditions.normal import event_of
from respond.conditions.spans import Span
from respond.conditions.truth import Truth
from respond.facts.values import Number, Plain


class NoCompletion(Enum):
    """Why a search found nothing: there is nothing, or it would take too long to know."""

    NONE = "none"
    GAVE_UP = "gave up"


NONE: Final = NoCompletion.NONE
GAVE_UP: Final = NoCompletion.GAVE_UP


@frozen
class Found:
    """A completion: an exact value, in base units, for every name the conditions depend on.

    An event whose day counts has the moment it happened at, other events only whether they have.
    """

    assignment: dict[str, Plain]


Wants = Sequence[tuple[Condition, bool]]
"""Conditions, each with the truth it should have."""


def find(wants: Wants, values: Values, limit: int = 20_000) -> Found | NoCompletion:
    """Find a completion of `values` that gives every condition the wanted truth, exactly.

    `NONE` is a proof that there is none; `GAVE_UP` says that more than `limit` steps would be needed.

    >>> from respond.conditions import Scope, compile_condition
    >>> from respond.errors import Text
    >>> from respond.facts import Between, Fact, FactType
    >>> scope = Scope({"deaths": Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")})
    >>> bands = [compile_condition(text, scope) for text in ("3 <= deaths < 10", "deaths >= 10")]
    >>> find([(band, False) for band in bands], {"deaths": Between(3, None)})
    <NoCompletion.NONE: 'none'>
    >>> find([(bands[1], True)], {"deaths": Between(3, None)})
    Found(assignment={'deaths': 10})
    """
    variables: dict[str, Variable] = {}
    forms: list[Form] = []
    for condition, wanted in wants:
        variables.update(condition.variables)
        truth = condition.truth(values)
        if truth is Truth.UNKNOWN:
            forms.append(condition.demands[0 if wanted else 1])
        elif (truth is Truth.YES) is not wanted:
            return NONE
    box = box_of(variables, values)
    if any(is_empty(part) for part in box.values()):
        return NONE
    try:
        found = _Search(variables, Steps(limit)).solve(_State(box, forms))
    except GaveUpError:
        return GAVE_UP
    return NONE if found is None else Found(_assignment(found, variables))


@define
class _State:
    """What is narrowed down, and what still has to hold."""

    box: Box
    pending: list[Form]
    sums: dict[SumAtom, None] = field(factory=dict)
    seasons: dict[SeasonAtom, None] = field(factory=dict)

    def branch(self, *more: Form) -> "_State":
        return _State(dict(self.box), [*more, *self.pending], dict(self.sums), dict(self.seasons))


class _Search:
    def __init__(self, variables: Mapping[str, Variable], steps: Steps) -> None:
        self.variables = variables
        self.steps = steps

    def solve(self, state: _State) -> Box | None:
        """Give the box narrowed to single values that satisfy the state, or None."""
        self.steps.take()
        if not self.propagate(state):
            return None
        parts = list(self.components(state))
        if len(parts) > 1:
            return self.solve_apart(state, parts)
        if not state.pending:
            return settle(state.box, list(state.sums), list(state.seasons), self.variables, self.steps)
        literal = self.choose(state)
        other = complement(literal, self.variables)
        first, second = (other, literal) if self.harmful(literal) else (literal, other)
        return self.solve(state.branch(first)) or self.solve(state.branch(second))

    def solve_apart(self, state: _State, parts: list[_State]) -> Box | None:
        box = dict(state.box)
        for part in parts:
            found = self.solve(part)
            if found is None:
                return None
            box.update({name: found[name] for name in _names(part)})
        return box

    # narrowing

    def propagate(self, state: _State) -> bool:
        """Take over all that must hold in any case until nothing changes; False if it cannot hold."""
        while True:
            narrowed = False
            left: list[Form] = []
            for form in state.pending:
                simple = self.simplify(form, state)
                if isinstance(simple, Fixed):
                    if not simple.truth:
                        return False
                    continue
                for part in simple.parts if isinstance(simple, AllOf) else (simple,):
                    if isinstance(part, AnyOf):
                        left.append(part)
                        continue
                    if not self.assert_literal(part, state):
                        return False
                    narrowed = True
            state.pending = left
            reviewed = self.review(state)
            if reviewed is None:
                return False
            if not narrowed and not reviewed:
                return True

    def review(self, state: _State) -> bool | None:
        """Look at the sums of several names again; True if one narrowed a name, None if one cannot hold."""
        before = len(state.sums)
        for atom in list(state.sums):
            del state.sums[atom]
            if not self.assert_sum(atom, state):
                return None
        return len(state.sums) < before

    def simplify(self, form: Form, state: _State) -> Form:
        if isinstance(form, AllOf):
            return conjoin(self.simplify(part, state) for part in form.parts)
        if isinstance(form, AnyOf):
            return disjoin(self.simplify(part, state) for part in form.parts)
        if isinstance(form, Fixed | Opposite):
            return form
        truth = self.known(form, state)
        return form if truth is None else Fixed(truth)

    def known(self, atom: Atom, state: _State) -> bool | None:
        truth = holds(atom, state.box)
        if truth is None and isinstance(atom, SumAtom | SeasonAtom):
            taken = state.sums if isinstance(atom, SumAtom) else state.seasons
            if atom in taken:
                return True
            other = complement(atom, self.variables)
            if any(part in taken for part in (other.parts if isinstance(other, AnyOf) else (other,))):
                return False
        return truth

    def assert_literal(self, literal: Form, state: _State) -> bool:
        if isinstance(literal, FlagAtom | ChoiceAtom):
            state.box[literal.name] = narrow(state.box[literal.name], literal)
            return not is_empty(state.box[literal.name])
        if isinstance(literal, SumAtom):
            return self.assert_sum(literal, state)
        if isinstance(literal, SeasonAtom):
            truth = holds(literal, state.box)
            if truth is None:
                state.seasons[literal] = None
            return truth is not False
        return False

    def assert_sum(self, atom: SumAtom, state: _State) -> bool:
        truth = holds(atom, state.box)
        if truth is not None:
            return truth
        name, limit, rising = atom.single, atom.limit if atom.single else 0, atom.rising
        if name is None:
            reduced = reduce_sum(atom, state.box)
            if reduced.products or len(reduced.factors) != 1:
                state.sums[atom] = None
                return True
            ((name, factor),) = reduced.factors.items()
            limit, rising = -reduced.constant / Fraction(factor), factor > 0
        span = span_in(state.box, name)
        strict = atom.operator == ">"
        if rising or atom.operator == "==":
            span = span.above(limit, strict=strict)
        if not rising or atom.operator == "==":
            span = span.below(limit, strict=strict)
        state.box[name] = span.whole() if self.variables[name].integer else span
        return not is_empty(state.box[name])

    # splitting

    def components(self, state: _State) -> Iterator[_State]:
        """Give parts of the state that share no open name."""
        groups: list[tuple[set[str], _State]] = []
        items: list[tuple[Form, set[str]]] = [
            (form, {name for name in form.names if is_open(state.box[name])})
            for form in (*state.pending, *state.sums, *state.seasons)
        ]
        for form, names in items:
            touching = [group for group in groups if group[0] & names]
            merged = _State(state.box, [])
            joined = names.union(*(own for own, _ in touching))
            for _, part in touching:
                merged.pending += part.pending
                merged.sums.update(part.sums)
                merged.seasons.update(part.seasons)
            _put(form, merged, asserted=form in state.sums or form in state.seasons)
            groups = [group for group in groups if group not in touching]
            groups.append((joined, merged))
        for _, part in groups:
            yield _State(dict(state.box), part.pending, part.sums, part.seasons)

    def choose(self, state: _State) -> Atom:
        """Choose a literal of the open name that most alternatives share."""
        times: Counter[str] = Counter()
        for form in state.pending:
            times.update(name for name in form.names if is_open(state.box[name]))
        literals = [literal for form in state.pending for literal in _literals(form)]
        return max(literals, key=lambda atom: max(times[name] for name in atom.names))

    def harmful(self, literal: Atom) -> bool:
        """Say whether a literal asks for more harm rather than less."""
        if isinstance(literal, FlagAtom):
            return literal.wanted is (self.variables[literal.name].worse == "up")
        if isinstance(literal, SumAtom):
            name, factor = literal.products[0][0][0], literal.products[0][1]
            return (factor > 0) is (self.variables[name].worse == "up")
        if isinstance(literal, ChoiceAtom):
            variable = self.variables[literal.name]
            mildest = variable.choices[0 if variable.worse == "up" else -1]
            return mildest not in literal.keys
        return literal.wanted


def _put(form: Form, state: _State, *, asserted: bool) -> None:
    if asserted and isinstance(form, SumAtom):
        state.sums[form] = None
    elif asserted and isinstance(form, SeasonAtom):
        state.seasons[form] = None
    else:
        state.pending.append(form)


def _names(state: _State) -> set[str]:
    return {name for form in (*state.pending, *state.sums, *state.seasons) for name in form.names}


def _literals(form: Form) -> Iterator[Atom]:
    if isinstance(form, AllOf | AnyOf):
        for part in form.parts:
            yield from _literals(part)
    elif isinstance(form, FlagAtom | ChoiceAtom | SeasonAtom | SumAtom):
        yield form


def _assignment(box: Box, variables: Mapping[str, Variable]) -> dict[str, Plain]:
    assignment: dict[str, Plain] = {}
    for name, variable in variables.items():
        if event_of(name) is None:
            part = box[name]
            assignment[name] = _plain(pick(part, variable), variable) if isinstance(part, Span) else part[0]
    for name, variable in variables.items():
        event = event_of(name)
        part = box[name]
        if event is not None and assignment[event] is True and isinstance(part, Span) and part.fixed:
            assignment[event] = _plain(pick(part, variable), variable)
    return assignment


def _plain(number: Number, variable: Variable) -> Plain:
    if variable.dimension == DAY:
        return date.fromordinal(int(number))
    if variable.dimension == MOMENT:
        return moment_of(number).astimezone(shanghai())
    return number
