"""Constraints in a plan: what they take away from answers, what breaks them is told, and proofs keep to them."""

from datetime import datetime
from fractions import Fraction

import pytest

import respond
from respond.cli import main
from respond.errors import RespondError
from respond.plan import Library
from respond.prove import check_plans
from small_plan import shelve

PLAN = """\
respond: plan/1
id: testland/blaze
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 测试火灾预案, en: Testland fire plan}
facts:
  burnt: {type: quantity, unit: ha, worse: up, label: {zh: 过火面积, en: burnt area}, clause: "1"}
  damaged: {type: quantity, unit: ha, worse: up, label: {zh: 受害面积, en: damaged area}, clause: "1"}
  dead: {type: count, unit: person, worse: up, label: {zh: 死亡, en: deaths}, clause: "1"}
constraints:
  - {id: damaged-in-burnt, holds: damaged <= burnt, zh: 受害面积不大于过火面积, en: damage lies within the burnt area}
levels:
  I: [{id: I-damaged, when: damaged >= 100 ha, clause: "1"}, {id: I-dead, when: dead >= 1, clause: "1"}]
  II: [{id: II-damaged, when: damaged >= 10 ha or burnt >= 50 ha, clause: "1"}]
  IV: [{id: IV-any, when: burnt > 0 ha, clause: "1"}]
ledger: {"1": {status: encoded}}
"""
WITHOUT = PLAN.replace(PLAN[PLAN.index("constraints:") : PLAN.index("levels:")], "")
NOW = datetime.fromisoformat("2026-03-02T09:00+08:00")


def answer(tmp_path, text=PLAN, **facts):
    library = Library([shelve(tmp_path, text, "testland/blaze/2020")])
    incident = respond.incident("blaze", facts, occurred=NOW)
    return respond.classify(incident, now=NOW, library=library).leading


def test_a_level_that_would_break_one_is_not_possible(tmp_path):
    found = answer(tmp_path, burnt=20, dead=0)
    assert (found.level.certain.name, found.level.possible.name) == ("IV", "II")
    assert answer(tmp_path / "plain", WITHOUT, burnt=20, dead=0).level.possible.name == "I"
    assert [question.levels[0] for question in found.questions] == [respond.Level("II")]
    truths = {criterion.id: criterion.truth.value for criterion in found.criteria}
    assert truths == {"I-damaged": "no", "I-dead": "no", "II-damaged": "unknown", "IV-any": "yes"}


def test_no_step_leads_over_one(tmp_path):
    steps = {(step.fact, int(step.level)) for step in answer(tmp_path, burnt=20, damaged=5, dead=0).distance}
    assert ("damaged", 3) in steps
    assert ("damaged", 4) not in steps


def test_what_breaks_one_is_told_with_both_values_and_the_answer_goes_on(tmp_path):
    found = answer(tmp_path, burnt=10, damaged=120, dead=0)
    assert found.level.certain.name == "I"
    (remark,) = found.remarks
    assert (remark.id, remark.kind) == ("damaged-in-burnt", "constraint")
    assert "受害面积不大于过火面积" in remark.text.zh
    assert "burnt area = 10 ha" in remark.text.en
    assert "damaged area = 120 ha" in remark.text.en
    ranges = answer(tmp_path / "ranges", damaged=respond.at_least(120), burnt=respond.at_most(10), dead=0)
    assert [each.id for each in ranges.remarks] == ["damaged-in-burnt"]
    assert answer(tmp_path / "kept", burnt=10, damaged=10, dead=0).remarks == ()


def test_a_level_function_refuses_what_breaks_one(tmp_path):
    level = respond.level_function("blaze", library=Library([shelve(tmp_path, PLAN, "testland/blaze/2020")]))
    assert level({"burnt": 10, "damaged": 10, "dead": 0}).name == "II"
    for broken in (
        {"burnt": 10, "damaged": 11, "dead": 0},
        {"burnt": Fraction(1, 2), "damaged": 1, "dead": 0},
    ):
        with pytest.raises(RespondError) as caught:
            level(broken)
        assert [fault.code for fault in caught.value.faults] == ["E755"]
        assert "damaged" in str(caught.value)
        assert "burnt" in str(caught.value)


def test_no_defect_takes_one_broken(tmp_path):
    def holes(text, name):
        library = Library([shelve(tmp_path / name, text, "testland/blaze/2020")])
        return [(finding.kind, finding.entries) for report in check_plans(library, ["blaze"])
                for finding in report.findings if finding.kind in {"hole", "dead"}]  # fmt: skip

    assert holes(PLAN, "with") == []
    assert holes(WITHOUT, "without") == [("hole", ("damaged",))]
    dead = PLAN.replace("damaged >= 100 ha,", "damaged > burnt + 1 ha,")
    assert holes(dead, "dead") == [("dead", ("I-damaged",))]


@pytest.mark.parametrize(
    ("holds", "code"),
    [
        ("damaged <= burnt or received", "E541"),
        ("damaged <= burnt or level == I", "E541"),
        ("damaged <= burnt or elapsed(received) > 1 hour", "E541"),
        ("damaged <= brnt", "E410"),
        ("damaged < 0 ha", "E542"),
    ],
)
def test_what_is_wrong_with_one_is_told(tmp_path, holds, code):
    text = PLAN.replace("damaged <= burnt", holds)
    library = Library([shelve(tmp_path, text, "testland/blaze/2020")])
    with pytest.raises(RespondError, match=code):
        library.prepared(library.find("blaze"))


def test_it_is_adopted_and_shown(tmp_path, capsys, monkeypatch):
    shelve(tmp_path, PLAN, "testland/blaze/2020")
    town = """\
respond: plan/1
id: testland/town
edition: {name: "2021", in_force: {from: 2021-01-01}}
title: {zh: 测试镇预案, en: Testtown plan}
adopts: [{plan: testland/blaze}]
ledger: {}
"""
    shelve(tmp_path, town, "testland/town/2021")
    library = Library([tmp_path])
    plan = library.prepared(library.find("town"))
    assert list(plan.constraints) == ["damaged-in-burnt"]
    assert str(plan.origin("damaged-in-burnt")) == "testland/blaze@2020"
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path))
    assert main(["show", "blaze", "--lang", "en"]) == 0
    assert "damage lies within the burnt area" in capsys.readouterr().out
