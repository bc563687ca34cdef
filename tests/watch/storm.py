"""A storm: tickers in processes of their own, killed at any moment, while an officer goes on writing.

Run as a program: `storm.py STORE FOLDER KILLS SEED`; it prints what came of it as one line of JSON. What should have come
is what a single ticker notes that nobody kills, at the same moments on a store with the same log.
"""

import json
import os
import random
import select
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

from logs import opening
from watching import at

from respond.api import default_library
from respond.desk import Desk
from respond.store import WatchedStore
from respond.watch import Ticker, channel_of, default_rhythm

INCIDENTS = 4
TICKERS = 3
STEP = timedelta(minutes=4)


def main(where: str, folder: Path, kills: int, seed: int) -> dict:
    chance = random.Random(seed)
    library, key = default_library(), folder / "store.key"
    out, now, steps, killed = folder / "out.jsonl", at("09:12"), [], 0
    ring = 0.05
    write(where, key, library, 0, now)
    while killed < kills:
        clean = False
        while not clean:
            started = time.monotonic()
            children = [fork(where, key, library, out, number, now) for number in range(TICKERS)]
            doomed = [child for child in children if chance.random() < 0.6][:TICKERS]
            for child in doomed:
                select.select([], [], [], chance.random() * ring)
                os.kill(child, signal.SIGKILL)
            ends = [os.waitpid(child, 0)[1] for child in children]
            killed += sum(os.WIFSIGNALED(end) for end in ends)
            failed = [end for end in ends if os.WIFEXITED(end) and os.WEXITSTATUS(end)]
            assert not failed, f"a ticker failed by itself: {failed}"
            clean = any(os.WIFEXITED(end) for end in ends)
            if not doomed:
                ring = min(0.3, time.monotonic() - started)
        steps.append(now)
        now += STEP
        write(where, key, library, len(steps), now)
    for _ in range(3):  # what a killed ticker had taken is free again after its lease
        os.waitpid(fork(where, key, library, out, 0, now), 0)
        steps.append(now)
        now += STEP
    return told(where, folder, out, steps, killed, library)


def fork(where: str, key: Path, library, out: Path, number: int, now) -> int:
    child = os.fork()
    if child:
        return child
    try:
        store = WatchedStore(where, key=key)
        channels = [channel_of(f"file:{out}", print)]
        Ticker(store, library, default_rhythm(), channels, f"t{number}").round(now)
        store.close()
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)
    os._exit(0)


def write(where: str, key: Path, library, step: int, now) -> None:
    """Write what an officer writes before a step: the same on every run."""
    store = WatchedStore(where, key=key)
    desk = Desk(store, library, by="值班室")
    if step == 0:
        for number in range(INCIDENTS):
            desk.open(opening(f"n{number}"), now=now)
    elif step % 7 == 3:
        desk.update(f"n{step % INCIDENTS}", {"deaths": str(step % 5)}, now=now)
    elif step % 7 == 5:
        desk.did(f"n{step % INCIDENTS}", "report-up", now=now, by="headquarters")
    store.close()


def told(where: str, folder: Path, out: Path, steps, killed: int, library) -> dict:
    """Set what came beside what should have come."""
    store = WatchedStore(where, key=folder / "store.key")
    noted = store.noted()
    lines = [json.loads(line)["key"] for line in out.read_text("utf-8").splitlines()]
    states = {each.key: each.state for each in store.deliveries()}
    store.close()
    calm = WatchedStore(folder / "calm.db", key=folder / "calm.key")
    ticker = Ticker(calm, library, default_rhythm(), [channel_of(f"file:{folder / 'calm.jsonl'}", print)])
    for step, now in enumerate(steps):
        if step < len(steps) - 2:
            write(str(folder / "calm.db"), folder / "calm.key", library, step, now)
        ticker.round(now)
    expected = [each.key for each in calm.noted()]
    calm.close()
    return {
        "killed": killed, "steps": len(steps), "noted": len(noted),
        "lost": sorted({*expected} - {each.key for each in noted}),
        "more": sorted({each.key for each in noted} - {*expected}),
        "noted_twice": len(noted) - len({each.key for each in noted}),
        "sent_twice": len(lines) - len({*lines}),
        "unsent": sorted(each.key for each in noted if each.key not in lines and states[each.key] != "withdrawn"),
    }  # fmt: skip


if __name__ == "__main__":
    made = main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    sys.stdout.write(json.dumps(made, ensure_ascii=False) + "\n")
