"""The schemas in docs/schema are those the command prints, and every shipped file points an editor at its own."""

import json
import re

import pytest
from doc_blocks import ROOT

from respond.cli import main

NAMES = (
    "plan", "incident", "scenario", "actions", "model", "simulation", "situation", "expected", "plan-tests", "entered",
    "overview", "due", "questions", "duties", "log", "handover", "verified", "signed", "reminder", "told-entry", "heard",
    "report-draft", "calendar-shown", "calendar-checked", "batch",
    "circular", "noted", "items", "item", "report", "checked-circular",
)  # fmt: skip
FILES = [path for folder in ("plans", "scenarios") for path in sorted((ROOT / folder).rglob("*.yaml"))]
FILES = [path for path in FILES if "calendars" not in path.parts]
_MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_file_is_what_the_command_prints(name, capsys):
    main(["schema", name])
    assert json.loads((ROOT / "docs" / "schema" / f"{name}.json").read_text("utf-8")) == json.loads(
        capsys.readouterr().out
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_modeline_points_at_the_schema(path):
    text = path.read_text("utf-8")
    match = _MODELINE.match(text)
    assert match, "the first line is the editor's modeline"
    schema = (path.parent / match[1]).resolve()
    kind = re.search(r"^respond: ([a-z-]+)/1$", text, re.MULTILINE)[1]
    assert schema == ROOT / "docs" / "schema" / f"{kind}.json"
    assert schema.is_file()
