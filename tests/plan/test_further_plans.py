"""Production accidents by Order 493 with its information rule, and the environmental and health reporting clocks.

Every threshold below, at and above, worked out by hand from the text; every limit to the minute.
"""

from datetime import date, datetime

import pytest

import respond
from respond.errors import CoverageError
from respond.facts import Level
from respond.plan import Library

LIBRARY = Library.default()
DAY = "2026-05-04"

# A plan of a county that has levels and brings the two clocks alongside.
COUNTY = """\
respond: plan/1
id: testland/events
edition: {name: "2020", in_force: {from: 2000-01-01}}
title: {zh: 测试县事件, en: Testland events}
alongside:
  - {plan: national/environmental-events}
  - {plan: national/public-health-events}
facts:
  ill: {type: count, unit: person, worse: up, label: {zh: 患病, en: ill}, clause: "1"}
levels:
  I: [{id: I, when: ill >= 100, clause: "1"}]
  II: [{id: II, when: 50 <= ill < 100, clause: "1"}]
  III: [{id: III, when: 10 <= ill < 50, clause: "1"}]
  IV: [{id: IV, when: 1 <= ill < 10, clause: "1"}]
ledger:
  "1": {status: encoded}
"""


def at(clock, day=DAY):
    return f"{day}T{clock}+08:00"


def settled(**facts):
    """Give all facts the level of a production accident hangs on."""
    return [f"{name}={facts.get(name, 0)}{unit}" for name, unit in
            (("deaths", ""), ("serious_injuries", ""), ("direct_loss", "万元"))]  # fmt: skip


def duties(plan, facts, now, library=None, occurred="2026-05-04T09:00+08:00", **events):
    """Give the duties owed and provisional, each with its due time or the words of its limit."""
    happened = [f"{name}={moment}" for name, moment in events.items()]
    incident = respond.quick(plan, facts, events=happened, occurred=occurred, by="值班员")
    found = respond.classify(incident, library=library, now=datetime.fromisoformat(now))
    owed = {}
    for one in sorted(found.obligations, key=lambda one: one.round):
        if one.open:
            state = "provisional" if one.provisional else "owed"
            owed[one.duty] = (state, one.due.isoformat()[:16] if one.due else one.order.words)
        else:
            owed.pop(one.duty, None)
    return owed


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        ("deaths", {0: "none", 1: "IV", 2: "IV", 3: "III", 4: "III", 9: "III", 10: "II", 11: "II", 29: "II", 30: "I", 31: "I"}),
        (
            "serious_injuries",
            {0: "none", 1: "IV", 9: "IV", 10: "III", 11: "III", 49: "III", 50: "II", 51: "II", 99: "II", 100: "I", 101: "I"},
        ),
        (
            "direct_loss",
            {
                "0": "none", "0.0001": "IV", "999.9999": "IV", "1000": "III", "1000.0001": "III", "4999.9999": "III",
                "5000": "II", "5000.0001": "II", "9999.9999": "II", "10000": "I", "10000.0001": "I",
            },
        ),
    ],
)  # fmt: skip
def test_every_threshold_of_article_3(fact, values):
    for value, level in values.items():
        incident = respond.quick("production-accident", settled(**{fact: value}), occurred=at("09:00"))
        found = respond.classify(incident, now=datetime.fromisoformat(at("10:00"))).level
        assert (str(found.certain), str(found.possible)) == (level, level), f"{fact} = {value}"


def test_a_hundred_million_yuan_in_any_unit():
    for loss, level in (("1亿元", "I"), ("0.99999亿元", "II"), ("99999999元", "II"), ("100000000元", "I")):
        facts = ["deaths=0", "serious_injuries=0", f"direct_loss={loss}"]
        incident = respond.quick("production-accident", facts, occurred=at("09:00"))
        found = respond.classify(incident, now=datetime.fromisoformat(at("10:00"))).level
        assert str(found.certain) == level, loss


def test_any_one_of_the_three_reaches_a_level():
    level = respond.level_function("production-accident")
    assert level({"deaths": 2, "serious_injuries": 49, "direct_loss": 0}) == Level("III")
    assert level({"deaths": 1, "serious_injuries": 100, "direct_loss": 0}) == Level("I")
    assert level({"deaths": 3, "serious_injuries": 0, "direct_loss": 5000}) == Level("II")


