"""Does more harm ever give a milder level: one fact at a time, and several at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from respond.errors import Text
from respond.facts import Exactly, Number, Plain
from respond.plan import Prepared
from respond.prove.check.bands import Gap
from respond.prove.check.edition_model import EditionModel
from respond.prove.check.findings import Answer, Finding, outcome_of
from respond.prove.check.left_out import beyond_the_years, without_direction
from respond.prove.search.exact import ExactIncident, met
from respond.prove.search.ground import Holds
from respond.prove.search.plain import plainest
from respond.prove.search.solver import TIMEOUT, Model, Outcome, Reply, harmful, worse_than
from respond.prove.search.translate import Expr
from respond.prove.search.witness import day_in_force

STATEMENT = Text(
    "任一项损害加重，或几项一起加重，级别都不会下降",
    "more harm, in one fact or in several at once, never gives a milder level",
)
KINDS = ("fall", "gap")
_FALLS = {
    "level": Text("级别反而下降", "the level falls"),
    "response": Text("响应级别反而下降", "the response falls"),
}


def ask_jointly(case: EditionModel) -> Reply:
    """Ask whether there are two incidents, one as bad or worse in everything, and yet of a milder level."""
    model = case.model
    names = harmful(model)
    worse = model.vary(*names)
    return model.ask(
        *(worse_than(model, name, worse, model.x, strictly=False) for name in names),
        model.graver(model.x, worse),
        model.space.z3.Not(case.explained(KINDS, worse)),
        case.not_below(worse),
    )


def falling(case: EditionModel, jointly: Reply) -> tuple[str, ...]:
    """Give the facts along which the level may fall: none where that is ruled out for all facts at once."""
    known = case.left_below is not None or any(True for _ in case.regions(*KINDS))
    if not jointly.found and jointly.decided and not known:
        return ()
    return tuple(name for name in harmful(case.model) if _Falls(case, name, ()).possible())


def monotony(case: EditionModel, jointly: Reply, names: Sequence[str], gaps: Sequence[Gap] = ()) -> Answer:
    """Find falls of the level along some facts (`falling`); those into a gap between bands (`gaps`) are told there.

    A proof for several facts at once is one for each of them.
    """
    case.decided = True
    stretches = [stretch for _, stretch in gaps]
    through = tuple(finding for finding, _ in gaps)
    findings = [finding for name in names for finding in _Falls(case, name, stretches).find()]
    if jointly.found and not findings and not gaps:
        findings = [_joint(case, jointly)]
    outcome = outcome_of([*findings, *through], decided=case.decided and jointly.decided)
    if not harmful(case.model) and not through:
        outcome = Outcome.NOT_ASKED
    below = () if case.all_below else case.not_asked
    left_out = (*below, *without_direction(case), *beyond_the_years(case))
    return Answer("monotony", STATEMENT, outcome, tuple(findings), through, left_out)


def rises_with_harm(plan: Prepared, timeout: int = TIMEOUT) -> bool:
    """Say whether it is proved, with no case excepted, that more harm in one or several facts never lowers the level.

    Raises MissingExtraError (E670) without z3.
    """
    model = Model(plan, (), timeout, day_in_force(plan))
    names = harmful(model)
    worse = model.vary(*names)
    reply = model.ask(
        *(worse_than(model, name, worse, model.x, strictly=False) for name in names),
        model.graver(model.x, worse),
    )
    return reply.decided and not reply.found


class _Falls:
    """The falls of the level along one fact."""

    def __init__(self, case: EditionModel, name: str, gaps: Sequence[Expr]) -> None:
        self.case = case
        self.name = name
        self.gaps = gaps
        self.near = case.model.near(name)
        self.variable = case.model.variables[name]

    def possible(self) -> bool:
        """Say whether the level may fall along the fact, by the criteria that depend on it."""
        reply = self.case.asked(self.near.ask(*self.wants()))
        return reply.found or not reply.decided

    def wants(self) -> list[Expr]:
        """Give the property as formulas."""
        model, worse = self.case.model, self.near.vary(self.name)
        return [worse_than(model, self.name, worse, model.x, strictly=True), self.near.graver(model.x, worse)]

    def find(self) -> Iterator[Finding]:
        """Find the smallest fall nothing explains, and one for each explanation."""
        model, negate = self.case.model, self.case.model.space.z3.Not
        worse, wants = self.near.vary(self.name), self.wants()
        self.case.note_below(wants, self.near, worse)
        wants.append(self.case.not_below(worse))
        swaps = [(model.x.of(self.name), worse.of(self.name))]
        gaps = [negate(model.space.z3.substitute(gap, *swaps)) for gap in self.gaps]
        new = [*wants, negate(self.case.explained(KINDS, worse)), *gaps]
        facts = self.smallest(new, lambda facts: self.step(facts, explained=False) is not None)
        if facts is not None:
            step = self.step(facts, explained=False)
            if step is not None and not self.in_gap(facts, step):
                yield self.finding(facts, step, None)
        for index, each, condition in self.case.regions(*KINDS):
            known = [*wants, worse.holds(condition)]
            facts = self.smallest(known, lambda facts: self.step(facts, explained=True) is not None)
            step = None if facts is None else self.step(facts, explained=True)
            if facts is not None and step is not None:
                self.case.used.add(index)
                if each.known.kind == "fall":
                    yield self.finding(facts, step, each.reading)

    def smallest(self, wants: Sequence[Expr], holds: Holds) -> dict[str, Plain] | None:
        """Find the smallest incident from which the level falls."""
        model = self.case.model

        def beyond() -> list[Expr]:
            worse = model.vary(self.name, mark="~'")
            return [*worse.domain(), model.graver(model.x, worse)]

        return self.case.smallest(wants, holds, [self.name], near=self.near, beyond=beyond)

    def in_gap(self, facts: ExactIncident, value: Plain) -> bool:
        """Say whether a worse value lies in a gap that is told elsewhere."""
        model = self.case.model
        at = {**facts, self.name: value}
        known = list(model.x.known({name: Exactly(each) for name, each in at.items()}))
        return any(model.ask(gap, *known).found for gap in self.gaps)

    def step(self, facts: ExactIncident, *, explained: bool) -> Plain | None:
        """Give the nearest worse value at which the level is milder, in or outside the explained cases."""
        level = self.case.model.level_of
        now = level(facts)
        if now == 0:
            return None
        for value in self.worse_values(facts):
            at = {**facts, self.name: value}
            if level(at) < now and not self.case.is_below(at) and self.inside(at) is explained:
                return value
        return None

    def inside(self, facts: ExactIncident) -> bool:
        """Say whether an incident belongs to the explained cases."""
        return any(met(condition, facts) for _, _, condition in self.case.regions(*KINDS))

    def worse_values(self, facts: ExactIncident) -> Iterator[Plain]:
        """Give one plain value of each worse stretch, nearest first."""
        variable, own = self.variable, facts[self.name]
        if variable.choices:
            order = variable.mildest_first(variable.choices)
            yield from order[order.index(own) + 1 :]
            return
        ordered = variable.mildest_first(self.case.model.ground.along(self.name, facts))
        here = next(i for i, cell in enumerate(ordered) if cell.contains(cast("Number", own)))
        fact = self.case.plan.facts.get(self.name)
        for cell in ordered[here + 1 :]:
            yield next(iter(plainest(cell, variable, fact)))

    def finding(self, facts: ExactIncident, value: Plain, known: str | None) -> Finding:
        """Describe a fall."""
        return _described(self.case, facts, {self.name: value}, f"fall-{self.name}", known)


def _joint(case: EditionModel, reply: Reply) -> Finding:
    """Describe a fall that takes several facts at once."""
    worse = case.model.vary(*harmful(case.model))
    before, after = case.model.x.read(reply.model), worse.read(reply.model)
    then = {name: value for name, value in after.items() if value != before[name]}
    return _described(case, before, then, "fall-jointly", None)


def _described(
    case: EditionModel, facts: ExactIncident, then: Mapping[str, Plain], name: str, known: str | None
) -> Finding:
    levels = case.level(facts), case.level({**facts, **then})
    changes = [
        (case.label(key), case.shown(facts[key], key), case.shown(value, key)) for key, value in then.items()
    ]
    zh = "，".join(f"{label.zh}{before.zh}→{after.zh}" for label, before, after in changes)
    en = ", ".join(f"{label.en} {before.en} → {after.en}" for label, before, after in changes)
    falls = _FALLS[case.of]
    title = Text(f"{zh}，{falls.zh}", f"{en}: {falls.en}")
    text = Text(
        f"{title.zh}：{levels[0].short.zh}→{levels[1].short.zh}",
        f"{title.en} from {levels[0].short.en} to {levels[1].short.en}",
    )
    return Finding("fall", tuple(then), text, case.witness(name, title, facts, then), known)
