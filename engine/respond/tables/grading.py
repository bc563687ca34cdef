"""One edition as the rows of a table are graded by it: the facts its levels use, and that a database can say it all."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from respond._records import frozen
from respond.errors import Fault, InputError, Text, fault
from respond.facts import Fact, FactType, Level
from respond.plan import PlanRef, Prepared
from respond.reason import Condition, Form, SeasonAtom, Variable, atoms_of, first_match_of, names_of

COLUMN_TYPES: Final = {
    FactType.FLAG, FactType.CHOICE, FactType.COUNT, FactType.QUANTITY, FactType.SHARE, FactType.NUMBER,
}  # fmt: skip
"""The types of facts a column can hold exactly."""

_KINDS: Final[Mapping[FactType, Text]] = {
    FactType.DATE: Text("日期", "a day"),
    FactType.INSTANT: Text("时刻", "an instant"),
    FactType.TEXT: Text("文字", "a text"),
}


@frozen
class Ruled:
    """A condition of the plan that is told by its id where it holds in a row."""

    id: str
    condition: Condition

    @property
    def form(self) -> Form:
        """Give its normal form."""
        return self.condition.normal.form


def used_by(rules: Iterable[Ruled]) -> frozenset[str]:
    """Give the facts that conditions use."""
    return frozenset(name for each in rules for atom in atoms_of(each.form) for name in atom.names)


@frozen(eq=False)
class Grading:
    """One edition with the editions it adopts, as rows are graded by it."""

    plan: Prepared
    facts: Mapping[str, Fact]
    """Those the levels use, in the order of the plan."""
    steps: tuple[tuple[Level, Form], ...]
    """What each level is met by, gravest first, once those before it are not."""
    variables: Mapping[str, Variable]
    criteria: tuple[Ruled, ...]
    constraints: tuple[Ruled, ...]
    """What holds of these facts together in every incident."""

    @property
    def ref(self) -> PlanRef:
        """Give which edition it is."""
        return self.plan.ref

    @cached_property
    def exclusions(self) -> tuple[Ruled, ...]:
        """Give what excludes an incident from the plan, by what is known of its facts."""
        return tuple(
            Ruled(str(rule.entry.id), rule.condition)
            for rule in self.plan.exclusions
            if rule.conditional and rule.condition.names and rule.condition.names <= self.plan.facts.keys()
        )


def grading_of(plan: Prepared) -> Grading:
    """Prepare an edition for tables.

    Raises InputError: E756 where the plan has no levels, E754 where they hang on events and time, E760 with every
    criterion that rests on what no column holds exactly.
    """
    if not plan.graded:
        raise InputError([fault("E756", name=plan.ref)])
    ladder: dict[Level, list[Condition]] = {}
    for level, condition in plan.ladder:
        ladder.setdefault(level, []).append(condition)
    needed = names_of([*ladder.items()])
    other = [name for name in needed if name not in plan.facts]
    if other:
        raise InputError([fault("E754", plan=plan.ref, names=", ".join(other))])
    faults = list(_unsayable(plan))
    if faults:
        raise InputError(faults)
    steps, variables = first_match_of([*ladder.items()])
    given = {name: each for name, each in plan.constraints.items() if each.names <= set(needed)}
    for condition in given.values():
        variables.update(condition.normal.variables)
    return Grading(
        plan,
        {name: fact for name, fact in plan.facts.items() if name in needed},
        tuple((plan.levels.at(level), form) for level, form in steps),
        variables,
        tuple(Ruled(str(rule.entry.id), rule.condition) for rule in plan.criteria),
        tuple(Ruled(name, condition) for name, condition in given.items()),
    )


def _unsayable(plan: Prepared) -> Iterator[Fault]:
    """Tell of each criterion what it rests on that a column cannot hold exactly: texts, days, windows of the year."""
    for rule in plan.criteria:
        form = rule.condition.normal.form
        names = {
            atom.source if isinstance(atom, SeasonAtom) else name
            for atom in atoms_of(form)
            for name in atom.names
        }
        for name in sorted(names):
            kind = plan.facts[name].type
            if kind not in COLUMN_TYPES:
                yield fault("E760", rule.entry.place, name=rule.id, fact=name, kind=_KINDS[kind])
