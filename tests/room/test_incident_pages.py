"""The pages of an incident, every form sent without JavaScript: what is entered, what is told, what stays typed."""

import re
from html import unescape
from urllib.parse import quote, unquote

import pytest
from browser import faults_of, needs_browser
from duty import NOW, PASSWORD, key_of
from sqlalchemy import text

from pages import HERE, NAME, OPENING, csrf_of, forms_of, last_row, log_in, open_one, send, text_of, told_of
from respond.desk import Decision, Desk, kept
from respond.errors import InputError
from respond.room.pages.incident.rows import begin_of
from respond.store import TWO_PERSONS

SECTIONS = ("", "/facts", "/duties", "/log", "/papers", "/decide", "/what-if", "/levels")
REPORT = "jiaocheng/vaccine-quality#report-up#1"


@pytest.fixture
def desk(room):
    open_one(room)
    return Desk(room.store, room.library, by="值班室")


@pytest.fixture
def at_work(door, desk):
    log_in(door, "shift-leader")
    return door


def test_the_numbers_that_are_kept_stand_beside_whom_a_duty_tells_and_on_the_sheet(at_work, room):
    page = at_work.get(f"{HERE}/duties").text
    assert "电话：" not in text_of(page)
    numbers = {
        "city-market-regulator": {"phones": ["0358-6"], "person": "张科长"},
        "县人民政府": {"phones": ["0358-7"]},
    }
    room.store.keep_setting("contacts", numbers, by="shift-leader", now=NOW)
    told = "电话：市市场监督管理局 0358-6；张科长 · 县人民政府 0358-7"
    assert told in text_of(at_work.get(f"{HERE}/duties").text)
    sheet = text_of(at_work.get(f"{HERE}/sheet").text)
    assert "0358-6；张科长" in sheet
    assert "0358-7" in sheet


# What every section is.


@pytest.mark.parametrize("section", SECTIONS)
def test_a_viewer_reads_every_section_and_sees_no_form_to_enter_anything(desk, door, section):
    log_in(door, "viewer")
    page = door.get(HERE + section)
    assert page.status_code == 200
    assert forms_of(page.text) == []
    assert "水峪贯镇接种后异常反应" in page.text
    assert "Ⅰ级（特别重大）" in text_of(page.text)


@pytest.mark.parametrize("section", ["", "/facts", "/duties", "/log", "/decide"])
def test_what_a_viewer_sends_is_refused_and_noted(desk, door, room, section):
    log_in(door, "viewer")
    csrf = csrf_of(door.get("/password").text)
    sent = {"do": {"/log": "note", "/duties": "did", "/decide": "close"}.get(section, ""), "csrf": csrf}
    sent |= {
        "text": "x",
        "duty": "report-up",
        "by": "x",
        "fact": "deaths",
        "how": "exactly",
        "a": "1",
        "seen": "1",
    }
    assert door.post(HERE + section, data=sent).status_code == 403
    assert len(room.store.rows(NAME)) == 1
    assert any(each.what == "refused" and each.who == "viewer" for each in room.store.audited())


@pytest.mark.parametrize("section", ["/facts", "/duties", "/log", "/papers", "/decide"])
def test_a_form_needs_its_token(at_work, room, section):
    sent = at_work.post(HERE + section, data={"csrf": "made up", "do": "note", "text": "x"})
    assert (sent.status_code, "E958" in sent.text) == (403, True)
    assert len(room.store.rows(NAME)) == 1


def test_an_incident_there_is_not_is_told_as_such(at_work):
    assert at_work.get("/incidents/none").status_code == 404
    assert "E845" in at_work.get("/incidents/none/duties").text


def test_an_incident_of_another_region_is_as_if_it_were_not_there(at_work, room):
    open_one(room, id="far", region="350100")
    from respond.store import Account, stamp  # noqa: PLC0415

    account = room.store.account("officer")
    near = Account("near", "near", ("officer",), ("141122",), account.secret, stamp(NOW))
    room.store.keep_account(near, by="test", now=NOW)
    log_in(at_work, "near")
    assert at_work.get("/incidents/far").status_code == 404


def test_an_exercise_says_so_on_every_section(at_work, room):
    open_one(room, id="drill", mode="exercise")
    for section in SECTIONS:
        page = at_work.get(f"/incidents/drill{section}").text
        assert "【演练】" in page
        assert re.search('<body class="room +exercise"', page)


@pytest.mark.parametrize(
    ("section", "do"), [("/duties", "x"), ("/log", "x"), ("/papers", "x"), ("/decide", "x")]
)
def test_a_button_there_is_not_is_told(at_work, section, do):
    told = send(at_work, HERE + section, {"do": do})
    assert "E965" in told.text
    assert told.status_code == 422


# Now.


def test_now_says_what_presses_why_the_level_is_so_and_what_would_change_it(at_work):
    text = text_of(at_work.get(HERE).text)
    assert "向县政府、县应急救援总指挥部办公室、市市场监管局报告" in text
    assert "自接报（08:10）起1小时内" in text
    assert "先问清" in text
    assert "--why" not in text  # nothing names the options of the command line
    assert "--full" not in text
    assert len(text_of(at_work.get(f"{HERE}?why=every").text)) > len(text)


def test_a_question_is_answered_where_it_stands(at_work, room):
    sent = send(at_work, HERE, {"how": "at-least", "a": "3"}, which="ask:serious_cases")
    assert sent.headers["location"] == f"{HERE}?entered=2"
    assert last_row(room).data["facts"]["serious_cases"] == "3+"
    assert "已记入第 2 条" in at_work.get(sent.headers["location"]).text


def test_what_is_no_answer_stands_where_it_was_typed(at_work, room):
    told = send(at_work, HERE, {"how": "between", "a": "1", "b": "viele"}, which="ask:serious_cases")
    assert told.status_code == 422
    assert 'value="viele"' in told.text
    assert 'value="between" checked' in told.text
    assert len(room.store.rows(NAME)) == 1


# Facts.


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"how": "exactly", "a": "3"}, "3"),
        ({"how": "at-least", "a": "3"}, "3+"),
        ({"how": "at-most", "a": "3"}, "..3"),
        ({"how": "between", "a": "1", "b": "4"}, "1..4"),
        ({"how": "unknown", "a": "3"}, "unknown"),
    ],
)
def test_a_new_value_is_entered_with_where_it_comes_from(at_work, room, typed, kept):
    more = {"standing": "confirmed", "source": "hospital", "as_of": "2026-11-21T09:00"}
    sent = send(at_work, f"{HERE}/facts", {**typed, **more}, which="fact:deaths")
    assert sent.status_code == 303
    said = last_row(room).data["facts"]["deaths"]
    assert said == {
        "value": kept, "source": "hospital", "as_of": "2026-11-21T09:00:00+08:00", "standing": "confirmed"
    }  # fmt: skip
    assert last_row(room).by == "shift-leader-post"


def test_a_source_that_is_not_listed_is_listed_with_the_first_value_it_gave(at_work, desk, room):
    for value, source in (("2", "县疾控中心"), ("3", "县疾控中心"), ("4", "镇卫生院")):
        typed = {"how": "exactly", "a": value, "source": source}
        sent = send(at_work, f"{HERE}/facts", typed, which="fact:deaths")
        assert sent.status_code == 303, told_of(sent.text)
    added = [row.data.get("sources") for row in room.store.rows(NAME) if row.kind == "observation"]
    assert added == [{"县疾控中心": {"zh": "县疾控中心", "en": "县疾控中心"}}, None, None]
    page = at_work.get(f"{HERE}/facts").text
    assert re.findall('<option value="([^"]*)"', re.search('<datalist id="sources">.*', page)[0]) == [
        "镇卫生院", "县疾控中心",
    ]  # fmt: skip
    with pytest.raises(InputError, match="E705"):  # a slip where it is called by its name
        desk.update(NAME, {"deaths": "5"}, now=NOW, source="hospitl")


