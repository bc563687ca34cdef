"""Where several bodies stand for a unit of a plan that ships: who owes by itself, and where one acts for all."""

import pytest

from duties import Case, incident_of, short
from respond.plan import Library

LIBRARY = Library.default()


def shipped(plan, text):
    """Give an incident of 1 March 2026 at 08:00 under a plan that comes with respond."""
    head = f"respond: incident/1\nid: case\ntitle: {{zh: 事件, en: case}}\nplans: [{plan}]\n"
    return Case(LIBRARY, incident_of(f"occurred: @08:00\n{text}", head))


def two(plan, unit, facts, events, duty):
    """Give an incident in which two bodies stand for a unit, and the first of them did a duty at 09:00."""
    act = f"then:\n  - {{at: @09:00, did: [{{duty: {duty}, by: 甲}}]}}\n"
    text = f"bodies: {{{unit}: [甲, 乙]}}\nfacts: {{{facts}}}\nevents: {{{events}}}\n{act}"
    return shipped(plan, text).one("09:05", duty)


ACCIDENT, ORDER_21 = "national/production-accident", "national/production-accident-information"
ENVIRONMENT, HEALTH = "national/environmental-events", "national/public-health-events"
LAW, OVERALL = "national/emergency-response-law", "national/overall-plan"
FIRE, OLD_FIRE = "national/forest-grassland-fire@2026", "national/forest-grassland-fire@2009"
COUNTY_FIRE, VACCINE, SHANXI = (
    "jiaocheng/forest-fire",
    "jiaocheng/vaccine-quality",
    "shanxi/incident-reporting",
)
CYBER, CRA, DORA = "cn/cyber-incident", "eu/cra-vulnerability@2024", "eu/dora-incident"

BY_EACH = [
    # 9: 单位负责人 of each unit whose people it is; 32, 33: 本单位; 10: 有关部门, each that was told; 32: 有关机关.
    (ACCIDENT, "unit-head", "deaths: 3", "received@unit-head: @08:10", "head-reports"),
    (ACCIDENT, "accident-unit", "deaths: 3", "reply_given: @08:30", "unit-prevents"),
    (ACCIDENT, "city-safety-departments", "deaths: 3", "received@city-safety-departments: @08:30", "city-reports-up"),
    (ACCIDENT, "provincial-safety-departments", "deaths: 10", "received@provincial-safety-departments: @08:30",
     "province-reports-up"),
    (ACCIDENT, "organs-concerned", "deaths: 3", "reply_given: @08:30", "penalise"),
    # 6, 7, 8: the unit, and each department that was told, within its own hour or two.
    (ORDER_21, "unit-head", "deaths: 3", "received@unit-head: @08:30", "unit-reports-to-county"),
    (ORDER_21, "accident-unit", "deaths: 3", "received@unit-head: @08:30", "unit-reports-to-province"),
    (ORDER_21, "local-safety-department", "deaths: 3", "received: @08:30", "county-reports-up"),
    (ACCIDENT, "city-safety-departments", "deaths: 3", "city_received: @08:30", "city-flash-to-province"),
    # 3: the department of each place; 8: 接到通报的, each neighbour; 9: each that was told by telephone.
    (ENVIRONMENT, "local-environment", "", "received: @08:30", "env-verify"),
    (ENVIRONMENT, "neighbour-environment", "neighbours_affected: yes", "received@neighbour-environment: @08:30",
     "env-neighbour-looks-into-it"),
    # 20, 22: 接到报告的, each; 23(4), 31: 有关部门; 39, 40: each hospital, each street and village.
    (HEALTH, "discovering-unit", "outbreak: yes", "discovered@discovering-unit: @08:30", "health-unit-reports"),
    (HEALTH, "county-health", "outbreak: yes", "received: @08:30", "health-department-reports"),
    (HEALTH, "county-government", "outbreak: yes", "received@county-government: @08:30", "health-county-to-city"),
    (HEALTH, "departments-concerned", "outbreak: yes", "response_started: @08:30", "health-take-posts"),
    (HEALTH, "medical-institutions", "outbreak: yes", "", "health-treat"),
    # 61, 65, 78, 85: 本单位, each station, whoever holds the data.
    (LAW, "competent-department", "", "learned: @08:10", "law-departments-report"),
    (LAW, "unit-concerned", "", "learned: @08:10", "law-unit-reports"),
    (LAW, "other-units", "", "learned: @08:10", "law-other-units"),
    (LAW, "media", "", "warning_declared: @08:30", "law-alert-broadcast"),
    (LAW, "information-holders", "", "terminated: @08:30", "law-destroy-information"),
    # 3.3.1: 涉事单位, and each township 本区域.
    (OVERALL, "local-government", "", "received: @08:10", "overall-report"),
    (OVERALL, "unit-concerned", "", "received: @08:10", "overall-unit-reports"),
    (OVERALL, "townships", "", "received: @08:10", "overall-first-handling"),
    # 34, 36, 37 (31, 35, 37): each operator in its own area, each local government, each department its part.
    (FIRE, "operators", "", "discovered@operators: @08:10", "operators-act"),
    (FIRE, "local-government", "", "received: @08:10", "report-level-by-level"),
    (FIRE, "departments", "", "received: @08:10", "departments-by-plan"),
    (OLD_FIRE, "local-government", "", "received: @08:10", "report-level-by-level"),
    # VI(8): 各乡镇、辖区各林场.
    (COUNTY_FIRE, "townships", "", "received: @08:10", "township-report"),
    (COUNTY_FIRE, "forest-farms", "", "received: @08:10", "township-report"),
    # 3.1, 5.1: every unit in which it shows, every unit where it happens.
    (VACCINE, "vaccination-units", "", "incident_sign: @08:10", "sign-report"),
    (VACCINE, "incident-unit", "deaths: 1", "received: @08:10", "unit-report"),
    # I(3): each local government, head, city and department.
    (SHANXI, "local-government", "", "received: @08:10", "shanxi-local-to-superior"),
    (SHANXI, "unit-head", "", "received@unit-head: @08:10", "shanxi-unit-reports"),
    (SHANXI, "next-government", "", "received@next-government: @08:10", "shanxi-city-to-province"),
    (SHANXI, "other-reporters", "", "reported_to_own_superior: @08:10", "shanxi-others-tell-government"),
    # 4, 5: each operator, each department its own report, each provider its operator.
    (CYBER, "operator", "cii: no, central_organ: no, direct_loss: 3000 万元", "discovered: @08:10", "report-others"),
    (CYBER, "service-provider", "", "provider_found: @08:10", "provider-tells-operator"),
    # 14(1): a manufacturer. 17(2): financial entities.
    (CRA, "manufacturer", "covered: yes, exploited: yes, steward: no", "exploitation_known: @08:10",
     "vulnerability-early-warning"),
    (DORA, "financial-entity", "", "learned: @08:10", "record"),
]  # fmt: skip
ONE_FOR_ALL = [
    # 19: one county inquires, and one team hands in one report.
    (ACCIDENT, "local-government", "deaths: 1", "received: @08:10", "county-inquires"),
    # I(3)1: 当地政府和有关部门 are one level.
    (SHANXI, "local-departments", "", "received@local-departments: @08:10", "shanxi-local-to-superior"),
    # 34: 当地人民政府或者防灭火指挥机构.
    (FIRE, "local-command", "", "received: @08:10", "report-level-by-level"),
    # 76: 人民政府及其有关部门 requisition and coordinate between them.
    (LAW, "local-departments", "", "learned: @08:10", "law-transport"),
]


