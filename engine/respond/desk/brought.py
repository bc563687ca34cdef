"""The decisions a first report or a moved log brings along: each as its command, held against the plan before it."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from respond._records import frozen
from respond.desk.concerns import (
    DECIDED,
    ENDINGS,
    corrects_decision,
    decided_by_command,
    decision_concerns,
    response_level,
)
from respond.facts import Level
from respond.plan import Library, Plan, split_event, split_reference
from respond.situation import Situation
from respond.store import Draft
from respond.yaml import Data


@frozen
class Brought:
    """A decision in a first report: the command that takes it, and whether it goes against the plan.

    `by_two`: what two persons decide whatever the plan says; endings, and what is decided of an item under supervision,
    for nobody has held that against its profile.
    """

    command: str
    against: bool = False
    by_two: bool = False

    @property
    def two(self) -> bool:
        """Say whether two persons decide it, where the store is set so."""
        return self.against or self.by_two


def brought_along(
    drafts: Sequence[Draft], before: Callable[[Sequence[Draft]], Situation], library: Library
) -> Iterator[Brought]:
    """Give the decisions of an opening and its steps; `before` says how it stood with the entries before one.

    Those of the opening itself are held against the rest of what it tells.
    """
    profiles = _profiles(drafts, library)
    for number, draft in enumerate(drafts):
        said = _said(draft)
        yield from _decisions(said, cache(partial(_stood, drafts, number, before)), library)
        yield from _of_item(said, profiles)


def _stood(drafts: Sequence[Draft], number: int, before: Callable[[Sequence[Draft]], Situation]) -> Situation:
    """Give how it stood before an entry; before the opening, with the rest of what that tells."""
    first = drafts[0]
    return before(drafts[:number] or [Draft(first.kind, first.known, _undecided(_said(first)))])


def _said(draft: Draft) -> dict[str, Data]:
    return draft.body if isinstance(draft.body, dict) else {}


def _profiles(drafts: Sequence[Draft], library: Library) -> list[Plan]:
    """Give every edition of the supervision profiles a first report names."""
    named = _said(drafts[0]).get("plans") if drafts else None
    ids = [split_reference(str(each))[0] for each in (named if isinstance(named, list) else [])]
    shelved = [each for name in ids for each in library.editions(library.full_name(name))]
    return [library.plan(each.ref) for each in shelved if each.supervises]


def _of_item(said: dict[str, Data], profiles: Sequence[Plan]) -> Iterator[Brought]:
    """Give what is decided of an item under supervision."""
    commands = []
    for profile in profiles:
        if profile.supervision is not None and profile.supervision.graded in _keys(said.get("facts")):
            commands.append("supervise evaluate")
        decided = decided_by_command(profile)
        for event, body in map(split_event, _keys(said.get("events"))):
            if event in decided.keys() - DECIDED.keys() and body in {None, profile.seat}:
                commands.append(decided[event])
    for command in dict.fromkeys(commands):
        yield Brought(command, by_two=True)


def _decisions(said: dict[str, Data], before: Callable[[], Situation], library: Library) -> Iterator[Brought]:
    for each in _each(said.get("declared")):
        situation = before()
        level = library.prepared(situation.leading.plan).levels.read(str(each.get("level")))
        yield Brought("declare", not situation.level.certain <= Level.at(level) <= situation.level.possible)
    if said.get("withdraws"):
        yield Brought("withdraw")
    for each in _each(said.get("merged")):
        yield Brought("correct" if each.get("withdrawn") else "merge", by_two=True)
    if said.get("extended"):
        yield Brought("extend")
    for each in _each(said.get("corrects")):
        plan = library.prepared(before().leading.plan).plan
        yield Brought("correct", corrects_decision(str(each.get("entry")), plan))
    events = said.get("events")
    for name, told in events.items() if isinstance(events, dict) else ():
        event, body = split_event(name)
        for each in _each(told) or [{}]:
            yield from _ours(event, body, each, before, library)


def _ours(
    event: str, body: str | None, told: dict[str, Data], before: Callable[[], Situation], library: Library
) -> Iterator[Brought]:
    """Give an event as the decision of ours that it is; another body's is none."""
    if event not in DECIDED:
        return
    situation = before()
    prepared = library.prepared(situation.leading.plan)
    if body not in {None, prepared.plan.seat}:
        return
    level = told.get("level")
    named = None if level is None else response_level(prepared.response_levels, str(level))
    by = told.get("by")
    unsaid = named is None and event not in ENDINGS
    found = (
        []
        if unsaid
        else decision_concerns(situation, prepared, event, named, None if by is None else str(by))
    )
    yield Brought(DECIDED[event], unsaid or any(each.against for each in found), event in ENDINGS)


def _undecided(said: dict[str, Data]) -> dict[str, Data]:
    """Give what an opening tells without the decisions in it."""
    events = said.get("events")
    others = (
        {name: told for name, told in events.items() if split_event(name)[0] not in DECIDED}
        if isinstance(events, dict)
        else {}
    )
    return {
        **{
            key: value
            for key, value in said.items()
            if key not in {"declared", "extended", "withdraws", "events"}
        },
        **({"events": others} if others else {}),
    }


def _keys(found: Data) -> list[str]:
    return [str(name) for name in found] if isinstance(found, dict) else []


def _each(found: Data) -> list[dict[str, Data]]:
    """Give what stands under a key as a list, whether one stands there or several."""
    given = found if isinstance(found, list) else [found]
    return [each for each in given if isinstance(each, dict)]
