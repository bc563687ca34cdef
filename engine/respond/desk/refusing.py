"""What a desk refuses to enter though the plans could take it: what is entered already, and an occasion not there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from respond.errors import InputError, Text, fault
from respond.log import (
    IncidentFile,
    Log,
    Mode,
    entries_in_force,
    is_described,
    is_duty,
    is_of_region,
    is_region,
    region_fault,
)
from respond.situation import Situation
from respond.store import Draft, Row
from respond.yaml import Data

_NAMING: Mapping[str, str] = {"act": "did", "unable": "unable", "extension": "extended"}
"""Under which key of a step entries of these kinds may name one occasion of a duty."""


def check_rounds(incident: str, drafts: Sequence[Draft], situation: Situation) -> None:
    """Refuse entries that name an occasion of a duty which is not there, by the answer with them (E745)."""
    faults = []
    for draft in drafts:
        body = draft.body if isinstance(draft.body, dict) else {}
        said = body.get(_NAMING.get(draft.kind, ""))
        for each in said if isinstance(said, list) else []:
            if not isinstance(each, dict) or each.get("round") is None:
                continue
            duty, found = str(each.get("duty")), str(each["round"])
            known, earlier = _rounds_of(situation, duty)
            coming = [max(known, default=0) + 1] if draft.kind == "extension" else []  # may be granted ahead
            if not found.isdecimal() or int(found) in {*known, *coming} or 1 <= int(found) <= earlier:
                continue
            words = "、".join(map(str, known)), ", ".join(map(str, known))
            listed = Text(*words) if known else Text("还没有", "none yet")
            faults.append(fault("E745", duty=duty, found=found, known=listed, name=incident))
    if faults:
        raise InputError(faults)


def _rounds_of(situation: Situation, duty: str) -> tuple[list[int], int]:
    """Give the numbers of the occasions there are of a duty, and up to which number older ones are only counted."""
    found = [one for one in situation.obligations if is_duty(duty, one.plan.id, one.duty)]
    known = sorted(one.round for one in found)
    return known, known[0] - 1 if any(one.earlier_rounds for one in found) else 0


def taking_back(log: Log, incident: str, *events: str) -> Text:
    """Give the commands that take back that events happened, each by the name of the entry that stands."""
    names = [name for event in events if (name := _standing(log, event)) is not None]
    return Text.joined((_TAKING_BACK.fill(incident=incident, entry=name) for name in names), "、", " and ")


_TAKING_BACK: Final = Text(
    "`respond correct {incident} {entry} --withdrawn --by 值班室`",
    "`respond correct {incident} {entry} --withdrawn --by 'duty room'`",
)


def _standing(log: Log, event: str) -> str | None:
    """Give the last entry that tells of an event and was not withdrawn since."""
    fates = {each.corrects: each.content for each in log.entries if each.corrects is not None}
    told = [each.id for each in log.entries if each.name == event and each.corrects is None]
    return next((name for name in reversed(told) if fates.get(name, event) is not None), None)


def check_regions(drafts: Sequence[Draft]) -> None:
    """Refuse entries that tell a region that is no division code (E738); what another store signed stands."""
    faults = [
        region_fault("E738", each)
        for draft in drafts
        if draft.by is None
        for each in _regions_told(draft.body)
        if not is_region(each)
    ]
    if faults:
        raise InputError(faults)


def _regions_told(body: Data) -> Iterator[str]:
    """Give the regions an entry tells: of its incident, or in place of one told before."""
    said = body if isinstance(body, dict) else {}
    if isinstance(region := said.get("region"), str):
        yield region
    corrects = said.get("corrects")
    for each in corrects if isinstance(corrects, list) else ():
        if not isinstance(each, dict):
            continue
        value = each.get("value")
        if isinstance(value, str) and is_of_region(str(each.get("entry"))):
            yield value


def check_correction(rows: Sequence[Row], entry: str, right: Mapping[str, Data]) -> None:
    """Refuse a correction that the last one of the same entry made already (E869)."""
    for row in reversed(rows):
        for each in row.data.get("corrects") or () if row.kind == "correction" else ():
            if each.get("entry") == entry:
                if {name: value for name, value in each.items() if name not in _WHO_AND_WHY} == {**right}:
                    raise InputError([fault("E869", name=row.incident, number=row.number)])
                return


def check_decides(incident: IncidentFile, entry: str) -> None:
    """Refuse a correction of what described the incident before something else did (E741): it would change nothing."""
    if not is_described(entry):
        return
    kind = entry.partition("#")[0]
    for name, value in entries_in_force(incident).items():
        if name.partition("#")[0] == kind and name != entry:
            raise InputError([fault("E741", name=entry, incident=str(incident.id), value=value, stands=name)])


_WHO_AND_WHY = frozenset({"entry", "corrected_by", "reason"})


def check_link(rows: Sequence[Row], other: str) -> None:
    """Refuse a link of two incidents beside each other that stands in the log already (E869)."""
    for row in rows:
        if row.kind == "link" and row.data.get("to") == other and row.data.get("relation") == "beside":
            raise InputError([fault("E869", name=row.incident, number=row.number)])


_MODES: Mapping[Mode, Text] = {
    "real": Text("真实事件", "a real incident"),
    "exercise": Text("演练", "an exercise"),
    "test": Text("测试", "a test"),
}
"""What an incident is, by its mode."""


def check_apart(one: IncidentFile, other: IncidentFile) -> None:
    """Refuse to connect an exercise with what is none (E740): the one would silence, or alarm for, the other."""
    if (one.mode == "exercise") != (other.mode == "exercise"):
        raise InputError(
            [
                fault(
                    "E740", name=str(one.id), mode=_MODES[one.mode], other=str(other.id),
                    other_mode=_MODES[other.mode],
                )
            ]
        )  # fmt: skip


def check_merged_apart(file: IncidentFile, there: Callable[[str], IncidentFile | None]) -> None:
    """Refuse a file that tells of its merger into one it must not be connected with (E740).

    `there` gives an incident that is kept here; into what is not kept here anything may have been merged.
    """
    for into in dict.fromkeys(each.merged.into for each in file.then if each.merged is not None):
        other = there(str(into))
        if other is not None:
            check_apart(file, other)
