"""Reports that reach another body: whoever acknowledges one has received it, and what that body owes on receipt begins.

That somebody was told is no receipt. A receipt is an act of the receiver, entered by its players, or by control for a
body nobody plays. A scenario may say within how long players have to give it (`receipt_within`): what they acknowledge
later, or never, they received when it came, so that not to look at it excuses nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from attrs import evolve

from respond._records import frozen
from respond.errors import Text
from respond.exercise.played import Timed, acted, incident_of
from respond.exercise.receipt import Receipt
from respond.exercise.scenario import Action, Inject, Scenario, read_length
from respond.plan import RECEIVED, Library, Prepared, split_event
from respond.situation import Situation, situations_of


@frozen(eq=False)
class Arrival:
    """What reached a body: the act that told it, when, and when the body acknowledged that; None where it never did.

    `presumed` is when it was known that it counts as received when it came, not having been acknowledged in time.
    """

    at: datetime
    unit: str
    action: Action
    acknowledged: datetime | None
    presumed: datetime | None

    @property
    def receipt(self) -> Receipt | None:
        """Give the receipt there is of it."""
        if self.presumed is not None:
            return Receipt(self.unit, self.at, self.presumed)
        return None if self.acknowledged is None else Receipt(self.unit, self.acknowledged, self.acknowledged)


@frozen
class DutyBegun:
    """A duty that begins with the receipt of a report: its id, its words, and whoever owes it."""

    duty: str
    words: Text
    owners: frozenset[str]


@frozen
class Owing:
    """What a body's receipt of a report begins, and the names of that receipt."""

    names: frozenset[str]
    begun: tuple[DutyBegun, ...]

    def duties(self, units: Collection[str] = ()) -> tuple[Text, ...]:
        """Give the duties that some of these units owe; all of them where none are named."""
        return tuple(dict.fromkeys(each.words for each in self.begun if not units or each.owners & {*units}))


def groups_with(plans: Iterable[Prepared], unit: str) -> frozenset[str]:
    """Give a unit with every work group it is in."""
    return frozenset(
        {unit}
        | {str(group.id) for plan in plans for group in plan.plan.groups.values() if unit in group.units}
    )


def addressees_of(action: Action, plans: Iterable[Prepared]) -> tuple[str, ...]:
    """Give whom an act told: those it names, else all its duty names."""
    if action.to:
        return action.to
    duties = {name.rpartition("#")[2] for name in action.did}
    return tuple(
        str(name)
        for plan in plans
        for rule in plan.measures
        if rule.entry.kind == "act" and rule.id in duties
        for name in rule.entry.addressees
    )


def owing_on_receipt(scenario: Scenario, plans: Sequence[Prepared]) -> Mapping[str, Owing]:
    """Give the bodies of which some plan has a duty that begins with their receipt of a report, by id.

    A receipt that names no body is that of the seat of each plan the scenario names.
    """
    begun: dict[str, dict[str, DutyBegun]] = {}
    names: dict[str, set[str]] = {}
    for plan in plans:
        seat = str(plan.plan.seat) if plan.plan.seat is not None and _named(plan, scenario) else None
        receipts = {str(name): body for name, body in _receipts(plan, seat)}
        for name, body in receipts.items():
            names.setdefault(body, {f"{RECEIVED}@{body}"}).add(name)
        for rule in plan.measures:
            for name in {*rule.condition.events, *rule.starts} & receipts.keys():
                if rule.entry.kind == "act":
                    owners = frozenset(units_with(rule.entry.owners, plans))
                    one = DutyBegun(rule.id, Text(rule.entry.zh, rule.entry.en), owners)
                    begun.setdefault(receipts[name], {}).setdefault(rule.id, one)
    return {body: Owing(frozenset(names[body]), tuple(found.values())) for body, found in begun.items()}


def units_with(names: Iterable[str], plans: Sequence[Prepared]) -> tuple[str, ...]:
    """Give bodies with the units of those that are work groups."""
    groups = {str(group.id): group.units for plan in plans for group in plan.plan.groups.values()}
    return tuple(dict.fromkeys(str(unit) for name in names for unit in (name, *groups.get(str(name), ()))))


def _named(plan: Prepared, scenario: Scenario) -> bool:
    """Say whether a scenario names a plan itself, which is not only adopted by another then."""
    names = [str(name).partition("@")[0] for name in scenario.plans]
    return any(f"/{plan.ref.id}".endswith(f"/{name}") for name in names)


def _receipts(plan: Prepared, seat: str | None) -> Iterator[tuple[str, str]]:
    """Give every name a plan has for the receipt of a body, with the body."""
    if seat is not None:
        yield RECEIVED, seat
    for event in plan.plan.events.values():
        if event.same_as is not None and split_event(event.same_as)[0] == RECEIVED:
            yield str(event.id), str(split_event(event.same_as)[1])
    for body in (*plan.plan.units, *plan.plan.groups):
        yield f"{RECEIVED}@{body}", str(body)


def arrivals(scenario: Scenario, plans: Sequence[Prepared]) -> tuple[Arrival, ...]:
    """Give what reached each body that was told something by another, in the order it came.

    To acknowledge somebody is to acknowledge all that had come from there by then. What did not go through must be out
    of the scenario already. An order or a message in words alone is no report, whatever it says, and begins nothing.
    """
    acts = acted(scenario)
    read = [each for each in acts if each.action.receives]
    found = []
    for told in (each for each in acts if not each.action.words_alone):
        for unit in told_units(told.action, plans):
            seen = next((each.at for each in read if _acknowledges(each, told, unit)), None)
            found.append(Arrival(told.at, unit, told.action, seen, _presumed(told.at, unit, seen, scenario)))
    return tuple(found)


