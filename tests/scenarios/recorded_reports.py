"""Write the after-action report of each shipped recording beside it: `python tests/scenarios/recorded_reports.py`."""

from collections.abc import Iterator
from pathlib import Path

from respond.api import default_library
from respond.exercise import after_action, load_recording, load_scenario, run_scenario, with_recording
from respond.plan import shipped
from respond.show import as_markdown

RECORDINGS = sorted((shipped("scenarios") / "recordings").glob("*.yaml"))


def beside(recording: Path) -> Path:
    """Give where the report of a recording stands."""
    return recording.with_suffix(".report.md")


def report(recording: Path) -> str:
    """Make the report of a recording."""
    played = load_recording(recording)
    scenario = load_scenario(shipped("scenarios") / f"{played.scenario}.yaml")
    run = run_scenario(with_recording(scenario, played), default_library(), played.variant)
    return as_markdown(after_action(run, "zh"))


def written() -> Iterator[Path]:
    """Write every report that is not as it stands."""
    for recording in RECORDINGS:
        text, path = report(recording), beside(recording)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            yield path


if __name__ == "__main__":
    for each in written():
        print(each.name)  # noqa: T201
