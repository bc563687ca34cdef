"""Whether a decision is the plan's: who takes it, at which level, on which conditions, and what is still owed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.clock import clock_text
from respond.desk.older import older_words
from respond.desk.pressing import owed_by_us
from respond.errors import LANGUAGES, InputError, Text, fault
from respond.facts import Fact, Level, LevelScale, Observation, show_value
from respond.log import Act, Entry, Log, is_of_region
from respond.papers import Figure, figure_of, only_grows
from respond.plan import Change, Plan, PlanRef, Prepared, Response, Standing, split_event
from respond.show import range_words
from respond.situation import Obligation, Situation, UnitName, is_merger, short_names

_NOT_RUNNING: Final = Text("没有正在进行的响应", "no response is running")
_NOT_ENDED: Final = Text("响应还没有终止", "the response has not been ended")
_UNMET: Final = Text("终止的条件没有确认", "the condition for ending is not established")
_IN_VAIN: Final = Text("`{duty}` 这次办理不算完成：{why}", "this act on `{duty}` fulfils nothing: {why}")
_JOINT: Final = Text(
    "“{duty}”由{by}与{others}合为一个单位承担，记入后算各方都已办理：{others}也应各自办理的，请另立事件分别记",
    "“{duty}” is owed by {by} and {others} as one unit, so that it counts as done by all of them: where {others} "
    "owes it too, enter an incident of its own",
)
_ALIKE: Final = Text(
    "“{duty}”也要求向{to}报送，这次没有计入：所报也合其要求的，另记 `{id}` 已办",
    "“{duty}” asks for a report to {to} as well, which this act does not count for: where it was that report too, "
    "enter `{id}` as done",
)
_DRAFT: Final = Text("〔草案〕", "[draft] ")


@frozen
class Concern:
    """One thing to know about an entry, which is compared with the plan or with what the log tells besides.

    `against` says that it goes against the plan, so that a decision needs a reason; or of the log that it is to be
    seen to.
    """

    text: Text
    clause: str | None = None
    against: bool = False
    compared_with: Literal["plan", "log"] = "plan"
    plan: PlanRef | None = None
    """Of a clause of a plan that applies alongside: which one."""


DECIDED: Final[Mapping[str, str]] = {
    "response_started": "start", "response_adjusted": "adjust", "terminated": "terminate", "closed": "close",
}  # fmt: skip
"""Events that are decisions of ours, and the command each is entered by."""


def decided_by_command(plan: Plan) -> dict[str, str]:
    """Give the events that are decisions, those of a supervision profile too, and the command each is entered by."""
    profile = plan.supervision
    if profile is None:
        return dict(DECIDED)
    own = {
        profile.cleared: "supervise clear", profile.returned: "supervise return", profile.extended: "supervise extend",
    }  # fmt: skip
    return {**DECIDED, **{split_event(name)[0]: command for name, command in own.items() if name is not None}}


ENDINGS: Final = frozenset({"terminated", "closed"})


def corrects_decision(entry: str, plan: Plan) -> bool:
    """Say whether an entry that is put right, by its name in the log (`terminated#1`), is a decision.

    A correction undoes it. One of the region counts as such: it takes the incident out of somebody's sight. So does one
    of having been merged. Of an item under supervision the grade counts as a decision, as what is decided of it does.
    """
    name = entry.partition("#")[0].partition("@")[0]
    profile = plan.supervision
    return (
        is_of_region(name)
        or is_merger(name)
        or name in decided_by_command(plan)
        or (profile is not None and name == profile.graded)
    )


def decision_concerns(
    before: Situation, plan: Prepared, event: str, level: str | None, by: str | None
) -> list[Concern]:
    """Compare a decision of ours, by the event it is, with the plan; `level` is the name of the response's."""
    if event == "closed":
        return close_concerns(before)
    if event == "terminated":
        return end_concerns(before, plan, by)
    compare = start_concerns if event == "response_started" else adjust_concerns
    return compare(before, plan, plan.response_levels.named(level), by)


