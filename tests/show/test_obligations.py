"""What is owed, by its state: each turn a duty's life can take, in both languages, and nothing hidden."""

import re

import pytest
import sample
from attrs import evolve

from respond.show import View, as_markdown, plain, situation_sheet


def rendered(situation, lang="zh", **view):
    return plain(situation_sheet(situation, View(lang, **view)))


def joined(situation, lang="zh", **view):
    return flat(rendered(situation, lang, **view), lang)


def flat(text, lang):
    """Take out the breaks of lines, which fall anywhere in Chinese."""
    return re.sub(r"\s+", "", text) if lang == "zh" else re.sub(r"\s+", " ", text).replace("告 (", "告(")


def part(text, head, lang="zh"):
    """Give the section of that heading."""
    found = re.search(rf"── {head}.*?(?=\n── |\Z)", text, re.DOTALL)
    return flat(found[0], lang) if found else ""


DEADLINES = {
    "late": ("10:00县级水务部门报告险情逾期3小时", "10:00 The county department reports the failure late 3h"),
    "at once, with the time gone by": (
        "立即转移受威胁群众已过5小时各乡镇政府·接报（08:00）后即办；条款3",
        "AT ONCE Move the people threatened 5h gone township governments · upon: report received (08:00); cl. 3",
    ),
    "a round, with the earlier ones": (
        "14:00续报水情剩1小时县水务局→县政府·自接报（08:00）起每2小时一次；条款4此前1次未办，最早一次应于12:00",
        ("14:00 Report the water level again 1h left county water bureau → county government · every 2 hours, from "
        "report received (08:00); cl. 4 earlier rounds not done: 1, the first due 12:00"),
    ),
    "paused, with the first limit": (
        "原时限12-2108:00；12:00起暂停计时",
        "first due 12-21 08:00; the clock has stood still since 12:00",
    ),
    "waiting, for what": (
        "待起算补报书面材料县水务局→市水务局·24小时内，从已口头报告起算（尚未记入）；报告(4)",
        ("not started Follow up in writing county water bureau → city water bureau · within 24 hours, counted from "
        "reported by word of mouth (not entered yet); 报告(4)"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("state", DEADLINES)
def test_a_deadline_says_how_it_stands(state):
    zh, en = DEADLINES[state]
    for words, lang, head in ((zh, "zh", "时限"), (en, "en", "Deadlines")):
        table = part(rendered(sample.STATES, lang), head, lang)
        for piece in words.split("…"):
            assert piece in table


OTHERWISE = {
    "missed": (
        "已终结，没有按时办理的记录", "✗组织抢险封堵：应立即办理，至12:10终结时没有办理记录",
        "Missed", "✗ Have the breach blocked: owed at once; no record of it when it ended at 12:10",
    ),
    "broken": (
        "已违反", "!〔不得〕未经批准开闸放水（县水务局；条款5；2026-11-2111:00违反）",
        "Broken", "! [refrain] Open a gate without leave (county water bureau; cl. 5; broken at 2026-11-21 11:00)",
    ),
    "acts that fulfil nothing": (
        "不算完成", "08:29市水务局组织抢险封堵：办理者不是责任单位",
        "Acts on record", "08:29 city water bureau Have the breach blocked: done by a body that does not owe it",
    ),
    "standing": (
        "须持续遵守", "·〔保持〕昼夜巡堤（各乡镇政府；条款5）",
        "To be kept", "· [keep up] Patrol the dyke day and night (township governments; cl. 5)",
    ),
    "a power": (
        "可以采取", "属于权限，不计逾期──·征用船只和车辆（县政府；条款5）".replace("──", ""),
        "What may be done", "· Requisition boats and vehicles (county government; cl. 5)",
    ),
    "not certain": (
        "查清后可能要按时限办的", "开放安置点（各乡镇政府；条款3；11:00已过2小时）",
        "May turn out", "Open the shelters (township governments; cl. 3; 11:00 2h gone)",
    ),
    "met late": (
        "已办结", "报告险情：09:20市水务局收到报告；已报县政府（08:25）、市水务局（09:20）；逾期20分办结",
        "Done", ("Report the failure: 09:20 city water bureau received the report; told: county government (08:25), "
        "city water bureau (09:20); done late by 20min"),
    ),
    "met, with its number": (
        "已办结", "✓续报水情：08:30县水务局；文号水报1号",
        "Done", "✓ Report the water level again: 08:30 county water bureau; no. 水报1号",
    ),
}  # fmt: skip


@pytest.mark.parametrize("state", OTHERWISE)
def test_every_other_state_has_its_group(state):
    head, zh, heading, en = OTHERWISE[state]
    assert zh.removeprefix("属于权限，不计逾期") in part(rendered(sample.STATES), head)
    assert en in part(rendered(sample.STATES, "en"), heading, "en")


def test_a_report_names_who_has_been_told_and_who_is_missing():
    partly = sample.answer(sample.FLOOD + sample.PARTLY, "08:40")
    assert "已报县政府（08:25）；未报市水务局" in joined(partly)
    assert "told: county government (08:25); not told: city water bureau" in joined(partly, "en")


def test_reports_of_two_plans_to_the_same_bodies_stand_together():
    early = sample.answer(sample.FLOOD, "08:40")
    table = part(rendered(early), "时限")
    assert "09:00报告险情剩20分" in table
    first, second = table.index("报告险情"), table.index("〔同一报送〕县级水务部门报告险情")
    assert first < second
    assert table[first:second].count("→") == 1  # nothing stands between the two
    assert "[same report] The county department reports the failure" in joined(early, "en")


def test_a_lengthened_limit_keeps_the_first_one_visible():
    text = joined(sample.LENGTHENED)
    assert "2027-01-0404:00提交调查报告" in text
    assert "原时限12-2108:00；经批准延长10天" in text


def test_both_ends_of_a_limit_are_shown_where_they_differ():
    found = sample.answer(sample.FLOOD.replace(sample.RECEIVED, "") + sample.SPAN, "09:10")
    assert "最早09:00最迟09:30" in joined(found)
    assert "earliest 09:00" in joined(found, "en")
    assert "按09:00前办理，09:30之前不算逾期" in joined(found)
    assert "act by 09:00, not late before 09:30" in joined(found, "en")
    assert "09:0009:30" not in joined(found)
    assert "最早09:00最迟09:30剩20分" in joined(found), "nobody calls it late yet"


def test_what_leads_is_ours_certain_and_confirmed():
    assert "最急：10:12逾期18分·向县政府、县应急救援总指挥部办公室、市市场监管局报告" in joined(
        sample.DEFINITE
    )
    draft = [
        evolve(one, behind=False) for one in sample.DEFINITE.obligations if one.order.standing == "draft"
    ]
    only = evolve(sample.DEFINITE, obligations=tuple(draft))
    assert "最急：11:12剩42分·〔草案〕当地政府和有关部门" in joined(only)
    theirs = [evolve(one, order=evolve(one.order, ours=False)) for one in sample.DEFINITE.obligations]
    assert "最急" not in rendered(evolve(sample.DEFINITE, obligations=tuple(theirs)))


def test_what_others_owe_is_folded_unless_asked_for():
    brief = rendered(sample.STATES)
    assert "上级和其他单位另有1项：逾期1项（--all-bodies）" in brief
    assert "派出工作组" not in brief
    for view in ({"all_bodies": True}, {"full": True}):
        assert "派出工作组" in part(rendered(sample.STATES, **view), "上级和其他单位的任务")


def test_a_desk_sees_its_own_duties_first():
    text = rendered(sample.answer(sample.FLOOD, "08:40", desk="townships"))
    assert "席位：各乡镇政府" in text
    assert "报告险情" not in text
    assert "转移受威胁群众" in part(text, "时限")


def test_each_of_several_units_finds_itself():
    units = part(rendered(sample.STATES), "各单位任务")
    for unit in ("县水务局", "各乡镇政府", "县政府"):
        assert f"·{unit}：〔草案〕排查其他堤段" in units
    full = part(rendered(sample.STATES, full=True), "各单位任务")
    assert "各乡镇政府·〔草案〕排查其他堤段（与县水务局共同承担，详见该单位）" in full


def test_a_helper_is_named_as_one():
    assert "配合单位：驻军" in joined(sample.answer(sample.FLOOD, "08:40"))
    assert "assisted by garrison" in joined(sample.answer(sample.FLOOD, "08:40"), "en")


def test_what_was_left_out_is_named():
    text = sample.FLOOD.replace("2026-11-21", "2018-11-21").replace("testland/flood]", "testland/flood@2020]")
    found = sample.answer(text, "2018-11-21T08:30+08:00")
    assert found.skipped
    assert "testland/floods-above：2018-11-21没有施行中的版本" in joined(found)
    assert "testland/floods-above: no edition was in force on 2018-11-21; left out" in joined(found, "en")


def test_full_tells_what_was_corrected():
    full = part(rendered(sample.LENGTHENED, full=True), "事件经过")
    assert "封堵" in full
    assert "已更正，原报11-2112:10" in full


ID = re.compile(r"^[\w.-]+/[\w.-]+#[\w.-]+#\d+$")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sample.ALL)
def test_full_hides_no_obligation_and_invents_none(name, lang):
    assert_all_shown(sample.ALL[name], lang)


@pytest.mark.parametrize("name", sample.ALL)
def test_markdown_says_the_same(name):
    text = as_markdown(situation_sheet(sample.ALL[name], View(full=True)))
    found = re.findall(r"`([\w.-]+/[\w.-]+#[\w.-]+#\d+)`", text)
    assert sorted(found) == sorted(one["id"] for one in sample.ALL[name].to_json()["obligations"])


def assert_all_shown(situation, lang):
    """Check that the obligations of the JSON are those on the terminal, each once."""
    lines = plain(situation_sheet(situation, View(lang, full=True)), 120).splitlines()
    found = [line.strip() for line in lines if ID.match(line.strip())]
    assert sorted(found) == sorted(one["id"] for one in situation.to_json()["obligations"])


def test_a_short_answer_counts_what_it_leaves_out():
    many = sample.answer(sample.FLOOD, "2026-11-30T08:40+08:00")
    assert "此前108次未办" in joined(many)
    assert len(rendered(many).splitlines()) < 70


def test_what_may_have_to_be_done_in_time_says_what_settles_it_and_that_is_asked_first():
    settling = ("可能演化为特别重大、重大事件", "敏感事件")
    assert f"要问清（共2项）：{'、'.join(settling)}" in part(rendered(sample.DEFINITE), "查清后可能")
    asked = part(rendered(sample.DEFINITE), "先问清")
    assert asked.index("1.事件是否可能演化") < asked.index("2.事件本身是否比较敏感") < asked.index("3.")
    english = part(rendered(sample.DEFINITE, "en"), "May turn out", "en")
    assert "ask about (2 in all): event that may become level I or II, sensitive event" in english


@pytest.mark.parametrize("full", [False, True])
def test_rounds_that_are_not_listed_are_counted_by_their_state(full):
    many = sample.answer(sample.FLOOD, "2027-02-21T08:40+08:00")
    # two-hourly since 21 November 08:00 are 1104 rounds; the 500 last and the next are told
    zh, en = joined(many, full=full), joined(many, "en", full=full)
    assert "更早的604次未逐次列出（逾期604次）" in zh
    assert "rounds before these, not listed one by one: 604 (late 604)" in en


def shipped(name, now, lang, **view):
    text = (sample.SCENARIOS / f"{name}.yaml").read_text("utf-8")
    return joined(sample.answer(text, now), lang, **view)


@pytest.mark.parametrize(
    ("name", "now", "zh", "en"),
    [
        # how late something was done is said once, and when, by whom, to whom and how stand apart
        (
            "cyber-power-dispatch-grows",
            "2026-06-10T10:00+08:00",
            "05-1102:55公安机关收到报告；已报关键信息基础设施安全保护工作部门（05-1102:30）、公安机关（05-1102:55）；逾期5分办结",
            "(05-11 02:30), public security organ (05-11 02:55); done late by 5min",
        ),
        # what has been done is not owed any more
        (
            "cyber-power-dispatch-grows",
            "2026-06-10T10:00+08:00",
            "上级和其他单位另有2项：待办1项、逾期办结1项",
            "of superiors and others: 2 more, to be done 1, done late 1",
        ),
        # two occasions of one duty are told apart
        (
            "vaccine-whole-course",
            "2025-09-29T16:00+08:00",
            "〔第2次〕把较大及以上事件报市市场监管局和县政府",
            "[occasion 3] Report an incident of level III or graver",
        ),
        # and two that read alike are told once
        (
            "debt-mass-incident-rises",
            "2025-12-01T09:00+08:00",
            "市审计局：审计事件，明确责任，向市政府提交报告",
            "city audit bureau: audit the incident, establish responsibility, report to the city government",
        ),
        # a level is named once for all its clauses
        (
            "cyber-power-dispatch-grows",
            "2026-06-10T10:00+08:00",
            "同时符合：Ⅲ级（附件3.1(1)、附件3.1(3)、附件3.2(8)、附件3.2(2)）",
            "also met: level III (附件3.1(1), 附件3.1(3); 附件3.2(8), 附件3.2(2))",
        ),
    ],
)
def test_lines_read_once_and_plainly(name, now, zh, en):
    assert zh in shipped(name, now, "zh")
    assert en in shipped(name, now, "en")


def test_with_all_bodies_what_an_event_fulfilled_says_which():
    text = shipped("fire-growing", "2026-03-15T13:45+08:00", "zh", full=True, all_bodies=True)
    assert "发现火情立即报警（用公布的报警方式）已办结（11:28接报）" in text
