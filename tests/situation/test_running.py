"""How a limit runs: what it counts from, what moves it, what does not, and what stops it for a while."""

from datetime import timedelta

import pytest

from duties import case, short, when
from respond.errors import InputError

RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\n"
FIVE = RECEIVED + "facts: {n: 1}\nthen:\n  - {at: @18:00, facts: {n: 5}}\n"


@pytest.mark.parametrize(
    ("counted", "due"),
    [
        ("", "2T18:00"),  # 18:00, later than 08:30, + 24 h
        (", counted: from-arising", "2T18:00"),
        (", counted: from-start", "2T08:30"),  # 08:30 + 24 h, whatever came later
    ],
)
def test_a_limit_counts_from_the_later_of_start_and_arising_unless_from_its_start(tmp_path, counted, due):
    duty = f"- {{id: tell, when: n >= 3, after: received, within: 24 hours{counted}}}"
    assert case(tmp_path, duty, FIVE).seen("19:00") == [("running", due)]


def test_a_start_after_the_arising_is_what_counts(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: leak, after: sealed, within: 1 hour}",
        RECEIVED + "facts: {leak: yes}\nthen:\n  - {at: @10:30, events: {sealed: @10:20}}\n",
    )
    waiting = found.one("10:00")
    assert (waiting.state, waiting.due, waiting.started) == ("waiting", None, None)
    assert found.one("3T08:00", at=when("10:00")).state == "waiting"  # not called late while nothing is known
    assert (found.one("10:30").due, found.one("10:30").started) == (when("11:20"), when("10:20"))


def test_a_limit_past_at_birth_is_due_at_once_and_late_only_from_arising(tmp_path):
    found = case(
        tmp_path, "- {id: tell, when: n >= 3, after: received, within: 2 hours, counted: from-start}", FIVE
    )
    born, later = found.one("18:00"), found.one("18:20")
    assert (born.state, short(born.due), born.late) == ("running", "10:30", None)  # 08:30 + 2 h is shown
    assert (later.state, short(later.due), later.late) == ("overdue", "10:30", timedelta(minutes=20))


def test_what_must_be_done_before_a_day_already_near_is_late_only_from_arising(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: received, at_least: 5 days, before: matures}",
        RECEIVED + "facts: {matures: 2026-03-04}\n",
    )
    # 4 March less 5 days is 27 February, by the end of that day
    one = found.one("10:00")
    assert one.due.isoformat() == "2026-02-27T23:59:59+08:00"
    assert (one.state, one.late) == ("overdue", timedelta(hours=1, minutes=30))  # arisen 08:30


OF_THE_TOWN = "- {id: tell, when: occurred, after: occurred, within: 1 hour, unit: town%s}"


def test_the_duty_of_a_body_runs_no_earlier_than_its_own_knowledge(tmp_path):
    """The text lets it count from the occurrence, but nobody owes what he cannot know of."""
    town = "occurred: @08:00\nevents: {learned@town: @09:00, received: @08:30}\n"
    assert case(tmp_path, OF_THE_TOWN % "", town).seen("09:30") == [("running", "10:00")]  # 09:00 + 1 h
    assert case(tmp_path, OF_THE_TOWN % "", RECEIVED).seen("08:59") == [
        ("running", "09:00")
    ]  # not in the log
    counted = OF_THE_TOWN % ", counted: from-start"
    assert case(tmp_path, counted, town).seen("09:00") == [("running", "09:00")]


def test_the_seat_knows_by_events_without_a_body(tmp_path):
    duty = OF_THE_TOWN.replace("unit: town", "unit: bureau") % ""
    assert case(tmp_path, duty, RECEIVED).seen("09:20") == [("running", "09:30")]  # received 08:30 + 1 h


@pytest.mark.parametrize(
    ("events", "due"),
    [
        ("learned@town: @09:00, received@town: @09:20", "10:00"),
        ("received@town: @09:20", "10:20"),
        ("discovered@town: @08:50, received@town: @09:20", "09:50"),
        ("discovered: @08:50, received@town: @09:20", "10:20"),
    ],
)
def test_a_body_knows_by_the_first_of_learning_and_receiving(tmp_path, events, due):
    found = case(tmp_path, OF_THE_TOWN % "", f"occurred: @08:00\nevents: {{{events}}}\n")
    assert short(found.one("09:30").due) == due


