"""The pages of papers, without JavaScript: a draft with its gaps, what contradicts, that it went out, what is printed."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from browser import faults_of, needs_browser
from duty import NOW, OPENING

from pages import HERE, NAME, forms_of, log_in, open_one, send, text_of, told_of
from respond.desk import Desk, dossier, sent
from respond.papers import CATEGORIES, CERTAINTIES, URGENCIES, report
from respond.store import Account, stamp

PAPERS = f"{HERE}/papers"
PLAN = "/plans/jiaocheng/vaccine-quality/2024"
FIRST = f"{PAPERS}?paper=initial:initial:"
PROGRESS = f"{PAPERS}?paper=progress:progress:"


@pytest.fixture
def desk(room):
    open_one(room)
    return Desk(room.store, room.library, by="值班室")


@pytest.fixture
def at_work(door, desk):
    log_in(door, "shift-leader")
    return door


@pytest.fixture
def contradicting(room, desk, at_work):
    """Three were told at 09:05, and it turned out at 09:20 that they were two."""
    at = NOW.replace(hour=9, minute=0)
    desk.update(NAME, {"deaths": "3"}, now=at)
    draft = report(dossier(room.store, room.library, NAME, now=at), "initial")
    sent(desk, draft, now=at.replace(minute=5), channel="written")
    desk.update(NAME, {"deaths": "2"}, now=at.replace(minute=20))
    return at_work


def downloads(page):
    return [
        unescape(each) for each in re.findall(r'<a class="button[^"]*" href="(/v1/[^"]+)" download', page)
    ]


# A draft.


def test_the_page_begins_with_the_report_that_presses_and_marks_its_gaps(at_work):
    page = at_work.get(PAPERS).text
    text = text_of(page)
    assert "关于水峪贯镇接种后异常反应的首报" in text
    assert "缺 14 项" in text
    assert "问：属于哪一类事件？" in text
    assert "（缺：尚未掌握）" in text
    assert f'href="{HERE}/facts?fact=incident_type#f-incident_type"' in page


def test_reports_of_one_name_are_told_apart_by_their_plans(at_work):
    picker = at_work.get(PAPERS).text.partition('<select id="paper"')[2].partition("</select>")[0]
    offered = [text_of(each).strip() for each in re.findall("<option[^>]*>(.*?)</option>", picker)]
    assert len(set(offered)) == len(offered)
    assert "首报 · 突发事件报告 · 中华人民共和国突发事件应对法 · 应报" in offered
    assert "首报 · 突发事件报告 · 国家突发事件总体应急预案 · 应报" in offered
    assert "首报 · 首次报告 · 应报" in offered  # alone of its name


def test_several_gaps_are_filled_with_one_entry(at_work, room):
    entered = len(room.store.rows(NAME))
    gaps = {
        "fill.persons_involved.how": "between", "fill.persons_involved.a": "20", "fill.persons_involved.b": "30",
        "fill.manufacturer.a": "甲厂", "fill.product.a": "", "source": "镇卫生院", "standing": "confirmed",
    }  # fmt: skip
    sent = send(at_work, PAPERS, {**gaps, "do": "fill"}, which="fill", see=FIRST)
    assert sent.status_code == 303, told_of(sent.text)
    assert "paper=initial" in sent.headers["location"]
    (row,) = room.store.rows(NAME)[entered:]
    said = {"source": "hospital", "standing": "confirmed"}
    assert row.data == {
        "facts": {"persons_involved": {"value": "20..30", **said}, "manufacturer": {"value": "甲厂", **said}}
    }


def test_a_form_for_gaps_without_a_value_is_refused_and_stands_open(at_work):
    told = send(at_work, PAPERS, {"do": "fill", "source": "县医院"}, which="fill")
    assert "E964" in told_of(told.text)
    assert 'id="fill" open' in told.text
    assert 'value="县医院"' in told.text


def test_a_sentence_leads_to_its_entry_in_the_log(at_work):
    page = at_work.get(PAPERS).text
    where = f"{HERE}/log#e1"
    assert f'<a href="{where}"><span class="dim">第1条</span></a>' in page
    assert 'id="e1"' in at_work.get(where).text


def test_what_is_downloaded_is_what_is_shown(at_work):
    page = at_work.get(PAPERS, params={"number": "交疫〔2026〕3号", "to": "county-government"}).text
    assert "交疫〔2026〕3号" in page
    word, html, markdown, *_ = downloads(page)
    assert at_work.get(word).headers["content-disposition"].startswith("attachment; ")
    told = at_work.get(markdown).text
    assert "交疫〔2026〕3号" in told
    assert "县人民政府：" in told
    assert "市市场监督管理局：" not in told
    assert "<!DOCTYPE html>" in at_work.get(html).text


def test_another_report_is_chosen_by_its_kind_and_name(at_work):
    text = text_of(at_work.get(f"{PAPERS}?paper=closing:final:").text)
    chosen = re.search(r'<option value="([^"]+)" selected>', at_work.get(PROGRESS).text)
    assert "没有" not in told_of(text)
    assert chosen[1] == "progress:progress:"


def test_what_is_no_report_any_more_is_the_first_again(at_work):
    assert "首报" in text_of(at_work.get(f"{PAPERS}?paper=nonsense&to=nobody").text)


# Whose report it is.


def options_of(page, group):
    part = (
        page.partition('<select id="paper"')[2]
        .partition("</select>")[0]
        .partition(f'<optgroup label="{group}">')[2]
    )
    part = part.partition("</optgroup>")[0]
    return dict(re.findall(r'<option value="([^"]+)"[^>]*>(.*?)</option>', part))


@pytest.mark.parametrize(
    ("lang", "group", "told"),
    [
        ("zh", "我方的报告", ("应报", "未定是否应报")),
        ("en", "Reports of ours", ("owed", "not certain to be owed")),
    ],
)
def test_a_report_that_may_not_be_owed_says_so_where_it_is_chosen_and_where_it_is_sent(
    at_work, desk, lang, group, told
):
    """Of one dead it is certain that the county is told, and open whether it is grave enough for the province."""
    accident = {**OPENING, "id": "mine", "plans": ["production-accident"], "facts": {"deaths": "1"}}
    desk.open({each: accident[each] for each in accident if each != "region"}, now=NOW)
    address = "/incidents/mine/papers"
    page = at_work.get(f"{address}?lang={lang}").text
    standing = {value: words.split(" · ") for value, words in options_of(page, group).items()}
    (flash,) = [value for value in standing if "flash-report" in value]
    (first,) = [value for value in standing if "accident-report" in value]
    assert (standing[first][2], standing[flash][2]) == told
    assert len(standing[flash]) == 4, "what is due by then is told all the same"
    sent = at_work.get(address, params={"paper": flash, "lang": lang}).text
    assert told[1] in text_of(sent.partition('id="sent-h"')[2].partition("<form")[0])
    sent = at_work.get(address, params={"paper": first, "lang": lang}).text
    assert told[1] not in text_of(sent.partition('id="sent-h"')[2].partition("<form")[0])


def test_our_reports_lead_and_those_of_others_stand_apart_each_with_whose_it_is(at_work, desk, room):
    page = at_work.get(PAPERS).text
    ours, others = (options_of(page, each) for each in ("我方的报告", "其他单位的报告（不是我方的）"))
    assert any("应报" in each for each in ours.values())
    assert any(each.startswith("省人民政府：") or "省" in each.partition("：")[0] for each in others.values())
    owed = dossier(room.store, room.library, NAME, now=NOW)
    for kind in ("hq-report", "initial"):
        sent(desk, report(owed, "initial", name=kind), now=NOW, channel="written")
    page = at_work.get(PAPERS).text
    chosen = re.search(r'<option value="([^"]+)" selected>', page)[1]
    assert chosen in options_of(page, "我方的报告")
    assert "不是我方的：由其报出" not in page


def test_a_report_of_another_body_is_drafted_with_a_plain_word_and_may_not_contradict_ours(contradicting):
    others = options_of(contradicting.get(PAPERS).text, "其他单位的报告（不是我方的）")
    follows = next(each for each in others if each.startswith("progress:overall-follow-up:"))
    page = contradicting.get(PAPERS, params={"paper": follows}).text
    assert "不是我方的：由其报出" in text_of(page)
    assert "E981" in text_of(page)
    right = contradicting.get(PAPERS, params={"paper": follows, "why-deaths": "一人重复统计"}).text
    assert "现更正为2例" in text_of(right)


def test_whoever_is_ticked_stands_in_the_letter_and_in_the_log(at_work, room):
    """Two duties have one report sent, to the city and to the province: all who are ticked are kept."""
    page = at_work.get(PAPERS).text
    value = next(
        each for each in options_of(page, "我方的报告") if each.startswith("initial:incident-report:")
    )
    where = f"{PAPERS}?paper={value}"
    boxes = set(re.findall('name="to" value="([^"]+)"', at_work.get(where).text))
    assert boxes >= {"city-government", "provincial-government"}
    to = sorted(boxes)
    told = send(at_work, PAPERS, {"do": "sent", "to": to, "channel": "written"}, which="sent", see=where)
    assert told.status_code == 303, told_of(told.text)
    named = {name for row in room.store.rows(NAME)[1:] for act in row.data["did"] for name in act["to"]}
    assert named == boxes
    drafted = at_work.get(PAPERS, params={"paper": value, "to": to}).text
    assert set(re.findall('name="to" value="([^"]+)" checked', drafted)) == boxes


def test_what_is_no_body_is_refused_and_not_dropped(at_work, room):
    to = ["county-government", "nobody"]
    told = send(at_work, PAPERS, {"do": "sent", "to": to}, which="sent", see=FIRST)
    assert told.status_code == 422
    assert "E982" in told_of(told.text)
    assert len(room.store.rows(NAME)) == 1


def test_whom_the_plan_does_not_name_is_chosen_below_marked_and_kept(at_work, room):
    page = at_work.get(FIRST).text
    assert re.search('<select id="p-more" name="to">.*<option value="congress">', page)
    drafted = at_work.get(
        FIRST, params={"paper": "initial:initial:", "to": ["county-government", "congress"]}
    ).text
    assert drafted.count('name="to" value="congress" checked> ') == 2, (
        "in the form to draft and in that to send"
    )
    assert "预案未列" in drafted
    assert "是另加的报送对象" in text_of(drafted)
    to = ["county-government", "congress"]
    assert send(at_work, PAPERS, {"do": "sent", "to": to}, which="sent", see=FIRST).status_code == 303
    assert {name for row in room.store.rows(NAME)[1:] for act in row.data["did"] for name in act["to"]} == {
        *to
    }


def test_where_the_plan_names_nobody_the_recipients_are_chosen(at_work, room, desk):
    """What townships report of a fire says not to whom: whoever was told is kept, and the duty is done."""
    fire = {**OPENING, "id": "fire", "plans": ["jiaocheng/forest-fire"], "facts": {"burnt_forest": "3ha"}}
    desk.open({**fire, "events": {}}, now=NOW)
    here = "/incidents/fire/papers"
    value = next(
        each for each in options_of(at_work.get(here).text, "我方的报告") if "county-fire-report" in each
    )
    where = f"{here}?paper={value}"
    assert "预案没有写报给谁，在下面选。" in text_of(at_work.get(where).text)
    told = send(at_work, here, {"do": "sent", "to": "county-government"}, which="sent", see=where)
    assert told.status_code == 303, told_of(told.text)
    (act,) = room.store.rows("fire")[-1].data["did"]
    assert (act["duty"].partition("#")[2], act["to"]) == ("township-report", ["county-government"])
    page = at_work.get(where, params={"paper": value, "to": "county-government"}).text
    assert "预案未列" in page


def test_another_report_begins_with_its_own_addressees(at_work):
    page = at_work.get(f"{PROGRESS}&of=initial:initial:&to=congress").text
    assert "E982" not in page
    assert 'name="to" value="city-market-regulator" checked' in page


def test_who_sent_it_is_looked_for_first_where_it_is_likely(at_work, room):
    picker = at_work.get(FIRST).text.partition('<select id="s-by"')[2].partition("</select>")[0]
    groups = re.findall('<optgroup label="([^"]+)">(.*?)</optgroup>', picker)
    assert groups[0][0] == "这份报告的"
    assert "县市场监督管理局" in groups[0][1]
    assert "交城县疫苗质量安全事件应急预案" in groups[1][0]
    values = re.findall('value="([^"]+)"', picker)
    assert len(values) == len(set(values))
    send(
        at_work,
        f"{HERE}/duties",
        {"do": "did", "duty": "report-up", "by": "headquarters", "to": "county-government"},
    )
    picker = at_work.get(FIRST).text.partition('<select id="s-by"')[2].partition("</select>")[0]
    assert re.findall('<optgroup label="([^"]+)">', picker)[:2] == ["这份报告的", "本事件里报过、办过的"]


# What contradicts.


def test_a_contradiction_says_what_to_do_and_takes_the_words_that_correct_it(contradicting, room):
    page = contradicting.get(PROGRESS).text
    text = text_of(page)
    assert "E981" in text
    assert "2026年11月21日9时05分已报3例，现为2例" in text
    assert "--correcting" not in text
    assert "respond" not in text
    told, now = (re.search(f"{words}的[23]例：(.*?)(；|</p>)", page)[1] for words in ("已报", "现在"))
    log = dossier(room.store, room.library, NAME, now=NOW).log
    *_, before, last = (each.id for each in log.entries if each.name == "deaths")
    for entry, words in ((before, told), (last, now)):
        assert f'href="{HERE}/log?correct={quote(entry)}#correct">更正第' in words
    assert 'name="why-deaths"' in page
    right = text_of(contradicting.get(f"{PROGRESS}&why-deaths=一人重复统计").text)
    assert "现更正为2例" in right
    assert "一人重复统计" in right


def test_the_words_are_kept_when_the_report_went_out(contradicting, room):
    where = f"{PROGRESS}&why-deaths=一人重复统计"
    typed = {"do": "sent", "to": ["county-government", "city-market-regulator"], "channel": "written"}
    told = send(contradicting, PAPERS, typed, which="sent", see=where)
    assert told.status_code == 303
    assert "一人重复统计" in text_of(contradicting.get(f"{HERE}/log").text)
    assert "E981" not in contradicting.get(PROGRESS).text


def test_a_number_told_of_what_was_merged_into_it_leads_to_the_log_that_told_it(at_work, room, desk):
    """And the page of what was merged says so, leads nowhere to enter it as sent, and to the incident it goes on in."""
    at = NOW.replace(hour=9, minute=0)
    desk.open(
        {
            **OPENING,
            "id": "part",
            "occurred": "2026-11-21T08:50+08:00",
            "events": {},
            "facts": {"quality_suspected": True},
        },
        now=at,
    )
    desk.update("part", {"deaths": "4"}, now=at)
    sent(desk, report(dossier(room.store, room.library, "part", now=at), "initial"), now=at.replace(minute=5))
    desk.update(NAME, {"deaths": "3"}, now=at)
    desk.link("part", NAME, now=at.replace(minute=20), merged=True)
    page = at_work.get(FIRST).text
    assert "在后来并入本事件的part中已报4例，现为3例" in text_of(page)
    assert "本事件的数应已包括part的" in text_of(page)
    assert re.search(r'href="/incidents/part/log#e2">[^<]*2', page)
    part = at_work.get("/incidents/part/papers").text
    assert f"并入{NAME}：不再单独报送，也不能记入已报出" in text_of(part)
    assert 'id="sent"' not in part


# That it went out.


def test_a_report_that_went_out_is_entered_with_who_to_whom_and_how(at_work, room):
    typed = {
        "do": "sent", "channel": "written", "number": "3号", "at": "2026-11-21T09:20", "by": "headquarters",
        "to": ["county-government", "county-rescue-office", "city-market-regulator"],
    }  # fmt: skip
    told = send(at_work, PAPERS, typed, which="sent")
    assert told.headers["location"] == f"{PAPERS}?entered=3"
    acts = [row.data["did"][0] for row in room.store.rows(NAME)[1:]]
    assert {each["duty"].rpartition("#")[2] for each in acts} == {"report-up", "report-i-iii"}
    assert {(each["channel"], each["number"], each["by"], each["at"]) for each in acts} == {
        ("written", "3号", "headquarters", "2026-11-21T09:20:00+08:00")
    }
    assert "已记入第 3 条" in at_work.get(told.headers["location"]).text
    assert "09:20 首报 3号" in text_of(at_work.get(PROGRESS).text)


def test_naming_nobody_is_not_naming_everybody(at_work, room):
    told = send(at_work, PAPERS, {"do": "sent", "number": "5号", "to": []}, which="sent")
    assert told.status_code == 422
    assert "E964" in told_of(told.text)
    assert 'value="5号"' in told.text
    assert len(room.store.rows(NAME)) == 1


def test_what_came_since_the_draft_is_shown_before_it_is_entered_as_sent(at_work, room, desk):
    page = at_work.get(PAPERS).text
    hidden = next(each for each in forms_of(page) if each.get("which") == "sent")
    desk.update(NAME, {"deaths": "4"}, now=NOW)
    told = at_work.post(PAPERS, data={**hidden, "do": "sent", "to": "county-government"})
    assert told.status_code == 412
    assert "E843" in told_of(told.text)
    assert "您看过之后又有 1 条记录" in text_of(told.text)
    assert len(room.store.rows(NAME)) == 2
    again = next(each for each in forms_of(told.text) if each.get("which") == "sent")
    assert again["seen"] == "2"
    sent_now = at_work.post(
        PAPERS, data={**again, "do": "sent", "to": "county-government"}, follow_redirects=False
    )
    assert sent_now.status_code == 303


def test_a_form_sent_twice_counts_once(at_work, room):
    hidden = next(each for each in forms_of(at_work.get(PAPERS).text) if each.get("which") == "sent")
    for _ in range(2):
        told = at_work.post(
            PAPERS, data={**hidden, "do": "sent", "to": "county-government"}, follow_redirects=False
        )
        assert told.status_code == 303
    assert len(room.store.rows(NAME)) == 3


def test_a_viewer_reads_and_downloads_and_enters_nothing(desk, door):
    log_in(door, "viewer")
    page = door.get(PAPERS).text
    assert forms_of(page) == []
    assert door.get(downloads(page)[0]).status_code == 200


def test_papers_of_another_region_are_not_there(at_work, room):
    open_one(room, id="far", region="350100")
    account = room.store.account("officer")
    near = Account("near", "near", ("officer",), ("141122",), account.secret, stamp(NOW))
    room.store.keep_account(near, by="test", now=NOW)
    log_in(at_work, "near")
    for page in ("papers", "sheet", "warning"):
        assert at_work.get(f"/incidents/far/{page}").status_code == 404


# What is printed and passed on.


def test_the_sheet_is_a_page_to_print_that_names_no_command(at_work, room):
    page = at_work.get(f"{HERE}/sheet")
    assert page.status_code == 200
    assert "断电备用表" in page.text
    assert "respond status" not in page.text
    signed = send(at_work, f"{HERE}/sheet", {}, see=f"{HERE}/sheet")
    assert signed.status_code == 303
    assert room.store.checkpoints()[-1].line in at_work.get(f"{HERE}/sheet").text


def test_a_warning_is_offered_once_there_is_one_and_what_is_wrong_is_told_as_a_page(at_work, desk):
    assert "CAP" not in at_work.get(PAPERS).text
    told = at_work.get(f"{HERE}/warning")
    assert (told.status_code, "E989" in told.text, "respond update" in told.text) == (422, True, False)
    desk.update(NAME, {"warning_colour": "orange"}, now=NOW)
    assert "预警（CAP 1.2）" in at_work.get(PAPERS).text
    alert = at_work.get(f"{HERE}/warning?category=Health&urgency=Immediate&certainty=Likely")
    assert alert.headers["content-disposition"].startswith("attachment; ")
    assert "<category>Health</category>" in alert.text


def test_what_a_warning_can_say_stands_in_chinese_beside_the_terms_of_the_protocol(at_work, desk):
    desk.update(NAME, {"warning_colour": "orange"}, now=NOW)
    for lang, wanted in (("zh", r"[^a-zA-Z]+（{}）"), ("en", "{}")):
        page = at_work.get(f"{PAPERS}?lang={lang}").text
        form = page[page.index("/warning") :].partition("</form>")[0]
        found = re.findall('<option value="([A-Za-z]+)"[^>]*>([^<]+)</option>', form)
        assert {term for term, _ in found} == {*CATEGORIES, *URGENCIES, *CERTAINTIES}
        assert all(re.fullmatch(wanted.format(term), words) for term, words in found), found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_plan_has_a_handbook_and_cards_to_print(at_work, lang):
    plan = at_work.get(f"{PLAN}?lang={lang}").text
    assert f'href="{PLAN}/handbook"' in plan
    cards = at_work.get(f"{PLAN}/cards").text
    one = at_work.get(f"{PLAN}/cards?unit=headquarters").text
    assert len(one) < len(cards)
    assert at_work.get(downloads(one)[0]).status_code == 200
    assert "respond show" not in cards
    told = at_work.get(f"{PLAN}/cards?unit=nobody")
    assert (told.status_code, "E987" in told.text) == (422, True)


def test_papers_of_an_exercise_bear_its_frame_and_mark(at_work, room):
    open_one(room, id="drill", mode="exercise")
    for page in ("papers", "sheet"):
        text = at_work.get(f"/incidents/drill/{page}").text
        assert re.search(r'<body class="room [^"]*exercise', text)
        assert text.count("【演练】") >= 2  # on the page, and on the paper itself


@needs_browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_have_no_barriers_and_fit_a_telephone(contradicting, visitor, lang):
    for width in (1366, 390):
        page = visitor("shift-leader", width=width, lang=lang)
        for where in (PAPERS, PROGRESS, f"{HERE}/sheet", f"{PLAN}/cards?unit=headquarters"):
            page.goto(where)
            assert faults_of(page) == [], where
            assert page.evaluate("document.documentElement.scrollWidth") <= width, where


def pages_of(page):
    """Count the pages a page of ours is printed on."""
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page[^s]", printed))


@needs_browser
def test_sheet_and_cards_print_on_a_page_each_and_the_draft_without_the_desk(desk, visitor):
    page = visitor("officer")
    page.goto(f"{HERE}/sheet")
    assert pages_of(page) == 1
    page.goto(f"{PLAN}/cards")
    assert pages_of(page) == page.locator(".paper h2").count()
    page.goto(PAPERS)
    page.emulate_media(media="print")
    assert page.is_visible(".paper")
    for part in (".head", ".tabs", ".bar", ".gaps", "#sent", ".other-papers"):
        assert not page.is_visible(part), part


@needs_browser
def test_the_menu_is_folded_on_a_telephone_and_opens_without_scripts(desk, visitor):
    page = visitor("officer", width=390, height=844)
    assert page.locator("header.bar").bounding_box()["height"] < 60
    assert not page.is_visible("header nav")
    page.click(".menu summary")
    assert page.is_visible("header nav a[href='/plans']")
    assert page.is_visible("header .who button")
    wide = visitor("officer", width=1366)
    assert wide.is_visible("header nav")
    assert not wide.is_visible(".menu summary")
