"""Answers as pages: well formed, on their own, with everything the terminal shows."""

import pytest
import sample
from attrs import evolve

from html_page import Page
from respond.errors import Text
from respond.show import View, as_html, plain, situation_sheet


def read(situation, lang, **view):
    text = as_html(situation_sheet(situation, View(lang, **view)))
    page = Page()
    page.feed(text)
    page.close()
    return text, page


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sample.ALL)
def test_every_answer_is_a_page(name, lang):
    situation = sample.ALL[name]
    text, page = read(situation, lang, full=True, why=True)
    page.check()
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in text
    told = plain(situation_sheet(situation, View(lang, full=True, why=True)), 120)
    said = "".join(page.text.split())
    heads = [line.strip("─ ").partition(" · ")[0] for line in told.splitlines() if line.startswith("── ")]
    assert [head for head in heads if "".join(head.split()) not in said] == []


def test_the_mark_of_an_exercise_and_the_level_stand_out():
    text, _ = read(sample.RANGE, "zh")
    level = sample.RANGE.level
    assert '<p class="banner">【演练】' in text
    assert f'<p><span class="level-{int(level.certain)}">' in text
    assert f'<p><span class="level-{int(level.possible)}">' in text


def test_what_a_report_contains_is_escaped():
    nasty = evolve(sample.DEFINITE, title=Text("<b>假</b>\x1b & |", "t"))
    text, page = read(nasty, "zh")
    assert "&lt;b&gt;假&lt;/b&gt;� &amp; |" in text
    assert "b" not in page.tags
