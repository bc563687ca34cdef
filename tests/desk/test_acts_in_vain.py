"""Whoever enters an act that fulfils nothing is told so, and why."""

from datetime import timedelta

import pytest
from logs import after
from night import began

from respond.desk import handover, handover_sheet
from respond.show import plain


@pytest.mark.parametrize(
    ("duty", "act", "why"),
    [
        ("report-up", {"by": "headquarters"}, None),
        ("report-up", {"by": "health-bureau"}, "办理者不是责任单位，也未写明代谁办理"),
        ("report-termination", {}, "没有产生这项任务"),
    ],
)
def test_why_an_act_fulfils_nothing_is_told(desk, duty, act, why):
    began(desk)
    entered = desk.did("one", duty, now=after(20), **act)
    said = [each.text.zh for each in entered.concerns]
    assert said == ([f"`{duty}` 这次办理不算完成：{why}"] if why else [])
    assert [each.against for each in entered.concerns] == [True] * len(said)


def test_the_next_shift_is_told_of_it(desk):
    began(desk)
    desk.did("one", "report-up", now=after(20), by="health-bureau")
    found = handover(desk.store, desk.library, now=after(30), since=after(0), ahead=timedelta(hours=12))
    told = "".join(plain(handover_sheet(found, "zh")).split())
    assert "不算完成的办理记录" in told
    assert "办理者不是责任单位" in told
