"""The desk: what is open by urgency, what comes next, in words as well as colours, and it renews itself."""

import re

import pytest
from browser import faults_of, needs_browser
from duty import NOW

from pages import HERE, NAME, OPENING, log_in, open_one, send, text_of
from respond.desk import Decision, Desk, status


@pytest.fixture
def desk(room):
    return Desk(room.store, room.library, by="值班室")


def test_an_incident_shows_its_level_in_numeral_colour_and_words_and_what_is_due_next(room, door):
    open_one(room)
    log_in(door, "officer")
    page = door.get("/").text
    text = text_of(page)
    assert "Ⅰ级（特别重大）" in text
    assert 'class="badge level-4"' in page
    assert re.search(
        r'<time class="left late" data-left datetime="2026-11-21T09:10:00\+08:00">逾期20分</time>', page
    )
    assert "09:10 已到期" in text
    assert "县应急指挥部（县指挥部） → 县人民政府" in text
    assert "未核实 3 项" in text
    assert f'href="{HERE}"' in page


def test_an_edition_that_came_into_force_meanwhile_is_named(room, door):
    named = "national/forest-grassland-fire@2026 自2026-01-01起施行"
    eve = {**OPENING, "id": "fire", "plans": ["national/forest-grassland-fire"], "facts": {}}
    eve |= {"occurred": "2025-12-31T21:00+08:00", "events": {"received": "2025-12-31T21:12+08:00"}}
    Desk(room.store, room.library, by="值班室").open(eve, now=NOW)
    log_in(door, "officer")
    for page in ("/", "/incidents/fire"):
        assert named in text_of(door.get(page).text)


def test_what_the_clock_runs_out_for_next_stands_under_what_is_owed_at_once(room, door):
    Desk(room.store, room.library, by="值班室").open(
        {**OPENING, "events": {"received": "2026-11-21T09:12+08:00"}}, now=NOW.replace(minute=15)
    )
    log_in(door, "officer")
    left = r'<time class="left" data-left datetime="2026-11-21T10:12:00\+08:00">剩42分</time>'
    for page in (door.get("/").text, door.get(HERE).text):
        assert re.search(r'<strong class="late">立即</strong>.*?下一时限：' + left, page, re.DOTALL)
    presses = page[page.index('<ul class="presses">') :].partition("</ul>")[0]
    assert presses.count("<li") == 7  # the six first, and what has a moment
    assert re.search(left, presses)


def test_what_was_phoned_and_is_owed_in_writing_stands_with_what_is_to_be_done(room, door, desk):
    open_one(room)
    log_in(door, "officer")
    assert "书面未报" not in door.get("/").text + door.get(HERE).text
    desk.did(NAME, "initial-report", now=NOW, by="market-regulator", channel="phone")
    card = text_of(door.get("/").text)
    assert "书面未报： 口头报告后补报文字报告 → 市市场监督管理局、县人民政府" in card.replace("〔新〕", "")
    page = door.get(HERE).text
    presses = text_of(page[page.index('<ul class="presses">') :].partition("</ul>")[0])
    assert re.search("书面未报 .*口头报告后补报文字报告", presses)
    assert "书面未报1项" in text_of(door.get("/wall").text)
    duties = text_of(door.get(f"{HERE}/duties").text)
    assert duties.index("口头报告后补报文字报告") < duties.index("没有钟限的")


def test_a_value_older_than_another_that_stands_is_told_until_it_is_settled(room, door, desk):
    open_one(room)
    desk.update(NAME, {"deaths": "9"}, now=NOW)
    desk.update(NAME, {"deaths": "5"}, as_of=NOW.replace(minute=10), now=NOW)
    desk.note(NAME, "来电", now=NOW)
    log_in(door, "officer")
    told = "同一批号疫苗致死亡病例5例截至2026-11-21 09:10，早于另记的9例（2026-11-21 09:30记入"
    pages = ("/", HERE, f"{HERE}/facts", f"{HERE}/duties", f"{HERE}/decide")
    assert [told in text_of(door.get(page).text) for page in pages] == [True] * 5
    desk.update(NAME, {"deaths": "9"}, now=NOW)
    assert [told in text_of(door.get(page).text) for page in pages] == [False] * 5


def test_a_level_declared_stands_first_and_the_plans_beside_it(room, door, desk):
    open_one(room)
    how = Decision(by="县市场监督管理局", now=NOW, reason="专家研判")
    desk.declare(NAME, "III", how)
    log_in(door, "officer")
    text = text_of(door.get("/").text)
    assert text.index("人工定为 Ⅲ级（较大）") < text.index("按预案：")


def test_an_exercise_is_marked_and_comes_after_what_is_real(room, door):
    open_one(room)
    open_one(room, id="演练-1", mode="exercise")
    log_in(door, "officer")
    page = door.get("/").text
    assert page.index(">【演练】<") > page.index(f'href="{HERE}"')
    assert "drill" in page


