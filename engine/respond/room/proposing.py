"""Decisions that need two persons: what one proposed waits until a second confirms or refuses it."""

import json
from typing import Annotated, Any, Literal

from respond._records import frozen
from respond.situation import Placed
from respond.store import Proposal, ProposalState

EntryKind = Literal[
    "update", "event", "did", "unable", "note", "link", "merge", "declare", "withdraw", "start", "adjust",
    "terminate", "close", "extend", "correct",
]  # fmt: skip
"""What is entered, as the commands call it."""

Needs = Literal["one", "two-against", "two"]
"""Who decides: one person; two where it goes against the plan; always two. Two only where the room is set so."""


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

    @property
    def schema(self) -> Annotated[Literal["proposal/1"], Placed(before="number")]:
        """Give the name of the contract its JSON keeps."""
        return "proposal/1"


def proposal_data(one: Proposal) -> ProposalData:
    """Give a proposal as it is written."""
    said: Any = dict(one.said)
    return ProposalData(
        one.number, one.incident, one.kind, json.dumps(said, ensure_ascii=False), one.seen, one.by, one.at,
        one.state, one.decided_by, one.decided_at,
    )  # fmt: skip
