"""respond: which level an incident is, why, who does what, and who must be told by when.

>>> import respond
>>> from datetime import datetime
>>> now = datetime.fromisoformat("2026-11-21T09:30+08:00")
>>> incident = respond.incident(
...     "vaccine-quality",
...     facts={"quality_suspected": True, "deaths": respond.at_least(3)},
...     events={"received": datetime.fromisoformat("2026-11-21T09:12+08:00")},
... )
>>> situation = respond.classify(incident, now=now)
>>> situation.level.certain, situation.level.possible
(II, I)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from respond._version import __version__

if TYPE_CHECKING:
    from respond.api import LevelFunction, batch, classify, dossier, level_function, run_exercise
    from respond.desk import Decision, Desk, Entered
    from respond.errors import (
        ConflictError,
        CoverageError,
        Fault,
        InputError,
        InternalError,
        RespondError,
        Text,
    )
    from respond.exercise import Scenario, load_scenario, read_scenario
    from respond.facts import UNKNOWN as unknown  # noqa: N811 - a value to whoever imports it
    from respond.facts import Level, at_least, at_most, between
    from respond.log import IncidentFile, load_incident, read_incident
    from respond.log import make_incident as incident
    from respond.log import quick_incident as quick
    from respond.papers import Dossier, ReportDraft, report
    from respond.plan import Library, PlanRef
    from respond.situation import Situation
    from respond.store import Store

_HOMES = {
    "ConflictError": "respond.errors",
    "CoverageError": "respond.errors",
    "Decision": "respond.desk",
    "Desk": "respond.desk",
    "Dossier": "respond.papers",
    "Entered": "respond.desk",
    "Fault": "respond.errors",
    "IncidentFile": "respond.log",
    "InputError": "respond.errors",
    "InternalError": "respond.errors",
    "Level": "respond.facts",
    "LevelFunction": "respond.api",
    "Library": "respond.plan",
    "PlanRef": "respond.plan",
    "ReportDraft": "respond.papers",
    "RespondError": "respond.errors",
    "Scenario": "respond.exercise",
    "Situation": "respond.situation",
    "Store": "respond.store",
    "Text": "respond.errors",
    "at_least": "respond.facts",
    "at_most": "respond.facts",
    "batch": "respond.api",
    "between": "respond.facts",
    "classify": "respond.api",
    "dossier": "respond.api",
    "incident": "respond.log:make_incident",
    "level_function": "respond.api",
    "load_incident": "respond.log",
    "load_scenario": "respond.exercise",
    "quick": "respond.log:quick_incident",
    "read_incident": "respond.log",
    "read_scenario": "respond.exercise",
    "report": "respond.papers",
    "run_exercise": "respond.api",
    "unknown": "respond.facts:UNKNOWN",
}

__all__ = [
    "ConflictError",
    "CoverageError",
    "Decision",
    "Desk",
    "Dossier",
    "Entered",
    "Fault",
    "IncidentFile",
    "InputError",
    "InternalError",
    "Level",
    "LevelFunction",
    "Library",
    "PlanRef",
    "ReportDraft",
    "RespondError",
    "Scenario",
    "Situation",
    "Store",
    "Text",
    "__version__",
    "at_least",
    "at_most",
    "batch",
    "between",
    "classify",
    "dossier",
    "incident",
    "level_function",
    "load_incident",
    "load_scenario",
    "quick",
    "read_incident",
    "read_scenario",
    "report",
    "run_exercise",
    "unknown",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name when it is first used, so that `import respond` costs nothing.

    Raises MissingExtraError (E852) for what needs the libraries of the extra `store` where they are missing.
    """
    if name not in _HOMES:
        raise AttributeError(f"module 'respond' has no attribute {name!r}")
    module, _, other = _HOMES[name].partition(":")
    try:
        home = import_module(module)
    except ModuleNotFoundError as error:
        if module not in {"respond.desk", "respond.store"} or (error.name or "").startswith("respond"):
            raise
        from respond.errors import MissingExtraError, fault  # noqa: PLC0415

        raise MissingExtraError([fault("E852", library=error.name, extra="store")]) from None
    value = getattr(home, other or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
