"""The reference pages name everything there is: keys, names, commands, options, units, plans, clauses."""

import importlib.util
import re
from fractions import Fraction

import attrs
import click
import pytest
from doc_blocks import DOCS, prose

import respond
from respond.api import default_library
from respond.author.testing import file as plan_tests
from respond.cli.root import root
from respond.errors import CATALOGUE
from respond.exercise import scenario
from respond.facts import UNITS, Fact, FactType, Standing, find_unit
from respond.log import incident
from respond.plan import (
    LIFECYCLE,
    bodies,
    choices_of,
    grading,
    members_of,
    model,
    orders,
    shape_of,
    supervision,
)

MODULES = {
    "plan-language.md": (model, bodies, grading, orders, supervision),
    "incident-file.md": (incident,),
    "scenario-file.md": (scenario,),
    "plan-tests.md": (plan_tests,),
}
PAGE = {page.name: prose(page) for page in sorted(DOCS.glob("*.md"))}
WORD = re.compile(r"`([^`]+)`")


def words_of(page):
    """Give every word between backquotes."""
    text = PAGE[page]
    return {word for quoted in WORD.findall(text) for word in re.findall(r"[\w-]+", quoted)}


def classes_of(page):
    """Give the classes a page describes."""
    found = [
        cls
        for module in MODULES[page]
        for cls in vars(module).values()
        if isinstance(cls, type) and attrs.has(cls) and cls.__module__ == module.__name__
    ]
    return [*found, Fact] if model in MODULES[page] else found


@pytest.mark.parametrize("page", MODULES)
def test_every_key_of_a_file_is_on_its_page(page):
    keys = {key.name for cls in classes_of(page) for key in shape_of(cls).keys}
    assert keys - words_of(page) == set()


@pytest.mark.parametrize("page", MODULES)
def test_every_word_a_key_can_have_is_on_its_page(page):
    words = set()
    for cls in classes_of(page):
        for key in shape_of(cls).keys:
            members = members_of(key.type) or (key.type,)
            for member in members:
                inner = member.__args__[0] if getattr(member, "__origin__", None) is tuple else member
                words |= set(choices_of(inner) or ())
    documented = words_of(page) | {quoted.strip() for quoted in WORD.findall(PAGE[page])}
    assert words - documented == set()


def test_every_type_of_fact_and_life_cycle_event_is_documented():
    words = words_of("plan-language.md")
    assert {kind.value for kind in FactType} | set(LIFECYCLE) <= words
    assert {standing.value for standing in Standing} <= words_of("values.md")


def test_units_stand_with_their_exact_factors():
    rows = re.findall(r"^\|[^|`]*\| `(\w+)` (\S+) \| ([\d/]+) \|", PAGE["values.md"], re.MULTILINE)
    measures = {
        (unit.symbol, unit.zh, unit.factor) for unit in UNITS if not unit.dimension.startswith("count:")
    }
    assert {(symbol, zh, Fraction(factor)) for symbol, zh, factor in rows} == measures


def test_nouns_stand_with_their_chinese():
    rows = re.findall(r"^\| `([\w ]+)` \| (\S+) \| ", PAGE["values.md"], re.MULTILINE)
    assert set(rows) == {(unit.symbol, unit.zh) for unit in UNITS if unit.dimension.startswith("count:")}


def test_other_spellings_of_units_are_read():
    table = re.findall(r"^\|[^|]*\| `(\w+)` \S+ \| [\d/]+ \| (.*?) \|$", PAGE["values.md"], re.MULTILINE)
    table += re.findall(r"^\| `(\w+)` \| \S+ \| (.*?) \|$", PAGE["values.md"], re.MULTILINE)
    for symbol, spellings in table:
        for spelling in filter(None, spellings.replace(" and plurals", "").split(", ")):
            unit = find_unit(spelling)
            assert unit is not None, spelling
            assert unit.symbol == symbol


def test_the_library_page_lists_exactly_the_public_names():
    text = PAGE["library.md"]
    table = text[text.index("## Public names") : text.index("## incident")]
    rows = re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)
    assert {name for row in rows for name in WORD.findall(row)} == set(respond.__all__)


def commands(group, path=("respond",)):
    """Go through all commands there are; one announced but not written yet has no module to import."""
    for name, (module, _) in group.lazy.items():
        if importlib.util.find_spec(module.partition(":")[0]) is None:
            continue
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


def section(text, name):
    """Give the section of a command, from its heading to the next one of the same depth."""
    match = re.search(rf"^(#+) {name}\b.*?(?=^#{{1,2}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"no section `{name}`"
    return match[0]


@pytest.mark.parametrize(("path", "command"), [*commands(root)], ids=str)
def test_every_command_and_option_is_documented(path, command):
    text = PAGE["command-line.md"]
    body = section(text, " ".join(path))
    named = {word.split()[0].removesuffix("...") for word in WORD.findall(body)}
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            assert (parameter.metavar or parameter.name.upper()) in named
        elif "--lang" not in parameter.opts:
            assert set(parameter.opts) & named, f"{parameter.opts} of {' '.join(path)}"


def test_every_exit_code_is_documented():
    text = PAGE["command-line.md"]
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    from respond.cli import CLOSED_PIPE, INTERRUPTED, faults  # noqa: PLC0415 - only for this test

    assert codes == {*faults._ORDER, INTERRUPTED, CLOSED_PIPE}


def test_every_edition_is_listed_with_its_days():
    library = default_library()
    for name in library.names:
        for shelved in library.editions(name):
            force = shelved.in_force
            days = f"{force.from_} to {force.to}" if force.to else f"from {force.from_}"
            assert f"| `{name}` | {shelved.ref.edition} | {days} |" in PAGE["plans.md"]


def test_every_clause_left_out_is_named():
    library = default_library()
    for name in library.names:
        text = section(PAGE["plans.md"], name)
        for shelved in library.editions(name):
            for clause, entry in library.plan(shelved.ref).ledger.items():
                assert entry.status == "encoded" or clause in text, f"{shelved.ref} {clause}"


def test_words_are_explained_once():
    terms = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|", PAGE["words.md"], re.MULTILINE)[1:]
    english = [en for en, _ in terms]
    assert len(set(english)) == len(english) > 0


def test_links_between_pages_lead_somewhere():
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
            name, _, anchor = target.partition("#")
            if "://" in name:
                continue
            path = (page.parent / name).resolve() if name else page
            assert path.exists(), f"{page.name} -> {target}"
            if anchor:
                assert anchor in anchors(path), f"{page.name} -> {target}"


def anchors(page):
    """Give the anchors of a page's headings, as they are made on code hosts."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_codes_named_in_pages_exist():
    for page in DOCS.glob("*.md"):
        for code in re.findall(r"\bE\d{3}\b", page.read_text("utf-8")):
            assert code in CATALOGUE, f"{page.name}: {code}"


def test_every_part_of_the_program_a_page_names_is_there():
    named = {(page, path) for page, text in PAGE.items() for path in re.findall(r"`(engine/[\w./]+)`", text)}
    assert ("how-it-decides.md", "engine/respond/clock/limits.py") in named
    assert [path for _, path in sorted(named) if not (DOCS.parent / path).exists()] == []
