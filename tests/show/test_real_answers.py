"""Every incident that is shipped renders in both languages and fulfils the JSON contract."""

import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len
from test_obligations import assert_all_shown

from respond.api import classify
from respond.author import load_expected
from respond.show import View, as_markdown, json_line, plain, situation_sheet, yaml_document
from respond.situation import Situation, schema_of
from respond.yaml import Source, parse

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "incidents"
FILES = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.endswith(".expected.yaml"))
VALIDATOR = jsonschema.Draft202012Validator(
    schema_of(Situation, "situation/2"), format_checker=jsonschema.FormatChecker()
)


@cache
def answers(path):
    checks = load_expected(path.with_suffix(".expected.yaml")).checks
    return [classify(path, now=check.now, at=check.at) for check in checks]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_view_fits_80_columns(path, lang):
    *_, last = answers(path)
    gravest = last.level.certain.scale[-1].name
    for view in (View(lang), View(lang, full=True, why=True, why_not=gravest)):
        sheet = situation_sheet(last, view)
        assert max(map(cell_len, plain(sheet).splitlines())) <= 80
        assert as_markdown(sheet)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_short_answer_is_short(path):
    for situation in answers(path):
        assert len(plain(situation_sheet(situation, View("zh"))).splitlines()) <= 150


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_owed_is_hidden(path):
    for situation in answers(path):
        assert_all_shown(situation, "zh")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_json_contract_holds(path):
    *_, last = answers(path)
    data = json.loads(json_line(last))
    VALIDATOR.validate(data)
    assert parse(Source("answer.yaml", yaml_document(last)))["level"] == data["level"]
