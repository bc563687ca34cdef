"""Incidents of many steps: the situation at each of 1, 10 and 100 steps in one walk, beside one answer to the first."""

import random
from datetime import datetime, timedelta
from statistics import median

from attrs import evolve

import measure
import respond
from answer import _incidents
from cases import CASES
from respond.log import Then, begin_of
from respond.situation import frames_of, situations_of

STEPS = (1, 10, 100)
APART = timedelta(minutes=7)


def run(rounds):
    library = respond.Library.default()
    rows = []
    for case in CASES.values():
        if case.name == "fire 2009":
            continue
        (first,) = list(_incidents(case, 1, library))[:1]
        for steps in STEPS:
            incident, moments = _of_steps(case, first, steps, library)

            def walked(incident=incident, moments=moments):
                return situations_of(incident, library, moments)

            def judged(incident=incident, end=moments[-1]):
                return frames_of(incident, library, end)

            def once(incident=first, now=moments[0]):
                return situations_of(incident, library, [now])

            whole, frames, one = measure.rounds_of([walked, judged, once], rounds)
            each = [f"{median(seconds) / steps * 1e6:.0f}" for seconds in (frames, whole)]
            rows.append((case.plan, steps, *each, f"{measure.ratio(whole, one):.1f}"))
    head = ("level and conclusions, µs a step", "with every obligation, µs a step", "ratio to one answer")
    measure.table(("plan", "steps", *head), rows)


def _of_steps(case, first, steps, library):
    """Give the first report with some of its facts told anew at every step, as they are in other incidents."""
    chance = random.Random(f"{case.name} {steps}")
    others = list(_incidents(case, 1, library))
    at = max(begin_of(first, library.zone(first.plans)), datetime.fromisoformat("2026-11-21T09:30+08:00"))
    then = []
    for _ in range(steps):
        at += APART
        facts = chance.choice(others).facts
        names = chance.sample(list(facts), 1)
        then.append(Then(at=at, facts={name: facts[name] for name in names}))
    return evolve(first, then=tuple(then)), [step.at for step in then]