def test_a_start_put_right_moves_the_limit_and_says_why(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: received, within: 2 hours}",
        RECEIVED + "then:\n  - {at: @10:00, corrects: [{entry: received, at: @09:15}]}\n",
    )
    assert (short(found.one("09:45").due), found.one("09:45").why) == ("10:30", None)
    moved = found.one("10:45")
    assert (moved.state, short(moved.due)) == ("running", "11:15")  # 09:15 + 2 h
    assert "2026-03-01 08:30" in moved.why.en  # what it was
    assert "2026-03-01 08:30" in moved.why.zh


def test_a_second_event_never_erases_the_first_limit(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: asked, within: 1 hour}",
        RECEIVED + "then:\n  - {at: @09:00, events: {asked: }}\n  - {at: @18:01, events: {asked: }}\n",
    )
    first, second = found.all("18:30")
    assert (first.state, short(first.due), first.late) == ("overdue", "10:00", timedelta(hours=8, minutes=30))
    assert (second.state, short(second.due)) == ("running", "19:01")


@pytest.mark.parametrize(
    ("after", "due"),
    [("[learned, received]", "09:00"), ("[received, learned]", "09:00"), ("received", "21:00")],
)
def test_a_later_event_never_lengthens_a_limit_that_ran_from_an_earlier(tmp_path, after, due):
    found = case(
        tmp_path,
        f"- {{id: tell, when: occurred, after: {after}, within: 1 hour}}",
        "occurred: @07:00\nevents: {learned: @08:00}\nthen:\n  - {at: @20:00, events: {received: }}\n",
    )
    assert short(found.one("20:30").due) == due
    assert len(found.all("20:30")) == 1


def test_an_earlier_start_learnt_later_counts_from_its_own_time(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: occurred, after: [learned, received], within: 1 hour}",
        "occurred: @08:00\nevents: {received: @08:40}\nthen:\n  - {at: @09:00, events: {learned: @08:10}}\n",
    )
    assert short(found.one("08:50").due) == "09:40"
    assert short(found.one("09:00").due) == "09:10"


# Pauses.

PAUSED = "- {id: tell, when: received, within: 10 hours, pauses: {from: test_begun, to: test_done}}"
BEGUN = RECEIVED + "then:\n  - {at: @10:00, events: {test_begun: }}\n"
DONE = BEGUN + "  - {at: @13:00, events: {test_done: }}\n"


def test_a_limit_pauses_only_as_the_text_says(tmp_path):
    before = case(tmp_path, PAUSED, BEGUN)
    assert before.seen("09:59") == [("running", "18:30")]  # 08:30 + 10 h
    for clock in ("10:00", "18:00", "3T08:00"):
        one = before.one(clock)
        assert (one.state, one.due, short(one.paused), short(one.first_due)) == (
            "running", None, "10:00", "18:30",
        )  # fmt: skip
    after = case(tmp_path, PAUSED, DONE).one("20:00")
    assert (after.state, short(after.due), short(after.first_due)) == ("running", "21:30", "18:30")  # + 3 h
    assert case(tmp_path, PAUSED, DONE).one("21:45").late == timedelta(minutes=15)
    plain = PAUSED.replace(", pauses: {from: test_begun, to: test_done}", "")
    assert case(tmp_path, plain, DONE).seen("20:00") == [("overdue", "18:30")]


def test_several_pauses_add_up(tmp_path):
    twice = DONE + "  - {at: @14:00, events: {test_begun: }}\n  - {at: @15:30, events: {test_done: }}\n"
    assert case(tmp_path, PAUSED, twice).seen("16:00") == [("running", "23:00")]  # 18:30 + 3 h + 1 h 30 min


def test_a_pause_begun_after_the_limit_saves_nothing(tmp_path):
    late = RECEIVED + "then:\n  - {at: @19:00, events: {test_begun: }}\n"
    one = case(tmp_path, PAUSED, late).one("20:00")
    assert (one.state, short(one.due), one.late) == ("overdue", "18:30", timedelta(hours=1, minutes=30))


