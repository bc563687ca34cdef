"""A plan of duties alone, and a supervision profile: the answer is what is owed, with no headline of a level."""

from datetime import datetime

import pytest

from respond.desk import Interview
from respond.log import quick_incident
from respond.plan import Library
from respond.show import View, plain, situation_sheet
from respond.situation import situate
from shipped_plans import LIBRARY
from small_plan import shelve
from small_profile import TASKS

NOW = datetime.fromisoformat("2026-03-02T10:00+08:00")
READING = """\
interpretations:
  - id: when-urged
    clause: "3"
    question: {zh: 催办适用于哪些版块, en: which boards are urged}
    reading: {zh: 日常, en: daily}
    rejected:
      - {zh: 全部, en: all, instead: {urging: always}}
      - {zh: 都不, en: none, instead: {urging: never}}
ledger:
"""


def asked(plan, *facts, library=LIBRARY, events=("received=2026-03-02T09:00+08:00",)):
    return situate(quick_incident([plan], list(facts), list(events)), library, now=NOW)


def small(tmp_path, board):
    text = TASKS.replace("ledger:\n", READING)
    library = Library([shelve(tmp_path, text, "testland/tasks/2020")])
    return asked(
        "testland/tasks", f"board={board}", library=library, events=["set_up=2026-03-02T09:00+08:00"]
    )


def test_a_law_that_grades_nothing_says_what_is_owed():
    found = asked("environmental-events", "level_unclear=no", "sensitive_place=yes")
    assert not found.leading.graded
    assert not found.leading.responding
    assert found.exit_code == 3  # its duties hang on a level that nobody has found yet
    assert found.obligations
    assert asked("emergency-response-law").exit_code == 0


@pytest.mark.parametrize(
    ("lang", "headline", "duty"),
    [
        ("zh", "不设事件分级", "按1天节点报送办理情况"),
        ("en", "this plan has no levels", "report the handling at the 1-day node"),
    ],
)
def test_it_has_no_headline(lang, headline, duty):
    found = asked("supervision-13710", "board=daily", events=["set_up=2026-03-02T09:00+08:00"])
    text = plain(situation_sheet(found, View(lang)))
    assert headline not in text
    assert duty in text


def test_a_plan_of_responses_keeps_its_headline():
    found = asked("jiaocheng/forest-fire")
    assert found.leading.responding or found.leading.graded
    assert "级" in plain(situation_sheet(found, View("zh")))


def test_its_questions_are_those_that_decide_duties():
    opening = {
        "respond": "incident/1", "id": "x", "title": {"zh": "示例"}, "plans": ["supervision-13710"],
        "occurred": "2026-03-02T09:00+08:00", "events": {"set_up": "2026-03-02T09:00+08:00"},
    }  # fmt: skip
    asking = Interview(opening, LIBRARY, NOW)
    assert asking.question.fact == "board"
    assert asking.told("daily").question.fact == "beyond_7_days"


@pytest.mark.parametrize(
    ("board", "shifts"),
    [
        ("daily", [[], [("urging", "owed", "not-owed")]]),
        ("key", [[("urging", "not-owed", "owed")], []]),
        ("unknown", [[("urging", "provisional", "owed")], [("urging", "provisional", "not-owed")]]),
    ],
)
def test_a_rejected_reading_by_which_others_would_be_reminded_decides(tmp_path, board, shifts):
    found = small(tmp_path, board)
    (reading,) = found.leading.readings
    assert reading.decided
    given = [
        [(each.duty, each.now, each.would_be) for each in other.reminders] for other in reading.alternatives
    ]
    assert given == shifts


def test_what_others_would_be_reminded_of_is_said_in_words_and_as_data(tmp_path):
    found = small(tmp_path, "key")
    assert "按“催办”提醒" in plain(situation_sheet(found, View("zh")))
    assert "reminders by “urging”" in plain(situation_sheet(found, View("en")))
    (reading,) = found.to_json()["interpretations"]
    assert reading["alternatives"][0]["reminders"][0]["duty"] == "urging"
