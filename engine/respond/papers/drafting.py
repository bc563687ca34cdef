"""A report as it is drafted: what the plan asks for, filled from the log, each sentence with what it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, get_args

from respond._records import frozen
from respond.errors import ConflictError, Fault, InputError, Place, Text, fault, nearest
from respond.facts import UNKNOWN, Observation
from respond.log import Entry, Mode
from respond.papers.choosing import Chosen, Owing, choose, owing_of
from respond.papers.contradiction import only_grows
from respond.papers.dossier import Basis, Dossier, Statement
from respond.papers.figures import Told, contradictions, corrections_since, shown
from respond.papers.filling import Filling
from respond.papers.sent import Carrier, Sent, sent_reports
from respond.papers.words import both, official_moment
from respond.plan import Channel, PlanRef
from respond.show import named_in_both, noted
from respond.situation import MERGED, UNWRITTEN, Obligation, Only, Placed, UnitName

ReportKind = Literal["initial", "progress", "closing"]
"""The first report, one that follows it, and the last."""

REPORT_KINDS: tuple[ReportKind, ...] = ("initial", "progress", "closing")


@frozen
class Part:
    """One item of a report: what the plan asks for and what is said of it; nothing where that is not known."""

    id: str
    label: Text
    statements: tuple[Statement, ...] = ()
    missing: bool = False
    unchanged: bool = False
    """Whether a report that tells changes alone has nothing to say of it."""


@frozen
class Gap:
    """An item that is missing: what to ask for it, or that it is written by hand."""

    id: str
    label: Text
    fact: str | None = None
    ask: Text | None = None
    logged: bool = False
    """Whether the log would tell it, had anything of it been entered."""
    describes: Annotated[bool, UNWRITTEN] = False
    """Whether it is the place of the incident."""


@frozen
class Earlier:
    """A report that went out before: which, when, to whom, under which number."""

    report: str
    kind: str
    at: datetime
    to: tuple[str, ...]
    number: str | None


@frozen
class Answered:
    """An obligation that a report answers when it goes out: its duty, by when, the addressees it is owed to."""

    obligation: str
    duty: str
    label: Text
    due: datetime | None
    to: Annotated[tuple[UnitName, ...], Only("id")]
    owing: Owing
    not_by: tuple[str, ...] = ()
    """Channels by which a letter does not answer it: those the text excludes, or all but those it names."""


@frozen
class GoesOn:
    """That the incident was merged into another one, since when, and its title where that is known here."""

    into: str
    at: datetime
    title: Text | None
    basis: tuple[Basis, ...]

    @property
    def said(self) -> Statement:
        """Give the sentence of the letter that says so."""
        into: object = self.into
        if self.title is not None:
            into = named_in_both(self.title, self.into)
        return Statement(both("goes_on", at=official_moment(self.at), into=into), self.basis)


@frozen
class ToldElsewhere:
    """A number that was told of an incident which was merged into this one since."""

    incident: str
    title: Text
    fact: str
    label: Text
    value: Text
    at: datetime


@frozen
class ReportDraft:
    """A report at a moment: who makes it, to whom, what it says, what is missing; ready to be set and signed.

    `since` is when the last report went out, of which a progress report tells the changes; null for one that tells all.
    `never_told` are addressees who have had none.
    """

    incident: str
    title: Text
    mode: Mode
    kind: ReportKind
    report: str
    report_title: Text
    plan: PlanRef
    plan_title: Text
    clause: str
    duty: str
    """The duty that sends it, the most pressing one of several."""
    answers: tuple[Answered, ...]
    waiting: tuple[Answered, ...]
    """What we owe to some of the same bodies by other reports of this kind, and this one does not answer."""
    """What it answers, the most pressing first; nothing where none is owed."""
    issuer: UnitName | None
    ours: bool
    """Whether it is a report of the desk; else it is drafted for the other body that owes it."""
    to: Annotated[tuple[UnitName, ...], Only("id")]
    copy: Annotated[tuple[UnitName, ...], Only("id")]
    beyond: Annotated[tuple[UnitName, ...], Only("id")]
    """Those of its addressees to whom no duty of the plan has it sent."""
    issue: int
    """How many reports of this kind there are with it."""
    number: str | None
    signer: str | None
    urgency: str | None
    now: datetime
    zone: Annotated[str, UNWRITTEN]
    """In which zone its moments are told."""
    since: datetime | None
    goes_on: GoesOn | None
    """Where the incident goes on, if it was merged into another: then nothing of it is sent any more."""
    told_elsewhere: tuple[ToldElsewhere, ...]
    """The numbers that were told of incidents merged into this one."""
    unread: int
    """How many incidents were merged into this one that cannot be read here."""
    not_entered: tuple[Text, ...]
    """What of the incidents merged into this one is not entered in it yet, so that the report does not count it."""
    earlier: tuple[Earlier, ...]
    never_told: Annotated[tuple[UnitName, ...], Only("id")]
    parts: tuple[Part, ...]
    changed: bool
    """Whether anything was entered since the last report."""
    missing: tuple[Gap, ...]
    corrections: tuple[Statement, ...]
    corrected: Annotated[tuple[tuple[str, Text], ...], UNWRITTEN]
    """The facts for which words were given, with their labels."""
    draft: bool
    """Whether the plan has this report, or the duty to send it, as a draft."""
    also: tuple[str, ...]
    """Further reports of this kind that the plan has."""
    also_titles: Annotated[tuple[Text, ...], UNWRITTEN]
    kept: Annotated[bool, UNWRITTEN] = True

    @property
    def schema(self) -> Annotated[Literal["report-draft/1"], Placed(before="incident")]:
        """Give the name of the contract its JSON keeps."""
        return "report-draft/1"

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Give every sentence in the order it stands."""
        first = () if self.goes_on is None else (self.goes_on.said,)
        return (*first, *(each for part in self.parts for each in part.statements), *self.corrections)

    @property
    def basis(self) -> tuple[Basis, ...]:
        """Give every entry of the log a sentence rests on, once, in the order of the log."""
        found = {each.entry: each for said in self.statements for each in said.basis}
        return tuple(sorted(found.values(), key=lambda each: (each.number, each.known)))


