"""A body is called by its id or its name in either language, in whatever is entered of what it did."""

import pytest
from logs import after
from night import began, how, refused

from respond.desk import duties, facts_told, status, told
from respond.errors import Text
from respond.situation import UnitName, body_words, called

BODIES = (
    UnitName("local", Text("地方政府", "local government")),
    UnitName("bureau", Text("市监局", "bureau")),
    UnitName("county", Text("地方政府", "county government")),
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("bureau", ("bureau",)), ("市监局", ("bureau",)), ("Bureau", ("bureau",)), ("County Government", ("county",)),
        ("地方政府", ("county", "local")), ("local", ("local",)), ("市局", ()),
    ],
)  # fmt: skip
def test_a_name_is_that_of_one_body_or_several_or_none(name, found):
    assert called(name, BODIES) == found


HELD = (
    *BODIES,
    UnitName("town", Text("水峪贯镇政府", "水峪贯镇政府"), role=Text("事发地政府", "the local town")),
)


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("bureau", "市监局", "bureau"), ("Bureau", "市监局", "bureau"), ("市监局", "市监局", "bureau"),
        ("the Bureau", "the Bureau", "the Bureau"), ("值班室", "值班室", "值班室"),
        ("County Government", "地方政府", "County Government"), ("地方政府", "地方政府", "地方政府"),
        ("水峪贯镇政府", "水峪贯镇政府", "水峪贯镇政府"), ("事发地政府", "事发地政府", "the local town"),
    ],
)  # fmt: skip
def test_a_body_is_told_as_it_was_called_and_in_the_other_language_by_the_name_of_the_plan(name, zh, en):
    assert body_words(name, HELD) == Text(zh, en)


@pytest.mark.parametrize(
    ("by", "to"),
    [
        ("headquarters", "county-government"),
        ("县应急指挥部（县指挥部）", "县人民政府"),
        ("县指挥部", "县人民政府"),
        ("County emergency command (county HQ)", "county government"),
    ],
)
def test_who_did_a_duty_and_who_was_told_may_be_called_by_name(desk, by, to):
    began(desk)
    entered = desk.did("one", "report-up", now=after(20), by=by, to=[to])
    (act,) = entered.rows[0].data["did"]
    assert (act["by"], act["to"]) == ("headquarters", ["county-government"])
    said = desk.unable("one", "seal-vaccine", now=after(21), reason="断路", by=by)
    assert said.rows[0].data["unable"][0]["by"] == "headquarters"
    put = desk.correct("one", "report-up", how(22, reason="漏报"), to=[to], by=by)
    right = put.rows[0].data["corrects"][0]
    assert (right["by"], right["to"]) == ("headquarters", ["county-government"])


@pytest.mark.parametrize("field", ["by", "for", "to"])
def test_a_name_no_body_has_is_refused_with_the_id_that_was_meant(desk, field):
    began(desk)
    value = "县指挥所"
    error = refused(
        lambda: desk.did("one", "report-up", now=after(20), **{field: [value] if field == "to" else value}),
        "E722",
    )
    assert (error.faults[0].suggestion, str(error.faults[0].place)) == ("headquarters", field)
    assert len(desk.store.rows("one")) == 1


def test_a_body_that_stands_for_a_unit_keeps_its_own_name(desk):
    began(desk, bodies={"headquarters": ["阳城县指挥部", "陵川县指挥部"]})
    for by, kept in (("阳城县指挥部", "阳城县指挥部"), ("县应急指挥部（县指挥部）", "headquarters")):
        entered = desk.did("one", "report-up", now=after(20), by=by)
        assert entered.rows[0].data["did"][0]["by"] == kept


def test_the_duties_of_one_unit_are_asked_for_by_its_name(desk):
    began(desk)
    found = [
        duties(desk.store, desk.library, "one", now=after(5), unit=unit).unit
        for unit in ("headquarters", "县应急指挥部（县指挥部）", "COUNTY EMERGENCY COMMAND (COUNTY HQ)")
    ]
    assert found == ["headquarters"] * 3
    error = refused(lambda: duties(desk.store, desk.library, "one", now=after(5), unit="县指挥所"), "E722")
    assert error.faults[0].suggestion == "headquarters"


