"""Questions about a plan put to the solver: yes with an example, no, or unknown when time runs out."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from respond._records import frozen
from respond.facts import Level, Plain
from respond.plan import Prepared, Rule
from respond.prove.search.exact import ExactIncident, level_at, met
from respond.prove.search.ground import Ground
from respond.prove.search.translate import Expr, Point, Space, is_flag, variables_of
from respond.reason import Condition, Known, SumAtom, atoms_of, tied

TIMEOUT: Final = 2000
"""Milliseconds a single question may take before it counts as unknown."""


class Outcome(StrEnum):
    """What became of a statement about a plan: `unknown` is what the solver had no time to decide.

    `not-asked` is what the plan itself says need not be so.
    """

    PROVED = "proved"
    REFUTED = "refuted"
    UNKNOWN = "unknown"
    NOT_ASKED = "not-asked"


@frozen(eq=False)
class Reply:
    """The solver's reply to "is there such an incident"; `model` is its example, None without one."""

    found: bool
    model: Any = None
    decided: bool = True

    @property
    def outcome(self) -> Outcome:
        """Give what follows for the statement that there is no such incident."""
        if not self.decided:
            return Outcome.UNKNOWN
        return Outcome.REFUTED if self.found else Outcome.PROVED


class Solver:
    """One solver over a space, asked again and again."""

    def __init__(self, space: Space, timeout: int = TIMEOUT) -> None:
        self.space = space
        self.engine = space.z3.Solver(ctx=space.context)
        self.engine.set("timeout", timeout)

    def ask(self, *wants: Expr) -> Reply:
        """Ask whether all of some formulas can hold together.

        Where a plan multiplies facts the solver may find a number that is no fraction, as the square root of 2. No
        report can have it, and whether another would do is not decided.
        """
        self.engine.push()
        try:
            self.engine.add(*wants)
            said = str(self.engine.check())
            model = self.engine.model() if said == "sat" else None
            if model is not None and not self._is_of_fractions(model):
                return Reply(found=False, decided=False)
        finally:
            self.engine.pop()
        return Reply(said == "sat", model, decided=said != "unknown")

    def _is_of_fractions(self, model: Any) -> bool:  # noqa: ANN401 - the solver has no types
        return not any(self.space.z3.is_algebraic_value(model[each]) for each in model)


class Model:
    """The levels of one plan as formulas over one incident, and what else of the plan a proof needs.

    `x` is the incident; `more` are conditions beyond the criteria that questions will use; `day` is one on which
    an incident can occur.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> model = Model(library.prepared(library.find("vaccine-quality")))
    >>> model.ask(model.at_least(4), model.x.equals("deaths", 4), model.x.equals("quality_suspected", False)).found
    True
    """

    def __init__(
        self,
        plan: Prepared,
        more: Iterable[Condition] = (),
        timeout: int = TIMEOUT,
        day: date | None = None,
    ) -> None:
        self.plan = plan
        force = plan.plan.edition.in_force
        self.conditions = tuple(criterion.condition for criterion in plan.criteria)
        self.more = tuple(more)
        self.given = tuple(plan.constraints.values())
        self.ground = Ground([plan], day or force.from_, self.more, self.given)
        self.variables = variables_of(self.conditions)
        beside = variables_of((*self.more, *self.given))
        self.space = Space(
            {**beside, **self.variables}, (force.from_, force.to), self.plan.plan.tz, self.given
        )
        self.solver = Solver(self.space, timeout)
        self.scratch = Solver(self.space, timeout)
        self.x = self.space.point()
        self.reach = set(self.space.variables)
        self.solver.engine.add(*self.x.domain())
        self._levels: dict[tuple[str, int], Expr] = {}
        self._copies: dict[tuple[str, tuple[str, ...]], Point] = {}

    def ask(self, *wants: Expr) -> Reply:
        """Ask whether there is an incident with all of some properties."""
        return self.solver.ask(*wants)

    def read(self, reply: Reply) -> dict[str, Plain]:
        """Give the incident the solver found."""
        return self.x.read(reply.model)

    def vary(self, *names: str, mark: str = "'") -> Point:
        """Give the incident with some names free to differ, the others as in `x`."""
        copy, bounds = self._copy(names, mark)
        if bounds:
            self.solver.engine.add(*bounds)
        return copy

    def _copy(self, names: tuple[str, ...], mark: str) -> tuple[Point, list[Expr]]:
        """Make a copy of the incident, and what says where its own names lie; nothing if it was made before."""
        key = (mark, names)
        if key in self._copies:
            return self._copies[key], []
        copy = self._copies[key] = self.space.point(mark + ",".join(names), self.x, names)
        return copy, copy.domain()

    def at_least(self, gravity: int, at: Point | None = None) -> Expr:
        """Give the formula that the level is that grave or graver."""
        at = at or self.x
        key = (at.mark, gravity)
        if key not in self._levels:
            met = [at.holds(c.condition) for c in self.plan.criteria if c.gravity >= gravity]
            self._levels[key] = self.space.some(met)
        return self._levels[key]

    def graver(self, one: Point, other: Point) -> Expr:
        """Give the formula that the level at one incident is graver than at another."""
        steps = sorted({criterion.gravity for criterion in self.plan.criteria})
        negate = self.space.z3.Not
        return self.space.some(
            self.space.every([self.at_least(step, one), negate(self.at_least(step, other))]) for step in steps
        )

    def near(self, *names: str) -> "Near":
        """Give the part of the plan that some names can bear on."""
        return Near(self, names)

    def touching(self, names: Collection[str]) -> tuple[Rule, ...]:
        """Give the criteria that depend on one of some names, gravest first."""
        found = {index for name in names for index in self._by_name.get(name, ())}
        return tuple(self.plan.criteria[index] for index in sorted(found))

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, criterion in enumerate(self.plan.criteria):
            for name in criterion.condition.variables:
                found.setdefault(name, []).append(index)
        return found

    @cached_property
    def has_powers(self) -> bool:
        """Say whether some condition multiplies a fact by itself."""
        atoms = (
            atom
            for each in (*self.conditions, *self.more, *self.given)
            for atom in atoms_of(each.normal.form)
        )
        products = (product for atom in atoms if isinstance(atom, SumAtom) for product, _ in atom.products)
        return any(len({*product}) < len(product) for product in products)

    def keeps(self, facts: ExactIncident) -> bool:
        """Say whether an incident keeps the constraints of the plan."""
        return all(met(each, facts) for each in self.given)

    def level_of(self, facts: ExactIncident) -> Level:
        """Give the level of an incident, by ordinary evaluation."""
        return level_at(self.plan, facts)


