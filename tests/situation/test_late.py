"""What is worked out only when asked for is worked out once, and is no other for being late."""

import copy
import pickle
import sys
from datetime import datetime

from respond.api import classify
from respond.log import quick_incident
from respond.situation import Late, given
from respond.situation.late import LateRow

NOW = datetime.fromisoformat("2026-11-21T09:30+08:00")

situating = sys.modules["respond.situation.situate"]


def situation():
    incident = quick_incident(
        "vaccine-quality", ["quality_suspected=yes", "deaths=3+"], ["received=2026-11-21T09:12+08:00"]
    )
    return classify(incident, now=NOW)


def test_it_is_made_once_and_only_when_asked_for():
    made = []

    def make():
        made.append(1)
        return 5

    late = Late(make)
    assert made == []
    assert (late.value, late.value) == (5, 5)
    assert made == [1]


def test_it_is_equal_to_the_value_given_at_once():
    assert Late(lambda: (1, 2)) == given((1, 2))
    assert Late(lambda: (1, 2)) != given((1, 3))
    assert hash(Late(lambda: (1, 2))) == hash(given((1, 2)))
    assert given(late := given(3)) is late
    assert repr(Late(lambda: (1, 2))) == "(1, 2)"


def test_of_several_the_first_is_made_alone_and_not_again():
    made = []

    def first():
        made.append("first")
        return "a"

    def every():
        made.append("all")
        return ("a", "b")

    row = LateRow(first, every)
    assert (row.first, row.first, made) == ("a", "a", ["first"])
    assert (row.value, row.first, made) == (("a", "b"), "a", ["first", "all"])
    held = LateRow(first, every)
    held.made_as(lambda: given(("c", "d")))
    assert (held.first, held.value) == ("c", ("c", "d"))


def test_the_leading_plan_is_answered_without_the_others(monkeypatch):
    asked = []
    found = situation()
    answer_of = situating.answer_of
    monkeypatch.setattr(
        situating, "answer_of", lambda plan, *more: asked.append(plan) or answer_of(plan, *more)
    )
    leading = found.leading
    assert [plan.ref for plan in asked] == [leading.plan]
    assert found.answers[0] is leading
    assert [plan.ref for plan in asked] == [each.plan for each in found.answers]


def test_two_answers_to_one_question_are_equal():
    one, other = situation(), situation()
    assert one == other
    assert one.answers == other.answers


def test_a_situation_can_be_copied_and_sent_elsewhere_before_its_reasons_are_asked_for():
    fresh = situation()
    assert pickle.loads(pickle.dumps(fresh)) == fresh  # noqa: S301
    assert copy.deepcopy(situation()).to_json() == fresh.to_json()


def test_its_reasons_are_those_of_the_moment_it_was_asked_about():
    earlier = situation()
    assert earlier.leading.level == earlier.level
    assert {answer.plan.id for answer in earlier.answers} == {name for name, _ in earlier.versions[1:]}
