"""`respond classify`: formats, options, exit codes, several files, standard input."""

import io
import json
import sys
from datetime import datetime

import jsonschema
import pytest

from instants import REFUSED
from respond.cli import clock, main
from respond.situation import Situation, schema_of
from yaml import safe_load

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
    assert "事件级别：Ⅰ级（特别重大）" in out


def test_a_range_ends_with_3(capsys):
    code, out, err = run(capsys, *OPEN)
    assert (code, err) == (3, "")
    assert "现已确定：Ⅱ级（重大）" in out
    assert "最高可能：Ⅰ级（特别重大）" in out


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
    assert "Certain now: Level II (major)" in out


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
        jsonschema.Draft202012Validator(schema_of(Situation, "situation/2")).validate(json.loads(line))


def test_yaml_holds_the_same_as_json(capsys):
    yaml = run(capsys, *OPEN, "--format", "yaml")[1]
    data = json.loads(run(capsys, *OPEN, "--format", "json")[1])
    assert yaml.startswith("---\nschema: situation/2\n")
    assert safe_load(yaml) == data


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


def test_json_holds_everything_whatever_is_asked_for(capsys):
    bare = run(capsys, *OPEN, "--format", "json")[1]
    for asked in ("--full", "--why", "--all-bodies"):
        assert run(capsys, *OPEN, "--format", "json", asked)[1] == bare


def obligation(out, duty):
    return next(one for one in json.loads(out)["obligations"] if one["duty"] == duty)


def test_what_was_done_is_met(capsys, incident):
    done = ("--done", "report-up=2026-11-21T09:30+08:00", "--format", "json")
    found = obligation(run(capsys, *DEFINITE, *done)[1], "report-up")
    assert (found["state"], found["done"]["at"]) == ("met", "2026-11-21T09:30:00+08:00")
    found = obligation(run(capsys, "classify", incident(), "--now", NOW, *done)[1], "report-up")
    assert found["state"] == "met"
    late = ("--done", "report-up=2026-11-21T10:20+08:00", "--format", "json")
    arguments = [NOON if word == NOW else word for word in DEFINITE]
    found = obligation(run(capsys, *arguments, *late)[1], "report-up")
    assert (found["state"], found["late_seconds"]) == ("met-late", 480)


def test_what_was_done_before_later_steps_of_the_file_counts(capsys, tmp_path):
    path = tmp_path / "steps.yaml"
    later = INCIDENT.format(id="steps", deaths="1").replace("T09:30", "T16:00")
    path.write_text(later, encoding="utf-8")
    done = ("--done", "report-up=2026-11-21T09:30+08:00", "--format", "json")
    assert (
        obligation(run(capsys, "classify", str(path), "--now", NOW, *done)[1], "report-up")["state"] == "met"
    )


def test_the_desk_decides_what_is_ours(capsys):
    out = run(capsys, *DEFINITE, "--desk", "health-bureau", "--format", "json")[1]
    assert json.loads(out)["desk"]["zh"] == "县卫生健康局"
    assert obligation(out, "treat-injured")["ours"]
    assert not obligation(out, "report-up")["ours"]
    assert "席位：县卫生健康局" in "".join(run(capsys, *DEFINITE, "--desk", "health-bureau")[1].split())


def test_what_others_owe_is_shown_when_asked_for(capsys):
    assert "── 上级和其他单位的任务" not in run(capsys, *DEFINITE)[1]
    assert "── 上级和其他单位的任务" in run(capsys, *DEFINITE, "--all-bodies")[1]


def test_hindsight_puts_what_is_known_now_where_it_belongs(capsys, incident):
    asked = ("classify", incident(), "--at", "2026-11-21T09:20+08:00", "--now", NOW, "--format", "json")
    assert json.loads(run(capsys, *asked)[1])["level"] == "III"
    text = run(capsys, *asked[:-2], "--hindsight")[1]
    assert "09:20的实际情况，按现在所知" in text


