"""`respond classify`: formats, options, exit codes, several files, standard input."""

import io
import json
import sys
from datetime import datetime

import jsonschema
import pytest

from respond.cli import clock, main
from respond.situation import situation_schema

NOW = "2026-11-21T09:40+08:00"
QUICK = ["classify", "--plan", "vaccine-quality", "--now", NOW, "--event", "received=2026-11-21T09:12+08:00"]
SETTLED = (
    "quality_suspected=yes",
    "deaths=6",
)
DEFINITE = [*QUICK, *(word for fact in SETTLED for word in ("--set", fact))]
OPEN = [*QUICK, "--set", "quality_suspected=yes", "--set", "deaths=3+"]

INCIDENT = """\
respond: incident/1
id: {id}
title: {{zh: 某乡接种后重症, en: serious reactions}}
plans: [vaccine-quality]
occurred: "2026-11-21T08:30+08:00"
mode: exercise
facts:
  quality_suspected: yes
  deaths: {deaths}
events:
  received: "2026-11-21T09:12+08:00"
then:
  - at: "2026-11-21T09:30+08:00"
    facts:
      deaths: 7
"""


@pytest.fixture
def incident(tmp_path):
    def make(name="one", deaths="1"):
        path = tmp_path / f"{name}.yaml"
        path.write_text(INCIDENT.format(id=name, deaths=deaths), encoding="utf-8")
        return str(path)

    return make


NOON = "2026-11-21T12:00+08:00"


