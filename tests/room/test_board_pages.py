"""Wall, handover, supervision, plans, checks, audit: who sees which, what their forms do, without scripts."""

import re
from html import unescape

import pytest
from busy import PROFILE, asked, busy, opened
from duty import NOW
from forms import come, fill, hidden

from pages import text_of
from respond.desk import Decision, Desk, status
from respond.room import ROLES
from respond.show import View, plain, situation_sheet
from respond.supervise import Opening, Supervisor

PAGES = {
    "/wall": "read",
    "/handover": "read",
    "/supervision": "read",
    "/supervision/new": "enter",
    "/supervision/edu-01": "read",
    "/circular": "read",
    "/plans": "plans",
    "/plans/example/severity": "plans",
    "/verify": "audit",
    "/audit": "audit",
    "/settings": "roster",
    "/settings/contacts": "roster",
    "/settings/accounts": "administer",
    "/settings/keys": "administer",
    "/settings/targets": "administer",
    "/settings/room": "administer",
}


@pytest.fixture
def night(room):
    return busy(room)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_its_pages_and_no_other(night, door, role):
    come(door, role)
    seen = {path for path in PAGES if door.get(path).status_code == 200}
    assert seen == {path for path, permission in PAGES.items() if permission in ROLES[role]}
    refused = [row for row in night.store.audited() if (row.who, row.what) == (role, "refused")]
    assert len(refused) == len(PAGES) - len(seen)


@pytest.mark.parametrize("path", PAGES)
def test_nobody_sees_a_page_without_logging_in(door, path):
    led = door.get(path, follow_redirects=False)
    assert (led.status_code, led.headers["location"].partition("?")[0]) == (303, "/login")


def test_whoever_may_not_see_the_desk_begins_elsewhere(night, door):
    assert 'class="home" href="/settings/accounts"' in come(door, "administrator").get("/settings").text
    assert 'class="home" href="/plans"' in come(door, "plan-author").get("/plans").text


# The wall.


def test_the_wall_names_the_shift_the_incidents_and_how_many_more(room, door):
    busy(room, more=4)
    text = come(door, "viewer").get("/wall").text
    assert "张主任" in text
    assert "王建国、李敏" in text
    assert "Ⅱ级（重大）" in text
    assert "可能至Ⅰ级" in text
    assert text.count("<li class=") == 5
    assert "另有2起未显示" in text


def test_the_wall_counts_what_presses_as_the_desk_does(night, door):
    """What is owed at once presses without a figure; what is past its limit is counted with it, and apart."""
    real = [each for each in asked(night, "listDue").owed if each.mode == "real"]
    assert len(real) < len(
        asked(night, "listDue").owed
    )  # an exercise owes something, too, and is not counted
    at_once = [each for each in real if each.obligation.at_once]
    assert at_once
    text = come(door, "viewer").get("/wall").text
    assert f"<strong>{len(at_once)}</strong> <span>项，逾期0</span>" in text
    assert 'class="tile count presses"' in text
    night.clock.go(hours=1)
    owed = [each.obligation for each in asked(night, "listDue").owed if each.mode == "real"]
    late = [each for each in owed if each.state == "overdue"]
    assert late
    past = [each for each in owed if each.at_once or (each.due and each.due <= night.clock())]
    text = door.get("/wall").text
    assert f"<strong>{len(past)}</strong> <span>项，逾期{len(late)}</span>" in text
    assert 'class="tile count alarm"' in text


def test_the_wall_keeps_the_level_by_the_plan_beside_one_that_was_declared(night, door):
    desk = Desk(night.store, night.library, by="值班室")
    desk.declare("vaccine", "IV", Decision(by="县市场监督管理局", now=NOW, reason="专家研判"))
    text = text_of(come(door, "viewer").get("/wall").text)
    assert re.search(r"Ⅳ级（一般） 人工定级 按预案： Ⅱ级至Ⅰ级", text)


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", r"09:30办结，仍有\d+项未了"), ("en", r"closed 09:30, still owed: \d+")]
)
def test_the_wall_says_in_words_and_style_which_incident_is_closed_and_still_owes(night, door, lang, words):
    Desk(night.store, night.library, by="值班室").close(
        "vaccine", Decision(by="县应急指挥部", now=NOW, reason="误报")
    )
    page = come(door, "viewer").get(f"/wall?lang={lang}").text
    (row,) = re.findall(r'<li class="level-\d over">(.*?)</li>', page, re.DOTALL)
    assert "接种异常" in row
    assert re.search(rf'<b class="closed">{words}</b>', row)
    assert page.count('class="closed"') == 1


