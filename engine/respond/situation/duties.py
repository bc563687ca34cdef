"""What is owed, by whom, to whom, and by when: from the chain's conclusions to dated duties."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from attrs import frozen

from respond.chain import Conclusions
from respond.clock import Calendar, Deadline, Limit, Start, Within, resolve
from respond.errors import Text
from respond.facts import UNKNOWN
from respond.plan import GRAVITY, LEVEL_WORDS, LIFECYCLE, Adoption, Compiled, Rule
from respond.situation.frames import Frame
from respond.situation.merging import merged
from respond.situation.model import Duty, UnitName
from respond.situation.units import units_of

_ARISEN = Text("任务产生时", "when the duty arose")
_State = Literal["owed", "provisional", "stood-down"]
_CERTAIN = Text("任务确定时", "when the duty became certain")


def duties_of(
    frames: Sequence[Frame],
    last: int,
    involved: Sequence[tuple[Compiled, Adoption | None]],
    now: datetime,
    calendar: Calendar,
) -> tuple[Duty, ...]:
    """Give every duty at the last frame, dated and merged over all plans, the most urgent first.

    `last` is the frame of the last step: what arises there or later is new.
    """
    found: list[Duty] = []
    leading = involved[0][0]
    for position, (plan, adoption) in enumerate(involved):
        made = plan.cache.setdefault("standing", {}).setdefault(leading.composed.sources, {})
        found += _View(plan, adoption, leading, position, frames, last, now, calendar, made).duties()
    return merged(found)


@frozen(eq=False)
class _Order:
    """One measure, with the names its duty is dated by; `fact` tells a start that is a fact from an event."""

    name: str
    measure: Rule
    start: str | None
    fact: bool
    label: Text | None
    until: str | None


@frozen(eq=False)
class _View:
    """One plan over all frames of an incident."""

    plan: Compiled
    adoption: Adoption | None
    leading: Compiled
    position: int
    frames: Sequence[Frame]
    last: int
    now: datetime
    calendar: Calendar
    standing: dict[str, dict[str, Any]]
    """What a duty says whenever it is owed, by measure; kept for the plan and its leading plan."""

    def duties(self) -> Iterator[Duty]:
        """Go through the plan's measures in its order and give those that are, may be or were owed."""
        states = [_states(frame.plans[self.position].conclusions) for frame in self.frames]
        for order in _orders(self.plan):
            history = [state.get(order.name) for state in states]
            state = history[-1]
            if state is not None:
                arisen = _arisen(history)
                yield self._duty(order, state, arisen, _settled(history, arisen))
            elif "owed" in history:
                yield self._duty(order, "stood-down", _arisen(history), None)

    def _duty(self, order: _Order, state: _State, arisen: int, settled: int | None) -> Duty:
        standing = self.standing.get(order.name)
        if standing is None:
            standing = _describe(self.plan, order.measure, self.adoption, self.leading)
            self.standing[order.name] = standing
        limit = order.measure.limit
        start, label = self._start(order, arisen)
        live = state != "stood-down"
        certain = None
        if settled is not None and start and start.at and isinstance(limit, Within):
            certain = self._deadline(order, limit, Start(_CERTAIN, self.frames[settled].at))
        return Duty(
            **standing,
            state=state,
            deadline=self._deadline(order, limit, start) if live and limit is not None else None,
            start=label,
            from_certain=certain,
            since=self.frames[arisen].at,
            new=live and self.last > 0 and arisen >= self.last,
        )

    def _deadline(self, order: _Order, limit: Limit, start: Start | None) -> Deadline:
        until = self.frames[-1].events.get(order.until) if order.until else None
        return resolve(limit, start, self.now, self.calendar, until)

    def _start(self, order: _Order, arisen: int) -> tuple[Start | None, Text | None]:
        """Give what the clock starts from; a duty that arose later, by a new fact, counts from then."""
        name, label = order.start, order.label
        if name is None or label is None:
            return None, None
        if order.fact:
            return Start.of(label, self.frames[-1].plans[self.position].values.get(name, UNKNOWN)), label
        when = self.frames[-1].events.get(name)
        if when is not None and arisen > 0 and self.frames[arisen - 1].events.get(name) == when:
            return Start(_ARISEN, self.frames[arisen].at), _ARISEN
        return Start(label, when), label


def _states(conclusions: Conclusions) -> Mapping[str, _State]:
    """Give the state of every duty that has one."""
    states: dict[str, _State] = dict.fromkeys(conclusions.owed, "owed")
    states.update(dict.fromkeys(conclusions.provisional, "provisional"))
    states.update(dict.fromkeys(conclusions.stood_down, "stood-down"))
    return states


def _orders(plan: Compiled) -> tuple[_Order, ...]:
    """Give the measures of a plan, ready to be dated; worked out once."""
    if "orders" not in plan.cache:
        plan.cache["orders"] = tuple(_order(plan, measure) for measure in plan.measures)
    made: tuple[_Order, ...] = plan.cache["orders"]
    return made


def _order(plan: Compiled, measure: Rule) -> _Order:
    name = measure.starts[0] if measure.starts else None
    label = None
    if name is not None:
        fact, event = plan.facts.get(name), LIFECYCLE.get(name) or plan.plan.events.get(name)
        label = fact.label if fact else Text(event.zh, event.en) if event else None
    until = str(measure.entry.until) if measure.entry.until else None
    return _Order(str(measure.entry.id), measure, name, name in plan.facts, label, until)


def _describe(plan: Compiled, measure: Rule, adoption: Adoption | None, leading: Compiled) -> dict[str, Any]:
    """Give what a duty says whenever it is owed."""
    entry = measure.entry
    report = plan.plan.reports.get(entry.report) if entry.report else None
    mapping = adoption.units if adoption else None

    def named(names: Sequence[str]) -> tuple[UnitName, ...]:
        return units_of(plan, names, mapping, leading)

    return {
        "id": str(entry.id),
        "plan": plan.origin(entry.id),
        "clause": str(entry.clause),
        "label": Text(entry.zh, entry.en),
        "units": named(entry.owners),
        "with_units": named(entry.with_),
        "mood": entry.mood,
        "report": Text(report.zh, report.en) if report else None,
        "report_id": str(entry.report) if entry.report else None,
        "report_kind": report.kind if report else None,
        "to": named(entry.to),
        "copy": named(entry.copy),
        "channel": entry.channel,
        "words": entry.due,
        "because": _because(measure),
        "response": tuple(GRAVITY[level] for level in entry.response),
        "standing": entry.standing,
        "source": entry.source,
        "note": entry.note,
    }


def _because(measure: Rule) -> Text:
    parts = []
    if measure.entry.response:
        levels = [LEVEL_WORDS[GRAVITY[level]] for level in measure.entry.response]
        parts.append(
            Text(
                "响应级别为" + "、".join(level.zh for level in levels),
                "the response is " + " or ".join(level.en for level in levels),
            )
        )
    if measure.conditional:
        parts.append(Text(measure.condition.words("zh"), measure.condition.words("en")))
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _arisen(history: Sequence[_State | None]) -> int:
    """Give the frame from which a duty has been owed (or may have been) without a break."""
    last = len(history) - 1
    while last > 0 and history[last] is None:
        last -= 1
    while last > 0 and history[last - 1] in ("owed", "provisional"):
        last -= 1
    return last


def _settled(history: Sequence[_State | None], arisen: int) -> int | None:
    """Give the frame at which a duty that was only possible at first became certain; None if it never was that."""
    if history[-1] != "owed" or history[arisen] != "provisional":
        return None
    return next(index for index in range(arisen, len(history)) if history[index] == "owed")
