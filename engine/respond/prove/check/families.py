"""Families of criteria: those over the same facts, whose figures cut these into bands."""

from functools import cached_property

from respond._records import frozen
from respond.language import DAY, MOMENT, Some, walk
from respond.plan import Prepared, Rule
from respond.prove.search.exact import ExactIncident, met
from respond.prove.search.translate import is_flag


@frozen(eq=False)
class Family:
    """Criteria over the same facts, apart from their thresholds; gravest first."""

    criteria: tuple[Rule, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Give everything the bands depend on."""
        return tuple(self.criteria[0].condition.variables)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Give the numbers the bands run along."""
        variables = self.criteria[0].condition.variables.values()
        return tuple(v.name for v in variables if not v.choices and v.dimension not in {DAY, MOMENT})

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """Give the choices among the names; a yes or no leaves no room for a band."""
        return tuple(
            v.name for v in self.criteria[0].condition.variables.values() if v.choices and not is_flag(v)
        )

    def has(self, facts: ExactIncident) -> bool:
        """Say whether a band claims an incident."""
        return any(met(criterion.condition, facts) for criterion in self.criteria)


def families(plan: Prepared) -> tuple[Family, ...]:
    """Group the criteria by what they depend on; a criterion alone is a family where it has alternatives.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> [len(family.criteria) for family in families(library.prepared(library.find("vaccine-quality")))]
    [3, 4, 4]
    """
    groups: dict[frozenset[str], list[Rule]] = {}
    for criterion in plan.criteria:
        groups.setdefault(frozenset(criterion.condition.variables), []).append(criterion)
    return tuple(
        Family(tuple(group)) for group in groups.values() if len(group) > 1 or _has_alternatives(group[0])
    )


def _has_alternatives(criterion: Rule) -> bool:
    return any(isinstance(part, Some) for part in walk(criterion.condition.test))
