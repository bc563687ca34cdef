"""A witness: an incident, as a file `respond classify` accepts, that shows what a finding says."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from attrs import frozen

from respond.clock import SHANGHAI
from respond.conditions.evaluate import day_of
from respond.errors import InternalError, Text, fault
from respond.facts import Exactly, Fact, FactType, is_numeric
from respond.facts.show import show_plain
from respond.facts.values import Plain
from respond.plan import Compiled, Library
from respond.plan.level import LEVEL
from respond.situation import IncidentFile, incident_from, situate
from respond.yaml import Source
from respond.yaml.write import write

_USUAL_DAYS: Final = (date(2026, 3, 2), date(2025, 3, 3), date(2024, 3, 4))
"""Days with a shipped calendar, tried first where the edition's time in force leaves the choice."""

_OFFICE: Final = "值班室 duty office"


@frozen(eq=False)
class Witness:
    """One incident in exact values, the level it has, and how the file that holds it is called.

    With `then`, some facts change an hour later and `after` is the level from then on.
    """

    id: str
    facts: Mapping[str, Plain]
    level: int
    text: str
    words: Text
    then: Mapping[str, Plain] | None = None
    after: int | None = None

    @property
    def incident(self) -> IncidentFile:
        """Give the incident as the engine reads it."""
        return incident_from(Source(f"{self.id}.yaml", self.text))

    def to_json(self) -> dict[str, Any]:
        """Give the witness as plain data."""
        shown: dict[str, Any] = {"id": self.id, "level": LEVEL[self.level], "incident": self.text}
        if self.after is not None:
            shown["after"] = LEVEL[self.after]
        return shown


def make_witness(
    plan: Compiled,
    facts: Mapping[str, Plain],
    *,
    name: str,
    title: Text,
    level: int,
    day: date | None = None,
    then: Mapping[str, Plain] | None = None,
    after: int | None = None,
) -> Witness:
    """Write an incident down; `day` is one on which the edition is in force (default: `day_in_force`)."""
    on = day or day_in_force(plan)
    occurred = datetime.combine(on, time(8), SHANGHAI)
    known = {key: value for key, value in facts.items() if key in plan.facts}
    events = {key: value for key, value in facts.items() if key in plan.scope.events}
    if isinstance(events.get("occurred"), datetime):
        occurred = events.pop("occurred")  # type: ignore[assignment]
    received = occurred + timedelta(hours=1)
    data: dict[str, Any] = {
        "respond": "incident/1",
        "id": name,
        "title": {"zh": title.zh, "en": title.en},
        "plans": [str(plan.ref)],
        "occurred": _moment(occurred),
        "mode": "test",
        "facts": {key: _written(value, plan.facts[key], plan) for key, value in known.items()},
        "events": {
            "received": _moment(received),
            **{
                key: _moment(value if isinstance(value, datetime) else received)
                for key, value in events.items()
                if value is not False and key not in {"occurred", "received"}
            },
        },
    }
    if then is not None:
        changed = {key: _written(value, plan.facts[key], plan) for key, value in then.items()}
        data["then"] = [{"at": _moment(received + timedelta(hours=1)), "facts": changed}]
    return Witness(name, dict(facts), level, write(data), words_of(plan, facts, then), then, after)


def day_in_force(plan: Compiled, first: date | None = None, last: date | None = None) -> date:
    """Give a day on which the edition (narrowed to a stretch of days) is in force."""
    force = plan.plan.edition.in_force
    low = max(filter(None, (force.from_, first)))
    ends = [end for end in (force.to, last) if end is not None]
    for day in _USUAL_DAYS:
        if low <= day and all(day <= end for end in ends):
            return day
    return low


def words_of(plan: Compiled, facts: Mapping[str, Plain], then: Mapping[str, Plain] | None = None) -> Text:
    """Say what an incident is: what is away from rest, each fact with its value."""
    told = {key: value for key, value in facts.items() if _tells(key, facts, plan)}
    zh = "，".join(_said(plan.facts[key], value, "zh") for key, value in told.items())
    en = ", ".join(_said(plan.facts[key], value, "en") for key, value in told.items())
    words = Text(zh or "各项均为零", en or "nothing at all")
    if not then:
        return words
    zh = "，".join(_said(plan.facts[key], value, "zh") for key, value in then.items())
    en = ", ".join(_said(plan.facts[key], value, "en") for key, value in then.items())
    return Text(f"{words.zh}；后来{zh}", f"{words.en}; then {en}")


def confirm(witness: Witness, library: Library) -> None:
    """Classify the written incident as `respond classify` would; raises `InternalError` if it says otherwise."""
    incident = witness.incident
    now = datetime.combine(date(2100, 1, 1), time(), SHANGHAI)
    level = situate(incident, library, now=now).level
    wanted = witness.level if witness.after is None else witness.after
    if (level.certain, level.possible) != (wanted, wanted):
        raise InternalError([fault("E990", found=f"witness {witness.id} gives {level}, not {wanted}")])


def _said(fact: Fact, value: Plain, lang: Any) -> str:  # noqa: ANN401 - the language
    label = fact.label.say(lang)
    shown = show_plain(value, fact, lang)
    if lang == "en":
        return f"{label}: {shown}"
    return f"{label}{shown}" if is_numeric(fact) else f"{label}：{shown}"


def _tells(name: str, facts: Mapping[str, Plain], plan: Compiled) -> bool:
    """Say whether a fact is worth telling: it is away from rest; a total only beside a part of it."""
    fact = plan.facts.get(name)
    if fact is None or _at_rest(facts[name], fact):
        return False
    if fact.worse != "down" or fact.max is not None:
        return True
    beside = {
        other
        for criterion in plan.criteria
        if name in criterion.condition.names
        for other in criterion.condition.names - {name}
    }
    return not beside or any(
        other in facts and other in plan.facts and not _at_rest(facts[other], plan.facts[other])
        for other in beside
        if plan.facts[other].worse != "down"
    )


def _at_rest(value: Plain, fact: Fact) -> bool:
    if fact.type is FactType.FLAG:
        return value is False
    if fact.type is FactType.CHOICE:
        return value == next(iter(fact.choices))
    return value == 0


def _written(value: Plain, fact: Fact, plan: Compiled) -> Any:  # noqa: ANN401 - YAML of any shape
    shown = _plainly(value, fact)
    if not fact.judgement:
        return shown
    unit = plan.plan.units.get(fact.by or "")
    return {"value": shown, "by": unit.zh if unit else _OFFICE}


def _plainly(value: Plain, fact: Fact) -> str | int | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, str):
        return value
    if fact.type is FactType.COUNT and isinstance(value, int):
        return value
    return show_plain(value, fact, "zh")


def _moment(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def day_from(facts: Mapping[str, Plain]) -> date | None:
    """Give the day an incident must have occurred on, if its facts say."""
    value = facts.get("occurred")
    return day_of(value) if isinstance(value, datetime) else None


def known(facts: Mapping[str, Plain]) -> dict[str, Exactly]:
    """Give exact values as the evaluation takes them."""
    return {name: Exactly(value) for name, value in facts.items()}
