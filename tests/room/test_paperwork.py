"""Papers over HTTP: drafts and what they lack, files under names of their own, that a report went out, plans in print."""

import io
import json
import zipfile

import pytest
from duty import NOW, OPENING, key_of, opened

from respond.desk import Desk, dossier
from respond.papers import letter
from respond.papers import report as report_of
from respond.room import asked
from respond.room.front import kept_as

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PLAN = "/v1/plans/jiaocheng/vaccine-quality/2024"
UP = "jiaocheng/vaccine-quality#report-up#1"


@pytest.fixture
def incident(officer):
    return opened(officer)


def words_in(data):
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def test_the_reports_that_can_be_made_begin_with_what_we_owe(officer, incident):
    found = officer.get(f"{incident}/reports").json()
    assert found["schema"] == "reports/1"
    assert {each["kind"] for each in found["reports"]} == {"initial", "progress", "closing"}
    owed = [each["presses"] for each in found["reports"]]
    assert owed == sorted(owed, reverse=True)
    assert UP in {each["obligation"] for each in found["reports"] if each["presses"]}


def test_a_draft_is_what_the_library_gives(officer, incident, room):
    told = officer.get(f"{incident}/reports/initial", params={"number": "交疫〔2026〕3号", "signer": "甲"})
    draft = told.json()
    assert (told.headers["etag"], draft["schema"], draft["number"]) == (
        '"1"',
        "report-draft/1",
        "交疫〔2026〕3号",
    )
    of = dossier(room.store, room.library, "one", now=NOW)
    same = report_of(of, "initial", number="交疫〔2026〕3号", signer="甲")
    word = officer.get(
        f"{incident}/reports/initial", params={"number": "交疫〔2026〕3号", "signer": "甲", "format": "docx"}
    )
    assert word.headers["content-type"] == WORD
    assert word.content == letter(same, "zh")
    assert [gap["id"] for gap in draft["missing"]] == [gap.id for gap in same.missing]


@pytest.mark.parametrize(
    ("form", "media", "says"),
    [("html", "text/html; charset=utf-8", "<!DOCTYPE html>"), ("md", "text/markdown; charset=utf-8", "# ")],
)
def test_a_draft_is_kept_as_a_file_and_never_shown_as_a_page(officer, incident, form, media, says):
    told = officer.get(f"{incident}/reports/initial?format={form}&lang=en")
    assert told.headers["content-type"] == media
    assert told.headers["content-disposition"].startswith(f'attachment; filename="Initial report one.{form}"')
    assert told.text.startswith(says)


def test_what_a_report_lacks_is_told_alone(officer, incident):
    found = officer.get(f"{incident}/reports/initial/missing").json()
    assert (found["schema"], found["report"]) == ("report-missing/1", "hq-report")
    assert found["missing"][0]["fact"] == "incident_type"
    printed = officer.get(f"{incident}/reports/initial/missing?format=md&lang=en").text
    assert "what is missing" in printed
    assert officer.get(f"{incident}/reports/initial/missing?format=docx").headers["content-type"] == WORD


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("reports/first", 400, "E951"),
        ("reports/initial?format=pdf", 400, "E951"),
        ("reports/initial?report=none", 422, "E980"),
        ("reports/initial?to=nobody", 422, "E982"),
        ("reports/initial?correcting=deaths", 422, "E984"),
        ("reports/initial?signed=yes", 400, "E946"),
        ("warning", 422, "E989"),
        ("warning?category=Weather", 400, "E951"),
    ],
)
def test_what_cannot_be_drafted_is_told(officer, incident, address, status, code):
    told = officer.get(f"{incident}/{address}")
    assert (told.status_code, told.json()["code"]) == (status, code)


def test_a_report_that_went_out_is_an_act_that_fulfils_its_duty(officer, incident):
    sent = {"channel": "written", "number": "3号", "at": "2026-11-21T09:29:00+08:00", "by": "headquarters"}
    told = officer.post(f"{incident}/reports/initial/sent", json=sent, headers={"If-Match": '"1"'})
    assert told.status_code == 201
    kept = officer.get(f"{incident}/entries").json()["entries"][1:]
    acts = [json.loads(each["body"])["did"][0] for each in kept]
    assert {each["duty"].rpartition("#")[2] for each in acts} == {"report-i-iii", "report-up"}
    assert all((each["channel"], each["number"]) == ("written", "3号") for each in acts)
    answer = officer.get(incident).json()
    states = {each["id"]: each["state"] for each in answer["obligations"]}
    assert states[UP] == "met"
    progress = officer.get(f"{incident}/reports/progress").json()
    assert progress["earlier"][0]["number"] == "3号"


def test_what_came_since_it_was_read_refuses_that_it_was_sent(officer, incident):
    officer.post(f"{incident}/entries/update", json={"facts": {"deaths": "4"}})
    told = officer.post(f"{incident}/reports/initial/sent", json={}, headers={"If-Match": '"1"'})
    assert (told.status_code, told.json()["code"]) == (412, "E843")
    assert len(officer.get(f"{incident}/entries").json()["entries"]) == 2


