"""A witness: an incident, as a file `respond classify` accepts, that shows what a finding says."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from respond._records import frozen
from respond.errors import InternalError, Text, fault
from respond.facts import Fact, FactType, Level, Plain, show_plain
from respond.log import IncidentFile, incident_from
from respond.plan import Library, Prepared
from respond.prove.search.times import Times, written_moment
from respond.prove.search.words import NOTHING, incident_words
from respond.situation import situate
from respond.yaml import Source, write

_USUAL_DAYS: Final = (date(2026, 3, 2), date(2025, 3, 3), date(2024, 3, 4))
"""Days with a shipped calendar, tried first where the edition's time in force leaves the choice."""

_OFFICE: Final = "值班室 duty office"


@frozen(eq=False)
class Witness:
    """One incident in exact values, the level it has, and how the file that holds it is called.

    The level is that at the moment `now`. With `then`, some facts change at that moment, `level` is that before
    and `after` that from then on.
    """

    id: str
    facts: Mapping[str, Plain]
    level: Level
    text: str
    words: Text
    now: datetime
    then: Mapping[str, Plain] | None = None
    after: Level | None = None

    @property
    def incident(self) -> IncidentFile:
        """Give the incident as the engine reads it."""
        return incident_from(Source(f"{self.id}.yaml", self.text))

    def to_json(self) -> dict[str, Any]:
        """Give the witness as plain data."""
        shown: dict[str, Any] = {
            "id": self.id,
            "level": str(self.level),
            "now": written_moment(self.now),
            "incident": self.text,
        }
        if self.after is not None:
            shown["after"] = str(self.after)
        return shown


def make_witness(
    plan: Prepared,
    facts: Mapping[str, Plain],
    *,
    name: str,
    title: Text,
    level: int,
    day: date | None = None,
    then: Mapping[str, Plain] | None = None,
    after: int | None = None,
) -> Witness:
    """Write an incident down; `day` is one on which the edition is in force (default: `day_in_force`).

    `level` and `after` are levels of the plan, or how grave they are on its scale.
    """
    times = Times.of(facts, day or day_in_force(plan), plan.plan.tz)
    known = {key: value for key, value in {**facts, **times.facts}.items() if key in plan.facts}
    data: dict[str, Any] = {
        "respond": "incident/1",
        "id": name,
        "title": {"zh": title.zh, "en": title.en},
        "plans": [str(plan.ref)],
        "occurred": written_moment(times.occurred),
        "mode": "test",
        "note": {"zh": f"研判时刻 {written_moment(times.now)}", "en": f"as of {written_moment(times.now)}"},
        "facts": {key: _written(value, plan.facts[key], plan) for key, value in known.items()},
        "events": {
            key: written_moment(when) for key, when in times.events.items() if key in plan.scope.events
        },
    }
    if then is not None:
        changed = {key: _written(value, plan.facts[key], plan) for key, value in then.items()}
        data["then"] = [{"at": written_moment(times.now), "facts": changed}]
    levels = plan.levels.at(level), None if after is None else plan.levels.at(after)
    words = words_of(plan, facts, then)
    return Witness(name, dict(facts), levels[0], write(data), words, times.now, then, levels[1])


def day_in_force(plan: Prepared, first: date | None = None, last: date | None = None) -> date:
    """Give a day on which the edition (narrowed to a stretch of days) is in force."""
    force = plan.plan.edition.in_force
    low = max(filter(None, (force.from_, first)))
    ends = [end for end in (force.to, last) if end is not None]
    for day in _USUAL_DAYS:
        if low <= day and all(day <= end for end in ends):
            return day
    return low


def words_of(plan: Prepared, facts: Mapping[str, Plain], then: Mapping[str, Plain] | None = None) -> Text:
    """Say what an incident is: what is away from rest, each fact with its value."""
    told = {key: value for key, value in facts.items() if _tells(key, facts, plan)}
    words = incident_words(told, plan) if told else NOTHING
    return (
        Text("{words}；后来{then}", "{words}; then {then}").fill(words=words, then=incident_words(then, plan))
        if then
        else words
    )


def confirm(witness: Witness, library: Library) -> None:
    """Classify the written incident as `respond classify` would; raises `InternalError` if it says otherwise."""
    incident = witness.incident
    level = situate(incident, library, now=witness.now).level
    wanted = witness.level if witness.after is None else witness.after
    if (level.certain, level.possible) != (wanted, wanted):
        raise InternalError([fault("E990", found=f"witness {witness.id} gives {level}, not {wanted}")])


def _tells(name: str, facts: Mapping[str, Plain], plan: Prepared) -> bool:
    """Say whether a fact is worth telling: it is away from rest; a total or a day only beside a part of it."""
    if name not in plan.facts or _at_rest(name, facts, plan):
        return False
    if _has_rest(name, plan):
        return True
    conditions = [criterion.condition for criterion in plan.criteria if name in criterion.condition.names]
    return any(
        not any(_has_rest(other, plan) and _at_rest(other, facts, plan) for other in beside)
        for beside in ((condition.names - {name}) & facts.keys() for condition in conditions)
    )


def _mildest(name: str, plan: Prepared) -> Plain | None:
    """Give the mildest value of a fact; of one no condition asks for, that nothing is the case."""
    asked = (rule.condition.variables for rule in plan.rules)
    variable = next((variables[name] for variables in asked if name in variables), None)
    return 0 if variable is None else variable.mildest


def _has_rest(name: str, plan: Prepared) -> bool:
    return plan.facts[name].type not in {FactType.DATE, FactType.INSTANT} and _mildest(name, plan) is not None


def _at_rest(name: str, facts: Mapping[str, Plain], plan: Prepared) -> bool:
    return facts[name] == _mildest(name, plan)


def _written(value: Plain, fact: Fact, plan: Prepared) -> Any:  # noqa: ANN401 - YAML of any shape
    shown = _plainly(value, fact)
    if not fact.judgement:
        return shown
    unit = plan.plan.units.get(fact.by or "")
    return {"value": shown, "by": unit.zh if unit else _OFFICE}


def _plainly(value: Plain, fact: Fact) -> str | int | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return written_moment(value)
    if isinstance(value, str):
        return value
    if fact.type is FactType.COUNT and isinstance(value, int):
        return value
    return show_plain(value, fact, "zh")