def run(capsys, *arguments):
    code = main(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_definite_answer_ends_with_0(capsys):
    code, out, err = run(capsys, *DEFINITE)
    assert (code, err) == (0, "")
    assert "事件级别：Ⅰ级（特别重大） 红色" in out


def test_a_range_ends_with_3(capsys):
    code, out, err = run(capsys, *OPEN)
    assert (code, err) == (3, "")
    assert "现已确定：Ⅱ级（重大） 橙色" in out
    assert "最高可能：Ⅰ级（特别重大） 红色" in out


def test_the_quick_form_can_name_who_judged(capsys):
    judged = ("especially_serious", "serious", "fairly_large", "general")
    counted = ("quality_suspected=yes", "deaths=1", "rare_cases=0", "serious_cases=0")
    facts = [
        part for fact in (*counted, *(f"other_{name}=no" for name in judged)) for part in ("--set", fact)
    ]
    quick = ["classify", "--plan", "vaccine-quality", *facts, "--occurred", "2026-11-21", "--now", NOON]
    code, _, err = run(capsys, *quick)
    assert code == 2
    assert err.count("E327") == len(judged)
    code, out, _ = run(capsys, *quick, "--judged-by", "县市场监督管理局")
    assert code == 0
    assert "事件级别：Ⅲ级（较大）" in out
    code, _, err = run(capsys, "classify", "x.yaml", "--judged-by", "县市场监督管理局")
    assert code == 2
    assert "E911" in err


def test_english(capsys):
    code, out, _ = run(capsys, *OPEN, "--lang", "en")
    assert code == 3
    assert "Certain now: Level II (major), orange" in out


def test_the_language_can_stand_in_the_environment(capsys, monkeypatch):
    monkeypatch.setenv("RESPOND_LANG", "en")
    assert "Certain now" in run(capsys, *OPEN)[1]
    assert "现已确定" in run(capsys, *OPEN, "--lang", "zh")[1]


def test_json_is_one_object_a_line_and_fulfils_its_schema(capsys, incident):
    code, out, _ = run(
        capsys, "classify", incident("a"), incident("b", "9"), "--now", NOW, "--format", "json"
    )
    lines = out.splitlines()
    assert code == 0
    assert [json.loads(line)["incident"] for line in lines] == ["a", "b"]
    for line in lines:
        jsonschema.Draft202012Validator(situation_schema()).validate(json.loads(line))


def test_yaml_holds_the_same_as_json(capsys):
    yaml = run(capsys, *OPEN, "--format", "yaml")[1]
    data = json.loads(run(capsys, *OPEN, "--format", "json")[1])
    assert yaml.startswith("---\nschema: situation/1\n")
    assert f"\nlevel: {data['level']}\n" in yaml
    assert f"\ncould_reach: {data['could_reach']}\n" in yaml


def test_markdown(capsys):
    out = run(capsys, *OPEN, "--format", "md")[1]
    assert out.startswith("# ")
    assert "> **现已确定：" in out


def test_a_file_is_read_and_its_steps_followed(capsys, incident):
    code, out, _ = run(capsys, "classify", incident(), "--now", NOW)
    assert code == 0
    assert out.startswith("【演练】")
    assert "变化" in out


def test_at_looks_back_and_counts_the_time_from_there(capsys, incident):
    code, out, _ = run(capsys, "classify", incident(), "--at", "2026-11-21T09:20+08:00", "--format", "json")
    data = json.loads(out)
    assert code == 3
    assert data["level"] == "III"
    assert data["now"] == data["at"] == "2026-11-21T09:20:00+08:00"
    assert data["later_steps"] == 1


def test_at_with_now_keeps_both(capsys, incident):
    out = run(
        capsys, "classify", incident(), "--at", "2026-11-21T09:20+08:00", "--now", NOW, "--format", "json"
    )[1]
    data = json.loads(out)
    assert (data["at"], data["now"]) == ("2026-11-21T09:20:00+08:00", "2026-11-21T09:40:00+08:00")


def test_standard_input(capsys, incident, monkeypatch):
    text = INCIDENT.format(id="piped", deaths="9")
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    code, out, _ = run(capsys, "classify", "-", incident(), "--now", NOW, "--format", "json")
    assert code == 0
    assert [json.loads(line)["incident"] for line in out.splitlines()] == ["piped", "one"]


def test_a_bad_file_does_not_stop_the_others_and_the_worst_code_counts(capsys, incident, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("respond: incident/1\nid: x\n", encoding="utf-8")
    code, out, err = run(
        capsys,
        "classify",
        str(bad),
        incident(),
        str(tmp_path / "none.yaml"),
        "--now",
        NOW,
        "--format",
        "json",
    )
    assert code == 2
    assert len(out.splitlines()) == 1
    assert "bad.yaml" in err
    assert "none.yaml" in err
    assert "Traceback" not in err


def test_a_day_no_edition_covers_ends_with_4(capsys):
    code, out, err = run(
        capsys, "classify", "--plan", "vaccine-quality", "--occurred", "2001-01-01T08:00+08:00", "--now", NOW
    )
    assert (code, out) == (4, "")
    assert "E505" in err


def test_why_and_why_not(capsys):
    out = run(capsys, *DEFINITE, "--why")[1]
    assert "全部分级标准" in out
    assert "✗ 不成立" in out
    for spelling in ("II", "ii", "Ⅱ", "Ⅱ级"):
        assert "为何不是Ⅱ级" in run(capsys, *DEFINITE, "--why-not", spelling)[1]


def test_full_shows_more(capsys):
    assert len(run(capsys, *OPEN, "--full")[1]) > len(run(capsys, *OPEN)[1])


def test_assume_changes_the_answer_and_says_so(capsys):
    code, out, _ = run(capsys, *OPEN, "--assume", "deaths=5", "--format", "json")
    assert code == 0
    assert json.loads(out)["level"] == "I"


def test_declare_needs_an_office_and_a_reason(capsys):
    words = ("--declare", "I", "--by", "县指挥部", "--reason", "社会关注度高")
    code, out, _ = run(capsys, *OPEN, *words, "--format", "json")
    data = json.loads(out)
    assert code == 3
    assert data["declared"]["by"] == "县指挥部"
    assert (data["level"], data["effective"]["level"]) == ("II", "I")
    code, _, err = run(capsys, *OPEN, "--declare", "I")
    assert code == 2
    assert err.count("E911") == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["classify"], "E912"),
        (["classify", "--set", "deaths=3"], "E911"),
        (["classify", "--event", "received=2026-11-21T09:12+08:00"], "E911"),
        (["classify", "--occurred", "2026-11-21"], "E911"),
        (["classify", "--plan", "vaccine-quality"], "E917"),
        (["classify", "x.yaml", "--plan", "vaccine-quality", "--occurred", "2026-11-21"], "E910"),
        (["classify", "-", "-"], "E914"),
        (["classify", "x.yaml", "--now", NOW, "--at", "2026-11-21T10:00+08:00"], "E913"),
        (["classify", "x.yaml", "--format", "json", "--why"], "E915"),
        (["classify", "x.yaml", "--format", "yaml", "--why-not", "II"], "E915"),
        (["classify", "x.yaml", "--format", "json", "--full"], "E915"),
        (["classify", "x.yaml", "--by", "someone"], "E911"),
        (["classify", "x.yaml", "--why-not", "V"], "E905"),
        (["classify", "x.yaml", "--format", "xml"], "E905"),
        (["classify", "x.yaml", "--lang", "fr"], "E905"),
        (["classify", "x.yaml", "--now"], "E904"),
        (["classify", "x.yaml", "--nwo", NOW], "E902"),
        (["classify", "x.yaml", "--now", "2026-11-21T09:40"], "E321"),
        (["classify", "x.yaml", "--now", "yesterday"], "E322"),
        (["classify", "x.yaml", "--at", "2026-11-21T25:00+08:00"], "E324"),
        ([*QUICK, "--set", "deaths"], "E710"),
        ([*QUICK, "--set", "deahts=1"], "E701"),
        ([*QUICK, "--set", "deaths=-1"], "E303"),
        ([*QUICK, "--assume", "deahts=1"], "E701"),
        (["classify", "--plan", "vaccine-qualty", "--occurred", "2026-11-21"], "E502"),
    ],
)
def test_what_is_typed_wrongly_is_a_fault_with_a_code(capsys, arguments, code):
    ended, out, err = run(capsys, *arguments)
    assert (ended, out) == (2, "")
    assert code in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [
        (["classify", "--plan", "vaccine-qualty", "--occurred", "2026-11-21"], "vaccine-quality"),
        ([*QUICK, "--set", "deahts=1"], "deaths"),
        (["classify", "x.yaml", "--formt", "json"], "--format"),
        (["clasify"], "classify"),
        (["schema", "situatoin"], "situation"),
        (["show", "forest-fires"], "forest-fire"),
        (["classify", "x.yaml", "--now", "2026-11-21T09:40"], "2026-11-21T09:40+08:00"),
    ],
)
def test_misspelt_names_get_a_suggestion(capsys, arguments, suggestion):
    _, _, err = run(capsys, *arguments, "--lang", "en")
    assert f"did you mean `{suggestion}`?" in err


def test_faults_are_told_in_the_language_asked_for(capsys):
    assert "没有命令 `clasify`" in run(capsys, "clasify")[2]
    assert "there is no command `clasify`" in run(capsys, "--lang", "en", "clasify")[2]


def test_without_now_the_clock_is_read_in_one_place(capsys, monkeypatch):
    monkeypatch.setattr(clock, "present", lambda: datetime.fromisoformat("2026-11-21T09:50+08:00"))
    arguments = [word for word in OPEN if word not in {"--now", NOW}]
    assert json.loads(run(capsys, *arguments, "--format", "json")[1])["now"] == "2026-11-21T09:50:00+08:00"
