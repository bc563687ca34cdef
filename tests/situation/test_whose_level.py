"""Plans without levels whose duties hang on one: whose level that is, and what is said where nothing gives it."""

import json
from datetime import datetime, timedelta

import pytest

from respond.errors import InputError
from respond.facts import FOUR_LEVELS
from respond.log import incident_from, quick_incident
from respond.plan import Library, PlanRef
from respond.prove import check_plans
from respond.show import View, plain, situation_sheet
from respond.situation import situate
from respond.yaml import Source
from shipped_plans import LIBRARY
from small_plan import shelve

NOW = datetime.fromisoformat("2026-03-02T10:00+08:00")
RECEIVED = "received=2026-03-02T09:00+08:00"
REPORTING = "national/production-accident-information"
ACCIDENT = "national/production-accident"
RULES = """\
respond: plan/1
id: testland/reporting
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 信息报告办法, en: reporting}
units: {bureau: {zh: 局, en: bureau, role: lead}}
facts: {fire: {type: flag, worse: up, label: {zh: 起火, en: fire}}}
duties:
  - {id: tell, zh: 报告, en: report, unit: bureau, clause: "1", when: received and level >= III, within: 1 hour, after: received}
  - {id: call, zh: 电话, en: call, unit: bureau, clause: "2", when: received and level == II and fire, within: 1 hour, after: received}
ledger: {"1": {status: encoded}, "2": {status: encoded}}
"""
LEVELS = """\
levels:
  III: [{id: burning, clause: "1", zh: 起火, en: fire, when: fire}]
duties:"""


def asked(*plans, facts=(), declared=None, library=LIBRARY):
    incident = quick_incident(list(plans), list(facts), [RECEIVED])
    said = None if declared is None else (declared, "duty officer", "found so")
    return situate(incident, library, now=NOW, declare=said)


def small(tmp_path, change="", name="testland/reporting/2020"):
    return Library([shelve(tmp_path, RULES.replace("units:", f"{change}\nunits:", 1), name)])


def stands(found, duty):
    """Say whether a duty is owed, for certain or perhaps."""
    for each in found.obligations:
        if each.duty == duty and each.open:
            return "perhaps" if each.provisional else "owed"
    return None


def test_rules_for_reporting_are_graded_by_the_regulation_they_speak_of():
    alone = asked(REPORTING, facts=["deaths=12"])
    both = asked(ACCIDENT, REPORTING, facts=["deaths=12"])
    assert alone.leading_plan == PlanRef(ACCIDENT, "2007")
    assert alone.level == both.level
    assert alone.obligations == both.obligations
    assert stands(alone, "flash-to-province") == "owed"


FIRE = "jiaocheng/forest-fire"
NOT = ["serious_injuries=0", "missing=0", "trapped=0", "evacuated=0", "great_impact=no", "bad_impact=no"]


@pytest.mark.parametrize(
    "plans", [(FIRE, ACCIDENT), (ACCIDENT, FIRE), (FIRE, REPORTING), (FIRE, ACCIDENT, REPORTING)]
)
@pytest.mark.parametrize(
    ("loss", "area", "level", "flash", "head"),
    [("0万元", "12ha", "III", None, "owed"), ("2000万元", "0.5ha", "IV", "owed", None)],
    ids=["the fire is graver", "the accident is graver"],
)
def test_they_go_by_it_though_another_plan_leads(plans, loss, area, level, flash, head):
    """Order 21 art. 8 speaks of a 较大 production accident, whatever the fire beside it comes to."""
    found = asked(*plans, facts=["deaths=1", f"direct_loss={loss}", f"damaged_forest={area}", *NOT])
    assert (found.leading_plan.id, FOUR_LEVELS[found.level.certain].name) == (FIRE, level)
    assert (stands(found, "flash-to-province"), stands(found, "county-head-to-the-scene")) == (flash, head)


