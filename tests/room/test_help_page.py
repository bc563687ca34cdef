"""The help: for whom what stands, that it names what there is, and that its pages are there."""

import re

import pytest
from forms import come

from pages import text_of
from respond.room.pages.help_page import TOPICS
from respond.room.pages.words import WORDS


def _titles(part: str) -> list[str]:
    return [text_of(each).strip() for each in re.findall("<h2[^>]*>(.*?)</h2>", part)]


def _parts(page: str) -> tuple[list[str], list[str]]:
    """Give the topics of one's own, and those of other roles."""
    own, _, others = page.partition('<details class="entry">')
    return _titles(own), _titles(others)


@pytest.mark.parametrize(
    ("role", "first", "not_theirs"),
    [
        ("officer", "接到电话：开立事件", "账号和设置"),
        ("administrator", "值班表、电话", "定级、启动、调整、终止"),
        ("auditor", "交接班", "写报告、报出"),
        ("viewer", "交接班", "接到电话：开立事件"),
    ],
)
def test_what_is_ones_own_stands_first_and_the_rest_apart(door, role, first, not_theirs):
    own, others = _parts(come(door, role).get("/help").text)
    assert own[0] == first
    assert not_theirs in others
    assert not_theirs not in own
    assert own[-1] == "密码、语言、打印"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "role", ["officer", "shift-leader", "administrator", "auditor", "viewer", "plan-author"]
)
def test_each_page_it_leads_to_may_be_seen(door, role, lang):
    page = come(door, role).get(f"/help?lang={lang}").text
    led = re.findall(f'href="(/[^"]*)">{WORDS["help_go"].say(lang)}<', page)
    assert led
    assert {path: door.get(path).status_code for path in led if door.get(path).status_code != 200} == {}


def test_what_is_done_in_exercises_is_told_where_exercises_are(door):
    own, others = _parts(come(door, "player").get("/help").text)
    assert "参加演练" not in own + others


def test_every_step_is_told_in_either_language_with_the_same_names_in_it():
    for topic in TOPICS:
        for step in topic.steps:
            zh, en = (sorted(re.findall(r"{([^}]+)}", text)) for text in (step.zh, step.en))
            assert zh == en, step


def test_every_page_leads_to_it(door):
    assert '<a href="/help">帮助</a>' in come(door, "officer").get("/").text
