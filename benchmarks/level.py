"""Only the level, in process: the function made from a plan against the hand-written one, on the same incidents."""

import random
from statistics import median

import measure
import respond
from cases import CASES

INCIDENTS = 2000


def run(rounds):
    rows = []
    for case in CASES.values():
        chance = random.Random(case.name)
        incidents = [case.facts(chance) for _ in range(INCIDENTS)]
        level = respond.level_function(case.plan)
        wrong = [facts for facts in incidents if level(facts) != case.by_hand(facts)]
        if wrong:
            raise SystemExit(f"{case.name}: {len(wrong)} levels differ, the first for {wrong[0]}")
        engine, by_hand = measure.rounds_of([_all(level, incidents), _all(case.by_hand, incidents)], rounds)
        each = [f"{median(seconds) / INCIDENTS * 1e6:.3f}" for seconds in (engine, by_hand)]
        rows.append((case.plan, *each, f"{measure.ratio(engine, by_hand):.2f}"))
    measure.table(("plan", "engine, µs", "by hand, µs", "ratio (aim: 2)"), rows)


def _all(function, incidents):
    def action():
        for facts in incidents:
            function(facts)

    return action