def test_a_level_declared_of_the_leading_plan_is_none_of_theirs():
    found = asked(
        FIRE, ACCIDENT, facts=["deaths=1", "direct_loss=0万元", "damaged_forest=0.5ha", *NOT], declared="II"
    )
    assert (stands(found, "flash-to-province"), stands(found, "county-head-to-the-scene")) == (None, "owed")


def test_where_the_grading_plan_is_not_in_force_that_is_said(tmp_path):
    grading = RULES.replace("testland/reporting", "testland/grading").replace(
        "{from: 2020-01-01}", "{from: 2020-01-01, to: 2025-12-31}"
    )
    grading = grading.replace("duties:", LEVELS)
    shelf = [shelve(tmp_path, grading, "testland/grading/2020")]
    shelve(
        tmp_path, RULES.replace("units:", "graded_by: testland/grading\nunits:", 1), "testland/reporting/2020"
    )
    found = asked("testland/reporting", facts=["fire=yes"], library=Library(shelf))
    assert "testland/grading：2026-03-02 没有施行中的版本，未计入" in [each.zh for each in found.skipped]
    assert stands(found, "tell") == "perhaps"
    earlier = quick_incident(["testland/reporting"], ["fire=yes"], [RECEIVED.replace("2026", "2025")])
    graded = situate(earlier, Library(shelf), now=NOW)
    assert graded.leading_plan == PlanRef("testland/grading", "2020")
    assert stands(graded, "tell") == "owed"


def test_the_plan_they_speak_of_joins_another_that_grades():
    found = asked("forest-grassland-fire", REPORTING)
    assert ACCIDENT in {each.plan.id for each in found.answers}
    assert found.leading_plan.id == "national/forest-grassland-fire"


@pytest.mark.parametrize(
    ("plan", "least"),
    [("overall-plan", "none"), ("environmental-events", "IV"), ("shanxi/incident-reporting", "none")],
)
def test_a_level_nothing_gives_is_unknown_and_said_so(plan, least):
    """Where the text gives every incident a level it is the lowest at least."""
    found = asked(plan)
    assert (found.level.certain.name, found.level.possible) == (least, FOUR_LEVELS[-1])
    assert "自己不分级" in "".join(each.zh for each in found.skipped)
    assert "自己不分级" in plain(situation_sheet(found, View("zh"))).replace("\n", "")
    assert "答案可能改变级别" not in plain(situation_sheet(found, View("zh")))


def test_what_hangs_on_it_stays_open(tmp_path):
    library = small(tmp_path)
    found = asked("testland/reporting", library=library)
    assert (stands(found, "tell"), stands(found, "call")) == ("perhaps", "perhaps")
    fire = asked("testland/reporting", facts=["fire=yes"], library=library)
    assert stands(fire, "call") == "perhaps"
    none = asked("testland/reporting", facts=["fire=no"], library=library)
    assert (stands(none, "tell"), stands(none, "call")) == ("perhaps", None)


@pytest.mark.parametrize(
    ("level", "tell", "call"),
    [
        ("none", None, None),
        ("IV", None, None),
        ("III", "owed", None),
        ("II", "owed", "owed"),
        ("I", "owed", None),
    ],
)
def test_a_declared_level_is_then_the_level(tmp_path, level, tell, call):
    found = asked("testland/reporting", facts=["fire=yes"], declared=level, library=small(tmp_path))
    assert (stands(found, "tell"), stands(found, "call")) == (tell, call)
    assert found.level.definite
    assert not found.skipped
    shown = plain(situation_sheet(found, View("zh")))
    assert "人工定级" in shown
    assert "预案计算" not in shown


@pytest.mark.parametrize(("name", "code"), [("testland/reporting", "E534"), ("testland/nothing", "E502")])
def test_a_plan_named_for_its_levels_has_to_be_there_and_have_some(tmp_path, name, code):
    library = small(tmp_path, f"graded_by: {name}")
    with pytest.raises(InputError) as refused:
        asked("testland/reporting", library=library)
    with pytest.raises(InputError) as checked:
        list(check_plans(library, ["testland/reporting"]))
    for each in (refused, checked):
        assert [one.code for one in each.value.faults] == [code]
        assert each.value.faults[0].place.line == 5


