"""What is entered of items under supervision: set up, answered, returned, given more time, evaluated, cleared."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from attrs import evolve

from respond._records import define, frozen
from respond.clock import add, clock_text, local, parse_duration
from respond.desk import (
    Concern,
    Decision,
    Desk,
    Entered,
    Time,
    Typed,
    clear_concerns,
    kept,
    kept_of,
    taking_back,
    words_of,
)
from respond.errors import InputError, Place, Text, fault, nearest
from respond.facts import read_instant
from respond.log import described
from respond.show import length as length_words
from respond.show import recurring
from respond.situation import Obligation, Situation
from respond.store import Draft, Row, Rows, check_goes_on, check_said
from respond.supervise.deciding import (
    check_reason,
    event_body,
    grading_body,
    grading_concerns,
    lengthening_body,
    unit_of,
)
from respond.supervise.items import Application, Node, SupervisedItem, item_of
from respond.supervise.profile import Profile, profile_named
from respond.yaml import Data


@frozen
class Opening:
    """What an item is set up with.

    `roles` names the bodies by role: undertaker, assisting, initiator, and what else the profile binds. `facts` are
    `fact=value` texts; `source` says what it comes from (a meeting, a comment), `where` which place it concerns. The
    matter itself began at `since` (a project signed, a problem raised), where that was before it was set up. `region`
    is the division code of the place: who is responsible for regions sets up, and sees, items in these alone.
    """

    id: str
    profile: str
    title: str
    source: str
    roles: Mapping[str, Sequence[str]]
    board: str | None = None
    facts: Sequence[str] = ()
    at: Time | None = None
    where: str | None = None
    since: Time | None = None
    region: str | None = None


_MINUTE = timedelta(minutes=1)


@frozen
class ExtensionRequest:
    """More time asked for: by which plan, by whom, until when or by which `length` beyond the limit."""

    plan: str
    by: str
    until: Time | None = None
    length: str | None = None
    reason: str | None = None
    at: Time | None = None


@frozen
class NotedItem:
    """What an entry came to: the item since, and what about it is to be known or goes against the profile."""

    item: SupervisedItem
    number: int
    """The number of the entry."""
    concerns: tuple[Concern, ...] = ()


@define(eq=False)
class Supervisor:
    """A seat from which items are supervised: it enters what is told, and says what that comes to.

    Every method takes `now`, the clock of the caller, and raises InputError (E881 for an incident that is no item, E887
    for one that is cleared) for what the profile or the log do not allow; then nothing is kept.

    >>> from tempfile import mkdtemp
    >>> from respond.plan import Library
    >>> from respond.store import Store
    >>> supervisor = Supervisor(Desk(Store(f"{mkdtemp()}/store.db"), Library.default(), by="督查室"))
    >>> supervisor.desk.by
    '督查室'
    """

    desk: Desk

    # Setting up.

    def add(self, opening: Opening, *, now: datetime) -> NotedItem:
        """Set an item up.

        Raises InputError: E880 for a plan that is no profile, E882 for a role it has not, E889 for what its profile
        keeps out, E897 for a body named twice.
        """
        return self._add(opening, (), now)

    def add_of(self, opening: Opening, other: str, duty: str, *, now: datetime) -> NotedItem:
        """Set an item up for an obligation of another incident: each log names the other, and done there shows here.

        A blank title or source is taken from the obligation, an absent region from the incident. Raises as `add`, and
        InputError (E845, E853, E893).
        """
        there = kept(self.desk.store, self.desk.library, other, now=now)
        check_goes_on(there.rows)
        found = _meant(there.situation.obligations, duty, other)
        there_region = described(there.file).region
        title, region = there.situation.title, opening.region or there_region
        # whoever is kept to the region of the item need not see the incident, and is not told of it
        seen = region is None or (there_region or "").startswith(region)
        opening = evolve(
            opening,
            region=region,
            id=self.desk.store.name_of(opening.id, region or ""),
            title=opening.title or (f"{found.label.zh}（{title.zh}）" if seen else found.label.zh),
            source=opening.source or f"{title.zh}（{other}）" * seen + f"{found.plan} {found.clause}",
        )
        here: dict[str, Data] = {"to": other, "relation": "supervises", "obligation": found.id}
        there_said = {**here, "to": opening.id, "relation": "supervised-as"}
        return self._add(
            opening, (Draft("link", now, here), Draft("link", now, there_said, incident=other)), now
        )

    def _add(self, opening: Opening, beside: Sequence[Draft], now: datetime) -> NotedItem:
        report = self._report(opening, profile_named(self.desk.library, opening.profile), now)
        _check_kept_out(opening.id, self.desk.opened_with(report, now=now))
        return self._noted(self.desk.open(report, now=now, beside=beside))

    def _report(self, opening: Opening, profile: Profile, now: datetime) -> dict[str, Data]:
        """Give an item as the incident file that opens it."""
        given = profile.given
        zone = self.desk.library.zone((opening.profile,))
        at = now.astimezone(zone).isoformat() if opening.at is None else _written(opening.at)
        since = None if opening.since is None else _written(opening.since)
        facts = list(opening.facts)
        if opening.board is not None:
            facts.append(f"{given.board}={profile.board(opening.board)}")
        typed = Typed(
            opening.id, (opening.profile,), opening.title, tuple(facts), (f"{given.opened}={at}",), since,
            region=opening.region,
        )  # fmt: skip
        report = typed.opening(zone, now)
        bodies: dict[str, Data] = {}
        for role, names in opening.roles.items():
            bodies[profile.unit(role)] = [*names]
        if "undertaker" in given.roles and not opening.roles.get("undertaker"):
            raise InputError([fault("E885", name=opening.id, plan=profile.plan.ref)])
        _check_once(opening)
        report |= {"bodies": bodies, "note": words_of("source", opening.source)}
        if opening.where is not None:
            report["where"] = words_of("where", opening.where)
        return report

    # What the undertaker does.

    def feedback(
        self,
        incident: str,
        *,
        now: datetime,
        text: str,
        node: str | None = None,
        at: Time | None = None,
        by: str | None = None,
    ) -> NotedItem:
        """Enter what an undertaker reports to a node; without one to the open node that is due first (else E884).

        What a return has to be put right is answered with it. Where an event of the plan stands for the node, it is
        entered with it, so that what hangs on it arises.
        """
        said = {"note": words_of("text", text)}
        told: list[Concern] = []

        def make(rows: Rows) -> Sequence[Draft]:
            one = self._open(rows, now)
            chosen = _chosen(one, node)
            did: dict[str, Data] = {"duty": chosen.duty, "round": str(chosen.obligation.round)}
            did |= {"at": _written(at)} if at is not None else {}
            did["by"] = by or one.profile.given.roles.get("undertaker") or ""
            answers = [did, *({**did, **each} for each in _put_right_by(one, chosen, at, now))]
            body: dict[str, Data] = {
                "did": [{k: v for k, v in each.items() if v} for each in answers],
                **said,
            }
            if (event := _event_of(one, chosen)) is not None:
                body["events"] = {event: {k: did[k] for k in ("at", "by") if did.get(k)} or None}
                label = one.profile.plan.plan.events[event]
                text_ = Text(
                    f"同时记入事件“{label.zh}”（{event}）",
                    f"entered with it: the event “{label.en}” ({event})",
                )
                told[:] = [Concern(text_, chosen.clause)]
            return [Draft("act", now, body)]

        return self._noted(self.desk.enter(incident, make, now), told)

    def apply(
        self, incident: str, asked: ExtensionRequest, *, now: datetime, node: str | None = None
    ) -> NotedItem:
        """Enter that more time is asked for; consent is given by `grant`. Too late an application is kept, and told.

        Raises InputError (E884) for a node that is not open, and (E898) for an end no later than its limit. Where the
        profile has an event and a flag for it, these are entered with it, so that its own duties answer.
        """
        chosen: list[Node] = []

        def make(rows: Rows) -> Sequence[Draft]:
            one = self._open(rows, now)
            rule = one.profile.given.more_time
            chosen[:] = [_chosen(one, node, () if rule is None else tuple(rule.says))]
            return _application(one, chosen[0], asked, now)

        entered = self.desk.enter(incident, make, now)
        noted = self._noted(entered)
        at = now if asked.at is None else _moment(asked.at, noted.item)
        return evolve(noted, concerns=(*_late_application(noted.item, chosen[0], at), *noted.concerns))

    def attempt(
        self,
        incident: str,
        *,
        now: datetime,
        with_: str,
        by: str,
        agreed: bool = False,
        text: str | None = None,
    ) -> NotedItem:
        """Enter that the undertaker spoke with those the item serves, and whether they agreed."""
        check_said("with", with_)
        check_said("by", by)
        said: dict[str, Data] = {"with": with_, "by": by, "agreed": "yes" if agreed else "no"}
        said |= {"text": words_of("text", text)} if text is not None else {}

        def make(rows: Rows) -> Sequence[Draft]:
            one = self._open(rows, now)
            return [Draft("attempt", now, said), *_talked(one, now, agreed=agreed)]

        return self._noted(self.desk.enter(incident, make, now))

    # What the initiator and the leaders decide.

    def grant(
        self, incident: str, how: Decision, *, node: str | None = None, length: str | None = None
    ) -> NotedItem:
        """Enter the consent to more time: the profile's event for it, and the longer limit of a node.

        That is lengthened by `length`, without one by what was asked for, where its duty may be. Raises InputError
        (E888) where the profile has neither, and what `respond extend` refuses.
        """
        found: list[Concern] = []
        open_: set[str] = set()

        def make(rows: Rows) -> Sequence[Draft]:
            one = self._open(rows, how.now)
            given = one.profile.given
            asked = {each.node for each in one.applications}
            open_.update(
                each.id for each in one.nodes if asked and each.obligation.open and each.id not in asked
            )
            asked_for = _asked_for(one, node)
            longer = length or (None if asked_for is None else asked_for.length)
            chosen = None if longer is None else _chosen(one, node if asked_for is None else asked_for.node)
            bodies = (
                *(event_body(one, given.extended, how.by) if given.extended is not None else ()),
                *(lengthening_body(one, chosen, how.by) if chosen is not None else ()),
            )
            who = list(dict.fromkeys(bodies))
            check_reason(one, who, how)
            found[:] = who
            if not one.applications:
                found.append(
                    Concern(Text("没有申请延期的记录", "no application for it was entered"), against=True)
                )
            body: dict[str, Data] = {}
            if given.extended is not None:
                body["events"] = {given.extended: {**how.told}}
            if chosen is not None:
                more: dict[str, Data] = {"round": str(chosen.obligation.round)}
                body["extended"] = [{"duty": chosen.duty, "length": longer, **more, **how.told, **how.why}]
            if not body:
                raise InputError([fault("E888", name="extended", plan=one.plan)])
            self._check_seconded("grant", incident, found)
            note = {"note": why} if (why := how.why.get("reason")) is not None else {}
            return [
                Draft("extension" if chosen is not None else "event", how.now, {**body, **note}, decides=True)
            ]

        noted = self._noted(self.desk.enter(incident, make, how), found)
        ended = [each for each in noted.item.nodes if each.id in open_ and not each.obligation.open]
        others = [
            Concern(
                Text(
                    f"没有申请延期的节点也随之终止：{each.label.zh}",
                    f"this ends a node, too, for which no more time was asked: {each.label.en}",
                ),
                each.clause,
                against=True,
            )
            for each in ended
        ]
        return evolve(noted, concerns=(*noted.concerns, *others))

    def give_back(self, incident: str, how: Decision, *, within: str | None = None) -> NotedItem:
        """Enter that an item is given back to its undertaker, why, and within which time it is to be put right."""
        found: list[Concern] = []

        def make(rows: Rows) -> Sequence[Draft]:
            one = self._open(rows, how.now)
            draft = _returned(one, how, within)
            found[:] = event_body(one, str(one.profile.given.returned), how.by)
            check_reason(one, found, how)
            self._check_seconded("return", incident, found)
            return [draft]

        return _owed_within(self._noted(self.desk.enter(incident, make, how), found), within)

    def evaluate(self, incident: str, grade: str, how: Decision, *, within: str | None = None) -> NotedItem:
        """Enter a grade; one that does not pass gives the item back in the same breath.

        A grade by another body than the profile's is refused without a reason (E850); one given too early is told.
        """
        found: list[Concern] = []

        def make(rows: Rows) -> Sequence[Draft]:
            one = self._open(rows, how.now)
            mark = one.profile.grade(grade)
            who = grading_body(one, how.by)
            check_reason(one, who, how)
            found[:] = [*who, *grading_concerns(one, passes=one.profile.passes(str(mark.id)))]
            self._check_seconded("evaluate", incident, found)
            said: dict[str, Data] = {"grade": str(mark.id), **how.told, **how.why}
            drafts = [Draft("evaluation", how.now, said)]
            if (fact := one.profile.given.graded) is not None:
                seen: dict[str, Data] = {"value": str(mark.id), "by": how.by}
                drafts.append(Draft("observation", how.now, {"facts": {fact: seen}}))
            if not one.profile.passes(str(mark.id)):
                drafts.append(_returned(one, how, within, Text(mark.zh, mark.en)))
            return drafts

        return _owed_within(self._noted(self.desk.enter(incident, make, how), found), within)

    def clear(self, incident: str, how: Decision) -> NotedItem:
        """Enter that an item is cleared, by whoever the profile lets; it closes the incident.

        What goes against the profile (nodes that are open, no grade that passes, another body) is refused without a
        reason (E850), and kept with one.
        """
        found: list[Concern] = []

        def make(rows: Rows) -> Sequence[Draft]:
            one = self._open(rows, how.now)
            found[:] = clearing_concerns(one, how.by)
            check_reason(one, found, how)
            self.desk.check_seconded("supervise clear", incident)
            events: dict[str, Data] = {one.profile.given.cleared: how.told, "closed": how.told}
            note = {"note": why} if (why := how.why.get("reason")) is not None else {}
            return [Draft("event", how.now, {"events": events, **note}, decides=True)]

        return self._noted(self.desk.enter(incident, make, how), found)

    # What all of them do.

    def _check_seconded(self, entry: str, incident: str, found: Sequence[Concern]) -> None:
        """Refuse what goes against the profile where two persons have to decide it (E961)."""
        if any(each.against for each in found):
            command = "supervise extend" if entry == "grant" else f"supervise {entry}"
            self.desk.check_seconded(command, incident, entry)

    def _item(self, rows: tuple[Row, ...], now: datetime) -> SupervisedItem:
        library, store = self.desk.library, self.desk.store
        return item_of(kept_of(store.following.followed(rows, library), library, now), library, store)

    def _open(self, rows: Rows, now: datetime) -> SupervisedItem:
        """Give an item that is not cleared."""
        one = self._item(rows(), now)
        if one.cleared is not None:
            at = clock_text(one.cleared, one.situation.tz)
            kept = kept_of(
                self.desk.store.following.followed(rows(), self.desk.library), self.desk.library, now
            )
            undo = taking_back(kept.log, one.incident, one.profile.given.cleared, "closed")
            raise InputError([fault("E887", name=one.incident, at=at, undo=undo)])
        return one

    def _noted(self, entered: Entered, concerns: Sequence[Concern] = ()) -> NotedItem:
        one = self._item(self.desk.store.rows(entered.rows[0].incident), entered.situation.now)
        return NotedItem(one, entered.number, (*concerns, *entered.concerns))


def _check_kept_out(name: str, situation: Situation) -> None:
    """Refuse what a profile keeps out by the facts it is set up with: by an exclusion or a prohibition that holds."""
    faults = [
        fault("E889", name=name, plan=each.plan, clause=each.clause, found=each.text)
        for each in situation.leading.remarks
        if each.kind in {"exclusion", "provision:prohibition"} and each.standing == "confirmed"
    ]
    if faults:
        raise InputError(faults)


def _check_once(opening: Opening) -> None:
    """Refuse a body that is named twice in one role, or both as in charge and as assisting (E897)."""
    told = {role: [name.strip() for name in names] for role, names in opening.roles.items()}
    charged = told.pop("undertaker", []) + told.pop("assisting", [])
    faults = [
        fault("E897", name=name, item=opening.id)
        for names in (charged, *told.values())
        for name, number in Counter(names).items()
        if number > 1
    ]
    if faults:
        raise InputError(faults)


def _chosen(one: SupervisedItem, name: str | None, first: Sequence[str] = ()) -> Node:
    """Give the open node that is meant: by its duty, its whole name or in words; else the one due first.

    Where none is named, those of the duties that come `first` go before others.
    """
    open_ = [node for node in one.nodes if node.obligation.open]
    found = [node for node in open_ if name is None or node.called(name)]
    if not found:
        known = ", ".join(node.duty for node in open_)
        guess = nearest(name, [node.duty for node in open_]) if name is not None else None
        raise InputError(
            [fault("E884", suggestion=guess, name=name or "-", incident=one.incident, known=known or "-")]
        )
    return min(
        found, key=lambda node: (node.duty not in first, node.due is None, node.due or one.now, node.id)
    )


def _asked_for(one: SupervisedItem, node: str | None) -> Application | None:
    """Give the last application that asked for so much more time for a node that may have it and has not yet."""
    may = {measure.id for measure in one.profile.plan.measures if measure.entry.extend is not None}
    open_ = {each.id: each for each in one.nodes if each.obligation.open and each.duty in may}
    asked = [
        each
        for each in one.applications
        if each.length is not None
        and each.node in open_
        and node
        in {None, each.node, open_[each.node].duty, open_[each.node].label.zh, open_[each.node].label.en}
        and not one.consented(each)
    ]
    return asked[-1] if asked else None


def _put_right_by(
    one: SupervisedItem, chosen: Node, at: Time | None, now: datetime
) -> Iterator[dict[str, Data]]:
    """Name what was to be put right before a feedback, which answers it together with the node it is to."""
    moment = now if at is None else _moment(at, one)
    for node in one.nodes:
        owed = node.obligation
        if (
            node.duty in one.profile.given.put_right
            and owed.open
            and owed.arose <= moment
            and node.id != chosen.id
        ):
            yield {"duty": node.duty, "round": str(owed.round)}


def _event_of(one: SupervisedItem, node: Node) -> str | None:
    """Give the one event that stands for a node, None where it is another body's or a command of its own enters it."""
    given = one.profile.given
    rule = next(each for each in one.profile.plan.measures if each.id == node.duty)
    events: list[str] = [event for event, addressee in rule.entry.fulfilments if addressee is None]
    own = {given.opened, given.cleared, given.returned, given.extended}
    if len(events) != 1 or "@" in events[0] or events[0] in own:
        return None
    return events[0]


