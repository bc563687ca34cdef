"""Tickers killed at any moment lose nothing and double nothing.

A few dozens of kills each time; `RESPOND_STORM=500 pytest tests/watch/test_storm.py` for a storm worth the name.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
KILLS = int(os.environ.get("RESPOND_STORM", "30"))


def test_nothing_is_lost_and_nothing_doubled(place, tmp_path):
    folders = [str(TESTS), str(TESTS / "store"), str(TESTS / "watch"), str(TESTS.parent / "engine")]
    done = subprocess.run(
        [sys.executable, str(TESTS / "watch" / "storm.py"), place, str(tmp_path), str(KILLS), "7"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["killed"] >= KILLS
    assert found["noted"] > 0
    assert (found["lost"], found["more"], found["noted_twice"]) == ([], [], 0)
    assert (found["unsent"], found["sent_twice"]) == ([], 0)
