"""The tutorial, followed step by step from an empty folder to a plan that is formatted, tested and proved."""

import itertools
from decimal import Decimal

import pytest
from doc_blocks import DOCS, blocks_of
from doc_console import Console, exchanges_of
from doc_files import edit

import respond
from respond.cli import main
from respond.plan import Library, load_plan, shipped

NAME = "mycounty/production-accident"


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """Do what the page says and give the folder, with each command, its output and its exit code."""
    folder = tmp_path_factory.mktemp("empty")
    console = Console(folder)
    told = []
    for block in blocks_of(DOCS / "tutorial.md"):
        edit(block, folder)
        if block.language == "console":
            for exchange in exchanges_of(block.text):
                output = console.run(exchange.command)
                assert output == exchange.output, f"{block}: {exchange.command}"
                told.append((exchange.command, output, console.code))
    return folder, told


def test_every_fault_shown_is_mended_before_the_end(followed):
    _, told = followed
    failed = [command for command, _, code in told if code in (1, 2) and "respond" in command]
    assert len(failed) >= 5
    assert [code for command, _, code in told if " plan " in command][-4:] == [0, 0, 0, 0]


def test_what_comes_out_is_a_sound_plan(followed, monkeypatch):
    folder, _ = followed
    path = folder / f"mine/{NAME}/2026.yaml"
    plan = load_plan(path)
    assert {entry.status for entry in plan.ledger.values()} == {"encoded", "not-executable"}
    assert main(["plan", "fmt", "--check", str(path)]) == 0
    monkeypatch.setenv("RESPOND_PLANS", str(folder / "mine"))
    assert main(["plan", "check", NAME]) == 0
    assert main(["plan", "test", NAME]) == 0


def test_it_grades_as_the_shipped_regulation_does(followed):
    folder, _ = followed
    library = Library([folder / "mine", shipped("plans")])
    mine = respond.level_function(NAME, library=library)
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