@pytest.mark.parametrize("judge", ["", "county-government"])
def test_a_judgement_is_put_right_on_the_page_under_who_made_it(at_work, desk, room, judge):
    desk.update(NAME, {"other_serious": "yes"}, now=NOW.replace(hour=9), judged_by="market-regulator")
    typed = {"how": "exactly", "a": "no", "by": "县疾控中心", "reason": "听错", "done_by": judge}
    see = f"{HERE}/log?correct=other_serious"
    sent = send(at_work, f"{HERE}/log", typed, which="correct", see=see)
    assert sent.status_code == 303, told_of(sent.text)
    shown = at_work.get(f"/v1/incidents/{NAME}/facts").json()["facts"]
    value = next(each["value"] for each in shown if each["fact"] == "other_serious")
    by = "county government" if judge else "county market regulation bureau"
    assert by in value["judged_by"]["en"]


def test_every_report_of_a_fact_is_told_with_both_times_and_what_was_put_right_struck_through(
    at_work, desk, room
):
    desk.update(NAME, {"deaths": "3"}, now=NOW.replace(hour=9))
    send(
        at_work, f"{HERE}/log", {"how": "exactly", "a": "2", "by": "县疾控中心", "reason": "重复计数"},
        which="correct", see=f"{HERE}/log?correct=deaths%232",
    )  # fmt: skip
    assert last_row(room).data["corrects"][0]["entry"] == "deaths#2"
    page = at_work.get(f"{HERE}/facts?fact=deaths").text
    assert re.search(r"<s><strong>3例</strong>", page)
    assert "更正第2条" in text_of(page)
    assert "deaths#2" not in text_of(page)  # nobody who reads a page knows the name
    form = text_of(at_work.get(f"{HERE}/log?correct=rare_cases#correct").text)
    assert "rare_cases" not in form
    text = text_of(page)
    assert "历次报告 3 条" in text
    assert "已由第 3 条更正" in text
    assert "镇卫生院" in text
    assert "至少1例" in text
    assert "2026-11-21 08:12 写入" in text


def test_a_judgement_without_its_office_is_told_of(at_work, room):
    told = send(at_work, f"{HERE}/facts", {"a": "yes", "by": ""}, which="fact:other_serious")
    assert "E327" in told.text
    sent = send(at_work, f"{HERE}/facts", {"a": "yes", "by": "县市场监督管理局"}, which="fact:other_serious")
    assert sent.status_code == 303
    assert last_row(room).data["facts"]["other_serious"]["by"] == "县市场监督管理局"


def test_a_source_is_chosen_by_the_words_the_list_has(at_work, room):
    page = at_work.get(f"{HERE}/facts").text
    assert '<option value="镇卫生院">' in page
    typed = {"how": "exactly", "a": "2", "source": "镇卫生院"}
    sent = send(at_work, f"{HERE}/facts", typed, which="fact:deaths")
    assert sent.status_code == 303, told_of(sent.text)
    assert last_row(room).data["facts"]["deaths"]["source"] == "hospital"


def test_an_event_is_entered_with_its_time(at_work, room):
    page = at_work.get(f"{HERE}/facts").text
    assert 'value="2026-11-21T09:30"' in page  # the present stands there already
    sent = send(at_work, f"{HERE}/facts", {"fact": "verified", "a": "2026-11-21T09:20"}, which="event")
    assert sent.status_code == 303
    assert last_row(room).data["events"] == {"verified": {"at": "2026-11-21T09:20:00+08:00"}}
    without = send(at_work, f"{HERE}/facts", {"fact": "verified", "a": ""}, which="event")
    assert "填发生的时刻" in told_of(without.text)
    assert "选“未知”" not in told_of(without.text)  # the form has no such choice
    told = {"fact": "learned", "a": "2026-11-21T09:21", "source": "镇卫生院"}
    assert send(at_work, f"{HERE}/facts", told, which="event").status_code == 303
    assert last_row(room).data["events"] == {
        "learned": {"at": "2026-11-21T09:21:00+08:00", "source": "hospital"}
    }
    right = {"entry": "learned", "by": "值班长", "source": "县疾控中心", "reason": "听错", "at": ""}
    put = send(at_work, f"{HERE}/log", right, which="correct", see=f"{HERE}/log?correct=learned")
    assert put.status_code == 303, told_of(put.text)
    assert "县疾控中心报来" in at_work.get(f"{HERE}/log").text
    late = send(at_work, f"{HERE}/facts", {"fact": "verified", "a": "2026-11-22T09:20"}, which="event")
    assert "E857" in late.text
    assert 'value="2026-11-22T09:20"' in late.text


def test_a_text_can_be_unknown_as_the_help_says(at_work, room):
    told = send(at_work, f"{HERE}/facts", {"a": ""}, which="fact:manufacturer")
    assert "选“未知”" in told_of(told.text)
    form = told.text[told.text.index('value="fact:manufacturer"') :]
    assert 'name="how" value="unknown"' in form[: form.index("</form>")]
    sent = send(at_work, f"{HERE}/facts", {"a": "", "how": "unknown"}, which="fact:manufacturer")
    assert sent.status_code == 303
    assert last_row(room).data["facts"] == {"manufacturer": "unknown"}


# Duties.


def test_a_duty_is_entered_as_done_with_who_when_to_whom_how_and_its_number(at_work, room):
    typed = {
        "do": "did", "at": "2026-11-21T09:05", "by": "headquarters", "channel": "written", "number": "交卫〔2026〕3号",
        "to": ["county-government", "city-market-regulator"],
    }  # fmt: skip
    sent = send(at_work, f"{HERE}/duties", typed, which=f"duty:{REPORT}")
    assert sent.headers["location"] == f"{HERE}/duties?entered=2"
    (did,) = last_row(room).data["did"]
    assert did == {
        "duty": "report-up", "at": "2026-11-21T09:05:00+08:00", "by": "headquarters", "round": "1",
        "to": ["county-government", "city-market-regulator"], "channel": "written", "number": "交卫〔2026〕3号",
    }  # fmt: skip
    assert "未报县应急救援总指挥部办公室" in text_of(at_work.get(f"{HERE}/duties").text)


def test_phoned_is_done_by_telephone_with_one_button(at_work, room):
    typed = {"do": "phoned", "by": "headquarters", "to": "county-government"}
    send(at_work, f"{HERE}/duties", typed, which=f"duty:{REPORT}")
    assert last_row(room).data["did"][0]["channel"] == "phone"


def test_only_what_is_told_to_somebody_is_done_by_telephone(at_work, room):
    """One click would enter that a scene was cordoned off by telephone."""
    page = at_work.get(f"{HERE}/duties").text
    forms = re.findall(r'<form method="post" action="[^"]*/duties">(.*?)</form>', page, re.DOTALL)
    does = [each for each in forms if 'value="did"' in each]
    told = [each for each in does if 'name="to"' in each]
    assert 0 < len(told) < len(does)
    assert all(('value="phoned"' in each) == (each in told) for each in does)
    quiet = next(each for each in does if each not in told)
    which = re.search('name="which" value="([^"]+)"', quiet)[1]
    sent = send(at_work, f"{HERE}/duties", {"do": "phoned"}, which=unescape(which))
    assert (sent.status_code, "E965" in sent.text) == (422, True)
    assert len(room.store.rows(NAME)) == 1


