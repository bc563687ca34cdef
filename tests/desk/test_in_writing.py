"""What was told by telephone and is owed in writing, by no clock: it is shown to be done wherever what presses is."""

from datetime import timedelta

import pytest
from logs import after
from night import began, how

from respond.desk import dossier, due, due_sheet, handover, handover_sheet, overview, overview_sheet, status
from respond.papers import fallback_sheet
from respond.show import most_urgent, plain, situation_sheet
from respond.watch import default_rhythm, plan

LATER = timedelta(hours=12)
WRITTEN = "written-after-oral"
WHAT = "口头报告后补报文字报告"


@pytest.fixture
def phoned(desk):
    """Open an incident and phone its first report."""
    began(desk)
    desk.did("one", "initial-report", now=after(5), by="market-regulator", channel="phone")
    return desk


def owed(desk, minutes=6, **more):
    found = due(desk.store, desk.library, now=after(minutes), **more)
    return found, [each.obligation.duty for each in found.owed]


def test_before_the_call_nothing_is_owed_in_writing(desk):
    began(desk)
    assert overview(desk.store, desk.library, now=after(6)).incidents[0].in_writing == ()
    assert WRITTEN not in owed(desk)[1]


def test_it_is_listed_with_what_is_due_though_no_check_fails_for_it(phoned):
    found, duties = owed(phoned)
    assert duties[-1] == WRITTEN  # behind all that has a figure or is owed at once
    assert f"书面未报     〔新〕{WHAT}" in plain(due_sheet(found, "zh"))
    every = status(phoned.store, phoned.library, "one", now=after(6)).obligations
    besides = [each for each in every if each.ours and each.mood == "must" and each.order.kind == "act"]
    besides = [each for each in besides if each.state == "running" and not each.provisional and not each.due]
    assert found.untimed == sum(not each.at_once and each.duty != WRITTEN for each in besides)


def test_it_alone_makes_no_check_fail(phoned):
    for each in due(phoned.store, phoned.library, now=after(6)).owed:
        one = each.obligation
        if one.duty != WRITTEN:
            to = {"to": [unit.id for unit in one.to]} if one.to else {}
            phoned.did("one", one.duty, now=after(7), by=one.units[0].id, **to)
    found, duties = owed(phoned, 8, within=timedelta(hours=1))
    assert WRITTEN in duties
    assert found.presses == any(each.obligation.due or each.obligation.at_once for each in found.owed)


def test_the_list_tells_it_beside_what_presses_most_and_first_where_nothing_else_does(phoned):
    one = overview(phoned.store, phoned.library, now=after(6)).incidents[0]
    assert [each.duty for each in one.in_writing] == [WRITTEN]
    assert "书面未报1项" in plain(overview_sheet(overview(phoned.store, phoned.library, now=after(6)), "zh"))
    assert one.next.duty != WRITTEN
    while True:
        left = [each.obligation for each in due(phoned.store, phoned.library, now=after(9)).owed]
        rest = [each for each in left if each.duty != WRITTEN]
        if not rest:
            break
        for each in rest:
            to = {"to": [unit.id for unit in each.to]} if each.to else {}
            phoned.did("one", each.duty, round=each.round, now=after(9), by=each.units[0].id, **to)
    one = overview(phoned.store, phoned.library, now=after(10)).incidents[0]
    assert (one.next.duty, one.in_writing) == (WRITTEN, ())
    situation = status(phoned.store, phoned.library, "one", now=after(10))
    assert most_urgent(situation).duty == WRITTEN
    assert f"最急：书面未报 · {WHAT}" in plain(situation_sheet(situation))


def test_the_handover_and_the_sheet_for_power_failures_name_it(phoned):
    found = handover(phoned.store, phoned.library, now=after(6), since=after(0), ahead=LATER)
    (one,) = found.incidents
    assert WRITTEN in [each.duty for each in one.running]
    assert WRITTEN not in [each.duty for each in one.untimed]
    text = plain(handover_sheet(found, "zh"))
    assert text.index("须书面报送的，没有钟限") < text.index(f"书面未报  〔新〕{WHAT}")
    assert "县市场监督管理局 → 市市场监督管理局、县人民政府；条款5.3" in text
    paper = plain(fallback_sheet(dossier(phoned.store, phoned.library, "one", now=after(6)), "zh"))
    assert f"□ 〔书面未报、新〕{WHAT}" in paper


def test_it_is_reminded_of_when_it_arises_and_once_a_day(phoned):
    def kinds(**more):
        situation = status(phoned.store, phoned.library, "one", now=after(5) + timedelta(**more))
        found = plan(situation, default_rhythm())
        name = f"jiaocheng/vaccine-quality#{WRITTEN}#1"
        return [(each.kind, each.at) for each in found.due.get(name, ())], found.next[name].at

    first = ("in-writing", after(5))
    assert kinds() == ([first], after(5) + timedelta(days=1))
    assert kinds(hours=26) == (
        [first, ("in-writing", after(5) + timedelta(days=1))],
        after(5) + timedelta(days=2),
    )


def test_what_is_sent_in_writing_ends_it(phoned):
    phoned.did(
        "one", WRITTEN, now=after(8), by="market-regulator", channel="written",
        to=["city-market-regulator", "county-government"],
    )  # fmt: skip
    assert WRITTEN not in owed(phoned, 9)[1]


def test_where_the_plan_ends_it_with_the_incident_it_is_owed_no_more(phoned):
    phoned.close("one", how(9, reason="试"))
    assert WRITTEN not in owed(phoned, 10)[1]
