"""When injects are given: by the clock, after others, once the exercise stands so; variants; channels that are cut."""

from datetime import timedelta

import pytest
from attrs import evolve
from exercises import FIRST, RECEIVED, outcome, play, text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respond.errors import InputError
from respond.exercise import (
    after_action,
    check_scenario,
    offset_of,
    perfect_actions,
    report_data,
    report_sheet,
    run_scenario,
    scenario_from,
)
from respond.show import as_markdown, plain
from respond.yaml import Source


def made(*injects, actions=(), **keys):
    return scenario_from(Source("small.yaml", text((FIRST, *injects), actions, **{"end": "+08:00", **keys})))


def given_at(run):
    return {turn.inject.id: offset_of(turn.at - run.scenario.start) for turn in run.turns}


def test_an_inject_after_another_keeps_its_distance(shelf):
    run = run_scenario(made(("+00:20", "to: [bureau]"), ("+00:10", "after: I2, to: [bureau]")), shelf)
    assert given_at(run) == {"I1": "+00:00", "I2": "+00:20", "I3": "+00:30"}


def test_after_an_inject_that_waits_goes_on_from_when_it_was_given(shelf):
    scenario = made(
        ("+00:10", "when: {met: [tell]}, to: [bureau]"), ("+00:05", "after: I2, to: [bureau]"),
        actions=[("+00:42", "by: bureau, did: [tell], to: [government, province]")],
    )  # fmt: skip
    assert given_at(run_scenario(scenario, shelf)) == {"I1": "+00:00", "I2": "+00:42", "I3": "+00:47"}


@pytest.mark.parametrize(
    ("when", "actions", "at"),
    [
        ("overdue: [tell]", [], "+01:01"),
        ("overdue: [tell]", [("+01:00", "by: bureau, did: [tell], to: [government, province]")], None),
        ("met: [tell]", [("+00:33", "by: bureau, did: [tell], to: [government, province]")], "+00:33"),
        ("undone: [tell]", [], "+00:05"),
        ("undone: [tell]", [("+00:02", "by: bureau, did: [tell], to: [government, province]")], None),
        ("undone: [tell], for: 20 min", [], "+00:20"),
        ("undone: [tell], for: 5 min", [], "+00:05"),
        ("level: II", [], "+00:30"),
        ("condition: area >= 40 ha", [], "+00:30"),
        ("condition: area >= 41 ha", [], None),
        ("called: none", [], "+00:30"),
        ("called: none, for: 10 min", [("+00:35", "by: bureau, declares: II")], None),
        ("called: none, for: 10 min", [("+00:45", "by: bureau, declares: II")], "+00:40"),
        ("called: too-high", [("+00:35", "by: bureau, declares: I")], "+00:35"),
        ("called: right, level: II", [("+00:35", "by: bureau, declares: II")], "+00:35"),
        ("level: II, overdue: [tell]", [], "+01:01"),
    ],
)  # fmt: skip
def test_an_inject_waits_for_what_it_names(shelf, when, actions, at):
    scenario = made(
        ("+00:30", "facts: {area: 40 ha}, to: [bureau]"), ("+00:05", f"when: {{{when}}}, to: [bureau]"),
        actions=actions,
    )  # fmt: skip
    run = run_scenario(scenario, shelf)
    assert given_at(run).get("I3") == at
    assert [each.id for each in run.never] == ([] if at else ["I3"])
    assert report_data(run)["never"] == ([] if at else ["I3"])
    assert ("waited for" in plain(report_sheet(run, "en"))) is (at is None)


@pytest.mark.parametrize(
    ("lasts", "called", "at"),
    [
        ("30 min", None, "+01:00"),
        ("30 min", "+00:45", None),
        ("30 min", "+01:10", "+01:00"),
        ("90 min", "+01:35", "+01:30"),
        ("90 min", "+01:25", None),
    ],
)
def test_what_was_so_before_an_inject_may_be_given_counts(shelf, lasts, called, at):
    scenario = made(
        ("+00:00", "facts: {area: 40 ha}, to: [bureau]"),
        ("+01:00", f"when: {{called: none, for: {lasts}}}, to: [bureau]"),
        actions=[(called, "by: bureau, declares: II")] if called else [],
    )
    assert given_at(run_scenario(scenario, shelf)).get("I3") == at