def told_units(action: Action, plans: Sequence[Prepared]) -> tuple[str, ...]:
    """Give each unit an act told, those of a work group one by one, but for whoever acted."""
    if action.receives:
        return ()
    return tuple(unit for unit in units_with(addressees_of(action, plans), plans) if unit != action.by)


def _acknowledges(read: Timed, told: Timed, unit: str) -> bool:
    return read.action.by == unit and told.action.by in read.action.receives and read.at >= told.at


def _presumed(at: datetime, unit: str, seen: datetime | None, scenario: Scenario) -> datetime | None:
    """Give when it was known that something counts as received when it came; None where it does not."""
    if scenario.receipt_within is None or not scenario.plays(unit):
        return None
    until = at + read_length(scenario.receipt_within)
    late = seen is None or seen > until
    return until if late and until <= scenario.moment(scenario.end) else None


def of_nothing(scenario: Scenario, plans: Sequence[Prepared]) -> tuple[Timed, ...]:
    """Give the receipts of what nobody had sent by then."""
    acts = acted(scenario)
    sent = [(told, unit) for told in acts for unit in told_units(told.action, plans)]
    return tuple(
        each
        for each in acts
        if each.action.receives and not any(_acknowledges(each, told, unit) for told, unit in sent)
    )


def with_receipts(scenario: Scenario, plans: Sequence[Prepared]) -> Scenario:
    """Give a scenario with the first receipt of each body, where the script does not give it before.

    What comes to a body later is no first news of the incident to it, and starts nothing that has started.
    """
    if scenario.receipt_within is None and not any(each.receives for each in scenario.actions):
        return scenario
    owing = owing_on_receipt(scenario, plans)
    first: dict[str, Receipt] = {}
    for each in arrivals(scenario, plans):
        receipt = each.receipt
        if receipt is not None and (
            each.unit not in first
            or (receipt.known, receipt.at) < (first[each.unit].known, first[each.unit].at)
        ):
            first[each.unit] = receipt
    kept = tuple(
        each
        for each in first.values()
        if not _in_script(each.unit, each.known, owing.get(each.unit), scenario)
    )
    first_of = {name: each.known for each in kept for name in _names(each.unit, owing.get(each.unit))}
    injects = tuple(_without_later(each, first_of, scenario) for each in scenario.injects)
    return evolve(scenario, receipts=kept, injects=injects)


def _without_later(inject: Inject, first: Mapping[str, datetime], scenario: Scenario) -> Inject:
    """Leave out of an inject what the script tells of a receipt after the first, as that of one body is given once."""
    at = scenario.moment(inject.at)
    events = {name: node for name, node in inject.events.items() if first.get(str(name), at) >= at}
    return inject if len(events) == len(inject.events) else evolve(inject, events=events)


def _names(unit: str, owing: Owing | None) -> frozenset[str]:
    return owing.names if owing is not None else frozenset({f"{RECEIVED}@{unit}"})


def _in_script(unit: str, by: datetime, owing: Owing | None, scenario: Scenario) -> bool:
    """Say whether the script gives the receipt of a body by a moment."""
    names = _names(unit, owing)
    return any(
        names & {*map(str, each.events)} and scenario.moment(each.at) <= by for each in scenario.injects
    )


@frozen(eq=False)
class Unreceived:
    """A body that had no receipt, what that would have begun, and what reached it all the same."""

    unit: str
    owing: Owing
    arrived: tuple[Arrival, ...]


def unreceived(
    scenario: Scenario, plans: Sequence[Prepared], final: Situation, library: Library
) -> tuple[Unreceived, ...]:
    """Give the bodies that had received nothing by the end, with what would have begun had they received what came.

    Of a body that is played and was told nothing it is what would have begun had it been told with the first inject.
    What begins for nobody who is played is left out.
    """
    have = {each.unit for each in scenario.receipts}
    players = {*filter(scenario.plays, scenario.cast)}
    came = arrivals(scenario, plans)
    found = [
        Unreceived(unit, owing, tuple(each for each in came if each.unit == unit))
        for unit, owing in owing_on_receipt(scenario, plans).items()
        if owing.duties(players)
        and unit not in have
        and not _in_script(unit, scenario.moment(scenario.end), owing, scenario)
    ]
    found = [each for each in found if each.arrived or each.unit in players]
    if not found:
        return ()
    first = scenario.moment(scenario.injects[0].at)
    moments = {each.unit: each.arrived[0].at if each.arrived else first for each in found}
    receipts = tuple(Receipt(unit, at, at) for unit, at in moments.items())
    supposed = evolve(scenario, receipts=(*scenario.receipts, *receipts))
    incident = incident_of(supposed, library.zone(scenario.plans))
    (then,) = situations_of(incident, library, [final.at])
    more = _running(then) - _running(final)
    left = [
        evolve(
            each, owing=evolve(each.owing, begun=tuple(one for one in each.owing.begun if one.duty in more))
        )
        for each in found
    ]
    return tuple(each for each in left if each.owing.begun)


def _running(situation: Situation) -> frozenset[str]:
    """Give the duties of which some occasion has begun and certainly is or was owed."""
    return frozenset(
        one.duty
        for one in situation.obligations
        if one.state != "waiting" and one.certain is not None and not (one.open and one.provisional)
    )
