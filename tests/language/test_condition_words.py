"""Conditions in words."""

import random

import pytest
from condition_cases import DERIVED, FACTS, SCOPE, WINDOWS, make_condition
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.errors import Text
from respond.facts import Fact, FactType
from respond.language import Scope
from respond.reason import compile_condition, compile_formula

LABELS = {
    "level": Text("级", "level"),
    "response": Text("响应", "response"),
}
WORDS = Scope(
    {
        "deaths": Fact("deaths", FactType.COUNT, Text("死亡病例", "deaths"), unit="case"),
        "hurt": Fact("hurt", FactType.COUNT, Text("重伤", "injured"), unit="case"),
        "suspected": Fact("suspected", FactType.FLAG, Text("疑似与质量相关", "quality suspected")),
        "area": Fact("area", FactType.QUANTITY, Text("过火面积", "burnt area"), unit="ha"),
        "loss": Fact("loss", FactType.QUANTITY, Text("损失", "loss"), unit="yuan"),
        "share": Fact("share", FactType.SHARE, Text("违约占比", "share in default")),
        "where": Fact(
            "where",
            FactType.CHOICE,
            Text("地点", "place"),
            choices={"x": Text("林区", "forest"), "y": Text("村", "village")},
        ),
        "judged": Fact(
            "judged",
            FactType.CHOICE,
            Text("研判", "judged"),
            choices={
                "some": Text("一般", "some"),
                "much": Text("较重", "much"),
                "most": Text("严重", "most"),
            },
            worse="up",
        ),
        "rank": Fact(
            "rank",
            FactType.CHOICE,
            Text("等次", "rank"),
            choices={"a": Text("甲", "A"), "b": Text("乙", "B"), "c": Text("丙", "C")},
            worse="down",
        ),
        "day": Fact("day", FactType.DATE, Text("起火日", "day of the fire")),
    },
    {"total": "deaths + hurt"},
    {"received": Text("接报", "report received")},
    {"dry": ("11-01", "05-15")},
    conditions={"grave": "deaths >= 3 or suspected"},
)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("suspected and 2 <= deaths < 5", "疑似与质量相关：是，且死亡病例2例以上、不到5例",
         "quality suspected: yes, and deaths: at least 2 cases and less than 5 cases"),
        ("deaths > 20", "死亡病例超过20例", "deaths: more than 20 cases"),
        ("10 < deaths <= 20", "死亡病例超过10例、不超过20例", "deaths: more than 10 cases and at most 20 cases"),
        ("deaths == 1", "死亡病例为1例", "deaths: exactly 1 case"),
        ("not suspected", "疑似与质量相关：否", "quality suspected: no"),
        ("not (deaths >= 3)", "死亡病例不到3例", "deaths: less than 3 cases"),
        ("not (2 <= deaths < 5)", "并非（死亡病例2例以上、不到5例）",
         "not (deaths: at least 2 cases and less than 5 cases)"),
        ("area >= 1500 mu", "过火面积100公顷以上", "burnt area: at least 100 ha"),
        ("loss >= 1.5 亿元", "损失1.5亿元以上", "loss: at least 150 million yuan"),
        ("10% <= share < 15%", "违约占比10%以上、不到15%", "share in default: at least 10% and less than 15%"),
        ("received and not received", "“接报”已发生，且“接报”尚未发生",
         "report received: has happened, and report received: has not happened"),
        ("where == x", "地点为林区", "place: forest"),
        ("where in {x, y}", "地点为林区或村", "place: forest or village"),
        ("where != x", "地点不为林区", "place: not forest"),
        ("deaths in {1, 2}", "死亡病例为1例或2例", "deaths: 1 case or 2 cases"),
        ("level >= III", "事件级别达到Ⅲ级以上", "level: III or graver"),
        ("level < II", "事件级别低于Ⅱ级", "level: less grave than II"),
        ("level in {I, II}", "事件级别为Ⅰ级或Ⅱ级", "level: I or II"),
        ("level == none", "未达到分级标准", "no level is reached"),
        ("response > none", "需要启动响应", "a response is called for"),
        ("total >= 3", "total3例以上", "total: at least 3 cases"),
        ("deaths > hurt", "死亡病例高于重伤", "deaths: more than injured"),
        ("deaths + hurt >= 3", "死亡病例＋重伤3例以上", "deaths + injured: at least 3 cases"),
        ("max(deaths, hurt) >= 3", "死亡病例、重伤中的最大值3例以上", "the greatest of deaths, injured: at least 3 cases"),
        ("day in dry", "起火日在dry内", "day of the fire: within dry"),
        ("day >= 2026-01-01", "起火日不早于2026-01-01", "day of the fire: not before 2026-01-01"),
        ("elapsed(received) > 12 hours", "自“接报”起经过的时间超过12小时", "time since report received: more than 12 hours"),
        ("elapsed(received) <= 6 months", "自“接报”起经过的时间不超过6个月", "time since report received: at most 6 months"),
        ("elapsed(received) <= 30 calendar days", "自“接报”起经过的时间不超过30个日历日",
         "time since report received: at most 30 calendar days"),
        ("1 month < elapsed(received) <= 2 years", "自“接报”起经过的时间超过1个月、不超过2年",
         "time since report received: more than 1 month and at most 2 years"),
        ("suspected or (deaths > 1 and hurt > 1)",
         "疑似与质量相关：是，或（死亡病例超过1例，且重伤超过1例）",
         "quality suspected: yes, or (deaths: more than 1 case, and injured: more than 1 case)"),
        ("at least 2 of (suspected, deaths > 1, hurt > 1)",
         "至少满足其中2项：疑似与质量相关：是；死亡病例超过1例；重伤超过1例",
         "at least 2 of: quality suspected: yes; deaths: more than 1 case; injured: more than 1 case"),
        ("received and not at least 2 of (suspected, deaths > 1 and hurt > 1)",
         "“接报”已发生，且（至多满足其中1项：疑似与质量相关：是；死亡病例超过1例，且重伤超过1例）",
         "report received: has happened, and (at most 1 of: quality suspected: yes; deaths: more than 1 case, and injured: more than 1 case)"),
        ("not at least 1 of (suspected, deaths > 1)", "均不满足：疑似与质量相关：是；死亡病例超过1例",
         "none of: quality suspected: yes; deaths: more than 1 case"),
        ("grave and not received", "“grave”成立，且“接报”尚未发生", "grave: met, and report received: has not happened"),
        ("not grave", "“grave”不成立", "grave: not met"),
        ("judged >= much", "研判：较重或更重", "judged: much or graver"),
        ("judged > much", "研判：重于较重", "judged: graver than much"),
        ("some < judged <= much", "研判：重于一般、较重或更轻", "judged: graver than some and much or milder"),
        ("not judged < much", "并非（研判：轻于较重）", "not (judged: milder than much)"),
        ("rank <= b", "等次：乙或更重", "rank: B or graver"),
        ("rank > b", "等次：轻于乙", "rank: milder than B"),
        ("always", "任何情形", "in every case"),
        ("never", "不适用", "in no case"),
    ],
)  # fmt: skip
def test_conditions_read_as_a_clause_would_say_it(text, zh, en):
    condition = compile_condition(text, WORDS)
    assert condition.words("zh") == zh
    assert condition.words("en") == en


