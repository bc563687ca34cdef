"""What an obligation is: one occasion of a duty as it stands at a moment, and which of several presses most."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

from respond._records import evolve, frozen
from respond.clock import Limit
from respond.errors import Text
from respond.facts import Level
from respond.log import Inability
from respond.plan import Channel, PlanRef, Soon, Standing
from respond.situation.marks import SPREAD, UNWRITTEN, Keys, Named, Only, Placed
from respond.situation.units import UnitName

State = Literal[
    "waiting", "running", "overdue", "met", "met-late", "missed", "stood-down", "standing", "broken"
]  # fmt: skip
"""How an obligation stands: `standing` and `broken` are said of duties to refrain or to keep something up."""

OPEN: frozenset[State] = frozenset({"waiting", "running", "overdue", "standing"})
"""The states in which something is still owed."""


@frozen
class Order:
    """What a duty says whenever it is owed: by whom, to whom, how, and why."""

    duty: str
    plan: PlanRef
    clause: str
    label: Text
    units: tuple[UnitName, ...]
    with_units: Annotated[tuple[UnitName, ...], Named("with")]
    concerns: tuple[UnitName, ...]
    provided: Text | None
    mood: Literal["must", "may", "should"]
    kind: Literal["act", "refrain", "keep"]
    report: Annotated[Text | None, Named("report_title")]
    report_id: Annotated[str | None, Named("report")]
    report_kind: str | None
    to: tuple[UnitName, ...]
    copy: tuple[UnitName, ...]
    channel: tuple[Channel, ...]
    words: Soon | None
    limit: Annotated[Limit | None, Only("words", Text)]
    because: Text
    response: tuple[Level, ...]
    standing: Standing
    source: Text | None
    note: Text | None
    ours: bool
    position: Annotated[tuple[int, int], UNWRITTEN]
    """The place of its plan among those concerned, the leading one first, and its own in the plan."""

    @property
    def unit(self) -> Annotated[str | None, Placed(before="units")]:
        """Give the id of the unit that owes it, the leading one of several."""
        return self.units[0].id if self.units else None

    @property
    def addressees(self) -> tuple[UnitName, ...]:
        """Give everybody who must be told: who gets a copy (抄送) is told by the same sentence of the text."""
        return (*self.to, *self.copy)


@frozen
class Done:
    """What fulfilled an obligation: when, by whom, to whom, by which channel and number, or which event."""

    at: datetime
    by: str | None = None
    to: tuple[str, ...] = ()
    channel: str | None = None
    number: str | None = None
    event: Text | None = None


Told = Annotated[tuple[Annotated[UnitName, Only("id")], datetime], Keys(("id", "at"))]
"""Who was told, and when."""


@frozen
class Start:
    """What a limit counts from, in words, and when that was; null while it is not known."""

    event: Text
    at: datetime | date | None


@frozen
class Obligation:
    """One occasion of a duty, as it stands at a moment.

    `arose` is when its trigger came to hold; `start` what its limit counts from, and when that was. `due` is the
    moment to act by; where facts leave it open, `latest` is the moment before which nobody calls it late. `first_due`
    is the limit before it was paused or lengthened. `late` is how late it is, or was when it was met. `told` and
    `missing` part the addressees of a report. `ended` is when it was stood down or missed. `counted` is what the limit
    counts from where that is later than its start. Where the earliest or latest of several limits counts, `start` is
    that of the one which decides, and `awaits` names the starts that are not known yet. Of a recurring
    duty only the last 500 rounds are told, the first of which says by state how many there were before it
    (`earlier_rounds`).

    >>> from datetime import datetime
    >>> from respond import classify, quick
    >>> incident = quick("vaccine-quality", ["quality_suspected=yes", "deaths=3"],
    ...                  events=["received=2026-11-21T09:12+08:00"])
    >>> situation = classify(incident, now=datetime.fromisoformat("2026-11-21T10:30+08:00"))
    >>> found = next(each for each in situation.obligations if each.duty == "report-up")
    >>> found.state, found.due.isoformat(), found.late
    ('overdue', '2026-11-21T10:12:00+08:00', datetime.timedelta(seconds=1080))
    """

    order: Annotated[Order, SPREAD]
    round: int
    state: State
    provisional: bool
    arose: datetime
    certain: datetime | None
    start: Annotated[Text | None, UNWRITTEN] = None
    started: Annotated[datetime | date | None, UNWRITTEN] = None
    due: datetime | None = None
    latest: datetime | None = None
    first_due: datetime | None = None
    paused: datetime | None = None
    late: Annotated[timedelta | None, Named("late_seconds")] = None
    done: Done | None = None
    told: tuple[Told, ...] = ()
    missing: Annotated[tuple[UnitName, ...], Only("id")] = ()
    ended: datetime | None = None
    why: Text | None = None
    new: bool = False
    beside: tuple[str, ...] = ()
    behind: Annotated[bool, UNWRITTEN] = False
    """Whether one of those beside it leads: it is the same report once more, and is told as that wherever it stands."""
    counted: datetime | date | None = None
    awaits: tuple[Text, ...] = ()
    unable: Inability | None = None
    """Why it cannot be done, as somebody said last; it stays owed."""
    earlier_rounds: tuple[Annotated[tuple[State, int], Keys(("state", "rounds"))], ...] = ()
    but_for_words: Annotated[bool, UNWRITTEN] = False
    """Whether nothing but a condition in words, which people judge, left it open that it is owed, at some time."""
    late_from: Annotated[datetime | None, UNWRITTEN] = None
    """After which moment it is late; None where nobody can be called late."""
    by_each: Annotated[bool, UNWRITTEN] = False
    """Whether several bodies that stand for a unit owe it each by itself."""
    bodies: Annotated[tuple[str, ...], UNWRITTEN] = ()
    """Which of those bodies owe this occasion, by their names: that of a receipt of their own, or of the unit's."""
    passed: Annotated[bool, UNWRITTEN] = False
    """Whether the moment to act by is past while nobody can call it late."""

    @property
    def id(self) -> Annotated[str, Placed(before="order")]:
        """Give the name of this occasion: `plan#duty#n`."""
        return f"{self.order.plan.id}#{self.order.duty}#{self.round}"

    @property
    def duty(self) -> str:
        """Give the id of the duty."""
        return self.order.duty

    @property
    def plan(self) -> PlanRef:
        """Give the edition the duty stands in."""
        return self.order.plan

    @property
    def clause(self) -> str:
        """Give the clause that orders it."""
        return self.order.clause

    @property
    def label(self) -> Text:
        """Give what is to be done."""
        return self.order.label

    @property
    def units(self) -> tuple[UnitName, ...]:
        """Give who owes it, the leading one first."""
        return self.order.units

    @property
    def counted_from(self) -> Annotated[Start | None, Named("start"), Placed(before="due")]:
        """Give what its limit counts from."""
        return None if self.start is None else Start(self.start, self.started)

    @property
    def to(self) -> tuple[UnitName, ...]:
        """Give whom a report goes to."""
        return self.order.to

    @property
    def mood(self) -> Literal["must", "may", "should"]:
        """Say whether it must or should be done; what may be done is a power and never late."""
        return self.order.mood

    @property
    def ours(self) -> bool:
        """Say whether the desk the answer is given from owes it."""
        return self.order.ours

    @property
    def open(self) -> bool:
        """Say whether something is still owed."""
        return self.state in OPEN

    @property
    def at_once(self) -> bool:
        """Say whether it is owed without delay, which has no figure."""
        return self.order.words is Soon.IMMEDIATELY

    def left(self, now: datetime) -> timedelta | None:
        """Give the time left, negative once the moment to act by is past; None where there is none."""
        return None if self.due is None else self.due - now


