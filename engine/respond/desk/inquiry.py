"""What to ask about an incident, what hangs on it first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.desk.reading import kept
from respond.errors import Text
from respond.facts import Fact, FactType, unit_of
from respond.log import Mode
from respond.plan import Library, PlanRef
from respond.reason import LevelRange
from respond.show import ranked_questions
from respond.situation import SPREAD, UNWRITTEN, Placed, Question, Situation
from respond.store import Store

Kind = Literal["count", "quantity", "share", "number", "flag", "choice", "instant", "date", "text", "event"]
"""What answers a question: a value of one of the types of facts, or an event with its time."""


@frozen
class Asked:
    """A question with what an answer looks like."""

    question: Annotated[Question, SPREAD]
    type: Kind
    unit: str | None
    choices: tuple[str, ...]
    """The choices there are, by their names."""
    judgement: bool
    """Whether only a named office can answer."""
    form: Text
    """What an answer looks like."""


@frozen
class Questions:
    """What to ask about an incident at a moment, in order."""

    store: str
    incident: str
    title: Text
    now: datetime
    plan: PlanRef
    level: Annotated[LevelRange, SPREAD]
    questions: tuple[Asked, ...]
    situation: Annotated[Situation, UNWRITTEN]

    @property
    def mode(self) -> Annotated[Mode, Placed(before="now")]:
        """Say whether it is a real incident, plays in an exercise or is a test."""
        return self.situation.mode

    @property
    def schema(self) -> Annotated[Literal["questions/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "questions/1"


def questions(store: Store, library: Library, incident: str, *, now: datetime) -> Questions:
    """Give what to ask about an incident: first what could change the level, then what settles a duty before it is due.

    Raises InputError (E845 where there is no such incident) and CoverageError.
    """
    one = kept(store, library, incident, now=now)
    situation = one.situation
    asked = asked_of(situation, one.log.facts)
    return Questions(
        store.called,
        one.id,
        situation.title,
        one.now,
        situation.leading_plan,
        situation.level,
        asked,
        situation,
    )


def asked_of(situation: Situation, facts: Mapping[str, Fact]) -> tuple[Asked, ...]:
    """Give what to ask in a situation, in order, by the facts of the plans concerned."""
    return tuple(_asked(question, facts) for question in ranked_questions(situation))


def _asked(question: Question, facts: Mapping[str, Fact]) -> Asked:
    fact = facts.get(question.fact)
    if fact is None:
        return Asked(question, "event", None, (), judgement=False, form=form_of(None))
    return Asked(question, kind_of(fact), fact.unit, tuple(fact.choices), fact.judgement, form_of(fact))


def kind_of(fact: Fact) -> Kind:
    """Say what answers a question about a fact."""
    kind: Kind = fact.type.value
    return kind


_FORMS: Final[Mapping[FactType, Text]] = {
    FactType.COUNT: Text("如 3、3+、1..4（{unit}）", "such as 3, 3+, 1..4 ({unit})"),
    FactType.QUANTITY: Text("如 120{unit}、120{unit}+", "such as 120 {unit}, 120 {unit}+"),
    FactType.SHARE: Text("如 10%、10%+", "such as 10%, 10%+"),
    FactType.NUMBER: Text("如 3、3+、1..4", "such as 3, 3+, 1..4"),
    FactType.FLAG: Text("是、否", "yes or no"),
    FactType.INSTANT: Text("时刻，如 2026-03-15T13:20+08:00", "a time, such as 2026-03-15T13:20+08:00"),
    FactType.DATE: Text("日期，如 2026-03-15", "a day, such as 2026-03-15"),
    FactType.TEXT: Text("文字", "a text"),
}
_EVENT: Final = Text("发生的时刻；没有发生答 否", "when it happened; no, if it has not")


def form_of(fact: Fact | None) -> Text:
    """Say what an answer about a fact looks like; about an event where there is none."""
    if fact is None:
        return _EVENT
    if fact.type is FactType.CHOICE:
        zh = [f"{name}（{label.zh}）" for name, label in fact.choices.items()]
        en = [f"{name} ({label.en})" for name, label in fact.choices.items()]
        return Text("、".join(zh), ", ".join(en))
    unit = unit_of(fact)
    named = Text("", "") if unit is None else Text(unit.zh, unit.symbol)
    return _FORMS[fact.type].fill(unit=named)