class Near:
    """What some names can bear on: a small question of its own, asked in place of one about the whole plan.

    The criteria that depend on none of the names are left out, and every name they alone depend on is at rest.
    So "no" is a proof for the whole plan; a "yes" must be tried on it.
    """

    def __init__(self, model: Model, names: tuple[str, ...]) -> None:
        self.model = model
        self.criteria = model.touching(names)
        self.x = model.x
        self.reach = {
            *names,
            *variables_of(criterion.condition for criterion in self.criteria),
            *variables_of(model.more),
        }
        for each in tied(self.reach, Known({}, model.given)):
            self.reach.update(each.variables)
        self.solver = model.scratch
        bounds = [bound for name in self.reach for bound in self.x.bounds(name)]
        self._bounds = [*bounds, *self.x.given(self.reach)]

    def ask(self, *wants: Expr) -> Reply:
        """Ask whether there is such an incident, as far as this part of the plan goes."""
        return self.solver.ask(*self._bounds, *wants)

    def read(self, reply: Reply) -> dict[str, Plain]:
        """Give the incident the solver found, everything out of reach at rest."""
        return {**self.model.ground.rest, **self.x.read(reply.model, self.reach)}

    def vary(self, *names: str, mark: str = "'") -> Point:
        """Give the incident with some names free to differ, the others as in `x`."""
        copy, bounds = self.model._copy(names, f"~{mark}")  # noqa: SLF001 - a part of the model
        self._bounds += bounds or copy.domain()
        return copy

    def at_least(self, gravity: int, at: Point) -> Expr:
        """Give the formula that a criterion within reach gives that level or a graver one."""
        return self.model.space.some(at.holds(c.condition) for c in self.criteria if c.gravity >= gravity)

    def graver(self, one: Point, other: Point) -> Expr:
        """Give the formula that the criteria within reach give one incident a graver level than another."""
        negate = self.model.space.z3.Not
        return self.model.space.some(
            self.model.space.every([self.at_least(step, one), negate(self.at_least(step, other))])
            for step in sorted({criterion.gravity for criterion in self.criteria})
        )


def harmful(model: Model) -> tuple[str, ...]:
    """Give the facts of the criteria whose direction of harm the plan declares."""
    facts = model.plan.facts
    return tuple(name for name in model.variables if name in facts and facts[name].worse is not None)


def worse_than(model: Model, name: str, one: Point, other: Point, *, strictly: bool) -> Expr:
    """Give the formula that a fact is worse (or as bad) at one incident than at another."""
    variable = model.space.variables[name]
    a, b = one.of(name), other.of(name)
    if is_flag(variable):
        no = model.space.z3.Not
        a, b = (a, b) if variable.worse == "up" else (no(a), no(b))
        return model.space.z3.And(a, no(b)) if strictly else model.space.z3.Implies(b, a)
    if variable.worse == "down":
        a, b = b, a
    return a > b if strictly else a >= b


def beyond_rest(model: Model, name: str, at: Point) -> Expr | None:
    """Give the formula that there is some harm of a kind; None where the fact has no mildest value."""
    variable = model.space.variables[name]
    rest = variable.mildest
    return None if rest is None else model.space.z3.Not(at.equals(name, rest))
