"""The reports that have gone out: acts in the log for duties to report, and what was known when each was sent."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from respond._records import frozen
from respond.clock import local
from respond.log import Act
from respond.papers.dossier import Dossier, View
from respond.plan import PlanRef, Report, Rule
from respond.situation import BY_ANOTHER, Involved, Order, UnitName, order_of, units_of

_MINUTE: Final = timedelta(minutes=1)
"""What a time without seconds leaves open: in it, the order of the entries says what had been told."""


@frozen(eq=False)
class Carrier:
    """A duty that sends a report: its rule, the plan concerned that has it, the edition it comes from."""

    involved: Involved
    rule: Rule
    report: Report
    plan: PlanRef
    order: Order

    @property
    def ours(self) -> bool:
        """Say whether the desk owes it, whenever it is owed."""
        return self.order.ours

    @property
    def to(self) -> tuple[UnitName, ...]:
        """Give whom the plan has it sent to, as the leading plan calls them."""
        return self._named(self.rule.entry.to)

    @property
    def copy(self) -> tuple[UnitName, ...]:
        """Give who gets a copy."""
        return self._named(self.rule.entry.copy)

    def _named(self, names: Sequence[str]) -> tuple[UnitName, ...]:
        found = units_of(self.involved.plan, names)
        return tuple(UnitName(self.involved.ours(each.id), each.name, each.contact) for each in found)


@frozen(eq=False)
class Sent:
    """A report that went out: the act that says so, the duty it answers, to whom, and what was known then."""

    act: Act
    carrier: Carrier
    to: frozenset[str]
    step: int
    at: datetime
    dossier: Dossier

    @cached_property
    def view(self) -> View:
        """Give what was known when it was sent."""
        return self.dossier.view(self.until, self.step)

    @property
    def until(self) -> datetime:
        """Give the last moment at which it can have gone out, by what was said of when it did."""
        at = self.act.at
        return at if at.second or at.microsecond else at + _MINUTE - at.resolution


def carriers(dossier: Dossier) -> Iterator[Carrier]:
    """Give the duties of every plan concerned that send a report, those of the leading plan first."""
    for place, each in enumerate(dossier.involved):
        if each.scale is not None:
            continue
        for rule in each.plan.measures:
            report = each.plan.plan.reports.get(rule.entry.report or "")
            if report is not None and rule.entry.kind == "act":
                order = order_of(dossier.involved, place, rule, dossier.desk)
                yield Carrier(each, rule, report, each.plan.origin(rule.id), order)


def sent_reports(dossier: Dossier, kinds: Collection[str]) -> tuple[Sent, ...]:
    """Give the reports of some kinds that have gone out, the first one first.

    An act that names no addressee told all of those the duty names. What a body did that does not owe the report is no
    report of whoever does.
    """
    of_others = {each.entry for each in dossier.situation.uncounted if each.why == BY_ANOTHER}
    by_duty: dict[tuple[str, str], Carrier] = {}
    for carrier in carriers(dossier):
        if carrier.report.kind in kinds:
            by_duty.setdefault((carrier.plan.id, carrier.rule.id), carrier)
    steps = {entry.id: entry.step for entry in dossier.log.entries}
    found = []
    for act in dossier.present.step.acts:
        sending = by_duty.get((act.plan, act.duty))
        if sending is None or act.broke or act.at > dossier.now or act.entry in of_others:
            continue
        named = frozenset(sending.involved.ours(each) for each in act.to)
        to = named or frozenset(each.id for each in sending.to)
        found.append(Sent(act, sending, to, steps[act.entry], local(act.at, dossier.tz), dossier))
    return tuple(sorted(found, key=lambda each: (each.until, each.step)))
