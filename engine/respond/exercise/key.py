"""The answer key of a scenario, derived from the plan, and what of the scenario does not go with it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal

from attrs import evolve

from respond._records import frozen
from respond.errors import Text
from respond.exercise.getting_through import Blocked
from respond.exercise.levels import Called
from respond.exercise.objectives import Showing, parts_of, tests
from respond.exercise.perfect import perfect_actions
from respond.exercise.run import Run, plan_beside, run_scenario
from respond.exercise.scenario import Action, Inject, Objective, Scenario, Target, said_offset
from respond.exercise.score import Outcome
from respond.exercise.targets import Aimed, due_of, sharpened
from respond.exercise.timeline import chosen
from respond.exercise.turns import telling
from respond.exercise.waiting_words import so_long_after
from respond.plan import KNOWLEDGE, Library
from respond.show import length
from respond.situation import Obligation, Placed, UnitName, units_of

FindingKind = Literal[
    "unheard", "not-played", "cut-off", "untested", "partly-untested", "idle", "no-such-duty", "not-its-duty", "laxer",
    "stricter", "no-limit", "target-not-played", "of-every-seat",
    "never-received",
]  # fmt: skip
"""What is found: an inject nobody receives, only units nobody plays, or over a channel that is cut then; an objective
nothing tests, or one of whose clauses or duties nothing tests; a unit that plays and owes nothing; a target whose duty
is never owed, is not that unit's, or has a limit in the plan that is earlier or later than the target's, or none;
one of a unit nobody plays; what came to be known to nobody by name, where the plans named have seats of their own; a
body that owes something on receipt of a report and never can have one."""

GRAVE: frozenset[FindingKind] = frozenset(
    {"unheard", "cut-off", "untested", "no-such-duty", "not-its-duty", "target-not-played", "laxer"}
)
"""Findings with which a scenario is not ready to be held."""


@frozen
class KeyEntry:
    """Something the plan expects: what, of whom, from when, by when; and the inject after which it first stands."""

    id: str
    kind: Literal["duty", "level", "target"]
    label: Text
    level: str | None
    """The level that is to be called; None for what is no call."""
    units: tuple[UnitName, ...]
    to: tuple[UnitName, ...]
    copy: tuple[UnitName, ...]
    since: datetime
    due: datetime | None
    latest: datetime | None
    """Before which nobody is late, where readings leave that open and it is not `due`."""
    words: Text | None
    """The limit in words, where it is one in words, or counts from when an inject was given."""
    clauses: tuple[str, ...]
    plan: Text | None
    """Whose clauses these are, where that is not the leading plan."""
    inject: str | None
    played: bool
    """Whether it counts: a unit that owes it is played, and whoever does all that is expected gets points for it."""
    uncounted: Text | None
    """Why it does not count."""
    draft: bool
    """Whether no text confirms it."""
    objectives: tuple[str, ...]
    """The objectives it tests."""


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

    Levels, duties, limits and addressees are those of the plans at the facts known then, with players who do all at
    once; what only arises where nobody does anything stands among it. Raises InputError as a run does.
    """
    scenario = chosen(scenario, variant)
    run = run_scenario(evolve(scenario, actions=()), library)
    best = run_scenario(evolve(scenario, actions=perfect_actions(scenario, library)), library)
    counted = _can_be_missed(scenario, run, best, library)
    mine = {each.id for each in best.outcomes}
    others = [each for each in run.outcomes if each.id not in mine and each.kind != "level"]
    left = {each.id: each for each in run.outcomes}
    key = [
        _entry(each, best, counted=each.judged and each.id in counted, undone=left.get(each.id))
        for each in best.outcomes
    ]
    key += [_entry(each, run, counted=False) for each in others]
    whole = sorted(key, key=lambda each: (each.since, each.id))
    return CheckedScenario(
        scenario.id, scenario.title, scenario.start.astimezone(run.final.tz), run.final.zone, tuple(whole),
        (*_findings(scenario, run, best, counted), *_of_every_seat(scenario, library)),
    )  # fmt: skip