def test_the_regulation_is_in_force_from_june_2007():
    assert str(LIBRARY.find("production-accident", date(2007, 6, 1))) == "national/production-accident@2007"
    with pytest.raises(CoverageError):
        LIBRARY.find("production-accident", date(2007, 5, 31))


def test_every_step_upward_has_two_hours_from_its_receipt():
    facts = settled(deaths=10)
    owed = duties(
        "production-accident", facts, at("13:00"), unit_head_told=at("09:10"), received=at("09:50"),
        city_received=at("11:00"), province_received=at("12:00"), state_received=at("12:30"),
        provincial_government_received=at("12:10"),
    )  # fmt: skip
    assert "head-reports" not in owed  # the departments received it at 09:50, before 10:10
    assert owed["local-reports-up"] == ("owed", "2026-05-04T11:50")
    assert owed["city-reports-up"] == ("owed", "2026-05-04T13:00")
    assert "province-reports-up" not in owed  # both who are told by it have it: 12:10 and 12:30, before 14:00
    for name in (
        "provincial-government-to-state-council",
        "state-departments-to-state-council",
        "safety-head-to-the-scene",
    ):
        assert owed[name] == ("owed", "immediately")
    assert owed["local-notifies"] == ("owed", "unstated")
    assert "scene-tells-head" not in owed


@pytest.mark.parametrize(("deaths", "steps"), [(2, 1), (3, 2), (9, 2), (10, 3)])
def test_how_far_up_a_report_goes_depends_on_the_level(deaths, steps):
    owed = duties(
        "production-accident", settled(deaths=deaths), at("11:00"), received=at("09:50"), city_received=at("10:00"),
        province_received=at("10:10"),
    )  # fmt: skip
    chain = ("local-reports-up", "city-reports-up", "province-reports-up")
    assert [name in owed for name in chain] == [number < steps for number in range(3)]


def test_an_open_level_shows_the_further_steps_as_provisional():
    facts = ["deaths=2+", "serious_injuries=0", "direct_loss=0万元"]
    owed = duties("production-accident", facts, at("10:00"), received=at("09:50"), city_received=at("09:55"))
    assert owed["local-reports-up"][0] == "owed"
    assert owed["city-reports-up"] == ("provisional", "2026-05-04T11:55")


@pytest.mark.parametrize(
    ("days", "traffic", "owed"),
    [
        (30, "no", True), (31, "no", False), (7, "yes", True), (8, "yes", False), (7, "unknown", True),
        (8, "unknown", None),
    ],
)  # fmt: skip
def test_changed_casualties_are_reported_within_30_or_7_days(days, traffic, owed):
    changed = at("09:00", f"2026-05-{1 + days:02}" if days < 31 else "2026-06-01")
    facts = [*settled(deaths=1), f"traffic_or_fire={traffic}"]
    start = at("09:00", "2026-05-01")
    later = duties(
        "production-accident", facts, at("09:30", "2026-07-01"), occurred=start, casualties_changed=changed
    )
    assert (
        later.get("supplement-casualties-local", (None,))[0]
        == {True: "owed", False: None, None: "provisional"}[owed]
    )


def test_the_report_names_what_article_12_asks_for():
    report = LIBRARY.plan(LIBRARY.find("production-accident")).reports["accident-report"]
    facts = {item.fact for item in report.contents if item.fact}
    # article 12(4) asks for four figures, the missing among them; of the injured the grave alone are known
    assert facts == {"deaths", "missing", "direct_loss"}
    # and 12(2) for when and where, which the log tells, beside the scene
    assert {item.shows for item in report.contents if item.shows} == {"occurred", "place", "course", "acts"}
    assert len(report.contents) == 11


def test_more_dead_than_were_at_risk_is_told_and_graded_as_reported():
    facts = [*settled(deaths=10), "at_risk=9"]
    incident = respond.quick("production-accident", facts, occurred=at("09:00"))
    found = respond.classify(incident, now=datetime.fromisoformat(at("10:00")))
    assert str(found.level.certain) == "II"
    assert "casualties-at-risk" in {remark.id for remark in found.leading.remarks}