def _meant(obligations: Sequence[Obligation], duty: str, incident: str) -> Obligation:
    """Find an obligation by its whole name, or of a duty the oldest open occasion, else the last."""
    found = [one for one in obligations if duty in {one.id, one.duty, f"{one.plan.id}#{one.duty}"}]
    if not found:
        guess = nearest(duty, [one.duty for one in obligations])
        raise InputError([fault("E893", suggestion=guess, name=duty, incident=incident)])
    return min(found, key=lambda one: (not one.open, one.round if one.open else -one.round))


def _returned(one: SupervisedItem, how: Decision, within: str | None, otherwise: Text | None = None) -> Draft:
    """Give the entry that an item is given back; `otherwise` says why where the decision does not."""
    event = one.profile.given.returned
    if event is None:
        raise InputError([fault("E888", name="returned", plan=one.plan)])
    until = _put_right(one, how, within)
    note: dict[str, Data]
    if how.reason is None and otherwise is not None:
        note = {"zh": otherwise.zh + until, "en": otherwise.en + until}
    else:
        note = words_of("reason", (how.reason or "") + until)
    told = dict(how.told)
    if within is not None and one.profile.plan.takes_limit_of(event):
        told["within"] = within
    said: dict[str, Data] = {"events": {event: told}, "note": note}
    return Draft("event", how.now, said, decides=True)


