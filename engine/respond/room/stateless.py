"""Questions about an incident that is sent along: nothing of them is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from attrs import Factory

from respond._records import frozen
from respond.desk import Asked, asked_of
from respond.errors import InputError, Place, Text, fault
from respond.log import IncidentFile, check_addressees, check_regions
from respond.plan import PlanRef
from respond.reason import LevelRange
from respond.room.operation import Call, Operation, Reply
from respond.situation import SPREAD, Obligation, Placed, Situation, log_of, situate, urgency


@frozen
class SentIncident:
    """An incident as its file gives it, and how to look at it.

    `now` is the present (the server's clock if absent), `at` an earlier moment as it was known then, with `hindsight`
    as it was; `assume` adds values of facts, `desk` is the unit from whose seat the answer is given.
    """

    incident: IncidentFile
    now: datetime | None = None
    at: datetime | None = None
    hindsight: bool = False
    assume: dict[str, str] = Factory(dict)
    desk: str | None = None


@frozen
class Inquiry:
    """What to ask about an incident, what could change the level first."""

    incident: str
    now: datetime
    plan: PlanRef
    level: Annotated[LevelRange, SPREAD]
    questions: tuple[Asked, ...]

    @property
    def schema(self) -> Annotated[Literal["inquiry/1"], Placed(before="incident")]:
        """Give the name of the contract its JSON keeps."""
        return "inquiry/1"


@frozen
class Deadlines:
    """Everything that is owed in an incident and has a life, the most pressing first."""

    incident: str
    now: datetime
    obligations: tuple[Obligation, ...]

    @property
    def schema(self) -> Annotated[Literal["deadlines/1"], Placed(before="incident")]:
        """Give the name of the contract its JSON keeps."""
        return "deadlines/1"


def _situation(call: Call) -> Situation:
    sent: SentIncident = call.body
    now = sent.now or call.now
    check_regions(sent.incident)
    check_addressees(sent.incident)
    if sent.at is not None and sent.at > now:
        raise InputError([fault("E751", Place("at"), at=sent.at.isoformat(), now=now.isoformat())])
    return situate(
        sent.incident, call.library, now=now, at=sent.at, hindsight=sent.hindsight, assume=_pairs(sent.assume),
        desk=sent.desk,
    )  # fmt: skip


def _pairs(assume: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{name}={value}" for name, value in assume.items())


def _classify(call: Call) -> Reply:
    return Reply(_situation(call))


def _ask(call: Call) -> Reply:
    situation = _situation(call)
    facts = log_of(call.body.incident, call.library, situation.now)[0].facts
    asked = asked_of(situation, facts)
    return Reply(Inquiry(situation.incident, situation.now, situation.leading_plan, situation.level, asked))


def _deadlines(call: Call) -> Reply:
    situation = _situation(call)
    return Reply(
        Deadlines(situation.incident, situation.now, tuple(sorted(situation.obligations, key=urgency)))
    )


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "classify", "POST", "/v1/classify",
        Text("研判一起事件：级别、理由、任务、时限", "Classify an incident: level, reasons, duties, limits"),
        "plans", Situation, _classify, takes=SentIncident,
    ),
    Operation(
        "ask", "POST", "/v1/ask", Text("一起事件还要问什么", "What to ask about an incident"),
        "plans", Inquiry, _ask, takes=SentIncident,
    ),
    Operation(
        "deadlines", "POST", "/v1/deadlines",
        Text("一起事件的任务和时限，最急的在前", "What is owed in an incident, the most pressing first"),
        "plans", Deadlines, _deadlines, takes=SentIncident,
    ),
)  # fmt: skip