def response_level(scale: LevelScale, level: str) -> str:
    """Give the name of a level of response, said by its name or in words; `none` is none to start (E551)."""
    found = scale.read(level)
    if not found:
        raise InputError([fault("E551", name=level, known=", ".join(scale.gravest_first))])
    return found.name


def start_concerns(before: Situation, plan: Prepared, level: Level, by: str | None) -> list[Concern]:
    """Compare the start of a response with what the plan calls for, and who decides it there."""
    found = [*_not_called(before, level)]
    running = before.leading.response.started
    if running is not None:
        found.append(_already(Level.at(running)))
    entry = _response(plan, level)
    named = [(entry.started_by, entry.clause, entry.standing)] if entry is not None else []
    return [*found, *_decided(before, plan, "start", named, by)]


def adjust_concerns(before: Situation, plan: Prepared, level: Level, by: str | None) -> list[Concern]:
    """Compare a raise or a fall of the response with what the plan calls for, and who decides it there.

    Where the plan does not say who lowers it, whoever ends the one or starts the other may.
    """
    running = before.leading.response.started
    if running is None:
        return [*_not_called(before, level), Concern(_NOT_RUNNING, against=True)]
    found = [*_not_called(before, level)]
    if level == running:
        found.append(_already(level))
    entry, old = _response(plan, level), _response(plan, Level.at(running))
    named = [(entry.started_by, entry.clause, entry.standing)] if entry is not None else []
    if level < running and old is not None:
        named.append((old.ended_by, old.clause, old.standing))
    return [*found, *_decided(before, plan, "raise" if level > running else "lower", named, by)]


def merge_concerns(merged: Situation, other: Situation) -> list[Concern]:
    """Name the limits of ours in an incident that is merged which would end earlier than they do in the other.

    A statutory limit runs from the first receipt: where both are one event, that is to be put right in the other.
    """
    named: list[Text] = []
    for one in merged.obligations:
        if not owed_by_us(one) or one.due is None:
            continue
        beside = [each for each in other.obligations if (each.plan.id, each.duty) == (one.plan.id, one.duty)]
        there = min((each.due for each in beside if each.open and each.due is not None), default=None)
        if all(each.done is None for each in beside) and (there is None or there > one.due):
            named.append(_ends_there(one.order.label, one.due, there, merged.tz))
    return _of_the_merger(_ENDED_EARLIER, merged, other, named)


@frozen
class Numbers:
    """What an incident says of its facts at a moment, with what the plans call them."""

    values: Mapping[str, Observation]
    facts: Mapping[str, Fact]
    now: datetime

    def figure(self, name: str) -> Figure | None:
        """Give a number it tells, where it tells one."""
        seen = self.values.get(name)
        return None if seen is None else figure_of(self.facts[name], seen.value, self.now, stated=False)


def graver_concerns(merged: Situation, other: Situation, told: Numbers, there: Numbers) -> list[Concern]:
    """Tell that an incident that is merged is graver than the other, or counts more of what only grows than it does."""
    named: list[Text] = []
    ours, theirs = merged.effective, other.effective
    if ours.certain > theirs.certain or ours.possible > theirs.possible:
        zh, en = ([range_words(each, lang) for each in (ours, theirs)] for lang in LANGUAGES)
        named.append(Text(f"级别{zh[0]}，那里是{zh[1]}", f"{en[0]}, there {en[1]}"))
    for name, seen in told.values.items():
        fact, ends, beside = told.facts[name], told.figure(name), there.figure(name)
        least = 0 if beside is None or beside.low is None else beside.low
        if only_grows(fact) and ends is not None and ends.low is not None and ends.low > least:
            values = [seen.value, *([there.values[name].value] if beside is not None else [])]
            zh, en = ([show_value(each, fact, lang) for each in values] for lang in LANGUAGES)
            named.append(
                Text(
                    f"{fact.label.zh}{zh[0]}，那里{'是' + zh[1] if zh[1:] else '没有'}",
                    f"{fact.label.en} {en[0]}, there {en[1] if en[1:] else 'none'}",
                )
            )
    return _of_the_merger(_GRAVER, merged, other, named)


