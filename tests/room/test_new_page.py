"""A new incident through its pages, without JavaScript: the plan, the questions, what is kept and when."""

import re
from datetime import datetime

import pytest
from browser import faults_of, needs_browser
from duty import NOW

from pages import csrf_of, forms_of, last_row, log_in, text_of, told_of
from respond.desk import Decision, Desk
from respond.plan import Library, shipped
from respond.room.pages.plan_search import plans_by_words
from respond.store import Account, stamp
from small_plan import SMALL

VACCINE = "/new?plan=jiaocheng%2Fvaccine-quality"
FIRE = "/new?plan=national%2Fforest-grassland-fire"


@pytest.fixture
def at_new(door):
    log_in(door, "officer")
    return door


def go_on(door, address: str, *, follow: bool = True, **typed: str):
    """Answer what a page asks, with everything else as it stands there."""
    page = door.get(address).text
    hidden = forms_of(page)[0]
    sent = {
        "id": _value(page, "id"),
        "title": _value(page, "title"),
        "received": _value(page, "received"),
        "mode": "real",
        **hidden,
        **typed,
    }
    return door.post("/new", data=sent, follow_redirects=follow)


def _value(page: str, name: str) -> str:
    tag = next(each for each in page.split("<input ") if f' name="{name}" ' in each)
    return tag.split('value="')[1].split('"')[0]


def test_the_plans_are_found_by_words_of_either_language(at_new):
    text = at_new.get("/new").text
    assert "jiaocheng/vaccine-quality@2024" in text
    assert "supervision-13710" not in text  # a profile of supervision is no plan for incidents
    assert "national/forest-grassland-fire@2026" in text
    assert "forest-grassland-fire@2025" not in text  # no longer in force
    found = at_new.get("/new?q=疫苗 交城").text
    assert "vaccine-quality" in found
    assert "debt-risk" not in found
    assert "vaccine-quality" in at_new.get("/new?q=VACCINE").text
    assert "没有预案的名称或所问内容含" in at_new.get("/new?q=zzz").text


def names_found(door, words: str = "", **more) -> list[str]:
    return re.findall(r'href="/new\?plan=([^"]+)"', door.get("/new", params={"q": words, **more}).text)


def test_the_plans_begin_with_the_nearest_and_end_with_those_from_afar(at_new):
    found = names_found(at_new)
    assert [each.partition("%2F")[0] for each in found[:2]] == ["jiaocheng", "jiaocheng"]
    assert {each.partition("%2F")[0] for each in found[-3:]} == {"eu", "example"}  # of other zones
    assert found.index("shanxi%2Fincident-reporting") < found.index("cn%2Fcyber-incident")


def test_a_plan_is_found_by_what_it_asks_and_says_by_which_words(at_new):
    found = names_found(at_new, "死亡")
    assert "jiaocheng%2Fvaccine-quality" in found
    assert "national%2Fproduction-accident" in found
    assert "含：同一批号疫苗致死亡病例" in at_new.get("/new?q=死亡").text
    assert "jiaocheng%2Fvaccine-quality" in names_found(at_new, "疫苗死亡")  # as one writes it
    assert "jiaocheng%2Fvaccine-quality" in names_found(at_new, "deaths linked", lang="en")
    assert names_found(at_new, "森林")[0] == "jiaocheng%2Fforest-fire"


def test_an_incident_nobody_named_is_named_by_what_it_is_and_when(at_new):
    assert _value(at_new.get(VACCINE).text, "title") == "交城县疫苗质量安全事件（2026-11-21 09:30）"
    assert _value(at_new.get(FIRE).text, "title") == "《森林草原防灭火条例》所列事件（2026-11-21 09:30）"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_incident_nobody_named_is_named_in_both_languages_whatever_the_page_speaks(at_new, room, lang):
    title = {
        "zh": "交城县疫苗质量安全事件（2026-11-21 09:30）",
        "en": "Jiaocheng County vaccine quality and safety incident (2026-11-21 09:30)",
    }
    go_on(at_new, f"{VACCINE}&v.quality_suspected=yes&lang={lang}", do="open", lang=lang)
    assert last_row(room, "vaccine-quality-20261121-1").data["title"] == title


def test_a_title_that_stood_there_is_told_anew_in_the_other_language_and_one_that_was_typed_stays(at_new):
    page = at_new.get(VACCINE).text
    shown = {**forms_of(page)[0], "id": "x", "do": "pass", "title": _value(page, "title")}
    led = at_new.post("/new", data=shown, follow_redirects=False).headers["location"]
    assert "title=" not in led
    led = at_new.post("/new", data={**shown, "title": "镇上的事"}, follow_redirects=False).headers["location"]
    assert _value(at_new.get(f"{led}&lang=en").text, "title") == "镇上的事"