def _can_be_missed(scenario: Scenario, run: Run, best: Run, library: Library) -> frozenset[str]:
    """Give what counts whatever players do: left undone it costs points, and done it gives them.

    What only acts set off is looked at where those acts alone are done that answer what arises without any. A
    contingency that waits helps those who do not act; what it tells of as done is expected of players all the same.
    """
    kept = tuple(each for each in scenario.injects if each.kind != "contingency" or each.when is None)
    if len(kept) < len(scenario.injects):
        run = run_scenario(evolve(scenario, actions=(), injects=kept), library)
    there = {each.id for each in run.outcomes}
    own = [each for each in best.outcomes if each.id in there]
    first = _of_these(own, best)
    begun = (
        run_scenario(evolve(scenario, actions=first, injects=kept), library)
        if len(own) < len(best.outcomes)
        else run
    )
    later = {each.id: each for each in begun.outcomes} | {each.id: each for each in run.outcomes}
    judged = [each for each in best.outcomes if each.judged]
    found = {each.id for each in judged if each.kind == "level" or later.get(each.id, each).judged}
    left = [each for each in judged if each.id not in found and _hangs_on_others(later[each.id])]
    return frozenset(found | _missed_alone(left, best, kept, library))


def _hangs_on_others(undone: Outcome) -> bool:
    """Say whether it is only because other things are left undone, too, that leaving it undone costs nothing."""
    return isinstance(undone.of, Obligation) and undone.of.state in {"stood-down", "waiting"}


def _missed_alone(
    left: Sequence[Outcome], best: Run, kept: tuple[Inject, ...], library: Library
) -> frozenset[str]:
    """Give what costs points where it alone is left undone.

    Its limit begins, or its condition goes on holding, only where something else is done. What one of them sets off in
    another is found where that one is done again.
    """
    found: set[str] = set()
    while left:
        without = {(each.of.duty, each.of.round) for each in left if isinstance(each.of, Obligation)}
        acts = tuple(
            each
            for each in best.scenario.actions
            if not {(name.rpartition("#")[2], each.round) for name in each.did} & without
        )
        undone = run_scenario(evolve(best.scenario, actions=acts, injects=kept), library)
        missed = {each.id for each in undone.outcomes if each.judged} & {each.id for each in left}
        if not missed:
            break
        found |= missed
        left = [each for each in left if each.id not in missed]
    return frozenset(found)


def _of_these(own: Sequence[Outcome], best: Run) -> tuple[Action, ...]:
    """Give the acts of a run that answered some of what was expected, and its calls of the level."""
    named = {(each.of.duty, each.of.round) for each in own if isinstance(each.of, Obligation)}
    return tuple(
        each
        for each in best.scenario.actions
        if each.declares is not None
        or each.receives
        or {(name.rpartition("#")[2], each.round) for name in each.did} & named
    )


_KEPT_UP: Final = Text("一直遵守即可，违反才计", "it is to be kept to; only a breach counts")
_ONLY_UNDONE: Final = Text(
    "前面的按时办了就不会有", "it never arises where what comes before is done in time"
)


_NO_LIMIT: Final = Text(
    "在演练里不办也不扣分",
    "leaving it undone costs nothing here",
)


def _uncounted(outcome: Outcome, undone: Outcome | None = None) -> Text | None:
    """Say why something expected does not count; by what comes of it undone, where that is known."""
    if isinstance(outcome.of, Obligation) and outcome.of.order.kind != "act":
        return _KEPT_UP
    if undone is not None and not undone.judged:
        return undone.why
    if undone is None and outcome.result == "met":
        return _NO_LIMIT
    return _ONLY_UNDONE if outcome.judged else outcome.why


def _entry(outcome: Outcome, run: Run, *, counted: bool, undone: Outcome | None = None) -> KeyEntry:
    of = outcome.of
    order = of.order if isinstance(of, Obligation) else None
    return KeyEntry(
        outcome.id, outcome.kind, outcome.label,
        of.stretch.level.certain.name if isinstance(of, Called) else None, outcome.units,
        order.to if order is not None else (),
        order.copy if order is not None else (),
        outcome.since, outcome.due, outcome.latest,
        _words(outcome),
        outcome.clauses, plan_beside(outcome, run), _inject(run, outcome), counted,
        None if counted else _uncounted(outcome, undone),
        order is not None and order.standing == "draft",
        tuple(each.id for each in run.scenario.objectives if tests(each, of, run.texts)),
    )  # fmt: skip


def _words(outcome: Outcome) -> Text | None:
    of = outcome.of
    if isinstance(of, Aimed) and of.target.after is not None:
        return so_long_after(of.target.after, said_offset(of.target.by))
    limit = of.order.limit if isinstance(of, Obligation) else None
    return limit.words if limit is not None and outcome.due is None else None


