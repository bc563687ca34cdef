"""Runs of a simulation, beside one run of the same scenario by the engine; agreement is checked first."""

from statistics import median

from attrs import evolve

import measure
from respond.api import default_library
from respond.exercise import assumed_model, load_scenario, perfect_actions, run_scenario
from respond.exercise.simulation.course import course_of
from respond.exercise.simulation.queueing import Players
from respond.exercise.simulation.sampled import check_run, judged, right_after
from respond.plan import shipped

PLAYED = 100


def run(rounds):
    library, model = default_library(), assumed_model()
    rows = []
    for path in sorted(shipped("scenarios").glob("*.yaml")):
        scenario = load_scenario(path)
        course = course_of(scenario, library)
        players = Players(course, model)
        checked = check_run(course, players.run(1, 0), 0, library)
        assert not checked.unlike, checked.unlike
        acted = evolve(scenario, actions=perfect_actions(scenario, library))
        fast, engine, derived = measure.rounds_of(
            [
                lambda course=course, players=players: play(course, players),
                lambda acted=acted: run_scenario(acted, library),
                lambda scenario=scenario: course_of(scenario, library),
            ],
            rounds,
        )
        rows.append(
            (
                path.stem,
                len(course.steps),
                f"{median(fast) / PLAYED * 1e3:.1f}",
                f"{PLAYED / measure.ratio(fast, engine):.0f}",
                f"{measure.ratio(derived, engine):.0f}",
            )
        )
    head = ("steps", "a run, ms", "runs while the engine does one", "derivation, in runs of the engine")
    measure.table(("scenario", *head), rows)


def play(course, players):
    for number in range(PLAYED):
        one = players.run(1, number)
        list(judged(course, one)), list(right_after(course, one))
