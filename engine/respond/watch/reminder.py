"""A reminder as it is sent: why it came, of which duty, by when, to whom, in words and as plain data."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, Final, Literal

from attrs import evolve

from respond._records import frozen
from respond.errors import Language, Text
from respond.log import MODE_MARKS, Mode
from respond.plan import PlanRef, Standing
from respond.show import (
    bracket,
    clause_words,
    counted,
    joined,
    length,
    level_short,
    names_of,
    near_moment,
    state_of,
    titled,
)
from respond.situation import Obligation, Placed, Situation, State, UnitName
from respond.watch.planning import Kind, Planned


@frozen
class Outage:
    """The time in which nothing ran, so that a reminder came late; without a beginning nothing ever had."""

    from_: datetime | None
    to: datetime


@frozen
class Sent:
    """The rule of a plan by which a reminder is sent: its clause, what it is called, to whom, and how."""

    id: str
    clause: str
    label: Text
    to: tuple[UnitName, ...]
    copy: tuple[UnitName, ...]
    channel: Text | None
    standing: Standing
    provisional: bool
    """Whether it is open that the rule holds."""


@frozen
class Reminder:
    """One reminder, with all that its reader needs to know why it came.

    `at` is the moment it was planned for, `noted` when it was noted. `passed` counts earlier ones it stands for,
    `late` is given where nothing ran when it should have come. `why` says why a limit moved or a duty is no longer
    owed. `signed` is the last signed line of the store: whoever keeps it can prove what the log said by then.
    """

    key: str
    incident: str
    title: Text
    mode: Mode
    kind: Kind
    at: datetime
    noted: datetime
    late: Outage | None
    passed: int
    obligation: str
    duty: str
    plan: PlanRef
    clause: str
    label: Text
    units: tuple[UnitName, ...]
    to: tuple[UnitName, ...]
    state: State
    limit: Text | None
    """What the limit is and what it counts from."""
    start: Text | None
    started: datetime | date | None
    due: datetime | None
    latest: datetime | None
    provisional: bool
    provided: Text | None
    standing: Standing
    why: Text | None
    acknowledged: tuple[str, ...]
    unacknowledged: tuple[UnitName, ...]
    rule: Sent | None
    """The rule of the plan by which it is sent; none where the rhythm of reminders has it sent."""
    signed: str | None
    text: Text
    """All of it in words; the first line gives the mode, the level, who owes it and by when."""

    @property
    def schema(self) -> Annotated[Literal["reminder/1"], Placed(before="key")]:
        """Give the name of the contract its JSON keeps."""
        return "reminder/1"


REMINDER_KINDS: Final[dict[Kind, Text]] = {
    "before": Text("临近时限", "limit ahead"),
    "at": Text("时限已到", "the limit is here"),
    "after": Text("时限已过", "past its limit"),
    "running": Text("办理期间", "while it runs"),
    "at-once": Text("立即办理", "at once"),
    "in-writing": Text("须书面报送", "owed in writing"),
    "resumed": Text("推迟期满", "postponement over"),
    "moved": Text("时限变动", "limit moved"),
    "stood-down": Text("不再需要办理", "no longer owed"),
}
_YES: Final = "+"
_WORDS: Final[dict[str, Text]] = {
    "to": Text("报：{to}", "to: {to}"),
    "because": Text("原因：{because}", "why: {because}"),
    "limit": Text("时限：{limit}", "limit: {limit}"),
    "provisional": Text("情况未定，可能需要办理", "not certain yet that it is owed"),
    "provided": Text("前提：{provided}", "provided: {provided}"),
    "draft": Text("依据的条款是草稿，未经核对", "the rule is a draft that was not checked against the text"),
    "rule": Text("依据：{rule}", "by the plan: {rule}"),
    "sent": Text("发送：{sent}", "sent to: {sent}"),
    "sent_copy": Text("抄送：{sent_copy}", "copy to: {sent_copy}"),
    "rule_open": Text("不能确定适用这条提醒规则", "not certain that this rule of reminders holds"),
    "rule_draft": Text(
        "提醒规则是草稿，未经核对", "the rule of reminders is a draft that was not checked against the text"
    ),
    "late": Text("迟到：{since}至{to}没有程序运行", "late: nothing ran from {since} to {to}"),
    "late_first": Text("迟到：{to}以前没有程序运行", "late: nothing ran before {to}"),
    "passed": Text("代替此前未发的{n}次提醒", "stands for {n} earlier reminders that were not sent"),
    "acknowledged": Text("已确认：{acknowledged}", "acknowledged by: {acknowledged}"),
    "unacknowledged": Text("未确认：{unacknowledged}", "not acknowledged by: {unacknowledged}"),
    "key": Text("提醒编号：{key}", "key: {key}"),
    "signed": Text("记录签名：{line}", "signed: {line}"),
}


@frozen
class Circumstances:
    """What a reminder says beside the duty itself: when it was noted, how late, who has acknowledged, why."""

    noted: datetime
    late: Outage | None = None
    passed: int = 0
    why: Text | None = None
    acknowledged: tuple[str, ...] = ()
    unacknowledged: tuple[UnitName, ...] = ()
    signed: str | None = None


def reminder_of(planned: Planned, one: Obligation, situation: Situation, said: Circumstances) -> Reminder:
    """Give a planned reminder with all it says; times are told in the zone of the incident."""
    counted_words = Text(counted(one, situation.now, "zh"), counted(one, situation.now, "en"))
    return Reminder(
        key=planned.key,
        incident=situation.incident,
        title=situation.title,
        mode=situation.mode,
        kind=planned.kind,
        at=planned.at,
        noted=said.noted,
        late=said.late,
        passed=said.passed,
        obligation=one.id,
        duty=one.duty,
        plan=one.plan,
        clause=one.clause,
        label=one.label,
        units=_without_contacts(one.units),
        to=_without_contacts(one.to),
        state=one.state,
        limit=counted_words if counted_words.zh or counted_words.en else None,
        start=one.start,
        started=one.started,
        due=one.due,
        latest=one.latest,
        provisional=one.provisional,
        provided=one.order.provided,
        standing=one.order.standing,
        why=said.why,
        acknowledged=said.acknowledged,
        unacknowledged=_without_contacts(said.unacknowledged),
        rule=_rule(planned, one),
        signed=said.signed,
        text=Text(*("\n".join(_lines(planned, one, situation, said, lang)) for lang in ("zh", "en"))),
    )


def _rule(planned: Planned, one: Obligation) -> Sent | None:
    """Give the rule a reminder is sent by; where it names nobody those are told that owe the duty."""
    if planned.ordered is None:
        return None
    entry = planned.ordered.rule.entry
    return Sent(
        id=str(entry.id),
        clause=str(entry.clause),
        label=entry.label,
        to=_without_contacts(planned.ordered.to or one.units),
        copy=_without_contacts(planned.ordered.copy),
        channel=entry.channel,
        standing=entry.standing,
        provisional=planned.ordered.provisional,
    )


def _without_contacts(units: tuple[UnitName, ...]) -> tuple[UnitName, ...]:
    """Keep telephone numbers out of what leaves the house."""
    return tuple(evolve(unit, contact=None) for unit in units)


def _lines(
    planned: Planned, one: Obligation, situation: Situation, said: Circumstances, lang: Language
) -> Sequence[str]:
    gap = "　" if lang == "zh" else "  "
    title = titled(situation.title.say(lang), situation.incident, lang)
    clause = f"{clause_words(one.clause, lang)} {one.plan}"
    return (
        _head(planned, one, situation, lang),
        gap.join((REMINDER_KINDS[planned.kind].say(lang), title, clause)),
        *(
            _WORDS[name].fill(**{name: words}).say(lang)
            for name, words in (*_about(one, situation, said, lang), *_sent(_rule(planned, one), lang))
            if words
        ),
        *([said.why.say(lang)] if said.why is not None else []),
        *([_late(said.late, situation.now, lang)] if said.late is not None else []),
        *([_WORDS["passed"].fill(n=said.passed).say(lang)] if said.passed else []),
        _WORDS["key"].fill(key=planned.key).say(lang),
        *([_WORDS["signed"].fill(line=said.signed).say(lang)] if said.signed is not None else []),
    )


def _head(planned: Planned, one: Obligation, situation: Situation, lang: Language) -> str:
    """Give the first line: the mode, the level, who owes what, by when, how much time is left."""
    colon, gap = ("：", "　") if lang == "zh" else (": ", "  ")
    level = situation.effective.certain
    graded = [f"[{level_short(level, lang)}]"] if situation.graded and level else []
    owed = f"{names_of(one.units, lang)}{colon}" if one.units else ""
    state = _state(planned, one, situation.now, lang)
    return MODE_MARKS[situation.mode].say(lang) + gap.join([*graded, owed + one.label.say(lang), state])


def _about(
    one: Obligation, situation: Situation, said: Circumstances, lang: Language
) -> Iterator[tuple[str, str]]:
    """Give what is said of the duty and of who has acknowledged it, by the name of its words."""
    yield "to", names_of(one.to, lang)
    yield "limit", counted(one, situation.now, lang)
    yield "because", one.order.because.say(lang)
    yield "provisional", _YES if one.provisional else ""
    yield "provided", one.order.provided.say(lang) if one.order.provided is not None else ""
    yield "draft", _YES if one.order.standing == "draft" else ""
    yield "acknowledged", joined(said.acknowledged, lang)
    yield "unacknowledged", names_of(said.unacknowledged, lang) if said.acknowledged else ""


def _sent(rule: Sent | None, lang: Language) -> Iterator[tuple[str, str]]:
    """Give what is said of the rule of a plan a reminder is sent by, by the name of its words."""
    if rule is None:
        return
    how = f"，{rule.channel.zh}" if rule.channel is not None and lang == "zh" else ""
    how = f", {rule.channel.en}" if rule.channel is not None and lang == "en" else how
    yield "rule", rule.label.say(lang) + bracket(clause_words(rule.clause, lang) + how, lang)
    yield "sent", names_of(rule.to, lang)
    yield "sent_copy", names_of(rule.copy, lang)
    yield "rule_open", _YES if rule.provisional else ""
    yield "rule_draft", _YES if rule.standing == "draft" else ""


def _late(late: Outage, now: datetime, lang: Language) -> str:
    to = near_moment(late.to, now)
    if late.from_ is None:
        return _WORDS["late_first"].fill(to=to).say(lang)
    return _WORDS["late"].fill(since=near_moment(late.from_, now), to=to).say(lang)


def _state(planned: Planned, one: Obligation, now: datetime, lang: Language) -> str:
    """Say how it stands: how much time is left, how late it is, how long an at-once duty has waited."""
    if planned.kind == "stood-down":
        return REMINDER_KINDS["stood-down"].say(lang)
    shown = state_of(one, now, lang)
    return shown or length(now - one.arose, lang)