def _inject(run: Run, outcome: Outcome) -> str | None:
    """Name the inject with which, or after which, something came to be expected.

    Of what is no obligation, or may never be owed, that is the last one before or at its moment; of several at once the
    last that tells anything new. What the first one tells holds from when the incident occurred.
    """
    if isinstance(outcome.of, Aimed) and outcome.of.target.after is not None:
        return outcome.of.target.after
    if not run.turns:
        return None
    for turn in run.turns:
        if any(one.id == outcome.id for one in turn.became_owed):
            return turn.inject.id
    given = [turn for turn in run.turns if turn.at <= max(outcome.since, run.turns[0].at)]
    last = [turn.inject for turn in given if turn.at == given[-1].at]
    return telling(last).id


def _findings(scenario: Scenario, run: Run, best: Run, counted: Collection[str]) -> Iterator[Finding]:
    for inject in scenario.injects:
        yield from _unheard(inject, scenario)
    for cut in run.blocked:
        yield _cut_off(cut)
    for each in best.showings:
        yield from _untested(each, best, counted)
    owing = {unit.id for each in (*run.outcomes, *best.outcomes) for unit in each.units}
    for name, words in scenario.cast.items():
        if name not in owing and scenario.plays(name):
            told = Text(f"{words.zh}在这次演练中没有应办的", f"{words.en} owes nothing in this exercise")
            yield Finding("idle", name, told)
    yield from _never_received(best)
    for target in scenario.targets:
        if scenario.cast and target.unit not in scenario.cast:
            told = Text(
                f"目标 {target.id} 的单位 {target.unit} 没有人扮演，却按它计分",
                f"the target {target.id} is of {target.unit}, which nobody plays, and would count against the team",
            )
            yield Finding("target-not-played", target.id, told)
        if target.did is not None:
            yield from _disagreement(target, run if _owed(target, run.outcomes) else best)


_NAMED: Final = 3
"""Duties that are named where there are more."""
_NOT_TOLD: Final = Text(
    "应当报给它的单位没有人扮演，想定也没有让它收到",
    "nobody plays who owes it one, nor does the script give the receipt",
)
_NOT_PLAYED: Final = Text(
    "有单位报给它，但没有人扮演它，想定也没有让它收到（写 `received@{unit}`，或由导调在演练中点收）",
    "it is told, but nobody plays it and the script gives no receipt: write `received@{unit}`, or let the director "
    "give it",
)


def _never_received(best: Run) -> Iterator[Finding]:
    """Find bodies whose receipt, which never can come, would begin something that units owe that are played."""
    cast = best.scenario.cast
    owed = {
        unit.id
        for each in best.outcomes
        if isinstance(each.of, Obligation)
        for unit in each.of.order.addressees
    }
    for each in best.unreceived:
        duties = each.owing.duties({*filter(best.scenario.plays, cast)})
        if not duties or not (each.arrived or each.unit in owed & {*cast}):
            continue
        why = _NOT_PLAYED.fill(unit=each.unit) if each.arrived else _NOT_TOLD
        what = _listed(duties)
        name = best.names.get(each.unit, Text(each.unit, each.unit))
        told = Text(
            f"{name.zh}收不到报告：{why.zh}；收到后才起算的不会起算：{what.zh}",
            f"no report can reach {name.en}: {why.en}; what begins on its receipt never does: {what.en}",
        )
        yield Finding("never-received", each.unit, told)


def _listed(duties: Sequence[Text]) -> Text:
    """Name the first few, and say how many more there are."""
    few, more = duties[:_NAMED], len(duties) - _NAMED
    said = Text.joined(few)
    return Text(f"{said.zh}等{len(duties)}项", f"{said.en}, and {more} more") if more > 0 else said


def _of_every_seat(scenario: Scenario, library: Library) -> Iterator[Finding]:
    """Find what came to be known to nobody by name: of several plans with seats of their own, each seat knows it."""
    day = scenario.start.date()
    named = [library.prepared(library.find(str(name), day), day) for name in scenario.plans]
    seats = {str(plan.plan.seat): plan for plan in named if plan.plan.seat is not None}
    if len(seats) < 2:
        return
    names = [units_of(plan, [seat])[0].name for seat, plan in seats.items()]
    seated = Text.joined(names)
    zh, en = seated.zh, seated.en
    for inject in scenario.injects:
        for event in inject.events:
            if event in KNOWLEDGE:
                told = Text(
                    f"导调信息 {inject.id} 的 {event} 没有写是谁，算{zh}都已知道；只有一家的写成 {event}@单位",
                    f"{event} of the inject {inject.id} names nobody, so that all of these know: {en}; where one does, "
                    f"write {event}@UNIT",
                )
                yield Finding("of-every-seat", inject.id, told)