def _band(door, lang="zh"):
    (band,) = re.findall(r'<p class="supervised".*?</p>', door.get(f"/wall?lang={lang}").text, re.DOTALL)
    return text_of(band)


def test_items_under_supervision_have_a_band_on_the_wall_and_no_row(night, door):
    come(door, "viewer")
    assert re.search("督办 红灯 0 黄灯 0 绿灯 1 最急：校车安全整治", _band(door))
    night.clock.go(days=3)
    come(door, "viewer")
    assert re.search(r"红灯 1 黄灯 0 绿灯 0 最急：校车安全整治（edu-01） · 逾期 · .*逾期", _band(door))
    assert "red lamp 1 yellow lamp 0 green lamp 0" in _band(door, "en")
    rows = re.findall(r"<li class=.*?</li>", door.get("/wall").text, re.DOTALL)
    assert rows
    assert not [row for row in rows if "校车安全整治" in row]


def test_no_number_of_late_items_takes_the_place_of_an_incident_on_the_wall(night, door):
    """Neither a row nor the tile of what comes next, nor is it counted among what incidents have us do."""
    seat = Supervisor(Desk(night.store, night.library, by="值班室"))
    for number in range(6):
        roles = {"undertaker": ["市教育局"]}
        seat.add(Opening(f"road-{number}", PROFILE, "路面修补", "市政府", roles, "daily"), now=night.clock())
    night.clock.go(days=6)
    text = come(door, "viewer").get("/wall").text
    assert [name for name in ("接种异常", "某乡疑似接种反应") if name not in text] == []
    assert "另有" not in text
    ours = [each for each in asked(night, "listDue").owed if each.incident in {"vaccine", "late"}]
    late = sum(each.obligation.state == "overdue" for each in ours)
    assert f"逾期{late}</span>" in text
    assert "红灯 7" in _band(door)


def test_items_under_supervision_stand_apart_on_the_desk(night, door):
    text = come(door, "viewer").get("/").text
    incidents, _, apart = text.partition('<section class="supervised"')
    assert "校车安全整治" not in incidents
    assert "在办 3 起" in incidents
    assert "绿灯 1" in text_of(apart)
    assert 'href="/supervision/edu-01"' in apart
    assert 'id="to-edu-01"' in apart


@pytest.mark.parametrize(("path", "found"), [("/wall", '<li class="level-4'), ("/", "edge-level-4")])
def test_the_gravest_level_of_another_scale_has_the_stripe_of_its_rank(room, door, path, found):
    bank = {
        **opened("bank", "支付中断", unauthorised_access="yes", access_may_lose_data="yes"),
        "plans": ["eu/dora-incident"], "events": {},
    }  # fmt: skip
    Desk(room.store, room.library, by="值班室").open(bank, now=NOW)
    text = come(door, "viewer").get(f"{path}?lang=en").text
    assert found in text
    assert "major ICT-related incident" in text.lower().replace("ict", "ICT")
    assert "not graded" not in text


UNSETTLED = {
    "bank": ({"critical_functions": "yes", "duration": "3 h"}, ["eu/dora-incident"], {"learned": "2026-11-21T09:12+08:00"}),
    "fire": ({"burnt_forest": "3 ha"}, ["jiaocheng/forest-fire"], {"received": "2026-11-21T09:12+08:00"}),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSETTLED)
