"""Answers as Markdown: the same order, real tables, nothing a report contains takes effect."""

import pytest
import sample
from attrs import evolve

from respond.errors import Text
from respond.show import View, as_markdown, situation_sheet


def rendered(situation, lang="zh", **view):
    return as_markdown(situation_sheet(situation, View(lang, **view)))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sample.ALL)
def test_every_answer_renders(name, lang):
    text = rendered(sample.ALL[name], lang, full=True, why=True)
    assert text.startswith(("# ", "> **"))
    assert text.endswith("\n")
    assert "\x1b" not in text


def test_tables_have_as_many_cells_as_heads():
    lines = rendered(sample.DEFINITE, why=True).splitlines()
    tables, width = 0, None
    for line in lines:
        if not line.startswith("|"):
            width = None
            continue
        cells = line.replace("\\|", "").count("|")
        tables += width is None
        width = width or cells
        assert cells == width, line
    assert tables == 2


def test_the_exercise_mark_is_the_first_line():
    assert rendered(sample.RANGE).startswith("> **【演练】")


def test_sections_are_headings_in_order():
    text = rendered(sample.DEFINITE)
    heads = [line.removeprefix("## ").split(" · ")[0] for line in text.splitlines() if line.startswith("## ")]
    assert heads[:6] == ["时限", "查清后可能要按时限办的", "先问清", "定级理由", "距其他级别", "响应"]


def test_what_a_report_contains_is_escaped():
    nasty = evolve(sample.DEFINITE, title=Text("a|b <script> *x* [y](z)", "t"))
    assert "# a\\|b \\<script\\> \\*x\\* \\[y\\](z)" in rendered(nasty)


def test_questions_are_a_numbered_list():
    assert "\n1. 同一批号的疫苗短期内致几例死亡？" in rendered(sample.RANGE)
    assert "\n2. " in rendered(sample.RANGE)


def test_each_state_stands_in_its_section():
    text = rendered(sample.STATES)
    assert "| 10:00 | 逾期3小时 | 县级水务部门报告险情" in text.replace("**", "")
    assert "\n- ✗ 组织抢险封堵：应立即办理，至12:10终结时没有办理记录<br>" in text
    assert "\n- ! 〔不得〕未经批准开闸放水" in text
    assert "\n- ✓ 续报水情：08:30 县水务局；文号水报1号" in text