def _owed_within(noted: NotedItem, within: str | None) -> NotedItem:
    """Say of a time to put something right that no duty of the profile is owed by it, if so."""
    one = noted.item
    if within is None or any(
        node.duty in one.profile.given.put_right and node.obligation.open and node.due is not None
        for node in one.nodes
    ):
        return noted
    text = Text(
        "本规则没有以此为时限的整改任务：期限只记在说明里，不计逾期",
        "no duty of the profile is owed by this limit: it is told, and nothing is late by it",
    )
    return evolve(noted, concerns=(*noted.concerns, Concern(text)))


def _put_right(one: SupervisedItem, how: Decision, within: str | None) -> str:
    """Say by when an item that is given back is to be put right."""
    if within is None:
        return ""
    given = how.at if isinstance(how.at, datetime) else how.now if how.at is None else _moment(how.at, one)
    at = local(given, one.situation.tz)
    until = add(at, parse_duration(within, Place("--within")), one.calendar)
    return f"（{within} → {clock_text(until, one.situation.tz)}）"


def _end_of(node: Node, one: SupervisedItem, until: Time | None, length: str | None) -> datetime | None:
    """Give until when more time is asked for: a moment, or a length after the limit of a node."""
    if until is not None:
        return _moment(until, one)
    if length is None or node.due is None:
        return None
    return add(node.due, parse_duration(length, Place("--length")), one.calendar)