def desk_left(room):
    """Give the duties that a closed incident still owes."""
    found = status(room.store, room.library, NAME, now=room.clock())
    return dict.fromkeys(
        one.duty for one in found.obligations if one.open and one.ours and one.mood == "must"
    )


def test_what_has_ended_is_folded_and_listed_when_asked(room, door, desk):
    open_one(room)
    desk.close(NAME, Decision(by="县应急指挥部", now=NOW, reason="误报"))
    log_in(door, "officer")
    page = door.get("/").text
    assert f'href="{HERE}"' in page  # what it still owes keeps it there
    assert "还有" in text_of(page)
    room.clock.go(days=400)
    for duty in desk_left(room):
        desk.did(NAME, duty, now=room.clock())
    log_in(door, "officer")
    page = door.get("/").text
    assert "没有在办的事件" in page
    assert HERE not in page
    assert "列出已办结或并入的 1 起" in text_of(page)
    assert f'href="{HERE}"' in door.get("/?ended=true").text


def test_an_incident_that_cannot_be_read_is_named(room, door, monkeypatch):
    from respond.errors import InputError, fault  # noqa: PLC0415

    open_one(room)
    log_in(door, "officer")

    def broken(*_, **__):
        raise InputError([fault("E722", name="x")])

    monkeypatch.setattr("respond.desk.reading.kept_of", broken)
    page = door.get("/").text
    assert f"事件 {NAME} 读不出" in text_of(page)
    assert "没有在办的事件" not in page


def test_the_part_that_renews_itself_is_given_alone_to_whoever_asks_for_it(room, door):
    open_one(room)
    log_in(door, "officer")
    part = door.get("/", headers={"hx-request": "true"}).text
    assert part.lstrip().startswith('<div id="desk"')
    assert "<html" not in part
    door.cookies.clear()
    gone = door.get("/", headers={"hx-request": "true"}, follow_redirects=False)
    assert (gone.status_code, gone.headers["hx-trigger"]) == (204, "logged-out")


@pytest.mark.parametrize(("role", "where"), [("administrator", "/settings/accounts"), ("player", "/plans")])
def test_whoever_handles_no_incidents_is_led_to_what_is_theirs(door, role, where):
    log_in(door, role)
    led = door.get("/", follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, where)


def test_a_viewer_sees_the_incidents_and_no_way_to_open_one(room, door):
    open_one(room)
    log_in(door, "viewer")
    page = door.get("/").text
    assert HERE in page
    assert 'href="/new"' not in page
    assert door.get("/new").status_code == 403


@needs_browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_desk_has_no_barriers(room, visitor, lang):
    open_one(room)
    open_one(room, id="x", mode="exercise")
    page = visitor("officer", lang=lang)
    assert faults_of(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@needs_browser
def test_the_counter_goes_by_the_servers_clock_and_not_by_this_machines(room, visitor):
    open_one(room)
    page = visitor("officer")
    page.clock.set_fixed_time("2001-01-01T00:00:00Z")
    page.reload()
    assert page.text_content("time[data-left]").startswith("+00:20:0")


@needs_browser
def test_what_is_entered_elsewhere_appears_without_losing_the_focus(room, visitor):
    open_one(room)
    page = visitor("officer")
    page.focus(f'[id="to-{HERE.rpartition("/")[2]}"]')
    with page.expect_response(lambda answer: answer.url.endswith("/")):
        page.evaluate("document.body.dispatchEvent(new Event('entered'))")
    open_one(room, id="another")
    page.evaluate("document.body.dispatchEvent(new Event('entered'))")
    page.wait_for_selector("#to-another")
    assert page.evaluate("document.activeElement.id") == f"to-{HERE.rpartition('/')[2]}"


@needs_browser
def test_an_incident_is_opened_in_three_clicks(room, visitor):
    page = visitor("officer")
    page.click("text=新事件")
    page.click("text=交城县疫苗质量安全事件应急预案")
    page.click("text=现在就开立")
    page.wait_for_url("**/incidents/**")
    assert page.text_content("h1") == "交城县疫苗质量安全事件（2026-11-21 09:30）"
    assert len(room.store.incidents()) == 1


def test_a_form_without_its_token_is_refused(room, door):
    open_one(room)
    log_in(door, "officer")
    sent = send(door, f"{HERE}/log", {"text": "x", "csrf": "made up"}, which="note")
    assert sent.status_code == 403
    assert "E958" in sent.text
    assert len(room.store.rows(NAME)) == 1
    (noted,) = [row for row in room.store.audited() if row.what == "refused"]
    assert (noted.who, noted.about.endswith(" (csrf)")) == ("officer", True)
    log_in(door, "auditor")
    assert "（不是本室页面发出的）" in door.get("/audit").text