def test_signs_without_an_incident_are_not_graded(capsys):
    code, out, err = run(
        capsys, "classify", "--plan", "vaccine-quality", "--noticed", "2026-11-21T08:00+08:00", "--now", NOW,
        "--event", "risk_judged_large=2026-11-21T09:00+08:00",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "事前阶段：事件尚未发生，只有征兆，不定级" in out


def test_a_time_without_an_offset_is_one_of_the_plans_zone(capsys):
    typed = "classify", "--plan", "vaccine-quality", "--set", "deaths=3", "--format", "json"
    with_offset = run(
        capsys, *typed, "--event", "received=2026-11-21T09:12+08:00", "--now", "2026-11-21T10:00+08:00"
    )
    without = run(capsys, *typed, "--event", "received=2026-11-21 09:12", "--now", "2026-11-21T10:00")
    assert with_offset == without


def test_an_event_may_belong_to_a_body(capsys):
    out = run(
        capsys, *OPEN, "--event", "received@city-government=2026-11-21T09:30+08:00", "--format", "json"
    )[1]
    assert "received@city-government" in [event["id"] for event in json.loads(out)["events"]]


def test_several_plans_may_be_named(capsys):
    out = run(capsys, *OPEN, "--plan", "environmental-events", "--format", "json")[1]
    data = json.loads(out)
    plans = [data["plan"], *(other["plan"] for other in data["other_plans"])]
    assert "national/environmental-events" in [plan["id"] for plan in plans]


def test_a_time_of_an_event_is_blamed_on_the_event(capsys):
    _, _, err = run(
        capsys, "classify", "--plan", "vaccine-quality", "--event", "received=09:12", "--now", NOW
    )
    assert "--event: E322" in err
    assert "--occurred" not in err


@pytest.mark.parametrize("text", [text for text, code in REFUSED.items() if code != "E321"])
def test_now_is_spelt_as_in_files(capsys, text):
    _, _, err = run(capsys, "classify", "--plan", "vaccine-quality", "--set", "deaths=3", "--now", text)
    assert REFUSED[text] in err
    assert "--now" in err


def test_a_judgement_without_its_author_names_the_option(capsys):
    _, _, err = run(capsys, *OPEN, "--set", "other_serious=no", "--lang", "en")
    assert "`--judged-by`" in err


@pytest.mark.parametrize(("told", "coloured"), [("0", False), ("1", True), ("", False)])
def test_force_color_0_does_not_colour(capsys, monkeypatch, told, coloured):
    monkeypatch.setenv("FORCE_COLOR", told)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert ("\x1b[" in run(capsys, *DEFINITE)[1]) is coloured


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
        (["classify", "x.yaml", "--plan", "vaccine-quality", "--occurred", "2026-11-21"], "E910"),
        (["classify", "-", "-"], "E914"),
        (["classify", "x.yaml", "--now", NOW, "--at", "2026-11-21T10:00+08:00"], "E913"),
        (["classify", "x.yaml", "--format", "yaml", "--why-not", "II"], "E915"),
        (["classify", "x.yaml", "--format", "json", "--why-not", "II"], "E915"),
        (["classify", "x.yaml", "--hindsight"], "E911"),
        (["classify", "x.yaml", "--noticed", NOW], "E911"),
        ([*QUICK, "--occurred", NOW, "--noticed", NOW], "E910"),
        ([*QUICK, "--now", NOW], "E919"),
        ([*QUICK, "--format", "json", "--format", "text"], "E919"),
        ([*QUICK, "--set", "deaths=5", "--set", "deaths=1"], "E730"),
        ([*QUICK, "--event", "received=2026-11-21T09:20+08:00"], "E730"),
        ([*QUICK, "--assume", "deaths=5", "--assume", "deaths=1"], "E730"),
        ([*QUICK, "--set", "deaths=5", "--set", "死亡=1"], "E730"),
        ([*QUICK, "--assume", "deaths=5", "--assume", "死亡=1"], "E730"),
        ([*QUICK, "--plan", "vaccine-quality"], "E730"),
        ([*QUICK, "--plan", "疫苗@2024"], "E730"),
        ([*QUICK, "--set", "严重=1"], "E732"),
        ([*QUICK, "--assume", "严重=1"], "E732"),
        (["classify", "--plan", "森林", "--occurred", "2026-11-21"], "E503"),
        ([*QUICK, "--done", "report-up"], "E731"),
        ([*QUICK, "--done", "report-up=09:20"], "E322"),
        ([*QUICK, "--occurred", "1900-01-01T00:00"], "E321"),
        ([*QUICK, "--event", "verified=1900-01-01T00:00"], "E321"),
        ([*QUICK, "--done", "report-upp=2026-11-21T09:20+08:00"], "E720"),
        ([*QUICK, "--desk", "headquarter"], "E722"),
        (["classify", "vaccine-quality", "--now", NOW], "E920"),
        (["classify", "x.yaml", "--by", "someone"], "E911"),
        ([*QUICK, "--why-not", "V"], "E340"),
        ([*QUICK, "--declare", "V", "--by", "a", "--reason", "b"], "E340"),
        (["classify", "x.yaml", "--format", "xml"], "E905"),
        (["classify", "x.yaml", "--lang", "fr"], "E905"),
        (["classify", "x.yaml", "--now"], "E904"),
        (["classify", "x.yaml", "--nwo", NOW], "E902"),
        (["classify", "x.yaml", "--now", "2026-11-21T09:40+8"], "E322"),
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
        (["classify", "vaccine-quality", "--now", NOW], "--plan vaccine-quality"),
        ([*QUICK, "--set", "linked to one batch=3"], "deaths"),
        ([*QUICK, "--assume", "linked to one batch=3"], "deaths"),
        ([*QUICK, "--done", "report-upp=2026-11-21T09:20+08:00"], "report-up"),
        ([*QUICK, "--desk", "headquarter"], "headquarters"),
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


def test_bytes_that_are_no_text_do_not_reach_the_data(capsys):
    broken = [*OPEN, "--judged-by", b"county \xff".decode("utf-8", "surrogateescape")]
    for form, read in (("json", json.loads), ("yaml", safe_load)):
        out = run(capsys, *broken, "--format", form)[1]
        assert read(out.encode().decode())["schema"] == "situation/2"


@pytest.mark.parametrize("plan", ["疫苗", "疫苗@2024", "交城县疫苗质量安全事件应急预案"])
@pytest.mark.parametrize("fact", ["死亡", "同一批号疫苗致死亡病例", "Deaths linked to one batch"])
@pytest.mark.parametrize("option", ["--set", "--assume"])
def test_a_plan_and_its_facts_may_be_named_in_words(capsys, plan, fact, option):
    rest = ["--set", "quality_suspected=yes", "--format", "json"]
    named = ["classify", "--plan", plan, *QUICK[3:], option, f"{fact}=5", *rest]
    assert run(capsys, *named) == run(capsys, *QUICK, option, "deaths=5", *rest)


def test_without_a_time_the_present_is_taken_and_the_answer_says_so(capsys):
    quick = ["classify", "--plan", "vaccine-quality", "--now", NOW, "--set", "deaths=5"]
    code, out, _ = run(capsys, *quick)
    assert code == 3
    assert "发生：2026-11-21 09:40（没有给出，取现在）" in out
    english = " ".join(run(capsys, *quick, "--lang", "en")[1].split())
    assert "occurred: 2026-11-21 09:40 (not given; the present is taken)" in english
    assert "取现在" in json.loads(run(capsys, *quick, "--format", "json")[1])["occurred"]["zh"]
    assert "取现在" not in run(capsys, *quick, "--occurred", NOW)[1]
    assert "取现在" not in run(capsys, *QUICK)[1]
    assert "（取最早的事件）" in "".join(run(capsys, *QUICK)[1].split())
    noticed = run(capsys, *quick, "--noticed", NOW)[1]
    assert not [word for word in ("取最早的事件", "取现在") if word in noticed]
    earlier = run(capsys, *quick, "--at", "2026-11-21T09:30+08:00")[1].replace("\n", "")
    assert "发生：2026-11-21 09:30（没有给出，取现在）" in earlier


def test_several_plans_alongside_are_all_answered(capsys):
    two = ["classify", "--plan", "production-accident", "--plan", "environmental-events", "--now", NOW]
    data = json.loads(run(capsys, *two, "--set", "deaths=3", "--format", "json")[1])
    assert data["plan"]["id"] == "national/production-accident"
    assert "national/environmental-events" in [other["plan"]["id"] for other in data["other_plans"]]


def test_an_edition_outside_its_dates_says_so_where_the_level_stands(capsys):
    chosen = ["classify", "--plan", "forest-grassland-fire@2009", "--occurred", "2026-05-01", "--now", NOW]
    lines = run(capsys, *chosen)[1].splitlines()
    rule = next(number for number, line in enumerate(lines) if line.startswith("━"))
    assert lines[rule + 1].strip() == "注意：所用的版本当天并未施行，是点名选用的"
    data = json.loads(run(capsys, *chosen, "--format", "json")[1])
    assert data["applies"] is False
    assert "并未施行" in data["in_force"]["zh"]
    again = [*chosen[:2], "forest-grassland-fire", *chosen[3:]]
    assert "并未施行" not in run(capsys, *again)[1]


def test_why_not_a_level_that_is_certain_says_that_it_is(capsys):
    out = run(capsys, *OPEN, "--why-not", "II")[1]
    assert "已确定至少是Ⅱ级，最高可能Ⅰ级" in out
    assert "仍有可能是Ⅱ级" not in out
    assert "仍有可能是Ⅰ级" in run(capsys, *OPEN, "--why-not", "I")[1]
    assert "现已确定为更高的Ⅱ级" in run(capsys, *OPEN, "--why-not", "III")[1]


SEVERITY = ["classify", "--plan", "severity", "--now", "2026-03-02T10:30+00:00", "--format", "json"]


def graded(capsys, *given):
    code, out, err = run(capsys, *SEVERITY, *(word for fact in given for word in ("--set", fact)))
    answer = json.loads(out)
    return code, answer["level"], answer["could_reach"], answer, err


def test_a_range_of_choices_in_an_order_narrows_the_level_and_the_questions(capsys):
    """Brute force: the range is what its choices give one by one."""
    rest = ["customers_affected=0%", "workaround=no"]
    one_by_one = [
        graded(capsys, f"service_state={key}", *rest)[1:3] for key in ("degraded", "impaired", "down")
    ]
    known = ["none", "SEV4", "SEV3", "SEV2", "SEV1"]
    for given, levels in (
        ("degraded+", one_by_one),
        ("degraded..impaired", one_by_one[:2]),
        ("slow or with errors to functions missing", one_by_one[:2]),
        ("at least functions missing", one_by_one[1:]),
    ):
        _, level, could, answer, _ = graded(capsys, f"service_state={given}", *rest)
        assert known.index(level) == min(known.index(low) for low, _ in levels), given
        assert known.index(could) == max(known.index(high) for _, high in levels), given
        shown = next(
            seen["shown"]["en"]
            for one in answer["criteria"]
            for name, seen in one["values"].items()
            if name == "service_state"
        )
        assert graded(capsys, f"service_state={shown}", *rest)[1:3] == (level, could)
