"""Exercises: a scenario on its own clock, with the answer key derived from the plan."""

from typing import TYPE_CHECKING

from respond._faces import lazily

if TYPE_CHECKING:
    from respond.exercise.report import report_data, report_sheet
    from respond.exercise.run import Run, Turn, run_scenario
    from respond.exercise.scenario import (
        Action,
        Inject,
        Scenario,
        load_scenario,
        read_scenario,
        scenario_from,
    )
    from respond.exercise.score import Expectation, Outcome

__getattr__ = lazily(
    __name__,
    {
        "Action": "scenario",
        "Expectation": "score",
        "Inject": "scenario",
        "Outcome": "score",
        "Run": "run",
        "Scenario": "scenario",
        "Turn": "run",
        "load_scenario": "scenario",
        "read_scenario": "scenario",
        "report_data": "report",
        "report_sheet": "report",
        "run_scenario": "run",
        "scenario_from": "scenario",
    },
)

__all__ = [
    "Action",
    "Expectation",
    "Inject",
    "Outcome",
    "Run",
    "Scenario",
    "Turn",
    "load_scenario",
    "read_scenario",
    "report_data",
    "report_sheet",
    "run_scenario",
    "scenario_from",
]
