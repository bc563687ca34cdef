"""The scenario file: a clock, a cast, injects at offsets, and what the players were seen to do."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, TypeVar

from attrs import Factory

from respond._records import frozen
from respond.errors import Fault, InputError, Place, Text, fault
from respond.facts import shown_value
from respond.log import DeclaredLevel
from respond.plan import Channel, place_field, structure
from respond.yaml import Node, Source, parse, read_source

_PATH = Text(
    "pathlib.Path；内容本身用 read_scenario", "a pathlib.Path; read_scenario takes the content itself"
)
_CONTENT = Text(
    "文件的内容，str；路径用 load_scenario", "the content of a file, str; load_scenario takes a path"
)
_OFFSET = re.compile(r"\+(\d{1,3}):([0-5]\d)")


@frozen
class Objective:
    """What the exercise is to show: the clause of the leading plan it rests on, or the duties, and how much it weighs.

    Everything expected that rests on the clause, or a finer part of it, tests it; `duties` name what does otherwise.
    """

    id: str
    zh: str
    en: str
    clause: str | None = None
    duties: tuple[str, ...] = ()
    weight: int = 1


@frozen
class Target:
    """Something no plan asks for: which unit reaches what by which offset; an evaluator says when it was `reached`.

    `did` names the duty of the plan it sharpens: then `respond exercise check` holds it against the plan's own limit.
    """

    id: str
    zh: str
    en: str
    unit: str
    by: str
    objective: str | None = None
    did: str | None = None
    place: Place | None = place_field()


@frozen
class Inject:
    """A message the director gives at an offset (`+HH:MM`) from the start; it may set facts and raise events."""

    id: str
    at: str
    text: Text
    from_: Text | None = None
    to: tuple[str, ...] = ()
    via: Channel | None = None
    facts: dict[str, Node] = Factory(dict)
    events: dict[str, Node] = Factory(dict)
    place: Place | None = place_field()


@frozen
class Action:
    """Something a player was seen to do: measures of the plan carried out, or a level declared.

    `for_`, `channel`, `round` and `broke` say of what was done what they say of an act in an incident file. `reached`
    names targets that an evaluator saw reached.
    """

    at: str
    by: str
    for_: str | None = None
    did: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    channel: Channel | None = None
    round: int | None = None
    broke: bool = False
    declares: DeclaredLevel | None = None
    reached: tuple[str, ...] = ()
    note: Text | None = None
    place: Place | None = place_field()


@frozen
class Points:
    """Points for one expectation, by outcome."""

    met: int = 5
    late: int = 3
    incomplete: int = 1
    omitted: int = 0


@frozen
class Bands:
    """The lowest share of the points, in per cent, for each rating but the last; the ends are this project's own."""

    P: int = 90
    S: int = 70
    M: int = 50


@frozen
class Scenario:
    """One tabletop exercise. Expected actions are not written here: the plan gives them.

    Levels the players declare are `scored` only, or `binding`: then they add the duties that hang on them, too.
    """

    respond: Literal["scenario/1"]
    id: str
    title: Text
    plans: tuple[str, ...]
    start: datetime
    end: str
    injects: tuple[Inject, ...]
    actions: tuple[Action, ...] = ()
    occurred: Node | None = None
    where: Text | None = None
    purpose: Text | None = None
    objectives: tuple[Objective, ...] = ()
    targets: tuple[Target, ...] = ()
    cast: dict[str, Text] = Factory(dict)
    sources: dict[str, Text] = Factory(dict)
    points: Points = Points()
    bands: Bands = Bands()
    calls: Literal["scored", "binding"] = "scored"
    place: Place | None = place_field()

    def moment(self, offset: str) -> datetime:
        """Turn an offset into an instant on the exercise's clock."""
        return self.start + read_offset(offset)


def read_offset(text: str) -> timedelta:
    """Read `+HH:MM`; raises `InputError` (E801).

    >>> read_offset("+01:30")
    datetime.timedelta(seconds=5400)
    """
    match = _OFFSET.fullmatch(text)
    if not match:
        raise InputError([fault("E801", getattr(text, "place", None), found=text)])
    return timedelta(hours=int(match[1]), minutes=int(match[2]))


def load_scenario(path: Path) -> Scenario:
    """Read a scenario file; every fault of its form is reported at once.

    Raises `InputError`; a path is given as a `Path` (E750), so that no text from outside is ever taken for one.
    """
    if not isinstance(path, Path):
        raise InputError([fault("E750", name="path", found=shown_value(path), expected=_PATH)])
    return scenario_from(read_source(path))


def read_scenario(text: str, name: str = "scenario") -> Scenario:
    """Read a scenario from the content of its file; messages call it by `name`. Raises `InputError`."""
    if not isinstance(text, str):
        raise InputError([fault("E750", name="text", found=shown_value(text), expected=_CONTENT)])
    return scenario_from(Source(name, text))


def scenario_from(source: Source) -> Scenario:
    """Read a scenario from a source already at hand."""
    scenario = structure(parse(source), Scenario)
    check_times(scenario)
    return scenario


def check_times(scenario: Scenario) -> None:
    """Refuse a scenario whose offsets, ids or bands cannot be; raises InputError (E801 to E805, E810, E811)."""
    faults = _faults(scenario)
    if faults:
        raise InputError(faults)


def _faults(scenario: Scenario) -> list[Fault]:
    faults: list[Fault] = []
    entries: tuple[Inject | Action, ...] = (*scenario.injects, *scenario.actions)
    for text in (*(entry.at for entry in entries), *(target.by for target in scenario.targets), scenario.end):
        try:
            read_offset(text)
        except InputError as error:
            faults += error.faults
    if faults:
        return faults
    if not scenario.injects:
        return [fault("E802", scenario.place)]
    offsets = [read_offset(inject.at) for inject in scenario.injects]
    for inject, offset, before in zip(scenario.injects[1:], offsets[1:], offsets, strict=False):
        if offset < before:
            faults.append(fault("E803", inject.place, name=inject.id))
    faults += [fault("E804", each.place, name=each.id) for each in _twice(scenario.injects)]
    faults += [fault("E810", each.place, name=each.id) for each in _twice(scenario.targets)]
    last = read_offset(scenario.end)
    late = [(entry.at, entry.place) for entry in entries]
    late += [(target.by, target.place) for target in scenario.targets]
    faults += [
        fault("E805", place, found=at, end=scenario.end) for at, place in late if read_offset(at) > last
    ]
    bands = scenario.bands
    if not 100 >= bands.P >= bands.S >= bands.M >= 0:
        faults.append(fault("E811", scenario.place, found=f"{bands.P}, {bands.S}, {bands.M}"))
    return faults


_Named = TypeVar("_Named", Inject, Target)


def _twice(entries: Sequence[_Named]) -> list[_Named]:
    ids = [each.id for each in entries]
    return [each for each in entries if ids.count(each.id) > 1]
