"""The JSON contract: what every program may rely on, the schema it promises, and YAML that says the same."""

import json
from fractions import Fraction

import jsonschema
import pytest
import sample
from attrs import evolve

from respond.facts import UNKNOWN, Between, Exactly
from respond.show import json_line, yaml_document
from respond.situation import Situation, schema_of
from respond.yaml import Source, parse

CRITERION = next(each for each in sample.DEFINITE.leading.criteria if each.id == "III-deaths")
SEEN = next(each for each in CRITERION.seen if each.fact == "deaths")
VALIDATOR = jsonschema.Draft202012Validator(
    schema_of(Situation, "situation/2"), format_checker=jsonschema.FormatChecker()
)


@pytest.mark.parametrize("name", sample.ALL)
def test_every_answer_fulfils_its_schema(name):
    VALIDATOR.validate(sample.ALL[name].to_json())


def test_the_promised_fields_are_there():
    data = sample.RANGE.to_json()
    assert data["schema"] == "situation/2"
    assert data["incident"] == "jc-2026-11-21"
    assert data["plan"] == {"id": "jiaocheng/vaccine-quality", "edition": "2024"}
    assert (data["level"], data["could_reach"]) == ("II", "I")
    assert {"id", "level", "clause", "truth", "values"} <= data["criteria"][0].keys()
    assert {
        "id", "duty", "plan", "clause", "state", "provisional", "ours", "unit", "to", "report", "mood", "standing",
        "arose", "start", "due", "done", "late_seconds", "why",
    } <= data["obligations"][0].keys()  # fmt: skip
    assert {"distance", "questions", "interpretations", "response"} <= data.keys()


def test_a_definite_answer_could_reach_what_it_is():
    data = sample.DEFINITE.to_json()
    assert data["level"] == data["could_reach"] == "III"


def test_obligations_hold_every_state():
    found = {one["duty"]: one for one in sample.STATES.to_json()["obligations"]}
    assert found["county-report"]["late_seconds"] == 3 * 3600
    assert found["report-up"]["state"] == "met-late"
    assert found["report-up"]["done"]["at"] == "2026-11-21T09:20:00+08:00"
    assert found["warn"]["words"] == "immediately"
    assert found["warn"]["due"] is None
    assert found["investigate"]["first_due"] == "2026-12-21T08:00:00+08:00"
    assert found["written-after-oral"]["state"] == "waiting"
    assert found["no-opening"]["state"] == "broken"
    assert found["block"]["state"] == "missed"
    assert not found["city-team"]["ours"]


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
    criterion = evolve(CRITERION, seen=(evolve(SEEN, value=value),))
    answer = evolve(sample.DEFINITE.leading, criteria=(criterion,))
    data = evolve(sample.DEFINITE, answers=(answer,)).to_json()
    assert data["criteria"][0]["values"]["deaths"]["value"] == written
    assert not isinstance(data["criteria"][0]["values"]["deaths"]["value"], float)
    VALIDATOR.validate(data)


def test_json_is_one_line_and_keeps_chinese():
    line = json_line(sample.STATES)
    assert line.count("\n") == 1
    assert "测试县" in line
    assert json.loads(line)["obligations"]


def test_yaml_says_the_same():
    document = yaml_document(sample.DEFINITE)
    node = parse(Source("answer.yaml", document))
    assert document.startswith("---\n")
    assert node["level"] == "III"
    assert node["title"]["zh"] == sample.DEFINITE.title.zh
    assert list(node) == list(sample.DEFINITE.to_json())