def test_ones_own_plans_come_before_those_shipped(tmp_path):
    library = Library([tmp_path, shipped("plans")])
    (tmp_path / "zzz" / "fire").mkdir(parents=True)
    text = SMALL.replace("testland/spill", "zzz/fire").replace('"2020"', '"2026"')
    (tmp_path / "zzz" / "fire" / "2026.yaml").write_text(text, "utf-8")
    shelf = [library.editions(name)[-1] for name in library.names]
    assert plans_by_words(library, shelf, "")[0].plan.ref.id == "zzz/fire"


def test_an_answer_narrows_the_level_and_is_kept_nowhere(at_new, room):
    page = go_on(at_new, VACCINE, a="yes", do="answer")
    text = text_of(page.text)
    assert "已答 1 问" in text
    assert "第 2 问" in text
    assert "v.quality_suspected=yes" in str(page.url)
    page = go_on(at_new, str(page.url), how="at-least", a="21", do="answer")
    assert "v.rare_cases=21%2B" in str(page.url)
    assert "罕见或非预期不良事件人数： 至少21人" in text_of(page.text)
    assert "✓ 罕见或非预期不良事件超过20人" in text_of(page.text)
    assert room.store.incidents() == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"how": "exactly", "a": "3"}, "v.deaths=3"),
        ({"how": "at-least", "a": "3"}, "v.deaths=3%2B"),
        ({"how": "at-most", "a": "3"}, "v.deaths=..3"),
        ({"how": "between", "a": "1", "b": "4"}, "v.deaths=1..4"),
        ({"how": "unknown"}, "p.deaths=1"),
        ({"do": "pass"}, "p.deaths=1"),
    ],
)
def test_a_number_a_range_and_the_unknown_are_equally_near(at_new, typed, kept):
    where = f"{VACCINE}&v.quality_suspected=yes&v.rare_cases=0&v.serious_cases=0"
    assert kept in go_on(at_new, where, **{"do": "answer", **typed}, follow=False).headers["location"]


def test_a_number_gets_the_unit_that_stands_beside_it(at_new):
    first = text_of(at_new.get(FIRE).text)
    assert "公顷" in first or "人" in first
    led = go_on(
        at_new,
        f"{FIRE}&v.deaths=0&v.serious_injuries=0&v.damaged_grassland=0+ha",
        how="between",
        a="120",
        b="200",
    )
    assert "v.damaged_forest=120..200ha" in str(led.url)
    assert "Ⅱ级（重大）" in text_of(led.text)
    assert "没有能改变级别的问题了" in text_of(led.text)


def test_what_was_passed_as_unknown_is_no_question_that_would_change_nothing(at_new):
    page = text_of(at_new.get(f"{FIRE}&v.deaths=0&v.serious_injuries=0&v.damaged_grassland=0+ha").text)
    assert "都问过了" not in page
    led = go_on(at_new, f"{FIRE}&v.deaths=0&v.serious_injuries=0&v.damaged_grassland=0+ha", do="pass")
    assert "能改变级别的都问过了，未知的打听到了再记" in text_of(led.text)
    assert "没有能改变级别的问题了" not in text_of(led.text)


def test_what_is_no_answer_is_told_at_the_question_and_what_was_typed_stays(at_new):
    told = go_on(at_new, f"{VACCINE}&v.quality_suspected=yes", how="at-least", a="drei", where="水峪贯镇")
    assert told.status_code == 422
    assert 'role="alert"' in told.text
    assert 'value="drei"' in told.text
    assert 'value="at-least" checked' in told.text
    assert 'value="水峪贯镇"' in told.text
    nothing = go_on(at_new, f"{VACCINE}&v.quality_suspected=yes", how="exactly", a="")
    assert "E964" in nothing.text
    assert "选“未知”" in told_of(nothing.text)
    assert 'value="unknown"' in nothing.text


def test_a_judgement_names_the_office_that_answers_for_it(at_new):
    where = f"{VACCINE}&v.quality_suspected=yes&p.deaths=1&p.rare_cases=1&p.serious_cases=1"
    page = at_new.get(where).text
    assert "研判单位" in page
    by = _value(page, "by")
    assert by == "县市场监督管理局"
    led = go_on(at_new, where, a="yes", by=by)
    assert "县市场监督管理局" in text_of(led.text) or "j." in str(led.url)
    opened = go_on(at_new, str(led.url), do="open")
    assert opened.status_code == 200


def test_an_answer_is_taken_back(at_new):
    where = f"{VACCINE}&v.quality_suspected=no"
    led = go_on(at_new, where, do="undo:quality_suspected", follow=False).headers["location"]
    assert "quality_suspected" not in led
    assert "目前是否怀疑与疫苗质量有关" in at_new.get(led).text


