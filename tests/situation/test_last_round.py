"""What is owed again and again is owed a last time in the round under way as the event of `last_round` happens."""

import pytest

from duties import case

DIGEST = "- {id: tell, when: received, each: end of month, after: received, last_round: sealed, ends: []}"
HOURLY = "- {id: tell, when: received, every: 1 hour, after: received, last_round: sealed, ends: []}"


def digest(tmp_path, sealed, duty=DIGEST):
    return case(
        tmp_path,
        duty,
        f"occurred: @2T08:00\nfacts: {{n: 1}}\nevents: {{received: @2T09:00, sealed: {sealed}}}\n",
    )


def test_the_round_under_way_is_the_last_and_stays_owed_till_it_is_done(tmp_path):
    found = digest(tmp_path, "@20T09:00")
    assert [one.state for one in found.all("31T23:00")] == ["running"]
    assert [one.state for one in found.all("2026-05-02T09:00:00+08:00")] == ["overdue"]


@pytest.mark.parametrize(
    ("sealed", "rounds"),
    [
        ("2026-04-01T00:00+08:00", 1),  # the very end of March is of March
        ("2026-04-01T00:01+08:00", 2),
        ("@2T09:00", 1),
        ("@2T08:59", 4),  # before there was anything to sum up nothing ended
    ],
)
def test_it_is_the_period_of_the_event_that_counts(tmp_path, sealed, rounds):
    assert len(digest(tmp_path, sealed).all("2026-06-10T09:00:00+08:00")) == rounds


def test_a_last_round_of_long_ago_is_told_as_any_other(tmp_path):
    found = digest(tmp_path, "@30T08:30", HOURLY).all("2026-06-10T09:00:00+08:00")
    assert len(found) == 500
    assert sum(number for _, number in found[0].earlier_rounds) + len(found) == 28 * 24


def test_what_is_learnt_of_the_event_counts_from_the_next_look_on(tmp_path):
    found = case(
        tmp_path,
        DIGEST,
        "occurred: @2T09:00\nfacts: {n: 1}\nevents: {received: @2T09:00}\n"
        "then:\n  - {at: 2026-05-03T09:00+08:00, events: {sealed: @20T09:00}}\n",
    )
    assert [one.state for one in found.all("2026-05-02T09:00:00+08:00")] == ["overdue", "overdue", "running"]
    assert [one.state for one in found.all("2026-05-03T09:00:00+08:00")] == ["overdue"]
