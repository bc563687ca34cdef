"""Questions about exercises: which scenarios are shipped, and what a run of one comes to."""

import json
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.errors import InputError, Text, fault, nearest
from respond.exercise import Scenario, load_scenario, report_data, run_scenario, scenario_from
from respond.plan import shipped
from respond.room.operation import Call, Operation, Reply
from respond.situation import Placed
from respond.yaml import Source


@frozen
class ListedScenario:
    """A scenario that is shipped: what it is called, which plans it is under, what it is to show."""

    id: str
    title: Text
    plans: tuple[str, ...]
    purpose: Text | None
    injects: int


@frozen
class ScenarioList:
    """The scenarios that are shipped."""

    scenarios: tuple[ListedScenario, ...]

    @property
    def schema(self) -> Annotated[Literal["scenarios/1"], Placed(before="scenarios")]:
        """Give the name of the contract its JSON keeps."""
        return "scenarios/1"


def _shipped() -> dict[str, Scenario]:
    return {path.stem: load_scenario(path) for path in sorted(shipped("scenarios").glob("*.yaml"))}


def shipped_text(name: str) -> str:
    """Give the text of the file of a scenario that is shipped. Raises InputError (E942)."""
    paths = {path.stem: path for path in sorted(shipped("scenarios").glob("*.yaml"))}
    if name not in paths:
        raise InputError([fault("E942", suggestion=nearest(name, paths), name=name)])
    return paths[name].read_text("utf-8")


def _list(_: Call) -> Reply:
    found = [
        ListedScenario(name, each.title, each.plans, each.purpose, len(each.injects))
        for name, each in _shipped().items()
    ]
    return Reply(ScenarioList(tuple(found)))


def _ran(call: Call, scenario: Scenario) -> Reply:
    found = report_data(run_scenario(scenario, call.library))
    return Reply(text=json.dumps(found, ensure_ascii=False, separators=(",", ":")))


def _run(call: Call) -> Reply:
    return _ran(call, scenario_from(call.source or Source("body", "{}")))


def _run_shipped(call: Call) -> Reply:
    name, known = call.path["scenario"], _shipped()
    if name not in known:
        raise InputError([fault("E942", suggestion=nearest(name, known), name=name)])
    return _ran(call, known[name])


OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "listScenarios", "GET", "/v1/exercises", Text("随附的想定", "The scenarios that are shipped"),
        "exercise-control", ScenarioList, _list,
    ),
    Operation(
        "runScenario", "POST", "/v1/exercises/run",
        Text("按想定推演并评分（exercise/4）", "Run a scenario and score it (exercise/4)"), "exercise-control", None,
        _run, takes=Scenario,
    ),
    Operation(
        "runShipped", "GET", "/v1/exercises/{scenario}",
        Text("推演一份随附的想定（exercise/4）", "Run a scenario that is shipped (exercise/4)"),
        "exercise-control", None, _run_shipped,
    ),
)  # fmt: skip