def test_opening_keeps_everything_and_leads_to_the_incident(at_new, room):
    where = f"{VACCINE}&v.quality_suspected=yes&v.deaths=3"
    led = go_on(
        at_new, where, follow=False, do="open", title="水峪贯镇接种异常", where="镇卫生院", region="141122",
        occurred="2026-11-21T08:30",
    )  # fmt: skip
    assert led.headers["location"] == "/incidents/vaccine-quality-20261121-1?entered=1"
    (one,) = room.store.incidents()
    data = last_row(room, one.id).data
    assert data["title"] == {"zh": "水峪贯镇接种异常"}
    assert data["where"] == {"zh": "镇卫生院"}
    assert data["region"] == "141122"
    assert data["events"] == {"received": "2026-11-21T09:30:00+08:00"}  # the present, as it stood there
    assert datetime.fromisoformat(data["occurred"]) == datetime.fromisoformat("2026-11-21T08:30+08:00")
    assert data["facts"] == {"quality_suspected": "yes", "deaths": "3"}
    assert last_row(room, one.id).by == "officer-post"
    assert "已记入第 1 条" in at_new.get(led.headers["location"]).text
    assert _value(at_new.get(VACCINE).text, "id") == "vaccine-quality-20261121-2"


def test_who_reported_it_is_the_source_of_the_receipt(at_new, room):
    page = go_on(at_new, VACCINE, a="yes", reporter="镇卫生院张某").text
    assert _value(page, "reporter") == "镇卫生院张某", "it stays while the questions are answered"
    led = go_on(at_new, VACCINE, do="open", reporter="镇卫生院张某")
    (one,) = room.store.incidents()
    received = {"at": "2026-11-21T09:30:00+08:00", "source": "镇卫生院张某"}
    assert last_row(room, one.id).data["events"] == {"received": received}
    assert "接报（镇卫生院张某报来）" in at_new.get(f"/incidents/{one.id}/log").text
    assert "谁报来的：镇卫生院张某" in text_of(at_new.get(f"/incidents/{one.id}/facts").text)
    assert led.status_code == 200
    without = go_on(at_new, VACCINE, do="open", reporter="某", received="", once="y").text
    assert "E706" in without
    assert len(room.store.incidents()) == 1


def test_what_is_typed_and_not_sent_is_opened_with_the_rest(at_new, room):
    go_on(at_new, f"{VACCINE}&v.quality_suspected=yes", do="open", how="at-least", a="2")
    kept = last_row(room, "vaccine-quality-20261121-1").data["facts"]
    assert kept == {"quality_suspected": "yes", "rare_cases": "2+"}


def test_a_name_that_is_taken_is_told_and_all_else_stays(at_new):
    go_on(at_new, VACCINE, do="open")
    told = go_on(at_new, VACCINE, do="open", id="vaccine-quality-20261121-1", title="另一起")
    assert told.status_code in {409, 422}
    assert "E844" in told.text
    assert 'value="另一起"' in told.text


def test_a_taken_id_that_was_typed_leads_to_the_other_incident(at_new):
    go_on(at_new, VACCINE, do="open")
    told = go_on(at_new, VACCINE, do="open", id="vaccine-quality-20261121-1", title="另一起").text
    assert '<a href="/incidents/vaccine-quality-20261121-1">看事件 vaccine-quality-20261121-1</a>' in told
    assert _value(told, "id") == "vaccine-quality-20261121-1", "what was typed stays typed"


def test_of_two_who_open_under_the_proposed_id_the_second_has_the_next_one(at_new, room):
    page = at_new.get(f"{VACCINE}&v.quality_suspected=yes").text
    shown = {name: _value(page, name) for name in ("id", "title", "received")}
    mine = {**forms_of(page)[0], **shown, "do": "open"}
    assert (mine["id"], mine["proposed"]) == ("vaccine-quality-20261121-1",) * 2
    go_on(at_new, VACCINE, do="open", title="同事开的", once="theirs")  # while the first still asks
    led = at_new.post("/new", data=mine, follow_redirects=False).headers["location"]
    assert led.startswith("/incidents/vaccine-quality-20261121-2?")
    shown = at_new.get(led).text
    assert "本起取下一个空号 vaccine-quality-20261121-2" in shown
    assert '<a href="/incidents/vaccine-quality-20261121-1">' in shown
    again = at_new.post("/new", data=mine, follow_redirects=False).headers["location"]
    assert again == led, "the button pressed twice opens one"
    assert len(room.store.incidents()) == 2


