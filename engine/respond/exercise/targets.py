"""Targets that no plan sets: what this exercise asks for beside it, and whether it was reached.

Of one that sharpens a duty of the plan the ledger says so, as it does of the duty itself: nobody's word makes up for an
act that fulfils nothing. Of any other an evaluator does.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from respond._records import frozen
from respond.errors import Text
from respond.exercise.answering import DoneBy, answers, fulfilled_by_players
from respond.exercise.played import Timed, acted
from respond.exercise.scenario import Scenario, Target, read_offset
from respond.situation import Obligation, UnitName


@frozen
class Aimed:
    """A target with the moment it was reached, if it was; `owed` says whether what it asks for ever was to be done.

    It is due at no moment where it counts from an inject that was never given.
    """

    target: Target
    owner: UnitName
    since: datetime
    due: datetime | None
    reached: datetime | None
    owed: bool = True

    @property
    def id(self) -> str:
        """Give a name for it: `target@ID`."""
        return f"target@{self.target.id}"

    @property
    def label(self) -> Text:
        """Say what is asked for."""
        return Text(self.target.zh, self.target.en)


def aimed(
    scenario: Scenario, owed: Sequence[Obligation], done: DoneBy, names: dict[str, Text]
) -> Iterator[Aimed]:
    """Give every target with when it was first reached, by what was owed as it stands at the end."""
    for target in scenario.targets:
        owner = UnitName(target.unit, names.get(target.unit, Text(target.unit, target.unit)))
        own = sharpened(target, owed)
        certain = target.did is None or any(one.certain is not None for one in own)
        since = counted_from(target, scenario)
        yield Aimed(
            target, owner, since or scenario.start, due_of(target, scenario),
            reached_at(target, scenario, own, done), certain,
        )  # fmt: skip


def counted_from(target: Target, scenario: Scenario) -> datetime | None:
    """Give the moment a target's time runs from in a scenario whose injects stand at the moments they were given.

    That is the start, or when its inject was given; None where that was dropped, never came or did not arrive.
    """
    if target.after is None:
        return scenario.start
    return next((scenario.moment(each.at) for each in scenario.injects if each.id == target.after), None)


def due_of(target: Target, scenario: Scenario) -> datetime | None:
    """Give the moment a target is to be reached by; None where what it counts from was never given."""
    since = counted_from(target, scenario)
    return None if since is None else since + read_offset(target.by)


def sharpened(target: Target, owed: Sequence[Obligation]) -> tuple[Obligation, ...]:
    """Give the occasions of the duty a target sharpens."""
    plan, _, duty = str(target.did).rpartition("#")
    return tuple(one for one in owed if one.duty == duty and plan in ("", one.plan.id))


def reached_at(
    target: Target, scenario: Scenario, owed: Sequence[Obligation], done: DoneBy
) -> datetime | None:
    """Give when a target was first reached: its duty fulfilled, by its unit or for it, or an evaluator saw it so.

    What an evaluator saw before the inject its time counts from does not reach it.
    """
    acts, since = acted(scenario), counted_from(target, scenario)
    if target.did is None:
        seen = (each.at for each in acts if target.id in each.action.reached)
        return min((at for at in seen if since is not None and at >= since), default=None)
    own = [one for one in sharpened(target, owed) if fulfilled_by_players(one, scenario)]
    return min(
        (one.done.at for one in own if one.done is not None and _has_part(target.unit, one, acts, done)),
        default=None,
    )


def _has_part(unit: str, one: Obligation, acts: Sequence[Timed], done: DoneBy) -> bool:
    """Say whether some of what answered an obligation was done by a unit or for it, and by or for one that owes it."""
    owing = {owner.id for owner in one.units} | ({one.done.by} if one.done is not None else set())
    return any(
        unit in parts and parts & owing
        for parts in ({each.action.by, each.action.for_} for each in answers(one, acts, done))
    )
