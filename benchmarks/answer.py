"""The full answer in process: level, reasons, distances, questions, response, duties, deadlines."""

import random
from datetime import datetime
from statistics import median

import measure
import respond
from cases import CASES
from respond.facts import Exactly, show_value
from respond.show import json_line

NOW = datetime.fromisoformat("2026-11-21T09:30+08:00")
INCIDENTS = 15


def run(rounds):
    library = respond.Library.default()
    rows = []
    for case in CASES.values():
        if case.name == "fire 2009":
            continue
        for kind, known in (("all facts known", 1), ("a third unknown", 2 / 3), ("one fact known", 0)):
            incidents = list(_incidents(case, known, library))
            facts = [case.facts(random.Random(n)) for n in range(INCIDENTS)]

            def short(incidents=incidents):
                return [respond.classify(incident, now=NOW, library=library) for incident in incidents]

            def answer(incidents=incidents):
                return [
                    respond.classify(incident, now=NOW, library=library).answers for incident in incidents
                ]

            def printed(incidents=incidents):
                return [json_line(respond.classify(i, now=NOW, library=library)) for i in incidents]

            def hand(facts=facts, by_hand=case.by_hand):
                return [by_hand(one) for one in facts]

            owed, full, as_json, beside = measure.rounds_of([short, answer, printed, hand], rounds)
            each = [f"{median(seconds) / INCIDENTS * 1e3:.2f}" for seconds in (owed, full, as_json)]
            rows.append((case.plan, kind, *each, f"{measure.ratio(full, beside):.0f}"))
    head = (
        "level and duties, ms",
        "full answer, ms (aim: 1 for fire, 2 for debt)",
        "answer and JSON, ms",
        "ratio to the level by hand",
    )
    measure.table(("plan", "incident", *head), rows)


def _incidents(case, share, library):
    """Give incidents of which that share of the facts is known, one fact at least."""
    declared = library.prepared(library.find(case.plan)).facts
    for number in range(INCIDENTS):
        chance = random.Random(f"{case.name} {number}")
        facts = case.facts(chance)
        names = list(facts)
        chance.shuffle(names)
        known = names[: max(1, round(len(names) * share))]
        texts = [f"{name}={written(facts[name], declared[name])}" for name in facts if name in known]
        yield respond.quick(case.plan, texts, events=case.events, by="county government")


def written(value, fact):
    """Write a value as on a command line, with its unit."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else show_value(Exactly(value), fact, "en")
