"""A level that was put right never to have been so grave: what was owed before goes on, and its limit is no later for it."""

import pytest

from duties import case, short

DUTIES = """
- {id: tell, when: level == IV, after: received, within: 4 hours, to: [county], report: first}
- {id: grave, when: level >= III, after: received, within: 2 hours, to: [city], report: first}
- {id: daily, when: level == IV, after: received, every: 1 day, until: sealed, to: [county], report: later}
"""
WRONG = "- {at: @12:00, corrects: [{entry: n#2, value: 1}]}"


def found(tmp_path, first, *steps):
    text = f"occurred: @08:00\nfacts: {{n: {first}}}\nevents: {{received: @08:30}}\nthen:\n"
    return case(tmp_path, DUTIES, text + "".join(f"  {each}\n" for each in steps))


MORE = "- {at: @10:00, facts: {n: 5}}"


def test_what_was_owed_before_goes_on_by_its_own_limit(tmp_path):
    one = found(tmp_path, 1, MORE, WRONG)
    assert one.seen("11:00") == [("stood-down", "12:30")]
    assert one.seen("12:10") == [("running", "12:30")]
    assert one.seen("13:00") == [("overdue", "12:30")]
    assert one.states("13:00", "grave") == ["stood-down"]


def test_what_had_been_done_is_not_owed_again(tmp_path):
    done = "- {at: @09:00, did: [{duty: tell}]}"
    assert found(tmp_path, 1, done, MORE, WRONG).states("20:00") == ["met"]


def test_it_is_owed_once_more_where_the_wrong_level_was_told(tmp_path):
    told = "- {at: @10:30, did: [{duty: grave}]}"
    assert found(tmp_path, 1, MORE, told, WRONG).seen("12:10") == [
        ("stood-down", "12:30"),
        ("running", "16:00"),
    ]


def test_what_comes_to_be_owed_only_then_counts_from_when_what_was_wrong_was_told(tmp_path):
    wrong = WRONG.replace("n#2", "n")
    both = found(tmp_path, 5, wrong)
    one = both.one("13:10")
    assert (one.state, short(one.due), short(one.latest)) == (
        "running",
        "12:30",
        "16:00",
    )  # none could know before
    assert both.states("16:10") == ["overdue"]


def test_a_figure_that_fell_is_no_figure_that_was_wrong(tmp_path):
    one = found(tmp_path, 1, MORE, "- {at: @12:00, facts: {n: 1}}")
    assert one.seen("12:10") == [("stood-down", "12:30"), ("running", "16:00")]


@pytest.mark.parametrize(
    ("first", "wrong", "state"), [(5, "n", "stood-down"), (1, "n#2", "overdue")], ids=["new", "before"]
)
def test_the_rounds_of_a_recurring_duty_go_on_from_its_own_start(tmp_path, first, wrong, state):
    steps = [MORE] if first == 1 else []
    later = WRONG.replace("@12:00", "@2T12:00").replace("n#2", wrong)
    rounds = found(tmp_path, first, *steps, later).seen("2T12:30", "daily")
    assert rounds == [(state, "2T08:30"), ("running", "3T08:30")]


@pytest.mark.parametrize("order", [("n", "n#2"), ("n#2", "n")], ids=["as told", "the last first"])
def test_in_which_order_two_figures_are_put_right_is_one(tmp_path, order):
    wrong = [
        f"- {{at: @{12 + place}:00, corrects: [{{entry: {each}, value: 1}}]}}"
        for place, each in enumerate(order)
    ]
    one = found(tmp_path, 3, MORE, *wrong).one("13:10")
    assert (short(one.arose), short(one.due)) == ("08:30", "12:30")


def test_a_figure_put_right_before_that_was_as_grave_all_the_same_counts_for_nothing(tmp_path):
    as_grave = "- {at: @09:00, corrects: [{entry: n, value: 4}]}"
    one = found(tmp_path, 5, as_grave, "- {at: @10:00, facts: {n: 3}}", WRONG).one("12:10")
    assert short(one.arose) == "10:00"
