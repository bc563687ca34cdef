"""What is worked out only when asked for is worked out once, and is no other for being late."""

import copy
import pickle
from datetime import datetime

from respond.api import classify
from respond.log import quick_incident
from respond.situation import Late, given

NOW = datetime.fromisoformat("2026-11-21T09:30+08:00")


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