_RANK: Mapping[str, int] = {
    "overdue": 0, "broken": 0, "running": 1, "waiting": 3, "standing": 4, "missed": 5, "met-late": 6, "met": 6,
    "stood-down": 7,
}  # fmt: skip
_PASSED = 5  # between overdue and at once
_FAR = datetime.max.replace(tzinfo=UTC)


def urgency(one: Obligation) -> tuple[object, ...]:
    """Give the one key by which obligations are sorted, the most pressing first.

    Ours before others', what is owed before what may be, what must be done before what may be done; overdue first, then
    what is past the moment to act by, at once, by moment, at once upon what has not happened yet, in words, waiting;
    then what has ended. Of those that press alike, what is owed to somebody comes first, then the leading plan's, then
    the plan's own order counts.
    """
    order, state = one.order, one.state
    pressing = _RANK[state] * 10
    if one.passed:
        pressing = _PASSED
    elif state == "running":
        begun = one.start is None or one.started is not None
        pressing += (0 if begun else 2) if one.at_once else 1 if one.due is not None else 3
    return (
        state not in OPEN, not order.ours, one.provisional, order.mood == "may", pressing, one.due or _FAR,
        order.standing == "draft", not order.to, one.arose, order.position, one.round,
    )  # fmt: skip


SameReport = tuple[str, frozenset[Text]]
"""What makes two obligations the same report: its kind, and the names of those it goes to."""


def report_of(one: Obligation) -> SameReport | None:
    """Give which report an obligation asks for, the same for those that ask for the same one; None for no report."""
    kind = one.order.report_kind
    return (kind, frozenset(unit.name for unit in one.to)) if kind is not None and one.to else None


def together(obligations: Sequence[Obligation]) -> tuple[Obligation, ...]:
    """Name beside each report the reports of other plans to the same bodies that are still owed, and who is behind.

    They stand together, the first in the order given leading, a draft never before something confirmed; each keeps its
    own state, and none hides another.
    """
    groups: dict[SameReport, list[Obligation]] = {}
    for one in obligations:
        key = report_of(one)
        if key is not None and one.open:
            groups.setdefault(key, []).append(one)
    beside: dict[str, tuple[str, ...]] = {}
    behind: set[str] = set()
    for group in groups.values():
        plans = {one.plan.id for one in group}
        if len(plans) > 1:  # once for each plan: with many rounds a group is long
            of_others = {plan: tuple(one.id for one in group if one.plan.id != plan) for plan in plans}
            beside |= {one.id: of_others[one.plan.id] for one in group}
            behind |= _behind(group, of_others)
    if not beside:
        return tuple(obligations)
    return tuple(
        evolve(one, beside=beside[one.id], behind=one.id in behind) if one.id in beside else one
        for one in obligations
    )


def _behind(group: Sequence[Obligation], of_others: Mapping[str, Sequence[str]]) -> set[str]:
    """Give which of the same report stand behind one of another plan that leads them."""
    confirmed = {one.plan.id for one in group if one.order.standing != "draft"}
    found: set[str] = set()
    leading: set[str] = set()
    for one in group:
        under_confirmed = one.order.standing == "draft" and confirmed - {one.plan.id}
        if one.id not in found and not under_confirmed:
            leading.add(one.id)
            found.update(name for name in of_others[one.plan.id] if name not in leading)
    return found
