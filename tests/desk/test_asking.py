"""Questions narrow the level, each is put once, and none is put whose answer could change nothing."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from night import refused

from respond.api import default_library
from respond.desk import Interview
from respond.errors import InputError
from respond.plan import Library
from small_plan import SMALL, shelve

LIBRARY = default_library()
NOW = datetime.fromisoformat("2026-11-21T09:20+08:00")


def begun(plan="vaccine-quality", **more):
    opening = {
        "respond": "incident/1",
        "id": "x",
        "title": {"zh": "示例"},
        "plans": [plan],
        "occurred": "2026-11-21T08:00+08:00",
        **more,
    }
    return Interview(opening, LIBRARY, NOW)


def test_an_answer_that_settles_everything_ends_the_questions():
    quiet = {"deaths": "0", "serious_injuries": "0", "damaged_grassland": "0 ha"}
    one = begun("forest-grassland-fire", facts=quiet)
    assert one.question.fact == "damaged_forest"
    ended = one.told("120..200 ha")
    assert ended.question is None
    assert (str(ended.level.certain), ended.level.definite) == ("II", True)
    assert ended.report["facts"] == {**quiet, "damaged_forest": "120..200 ha"}


def test_what_is_not_known_is_asked_once_and_left_out_of_the_report():
    one = begun()
    for said in ("", "不知道", "unknown", "?"):
        after = one.told(said)
        assert after.passed == {"quality_suspected"}
        assert "facts" not in after.report
        assert after.question.fact != "quality_suspected"


def test_a_range_narrows_the_level_and_is_not_asked_again():
    one = begun(facts={"quality_suspected": "yes"})
    while one.question.fact != "deaths":
        one = one.told("unknown")
    before = one.level
    one = one.told("3+")
    assert str(one.level.certain) == "II"
    assert before.certain < one.level.certain
    assert one.report["facts"] == {"quality_suspected": "yes", "deaths": "3+"}
    assert one.question is None or one.question.fact != "deaths"


def test_what_is_no_answer_is_refused_and_the_question_stays():
    one = begun()
    with pytest.raises(InputError):
        one.told("perhaps")
    assert one.question.fact == "quality_suspected"
    ended = begun("forest-grassland-fire", facts={"deaths": "30+"})
    assert ended.question is None
    refused(lambda: ended.told("3"), "E866")


def test_a_judgement_needs_the_office_that_made_it():
    one = begun(facts={"quality_suspected": "yes"})
    judged = None
    while one.question is not None:
        if one.known[one.question.fact].judgement:
            judged = one.question.fact
            break
        one = one.told("")
    assert judged is not None
    refused(lambda: one.told("yes"), "E327")
    after = one.told("yes", by="县市场监管局局长")
    assert after.facts[judged] == {"value": "yes", "by": "县市场监管局局长"}


def test_a_plan_without_levels_is_asked_for_its_response(tmp_path):
    levels = SMALL[SMALL.index("levels:") : SMALL.index("responses:")]
    text = (
        SMALL.replace(levels, "")
        .replace("level == I,", "area >= 100 ha,")
        .replace("level == II,", "area >= 10 ha,")
    )
    text = text[: text.index("interpretations:")] + text[text.index("ledger:") :]
    library = Library([shelve(tmp_path, text)])
    one = Interview({**begun().opening, "plans": ["testland/spill"]}, library, NOW)
    assert one.question.fact == "area"
    assert str(one.level.possible) == "I"
    ended = one.told("20 ha")
    assert (str(ended.level.certain), ended.level.definite, ended.question) == ("II", True, None)


def test_an_event_is_answered_with_its_time(tmp_path):
    text = SMALL.replace("injured >= 3 and river", "injured >= 3 and elapsed(sealed) > 2 h")
    library = Library([shelve(tmp_path, text)])
    facts = {"area": "1 ha", "injured": "3", "grave": {"value": "no", "by": "县环境局"}}
    one = Interview({**begun().opening, "plans": ["testland/spill"], "facts": facts}, library, NOW)
    assert one.question.fact == "sealed"
    assert one.told("没有").passed == {"sealed"}
    told = one.told("2026-11-21 09:00")
    assert told.report["events"] == {"sealed": "2026-11-21T09:00:00+08:00"}
    assert told.question is None


ANSWERS = {
    "count": ["0", "1", "3+", "2..40", "100", ""],
    "quantity": ["0 ha", "5 ha+", "1..1200 ha", ""],
    "flag": ["yes", "no", ""],
    "share": ["0%", "10%+", ""],
}


@pytest.mark.parametrize("plan", ["vaccine-quality", "forest-fire", "national/forest-grassland-fire"])
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_answers_never_widen_the_range_and_the_last_leaves_nothing_to_ask(plan, data):
    one, asked = begun(plan), []
    while (question := one.question) is not None:
        assert question.fact not in asked
        asked.append(question.fact)
        fact = one.known.get(question.fact)
        answer = "" if fact is None else data.draw(st.sampled_from(ANSWERS.get(fact.type.value, [""])))
        try:
            after = one.told(answer, by="某局" if fact is not None and fact.judgement and answer else None)
        except Exception:
            after = one.told("")
        assert one.level.certain <= after.level.certain
        assert after.level.possible <= one.level.possible
        one = after
    left = [each for each in one.situation.leading.questions if each.levels and one.situation.leading.graded]
    assert {each.fact for each in left} <= set(asked)