def test_a_plan_with_levels_goes_by_its_own(tmp_path):
    text = RULES.replace("units:", f"graded_by: {ACCIDENT}\nunits:", 1).replace("duties:", LEVELS)
    with pytest.raises(InputError) as refused:
        asked("testland/reporting", library=Library([shelve(tmp_path, text, "testland/reporting/2020")]))
    assert [each.code for each in refused.value.faults] == ["E538"]


def env(*steps, now):
    """Give an environmental event received at 09:12, with entries, at a clock time of the day."""
    opening = {
        "respond": "incident/1", "id": "e", "title": {"zh": "水污染"}, "plans": ["environmental-events"],
        "occurred": "2026-03-02T09:12+08:00", "events": {"received": "2026-03-02T09:12+08:00"},
        "then": [{"at": f"2026-03-02T{at}+08:00", **said} for at, said in steps],
    }  # fmt: skip
    return situate(
        incident_from(Source("e.yaml", json.dumps(opening))),
        LIBRARY,
        now=datetime.fromisoformat(f"2026-03-02T{now}+08:00"),
    )


def declared(level, **more):
    return {"declared": [{"level": level, "by": "县环保局", "reason": {"zh": "初判"}, **more}]}


def test_a_level_found_late_moves_no_limit():
    found = env(("15:00", declared("III")), now="15:30")
    (owed,) = [each for each in found.obligations if each.duty == "env-ordinary"]
    assert (owed.due.hour, owed.due.minute) == (13, 12)
    assert not {"level_raised", "level_lowered"} & {each.id for each in found.events}


def test_a_level_found_settles_what_hung_on_its_being_unclear():
    found = env(("09:40", declared("III")), now="10:00")
    assert (stands(found, "env-ordinary"), stands(found, "env-grave")) == ("owed", None)
    (judged,) = [each for each in found.obligations if each.duty == "env-first-judgement"]
    assert judged.state == "met"


def test_a_declared_level_that_rises_is_a_change():
    found = env(("10:00", declared("III")), ("11:00", declared("II")), now="11:30")
    assert "level_raised" in {each.id for each in found.events}
    assert stands(found, "env-grave") == "owed"


def test_a_level_withdrawn_is_unknown_again_and_no_fall():
    taken_back = {"withdraws": {"by": "县环保局", "reason": {"zh": "误判"}}}
    found = env(("10:00", declared("III")), ("12:00", taken_back), now="12:30")
    assert "level_lowered" not in {each.id for each in found.events}
    assert stands(found, "env-ordinary") == "owed"  # at least by the lowest level
    assert found.exit_code == 3


def test_an_event_of_unknown_level_is_owed_the_mildest_report_for_certain():
    """Order 17, article 2: every such event is of one of four levels, so that one of the two reports is owed."""
    found = env(now="13:30")
    (one,) = [each for each in found.obligations if each.duty == "env-ordinary"]
    assert (one.state, one.provisional, one.late) == ("overdue", False, timedelta(minutes=18))
    assert stands(found, "env-grave") == "perhaps"


@pytest.mark.parametrize(("covers", "tell"), [("", "perhaps"), (", covers: nothing", "owed")])
def test_where_the_text_leaves_nothing_below_the_scale_the_lowest_level_is_sure(tmp_path, covers, tell):
    below = f"below: {{zh: 无, en: nothing of it{covers}}}\nlevel_scale: [{{id: II, zh: 重大, en: II}}, {{id: III, zh: 较大, en: III}}]"
    library = small(tmp_path, below)
    assert stands(asked("testland/reporting", library=library), "tell") == tell
    none = asked("testland/reporting", declared="none", library=library)
    assert stands(none, "tell") is None  # whoever may find the level has found that it is no such incident