@pytest.mark.parametrize(("plan", "unit", "facts", "events", "duty"), BY_EACH)
def test_what_one_body_did_leaves_that_of_the_other(plan, unit, facts, events, duty):
    found = two(plan, unit, facts, events, duty)
    assert (found.done, found.why.zh) == (None, "还没有办的：乙")


@pytest.mark.parametrize(("plan", "unit", "facts", "events", "duty"), ONE_FOR_ALL)
def test_what_one_body_did_is_done_for_all(plan, unit, facts, events, duty):
    assert two(plan, unit, facts, events, duty).state == "met"


@pytest.mark.parametrize(
    ("plan", "unit", "facts", "duty", "due"),
    [
        (ORDER_21, "local-safety-department", "deaths: 3", "county-reports-up", ["10:20", "11:00"]),
        (
            ENVIRONMENT,
            "local-environment",
            "level_unclear: yes, drinking_water: yes",
            "env-grave",
            ["10:20", "11:00"],
        ),
        (HEALTH, "county-health", "outbreak: yes", "health-department-reports", ["10:20", "11:00"]),
        (SHANXI, "local-government", "", "shanxi-local-to-superior", ["10:20", "11:00"]),
    ],
)
def test_the_hours_of_each_run_from_its_own_receipt(plan, unit, facts, duty, due):
    events = "received@甲: @08:20, received@乙: @09:00"
    text = f"bodies: {{{unit}: [甲, 乙]}}\nfacts: {{{facts}}}\nevents: {{{events}}}\n"
    assert sorted(short(one.due) for one in shipped(plan, text).all("09:05", duty)) == due


@pytest.mark.parametrize("duty", ["iii-progress-county", "default-report-county"])
def test_each_county_reports_its_own_debt(duty):
    """Debt plan, 4.1.2(4) and 3.2: each county government reports to the city."""
    found = shipped(
        "jincheng/debt-risk",
        "bodies: {county-government: [陵川县政府, 沁水县政府]}\n"
        "facts: {counties_in_incident: 2, city_failing: 2, city_governments: 21}\n"
        "events: {received: @08:30, response_started: {at: @08:40, level: III}}\n"
        f"then:\n  - {{at: @09:00, did: [{{duty: {duty}, by: 陵川县政府}}]}}\n",
    ).one("09:30", duty)
    assert (found.state, found.why.zh) == ("running", "还没有办的：沁水县政府")


def test_each_government_sums_up():
    """Debt plan, 5.1: the government of the place sums up once the handling is over."""
    found = shipped(
        "jincheng/debt-risk",
        "bodies: {government-concerned: [陵川县政府, 沁水县政府]}\n"
        "facts: {counties_in_incident: 2}\n"
        "events: {received: @08:30, response_started: {at: @08:40, level: III}, terminated: @09:00}\n"
        "then:\n  - {at: @09:10, did: [{duty: summarise, by: 陵川县政府}]}\n",
    ).one("09:30", "summarise")
    assert (found.state, found.why.zh) == ("running", "还没有办的：沁水县政府")


def test_each_assisting_unit_gives_its_opinion():
    """Proposals, 2(4)2: the written opinion of one assisting unit is not that of another."""
    found = shipped(
        "jincheng/proposals",
        "bodies: {assisting: [市水务局, 市财政局]}\n"
        "facts: {kind: suggestion, joint: yes}\n"
        "events: {assigned: @08:10, received@assisting: @08:30}\n"
        "then:\n  - {at: @09:00, did: [{duty: give-opinion, by: 市水务局, channel: written}]}\n",
    ).one("09:30", "give-opinion")
    assert (found.state, found.why.zh) == ("running", "还没有办的：市财政局")
