"""The library's front door: what the command line does, as functions."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING

from respond.errors import Fault, InputError, Text, fault
from respond.facts import Level, Plain, shown_value
from respond.log import Assumed, IncidentFile, load_incident
from respond.plan import LEVEL, Library
from respond.situation import Situation, situate

if TYPE_CHECKING:
    from respond.exercise import Run, Scenario

_INCIDENT = Text(
    "respond.incident(…)、respond.read_incident(内容) 或 pathlib.Path",
    "respond.incident(...), respond.read_incident(content), or a pathlib.Path",
)
_SCENARIO = Text(
    "respond.read_scenario(内容) 或 pathlib.Path", "respond.read_scenario(content), or a pathlib.Path"
)
_DECLARED = Text("级别、作出的机关、理由", "a level, the office that declares it, and its reason")
_ASSUMED = Text(
    "由 `事实=值` 组成的列表，或由事实到值的映射", "texts `fact=value`, or a mapping of facts to values"
)
_LIBRARY = Text("respond.Library", "a respond.Library")


@cache
def default_library() -> Library:
    """Open the shipped plans and those of `RESPOND_PLANS`, once."""
    return Library.default()


def classify(
    incident: IncidentFile | Path,
    *,
    now: datetime,
    at: datetime | None = None,
    assume: Assumed = (),
    declare: tuple[Level | str, str, str] | None = None,
    library: Library | None = None,
) -> Situation:
    """Work out the situation of an incident (or of the file a `Path` names).

    `now` is the caller's clock: the time left is counted from it. `at` asks for an earlier moment. `assume` adds
    values, as a mapping or as texts (`"deaths=5"`); `declare` gives a level, the office that declares it and its
    reason. Raises `InputError` for invalid input (of the arguments: E340, E719, E750, E751) and `CoverageError` when no
    edition of the plan is in force on that day.

    >>> import respond
    >>> from datetime import datetime
    >>> now = datetime.fromisoformat("2026-03-01T14:00+08:00")
    >>> incident = respond.incident("forest-fire", {"damaged_forest": 120}, occurred=now)
    >>> respond.classify(incident, now=now).level.certain
    II
    """
    _check_moments(now, at)
    faults = [
        *_wrong("incident", incident, (IncidentFile, Path), _INCIDENT),
        *_wrong("library", library, (Library, NoneType), _LIBRARY),
        *_wrong_declaration(declare),
    ]
    named = isinstance(assume, Mapping)
    if not named and (isinstance(assume, str) or not all(isinstance(value, str) for value in assume)):
        faults.append(fault("E750", name="assume", found=shown_value(assume), expected=_ASSUMED))
    if faults:
        raise InputError(faults)
    if isinstance(incident, Path):
        incident = load_incident(incident)
    declared = None if declare is None else (str(Level(declare[0])), declare[1], declare[2])
    return situate(incident, library or default_library(), now=now, at=at, assume=assume, declare=declared)


def _check_moments(now: object, at: object) -> None:
    """Refuse what is not a time with its offset (E719), and a look back into the future (E751)."""
    faults = [
        fault("E719", name=name, found=moment)
        for name, moment in (("now", now), ("at", at))
        if not (name == "at" and moment is None)
        and (not isinstance(moment, datetime) or moment.utcoffset() is None)
    ]
    if not faults and isinstance(now, datetime) and isinstance(at, datetime) and at > now:
        faults = [fault("E751", at=at.isoformat(), now=now.isoformat())]
    if faults:
        raise InputError(faults)


def _wrong(name: str, found: object, kinds: tuple[type, ...], expected: Text) -> list[Fault]:
    if isinstance(found, kinds):
        return []
    return [fault("E750", name=name, found=shown_value(found), expected=expected)]


def _wrong_declaration(declare: object) -> list[Fault]:
    if declare is None:
        return []
    if isinstance(declare, tuple) and len(declare) == 3:
        level, *words = declare
        if all(isinstance(word, str) and word.strip() for word in words):
            try:
                Level(level)
            except InputError as error:
                return list(error.faults)
            return []
    return [fault("E750", name="declare", found=shown_value(declare), expected=_DECLARED)]


LevelFunction = Callable[[Mapping[str, Plain]], str]
"""From exact values by fact, in base units, to the name of a level (`I` to `IV`, `none`)."""


def level_function(plan: str, *, on: date | None = None, library: Library | None = None) -> LevelFunction:
    """Make the fast path of one plan: exact values in, the name of the level out.

    Every fact the criteria use must be given, in base units (hectares, yuan, shares as fractions). Facts that
    are ranges or unknown need `classify`.

    >>> level = level_function("forest-grassland-fire", on=date(2026, 1, 1))
    >>> quiet = {"damaged_grassland": 0, "deaths": 0, "serious_injuries": 0}
    >>> level({"damaged_forest": 5, **quiet}), level({"damaged_forest": 10, **quiet})
    ('IV', 'III')
    """
    shelf = library or default_library()
    gravity = shelf.compiled(shelf.find(plan, on), on).exact_level

    def level(facts: Mapping[str, Plain]) -> str:
        return LEVEL[gravity(facts)]

    return level


def run_exercise(scenario: "Scenario | Path", *, library: Library | None = None) -> "Run":
    """Walk the injects of a scenario on its own clock and judge the recorded actions against the plan.

    Raises `InputError` for what is wrong in it; a file is given as a `Path` (E750).
    """
    from respond.exercise import Scenario, load_scenario, run_scenario  # noqa: PLC0415  only exercises need it

    faults = [
        *_wrong("scenario", scenario, (Scenario, Path), _SCENARIO),
        *_wrong("library", library, (Library, NoneType), _LIBRARY),
    ]
    if faults:
        raise InputError(faults)
    made = load_scenario(scenario) if isinstance(scenario, Path) else scenario
    return run_scenario(made, library or default_library())