@pytest.mark.parametrize(
    ("deaths", "flashed", "follow_up", "due"),
    [
        (2, False, "daily-county", "2026-05-05T09:50"),
        (3, True, "daily-county", "2026-05-05T09:50"),
        (9, True, "daily-county", "2026-05-05T09:50"),
        (10, True, "twice-daily-county", "2026-05-04T21:50"),
    ],
)
def test_flash_and_follow_up_reports_of_2009(deaths, flashed, follow_up, due):
    told = {"learned@unit-head": at("09:05"), "received": at("09:50")}
    facts = [*settled(deaths=deaths), "great_impact=no", "bad_impact=no"]
    owed = duties("production-accident", facts, at("09:54"), **told)
    assert (owed.get("unit-reports-to-province") == ("owed", "2026-05-04T10:05")) is flashed
    assert (owed.get("flash-to-province") == ("owed", "2026-05-04T10:50")) is flashed
    assert owed[follow_up] == ("owed", due)
    assert len({"daily-county", "twice-daily-county"} & owed.keys()) == 1
    # once the province has the report, both that owed it have met their duty; from level II on the province owes the next one
    later = duties("production-accident", facts, at("10:00"), **told, province_received=at("09:55"))
    assert (later.get("flash-to-state") == ("owed", "2026-05-04T10:55")) is (deaths >= 10)
    assert not {"unit-reports-to-province", "flash-to-province"} & later.keys()


def test_changed_casualties_are_followed_up_the_same_day():
    facts = [*settled(deaths=1), "traffic_or_fire=no"]
    owed = duties(
        "production-accident", facts, at("20:00"), received=at("09:50"), casualties_changed=at("19:40")
    )
    assert owed["same-day-county"] == ("owed", "2026-05-05T00:00")


def test_before_july_2009_there_are_no_flash_reports():
    owed = duties(
        "production-accident", settled(deaths=3), at("10:00", "2009-06-30"), occurred=at("09:00", "2009-06-30"),
        received=at("09:50", "2009-06-30"),
    )  # fmt: skip
    assert "local-reports-up" in owed
    assert "flash-to-province" not in owed


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Give the library with a county's plan before those shipped."""
    folder = tmp_path_factory.mktemp("plans")
    path = folder / "testland/events/2020.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(COUNTY, "utf-8")
    return Library([folder, *LIBRARY.roots])


# The listed cases of article 4 but that of heavy metals.
NO_CASE = [
    f"{name}=no"
    for name in ("drinking_water", "sensitive_place", "beyond_province", "unrest", "other_sensitive")
]


@pytest.mark.parametrize(
    ("ill", "unclear", "heavy_metal", "ordinary", "grave"),
    [
        ("9", "no", "no", "owed", None),
        ("49", "no", "no", "owed", None),
        ("50", "no", "no", None, "owed"),
        ("100", "no", "no", None, "owed"),
        ("9", "yes", "yes", "provisional", "owed"),  # if it is judged to be IV or III after all
        ("9", "yes", "no", "owed", None),
        ("9", "no", "yes", "owed", None),
        ("40+", "no", "no", "owed", "provisional"),  # four hours in any case
        ("0", "no", "no", None, None),
    ],
)
def test_environmental_events_have_four_or_two_hours(county, ill, unclear, heavy_metal, ordinary, grave):
    facts = [f"ill={ill}", f"level_unclear={unclear}", *NO_CASE, f"heavy_metal={heavy_metal}"]
    for event in ("received", "learned"):
        told = {event: at("09:30"), "received@provincial-environment": at("09:50")}
        owed = duties("events", facts, at("10:00"), county, **told)
        assert owed.get("env-ordinary") == (ordinary and (ordinary, "2026-05-04T13:30"))
        assert owed.get("env-grave") == (grave and (grave, "2026-05-04T11:30"))
        assert owed.get("env-province-to-ministry") == (grave and (grave, "2026-05-04T10:50"))


def test_environmental_reports_go_on_and_end(county):
    facts = ["ill=9", "level_unclear=no", *NO_CASE, "heavy_metal=no"]
    established = {"received": at("09:30"), "facts_established": at("09:40")}
    assert duties("events", facts, at("10:00"), county, **established)["env-follow-up"] == (
        "owed",
        "any-time",
    )
    ended = duties("events", facts, at("12:00"), county, received=at("09:30"), terminated=at("11:00"))
    assert ended["env-result"] == ("owed", "unstated")