def test_what_the_page_proposed_is_proposed_anew_with_each_question(at_new):
    led = go_on(at_new, VACCINE, a="yes", follow=False).headers["location"]
    assert "id=" not in led.partition("?")[2].replace("plan=", "")
    typed = go_on(at_new, VACCINE, a="yes", id="own-1", follow=False).headers["location"]
    assert "id=own-1" in typed


def test_a_button_pressed_twice_opens_one_incident(at_new, room):
    page = at_new.get(VACCINE).text
    sent = {**forms_of(page)[0], "id": "x", "title": "x", "do": "open"}
    first = at_new.post("/new", data=sent, follow_redirects=False)
    second = at_new.post("/new", data=sent, follow_redirects=False)
    assert first.headers["location"] == second.headers["location"]
    assert len(room.store.rows("x")) == 1


def test_whoever_sees_one_region_opens_what_he_will_see(at_new, room):
    account = room.store.account("officer")
    near = Account("near", "near", ("officer",), ("141122",), account.secret, stamp(NOW))
    room.store.keep_account(near, by="test", now=NOW)
    log_in(at_new, "near")
    page = at_new.get(VACCINE).text
    assert _value(page, "region") == "141122"
    assert go_on(at_new, VACCINE, do="open", region="141122").status_code == 200


def test_a_receipt_that_is_cleared_stays_cleared(at_new, room):
    page = go_on(at_new, VACCINE, a="yes", received="")
    assert _value(page.text, "received") == ""
    go_on(at_new, str(page.url), do="open")
    assert "events" not in last_row(room, "vaccine-quality-20261121-1").data


def test_a_room_for_real_work_takes_no_exercise(at_new, room):
    kinds = at_new.get(VACCINE).text.partition('<select id="mode"')[2].partition("</select>")[0]
    assert re.findall('value="([^"]+)"', kinds) == ["real", "test"]
    told = go_on(at_new, VACCINE, do="open", mode="exercise")
    assert "E966" in told_of(told.text)
    assert "演练在演练用的值班室里办" in told_of(told.text)
    assert room.store.incidents() == ()


def test_a_test_is_opened_as_one(at_new, room):
    go_on(at_new, VACCINE, do="open", mode="test")
    (one,) = room.store.incidents()
    assert last_row(room, one.id).data["mode"] == "test"
    assert "【测试】" in at_new.get("/").text


def test_an_address_that_was_tampered_with_is_told_of(at_new):
    told = at_new.get(f"{VACCINE}&v.deaths=viele")
    assert told.status_code == 200
    assert 'role="alert"' in told.text
    assert at_new.get("/new?plan=no/plan").status_code == 404


def test_whoever_may_enter_nothing_opens_nothing(door):
    log_in(door, "viewer")
    csrf = csrf_of(door.get("/password").text)
    assert (
        door.post("/new", data={"csrf": csrf, "plan": "jiaocheng/vaccine-quality", "do": "open"}).status_code
        == 403
    )


@needs_browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_questions_have_no_barriers_and_fit_a_phone(visitor, lang):
    page = visitor("officer", lang=lang, width=390, height=844)
    for where in ("/new", VACCINE, f"{VACCINE}&v.quality_suspected=yes"):
        page.goto(where)
        assert faults_of(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@needs_browser
def test_the_second_number_stands_there_only_for_a_range(visitor):
    page = visitor("officer")
    page.goto(f"{VACCINE}&v.quality_suspected=yes")
    assert not page.is_visible("[name=b]")
    page.click("text=之间")
    assert page.is_visible("[name=b]")
    page.click("input[value=unknown]")
    assert not page.is_visible("[name=a]")


def test_a_time_of_occurrence_that_was_left_empty_is_told_as_not_reported(at_new, room):
    page = at_new.get(VACCINE).text
    sent = {"do": "open", "received": "2026-11-21T08:10", "occurred": "", "once": "x"}
    where = go_on(at_new, VACCINE, follow=False, **sent).headers["location"].partition("?")[0]
    assert 'name="occurred" value=""' in page
    head = re.search('<p class="dim small meta">(.*?)</p>', at_new.get(where).text)[1]
    assert "发生：未报告，按2026-11-21 08:10算" in head
    assert "2026-11-21 08:10 发生 未报告，按此刻算" in text_of(at_new.get(f"{where}/facts").text)
    assert "发生（未报告，按此刻算）" in text_of(at_new.get(f"{where}/log").text)
    incident = where.rpartition("/")[2]
    Desk(room.store, room.library, by="x").correct(
        incident, "occurred", Decision("headquarters", NOW, "医院来电", "2026-11-21T07:30+08:00")
    )
    assert "发生：2026-11-21 07:30" in at_new.get(where).text
    assert "2026-11-21 07:30 发生 未报告" not in text_of(at_new.get(f"{where}/facts").text)
