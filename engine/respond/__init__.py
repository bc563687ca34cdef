"""respond: which level an incident is, why, who does what, and who must be told by when.

>>> import respond
>>> from datetime import datetime
>>> now = datetime.fromisoformat("2026-11-21T09:30+08:00")
>>> incident = respond.quick("vaccine-quality", ["quality_suspected=yes", "deaths=3+"],
...                          events=["received=2026-11-21T09:12+08:00"])
>>> situation = respond.classify(incident, now=now)
>>> situation.level.certain, situation.level.possible
(II, I)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from respond._version import __version__

if TYPE_CHECKING:
    from respond.api import LevelFunction, classify, level_function, run_exercise
    from respond.errors import CoverageError, Fault, InputError, InternalError, RespondError, Text
    from respond.facts import Level
    from respond.log import IncidentFile, load_incident
    from respond.log import quick_incident as quick
    from respond.plan import Library, PlanRef
    from respond.situation import Situation

_HOMES = {
    "CoverageError": "respond.errors",
    "Fault": "respond.errors",
    "IncidentFile": "respond.log",
    "InputError": "respond.errors",
    "InternalError": "respond.errors",
    "Level": "respond.facts",
    "LevelFunction": "respond.api",
    "Library": "respond.plan",
    "PlanRef": "respond.plan",
    "RespondError": "respond.errors",
    "Situation": "respond.situation",
    "Text": "respond.errors",
    "classify": "respond.api",
    "level_function": "respond.api",
    "load_incident": "respond.log",
    "quick": "respond.log:quick_incident",
    "run_exercise": "respond.api",
}

__all__ = [
    "CoverageError",
    "Fault",
    "IncidentFile",
    "InputError",
    "InternalError",
    "Level",
    "LevelFunction",
    "Library",
    "PlanRef",
    "RespondError",
    "Situation",
    "Text",
    "__version__",
    "classify",
    "level_function",
    "load_incident",
    "quick",
    "run_exercise",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name when it is first used, so that `import respond` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'respond' has no attribute {name!r}")
    module, _, other = _HOMES[name].partition(":")
    value = getattr(import_module(module), other or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