@pytest.mark.parametrize("case", ["outbreak", "unexplained_group_illness", "strains_lost", "grave_poisoning"])
def test_the_health_clock_runs_for_each_of_the_four_cases(county, case):
    cases = ("outbreak", "unexplained_group_illness", "strains_lost", "grave_poisoning")
    facts = ["ill=9", *(f"{name}={'yes' if name == case else 'no'}" for name in cases)]
    steps = (
        ("discovered@discovering-unit", "09:00", "health-unit-reports", "11:00"),
        ("received@county-government", "10:00", "health-county-to-city", "12:00"),
        ("received@city-government", "11:00", "health-city-to-province", "13:00"),
        ("received@provincial-government", "11:30", "health-province-to-authority", "12:30"),
    )
    for event, moment, duty, due in steps:
        owed = duties("events", facts, at("12:00"), county, **{event: at(moment)})
        assert owed[duty] == ("owed", f"2026-05-04T{due}")
    # each step is met when the next body has the report
    owed = duties("events", facts, at("12:00"), county, **{event: at(moment) for event, moment, *_ in steps})
    chain = {
        "health-unit-reports",
        *(f"health-{step}" for step in ("county-to-city", "city-to-province", "province-to-authority")),
    }
    assert chain & owed.keys() == {
        "health-unit-reports",
        "health-province-to-authority",
    }
    received = duties("events", facts, at("12:00"), county, received=at("09:40"))
    assert received["health-department-reports"] == ("owed", "2026-05-04T11:40")
    assert received["health-verify"] == ("owed", "immediately")


def test_without_one_of_the_four_cases_only_the_governments_pass_it_on(county):
    cases = ("outbreak", "unexplained_group_illness", "strains_lost", "grave_poisoning")
    facts = ["ill=9", *(f"{name}=no" for name in cases)]
    told = {"received@county-government": at("10:00"), "received@provincial-government": at("11:30")}
    owed = duties("events", facts, at("12:00"), county, received=at("09:30"), **told)
    assert {"health-county-to-city", "health-verify"} <= owed.keys()
    assert (
        not {"health-unit-reports", "health-department-reports", "health-province-to-authority"} & owed.keys()
    )
    open_case = duties("events", facts[:-1], at("12:00"), county, received=at("09:30"))
    assert open_case["health-department-reports"][0] == "provisional"


@pytest.mark.parametrize(
    ("plan", "first"),
    [
        ("production-accident-information", "2009-07-01"),
        ("environmental-events", "2011-05-01"),
        ("public-health-events", "2011-01-08"),
    ],
)
def test_first_days_in_force(plan, first):
    (shelved,) = LIBRARY.editions(LIBRARY.full_name(plan))
    assert str(shelved.in_force.from_) == first


def test_what_rested_on_a_number_put_right_never_was_owed_under_a_plan_without_levels_of_its_own():
    incident = respond.read_incident(
        """\
respond: incident/1
id: put-right
title: {zh: 事故}
plans: [production-accident-information]
occurred: 2026-05-04T08:00+08:00
facts: {deaths: 12, serious_injuries: 0, direct_loss: 0 万元}
events: {received: 2026-05-04T08:30+08:00}
then:
  - {at: 2026-05-06T09:00+08:00, corrects: [{entry: deaths, value: 7}]}
"""
    )
    situation = respond.classify(incident, now=datetime.fromisoformat("2026-05-06T09:01+08:00"))
    twice = [one for one in situation.obligations if one.duty == "twice-daily-county"]
    assert {one.state for one in twice} == {"stood-down"}
    assert {one.why.en for one in twice} == {"what it rested on was put right: it never was owed"}


def test_the_reading_that_one_emergency_is_reported_once_takes_away_all_that_a_further_case_brings():
    """Regulation 376, articles 19, 20 and 22: reports, verifying and findings alike."""
    plan = LIBRARY.plan(LIBRARY.find("national/public-health-events"))
    (reading,) = [one for one in plan.interpretations if one.id == "health-each-case"]
    (rejected,) = reading.rejected
    brought = {str(one.id) for one in plan.duties if str(one.id).endswith("-further")}
    assert {str(name) for name in rejected.instead} == brought
    assert brought <= {str(name) for name in reading.touches}
