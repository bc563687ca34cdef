"""What a supervision profile must satisfy: it names what is there, and its reminders fit the limits they are of."""

from collections.abc import Collection, Iterable, Iterator

from respond.clock import SameDay, parse_duration
from respond.errors import Fault, InputError, Place, fault, nearest
from respond.facts import FactType
from respond.plan.lifecycle import LIFECYCLE
from respond.plan.model import Plan
from respond.plan.orders import Measure
from respond.plan.reminding import times_of
from respond.plan.supervision import ReminderRule, Supervision


def faults_of_reminders(plan: Plan) -> Iterator[Fault]:
    """Find reminder rules whose times cannot be read."""
    for rule in plan.reminders:
        try:
            times_of(rule)
        except InputError as error:
            yield from error.faults


def faults_of_supervision(plan: Plan) -> Iterator[Fault]:
    """Find what a supervision profile names that is not there, or is not what it takes it for."""
    given = plan.supervision
    if given is None:
        return
    yield from _unknown("E511", given.roles.values(), {*plan.units, *plan.groups}, given.place)
    events = (given.opened, given.returned, given.extended, given.cleared)
    yield from _unknown("E513", events, {*LIFECYCLE, *plan.events}, given.place)
    boards = {name for name, fact in plan.facts.items() if fact.type is FactType.CHOICE}
    yield from _unknown("E571", [given.board], boards, given.place)
    yield from _passing(given)
    yield from _twice("grades", [mark.id for mark in given.grades], given.place)
    yield from _twice("feedback", given.feedback, given.place)
    if given.opened == given.cleared:
        yield fault("E580", _place(given.cleared) or given.place, name=given.cleared)
    duties = {str(each.id): each for each in (*plan.duties, *plan.measures)}
    yield from _unknown("E570", given.feedback, duties, given.place)
    yield from _unknown("E570", given.put_right, duties, given.place)
    yield from _twice("put_right", given.put_right, given.place)
    yield from _unknown("E570", [given.closing], duties, given.place)
    yield from _more(plan, given, duties)
    for rule in given.reminders:
        yield from _twice("of", rule.of, rule.place)
        if not rule.of:
            yield fault("E581", rule.place, name=rule.id)
        yield from _unknown("E570", rule.of, duties, rule.place)
        yield from _unfit(rule, [duties[name] for name in rule.of if name in duties])


def _unknown(
    code: str, names: Iterable[str | None], known: Collection[str], place: Place | None
) -> Iterator[Fault]:
    for name in names:
        if name is not None and name not in known:
            yield fault(code, _place(name) or place, suggestion=nearest(name, known), name=name)


def _twice(key: str, names: Iterable[str], place: Place | None) -> Iterator[Fault]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield fault("E579", _place(name) or place, name=name, key=key)
        seen.add(name)


def _more(plan: Plan, given: Supervision, duties: Collection[str]) -> Iterator[Fault]:
    """Find what the rules of more time, of consent and of grades name that is not there."""
    events = {*LIFECYCLE, *plan.events}
    yield from _unknown("E701", [given.graded], plan.facts, given.place)
    more, consent = given.more_time, given.consent
    if more is not None:
        yield from _unknown("E513", [more.event], events, more.place)
        yield from _unknown("E570", more.says, duties, more.place)
        yield from _unknown("E701", more.says.values(), plan.facts, more.place)
    if consent is not None:
        yield from _unknown("E513", [consent.agreed, consent.otherwise], events, consent.place)
        yield from _unknown("E701", [consent.talks], plan.facts, consent.place)


def _passing(given: Supervision) -> Iterator[Fault]:
    marks = [mark.id for mark in given.grades]
    name = given.passing
    if name is not None and name not in marks:
        place, known = _place(name) or given.place, ", ".join(marks) or "[]"
        yield fault("E576", place, suggestion=nearest(name, marks), name=name, known=known)


def _unfit(rule: ReminderRule, duties: Iterable[Measure]) -> Iterator[Fault]:
    """Find duties whose limit the reminders of a rule do not fit: there is none, or they reach back beyond it."""
    try:
        times = times_of(rule)
    except InputError:
        return  # told already
    for duty in duties:
        if times.limited and not set(duty.limits) - {"due"}:
            yield fault("E577", rule.place, name=rule.id, duty=duty.id)
        wanted = duty.within
        if wanted is None or SameDay.says(wanted):
            continue
        try:
            limit = parse_duration(wanted)
        except InputError:
            continue  # told where limits are read
        for text, length in zip(rule.before, times.before, strict=True):
            if limit.nominal <= length.nominal:
                place = _place(text) or rule.place
                yield fault("E578", place, name=rule.id, found=text, duty=duty.id, wanted=wanted)


def _place(text: object) -> Place | None:
    return getattr(text, "place", None)
