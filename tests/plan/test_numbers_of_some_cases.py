"""A derived number that there is in some cases only: elsewhere it is neither used nor shown."""

from datetime import datetime

import pytest

from respond import classify, quick
from respond.errors import InputError
from respond.facts import UNKNOWN, Exactly
from respond.plan import Library
from respond.show import as_markdown, plan_document
from small_plan import shelve

NOW = datetime.fromisoformat("2026-03-02T09:00+08:00")
PLAN = """\
respond: plan/1
id: testland/spill
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 泄漏事件预案, en: spill plan}
facts:
  unpaid: {type: count, unit: case, worse: up, label: {zh: 未付, en: unpaid}}
  foreign: {type: flag, label: {zh: 外国贷款, en: foreign loan}}
derived:
  cap: {formula: unpaid * 2, when: GUARD, label: {zh: 上限, en: cap}, show: yes}
  half: {formula: cap / 2, label: {zh: 一半, en: half}, show: yes}
levels:
  I: [{id: capped, when: cap > 10, clause: "2"}]
  II: [{id: halved, when: "half in {2, 3}", clause: "2"}]
  III: [{id: not-capped, when: not cap > 10, clause: "2"}]
ledger: {"2": {status: encoded}}
"""


def _library(folder, guard="not foreign"):
    return Library([shelve(folder, PLAN.replace("GUARD", guard))])


def _plan(folder, guard="not foreign"):
    library = _library(folder, guard)
    return library.prepared(library.find("spill"))


def _answer(folder, *facts):
    incident = quick("spill", facts, occurred="2026-03-02T08:00+08:00")
    return classify(incident, library=_library(folder), now=NOW).leading


@pytest.mark.parametrize(
    ("foreign", "truths"),
    [
        (Exactly(False), ["yes", "no", "no"]),
        (Exactly(True), ["no", "no", "yes"]),
        (UNKNOWN, ["unknown", "no", "unknown"]),
    ],
)
def test_no_comparison_with_it_holds_elsewhere(tmp_path, foreign, truths):
    values = {"unpaid": Exactly(6), "foreign": foreign}
    assert [each.condition.truth(values).value for each in _plan(tmp_path).criteria] == truths


@pytest.mark.parametrize("name", ["cap", "half"])
def test_it_is_known_only_where_it_is_sure_to_be(tmp_path, name):
    plan = _plan(tmp_path)
    whole = {"cap": 12, "half": 6}[name]
    values = {"unpaid": Exactly(6)}
    assert plan.computed(name, {**values, "foreign": Exactly(False)}) == Exactly(whole)
    assert plan.computed(name, {**values, "foreign": Exactly(True)}) is UNKNOWN
    assert plan.computed(name, values) is UNKNOWN


@pytest.mark.parametrize(("foreign", "shown"), [("no", {"cap", "half"}), ("yes", set()), ("unknown", set())])
def test_answers_show_it_only_there(tmp_path, foreign, shown):
    answer = _answer(tmp_path, "unpaid=6", f"foreign={foreign}")
    assert {seen.fact for seen in answer.computed} == shown
    assert answer.level.definite is (foreign != "unknown")


def test_what_is_unknown_of_it_is_asked(tmp_path):
    answer = _answer(tmp_path, "unpaid=6")
    assert [question.fact for question in answer.questions] == ["foreign"]


@pytest.mark.parametrize(
    ("guard", "code"), [("forein", "E410"), ("unpaid", "E412"), ("level == I", "E429"), ("cap > 3", "E430")]
)
def test_its_cases_are_typed_like_any_condition(tmp_path, guard, code):
    with pytest.raises(InputError) as caught:
        _plan(tmp_path, guard)
    assert {fault.code for fault in caught.value.faults} == {code}


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "仅在：外国贷款：否"), ("en", "only where foreign loan: no")]
)
def test_the_document_says_in_which_cases(tmp_path, lang, words):
    library = _library(tmp_path)
    assert words in as_markdown(plan_document(library.prepared(library.find("spill")), library, lang))
