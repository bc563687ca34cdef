"""The commands that enter something: every option reaches the log, every fault its exit code, both languages fit."""

import io
import json
import os
import re
import shlex
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len

from respond.cli import main
from respond.store import Store, exported

NOW = ["--now", "2026-11-21T09:30"]
OPEN = [
    "open", "--id", "one", "--plan", "vaccine-quality", "--title", "疑似事件", "--set", "quality_suspected=yes",
    "--event", "received=2026-11-21T09:12", "--occurred", "2026-11-21T08:00", *NOW,
]  # fmt: skip
WHY = ["--by", "县长", "--reason", "理由"]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Give a store of its own to a test."""
    path = tmp_path / "store.db"
    monkeypatch.setenv("RESPOND_STORE", str(path))
    monkeypatch.delenv("RESPOND_DESK", raising=False)
    return path


@pytest.fixture
def respond(capsys, place):
    """Run commands at that store, and give what comes of them."""

    def run(*arguments):
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def opened(respond):
    """Open an incident first."""
    assert respond(*OPEN)[0] == 0
    return respond


def rows(place, name="one"):
    return Store(place, readonly=True).rows(name)


def last(place):
    return rows(place)[-1].data


def test_open_keeps_what_was_typed(opened, place):
    (row,) = rows(place)
    assert (row.kind, row.by, row.recorded) == ("opened", "值班室", "2026-11-21T01:30:00.000000+00:00")
    assert row.data == {
        "respond": "incident/1", "id": "one", "title": {"zh": "疑似事件"}, "plans": ["vaccine-quality"],
        "occurred": "2026-11-21T08:00:00+08:00", "facts": {"quality_suspected": "yes"},
        "events": {"received": "2026-11-21T09:12:00+08:00"},
    }  # fmt: skip
    assert (
        opened("open", "--id", "two", "--plan", "forest-fire", "--noticed", "2026-11-21T08:00", *NOW)[0] == 0
    )
    assert rows(place, "two")[0].data["noticed"] == "2026-11-21T08:00:00+08:00"


FILE = """\
respond: incident/1
id: filed
title: {zh: 例}
plans: [vaccine-quality]
occurred: 2026-11-21T08:00+08:00
then:
  - {at: 2026-11-21T09:00+08:00, facts: {deaths: 1}}