def test_what_an_inject_tells_can_set_off_the_next(shelf):
    scenario = made(
        ("+00:00", "when: {overdue: [tell]}, facts: {area: 40 ha}, to: [bureau]"),
        ("+00:00", "when: {level: II}, to: [bureau]"),
    )
    assert given_at(run_scenario(scenario, shelf)) == {"I1": "+00:00", "I2": "+01:01", "I3": "+01:01"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.integers(0, 120), wait=st.integers(0, 59))
def test_an_inject_that_waits_is_given_as_if_it_had_stood_by_the_clock(shelf, minutes, wait):
    told = f"+{minutes // 60:02}:{minutes % 60:02}"
    acts = [(told, "by: bureau, did: [tell], to: [government, province]")]
    waits = made((f"+00:{wait:02}", "when: {met: [tell]}, facts: {area: 40 ha}, to: [bureau]"), actions=acts)
    at = offset_of(max(timedelta(minutes=minutes), timedelta(minutes=wait)))
    fixed = made((at, "facts: {area: 40 ha}, to: [bureau]"), actions=acts)
    one, other = run_scenario(waits, shelf), run_scenario(fixed, shelf)
    assert given_at(one) == given_at(other)
    assert one.outcomes == other.outcomes


VARIANTS = "[{id: day, zh: 白天, en: by day}, {id: night, zh: 夜间, en: by night}]"


@pytest.mark.parametrize(
    ("variant", "kept"), [(None, ["I1", "I2"]), ("day", ["I1", "I2"]), ("night", ["I1", "I3"])]
)
def test_a_variant_has_its_own_injects(shelf, variant, kept):
    injects = (("+00:20", "variant: day, to: [bureau]"), ("+00:20", "variant: night, to: [bureau]"))
    run = run_scenario(made(*injects, variants=VARIANTS), shelf, variant)
    assert [turn.inject.id for turn in run.turns] == kept


@pytest.mark.parametrize(("variant", "graded"), [(None, False), ("day", False), ("night", True)])
def test_the_key_and_the_perfect_player_follow_the_injects_of_the_variant(shelf, variant, graded):
    injects = (
        ("+00:20", "variant: day, to: [bureau]"),
        ("+00:20", "variant: night, facts: {area: 40 ha}, to: [bureau]"),
    )
    scenario = made(*injects, variants=VARIANTS)
    assert ("level" in {each.kind for each in check_scenario(scenario, shelf, variant).key}) is graded
    perfect = perfect_actions(scenario, shelf, variant=variant)
    assert any(each.declares == "II" for each in perfect) is graded
    run = run_scenario(evolve(scenario, actions=perfect), shelf, variant)
    assert 0 < run.most == run.points


def test_the_perfect_player_needs_no_help(shelf):
    """Nobody having acted a contingency tells of the sealing, which the bureau was to verify: no merit of the script."""
    scenario = made(
        ("+00:30", "kind: contingency, when: {undone: [check-seal]}, events: {sealed: }, to: [bureau]")
    )
    perfect = perfect_actions(scenario, shelf)
    assert [each.at for each in perfect if each.did == ("testland/spill#check-seal",)] == ["+00:00"]
    run = run_scenario(evolve(scenario, actions=perfect), shelf)
    assert [each.id for each in run.never] == ["I2"]
    assert 0 < run.most == run.points
    assert "check-seal#1" in {each.id.partition("#")[2] for each in run.outcomes if each.counts}


CUT = "no channel was named, and by the plan it goes by phone, cut from +00:20 on: it did not go through"


@pytest.mark.parametrize(
    ("channels", "did", "lost", "unnamed"),
    [
        ("[phone]", "[tell]", [CUT], 0),  # the plan has it told by telephone
        ("[fax]", "[tell]", [], 0),
        ("[phone]", "[close]", [], 0),  # tells nobody
        ("[phone]", "[tell, close]", [], 1),
    ],
)
def test_an_act_without_a_channel_goes_by_those_the_plan_names(shelf, channels, did, lost, unnamed):
    outage = ("+00:20", f"kind: outage, channels: {channels}, until: '+00:40'")
    run = play(shelf, (RECEIVED, outage), [("+00:30", f"by: bureau, did: {did}")])
    assert [each.why.en for each in run.unscored] == lost
    assert len(run.unnamed) == unnamed
    assert (outcome(run, "tell#1").result == "met") == (not lost and "tell" in did)
    after = as_markdown(after_action(run, "en"))
    assert ("1 more that told somebody during an outage" in after) == bool(unnamed)