@pytest.mark.parametrize("minutes", [0, 90])
def test_what_may_turn_out_to_be_owed_stands_on_every_page_and_is_called_late_by_nobody(
    room, door, name, minutes
):
    """The first section, the head, the desk and the wall have it from where the terminal has it."""
    facts, plans, events = UNSETTLED[name]
    file = {**opened(name, "情况未明"), "plans": plans, "facts": facts, "events": events}
    Desk(room.store, room.library, by="值班室").open(file, now=NOW)
    room.clock.go(minutes=minutes)
    come(door, "viewer")
    (one,) = asked(room, "listIncidents").incidents
    situation = status(room.store, room.library, name, now=room.clock())
    terminal = re.sub(r"\s", "", plain(situation_sheet(situation, View("zh", full=True))))
    assert one.to_settle is not None
    assert one.to_settle.provisional
    assert "查清后可能要按时限办的" in terminal
    assert one.to_settle.label.zh.replace(" ", "") in terminal.partition("查清后可能要按时限办的")[2]
    pages = ["/", f"/incidents/{name}", f"/incidents/{name}/log", *(["/wall"] if one.next is None else [])]
    for path in pages:
        text = door.get(path).text
        assert one.to_settle.label.zh in text, path
        assert "可能要办（未定）" in text, path
        assert one.to_settle.due.isoformat() in text, path
        assert "我方没有到期或逾期的事项" not in text, path
        marked = re.findall(r'class="([^"]*\bmaybe\b[^"]*)"', text)
        assert marked, path
        assert not [each for each in marked if "late" in each.split()], path
    duties = door.get(f"/incidents/{name}/duties").text
    drawn = re.search(r'<svg class="gantt".*?</svg>', duties, re.DOTALL)[0]
    owed = [
        each
        for each in situation.obligations
        if each.open and each.mood != "may" and each.order.kind == "act"
    ]
    maybe = [each for each in owed if each.provisional and each.due is not None]
    certain = [each for each in owed if not each.provisional]
    assert maybe
    assert drawn.count('fill="url(#maybe)"') >= len(maybe)
    assert drawn.count("#d9363e") == sum(
        each.state == "overdue" for each in certain
    )  # the red of what is late
    assert "未定是否要办，不计逾期" in duties
    now = door.get(f"/incidents/{name}").text
    assert "不计逾期" in now
    assert "要问清" in now


def test_an_incident_in_which_nothing_is_graded_yet_says_so_on_the_wall(room, door):
    desk = Desk(room.store, room.library, by="值班室")
    desk.open(opened("calm", "接种异常", deaths="0", quality_suspected="no"), now=NOW)
    assert "未定级" in come(door, "viewer").get("/wall").text


def test_the_wall_counts_without_scripts_in_a_figure_beside_its_word(night, door):
    """The word for what is left, or over, stands beside the figure: the figure does not say it again."""
    come(door, "viewer")
    for hours in (0, 2):
        night.clock.go(hours=hours)
        figures = re.findall(r"<time class=\"time\" data-due[^>]*>([^<]+)</time>", door.get("/wall").text)
        assert figures
        assert not [each for each in figures if re.search("[剩已过超]", each)]


def test_the_wall_says_when_nobody_is_on_duty_and_nothing_open(door):
    text = come(door, "viewer").get("/wall").text
    assert "值班表未排本班" in text
    assert "没有在办事件" in text
    assert "没有未到的时限" in text


# Handover.


def test_the_handover_begins_with_the_shift_of_the_roster(night, door):
    text = come(door, "viewer").get("/handover").text
    assert 'value="2026-11-21T08:30"' in text
    assert "接班" in text
    assert "本班：2026-11-21 08:30 至 2026-11-21 09:30；下一班至 2026-11-22 08:30（按值班表）" in text
    found = asked(night, "showHandover")
    assert (found.since.isoformat()[:16], found.until.isoformat()[:16]) == (
        "2026-11-21T08:30",
        "2026-11-22T08:30",
    )
    assert "下一班至 2026-11-21 17:30" in door.get("/handover?shift=8+h").text
    assert "给记录签名" not in text


def test_a_shift_no_roster_tells_of_began_at_a_whole_hour(room, door):
    page = come(door, "viewer").get("/handover").text
    assert re.search(r'name="since"[^>]*value="2026-11-20T21:00"', page)


