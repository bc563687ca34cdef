"""The library's front door: what the command line does, as functions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from respond.errors import InputError, fault
from respond.facts import Plain
from respond.log import IncidentFile, load_incident
from respond.plan import LEVEL, Library
from respond.situation import Situation, situate

if TYPE_CHECKING:
    from respond.exercise import Run

LevelFunction = Callable[[Mapping[str, Plain]], str]
"""From exact values by fact, in base units, to the name of a level (`I` to `IV`, `none`)."""


@cache
def default_library() -> Library:
    """Open the shipped plans and those of `RESPOND_PLANS`, once."""
    return Library.default()


def classify(
    incident: IncidentFile | Path | str,
    *,
    now: datetime,
    at: datetime | None = None,
    assume: Sequence[str] = (),
    declare: tuple[str, str, str] | None = None,
    library: Library | None = None,
) -> Situation:
    """Work out the situation of an incident (or of the file that describes it).

    `now` is the caller's clock: the time left is counted from it. `at` asks for an earlier moment. `assume` adds
    values (`"deaths=5"`); `declare` gives a level, the office that declares it and its reason. Raises
    `InputError` for invalid input and `CoverageError` when no edition of the plan is in force on that day.

    >>> from datetime import datetime
    >>> from respond import classify, quick
    >>> incident = quick("forest-fire", ["damaged_forest=120ha"], occurred="2026-03-01T13:20+08:00")
    >>> classify(incident, now=datetime.fromisoformat("2026-03-01T14:00+08:00")).to_json()["level"]
    'II'
    """
    check_moment("now", now)
    if at is not None:
        check_moment("at", at)
    if not isinstance(incident, IncidentFile):
        incident = load_incident(incident)
    return situate(incident, library or default_library(), now=now, at=at, assume=assume, declare=declare)


def check_moment(name: str, moment: object) -> None:
    """Refuse what is not a time with its offset (E719)."""
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise InputError([fault("E719", name=name, found=moment)])


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
    gravity = shelf.prepared(shelf.find(plan, on), on).exact_level

    def level(facts: Mapping[str, Plain]) -> str:
        return LEVEL[gravity(facts)]

    return level


def run_exercise(scenario: Path | str, *, library: Library | None = None) -> "Run":
    """Walk the injects of a scenario file on its own clock and judge the recorded actions against the plan."""
    from respond.exercise import load_scenario, run_scenario  # noqa: PLC0415  only exercises need it

    return run_scenario(load_scenario(scenario), library or default_library())