OUTAGE = ("+00:20", "kind: outage, channels: [phone], until: '+00:40'")


@pytest.mark.parametrize(
    ("at", "channel", "through"),
    [("+00:19", "phone", True), ("+00:20", "phone", False), ("+00:39", "phone", False), ("+00:40", "phone", True),
     ("+00:30", "scene", True)],
)  # fmt: skip
def test_what_goes_over_a_channel_that_is_cut_does_not_get_through(shelf, at, channel, through):
    acts = [(at, f"by: bureau, did: [close], channel: {channel}")]
    run = run_scenario(made(OUTAGE, actions=acts), shelf)
    closed = next(each for each in run.outcomes if each.id.endswith("#close#1"))
    assert (closed.result == "met") is through
    assert [each.why.en for each in run.unscored] == (
        [] if through else ["phone was cut from +00:20 on: it did not go through"]
    )


@pytest.mark.parametrize(("channel", "at"), [("phone", "+01:01"), ("scene", None)])
def test_an_inject_waits_on_after_an_act_that_did_not_get_through(shelf, channel, at):
    act = f"by: bureau, did: [tell], to: [government, province], channel: {channel}"
    scenario = made(OUTAGE, ("+00:05", "when: {overdue: [tell]}, to: [bureau]"), actions=[("+00:30", act)])
    assert given_at(run_scenario(scenario, shelf)).get("I3") == at


def test_an_inject_over_a_channel_that_is_cut_is_found(shelf):
    found = check_scenario(made(OUTAGE, ("+00:30", "via: phone, to: [bureau]")), shelf)
    assert [(each.kind, each.name) for each in found.findings] == [("cut-off", "I3")]
    assert not found.ready
    later = check_scenario(made(OUTAGE, ("+00:40", "via: phone, to: [bureau]")), shelf)
    assert later.findings == ()


@pytest.mark.parametrize(
    ("inject", "code"),
    [
        (("+00:10", "after: I9"), "E831"),
        (("+00:10", "after: I2"), "E831"),
        (("+00:10", "variant: dusk"), "E832"),
        (("+00:10", "kind: outage"), "E833"),
        (("+00:10", "channels: [phone]"), "E833"),
        (("+00:10", "until: '+00:20'"), "E833"),
        (("+00:10", "when: {}"), "E834"),
        (("+00:10", "when: {for: 10 min}"), "E834"),
        (("+00:10", "kind: outage, channels: [phone], until: soon"), "E801"),
    ],
)
def test_an_inject_that_cannot_be_is_refused(inject, code):
    with pytest.raises(InputError) as raised:
        made(inject)
    assert code in {each.code for each in raised.value.faults}


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        ("{overdue: [tel]}", ["E835"]),
        ("{level: V}", ["E340"]),
        ("{condition: area >= 40 kg}", None),
        ("{level: II, for: 2 working days}", ["E836"]),
        ("{level: II, for: soon}", None),
    ],
)
def test_what_is_waited_for_must_be_there(shelf, when, codes):
    with pytest.raises(InputError) as raised:
        run_scenario(made(("+00:10", f"when: {when}")), shelf)
    assert codes is None or [each.code for each in raised.value.faults] == codes


def test_the_first_inject_stands_by_the_clock():
    injects = [("+00:00", "when: {level: II}"), ("+00:10", "to: [bureau]")]
    with pytest.raises(InputError) as raised:
        scenario_from(Source("small.yaml", text(injects)))
    assert [each.code for each in raised.value.faults] == ["E830"]


def test_a_variant_there_is_not_is_told(shelf):
    with pytest.raises(InputError) as raised:
        run_scenario(made(variants=VARIANTS), shelf, "nigth")
    assert (raised.value.faults[0].code, raised.value.faults[0].suggestion) == ("E832", "night")
