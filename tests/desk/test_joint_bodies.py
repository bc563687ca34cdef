"""What one of several bodies did that stand for one unit counts for all of them, and whoever enters it is told so."""

import pytest
from logs import after
from night import began

TWO = ["阳城县指挥部", "陵川县指挥部"]


def words(entered, lang="zh"):
    return [each.text.say(lang) for each in entered.concerns]


@pytest.mark.parametrize(
    ("bodies", "by", "named"),
    [
        (TWO, TWO[0], "陵川县指挥部"),
        ([*TWO, "泽州县指挥部"], TWO[1], "阳城县指挥部、泽州县指挥部"),
        (TWO, None, None),  # by all of them, then
        (TWO[:1], TWO[0], None),
    ],
)
def test_those_beside_whoever_did_it_are_named(desk, bodies, by, named):
    began(desk, bodies={"headquarters": bodies})
    entered = desk.did("one", "report-up", now=after(20), **({"by": by} if by else {}))
    expected = [
        f"由{by}与{named}合为一个单位承担，记入后算各方都已办理：{named}也应各自办理的，请另立事件分别记"
    ]
    assert [each.partition("”")[2] for each in words(entered)] == (expected if named else [])
    if named:
        assert "is owed by" in words(entered, "en")[0]
        (one,) = [each for each in entered.situation.obligations if each.duty == "report-up"]
        assert one.done.by == by  # and none of the others
        assert [each.against for each in entered.concerns] == [False]


def test_nothing_is_said_where_each_owes_it_by_itself(desk):
    began(
        desk,
        plans=["national/emergency-response-law"],
        facts={},
        bodies={"local-government": ["甲县", "乙县"]},
        events={"beyond_control": "2026-11-21T09:00+08:00"},
    )
    entered = desk.did("one", "law-help", now=after(20), by="甲县")
    (one,) = [each for each in entered.situation.obligations if each.duty == "law-help"]
    assert (words(entered), one.why.zh) == ([], "还没有办的：乙县")
