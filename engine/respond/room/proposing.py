"""Decisions that need two persons: what one proposed waits until a second confirms or refuses it."""

import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, Literal, TypeVar

from attrs import evolve

from respond._records import frozen
from respond.desk import Desk
from respond.errors import InputError, Place
from respond.plan import structure
from respond.room.operation import Call, Reply
from respond.situation import Placed, is_merger
from respond.store import BESIDE, UNSEEN, Proposal, ProposalState, RoomStore, Row, merged_into
from respond.yaml import node_of

Entered = TypeVar("Entered")

EntryKind = Literal[
    "update", "event", "did", "unable", "note", "describe", "link", "merge", "declare", "withdraw", "start", "adjust",
    "terminate", "close", "extend", "correct",
]  # fmt: skip
"""What is entered, as the commands call it."""

Needs = Literal["one", "two-against", "two"]
"""Who decides: one person; two where it goes against the plan; always two. Two only where the room is set so."""

_NEEDS_TWO: Final = "E961"
_LONGEST_BY: Final = 200  # characters of who enters something


Lapse = Literal["merged", "went-on"]
"""Why nobody can confirm a proposal any more: an incident it is about goes on in another, or something came since that
it did not rest on. It is proposed anew, or refused."""


@frozen
class ProposalData:
    """A proposed decision: what one asked for, as it was sent, and what became of it."""

    number: int
    incident: str
    kind: str
    said: str
    """What was sent, as JSON."""
    seen: int
    by: str
    at: str
    state: ProposalState
    decided_by: str | None
    decided_at: str | None
    lapsed: Lapse | None = None
    """Of one that waits, in a list of them: why it can be refused only."""

    @property
    def schema(self) -> Annotated[Literal["proposal/1"], Placed(before="number")]:
        """Give the name of the contract its JSON keeps."""
        return "proposal/1"


def proposal_data(one: Proposal, lapsed: Lapse | None = None) -> ProposalData:
    """Give a proposal as it is written."""
    said: Any = dict(one.said)
    return ProposalData(
        one.number, one.incident, one.kind, json.dumps(said, ensure_ascii=False), one.seen, one.by, one.at,
        one.state, one.decided_by, one.decided_at, lapsed,
    )  # fmt: skip


def lapse_of(one: Proposal, store: RoomStore) -> Lapse | None:
    """Say why nobody can confirm a proposal that waits any more, as far as the store is seen; None where one can."""
    if one.state != "open":
        return None
    here = store.read_on(one.incident)
    other = one.said.get("to") if one.kind == "merge" else None
    there = () if other is None or other == UNSEEN else store.read_on(str(other))
    parts = one.kind == "correct" and is_merger(str(one.said.get("entry")))
    if merged_into(there) is not None or (merged_into(here) is not None and not parts):
        return "merged"
    since = [
        *(row for row in here if row.number > one.seen),
        *(row for row in there if row.number > seen_there(one, there)),
    ]
    return "went-on" if any(row.kind not in BESIDE for row in since) else None


@frozen(eq=False)
class Seconded:
    """Two who decide together: the seat they enter at, in the names of both; whether one may go against the plan."""

    desk: Desk
    override: bool


def propose(call: Call, kind: str, enter: Callable[[Desk], object]) -> Reply:
    """Keep what was sent as a decision that a second person has to confirm.

    What could not be entered if somebody confirmed it now is refused, as `enter` at the seat of two would be.
    """
    seen = call.seen if call.seen is not None else call.store.read_on(call.incident)[-1].number
    with call.store.tried():
        enter(evolve(call.desk, seconded=True))
    made = call.store.propose(call.incident, kind, call.said, seen, call.person.name, call.now)
    return Reply(proposal_data(made), 202, location=f"/v1/proposals/{made.number}")


def proposed_if_two(
    call: Call, kind: str, enter: Callable[[Desk], Entered], told: Callable[[Entered], Reply]
) -> Reply:
    """Decide something, or propose it where the desk finds that it needs a second person (E961)."""
    try:
        return told(enter(evolve(call.desk, seconded=False)))
    except InputError as error:
        if error.faults[0].code != _NEEDS_TWO:
            raise
    return propose(call, kind, enter)


def seen_there(proposal: Proposal, rows: Sequence[Row]) -> int:
    """Give the last entry another incident had, which a proposal reaches too, when it was made."""
    return max((row.number for row in rows if row.recorded <= proposal.at), default=0)


def confirming(call: Call, proposal: Proposal, takes: type[Any]) -> tuple[Call, Seconded]:
    """Give the call as the one who proposed it sent it, resting on what that one had seen, and the two who decide."""
    body = structure(node_of(dict(proposal.said), Place("proposal")), takes)
    call = evolve(
        call,
        body=body,
        path={**call.path, "incident": proposal.incident},
        seen=proposal.seen if call.seen is None else min(proposal.seen, call.seen),
    )
    proposer = call.room.entrance.named(proposal.by, call.now)
    override = call.person.may("override") or (proposer is not None and proposer.may("override"))
    posts = [proposer.post if proposer is not None else proposal.by, call.person.post]
    both = "、".join(posts)
    by = both if len(both) <= _LONGEST_BY else "、".join((proposal.by, call.person.name))[:_LONGEST_BY]
    return call, Seconded(Desk(call.store, call.library, by=by, seconded=True), override)
