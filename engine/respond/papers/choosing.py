"""Which report of which plan is meant: the kind asked for, the addressees it is owed to, the duty that presses most."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from respond._records import frozen
from respond.errors import InputError, Text, fault, nearest
from respond.papers.dossier import Dossier
from respond.papers.sent import Carrier, carriers
from respond.papers.words import WORDS
from respond.plan import PlanRef, Report
from respond.situation import Obligation, Only, UnitName, units_of, urgency

Owing = Literal["owed", "provisional", "waiting"]
"""How a report is owed: for certain; perhaps, by what is not certain; once what its limit counts from happens."""


@frozen(eq=False)
class Chosen:
    """A report that is to be made: the duties that send it, what of it is owed, who makes it, to whom it goes.

    One letter answers every duty of ours that has the same report sent; that of `carrier` presses most.
    """

    carrier: Carrier
    obligation: Obligation | None
    answers: tuple[tuple[Carrier, Obligation], ...]
    issuer: UnitName | None
    to: tuple[UnitName, ...]
    copy: tuple[UnitName, ...]
    beyond: tuple[UnitName, ...]
    """Those of the addressees whom the plan does not have it sent to."""
    also: Mapping[str, Text]
    """Further reports of this kind, by name with their titles."""
    waiting: tuple[tuple[Carrier, Obligation], ...]
    """What we owe of these, to some of the same bodies: another article's letter does not answer it."""


@frozen
class Offer:
    """A report the plans have: its kind, the duty that sends it, by and to whom, and the obligation it would answer.

    `presses` is whether we owe it now; `due` is by when, where a figure says so.
    """

    kind: str
    report: str
    title: Text
    plan: PlanRef
    duty: str
    label: Text
    to: Annotated[tuple[UnitName, ...], Only("id")]
    obligation: str | None
    due: datetime | None
    presses: bool
    owing: Owing | None
    """How we owe it; None where we do not."""
    by: UnitName | None
    ours: bool
    """Whether it is a report of the desk, owed now or not; else `by` is another body."""


def offered(dossier: Dossier, kinds: Collection[str]) -> tuple[Offer, ...]:
    """Give the reports of some kinds that can be made, once for each duty: what we owe and presses first.

    Those of other bodies come after all of ours.
    """
    of_kind = [each for each in carriers(dossier) if each.report.kind in kinds]
    found = [(_presses(dossier, each, ()), each) for each in of_kind]
    found.sort(key=lambda pair: _key(pair[0], pair[1], dossier))
    return tuple(_offer(dossier, carrier, one) for one, carrier in found)


def _offer(dossier: Dossier, carrier: Carrier, one: Obligation | None) -> Offer:
    report, entry = carrier.report, carrier.rule.entry
    return Offer(
        kind=report.kind,
        report=str(report.id),
        title=_title(report),
        plan=carrier.plan,
        duty=carrier.rule.id,
        label=Text(entry.zh or entry.en, entry.en),
        to=_called(dossier, list(carrier.to if one is None else one.to)),
        obligation=None if one is None else one.id,
        due=None if one is None else one.due,
        presses=one is not None and _ours(one),
        owing=owing_of(one) if one is not None and _ours(one) else None,
        by=_issuer(dossier, carrier, one),
        ours=carrier.ours,
    )


def owing_of(one: Obligation) -> Owing:
    """Say how a report is owed that is still open."""
    if one.provisional:
        return "provisional"
    return "waiting" if one.state == "waiting" else "owed"


def _title(report: Report) -> Text:
    return Text(report.zh or report.en, report.en)


def choose(dossier: Dossier, kind: str, *, to: Sequence[str], name: str | None, duty: str | None) -> Chosen:
    """Choose the report of a kind: the leading plan's own where we owe it, of several the one that presses most.

    `name` is that of a report, or `plan#report`. Whoever is named in `to` it goes to, all of them and nobody else: they
    pick the report the plan owes to them, and any other body may be among them. Raises InputError (E980, E982).
    """
    of_kind = [each for each in carriers(dossier) if each.report.kind == kind]
    found = [each for each in of_kind if _is_called(each, name) and duty in {None, each.rule.id}]
    if not found:
        known = [*dict.fromkeys(str(each.report.id) for each in of_kind)] if name else []
        known = known or [*dict.fromkeys(each.rule.id for each in of_kind)] if duty else known
        wanted = duty or name or ""
        raise InputError(
            [
                fault(
                    "E980",
                    suggestion=nearest(wanted, known) if wanted else None,
                    plan=dossier.situation.leading_plan,
                    kind=Text(WORDS[kind].zh, WORDS[kind].en.lower()),
                    name=Text(f"（{wanted}）", f" ({wanted})") if wanted else Text("", ""),
                )
            ]
        )
    named = _addressees(dossier, to, found)
    found = _for(named, found)
    owed = [(_presses(dossier, each, named), each) for each in found]
    obligation, carrier = min(owed, key=lambda each: _key(each[0], each[1], dossier, named))
    answers = tuple(
        (each, one)
        for one, each in sorted(owed, key=lambda pair: pair[1] is not carrier)
        if one is not None and one.open and _one_letter(each, carrier) and (one is obligation or _ours(one))
    )
    units = [unit for _, one in answers for unit in one.to] or list(carrier.to)
    copied = [unit for _, one in answers for unit in one.order.copy] or list(carrier.copy)
    beyond: list[UnitName] = []
    if named:
        every = [unit for each in found if _one_letter(each, carrier) for unit in each.to]
        units = [unit for unit in (*units, *every) if unit.id in named]
        listed = {unit.id for unit in units}
        beyond = [_body(name, dossier) for name in named if name not in listed]
    addressed = _called(dossier, [*units, *beyond])
    return Chosen(
        carrier,
        obligation,
        answers,
        _issuer(dossier, carrier, obligation),
        addressed,
        tuple(each for each in _called(dossier, copied) if each not in addressed),
        _called(dossier, beyond),
        {
            str(each.id): _title(each)
            for each in (one.report for one in of_kind)
            if each.id != carrier.report.id
        },
        tuple(_waiting(dossier, of_kind, carrier, {unit.id for unit in addressed})),
    )