def test_the_handover_of_another_stretch(night, door):
    text = come(door, "viewer").get("/handover?since=2026-11-21T09:25&shift=8+h").text
    assert "本班：2026-11-21 09:25 至 2026-11-21 09:30；下一班至 2026-11-21 17:30" in text
    assert door.get("/handover?since=2026-11-22T09:25").status_code == 422


def test_the_log_is_signed_on_the_handover(night, door):
    come(door, "officer")
    before = night.store.checkpoints()  # the accounts of the night were signed, and with them the log
    text = fill(door, "/handover", shift="8 h").text
    (signed,) = [each for each in night.store.checkpoints() if each not in before]
    assert signed.line in text
    assert 'value="8 h" selected' in text
    assert night.store.audited()[0].what == "signed"


def test_a_changed_log_is_not_signed_and_the_shift_is_handed_over(night, door):
    from sqlalchemy import text as words  # noqa: PLC0415

    come(door, "officer")
    before = len(night.store.checkpoints())
    with night.store.database.writing() as connection:
        connection.execute(words("UPDATE entries SET \"by\"='别人' WHERE number=1 AND incident='vaccine'"))
    night.store.following.__init__()
    for path in ("/", "/incidents/vaccine", "/handover"):
        assert "【第1条被改动】" in door.get(path).text
    assert "被人改动过" in door.get("/incidents/vaccine").text
    page = fill(door, "/handover", shift="8 h")
    assert "E977" in page.text
    assert "本班" in page.text
    assert 'value="8 h" selected' in page.text
    assert len(night.store.checkpoints()) == before


# Supervision.


def test_items_are_found_by_undertaker_board_and_lamp(night, door):
    come(door, "officer")
    assert "校车安全整治" in door.get("/supervision").text
    assert "校车安全整治" in door.get("/supervision?undertaker=市教育局&board=daily&lamp=green").text
    other = door.get("/supervision?lamp=red").text
    assert "校车安全整治" not in other
    assert "不在所选范围内的1项未列出" in other


def test_the_lamp_of_an_item_goes_red_in_colour_and_word(night, door):
    night.clock.go(days=3)
    text = come(door, "officer").get("/supervision").text
    assert '<span class="lamp lamp-red">红</span><div>逾期</div>' in text


def test_an_item_is_set_up_and_answered_until_it_is_cleared(night, door):
    come(door, "shift-leader")
    profile = "jincheng/supervision-13710"
    typed = {
        "profile": profile, "id": "road-1", "title": "修路", "source": "会议", "board": "daily",
        "role-undertaker": "市交通局，市住建局", "key": "k1",
    }  # fmt: skip
    made = fill(door, "/supervision/new", **typed)
    assert made.url.path == "/supervision/road-1"
    assert "市交通局、市住建局" in made.text
    done = fill(door, "/supervision/road-1", kind="feedback", text="已开工", key="k2")
    assert (done.status_code, "已记入第2条" in done.text) == (201, True)
    assert "已开工" in done.text
    seen = hidden(done.text, "seen")
    cleared = fill(door, "/supervision/road-1", kind="clear", by="市政府办公厅", reason="完成", seen=seen)
    assert cleared.status_code == 201
    assert "已销号，不再记入" in cleared.text


def test_a_form_sent_twice_counts_once(night, door):
    come(door, "officer")
    typed = {"kind": "feedback", "text": "已完成排查", "key": "same"}
    fill(door, "/supervision/edu-01", **typed)
    before = len(night.store.rows("edu-01"))
    again = fill(door, "/supervision/edu-01", **typed)
    assert "这一条已经记入" in again.text
    assert len(night.store.rows("edu-01")) == before


def test_what_is_refused_is_told_with_what_was_typed(night, door):
    come(door, "officer")
    told = fill(door, "/supervision/edu-01", kind="attempt", by="市教育局", text="谈过")
    assert told.status_code == 422
    assert 'value="市教育局"' in told.text
    assert '<details class="entry" open>' in told.text
    bad = fill(door, "/supervision/new", profile="jincheng/supervision-13710", id="x", title="y")
    assert (bad.status_code, "E949" in bad.text) == (400, True)
    assert 'value="y"' in bad.text


