"""A number reported otherwise is the event a plan says is its change, once, and never where it is the same number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duties import Case, incident_of, plan_of, short, when
from respond.log import Log
from respond.plan import Library
from respond.situation import situate
from small_plan import shelve

TELL = "- {id: tell, when: more, after: more, within: 1 hour}"
FIRST = "occurred: @08:00\nfacts: {n: 3, m: 0}\nevents: {received: @08:30}\n"


def plan() -> str:
    """Give a plan in which `more` is a change of `n` and of `m`."""
    text = plan_of(TELL).replace(
        "  sealed: {", '  more: {zh: 人数变化, en: more people, changes_of: [n, m], clause: "1"}\n  sealed: {'
    )
    return text.replace(
        "  leak: {type",
        '  m: {type: count, unit: person, label: {zh: 另数, en: more}, clause: "1"}\n  leak: {type',
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    return Library([shelve(tmp_path_factory.mktemp("shelf"), plan(), "testland/duties/2020")])


def told(library: Library, *steps: str) -> Case:
    """Give an incident with three people, to which steps are told."""
    then = "then:" + "".join(f"\n  - {{at: {step}}}" for step in steps) if steps else ""
    return Case(library, incident_of(f"{FIRST}{then}\n"))


def changes(found: Case, clock: str = "20:00", **more) -> list[tuple[str, str]]:
    """Give the entries by which the number changed, and when."""
    situation = situate(found.incident, found.library, now=when(clock), **more)
    return [
        (one.start.en, short(one.started))
        for one in sorted(situation.obligations, key=lambda one: one.round)
        if one.state != "stood-down"
    ]


def moments(found: Case, clock: str = "20:00", **more) -> list[str]:
    return [moment for _, moment in changes(found, clock, **more)]


@pytest.mark.parametrize(
    ("values", "at"),
    [
        ((5,), ["09:00"]),
        ((1,), ["09:00"]),  # what is fewer is another number too
        ((3,), []),
        (("3+",), []),
        (("3+", 5), ["10:00"]),  # not surely more than three or more, but more than three
        (("..3",), []),
        (("4..6",), ["09:00"]),
        (("4..6", 5), ["09:00"]),
        (("4..6", 5, 6), ["09:00", "11:00"]),
        (("unknown", 3), []),
        (("unknown", 4), ["10:00"]),
        ((5, 5, 7), ["09:00", "11:00"]),
    ],
)
def test_what_cannot_be_the_same_number_is_a_change(library, values, at):
    found = told(
        library, *(f"@{9 + place:02}:00, facts: {{n: {value}}}" for place, value in enumerate(values))
    )
    assert moments(found) == at
    assert moments(found, hindsight=True, at=when("19:00")) == at


def test_the_first_number_that_is_known_is_no_change(library):
    first = FIRST.replace("n: 3", "n: unknown")
    found = Case(library, incident_of(first + "then:\n  - {at: @09:00, facts: {n: 5}}\n"))
    assert moments(found) == []


def happened(found: Case, clock: str = "20:00") -> list[str]:
    return [short(each.at) for each in found.at(clock).events if each.id == "more"]


def test_it_is_of_the_moment_the_number_is_of(library):
    found = told(library, "@10:00, facts: {n: {value: 5, as_of: @09:10}}")
    assert happened(found) == ["09:10"]


def test_a_limit_counts_from_when_the_number_was_told(library):
    """Nobody can report a change before he knows of it."""
    found = told(library, "@10:00, facts: {n: {value: 5, as_of: @09:10}}")
    assert (moments(found), found.one("10:00").due) == (["10:00"], when("11:00"))
    assert found.states("10:59") == ["running"]


@pytest.mark.parametrize(
    ("again", "at"),
    [("5", "09:10"), ("4+", "09:10"), ("3+", "10:00"), ("6", "10:00"), ("unknown", "10:00")],
)
def test_what_is_told_of_the_same_number_may_say_since_when_it_was_so(library, again, at):
    found = told(library, "@10:00, facts: {n: 5}", f"@11:00, facts: {{n: {{value: {again}, as_of: @09:10}}}}")
    assert happened(found)[-1] == at
    assert moments(found)[0] == "10:00"


def test_several_numbers_told_at_once_are_one_change(library):
    assert moments(told(library, "@09:00, facts: {m: 2, n: 5}")) == ["09:00"]
    assert moments(told(library, "@09:00, facts: {m: 2}", "@10:00, facts: {n: 5}")) == ["09:00", "10:00"]


@pytest.mark.parametrize(
    ("steps", "at"),
    [
        (("@09:00, facts: {n: 5}", "@10:00, events: {more: @09:00}"), ["09:00"]),
        (
            ("@09:00, facts: {n: 5}", "@10:00, events: {more: @08:50}", "@11:00, facts: {n: 6}"),
            ["09:00", "11:00"],
        ),
        (("@09:00, facts: {n: 5}", "@09:05, events: {more: }"), ["09:00", "09:05"]),
        (
            ("@09:00, facts: {n: 5}", "@09:05, events: {more: }", "@15:00, facts: {n: 9}"),
            ["09:00", "09:05", "15:00"],
        ),
        (
            ("@09:00, events: {more: }", "@09:30, did: [{duty: tell}]", "@10:00, facts: {n: 5}"),
            ["09:00", "10:00"],
        ),
        (("@09:00, events: {more: }", "@3T10:00, facts: {n: 5}"), ["09:00", "3T10:00"]),
        (("@09:00, facts: {n: 5}, events: {more: }",), ["09:00"]),
        (("@09:00, facts: {n: 5}, events: {more: @08:50}",), ["08:50"]),
        (("@09:00, events: {more: }", "@10:00, facts: {n: 5}"), ["09:00"]),
        (("@09:00, events: {more: }", "@10:00, facts: {n: 5}", "@11:00, facts: {n: 6}"), ["09:00", "11:00"]),
        (("@09:00, events: {more: }", "@10:00, facts: {n: 5}", "@10:00, facts: {m: 6}"), ["09:00"]),
        (("@09:00, events: {more: }",), ["09:00"]),
        (("@09:00, facts: {n: 5}, events: {more: }", "@10:00, facts: {n: 6}"), ["09:00", "10:00"]),
    ],
    ids=[
        "again afterwards",
        "again afterwards, earlier",
        "after it, of its own",
        "and then one more",
        "answered",
        "of another day",
        "beside it",
        "beside it, earlier",
        "before it",
        "one for one",
        "one moment",
        "by itself",
        "and then",
    ],
)
def test_who_enters_the_event_too_makes_one_change_of_it(library, steps, at):
    found = told(library, *steps)
    assert moments(found, "4T20:00") == at


@pytest.mark.parametrize(
    "correction",
    ["corrects: [{entry: n#2, value: 3, reason: {zh: 误报, en: misheard}}]", "corrects: [{entry: n, value: 5, reason: {zh: 误报, en: misheard}}]",
     "corrects: [{entry: n#2, withdrawn: yes, reason: {zh: 误报, en: misheard}}]"],
    ids=["back to what it was", "the one before", "withdrawn"],
)  # fmt: skip
def test_a_number_put_right_changed_nothing(library, correction):
    found = told(library, "@09:00, facts: {n: 5}", f"@09:30, {correction}")
    assert found.states("09:20") == ["running"]
    assert found.states("10:00") == ["stood-down"]
    assert found.one("10:00").why.en == "what it rested on was put right: it never was owed"
    assert moments(found, hindsight=True, at=when("09:20")) == []


def test_a_number_put_right_may_be_a_change_after_all(library):
    found = told(
        library,
        "@09:00, facts: {n: 3}",
        "@09:30, corrects: [{entry: n#2, value: 4, reason: {zh: 误报, en: misheard}}]",
    )
    assert (found.states("09:20"), found.states("10:00")) == ([], ["running"])


def test_its_entry_is_that_of_the_number(library):
    (step,) = Log(
        told(library, "@09:00, facts: {n: 5}").incident, [library.prepared(library.find("duties"))]
    ).steps(when("10:00"))[1:]
    assert [each.entry for each in step.events["more"]] == ["n#2"]
    assert step.told == {"n", "more"}


@given(st.lists(st.tuples(st.sampled_from("nm"), st.integers(0, 4)), max_size=8))
def test_told_step_by_step_or_all_at_once_it_comes_to_the_same(library, said):
    steps = [f"@{9 + place:02}:00, facts: {{{name}: {value}}}" for place, (name, value) in enumerate(said)]
    values, expected = {"n": 3, "m": 0}, []
    for place, (name, value) in enumerate(said):
        if values[name] != value:
            expected.append(f"{9 + place:02}:00")
        values[name] = value
    found = told(library, *steps)
    assert moments(found) == expected
    log = Log(told(library).incident, [library.prepared(library.find("duties"))])
    for end in range(1, len(steps) + 1):
        log = log.extended(told(library, *steps[:end]).incident)
    whole = Log(found.incident, [library.prepared(library.find("duties"))])
    assert log.steps(when("20:00"))[-1].events == whole.steps(when("20:00"))[-1].events