def _of_the_merger(words: Text, merged: Situation, other: Situation, named: Sequence[Text]) -> list[Concern]:
    """Tell of a merger what was found, in one concern; none where nothing was."""
    if not named:
        return []
    listed = Text.joined(named, "；", "; ")
    text = words.fill(merged=merged.incident, other=other.incident, found=listed)
    return [Concern(text, against=True, compared_with="log")]


_GRAVER: Final = Text(
    "{merged}比{other}重：{found}。并入后只按{other}的情况研判：把两起合计的数记入{other}",
    "{merged} is graver than {other}: {found}. From now on {other} alone is judged, by its own facts: enter in it the "
    "numbers of both together",
)
_ENDED_EARLIER: Final = Text(
    "{merged}的时限并入后不再走：{found}。两起本是一起的，时限从先接到的算：更正{other}的接报时间",
    "limits of {merged} no longer run: {found}. If both are one event, they count from the first receipt: put the "
    "time of receipt of {other} right",
)


def _ends_there(duty: Text, due: datetime, there: datetime | None, zone: ZoneInfo) -> Text:
    """Tell by when something was due, and by when it is in the other incident."""
    words = Text("“{duty}”原应{due}前", "“{duty}” was due by {due}")
    if there is not None:
        words = Text("“{duty}”原应{due}前，那里是{there}", "“{duty}” was due by {due}, there by {there}")
    moments = {"due": clock_text(due, zone), "there": clock_text(there, zone) if there is not None else ""}
    return words.fill(duty=duty, **moments)


def older_concerns(log: Log, step: int, zone: ZoneInfo) -> list[Concern]:
    """Tell of each value a step of a log told which is of an earlier moment than the one that stood.

    Where both say as of when they are, the later stays; of one that says nothing nobody knows, so what is told after it
    takes its place.
    """
    told = [each for each in log.entries if each.step == step and each.corrects is None]
    found = []
    for entry in told:
        seen = entry.content
        if not isinstance(seen, Observation) or seen.as_of is None:
            continue
        before = _stood_before(log, entry)
        if before is not None and before[0].value != seen.value and before[1] > seen.as_of:
            stays = log.told_by(entry.known, step)[1].observations.get(entry.name) != seen
            words = older_words(log.facts[entry.name], seen, *before, zone, stays=stays)
            found.append(Concern(words, against=True, compared_with="log"))
    return found


def _stood_before(log: Log, entry: Entry) -> tuple[Observation, datetime] | None:
    """Give the value of a fact that stood until an entry told another, and as of when it was; None where none did."""
    earlier, state = log.told_by(entry.known, entry.step - 1)
    stood = state.observations.get(entry.name)
    if stood is None:
        return None
    told = next(each for each in earlier if each.id == state.telling[entry.name])
    return stood, stood.as_of or told.held.first


def joint_concerns(situation: Situation, log: Log, step: int) -> list[Concern]:
    """Tell of each act of a step that one of several bodies did which stand for one unit: it counts for all of them.

    Two counties that each owe a report of their own are two incidents; told as one unit, they owe one between them.
    """
    found: dict[Text, None] = {}
    for entry in log.entries:
        act = entry.content
        if entry.step != step or not isinstance(act, Act) or act.body is None:
            continue
        for one in situation.obligations:
            joint = one.duty == act.duty and not one.by_each
            others = _beside(act.body, one.units) if joint else ()
            if others:
                found[_JOINT.fill(duty=one.label, by=act.body, others=Text.joined(others))] = None
    return [Concern(words, compared_with="log") for words in found]


def vain_concerns(situation: Situation, log: Log, step: int) -> list[Concern]:
    """Tell of each act of a step that fulfils nothing, and why."""
    done = {each.id for each in log.entries if each.step == step}
    return [
        Concern(_IN_VAIN.fill(duty=each.duty, why=each.why), against=True, compared_with="log")
        for each in situation.uncounted
        if each.entry in done
    ]


