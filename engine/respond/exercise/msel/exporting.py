"""A scenario written as a workbook: an inject a row, what the plan expects after it, the rest on a second sheet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from respond._records import frozen
from respond.errors import Language
from respond.exercise.citing import cited
from respond.exercise.key import KeyEntry, check_scenario
from respond.exercise.msel.columns import HEADINGS, INJECTS, REST, REST_HEADINGS, Field
from respond.exercise.msel.phases import named_phase, phases_of
from respond.exercise.scenario import Scenario, scenario_from
from respond.exercise.workbook import openpyxl
from respond.exercise.written_workbook import print_mark, put_mark, put_row
from respond.plan import Library
from respond.show import CHANNEL, COLON, MODE, names_of
from respond.yaml import Data, Node, Source, data_of, parse, write
from respond.yaml import Mapping as Fields

_WIDE: dict[Field, int] = {"text.zh": 48, "text.en": 48, "expected": 48, "data": 40, "note": 24, "to": 28}
_KEPT = {"id", "at", "to", "via"}


@frozen
class Expected:
    """What the plan expects after one inject: what, on which clauses, testing which objectives."""

    actions: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()


def expected_after(scenario: Scenario, library: Library, lang: Language) -> dict[str, Expected]:
    """Derive what first stands after each inject, of all that counts. Raises InputError as a run does."""
    found: dict[str, list[KeyEntry]] = defaultdict(list)
    for entry in check_scenario(scenario, library).key:
        if entry.inject is not None and entry.played:
            found[entry.inject].append(entry)
    return {
        inject: Expected(
            tuple(_told(entry, lang) for entry in entries),
            tuple(dict.fromkeys(each for entry in entries for each in _clauses(entry, lang))),
            tuple(dict.fromkeys(name for entry in entries for name in entry.objectives)),
        )
        for inject, entries in found.items()
    }


def _clauses(entry: KeyEntry, lang: Language) -> tuple[str, ...]:
    """Give the clauses of an entry, after the plan they are of where it is not the leading one."""
    return entry.clauses if entry.plan is None else (cited(entry.clauses, lang, entry.plan),)


def _told(entry: KeyEntry, lang: Language) -> str:
    who = f"{names_of(entry.units, lang)}{COLON[lang]}" if entry.units else ""
    return f"{who}{entry.label.say(lang)}"


def msel_workbook(source: Source, expected: Mapping[str, Expected], lang: Language) -> bytes:
    """Write the scenario of a source as a workbook of Excel.

    Raises InputError as a scenario does, and for a text no cell can hold (E829); MissingExtraError (E814).
    """
    library = openpyxl()
    node = parse(source)
    scenario = scenario_from(source)
    book = library.Workbook()
    sheet = book.active
    sheet.title = INJECTS
    put_mark(sheet, scenario.title.say(lang), lang)
    put_row(sheet, 2, [text.say(lang) for text in HEADINGS.values()], heading=True)
    written: Any = node["injects"] if isinstance(node, dict) else []
    phases = {name: named_phase(phase, lang) for name, phase in phases_of(scenario).items()}
    for number, each in enumerate(written, 1):  # the mark and the headings stand above
        told = expected.get(str(each["id"]), Expected())
        row = _row(number, each, told, scenario, lang) | {"phase": phases.get(str(each["id"]), "")}
        put_row(sheet, number + 2, [row.get(field, "") for field in HEADINGS], place=each.place)
    sheet.freeze_panes = "D3"
    for number, field in enumerate(HEADINGS, 1):
        sheet.column_dimensions[library.utils.get_column_letter(number)].width = _WIDE.get(field, 14)
    rest = book.create_sheet(REST.say(lang))
    put_row(rest, 1, [*(text.say(lang) for text in REST_HEADINGS), MODE["exercise"].say(lang)], heading=True)
    print_mark(rest, lang)
    for number, (key, text) in enumerate(_rest(node), 2):
        put_row(rest, number, [key, text], place=scenario.place)
    rest.column_dimensions["A"].width, rest.column_dimensions["B"].width = 16, 110
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _row(number: int, node: Fields, told: Expected, scenario: Scenario, lang: Language) -> dict[Field, str]:
    """Give the cells of one inject."""
    row: dict[Field, str] = {"number": str(number), "id": str(node["id"]), "at": str(node["at"])}
    data: dict[str, Data] = {}
    for key, value in node.items():
        if key in ("text", "from"):
            _bilingual(key, value, row, data)
        elif key not in _KEPT:
            data[str(key)] = data_of(value)
    if "via" in node:
        row["via"] = CHANNEL[str(node["via"])].say(lang)
    if "to" in node:
        row["to"] = "\n".join(_unit(str(name), scenario, lang) for name in node["to"])
    row["expected"], row["clauses"] = "\n".join(told.actions), "\n".join(told.clauses)
    row["objectives"] = "\n".join(told.objectives)
    row["data"] = write(data, flags=True) if data else ""
    return row


def _bilingual(key: str, value: Node, row: dict[Field, str], data: dict[str, Data]) -> None:
    """Put both wordings of a text into their columns; one that a cell would change into the last column."""
    texts = {str(lang): str(said) for lang, said in value.items()} if isinstance(value, dict) else {}
    if texts and all(said and said == said.strip() and "\r" not in said for said in texts.values()):
        for lang, said in texts.items():
            row[f"{key}.{lang}"] = said  # type: ignore[index]
    else:
        data[key] = data_of(value)


def _unit(name: str, scenario: Scenario, lang: Language) -> str:
    player = scenario.cast.get(name)
    return f"{' '.join(player.say(lang).split())} ({name})" if player is not None else name


def _rest(node: Node) -> Iterator[tuple[str, str]]:
    """Give all that is not about an inject: a row a key, and a row an entry of a list or table."""
    for key, value in node.items() if isinstance(node, dict) else ():
        name = str(key)
        if name == "injects":
            continue
        found = data_of(value)
        if isinstance(found, list) and found:
            yield from ((name, write({name: [each]}, flags=True)) for each in found)
        elif isinstance(found, dict) and found:
            yield from ((name, write({name: {part: each}}, flags=True)) for part, each in found.items())
        else:
            yield name, write({name: found}, flags=True)
