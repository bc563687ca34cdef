"""Exercises: a frame and a mark on every page about one, and a room of their own."""

import io
import re
import shutil
import subprocess
import zipfile

import pytest
from browser import faults_of, needs_browser, served
from busy import busy, opened
from duty import PASSWORD, QUICK, Clock, at_the_door
from forms import come, fill

from respond.api import default_library
from respond.desk import Desk
from respond.room import ROLES, DutyRoom, Entrance
from respond.store import Account, RoomStore, stamp

MARK = "【演练】仅供演练，不是真实事件"


@pytest.fixture
def practised(tmp_path):
    """Open a room for exercises."""
    store = RoomStore(tmp_path / "drill.db", key=tmp_path / "store.key", exercise=True)
    made = DutyRoom(store, default_library(), Clock(), Entrance(store, QUICK))
    store.prepare()
    secret = QUICK.hash(PASSWORD)
    for role in ROLES:
        store.keep_account(
            Account(role, role, (role,), (), secret, stamp(made.clock())), by="test", now=made.clock()
        )
    Desk(store, made.library, by="值班室").open(
        opened("drill", "推演", quality_suspected="yes"), now=made.clock()
    )
    yield made
    store.close()


PAGES = {
    "officer": ("/", "/wall", "/handover", "/supervision", "/plans", "/circular", "/password"),
    "auditor": ("/audit", "/verify"),
    "administrator": ("/settings", "/settings/accounts", "/settings/room"),
}


@pytest.mark.parametrize("role", PAGES)
def test_every_page_of_a_room_for_exercises_is_marked(practised, role):
    with at_the_door(practised) as door:
        assert MARK in door.get("/login").text
        come(door, role)
        for path in PAGES[role]:
            text = door.get(path).text
            assert MARK in text, path
            assert "exercise" in text[text.index("<body") :].partition(">")[0], path
        assert "[EXERCISE] for exercise only" in door.get(f"{PAGES[role][0]}?lang=en").text


@pytest.mark.parametrize("paper", ["handbook", "cards"])
def test_papers_of_a_plan_printed_in_it_are_marked(practised, paper):
    with at_the_door(practised) as door:
        come(door, "officer")
        path = f"/v1/plans/jiaocheng/vaccine-quality/2024/{paper}"
        text = door.get(path, params={"format": "html"}).text
        assert "【演练】以下内容仅供演练" in text
        assert text.count("【演练】") > 2  # each part of it, too, for it is handed out by pages
        assert "EXERCISE" in door.get(path, params={"format": "md", "lang": "en"}).text
        word = door.get(path, params={"format": "docx"}).content
        with zipfile.ZipFile(io.BytesIO(word)) as opened_:
            assert "【演练】" in opened_.read("word/document.xml").decode()


def test_what_is_opened_in_it_is_an_exercise_and_nothing_real_is_taken(practised):
    with at_the_door(practised) as door:
        come(door, "officer")
        made = fill(
            door, "/supervision/new", profile="jincheng/supervision-13710", id="x", title="演练事项", source="脚本",
            **{"role-undertaker": "市教育局"},
        )  # fmt: skip
        assert "【演练】演练事项" in made.text
        csrf = made.text.partition('name="csrf" value="')[2].partition('"')[0]
        real = {**opened("fire", "真的", quality_suspected="yes"), "mode": "real"}
        refused = door.post("/v1/incidents", json=real, headers={"x-csrf-token": csrf})
        assert refused.json()["faults"][0]["code"] == "E966"
    assert {each.id for each in practised.store.incidents()} == {"drill", "x"}


def test_three_clicks_open_an_exercise_in_it(practised):
    with at_the_door(practised) as door:
        come(door, "officer")
        page = door.get("/new?plan=jiaocheng%2Fvaccine-quality").text
        kinds = page.partition('<select id="mode"')[2].partition("</select>")[0]
        assert re.findall('value="([^"]+)"( selected)?', kinds) == [("exercise", " selected"), ("test", "")]