def receipt_concerns(situation: Situation, log: Log, step: int) -> list[Concern]:
    """Tell of each body an act of a step told, of which duties wait for its receipt: being told is not that."""
    acts = [each.content for each in log.entries if each.step == step and isinstance(each.content, Act)]
    told = {
        unit.id
        for one in situation.obligations
        for unit, at in one.told
        if any(act.at == at and not act.broke for act in acts)
    }
    return [Concern(each.words, compared_with="log") for each in situation.unreceived if each.body.id in told]


def alike_concerns(situation: Situation, log: Log, step: int) -> list[Concern]:
    """Tell of each act of a step which other duties ask the same body to report the same to whom it told.

    Nothing is counted for them in silence: whether what was said is what they ask for, who said it knows.
    """
    found: dict[str, Concern] = {}
    acts = [each.content for each in log.entries if each.step == step and isinstance(each.content, Act)]
    for act in acts:
        for one in situation.obligations:
            if (one.plan.id, one.duty) != (act.plan, act.duty):
                continue
            told = {unit.name for unit, at in one.told if at == act.at}
            for other in situation.obligations:
                to = [unit.name for unit in other.missing or other.to if unit.name in told]
                if to and other.arose <= act.at and asks_alike(one, other):
                    named = Text.joined(to, "、", ", ")
                    words = _ALIKE.fill(duty=other.label, to=named, id=f"{other.plan.id}#{other.duty}")
                    found[other.id] = Concern(words, other.clause, compared_with="log", plan=other.plan)
    return list(found.values())


def asks_alike(one: Obligation, other: Obligation) -> bool:
    """Say whether an article of another plan certainly has the same body still make such a report as one that is owed.

    A draft binds nobody to enter it.
    """
    owed = other.open and not other.provisional and (other.order.kind, other.mood) == ("act", "must")
    if not owed or other.order.standing != "confirmed" or one.plan.id == other.plan.id:
        return False
    if one.order.report_kind is None or one.order.report_kind != other.order.report_kind:
        return False
    return not {unit.id for unit in one.units}.isdisjoint(unit.id for unit in other.units)


def _beside(by: str, units: Sequence[UnitName]) -> tuple[Text, ...]:
    """Give the bodies that stand for the same unit as one by whom something was done."""
    own = {unit.id for unit in units if unit.name.zh == by}
    return tuple(unit.name for unit in units if unit.id in own and unit.name.zh != by)


def end_concerns(before: Situation, plan: Prepared, by: str | None) -> list[Concern]:
    """Compare the end of the response with what the plan asks for first, and who decides it there."""
    running = before.leading.response.started
    if running is None:
        return [Concern(_NOT_RUNNING, against=True)]
    entry = _response(plan, Level.at(running))
    named = [(entry.ended_by, entry.clause, entry.standing)] if entry is not None else []
    found = _decided(before, plan, "end", named, by)
    holding = _in_question(before, plan, "end")
    confirmed = [change for change in _changes(plan, "end") if change.standing == "confirmed"]
    if confirmed and not any(change in holding for change in confirmed):
        found.append(Concern(_UNMET, confirmed[0].clause, against=True))
    return found


def close_concerns(before: Situation) -> list[Concern]:
    """Name a response that still runs, and what we certainly owe to somebody yet.

    A draft is not certain, nor is what the text leaves to somebody's judgement (`provided`).
    """
    found: list[Concern] = []
    if before.leading.response.started is not None:
        found.append(Concern(_NOT_ENDED, against=True))
    for one in before.obligations:
        if _certainly_owed(one):
            words = Text(f"未办：{one.label.zh}", f"not done: {one.label.en}")
            plan = None if one.plan == before.leading_plan else one.plan
            found.append(Concern(words, one.clause, against=True, plan=plan))
    return list(dict.fromkeys(found))


def clear_concerns(before: Situation, plan: Prepared, by: str | None = None) -> list[Concern]:
    """Compare the clearing of an item under supervision with what its profile asks for first, and who decides there.

    Without `by` it says what the profile asks for, and compares nobody.
    """
    return _decided(before, plan, "end", (), by)


def _certainly_owed(one: Obligation) -> bool:
    order = one.order
    certain = one.open and not one.provisional and order.standing == "confirmed" and order.provided is None
    return certain and order.ours and order.mood == "must" and order.kind == "act" and bool(order.to)