def test_a_report_of_which_nobody_is_said_to_have_been_told_is_not_entered(at_work, room):
    page = at_work.get(f"{HERE}/duties").text
    form = page[page.index(f'value="duty:{REPORT}"') :]
    assert " checked" not in form[: form.index("</fieldset>")]  # nobody of several is told by default
    told = send(at_work, f"{HERE}/duties", {"do": "did", "by": "headquarters"}, which=f"duty:{REPORT}")
    assert (told.status_code, "E964" in told.text) == (422, True)
    assert "至少勾选一个" in told_of(told.text)
    assert len(room.store.rows(NAME)) == 1


def test_a_duty_that_cannot_be_done_says_why_and_stays(at_work, room):
    typed = {"do": "unable", "reason": "市局电话无人接听"}
    sent = send(at_work, f"{HERE}/duties", typed, which=f"duty:{REPORT}")
    assert sent.status_code == 303
    assert last_row(room).kind == "unable"
    page = at_work.get(f"{HERE}/duties").text
    assert "市局电话无人接听" in page
    assert "duty is-unable" in page


def test_a_duty_is_acknowledged_and_its_reminders_are_put_off(at_work, room):
    sent = send(
        at_work,
        f"{HERE}/duties",
        {"do": "ack", "by": "headquarters", "duty_id": REPORT},
        which=f"duty:{REPORT}",
    )
    assert sent.status_code == 303, told_of(sent.text)
    assert last_row(room).kind == "acknowledgement"
    typed = {"do": "postpone", "until": "2026-11-21T09:50", "reason": "正在等待核实"}
    sent = send(at_work, f"{HERE}/duties", typed, which=f"duty:{REPORT}")
    assert sent.status_code == 303, told_of(sent.text)
    assert last_row(room).kind == "postponement"
    past = send(at_work, f"{HERE}/duties", {**typed, "until": "2026-11-21T09:00"}, which=f"duty:{REPORT}")
    assert "E876" in past.text
    assert 'value="正在等待核实"' in past.text


def test_a_wrong_entry_of_a_duty_keeps_what_was_typed_and_stands_open(at_work, room):
    typed = {
        "do": "did",
        "at": "2026-11-21T23:00",
        "number": "3号",
        "by": "headquarters",
        "to": ["county-government"],
    }
    told = send(at_work, f"{HERE}/duties", typed, which=f"duty:{REPORT}")
    assert "E857" in told.text
    assert 'value="3号"' in told.text
    form = told.text[told.text.index(f'id="{REPORT.replace("/", "%2F").replace("#", "%23")}"') :]
    assert re.search(r'value="county-government" checked', form)
    assert re.search(r'value="city-market-regulator">', form)
    assert '<details class="form" open>' in form[:1500]
    assert len(room.store.rows(NAME)) == 1


def test_a_form_sent_twice_counts_once(at_work, room):
    page = at_work.get(f"{HERE}/duties").text
    hidden = next(each for each in forms_of(page) if each["which"] == f"duty:{REPORT}")
    sent = {**hidden, "do": "phoned", "by": "headquarters", "to": "county-government"}
    for _ in range(2):
        assert at_work.post(f"{HERE}/duties", data=sent, follow_redirects=False).status_code == 303
    assert len(room.store.rows(NAME)) == 2


def test_a_bar_of_what_is_owed_at_once_begins_when_the_body_knew(desk, room):
    """The clinic told it at 08:10 of what had happened at 07:30: nobody was to act before."""
    one = kept(room.store, room.library, NAME, now=NOW)
    once = next(each for each in one.situation.obligations if each.duty == "treat-injured")
    assert (once.at_once, f"{once.arose:%H:%M}") == (True, "07:30")
    assert f"{begin_of(once):%H:%M}" == "08:10"
    first = next(each for each in one.situation.obligations if each.duty == "law-unit-rescues")
    assert f"{begin_of(first):%H:%M}" == "07:30"  # the unit where it happened knew at once


def test_the_chart_shows_each_unit_the_present_and_how_each_duty_stands(at_work, desk):
    desk.did(NAME, "report-up", now=NOW, at=NOW.replace(hour=8, minute=50), by="headquarters",
             to=["county-government", "county-rescue-office", "city-market-regulator"])  # fmt: skip
    page = at_work.get(f"{HERE}/duties?span=6h").text
    chart = page[page.index("<svg") : page.index("</svg>")]
    assert "现在 09:30" in chart
    assert "#8fce9b" in chart  # met: green
    assert "#d9363e" in chart  # overdue: red
    assert 'fill="url(#hatch)"' in chart  # waiting
    assert "县应急指挥部（县指挥部）" in chart
    assert "style=" not in chart
    table = text_of(page[page.index("全部任务列表") :])
    assert "向县政府、县应急救援总指挥部办公室、市市场监管局报告 08:10 09:10" in table


def test_the_duties_of_one_unit_are_shown_alone(at_work):
    page = text_of(at_work.get(f"{HERE}/duties?unit=health-bureau").text)
    assert "组织医疗机构救治健康受损人员" in page or "我方待办" in page
    assert "指导事发地有关部门和事发单位先期处置 县应急" not in page


# The log.


def test_a_note_is_entered_and_a_blank_one_refused(at_work, room):
    assert send(at_work, f"{HERE}/log", {"text": "风向转北"}, which="note").status_code == 303
    assert last_row(room).data["note"] == {"zh": "风向转北"}
    told = told_of(send(at_work, f"{HERE}/log", {"text": "  "}, which="note").text)
    assert "E858" in told
    assert "“备注”不能记入：空白" in told  # as the form calls it


def test_a_note_that_is_too_long_stays_in_its_form(at_work, room):
    before = last_row(room)
    typed = "风向转北" * 501
    page = send(at_work, f"{HERE}/log", {"text": typed}, which="note")
    assert "E858" in told_of(page.text)
    assert "“备注”不能记入：长2,004字，最多2,000字" in told_of(page.text)
    assert typed in page.text
    assert last_row(room) == before


def test_an_act_is_put_right_and_a_wrong_entry_withdrawn(at_work, desk, room):
    desk.did(NAME, "report-up", now=NOW, by="headquarters", to=["county-government"], channel="phone")
    name = "report-up#1"
    page = at_work.get(f"{HERE}/log").text
    name = re.search(r"correct=(report-up[^#\"]*)#correct", page)[1]
    typed = {"at": "2026-11-21T09:00", "number": "5号", "by": "带班领导", "reason": "时间记错"}
    sent = send(at_work, f"{HERE}/log", typed, which="correct", see=f"{HERE}/log?correct={name}")
    assert sent.status_code == 303, told_of(sent.text)
    assert "更正" in text_of(at_work.get(f"{HERE}/log").text)
    typed = {"withdrawn": "yes", "by": "带班领导", "reason": "没有这回事"}
    sent = send(at_work, f"{HERE}/log", typed, which="correct", see=f"{HERE}/log?correct={name}")
    assert sent.status_code == 303, told_of(sent.text)
    page = at_work.get(f"{HERE}/log").text
    assert "已由第 4 条作废" in page
    assert "<s>已办" in page


