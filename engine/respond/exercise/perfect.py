"""The perfect player: whoever does at once, and in the form the text asks for, what the plan expects in a scenario."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import get_args

from attrs import evolve

from respond.exercise.outages import cut_at
from respond.exercise.run import LevelCourse, Run, run_scenario
from respond.exercise.scenario import Action, Scenario, offset_of, read_offset
from respond.exercise.score import Outcome
from respond.exercise.targets import Aimed
from respond.exercise.timeline import chosen
from respond.plan import Channel, Library
from respond.situation import Obligation

_ROUNDS = 12
"""How often the plan is asked what else is owed since: what was done may set off more."""


def perfect_actions(
    scenario: Scenario, library: Library, *, after: timedelta = timedelta(0), variant: str | None = None
) -> tuple[Action, ...]:
    """Give what a player does who knows the plan by heart: every duty as it arises, every level as it comes to hold.

    `after` is how long each act takes to be done; what could only be done after the end is left undone. What the script
    itself fulfils is left to it, but for its contingencies: whoever does all in time needs none of that help. Raises as
    a run does.
    """
    bare = chosen(evolve(scenario, actions=()), variant)
    help_kept = [each for each in bare.injects if each.kind == "contingency" and each.when is not None]
    unhelped = evolve(bare, injects=tuple(each for each in bare.injects if each not in help_kept))
    aims: tuple[Action, ...] = ()
    calls: tuple[Action, ...] = ()
    done: dict[str, Action] = {}
    for played in (unhelped, bare) if help_kept else (bare,):
        run = run_scenario(evolve(played, actions=(*aims, *done.values())), library)
        calls = _in_time(bare, (call for each in run.levels for call in _calls(bare, each, after)))
        for _ in range(_ROUNDS):
            more = {each.id: each for each in run.outcomes if _undone(each) and each.id not in done}
            received = all(done.get(name) == each for name, each in _receipts(run, after).items())
            if not more and received and aims == _aims(run):
                break
            for name, outcome in more.items():
                action = _act(run.scenario, outcome, after)
                if action is not None and _in_time(bare, [action]):
                    done[name] = action
            done |= _receipts(run, after)
            aims = _aims(run)
            run = run_scenario(evolve(played, actions=(*calls, *aims, *done.values())), library)
    return tuple(sorted((*calls, *aims, *done.values()), key=lambda each: (each.at.zfill(9), repr(each))))


def _in_time(scenario: Scenario, actions: Iterable[Action]) -> tuple[Action, ...]:
    """Give the acts that are done by the end: of later ones nobody knows."""
    return tuple(each for each in actions if read_offset(each.at) <= read_offset(scenario.end))


def _aims(run: Run) -> tuple[Action, ...]:
    """Give what an evaluator sees reached, each in the last minute for it; when that is may hang on an inject."""
    scenario = run.scenario
    aims = (each.of for each in run.outcomes if isinstance(each.of, Aimed) and each.of.target.did is None)
    return _in_time(
        scenario,
        (
            Action(at=offset_of(aim.due - scenario.start), by=aim.target.unit, reached=(aim.target.id,))
            for aim in aims
            if aim.due is not None and scenario.plays(aim.target.unit)
        ),
    )


def _undone(outcome: Outcome) -> bool:
    """Say whether something can still be done: what counts against the players, and what they have time for yet."""
    one = outcome.of
    if not isinstance(one, Obligation) or outcome.result in {"met", "excused", "directed"}:
        return False
    ready = one.certain is not None and not one.provisional and one.state in {"running", "stood-down"}
    return outcome.judged or (ready and one.order.kind == "act")


def _act(scenario: Scenario, outcome: Outcome, after: timedelta) -> Action | None:
    """Give the act that answers an obligation: by a unit that owes it and is played, to all it is owed to."""
    one = outcome.of
    if not isinstance(one, Obligation) or not one.units or one.order.kind != "act":
        return None
    played = [unit.id for unit in one.units if scenario.plays(unit.id)]
    began = one.started if isinstance(one.started, datetime) else one.arose
    # what may be owed is not done yet: only what is owed for certain
    at = offset_of(max(outcome.since, began, scenario.start) + after - scenario.start)
    return Action(
        at=at, channel=_channel(one, at, scenario), by=(played or [one.units[0].id])[0],
        did=(f"{one.plan.id}#{one.duty}",), to=tuple(unit.id for unit in one.order.addressees), round=one.round,
    )  # fmt: skip


def _receipts(run: Run, after: timedelta) -> dict[str, Action]:
    """Give the receipt of each body that is played and has none by the script, of the first others who play told it.

    Whatever is done since may have told it before, so that this is asked anew each time.
    """
    scenario = run.scenario
    wanted = {each.unit for each in run.unreceived} | {each.unit for each in scenario.receipts}
    found: dict[str, Action] = {}
    for came in run.arrived:
        name = f"received@{came.unit}"
        if (
            came.unit in wanted
            and name not in found
            and scenario.plays(came.unit)
            and scenario.plays(came.action.by)
            and came.at + after <= scenario.moment(scenario.end)
        ):
            at = offset_of(came.at + after - scenario.start)
            found[name] = Action(at=at, by=came.unit, receives=(came.action.by,))
    return found


def _channel(one: Obligation, at: str, scenario: Scenario) -> Channel | None:
    """Name a channel where all the plan names for it are cut: in person first, which no text excludes."""
    cut, by_plan = cut_at(at, scenario.injects), {*one.order.channel}
    if not by_plan or not by_plan <= cut:
        return None
    return next((name for name in reversed(get_args(Channel)) if name not in cut), None)


def _calls(scenario: Scenario, found: LevelCourse, after: timedelta) -> Iterator[Action]:
    """Call the certain level of a plan each time it changes, from the moment it does."""
    by = next(filter(scenario.plays, scenario.cast), None)
    if by is None:
        by = next((unit for inject in scenario.injects for unit in inject.to), None)
    before = None
    plan = found.grader.id if found.grader.beside else None
    for stretch in found.stretches:
        level = stretch.level.certain
        if by is not None and level != before and (level > 0 or before):
            at = max(stretch.since, scenario.start) + after
            yield Action(at=offset_of(at - scenario.start), by=by, declares=level.name, plan=plan)
        before = level