def test_what_was_paused_before_it_arose_counts_from_its_arising(tmp_path):
    early = (
        "occurred: @07:00\nevents: {test_begun: @08:00, received: @08:30}\n"
        "then:\n  - {at: @09:00, events: {test_done: }}\n"
    )
    assert case(tmp_path, PAUSED, early).seen("09:30") == [("running", "19:00")]  # 18:30 + 08:30 to 09:00


@pytest.mark.parametrize("incident", [BEGUN, DONE])
def test_a_pause_after_it_was_met_changes_nothing(tmp_path, incident):
    done = incident.replace("then:\n", "then:\n  - {at: @09:30, did: [{duty: tell}]}\n")
    one = case(tmp_path, PAUSED, done).one("20:00")
    assert (one.state, short(one.due), one.paused, one.first_due) == ("met", "18:30", None, None)


# Lengthening.

LONGER = "- {id: tell, when: received, within: 1 hour, extend: {by: county, at_most: 3 hours}}"


def granted(length, by="county", at="@09:00", more=""):
    return (
        RECEIVED + f"then:\n  - {{at: {at}, extended: [{{duty: tell, length: {length}, by: {by}}}]}}\n{more}"
    )


def test_a_limit_is_lengthened_by_who_may_and_by_how_much(tmp_path):
    found = case(tmp_path, LONGER, granted("2 hours"))
    assert found.seen("08:59") == [("running", "09:30")]
    one = found.one("10:00")
    assert (one.state, short(one.due), short(one.first_due)) == ("running", "11:30", "09:30")
    assert "2 hours" in one.why.en
    assert found.one("12:00").late == timedelta(minutes=30)


def test_several_lengthenings_add_up(tmp_path):
    more = "  - {at: @10:00, extended: [{duty: tell, length: 1 hour, by: county}]}\n"
    one = case(tmp_path, LONGER, granted("2 hours", more=more)).one("12:00")
    assert (short(one.due), short(one.first_due)) == ("12:30", "09:30")


@pytest.mark.parametrize(
    ("duty", "incident", "code"),
    [
        (LONGER, granted("2 hours", by="town"), "E724"),
        ("- {id: tell, when: received, within: 1 hour}", granted("2 hours"), "E724"),
        (LONGER, granted("4 hours"), "E725"),
        (
            LONGER,
            granted(
                "2 hours", more="  - {at: @10:00, extended: [{duty: tell, length: 2 hours, by: county}]}\n"
            ),
            "E725",
        ),
    ],
)
def test_nobody_else_and_no_more_than_the_text_allows(tmp_path, duty, incident, code):
    with pytest.raises(InputError) as caught:
        case(tmp_path, duty, incident).at("12:00")
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_lengthening_of_one_round_leaves_the_others(tmp_path):
    duty = "- {id: tell, when: asked, within: 1 hour, extend: {by: county, at_most: 3 hours}}"
    found = case(
        tmp_path,
        duty,
        RECEIVED
        + "then:\n  - {at: @09:00, events: {asked: }}\n  - {at: @09:10, events: {asked: }}\n"
        + "  - {at: @09:20, extended: [{duty: tell, length: 2 hours, by: county, round: 2}]}\n",
    )
    assert found.seen("09:30") == [("running", "10:00"), ("running", "12:10")]


def test_a_lengthening_after_it_was_met_late_changes_nothing(tmp_path):
    more = "then:\n  - {at: @10:00, did: [{duty: tell}]}\n"
    found = case(tmp_path, LONGER, granted("2 hours", at="@11:00").replace("then:\n", more))
    assert (found.states("12:00"), found.one("12:00").late) == (["met-late"], timedelta(minutes=30))


def test_a_lengthening_after_it_was_missed_changes_nothing(tmp_path):
    duty = LONGER.replace("within", "ends: [sealed], within")
    more = "then:\n  - {at: @10:00, events: {sealed: }}\n"
    found = case(tmp_path, duty, granted("2 hours", at="@11:00").replace("then:\n", more))
    assert (found.states("12:00"), found.one("12:00").late) == (["missed"], timedelta(minutes=30))


