"""The tutorial of a regraded year, followed with a small table: every step does what the page says, and counts add up."""

import csv
from collections import Counter
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from doc_blocks import DOCS, blocks_of
from doc_console import Console, exchanges_of
from doc_files import edit

import respond

ROWS = 12_000
PAGE = DOCS / "tutorial-tables.md"
FAULTS = {"E304", "E323", "E343", "E768", "E769"}


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """Follow the page; give the folder, each command with its exit code, and the files written in between."""
    folder = tmp_path_factory.mktemp("tutorial")
    console, told, kept = Console(folder), [], {}
    for block in blocks_of(PAGE):
        edit(block, folder)
        for exchange in exchanges_of(block.text) if block.language == "console" else ():
            output = console.run(exchange.command.replace("1000000", str(ROWS)))
            told.append((exchange.command, output, console.code, exchange.output))
            if exchange.command.startswith("respond batch fires.csv"):
                kept = {path.name: table(path) for path in folder.glob("graded*.csv")}
    return folder, told, kept


def test_each_command_ends_as_on_the_page(followed):
    _, told, _ = followed
    codes = [(output, shown) for command, output, _, shown in told if command == "echo $?"]
    assert codes == [("1", "1"), ("0", "0")]


def test_what_does_not_hang_on_the_number_of_rows_is_word_for_word_that_of_the_page(followed):
    _, told, _ = followed
    same = [command for command, output, _, shown in told if output == shown]
    for part in (
        "head -3",
        "some.csv --plan forest-grassland-fire --lang",
        "--explain 8",
        "2026 --map",
        "E343",
        "E769",
    ):
        assert any(part in command for command in same), part


def test_rows_add_up_before_and_after_they_are_mended(followed):
    folder, _, kept = followed
    refused, rows = kept["graded.refused.csv"], kept["graded.csv"]
    assert {each["respond_code"] for each in refused} == FAULTS
    assert len(rows) + len(refused) == ROWS
    mended = table(folder / "graded.csv")
    assert len(mended) == ROWS
    assert table(folder / "graded.refused.csv") == []
    before, after = (Counter(each["respond_level"] for each in found) for found in (rows, mended))
    assert all(after[level] >= count for level, count in before.items())


def test_levels_of_both_editions_are_those_of_the_engine(followed):
    folder, _, _ = followed
    functions = [respond.level_function(f"forest-grassland-fire@{edition}") for edition in (2009, 2026)]
    rows = table(folder / "graded.csv")
    seen = Counter()
    for row in rows[::7]:
        facts = {
            "damaged_forest": Decimal(row["受害森林面积（公顷）"]), "damaged_grassland": Decimal(row["受害草原面积（公顷）"]),
            "deaths": int(row["死亡人数"]), "serious_injuries": int(row["重伤人数"]),
            "direct_loss": Decimal(row["草原火灾直接经济损失（万元）"]), "other_forest_land": False,
        }  # fmt: skip
        old, new = (each(facts) for each in functions)
        assert (old.name, new.name) == (row["respond_level"], row["respond_compared"]), row
        seen[old.name, new.name] += 1
    assert {("III", "IV"), ("IV", "none"), ("none", "none")} <= seen.keys()


def test_the_picture_has_all_rows(followed):
    folder, _, _ = followed
    root = ElementTree.parse(folder / "levels.svg").getroot()  # noqa: S314 - drawn here
    texts = [each.text for each in root.iter() if each.tag.endswith("text")]
    assert f"{ROWS:,}" in texts
