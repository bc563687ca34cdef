"""Many random incidents on several threads in one process: no wrong answer, no alarm, flat memory.

Every incident goes through the fast path and, for every tenth, the general path; every fiftieth gives the full
answer's productions to the chain, past its memory, so that the rule engine really runs, and is held against the
pure path.
"""

import random
import threading
import time
from collections import Counter

import measure
from cases import CASES
from respond.chain import alarms, conclude, pure
from respond.facts import Exactly
from respond.plan import Library
from respond.reason import level_range
from respond.situation import productions

_GENERAL, _CHAIN = 10, 50
_PARTS = ("owed", "provisional", "notices")
_WORDS = ("yes", "no", "no", "unknown")


def run(count, threads):
    library = Library.default()
    plans = {case.name: library.prepared(library.find(case.plan)) for case in CASES.values()}
    for case in CASES.values():
        _one(case, plans[case.name], random.Random(0), 0, Counter())
    found, lock = Counter(), threading.Lock()
    memory = [measure.resident()]
    begun = time.perf_counter()
    for part in range(4):
        workers = [
            threading.Thread(
                target=_work, args=(count // threads // 4, f"{part}-{number}", plans, found, lock)
            )
            for number in range(threads)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        memory.append(measure.resident())
    rows = [
        (name, found[name]) for name in ("incidents", "wrong", "general path", "chain", "chain not by rules")
    ]
    rows += [("alarms", alarms.count), ("seconds", round(time.perf_counter() - begun))]
    rows += [("memory at each quarter, MiB", ", ".join(str(kib // 1024) for kib in memory))]
    measure.table((f"{threads} threads, one process", ""), rows)


def _work(count, seed, plans, found, lock):
    chance = random.Random(seed)
    own = Counter()
    cases = list(CASES.values())
    for number in range(count):
        case = cases[number % len(cases)]
        _one(case, plans[case.name], chance, number, own)
    with lock:
        found.update(own)


def _one(case, plan, chance, number, own):
    facts = case.facts(chance)
    wanted = case.by_hand(facts)
    wanted = plan.levels.named(wanted) if isinstance(wanted, str) else wanted
    own["incidents"] += 1
    own["wrong"] += plan.exact_level(facts) != wanted
    if number % _GENERAL < len(CASES):
        level = level_range(plan.ladder, {name: Exactly(value) for name, value in facts.items()})
        own["general path"] += 1
        own["wrong"] += (level.certain, level.possible) != (wanted, wanted)
    if number % _CHAIN < len(CASES):
        program = productions(plan).program
        symbols = {name: chance.choice(_WORDS) for name in program.symbols}
        own["chain"] += 1
        answer, plain = conclude(program, symbols, memo=False), pure.conclude(program, symbols)
        own["chain not by rules"] += answer.path != "durable"
        own["wrong"] += any(set(getattr(answer, part)) != set(getattr(plain, part)) for part in _PARTS)
