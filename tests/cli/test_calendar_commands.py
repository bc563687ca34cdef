"""`respond calendar`: what it prints, what it refuses, and that nothing is overwritten in silence."""

import json
import sys
from datetime import datetime

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from respond.cli import main
from respond.plan import shipped

CN = shipped("plans") / "calendars" / "cn" / "2026.yaml"


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = main(["calendar", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def schema(name, capsys):
    main(["schema", name])
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("asked", [["2026"], ["cn", "2026-02"], ["eu/target", "2030"]])
def test_a_calendar_fits_a_terminal(run, lang, asked):
    code, out, err = run("show", *asked, "--lang", lang)
    assert (code, err) == (0, "")
    assert max(map(cell_len, out.splitlines())) <= 80


def test_a_month_tells_what_is_off_and_what_is_made_up_for(run):
    _, out, _ = run("show", "2026-10", "--lang", "en")
    assert "            1* 2* 3* 4*\n   5* 6* 7* 8  9 10+11" in out
    assert "2026-10-01 – 10-07  National Day  7 days" in out
    assert "2026-10-10 Sat  National Day" in out
    assert "国办发明电〔2025〕7号, 2025-11-04, confirmed" in out.replace("\n", " ")
    assert "18 working days" in out


def test_the_json_keeps_its_schema(run, capsys):
    _, out, _ = run("show", "cn", "2026", "--format", "json")
    found = json.loads(out)
    Draft202012Validator(schema("calendar-shown", capsys)).validate(found)
    assert (found["region"], found["base"], found["year"], found["month"]) == ("cn", None, 2026, None)
    assert found["working_days"] == sum(day["working"] for day in found["days"]) == 248
    assert len(found["days"]) == 365
    assert found["made_up"][0] == {
        "region": "cn",
        "day": "2026-01-04",
        "name": {"zh": "元旦", "en": "New Year"},
    }
    code, out, _ = run("check", "--format", "json")
    assert code == 0
    for line in out.splitlines():
        Draft202012Validator(schema("calendar-checked", capsys)).validate(json.loads(line))


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (["cn", "2031"], 4, "E610"),
        (["eu/targt", "2026"], 2, "E561"),
        (["cn", "May"], 2, "E923"),
        (["cn", "2026-13"], 2, "E923"),
        (["0000"], 2, "E923"),
    ],
)
def test_what_cannot_be_shown_is_named(run, asked, code, told):
    found, out, err = run("show", *asked)
    assert (found, out) == (code, "")
    assert told in err


def test_this_year_is_shown_where_none_is_named(run, monkeypatch):
    monkeypatch.setattr(
        "respond.cli.calendar_show.present", lambda: datetime.fromisoformat("2025-05-05T10:00+08:00")
    )
    _, out, _ = run("show", "--lang", "en")
    assert "Working days of cn · 2025" in out


LOCAL = "respond: region/1\nregion: hill\nzh: 山县\nen: Hill County\nbase: cn\noffice_hours: ['08:30-12:00']\nsource: {zh: 通知, en: notice}\n"
DAYS = """\
respond: calendar/1
region: hill
year: 2026
standing: draft
notice: {zh: 三月三放假通知, en: notice on the Third of March, issued: 2026-01-20}
days_off:
  - {from: 2026-04-20, to: 2026-04-20, zh: 三月三, en: Third of March}
working: [2026-04-25]
"""


@pytest.fixture
def hill(tmp_path, monkeypatch):
    own = tmp_path / "calendars" / "hill"
    own.mkdir(parents=True)
    (own / "region.yaml").write_text(LOCAL, encoding="utf-8")
    (own / "2026.yaml").write_text(DAYS, encoding="utf-8")
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path))
    return own


def test_a_local_calendar_is_shown_with_its_base(run, hill):
    code, out, _ = run("show", "hill", "2026-04", "--lang", "en")
    assert code == 0
    for told in (
        "for the rest cn counts", "hill: notice on the Third of March (2026-01-20, draft)", "2026 of hill is a draft",
        "cn: Notice of the General", "Third of March  1 day · hill", "Qingming  3 days · cn",
        "2026-04-25 Sat", "Office hours: 08:30-12:00", "20*21 22 23 24 25+",
    ):  # fmt: skip
        assert told in out, told


def test_a_file_is_checked_where_it_lies(run, hill, tmp_path):
    code, out, _ = run("check", str(hill / "2026.yaml"), "--lang", "en")
    assert code == 0
    assert "E6442026ofhillisadraft" in "".join(out.split())  # lines break where the folder's name is long
    (hill / "2026.yaml").write_text(DAYS.replace("[2026-04-25]", "[2026-04-24]"), encoding="utf-8")
    code, out, err = run("check", str(hill / "2026.yaml"), "--lang", "en")
    assert (code, err) == (2, "")
    assert "2026.yaml:8:11:E637" in "".join(out.split())
    code, _, err = run("check", str(hill.rename(tmp_path / "dale") / "2026.yaml"))
    assert code == 2
    assert "E631" in err


def test_a_region_without_its_own_year_is_that_of_its_base(run, hill):
    _, out, _ = run("show", "hill", "2025-05", "--lang", "en")
    assert "Labour Day" in out
    _, out, _ = run("check", "hill", "--lang", "en")
    assert "E646 hill has no days of its own in 2025: cn alone counts" in out


# Importing.


def test_an_import_says_what_is_to_be_filled_in(run):
    code, out, err = run("import", "2026", "--lang", "en")
    assert code == 0
    assert "standing: draft" in out
    assert "# number: fill in" in out
    assert err == "cn 2026 has the same days\n"


def test_nothing_is_overwritten_in_silence(run, tmp_path):
    path = tmp_path / "2026.yaml"
    given = ("--number", "国办发明电〔2025〕7号", "--issued", "2025-11-04", "-o", str(path), "--lang", "en")
    code, out, _ = run("import", "2026", *given)
    assert code == 0
    assert "wrote" in out
    first = path.read_text("utf-8")
    assert run("import", "2026", *given)[:2] == (0, f"{path} has the same days\n")
    assert path.read_text("utf-8") == first
    changed = first.replace("2026-02-14", "2026-02-08").replace("to: 2026-01-03", "to: 2026-01-02")
    path.write_text(changed, encoding="utf-8")
    code, out, err = run("import", "2026", *given)
    assert code == 2
    assert "E924" in err
    assert out.splitlines() == [
        "2026-01-03: was by the week, imported as day off",
        "2026-02-08: was worked in place of another, imported as by the week",
        "2026-02-14: was by the week, imported as worked in place of another",
    ]
    assert path.read_text("utf-8") == changed
    code, out, _ = run("import", "2026", *given, "--replace")
    assert code == 0
    assert "was by the week" in out
    assert path.read_text("utf-8") == first


def test_an_import_without_the_package_is_told(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    code, out, err = run("import", "2026")
    assert (code, out) == (2, "")
    assert "E647" in err
    assert "respond-engine[calendars]" in err


@pytest.mark.parametrize(("asked", "told"), [(["1999"], "E648"), (["2026", "--from", "almanac"], "E905")])
def test_what_cannot_be_imported_is_named(run, asked, told):
    code, out, err = run("import", *asked)
    assert code in (2, 4)
    assert out == ""
    assert told in err
