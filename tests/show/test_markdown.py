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
    assert heads[:4] == ["定级理由", "距其他级别", "响应", "时限"]


def test_what_a_report_contains_is_escaped():
    nasty = evolve(sample.DEFINITE, title=Text("a|b <script> *x* [y](z)", "t"))
    assert "# a\\|b \\<script\\> \\*x\\* \\[y\\](z)" in rendered(nasty)


def test_questions_are_a_numbered_list():
    assert "\n1. 同一批号死亡几例？（可能为Ⅰ级、Ⅱ级）\n2. " in rendered(sample.RANGE)
