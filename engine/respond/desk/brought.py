"""The decisions a first report brings along: each as the command that takes it, held against the plan before it."""

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
from respond.plan import Library, split_event, split_reference
from respond.situation import Situation
from respond.store import Draft
from respond.yaml import Data


@frozen
class Brought:
    """A decision in a first report: the command that takes it, whether it goes against the plan, or ends something."""

    command: str
    against: bool
    ends: bool = False

    @property
    def two(self) -> bool:
        """Say whether two persons decide it, where the store is set so."""
        return self.against or self.ends


def brought_along(
    drafts: Sequence[Draft], before: Callable[[Sequence[Draft]], Situation], library: Library
) -> Iterator[Brought]:
    """Give the decisions of an opening and its steps; `before` says how it stood with the entries before one.

    Those of the opening itself are held against the rest of what it tells.
    """
    telling = {"declared", "withdraws", "extended", "corrects", "events"}
    supervised = _supervised(drafts, library)
    if supervised:
        telling.add("facts")  # one of which may be the grade
    for number, draft in enumerate(drafts):
        said = draft.body if isinstance(draft.body, dict) else {}
        if not any(said.get(name) for name in telling):
            continue
        earlier = drafts[:number] if number else [Draft(draft.kind, draft.known, _undecided(said))]
        yield from _decisions(said, cache(partial(before, earlier)), library, supervised=supervised)


def _supervised(drafts: Sequence[Draft], library: Library) -> bool:
    """Say whether a first report is of an item under supervision."""
    body = drafts[0].body if drafts else {}
    named = body.get("plans") if isinstance(body, dict) else None
    ids = [split_reference(str(each))[0] for each in (named if isinstance(named, list) else [])]
    return any(shelved.supervises for name in ids for shelved in library.editions(library.full_name(name)))


def _decisions(
    said: dict[str, Data], before: Callable[[], Situation], library: Library, *, supervised: bool
) -> Iterator[Brought]:
    for each in _each(said.get("declared")):
        situation = before()
        level = library.prepared(situation.leading.plan).levels.read(str(each.get("level")))
        yield Brought("declare", not situation.level.certain <= Level.at(level) <= situation.level.possible)
    if said.get("withdraws"):
        yield Brought("withdraw", against=False)
    if said.get("extended"):
        yield Brought("extend", against=False)
    for each in _each(said.get("corrects")):
        yield Brought("correct", corrects_decision(str(each.get("entry"))))
    facts = said.get("facts")
    if isinstance(facts, dict) and facts and supervised:
        profile = library.prepared(before().leading.plan).plan.supervision
        if profile is not None and profile.graded in facts:
            yield Brought("supervise evaluate", against=True)
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
        plan = library.prepared(before().leading.plan).plan
        command = decided_by_command(plan).get(event)
        if command is not None and body in {None, plan.seat}:
            yield Brought(command, against=True)
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


def _each(found: Data) -> list[dict[str, Data]]:
    """Give what stands under a key as a list, whether one stands there or several."""
    given = found if isinstance(found, list) else [found]
    return [each for each in given if isinstance(each, dict)]
