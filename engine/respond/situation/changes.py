"""What changed between two steps of an incident."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from respond.errors import Text
from respond.facts import UNKNOWN, show_value
from respond.log import Log
from respond.situation.frames import Frame
from respond.situation.model import Difference
from respond.situation.obligations import Obligation


def difference_of(
    begun: datetime, before: Frame | None, after: Frame, obligations: Sequence[Obligation], log: Log
) -> Difference | None:
    """Give what changed from the last frame of the step before; None while there is only the first report."""
    if before is None:
        return None
    since = max(before.step.at, begun)
    return Difference(
        since=None if before.step.index == 0 else since,
        level_before=before.effective,
        level_after=after.effective,
        changed=tuple(_changed(before, after, log)),
        events=tuple(
            Text(log.events[name].zh, log.events[name].en)
            for name, times in after.events.items()
            if name in log.events and before.events.get(name) != times
        ),
        new=tuple(one.id for one in obligations if one.new),
        stood_down=tuple(
            one.id for one in obligations if one.ended is not None and since < one.ended <= after.at
        ),
    )


def _changed(before: Frame, after: Frame, log: Log) -> Iterator[tuple[Text, Text, Text]]:
    told, tells = before.step.observations, after.step.observations
    unlike = {name for name in told.keys() | tells.keys() if told.get(name) is not tells.get(name)}
    for name, fact in log.facts.items() if unlike else ():
        if name not in unlike:
            continue
        was, now = told.get(name), tells.get(name)
        values = [observation.value if observation else UNKNOWN for observation in (was, now)]
        if values[0] != values[1]:
            shown = [Text(show_value(value, fact, "zh"), show_value(value, fact, "en")) for value in values]
            yield fact.label, shown[0], shown[1]
