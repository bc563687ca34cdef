"""The search, the shrinker and the judge that tables, mutants, checks and comparisons share."""

import sys
from datetime import date, datetime
from fractions import Fraction

import pytest
from classified import classified
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import Shelf, ruled, sound

from respond.clock import SHANGHAI
from respond.errors import Text
from respond.facts import Fact, FactType
from respond.plan import Library
from respond.prove import (
    Ground,
    applies,
    boundaries_of,
    day_in_force,
    find,
    frame_of,
    incident_words,
    incidents_of,
    judged,
    level_at,
    met,
    rivals,
    rules_of,
    stretch_words,
)
from respond.reason import GAVE_UP, Cell, compile_condition

LIBRARY = Library.default()
DAY = date(2026, 3, 2)
FIRE = LIBRARY.prepared(LIBRARY.find("forest-grassland-fire@2026"))
GRADED = (
    "vaccine-quality", "debt-risk", "forest-fire@2024", "forest-grassland-fire@2026",
    "forest-grassland-fire@2009", "production-accident",
)  # fmt: skip


def plan_of(name):
    day = day_in_force(LIBRARY.prepared(LIBRARY.find(name)))
    return LIBRARY.prepared(LIBRARY.find(name), day), day


# the judge


@pytest.mark.parametrize("name", GRADED)
def test_a_rule_is_judged_as_classifying_the_written_incident_judges_it(name):
    plan, day = plan_of(name)
    # a duty that an event fulfils is owed and no longer open
    rules = [
        rule
        for rule in rules_of(plan)
        if rule.kind != "gate" and not (rule.ordered and rule.entry.fulfilments)
    ]
    places = list(incidents_of(boundaries_of(plan, day).rows))
    for _, point in places[:: max(1, len(places) // 8)]:
        frame = frame_of(plan, point.facts, day)
        for rule in rules[:: max(1, len(rules) // 12)]:
            assert judged(rule, frame) == classified(LIBRARY, plan, point.facts, rule), rule.id


@settings(max_examples=20)
@given(ruled(), st.data())
def test_a_planted_rule_is_judged_by_hand_and_by_the_frame_alike(drawn, data):
    text, rule = drawn
    with Shelf(text) as library:
        plan = library.prepared(library.find("planted"))
        own = next(
            each for each in rules_of(plan) if each.id in {"planted", "IV"} and each.kind != "criterion"
        )
        ground = Ground([plan], DAY, [own.condition])
        number = data.draw(st.integers(0, 100))
        facts = {**ground.rest, "calls": True, "open": data.draw(st.booleans()), "response_started": True}
        facts |= {"elapsed(received)": number, "part": number, "whole": 1000, "dead": number, "burnt": number}
        facts |= {"lost": number * 10_000}
        frame = frame_of(plan, facts, DAY)
        assert applies(own, frame) is rule.holds(facts)
        assert frame.level.certain == level_at(plan, facts)


def test_rivals_are_of_the_same_ladder_and_no_milder():
    plan = plan_of("debt-risk")[0]
    assert [each.id for each in rivals(plan, plan.responses[1])] == ["I"]
    milder = next(each for each in plan.criteria if each.gravity == 3)
    assert {each.gravity for each in rivals(plan, milder)} == {3, 4}
    assert milder not in rivals(plan, milder)
    assert rivals(plan, plan.measures[0]) == ()


def test_what_stands_a_duty_down_ends_it_in_the_frame():
    plan = plan_of("vaccine-quality")[0]
    duty = next(each for each in plan.measures if each.ends and each.conditional)
    ground = Ground([plan], DAY, [duty.condition])
    facts = ground.complete(find(plan, [(duty.condition, True)]).facts)
    before = frame_of(plan, facts, DAY)
    after = frame_of(plan, {**facts, duty.ends[0]: True}, DAY)
    assert (applies(duty, before), applies(duty, after)) == (True, False)


# the search


@settings(max_examples=25)
@given(sound(), st.data())
def test_what_is_found_is_so_and_what_is_not_is_nowhere(drawn, data):
    with Shelf(drawn.text) as library:
        plan = library.prepared(library.find("planted"))
        ground = Ground([plan], DAY)
        chosen = data.draw(st.lists(st.sampled_from(plan.criteria), min_size=1, max_size=2, unique_by=id))
        wants = [(each.condition, data.draw(st.booleans())) for each in chosen]
        found = find(plan, wants)
        assert found.decided
        if found.facts is not None:
            facts = ground.complete(found.facts)
            assert all(met(condition, facts) is wanted for condition, wanted in wants)
            return
        figures = sorted(
            {band.low for band in drawn.bands} | {band.high for band in drawn.bands if band.high}
        )
        tried = {Fraction(2 * figure + step, 2) for figure in figures for step in (-2, -1, 0, 1, 2)}
        for number in tried:
            for gate in (True, False):
                facts = _all(ground, number, gate=gate)
                assert any(met(condition, facts) is not wanted for condition, wanted in wants)


def _all(ground, number, *, gate):
    """Give every number of the plan one value, in the units its figures are written in."""
    values = {
        "dead": int(number), "burnt": number, "lost": number * 10_000, "part": number * 10, "whole": 1000, "gate": gate,
    }  # fmt: skip
    return {name: values[name] for name in ground.variables}


def test_where_the_exact_search_gives_up_the_solver_decides(monkeypatch):
    pytest.importorskip("z3")
    three, ten = (
        next(each.condition for each in FIRE.criteria if each.id == name)
        for name in ("III-deaths", "II-deaths")
    )
    monkeypatch.setattr("respond.prove.search.finding.complete", lambda *_: GAVE_UP)
    found = find(FIRE, [(three, True)])
    assert met(three, Ground([FIRE], DAY).complete(found.facts))
    assert (
        find(FIRE, [(three, True), (ten, True)]).facts,
        find(FIRE, [(three, True), (ten, True)]).decided,
    ) == (None, True)
    late = compile_condition("elapsed(received) < 1 hours and not received", FIRE.scope)
    never = find(FIRE, [(late, True), (late, False)])
    assert (never.facts, never.decided) == (None, False)  # the solver takes it that the call has come in
    monkeypatch.setitem(sys.modules, "z3", None)
    assert (find(FIRE, [(three, True)]).facts, find(FIRE, [(three, True)]).decided) == (None, False)


# the shrinker


@settings(max_examples=25)
@given(sound(), st.data())
def test_what_is_shrunk_keeps_its_property_and_nothing_more_can_go(drawn, data):
    with Shelf(drawn.text) as library:
        plan = library.prepared(library.find("planted"))
        ground = Ground([plan], DAY)
        start = _all(ground, data.draw(st.integers(0, 100)), gate=data.draw(st.booleans()))
        level = level_at(plan, start)

        def holds(facts):
            assert facts.keys() == start.keys()
            return level_at(plan, facts) == level

        names = data.draw(st.lists(st.sampled_from(sorted(start)), max_size=2))
        focus = data.draw(st.lists(st.sampled_from(sorted(start)), max_size=2))
        smaller = ground.shrink(start, holds, keep=names, focus=focus)
        assert holds(smaller)
        assert all(smaller[name] == start[name] for name in names)
        assert set(ground.away(smaller)) <= set(ground.away(start))
        for name in set(ground.away(smaller)) - set(names):
            assert not holds({**smaller, name: ground.rest[name]})


def test_a_total_is_a_thousand_and_time_stands_still_where_nothing_has_happened():
    plan, _ = plan_of("debt-risk")
    ground = Ground([plan], DAY)
    assert (ground.rest["city_governments"], ground.rest["principal_due"]) == (1000, 10_000_000)
    assert "principal_due" not in ground.mildest
    county, _ = plan_of("forest-fire@2024")
    season = compile_condition("occurred in special_danger", county.scope)
    assert Ground([plan], DAY, [season]).rest["occurred"] == datetime(2026, 3, 2, 8, tzinfo=SHANGHAI)


def test_the_plainest_number_between_two_thresholds_is_taken():
    ground = Ground([FIRE], DAY)
    start = {**ground.rest, "damaged_forest": Fraction(98765, 1000)}
    level = level_at(FIRE, start)
    smaller = ground.shrink(start, lambda facts: level_at(FIRE, facts) == level)
    assert smaller == {**ground.rest, "damaged_forest": 10}


TIES = {
    "a total": ["damaged_forest <= burnt_forest"],
    "a total that is part of another": ["damaged_forest <= burnt_forest", "burnt_forest <= burnt_grassland"],
    "a part and its total, both harmful": ["damaged_forest <= damaged_grassland"],
}


@pytest.mark.parametrize("ties", TIES.values(), ids=TIES)
@pytest.mark.parametrize("start", [Fraction(1, 30), Fraction(1, 200), Fraction(1, 10**6)])
def test_a_part_is_a_plain_number_and_what_is_tied_to_it_comes_along(ties, start):
    given = [compile_condition(text, FIRE.scope) for text in ties]
    ground = Ground([FIRE], DAY, given=given)
    names = {name for each in given for name in each.variables}
    burning = compile_condition("0 ha < damaged_forest < 0.067 ha", FIRE.scope)

    def holds(facts):
        return all(met(each, facts) for each in (burning, *given))

    smaller = ground.shrink({**ground.rest, **dict.fromkeys(names, start)}, holds)
    assert {name: smaller[name] for name in names} == dict.fromkeys(names, Fraction(1, 100))
    assert set(ground.away(smaller)) == names


# words

DEATHS = Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="person")


@pytest.mark.parametrize(
    ("low", "high", "low_open", "high_open", "zh", "en"),
    [
        (None, None, False, False, "任意值", "any value"),
        (3, 3, False, False, "3人", "3 persons"),
        (3, None, False, False, "3人以上", "3 persons or more"),
        (3, None, True, False, "超过3人", "more than 3 persons"),
        (None, 9, False, False, "至多9人", "at most 9 persons"),
        (None, 9, False, True, "不足9人", "under 9 persons"),
        (3, 9, False, False, "3人至9人", "3 persons to 9 persons"),
        (3, 9, False, True, "3人起、不足9人", "from 3 persons to under 9 persons"),
        (3, 9, True, False, "超过3人、至9人", "more than 3 persons, up to 9 persons"),
        (0, 9, True, True, "超过0人、不足9人", "more than 0 persons, under 9 persons"),
    ],
)
def test_a_stretch_in_words(low, high, low_open, high_open, zh, en):
    assert stretch_words([Cell(low, high, low_open, high_open, value=5)], DEATHS) == Text(zh, en)


def test_an_incident_in_words():
    plan = plan_of("vaccine-quality")[0]
    facts = {
        "quality_suspected": True,
        "deaths": 0,
        "verified": True,
        "received": False,
        "elapsed(received)": 2,
    }
    said = incident_words(facts, plan).en.split(", ")
    assert said[:2] == ["suspected to be related to vaccine quality", "deaths linked to one batch: 0 cases"]
    assert said[3:] == ["report received: no", "time since report received: 2 hours"]
    assert incident_words({}, plan) == Text("", "")
