"""`respond classify` as a whole process, against an interpreter that only imports the libraries it stands on."""

import os
from statistics import median

import measure
from cases import PYTHON, ROOT

START = "import sys; from respond.cli import main; sys.exit(main())"
INCIDENT = (
    "classify", "--plan", "{plan}", "--now", "2026-11-21T09:30+08:00", "--event", "received=2026-11-21T09:12+08:00",
)  # fmt: skip
CASES = {
    "vaccine, a range, text": ("vaccine-quality", ["--set", "quality_suspected=yes", "--set", "deaths=3+"]),
    "vaccine, a range, JSON": (
        "vaccine-quality",
        ["--set", "quality_suspected=yes", "--set", "deaths=3+", "--format", "json"],
    ),
    "fire, text": ("forest-grassland-fire", ["--set", "damaged_forest=120ha"]),
    "debt, a range, text": ("debt-risk", ["--set", "city_failing=2"]),
}
BESIDE = [PYTHON, "-c", "import yaml, attrs"]


def run(rounds):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = os.pathsep.join(
        filter(None, (str(ROOT / "engine"), os.environ.get("PYTHONPATH")))
    )
    rows = []
    for name, (plan, options) in CASES.items():
        command = [PYTHON, "-c", START, *(part.format(plan=plan) for part in INCIDENT), *options]
        for each in (command, BESIDE):
            measure.whole_process(each, environment)
        pairs = [
            [measure.whole_process(each, environment) for each in (command, BESIDE)] for _ in range(rounds)
        ]
        own, beside = zip(*pairs, strict=True)
        walls = [[wall for wall, _ in side] for side in (own, beside)]
        used = [[cpu for _, cpu in side] for side in (own, beside)]
        rows.append(
            (
                name,
                *(f"{median(wall):.3f}" for wall in walls),
                f"{measure.ratio(*walls):.2f}",
                f"{measure.ratio(*used):.2f}",
            )
        )
    measure.table(
        ("whole process", "respond, s", "imports, s", "ratio (aim: 2.5)", "ratio, processor time"), rows
    )
