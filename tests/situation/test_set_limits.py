"""A limit that the plan leaves to whoever acts is set with the event it counts from."""

import pytest

from duties import case
from respond.errors import InputError

TELL = "- {id: tell, when: asked, due: as-prescribed, after: asked}"


def asked(*within: str) -> str:
    steps = "".join(
        f"  - {{at: @{9 + number:02}:00, events: {{asked: {{by: county{', within: ' + each if each else ''}}}}}}}\n"
        for number, each in enumerate(within)
    )
    return f"occurred: @08:00\nthen:\n{steps}"


def test_a_limit_set_with_an_event_is_owed_like_any_other(tmp_path):
    found = case(tmp_path, TELL, asked("2 hours"))
    assert found.seen("10:00") == [("running", "11:00")]
    assert found.seen("11:01") == [("overdue", "11:00")]
    one = found.one("10:00")
    assert (one.order.words, one.order.limit.words.zh) == (None, "2小时内")
    late = case(tmp_path, TELL, asked("2 hours") + "  - {at: @12:00, did: [{duty: tell}]}\n")
    assert late.seen("12:00") == [("met-late", "11:00")]


def test_each_time_it_happens_has_a_limit_of_its_own_or_none(tmp_path):
    found = case(tmp_path, TELL, asked("2 hours", "", "3 working days"))
    assert found.seen("11:30") == [("overdue", "11:00"), ("running", None), ("running", "4T11:00")]
    assert found.all("11:30")[1].order.words == "as-prescribed"


def test_a_walk_that_goes_on_takes_it_as_one_that_begins_anew(tmp_path):
    steps = asked("2 hours", "30 minutes")
    found = case(tmp_path, TELL, steps)
    assert [found.seen(clock) for clock in ("09:30", "10:15", "10:31")] == [
        [("running", "11:00")],
        [("running", "11:00"), ("running", "10:30")],
        [("running", "11:00"), ("overdue", "10:30")],
    ]


@pytest.mark.parametrize(
    ("duty", "within", "code"),
    [
        (TELL, "soon", "E601"),
        (TELL, "0 days", "E603"),
        ("- {id: tell, when: asked, within: 1 hour}", "2 hours", "E746"),
        ("- {id: tell, when: asked, due: unstated}", "2 hours", "E746"),
        ("- {id: tell, when: sealed, due: as-prescribed}", "2 hours", "E746"),
    ],
)
def test_a_limit_that_is_none_or_that_nobody_takes_is_refused(tmp_path, duty, within, code):
    with pytest.raises(InputError) as raised:
        case(tmp_path, duty, asked(within)).at("10:00")
    assert [each.code for each in raised.value.faults] == [code]
    assert raised.value.faults[0].place.line