def _check_longer(end: datetime | None, node: Node, one: SupervisedItem) -> None:
    """Refuse more time that ends no later than the limit it is to extend (E898)."""
    if end is None or node.due is None or end > node.due:
        return
    until, due = (clock_text(local(each, one.situation.tz), one.situation.tz) for each in (end, node.due))
    raise InputError([fault("E898", until=until, due=due, node=node.label)])


def _application(one: SupervisedItem, node: Node, asked: ExtensionRequest, now: datetime) -> list[Draft]:
    """Give the entries of an application: what it says, and the profile's event and flag for it."""
    rule = one.profile.given.more_time
    at: dict[str, Data] = {} if asked.at is None else {"at": _moment(asked.at, one).isoformat()}
    said: dict[str, Data] = {
        "obligation": node.id,
        "by": asked.by,
        "plan": words_of("plan", asked.plan),
        **at,
    }
    end = _end_of(node, one, asked.until, asked.length)
    _check_longer(end, node, one)
    said |= {"until": end.isoformat()} if end is not None else {}
    length = asked.length
    if length is None and end is not None and node.due is not None:
        length = (
            f"{-((node.due - end) // _MINUTE)} minutes"  # of what ends with a day, no less than was asked for
        )
    said |= {"length": length} if length is not None else {}
    said |= {"reason": words_of("reason", asked.reason)} if asked.reason is not None else {}
    drafts = [Draft("application", now, said)]
    if rule is not None:
        step: dict[str, Data] = {"events": {rule.event: {**at, "by": asked.by}}}
        flag = rule.says.get(node.duty)
        step |= {"facts": {flag: "yes"}} if flag is not None else {}
        drafts.append(Draft("event", now, step))
    return drafts


