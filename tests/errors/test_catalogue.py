"""The catalogue: one entry a code, in both languages, in the range of its room."""

import re
from pathlib import Path
from string import Formatter

import pytest

from respond.errors import CATALOGUE, Text, catalogue, fault

SOURCE = Path(catalogue.__file__).resolve().parents[2]
HAN = re.compile("[\u4e00-\u9fff]")
RANGES = {
    "yaml": (100, 199),
    "structure": (200, 299),
    "facts": (300, 399),
    "conditions": (400, 499),
    "plan": (500, 599),
    "clock": (600, 649),
    "directing": (623, 629),
    "acting": (650, 659),
    "chain": (660, 669),
    "prove": (670, 689),
    "play": (690, 699),
    "situation": (700, 799),
    "exercise": (800, 839),
    "store": (840, 859),
    "desk": (860, 869),
    "watch": (870, 879),
    "supervise": (880, 899),
    "room": (927, 969),
    "tables": (760, 789),
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


COMMAND = re.compile(r"(?<![\w-])--[a-z]|\brespond [a-z]|RESPOND_[A-Z]|`-o|命令行|command line")
NEVER_ON_PAGES = {
    # of the command line itself
    "E902", "E903", "E904", "E905", "E906", "E907", "E908", "E909", "E912", "E913", "E915", "E918", "E919",
    "E920", "E924", "E671", "E675", "E680", "E683", "E684", "E685", "E823", "E825", "E867", "E962", "E963", "E972",
    "E973", "E985", "E986", "E657", "E658", "E659",
    # of tables, which are graded at the command line and from Python
    "E760", "E761", "E762", "E765", "E766", "E768", "E773", "E777", "E785",
    # of `respond watch`, where the variables of its environment are meant
    "E873",
}  # fmt: skip
"""What nobody meets on a page: these may name commands."""


@pytest.mark.parametrize("entry", ENTRIES)
def test_what_pages_say_names_no_command(entry):
    said = [each for text in texts(entry.for_pages) for each in (text.zh, text.en)]
    named = any(COMMAND.search(each) for each in said)
    assert named == (entry.code in NEVER_ON_PAGES)


@pytest.mark.parametrize("entry", ENTRIES)
def test_what_pages_say_is_as_complete_as_the_rest(entry):
    for name in ("problem", "expected", "help"):
        text, said = getattr(entry, name), getattr(entry.on_pages, name)
        if said is not None:
            assert text is not None
            assert HAN.search(said.zh)
            assert not HAN.search(said.en.replace("“", "").replace("”", ""))
            called = {"called"} if "name" in fields(text.zh) else set()  # the words of a form for its name
            assert fields(said.zh) == fields(said.en) <= fields(text.zh) | called


def test_a_fault_knows_how_pages_say_it():
    made = fault("E845", name="v1", store="/srv/room.db")
    assert "/srv/room.db" in made.problem.zh
    assert made.on_pages.problem.zh == "没有事件 `v1`"
    assert "respond" not in made.on_pages.help.en
    assert fault("E844", name="v1").on_pages.problem == fault("E844", name="v1").problem
    assert fault("E931").on_pages is None


@pytest.mark.parametrize("code", ["E690", "E841", "E842", "E845", "E847", "E848", "E860", "E966"])
def test_no_page_is_told_where_the_store_lies(code):
    """The name of a store, or of its key, is the path of a file on the server."""
    named = {"store"} if code in {"E690", "E845"} else {"name"}
    assert named <= fields(CATALOGUE[code].problem.zh)
    assert not named & fields(CATALOGUE[code].for_pages.problem.zh)
    assert "store" not in fields(CATALOGUE[code].for_pages.problem.zh)
