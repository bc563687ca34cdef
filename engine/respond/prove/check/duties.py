"""Can everything a plan orders be done: somebody owes it, its clock can start, and limits agree."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product

from attrs import field

from respond._records import frozen
from respond.clock import Every, Limit, SameDay, Within
from respond.errors import Text
from respond.facts import Exactly, Value
from respond.plan import Leg, Prepared, Rule
from respond.prove.check.findings import Answer, Finding, outcome_of
from respond.prove.search.finding import STEPS, find
from respond.reason import Condition

STATEMENT = Text(
    "每项任务有单位、能触发、时限能起算且互不矛盾，报告有内容、有报送对象",
    "every duty has a unit and can arise, its clock can start, limits agree, reports have contents and addressees",
)

_SAID = {
    "never-owed": Text(
        "{it}：触发条件永远不成立，或一触发即解除", "{it}: never owed, or ended as soon as it is"
    ),
    "never-starts": Text(
        "{it}：时限的起点在其触发时不可能已发生", "{it}: the clock cannot have started while it is owed"
    ),
    "no-addressee": Text("{it}：报告没有写明报给谁", "{it}: nobody is named to receive the report"),
    "empty-report": Text("没有列明内容的报告：{it}", "reports without contents: {it}"),
    "void-pause": Text("{it}：暂停计时的起止不成一段时间", "{it}: the pause is no stretch of time"),
    "void-extension": Text("{it}：没有人能按此延长时限", "{it}: nobody can lengthen its limit so"),
}

_WHETHER_OWED = Text(
    "{id}：查找中途停止，未判定能否触发、能否起算",
    "{id}: the search gave up on whether it can be owed and its clock start",
)
_WHETHER_WITHIN = Text(
    "{id}、{other}：查找中途停止，未判定前者是否只在后者触发时触发",
    "{id}, {other}: the search gave up on whether the first is owed only where the second is",
)

_DUTY = re.compile(r"\w+\((.+)\)")
"""A state of a duty as conditions ask for it, such as `overdue(report-up)`."""

Explain = Callable[[str, tuple[str, ...]], str | None]
"""From the kind and the entries of a finding to the interpretation that explains it."""


def duties(plan: Prepared, explain: Explain) -> Answer:
    """Ask of every duty, measure and report what can be asked without a solver.

    That units, addressees, events and clauses exist at all is made sure when the plan is read (E511 to E517).
    """
    checker = _Duties(plan, explain)
    findings = tuple(checker.find())
    outcome = outcome_of(findings, decided=not checker.undecided)
    return Answer("duties", STATEMENT, outcome, findings, left_out=tuple(checker.undecided.values()))


@frozen(eq=False, slots=False)
class _Duties:
    plan: Prepared
    explain: Explain
    undecided: dict[str, Text] = field(factory=dict, init=False)
    """What the search gave up on, by the duties it was about."""

    def find(self) -> Iterator[Finding]:
        """Go through everything that is wrong; what one interpretation explains is told together."""
        wrong: dict[tuple[str, str | None], list[tuple[str, Text]]] = {}
        for kind, name, words in self.wrong():
            known = self.explain(kind, (name,))
            key = (kind, known or name)
            wrong.setdefault(key, []).append((name, Text(f"{name}（{words.zh}）", f"{name} ({words.en})")))
        for (kind, known), found in wrong.items():
            entries = tuple(name for name, _ in found)
            listed = Text.joined(words for _, words in found)
            yield Finding(
                kind, entries, _SAID[kind].fill(it=listed), None, None if known in entries else known
            )
        for one, other in combinations(self.plan.measures, 2):
            yield from self.pair(one, other)
        yield from self.unlimited()
        yield from self.shut()
        yield from self.contacts()

    def wrong(self) -> Iterator[tuple[str, str, Text]]:
        """Give, for each duty and report with something wrong, the kind, the id and the wording."""
        for measure in self.plan.measures:
            entry = measure.entry
            words = Text(entry.zh, entry.en)
            if not self.arises(measure):
                yield "never-owed", entry.id, words
            elif not self.starts(measure):
                yield "never-starts", entry.id, words
            if entry.report is not None and not entry.to and _needs_addressee(measure):
                yield "no-addressee", entry.id, words
            if any(stop.from_ == stop.to or stop.from_ in measure.ends for stop in entry.stops):
                yield "void-pause", entry.id, words
            if entry.extend is not None and not self.extensible(measure):
                yield "void-extension", entry.id, words
        for report in self.plan.plan.reports.values():
            if not report.contents:
                yield "empty-report", report.id, Text(report.zh, report.en)

    @staticmethod
    def extensible(measure: Rule) -> bool:
        """Say whether somebody else than those who owe a duty can lengthen its limit, a length of time."""
        limit = measure.limit
        runs = limit is not None and limit.figured and not (limit.recurs or limit.counts_back)
        return runs and measure.entry.extend.by not in measure.entry.owners

    def arises(self, measure: Rule) -> bool:
        """Say whether a duty can be owed while nothing that stands it down has happened."""
        return self.possible(measure, _not_ended(measure))

    def starts(self, measure: Rule) -> bool:
        """Say whether what starts the clock can have happened while the duty is owed."""
        begun = [self.begins(measure, leg) for leg in measure.legs]
        return measure.limit.runs(begun) if measure.limit is not None else all(begun)

    def begins(self, measure: Rule, leg: Leg) -> bool:
        """Say whether what one part of a limit counts from can have happened while the duty is owed."""
        if not leg.starts or any(name not in self.plan.scope.events for name in leg.starts):
            return True
        ended = _not_ended(measure)
        return any(self.possible(measure, {**ended, name: Exactly(value=True)}) for name in leg.starts)

    def possible(self, measure: Rule, values: Mapping[str, Value]) -> bool:
        """Say whether the trigger of a duty can hold under what is known."""
        if not measure.conditional:
            return True
        for each in self.gravities(measure.condition, values):
            found = find(self.plan, [(measure.condition, True)], each, STEPS)
            if found.facts is not None:
                return True
            if not found.decided:
                self.undecided[measure.id] = _WHETHER_OWED.fill(id=measure.id)
                return True
        return False

    def gravities(self, condition: Condition, values: Mapping[str, Value]) -> Iterator[Mapping[str, Value]]:
        """Go through the levels and responses the plan can give, where a condition asks for them."""
        plan = self.plan
        levels = {rule.gravity for rule in plan.criteria} or {*plan.levels}
        responses = {rule.gravity for rule in plan.responses} or {*plan.response_levels}
        for level, response in product(
            sorted({plan.levels.none, *levels}) if condition.uses_level else [plan.levels.none],
            sorted({plan.response_levels.none, *responses})
            if condition.uses_response
            else [plan.response_levels.none],
        ):
            yield {**values, "level": Exactly(level), "response": Exactly(response)}

    def pair(self, one: Rule, other: Rule) -> Iterator[Finding]:
        """Find two limits for one act: equal cases with unequal limits, or a special case with a looser one."""
        if not _same_act(one, other) or one.limit is None or other.limit is None:
            return
        if not _comparable(one.limit, other.limit) or one.limit == other.limit or one.starts != other.starts:
            return
        first, second = self.within(one, other), self.within(other, one)
        if not (first or second):
            return
        looser_special = (first and other.limit.stricter_than(one.limit)) or (
            second and one.limit.stricter_than(other.limit)
        )
        if not (first and second) and not looser_special:
            return
        a, b = one.limit.words, other.limit.words
        text = Text(
            f"{one.entry.id}（{a.zh}）与{other.entry.id}（{b.zh}）是同一件事，时限不同",
            f"{one.entry.id} ({a.en}) and {other.entry.id} ({b.en}) are one act with two limits",
        )
        entries = (one.entry.id, other.entry.id)
        yield Finding("limits", entries, text, None, self.explain("limits", entries))

    def within(self, special: Rule, general: Rule) -> bool:
        """Say whether one duty is owed only where another one is."""
        if special.entry.response != general.entry.response:
            return False
        found = find(self.plan, [(special.condition, True), (general.condition, False)], steps=STEPS)
        if not found.decided:
            pair = f"{special.id} {general.id}"
            self.undecided[pair] = _WHETHER_WITHIN.fill(id=special.id, other=general.id)
        return found.ruled_out

    def shut(self) -> Iterator[Finding]:
        """Name the limits in office hours of a plan that gives none: only those of its calendar, if any, serve them."""
        if self.plan.plan.office_hours:
            return
        silent = tuple(
            rule.id for rule in self.plan.measures if rule.limit is not None and rule.limit.in_office
        )
        if silent:
            text = Text(
                "以工作小时计时限而预案没有写办公时间（office_hours），日历也没有时时限无法确定：{names}",
                "limits in office hours without office_hours in the plan, known only where its calendar gives them: "
                "{names}",
            )
            yield Finding("no-office-hours", silent, text.fill(names=", ".join(silent)))

    def unlimited(self) -> Iterator[Finding]:
        """Name the duties that have neither a limit nor a word for one, so that they are never late."""
        acts = [measure for measure in self.plan.measures if measure.entry.kind == "act"]
        silent = tuple(
            measure.id for measure in acts if measure.limit is None and measure.entry.mood != "may"
        )
        if silent:
            total, number = len(acts), len(silent)
            text = Text(
                f"{total}项任务中{number}项没有写时限，也没有“立即”之类的词（条文未写的，写 due: unstated）",
                f"{number} of {total} duties have neither a limit nor a word such as immediately (where the text has "
                "none, due: unstated)",
            )
            yield Finding("no-limit", silent, text)

    def contacts(self) -> Iterator[Finding]:
        """Name the units nobody can call by what the plan says."""
        silent = tuple(name for name, unit in self.plan.plan.units.items() if unit.contact is None)
        if silent:
            total = len(self.plan.plan.units)
            text = Text(
                f"{total}个单位中{len(silent)}个没有联系方式，由本地补充",
                f"{len(silent)} of {total} units have no contact; to be added locally",
            )
            yield Finding("no-contact", silent, text)


def _not_ended(measure: Rule) -> dict[str, Value]:
    """Give that nothing has happened which ends a duty, but for what begins it anew."""
    return {event: Exactly(value=False) for event in measure.ends if event not in measure.entry.renewals}


def _needs_addressee(measure: Rule) -> bool:
    """Say whether a report goes to somebody in particular: not to the press, and not only if it is thought fit."""
    return measure.entry.mood != "may" and "press" not in measure.entry.channel


def _same_act(one: Rule, other: Rule) -> bool:
    """Say whether two duties are one act: the same report by the same unit to a common addressee, both a must."""
    a, b = one.entry, other.entry
    if a.report is None or a.report != b.report or a.mood != "must" or b.mood != "must":
        return False
    return not set(a.owners).isdisjoint(b.owners) and not set(a.to).isdisjoint(b.to)


def _comparable(one: Limit, other: Limit) -> bool:
    """Say whether two limits could contradict each other: figures of one kind, or a figure and "at once"."""
    if type(one) is type(other):
        return one.figured
    return all(isinstance(each, Within | SameDay) or each.at_once for each in (one, other))


def loosened(plan: Prepared, adopted: Mapping[str, Rule]) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Find limits of adopted duties that are looser here than where they come from."""
    for measure in plan.measures:
        before = adopted.get(measure.entry.id)
        if before is None or before.limit is None or before.limit == measure.limit:
            continue
        if (
            measure.limit is None
            or before.limit.stricter_than(measure.limit)
            or isinstance(before.limit, Every)
        ):
            new = measure.limit.words if measure.limit else Text("无时限", "no limit")
            old = before.limit.words
            text = Text(
                f"{measure.entry.id}：原为{old.zh}，这里为{new.zh}",
                f"{measure.entry.id}: {old.en} where it comes from, {new.en} here",
            )
            yield (measure.entry.id,), text
