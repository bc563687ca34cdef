"""The report of an exercise, word for word: the score first, failures by unit, then how it went.

To take new pictures after a wanted change: `RESPOND_SNAPSHOTS=take pytest tests/exercise`, then read the difference.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve
from exercises import QUIET, library, play

from respond.errors import Text
from respond.exercise import Showing, load_scenario, report_sheet
from respond.plan import shipped
from respond.show import Section, as_markdown, plain, spoken

FOLDER = Path(__file__).parent / "snapshots"
SCENARIOS = shipped("scenarios")
PICTURES = {
    "short.zh.txt": ("zh", False),
    "short.en.txt": ("en", False),
    "full.en.txt": ("en", True),
    "full.zh.md": ("zh", True),
}
CAST = "{bureau: {zh: 环境局组, en: bureau team}, government: {zh: 县政府组, en: government team}}"
INJECTS = (
    ("+00:30", f"facts: {{{QUIET}}}, events: {{received: }}, from: {{zh: 群众, en: a resident}}, via: phone"),
    ("+01:30", "facts: {area: 40 ha}, events: {sealed: }"),
    ("+27:00", "facts: {area: 2 ha}, events: {reopened: }"),
)
ACTIONS = (
    ("+00:10", "by: bureau, did: [tell]"),
    (
        "+00:40",
        "by: bureau, did: [tell], to: [government], note: {zh: 漏了省里, en: the province was left out}",
    ),
    ("+01:00", "by: government, did: [close]"),
    ("+01:40", "by: bureau, declares: I"),
    ("+02:00", "by: bureau, declares: II, did: [close-river]"),
    ("+03:20", "by: bureau, did: [seal-told]"),
)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    shelf = library(tmp_path_factory.mktemp("plans"))
    return play(shelf, INJECTS, ACTIONS, cast=CAST, end="+30:00", start="2026-03-01T00:30Z")


def pictured(run, name):
    lang, full = PICTURES[name]
    sheet = report_sheet(run, lang, full=full)
    return as_markdown(sheet) if name.endswith(".md") else plain(sheet)


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_unchanged(run, name):
    path = FOLDER / name
    shown = pictured(run, name)
    if os.environ.get("RESPOND_SNAPSHOTS") == "take":
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert path.read_text("utf-8") == shown


def test_no_picture_is_left_over():
    assert {path.name for path in FOLDER.iterdir()} == PICTURES.keys()


def test_the_score_comes_first_and_failures_stand_by_unit(run):
    titles = [
        (block.depth, block.title) for block in report_sheet(run, "en").blocks if isinstance(block, Section)
    ]
    tops = [title for depth, title in titles if depth == 1]
    assert tops == [
        "totals", "calling the level", "what went wrong, by unit", "acts that fulfilled nothing", "what was met", "what does not count",
        "inject by inject",
    ]  # fmt: skip
    under = [
        title for depth, title in titles[2 : titles.index((1, "acts that fulfilled nothing"))] if depth == 2
    ]
    assert under == ["calling the level", "bureau team"]


def test_a_start_in_another_zone_is_said_and_every_time_is_beijing_time(run):
    shown = plain(report_sheet(run, "en"))
    assert "3 injects from 2026-03-01 08:30" in shown
    assert "written from 2026-03-01 00:30 UTC" in shown
    assert "+00:30 I1 · 09:00" in shown


@pytest.mark.parametrize("scenario", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_scenario_is_for_stands_before_what_it_practises(run, scenario, lang):
    written = load_scenario(scenario)
    assert written.purpose is not None
    shown_of = tuple(Showing(each, (), 0, 0, None) for each in written.objectives)
    shown = (
        plain(
            report_sheet(
                evolve(run, scenario=evolve(written, team=Text("一队", "one")), showings=shown_of), lang
            )
        )
        .replace("\n", "")
        .replace(" ", "")
    )
    purpose = shown.index(written.purpose.say(lang).replace(" ", ""))
    assert purpose < shown.index(getattr(written.objectives[0], lang).replace(" ", "")[:12])


def test_days_stand_apart_from_hours(run):
    assert "+1d 03:00 I3 · 03-02 11:30" in plain(report_sheet(run, "en"))
    assert "+1天03:00 I3" in plain(report_sheet(run, "zh"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_can_be_seen(run, lang):
    shown = plain(report_sheet(run, lang, full=True)).replace("\n", "").replace(" ", "")
    for each in run.outcomes:
        assert each.label.say(lang).replace(" ", "") in shown
        if each.why is not None:
            assert each.why.say(lang).replace(" ", "") in shown
    assert "--full" not in shown


def test_what_is_folded_says_how_much_of_it_there_is(run):
    asides = {
        block.title: spoken(block.aside)
        for block in report_sheet(run, "en").blocks
        if isinstance(block, Section)
    }
    met, left = (sum(each.result == result for each in run.outcomes) for result in ("met", "open"))
    assert asides["what was met"] == f"{met}; --full lists each"
    assert asides["what does not count"] == f"{left}; --full lists each"


REPORTS = """
import json, sys
from pathlib import Path
from respond.exercise import Showing, load_scenario, report_data, report_sheet, run_scenario
from respond.plan import Library
from respond.show import as_markdown, plain

run = run_scenario(load_scenario(Path(sys.argv[1])), Library.default())
print(json.dumps(report_data(run)), plain(report_sheet(run, "zh", full=True)), as_markdown(report_sheet(run, "en")))
"""


def test_reports_are_the_same_byte_for_byte():
    command = [sys.executable, "-c", REPORTS, str(SCENARIOS / "debt-forty-days.yaml")]
    found = {
        subprocess.run(
            command,
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
    assert found.pop()
