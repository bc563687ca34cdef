"""The answer key of a scenario, derived from the plan, and what of the scenario does not go with it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, Literal

from attrs import evolve

from respond._records import frozen
from respond.errors import Text
from respond.exercise.objectives import Showing
from respond.exercise.perfect import perfect_actions
from respond.exercise.run import Run, Turn, plan_beside, run_scenario
from respond.exercise.scenario import Inject, Scenario, Target
from respond.exercise.score import Outcome
from respond.exercise.timeline import chosen
from respond.plan import Library
from respond.show import length
from respond.situation import Obligation, Placed, UnitName

FindingKind = Literal[
    "unheard", "not-played", "cut-off", "untested", "idle", "no-such-duty", "not-its-duty", "laxer", "stricter",
    "no-limit",
]  # fmt: skip
"""What is found: an inject nobody receives, only units nobody plays, or over a channel that is cut then; an objective
nothing tests; a unit that plays and owes nothing; a target whose duty is never owed, is not that unit's, or has a limit
in the plan that is earlier or later than the target's, or none."""

GRAVE: frozenset[FindingKind] = frozenset(
    {"unheard", "cut-off", "untested", "no-such-duty", "not-its-duty", "laxer"}
)
"""Findings with which a scenario is not ready to be held."""


@frozen
class KeyEntry:
    """Something the plan expects: what, of whom, from when, by when; and the inject after which it first stands."""

    id: str
    kind: Literal["duty", "level", "target"]
    label: Text
    units: tuple[UnitName, ...]
    to: tuple[UnitName, ...]
    since: datetime
    due: datetime | None
    latest: datetime | None
    """Before which nobody is late, where readings leave that open and it is not `due`."""
    words: Text | None
    """The limit in words, where it is one in words."""
    clauses: tuple[str, ...]
    plan: Text | None
    """Whose clauses these are, where that is not the leading plan."""
    inject: str | None
    played: bool
    """Whether it counts: a unit that owes it is played, and whoever does all that is expected gets points for it."""
    draft: bool
    """Whether no text confirms it."""


@frozen
class Finding:
    """Something of the scenario that does not go with the key."""

    kind: FindingKind
    name: str
    told: Text

    @property
    def grave(self) -> Annotated[bool, Placed(before="told")]:
        """Say whether the scenario is not ready to be held with it."""
        return self.kind in GRAVE


@frozen
class CheckedScenario:
    """A scenario with its derived key and what was found."""

    scenario: str
    title: Text
    start: datetime
    zone: str
    key: tuple[KeyEntry, ...]
    findings: tuple[Finding, ...]

    @property
    def schema(self) -> Annotated[Literal["checked-scenario/1"], Placed(before="scenario")]:
        """Give the name of the contract its JSON keeps."""
        return "checked-scenario/1"

    @property
    def ready(self) -> Annotated[bool, Placed(before="key")]:
        """Say whether nothing grave was found."""
        return not any(each.grave for each in self.findings)


def check_scenario(scenario: Scenario, library: Library, variant: str | None = None) -> CheckedScenario:
    """Derive the key of a scenario that nobody has played yet, and hold the scenario against it.

    Levels, duties, limits and addressees are those of the plans at the facts known then; what players' acts alone set
    off is no part of it. Raises InputError as a run does.
    """
    scenario = chosen(scenario, variant)
    run = run_scenario(evolve(scenario, actions=()), library)
    best = run_scenario(evolve(scenario, actions=perfect_actions(scenario, library)), library)
    found = {
        each.id: each for each in (*run.outcomes, *best.outcomes)
    }  # what acts set off is only in the best run
    counted = {each.id for each in best.outcomes if each.judged}
    key = tuple(_entry(each, run, counted=each.id in counted) for each in found.values())
    calls = [
        KeyEntry(
            stretch.id, "level", stretch.label, (), (), stretch.since, None, None, None, stretch.clauses, None,
            _inject(run, stretch.since), played=True, draft=False,
        )
        for stretch in run.stretches
        if stretch.level.certain > 0
    ]  # fmt: skip
    levels = {each.id for each in key}
    whole = sorted(
        (*key, *(each for each in calls if each.id not in levels)), key=lambda each: (each.since, each.id)
    )
    return CheckedScenario(
        scenario.id, scenario.title, scenario.start.astimezone(run.final.tz), run.final.zone, tuple(whole),
        tuple(_findings(scenario, run, best)),
    )  # fmt: skip


def _entry(outcome: Outcome, run: Run, *, counted: bool) -> KeyEntry:
    of = outcome.of
    latest = of.latest if isinstance(of, Obligation) and of.latest != of.due else None
    limit = of.order.limit if isinstance(of, Obligation) else None
    return KeyEntry(
        outcome.id, outcome.kind, outcome.label, outcome.units, of.to if isinstance(of, Obligation) else (),
        outcome.since, outcome.due, latest if isinstance(latest, datetime) else None,
        limit.words if limit is not None and outcome.due is None else None,
        outcome.clauses, plan_beside(outcome, run), _inject(run, outcome.since), counted,
        isinstance(of, Obligation) and of.order.standing == "draft",
    )  # fmt: skip


