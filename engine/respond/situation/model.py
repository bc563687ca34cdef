"""The situation: everything that follows, at one moment, from a plan and what has been reported.

Every face (terminal, Markdown, JSON, exercise) shows these objects and works nothing out by itself.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo

from attrs import Factory, field

from respond._records import frozen
from respond.clock import read_zone
from respond.errors import Text
from respond.facts import Level, Value
from respond.log import Declaration
from respond.plan import PlanRef, RemindingRule, Standing
from respond.reason import LevelRange, Truth
from respond.situation.late import Late, given
from respond.situation.marks import SPREAD, UNWRITTEN, By, Keys, Named, Placed
from respond.situation.obligations import Obligation
from respond.situation.units import UnitName

Owing = Literal["owed", "provisional", "not-owed"]
"""Whether a duty is owed, may be, or is not."""


@frozen
class Seen:
    """One value a condition saw, with where it came from."""

    fact: str
    label: Text
    value: Value
    shown: Text
    source: Text | None = None
    standing: str | None = None
    as_of: datetime | None = None
    by: str | None = None
    judge: Annotated[Text | None, UNWRITTEN] = None
    """Who judged it, by name; as it was said where the plan has no such body."""


@frozen
class Part:
    """One comparison or flag of a criterion, in words, and whether it holds."""

    words: Text
    truth: Truth


@frozen
class CriterionResult:
    """One criterion: met, open or failed, the values it saw, and its parts where it has several."""

    id: str
    level: Level
    clause: str
    truth: Truth
    words: Text
    seen: Annotated[tuple[Seen, ...], Named("values"), By("fact")]
    plan: PlanRef
    standing: Standing = "confirmed"
    source: Text | None = None
    label: Text | None = None
    parts: tuple[Part, ...] = ()


@frozen
class Distance:
    """How far one fact is from changing the level, the others staying as they are.

    `change` is the least change of the value (`+1 例`), `value` what it would then be; `level` what that gives.
    """

    fact: str
    label: Text
    direction: Literal["up", "down"]
    change: Text
    value: Text
    level: Level
    criterion: str | None = None
    clause: str | None = None


@frozen
class Question:
    """A fact or event worth asking for, what to say on the phone, and what its answer could still give.

    `levels` and `responses` are the incident and response levels that hang on it, `duties` those it decides.
    """

    fact: str
    label: Text
    ask: Text
    levels: tuple[Level, ...]
    duties: tuple[str, ...] = ()
    judgement_by: Text | None = None
    responses: tuple[Level, ...] = ()


@frozen
class Shift:
    """A duty that a rejected reading makes owed, or not owed: how it stands now and how it would."""

    duty: str
    label: Text
    now: Owing
    would_be: Owing


Due = Literal["moment", "at-once", "in-words", "waiting", "paused", "unknown", "no-limit", "not-owed"]
"""By when something is to be done: at a moment; at once; as words without a figure say; its start is not known yet; its
time does not run; nothing tells, as where a calendar lacks; no limit at all; it is not owed."""


@frozen
class DueBy:
    """By when an obligation is due by one reading of its limit: `due`, or what there is in the place of a moment.

    `latest` is the moment before which nobody calls it late, where facts leave that open; `limit` is the limit in
    words, and `start` what it counts from.
    """

    by: Due
    due: datetime | None = None
    latest: datetime | None = None
    limit: Text | None = None
    start: Text | None = None

    def same_as(self, other: "DueBy") -> bool:
        """Say whether something is due at the same moment by another reading, however that counts."""
        said = self.by != "in-words" or self.limit == other.limit
        return said and (self.by, self.due, self.latest) == (other.by, other.due, other.latest)


@frozen
class Moved:
    """An obligation that a rejected reading would have due at another moment: when it is due and when it would be."""

    obligation: str
    duty: str
    label: Text
    now: DueBy
    would_be: DueBy


@frozen
class Alternative:
    """What a rejected reading would have given: the level, the response called for, the duties and limits it changes.

    `response` is null where the reading changes criteria or limits alone and gives the same level. Where it gives
    another level or response, of the duties that change with these only those the reading itself changes are named.
    """

    reading: Text
    level: Annotated[LevelRange, SPREAD]
    response: LevelRange | None = None
    duties: tuple[Shift, ...] = ()
    reminders: tuple[Shift, ...] = ()
    """Rules of reminders it changes, by id."""
    limits: tuple[Moved, ...] = ()
    """What is owed and would be due at another moment."""


@frozen
class Reading:
    """An interpretation that bears on this answer.

    It `decided` when a rejected reading gives another level, another response, other duties or another moment by which
    one is due. `rejected` are the readings not taken of which the plan does not work out what they would have given.
    """

    id: str
    clause: str
    question: Text
    reading: Text
    alternatives: tuple[Alternative, ...]
    decided: bool
    plan: PlanRef
    rejected: tuple[Text, ...] = ()


@frozen
class Remark:
    """A provision, exclusion or draft that concerns this answer, or a constraint that what was reported breaks."""

    id: str
    kind: str
    text: Text
    clause: str
    plan: PlanRef
    truth: Truth = Truth.YES
    standing: Standing = "confirmed"
    source: Text | None = None


@frozen
class ResponseResult:
    """The response called for (a range of gravities, like the level) and the one that has been started."""

    called: Annotated[LevelRange, SPREAD]
    started: Level | None
    ended: datetime | None = None
    """When the response was ended, if none has been started since, nor what it was about begun anew (复燃)."""
    clause: str | None = None
    label: Text | None = None
    proposed_by: Text | None = None
    approved_by: Text | None = None
    started_by: Text | None = None
    commanded_by: Text | None = None
    ended_by: Text | None = None
    standing: Standing = "confirmed"
    source: Text | None = None
    called_when_lowered: Level | None = None
    """What the facts called for when it was decided to make the running response milder."""

    @property
    def short(self) -> bool:
        """Say whether the facts call for more than what runs, or than what they did when that was made milder."""
        answered = max(self.started or 0, self.called_when_lowered or 0)
        return self.started is not None and self.called.certain > answered


@frozen
class Conflict:
    """Two plans that give answers which cannot both hold."""

    kind: Literal["level", "limit"]
    plans: tuple[PlanRef, ...]
    text: Text


@frozen
class Answer:
    """What one plan says, with its own reasons; of a plan that has responses alone, `criteria` are their conditions."""

    plan: PlanRef
    title: Annotated[Text, Named("plan_title")]
    graded: bool
    level: Annotated[LevelRange, SPREAD]
    criteria: tuple[CriterionResult, ...]
    distance: tuple[Distance, ...]
    questions: tuple[Question, ...]
    readings: Annotated[tuple[Reading, ...], Named("interpretations")]
    remarks: tuple[Remark, ...]
    response: ResponseResult
    computed: Annotated[tuple[Seen, ...], By("fact")]
    in_force: Text
    standing: Standing = "confirmed"
    reason: Text | None = None
    adopted: tuple[PlanRef, ...] = ()
    proof: tuple[str, ...] = ()
    """Criteria of which one at least is met though none is settled alone, where the level rests on that."""
    applies: bool = True
    """Whether the edition was in force that day; one chosen by name may not have been."""
    responding: Annotated[bool, UNWRITTEN] = True
    """Whether the plan has responses that could be called for."""

    @property
    def reached(self) -> LevelRange:
        """Give what its criteria lead to: the level, or the response of a plan that has responses alone."""
        return self.level if self.graded else self.response.called


@frozen
class NewerEdition:
    """An edition that came into force while an incident runs: what arises since then is owed by it."""

    plan: PlanRef
    since: date


@frozen
class Difference:
    """What changed since the step before."""

    since: datetime | None
    """From when that step is known; null of the first report, of which that is not said."""
    level_before: Annotated[LevelRange | None, Named("before")]
    level_after: Annotated[LevelRange, Named("after")]
    changed: tuple[Annotated[tuple[Text, Text, Text], Keys(("label", "before", "after"))], ...]
    """Label, value before, value after of each fact that changed."""
    events: tuple[Text, ...]
    new: tuple[str, ...]
    stood_down: tuple[str, ...]


@frozen
class Event:
    """An event and when it happened; what it was said to be before it was put right stands under `was`."""

    id: str
    name: Text
    at: datetime
    by: str | None = None
    known: datetime | None = None
    was: tuple[datetime, ...] = ()


@frozen
class Uncounted:
    """An act in the log that fulfils nothing, or what else is said there of a duty and counts for nothing, and why."""

    duty: str
    plan: PlanRef
    at: datetime
    by: str | None
    why: Text
    label: Annotated[Text, UNWRITTEN]
    """What the duty orders."""
    entry: Annotated[str | None, UNWRITTEN]
    """The entry of the log that says it; None of what cannot be done."""


@frozen
class Unreceived:
    """A body that was told, whose receipt is not entered: when it was told first, and what it owes from its receipt on.

    `event` is what the receipt is entered by.
    """

    body: UnitName
    told: datetime
    event: str
    duties: tuple[Text, ...]
    waits: Text
    """All of that but how it is entered, for whoever has a form for it or reads it on paper."""
    words: Text
    """All of that, for whoever types."""


@frozen
class LevelThen:
    """How grave an incident was at a moment, by what was known then; of a plan without levels `called` counts."""

    at: datetime
    level: LevelRange
    graded: bool
    declared: Declaration | None
    called: LevelRange
    """The response the leading plan called for."""
    started: Level | None
    """The response that ran."""


@frozen(eq=False)
class Ordered:
    """A rule of a plan by which reminders of an obligation are sent, since its condition holds, or may.

    `to` and `copy` are those it names; where it names none its owners are meant. `provisional` says that its condition
    may not hold.
    """

    rule: RemindingRule
    to: tuple[UnitName, ...]
    copy: tuple[UnitName, ...]
    provisional: bool = False


_CHANGED: Final = Text(
    "第{number}条记录与写入时不同，被人改动过：下面的等级、时限和数字不能信，先核对原始材料。可以照常记录；不起草报告；请管理员查明，从备份恢复",
    "entry {number} of the log is not as it was written: somebody changed it. Do not rely on the level, limits and "
    "numbers below before they are checked against the first sources. Enter things as ever; no report is drafted; "
    "whoever runs the store has to find out, and restore it from a copy",
)


@frozen
class Situation:
    """All that is derived at one `now`: the one object every face shows.

    `level` is by the leading plan; `effective` is what duties run on: a declared level, or the plan's.
    """

    incident: str
    title: Text
    mode: Literal["real", "exercise", "test"]
    at: datetime
    now: datetime
    zones: Annotated[tuple[str, ...], UNWRITTEN]
    """The zones of the plans concerned, that of the leading one first: in it an answer is told."""
    occurred: Text
    where: Text | None
    level: Annotated[LevelRange, UNWRITTEN]
    effective: LevelRange
    declared: Declaration | None
    expired: tuple[Declaration, ...]
    late_answers: Annotated[Late[tuple[Answer, ...]], UNWRITTEN] = field(alias="answers", converter=given)
    leading_plan: Annotated[PlanRef, UNWRITTEN]
    """The edition of the leading plan, as its answer says; known before that is worked out."""
    plans_beside: Annotated[Mapping[PlanRef, Text], UNWRITTEN]
    """The plans cited beside the leading one, each with its title: those it adopts, those that answer beside it, what
    these adopt, and newer editions of all of them; known before the answers are worked out."""
    leading_response: Annotated[ResponseResult, UNWRITTEN]
    """The response by the leading plan, as its answer says; known before that is worked out."""
    obligations: tuple[Obligation, ...]
    uncounted: tuple[Uncounted, ...]
    late_skipped: Annotated[Late[tuple[Text, ...]], UNWRITTEN] = field(alias="skipped", converter=given)
    late_asking: Annotated[Late[int], UNWRITTEN] = field(alias="asking", converter=given)
    conflicts: tuple[Conflict, ...]
    difference: Difference | None
    events: tuple[Event, ...]
    later_steps: int
    occurring: bool = True
    """Whether anything has occurred; before that there are only signs, and nothing is graded."""
    desk: Text | None = None
    declared_by: Annotated[Text | None, UNWRITTEN] = None
    """Who declared the level that stands, by name; as it was said where no plan has such a body."""
    hindsight: bool = False
    """Whether this is as it was at `at`, by what is known at `now`; else as it was known then."""
    newer_editions: tuple[NewerEdition, ...] = ()
    """The editions in force by now of the plans concerned, where another grades the incident."""
    versions: tuple[Annotated[tuple[str, str], Keys(("name", "version"))], ...] = ()
    """Of respond and of the plans; one of these may take part in several editions."""
    graded: Annotated[bool, UNWRITTEN] = True
    """Whether the leading plan has levels, as its answer says; known before that is worked out."""
    changed_entry: Annotated[int | None, UNWRITTEN] = None
    """The first entry of its log that is not as it was written; the title says so too."""
    unreceived: Annotated[tuple[Unreceived, ...], UNWRITTEN] = ()
    """The bodies that were told and whose receipt is not entered, though duties of theirs wait for it."""
    reminding: Annotated[Mapping[str, tuple[Ordered, ...]], UNWRITTEN] = Factory(dict)
    """The reminders a plan orders, by the id of the obligation: none where it orders some of other duties alone.

    Those of a plan that orders no reminders are left out."""

    @property
    def schema(self) -> Annotated[Literal["situation/2"], Placed(before="incident")]:
        """Give the name of the contract its JSON keeps."""
        return "situation/2"

    @property
    def warning(self) -> Annotated[Text | None, UNWRITTEN]:
        """Say what not to rely on, where the log it is read from was changed."""
        return None if self.changed_entry is None else _CHANGED.fill(number=self.changed_entry)

    @property
    def zone(self) -> Annotated[str, Placed(before="occurred")]:
        """Give the zone of the leading plan, in which an answer is told."""
        return self.zones[0]

    @property
    def tz(self) -> ZoneInfo:
        """Give the zone of the leading plan."""
        return read_zone(self.zone)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Give what each plan says, with its reasons; worked out when first asked for, the level and duties before."""
        return self.late_answers.value

    @property
    def leading(self) -> Annotated[Answer, SPREAD, Placed(before="effective")]:
        """Give the answer of the leading plan; worked out without those of the others."""
        answer: Answer = self.late_answers.first
        return answer

    @property
    def asking(self) -> Annotated[int, UNWRITTEN]:
        """Give how many questions of the leading plan could still change the level; known without its answer."""
        return self.late_asking.value

    @property
    def skipped(self) -> Annotated[tuple[Text, ...], Placed(before="conflicts")]:
        """Give what this answer had to leave out, and why."""
        return self.late_skipped.value

    @property
    def other_plans(self) -> Annotated[tuple[Answer, ...], Placed(before="conflicts")]:
        """Give the answers of the plans beside the leading one."""
        return self.answers[1:]

    @cached_property
    def repeated(self) -> frozenset[tuple[PlanRef, str]]:
        """Give the duties, each by its plan and its id there, of which there are several occasions."""
        duties = Counter(one.order.duty for one in self.obligations)
        found = Counter((one.plan, one.duty) for one in self.obligations if duties[one.order.duty] > 1)
        return frozenset(duty for duty, occasions in found.items() if occasions > 1)

    @property
    def deadlines(self) -> tuple[Obligation, ...]:
        """Give what is still owed by a moment, or at once, the most urgent first."""
        return tuple(one for one in self.obligations if one.open and (one.due is not None or one.at_once))

    @property
    def exit_code(self) -> int:
        """Give the code a command ends with: 5 plans conflict, 3 the level is a range, 0 definite.

        Of a plan without levels the response called for counts, and a level it asks for that nothing gives.
        """
        if self.conflicts:
            return 5
        leading = self.leading
        asked = self.level if leading.graded or not self.level.definite else leading.response.called
        return 0 if asked.definite else 3

    def to_json(self) -> dict[str, Any]:
        """Give the situation as plain data: the JSON contract `respond classify --format json` prints."""
        from respond.situation.written import data_of  # noqa: PLC0415  most answers are read by people

        return data_of(self)