@pytest.mark.parametrize("typed", ["15", "１５", "15天", "15 days"])
@pytest.mark.parametrize(("lang", "asked"), [("zh", "延长多久（天）"), ("en", "by how long (days)")])
def test_how_much_longer_is_typed_in_days_as_its_label_says(night, door, lang, asked, typed):
    come(door, "officer")
    assert asked in text_of(door.get(f"/supervision/edu-01?lang={lang}").text)
    told = fill(
        door, "/supervision/edu-01", kind="apply", plan="分两批办", by="市教育局", length=typed, reason="缺料"
    )
    assert told.status_code == 201, text_of(told.text)


def test_a_decision_that_did_not_see_what_came_since_is_refused(night, door):
    come(door, "shift-leader")
    seen = hidden(door.get("/supervision/edu-01").text, "seen")
    fill(door, "/supervision/edu-01", kind="feedback", text="已完成排查")
    told = fill(door, "/supervision/edu-01", kind="clear", by="市政府办公厅", reason="完成", seen=seen)
    assert (told.status_code, "E843" in told.text) == (412, True)


def test_an_officer_clears_nothing_without_the_right_of_the_leader(night, door):
    come(door, "officer")
    before = len(night.store.rows("edu-01"))
    told = fill(door, "/supervision/edu-01", kind="clear", by="市政府办公厅", reason="完成")
    assert (told.status_code, "E933" in told.text) == (403, True)
    assert len(night.store.rows("edu-01")) == before


def test_a_viewer_sees_no_forms_and_may_send_none(night, door):
    come(door, "viewer")
    assert 'name="kind"' not in door.get("/supervision/edu-01").text
    assert fill(door, "/supervision/edu-01", kind="feedback", text="x").status_code == 403


def test_an_item_of_a_duty_of_an_incident(night, door):
    come(door, "officer")
    page = door.get(
        "/supervision/new?of_incident=vaccine&of_duty=report-up&profile=jincheng/supervision-13710"
    ).text
    assert 'value="vaccine"' in page
    typed = {
        "profile": "jincheng/supervision-13710", "id": "of-1", "board": "daily", "role-undertaker": "县市场监管局",
        "of_incident": "vaccine", "of_duty": "report-up",
    }  # fmt: skip
    assert fill(door, "/supervision/new", **typed).url.path == "/supervision/of-1"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_profile_asks_is_asked_in_the_language_of_the_reader(night, door, lang):
    come(door, "officer")
    plan = night.library.prepared(night.library.find("jincheng/supervision-13710")).plan
    choice = next(each for each in plan.facts.values() if each.choices and each.id != plan.supervision.board)
    page = door.get(f"/supervision/new?profile=jincheng/supervision-13710&lang={lang}").text
    shown = dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]*)</option>', page))
    for key, words in choice.choices.items():
        assert unescape(shown[key]) == words.say(lang)
    hints = re.findall(r'<small id="facts-[^"]*">([^<]*)</small>', page)
    assert hints
    assert all(bool(re.search("[a-z]", each)) == (lang == "en") for each in hints)


def test_the_circular_of_a_period(night, door):
    come(door, "viewer")
    assert "督办通报：2026-10-01至2026-12-31" in door.get("/circular?period=2026Q4").text
    told = door.get("/circular?period=soon")
    assert (told.status_code, "E894" in told.text) == (422, True)


# Plans.


def test_plans_are_listed_searched_and_read(door):
    come(door, "plan-author")
    every = door.get("/plans").text
    assert "/plans/jiaocheng/vaccine-quality/2024" in every
    found = door.get("/plans?search=severity").text
    assert "jiaocheng" not in found
    for lang, title in (("zh", "测试"), ("en", "Tests")):
        told = door.get(f"/plans/jiaocheng/vaccine-quality/2024?lang={lang}").text
        contents, _, document = told.partition('<div id="document">')
        assert re.search(f'<a href="#tests">[^<]*{title}</a>', contents)
        assert 'href="#test-deaths-4"' in document
        assert 'id="test-deaths-4"' in document
    door.get("/plans?lang=zh")
    page = door.get("/plans/example/severity")
    assert re.fullmatch("/plans/example/severity/[^/]+", page.url.path)
    assert page.text.count("<svg") > 0
    assert door.get("/plans/example/nowhere").status_code == 404
    assert "没有这样的预案" in door.get("/plans?search=zzz").text