def _waiting(
    dossier: Dossier, of_kind: Sequence[Carrier], chosen: Carrier, told: Collection[str]
) -> Iterator[tuple[Carrier, Obligation]]:
    """Give what we certainly owe of other reports of a kind, to some of those a letter goes to."""
    for each in of_kind:
        one = None if _same_report(each, chosen) else _presses(dossier, each, ())
        if one is not None and _ours(one) and not one.provisional and any(unit.id in told for unit in one.to):
            yield each, one


def _is_called(carrier: Carrier, name: str | None) -> bool:
    return name in {None, str(carrier.report.id), f"{carrier.plan.id}#{carrier.report.id}"}


def _for(named: Collection[str], found: Sequence[Carrier]) -> list[Carrier]:
    """Give those whose letter goes to all who are named, else those whose letter goes to most of them.

    To some of them it may go for other duties it answers. Where it goes to none by the plan, it is any.
    """
    reached = []
    for carrier in found:
        own = {unit.id for unit in carrier.to}
        every = {unit.id for each in found if _one_letter(each, carrier) for unit in each.to}
        reached.append(len(every & {*named}) if own & {*named} else 0)
    most = max(reached)
    return [carrier for carrier, count in zip(found, reached, strict=True) if count == most]


def _one_letter(one: Carrier, other: Carrier) -> bool:
    """Say whether a letter may answer two duties: they have the same report sent, by us or by the same other body."""
    return _same_report(one, other) and (
        (one.ours and other.ours) or (not (one.ours or other.ours) and one.order.units == other.order.units)
    )


def _same_report(one: Carrier, other: Carrier) -> bool:
    return (one.plan.id, one.report.id) == (other.plan.id, other.report.id)


def _ours(one: Obligation) -> bool:
    """Say whether we owe it, for certain or perhaps; what may merely be done a letter need not answer."""
    return one.open and one.ours and one.mood != "may"


def _body(name: str, dossier: Dossier) -> UnitName:
    """Give a body by its id, as the leading plan calls it."""
    return next(each for each in reversed(dossier.bodies) if each.id == name)


def _addressees(dossier: Dossier, to: Sequence[str], found: Sequence[Carrier]) -> tuple[str, ...]:
    """Give the addressees that are named, by id or name (E982 for what is no body of the incident)."""
    by_name: dict[str, str] = {}
    for body in (*(unit for each in found for unit in each.to), *dossier.bodies):
        for said in (body.id, body.name.zh, body.name.en):
            by_name.setdefault(said, body.id)
    strange = [each for each in to if each not in by_name]
    if strange:
        known = _known(found)
        raise InputError(
            [fault("E982", suggestion=nearest(each, by_name), name=each, known=known) for each in strange]
        )
    return tuple(dict.fromkeys(by_name[each] for each in to))


def _known(found: Sequence[Carrier]) -> str:
    return ", ".join(dict.fromkeys(unit.id for each in found for unit in each.to))


def _presses(dossier: Dossier, carrier: Carrier, named: Collection[str]) -> Obligation | None:
    """Give the obligation of a duty that presses most, to any of these addressees where some are named.

    One that is owed to nobody by name is answered by telling whomever.
    """
    owed = [
        each
        for each in dossier.situation.obligations
        if (each.plan.id, each.duty) == (carrier.plan.id, carrier.rule.id)
        and (not named or not each.to or any(unit.id in named for unit in each.to))
    ]
    return min(owed, key=urgency, default=None)


def _key(
    one: Obligation | None, carrier: Carrier, dossier: Dossier, named: Collection[str] = ()
) -> tuple[object, ...]:
    """Put what we owe first, then what else is ours; of that what the leading plan itself has, then what presses.

    Where addressees are named, of what is ours what goes to all of them comes before what goes to some.
    """
    owed = one is not None and _ours(one)
    leads = carrier.involved is dossier.involved[0]
    covers = {*named} <= {unit.id for unit in carrier.to}
    rest = urgency(one) if one is not None else ()
    return (not owed, not carrier.ours, not covers, not leads, one is None, *rest)


def _issuer(dossier: Dossier, carrier: Carrier, obligation: Obligation | None) -> UnitName | None:
    """Give who makes the report: whom the plan names for it, else who owes it.

    What another body owes none of ours makes.
    """
    by = carrier.report.by
    owners = list(carrier.rule.entry.owners)
    if by is not None and not carrier.ours and by not in owners:
        by = None
    names = [by] if by is not None else owners[:1]
    if obligation is not None and obligation.units and (by is None or by == obligation.units[0].id):
        return obligation.units[0]
    found = units_of(carrier.involved.plan, names)
    ours = tuple(UnitName(carrier.involved.ours(each.id), each.name, each.contact) for each in found)
    return next(iter(_called(dossier, ours)), None)


def _called(dossier: Dossier, units: Sequence[UnitName]) -> tuple[UnitName, ...]:
    """Call units as the incident names them: by the bodies that stand for them, in the words of the leading plan."""
    found: list[UnitName] = []
    for unit in units:
        if unit.role is not None:
            found.append(unit)
            continue
        last = [each for each in dossier.bodies if each.id == unit.id]
        stands = [each for each in last if each.role is not None]
        found += stands or [last[-1] if last else unit]
    return tuple(dict.fromkeys(found))