@pytest.mark.parametrize(("at", "seen"), [("09:30", ("running", "10:30")), ("09:31", ("overdue", "09:30"))])
def test_leave_given_after_the_limit_takes_no_lateness_away(tmp_path, at, seen):
    found = case(tmp_path, LONGER, granted("1 hour", at=f"@{at}"))
    assert found.seen("10:00") == [seen]
    assert ("after the limit had passed" in found.one("10:00").why.en) is (seen[0] == "overdue")


def test_each_round_may_be_lengthened_as_far_as_the_text_allows(tmp_path):
    duty = "- {id: tell, when: asked, within: 1 hour, extend: {by: county, at_most: 3 hours}}"

    def leave(*given):
        told = "".join(
            f"  - {{at: @09:{20 + place}, extended: [{{duty: tell, length: {length}, by: county{round_}}}]}}\n"
            for place, (length, round_) in enumerate(given)
        )
        asked = "then:\n  - {at: @09:00, events: {asked: }}\n  - {at: @09:10, events: {asked: }}\n"
        return case(tmp_path, duty, RECEIVED + asked + told)

    one, two = ("2 hours", ", round: 1"), ("2 hours", ", round: 2")
    assert leave(one, two, ("1 hour", "")).seen("09:50") == [("running", "13:00"), ("running", "13:10")]
    for given in ((one, one), (("2 hours", ""), one), (one, two, ("2 hours", ""))):
        with pytest.raises(InputError) as caught:
            leave(*given).at("09:50")
        assert [fault.code for fault in caught.value.faults] == ["E725"]


UPON = """
- {id: tell, when: received, within: 1 hour, extend: {by: county, at_most: 3 hours, upon: asked, together: [sum-up]}}
- {id: sum-up, when: received, within: 1 hour, extend: {by: county, at_most: 3 hours, upon: asked, together: [tell]}}
"""


@pytest.mark.parametrize(
    ("steps", "due"),
    [
        ("{at: @09:00, events: {asked: }}", "12:30"),
        ("{at: @09:30, events: {asked: }}", "12:30"),
        ("{at: @09:31, events: {asked: }}", "09:30"),
        ("{at: @09:00, events: {asked: }, extended: [{duty: tell, length: 1 hour, by: county}]}", "10:30"),
        ("{at: @09:00, extended: [{duty: sum-up, length: 2 hours, by: county}]}", "11:30"),
        ("{at: @09:00, events: {asked: }}, {at: @09:10, events: {asked: }}", "12:30"),
    ],
)
def test_an_event_lengthens_all_that_have_one_limit_by_as_much_as_it_may(tmp_path, steps, due):
    found = case(tmp_path, UPON, f"{RECEIVED}then: [{steps}]\n")
    assert [short(found.one("09:45", name).due) for name in ("tell", "sum-up")] == [due, due]


def test_what_has_one_limit_is_lengthened_no_further_by_either_name(tmp_path):
    steps = ", ".join(
        f"{{at: @09:{minute}, extended: [{{duty: {name}, length: 2 hours, by: county}}]}}"
        for minute, name in (("00", "tell"), ("10", "sum-up"))
    )
    with pytest.raises(InputError) as caught:
        case(tmp_path, UPON, f"{RECEIVED}then: [{steps}]\n").at("09:45")
    assert [fault.code for fault in caught.value.faults] == ["E725"]


def test_a_lengthening_and_a_pause_go_together(tmp_path):
    duty = LONGER.replace("extend", "pauses: {from: test_begun, to: test_done}, extend")
    more = "  - {at: @09:10, events: {test_begun: }}\n  - {at: @09:40, events: {test_done: }}\n"
    one = case(tmp_path, duty, granted("2 hours", more=more)).one("10:00")
    assert (short(one.due), short(one.first_due)) == ("12:00", "09:30")  # 09:30 + 2 h + 30 min


