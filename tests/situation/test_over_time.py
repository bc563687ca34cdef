"""Time passes: rises, falls, ends, declarations, what is new and what is stood down, replay of any moment."""

from datetime import datetime, timedelta

import pytest

from duties import case
from respond.log import incident_from
from respond.plan import Library
from respond.situation import json_of, situate
from respond.yaml import Source
from small_plan import SMALL, owed_in, shelve

PLAN = SMALL.replace(
    "ledger:\n",
    """\
changes:
  - {id: end-rule, kind: end, zh: 险情排除后终止, en: end when the danger is over, clause: "3"}
ledger:
""",
)
INCIDENT = """\
respond: incident/1
id: spill-1
title: {zh: 泄漏, en: spill}
plans: [spill]
occurred: 2026-03-01T08:00+08:00
facts: {area: 20 ha, injured: 0, river: no, grave: {value: no, by: 县环境局}}
events: {received: 2026-03-01T08:30+08:00}
then:
  - {at: 2026-03-01T09:00+08:00, events: {response_started: {level: II}}}
  - {at: 2026-03-01T10:00+08:00, facts: {area: 150 ha}}
  - {at: 2026-03-01T12:00+08:00, facts: {area: 5 ha}}
  - {at: 2026-03-01T13:00+08:00, events: {terminated: }}
"""


def at(clock):
    return datetime.fromisoformat(f"2026-03-01T{clock}+08:00")


@pytest.fixture
def library(tmp_path):
    return Library([shelve(tmp_path, PLAN)])


def ask(library, clock, text=INCIDENT, **more):
    return situate(incident_from(Source("incident.yaml", text)), library, now=at(clock), **more)


def states(situation):
    return owed_in(situation)


def test_a_rise_adds_what_is_new_and_keeps_the_rest(library):
    before, after = ask(library, "09:30"), ask(library, "10:30")
    assert before.level.certain == 3
    assert after.level.certain == 4
    assert [event.id for event in after.events][-1] == "level_raised"
    assert states(before) == {"tell": "owed", "close-river": "owed"}
    assert states(after) == {"tell": "owed", "close-river": "owed"}  # I includes II
    assert not any(one.new for one in after.obligations)
    assert after.difference.level_before.certain == 3


def test_the_answer_tells_what_changed_since_the_step_before(library):
    difference = ask(library, "10:30").difference
    assert [(label.en, was.en, now.en) for label, was, now in difference.changed] == [
        ("polluted area", "20 ha", "150 ha")
    ]
    assert [text.en for text in difference.events] == ["level raised"]
    assert difference.since == at("09:00")
    started = ask(library, "09:30").difference
    assert [text.en for text in started.events] == ["response started"]
    assert started.since is None, "when the first report came in is not said by it"


def test_a_fall_leaves_the_started_response_until_it_is_ended(library):
    fallen = ask(library, "12:30")
    assert fallen.level.certain == 0
    assert fallen.leading.response.started == 3
    assert fallen.leading.response.called.certain == 0
    assert states(fallen)["close-river"] == "owed"
    assert {remark.id for remark in fallen.leading.remarks} == {"end-rule"}


def test_the_end_ends_measures_keeps_what_is_owed_to_somebody_and_owes_the_closing_report(library):
    ended = ask(library, "13:30")
    assert states(ended) == {"tell": "owed", "close-river": "missed", "sum-up": "owed"}
    tell = next(one for one in ended.obligations if one.duty == "tell")
    assert (tell.state, tell.late) == ("overdue", timedelta(hours=4))  # due 09:30
    report = next(one for one in ended.obligations if one.duty == "sum-up")
    assert report.new
    assert report.due == at("13:00") + timedelta(days=14)
    assert ended.difference.stood_down == ("testland/spill#close-river#1",)


def test_what_is_done_before_the_end_is_not_stood_down(library):
    done = INCIDENT.replace(
        "facts: {area: 5 ha}", "facts: {area: 5 ha}, did: [{duty: close-river}, {duty: tell}]"
    )
    ended = ask(library, "13:30", done)
    assert states(ended) == {"tell": "met-late", "close-river": "met", "sum-up": "owed"}
    assert ended.difference.stood_down == ()


