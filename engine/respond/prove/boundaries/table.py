"""Every threshold of a plan: what the rules make of an incident just below it, on it and just above it.

A threshold is a figure that limits a number, the choice that one of an order is held against, or how many of some parts
must hold. Everything else is at rest, but for what the rules need so that this alone decides. A criterion speaks by the
level; a response, a duty, an exclusion and the like begin or cease to apply.
"""

from datetime import date

from attrs import evolve

from respond._records import frozen
from respond.facts import Number
from respond.plan import PlanRef, Prepared, Rule
from respond.prove.boundaries.rows import ThresholdRow
from respond.prove.boundaries.thresholds import thresholds_of
from respond.prove.search.evaluation import rules_of
from respond.prove.search.exact import ExactIncident


@frozen(eq=False, slots=False)
class Boundaries:
    """The table of one edition, with the parts it adopts on a day."""

    plan: Prepared
    day: date
    rows: tuple[ThresholdRow, ...]

    @property
    def ref(self) -> PlanRef:
        """Give which edition this is."""
        return self.plan.ref

    @property
    def criteria(self) -> list[ThresholdRow]:
        """Give the thresholds of the criteria."""
        return [row for row in self.rows if row.graded]

    @property
    def others(self) -> list[ThresholdRow]:
        """Give the thresholds of responses, duties, exclusions and the like."""
        return [row for row in self.rows if not row.graded]

    def at(self, rule: Rule) -> list[ExactIncident]:
        """Give the incidents that stand at the thresholds of a rule."""
        same = (rule.kind, rule.id)
        rows = (row for row in self.rows if any((each.kind, each.id) == same for each in row.rules))
        return [point.facts for row in rows for point in row.points if point.facts is not None]


def boundaries_of(plan: Prepared, day: date) -> Boundaries:
    """Work out the table of a plan's thresholds; `day` is when its incidents happen.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("vaccine-quality"))
    >>> found = boundaries_of(plan, date(2026, 3, 2))
    >>> row = found.criteria[0]
    >>> row.rules[0].id, [(point.shown.en, point.level) for point in row.points]
    ('III-deaths', [('0 cases', none), ('1 case', III), ('2 cases', II)])
    >>> row, = found.others
    >>> row.rules[0].id, [(point.shown.en, point.applies) for point in row.points]
    ('funerals', [('0 cases', False), ('1 case', True), ('2 cases', True)])
    """
    rows: dict[tuple[object, ...], ThresholdRow] = {}
    for rule in rules_of(plan):
        for threshold in thresholds_of(plan, day, rule):
            row = threshold.row()
            said = tuple((point.level, point.applies, point.response) for point in row.points)
            key = (row.graded, row.name, row.figure, tuple(sorted(row.others.items())), said)
            known = rows.setdefault(key, row)
            if rule not in known.rules:
                rows[key] = evolve(known, rules=(*known.rules, rule))
    order = {name: index for index, name in enumerate(plan.facts)}

    def place_in_table(row: ThresholdRow) -> tuple[bool, int, str, Number, int]:
        return not row.graded, order.get(row.name, len(order)), row.name, row.place, len(row.others)

    return Boundaries(plan, day, tuple(sorted(rows.values(), key=place_in_table)))
