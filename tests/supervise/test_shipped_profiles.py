"""The shipped profiles on a desk: what an undertaker reports is a node, and turns the lamp red."""

from datetime import datetime

import pytest

import respond
from respond.desk import Decision
from respond.supervise import ExtensionRequest, Opening, Supervisor, item

LIBRARY = respond.Library.default()


@pytest.fixture
def supervisor(tmp_path):
    """Sit down at a new store, under the shipped plans."""
    store = respond.Store(str(tmp_path / "store.db"))
    yield Supervisor(respond.Desk(store, LIBRARY, by="督查室"))
    store.close()


def moment(text):
    return datetime.fromisoformat(f"{text}+08:00")


def opened(supervisor, profile, *facts, **more):
    start = moment("2026-03-02T09:00")
    opening = Opening(
        id="one", profile=profile, title="事项", source="会议", at=start, facts=facts,
        roles={"undertaker": ["甲局"]}, **more,
    )  # fmt: skip
    return supervisor.add(opening, now=start)


def entered(supervisor, now, **body):
    supervisor.desk.enter("one", lambda rows: [respond.store.Draft("event", now, body)], now)


@pytest.mark.parametrize(
    ("board", "event", "duty", "due"),
    [
        ("daily", "continued", "monthly-report", "2026-04-01T00:00"),
        ("key_tasks", "continued", "monthly-feedback", "2026-04-01T00:00"),
        ("reform", "continued", "quarterly-summary", "2026-04-01T00:00"),
        ("upgrading", "continued", "monthly-feedback", "2026-04-01T00:00"),
        ("engineering", "continued", "weekly-progress", "2026-03-09T10:00"),
        ("investment", "signed", "monthly-feedback-investment", "2026-04-01T00:00"),
        ("engineering", "obstructed", "remove-obstruction", "2026-03-05T10:00"),
    ],
)
def test_what_an_undertaker_goes_on_reporting_is_a_node(supervisor, board, event, duty, due):
    opened(supervisor, "supervision-13710", board=board)
    at = moment("2026-03-02T10:00")
    entered(supervisor, at, events={event: {"at": at.isoformat()}})
    late = moment("2026-04-02T10:00")
    one = item(supervisor.desk.store, LIBRARY, "one", now=late)
    first = next(node for node in one.nodes if node.duty == duty)
    assert (first.due, first.state, one.lamp) == (moment(due), "overdue", "red")


def test_the_summaries_of_a_proposal_are_nodes(supervisor):
    noted = opened(supervisor, "jincheng/proposals", "kind=proposal", "key=yes", "outside_remit=yes")
    assert {"object", "reply", "report-result", "sum-up", "sum-up-key-items"} <= {
        node.duty for node in noted.item.nodes
    }


def test_pressing_the_late_is_no_mere_power():
    """Article 11 leaves the means open: the system's warning, or the telephone."""
    plan = LIBRARY.prepared(LIBRARY.find("supervision-13710"))
    assert {each.id: each.entry.mood for each in plan.measures}["urge-by-telephone"] == "must"


def test_warnings_of_investment_go_to_heads_and_contacts_of_both_units():
    plan = LIBRARY.prepared(LIBRARY.find("supervision-13710"))
    warning = next(each for each in plan.plan.supervision.reminders if each.id == "warning-investment")
    assert set(warning.to) == {
        "undertaker-head", "undertaker-contact", "cooperating-head", "cooperating-contact",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "granted", "due"),
    [
        ({"length": "3 months"}, {}, "2026-09-02T23:59:59"),
        ({"length": "3 months"}, {"node": "reply"}, "2026-09-02T23:59:59"),
        ({"length": "3 months"}, {"length": "1 month"}, "2026-07-02T23:59:59"),
        ({"until": "2026-07-01T09:00"}, {}, "2026-07-01T09:00:59"),
        ({}, {}, "2026-09-02T23:59:59"),
    ],
)
def test_consent_lengthens_by_what_was_asked_for(supervisor, asked, granted, due):
    opened(supervisor, "proposals")
    request = ExtensionRequest("分步", "甲局", **asked)
    supervisor.apply("one", request, now=moment("2026-05-20T09:00"), node="reply")
    noted = supervisor.grant("one", Decision("general-office", moment("2026-05-21T09:00")), **granted)
    for duty in ("reply", "report-result"):  # one limit of both
        assert next(node for node in noted.item.nodes if node.duty == duty).due == moment(due)
    later = moment("2026-05-22T09:00")
    supervisor.grant("one", Decision("general-office", later))  # what was granted is not granted again
    one = item(supervisor.desk.store, LIBRARY, "one", now=later)
    assert next(node for node in one.nodes if node.duty == "reply").due == moment(due)


def test_more_time_asked_for_twice_is_granted_twice(supervisor):
    opened(supervisor, "proposals")
    for day, due in (("2026-05-20", "2026-07-02T23:59:59"), ("2026-06-20", "2026-08-02T23:59:59")):
        request = ExtensionRequest("分步", "甲局", length="1 month")
        supervisor.apply("one", request, now=moment(f"{day}T09:00"), node="reply")
        noted = supervisor.grant("one", Decision("general-office", moment(f"{day}T10:00")))
        assert next(node for node in noted.item.nodes if node.duty == "reply").due == moment(due)
