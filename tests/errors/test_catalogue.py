"""The catalogue: one entry a code, in both languages, in the range of its room."""

import re
from pathlib import Path
from string import Formatter

import pytest

from respond.errors import CATALOGUE, Text, catalogue

SOURCE = Path(catalogue.__file__).resolve().parents[2]
HAN = re.compile("[\u4e00-\u9fff]")
RANGES = {
    "yaml": (100, 199),
    "structure": (200, 299),
    "facts": (300, 399),
    "conditions": (400, 499),
    "plan": (500, 599),
    "clock": (600, 649),
    "assess": (650, 659),
    "chain": (660, 669),
    "prove": (670, 689),
    "play": (690, 699),
    "situation": (700, 799),
    "exercise": (800, 839),
    "store": (840, 859),
    "desk": (860, 869),
    "watch": (870, 879),
    "supervise": (880, 899),
    "room": (930, 969),
    "embed": (970, 979),
    "faces": (900, 999),
    "papers": (980, 989),
}
ROOMS = {path.stem for path in Path(catalogue.__file__).parent.glob("*.py")} - {"__init__", "entry"}
ENTRIES = [pytest.param(entry, id=entry.code) for entry in CATALOGUE.values()]


def texts(entry):
    return [text for text in (entry.problem, entry.expected, entry.help) if text is not None]


def fields(wording):
    return {name for _, name, _, _ in Formatter().parse(wording) if name}


def test_every_room_has_a_range():
    assert set(RANGES) == ROOMS


@pytest.mark.parametrize("room", sorted(RANGES))
def test_the_codes_of_a_room_are_its_own_and_in_order(room):
    codes = [entry.code for entry in getattr(catalogue, room).ENTRIES]
    low, high = RANGES[room]
    assert codes == sorted(set(codes))
    assert all(low <= int(code[1:]) <= high and CATALOGUE[code].code == code for code in codes)


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_speaks_both_languages(entry):
    assert HAN.search(entry.problem.zh)
    assert not HAN.search(entry.problem.en)
    for text in texts(entry):
        assert fields(text.zh) == fields(text.en)
        assert text.zh.strip() == text.zh != ""
        assert text.en.strip() == text.en != ""
        assert not text.en.endswith(".")
        assert not text.zh.endswith("。")


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_can_be_filled(entry):
    found = {name: Text("甲", "A") for text in texts(entry) for name in fields(text.zh)}
    for text in texts(entry):
        assert "{" not in re.sub("`[^`]*`", "", text.fill(**found).zh)


@pytest.mark.parametrize("entry", [each for each in ENTRIES if each.id < "E300"])
def test_faults_of_reading_say_what_to_do(entry):
    assert entry.help or entry.expected


def test_every_code_reported_is_in_the_catalogue():
    modules = [path for path in SOURCE.rglob("*.py") if path.parent.name != "catalogue"]
    used = {code for path in modules for code in re.findall(r'"(E\d{3})"', path.read_text("utf-8"))}
    assert used <= set(CATALOGUE)


@pytest.mark.parametrize("room", ["yaml", "structure"])
def test_every_entry_of_reading_is_reported_somewhere(room):
    modules = [path for path in SOURCE.rglob("*.py") if path.parent.name != "catalogue"]
    used = {code for path in modules for code in re.findall(r'"(E\d{3})"', path.read_text("utf-8"))}
    assert {entry.code for entry in getattr(catalogue, room).ENTRIES} <= used
