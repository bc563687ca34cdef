"""The JSON contract: what every program may rely on, the schema it promises, and YAML that says the same."""

import json
from fractions import Fraction

import jsonschema
import pytest
import sample
from attrs import evolve

from respond.facts import UNKNOWN, Between, Exactly
from respond.show import json_line, yaml_document
from respond.situation import situation_json, situation_schema
from respond.yaml import Source, parse

VALIDATOR = jsonschema.Draft202012Validator(situation_schema(), format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("name", sample.ALL)
def test_every_answer_fulfils_its_schema(name):
    VALIDATOR.validate(situation_json(sample.ALL[name]))


def test_the_schema_is_itself_valid():
    jsonschema.Draft202012Validator.check_schema(situation_schema())


def test_the_promised_fields_are_there():
    data = sample.RANGE.to_json()
    assert data["schema"] == "situation/1"
    assert data["incident"] == "2026-1121-007"
    assert data["plan"] == {"id": "jiaocheng/vaccine-quality", "edition": "2024"}
    assert (data["level"], data["could_reach"]) == ("III", "I")
    assert {"id", "level", "clause", "truth", "values"} <= data["criteria"][0].keys()
    assert {"id", "unit", "clause", "deadline"} <= data["duties"][0].keys()
    assert {"id", "due", "start", "to", "report", "clause", "standing"} <= data["deadlines"][0].keys()
    assert {"distance", "questions", "interpretations", "response"} <= data.keys()


def test_a_definite_answer_could_reach_what_it_is():
    data = sample.DEFINITE.to_json()
    assert data["level"] == data["could_reach"] == "III"


def test_deadlines_hold_those_at_once_those_waiting_and_the_looser_ones():
    deadlines = {entry["id"]: entry for entry in sample.DEFINITE.to_json()["deadlines"]}
    assert deadlines["treat"]["at_once"]
    assert deadlines["treat"]["due"] is None
    assert deadlines["flash"]["overdue"]
    assert deadlines["flash"]["seconds_left"] == -13 * 60
    assert deadlines["report-up"]["due"] == "2026-11-21T10:12:00+08:00"
    assert deadlines["report-up"]["start"]["at"] == "2026-11-21T09:12:00+08:00"
    assert deadlines["summary"]["due"] is None
    assert deadlines["summary"]["start"]["waiting"]
    assert deadlines["report-2h"]["covered_by"] == "report-up"
    assert deadlines["report-2h"]["standing"] == "draft"
    assert "watch" not in deadlines


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (UNKNOWN, None),
        (Exactly(3), 3),
        (Exactly(Fraction(120)), 120),
        (Exactly(Fraction(3, 20)), "0.15"),
        (Exactly(Fraction(1, 3)), "1/3"),
        (Exactly(True), True),
        (Exactly("north"), "north"),
        (Exactly(sample.NOW), "2026-11-21T09:40:00+08:00"),
        (Exactly(sample.NOW.date()), "2026-11-21"),
        (Between(3, None), {"at_least": 3, "at_most": None}),
        (Between(None, Fraction(1, 2)), {"at_least": None, "at_most": "0.5"}),
    ],
)
def test_values_are_exact(value, written):
    criterion = evolve(sample.CRITERIA[0], seen=(evolve(sample.DEATHS, value=value),))
    answer = evolve(sample.ANSWER, criteria=(criterion,))
    data = evolve(sample.DEFINITE, answers=(answer,)).to_json()
    assert data["criteria"][0]["values"]["deaths"]["value"] == written
    assert not isinstance(data["criteria"][0]["values"]["deaths"]["value"], float)
    VALIDATOR.validate(data)


def test_json_is_one_line_and_keeps_chinese():
    line = json_line(sample.CONFLICT)
    assert line.count("\n") == 1
    assert "交城县" in line
    assert json.loads(line)["conflicts"]


def test_yaml_says_the_same():
    document = yaml_document(sample.DEFINITE)
    node = parse(Source("answer.yaml", document))
    assert document.startswith("---\n")
    assert node["level"] == "III"
    assert node["title"]["zh"] == sample.DEFINITE.title.zh
    assert list(node) == list(sample.DEFINITE.to_json())
