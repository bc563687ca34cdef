"""The commands that make papers: every option has its effect, every fault its exit code, files are what they are called."""

import io
import json
import zipfile
from xml.etree import ElementTree as ET

import icalendar
import jsonschema
import pytest

from respond.cli import main
from respond.store import Store

AT = ["--now", "2026-11-21T09:30"]
OPEN = [
    "open", "--id", "one", "--plan", "vaccine-quality", "--title", "疑似事件", "--set", "quality_suspected=yes",
    "--set", "deaths=3", "--event", "received=2026-11-21T09:12", "--occurred", "2026-11-21T08:00", "--now",
    "2026-11-21T09:20",
]  # fmt: skip
FILE = """\
respond: incident/1
id: filed
title: {zh: 例, en: example}
plans: [vaccine-quality]
occurred: 2026-11-21T08:00+08:00
facts: {quality_suspected: yes, deaths: 3, warning_colour: red}
events: {received: 2026-11-21T09:12+08:00}
"""


@pytest.fixture
def respond(capsys, tmp_path, monkeypatch):
    """Run commands at a store of one incident, in a folder of their own."""
    monkeypatch.setenv("RESPOND_STORE", str(tmp_path / "store.db"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "filed.yaml").write_text(FILE, "utf-8")

    def run(*arguments):
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    assert run(*OPEN)[0] == 0
    return run


def last(tmp_path):
    return Store(tmp_path / "store.db", readonly=True).rows("one")[-1]


def test_a_report_is_drafted_of_the_store_or_of_a_file(respond):
    for name in ("one", "filed.yaml"):
        code, out, _ = respond("report", name, "initial", *AT)
        assert code == 0
        assert "首报" in out
        assert "缺项" in out
    code, out, _ = respond("report", "one", "initial", "--lang", "en", *AT)
    assert "Initial report" in out
    assert "Missing" in out


def test_the_end_of_the_file_name_tells_its_form(respond, tmp_path):
    for name in ("a.docx", "a.html", "a.md"):
        code, out, err = respond("report", "one", "initial", "-o", name, *AT)
        assert (code, out, err) == (0, "", f"{name}\n")
    assert zipfile.ZipFile(tmp_path / "a.docx").testzip() is None
    assert (tmp_path / "a.html").read_text("utf-8").startswith("<!")
    assert (tmp_path / "a.md").read_text("utf-8").startswith("# 关于")
    assert respond("report", "one", "initial", "-o", "a.pdf", *AT)[0] == 2
    assert respond("report", "one", "initial", "--format", "docx", *AT)[0] == 2


def test_the_same_log_and_now_give_the_same_file(respond, tmp_path):
    for name in ("a.docx", "b.docx"):
        respond("report", "one", "initial", "-o", name, *AT)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_each_addressee_has_a_file_of_its_own(respond, tmp_path):
    to = ("--to", "county-government", "--to", "city-market-regulator")
    code, _, err = respond("report", "one", "initial", *to, "-o", "r.md", *AT)
    assert code == 0
    assert err.split() == ["r-county-government.md", "r-city-market-regulator.md"]
    assert "县人民政府：" in (tmp_path / "r-county-government.md").read_text("utf-8")
    code, out, _ = respond("report", "one", "initial", *to, "--format", "json", *AT)
    drafts = [json.loads(line) for line in out.splitlines()]
    assert [each["to"] for each in drafts] == [["county-government"], ["city-market-regulator"]]
    schema = json.loads(respond("schema", "report-draft")[1])
    for each in drafts:
        jsonschema.validate(each, schema)


def test_head_and_number_are_as_typed(respond):
    typed = ("--number", "交疫〔2026〕3号", "--signer", "王某", "--urgency", "特急", "--report", "hq-report")
    out = respond("report", "one", "initial", *typed, *AT)[1]
    for word in typed[1:6:2]:
        assert word in out
    assert "县指挥部信息报告" in out
    assert "首次报告" in respond("report", "one", "initial", "--duty", "initial-report", *AT)[1]


def test_missing_is_a_check(respond):
    code, out, _ = respond("report", "one", "initial", "--missing", *AT)
    assert code == 1
    assert "问：疫苗由哪家企业生产？" in out
    assert "依据" not in out
    code, out, _ = respond("report", "one", "progress", "--report", "overall-follow-up", "--missing", *AT)
    assert code == 0
    assert "齐全" in out


def test_sent_enters_the_act(respond, tmp_path):
    code, out, _ = respond(
        "report", "one", "initial", "--duty", "report-up", "--sent", "--to", "county-government", "--at",
        "2026-11-21T09:25", "--by", "headquarters", "--channel", "phone", "--number", "7", "--as", "甲", *AT,
    )  # fmt: skip
    assert code == 0
    assert "已记入 one 第2条" in out
    row = last(tmp_path)
    assert row.by == "甲"
    assert row.data["did"] == [
        {
            "duty": "jiaocheng/vaccine-quality#report-up", "at": "2026-11-21T09:25:00+08:00", "by": "headquarters",
            "to": ["county-government"], "channel": "phone", "number": "7",
        }
    ]  # fmt: skip
    code, out, _ = respond("report", "one", "initial", "--sent", "--format", "json", *AT)
    assert json.loads(out)["schema"] == "entered/1"


def test_sent_with_a_file_writes_it_first(respond, tmp_path):
    sent = ("report", "one", "initial", "--duty", "report-up", "--sent", *AT)
    code, out, err = respond(*sent, "-o", str(tmp_path / "none" / "x.md"))
    assert code == 2
    assert (out, last(tmp_path).kind) == ("", "opened")  # what could not be written did not go
    assert "E679" in err
    code, out, err = respond(*sent, "-o", "x.md", "--by", "nobody")
    assert (code, last(tmp_path).kind) == (2, "opened")
    assert "已写出 x.md；报送没有全部记入" in err
    assert (tmp_path / "x.md").exists()
    code, out, err = respond(*sent, "-o", "y.docx")
    assert code == 0
    assert "已记入 one 第2条" in out
    assert last(tmp_path).kind == "act"
    assert (tmp_path / "y.docx").exists()


def test_a_contradiction_is_refused_until_somebody_says_why(respond, tmp_path):
    respond("report", "one", "initial", "--sent", *AT)
    respond("update", "one", "deaths=2", "--now", "2026-11-21T09:50")
    progress = ("report", "one", "progress", "--to", "county-government", "--now", "2026-11-21T09:55")
    for more in ((), ("--sent",), ("--missing",), ("-o", "x.docx")):
        code, out, err = respond(*progress, *more)
        assert code == 1
        assert out == ""
        assert "E981" in err
    assert not (tmp_path / "x.docx").exists()
    code, out, _ = respond(*progress, "--correcting", "deaths=一人重复统计")
    assert code == 0
    assert "现更正为2例，一人重复" in out.replace("\n  ", "")
    assert respond(*progress, "--correcting", "deaths")[0] == 2


def test_words_for_several_letters_are_entered_once(respond, tmp_path):
    respond("report", "one", "initial", "--sent", *AT)
    respond("update", "one", "deaths=2", "--now", "2026-11-21T09:50")
    to = ("--to", "county-government", "--to", "city-market-regulator")
    how = ("--correcting", "deaths=一人重复统计", "--sent", "--now", "2026-11-21T09:55")
    assert respond("report", "one", "progress", *to, *how)[0] == 0
    kinds = [row.kind for row in Store(tmp_path / "store.db", readonly=True).rows("one")]
    assert kinds[-3:] == ["note", "act", "act"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["report", "one", "final"], "E905"),
        (["report", "one", "initial", "--at", "2026-11-21T09:25"], "E911"),
        (["report", "one", "initial", "--channel", "phone"], "E911"),
        (["report", "one", "initial", "--sent", "--missing"], "E910"),
        (["report", "one", "initial", "--sent", "--format", "md"], "E910"),
        (["report", "filed.yaml", "initial", "--sent"], "E986"),
        (["report", "none", "initial"], "E845"),
        (["report", "none.yaml", "initial"], "E101"),
        (["report", "one", "initial", "--to", "nobody"], "E982"),
        (["sheet", "none"], "E845"),
        (["ics", "one", "-o", "no/x.ics"], "E679"),
        (["cap", "one"], "E989"),
        (["cap", "filed.yaml", "--urgency", "soon"], "E905"),
        (["cards", "vaccine-quality", "--unit", "nobody"], "E987"),
        (["cards", "no-such-plan"], "E502"),
        (["handbook", "vaccine-quality", "-o", "x.pdf"], "E683"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written(respond, tmp_path, typed, code):
    before = {path.name for path in tmp_path.iterdir()} | {"store.db-shm", "store.db-wal"}
    exit_code, out, err = respond(*typed, *(AT if typed[0] not in {"cards", "handbook"} else []))
    assert exit_code == 2, err
    assert code in err
    assert out == ""
    assert {path.name for path in tmp_path.iterdir()} <= before


def test_the_sheet_signs_the_store_it_is_of(respond, tmp_path):
    code, out, _ = respond("sheet", "one", *AT)
    assert code == 0
    (line,) = [each.line for each in Store(tmp_path / "store.db", readonly=True).checkpoints()]
    assert line[:40] in out
    assert respond("sheet", "one", "-o", "s.docx", *AT)[0] == 0
    assert zipfile.ZipFile(io.BytesIO((tmp_path / "s.docx").read_bytes())).testzip() is None
    assert "没有记录库签名" in respond("sheet", "filed.yaml", "--desk", "county-government", *AT)[1]


def test_the_seat_decides_whose_limits_stand_on_it(respond):
    ours, theirs = (respond("ics", "one", *more, *AT)[1] for more in ((), ("--desk", "county-government")))
    assert "vaccine-quality#report-up#1" in ours
    assert "vaccine-quality#report-up#1" not in theirs


def test_a_calendar_and_an_alert_can_be_read_again(respond, tmp_path):
    assert respond("ics", "one", "-o", "one.ics", *AT) == (0, "", "")
    assert icalendar.Calendar.from_ical((tmp_path / "one.ics").read_bytes()).walk("VEVENT")
    assert respond("ics", "one", "--lang", "en", *AT)[1].isascii() is False
    code, out, _ = respond("cap", "filed.yaml", "--category", "Health", "--expires", "2026-11-22T08:00", *AT)
    assert code == 0
    alert = ET.fromstring(out)  # noqa: S314 - our own
    texts = [each.text for each in alert.iter()]
    assert "Extreme" in texts
    assert "Health" in texts
    assert "2026-11-22T08:00:00+08:00" in texts
    assert respond("cap", "filed.yaml", "--cancel", "--fact", "warning_colour", *AT)[1].count("Cancel") == 1


@pytest.mark.parametrize("command", ["cards", "handbook"])
def test_papers_of_a_plan_come_in_every_form(respond, tmp_path, command):
    code, out, _ = respond(command, "vaccine-quality", "--lang", "en")
    assert code == 0
    assert "county" in out
    small = ("--unit", "health-bureau") if command == "cards" else ()
    for name in ("a.docx", "b.docx", "a.html", "a.md"):
        typed = (command, "example/severity" if not small else "vaccine-quality", *small, "-o", name)
        assert respond(*typed) == (0, "", "")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert (tmp_path / "a.md").read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("command", ["report", "sheet", "ics", "cap", "cards", "handbook"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_is_spoken_in_the_language(respond, command, lang):
    code, out, _ = respond(command, "--help", "--lang", lang)
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert ("用法" in out) == (lang == "zh")
