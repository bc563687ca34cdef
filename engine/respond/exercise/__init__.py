"""Exercises: a scenario on its own clock, with the answer key derived from the plan."""

from typing import TYPE_CHECKING

from respond._faces import lazily

if TYPE_CHECKING:
    from respond.exercise.data import report_data
    from respond.exercise.levels import Called, Stretch
    from respond.exercise.played import Timed, incident_of
    from respond.exercise.report import report_sheet
    from respond.exercise.run import Run, Turn, run_scenario
    from respond.exercise.scenario import (
        Action,
        Inject,
        Scenario,
        load_scenario,
        read_scenario,
        scenario_from,
    )
    from respond.exercise.score import Outcome, Unscored
else:
    __getattr__ = lazily(
        __name__,
        {
            "Action": "scenario",
            "Called": "levels",
            "Inject": "scenario",
            "Outcome": "score",
            "Run": "run",
            "Scenario": "scenario",
            "Stretch": "levels",
            "Timed": "played",
            "Turn": "run",
            "Unscored": "score",
            "incident_of": "played",
            "load_scenario": "scenario",
            "read_scenario": "scenario",
            "report_data": "data",
            "report_sheet": "report",
            "run_scenario": "run",
            "scenario_from": "scenario",
        },
    )

__all__ = [
    "Action",
    "Called",
    "Inject",
    "Outcome",
    "Run",
    "Scenario",
    "Stretch",
    "Timed",
    "Turn",
    "Unscored",
    "incident_of",
    "load_scenario",
    "read_scenario",
    "report_data",
    "report_sheet",
    "run_scenario",
    "scenario_from",
]
