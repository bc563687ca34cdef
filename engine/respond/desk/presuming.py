"""When an incident occurred, where nobody reported it: the first event stands for it, and so leads it along."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from respond.errors import InputError
from respond.facts import read_instant
from respond.log import IncidentFile, Log, occurrence_of
from respond.yaml import Data

_FOLLOWS: Final[Mapping[str, Data]] = {
    "zh": "发生时间未报告，随最早的事件",
    "en": "when it occurred was not reported; it goes with the earliest event",
}


def presumed_anew(file: IncidentFile, log: Log, by: str, at: Data, entry: str | None = None) -> list[Data]:
    """Give the correction of when an incident occurred that goes with an event entered, or put right, at a moment.

    `entry` is the event that is put right; it was withdrawn where there is no moment. None is given where somebody did
    report when it occurred, and where another moment stands for it still.
    """
    occurrence = occurrence_of(file, log.zone)
    if occurrence is None or not occurrence.presumed:
        return []
    stands, step = occurrence.earliest, log.folded.steps[-1]
    said = {each.entry: each.held.first for some in step.events.values() for each in some}
    said |= {act.entry: act.at for act in step.acts}
    said.pop("occurred", None)
    was = None if entry is None else said.pop(entry, None)
    first = min([*said.values(), *_moment(at)], default=stands)
    if first < stands or was == stands != first:
        return [{
            "entry": "occurred", "at": {"presumed": first.astimezone(log.zone).isoformat()}, "corrected_by": by,
            "reason": dict(_FOLLOWS),
        }]  # fmt: skip
    return []


def _moment(text: Data) -> list[datetime]:
    """Give a moment that was typed; none where there is none, or where whoever reads the entry says what is wrong."""
    try:
        return [read_instant(text)] if isinstance(text, str) else []
    except InputError:
        return []