def test_two_incidents_are_linked_and_one_merged_into_the_other(at_work, room):
    open_one(room, id="another")
    sent = send(at_work, f"{HERE}/log", {"do": "link", "to": "another", "reason": "同一批号"}, which="link")
    assert sent.status_code == 303, told_of(sent.text)
    assert "与事件 another 关联" in text_of(at_work.get(f"{HERE}/log").text)
    sent = send(at_work, f"{HERE}/log", {"do": "merge", "to": "another"}, which="link")
    assert sent.status_code == 303, told_of(sent.text)
    page = at_work.get(HERE).text
    assert "已并入 another" in text_of(page)
    assert forms_of(page) == []
    assert "E853" in send(at_work, "/incidents/another/log", {"do": "merge", "to": NAME}, which="link").text


def test_whoever_enters_an_older_figure_is_told_on_the_page_and_over_http(at_work, room):
    seat = Desk(room.store, room.library, by="值班室")
    seat.update(NAME, {"deaths": "5"}, as_of="2026-11-21T09:28+08:00", now=room.clock())
    typed = {"how": "exactly", "a": "4", "as_of": "2026-11-21T09:20"}
    sent = send(at_work, f"{HERE}/facts", typed, which="fact:deaths")
    page = text_of(at_work.get(sent.headers["location"]).text)
    assert "早于另记的5例（截至2026-11-21 09:28）" in page
    assert "早于另记的" not in text_of(at_work.get(f"{HERE}/facts").text)
    for odd in ("x", "-1", "99999", "²"):
        assert at_work.get(f"{HERE}/facts", params={"entered": odd}).status_code == 200
    at_work.headers.update({**key_of(room, "read", "enter"), "Idempotency-Key": "older"})
    body = {"facts": {"deaths": "3"}, "as_of": "2026-11-21T09:10+08:00"}
    first, again = (at_work.post(f"/v1{HERE}/entries/update", json=body) for _ in range(2))
    for answer in (first, again):
        (concern,) = answer.json()["concerns"]
        assert "earlier than 5 cases, which stands too" in concern["text"]["en"]


def test_an_act_that_fulfils_nothing_stays_on_the_page_of_duties(at_work, room):
    seat = Desk(room.store, room.library, by="值班室")
    assert "不算完成的办理记录" not in text_of(at_work.get(f"{HERE}/duties").text)
    seat.did(NAME, "report-up", by="health-bureau", now=room.clock())
    page = text_of(at_work.get(f"{HERE}/duties").text)
    assert "不算完成的办理记录" in page
    assert "办理者不是责任单位，也未写明代谁办理" in page


def test_whoever_merges_is_told_on_the_page_what_it_costs(at_work, room):
    seat = Desk(room.store, room.library, by="值班室")
    seat.open({**OPENING, "id": "another", "facts": {"quality_suspected": True}}, now=room.clock())
    sent = send(at_work, f"{HERE}/log", {"do": "merge", "to": "another"}, which="link")
    assert f"{NAME}比another重" in text_of(at_work.get(sent.headers["location"]).text)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("事件 first 并入本事件", "first比open重")),
        ("en", ("the incident first was merged", "first is graver")),
    ],
)
def test_the_other_incident_says_on_its_head_its_card_and_the_wall_what_was_merged(
    at_work, room, lang, words
):
    seat = Desk(room.store, room.library, by="值班室")
    seat.open(
        {**OPENING, "id": "open", "facts": {"quality_suspected": True, "deaths": "1"}}, now=room.clock()
    )
    seat.open({**OPENING, "id": "first"}, now=room.clock())
    seat.link("first", "open", now=room.clock(), merged=True)

    def seen(part, address):
        page = at_work.get(f"{address}?lang={lang}").text
        return text_of(re.search(part, page, re.DOTALL)[0])

    head = seen(r'<div id="head".*?<nav class="tabs"', "/incidents/open")
    assert all(each in head for each in words)
    slim = seen(r'<div id="head".*?<nav class="tabs"', "/incidents/open/papers")
    assert words[0] in slim
    assert {"zh": "还有未补记的", "en": "not all of it is entered here"}[lang] in slim
    assert words[1] not in slim
    assert words[0] in seen(r'aria-labelledby="at-open".*?</article>', "/")
    left = {"zh": "first已并入，有未补记的", "en": "first merged in, not all of it entered"}[lang]
    assert left in seen(r'<ol class="rungs">.*?</ol>', "/wall")
    seat.note("open", "first的家属来电", now=room.clock())
    assert words[1] in seen(r'<div id="head".*?<nav class="tabs"', "/incidents/open"), (
        "meant for something else"
    )
    form = (
        at_work.get(f"/incidents/open?lang={lang}")
        .text.partition('class="settle"')[2]
        .partition("</form>")[0]
    )
    note = re.search(r'name="text" value="([^"]+)"', form)[1]
    sent = send(
        at_work, "/incidents/open/log", {"do": "note", "text": note}, which="settle", see="/incidents/open"
    )
    told = {"zh": "这条备注了结了first的并入", "en": "this note settles the merger of first"}[lang]
    assert told in text_of(at_work.get(sent.headers["location"]).text)
    assert words[1] not in seen(r'<div id="head".*?<nav class="tabs"', "/incidents/open")
    assert words[0] in seen(r'<div id="head".*?<nav class="tabs"', "/incidents/open")
    assert left not in seen(r'<ol class="rungs">.*?</ol>', "/wall")


def test_what_cannot_be_merged_into_is_not_offered_and_is_refused(at_work, room):
    for name in ("open", "gone", "over"):
        open_one(room, id=name)
    open_one(room, id="practice", mode="exercise")
    seat = Desk(room.store, room.library, by="值班室")
    seat.link("gone", "open", now=room.clock(), merged=True)
    seat.close("over", Decision("值班室", room.clock(), "误报"))
    page = at_work.get(f"{HERE}/log").text
    offered = re.findall(
        r'<option value="([^"]+)"', page.partition('id="link-to"')[2].partition("</select>")[0]
    )
    assert offered == ["open"]
    assert re.search(r'<option value="open">[^<]*（open） · Ⅲ级至Ⅰ级</option>', page), "with its level"
    for do in ("link", "merge"):
        sent = send(at_work, f"{HERE}/log", {"do": do, "to": "practice"}, which="link")
        assert "E740" in sent.text
    assert all("practice" not in row.body for row in room.store.rows(NAME))


def test_who_decides_by_the_plan_stands_beside_the_field_and_not_in_it(at_work):
    page = at_work.get(f"{HERE}/decide").text
    field = page.partition('<input id="by-start"')[2].partition(">")[0]
    assert "placeholder" not in field
    assert 'aria-describedby="says-by-start"' in field
    assert '<span id="says-by-start" class="dim small">按预案：县应急指挥部（县指挥部）</span>' in page


def test_a_number_with_a_plus_has_its_unit_and_at_least(room, door):
    open_one(room, id="fire", plans=["national/forest-grassland-fire"], facts={}, events={})
    log_in(door, "officer")
    sent = send(door, "/incidents/fire/facts", {"a": "3+", "how": "exactly"}, which="fact:burnt_forest")
    assert sent.status_code == 303, told_of(sent.text)
    assert last_row(room, "fire").data["facts"]["burnt_forest"] == "3ha+"


def test_what_is_wrong_is_told_with_the_label_of_a_fact_and_not_its_name(at_work):
    typed = {"a": "abc", "how": "exactly"}
    told = told_of(send(at_work, f"{HERE}/facts", typed, which="fact:deaths").text)
    assert "“同一批号疫苗致死亡病例” 的 `abc` 不是数" in told
    assert "`deaths`" not in told


