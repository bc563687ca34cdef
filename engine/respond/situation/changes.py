"""What changed between two steps of an incident."""

from collections.abc import Iterator, Sequence

from respond.errors import Text
from respond.facts import UNKNOWN, show_value
from respond.log import Timeline
from respond.situation.frames import Frame
from respond.situation.model import Difference, Duty

_DERIVED = {
    "level_raised": Text("级别上升", "level raised"),
    "level_lowered": Text("级别下降", "level lowered"),
}


def difference_of(
    frames: Sequence[Frame], last: int, duties: Sequence[Duty], timeline: Timeline
) -> Difference | None:
    """Give what changed from the step before step `last`; None while there is only the first report."""
    if last == 0:
        return None
    before, after = frames[last - 1], frames[-1]
    every = [inner for duty in duties for inner in (duty, *duty.merged)]
    return Difference(
        since=before.at,
        level_before=before.effective,
        level_after=after.effective,
        changed=tuple(_changed(before, after, timeline)),
        events=tuple(
            Text(timeline.events[name].zh, timeline.events[name].en)
            for name, when in after.events.items()
            if before.events.get(name) != when
        ),
        new=tuple(duty.id for duty in every if duty.new),
        stood_down=tuple(_stood_down(before, after)),
    )


def _changed(before: Frame, after: Frame, timeline: Timeline) -> Iterator[tuple[Text, Text, Text]]:
    for name, fact in timeline.facts.items():
        was, now = before.step.observations.get(name), after.step.observations.get(name)
        values = [observation.value if observation else UNKNOWN for observation in (was, now)]
        if values[0] != values[1]:
            shown = [Text(show_value(value, fact, "zh"), show_value(value, fact, "en")) for value in values]
            yield fact.label, shown[0], shown[1]


def _stood_down(before: Frame, after: Frame) -> Iterator[str]:
    for was, now in zip(before.plans, after.plans, strict=True):
        live = {*now.conclusions.owed, *now.conclusions.provisional}
        yield from (name for name in was.conclusions.owed if name not in live)
