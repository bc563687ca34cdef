"""Medians, and ratios to something run beside it: two things in turn, so that a machine that drifts drifts for both."""

import gc
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median


def rounds_of(actions: Sequence[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Run some actions in turn, so many rounds; give the processor seconds each took in every round."""
    taken: list[list[float]] = [[] for _ in actions]
    for action in actions:
        action()
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for seconds, action in zip(taken, actions, strict=True):
                begun = time.process_time()
                action()
                seconds.append(time.process_time() - begun)
            gc.collect(0)
    finally:
        gc.enable()
    return taken


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """Give the median of the ratios, pair by pair."""
    return median(a / b for a, b in zip(one, other, strict=True))


def whole_process(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """Run a command; give the seconds until it ended and the processor seconds it used."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows in columns, as a Markdown table."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for index, row in enumerate(cells):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
        if index == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def machine() -> str:
    """Say what this ran on."""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def resident() -> int:
    """Give the memory of this process now, in KiB; the most it has ever had where the system tells no more."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * resource.getpagesize() // 1024
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most // 1024 if sys.platform == "darwin" else most
