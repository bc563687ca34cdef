"""One order with several limits by how grave the case is: while that is open, the mildest limit is sure."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duties import case, when
from respond.situation import situate

TWO = (
    "- {id: daily, when: received and level <= III and level >= IV, every: 1 day, after: received, to: [county], report: later, "
    "until: terminated, names_level: no, or_stricter: [twice]}\n"
    "- {id: twice, when: received and level >= II, every: 12 hours, after: received, to: [county], report: later, "
    "until: terminated, names_level: no}\n"
)
BY_THEN = datetime.fromisoformat("2027-06-01T10:00+08:00")
OPEN = "occurred: @08:00\nfacts: {n: %s}\nevents: {received: @08:30}\n"


def rounds(found, duty, clock, **more):
    return [(one.state, one.provisional, one.due) for one in found.all(clock, duty, **more)]


def test_while_it_is_open_which_is_owed_the_mildest_is_owed_for_certain(tmp_path):
    found = case(tmp_path, TWO, OPEN % "9+")
    assert rounds(found, "daily", "09:00") == [("running", False, when("2T08:30"))]
    assert rounds(found, "twice", "09:00") == [("running", True, when("20:30"))]
    (one,) = (one for one in found.at("09:00").obligations if one.duty == "daily")
    assert one.why is not None
    assert "至少按本项" in one.why.zh
    late = next(one for one in found.at("2T09:00").obligations if one.duty == "daily" and one.round == 1)
    assert (late.state, late.late) == ("overdue", timedelta(minutes=30))


@pytest.mark.parametrize(
    ("n", "daily", "twice"),
    [
        ("2..29", False, True),  # IV to II
        ("9..29", False, True),
        ("0..29", True, True),  # perhaps no level at all: nothing is sure
        ("9", False, None),
        ("3..9", False, None),
        ("10..29", None, False),
        ("10+", None, False),
        ("unknown", True, True),
    ],
)
def test_what_is_owed_for_certain_and_what_may_be(tmp_path, n, daily, twice):
    """`None` where it is not owed, else whether it is provisional."""
    owed = {one.duty: one.provisional for one in case(tmp_path, TWO, OPEN % n).at("09:00").obligations}
    assert (owed.get("daily"), owed.get("twice")) == (daily, twice)


def did(n, *acts, then=""):
    steps = "".join(f"  - {{at: {at}, did: [{{duty: {duty}{more}}}]}}\n" for at, duty, more in acts)
    return OPEN % n + "then:\n" + steps + then


@pytest.mark.parametrize("duty", ["daily", "twice"])
def test_one_report_answers_both_while_it_is_open_which_is_owed(tmp_path, duty):
    found = case(tmp_path, TWO, did("9+", ("@20:00", duty, "")))
    assert [state for state, *_ in rounds(found, "daily", "21:00")] == ["met"]
    assert [state for state, *_ in rounds(found, "twice", "21:00")] == ["met", "running"]


@pytest.mark.parametrize("duty", ["daily", "twice"])
def test_which_was_told_in_doubt_stays_told_whatever_it_turns_out_to_be(tmp_path, duty):
    graver = "  - {at: @22:00, facts: {n: 12}}\n"
    found = case(tmp_path, TWO, did("9+", ("@20:00", duty, ""), then=graver))
    assert [state for state, *_ in rounds(found, "twice", "22:30")] == ["met", "running"]
    assert [state for state, *_ in rounds(found, "daily", "22:30")] == ["met"]


def test_a_round_named_is_the_round_of_the_duty_named_alone(tmp_path):
    found = case(tmp_path, TWO, did("9+", ("@2T08:00", "twice", ", round: 2")))
    assert [state for state, *_ in rounds(found, "twice", "2T08:10")][:2] == ["running", "met"]
    assert [state for state, *_ in rounds(found, "daily", "2T08:10")] == ["met"]


def test_what_was_done_of_the_milder_before_the_graver_arose_is_not_done_of_it(tmp_path):
    graver = "  - {at: @10:30, facts: {n: 12}}\n"
    found = case(tmp_path, TWO, did("9", ("@10:00", "daily", ""), then=graver))
    assert rounds(found, "twice", "11:00") == [("running", False, when("22:30"))]


def test_what_turns_out_graver_leaves_what_was_late_of_the_milder_missed(tmp_path):
    found = case(tmp_path, TWO, OPEN % "9+" + "then:\n  - {at: @2T10:00, facts: {n: 12}}\n")
    first = next(one for one in found.at("2T10:30").obligations if one.duty == "daily")
    assert (first.state, first.late) == ("missed", timedelta(minutes=90))
    assert [
        one.round for one in found.at("2T10:30").obligations if one.duty == "twice" and one.provisional
    ] == []


def test_what_turns_out_graver_in_time_stands_the_milder_down(tmp_path):
    found = case(tmp_path, TWO, OPEN % "9+" + "then:\n  - {at: @10:00, facts: {n: 12}}\n")
    assert [state for state, *_ in rounds(found, "daily", "10:30")] == ["stood-down"]


def test_rounds_that_fell_due_in_doubt_count_for_none_of_those_owed_for_certain(tmp_path):
    """Told once a day for four days, then certain that it is twice a day: late twelve hours later, not days later."""
    told = [(f"@{day}T08:00", "daily", "") for day in range(2, 6)]
    found = case(tmp_path, TWO, did("9+", *told, then="  - {at: @5T10:00, facts: {n: 12}}\n"))
    late = [one for one in found.all("5T22:01", "twice") if one.state == "overdue"]
    assert [(one.due, one.latest, one.late) for one in late] == [
        (when("5T20:30"), when("5T22:00"), timedelta(minutes=1))
    ]
    assert len([one for one in found.all("7T22:01", "twice") if one.state == "overdue"]) == 5
    doubtful = [one for one in found.all("5T22:01", "twice") if one.state == "stood-down"]
    assert {one.due <= when("5T10:00") for one in doubtful} == {True}
    assert {one.why.en for one in doubtful} == {"when it fell due it was open whether it was owed"}


def test_the_many_rounds_in_doubt_that_are_only_counted_are_none_of_those_late(tmp_path):
    found = case(tmp_path, TWO, OPEN % "9+" + "then:\n  - {at: 2026-06-01T10:00+08:00, facts: {n: 12}}\n")
    ones = found.all("30T10:00", "twice")
    assert {one.state for one in ones} == {"running"}
    situation = situate(found.incident, found.library, now=BY_THEN)
    first = min((one for one in situation.obligations if one.duty == "twice"), key=lambda one: one.round)
    counted = dict(first.earlier_rounds)
    assert counted["stood-down"] + counted["overdue"] == first.round - 1
    assert counted["stood-down"] == 184  # half days from 1 March, 20:30, to 1 June, 10:00


def test_who_names_nobody_told_those_of_the_duty_that_was_named(tmp_path):
    wider = TWO.replace("report: later, until: terminated, names_level: no}", "report: later}", 1).replace(
        "every: 12 hours, after: received, to: [county]",
        "every: 12 hours, after: received, to: [county, city]",
    )
    found = case(tmp_path, wider, did("9+", ("@20:00", "daily", "")))
    (first, *_) = found.all("20:10", "twice")
    assert ([unit.id for unit, _ in first.told], [unit.id for unit in first.missing]) == (
        ["county"],
        ["city"],
    )


SPAN = st.integers(0, 40)


@given(low=SPAN, more=SPAN)
def test_the_mildest_is_sure_just_where_one_of_them_is(tmp_path_factory, low, more):
    found = case(tmp_path_factory.mktemp("plan"), TWO, OPEN % f"{low}..{low + more}")
    owed = {one.duty: one.provisional for one in found.at("09:00").obligations}
    milder = {n for n in range(low, low + more + 1) if 1 <= n < 10}
    graver = {n for n in range(low, low + more + 1) if n >= 10}
    if not milder:
        assert "daily" not in owed
    else:
        assert owed["daily"] == (low == 0)
    assert owed.get("twice") == (None if not graver else low < 10)


# What turns out graver never moves a limit later.

RISES = "occurred: @08:00\nfacts: {n: 5}\nevents: {received: @08:30}\nthen:\n"


def risen(at, *more):
    steps = sorted([(at, "facts: {n: 12}"), *more])
    return RISES + "".join(f"  - {{at: @{clock}, {said}}}\n" for clock, said in steps)


def open_rounds(found, clock):
    return [
        (one.duty, one.state, one.due, one.late)
        for one in found.at(clock).obligations
        if one.open and one.duty in ("daily", "twice")
    ]


def test_a_rise_before_a_report_is_due_leaves_it_due_then(tmp_path):
    found = case(tmp_path, TWO, risen("2T08:00"))
    assert open_rounds(found, "2T07:59") == [("daily", "running", when("2T08:30"), None)]
    assert open_rounds(found, "2T08:00") == [("twice", "running", when("2T08:30"), None)]
    late, following = open_rounds(found, "2T08:40")
    assert late == ("twice", "overdue", when("2T08:30"), timedelta(minutes=10))
    assert following == ("twice", "running", when("2T20:30"), None)
    assert [one.why and one.why.en for one in found.all("2T08:10", "twice")] == [
        "a graver case puts no limit off: as the round before it"
    ]


def test_a_report_made_before_the_rise_leaves_none_due_for_that_round(tmp_path):
    found = case(tmp_path, TWO, risen("2T08:00", ("2T07:00", "did: [{duty: daily}]")))
    assert open_rounds(found, "2T08:10") == [("twice", "running", when("2T20:00"), None)]


def test_a_rise_early_in_the_day_makes_the_next_due_sooner(tmp_path):
    found = case(tmp_path, TWO, risen("10:30"))
    assert open_rounds(found, "11:00") == [("twice", "running", when("22:30"), None)]


def test_a_rise_that_ends_a_doubt_leaves_it_due_and_late_then(tmp_path):
    told = "did: [{duty: daily}]"
    incident = risen("3T08:00", ("12:00", told)).replace("{n: 5}", "{n: 9+}")
    found = case(tmp_path, TWO, incident)
    late = next(one for one in found.all("3T08:40", "twice") if one.open)
    assert (late.due, late.state, late.late) == (when("3T08:30"), "overdue", timedelta(minutes=10))


@given(
    rise=st.integers(1, 60),
    told=st.sets(st.integers(1, 60), max_size=3),
    strict=st.sampled_from(["6 hours", "8 hours", "12 hours"]),
    n=st.sampled_from(["5", "9+", "5..15"]),
)
def test_no_rise_moves_a_limit_later(tmp_path_factory, rise, told, strict, n):
    """At every moment what is due first with the rise is due, and late, no later than without it."""

    def clock(hours):
        moment = when("08:30") + timedelta(hours=hours)
        return f"{moment.day}T{moment:%H:%M}"

    duties = TWO.replace("12 hours", strict)
    acts = [(clock(hours), "did: [{duty: daily}]") for hours in sorted(told) if hours < rise]
    steps = [*acts, (clock(rise), "facts: {n: 12}")]
    folder = tmp_path_factory.mktemp("plan")
    text = RISES.replace("{n: 5}", f"{{n: {n}}}")

    def written(some):
        return text.replace("then:\n", "" if not some else "then:\n") + "".join(
            f"  - {{at: @{at}, {said}}}\n" for at, said in some
        )

    with_rise, without = case(folder, duties, written(steps)), case(folder, duties, written(acts))
    for hours in range(rise, rise + 30, 5):
        now = clock(hours)

        def pressing(found, now=now):
            ones = [one for one in found.at(now).obligations if one.duty in ("daily", "twice") and one.open]
            pending = [one for one in ones if not one.provisional and one.due >= when(clock(rise))]
            return [
                min((getattr(one, name) for one in pending), default=BY_THEN) for name in ("due", "late_from")
            ]

        after, before = pressing(with_rise), pressing(without)
        assert after[0] <= before[0]
        assert after[1] <= before[1]


ONCE = (
    "- {id: daily, when: received and level <= III and level >= IV, within: 4 hours, after: received, to: [county], "
    "report: later, names_level: yes, or_stricter: [twice]}\n"
    "- {id: twice, when: received and level >= II, within: 2 hours, after: received, to: [county], report: later, "
    "names_level: yes}\n"
)


def test_a_rise_before_a_single_report_is_due_puts_it_off_no_more(tmp_path):
    found = case(tmp_path, ONCE, risen("11:50"))
    assert open_rounds(found, "11:00") == [("daily", "running", when("12:30"), None)]
    assert open_rounds(found, "12:40") == [("twice", "overdue", when("12:30"), timedelta(minutes=10))]
    early = case(tmp_path, ONCE, risen("09:00"))
    assert open_rounds(early, "10:00") == [("twice", "running", when("11:00"), None)]


def test_a_single_report_made_before_the_rise_leaves_the_next_its_own_time(tmp_path):
    found = case(tmp_path, ONCE, risen("11:50", ("10:00", "did: [{duty: daily}]")))
    assert open_rounds(found, "12:40") == [("twice", "running", when("13:50"), None)]


def test_what_was_kept_is_missed_where_the_level_falls_behind_it(tmp_path):
    found = case(tmp_path, ONCE, risen("11:50", ("13:40", "facts: {n: 5}")))
    [kept] = found.all("13:45", "twice")
    assert (kept.state, kept.late) == ("missed", timedelta(hours=1, minutes=10))


def test_beside_a_stricter_one_that_is_sure_the_milder_only_may_be_owed(tmp_path):
    """Then it is not open which of them is owed: one is, and perhaps the other too."""
    found = case(tmp_path, TWO.replace("level <= III and level >= IV", "leak"), OPEN % "12")
    owed = {one.duty: one.provisional for one in found.at("09:00").obligations}
    assert owed == {"twice": False, "daily": True}
