"""Laws that hold of obligations whatever a log tells: small incidents made at random, asked at several moments."""

import re
from datetime import timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from duties import Case, case, incident_of, plan_of, when
from respond.situation import situate, situations_of
from small_plan import shelve

DUTIES = """
- {id: tell, when: received, within: 1 hour, to: [county, city], report: first, fulfilled_by: {county: county_told}}
- {id: grave, when: level >= III, after: received, within: 1 hour, to: [county], report: first}
- {id: many, when: n >= 3, after: received, within: 2 hours, counted: from-start}
- {id: asks, when: asked, within: 1 hour}
- {id: first, when: occurred, after: [asked, sealed], within: 90 minutes}
- {id: long, when: received, within: 3 hours, pauses: {from: test_begun, to: test_done}, extend: {by: county, at_most: 9 hours}}
- {id: rounds, when: received, every: 1 hour, after: received, until: sealed, to: [county], report: later}
- {id: leaky, when: leak, after: received, within: 1 hour}
- {id: now, when: asked and n >= 1, due: immediately, ends: [sealed]}
- {id: measure, response: [III, II], due: immediately}
- {id: keep, when: received, kind: keep, broken_by: [waste]}
- {id: power, when: received, within: 1 hour, mood: may}
- {id: remind, when: overdue(asks), after: asked, within: 30 minutes, unit: office, to: [bureau]}
- {id: thanks, when: met(tell), after: received, within: 5 hours}
- {id: county, when: received@county, within: 1 hour, unit: county, to: [city]}
"""
OWED = ["tell", "grave", "many", "asks", "first", "long", "rounds", "leaky", "now", "remind", "county"]
EVENTS = [
    "asked",
    "sealed",
    "county_told",
    "waste",
    "response_started: {level: III}",
    "terminated",
    "received@county",
]
ONLY_ONCE = ("received@county", "withdrawn")
STOPS = ["test_begun", "test_done"]
FACTS = ["n: 0", "n: 1", "n: 3", "n: 12", "n: 2+", "n: unknown", "leak: yes", "leak: no", "leak: unknown"]
END = 36  # steps of ten minutes from 08:30


def clock(tick: int) -> str:
    """Give a moment: tick 0 is 08:30, every tick ten minutes."""
    minutes = 8 * 60 + 30 + 10 * tick
    return f"{minutes // 60:02}:{minutes % 60:02}"


def acts(at):
    return st.builds(
        lambda duty, to, by: f"did: {{duty: {duty}{to}{by}, at: @{clock(at)}}}",
        st.sampled_from(OWED),
        st.sampled_from(["", ", to: [county]", ", to: [city]"]),
        st.sampled_from(["", ", by: bureau", ", by: town"]),
    )


def events(at, names=(*EVENTS, *STOPS)):
    def written(name):
        event, _, rest = name.partition(": {")
        return f"events: {event}: " + (f"{{at: @{clock(at)}, {rest}" if rest else f"@{clock(at)}")

    return st.sampled_from(names).map(written)


FACT = st.sampled_from(FACTS).map("facts: {}".format)
GRANT = st.just("extended: {duty: long, length: 1 hour, by: county}")
RIGHT = st.one_of(
    st.integers(0, 3).map(lambda tick: f"corrects: {{entry: received, at: @{clock(tick)}}}"),
    st.sampled_from(
        [
            "corrects: {entry: n, value: 0}",
            "corrects: {entry: n, value: 5}",
            "corrects: {entry: asked, withdrawn: yes}",
        ]
    ),
)


@st.composite
def steps(draw, more=(), fewest=0, most=5):
    """Give steps in order: a tick, and what is told then, of which nothing lies after it."""
    found, taken = [], set()
    for tick in sorted(draw(st.lists(st.integers(4, END), min_size=fewest, max_size=most, unique=True))):
        back = draw(st.sampled_from([0, 0, 1, 3]))
        told = draw(
            st.lists(
                st.one_of(FACT, acts(tick - back), events(tick - back), GRANT, *more), min_size=1, max_size=3
            )
        )
        kept = []
        for each in told:
            once = next((name for name in ONLY_ONCE if name in each), each)
            if each.startswith("extended"):
                once = f"extended {len([name for name in taken if name.startswith('extended')])}"
            if once not in taken and each not in kept and once != "extended 9":
                kept.append(each)
                taken.add(once if once in ONLY_ONCE or each.startswith("extended") else "")
        found.append((tick, kept))
    return found


