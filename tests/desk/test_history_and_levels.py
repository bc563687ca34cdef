"""Every report of a fact with what became of it, the level over time, and a decision compared before it is taken."""

import sys
from datetime import datetime, timedelta

import pytest

from respond.api import default_library
from respond.desk import Decision, Desk, facts_told, level_curve
from respond.errors import InputError
from respond.situation import levels_then
from respond.store import Store

T = datetime.fromisoformat("2026-11-21T08:12+08:00")
OPENING = {
    "respond": "incident/1", "id": "x", "title": {"zh": "示例"}, "plans": ["vaccine-quality"],
    "occurred": "2026-11-21T07:30+08:00", "sources": {"hospital": {"zh": "镇卫生院", "en": "town hospital"}},
    "facts": {"quality_suspected": "yes", "deaths": {"value": "1", "source": "hospital"}},
}  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    made = Desk(Store(tmp_path / "s.db"), default_library(), by="值班室")
    made.open(OPENING, now=T)
    return made


def after(minutes):
    return T + timedelta(minutes=minutes)


def told_of(desk, name):
    found = facts_told(desk.store, desk.library, "x", now=after(600)).facts
    return next(each for each in found if each.fact == name)


def test_a_fact_keeps_every_report_and_the_last_that_stands_is_its_value(desk):
    desk.update("x", {"deaths": "5"}, now=after(10))
    how = Decision(by="县疾控中心", now=after(20), reason="重复计数")
    desk.correct("x", "deaths#2", how, value="2")
    one = told_of(desk, "deaths")
    assert [(each.number, each.shown.zh, each.corrected_by) for each in one.history] == [
        (1, "1例", None), (2, "5例", 3), (3, "2例", None)
    ]  # fmt: skip
    assert one.value.shown.zh == "2例"
    assert one.history[0].source.zh == "镇卫生院"
    assert one.history[2].corrects == "deaths#2"
    assert one.history[2].entry is None


def test_a_report_that_never_was_leaves_the_one_before(desk):
    desk.update("x", {"deaths": "5"}, now=after(10))
    desk.correct("x", "deaths#2", Decision(by="a", now=after(20), reason="b"), withdrawn="yes")
    one = told_of(desk, "deaths")
    assert one.history[1].withdrawn
    assert one.value.shown.zh == "1例"


def test_a_correction_of_an_earlier_report_does_not_outdo_a_later_one(desk):
    desk.update("x", {"deaths": "5"}, now=after(10))
    desk.correct("x", "deaths", Decision(by="a", now=after(20), reason="b"), value="0")
    assert told_of(desk, "deaths").value.shown.zh == "5例"


def test_what_was_never_told_has_no_value_and_comes_last(desk):
    found = facts_told(desk.store, desk.library, "x", now=T).facts
    assert told_of(desk, "rare_cases").value is None
    assert [bool(each.history) for each in found] == sorted(
        (bool(each.history) for each in found), reverse=True
    )


def test_the_level_over_time_is_what_was_known_then(desk):
    desk.update("x", {"deaths": "2"}, now=after(10))
    desk.declare("x", "IV", Decision(by="a", now=after(20), reason="b"), until=after(30))
    desk.note("x", "nothing that changes the level", now=after(25))
    desk.start("x", "II", Decision(by="a", now=after(40), reason="b"))
    curve = level_curve(desk.store, desk.library, "x", now=after(60))
    assert [
        (each.at, str(each.level.certain), str(each.declared), str(each.started), each.entry)
        for each in curve.points
    ] == [
        (T, "III", "None", "None", 1),
        (after(10), "II", "None", "None", 2),
        (after(20), "II", "IV", "None", 3),
        (after(30), "II", "None", "None", None),
        (after(40), "II", "None", "II", 5),
        (after(60), "II", "None", "II", None),
    ]


def test_of_an_incident_that_has_ended_the_level_is_told_to_its_end(desk):
    desk.close("x", Decision(by="a", now=after(50), reason="b"))
    assert level_curve(desk.store, desk.library, "x", now=after(9000)).points[-1].at == after(50)


def test_a_decision_is_compared_before_it_is_taken_and_nothing_is_kept(desk):
    found = desk.compared("x", "start", "III", now=after(1))
    assert found[0].text.zh == "由县应急指挥部（县指挥部）决定"
    assert not any(each.against for each in found)
    assert any(each.against for each in desk.compared("x", "start", "IV", now=after(1)))
    assert any(each.against for each in desk.compared("x", "start", "III", now=after(1), by="县长"))
    assert not any(
        each.against for each in desk.compared("x", "start", "III", now=after(1), by="县应急指挥部")
    )
    with pytest.raises(InputError):
        desk.compared("x", "start", "V", now=after(1))
    assert len(desk.store.rows("x")) == 1


def test_the_level_over_time_is_not_worked_out_twice(desk, monkeypatch):
    """Where nothing was told meanwhile the past is as it was: a page that renews itself asks for it over and over."""
    from respond.desk import level_history  # noqa: PLC0415

    asked = []

    def counted(file, library, moments):
        asked.append(len(moments))
        return levels_then(file, library, moments)

    monkeypatch.setattr(level_history, "levels_then", counted)
    desk.update("x", {"deaths": "5"}, now=after(10))
    first = level_curve(desk.store, desk.library, "x", now=after(20))
    again = level_curve(desk.store, desk.library, "x", now=after(21))
    assert asked == [2]
    assert (first.points[:-1], again.points[-1].at) == (again.points[:-1], after(21))
    desk.update("x", {"deaths": "0"}, now=after(22))
    curve = level_curve(desk.store, desk.library, "x", now=after(23))
    assert asked == [2, 3]
    anew = level_curve(Store(desk.store.place, readonly=True), desk.library, "x", now=after(23))
    assert curve.points == anew.points


def test_a_curve_asks_for_no_answer_with_its_reasons(desk, monkeypatch):
    desk.update("x", {"deaths": "3"}, now=after(10))
    monkeypatch.setattr(sys.modules["respond.situation.situate"], "answer_of", None)
    curve = level_curve(desk.store, desk.library, "x", now=after(20))
    assert [each.level.certain.name for each in curve.points] == ["III", "II", "II"]
