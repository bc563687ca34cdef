"""Exercises: a scenario on its own clock, with the answer key derived from the plan."""

from typing import TYPE_CHECKING

from respond._faces import lazily

if TYPE_CHECKING:
    from respond.exercise.curve import CurveStep, LevelCurve
    from respond.exercise.data import report_data
    from respond.exercise.drafting import draft_scenario
    from respond.exercise.handouts import READERS, Readers, handout_sheet
    from respond.exercise.improvement import (
        ImprovementItem,
        ImprovementPlan,
        improvement_plan,
        improvement_sheet,
    )
    from respond.exercise.key import CheckedScenario, Finding, KeyEntry, check_scenario
    from respond.exercise.key_sheet import key_sheet
    from respond.exercise.levels import Called, Stretch
    from respond.exercise.objectives import Showing
    from respond.exercise.perfect import perfect_actions
    from respond.exercise.played import Timed, incident_of
    from respond.exercise.recording import Recording, load_recording, recording_from, with_recording
    from respond.exercise.report import report_sheet
    from respond.exercise.run import Run, Turn, run_scenario
    from respond.exercise.scenario import (
        Action,
        Inject,
        Scenario,
        Target,
        load_scenario,
        offset_of,
        read_offset,
        read_scenario,
        scenario_from,
    )
    from respond.exercise.score import Outcome, Unscored
    from respond.exercise.targets import Aimed
    from respond.exercise.timeline import chosen, resolved
else:
    __getattr__ = lazily(
        __name__,
        {
            "Action": "scenario",
            "Aimed": "targets",
            "ImprovementItem": "improvement",
            "ImprovementPlan": "improvement",
            "improvement_plan": "improvement",
            "improvement_sheet": "improvement",
            "draft_scenario": "drafting",
            "READERS": "handouts",
            "Readers": "handouts",
            "handout_sheet": "handouts",
            "chosen": "timeline",
            "resolved": "timeline",
            "CheckedScenario": "key",
            "Finding": "key",
            "KeyEntry": "key",
            "check_scenario": "key",
            "key_sheet": "key_sheet",
            "Called": "levels",
            "CurveStep": "curve",
            "Inject": "scenario",
            "LevelCurve": "curve",
            "Outcome": "score",
            "Recording": "recording",
            "Run": "run",
            "Scenario": "scenario",
            "Showing": "objectives",
            "Stretch": "levels",
            "Target": "scenario",
            "Timed": "played",
            "Turn": "run",
            "Unscored": "score",
            "incident_of": "played",
            "load_recording": "recording",
            "offset_of": "scenario",
            "perfect_actions": "perfect",
            "read_offset": "scenario",
            "load_scenario": "scenario",
            "read_scenario": "scenario",
            "recording_from": "recording",
            "report_data": "data",
            "report_sheet": "report",
            "run_scenario": "run",
            "scenario_from": "scenario",
            "with_recording": "recording",
        },
    )

__all__ = [
    "READERS",
    "Action",
    "Aimed",
    "Called",
    "CheckedScenario",
    "CurveStep",
    "Finding",
    "ImprovementItem",
    "ImprovementPlan",
    "Inject",
    "KeyEntry",
    "LevelCurve",
    "Outcome",
    "Readers",
    "Recording",
    "Run",
    "Scenario",
    "Showing",
    "Stretch",
    "Target",
    "Timed",
    "Turn",
    "Unscored",
    "check_scenario",
    "chosen",
    "draft_scenario",
    "handout_sheet",
    "improvement_plan",
    "improvement_sheet",
    "incident_of",
    "key_sheet",
    "load_recording",
    "load_scenario",
    "offset_of",
    "perfect_actions",
    "read_offset",
    "read_scenario",
    "recording_from",
    "report_data",
    "report_sheet",
    "resolved",
    "run_scenario",
    "scenario_from",
    "with_recording",
]