def written(found, first="n: 1") -> str:
    """Write an incident of which the first report has a few facts and the step given."""
    lines = ["occurred: @08:00", f"facts: {{{first}}}", "events: {received: @08:30, asked: @08:30}"]
    lines += ["then:"] if found else []
    for tick, told in found:
        parts: dict[str, list[str]] = {}
        for each in told:
            kind, _, rest = each.partition(": ")
            parts.setdefault(kind, []).append(rest)
        lines.append(f"  - at: @{clock(tick)}")
        for kind, rest in parts.items():
            if kind in {"facts", "events"}:
                named = {re.split(r":\s", each)[0]: each for each in rest}
                lines.append(f"    {kind}: {{{', '.join(named.values())}}}")
            else:
                lines.append(f"    {kind}: [{', '.join(rest)}]")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("laws")
    return case(folder, DUTIES, "occurred: @08:00\n").library


def lives(one):
    """Give what an obligation comes to, but for what was new in the last step."""
    return (
        one.id, one.state, one.provisional, one.arose, one.due, one.latest, one.first_due, one.paused, one.late,
        one.done, one.told, one.ended,
    )  # fmt: skip


def asked(library, found, tick, **more):
    incident = incident_of(written(found))
    return situate(incident, library, now=when(clock(tick)), **more).obligations


ONCE = settings(max_examples=60, deadline=None)
STEPS = steps([RIGHT])
PLAIN = steps()


@ONCE
@given(STEPS, steps([RIGHT], fewest=1, most=2), st.integers(0, END))
def test_what_is_told_later_never_changes_what_was_known_before(library, earlier, later, tick):
    earlier = [(at, told) for at, told in earlier if at <= tick]
    spent = {name for name in ONLY_ONCE for _, told in earlier if any(name in each for each in told)}
    later = [(at, [each for each in told if not any(name in each for name in spent)]) for at, told in later]
    later = [(at, told) for at, told in later if at > tick and told]
    assume(later)
    before = asked(library, earlier, tick)
    after = asked(library, earlier + later, tick)
    assert [lives(one) for one in after] == [lives(one) for one in before]
    seen_from_later = asked(library, earlier + later, END, at=when(clock(tick)))
    assert [one.id for one in sorted(seen_from_later, key=lambda one: one.id)] == [
        one.id for one in sorted(asked(library, earlier, END, at=when(clock(tick))), key=lambda one: one.id)
    ]


@ONCE
@given(STEPS, st.data())
def test_no_entry_makes_a_missed_obligation_vanish(library, found, data):
    missed = {one.id: one for one in asked(library, found, END) if one.state == "missed"}
    event = data.draw(st.one_of(FACT, acts(END + 1), events(END + 1, [*EVENTS[:-1], *STOPS]), GRANT))
    granted = sum(each.startswith("extended") for _, told in found for each in told)
    assume(granted < 9)
    after = {one.id: one for one in asked(library, [*found, (END + 1, [event])], END + 2)}
    assert {name: after[name].state for name in missed} == dict.fromkeys(missed, "missed")
    assert {name: after[name].late for name in missed} == {name: one.late for name, one in missed.items()}


@ONCE
@given(STEPS)
def test_fulfilling_twice_changes_nothing(library, found):
    twice = []
    for tick, told in found:
        again = [each for each in told if each.startswith("did")]
        twice.append((tick, told + again))
    once = [lives(one) for one in asked(library, found, END + 1)]
    assert [lives(one) for one in asked(library, twice, END + 1)] == once


@ONCE
@given(PLAIN, st.randoms(use_true_random=False))
def test_the_order_of_entries_of_one_time_does_not_matter(library, found, random):
    def named(told):
        kept = {}
        for each in told:
            kept[each if each[0] == "d" else re.split(r":\s", each)[1]] = (
                each  # one value of a fact, one event a name
            )
        return list(kept.values())

    found = [(tick, named(told)) for tick, told in found]
    mixed = [(tick, random.sample(told, len(told))) for tick, told in found]
    assert [lives(one) for one in asked(library, mixed, END)] == [
        lives(one) for one in asked(library, found, END)
    ]


@ONCE
@given(PLAIN, st.data())
def test_a_later_event_never_lengthens_a_running_limit(library, found, data):
    before = {one.id: one for one in asked(library, found, END)}
    event = data.draw(st.one_of(FACT, events(END + 1, EVENTS[:-1])))
    after = {one.id: one for one in asked(library, [*found, (END + 1, [event])], END + 1)}
    for name, one in before.items():
        if one.due is not None and after[name].due is not None:
            assert after[name].due <= one.due, name