def _late_application(one: SupervisedItem, node: Node, at: datetime) -> list[Concern]:
    """Say that more time is asked for after the limit the profile sets for asking, or for a node it sets none for."""
    rule = one.profile.given.more_time
    if rule is None:
        return []
    if node.duty not in rule.says:
        text = Text("本规则没有规定这个节点可以申请延期", "the profile names no more time for this node")
        return [Concern(text, rule.clause, against=True)]
    asking = {
        each.id
        for each in one.profile.plan.measures
        if (rule.event, None) in each.entry.fulfilments and rule.says[node.duty] in each.condition.uses.facts
    }
    owed = [each for each in one.situation.obligations if each.duty in asking and not each.provisional]
    if not owed:
        return [_not_to_be_asked(one, node, asking)]
    limits = [each for each in owed if each.due is not None]
    found = []
    for each in limits:
        assert each.due is not None  # noqa: S101 - or it is not among them
        shown = clock_text(each.due, one.situation.tz)
        if at > each.due:
            gone = at - each.due
            zh = f"应于 {shown} 前申请，已晚{length_words(gone, 'zh')}"
            en = f"to be asked for by {shown}: {length_words(gone, 'en')} too late"
            found.append(Concern(Text(zh, en), each.clause, against=True))
        else:
            text = Text(f"应于 {shown} 前申请：按时", f"to be asked for by {shown}: in time")
            found.append(Concern(text, each.clause))
    return found


