"""Only the level, in process: the function made from a plan against the hand-written one, on the same incidents.

Both check every fact: that it is there, of its type, in its domain.
"""

import random
from decimal import Decimal
from fractions import Fraction
from statistics import median

import measure
import respond
from cases import CASES

INCIDENTS = 2000
KINDS = (("whole numbers", int), ("Decimals", Decimal), ("Fractions", Fraction))


def run(rounds):
    rows = []
    for case in CASES.values():
        level = respond.level_function(case.plan)
        for words, kind in KINDS:
            chance = random.Random(case.name)
            incidents = [case.given(chance, kind) for _ in range(INCIDENTS)]
            if kind is not int and not any(
                isinstance(each, kind) for one in incidents for each in one.values()
            ):
                continue
            wrong = [facts for facts in incidents if str(level(facts)) != case.checked(facts)]
            if wrong:
                raise SystemExit(f"{case.name}: {len(wrong)} levels differ, the first for {wrong[0]}")
            engine, by_hand = measure.rounds_of(
                [_all(level, incidents), _all(case.checked, incidents)], rounds
            )
            each = [f"{median(seconds) / INCIDENTS * 1e6:.3f}" for seconds in (engine, by_hand)]
            rows.append((case.plan, words, *each, f"{measure.ratio(engine, by_hand):.2f}"))
    measure.table(("plan", "measured in", "engine, µs", "by hand, µs", "ratio (aim: 1.2)"), rows)


def _all(function, incidents):
    def action():
        for facts in incidents:
            function(facts)

    return action