@ONCE
@given(STEPS)
def test_ids_are_unique_and_stay(library, found):
    moved = any("entry: received" in each for _, told in found for each in told)
    ids: list[str] = []
    for tick in (2, 10, 20, END):
        now = [one.id for one in asked(library, found, tick)]
        assert len(set(now)) == len(now)
        # a round that would have begun after the end, had its start been known, never was one
        assert {name for name in ids if not (moved and "#rounds#" in name)} <= set(now)
        ids = now


@ONCE
@given(STEPS, st.integers(0, END))
def test_what_is_owed_for_certain_arose_and_was_certain_by_now(library, found, tick):
    now = when(clock(tick))
    for one in asked(library, found, tick):
        assert one.arose <= now
        if one.open and not one.provisional:
            assert one.certain is not None
            assert one.certain <= now
            assert one.arose <= one.certain or one.duty == "rounds"  # each round arises later than the first
        if one.provisional or one.mood == "may":
            assert one.late is None
        if one.state == "overdue":
            assert (one.latest or one.due) < now
            assert one.late <= now - one.arose
        if one.late is not None:
            assert one.late > timedelta(0)
        if one.state in {"met", "met-late"}:
            assert one.missing == ()
            assert one.done.at <= now


@ONCE
@given(
    st.integers(0, 30),
    st.integers(0, 30),
    st.integers(0, 100),
    st.sampled_from(["tell", "long", "many", "rounds", "grave"]),
)
def test_a_start_known_more_exactly_stays_within_the_two_ends(library, low, width, part, duty):
    exact = low + width * part // 100
    first = f"occurred: @08:00\nfacts: {{n: 5}}\nevents: {{received: {{at_least: @{clock(low)}, at_most: @{clock(low + width)}}}, learned@town: @{clock(low + width)}}}\n"
    right = (
        f"then:\n  - {{at: @{clock(low + width)}, corrects: [{{entry: received, at: @{clock(exact)}}}]}}\n"
    )
    now = clock(low + width)
    spans = Case(library, incident_of(first)).all(now, duty)
    exacts = Case(library, incident_of(first + right)).all(now, duty)
    if duty == "rounds":
        return
    for span, one in zip(spans[-1:], exacts[-1:], strict=True):
        assert span.due <= one.due <= (span.latest or span.due)


TOLD_LATE = [(10, ["events: response_started: {at: @09:40, level: III}"])]


@ONCE
@given(STEPS, st.lists(st.integers(0, END), min_size=1, max_size=8).map(sorted))
@example(TOLD_LATE, [7, 10])  # what happened at the moment of a look, and was told after it
@example(TOLD_LATE, [8, 10])
def test_one_walk_gives_what_each_moment_gives(library, found, ticks):
    incident = incident_of(written(found))
    moments = [when(clock(tick)) for tick in ticks]
    walked = situations_of(incident, library, moments)
    for moment, situation in zip(moments, walked, strict=True):
        alone = situate(incident, library, now=moment)
        assert situation.obligations == alone.obligations
        assert (situation.level, situation.effective, situation.events) == (
            alone.level,
            alone.effective,
            alone.events,
        )
        assert situation.uncounted == alone.uncounted
        assert situation.difference == alone.difference


@ONCE
@given(STEPS, st.integers(0, END), st.integers(0, END))
def test_what_is_asked_in_between_does_not_matter(library, found, first, second):
    """What stands at a moment is the same however often time was looked at before."""
    early, late = sorted((first, second))
    incident = incident_of(written(found))
    alone = situate(incident, library, now=when(clock(late))).obligations
    walked = situations_of(incident, library, [when(clock(early)), when(clock(late))])[1].obligations
    assert walked == alone


def test_the_plan_of_the_laws_is_sound(tmp_path):
    shelve(tmp_path, plan_of(DUTIES), "testland/duties/2020")
    assert {one.duty for one in case(tmp_path, DUTIES, written([])).at("12:00").obligations} >= {
        "tell",
        "rounds",
        "keep",
    }


@ONCE
@given(PLAIN, st.integers(0, END))
def test_what_was_told_as_it_happened_was_as_it_was_known(library, found, tick):
    prompt = [(at, [re.sub(r"@\d\d:\d\d", f"@{clock(at)}", each) for each in told]) for at, told in found]
    known = asked(library, prompt, END, at=when(clock(tick)))
    was = asked(library, prompt, END, at=when(clock(tick)), hindsight=True)
    assert {one.id: lives(one) for one in was} == {one.id: lives(one) for one in known}