"""


def test_who_reported_is_typed_with_the_receipt_and_put_right(respond, place):
    assert respond(*OPEN, "--source", "县医院")[0] == 0
    received = Store(place).rows("one")[0].data["events"]["received"]
    assert received == {"at": "2026-11-21T09:12:00+08:00", "source": "县医院"}
    right = ("correct", "one", "received", "--source", "县疾控中心", *WHY, "--now", "2026-11-21T09:40")
    assert respond(*right)[0] == 0
    assert "县疾控中心报来" in respond("log", "one", "--now", "2026-11-21T09:41")[1]
    code, _, err = respond("open", "--id", "two", "--plan", "vaccine-quality", "--source", "县医院", *NOW)
    assert (code, "E706" in err) == (2, True), "there is no receipt it could be the source of"
    code, _, err = respond("open", "two.yaml", "--source", "县医院", *NOW)
    assert (code, "E910" in err) == (2, True)


def test_an_incident_opened_without_a_title_is_called_after_its_plan_in_both_languages(respond, place):
    assert respond("open", "--id", "two", "--plan", "vaccine-quality", *NOW)[0] == 0
    assert rows(place, "two")[0].data["title"] == {
        "zh": "交城县疫苗质量安全事件", "en": "Jiaocheng County vaccine quality and safety incident"
    }  # fmt: skip
    out = {lang: respond("list", *NOW, "--lang", lang)[1] for lang in ("zh", "en")}
    assert "交城县疫苗质量安全事件（two）" in out["zh"]
    assert "Jiaocheng County vaccine quality and safety incident (two)" in out["en"]


def test_open_reads_a_file_or_standard_input_and_an_exported_one_with_its_log(
    respond, place, tmp_path, monkeypatch
):
    path = tmp_path / "incident.yaml"
    path.write_text(FILE, "utf-8")
    assert respond("open", str(path), *NOW)[0] == 0
    assert [row.kind for row in rows(place, "filed")] == ["opened", "observation"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FILE.replace("filed", "piped").encode())))
    assert respond("open", "-", *NOW)[0] == 0
    assert len(rows(place, "piped")) == 2
    out = tmp_path / "out.yaml"
    now = datetime.fromisoformat("2026-11-21T10:00+08:00")
    out.write_text(exported(Store(place), "filed", now), "utf-8")
    other = str(tmp_path / "other.db")
    assert respond("open", str(out), "--store", other, *NOW)[0] == 0
    assert [row.kind for row in rows(other, "filed")] == ["opened", "observation", "imported"]
    out.write_text(out.read_text("utf-8").replace("deaths: 1", "deaths: 2"), "utf-8")
    code, _, err = respond("open", str(out), "--store", str(tmp_path / "third.db"), *NOW)
    assert (code, "E849" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["update", "one", "deaths=3+", "rare_cases=2", "--source", "医院", "--as-of", "2026-11-21T09:20",
          "--standing", "confirmed", "--judged-by", "值班局长"],
         {"facts": {name: {"value": value, "source": "医院", "as_of": "2026-11-21T09:20:00+08:00",
                           "standing": "confirmed", "by": "值班局长"}
                    for name, value in (("deaths", "3+"), ("rare_cases", "2"))}}),
        (["update", "one", "deaths=3"], {"facts": {"deaths": "3"}}),
        (["event", "one", "verified", "--at", "2026-11-21T09:20", "--by", "市监局"],
         {"events": {"verified": {"at": "2026-11-21T09:20:00+08:00", "by": "市监局"}}}),
        (["event", "one", "learned", "--at", "2026-11-21T09:20", "--source", "县医院"],
         {"events": {"learned": {"at": "2026-11-21T09:20:00+08:00", "source": "县医院"}}}),
        (["event", "one", "received@county-government"], {"events": {"received@county-government": None}}),
        (["did", "one", "report-up", "--at", "2026-11-21T09:20", "--by", "headquarters", "--for", "headquarters-office",
          "--to", "county-government", "--to", "city-market-regulator", "--channel", "phone", "--number", "3号",
          "--round", "1", "--broke"],
         {"did": [{"duty": "report-up", "at": "2026-11-21T09:20:00+08:00", "by": "headquarters",
                   "for": "headquarters-office", "to": ["county-government", "city-market-regulator"],
                   "channel": "phone", "number": "3号", "round": "1", "broke": "yes"}]}),
        (["did", "one", "report-up"], {"did": [{"duty": "report-up"}]}),
        (["unable", "one", "report-up", "--reason", "断线", "--by", "headquarters", "--at", "2026-11-21T09:20",
          "--round", "1"],
         {"unable": [{"duty": "report-up", "reason": {"zh": "断线"}, "by": "headquarters",
                      "at": "2026-11-21T09:20:00+08:00", "round": "1"}]}),
        (["note", "one", "风向转北"], {"note": {"zh": "风向转北"}}),
        (["describe", "one", "--title", "接种异常", "--where", "水峪贯镇", "--region", "141122"],
         {"title": {"zh": "接种异常"}, "where": {"zh": "水峪贯镇"}, "region": "141122"}),
        (["declare", "one", "--level", "II", "--until", "2026-11-22T08:00", "--at", "2026-11-21T09:20", *WHY],
         {"declared": [{"level": "II", "by": "县长", "reason": {"zh": "理由"}, "at": "2026-11-21T09:20:00+08:00",
                        "until": "2026-11-22T08:00:00+08:00"}]}),
        (["start", "one", "--level", "III", "--at", "2026-11-21T09:20", *WHY],
         {"events": {"response_started": {"by": "县长", "at": "2026-11-21T09:20:00+08:00", "level": "III"}},
          "note": {"zh": "理由"}}),
        (["adjust", "one", "--level", "较大", *WHY],
         {"events": {"response_adjusted": {"by": "县长", "level": "III"}}, "note": {"zh": "理由"}}),
        (["terminate", "one", *WHY], {"events": {"terminated": {"by": "县长"}}, "note": {"zh": "理由"}}),
        (["close", "one", *WHY], {"events": {"closed": {"by": "县长"}}, "note": {"zh": "理由"}}),
        (["correct", "one", "quality_suspected", "--value", "no", *WHY],
         {"corrects": [{"entry": "quality_suspected", "value": "no", "corrected_by": "县长", "reason": {"zh": "理由"}}]}),
        (["correct", "one", "received", "--at", "2026-11-21T09:10", "--done-by", "值班员", "--by", "县长"],
         {"corrects": [{"entry": "received", "at": "2026-11-21T09:10:00+08:00", "by": "值班员",
                        "corrected_by": "县长"}]}),
        (["correct", "one", "received", "--withdrawn", *WHY],
         {"corrects": [{"entry": "received", "withdrawn": "yes", "corrected_by": "县长", "reason": {"zh": "理由"}}]}),
    ],
    ids=lambda value: " ".join(value[:3]) if isinstance(value, list) else "",
)  # fmt: skip
def test_every_option_reaches_the_log(opened, place, arguments, said):
    code, out, err = opened(*arguments, *NOW, "--as", "一号席")
    assert (code, err) == (0, "")
    assert out.startswith("  已记入 one 第2条")
    assert last(place) == said
    assert rows(place)[-1].by == "一号席"


def test_an_act_is_put_right_by_every_option(opened, place):
    opened("did", "one", "report-up", *NOW)
    put = [
        "--to",
        "county-government",
        "--to",
        "city-market-regulator",
        "--channel",
        "written",
        "--number",
        "7",
    ]
    assert opened("correct", "one", "report-up", *put, *WHY, *NOW)[0] == 0
    assert last(place)["corrects"] == [
        {
            "entry": "report-up", "to": ["county-government", "city-market-regulator"], "channel": "written",
            "number": "7", "corrected_by": "县长", "reason": {"zh": "理由"},
        }
    ]  # fmt: skip


def test_a_level_is_withdrawn(opened, place):
    opened("declare", "one", "--level", "II", *WHY, *NOW)
    assert opened("withdraw", "one", "--at", "2026-11-21T09:30", *WHY, *NOW)[0] == 0
    assert last(place) == {
        "withdraws": {"by": "县长", "at": "2026-11-21T09:30:00+08:00", "reason": {"zh": "理由"}}
    }


def test_a_limit_is_lengthened(respond, place):
    respond("open", "--id", "one", "--plan", "production-accident", "--set", "deaths=3",
            "--event", "received=2026-11-21T09:00", *NOW)  # fmt: skip
    extend = [
        "extend",
        "one",
        "county-inquiry-report",
        "30 days",
        "--round",
        "1",
        "--at",
        "2026-11-21T09:20",
        *NOW,
    ]
    assert respond(*extend, "--by", "local-government", "--reason", "鉴定")[0] == 0
    assert last(place)["extended"] == [
        {
            "duty": "county-inquiry-report", "length": "30 days", "by": "local-government",
            "at": "2026-11-21T09:20:00+08:00", "reason": {"zh": "鉴定"}, "round": "1",
        }
    ]  # fmt: skip


def test_links_and_merges(opened, place):
    opened("open", "--id", "two", "--plan", "vaccine-quality", *NOW)
    assert opened("link", "one", "two", "--reason", "同批号", *NOW)[0] == 0
    assert last(place) == {"to": "two", "relation": "beside", "reason": {"zh": "同批号"}}
    code, out, _ = opened("merge", "one", "two", "--reason", "同一起", *NOW)
    said = last(place)
    limits = said.pop("limits")["zh"]  # the receipt of the other is not known, so that nothing runs there
    assert (code, said) == (0, {"to": "two", "relation": "merged-into", "reason": {"zh": "同一起"}})
    assert limits.startswith("one的时限并入后不再走：")
    assert limits.splitlines()[0][:20] in out.replace("\n    ", "")
    code, out, err = opened("update", "one", "deaths=1", *NOW)
    assert (code, out) == (2, "")
    assert err.startswith("E853")
    assert opened("note", "one", "还有电话", *NOW)[0] == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_that_takes_a_merger_or_a_close_back_works_as_it_is_told(opened, place, lang):
    def told():
        _, _, err = opened("update", "one", "deaths=1", "--lang", lang, *NOW)
        return shlex.split(re.search(r"`respond ([^`]*--withdrawn[^`]*)`", " ".join(err.split()))[1])

    opened("open", "--id", "two", "--plan", "vaccine-quality", *NOW)
    for entry in ("merged", "merged#2"):
        opened("merge", "one", "two", *NOW)
        words = told()
        assert words[:3] == ["correct", "one", entry]
        assert opened(*words, *NOW)[0] == 0
        assert last(place)["relation"] == "parted-from"
    opened("close", "one", "--by", "headquarters", "--reason", "x", *NOW)
    assert opened(*told(), *NOW)[0] == 0
    assert opened("update", "one", "deaths=1", *NOW)[0] == 0


def test_the_other_incident_tells_what_was_merged_into_it(opened):
    opened("update", "one", "deaths=3", *NOW)
    opened("open", "--id", "two", "--plan", "vaccine-quality", "--event", "received=2026-11-21T09:12", *NOW)
    opened("merge", "one", "two", *NOW)
    for lang, words in (("zh", "事件 one 并入本事件"), ("en", "the incident one was merged into this one")):
        for form in ("text", "md"):
            code, out, _ = opened("status", "two", "--lang", lang, "--format", form, *NOW)
            assert code == 3
            assert words in out
            assert ("one比two重" in out) is (lang == "zh")
    assert "one 并入本事件" not in opened("status", "two", "--at", "2026-11-21T09:20", *NOW)[1]
    assert "merged_into" in opened("list", "--format", "json", *NOW)[1]
    assert "有未补记的" in opened("list", *NOW)[1]
    command = re.search(
        r"（respond (note two '[^']+')）", "".join(opened("status", "two", *NOW)[1].split("\n  "))
    )[1]
    code, out, _ = opened(*shlex.split(command), *NOW)
    assert (code, "这条备注了结了one的并入" in out) == (0, True)
    assert "one比two重" not in opened("status", "two", *NOW)[1]


def test_seen_refuses_and_lets_through(opened, place):
    opened("update", "one", "deaths=3", *NOW)
    for command in (
        ["declare", "--level", "II"], ["withdraw"], ["start", "--level", "II"], ["adjust", "--level", "II"],
        ["terminate"], ["close"],
    ):  # fmt: skip
        code, out, err = opened(command[0], "one", *command[1:], *WHY, "--seen", "1", *NOW)
        assert (code, out) == (1, ""), command
        assert "E843" in err
        assert '2 情况（值班室）：{"facts":{"deaths":"3"}}' in err
    for command in (["correct", "one", "deaths", "--value", "2"], ["extend", "one", "report-up", "1 hour"]):
        assert opened(*command, *WHY, "--seen", "1", *NOW)[0] == 1
    assert opened("start", "one", "--level", "II", *WHY, "--seen", "2", *NOW)[0] == 0
    assert rows(place)[-1].answers == 2
    assert "E909" in opened("start", "one", "--level", "II", *WHY, "--seen", "0", *NOW)[2]
    assert "E855" in opened("start", "one", "--level", "II", *WHY, "--seen", "9", *NOW)[2]


def test_the_clock_of_the_machine_is_the_present_where_nobody_says(opened, place, monkeypatch):
    from respond.cli import shop  # noqa: PLC0415 - to stop its clock

    monkeypatch.setattr(shop, "present", lambda: datetime.fromisoformat("2026-11-21T10:00+08:00"))
    assert opened("note", "one", "x")[0] == 0
    assert rows(place)[-1].recorded == "2026-11-21T02:00:00.000000+00:00"


def test_who_enters_is_the_desk(opened, place, monkeypatch):
    monkeypatch.setenv("RESPOND_DESK", "二号席")
    opened("note", "one", "x", *NOW)
    opened("note", "one", "x", "--as", "三号席", *NOW)
    assert [row.by for row in rows(place)] == ["值班室", "二号席", "三号席"]


def test_times_typed_without_an_offset_are_in_the_zone_of_the_plan(respond, place):
    respond("open", "--id", "one", "--plan", "eu/dora-incident", "--occurred", "2026-07-01T08:00",
            "--now", "2026-07-01T09:00")  # fmt: skip
    respond("event", "one", "received", "--at", "2026-07-01T08:30", "--now", "2026-07-01T09:10")
    assert last(place)["events"]["received"]["at"] == "2026-07-01T08:30:00+02:00"
    assert rows(place)[-1].recorded == "2026-07-01T07:10:00.000000+00:00"


@pytest.mark.parametrize(
    ("arguments", "code", "fault"),
    [
        (["open"], 2, "E906"),
        (["open", "--id", "x"], 2, "E906"),
        (["open", "--plan", "vaccine-quality"], 2, "E906"),
        (["open", "nowhere.yaml"], 2, "E101"),
        *[(["open", "x.yaml", name, value], 2, "E910") for name, value in (
            ("--id", "x"), ("--title", "x"), ("--plan", "x"), ("--set", "a=1"), ("--event", "a=1"),
            ("--occurred", "2026-11-21"), ("--noticed", "2026-11-21T08:00"))],
        (["open", "--id", "one", "--plan", "vaccine-quality"], 2, "E844"),
        (["open", "--id", "x", "--plan", "vaccine-quality", "--set", "deaths"], 2, "E710"),
        (["open", "--id", "x", "--plan", "vaccine-quality", "--set", "dead=1"], 2, "E701"),
        (["open", "--id", "x", "--plan", "forest-grassland-fire@2009", "--occurred", "1990-01-01"], 0, ""),
        (["open", "--id", "x", "--plan", "vaccine-quality", "--occurred", "1990-01-01"], 4, "E505"),
        (["update", "two", "deaths=1"], 2, "E845"),
        (["update", "one"], 2, "E906"),
        (["update", "one", "deaths"], 2, "E710"),
        (["update", "one", "deaths=1", "deaths=2"], 2, "E730"),
        (["update", "one", "deaths=1", "--as-of", "soon"], 2, "E322"),
        (["update", "one", "deaths=1", "--as-of", "2026-11-21T09:31"], 2, "E857"),
        (["event", "one", "closed"], 2, "E856"),
        (["event", "one", "verified", "--at", "2026-11-21T07:00"], 2, "E708"),
        (["did", "one", "nothing"], 2, "E720"),
        (["did", "one", "report-up", "--round", "0"], 2, "E909"),
        (["unable", "one", "report-up"], 2, "E906"),
        (["unable", "one", "report-up", "--reason", "x", "--round", "0"], 2, "E909"),
        (["note", "one", ""], 2, "E858"),
        (["note", "one", "x", "--as", " "], 2, "E858"),
        (["link", "one", "one"], 2, "E851"),
        (["declare", "one", "--level", "II", "--by", "x"], 2, "E906"),
        (["declare", "one", "--level", "II", "--reason", "x"], 2, "E906"),
        (["declare", "one", *WHY], 2, "E906"),
        (["withdraw", "one", *WHY], 2, "E736"),
        (["start", "one", "--level", "none", *WHY], 2, "E551"),
        (["start", "one", "--level", "I", "--by", "x", "--reason", ""], 2, "E858"),
        (["terminate", "one", "--by", "x"], 2, "E850"),
        (["close", "one", "--by", "x"], 2, "E850"),
        (["correct", "one", "nothing", *WHY], 2, "E723"),
    ],
)  # fmt: skip
def test_faults(opened, place, arguments, code, fault):
    before = rows(place)
    found, out, err = opened(*arguments, *NOW)
    assert found == code
    assert fault in err
    assert (out == "") == bool(fault)
    assert rows(place) == before


def test_a_store_that_cannot_be_used(opened, tmp_path):
    for place, code in ((str(tmp_path), "E842"), ("mysql://x/y", "E840")):
        found, _, err = opened("note", "one", "x", "--store", place, *NOW)
        assert (found, code in err) == (2, True)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_printed_fits_and_is_short(opened, monkeypatch, lang):
    monkeypatch.setenv("COLUMNS", "80")
    out = ""
    for arguments in (
        ["update", "one", "deaths=3+"],
        ["start", "one", "--level", "II", "--by", "县长", "--reason", "先行启动，等指挥部到齐"],
        ["declare", "one", "--level", "I", *WHY],
        ["did", "one", "report-up"],
    ):
        code, out, err = opened(*arguments, "--lang", lang, *NOW)
        assert (code, err) == (0, "")
        lines = out.splitlines()
        assert max(map(cell_len, lines)) <= 80
        assert len(lines) <= 24
        assert "respond status one" in lines[-1]
        assert "--full" not in out
    assert ("人工定级" if lang == "zh" else "Declared") in out


def test_json_is_as_its_schema_says(opened, capsys):
    main(["schema", "entered"])
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    for arguments in (["update", "one", "deaths=3+"], ["close", "one", *WHY]):
        out = opened(*arguments, "--format", "json", *NOW)[1]
        data = json.loads(out)
        jsonschema.validate(data, schema)
        assert out.count("\n") == 1
    assert (data["schema"], data["incident"]) == ("entered/1", "one")
    assert data["entries"][0].keys() == {"number", "kind", "known", "by", "hash"}
    assert (data["entries"][0]["number"], data["entries"][0]["kind"]) == (3, "event")
    assert any(each["against"] for each in data["concerns"])
    assert data["situation"]["schema"] == "situation/2"


def test_what_goes_against_the_plan_is_shown(opened):
    out = opened("start", "one", "--level", "II", *WHY, *NOW)[1]
    assert "与预案对照" in out
    assert "  ! 由县应急指挥部（县指挥部）决定，这次是县长" in out
    out = opened("adjust", "one", "--level", "I", *WHY, "--lang", "en", *NOW)[1]
    assert "Compared with the plan" in out


def test_what_the_log_tells_besides_is_no_word_of_the_plan(opened):
    opened("update", "one", "deaths=3", "--as-of", "2026-11-21T09:30", *NOW)
    older = ("update", "one", "deaths=2", "--as-of", "2026-11-21T09:20", *NOW)
    out = opened(*older)[1]
    assert "── 注意" in out
    assert "早于另记的" in out
    assert "与预案对照" not in out
    assert (
        "To be known"
        in opened("update", "one", "deaths=1", "--as-of", "2026-11-21T09:10", "--lang", "en", *NOW)[1]
    )
    oldest = ("update", "one", "deaths=4", "--as-of", "2026-11-21T09:05", "--format", "json", *NOW)
    data = json.loads(opened(*oldest)[1])
    assert [each["compared_with"] for each in data["concerns"]] == ["log"]


def test_two_processes_tell_at_once(place, tmp_path):
    command = [sys.executable, "-m", "respond"]
    environment = {**os.environ, "RESPOND_STORE": str(place)}
    subprocess.run([*command, *OPEN], env=environment, check=True, capture_output=True)
    running = [
        subprocess.Popen(
            [*command, "note", "one", f"电话{number}", *NOW], env=environment, stdout=subprocess.DEVNULL
        )
        for number in range(4)
    ]
    assert [each.wait() for each in running] == [0] * 4
    assert [row.number for row in rows(place)] == [1, 2, 3, 4, 5]
    assert Path(place).with_suffix(".key").exists()