def _not_to_be_asked(one: SupervisedItem, node: Node, asking: set[str]) -> Concern:
    """Say that this item cannot ask for more time at a node, and by which reading of the text."""
    zh, en = f"{node.label.zh}：本事项不能申请延期", f"{node.label.en}: this item cannot ask for more time"
    for reading in one.profile.plan.plan.interpretations:
        if any(asking & {*rejected.instead} for rejected in reading.rejected):
            zh += f"；按解释“{reading.reading.zh}”"
            en += f"; by the reading “{reading.reading.en}”"
            return Concern(Text(zh, en), str(reading.clause), against=True)
    return Concern(Text(zh, en), node.clause, against=True)


def _talked(one: SupervisedItem, now: datetime, *, agreed: bool) -> list[Draft]:
    """Give what the profile counts of a talk with those an item serves."""
    rule = one.profile.given.consent
    if rule is None:
        return []
    if agreed:
        return [Draft("event", now, {"events": {rule.agreed: None}})]
    tried = sum(not each.agreed for each in one.attempts) + 1
    return [Draft("observation", now, {"facts": {rule.talks: str(tried)}})]


def clearing_concerns(one: SupervisedItem, by: str | None) -> list[Concern]:
    """Give what the profile holds against clearing an item: nodes that are open, no grade that passes, another body."""
    authority = clear_concerns(one.situation, one.profile.plan, None if by is None else unit_of(one, by))
    return [*_unfinished(one), *authority]