@pytest.mark.parametrize(
    ("clock", "state"), [("12:31", "running"), ("15:30", "running"), ("15:31", "overdue")]
)
def test_a_round_whose_start_is_a_span_is_late_by_the_later_end_only(tmp_path, clock, state):
    duty = "- {id: tell, when: received, every: 4 hours, after: received}"
    incident = "occurred: @07:00\nevents: {received: {at_least: @08:00, at_most: @11:30}}\n"
    incident += "then: [{at: @12:00, facts: {n: 1}}]\n"
    first = case(tmp_path, duty, incident).all(clock)[0]
    assert (first.state, short(first.due), short(first.latest)) == (state, "12:00", "15:30")


@pytest.mark.parametrize("after", ["[learned, seen]", "[seen, learned]"])
@pytest.mark.parametrize(
    ("seen", "learned", "due"),
    [
        ("", "", None),
        ("@08:10", "", "09:10"),
        ("", "@08:20", "09:20"),
        ("@08:10", "@08:20", "09:10"),
        ("@08:25", "@08:20", "09:20"),
    ],
)
def test_of_an_event_and_a_time_that_is_a_fact_the_first_counts(tmp_path, after, seen, learned, due):
    """Whichever of them the plan names first."""
    duty = f"- {{id: tell, when: n > 0, within: 1 hour, after: {after}, counted: from-start}}"
    told = f"occurred: @08:00\nfacts: {{n: 5{seen and f', seen: {seen}'}}}\n"
    told += f"events: {{learned: {learned}}}\n" if learned else ""
    found = case(tmp_path, duty, told)
    assert found.seen("08:30") == [("running" if due else "waiting", due)]


@pytest.mark.parametrize(
    ("duty", "due"),
    [
        ("when: asked, after: asked", "09:50"),  # the seat's own event: it knew from 08:50 what it was asked
        ("when: asked, after: arising", "09:50"),
        ("when: asked, after: [asked, received]", "09:50"),
        ("when: asked, unit: town, after: asked", "09:50"),  # when the town learnt of it is not in the log
        (
            "when: asked, unit: county, after: asked",
            "13:00",
        ),  # what the bureau was asked the county did not know
        ("when: asked@county, unit: county, after: asked@county", "09:55"),
        ("when: occurred, after: occurred", "13:00"),
    ],
)
def test_what_a_body_received_later_does_not_move_a_limit_from_an_event_of_its_own(tmp_path, duty, due):
    found = case(
        tmp_path,
        f"- {{id: tell, {duty}, within: 1 hour}}",
        "occurred: @08:00\nevents: {asked: @08:50, asked@county: @08:55}\nthen:\n"
        "  - {at: @12:00, events: {received: , received@county: }}\n",
    )
    assert [one.due for one in found.all("12:30")] == [when(due)]


@pytest.mark.parametrize(
    ("more", "due"),
    [("", "4T00:00"), (", counted: from-start", "3T00:00"), (", after: [asked, received]", "4T00:00")],
)
def test_what_is_due_the_same_day_is_due_at_its_24_00(tmp_path, more, due):
    """Asked on the 2nd, but owed only from the 3rd: counted from arising, unless the text means the day of the start."""
    found = case(
        tmp_path,
        f"- {{id: tell, when: n >= 3 and asked, after: asked, within: the same day{more}}}".replace(
            "after: asked, within: the same day, after", "within: the same day, after"
        ),
        "occurred: @08:00\nfacts: {n: 1}\nthen:\n  - {at: @2T23:30, events: {asked: }}\n  - {at: @3T09:00, facts: {n: 5}}\n",
    )
    assert [short(one.due) for one in found.all("3T10:00")] == [due]


def test_the_earlier_of_the_same_day_and_so_many_hours(tmp_path):
    duty = "- {id: tell, when: asked, earliest: [{within: the same day, after: asked}, {within: 4 hours, after: asked}]}"
    early = case(tmp_path, duty, "occurred: @08:00\nthen:\n  - {at: @09:00, events: {asked: }}\n")
    late = case(tmp_path / "late", duty, "occurred: @08:00\nthen:\n  - {at: @22:30, events: {asked: }}\n")
    assert short(early.one("09:00").due) == "13:00"
    assert short(late.one("22:30").due) == "2T00:00"
