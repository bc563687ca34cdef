"""Answers on a terminal: width, order, languages, colours, and what a report may not do to the screen."""

import io
import re

import pytest
import sample
from attrs import evolve
from rich.cells import cell_len

from respond.errors import Text
from respond.show import View, plain, show, situation_sheet

LANGUAGES = ("zh", "en")
VIEWS = {
    "brief": View(),
    "why": View(why=True),
    "full": View(full=True, why=True),
    "why-not": View(why_not=3),
}


def rendered(situation, lang="zh", width=80, **view):
    return plain(situation_sheet(situation, View(lang, **view)), width)


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", sample.ALL)
def test_no_line_is_wider_than_the_terminal(name, view, lang, width):
    sheet = situation_sheet(sample.ALL[name], evolve(VIEWS[view], lang=lang))
    lines = plain(sheet, width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert not any(line != line.rstrip() for line in lines)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sample.ALL)
def test_plain_text_has_no_escape_codes(name, lang):
    assert "\x1b" not in rendered(sample.ALL[name], lang)


def test_colour_is_the_same_text_with_codes():
    sheet = situation_sheet(sample.RANGE, View("zh"))
    stream = io.StringIO()
    show(sheet, stream, 80, colour=True)
    coloured = stream.getvalue()
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in bare.splitlines()] == plain(sheet, 80).splitlines()


def test_the_order_is_the_one_a_duty_officer_needs():
    text = rendered(sample.RANGE)
    heads = (
        "【演练】",
        "某乡接种点",
        "现已确定",
        "变化",
        "先问清",
        "定级理由",
        "响应",
        "时限",
        "各单位任务",
        "联系方式",
        "提示",
    )
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


def test_a_normal_answer_fits_on_a_screen_and_a_half():
    assert len(rendered(sample.DEFINITE).splitlines()) < 70


def test_a_definite_level_stands_in_words_and_colour_name():
    assert "事件级别：Ⅲ级（较大） 黄色" in rendered(sample.DEFINITE)
    assert "\n  Level III (fairly large), yellow\n" in rendered(sample.DEFINITE, "en")


def test_a_range_says_what_is_certain_what_is_possible_and_what_to_ask():
    text = rendered(sample.RANGE)
    assert "现已确定：Ⅲ级（较大） 黄色" in text
    assert "最高可能：Ⅰ级（特别重大） 红色" in text
    assert "1. 同一批号死亡几例？（可能为Ⅰ级、Ⅱ级）" in text
    assert "由专家组研判" in text


def test_a_range_cut_short_says_so():
    level = evolve(sample.RANGE.level, exact=False)
    answer = evolve(sample.RANGE.leading, level=level)
    text = rendered(evolve(sample.RANGE, level=level, answers=(answer,)))
    assert "计算已截断" in text


def test_a_declared_level_keeps_showing_what_the_plan_says():
    text = rendered(sample.DECLARED)
    assert "Ⅱ级（重大） 橙色（人工定级）" in text
    assert "按预案：Ⅲ级（较大） 黄色" in text
    assert "高于预案计算的Ⅲ级" in text
    assert "已过期：值班员甲定为Ⅳ级" in text


@pytest.mark.parametrize(
    ("level", "words"), [(2, "与预案计算一致"), (1, "低于预案计算的Ⅲ级，请复核"), (3, "高于预案计算的Ⅲ级")]
)
def test_the_divergence_of_a_declared_level(level, words):
    declared = evolve(sample.DECLARED.declared, level=level)
    assert words in rendered(evolve(sample.DECLARED, declared=declared))


def test_a_declared_level_inside_the_range_is_called_so():
    situation = evolve(sample.RANGE, declared=sample.DECLARED.declared)
    assert "在预案计算的范围（Ⅲ级至Ⅰ级）之内" in rendered(situation)


def test_deadlines_come_at_once_late_running_waiting():
    text = rendered(sample.DEFINITE)
    table = text[text.index("── 时限") : text.index("── 各单位任务")]
    found = [
        table.index(words)
        for words in ("立即组织医疗", "电话报告县政府", "1小时内书面首报", "续报", "终止响应后")
    ]
    assert found == sorted(found)
    assert "逾期13分" in table
    assert "剩32分" in table
    assert "自接报（09:12）起1小时内" in table
    assert "7天内，从终止响应起算（尚未报告）" in table


