"""Answers on a terminal: width, order, languages, colours, and what a report may not do to the screen."""

import io
import re

import pytest
import sample
from attrs import evolve
from rich.cells import cell_len

from respond.errors import Text
from respond.facts import Level
from respond.show import Section, Sheet, View, plain, show, situation_sheet, words
from respond.situation import Conflict

LANGUAGES = ("zh", "en")
VIEWS = {
    "brief": View(),
    "why": View(why=True),
    "full": View(full=True, why=True),
    "why-not": View(why_not="II"),
    "all-bodies": View(all_bodies=True),
}


def rendered(situation, lang="zh", width=80, **view):
    return plain(situation_sheet(situation, View(lang, **view)), width)


def joined(situation, lang="zh", **view):
    """Give an answer without the breaks of its lines, which fall anywhere in Chinese."""
    text = rendered(situation, lang, **view)
    return re.sub(r"\s+", "", text) if lang == "zh" else re.sub(r"\s+", " ", text).replace("告 (", "告(")


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
    text = rendered(sample.STATES)
    heads = (
        "【演练】", "某河堤防溃口", "现已确定", "最急", "── 时限",
        "── 查清后可能", "── 已终结", "── 已违反", "── 不算完成",
        "── 先问清", "── 变化", "── 定级理由", "── 响应", "── 各单位任务", "── 须持续遵守", "── 可以采取",
        "── 已办结", "上级和其他单位另有", "已解除", "版本：",
    )  # fmt: skip
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize("name", sample.ALL)
def test_deadlines_stand_right_under_the_level(name):
    lines = rendered(sample.ALL[name]).splitlines()
    level = max(number for number, line in enumerate(lines) if line.startswith("━"))
    if any("── 时限" in line for line in lines):
        assert next(number for number, line in enumerate(lines) if "── 时限" in line) <= level + 4


def test_a_normal_answer_fits_on_two_screens():
    assert len(rendered(sample.DEFINITE).splitlines()) <= 2 * 60


def test_a_definite_level_stands_in_words_without_a_colour_no_text_gives():
    assert "事件级别：Ⅲ级（较大）" in rendered(sample.DEFINITE)
    assert "\n  Level III (fairly large)\n" in rendered(sample.DEFINITE, "en")


def test_a_range_says_what_is_certain_what_is_possible_and_what_to_ask():
    text = rendered(sample.RANGE)
    assert "现已确定：Ⅱ级（重大）" in text
    assert "最高可能：Ⅰ级（特别重大）" in text
    assert "1. 同一批号的疫苗短期内致几例死亡？" in text
    assert "由县市场监督管理局研判" in joined(sample.RANGE, full=True)


def test_where_nothing_is_met_and_something_may_be_nothing_is_called_certain():
    text = rendered(sample.UNGRADED_YET)
    assert "尚不能定级（不排除未达到分级标准）\n  最高可能：Ⅰ级（特别重大）" in text
    assert "现已确定" not in text
    english = rendered(sample.UNGRADED_YET, "en")
    assert "Not yet to be graded (it may come to no level)" in english
    assert "Certain now" not in english


def test_before_anything_has_occurred_nothing_is_graded():
    text = rendered(sample.SIGNS)
    assert "事前阶段：事件尚未发生，只有征兆，不定级" in text
    assert "状态：尚未发生（2026-11-21 08:30 起有征兆）" in text
    for each in ("未达到分级标准", "── 响应", "── 定级理由"):
        assert each not in text


def test_a_range_cut_short_says_so():
    level = evolve(sample.RANGE.level, exact=False)
    answer = evolve(sample.RANGE.leading, level=level)
    text = rendered(evolve(sample.RANGE, level=level, answers=(answer,)))
    assert "计算已截断" in text


def test_a_declared_level_keeps_showing_what_the_plan_says():
    text = rendered(sample.DECLARED)
    assert "Ⅱ级（重大）（人工定级）" in text
    assert "按预案：Ⅲ级（较大）" in text
    assert "高于预案计算的Ⅲ级" in text
    assert "已过期：值班员甲定为Ⅳ级" in text


@pytest.mark.parametrize(
    ("level", "words"),
    [("III", "与预案计算一致"), ("IV", "低于预案计算的Ⅲ级，请复核"), ("II", "高于预案计算的Ⅲ级")],
)
def test_the_divergence_of_a_declared_level(level, words):
    declared = evolve(sample.DECLARED.declared, level=Level(level))
    assert words in rendered(evolve(sample.DECLARED, declared=declared))


def test_a_declared_level_inside_the_range_is_called_so():
    situation = evolve(sample.RANGE, declared=sample.DECLARED.declared)
    assert "在预案计算的范围（Ⅱ级至Ⅰ级）之内" in rendered(situation)


def test_an_edition_chosen_by_name_outside_its_dates_is_said_loudly():
    text = sample.VACCINE.replace("2026-11-21", "2020-11-21").replace(
        "vaccine-quality]", "vaccine-quality@2024]"
    )
    situation = sample.answer(
        text + sample.FIRST.replace("2026-11-21", "2020-11-21"), "2020-11-21T10:00+08:00"
    )
    sheet = situation_sheet(situation, View("zh"))
    loud = [line for block in sheet.blocks for line in getattr(block, "below", ()) if "并未施行" in str(line)]
    assert [piece.style for line in loud for piece in line] == ["alarm"]


