"""How a simulation grows: with the runs, with the injects of a scenario made for it, and with the processes."""

import os
import resource
import time

import measure
from respond.api import default_library
from respond.exercise import assumed_model, load_scenario, run_scenario, scenario_from, simulate
from respond.exercise.simulation.course import course_of
from respond.exercise.simulation.queueing import Players
from respond.plan import shipped
from respond.yaml import Source
from simulate import play

RUNS = (100, 1_000, 10_000)
INJECTS = (10, 20, 50, 100)
SCENARIO = "vaccine-school-day"
"""The shipped scenario of a hundred steps, on which the growth with runs and processes is measured."""


def run(rounds):
    library, model = default_library(), assumed_model()
    _by_injects(library, model, rounds)
    _by_runs(library, model)
    _by_processes(library, model)


def grown(injects):
    """Give a scenario of so many injects, each with a change of casualties that has to be reported anew."""
    lines = [
        "respond: scenario/1", "id: grown", "title: {zh: 增长, en: growth}", "start: 2026-03-02T08:00+08:00",
        'end: "+12:00"', "plans: [production-accident-information]",
        "cast: {local-safety-department: {zh: 县, en: county}, unit-head: {zh: 厂, en: works}}", "injects:",
    ]  # fmt: skip
    for number in range(injects):
        hours, minutes = divmod(number * 5, 60)
        facts = f"serious_injuries: {number % 9}"
        told = "casualties_changed: "
        if not number:
            facts += ", deaths: 1, direct_loss: 0元, great_impact: no, at_risk: 0, bad_impact: no"
            told = "received: , unit_head_told: "
        lines.append(
            f'  - {{id: i{number}, at: "+{hours:02}:{minutes:02}", to: [local-safety-department, unit-head], '
            f"text: {{zh: 情况, en: news}}, facts: {{{facts}}}, events: {{{told}}}}}"
        )
    return scenario_from(Source("grown.yaml", "\n".join(lines) + "\n"))


def _by_injects(library, model, rounds):
    """Tell how the derivation, a run and the engine grow: each beside that of the fewest injects, in turn."""
    scenarios = [grown(injects) for injects in INJECTS]
    courses = [course_of(scenario, library) for scenario in scenarios]
    players = [Players(course, model) for course in courses]
    kinds = (
        [lambda one=one, who=who: play(one, who) for one, who in zip(courses, players, strict=True)],
        [lambda one=one: run_scenario(one, library) for one in scenarios],
        [lambda one=one: course_of(one, library) for one in scenarios],
    )
    grew = []
    for actions in kinds:
        first, *others = measure.rounds_of(actions, rounds)
        grew.append([1.0, *(measure.ratio(each, first) for each in others)])
    rows = [
        (injects, len(course.steps), f"{injects / INJECTS[0]:.0f}", *(f"{each[place]:.1f}" for each in grew))
        for place, (injects, course) in enumerate(zip(INJECTS, courses, strict=True))
    ]
    head = ("a run", "the engine once", "derivation")
    measure.table(("injects", "steps", "times as many", *head), rows)


def _whole(library, model, runs, jobs):
    """Simulate from start to end; give the seconds by the clock and of processors, those of processes beside too."""
    scenario = load_scenario(shipped("scenarios") / f"{SCENARIO}.yaml")
    before, begun = _spent(), time.perf_counter()
    simulate(scenario, library, model, runs=runs, jobs=jobs)
    return time.perf_counter() - begun, _spent() - before


def _spent():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _by_runs(library, model):
    """Tell how it grows with the runs; derivation is in it, and what is tried to cure what is late."""
    found = [(runs, *_whole(library, model, runs, 1)) for runs in RUNS]
    least = found[0]
    print(f"\n{SCENARIO}, one process\n")
    rows = [
        (runs, f"{runs / least[0]:.0f}", f"{spent / least[2]:.1f}", f"{spent:.1f}", f"{runs / spent:.0f}")
        for runs, _, spent in found
    ]
    measure.table(("runs", "times as many", "times the processor time", "seconds", "runs a second"), rows)


def _by_processes(library, model):
    cores = os.cpu_count() or 1
    found = [(jobs, *_whole(library, model, RUNS[-1], jobs)) for jobs in sorted({1, 2, cores})]
    alone = found[0]
    print(f"\n{SCENARIO}, {RUNS[-1]} runs on {cores} processors, load {os.getloadavg()[0]:.1f}\n")
    rows = [
        (jobs, f"{clock:.0f}", f"{spent:.0f}", f"{alone[1] / clock:.2f}", f"{spent / alone[2]:.2f}")
        for jobs, clock, spent in found
    ]
    head = ("clock, s", "processors, s", "times as fast", "times the processor time")
    measure.table(("processes", *head), rows)