def test_that_it_was_sent_counts_once_under_one_key(officer, incident):
    key = {"Idempotency-Key": "sent-1"}
    first = officer.post(f"{incident}/reports/initial/sent", json={}, headers=key)
    assert officer.post(f"{incident}/reports/initial/sent", json={}, headers=key).text == first.text
    assert len(officer.get(f"{incident}/entries").json()["entries"]) == 3


def test_a_number_that_contradicts_one_sent_needs_words(officer, incident):
    officer.post(f"{incident}/reports/initial/sent", json={})
    officer.post(f"{incident}/entries/update", json={"facts": {"deaths": "2"}})
    told = officer.get(f"{incident}/reports/progress")
    assert (told.status_code, told.json()["code"]) == (409, "E981")
    assert "respond correct" not in told.text
    assert "--correcting" not in told.text
    assert (
        "`correcting` of a draft, `corrections` of what is sent" in told.text
        or "发出用 `corrections`" in told.text
    )
    right = officer.get(f"{incident}/reports/progress", params={"correcting": "deaths=一人重复统计"})
    assert "一人重复统计" in right.text
    sent = {"corrections": {"deaths": "一人重复统计"}}
    assert officer.post(f"{incident}/reports/progress/sent", json=sent).status_code == 201
    assert officer.get(f"{incident}/reports/progress").status_code == 200
    assert "一人重复统计" in officer.get(f"{incident}/log").text


def test_the_sheet_and_the_calendar_are_files(officer, incident):
    sheet = officer.get(f"{incident}/sheet?format=md").text
    assert "respond status" not in sheet
    assert officer.get(f"{incident}/sheet?format=docx").headers["content-type"] == WORD
    calendar = officer.get(f"{incident}/calendar")
    assert calendar.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "UID:" + UP in calendar.text.replace("\r\n ", "")


def drilled(room, **more):
    """Open an exercise in a store that takes it, whatever a room for real work would say, and give its address."""
    Desk(room.store, room.library, by="值班室").open(
        {**OPENING, "id": "drill", "mode": "exercise", **more}, now=NOW
    )
    return "/v1/incidents/drill"


def test_a_warning_is_an_alert_and_one_of_an_exercise_says_so(officer, room):
    facts = {"warning_colour": "orange"}
    real, drill = opened(officer, "real", facts=facts), drilled(room, facts=facts)
    for address, status in ((real, "Actual"), (drill, "Exercise")):
        told = officer.get(f"{address}/warning?category=Health&urgency=Immediate")
        assert told.headers["content-type"] == "application/cap+xml"
        assert f"<status>{status}</status>" in told.text
        assert "<urgency>Immediate</urgency>" in told.text
        assert "<msgType>Cancel</msgType>" in officer.get(f"{address}/warning?cancel=true").text


def test_papers_of_an_exercise_bear_its_mark(officer, room):
    address = drilled(room)
    for path in ("reports/initial?format=md", "reports/initial?format=html", "sheet?format=html"):
        assert "【演练】" in officer.get(f"{address}/{path}").text
    headers = zipfile.ZipFile(io.BytesIO(officer.get(f"{address}/reports/initial?format=docx").content))
    assert any("【演练】" in headers.read(name).decode() for name in headers.namelist() if "header" in name)


def test_a_plan_is_printed_as_handbook_and_cards(officer):
    handbook = officer.get(f"{PLAN}/handbook?format=md&lang=en")
    assert "handbook for townships" in handbook.text
    one = officer.get(f"{PLAN}/cards?unit=县卫生健康局&format=md").text
    assert one.count("任务卡") < officer.get(f"{PLAN}/cards?format=md").text.count("任务卡")
    assert "respond show" not in one
    assert words_in(officer.get(f"{PLAN}/cards?format=docx").content)
    told = officer.get(f"{PLAN}/cards?unit=nobody")
    assert (told.status_code, told.json()["code"]) == (422, "E987")


def test_whoever_is_kept_to_regions_has_the_papers_of_these_alone(officer, incident, room):
    opened(officer, "far", region="350100")
    headers = key_of(room, "plans", "read", "enter", name="near", regions=("141122",))
    assert officer.get(f"{incident}/reports/initial", headers=headers).status_code == 200
    for path in ("reports", "reports/initial", "reports/initial/missing", "sheet", "calendar", "warning"):
        assert officer.get(f"/v1/incidents/far/{path}", headers=headers).status_code == 404
    sent = officer.post("/v1/incidents/far/reports/initial/sent", json={}, headers=headers)
    assert sent.status_code == 404


def test_without_a_server_a_file_is_the_same_bytes(officer, incident, room):
    told = officer.get(f"{incident}/reports/initial?format=docx").content
    person = room.entrance.by_token(officer.headers["authorization"].partition(" ")[2], NOW)
    assert asked(room, person, "GET", f"{incident}/reports/initial?format=docx") == (200, told)


@pytest.mark.parametrize(
    ("name", "plain"), [("首报 one.docx", "one.docx"), ("首报.docx", "paper.docx"), ('a"b\r\n.md', "ab.md")]
)
def test_a_name_of_a_file_cannot_break_out_of_its_header(name, plain):
    assert kept_as(name).startswith(f"attachment; filename=\"{plain}\"; filename*=UTF-8''")
    assert "\r" not in kept_as(name)