def test_a_merge_that_waits_for_a_second_person_says_so_and_waits_once(at_work, room):
    open_one(room, id="another", title={"zh": "另一起接种反应"})
    room.store.keep_setting(TWO_PERSONS, "yes", by="test", now=room.clock())
    page = at_work.get(f"{HERE}/log").text
    assert '<option value="another">另一起接种反应（another） · Ⅲ级至Ⅰ级</option>' in page
    for _ in range(2):
        sent = send(
            at_work, f"{HERE}/log", {"do": "merge", "to": "another", "reason": "同一起"}, which="link"
        )
        assert "proposed=1" in sent.headers["location"]
    assert "已提出（第 1 号），待第二人确认后生效" in at_work.get(sent.headers["location"]).text
    assert len(room.store.proposals(NAME)) == 1


@pytest.mark.parametrize("two", [False, True])
def test_a_merge_is_taken_back_at_its_entry_and_by_two_where_two_decide(at_work, room, two):
    open_one(room, id="another")
    Desk(room.store, room.library, by="值班室").link(NAME, "another", now=room.clock(), merged=True)
    room.store.keep_setting(TWO_PERSONS, "yes" if two else "no", by="test", now=room.clock())
    page = at_work.get(f"{HERE}/log").text
    assert re.findall(r"log\?correct=([^#]+)#", page) == ["merged"], "all else is refused in a merged one"
    see = f"{HERE}/log?correct=merged"
    typed = {"by": "带班领导", "reason": "不是一起"}
    sent = send(at_work, f"{HERE}/log", typed, which="correct", see=see)
    assert sent.status_code == 303, told_of(sent.text)
    if two:
        assert "proposed=1" in sent.headers["location"]
        assert "已并入" in text_of(at_work.get(HERE).text)
        assert "并入" in text_of(at_work.get(f"{HERE}/decide").text)
    else:
        assert "已并入" not in text_of(at_work.get(HERE).text)
        assert "已由第 3 条作废" in at_work.get(f"{HERE}/log").text
        assert "已由第 3 条作废" in at_work.get("/incidents/another/log").text


def links_to_correct(page):
    return [unquote(each) for each in re.findall(r"log\?correct=([^#\"]+)#", page)]


def test_what_was_put_right_once_is_put_right_again_from_the_page(at_work, room):
    desk = Desk(room.store, room.library, by="值班室")
    desk.note(NAME, "甲", now=room.clock())
    desk.describe(NAME, now=room.clock(), region="1411", where="西社镇")
    for name, value in (
        ("deaths", "2"),
        ("note", "乙"),
        ("incident.region", "1412"),
        ("incident.where", "庞泉沟镇"),
    ):
        desk.correct(NAME, name, Decision("值班室", room.clock(), "错"), value=value)
    for section in ("log", "facts"):
        page = at_work.get(f"{HERE}/{section}").text
        assert {"incident.region", "incident.where"} <= set(links_to_correct(page))
    page = at_work.get(f"{HERE}/log").text
    wanted = links_to_correct(page)
    assert len(wanted) == len(set(wanted))
    for name, typed in (("deaths", {"how": "exactly", "a": "1"}), ("note", {"text": "丙"})):
        assert name in wanted
        see = f"{HERE}/log?correct={name}"
        sent = send(
            at_work, f"{HERE}/log", {**typed, "by": "带班领导", "reason": "又错"}, which="correct", see=see
        )
        assert sent.status_code == 303, told_of(sent.text)
    page = at_work.get(f"{HERE}/log").text
    assert page.count("后又由第") == 2
    assert links_to_correct(page).count("deaths") == 1


def test_an_older_region_is_not_offered_to_be_put_right(at_work, room):
    desk = Desk(room.store, room.library, by="值班室")
    for code in ("1411", "141122"):
        desk.describe(NAME, now=room.clock(), region=code)
    for section in ("log", "facts"):
        found = links_to_correct(at_work.get(f"{HERE}/{section}").text)
        assert "incident.region#2" in found
        assert "incident.region" not in found


def test_the_card_of_a_decision_says_what_stands_and_who_loses_sight_of_it(door, room):
    open_one(room)
    desk = Desk(room.store, room.library, by="值班室")
    desk.describe(NAME, now=room.clock(), region="1411")
    room.store.keep_setting(TWO_PERSONS, "yes", by="test", now=room.clock())
    log_in(door, "officer")
    typed = {"text": "1412", "by": "值班室", "reason": "听错"}
    see = f"{HERE}/log?correct=incident.region"
    assert "proposed=1" in send(door, f"{HERE}/log", typed, which="correct", see=see).headers["location"]
    log_in(door, "shift-leader")
    card = at_card(door)
    assert "第1号决定" in text_of(card)
    assert "1411" in text_of(card.partition("现为")[2].partition("</dd>")[0])
    assert "因区划 1411 看得到、而不负责 1412 的人" in text_of(card.partition("alarm-text")[2])
    assert 'value="confirm"' in card


def test_a_level_against_the_plan_is_said_in_red_and_not_confirmed_by_who_may_not(door, room):
    open_one(room)
    room.store.keep_setting(TWO_PERSONS, "yes", by="test", now=room.clock())
    seen = room.store.rows(NAME)[-1].number
    said = {"level": "none", "by": "值班室", "reason": "误报"}
    room.store.propose(NAME, "declare", said, seen, "second", room.clock())
    log_in(door, "officer")
    card = at_card(door)
    assert "拟定为" in text_of(card.partition("alarm-text")[2].partition("</ul>")[0])
    assert 'value="confirm"' not in card
    assert "须由可作与预案不符决定的人" in text_of(card)
    log_in(door, "shift-leader")
    assert 'value="confirm"' in at_card(door)


def at_card(door):
    return door.get(f"{HERE}/decide").text.partition('id="proposal-1"')[2].partition("</form>")[0]


def test_what_is_folded_has_its_forms_when_asked_for(at_work, room):
    page = at_work.get(f"{HERE}/duties").text
    assert len(page) < 300_000
    folded = re.search(r'<p class="acts"><a href="([^"]+)"', page)[1]
    wanted = folded.partition("do=")[2].partition("#")[0]
    asked = at_work.get(folded.partition("#")[0].replace("&amp;", "&")).text
    assert any(each.get("which") == f"duty:{unquote(wanted)}" for each in forms_of(asked))


def test_the_first_report_of_a_fact_is_put_right_as_a_value(at_work, room):
    see = f"{HERE}/log?correct=deaths"
    typed = {"how": "at-most", "a": "2", "by": "带班领导", "reason": "听错"}
    sent = send(at_work, f"{HERE}/log", typed, which="correct", see=see)
    assert sent.status_code == 303, told_of(sent.text)
    assert last_row(room).data["corrects"][0]["value"] == "..2"


def test_the_log_is_given_out_as_a_file(at_work):
    page = at_work.get(f"{HERE}/log").text
    where = re.search(r'href="(/v1/incidents/[^"]+/export)"', page)[1]
    assert at_work.get(where).text.count("respond: incident/1") == 1


# Deciding.


def _decide(door, kind: str, **typed: str):
    return send(door, f"{HERE}/decide", {"by": "县应急指挥部", **typed}, which=kind)