def test_any_past_moment_can_be_asked_for(library):
    now = at("18:00")
    replay = situate(incident_from(Source("incident.yaml", INCIDENT)), library, now=now, at=at("10:30"))
    live = ask(library, "10:30")
    assert replay.level == live.level
    assert [one.duty for one in replay.obligations] == [one.duty for one in live.obligations]
    assert replay.later_steps == 2
    tell = next(one for one in replay.obligations if one.duty == "tell")
    assert tell.due == at("09:30")
    assert (tell.state, tell.late) == ("overdue", now - at("09:30"))
    assert next(one for one in live.obligations if one.duty == "tell").late == timedelta(hours=1)


def test_a_duty_that_arises_later_counts_from_then(tmp_path):
    plan = PLAN.replace("when: received\n", "when: received and level == I\n")
    library = Library([shelve(tmp_path, plan)])
    assert "tell" not in states(ask(library, "09:30"))
    tell = next(one for one in ask(library, "10:30").obligations if one.duty == "tell")
    assert tell.new
    assert tell.due == at("11:00")


def test_a_possible_level_starts_the_clock_and_says_so(tmp_path):
    plan = PLAN.replace("when: received\n", "when: received and level == I\n")
    library = Library([shelve(tmp_path, plan)])
    text = INCIDENT.replace("area: 20 ha", "area: {at_least: 20 ha}")
    early = ask(library, "08:45", text)
    assert (early.level.certain, early.level.possible) == (3, 4)
    tell = next(one for one in early.obligations if one.duty == "tell")
    assert (tell.state, tell.provisional) == ("running", True)
    assert tell.due == at("09:30")
    later = next(one for one in ask(library, "10:30", text).obligations if one.duty == "tell")
    assert (later.state, later.provisional) == ("running", False)
    assert (later.due, later.latest) == (at("09:30"), at("11:00"))  # certain since 10:00 only


def test_a_limit_waits_for_its_start(library):
    text = INCIDENT.replace("events: {received: 2026-03-01T08:30+08:00}\n", "").replace(
        "when: received\n", "when: occurred\n    after: received\n"
    )
    situation = ask(library, "09:30", text)
    assert "tell" not in states(situation)


DECLARED = INCIDENT.replace(
    "then:\n",
    "declared:\n"
    "  - {level: III, by: 县应急局带班领导, reason: {zh: 现场可控, en: under control},"
    " at: 2026-03-01T08:40+08:00, until: 2026-03-01T11:00+08:00}\n"
    "then:\n",
)


def test_a_declared_level_survives_recalculation_and_expires(library):
    early = ask(library, "09:30", DECLARED)
    assert early.declared.level == 2
    assert early.level.certain == 3
    assert (early.effective.certain, early.effective.possible) == (3, 3)  # it takes nothing away
    risen = ask(library, "10:30", DECLARED)
    assert risen.declared.level == 2
    assert risen.level.certain == 4
    gone = ask(library, "11:00", DECLARED)
    assert gone.declared is None
    assert [declaration.level for declaration in gone.expired] == [2]
    assert gone.effective == gone.level


def test_a_level_declared_for_this_question_only(library):
    situation = ask(library, "09:30", declare=("I", "县长", "舆情"))
    assert situation.effective.certain == 4
    assert situation.level.certain == 3
    assert ask(library, "09:30").declared is None


def test_an_assumption_changes_the_answer_and_is_marked(library):
    situation = ask(library, "09:30", assume=["area=150ha"])
    assert situation.level.certain == 4
    seen = next(
        seen for criterion in situation.leading.criteria for seen in criterion.seen if seen.fact == "area"
    )
    assert seen.source.en == "assumed"


def test_two_plans_that_cannot_both_be_right_are_named(tmp_path):
    root = shelve(tmp_path, PLAN)
    other = PLAN.replace("testland/spill", "elsewhere/leak").replace(
        "10 ha <= area < 100 ha", "30 ha <= area < 100 ha"
    )
    library = Library([shelve(root, other, "elsewhere/leak/2020")])
    situation = ask(library, "09:30", INCIDENT.replace("[spill]", "[spill, leak]"))
    assert situation.exit_code == 5
    assert [str(ref) for ref in situation.conflicts[0].plans] == [
        "testland/spill@2020",
        "elsewhere/leak@2020",
    ]