def test_in_a_real_room_only_what_is_about_an_exercise_is_marked(room, door):
    busy(room)
    desk = Desk(room.store, room.library, by="值班室")
    desk.open(
        {
            **opened("drill-item", "演练事项"), "plans": ["jincheng/supervision-13710"], "mode": "exercise", "facts": {},
            "events": {"set_up": "2026-11-21T09:12+08:00"},
        },
        now=room.clock(),
    )  # fmt: skip
    come(door, "officer")
    assert MARK in door.get("/supervision/drill-item").text
    assert [MARK in door.get(path).text for path in ("/wall", "/handover", "/supervision/edu-01")] == [
        False
    ] * 3
    assert "【演练】" in door.get("/wall").text


@needs_browser
@pytest.mark.parametrize("path", ["/login", "/wall"])
def test_the_frame_is_seen_and_bars_nobody(practised, browser, path):
    with served(practised) as address:
        page = browser.new_page(base_url=address, locale="zh-CN")
        page.goto("/login")
        if path != "/login":
            page.fill("#name", "officer")
            page.fill("#password", PASSWORD)
            page.click("main button")
            page.wait_for_url(lambda url: "/login" not in url)
            page.goto(path)
        assert faults_of(page) == []
        framed = page.locator("#board" if path == "/wall" else "body")
        assert framed.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 8
        assert page.get_by_text(MARK).is_visible()
        page.context.close()


needs_pages = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="no pdftotext: apt-get install poppler-utils"
)


def printed(page, tmp_path):
    """Print a page on A4, and give the words of each sheet of paper."""
    kept = tmp_path / "printed.pdf"
    kept.write_bytes(page.pdf(prefer_css_page_size=True))
    told = subprocess.run(["pdftotext", "-layout", kept, "-"], capture_output=True, check=True)
    return told.stdout.decode().split("\f")[:-1]


@needs_browser
@needs_pages
@pytest.mark.parametrize(
    ("lang", "mark"),
    [
        ("zh", "【演练】以下内容仅供演练，不是真实事件"),
        ("en", "[EXERCISE] for exercise only: this is not a real incident"),
    ],
)
def test_every_sheet_of_paper_printed_in_it_is_marked(practised, browser, lang, mark, tmp_path):
    plan = "/plans/jiaocheng/vaccine-quality/2024"
    with served(practised) as address:
        page = browser.new_page(base_url=address, locale="zh-CN" if lang == "zh" else "en-GB")
        page.goto("/login")
        page.fill("#name", "officer")
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url(lambda url: "/login" not in url)
        several = 0
        for path in (
            "/", "/wall", "/handover", "/incidents/drill", "/incidents/drill/duties", "/incidents/drill/sheet",
            f"{plan}/cards", plan,
        ):  # fmt: skip
            page.goto(path)
            sheets = printed(page, tmp_path)
            assert [number for number, text in enumerate(sheets) if mark not in text] == [], path
            several += len(sheets) > 1
        assert several >= 4
        page.goto("/incidents/drill/sheet")
        assert len(printed(page, tmp_path)) == 1, "the mark stands in the margin, and takes no room"
        handbook = tmp_path / "handbook.html"
        handbook.write_bytes(page.request.get(f"/v1{plan}/handbook?format=html&lang={lang}").body())
        page.goto(handbook.as_uri())
        sheets = printed(page, tmp_path)
        assert len(sheets) > 1
        assert all(mark in text for text in sheets)
        page.context.close()


@needs_browser
@needs_pages
def test_nothing_real_is_printed_with_the_mark(room, visitor, tmp_path):
    busy(room)
    page = visitor("officer")
    for path in ("/", "/handover", "/wall"):
        page.goto(path)
        assert not any("仅供演练" in text for text in printed(page, tmp_path)), path