@pytest.mark.parametrize(
    "name",
    [
        "Headquarters",
        "县应急指挥部(县指挥部)",
        "县应急指挥部 （县指挥部）",
        "COUNTY EMERGENCY COMMAND(COUNTY HQ)",
    ],
)
def test_capitals_and_the_width_of_brackets_make_no_other_name(desk, name):
    began(desk)
    entered = desk.did("one", "report-up", now=after(20), by=name, to=["县政府"])
    (act,) = entered.rows[0].data["did"]
    assert (act["by"], act["to"]) == ("headquarters", ["county-government"])


def test_a_body_is_not_called_as_the_one_it_is_situated_in(desk):
    began(desk)
    error = refused(lambda: desk.did("one", "report-up", now=after(20), by="县市监局"), "E722")
    assert error.faults[0].suggestion == "market-regulator"
    error = refused(lambda: desk.did("one", "report-up", now=after(20), by="水利站"), "E722")
    assert error.faults[0].suggestion is None


def test_a_body_called_in_two_ways_is_told_once(desk):
    began(desk)
    entered = desk.did("one", "report-up", now=after(20), to=["county-government", "县人民政府"])
    assert entered.rows[0].data["did"][0]["to"] == ["county-government"]


@pytest.mark.parametrize("more", [{"number": "3号\n假"}, {"number": "3号\r"}])
def test_the_number_of_an_act_is_one_line(desk, more):
    began(desk)
    refused(lambda: desk.did("one", "report-up", now=after(20), **more), "E858")


def test_a_source_is_one_line(desk):
    began(desk)
    refused(lambda: desk.event("one", "verified", now=after(20), source="县医院\n假"), "E858")
    refused(lambda: desk.update("one", {"deaths": "4"}, now=after(20), source="县医院\n假"), "E858")
    assert len(desk.store.rows("one")) == 1


@pytest.mark.parametrize("plan", ["vaccine-quality", "jiaocheng/vaccine-quality"])
def test_a_duty_goes_by_the_short_name_of_its_plan_too(desk, plan):
    began(desk)
    entered = desk.did("one", f"{plan}#report-up", now=after(20), by="county-government")
    assert any("不算完成" in each.text.zh for each in entered.concerns)
    refused(lambda: desk.did("one", "quality#report-up", now=after(21)), "E720")
    refused(lambda: desk.did("one", f"{plan}#report-up", now=after(21), round=7), "E745")


def test_an_office_entered_by_its_chinese_name_is_told_in_english_by_the_plans_name(desk):
    """On the terminal, in the log, in the history of a fact and in a report; in Chinese as it was entered."""
    began(desk, facts={"quality_suspected": {"value": "yes", "by": "县市场监督管理局"}})
    desk.declare("one", "II", how(20, by="县指挥部", reason="x"))
    situation = status(desk.store, desk.library, "one", now=after(21))
    assert situation.declared_by == Text("县指挥部", "county emergency command (county HQ)")
    judged = [
        seen.judge
        for answer in situation.answers
        for one in answer.criteria
        for seen in one.seen
        if seen.judge is not None
    ]
    assert judged == [Text("县市场监督管理局", "county market regulation bureau")] * len(judged)
    assert judged
    said = told(desk.store, desk.library, "one", now=after(21)).entries[-1].says[0].words
    assert said.en.startswith("county emergency command (county HQ) declares")
    assert said.zh.startswith("县指挥部定为")
    facts = facts_told(desk.store, desk.library, "one", now=after(21)).facts
    (by,) = {value.judged_by for fact in facts for value in fact.history if value.judged_by is not None}
    assert by == Text("县市场监督管理局", "county market regulation bureau")