def test_the_plan_is_told_before_a_response_is_started(at_work, room):
    text = text_of(at_work.get(f"{HERE}/decide").text)
    assert "由县应急指挥部（县指挥部）决定 条款6.2" in text
    assert len(room.store.rows(NAME)) == 1


def test_a_response_is_started_adjusted_and_ended(at_work, desk, room):
    desk.update(NAME, {"deaths": "3", "rare_cases": "8"}, now=NOW)
    started = _decide(at_work, "start", level="II")
    assert started.status_code == 303, told_of(started.text)
    assert last_row(room).data["events"]["response_started"]["level"] == "II"
    assert "响应进行中" in text_of(at_work.get(HERE).text)
    against = _decide(at_work, "adjust", level="IV")
    assert "E850" in against.text
    assert 'value="县应急指挥部"' in against.text
    assert _decide(at_work, "adjust", level="IV", reason="已控制").status_code == 303
    assert _decide(at_work, "terminate", reason="处置完毕").status_code == 303
    assert _decide(at_work, "close", reason="转常态管理").status_code == 303
    assert "办结" in text_of(at_work.get(HERE).text)
    assert forms_of(at_work.get(f"{HERE}/facts").text) == []  # a closed incident takes no facts


def test_an_officer_cannot_decide_against_the_plan(door, desk, room):
    log_in(door, "officer")
    told = _decide(door, "declare", level="IV", reason="影响不大")
    assert (told.status_code, "E933" in told.text) == (403, True)
    assert 'value="影响不大"' in told.text
    assert len(room.store.rows(NAME)) == 1


def test_a_level_is_declared_until_a_moment_and_withdrawn(at_work, room):
    assert (
        _decide(at_work, "declare", level="III", reason="专家研判", until="2026-11-21T12:00").status_code
        == 303
    )
    text = text_of(at_work.get(f"{HERE}/decide").text)
    assert "人工定为 Ⅲ级（较大）" in text
    assert "有效至 12:00" in text
    assert _decide(at_work, "withdraw", reason="情况变化").status_code == 303
    assert last_row(room).kind == "withdrawal"


def test_a_limit_that_may_not_be_longer_is_told_of_and_what_was_typed_stays(at_work):
    told = _decide(at_work, "extend", duty=REPORT, length="2 h", reason="道路中断")
    assert told.status_code == 422
    assert 'value="道路中断"' in told.text


def test_what_came_between_refuses_a_decision_and_is_shown_and_then_it_is_decided_again(at_work, desk, room):
    page = at_work.get(f"{HERE}/decide").text
    hidden = next(each for each in forms_of(page) if each["which"] == "declare")
    desk.update(NAME, {"deaths": "5"}, now=NOW)
    typed = {**hidden, "by": "县市场监督管理局", "level": "II", "reason": "研判"}
    told = at_work.post(f"{HERE}/decide", data=typed, follow_redirects=False)
    assert told.status_code == 412
    text = text_of(told.text)
    assert "您看过之后又有 1 条记录" in text
    assert "{" not in text
    assert "同一批号疫苗致死亡病例：5例" in text
    assert 'value="研判"' in told.text
    again = next(each for each in forms_of(told.text) if each["which"] == "declare")
    assert again["seen"] == "2"
    done = at_work.post(
        f"{HERE}/decide", data={**again, "by": "县市场监督管理局", "level": "I", "reason": "研判"},
        follow_redirects=False,
    )  # fmt: skip
    assert done.status_code == 303
    assert last_row(room).answers == 2


@pytest.fixture
def two(room):
    room.store.keep_setting("two-persons", "yes", by="test", now=NOW)


def test_what_needs_two_waits_for_another_person_who_sees_what_came_since(two, at_work, desk, room):
    sent = _decide(at_work, "close", reason="误报")
    assert sent.headers["location"] == f"{HERE}/decide?proposed=1"
    page = at_work.get(sent.headers["location"])
    assert "待第二人确认后生效" in page.text
    assert "须由另一人确认" in page.text
    assert 'value="confirm"' not in page.text
    assert len(room.store.rows(NAME)) == 1
    desk.note(NAME, "又接一报", now=NOW)
    log_in(at_work, "officer")
    page = at_work.get(f"{HERE}/decide").text
    assert "提出之后又有 1 条记录" in text_of(page)
    assert "又接一报" in page
    sent = send(at_work, f"{HERE}/decide", {"do": "confirm"}, which="proposal:1")  # a leader proposed it
    assert sent.status_code == 303
    assert room.store.proposal(1).state == "confirmed"


def test_a_second_person_confirms_and_the_decision_stands_in_both_names(two, at_work, room):
    from respond.store import Account, stamp  # noqa: PLC0415

    secret = room.store.account("officer").secret
    second = Account("second", "副班", ("shift-leader",), (), secret, stamp(NOW))
    room.store.keep_account(second, by="test", now=NOW)
    _decide(at_work, "close", reason="误报")
    log_in(at_work, "second")
    sent = send(at_work, f"{HERE}/decide", {"do": "confirm"}, which="proposal:1")
    assert sent.headers["location"] == f"{HERE}/decide?entered=2"
    assert last_row(room).by == "shift-leader-post、副班"
    assert "待第二人确认" not in text_of(at_work.get(f"{HERE}/decide").text)


def test_a_second_person_refuses(two, at_work, room):
    _decide(at_work, "close", reason="误报")
    log_in(at_work, "officer")
    assert send(at_work, f"{HERE}/decide", {"do": "refuse"}, which="proposal:1").status_code == 303
    assert room.store.proposal(1).state == "refused"
    assert len(room.store.rows(NAME)) == 1


# What if, and the level over time.


def test_what_if_shows_what_would_follow_and_keeps_nothing(at_work, room):
    text = text_of(at_work.get(f"{HERE}/what-if?deaths.how=at-least&deaths.a=5&rare_cases.how=exactly").text)
    assert "同一批号疫苗致死亡病例 至少5例" in text
    assert "→ Ⅰ级（特别重大）" in text
    assert len(room.store.rows(NAME)) == 1
    none = text_of(at_work.get(f"{HERE}/what-if?quality_suspected.a=no").text)
    assert "不再确定应办的" in none
    assert "疑似与疫苗质量相关 否" in none
    same = text_of(at_work.get(f"{HERE}/what-if?quality_suspected.a=yes").text)
    assert "与现在相同" in same
    wrong = at_work.get(f"{HERE}/what-if?deaths.how=exactly&deaths.a=viele").text
    assert 'role="alert"' in wrong
    assert 'value="viele"' in wrong


def test_the_level_over_time_is_drawn_and_told(at_work, desk, room):
    desk.update(NAME, {"deaths": "3"}, now=NOW.replace(hour=8, minute=40))
    _decide(at_work, "declare", level="III", reason="专家研判", until="2026-11-21T12:00")
    room.clock.go(hours=3)
    page = at_work.get(f"{HERE}/levels").text
    assert "<svg" in page
    assert "style=" not in page[page.index("<svg") : page.index("</svg>")]
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", page, re.DOTALL)
    told = [(moment, text_of(rest)) for moment, rest in rows]
    assert [moment for moment, _ in told] == [
        "2026-11-21 08:12", "2026-11-21 08:40", "2026-11-21 09:30", "2026-11-21 12:00", "2026-11-21 12:30"
    ]  # fmt: skip
    assert "Ⅱ级（重大） Ⅰ级（特别重大）" in told[1][1]
    assert "Ⅲ级（较大）" in told[2][1]
    assert "Ⅲ级（较大）" not in told[3][1]


