"""Situations made by hand, so that faces can be tested without a plan or an engine behind them."""

from datetime import date, datetime, timedelta

from attrs import evolve

from respond.clock import SHANGHAI, Before, Duration, Every, Start, Within, resolve
from respond.errors import Text
from respond.facts import UNKNOWN, Between, Exactly
from respond.plan import Contact, PlanRef, Soon
from respond.reason import LevelRange, Truth
from respond.situation import (
    Alternative,
    Answer,
    Conflict,
    CriterionResult,
    Difference,
    Distance,
    Duty,
    Happened,
    Question,
    Reading,
    Remark,
    ResponseResult,
    Seen,
    Situation,
    UnitName,
)
from respond.situation.model import Declaration

NOW = datetime(2026, 11, 21, 9, 40, tzinfo=SHANGHAI)
RECEIVED = NOW.replace(hour=9, minute=12)
PLAN = PlanRef("jiaocheng/vaccine-quality", "2024")
GENERAL = PlanRef("national/incident-reporting", "2026")

MARKET = UnitName("market-regulator", Text("县市场监督管理局", "county market regulation bureau"))
HEALTH = UnitName("health-bureau", Text("县卫生健康局", "county health bureau"))
COMMAND = UnitName("headquarters", Text("县指挥部", "county headquarters"))
COUNTY = UnitName("county-government", Text("县政府", "county government"))
CITY = UnitName(
    "city-market-regulator",
    Text("市市场监督管理局", "city market regulation bureau"),
    Contact(phone=("0358-0000001",), as_of="2017", standing="historical"),
)
RESCUE = UnitName(
    "rescue-office",
    Text("县应急救援总指挥部办公室", "office of the county general rescue command"),
    Contact(phone=("0358-0000002",), fax=("0358-0000003",), as_of="2024"),
)

SOURCE = Text("县疾控中心", "county disease control centre")


def seen(fact, zh, en, value, shown_zh, shown_en, source=SOURCE, standing="confirmed"):
    return Seen(fact, Text(zh, en), value, Text(shown_zh, shown_en), source, standing, RECEIVED)


DEATHS = seen("deaths", "同一批号死亡", "deaths linked to one lot", Exactly(1), "1例", "1 case")
DEATHS_UNKNOWN = Seen("deaths", DEATHS.label, UNKNOWN, Text("未知", "unknown"))
SERIOUS = seen(
    "serious", "特别严重病例", "especially serious cases", Between(3, None), "至少3例", "at least 3 cases"
)
SUSPECTED = seen(
    "suspected", "疑与质量有关", "quality suspected", Exactly(True), "是", "yes", standing="reported"
)


def criterion(name, level, clause, truth, zh, en, *values, standing="confirmed", source=None):
    return CriterionResult(name, level, clause, truth, Text(zh, en), values, PLAN, standing, source)


CRITERIA = (
    criterion(
        "I-deaths",
        4,
        "4.1(1)",
        Truth.NO,
        "疑与质量有关 且 死亡 5 例以上",
        "quality suspected and deaths >= 5",
        SUSPECTED,
        DEATHS,
    ),
    criterion(
        "II-deaths",
        3,
        "4.2(1)",
        Truth.NO,
        "疑与质量有关 且 死亡 2 例以上、不足 5 例",
        "quality suspected and 2 <= deaths < 5",
        SUSPECTED,
        DEATHS,
    ),
    criterion(
        "III-serious",
        2,
        "4.3(2)",
        Truth.YES,
        "疑与质量有关 且 特别严重病例超过 2 例",
        "quality suspected and serious > 2",
        SUSPECTED,
        SERIOUS,
    ),
    criterion(
        "IV-serious",
        1,
        "4.4(1)",
        Truth.NO,
        "疑与质量有关 且 特别严重病例 1 至 2 例",
        "quality suspected and 1 <= serious <= 2",
        SUSPECTED,
        SERIOUS,
    ),
)

DISTANCE = (
    Distance(
        "deaths",
        DEATHS.label,
        "up",
        Text("+1例", "+1 case"),
        Text("2例", "2 cases"),
        3,
        "II-deaths",
        "4.2(1)",
    ),
    Distance(
        "deaths",
        DEATHS.label,
        "up",
        Text("+4例", "+4 cases"),
        Text("5例", "5 cases"),
        4,
        "I-deaths",
        "4.1(1)",
    ),
    Distance(
        "serious",
        SERIOUS.label,
        "down",
        Text("-1例", "-1 case"),
        Text("2例", "2 cases"),
        1,
        "IV-serious",
        "4.4(1)",
    ),
)

