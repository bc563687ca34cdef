"""The contract `situation/2`: its names, its schema, and one content in JSON, in YAML and as plain data."""

import json
import re
from datetime import datetime, timedelta
from functools import cache

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import yaml
from respond.author import load_expected
from respond.clock import SHANGHAI, as_told
from respond.errors import RespondError
from respond.log import incident_from, load_incident
from respond.plan import Library, shipped
from respond.show import json_line, yaml_document
from respond.situation import Situation, schema_of, situate
from respond.yaml import Mapping, Sequence, Source, parse, write

FOLDER = shipped("scenarios") / "incidents"
INCIDENTS = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.endswith(".expected.yaml"))
LIBRARY = Library.default()
SCHEMA = schema_of(Situation, "situation/2")
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_STATES = {"waiting", "running", "overdue", "met", "met-late", "missed", "stood-down", "standing", "broken"}


@cache
def situations(path):
    checks = load_expected(path.with_name(f"{path.stem}.expected.yaml")).checks
    incident = load_incident(path)
    return [situate(incident, LIBRARY, now=check.now, at=check.at) for check in checks]


def read(line):
    """Read JSON as a strict reader does: no name twice, no numbers that are none."""

    def once(pairs):
        assert len({name for name, _ in pairs}) == len(pairs)
        return dict(pairs)

    def refuse(word):
        raise AssertionError(word)

    return json.loads(line, object_pairs_hook=once, parse_constant=refuse, parse_float=refuse)


def load(document):
    return yaml.load(document, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


def plain(node):
    """Give what the YAML 1.2 core schema makes of a node."""
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node]
    if not node.plain:
        return str(node)
    if node.is_null or node in {"true", "false"}:
        return None if node.is_null else node == "true"
    return int(node) if re.fullmatch(r"-?[0-9]+", node) else str(node)


def assert_kept(situation):
    """Hold one answer against all that the contract promises."""
    line = json_line(situation)
    line.encode()
    assert line.count("\n") == 1
    data = read(line)
    assert data == situation.to_json()
    VALIDATOR.validate(data)
    assert data["schema"] == "situation/2"
    assert data["plan"].keys() == {"id", "edition"}
    assert (data["level"] == data["could_reach"]) is situation.level.definite
    assert not {"duties", "deadlines"} & data.keys()
    for criterion in data["criteria"]:
        assert criterion.keys() >= {"id", "level", "clause", "truth", "values"}
    assert len({one["id"] for one in data["obligations"]}) == len(data["obligations"])
    for one, said in zip(situation.obligations, data["obligations"], strict=True):
        assert_obligation(one, said)
    return data


def assert_obligation(one, said):
    assert said["id"] == f"{said['plan']['id']}#{said['duty']}#{one.round}"
    assert said["state"] in _STATES
    for name in ("arose", "due", "latest", "first_due", "ended"):
        assert said[name] is None or _RFC3339.fullmatch(said[name])
    assert said["due"] is None or datetime.fromisoformat(said["due"]) == as_told(one.due)
    assert (said["start"] is None) is (one.start is None)
    assert said["done"] is None or {"at", "by", "to", "number"} <= said["done"].keys()
    assert (said["late_seconds"] is None) is (one.late is None)
    assert said["unit"] == (said["units"][0]["id"] if said["units"] else None)
    assert {"clause", "provisional", "ours", "to", "report", "mood", "standing", "why"} <= said.keys()


def test_the_schema_is_a_schema_and_plain_json():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(SCHEMA))) == set(SCHEMA["$defs"])


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_every_incident_shipped_keeps_the_contract(path):
    for situation in situations(path):
        assert_kept(situation)


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_yaml_is_the_same_data_for_every_reader(path):
    *_, last = situations(path)
    document = yaml_document(last)
    assert load(document) == last.to_json()
    assert plain(parse(Source("answer.yaml", document))) == last.to_json()