def test_where_nothing_is_established_yet_the_level_over_time_says_so(door, room):
    open_one(room, facts={})
    log_in(door, "viewer")
    page = door.get(f"{HERE}/levels").text
    (first, *_) = re.findall(r"<tr><th scope=\"row\">.*?</th>(.*?)</tr>", page, re.DOTALL)
    assert text_of(first).strip().startswith("尚不能定级 Ⅰ级（特别重大）")


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.mark.parametrize("section", SECTIONS)
def test_what_was_entered_is_never_taken_for_a_part_of_the_page(door, room, section):
    open_one(
        room, title={"zh": HOSTILE}, where={"zh": HOSTILE}, sources={"hospital": {"zh": HOSTILE}},
        bodies={"headquarters": [HOSTILE]}, facts={**OPENING["facts"], "incident_name": HOSTILE},
    )  # fmt: skip
    Desk(room.store, room.library, by=HOSTILE).note(NAME, HOSTILE, now=NOW)
    log_in(door, "shift-leader")
    page = door.get(f"{HERE}{section}{'?why=every' if not section else ''}").text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    told = door.get(f"{HERE}/what-if?deaths.how=exactly&deaths.a={quote(HOSTILE)}").text
    assert "<script>alert" not in told


# In a browser.


@needs_browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_section_has_barriers_or_runs_over_the_edge_of_a_phone(desk, visitor, lang):
    page = visitor("shift-leader", lang=lang, width=390, height=844)
    for section in SECTIONS:
        unit = (
            "?unit=headquarters" if section == "/duties" else ""
        )  # what is the same thrice over is looked at once
        page.goto(HERE + section + unit)
        assert faults_of(page) == [], section
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, section


@needs_browser
def test_the_second_of_two_who_decide_at_once_is_told_of_the_first(desk, visitor):
    one, other = visitor("shift-leader"), visitor("officer")
    for page in (one, other):
        page.goto(f"{HERE}/decide")
        page.click("#declare summary")
        page.fill("#by-declare", "县市场监督管理局")
        page.fill("#reason-declare", "研判")
    one.select_option("#level-declare", "II")
    other.select_option("#level-declare", "I")
    one.click("#declare button")
    one.wait_for_selector("text=已记入第 2 条")
    other.click("#declare button")
    other.wait_for_selector("text=您看过之后又有 1 条记录")
    assert "县市场监督管理局定为Ⅱ级" in other.text_content(".came")
    assert other.input_value("#reason-declare") == "研判"
    other.click("#declare button")
    other.wait_for_selector("text=已记入第 3 条")


@needs_browser
def test_what_another_entered_is_told_without_touching_what_is_being_typed(desk, visitor):
    page = visitor("officer")
    page.goto(f"{HERE}/log")
    page.fill("#note", "半句话")
    desk.update(NAME, {"deaths": "5"}, now=NOW)
    page.evaluate("document.body.dispatchEvent(new Event('entered'))")
    page.wait_for_selector("text=此页打开后又有 1 条新记录")
    assert page.input_value("#note") == "半句话"


@needs_browser
def test_whoever_is_logged_out_while_typing_loses_no_word(desk, visitor):
    page = visitor("officer")
    page.goto(f"{HERE}/log")
    page.fill("#note", "半句话")
    page.context.clear_cookies()
    page.evaluate("document.body.dispatchEvent(new Event('entered'))")  # the head asks anew, and is told
    page.wait_for_selector("#logged-out:not([hidden])")
    assert page.input_value("#note") == "半句话"
    page.press("#note", "Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=所填的内容还没有记入")
    assert faults_of(page) == []
    page.fill("#name", "officer")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_selector("text=回到所填的内容")
    assert faults_of(page) == []
    page.keyboard.press("Enter")
    page.wait_for_selector("text=E927")
    assert page.input_value("#note") == "半句话"
    page.click("form.note button")
    page.wait_for_selector("text=已记入第 2 条")


@needs_browser
def test_whoever_is_logged_out_with_nothing_typed_is_led_to_log_in(desk, visitor):
    page = visitor("officer")
    page.goto(f"{HERE}/log")
    page.context.clear_cookies()
    page.evaluate("document.body.dispatchEvent(new Event('entered'))")
    page.wait_for_url("**/login?**")


@needs_browser
def test_a_field_for_a_time_goes_on_with_the_present_until_somebody_types_in_it(desk, visitor):
    page = visitor("shift-leader")
    page.clock.install()
    page.goto(f"{HERE}/decide")
    page.click("#declare summary")
    page.fill("#at-declare", "2026-11-21T09:20")
    page.clock.run_for(180_000)
    assert page.input_value("#at-start") == "2026-11-21T09:33"
    assert page.input_value("#at-declare") == "2026-11-21T09:20"


@needs_browser
def test_a_printed_page_has_what_is_known_and_no_buttons(desk, visitor):
    page = visitor("officer")
    page.goto(f"{HERE}/duties")
    page.emulate_media(media="print")
    assert page.is_visible("h1")
    assert page.is_visible(".gantt")
    assert page.is_visible("text=全部任务列表")
    shown = "[...document.querySelectorAll('button, input, select')].filter(each => each.checkVisibility()).length"
    assert page.evaluate(shown) == 0


@needs_browser
def test_the_pages_do_without_javascript(desk, visitor, room):
    page = visitor("officer", java_script_enabled=False)
    page.goto(HERE)
    assert "逾期20分" in page.text_content(".head")
    page.goto(f"{HERE}/log")
    page.fill("#note", "无脚本")
    page.click(".note button")
    assert "已记入第 2 条" in page.text_content("main")


# A night.


def test_a_night_is_played_through_the_pages_alone(door, room):
    """From the first call to the handed-in report: everything is clicked, nothing is entered otherwise."""
    log_in(door, "shift-leader")
    room.clock.now = NOW.replace(hour=1, minute=12)
    see = "/new?plan=jiaocheng%2Fvaccine-quality&v.quality_suspected=yes&v.deaths=1%2B"
    sent = {
        "id": "夜",
        "title": "夜间来电",
        "where": "水峪贯镇",
        "received": "2026-11-21T01:12",
        "do": "open",
    }
    assert send(door, "/new", sent, see=see).headers["location"] == "/incidents/%E5%A4%9C?entered=1"
    here = "/incidents/%E5%A4%9C"

    def on(section, which, **typed):
        answer = send(door, f"{here}{section}", typed, which=which)
        assert answer.status_code == 303, told_of(answer.text)
        return door.get(answer.headers["location"]).text

    on("/facts", "event", fact="verified", a="2026-11-21T01:12")
    room.clock.go(minutes=10)
    on("", "ask:rare_cases", how="at-most", a="12")
    page = on("/facts", "fact:deaths", how="exactly", a="3", standing="confirmed", source="县人民医院")
    assert "Ⅱ级（重大）" in text_of(page)
    on("/decide", "start", level="II", by="县应急指挥部")
    room.clock.go(minutes=20)
    report = next(
        each["which"] for each in forms_of(door.get(f"{here}/duties").text) if "#report-up#" in each["which"]
    )
    everybody = ["county-government", "county-rescue-office", "city-market-regulator"]
    page = on("/duties", report, do="phoned", by="headquarters", to=everybody)
    on("/log", "note", text="家属已安置")
    room.clock.go(hours=5)
    assert "应启动响应" not in text_of(door.get("/").text)
    assert room.store.rows("夜")[-1].number == 7
    text = text_of(door.get(f"{here}/log").text)
    assert "已办：向县政府、县应急救援总指挥部办公室、市市场监管局报告" in text
    assert "Ⅱ级（重大）" in text_of(door.get(f"{here}/levels").text)