@given(st.integers(0, 2**32))
@settings(max_examples=300, deadline=None)
def test_the_words_name_everything_the_condition_sees(seed):
    condition = compile_condition(make_condition(random.Random(seed)).text, SCOPE)
    for lang in ("zh", "en"):
        words = condition.words(lang)
        assert words
        for name in condition.seen:
            label = LABELS[name] if name in LABELS else SCOPE.label(name)
            assert label.say(lang) in words, (condition.text, name, words)


def test_labels_come_from_the_plan():
    derived = Fact("rate", FactType.SHARE, Text("占比", "share"))  # anything with a formula and a label

    class Named:
        formula = DERIVED["rate"]
        label = derived.label

    class Season:
        from_, to, zh, en = *WINDOWS["winter"], "冬季", "winter time"

    scope = Scope(FACTS, {"rate": Named()}, windows={"winter": Season()})
    condition = compile_condition("rate >= 10% and d in winter", scope)
    assert condition.words("zh") == "占比10%以上，且事实d在冬季内"
    assert condition.words("en") == "share: at least 10%, and fact d: within winter time"


def test_formulas_read_as_they_calculate():
    assert compile_formula("(a + b) * 2 - a", SCOPE).words("zh") == "（事实a＋事实b）×2－事实a"
    assert compile_formula("m / t", SCOPE).words("en") == "fact m ÷ fact t"
    assert compile_formula("m / t", SCOPE).fact.label.zh == "事实m÷事实t"