def _inject(run: Run, since: datetime) -> str | None:
    """Name the last inject before or at a moment; of several at once the last that tells anything new."""
    given = [turn for turn in run.turns if turn.at <= since]
    last = [turn.inject for turn in given if turn.at == given[-1].at] if given else []
    telling = [each for each in last if each.facts or each.events]
    return (telling or last)[-1].id if last else None


def _findings(scenario: Scenario, run: Run, best: Run) -> Iterator[Finding]:
    for inject in scenario.injects:
        yield from _unheard(inject, scenario)
    for turn in run.turns:
        yield from _cut_off(turn, run.scenario)
    for each in best.showings:
        yield from _untested(each)
    owing = {unit.id for each in run.outcomes for unit in each.units}
    for name, words in scenario.cast.items():
        if name not in owing:
            told = Text(f"{words.zh}在这次演练中没有应办的", f"{words.en} owes nothing in this exercise")
            yield Finding("idle", name, told)
    for target in scenario.targets:
        if target.did is not None:
            yield from _disagreement(target, run, scenario)


def _unheard(inject: Inject, scenario: Scenario) -> Iterator[Finding]:
    if inject.kind == "outage":
        return  # whoever is cut off notices
    if not inject.to:
        told = Text(f"导调信息 {inject.id} 没有写给谁", f"the inject {inject.id} is given to nobody")
        yield Finding("unheard", inject.id, told)
    elif scenario.cast and not {*inject.to} & {*scenario.cast}:
        told = Text(
            f"导调信息 {inject.id} 只给没有人扮演的单位",
            f"the inject {inject.id} goes only to units nobody plays",
        )
        yield Finding("not-played", inject.id, told)


def _cut_off(turn: Turn, scenario: Scenario) -> Iterator[Finding]:
    """Find an inject given over a channel that is cut when it is given."""
    inject = turn.inject
    for outage in scenario.injects:
        if inject.via in outage.channels and inject is not outage:
            until = scenario.moment(outage.until or scenario.end)
            if scenario.moment(outage.at) <= turn.at < until:
                told = Text(
                    f"导调信息 {inject.id} 所用的方式被 {outage.id} 中断",
                    f"the inject {inject.id} comes over a channel that {outage.id} has cut",
                )
                yield Finding("cut-off", inject.id, told)


def _untested(showing: Showing) -> Iterator[Finding]:
    """Find an objective that even whoever does all the plan expects gets no points for."""
    objective = showing.objective
    if not showing.most:
        told = Text(
            f"目的 {objective.id}（{objective.zh}）没有任何计分的预期行动检验",
            f"nothing that counts tests the objective {objective.id} ({objective.en})",
        )
        yield Finding("untested", objective.id, told)


def _disagreement(target: Target, run: Run, scenario: Scenario) -> Iterator[Finding]:
    """Hold a target that sharpens a duty against the plan's own limit of it."""
    plan, _, duty = str(target.did).rpartition("#")
    owed = [
        each.of
        for each in run.outcomes
        if isinstance(each.of, Obligation) and each.of.duty == duty and plan in ("", each.of.plan.id)
    ]
    names = Text(f"目标 {target.id}", f"the target {target.id}")
    if not owed:
        told = Text(
            f"{names.zh}：这项任务在演练中不会产生", f"{names.en}: its duty is never owed in this exercise"
        )
        yield Finding("no-such-duty", target.id, told)
        return
    if not any(target.unit in {unit.id for unit in one.units} for one in owed):
        units = owed[0].units
        who = Text("、".join(each.name.zh for each in units), ", ".join(each.name.en for each in units))
        told = Text(f"{names.zh}：预案要求由{who.zh}办", f"{names.en}: by the plan it is for {who.en}")
        yield Finding("not-its-duty", target.id, told)
    by = scenario.moment(target.by)
    due = next((one.due for one in owed if one.due is not None), None)
    if due is None:
        told = Text(f"{names.zh}：预案没有数字时限", f"{names.en}: the plan sets no limit in figures")
        yield Finding("no-limit", target.id, told)
    elif by != due:
        by_how_much = _span(abs(by - due))
        zh, en = ("晚", "later") if by > due else ("早", "earlier")
        told = Text(
            f"{names.zh}比预案{zh}{by_how_much.zh}", f"{names.en} is {by_how_much.en} {en} than the plan"
        )
        yield Finding("laxer" if by > due else "stricter", target.id, told)


def _span(by: timedelta) -> Text:
    return Text(length(by, "zh"), length(by, "en"))