def _title_of(dossier: Dossier, carrier: Carrier) -> Text:
    """Give the title of the document whose clause has the report sent, that of an adopted plan among them."""
    own = carrier.involved.plan
    return own.plan.title if carrier.plan == own.ref else dossier.library.plan(carrier.plan).title


def report(  # noqa: PLR0913 - nearly all of them by name
    dossier: Dossier,
    kind: ReportKind,
    *,
    to: Sequence[str] = (),
    name: str | None = None,
    duty: str | None = None,
    number: str | None = None,
    signer: str | None = None,
    urgency: str | None = None,
    corrections: Mapping[str, str] | None = None,
) -> ReportDraft:
    """Draft a report of a kind, by what is known at the present of the dossier.

    `to` names addressees, by id or name, and picks the report the plan owes to them, or to most of them; other bodies
    may be among them. `name` names a report of the plan itself, `duty` the duty it answers. A progress report tells
    what changed since the last one its addressees were sent. `corrections` says in words, by fact, why a number is
    other than one sent to them, or by us to anybody.

    Raises InputError: E978 where the log it is made of was changed, E980 where no plan has such a report, E982 for an
    addressee that is no body of the incident, E984 for a correction of a fact that nobody was told of. Raises
    ConflictError (E981) for numbers that cannot be true beside those sent before, unless the log puts them right or has
    words for it.

    >>> from respond.log import quick_incident
    >>> from respond.papers import dossier_of
    >>> from respond.plan import Library
    >>> now = datetime.fromisoformat("2026-11-21T09:30+08:00")
    >>> incident = quick_incident("vaccine-quality", ["deaths=3+"], ["received=2026-11-21T09:12+08:00"])
    >>> draft = report(dossier_of(incident, Library.default(), now=now), "initial", name="initial")
    >>> draft.issuer.name.en, [gap.id for gap in draft.missing][:3]
    ('county market regulation bureau', ['nature', 'manufacturer', 'product'])
    """
    dossier.check_as_written()
    chosen = choose(dossier, kind, to=to, name=name, duty=duty)
    sent, binding = _sent_to(chosen, dossier), _binding(chosen, dossier)
    told = [each for one in _taken_in(dossier) for each in _sent_to(chosen, one)]
    reasons = _reasons(corrections or {}, binding)
    against = contradictions(dossier, binding, reasons)
    if against:
        raise ConflictError([_contradiction(each, dossier) for each in against])
    base = _base(kind, chosen, sent)
    never = tuple(unit for unit in chosen.to if sent and not any(unit.id in each.to for each in sent))
    right = corrections_since(dossier, base or next(reversed(sent), None), [*sent, *told], binding, reasons)
    filling = Filling(dossier, base, right)
    parts, missing = _parts(chosen, filling)
    carrier = chosen.carrier
    goes_on = _goes_on(dossier)
    return ReportDraft(
        incident=dossier.situation.incident,
        title=dossier.situation.title,
        mode=dossier.situation.mode,
        kind=kind,
        report=str(carrier.report.id),
        report_title=Text(carrier.report.zh or carrier.report.en, carrier.report.en),
        plan=carrier.plan,
        plan_title=_title_of(dossier, carrier),
        clause=carrier.report.clause,
        duty=carrier.rule.id,
        answers=tuple(_answered(*each) for each in chosen.answers),
        waiting=tuple(_answered(*each) for each in chosen.waiting),
        issuer=chosen.issuer,
        ours=carrier.ours,
        to=chosen.to,
        copy=chosen.copy,
        beyond=chosen.beyond,
        issue=1
        + len({_letter(each) for each in sent if _same(each, chosen) and each.act.channel != "phone"}),
        number=number,
        signer=signer,
        urgency=urgency,
        now=dossier.now,
        zone=dossier.situation.zone,
        since=base.at if base is not None else None,
        goes_on=goes_on,
        told_elsewhere=tuple(_told_elsewhere(dossier, binding)),
        unread=sum(each.unread for each in (dossier, *_taken_in(dossier))),
        not_entered=dossier.not_entered,
        earlier=_earlier(sent),
        never_told=never,
        parts=parts,
        changed=base is None
        or bool(dossier.present.names - base.view.names - _acts_of(sent))
        or (goes_on is not None and goes_on.at >= base.at),
        missing=missing,
        corrections=() if filling.told_corrections else right,
        corrected=tuple((name, dossier.log.facts[name].label) for name in reasons),
        draft=carrier.rule.entry.standing == "draft",
        also=tuple(chosen.also),
        also_titles=tuple(chosen.also.values()),
        kept=dossier.kept,
    )