def test_the_most_urgent_limit_stands_right_under_the_level():
    assert "最急：09:27 逾期13分 · 电话报告县政府 · 县市场监督管理局" in rendered(sample.DEFINITE)


def test_looser_limits_stay_visible_under_the_stricter_one():
    text = rendered(sample.DEFINITE).replace("\n", "").replace(" ", "")
    assert "含较宽时限：11:12特别重大、重大事件2小时内报告" in text


def test_old_numbers_are_marked():
    assert "0358-0000001（号码为2017年印制，拨打前核实）" in rendered(sample.DEFINITE)
    assert "number printed 2017: check" in rendered(sample.DEFINITE, "en")


def test_a_reading_that_decided_is_shown_and_the_others_counted():
    assert "决定了本次结果" in rendered(sample.DEFINITE)
    brief = rendered(sample.RANGE)
    assert "另有1条解释" in brief
    assert "以3例为上限" in rendered(sample.RANGE, full=True)


def test_why_lists_failed_criteria_with_their_values():
    text = rendered(sample.DEFINITE, why=True)
    assert "✗ 不成立" in text
    assert "4.1(1)" in text
    assert "✗ 不成立" not in rendered(sample.DEFINITE)


def test_why_not_gives_the_least_change():
    text = rendered(sample.DEFINITE, why_not=3)
    assert "为何不是Ⅱ级" in text
    assert "最小变化：同一批号死亡 +1例（2例） → Ⅱ级（条款4.2(1)）" in text


@pytest.mark.parametrize(
    ("situation", "gravity", "words"),
    [
        (sample.DEFINITE, 2, "现已是Ⅲ级"),
        (sample.DEFINITE, 1, "现已确定为更高的Ⅲ级"),
        (sample.DEFINITE, 4, "Ⅰ级的标准均不成立"),
        (sample.RANGE, 4, "仍有可能是Ⅰ级"),
    ],
)
def test_why_not_speaks_to_the_case(situation, gravity, words):
    assert words in rendered(situation, why_not=gravity)


def test_a_judgement_names_who_judged():
    seen = evolve(sample.SUSPECTED, by="专家组", as_of=None)
    criterion = evolve(sample.CRITERIA[2], seen=(seen,))
    situation = evolve(sample.DEFINITE, answers=(evolve(sample.ANSWER, criteria=(criterion,)),))
    assert "疑与质量有关 = 是（县疾控中心、上报、专家组研判）" in rendered(situation)


def test_full_leaves_no_duty_out():
    text = rendered(sample.DEFINITE, full=True).replace("\n", "").replace(" ", "")
    for duty in sample.DUTIES:
        assert duty.label.zh.replace(" ", "") in text, duty.id
    assert "已解除" in text


def test_conflicts_and_drafts_are_named():
    text = rendered(sample.CONFLICT)
    assert "预案冲突" in text
    assert "草案" in text
    assert "① national/incident-reporting@2026" in text


def test_no_level_says_what_does_not_count():
    text = rendered(sample.NOTHING)
    assert "未达到分级标准" in text
    assert "不计入：偶合症不计入" in text
    assert "【测试】" in text


def test_a_plan_without_levels_says_so():
    answer = evolve(sample.ANSWER, graded=False)
    assert "本预案不设事件分级" in rendered(evolve(sample.DEFINITE, answers=(answer,)))


def test_a_level_that_no_criterion_alone_settles_is_explained():
    answer = evolve(
        sample.RANGE.leading, criteria=tuple(c for c in sample.RANGE.leading.criteria if c.level > 2)
    )
    assert "至少达到Ⅲ级" in rendered(evolve(sample.RANGE, answers=(answer,)))


def test_looking_back_says_as_known_when():
    situation = evolve(sample.DEFINITE, at=sample.RECEIVED)
    assert "按09:12所知" in rendered(situation)


def test_a_report_cannot_steer_the_terminal():
    nasty = evolve(sample.DEFINITE, title=Text("假\x1b[2J标题\n第二行\u202e", "x"), where=Text("\x07", "y"))
    text = rendered(nasty)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "假�[2J标题 第二行" in text