def test_a_stricter_limit_leads_and_the_looser_stays_visible(tmp_path):
    general = """\
respond: plan/1
id: testland/clock
edition: {name: "2010", in_force: {from: 2010-01-01}}
title: {zh: 报告时限, en: reporting clock}
units:
  local: {zh: 当地, en: local, clause: "1"}
  superior: {zh: 上级, en: superior, clause: "1"}
reports:
  initial: {zh: 首报, en: first report, kind: initial, clause: "1"}
duties:
  - {id: clock-up, zh: 逐级上报, en: report upward, when: received, unit: local, report: initial, to: [superior],
     within: 2 hours, clause: "1"}
ledger:
  "1": {status: encoded}
"""
    plan = PLAN.replace(
        "units:\n",
        "alongside: [{plan: testland/clock, maps: {local: bureau, superior: government}}]\nunits:\n",
        1,
    )
    library = Library([shelve(shelve(tmp_path, plan), general, "testland/clock/2010")])
    situation = ask(library, "08:45")
    tell = next(one for one in situation.obligations if one.duty == "tell")
    looser = next(one for one in situation.obligations if one.duty == "clock-up")
    assert (tell.beside, looser.beside) == ((looser.id,), (tell.id,))
    assert [unit.id for unit in looser.to] == ["government"]
    assert (tell.due, looser.due) == (at("09:30"), at("10:30"))
    assert situation.obligations.index(tell) < situation.obligations.index(looser)
    assert (tell.state, looser.state) == ("running", "running")


def test_a_plan_without_levels_responses_or_duties_cannot_answer_alone(tmp_path):
    plan = PLAN.split("levels:")[0]
    plan += "ledger:\n" + "".join(f"  '{n}': {{status: encoded}}\n" for n in "123")
    library = Library([shelve(tmp_path, plan)])
    with pytest.raises(Exception) as caught:  # noqa: PT011
        ask(library, "09:30")
    assert [fault.code for fault in caught.value.faults] == ["E718"]


def test_a_report_and_a_step_can_come_before_the_day_of_the_occurrence_is_over(library):
    text = INCIDENT.replace("occurred: 2026-03-01T08:00+08:00", "occurred: 2026-03-01")
    text = text.replace(
        "events: {received: 2026-03-01T08:30+08:00}\n",
        "declared: [{level: III, by: 县政府, reason: {zh: 研判, en: judged}}]\n",
    )
    first, later = ask(library, "08:30", text), ask(library, "09:30", text)
    assert first.declared.at == at("00:00")
    assert [event.id for event in later.events] == ["occurred", "response_started"]


PERIOD = """
- {id: tell, when: elapsed(received) <= 2 hours, within: 5 hours, after: received}
- {id: then, when: elapsed(received) > 2 hours, within: 5 hours, after: arising}
"""


def test_what_ends_just_after_a_moment_is_told_to_end_with_it(tmp_path):
    found = case(tmp_path, PERIOD, "occurred: @08:00\nevents: {received: @08:30}\n")
    assert [found.states(clock) for clock in ("10:30", "10:30:01")] == [["running"], ["stood-down"]]
    written = found.at("11:00").to_json()
    told = {one["id"].split("#", 1)[1]: one for one in written["obligations"] if one["certain"]}
    assert told["tell#1"]["ended"] == "2026-03-01T10:30:00+08:00"
    assert {told["then#2"][name] for name in ("arose", "certain")} == {"2026-03-01T10:30:00+08:00"}
    assert (told["then#2"]["due"], told["then#2"]["start"]["at"]) == (
        "2026-03-01T15:30:00+08:00",
        "2026-03-01T10:30:00+08:00",
    )
    assert ".0000" not in json_of(found.at("11:00"))


def test_a_moment_that_is_no_whole_second_stays_what_it_is(tmp_path):
    exact = "2026-03-01T08:30:00.250000+08:00"
    found = case(tmp_path, PERIOD, f"occurred: @08:00\nevents: {{received: '{exact}'}}\n")
    assert found.at("09:00").to_json()["obligations"][0]["start"]["at"] == exact
