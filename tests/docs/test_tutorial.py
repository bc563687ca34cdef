"""The tutorials, followed step by step from an empty folder to a plan that is formatted, tested and proved."""

import itertools
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import frozen
from doc_blocks import DOCS, blocks_of
from doc_console import Console, exchanges_of
from doc_files import edit

import respond
from respond.cli import main
from respond.plan import Library, load_plan, shipped

COUNTY = "mycounty/production-accident"
FIRM = "example-ltd/data-breach"


@frozen
class Followed:
    """A tutorial done step by step: its plan, the folder it leaves, and each command with its output and exit code."""

    name: str
    folder: Path
    told: tuple[tuple[str, str, int], ...]

    @property
    def path(self) -> Path:
        """Give the file of the plan it makes."""
        return self.folder / f"mine/{self.name}/2026.yaml"


@cache
def follow(page: str, name: str, folder: Path) -> Followed:
    """Do what a page says in an empty folder."""
    console = Console(folder)
    told = []
    for block in blocks_of(DOCS / page):
        edit(block, folder)
        if block.language == "console":
            for exchange in exchanges_of(block.text):
                output = console.run(exchange.command)
                assert output == exchange.output, f"{block}: {exchange.command}"
                told.append((exchange.command, output, console.code))
    return Followed(name, folder, tuple(told))


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Give an empty folder for each tutorial."""
    return cache(tmp_path_factory.mktemp)


@pytest.fixture
def county(folders):
    """Follow the tutorial of a county's plan."""
    return follow("tutorial.md", COUNTY, folders("county"))


@pytest.fixture
def firm(folders):
    """Follow the tutorial of another field."""
    return follow("tutorial-other-field.md", FIRM, folders("firm"))


@pytest.fixture(params=["county", "firm"])
def followed(request):
    """Follow each tutorial."""
    return request.getfixturevalue(request.param)


def test_every_fault_shown_is_mended_before_the_end(followed):
    failed = [command for command, _, code in followed.told if code in (1, 2) and "respond" in command]
    assert len(failed) >= 5
    last = {
        command.split()[2]: code for command, _, code in followed.told if command.startswith("respond plan ")
    }
    assert {kind: code for kind, code in last.items() if code} == {}
    assert last.keys() >= {"new", "fmt", "check", "test"}


def test_what_comes_out_is_a_sound_plan(followed, monkeypatch):
    plan = load_plan(followed.path)
    assert {entry.status for entry in plan.ledger.values()} == {"encoded", "not-executable"}
    assert main(["plan", "fmt", "--check", str(followed.path)]) == 0
    monkeypatch.setenv("RESPOND_PLANS", str(followed.folder / "mine"))
    assert main(["plan", "check", followed.name]) == 0
    assert main(["plan", "test", followed.name]) == 0


def test_a_plan_of_another_field_takes_no_word_of_chinese(firm):
    written = [path for path in firm.folder.rglob("*.yaml") if path.is_file()]
    assert len(written) == 2
    assert all(path.read_text("utf-8").isascii() for path in written)


def test_its_deadlines_cross_a_weekend_and_the_change_of_the_clock(firm):
    library = Library([firm.folder / "mine", shipped("plans")])
    learned = datetime(2026, 3, 27, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    incident = respond.incident(FIRM, {"records": 100_000}, events={"learned": learned})
    situation = respond.classify(incident, now=learned, library=library)
    due = {one.duty: one.due.isoformat() for one in situation.obligations if one.due}
    assert due == {"notify": "2026-03-30T11:00:00+02:00", "tell-customers": "2026-04-07T10:00:00+02:00"}


def test_it_grades_as_the_shipped_regulation_does(county):
    library = Library([county.folder / "mine", shipped("plans")])
    mine = respond.level_function(COUNTY, library=library)
    theirs = respond.level_function("national/production-accident", library=library)
    people = (0, 1, 2, 3, 9, 10, 11, 29, 30, 49, 50, 99, 100)
    wan = (
        0,
        Decimal("0.0001"),
        Decimal("999.9999"),
        1000,
        Decimal("4999.9999"),
        5000,
        Decimal("9999.9999"),
        10_000,
    )
    for deaths, injured, loss in itertools.product(people, people, wan):
        facts = {"deaths": deaths, "serious_injuries": injured, "direct_loss": loss}
        assert mine(facts) == theirs(facts), facts