QUESTION = Question(
    "deaths", DEATHS.label, Text("同一批号死亡几例？", "How many deaths with the same lot?"), (4, 3)
)
JUDGED = Question(
    "suspected",
    SUSPECTED.label,
    Text("专家组是否认为与疫苗质量有关？", "Does the expert group link it to the quality of the vaccine?"),
    (2,),
    judgement_by=Text("专家组", "expert group"),
)

READING = Reading(
    "iii-serious-uncapped",
    "4.3(2)",
    Text(
        "Ⅲ级写明特别严重病例超过2例，未写上限",
        "III names more than 2 especially serious cases and no upper bound",
    ),
    Text(
        "按字面：超过2例均为Ⅲ级，另达更高标准者从其级别",
        "literal: more than 2 is III; the highest level met is the level",
    ),
    (Alternative(Text("以3例为上限", "capped at 3"), LevelRange(1, 1)),),
    True,
    PLAN,
)

RESPONSE = ResponseResult(
    LevelRange(2, 2), None, "6.2(3)", None,
    proposed_by=MARKET.name, approved_by=None, started_by=COMMAND.name, commanded_by=None, ended_by=COMMAND.name,
)  # fmt: skip

ANSWER = Answer(
    plan=PLAN,
    title=Text("交城县疫苗质量安全事件应急预案", "Jiaocheng County vaccine quality incident plan"),
    graded=True,
    level=LevelRange(2, 2),
    criteria=CRITERIA,
    distance=DISTANCE,
    questions=(),
    readings=(READING,),
    remarks=(
        Remark(
            "single-channel", "provision:rule",
            Text("信息由县应急管理局统一汇总上报", "information goes up in one channel, through the emergency bureau"),
            "2.2.3", PLAN,
        ),
    ),
    response=RESPONSE,
    computed=(),
    in_force=Text("2026-11-21 施行中的版本（2024-06-15 至今）", "the edition in force on 2026-11-21 (2024-06-15 to now)"),
)  # fmt: skip

RECEIPT = Start(Text("接报", "report received"), RECEIVED)


def duty(name, zh, en, clause, units, limit=None, start=RECEIPT, **more):
    fields = {
        "id": name, "plan": PLAN, "clause": clause, "label": Text(zh, en), "units": units, "with_units": (),
        "state": "owed", "mood": "must", "report": None, "report_id": None, "report_kind": None, "to": (), "copy": (),
        "channel": (), "deadline": resolve(limit, start, NOW) if limit else None, "start": start.name if limit else None, "words": Soon.UNSTATED if limit is None else None,
        "because": Text("接报", "report received"), "since": RECEIVED, "new": False,
    }  # fmt: skip
    return Duty(**{**fields, **more})


LOOSER = duty(
    "report-2h", "特别重大、重大事件2小时内报告", "report grave incidents within 2 hours", "7", (COMMAND,),
    Within(Duration(hours=2)), plan=GENERAL, to=(COUNTY,), report=Text("首报", "initial report"), report_id="initial",
    report_kind="initial", standing="draft", source=Text("条文节录，原文未核对", "an excerpt; the text itself is not checked"),
)  # fmt: skip

DUTIES = (
    duty("treat", "立即组织医疗机构救治受害人员", "At once organise medical institutions to treat the injured", "6.1", (HEALTH,), words=Soon.IMMEDIATELY),
    duty("flash", "电话报告县政府", "Phone the county government", "5.1", (MARKET,), Within(Duration(minutes=15)), to=(COUNTY,), channel=("phone",)),
    duty(
        "report-up", "1小时内书面首报", "Report in writing within 1 hour", "5.1", (COMMAND,), Within(Duration(hours=1)),
        to=(COUNTY, RESCUE, CITY), channel=("written",), report=Text("首报", "initial report"), report_id="initial",
        report_kind="initial", merged=(LOOSER,),
    ),
    duty("progress", "续报处置进展", "Report progress", "5.3", (COMMAND,), Every(Duration(hours=4)), to=(COUNTY,)),
    duty(
        "summary", "终止响应后报送总结", "Send the closing report after the response ends", "7.3", (MARKET,),
        Within(Duration(days=7)), Start(Text("终止响应", "response terminated"), None), to=(COUNTY,),
    ),
    duty("notice", "到期前通知接种单位", "Tell the vaccination units before the day", "5.6", (HEALTH,), Before(Duration(days=2)), Start(Text("复种日", "revaccination day"), date(2026, 12, 1)), mood="may"),
    duty("seal", "依法封存涉事疫苗及相关产品", "Seal up the vaccine and related products", "6.1", (MARKET,)),
    duty("sample", "组织应急抽样检验", "Organise emergency sampling tests", "6.1", (MARKET,), words=Soon.PROMPTLY),
    duty("suspend", "视情况停售、停用涉事疫苗", "Suspend sale and use of the vaccine as the case requires", "6.1", (MARKET,), mood="should"),
    duty("scene", "赶赴现场初步调查核实", "Go to the scene, investigate and verify", "6.1", (MARKET,), with_units=(HEALTH,)),
    duty("raise", "报请市级启动响应", "Ask the city to start its response", "6.2(2)", (COMMAND,), state="provisional"),
    duty("watch", "加强监测", "Step up monitoring", "3.2", (HEALTH,), state="stood-down"),
)  # fmt: skip

