"""Plan and log, at one moment, to a situation: the whole answer, as a pure function."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from respond._records import evolve
from respond._version import __version__
from respond.clock import TICK, clock_text, local, start_of_day
from respond.errors import InputError, Text, fault
from respond.log import (
    Act,
    Assumed,
    Inability,
    IncidentFile,
    Lengthening,
    Log,
    Step,
    begin_of,
)
from respond.plan import Library, PlanRef, Prepared, Rule
from respond.reason import Budget
from respond.situation.account import obligations_of
from respond.situation.answers import answer_of, asking, remarks_of, response_result
from respond.situation.bodies import held_by, reminding_held_by
from respond.situation.calling import body_words
from respond.situation.case import Case, case_of
from respond.situation.changes import difference_of
from respond.situation.conflicts import conflicts_of
from respond.situation.constraints import unshared
from respond.situation.due_otherwise import DueOtherwise
from respond.situation.edges import next_edge
from respond.situation.frames import Frame, Involved
from respond.situation.late import Late, LateRow
from respond.situation.ledger import Ledger, rules_by_id
from respond.situation.looks import Looks
from respond.situation.merged import merging_of
from respond.situation.model import Answer, LevelThen, NewerEdition, Remark, Situation, Uncounted
from respond.situation.obligations import Obligation
from respond.situation.receipts import unreceived_of
from respond.situation.reminding import reminding_of
from respond.situation.running import Inquiry, Look, Running
from respond.situation.uncounted import nothing_owed, uncounted
from respond.situation.units import units_of
from respond.situation.walk import Course, Walk, named

_AHEAD = timedelta(days=1)
"""So long a look goes on at the most."""


def situate(  # noqa: PLR0913 - nearly all of them by name
    incident: IncidentFile,
    library: Library,
    *,
    now: datetime,
    at: datetime | None = None,
    hindsight: bool = False,
    assume: Assumed = (),
    declare: tuple[str, str, str] | None = None,
    desk: str | None = None,
    running: Running | None = None,
) -> Situation:
    """Work out the situation of an incident as known at `at` (default: `now`), with the time left at `now`.

    With `hindsight` it is the situation as it was at `at`, by what is known at `now`: late reports and corrections put
    where they belong. `assume` adds values (`"deaths=5"`) to what is reported; `declare` is a level, the office that
    declares it and its reason; `desk` is the unit from whose seat the answer is given. `running` keeps how
    far this incident was walked, for the next question. Raises `InputError` for what is
    wrong in the incident, `CoverageError` when no edition is in force on its day.
    """
    zone = library.zone(incident.plans)
    now, at = local(now, zone), local(now if at is None else at, zone)
    asked = Inquiry(at, now if hindsight else None, assume, declare, desk)
    walk = (running or Running(library, keeps=False)).walked(incident, asked)
    course = walk.course()
    course.case.log.check_present(now)
    step = course.frame.step
    obligations = obligations_of(walk.ledger, step, now, step.index)
    return evolve(_situation(incident, course, walk.ledger, obligations, at, now), hindsight=hindsight)


def frames_of(incident: IncidentFile, library: Library, at: datetime) -> tuple[Frame, ...]:
    """Work out every moment up to `at` at which something changed, with what each plan concerned sees then.

    Raises what `situate` raises.
    """
    case = case_of(incident, library, at)
    if at < case.begins:
        raise InputError([fault("E716", incident.place, at=at, occurred=case.begins)])
    return tuple(Walk(case, Ledger(case.involved)).frames(case.log.steps(at), at))


def situations_of(
    incident: IncidentFile, library: Library, moments: Sequence[datetime], desk: str | None = None
) -> tuple[Situation, ...]:
    """Work out the situation at each of some moments, in order, in one walk over the incident.

    Each is what `situate` gives at that moment, from the seat of a unit where one is named. Raises what `situate`
    raises.
    """
    return tuple(
        _situation(incident, course, ledger, obligations, at, at)
        for at, course, ledger, obligations in _looks(incident, library, moments, desk)
    )


def owed_then(
    incident: IncidentFile, library: Library, moments: Sequence[datetime], desk: str | None = None
) -> Iterator[tuple[datetime, tuple[Obligation, ...]]]:
    """Work out what was owed at each of some moments, in order, in one walk over the incident.

    Each is what `situations_of` gives at that moment, without all else. Raises what `situate` raises.
    """
    looks = None
    for at, walk in _walks(incident, library, moments, desk):
        looks = looks or Looks(walk.ledger)
        zone = walk.case.involved[0].calendar.zone
        merging, log = merging_of(incident, at, zone), walk.case.log
        owed = looks.at(at)
        yield local(at, zone), held_by(merging.carried_on(owed) if merging is not None else owed, log, at)


def level_then(
    incident: IncidentFile, library: Library, *, now: datetime, running: Running | None = None
) -> LevelThen:
    """Work out how grave an incident was at a moment, as `situate` does, and nothing of what was owed.

    Raises what `situate` raises.
    """
    now = local(now, library.zone(incident.plans))
    course = (running or Running(library, keeps=False)).walked(incident, Inquiry(now)).course()
    course.case.log.check_present(now)
    return _level_then(course, now)


def levels_then(
    incident: IncidentFile, library: Library, moments: Sequence[datetime]
) -> tuple[LevelThen, ...]:
    """Work out how grave an incident was at each of some moments, in order, in one walk over it.

    Each is what `situations_of` gives at that moment, without what was owed. Raises what `situate` raises.
    """
    found, course = [], None
    for at, walk in _walks(incident, library, moments):
        course = walk.course(course)
        found.append(_level_then(course, at))
    return tuple(found)


def _level_then(course: Course, at: datetime) -> LevelThen:
    frame, leading = course.frame, course.frame.plans[0]
    return LevelThen(
        at=local(at, course.case.involved[0].calendar.zone),
        level=frame.level,
        graded=leading.plan.graded,
        declared=frame.declared,
        called=leading.called,
        started=leading.started,
    )


def log_of(
    incident: IncidentFile, library: Library, at: datetime, running: Running | None = None
) -> tuple[Log, tuple[Involved, ...]]:
    """Read the log of an incident against the plans it falls under by a moment, and give those with it.

    Raises what `situate` raises.
    """
    case = (running or Running(library, keeps=False)).case(incident, at)
    return case.log, case.involved


def lasting(
    incident: IncidentFile,
    library: Library,
    *,
    now: datetime,
    end: datetime,
    running: Running | None = None,
) -> tuple[Situation, datetime]:
    """Work out the situation at `now`, and until when before `end` it surely stays so if nothing is learnt.

    What stays is what is owed, by when, and how it stands; how late it is grows. Raises what `situate` raises.
    """
    look = _look(incident, library, now, end, running)
    return look.situation, look.until


def _look(
    incident: IncidentFile, library: Library, now: datetime, end: datetime, running: Running | None
) -> Look:
    zone = library.zone(incident.plans)
    now, end = local(now, zone), local(end, zone)
    walk = (running or Running(library, keeps=False)).walked(incident, Inquiry(now))
    course = walk.course()
    course.case.log.check_present(now)
    step = course.frame.step
    obligations = obligations_of(walk.ledger, step, now, step.index)
    changes = {
        next_edge(course.frame, course.case.involved, end, walk.next_overdue(end)),
        *_turns(obligations),
        *_dated(step),
        *_editions_after(course.case, library, now),
    }
    until = min((moment for moment in changes if moment is not None and now < moment < end), default=end)
    situation = _situation(incident, course, walk.ledger, obligations, now, now)
    return Look(incident, now, until, situation, obligations)


def look_on(incident: IncidentFile, library: Library, *, now: datetime, running: Running) -> Look:
    """Give the look that holds at `now`: the last one where nothing has changed since, else a new one.

    Raises what `situate` raises.
    """
    now = local(now, library.zone(incident.plans))
    last = running.look
    if last is not None and running.library is library and last.holds(incident, now):
        return last
    running.look = look = _look(incident, library, now, now + _AHEAD, running)
    return look


def lighten(look: Look, running: Running) -> None:
    """Let go of all that the answers of a look would be made of.

    Whoever asks for them has that worked out anew, from where its incident was walked to.
    """

    def walked() -> Walk:
        return running.branched().walked(look.incident, Inquiry(look.since))

    def anew() -> tuple[Late[tuple[Answer, ...]], Late[tuple[Text, ...]]]:
        walk = walked()
        return _answering(look.incident, walk.course(), walk.ledger, look.owed, look.since, look.since)

    look.situation.late_answers.made_as(lambda: anew()[0])
    look.situation.late_skipped.made_as(lambda: anew()[1])
    look.situation.late_asking.made_as(lambda: Late(lambda: asking(walked().course().frame.plans[0])))


def _turns(obligations: Sequence[Obligation]) -> Iterator[datetime | None]:
    """Give the moments at which obligations fall due, become late, or the next round of them arises."""
    for one in obligations:
        if one.open:
            yield from (
                one.due, one.due and one.due + TICK, one.latest, one.late_from and one.late_from + TICK
            )  # fmt: skip


def _dated(step: Step) -> Iterator[datetime | None]:
    """Give the moments of what was entered; what is dated later counts from then on."""
    for times in step.events.values():
        for each in times:
            yield from (each.held.earliest, each.held.latest)
    yield from (each.at for each in step.of_duties)


def _editions_after(case: Case, library: Library, now: datetime) -> Iterator[datetime]:
    """Give the moments at which editions of the plans concerned come into force."""
    for each in case.involved:
        day = local(now, each.calendar.zone).date()
        for source in each.plan.composed.sources:
            for shelved in library.editions(source.id):
                if shelved.in_force.from_ > day:
                    yield start_of_day(shelved.in_force.from_, each.calendar.zone)


def _looks(
    incident: IncidentFile, library: Library, moments: Sequence[datetime], desk: str | None = None
) -> Iterator[tuple[datetime, Course, Ledger, tuple[Obligation, ...]]]:
    """Go through an incident once, stopping at each moment to look."""
    looks = course = None
    for at, walk in _walks(incident, library, moments, desk):
        looks = looks or Looks(walk.ledger)
        course = walk.course(course)
        # the answers are worked out later, when the walk has gone on
        yield at, course, walk.ledger.for_readings(), looks.at(at)


def _walks(
    incident: IncidentFile, library: Library, moments: Sequence[datetime], desk: str | None = None
) -> Iterator[tuple[datetime, Walk]]:
    """Go through an incident once, stopping at each moment."""
    last = moments[-1] if moments else begin_of(incident, library.zone(incident.plans))
    case = case_of(incident, library, last, desk)
    walk = Walk(case, Ledger(case.involved, case.desk))
    steps = case.log.steps(moments[-1]) if moments else ()
    for at in moments:
        walk.go(steps, at)
        yield at, walk


def _situation(
    incident: IncidentFile,
    course: Course,
    ledger: Ledger,
    obligations: tuple[Obligation, ...],
    at: datetime,
    now: datetime,
) -> Situation:
    case, frame = course.case, course.frame
    zone, bodies = case.involved[0].calendar.zone, case.log.bodies(at)
    answers, skipped = _answering(incident, course, ledger, obligations, at, now)
    merging, events = merging_of(incident, at, zone), course.events
    if merging is not None:
        obligations, events = merging.carried_on(obligations), merging.event(events)
    called, owed = frame.step.descriptions, held_by(obligations, case.log, at)
    title, changed = called.get("title", incident.title), case.changed_entry
    return Situation(
        incident=str(incident.id),
        title=title if changed is None else _CHANGED_TITLE.fill(number=changed, title=title),
        mode=incident.mode,
        at=local(at, zone),
        now=local(now, zone),
        zones=tuple(dict.fromkeys(each.calendar.zone.key for each in case.involved)),
        occurred=case.occurrence.words if case.occurrence else _noticed(clock_text(case.begins, zone)),
        where=called.get("where"),
        level=frame.level,
        effective=frame.effective,
        declared=frame.declared,
        expired=frame.expired,
        answers=answers,
        leading_plan=case.involved[0].plan.ref,
        plans_beside=_beside(case, frame.at),
        leading_response=response_result(frame.plans[0], frame),
        obligations=owed,
        uncounted=tuple(_uncounted(case, frame.step, now, obligations)),
        skipped=skipped,
        asking=Late(lambda: asking(frame.plans[0])),
        conflicts=conflicts_of(frame),
        difference=difference_of(course.begun, course.earlier, frame, obligations, case.log),
        events=events,
        changed_entry=changed,
        later_steps=len(case.log.later) - bisect_right(case.log.later, at),
        occurring=frame.occurred,
        desk=_name_of(case, case.desk) if case.desk is not None else None,
        declared_by=_name_of(case, frame.declared.by) if frame.declared is not None else None,
        newer_editions=tuple(_newer_editions(case, frame.at)),
        versions=(
            ("respond", __version__),
            *dict.fromkeys((each.plan.ref.id, each.plan.ref.edition) for each in case.involved),
        ),
        graded=case.involved[0].plan.graded,
        unreceived=unreceived_of(case.involved, frame, owed, zone),
        reminding=reminding_held_by(reminding_of(case.involved, frame, obligations), bodies),
    )


def _answering(
    incident: IncidentFile,
    course: Course,
    ledger: Ledger,
    obligations: tuple[Obligation, ...],
    at: datetime,
    now: datetime,
) -> tuple[Late[tuple[Answer, ...]], Late[tuple[Text, ...]]]:
    """Give the answers of the plans and what they leave out, each to be worked out when somebody asks for it."""
    case, frame = course.case, course.frame
    sources = {**incident.sources, "assumed": Text("假定", "assumed")}

    def work_out(positions: Sequence[int], budget: Budget) -> tuple[tuple[Answer, ...], Budget]:
        with budget:
            found = tuple(
                _by_edition_in_force(
                    answer_of(
                        case.involved[position].plan,
                        case.involved[position].adoption,
                        frame,
                        position,
                        sources,
                        case.begins,
                        DueOtherwise(ledger, position, now, obligations),
                    ),
                    case,
                    frame,
                    position,
                )
                for position in positions
            )
        return found, budget

    def skipped() -> tuple[Text, ...]:
        exact = course.exact and not others.value[1].gave_up
        cut_short = () if exact else (_CUT_SHORT,)
        apart = (
            _not_shared(*each)
            for each in unshared(tuple([each.plan for each in case.involved if each.scale is None]))
        )
        return (*case.skipped, *apart, *_without_level(frame), *_to_come(case, frame.step, at), *cut_short)

    positions = [position for position, each in enumerate(case.involved) if each.scale is None]
    leading = Late(lambda: work_out(positions[:1], Budget()))
    others = Late(lambda: work_out(positions[1:], leading.value[1].going_on()))
    answers = LateRow(lambda: leading.value[0][0], lambda: (*leading.value[0], *others.value[0]))
    return answers, Late(skipped)


def _by_edition_in_force(answer: Answer, case: Case, frame: Frame, position: int) -> Answer:
    """Give an answer with the provisions of the edition in force now: those of one repealed meanwhile bind nobody."""
    later = [
        frame.plans[case.involved.index(each)]
        for each in _come_into_force(case, frame.at)
        if each.scale == position
    ]
    if not later:
        return answer
    kept = (each for each in answer.remarks if not _is_provision(each))
    now_in_force = (each for each in remarks_of(later[-1], frame) if _is_provision(each))
    return evolve(answer, remarks=(*kept, *now_in_force))


def _is_provision(remark: Remark) -> bool:
    return remark.kind.startswith("provision:")


def _name_of(case: Case, body: str) -> Text:
    """Name a body that any of the plans may have; as it was said where none has it."""
    units = [
        one
        for each in reversed(case.involved)
        for one in units_of(each.plan, (*each.plan.plan.units, *each.plan.plan.groups))
    ]
    return body_words(body, units)


def _not_shared(owner: Prepared, constraint: str, other: Prepared, fact: str) -> Text:
    label = owner.facts[fact].label
    return Text(
        f"{other.ref}：两个预案对“{label.zh}”列的选项不同，{owner.ref} 的约束 {constraint} 不用于它",
        f"{other.ref}: the two plans list other choices of “{label.en}”, so the constraint {constraint} of "
        f"{owner.ref} does not bind it",
    )


def _noticed(shown: str) -> Text:
    return Text(f"尚未发生（{shown} 起有征兆）", f"not yet (signs since {shown})")


def _come_into_force(case: Case, at: datetime) -> list[Involved]:
    """Give the plans as they stand in the editions that have come into force while the incident runs, in that order."""
    return [each for each in case.involved if each.since is not None and each.since <= at]


def _newer_editions(case: Case, at: datetime) -> Iterator[NewerEdition]:
    """Give what is in force by now of the plans concerned and of those they adopt, each since when."""
    graded = {ref for each in case.involved if each.scale is None for ref in each.plan.composed.sources}
    found: dict[PlanRef, NewerEdition] = {}
    for each in _come_into_force(case, at):
        assert each.since is not None  # noqa: S101 - it has come into force
        since = each.since.date()
        for ref in each.plan.composed.sources:
            if ref not in graded:
                found.setdefault(ref, NewerEdition(ref, since))
    last = {each.plan.id: each for each in found.values()}
    yield from last.values()


def _beside(case: Case, at: datetime) -> Mapping[PlanRef, Text]:
    """Give the plans beside the leading one: those it adopts, those that answer beside it, what these adopt, the newer.

    The newer ones are all that have come into force by a moment: what arose under one is cited by it.
    """
    leading, *others = [each.plan for each in case.involved if each.scale is None]
    found = dict(leading.composed.titles)
    newer = [each.plan for each in _come_into_force(case, at)]
    for titles in (
        {each.ref: each.plan.title for each in others},
        *(each.composed.titles for each in others),
        *({each.ref: each.plan.title, **each.composed.titles} for each in newer),
    ):
        found |= {ref: title for ref, title in titles.items() if ref not in found}
    return {ref: title for ref, title in found.items() if ref != leading.ref}


def _uncounted(
    case: Case, step: Step, now: datetime, obligations: Sequence[Obligation]
) -> Iterator[Uncounted]:
    """Name the acts that fulfil nothing, and what else is said of a duty and counts for nothing.

    Of several editions of a plan each judges what is said of a duty that arose under it.
    """
    arose = {(one.plan, one.duty) for one in obligations}
    rounds: dict[tuple[str, str], dict[int, Obligation]] = {}
    for one in obligations:
        rounds.setdefault((one.plan.id, one.duty), {})[one.round] = one
    for said in step.of_duties:
        found = [
            (each, rule, each.plan.origin(rule.id))
            for each in case.involved
            if (rule := rules_by_id(each.plan).get(said.duty)) is not None
            and each.plan.origin(rule.id).id == said.plan
        ]
        own = [each for each in found if (each[2], said.duty) in arose] or found[:1]
        occasions = rounds.get((said.plan, said.duty), {})
        reasons = [_counts_not(said, rule, each, now, occasions) for each, rule, _ in own]
        if None in reasons and isinstance(said, Act) and own[0][1].entry.kind == "act":
            done = {said.duty, *(name for each, *_ in own for name in each.plan.does_too.get(said.duty, ()))}
            owed = [one for name in done for one in rounds.get((said.plan, name), {}).values()]
            owed = [one for one in owed if said.round in {None, one.round}]
            reasons = [None if case.log.is_event(said) else nothing_owed(said, owed)]
        if reasons and None not in reasons:
            why = _OTHER_THAN_DONE.get(type(said), _DONE).fill(why=reasons[0])
            entry = own[0][1].entry
            label = Text(entry.zh, entry.en)
            told = None if isinstance(said, Inability) else said.entry
            yield Uncounted(said.duty, own[0][2], said.at, said.by, why, label, told)


def _counts_not(
    said: Act | Lengthening | Inability,
    rule: Rule,
    own: Involved,
    now: datetime,
    occasions: Mapping[int, Obligation],
) -> Text | None:
    """Give why what is said of a duty counts for nothing under an edition, None where it may count."""
    why = _YET_TO_COME if said.at > now else None
    if isinstance(said, Act):
        why = why or uncounted(said, rule, own)
    return why or _no_occasion(said, rule, occasions)


_DONE = Text("{why}", "{why}")
_OTHER_THAN_DONE: Mapping[type[object], Text] = {
    Lengthening: Text("延长时限，但{why}", "lengthened, but {why}"),
    Inability: Text("报称办不了，但{why}", "said that it cannot be done, but {why}"),
}
"""How what is not an act is told among what counts for nothing."""

_YET_TO_COME = Text("时间在所问时刻之后", "dated after the moment asked about")

_NO_LEVEL = Text(
    "{plan} 自己不分级，取决于级别的任务尚不能确定：由主管部门认定级别后记入人工定级，或者同时指定分级的预案",
    "{plan} has no levels of its own, so what hangs on the level stays open: declare the level whoever is in charge "
    "finds, or name a plan that grades beside it",
)

_CHANGED_TITLE = Text("【第{number}条被改动】{title}", "[ENTRY {number} WAS CHANGED] {title}")

_CUT_SHORT = Text(
    "本次计算量超出上限，已截断：已确定的仍然成立，但级别范围可能偏宽，未知项可能实已可定，差距和应问事项可能不全",
    "this answer took more work than one may, and was cut short: what is certain is certain, but the range of levels "
    "may be too wide, what is called unknown may be settled, and distances and questions may be missing",
)


def _without_level(frame: Frame) -> Iterator[Text]:
    """Say of plans that go by a level that nothing gives it."""
    if not frame.occurred or frame.declared is not None or any(each.plan.graded for each in frame.plans):
        return
    for each in frame.plans:
        if each.plan.asks_level:
            yield _NO_LEVEL.fill(plan=str(each.plan.ref))


def _to_come(case: Case, step: Step, at: datetime) -> Iterator[Text]:
    """Name the events of the first report that are yet to come at a moment, and so count for nothing."""
    for name, happened in step.events.items():
        for each in happened:
            if each.held.first > at:
                when = clock_text(each.held.first, case.involved[0].calendar.zone)
                words = Text("{name}（{when}）{why}", "{name} ({when}) is {why}")
                yield words.fill(name=named(case, name), when=when, why=_YET_TO_COME)


def _no_occasion(
    said: Act | Lengthening | Inability, rule: Rule, occasions: Mapping[int, Obligation]
) -> Text | None:
    """Say that there is no occasion of the number that what is said of a duty names, or that another act did it."""
    if said.round is None or (isinstance(said, Act) and rule.entry.kind != "act"):
        return None
    if 1 <= said.round <= max(occasions, default=0):
        done = occasions[said.round].done if said.round in occasions else None
        if not isinstance(said, Act) or done is None or done.at >= said.at:
            return None
        return Text(f"第 {said.round} 次此前已办结", f"occasion {said.round} of it had been done before")
    return Text(f"没有第 {said.round} 次", f"there is no occasion {said.round} of it")