def _unfinished(one: SupervisedItem) -> list[Concern]:
    """Name the nodes that are open, of recurring ones those that are late; say where no grade that passes was given."""
    found = [
        Concern(Text(f"未办：{node.label.zh}", f"not done: {node.label.en}"), node.clause, against=True)
        for node in one.nodes
        if node.obligation.open
        and not node.provisional
        and (node.state == "overdue" or not recurring(node.obligation))
    ]
    if one.profile.given.grades:
        last = one.evaluations[-1] if one.evaluations else None
        if last is None:
            found.append(Concern(Text("还没有评价", "it was not evaluated"), against=True))
        elif not last.passes:
            found.append(
                Concern(Text(f"评价为{last.label.zh}", f"it was evaluated {last.label.en}"), against=True)
            )
    return [*found, *_agreement(one), *approval(one)]


def _agreement(one: SupervisedItem) -> list[Concern]:
    """Say that those an item serves were asked and do not agree, unless it can be cleared without that."""
    rule = one.profile.given.consent
    happened = {event.id for event in one.situation.events}
    if rule is None or not one.attempts or happened & {rule.agreed, rule.otherwise}:
        return []
    tried = len(one.attempts)
    text = Text(f"服务对象未同意：已沟通{tried}次", f"those served do not agree: {tried} attempts")
    return [Concern(text, rule.clause, against=True)]


def approval(one: SupervisedItem) -> list[Concern]:
    """Say whether everybody has approved the clearing, and who has to."""
    duty = one.profile.given.closing
    rule = next((each for each in one.profile.plan.measures if each.id == duty), None)
    if rule is None:
        return []
    words = Text(rule.condition.words("zh"), rule.condition.words("en"))
    if any(each.duty == duty and not each.provisional for each in one.situation.obligations):
        return [Concern(Text(f"审批已齐：{words.zh}", f"approved: {words.en}"), rule.entry.clause)]
    return [
        Concern(
            Text(f"审批未齐：{words.zh}", f"not approved yet: {words.en}"), rule.entry.clause, against=True
        )
    ]


def _moment(given: Time, one: SupervisedItem) -> datetime:
    return given if isinstance(given, datetime) else read_instant(given, "until", zone=one.situation.tz)


def _written(given: Time) -> str:
    return given.isoformat() if isinstance(given, datetime) else given
