"""What is owed, by whom, to whom, and by when: from the chain's conclusions to dated duties."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from attrs import frozen

from respond.clock import Calendar, Deadline, Start, Within, resolve
from respond.errors import Text
from respond.facts import UNKNOWN
from respond.plan import LIFECYCLE, Adoption, Compiled, CompiledMeasure
from respond.plan.level import GRAVITY, LEVEL_WORDS
from respond.situation.frames import Frame
from respond.situation.merging import merged
from respond.situation.model import Duty, UnitName
from respond.situation.units import units_of

_ARISEN = Text("任务产生时", "when the duty arose")
_State = Literal["owed", "provisional", "stood-down"]
_CERTAIN = Text("任务确定时", "when the duty became certain")
_STATES: tuple[_State, ...] = ("owed", "provisional", "stood-down")


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
        view = _View(plan, adoption, leading, position, frames, last, now, calendar)
        found += view.duties()
    return merged(found)


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

    def duties(self) -> Iterator[Duty]:
        """Go through the plan's measures in its order and give those that are, may be or were owed."""
        states = [self._states(frame) for frame in self.frames]
        for measure in self.plan.measures:
            name = str(measure.entry.id)
            history = [state.get(name) for state in states]
            state = history[-1]
            if state is not None:
                yield self._duty(measure, state, _arisen(history), _settled(history))
            elif "owed" in history:
                yield self._duty(measure, "stood-down", _arisen(history), None)

    def _states(self, frame: Frame) -> Mapping[str, _State]:
        conclusions = frame.plans[self.position].conclusions
        groups = (conclusions.owed, conclusions.provisional, conclusions.stood_down)
        return {name: state for state, names in zip(_STATES, groups, strict=True) for name in names}

    def _duty(self, measure: CompiledMeasure, state: _State, arisen: int, settled: int | None) -> Duty:
        start, label = self._start(measure, arisen)
        live = state != "stood-down"
        later = (
            Start(_CERTAIN, self.frames[settled].at) if settled is not None and start and start.at else None
        )
        return Duty(
            **self._standing(measure),
            state=state,
            deadline=self._deadline(measure, start) if live else None,
            start=label,
            from_certain=self._deadline(measure, later)
            if later and isinstance(measure.limit, Within)
            else None,
            since=self.frames[arisen].at,
            new=live and self.last > 0 and arisen >= self.last,
        )

    def _standing(self, measure: CompiledMeasure) -> dict[str, Any]:
        """Give what a duty says whenever it is owed; worked out once for a plan and its leading plan."""
        made: dict[tuple[str, object], dict[str, Any]] = self.plan.cache.setdefault("standing", {})
        key = (str(measure.entry.id), self.leading.composed.sources)
        if key not in made:
            made[key] = self._describe(measure)
        return made[key]

    def _describe(self, measure: CompiledMeasure) -> dict[str, Any]:
        entry = measure.entry
        report = self.plan.plan.reports.get(entry.report) if entry.report else None
        mapping = self.adoption.units if self.adoption else None

        def named(names: Sequence[str]) -> tuple[UnitName, ...]:
            return units_of(self.plan, names, mapping, self.leading)

        return {
            "id": str(entry.id),
            "plan": self.plan.origin(entry.id),
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
            "because": self._because(measure),
            "response": tuple(GRAVITY[level] for level in entry.response),
            "standing": entry.standing,
            "source": entry.source,
            "note": entry.note,
        }

    def _deadline(self, measure: CompiledMeasure, start: Start | None) -> Deadline | None:
        if measure.limit is None:
            return None
        until = self.frames[-1].events.get(str(measure.entry.until)) if measure.entry.until else None
        return resolve(measure.limit, start, self.now, self.calendar, until)

    def _start(self, measure: CompiledMeasure, arisen: int) -> tuple[Start | None, Text | None]:
        """Give what the clock starts from; a duty that arose later, by a new fact, counts from then."""
        if measure.start is None:
            return None, None
        name = str(measure.start)
        if name in self.plan.facts:
            value = self.frames[-1].plans[self.position].values.get(name, UNKNOWN)
            return Start.of(self.plan.facts[name].label, value), self.plan.facts[name].label
        when = self.frames[-1].events.get(name)
        if when is not None and arisen > 0 and self.frames[arisen - 1].events.get(name) == when:
            return Start(_ARISEN, self.frames[arisen].at), _ARISEN
        label = self._event(name)
        return Start(label, when), label

    def _event(self, name: str) -> Text:
        made: dict[str, Text] = self.plan.cache.setdefault("event names", {})
        if name not in made:
            event = LIFECYCLE.get(name) or self.plan.plan.events[name]
            made[name] = Text(event.zh, event.en)
        return made[name]

    def _because(self, measure: CompiledMeasure) -> Text:
        parts = []
        if measure.entry.response:
            levels = [LEVEL_WORDS[GRAVITY[level]] for level in measure.entry.response]
            parts.append(
                Text(
                    "响应级别为" + "、".join(level.zh for level in levels),
                    "the response is " + " or ".join(level.en for level in levels),
                )
            )
        if measure.trigger is not None:
            parts.append(Text(measure.trigger.words("zh"), measure.trigger.words("en")))
        return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _arisen(history: Sequence[_State | None]) -> int:
    """Give the frame from which a duty has been owed (or may have been) without a break."""
    last = len(history) - 1
    while last > 0 and history[last] is None:
        last -= 1
    while last > 0 and history[last - 1] in ("owed", "provisional"):
        last -= 1
    return last


def _settled(history: Sequence[_State | None]) -> int | None:
    """Give the frame at which a duty that was only possible at first became certain; None if it never was that."""
    first = _arisen(history)
    if history[-1] != "owed" or history[first] != "provisional":
        return None
    return next(index for index in range(first, len(history)) if history[index] == "owed")