def test_every_state_and_kind_of_answer_is_among_them():
    answers = [situation.to_json() for path in INCIDENTS for situation in situations(path)]
    obligations = [one for answer in answers for one in answer["obligations"]]
    assert {one["state"] for one in obligations} >= {
        "waiting",
        "running",
        "overdue",
        "met",
        "missed",
        "stood-down",
    }
    assert any(one["done"] for one in obligations)
    assert any(one["told"] for one in obligations)
    assert any(answer["other_plans"] for answer in answers)
    assert any(answer["declared"] for answer in answers)
    assert any(answer["difference"] for answer in answers)


# Any incident of any plan


START = datetime(2026, 3, 1, 8, tzinfo=SHANGHAI)
_NAMES = [
    "vaccine-quality",
    "debt-risk",
    "jiaocheng/forest-fire",
    "forest-grassland-fire",
    "production-accident",
]
_NUMBERS = st.integers(0, 400)


def moments(hours=96):
    return st.integers(0, hours * 60).map(lambda minutes: (START + timedelta(minutes=minutes)).isoformat())


def values(fact):
    """Give what may be written for a fact: exact, a range, unknown."""
    kind = fact.type.value
    unit = f" {fact.unit}" if kind == "quantity" and fact.unit else "%" if kind == "share" else ""
    number = _NUMBERS.map(str)
    ranges = st.one_of(
        number.map(lambda n: f"{n}{unit}"),
        number.map(lambda n: f"{n}{unit}+" if not unit.startswith(" ") else f"{n}+{unit}"),
        st.tuples(_NUMBERS, _NUMBERS).map(lambda ends: f"{min(ends)}..{max(ends)}{unit}"),
    )
    found = {
        "flag": st.sampled_from(["yes", "no"]),
        "choice": st.sampled_from(sorted(map(str, fact.choices)) or ["none"]),
        "instant": moments(),
        "date": st.just("2026-03-01"),
        "text": st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9).map(
            lambda t: f"x{t}"
        ),
    }.get(kind, ranges)
    return st.just("unknown") | found.map(
        lambda value: {"value": value, "by": "县政府"} if fact.judgement else value
    )


@st.composite
def incidents(draw):
    name = draw(st.sampled_from(_NAMES))
    plan = LIBRARY.prepared(LIBRARY.find(name, START.date()), START.date())
    names = draw(st.lists(st.sampled_from(sorted(map(str, plan.facts))), unique=True, max_size=6))
    facts = {each: draw(values(plan.facts[each])) for each in names}
    duties = sorted({str(entry.id) for entry in (*plan.plan.duties, *plan.plan.measures)})
    steps = []
    for at in sorted(draw(st.lists(moments(), unique=True, max_size=3))):
        step = {"at": at}
        if draw(st.booleans()):
            step["events"] = draw(
                st.sampled_from(
                    [{"terminated": None}, {"response_started": {"level": "II"}}, {"received": None}]
                )
            )
        if draw(st.booleans()):
            step["did"] = [
                {"duty": draw(st.sampled_from(duties)), "number": draw(st.text("甲a1 ", max_size=3))}
            ]
        if draw(st.booleans()):
            level = draw(st.sampled_from(["I", "II", "III", "IV"]))
            step["declared"] = [{"level": level, "by": "县指挥部", "reason": {"zh": "研判", "en": "judged"}}]
        steps.append(step)
    return {
        "respond": "incident/1",
        "id": "any-1",
        "title": {"zh": "任意", "en": "any"},
        "plans": [name],
        "occurred": START.isoformat(),
        "facts": facts,
        "events": {"received": draw(moments(2))},
        "then": steps,
    }


def test_any_answer_keeps_the_contract():
    answered = []

    @settings(max_examples=80, deadline=None)
    @given(data=incidents(), hours=st.integers(1, 200))
    def hold(data, hours):
        try:
            incident = incident_from(Source("any.yaml", write(data)))
            situation = situate(incident, LIBRARY, now=START + timedelta(hours=hours))
        except RespondError:
            answered.append(False)
            return
        answered.append(True)
        assert_kept(situation)

    hold()
    assert answered.count(True) >= len(answered) / 2
