"""Exact search for a completion of what is known that makes conditions hold or fail as wanted.

Kleene logic judges one comparison at a time and loses where bands meet. Here flags and choices are tried,
numbers are split at the thresholds, and what several unknown numbers decide together (a share of an unknown
total) is solved as linear inequalities. The search narrows before it splits, takes unrelated names apart,
and tries the less harmful side first, so a completion it finds is a mild one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import Final

from attrs import field

from respond._records import define, frozen
from respond.facts import Plain
from respond.language import TURNED
from respond.reason.condition import Condition
from respond.reason.counting import Counts
from respond.reason.domains import (
    Choices,
    Domains,
    domains_of,
    holds,
    is_empty,
    is_open,
    narrow,
    range_at,
    reduce_sum,
)
from respond.reason.effort import MOST_A_SEARCH, GaveUpError, Steps
from respond.reason.forms import (
    AllOf,
    AnyOf,
    Atom,
    ChoiceAtom,
    Fixed,
    FlagAtom,
    Form,
    ManyOf,
    Opposite,
    SeasonAtom,
    SumAtom,
    atoms_of,
    complement,
    conjoin,
    disjoin,
    many,
)
from respond.reason.interval import Interval, Range
from respond.reason.known import tied
from respond.reason.normal import event_of
from respond.reason.numbers import value_of
from respond.reason.solving import pick, solve_numbers
from respond.reason.terms import Values, Variable
from respond.reason.truth import Truth


class NoCompletion(Enum):
    """Why a search found nothing: there is nothing, or it would take too long to know."""

    NONE = "none"
    GAVE_UP = "gave up"


NONE: Final = NoCompletion.NONE
GAVE_UP: Final = NoCompletion.GAVE_UP


@frozen
class Completion:
    """A completion: an exact value, in base units, for every name the conditions depend on.

    An event whose day counts has the moment it happened at, other events only whether they have.
    """

    assignment: dict[str, Plain]


_DEEPEST: Final = 200
"""Choices upon choices before a search gives up, well before Python would."""

Wants = Sequence[tuple[Condition, bool]]
"""Conditions, each with the truth it should have."""


def complete(wants: Wants, values: Values, limit: int = MOST_A_SEARCH) -> Completion | NoCompletion:
    """Find a completion of `values` that gives every condition the wanted truth, exactly.

    `NONE` is a proof that there is none; `GAVE_UP` says that more than `limit` steps would be needed. What is given to
    hold of the values (`Known`) holds in the completion, as far as it is tied to the conditions.

    >>> from respond.language import Scope
    >>> from respond.reason import compile_condition
    >>> from respond.errors import Text
    >>> from respond.facts import Between, Fact, FactType
    >>> scope = Scope({"deaths": Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")})
    >>> bands = [compile_condition(text, scope) for text in ("3 <= deaths < 10", "deaths >= 10")]
    >>> complete([(band, False) for band in bands], {"deaths": Between(3, None)})
    <NoCompletion.NONE: 'none'>
    >>> complete([(bands[1], True)], {"deaths": Between(3, None)})
    Completion(assignment={'deaths': 10})
    """
    return search(wants, values, Steps(limit))


def search(
    wants: Wants, values: Values, steps: Steps, within: Mapping[str, Range] | None = None
) -> Completion | NoCompletion:
    """Do what `complete` does, with steps that are counted elsewhere too, and some numbers `within` a range."""
    try:
        return _search(wants, values, steps, within or {})
    except (GaveUpError, RecursionError):
        return GAVE_UP


def _search(
    wants: Wants, values: Values, steps: Steps, within: Mapping[str, Range]
) -> Completion | NoCompletion:
    variables: dict[str, Variable] = {}
    forms: list[Form] = []
    given = tied([name for condition, _ in wants for name in condition.needs], values)
    for condition, wanted in dict.fromkeys((*wants, *((each, True) for each in given))):
        variables.update(condition.variables)
        truth = condition.truth(values)
        if truth is Truth.UNKNOWN:
            forms.append(condition.demands[0 if wanted else 1])
        elif (truth is Truth.YES) is not wanted:
            return NONE
    domains = domains_of(variables, values)
    for name in within.keys() & domains.keys():
        span = range_at(domains, name).common(within[name])
        domains[name] = span.whole() if variables[name].integer else span
    if any(is_empty(part) for part in domains.values()):
        return NONE
    steps.take(len(wants) + len(domains))
    found = _Search(variables, steps).solve(_State(domains, forms))
    return NONE if found is None else Completion(_assignment(found, variables))


def mildest_does(wants: Wants, values: Values) -> bool:
    """Say whether the completion with the least harm of every name alone gives every condition the wanted truth.

    It costs no search; where it does not, another completion still may.
    """
    variables = {name: each for condition, _ in wants for name, each in condition.variables.items()}
    mildest: Domains = {}
    for name, part in domains_of(variables, values).items():
        least = _least(part, variables[name])
        if least is None:
            return False
        mildest[name] = least
    forms = [condition.demands[0 if wanted else 1] for condition, wanted in wants]
    return all(_fulfilled(form, mildest) for form in forms)


def _least(part: Range | Choices, variable: Variable) -> Range | Choices | None:
    if not isinstance(part, Interval):
        return part[:1] or None
    end, is_out = (part.low, part.low_open) if variable.worse == "up" else (part.high, part.high_open)
    return None if end is None or is_out or part.empty else Interval(end, end)


def _fulfilled(form: Form, domains: Domains) -> bool:
    if isinstance(form, Fixed):
        return form.truth
    if isinstance(form, AllOf | AnyOf):
        join = all if isinstance(form, AllOf) else any
        return join(_fulfilled(part, domains) for part in form.parts)
    if isinstance(form, ManyOf):
        return sum(_fulfilled(part, domains) for part in form.parts) >= form.least
    if isinstance(form, Opposite):
        return not _fulfilled(form.part, domains)
    return holds(form, domains) is True


@define(eq=False)
class _State:
    """What is narrowed down, and what still has to hold."""

    domains: Domains
    fresh: list[Form]
    """Not looked at yet."""
    pending: list[AnyOf | ManyOf] = field(factory=list)
    """Alternatives none of which is decided."""
    sums: dict[SumAtom, None] = field(factory=dict)
    """Taken over, but of several open names, so that no single range shows it."""
    seasons: dict[SeasonAtom, None] = field(factory=dict)
    touched: set[str] = field(factory=set)
    """Names about which something was learnt."""

    def branch(self, form: Form) -> "_State":
        """Give a copy in which something more must hold."""
        return _State(dict(self.domains), [form], list(self.pending), dict(self.sums), dict(self.seasons))

    def absorb(self, other: "_State") -> None:
        """Take over what another part of the same search has."""
        self.pending += other.pending
        self.sums.update(other.sums)
        self.seasons.update(other.seasons)


class _Search:
    def __init__(self, variables: Mapping[str, Variable], steps: Steps) -> None:
        self.variables = variables
        self.steps = steps
        self.counts = Counts(variables, steps)
        self.depth = 0

    def solve(self, state: _State) -> Domains | None:
        """Give the domains narrowed to single values that satisfy the state, or None."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise GaveUpError
        found = self.solve_here(state)
        self.depth -= 1
        return found

    def solve_here(self, state: _State) -> Domains | None:
        """Narrow a state down, and part or split what is left of it."""
        self.steps.take(len(state.domains) + len(state.pending))
        if not self.propagate(state) or self.counts.exclude(state.pending):
            return None
        parts = self.components(state)
        if len(parts) > 1:
            return self.solve_apart(state, parts)
        if not state.pending:
            return solve_numbers(
                state.domains, list(state.sums), list(state.seasons), self.variables, self.steps
            )
        for option in self.ways(state):
            found = self.solve(state.branch(option))
            if found is not None:
                return found
        return None

    def solve_apart(self, state: _State, parts: list[_State]) -> Domains | None:
        domains = dict(state.domains)
        for part in parts:
            found = self.solve(part)
            if found is None:
                return None
            asked: list[Form] = [*part.pending, *part.sums, *part.seasons]
            domains.update({name: found[name] for form in asked for name in form.names})
        return domains

    # narrowing

    def propagate(self, state: _State) -> bool:
        """Take over all that must hold in any case until nothing changes; False if it cannot hold."""
        while state.fresh or state.touched:
            fresh, state.fresh = state.fresh, []
            if not all(self.take(form, state) for form in fresh):
                return False
            touched, state.touched = state.touched, set()
            state.fresh = [form for form in state.pending if not touched.isdisjoint(form.names)]
            if state.fresh:
                state.pending = [form for form in state.pending if touched.isdisjoint(form.names)]
            for atom in [atom for atom in state.sums if not touched.isdisjoint(atom.names)]:
                del state.sums[atom]
                if not self.assert_sum(atom, state, again=True):
                    return False
        return True

    def take(self, form: Form, state: _State) -> bool:
        simple = self.simplify(form, state)
        if isinstance(simple, Fixed):
            return simple.truth
        for part in simple.parts if isinstance(simple, AllOf) else (simple,):
            if isinstance(part, AnyOf | ManyOf):
                state.pending.append(part)
            elif not self.assert_literal(part, state):
                return False
        return True

    def simplify(self, form: Form, state: _State) -> Form:
        if isinstance(form, AllOf):
            return conjoin(self.simplify(part, state) for part in form.parts)
        if isinstance(form, AnyOf):
            return disjoin(self.simplify(part, state) for part in form.parts)
        if isinstance(form, ManyOf):
            return many(form.least, [self.simplify(part, state) for part in form.parts])
        if isinstance(form, Fixed | Opposite):
            return form
        self.steps.take()
        truth = self.known(form, state)
        return form if truth is None else Fixed(truth)

    def known(self, atom: Atom, state: _State) -> bool | None:
        truth = holds(atom, state.domains)
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
            state.domains[literal.name] = narrow(state.domains[literal.name], literal)
            state.touched.add(literal.name)
            return not is_empty(state.domains[literal.name])
        if isinstance(literal, SumAtom):
            return self.assert_sum(literal, state)
        if isinstance(literal, SeasonAtom):
            truth = holds(literal, state.domains)
            if truth is None:
                state.seasons[literal] = None
                state.touched.add(literal.name)
            return truth is not False
        return False

    def assert_sum(self, atom: SumAtom, state: _State, *, again: bool = False) -> bool:
        truth = holds(atom, state.domains)
        if truth is not None:
            return truth
        name, side = atom.single, atom.operator
        if name is not None:
            limit, side = atom.limit, atom.side
        else:
            reduced = reduce_sum(atom, state.domains)
            if reduced.products or len(reduced.factors) != 1:
                state.sums[atom] = None
                if not again:
                    state.touched |= atom.names
                return True
            ((name, factor),) = reduced.factors.items()
            limit = -reduced.constant / Fraction(factor)
            side = side if factor > 0 else TURNED[side]
        span = range_at(state.domains, name)
        if side in {">=", ">", "=="}:
            span = span.above(limit, strict=side == ">")
        if side in {"<=", "<", "=="}:
            span = span.below(limit, strict=side == "<")
        state.touched.add(name)
        state.domains[name] = span.whole() if self.variables[name].integer else span
        return not is_empty(state.domains[name])

    # splitting

    def components(self, state: _State) -> list[_State]:
        """Give parts of the state that share no open name."""
        owners: dict[str, _State] = {}
        parts: dict[int, _State] = {}
        for own in self.items(state):
            asked: list[Form] = [*own.pending, *own.sums, *own.seasons]
            names = {name for form in asked for name in form.names if is_open(state.domains[name])}
            for part in {id(owners[name]): owners[name] for name in names if name in owners}.values():
                own.absorb(part)
                del parts[id(part)]
                names.update(name for name, owner in owners.items() if owner is part)
            parts[id(own)] = own
            owners.update(dict.fromkeys(names, own))
        return list(parts.values())

    def items(self, state: _State) -> Iterator[_State]:
        """Give each thing that still has to hold as a part of its own."""
        for form in state.pending:
            yield _State(state.domains, [], pending=[form])
        for atom in state.sums:
            yield _State(state.domains, [], sums={atom: None})
        for season in state.seasons:
            yield _State(state.domains, [], seasons={season: None})

    def ways(self, state: _State) -> list[Form]:
        """Give the ways a literal can go, the less harmful ones first; of literals that are alike, how many hold."""
        literal = self.choose(state)
        other = complement(literal, self.variables)
        alike = self.counts.alike(literal, [*state.pending, *state.sums, *state.seasons])
        if len(alike) == 1:
            ways = [literal, *(other.parts if isinstance(other, AnyOf) else (other,))]
            return sorted(ways, key=self.harm)
        others = [complement(each, self.variables) for each in alike]
        held, failed = (alike, others) if self.harm(alike[0]) else (others, alike)
        return [conjoin([*held[:number], *failed[number:]]) for number in range(len(alike) + 1)]

    def choose(self, state: _State) -> Atom:
        """Choose a literal of the open name that most alternatives share."""
        times: Counter[str] = Counter()
        for form in state.pending:
            times.update(name for name in form.names if is_open(state.domains[name]))
        literals = [literal for form in state.pending for literal in atoms_of(form)]
        self.steps.take(len(literals))
        return max(literals, key=lambda atom: max(times[name] for name in atom.names))

    def harm(self, way: Form) -> int:
        """Rank a literal: 0 if it asks for less harm, 2 if it asks for more, 1 in between."""
        if isinstance(way, SumAtom):
            if way.operator == "==":
                return 1
            product, factor = way.products[0]
            return 2 if (factor > 0) is (self.variables[product[0]].worse == "up") else 0
        if isinstance(way, FlagAtom):
            return 2 if way.wanted is (self.variables[way.name].worse == "up") else 0
        if isinstance(way, ChoiceAtom):
            return 0 if self.variables[way.name].mildest in way.keys else 2
        return 1


def _assignment(domains: Domains, variables: Mapping[str, Variable]) -> dict[str, Plain]:
    assignment: dict[str, Plain] = {}
    for name, variable in variables.items():
        if event_of(name) is None:
            part = domains[name]
            assignment[name] = _value(part, variable) if isinstance(part, Interval) else part[0]
    for name, variable in variables.items():
        event = event_of(name)
        part = domains[name]
        if event is not None and assignment[event] is True and isinstance(part, Interval) and part.fixed:
            assignment[event] = _value(part, variable)
    return assignment


def _value(part: Range, variable: Variable) -> Plain:
    return value_of(pick(part, variable), variable.dimension)
