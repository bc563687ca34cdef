"""Memory of whole processes: an interpreter, the libraries, one answer, every plan prepared."""

import os
import subprocess
from statistics import median

import measure
from cases import PYTHON, ROOT

_PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
_ANSWER = (
    "import respond; from datetime import datetime;"
    "incident = respond.quick('vaccine-quality', ['deaths=3+'], events=['received=2026-11-21T09:12+08:00']);"
    "respond.classify(incident, now=datetime.fromisoformat('2026-11-21T09:30+08:00'));"
)
_ALL = (
    "from respond.plan import Library; library = Library.default();"
    "[library.prepared(shelved.ref) for name in library.names for shelved in library.editions(name)];"
)
SUBJECTS = {
    "an interpreter": "",
    "yaml, attrs imported": "import yaml, attrs;",
    "one vaccine answer": _ANSWER,
    "every shipped plan prepared": _ALL,
}


def run(rounds):
    environment = os.environ | {"PYTHONPATH": str(ROOT / "engine")}
    rows = []
    for name, code in SUBJECTS.items():
        peaks = [_peak(code, environment) for _ in range(rounds)]
        rows.append((name, f"{median(peaks) / 1024:.1f}"))
    measure.table(("whole process", "peak memory, MiB"), rows)


def _peak(code, environment):
    done = subprocess.run(
        [PYTHON, "-c", code + _PEAK], env=environment, capture_output=True, text=True, check=True
    )
    return int(done.stdout)