def _unheard(inject: Inject, scenario: Scenario) -> Iterator[Finding]:
    if inject.noticed:
        return  # whoever is cut off notices
    if not inject.to:
        told = Text(
            f"导调信息 {inject.id} 没有写给谁，没有单位会收到：在 `to` 里写收到它的单位",
            f"the inject {inject.id} is given to nobody, so that no unit gets it: name under `to` the units that do",
        )
        yield Finding("unheard", inject.id, told)
    elif scenario.cast and not any(map(scenario.plays, inject.to)):
        told = Text(
            f"导调信息 {inject.id} 只给没有人扮演的单位",
            f"the inject {inject.id} goes only to units nobody plays",
        )
        yield Finding("not-played", inject.id, told)


def _cut_off(cut: Blocked) -> Finding:
    """Give an inject that does not arrive."""
    name, outage = cut.inject.id, cut.outage.id
    told = Text(
        f"导调信息 {name} 所用的方式被 {outage} 中断，不会送到",
        f"the inject {name} comes over a channel that {outage} has cut, and does not arrive",
    )
    return Finding("cut-off", name, told)


def _ahead_of_the_script(outcome: Outcome, run: Run) -> bool:
    """Say whether players could have done what the script does: it was owed before that, so that they could see it."""
    done = outcome.of.done if isinstance(outcome.of, Obligation) else None
    return done is not None and done.event is not None and done.at > max(outcome.since, run.turns[0].at)


def _untested(showing: Showing, best: Run, counted_ids: Collection[str]) -> Iterator[Finding]:
    """Find an objective that nothing tests that counts whatever players do, or what of it is not tested."""
    objective = showing.objective
    counted = [each for each in showing.outcomes if each.id in counted_ids]
    if not counted:
        told = Text(
            f"目的 {objective.id}（{objective.zh}）没有任何计分的预期行动检验",
            f"nothing that counts tests the objective {objective.id} ({objective.en})",
        )
        yield Finding("untested", objective.id, told)
        return
    counted += [each for each in showing.outcomes if _ahead_of_the_script(each, best)]
    for part in parts_of(objective):
        if not any(_tests_part(part, each.of, best) for each in counted):
            named = part.duties[0] if part.duties else part.clause or part.level
            told = Text(
                f"目的 {objective.id}（{objective.zh}）写了 {named}，没有任何计分的预期行动检验它",
                f"the objective {objective.id} ({objective.en}) names {named}, which nothing that counts tests",
            )
            yield Finding("partly-untested", objective.id, told)


def _tests_part(part: Objective, of: Obligation | Called | Aimed, best: Run) -> bool:
    """Say whether something tests a part of an objective: a target that sharpens a duty tests what that duty tests."""
    if isinstance(of, Aimed) and of.target.did is not None and of.target.objective == part.id:
        return any(tests(part, one, best.texts) for one in _owed(of.target, best.outcomes))
    return tests(part, of, best.texts)


def _owed(target: Target, outcomes: Iterable[Outcome]) -> tuple[Obligation, ...]:
    """Give the occasions of the duty a target sharpens."""
    return sharpened(target, [each.of for each in outcomes if isinstance(each.of, Obligation)])


def _disagreement(target: Target, run: Run) -> Iterator[Finding]:
    """Hold a target that sharpens a duty against the plan's own limit of it."""
    owed = _owed(target, run.outcomes)
    names = Text(f"目标 {target.id}", f"the target {target.id}")
    if not owed:
        told = Text(
            f"{names.zh}：这项任务在演练中不会产生", f"{names.en}: its duty is never owed in this exercise"
        )
        yield Finding("no-such-duty", target.id, told)
        return
    if not any(target.unit in {unit.id for unit in one.units} for one in owed):
        units = owed[0].units
        who = Text.joined(each.name for each in units)
        told = Text(f"{names.zh}：预案要求由{who.zh}办", f"{names.en}: by the plan it is for {who.en}")
        yield Finding("not-its-duty", target.id, told)
    by = due_of(target, run.scenario)
    due = next((one.due for one in owed if one.due is not None), None)
    if due is None:
        told = Text(f"{names.zh}：预案没有数字时限", f"{names.en}: the plan sets no limit in figures")
        yield Finding("no-limit", target.id, told)
    elif by is not None and by != due:
        by_how_much = _span(abs(by - due))
        zh, en = ("晚", "later") if by > due else ("早", "earlier")
        told = Text(
            f"{names.zh}比预案{zh}{by_how_much.zh}", f"{names.en} is {by_how_much.en} {en} than the plan"
        )
        yield Finding("laxer" if by > due else "stricter", target.id, told)


def _span(by: timedelta) -> Text:
    return Text(length(by, "zh"), length(by, "en"))