def contradicted(
    dossier: Dossier,
    kind: ReportKind,
    *,
    to: Sequence[str] = (),
    name: str | None = None,
    duty: str | None = None,
) -> tuple[Told, ...]:
    """Give the numbers for which such a report would be refused (E981), while nobody has said why they are other.

    Raises InputError (E980, E982).
    """
    chosen = choose(dossier, kind, to=to, name=name, duty=duty)
    return contradictions(dossier, _binding(chosen, dossier), {})


def _sent_to(chosen: Chosen, dossier: Dossier) -> list[Sent]:
    """Give the reports that went to any addressee of this one."""
    readers = {unit.id for unit in chosen.to}
    return [each for each in sent_reports(dossier, REPORT_KINDS) if each.to & readers]


def _binding(chosen: Chosen, dossier: Dossier) -> list[Sent]:
    """Give the reports this one may not contradict: what its readers were told, and what we told anybody.

    Where we say one number to the city, nothing that leaves this desk says another to the province. Nor is it of less
    than what was told of an incident that goes on in this one.
    """
    readers = {unit.id for unit in chosen.to}
    return [
        each
        for one in (dossier, *_taken_in(dossier))
        for each in sent_reports(one, REPORT_KINDS)
        if each.to & readers or each.carrier.ours
    ]


def _taken_in(dossier: Dossier) -> Iterator[Dossier]:
    """Give the incidents that go on in one, those that were merged into these among them."""
    for each in dossier.taken_in:
        yield each
        yield from _taken_in(each)


def _goes_on(dossier: Dossier) -> GoesOn | None:
    """Say where the incident goes on, if it was merged into another."""
    merging = dossier.goes_on
    if merging is None:
        return None
    name = next(each.name for each in dossier.situation.events if each.id == MERGED)
    basis = Basis(merging.entry, dossier.number(merging.step), merging.at, name)
    return GoesOn(merging.into, merging.at, dossier.goes_on_as, (basis,))


def _told_elsewhere(dossier: Dossier, binding: Sequence[Sent]) -> Iterator[ToldElsewhere]:
    """Give the last number of what only grows that was told of each incident merged into this one.

    Nothing once this one has told its own since.
    """
    for one in _taken_in(dossier):
        since = one.goes_on.at if one.goes_on is not None else dossier.now
        if any(each.dossier is dossier and each.until >= since for each in binding):
            continue  # what this incident has told since binds by itself
        last: dict[str, ToldElsewhere] = {}
        for each in binding:
            for name, known in each.view.facts.items() if each.dossier is one else ():
                if only_grows(known.fact) and known.seen.value is not UNKNOWN:
                    told = one.situation
                    last[name] = ToldElsewhere(
                        told.incident, told.title, name, known.fact.label, shown(known), each.at
                    )
        yield from last.values()


def _answered(carrier: Carrier, one: Obligation) -> Answered:
    entry = carrier.rule.entry
    # a letter that answers several duties by the way answers none whose text names other ways
    others = [each for each in get_args(Channel) if entry.channel and each not in entry.channel]
    not_by = tuple(dict.fromkeys((*entry.not_by, *others)))
    return Answered(one.id, one.duty, one.label, one.due, one.order.addressees, owing_of(one), not_by)