def test_whoever_declared_the_level_is_named_as_the_plan_names_it(at_work, room):
    """And not by an id, on the page, at the decision, at the handover and on the sheet."""
    desk = Desk(room.store, room.library, by="值班室")
    desk.declare(NAME, "I", Decision("headquarters", NOW, "会商"))
    for where in (HERE, f"{HERE}/decide", "/handover", f"{HERE}/sheet"):
        text = text_of(at_work.get(where).text)
        assert "县应急指挥部（县指挥部）" in text
        assert not re.search("headquarters ?(于|定为|人工)", text), where


# What it is called, and where it is.


def test_the_place_of_an_incident_opened_in_a_hurry_is_entered_afterwards(at_work, room):
    page = at_work.get(HERE).text
    assert "地点未填，去填写" in page
    assert f'href="{HERE}/facts?fact=describe#describe"' in page
    typed = {
        "do": "describe",
        "title": "水峪贯镇接种后异常反应",
        "where": "水峪贯镇卫生院",
        "region": "141122",
    }
    told = send(at_work, f"{HERE}/facts", typed, which="describe")
    assert told.status_code == 303, told_of(told.text)
    assert last_row(room).data == {"where": {"zh": "水峪贯镇卫生院"}, "region": "141122"}, (
        "what stays is not entered anew"
    )
    page = at_work.get(f"{HERE}/facts").text
    assert "地点：水峪贯镇卫生院" in text_of(page)
    assert "各次记录（2）" in page
    assert "水峪贯镇卫生院" in at_work.get(HERE).text.partition('<div class="state">')[0]
    assert "地点未填" not in at_work.get(HERE).text
    assert "水峪贯镇卫生院" in text_of(at_work.get(f"{HERE}/papers?paper=initial:initial:").text)
    assert "水峪贯镇卫生院" in text_of(at_work.get(f"{HERE}/sheet").text)


def test_a_gap_for_the_place_leads_to_where_it_is_entered(at_work):
    page = at_work.get(f"{HERE}/papers?paper=initial:hq-report:").text
    assert f'href="{HERE}/facts?fact=describe#describe" aria-label="去记入：发生地点"' in page


def test_a_place_is_put_right_where_it_stands_in_the_log(at_work, room):
    send(at_work, f"{HERE}/facts", {"do": "describe", "where": "水裕贯镇"}, which="describe")
    where = f"{HERE}/log?correct=incident.where"
    assert 'name="text" size="40" value="水裕贯镇"' in at_work.get(where).text
    typed = {"do": "correct", "text": "水峪贯镇", "by": "headquarters", "reason": "错字"}
    told = send(at_work, f"{HERE}/log", typed, which="correct", see=where)
    assert told.status_code == 303, told_of(told.text)
    page = at_work.get(f"{HERE}/log").text
    assert "<s>地点：水裕贯镇</s>" in page
    assert "水峪贯镇" in at_work.get(HERE).text.partition('<div class="state">')[0]


def test_nothing_changed_or_another_region_is_told_and_what_was_typed_stays(at_work, room):
    told = send(
        at_work, f"{HERE}/facts", {"do": "describe", "title": "水峪贯镇接种后异常反应"}, which="describe"
    )
    assert "E964" in told_of(told.text)
    send(at_work, f"{HERE}/facts", {"do": "describe", "region": "141122"}, which="describe")
    told = send(
        at_work, f"{HERE}/facts", {"do": "describe", "region": "140105", "where": "太原"}, which="describe"
    )
    assert "E739" in told_of(told.text)
    assert "respond" not in told_of(told.text)
    assert 'value="太原"' in told.text
    assert len(room.store.rows(NAME)) == 2


def test_a_note_is_put_right_and_stays_struck_through(at_work, room):
    send(at_work, f"{HERE}/log", {"do": "note", "text": "风向转北"}, which="note")
    page = at_work.get(f"{HERE}/log").text
    assert f'href="{HERE}/log?correct=note#correct"' in page
    where = f"{HERE}/log?correct=note"
    assert "风向转北</textarea>" in at_work.get(where).text
    typed = {"do": "correct", "text": "风向转南", "by": "headquarters", "reason": "听错"}
    told = send(at_work, f"{HERE}/log", typed, which="correct", see=where)
    assert told.status_code == 303, told_of(told.text)
    page = at_work.get(f"{HERE}/log").text
    assert "<s>风向转北</s> <em>" in page
    assert "更正：风向转南" in text_of(page)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(
    ("lang", "cited", "key"),
    [
        ("zh", "①条款", "① 中华人民共和国突发事件应对法"),
        ("en", "① cl.", "① Emergency Response Law of the People"),
    ],
)
def test_a_section_that_cites_another_plan_says_which_mark_is_which(at_work, section, lang, cited, key):
    page = at_work.get(f"{HERE}{section}?lang={lang}").text
    line = re.findall('<p class="dim small marks">([^<]*)</p>', page)
    assert [unescape(each).startswith(key) for each in line] == ([True] if cited in text_of(page) else [])
    assert line or section not in {"", "/duties", "/decide"}


@pytest.mark.parametrize(
    ("lang", "own", "beside"), [("zh", "条款5.4", "①条款61"), ("en", "cl. 5.4", "① cl. 61")]
)
def test_the_clause_of_a_plan_alongside_is_cited_on_the_page_of_decisions_as_everywhere(
    room, door, lang, own, beside
):
    open_one(room)
    log_in(door, "officer")
    page = door.get(f"{HERE}/decide?lang={lang}").text
    cited = re.findall(r'<span class="dim small">([^<]*)</span></li>', page)
    assert own in cited
    assert beside in cited
    assert not [each for each in cited if re.fullmatch(r"[0-9.;, ()]+", each)]
    facts = re.findall(r'<span class="dim small">([^<]*)</span></th>', door.get(f"{HERE}/facts").text)
    assert facts
    assert not [each for each in facts if re.fullmatch(r"[0-9.;, ()]+", each)]


def test_whoever_lengthens_a_limit_sees_which_report_is_asked_for_twice(at_work, room):
    asked = {
        **OPENING, "id": "twice", "plans": ["national/production-accident"],
        "facts": {"deaths": "4", "traffic_or_fire": "no"}, "events": {"received": "2026-11-21T08:12+08:00"},
    }  # fmt: skip
    Desk(room.store, room.library, by="值班室").open(asked, now=NOW)
    page = at_work.get("/incidents/twice/decide").text
    found = re.findall(r"<option[^>]*>(〔同一报送〕[^<]*)</option>", page)
    twice = kept(room.store, room.library, "twice", now=NOW).situation.obligations
    assert len(found) == sum(one.behind and one.due is not None for one in twice) > 0


def test_whoever_closes_on_the_pages_reads_that_the_changed_log_was_not_signed(desk, at_work, room):
    with room.store.database.writing() as connection:
        connection.execute(text("UPDATE entries SET body=replace(body, '水峪贯镇', '某镇') WHERE seq=1"))
    found = desk.close(NAME, Decision(by="headquarters", now=NOW, reason="误报"))
    page = text_of(at_work.get(f"{HERE}?entered={found.number}").text)
    assert "已记入，但没有签名：事件" in page
    assert room.store.rows(NAME)[-1].number == found.number
