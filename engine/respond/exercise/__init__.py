"""Exercises: a scenario on its own clock, with the answer key derived from the plan."""

from typing import TYPE_CHECKING

from respond._faces import lazily

if TYPE_CHECKING:
    from respond.exercise.after_report import after_action, after_action_word
    from respond.exercise.charts import lateness_chart, level_chart, timeline_chart
    from respond.exercise.course import Course, course_of
    from respond.exercise.curve import CurveStep, LevelCurve
    from respond.exercise.data import report_data
    from respond.exercise.drafting import draft_scenario
    from respond.exercise.grades import Grade, Standard, standards
    from respond.exercise.handouts import READERS, Readers, handout_sheet
    from respond.exercise.improvement import (
        ImprovementItem,
        ImprovementPlan,
        improvement_plan,
        improvement_sheet,
    )
    from respond.exercise.key import CheckedScenario, Finding, KeyEntry, check_scenario
    from respond.exercise.levels import Called, Stretch
    from respond.exercise.model import Model, assumed_model, load_model, model_from
    from respond.exercise.msel_export import Expected, expected_after, msel_workbook
    from respond.exercise.msel_import import ReadMsel, read_msel
    from respond.exercise.objectives import Showing
    from respond.exercise.perfect import perfect_actions
    from respond.exercise.played import Timed, incident_of
    from respond.exercise.played_log import exercise_log
    from respond.exercise.real_time import real_moment
    from respond.exercise.recording import Recording, load_recording, recording_from, with_recording
    from respond.exercise.report import report_sheet
    from respond.exercise.run import PlayedPlan, Run, Turn, run_scenario
    from respond.exercise.run_table import table_writer
    from respond.exercise.scenario import (
        Action,
        Inject,
        Observation,
        ObservationKind,
        Pace,
        Scenario,
        Target,
        load_scenario,
        offset_of,
        read_offset,
        read_scenario,
        scenario_from,
    )
    from respond.exercise.score import Outcome, Unscored
    from respond.exercise.sent_reports import Contradiction, SeenReport, contradictions, seen_reports
    from respond.exercise.sheet_of_key import key_sheet
    from respond.exercise.sheet_of_simulation import simulation_sheet
    from respond.exercise.simulation import Runs, Simulation, simulate
    from respond.exercise.targets import Aimed
    from respond.exercise.timeline import chosen, resolved
else:
    __getattr__ = lazily(
        __name__,
        {
            "exercise_log": "played_log",
            "Contradiction": "sent_reports",
            "SeenReport": "sent_reports",
            "contradictions": "sent_reports",
            "seen_reports": "sent_reports",
            "Grade": "grades",
            "Standard": "grades",
            "standards": "grades",
            "PlayedPlan": "run",
            "lateness_chart": "charts",
            "level_chart": "charts",
            "timeline_chart": "charts",
            "real_moment": "real_time",
            "after_action": "after_report",
            "after_action_word": "after_report",
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
            "key_sheet": "sheet_of_key",
            "Called": "levels",
            "CurveStep": "curve",
            "Inject": "scenario",
            "LevelCurve": "curve",
            "Observation": "scenario",
            "ObservationKind": "scenario",
            "Outcome": "score",
            "Pace": "scenario",
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
            "Expected": "msel_export",
            "expected_after": "msel_export",
            "msel_workbook": "msel_export",
            "ReadMsel": "msel_import",
            "read_msel": "msel_import",
            "Course": "course",
            "course_of": "course",
            "Model": "model",
            "assumed_model": "model",
            "load_model": "model",
            "model_from": "model",
            "Simulation": "simulation",
            "simulate": "simulation",
            "Runs": "simulation",
            "simulation_sheet": "sheet_of_simulation",
            "table_writer": "run_table",
        },
    )

__all__ = [
    "READERS",
    "Action",
    "Aimed",
    "Called",
    "CheckedScenario",
    "Contradiction",
    "Course",
    "CurveStep",
    "Expected",
    "Finding",
    "Grade",
    "ImprovementItem",
    "ImprovementPlan",
    "Inject",
    "KeyEntry",
    "LevelCurve",
    "Model",
    "Observation",
    "ObservationKind",
    "Outcome",
    "Pace",
    "PlayedPlan",
    "ReadMsel",
    "Readers",
    "Recording",
    "Run",
    "Runs",
    "Scenario",
    "SeenReport",
    "Showing",
    "Simulation",
    "Standard",
    "Stretch",
    "Target",
    "Timed",
    "Turn",
    "Unscored",
    "after_action",
    "after_action_word",
    "assumed_model",
    "check_scenario",
    "chosen",
    "contradictions",
    "course_of",
    "draft_scenario",
    "exercise_log",
    "expected_after",
    "handout_sheet",
    "improvement_plan",
    "improvement_sheet",
    "incident_of",
    "key_sheet",
    "lateness_chart",
    "level_chart",
    "load_model",
    "load_recording",
    "load_scenario",
    "model_from",
    "msel_workbook",
    "offset_of",
    "perfect_actions",
    "read_msel",
    "read_offset",
    "read_scenario",
    "real_moment",
    "recording_from",
    "report_data",
    "report_sheet",
    "resolved",
    "run_scenario",
    "scenario_from",
    "seen_reports",
    "simulate",
    "simulation_sheet",
    "standards",
    "table_writer",
    "timeline_chart",
    "with_recording",
]