def test_a_page_of_a_plan_is_rendered_once(room, door):
    come(door, "viewer").get("/plans/example/severity")
    (kept,) = room.rendered
    before = room.rendered[kept]
    door.get("/plans/example/severity")
    assert room.rendered[kept] is before


# Checks.


def mistyped(line):
    """Give a signed line with another last letter."""
    return line[:-1] + ("A" if line[-1] != "A" else "Q")


def test_lines_from_paper_are_checked(night, door):
    line = night.store.checkpoint(NOW).line
    come(door, "auditor")
    assert "记录完好" in door.get("/verify").text
    assert fill(door, "/verify", against=f"{line}\n{line}\n").status_code == 200
    slip = fill(door, "/verify", against=mistyped(line))
    assert slip.status_code == 200
    assert "记录被动过：" not in slip.text
    assert "多半是输错了" in slip.text
    told = fill(door, "/verify", against="no line")
    assert (told.status_code, "E846" in told.text, "no line" in told.text) == (422, True, True)


def test_the_audit_log_is_paged_and_checked(night, door):
    come(door, "auditor")
    first = door.get("/audit?limit=5").text
    assert "&#34;kept&#34;" not in first  # what only a check reads
    assert "审计记录前后相连，没有改动" in first
    assert re.search(r"2026-11-21 \d\d:\d\d 从头核对到第 \d+ 条；此后 0 条", text_of(first))
    door.get("/settings/accounts")  # which an auditor may not: the refusal is a row more
    assert "此后 1 条逐条核对" in text_of(door.get("/audit").text)
    assert "此后 0 条逐条核对" in text_of(door.get("/audit?whole=yes").text)
    rows = [int(number) for number in re.findall(r'<tr id="r\d+"[^>]*><td>(\d+)</td>', first)]
    assert rows == list(range(rows[0], rows[0] - 5, -1))
    older = door.get(unescape(re.search(r'href="(/audit\?cursor=[^"]+)"', first)[1])).text
    assert int(re.search(r'<tr id="r\d+"[^>]*><td>(\d+)</td>', older)[1]) == rows[-1] - 1


def test_a_row_of_the_audit_log_that_was_changed_is_told(night, door):
    from sqlalchemy import update  # noqa: PLC0415

    from respond.store.tables import AUDIT  # noqa: PLC0415

    with night.store.database.writing() as connection:
        connection.execute(update(AUDIT).where(AUDIT.c.seq == 2).values(who="somebody"))
    assert "审计记录被改动过：第 2" in come(door, "auditor").get("/audit").text


def test_no_word_of_the_pages_is_given_twice():
    import ast  # noqa: PLC0415
    from collections import Counter  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from respond.room.pages import words  # noqa: PLC0415

    given = Counter(
        key.value
        for file in Path(words.__file__).parent.glob("*words.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    )
    assert [name for name, times in given.items() if times > 1] == []


def test_no_board_tells_where_the_store_lies(night, door):
    come(door, "shift-leader")
    for page in ("/", "/wall", "/handover", "/supervision", "/supervision/edu-01", "/incidents/vaccine"):
        assert str(night.store.place) not in door.get(page).text, page
    assert str(night.store.place) not in door.get("/incidents/none").text
    assert str(night.store.place) not in come(door, "auditor").get("/verify").text


def test_no_board_names_a_command(night, door):
    """What sheets say to whoever types commands is not said to whoever has pages."""
    come(door, "shift-leader")
    night.clock.go(hours=30)
    pages = (
        "/handover",
        "/supervision",
        "/supervision/edu-01",
        "/incidents/vaccine",
        "/incidents/vaccine/papers",
        "/incidents/vaccine/sheet",
        "/incidents/none",
        "/supervision/none",
    )
    for page in pages:
        said = text_of(door.get(page).text)
        assert not re.search(r"(?<![\w-])--[a-z]|\brespond [a-z]", said), page
    assert not re.search(r"--[a-z]|\brespond [a-z]", text_of(come(door, "auditor").get("/verify").text))
