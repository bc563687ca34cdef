"""Questions about exercises: which scenarios are shipped, and what a run of one comes to."""

import json
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.errors import InputError, Text, fault, nearest
from respond.exercise import Scenario, load_scenario, report_data, run_scenario, scenario_from
from respond.plan import Library, shipped
from respond.room.operation import Call, Operation, Reply
from respond.situation import Placed
from respond.yaml import Source


@frozen
class ListedVariant:
    """A way a scenario may go, by its id."""

    id: str
    name: Text


@frozen
class ListedScenario:
    """A scenario that is shipped: what it is called, which plans it is under, what it is to show."""

    id: str
    title: Text
    plans: tuple[str, ...]
    purpose: Text | None
    injects: int
    variants: tuple[ListedVariant, ...]
    """The ways it may go; the first is played unless another is named."""


@frozen
class ScenarioList:
    """The scenarios that are shipped."""

    scenarios: tuple[ListedScenario, ...]

    @property
    def schema(self) -> Annotated[Literal["scenarios/1"], Placed(before="scenarios")]:
        """Give the name of the contract its JSON keeps."""
        return "scenarios/1"


def _paths() -> dict[str, Path]:
    return {path.stem: path for path in sorted(shipped("scenarios").glob("*.yaml"))}


def _path_of(name: str) -> Path:
    """Give the file of a scenario that is shipped. Raises InputError (E942)."""
    paths = _paths()
    if name not in paths:
        raise InputError([fault("E942", suggestion=nearest(name, paths), name=name)])
    return paths[name]


@cache
def _scenario(path: Path) -> Scenario:
    """Read a scenario that is shipped, once: what is shipped stays as it is while the room is open."""
    return load_scenario(path)


def shipped_text(name: str) -> str:
    """Give the text of the file of a scenario that is shipped. Raises InputError (E942)."""
    return _path_of(name).read_text("utf-8")


def _list(_: Call) -> Reply:
    found = [
        ListedScenario(name, each.title, each.plans, each.purpose, len(each.injects), _variants(each))
        for name, each in ((name, _scenario(path)) for name, path in _paths().items())
    ]
    return Reply(ScenarioList(tuple(found)))


def _variants(scenario: Scenario) -> tuple[ListedVariant, ...]:
    return tuple(ListedVariant(each.id, Text(each.zh, each.en)) for each in scenario.variants)


def _ran(scenario: Scenario, library: Library) -> str:
    found = report_data(run_scenario(scenario, library))
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _run(call: Call) -> Reply:
    return Reply(text=_ran(scenario_from(call.source or Source("body", "{}")), call.library))


def _run_shipped(call: Call) -> Reply:
    """Run a scenario that is shipped, once: it comes to the same whenever it is run under the same plans."""
    name, runs = call.path["scenario"], call.room.runs
    if name not in runs:
        runs[name] = _ran(_scenario(_path_of(name)), call.library)
    return Reply(text=runs[name])


OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "listScenarios", "GET", "/v1/exercises", Text("随附的想定", "The scenarios that are shipped"),
        "exercise-control", ScenarioList, _list, shared=True,
    ),
    Operation(
        "runScenario", "POST", "/v1/exercises/run",
        Text("按想定推演并评分（exercise/4）", "Run a scenario and score it (exercise/4)"), "exercise-control", None,
        _run, takes=Scenario,
    ),
    Operation(
        "runShipped", "GET", "/v1/exercises/{scenario}",
        Text("推演一份随附的想定（exercise/4）", "Run a scenario that is shipped (exercise/4)"),
        "exercise-control", None, _run_shipped, shared=True,
    ),
)  # fmt: skip
