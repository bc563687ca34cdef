"""Measure the engine: `python benchmarks/run.py SUBJECT`, where `--help` names them all.

Figures are medians, and ratios to something run beside it in turn; nothing here decides whether a test passes.
"""

import argparse
import importlib
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "engine")]

ROUNDS = {
    "level": 40,
    "answer": 7,
    "steps": 7,
    "cold": 11,
    "load": 7,
    "memory": 3,
    "prove": 3,
    "running": 5,
    "room": 5,
    "pages": 5,
    "players": 2,
    "polled": 2,
    "simulate": 5,
    "growth": 3,
    "tables": 5,
    "files": 3,
    "soak": 1,
}

STORES = ("SQLite", "PostgreSQL")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subject", choices=(*ROUNDS, "all"))
    parser.add_argument("--rounds", type=int, help="so many measured rounds")
    parser.add_argument("--store", choices=STORES, help="of running and room: on this store alone")
    parser.add_argument("--incidents", type=int, nargs="+", help="of room: desks of so many open incidents")
    parser.add_argument("--ticks", action="store_true", help="of running: the rounds of the watch alone")
    parser.add_argument("--count", type=int, default=1_000_000, help="incidents of the soak")
    parser.add_argument(
        "--players", type=int, default=50, help="of players: so many browsers; of polled: clients"
    )
    parser.add_argument("--threads", type=int, default=8, help="threads of the soak")
    given = parser.parse_args()

    import measure  # noqa: PLC0415 - found by the path set above

    print(measure.machine())
    for subject in [*ROUNDS][:-1] if given.subject == "all" else [given.subject]:
        print(f"\n{subject}\n")
        module = importlib.import_module(subject)
        if subject == "soak":
            module.run(given.count, given.threads)
        elif subject == "running":
            module.run(given.rounds or ROUNDS[subject], given.store, ticks=given.ticks)
        elif subject in {"players", "polled"}:
            module.run(given.rounds or ROUNDS[subject], given.players)
        elif subject == "room":
            module.run(given.rounds or ROUNDS[subject], given.store, given.incidents)
        else:
            module.run(given.rounds or ROUNDS[subject])


if __name__ == "__main__":
    main()