def _not_called(before: Situation, level: Level) -> Iterator[Concern]:
    """Say that the plan calls for another response."""
    response = before.leading.response
    low, high = Level.at(response.called.certain), Level.at(response.called.possible)
    if low <= level <= high:
        return
    if not high:
        text = Text("预案没有要求启动响应", "the plan calls for no response")
    elif low == high:
        text = Text(
            f"预案要求{low.short.zh}，不是{level.short.zh}",
            f"the plan calls for {low.short.en}, not {level.short.en}",
        )
    elif not low:
        text = Text(
            f"预案至多要求{high.short.zh}，不到{level.short.zh}",
            f"the plan calls for {high.short.en} at most, not {level.short.en}",
        )
    else:
        text = Text(
            f"预案要求{low.short.zh}至{high.short.zh}，不是{level.short.zh}",
            f"the plan calls for {low.short.en} to {high.short.en}, not {level.short.en}",
        )
    yield Concern(text, response.clause, against=response.standing == "confirmed")


def _already(level: Level) -> Concern:
    name = level.short.zh.removesuffix("响应"), level.short.en.removesuffix(" response")
    text = Text(f"{name[0]}响应已在进行", f"response {name[1]} is running already")
    return Concern(text, against=True)


def _response(plan: Prepared, level: Level) -> Response | None:
    return next((rule.entry for rule in plan.responses if rule.gravity == level), None)


def _decided(
    before: Situation,
    plan: Prepared,
    kind: str,
    named: Sequence[tuple[str | None, str, Standing]],
    by: str | None,
) -> list[Concern]:
    """Say who decides it and what the plan asks for first, by the rules in question, else by the response itself."""
    changes = _in_question(before, plan, kind) or _changes(plan, kind)
    bodies = [(each.decided_by, each.clause, each.standing) for each in changes if each.decided_by] or named
    found = [*body_concerns(plan, bodies, by)]
    for change in changes:
        found.append(Concern(_marked(change.zh, change.en, change.standing), change.clause))
        found += [
            Concern(_marked(each.zh, each.en, change.standing), each.clause or change.clause)
            for each in change.requires
        ]
    return list(dict.fromkeys(found))


def _changes(plan: Prepared, kind: str) -> list[Change]:
    return [rule.entry for rule in plan.changes if rule.entry.kind == kind]


def _in_question(before: Situation, plan: Prepared, kind: str) -> list[Change]:
    """Give the rules for it whose condition holds."""
    holding = {remark.id for remark in before.leading.remarks if remark.kind == f"change:{kind}"}
    return [change for change in _changes(plan, kind) if str(change.id) in holding]


def body_concerns(
    plan: Prepared, decides: Sequence[tuple[str | None, str, Standing]], by: str | None
) -> Iterator[Concern]:
    """Say who decides it in the plan, and whether that is who did; a draft refuses nobody."""
    units = plan.plan.units
    known = {name: (clause, standing) for name, clause, standing in decides if name in units}
    if not known:
        return
    clause, standing = next(iter(known.values()))
    said = [units[name] for name in known if name is not None]
    who = Text.joined(Text(unit.zh, unit.en) for unit in said)
    zh, en = f"由{who.zh}决定", f"{who.en} decides"
    names = [
        each
        for name in known
        if name is not None
        for each in (name, units[name].zh, units[name].en, *short_names(Text(units[name].zh, units[name].en)))
    ]
    same = by is None or any(by == name or by.startswith(f"{name} ") for name in names)
    if by is not None and not same:
        here = units.get(by)
        zh, en = (
            f"{zh}，这次是{here.zh if here is not None else by}",
            f"{en}; here it was {here.en if here is not None else by}",
        )
    yield Concern(_marked(zh, en, standing), clause, against=not same and standing == "confirmed")


def _marked(zh: str, en: str, standing: Standing) -> Text:
    return Text(zh, en) if standing == "confirmed" else Text(_DRAFT.zh + zh, _DRAFT.en + en)