def test_the_response_that_was_ended_is_told_as_ended():
    text = rendered(sample.ENDED)
    assert "响应已于08:00终止；按现有情况对应Ⅲ级响应" in text
    assert "尚未启动" not in text
    assert "the response was ended at 08:00" in rendered(sample.ENDED, "en")


def test_old_numbers_are_marked():
    situation = sample.answer(
        """\
respond: incident/1
id: x
title: {zh: 债务, en: debt}
plans: [debt-risk]
occurred: 2026-11-21
facts: {counties_in_incident: 1}
events: {received: 2026-11-21T09:00+08:00}
""",
        "10:00",
    )
    text = joined(situation, full=True)
    assert "（号码为2017年印制，拨打前核实）" in text
    assert "number printed 2017: check" in joined(situation, "en", full=True)


def test_why_lists_failed_criteria_with_their_values():
    text = rendered(sample.DEFINITE, why=True)
    assert "✗ 不成立" in text
    assert "4.1(1)" in text
    assert "✗ 不成立" not in rendered(sample.DEFINITE)


def test_why_not_gives_the_least_change():
    text = joined(sample.DEFINITE, why_not="II")
    assert "为何不是Ⅱ级" in text
    assert "最小变化：同一批号疫苗致死亡病例+1例（2例）→Ⅱ级（条款4.2(1)）" in text


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
    assert words in rendered(situation, why_not=str(Level(gravity)))


def test_a_judgement_names_who_judged():
    assert "研判：其他危害严重且引发社会影响=否（县市场监督管理局研判）" in joined(sample.DEFINITE, why=True)


def test_plans_that_conflict_are_named_right_under_the_level():
    text = Text(
        "两者不能同时成立，须由有权机关裁定", "Both cannot hold; the authority concerned has to decide"
    )
    plans = tuple(answer.plan for answer in sample.DEFINITE.answers)
    lines = rendered(evolve(sample.DEFINITE, conflicts=(Conflict("level", plans, text),))).splitlines()
    head = next(number for number, line in enumerate(lines) if "── 预案冲突" in line)
    assert "两者不能同时成立" in lines[head + 1]
    assert head < next(number for number, line in enumerate(lines) if "── 时限" in line)


def test_drafts_are_named():
    text = rendered(sample.DEFINITE)
    assert "〔同一报送、草案〕当地政府和有关部门" in text
    assert "③ shanxi/incident-reporting@2007" in text
    assert "[draft] Check the other stretches" in rendered(sample.STATES, "en")


def test_no_level_is_called_so_everywhere():
    text = rendered(sample.NOTHING)
    assert "未达到分级标准" in text
    assert "【测试】" in text
    for situation in sample.ALL.values():
        assert "不够级" not in rendered(situation, full=True)
        assert not re.search(r"(?<![A-Za-z])[IV]+级", rendered(situation, full=True, why=True))


def test_what_is_not_counted_says_so():
    situation = sample.answer(
        (sample.SCENARIOS / "fire-not-counted.yaml").read_text("utf-8"), "2026-06-20T17:10+08:00"
    )
    assert "不计入：" in rendered(situation)


def test_a_clause_that_is_a_title_stands_as_it_is():
    assert "; 报告(4)" in joined(sample.STATES, "en")
    assert "cl. 报告" not in joined(sample.STATES, "en", full=True)
    assert "条款报告" not in joined(sample.STATES, full=True)


def test_a_plan_without_levels_says_so():
    answer = evolve(sample.DEFINITE.leading, graded=False)
    assert "本预案不设事件分级" in rendered(evolve(sample.DEFINITE, answers=(answer,), graded=False))


def test_a_level_that_no_criterion_alone_settles_is_explained():
    assert "至少达到Ⅱ级" in joined(sample.RANGE)


def test_looking_back_says_as_known_when_and_hindsight_says_so():
    text = sample.FLOOD + sample.ACTS + sample.LATER
    asked = {"at": sample.moment("12:40")}
    assert "按12:40所知" in rendered(sample.answer(text, "13:00", **asked))
    late = "2026-11-26T09:00+08:00"
    assert "11-21 12:40的实际情况，按现在所知" in rendered(sample.answer(text, late, **asked, hindsight=True))


def test_a_report_cannot_steer_the_terminal():
    nasty = evolve(sample.DEFINITE, title=Text("假\x1b[2J标题\n第二行\u202e", "x"), where=Text("\x07", "y"))
    text = rendered(nasty)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "假�[2J标题 第二行" in text


def test_a_heading_too_long_for_a_line_is_broken_and_keeps_its_rule():
    aside = words("draft: its text was not seen", "draft")
    sheet = Sheet((Section("GB/T 46792-2025, exercise evaluation (title not checked)", aside, 3),), "en")
    assert plain(sheet, 60).splitlines() == [
        "──     GB/T 46792-2025, exercise evaluation (title not",
        "       checked) · draft: its text was not seen ─────────────",
    ]
    short = Sheet((Section("GB/T 46792-2025", aside, 3),), "en")
    assert plain(short, 60) == "──     GB/T 46792-2025 · draft: its text was not seen ──────\n"