DEFINITE = Situation(
    incident="2026-1121-007",
    title=Text("某乡接种点多人接种后重症", "Serious reactions after vaccination at a township clinic"),
    mode="real",
    at=NOW,
    now=NOW,
    occurred=Text("2026-11-21 08:30", "2026-11-21 08:30"),
    where=Text("交城县某乡", "a township of Jiaocheng County"),
    level=LevelRange(2, 2),
    effective=LevelRange(2, 2),
    declared=None,
    expired=(),
    answers=(ANSWER,),
    duties=DUTIES,
    conflicts=(),
    difference=None,
    events=(Happened("received", Text("接报", "report received"), RECEIVED),),
    later_steps=0,
    versions=(("respond", "0.1.0"), ("jiaocheng/vaccine-quality", "2024")),
)
"""Level III for certain."""

_OPEN = tuple(
    evolve(c, truth=Truth.UNKNOWN, seen=(SUSPECTED, DEATHS_UNKNOWN)) if c.level > 2 else c for c in CRITERIA
)
RANGE = evolve(
    DEFINITE,
    mode="exercise",
    level=LevelRange(2, 4),
    effective=LevelRange(2, 4),
    answers=(
        evolve(
            ANSWER, level=LevelRange(2, 4), criteria=_OPEN, distance=(), questions=(QUESTION, JUDGED),
            readings=(evolve(READING, decided=False),), response=evolve(RESPONSE, called=LevelRange(2, 4)),
        ),
    ),
    difference=Difference(
        RECEIVED,
        LevelRange(1, 4),
        LevelRange(2, 4),
        ((SERIOUS.label, Text("2例", "2 cases"), Text("至少3例", "at least 3 cases")),),
        (Text("核实", "verified"),),
        ("flash", "report-up"),
        ("watch",),
    ),
    later_steps=2,
)  # fmt: skip
"""At least III, I still possible; an exercise; something changed a step before."""

DECLARED = evolve(
    DEFINITE,
    effective=LevelRange(3, 3),
    declared=Declaration(
        3,
        "县指挥部",
        Text("涉及多个学校，社会关注度高", "several schools are concerned"),
        RECEIVED,
        NOW + timedelta(days=1),
    ),
    expired=(
        Declaration(
            1, "值班员甲", Text("首报情况不明", "little was known"), RECEIVED, NOW - timedelta(minutes=5)
        ),
    ),
)
"""Level III by the plan, II declared."""

_OTHER = evolve(
    ANSWER,
    plan=GENERAL,
    title=Text("突发事件信息报告一般规则", "general rules on reporting incidents"),
    level=LevelRange(4, 4),
    criteria=(evolve(CRITERIA[0], truth=Truth.YES, plan=GENERAL, clause="2(1)"),),
    readings=(),
    remarks=(),
    standing="draft",
    reason=Text("市级规定未见全文", "the city's rules have not been seen in full"),
)
CONFLICT = evolve(
    DEFINITE,
    answers=(ANSWER, _OTHER),
    conflicts=(
        Conflict(
            "level",
            (PLAN, GENERAL),
            Text("两部预案级别不同，须由有权机关裁定", "the plans differ; the authority concerned decides"),
        ),
    ),
)
"""Two plans that disagree."""

NOTHING = evolve(
    DEFINITE,
    mode="test",
    level=LevelRange(0, 0),
    effective=LevelRange(0, 0),
    answers=(
        evolve(
            ANSWER, level=LevelRange(0, 0), criteria=tuple(evolve(c, truth=Truth.NO) for c in CRITERIA), readings=(),
            response=ResponseResult(LevelRange(0, 0), None), distance=DISTANCE[:1],
            remarks=(Remark("coincidence", "exclusion", Text("偶合症不计入", "coincidental illness does not count"), "10.3", PLAN),),
        ),
    ),
    duties=(),
    where=None,
    versions=(),
)  # fmt: skip
"""No level at all."""

ALL = {"definite": DEFINITE, "range": RANGE, "declared": DECLARED, "conflict": CONFLICT, "nothing": NOTHING}