def _acts_of(sent: Sequence[Sent]) -> frozenset[str]:
    """Give the entries that say that a report went out: they are no news to who had it."""
    return frozenset(each.act.entry for each in sent)


def _same(sent: Sent, chosen: Chosen) -> bool:
    return (sent.carrier.plan.id, sent.carrier.report.id) == (
        chosen.carrier.plan.id,
        chosen.carrier.report.id,
    )


def _base(kind: ReportKind, chosen: Chosen, sent: Sequence[Sent]) -> Sent | None:
    """Give the report whose readers this one goes on from: of several addressees the one told longest ago.

    None where one of them was never told: then all that is known stands in it, so that nobody misses anything.
    """
    if kind != "progress":
        return None
    last = [next((each for each in reversed(sent) if unit.id in each.to), None) for unit in chosen.to]
    told = [each for each in last if each is not None]
    if len(told) < len(last):
        return None
    return min(told, key=lambda each: (each.until, each.step), default=None)


def _letter(sent: Sent) -> tuple[object, ...]:
    """Tell one letter from another: what went out at one moment under one number was one, whatever it answered."""
    report_ = sent.carrier.report
    return sent.carrier.plan.id, str(report_.id), sent.at, sent.act.doer, sent.act.number


def _earlier(sent: Sequence[Sent]) -> tuple[Earlier, ...]:
    letters: dict[tuple[object, ...], list[Sent]] = {}
    for each in sent:
        letters.setdefault(_letter(each), []).append(each)
    found = []
    for some in letters.values():
        report_, told = some[0].carrier.report, {name for each in some for name in each.to}
        found.append(
            Earlier(str(report_.id), report_.kind, some[0].at, tuple(sorted(told)), some[0].act.number)
        )
    return tuple(found)


def _reasons(given: Mapping[str, str], sent: Sequence[Sent]) -> Mapping[str, Text]:
    """Check the words given for facts: each is one of a number that was told before (E984), and says something."""
    told = {name for each in sent for name in each.view.facts}
    faults: list[Fault] = []
    for name, words in given.items():
        if name not in told or not words.strip():
            faults.append(fault("E984", suggestion=nearest(name, told), name=name))
    if faults:
        raise InputError(faults)
    return {name: Text(words, words) for name, words in given.items()}


def _contradiction(told: Told, dossier: Dossier) -> Fault:
    elsewhere = told.dossier is not dossier
    incident = told.dossier.situation.incident
    before, (place, *_) = _places(told.told), (*_places(told.entries), None)
    return fault(
        "E981", place, related=before, name=told.name, label=told.label, before=told.before, now=told.now,
        at=told.at_words, entries=_entries(told.entries, dossier),
        told=_entries(told.told, told.dossier, incident if elsewhere else ""),
        how=both("told_of_a_part" if elsewhere else "told_wrong", incident=incident),
    )  # fmt: skip


def _entries(entries: Sequence[Entry], of: Dossier, incident: str = "") -> Text:
    """Name entries as `respond correct` does, each with where it stands; and their incident, where one is given."""
    first = f"{incident} " if incident else ""
    named = ((f"{first}{each.entry}", each.name(of)) for each in of.basis(entries))
    return Text.joined(noted(Text(name, name), where) for name, where in named)


def _places(entries: Sequence[Entry]) -> list[Place]:
    """Give the lines of a file that tell entries; of those in a store there are none."""
    places = [each.content.place if isinstance(each.content, Observation) else each.place for each in entries]
    return [each for each in places if each is not None and each.line]


def _parts(chosen: Chosen, filling: Filling) -> tuple[tuple[Part, ...], tuple[Gap, ...]]:
    """Fill the items of the report in their order, then give what else is known."""
    parts: list[Part] = []
    gaps: list[Gap] = []
    facts = filling.dossier.log.facts
    for item in chosen.carrier.report.contents:
        label = Text(item.zh or item.en, item.en)
        statements, known = filling.item(item)
        unchanged = known and not statements
        parts.append(Part(str(item.id), label, statements, missing=not known, unchanged=unchanged))
        if not known:
            fact = facts.get(item.fact or "")
            gaps.append(
                Gap(
                    str(item.id),
                    label,
                    item.fact,
                    fact.ask if fact is not None else None,
                    item.shows is not None,
                    item.shows == "place",
                )
            )
    for name, label, statements in filling.rest():
        parts.append(Part(name, label, statements))
    return tuple(parts), tuple(gaps)
