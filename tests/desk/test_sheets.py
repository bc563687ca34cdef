"""The sheets fit a terminal of 80 columns, speak one language, and tell what their data tell."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from logs import after, opening
from night import began, how

from respond.api import default_library
from respond.desk import (
    board_sheet,
    check,
    checked_sheet,
    due,
    due_sheet,
    duties,
    entered_sheet,
    handover,
    handover_sheet,
    log_sheet,
    overview,
    overview_sheet,
    questions,
    questions_sheet,
    sign,
    signed_sheet,
    told,
)
from respond.show import as_markdown, cells, plain
from respond.store import Draft

LIBRARY = default_library()
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def kept(desk):
    """Give a desk with incidents in every state, told in English where somebody typed."""
    english = {"title": {"zh": "suspected vaccine", "en": "suspected vaccine"}}
    desk.by = "duty room"
    began(desk, **english)
    desk.update("one", {"deaths": "3+"}, now=after(8), source="county hospital")
    desk.did("one", "report-up", now=after(30), by="headquarters", to=["county-government"])
    desk.declare("one", "I", how(40, by="county-government", reason="it spreads"))
    desk.correct("one", "deaths", how(50, reason="a slip"), value="1")
    desk.unable("one", "seal-vaccine", now=after(55), reason="the road is cut")
    desk.start("one", "III", how(56, by="county-government", reason="as said"))
    desk.unable("one", "report-up", now=after(57), reason="no line", by="headquarters", round=1)
    desk.store.add("one", lambda _: _heard_of("report-up"), by="duty room", now=after(58))
    began(desk, "drill", mode="exercise", **english)
    began(desk, "closed", **english)
    desk.close("closed", how(40, reason="done with"))
    desk.open(
        {**opening("joint"), **english, "plans": ["vaccine-quality", "incident-reporting"]}, now=after(3)
    )
    return desk


def test_what_is_undone_at_the_close_cites_the_clause_of_its_plan(kept):
    entered = kept.close("drill", how(80, reason="over"))
    text = "".join(plain(entered_sheet(entered, "zh")).split())
    assert "报告上级主管部门，通报本级相关部门（①条款61）" in text
    assert "报送首次报告（条款5.2、5.3）" in text


def _heard_of(duty):
    name = f"jiaocheng/vaccine-quality#{duty}"
    until = after(180).isoformat()
    return [
        Draft("acknowledgement", after(58), {"obligation": f"{name}#1", "by": "officer", "for": "headquarters"}),
        Draft(
            "postponement", after(58),
            {"obligation": f"{name}#2", "until": until, "reason": "told by phone", "by": "county-government"},
        ),
    ]  # fmt: skip


def sheets(desk, lang):
    now = after(75)
    yield overview_sheet(overview(desk.store, LIBRARY, now=now, ended=True), lang)
    yield overview_sheet(overview(desk.store, LIBRARY, now=now), lang)
    yield due_sheet(due(desk.store, LIBRARY, now=now, within=timedelta(hours=1)), lang)
    yield due_sheet(due(desk.store, LIBRARY, now=now), lang)
    for name in ("one", "drill", "closed"):
        yield log_sheet(told(desk.store, LIBRARY, name, now=now), lang)
        yield board_sheet(duties(desk.store, LIBRARY, name, now=now), lang)
        yield questions_sheet(questions(desk.store, LIBRARY, name, now=now), lang)
    yield board_sheet(duties(desk.store, LIBRARY, "one", now=now, unit="market-regulator"), lang)
    yield log_sheet(told(desk.store, LIBRARY, "one", now=now, since=after(70)), lang)
    yield checked_sheet(check(desk.store), lang)
    yield signed_sheet(sign(desk.store, now), lang)
    yield handover_sheet(
        handover(desk.store, LIBRARY, now=now, since=after(20), ahead=timedelta(hours=12)), lang
    )


def test_the_handover_says_until_when_a_declared_level_stands(desk):
    began(desk)
    desk.declare("one", "I", how(40, reason="扩大"), until=after(180).isoformat())
    found = handover(desk.store, LIBRARY, now=after(50), ahead=timedelta(hours=12))
    assert found.incidents[0].declared_until == after(180)
    text = "".join(plain(handover_sheet(found, "zh")).split())
    assert "人工定级有效至12:12，此后按预案" in text
    assert "the declared level stands until 12:12" in plain(handover_sheet(found, "en"), 200)
    # it lies within what the plan comes to, and is not told as otherwise
    assert "人工定级（在预案计算的范围之内）" in text
    assert "与预案不同的决定" not in text


def test_a_level_declared_without_an_end_is_told_without_one(desk):
    began(desk)
    desk.declare("one", "I", how(40, reason="扩大"))
    found = handover(desk.store, LIBRARY, now=after(50), ahead=timedelta(hours=12))
    assert found.incidents[0].declared_until is None
    assert "人工定级有效至" not in plain(handover_sheet(found, "zh"))


@pytest.mark.parametrize(("lang", "cited"), [("zh", "①条款"), ("en", "① cl.")])
def test_the_handover_says_under_each_incident_which_plan_a_mark_stands_for(kept, lang, cited):
    text = plain(handover_sheet(handover(kept.store, LIBRARY, now=after(75)), lang), 200)
    for part in re.split(r"^── (?!  )", text, flags=re.MULTILINE)[1:]:
        assert (cited in part) == bool(re.search("^  ① .", part, re.MULTILINE)), part


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sheet_fits_80_columns_and_is_written_as_markdown_too(kept, lang):
    for sheet in sheets(kept, lang):
        text = plain(sheet, 80)
        assert max(map(cells, text.splitlines())) <= 80
        assert text.strip()
        assert as_markdown(sheet).strip()


def test_english_sheets_hold_no_chinese_of_ours(kept):
    for sheet in sheets(kept, "en"):
        for line in plain(sheet, 200).splitlines():
            assert not HAN.search(re.sub(r"① ?\S+|报告\(\d\)|条", "", line)), line


def test_the_list_says_how_grave_what_presses_and_what_is_open(kept):
    text = plain(overview_sheet(overview(kept.store, LIBRARY, now=after(75)), "zh"), 120)
    (line,) = [each for each in text.splitlines() if "（one）" in each]
    assert line.split()[0] == "10:12"
    assert "人工定为Ⅰ级" in text
    assert "Ⅲ级响应进行中" in text
    assert "未核实" in text
    assert "【演练】suspected vaccine（drill）" in text
    assert text.index("（one）") < text.index("（drill）")


def test_what_was_put_right_is_marked_in_the_log(kept):
    text = plain(log_sheet(told(kept.store, LIBRARY, "one", now=after(75)), "zh"), 100)
    assert "✗ 已由第5条更正（同一批号疫苗致死亡病例：至少3例" in text
    assert "更正：同一批号疫苗致死亡病例：1例" in text
    kept.correct("one", "received", how(76, reason="没有接报"), withdrawn="yes")
    text = plain(log_sheet(told(kept.store, LIBRARY, "one", now=after(77)), "zh"), 100)
    assert "✗ 已由第11条作废（接报）" in text
    assert "作废“接报”（县应急指挥部（县指挥部）决定；没有接报） · 时刻09:12 · received" in text


def test_the_log_says_who_decided_and_of_which_duty_reminders_are_held_back_until_when(kept):
    log = told(kept.store, LIBRARY, "one", now=after(75))
    words = {entry.number: entry.says[0].words for entry in log.entries}
    assert words[5].zh.endswith("（县应急指挥部（县指挥部）决定；a slip）")
    assert words[5].en.endswith(" (decided by county emergency command (county HQ); a slip)")
    what = "向县政府、县应急救援总指挥部办公室、市市场监管局报告"
    assert words[8].zh == f"办不了：{what}（no line；县应急指挥部（县指挥部）；第1次）"
    assert words[9].zh == f"确认：{what}（由officer；代县应急指挥部（县指挥部））"
    assert words[10].zh == f"推迟：{what}（第2次）（至2026-11-21 12:12；由县人民政府；told by phone）"
    assert words[10].en.endswith("(occasion 2) (until 2026-11-21 12:12; by county government; told by phone)")


def test_a_recurring_duty_takes_one_row_with_its_further_rounds(kept):
    found = due(kept.store, LIBRARY, now=after(60 * 24 * 3))
    rounds = {}
    for each in found.owed:
        rounds.setdefault((each.incident, each.obligation.plan.id, each.obligation.duty), []).append(each)
    several = [each for each in rounds.values() if len(each) > 1 and each[0].obligation.order.limit.recurs]
    text = plain(due_sheet(found, "zh"), 120)
    for each in several:
        assert f"另有{len(each) - 1}次未办" in text


def test_the_handover_ends_with_the_signed_line_and_where_to_sign(kept):
    signed = sign(kept.store, after(75))
    sheet = handover_sheet(
        handover(kept.store, LIBRARY, now=after(76), since=after(20), ahead=timedelta(hours=12)), "zh"
    )
    text = plain(sheet, 400)
    assert signed.line in text
    assert text.rstrip().endswith("____________")
    assert "道路" not in text
    assert "办不了" in text
    assert "county-government定为Ⅰ级" in text or "县人民政府定为Ⅰ级" in text


def test_occasions_of_a_second_start_are_numbered_in_the_lists(desk):
    began(desk)
    desk.start("one", "III", how(10, by="headquarters", reason="先启动"))
    desk.terminate("one", how(20, by="headquarters", reason="误启动"))
    desk.start("one", "III", how(30, by="headquarters", reason="再启动"))
    now = after(31)
    found = due(desk.store, LIBRARY, "one", now=now)
    twice = Counter((each.obligation.plan, each.obligation.duty) for each in found.owed)
    assert max(twice.values()) > 1
    board = duties(desk.store, LIBRARY, "one", now=now, unit="headquarters")
    shift = handover(desk.store, LIBRARY, now=now, since=after(0), ahead=timedelta(hours=12))
    texts = [
        plain(sheet, 400)
        for sheet in (due_sheet(found, "zh"), board_sheet(board, "zh"), handover_sheet(shift, "zh"))
    ]
    for (plan, duty), number in twice.items():
        several = (
            sum(one.plan == plan and one.duty == duty for one in found.owed[0].situation.obligations) > 1
        )
        for each in [each.obligation for each in found.owed if each.obligation.duty == duty and number > 0]:
            numbered = f"{each.label.zh}（第{each.round}次）"
            assert (numbered in texts[0]) is several
            assert (numbered in texts[2]) is several
            if "headquarters" in {unit.id for unit in each.units}:
                assert (numbered in texts[1]) is several


def test_on_a_page_the_handover_names_facts_and_events_by_their_words_alone(desk):
    """Their ids are for whoever types a correction; the terminal has them."""
    began(desk)
    desk.update("one", {"deaths": "3+", "rare_cases": "2"}, now=after(8), source="县医院")
    sheet = handover_sheet(
        handover(desk.store, LIBRARY, now=after(75), since=after(-9), ahead=timedelta(hours=12)), "zh"
    )
    ids = {"deaths", "rare_cases", "quality_suspected", "occurred", "received"}
    assert ids <= set(re.findall("[a-z_]+", plain(sheet, 80)))
    assert not ids & set(re.findall("[a-z_]+", plain(sheet.for_pages, 80)))
    assert "同一批号疫苗致死亡病例：至少3例" in plain(sheet.for_pages, 80)


@pytest.mark.parametrize(("lang", "zone"), [("zh", "Europe/Brussels 时间"), ("en", "Europe/Brussels time")])
def test_lists_name_the_zone_of_an_incident_whose_moments_are_of_another(desk, lang, zone):
    """A list is told in Beijing time; a limit of a European plan in it is not."""
    began(desk)
    learned = after(0).isoformat()
    bank = {
        "respond": "incident/1",
        "id": "bank",
        "title": {"zh": "故障", "en": "outage"},
        "plans": ["eu/dora-incident"],
        "occurred": learned,
        "events": {"learned": learned, "graded": learned},
        "facts": {
            "entity_type": "credit_institution",
            "critical_functions": "yes",
            "unauthorised_access": "yes",
            "access_may_lose_data": "yes",
        },
    }
    desk.open(bank, now=after(5))
    span = timedelta(hours=12)
    sheets = [
        overview_sheet(overview(desk.store, LIBRARY, now=after(6)), lang),
        due_sheet(due(desk.store, LIBRARY, now=after(6)), lang),
        handover_sheet(handover(desk.store, LIBRARY, now=after(6), since=after(-60), ahead=span), lang),
    ]
    for sheet in sheets:
        text = plain(sheet)
        assert text.count(zone) == 1, text
