"""An item under supervision as it stands: its bodies, its nodes with their lamps, and what was said of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.clock import SHANGHAI, Calendar, local
from respond.desk import Kept, Shelf, Unread, kept, shelf
from respond.errors import InputError, Text, fault
from respond.log import Mode, described
from respond.plan import Library, PlanRef
from respond.situation import (
    UNWRITTEN,
    Involved,
    Keys,
    Obligation,
    Placed,
    Situation,
    State,
    UnitName,
    urgency,
)
from respond.store import UNSEEN, Row, Store
from respond.supervise.profile import Profile, is_item, profile_of
from respond.watch import Outlook, ReminderKind, default_rhythm, plan, said_of

NodeState = Literal["overdue", "missed", "near", "running", "waiting", "met-late", "met", "stood-down"]
"""How a node stands: `near` once a reminder ahead of its limit is due."""

ItemState = Literal[
    "overdue",
    "missed",
    "given-back",
    "near",
    "running",
    "waiting",
    "answered",
    "met-late",
    "met",
    "stood-down",
]
"""How an item stands, by what presses most: `answered` once its nodes are and it is not cleared, `given-back` while it
was returned or graded too low and nothing better followed."""

Lamp = Literal["red", "yellow", "green"]

LAMPS: Final[Mapping[ItemState, Lamp]] = {
    "overdue": "red", "missed": "red", "given-back": "yellow", "near": "yellow", "running": "green", "waiting": "green",
    "answered": "green", "met-late": "green", "met": "green", "stood-down": "green",
}  # fmt: skip

_ORDER: Final[tuple[ItemState, ...]] = tuple(LAMPS)
_LAMP_ORDER: Final[tuple[Lamp, ...]] = ("red", "yellow", "green")
_AHEAD: Final = frozenset({"before", "at"})


@frozen
class Node:
    """One limit of an item: a duty by which it is answered, on one occasion.

    `state` is by the latest reading of its limit, `earliest` by the earliest, by which we act.
    """

    id: str
    duty: str
    label: Text
    clause: str
    units: tuple[str, ...]
    state: NodeState
    earliest: NodeState
    due: datetime | None
    latest: datetime | None
    first_due: datetime | None
    done: datetime | None
    late: timedelta | None
    provisional: bool
    obligation: Annotated[Obligation, UNWRITTEN]

    @property
    def lamp(self) -> Annotated[Lamp, Placed(before="state")]:
        """Give its colour."""
        return LAMPS[self.state]

    @property
    def differs(self) -> bool:
        """Say whether it stands otherwise by the earliest reading than by the latest."""
        return self.state != self.earliest

    def called(self, name: str) -> bool:
        """Say whether a name means it: its duty, its whole name, or what it is called in either language."""
        return name in {self.duty, self.id, self.label.zh, self.label.en}


@frozen
class Feedback:
    """What an undertaker reported: to which node, when, by whom, in words."""

    node: str
    at: datetime
    by: str | None
    text: Text | None


@frozen
class Return:
    """An item given back: when, by whom, why."""

    at: datetime
    by: str | None
    text: Text | None


@frozen
class Application:
    """More time asked for: of which node, until when, by which plan; `ahead` is how long before its limit.

    `length` is how much longer, as it was asked for or up to the moment that was.
    """

    at: datetime
    by: str
    node: str
    until: datetime | None
    plan: Text
    ahead: timedelta | None
    length: str | None = None


@frozen
class Evaluation:
    """A grade given to an item, and whether it can be cleared with it."""

    at: datetime
    by: str
    grade: str
    label: Text
    passes: bool


@frozen
class Attempt:
    """One time the undertaker spoke with those the item serves, and whether they agreed."""

    at: datetime
    by: str
    with_: str
    agreed: bool
    text: Text | None


@frozen
class Linked:
    """The obligation of another incident that an item is about, as it stands there."""

    incident: str
    obligation: str
    label: Text
    state: State | None
    done: datetime | None
    lamp: Lamp
    """Its colour by how it stands over there, green where it is there no more."""


@frozen
class Urged:
    """The last reminder of a node that has come: of what kind, since when, to whom."""

    node: str
    kind: ReminderKind
    at: datetime
    to: tuple[str, ...]


@frozen
class SupervisedItem:
    """An item under supervision at a moment."""

    incident: str
    title: Text
    mode: Mode
    plan: PlanRef
    area: Text | None
    borrowed: bool
    """Whether the profile is of another place than the item."""
    board: str | None
    board_label: Text | None
    bodies: tuple[Annotated[tuple[str, tuple[str, ...]], Keys(("role", "bodies"))], ...]
    """Who has which role."""
    source: Text | None
    opened: datetime
    now: datetime
    nodes: tuple[Node, ...]
    others: tuple[Node, ...]
    """What is certainly owed beside the nodes: by the initiator, the leaders and so on."""
    uncertain: int
    """Duties beside the nodes that may be owed."""
    next_reminder: datetime | None
    urged: tuple[Urged, ...]
    feedback: tuple[Feedback, ...]
    returns: tuple[Return, ...]
    applications: tuple[Application, ...]
    extended: tuple[datetime, ...]
    attempts: tuple[Attempt, ...]
    evaluations: tuple[Evaluation, ...]
    of: Linked | None
    cleared: datetime | None
    situation: Annotated[Situation, UNWRITTEN]
    profile: Annotated[Profile, UNWRITTEN]
    involved: Annotated[tuple[Involved, ...], UNWRITTEN]

    @property
    def schema(self) -> Annotated[Literal["item/1"], Placed(before="incident")]:
        """Give the name of the contract its JSON keeps."""
        return "item/1"

    @property
    def state(self) -> Annotated[ItemState, Placed(before="nodes")]:
        """Give how it stands: as what presses most, finished only once cleared; what was not done then is missed."""
        if self.cleared is not None:
            return _worst(
                ["missed" if node.state == "overdue" else node.state for node in self.nodes] or ["met"]
            )
        ended = _worst([node.state for node in self.nodes] or ["waiting"])
        found: list[ItemState] = [node.state for node in self.pressing]
        if self.given_back:
            found.append("given-back")
        if found:
            return _worst(found)
        return "answered" if ended in {"met", "met-late"} else ended

    @property
    def lamp(self) -> Annotated[Lamp, Placed(before="nodes")]:
        """Give its colour: the worse of its own and of the obligation it is about.

        What is cleared is green unless a node was missed for good.
        """
        own = LAMPS[self.state]
        return own if not self.worse_there or self.of is None else self.of.lamp

    @property
    def worse_there(self) -> Annotated[bool, Placed(before="nodes")]:
        """Say whether its colour is that of the obligation of the other incident, which stands worse."""
        if self.of is None or self.cleared is not None:
            return False
        return _LAMP_ORDER.index(self.of.lamp) < _LAMP_ORDER.index(LAMPS[self.state])

    @property
    def undertakers(self) -> Annotated[tuple[str, ...], Placed(before="source")]:
        """Name the bodies in charge."""
        return self.role("undertaker")

    @property
    def assisting(self) -> Annotated[tuple[str, ...], Placed(before="source")]:
        """Name the bodies that assist."""
        return self.role("assisting")

    @property
    def initiator(self) -> Annotated[tuple[str, ...], Placed(before="source")]:
        """Name the body that set it up and follows it."""
        return self.role("initiator")

    @property
    def calendar(self) -> Annotated[Calendar, UNWRITTEN]:
        """Give the working days its profile counts by."""
        return self.involved[0].calendar

    @property
    def next(self) -> Annotated[Node | None, UNWRITTEN]:
        """Give what presses most, none where all is answered; what only may be owed where nothing certainly is."""
        open_ = [node for node in self.pressing if not node.provisional] or self.pressing
        return min(
            open_,
            key=lambda node: (
                _ORDER.index(node.state),
                _ORDER.index(node.earliest),
                urgency(node.obligation),
            ),
            default=None,
        )

    @property
    def pressing(self) -> Annotated[tuple[Node, ...], UNWRITTEN]:
        """Give what the undertaker still has to do by a limit: the open nodes, and whatever else of it is overdue."""
        return (
            *(node for node in self.nodes if node.obligation.open),
            *(
                node
                for node in self.others
                if node.state == "overdue" and set(self.undertakers) & {*node.units}
            ),
        )

    @property
    def given_back(self) -> Annotated[bool, UNWRITTEN]:
        """Say whether it is back with its undertaker.

        A return is answered by what the undertaker does later; a grade too low only by a better one.
        """
        last = self.evaluations[-1] if self.evaluations else None
        if last is not None and not last.passes:
            return True
        returned = max((each.at for each in self.returns), default=None)
        if returned is None or (last is not None and last.at >= returned):
            return False
        done = [
            each.done.at
            for each in self.situation.obligations
            if each.done is not None and set(self.undertakers) & {unit.name.zh for unit in each.units}
        ]
        return max(done, default=returned) <= returned

    def consented(self, asked: Application) -> bool:
        """Say whether more time was granted since it was asked for: of the item, or of the limit of that node."""
        if self.profile.given.extended is not None:
            return any(at >= asked.at for at in self.extended)
        return any(node.id == asked.node and node.first_due is not None for node in self.nodes)

    def role(self, name: str) -> tuple[str, ...]:
        """Name the bodies of a role."""
        return dict(self.bodies).get(name, ())


@frozen
class Listing:
    """The items of a store at a moment, the most pressing first."""

    store: str
    now: datetime
    items: tuple[SupervisedItem, ...]
    unread: tuple[Unread, ...]
    cleared: int
    """Items that are cleared and not listed."""
    other: int
    """Items that were not asked for: of another undertaker, board or lamp."""
    next: str | None = None
    """Where the next page goes on, of whoever asks for pages; without one all is here."""

    @property
    def schema(self) -> Annotated[Literal["items/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "items/1"


def item(store: Store, library: Library, incident: str, *, now: datetime) -> SupervisedItem:
    """Read one item of a store; raises InputError (E845, E881 for an incident that is no item) and CoverageError."""
    return item_of(kept(store, library, incident, now=now, one_of_many=True), library, store)


def items(
    store: Store,
    library: Library,
    *,
    now: datetime,
    undertaker: str | None = None,
    board: str | None = None,
    lamp: Lamp | None = None,
    cleared: bool = False,
) -> Listing:
    """Read the items of a store, those of one undertaker, board or lamp; with `cleared` those cleared, too.

    Raises InputError (E883) for a board that no profile of an item has.
    """
    found = items_in(store, library, now=now)
    if board is not None:
        _check_board(board, found.items)
    open_ = [one for one in found.items if cleared or one.cleared is None]
    wanted = [
        one
        for one in open_
        if (undertaker is None or undertaker in one.undertakers)
        and (board is None or board in _names_of_board(one))
        and (lamp is None or one.lamp == lamp)
    ]
    wanted.sort(key=_pressing)
    return Listing(
        found.store,
        found.now,
        tuple(wanted),
        found.unread,
        len(found.items) - len(open_),
        len(open_) - len(wanted),
    )


def _check_board(board: str, found: Sequence[SupervisedItem]) -> None:
    refusals: list[InputError] = []
    for profile in {one.plan: one.profile for one in found}.values():
        try:
            profile.board(board)
        except InputError as error:
            refusals.append(error)
        else:
            return
    if refusals:
        raise refusals[0]


def items_in(store: Store, library: Library, *, now: datetime) -> Listing:
    """Read every item of a store in the order they were opened."""
    now = local(now, SHANGHAI)
    found: Shelf = shelf(store, library, now=now, ended=True, wanted=lambda rows: is_item(library, rows))
    return Listing(
        store.called, now, tuple(item_of(one, library, store) for one in found.kept), found.unread, 0, 0
    )


def item_of(one: Kept, library: Library, store: Store) -> SupervisedItem:
    """Give an incident as an item; raises InputError (E881)."""
    profile = profile_of(library, one.file.plans)
    if profile is None:
        raise InputError([fault("E881", name=one.id)])
    situation, given = one.situation, profile.given
    outlook = _outlook(one)
    nodes = [_node(each, outlook) for each in situation.obligations if each.mood != "may"]
    nodes = [each for each in nodes if each.obligation.order.kind == "act"]
    others = [each for each in nodes if each.duty not in given.feedback and each.obligation.open]
    held = one.log.bodies(one.now)
    board = _board(one, profile)
    events = {event.at for event in situation.events if event.id == given.opened}
    return SupervisedItem(
        incident=one.id,
        title=situation.title,
        mode=situation.mode,
        plan=profile.plan.ref,
        area=profile.plan.plan.area,
        borrowed=profile.borrowed(described(one.file, one.now).where),
        board=board,
        board_label=None if board is None else profile.boards.get(board),
        bodies=tuple((role, held[unit]) for role, unit in given.roles.items() if unit in held),
        source=one.file.note,
        opened=min(events, default=one.opened).astimezone(situation.tz),
        now=one.now.astimezone(situation.tz),
        nodes=tuple(each for each in nodes if each.duty in given.feedback),
        others=tuple(each for each in others if not each.provisional),
        uncertain=sum(each.provisional for each in others),
        next_reminder=outlook.wakes,
        urged=tuple(_urged(outlook, situation)),
        feedback=tuple(_feedback(one, profile)),
        returns=tuple(
            Return(event.at, _called(event.by, one), _text_of(one, event.id, event.at))
            for event in situation.events
            if given.returned is not None and event.id == given.returned
        ),
        applications=tuple(_applications(one)),
        extended=tuple(event.at for event in situation.events if event.id == given.extended),
        attempts=tuple(
            Attempt(
                _at(row, one), row.data["by"], row.data["with"], row.data["agreed"] == "yes", _text(row.data)
            )
            for row in one.rows
            if row.kind == "attempt"
        ),
        evaluations=tuple(_evaluations(one, profile)),
        of=_linked(one, library, store),
        cleared=next((event.at for event in situation.events if event.id == given.cleared), None),
        situation=situation,
        profile=profile,
        involved=one.involved,
    )


def _outlook(one: Kept) -> Outlook:
    """Give which reminders of an incident are due and which come next."""
    usual = default_rhythm()
    return plan(one.situation, usual, said_of(one.rows).held(one.situation.obligations, usual))


def _worst(states: Sequence[ItemState]) -> ItemState:
    return next(state for state in _ORDER if state in states)


def _pressing(one: SupervisedItem) -> tuple[object, ...]:
    """Give the key of the order: what is not cleared, by its lamp, how its first node stands, then its limit."""
    node = one.next
    due = urgency(node.obligation) if node is not None else ()
    return (
        one.cleared is not None,
        one.mode != "real",
        node is None and not one.worse_there,
        _LAMP_ORDER.index(one.lamp),
        _ORDER.index(one.state),
        due,
        one.incident,
    )


def _names_of_board(one: SupervisedItem) -> tuple[str | None, ...]:
    words = one.board_label
    return (one.board, *((words.zh, words.en) if words is not None else ()))


def _node(one: Obligation, outlook: Outlook) -> Node:
    state, earliest = _states(one, outlook)
    return Node(
        id=one.id,
        duty=one.duty,
        label=one.label,
        clause=one.clause,
        units=tuple(unit.name.zh for unit in one.units),
        state=state,
        earliest=earliest,
        due=one.due,
        latest=one.latest,
        first_due=one.first_due,
        done=None if one.done is None else one.done.at,
        late=one.late,
        provisional=one.provisional,
        obligation=one,
    )


def _states(one: Obligation, outlook: Outlook) -> tuple[NodeState, NodeState]:
    """Give how a node stands by the latest reading of its limit, and by the earliest."""
    now, near = outlook.now, any(each.kind in _AHEAD for each in outlook.due.get(one.id, ()))
    match one.state:
        case "running":
            passed = one.due is not None and now > one.due
            return ("near" if near else "running"), ("overdue" if passed else "near" if near else "running")
        case "overdue":
            return ("overdue" if one.late is not None or one.due is None else "near"), "overdue"
        case "met":
            passed = one.due is not None and one.done is not None and one.done.at > one.due
            return "met", ("met-late" if passed else "met")
        case "standing":
            return "running", "running"
        case "broken":
            return "missed", "missed"
        case state:
            return state, state


def _board(one: Kept, profile: Profile) -> str | None:
    fact = profile.given.board
    seen = None if fact is None else one.log.steps(one.now)[-1].observations.get(fact)
    value = getattr(seen.value, "value", None) if seen is not None else None
    return None if value is None else str(value)


def _urged(outlook: Outlook, situation: Situation) -> Iterator[Urged]:
    owners = {each.id: each.units for each in situation.obligations}
    for name, past in outlook.due.items():
        last = past[-1]
        to: tuple[UnitName, ...] = last.ordered.to if last.ordered is not None else ()
        yield Urged(name, last.kind, last.at, tuple(unit.name.zh for unit in (to or owners[name])))


def _feedback(one: Kept, profile: Profile) -> Iterator[Feedback]:
    for obligation in one.situation.obligations:
        if obligation.done is not None and obligation.duty in profile.given.feedback:
            done = obligation.done
            yield Feedback(
                obligation.id, done.at, _called(done.by, one), _text_of(one, obligation.duty, done.at)
            )


def _called(by: str | None, one: Kept) -> str | None:
    """Name who did something, a unit by the bodies that stand for it."""
    return "、".join(one.log.bodies(one.now).get(by, (by,))) if by is not None else None


def _applications(one: Kept) -> Iterator[Application]:
    due = {each.id: each.first_due or each.due for each in one.situation.obligations}
    for row in one.rows:
        if row.kind == "application":
            said, at = row.data, _at(row, one)
            limit = due.get(said["obligation"])
            until = said.get("until")
            yield Application(
                at,
                said["by"],
                said["obligation"],
                None if until is None else local(datetime.fromisoformat(until), one.situation.tz),
                _words(said["plan"]),
                None if limit is None else limit - at,
                said.get("length"),
            )


def _evaluations(one: Kept, profile: Profile) -> Iterator[Evaluation]:
    marks = {str(mark.id): mark for mark in profile.given.grades}
    for row in one.rows:
        if row.kind == "evaluation" and row.data["grade"] in marks:
            mark = marks[row.data["grade"]]
            label = Text(mark.zh, mark.en)
            yield Evaluation(_at(row, one), row.data["by"], str(mark.id), label, profile.passes(str(mark.id)))


def _linked(one: Kept, library: Library, store: Store) -> Linked | None:
    """Give the obligation elsewhere that an item is about; without a state where it is there no more, or not seen."""
    said = next(
        (row.data for row in one.rows if row.kind == "link" and row.data.get("relation") == "supervises"),
        None,
    )
    if said is None:
        return None
    if said["to"] == UNSEEN:
        hidden = Text(UNSEEN, UNSEEN)
        return Linked(UNSEEN, UNSEEN, hidden, None, None, "green")
    other, name = str(said["to"]), str(said["obligation"])
    there = kept(store, library, other, now=one.now)
    found = next((each for each in there.situation.obligations if each.id == name), None)
    if found is None:
        return Linked(other, name, Text(name, name), None, None, "green")
    state = "waiting" if found.provisional else _states(found, _outlook(there))[0]
    done = None if found.done is None else found.done.at
    return Linked(other, name, found.label, found.state, done, LAMPS[state])


def _at(row: Row, one: Kept) -> datetime:
    """Give when something said beside the plan was so: at the moment it names, or when it was known."""
    said = row.data.get("at")
    moment = row.known_at if said is None else datetime.fromisoformat(said)
    return local(moment, one.situation.tz)


def _text_of(one: Kept, name: str, at: datetime) -> Text | None:
    """Give the words that were entered together with an event or an act."""
    for row in one.rows:
        said = row.data
        if not isinstance(said, dict) or "note" not in said:
            continue
        named = name in (said.get("events") or ()) or any(
            did.get("duty") == name for did in said.get("did") or ()
        )
        if named and at in _moments(row):
            return _words(said["note"])
    return None


def _moments(row: Row) -> Sequence[datetime]:
    said = row.data
    given = [*(said.get("did") or ()), *(each or {} for each in (said.get("events") or {}).values())]
    return [
        datetime.fromisoformat(each["at"]) if isinstance(each, dict) and each.get("at") else row.known_at
        for each in given
    ]


def _text(said: Mapping[str, object]) -> Text | None:
    return _words(said["text"]) if said.get("text") else None


def _words(said: object) -> Text:
    if isinstance(said, dict):
        zh, en = said.get("zh"), said.get("en")
        return Text(str(zh or en), str(en or zh))
    return Text(str(said), str(said))
