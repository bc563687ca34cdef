"""Exercises: a scenario on its own clock, with the answer key derived from the plan."""

from respond.exercise.run import Run, Turn, run_scenario
from respond.exercise.scenario import Action, Inject, Scenario, load_scenario
from respond.exercise.score import Expectation, Outcome

__all__ = [
    "Action",
    "Expectation",
    "Inject",
    "Outcome",
    "Run",
    "Scenario",
    "Turn",
    "load_scenario",
    "run_scenario",
]
