"""The receipt of one of several bodies that owe each by itself is entered under its own name, and told so."""

from logs import after
from night import began, refused

from respond.desk import told

ACCIDENT = {
    "plans": ["national/production-accident"],
    "facts": {"deaths": "4", "traffic_or_fire": "no"},
    "events": {"received": "2026-11-21T09:00+08:00"},
    "bodies": {"local-departments": ["县住建局", "县消防大队"]},
}


def test_each_body_of_a_unit_enters_its_own_receipt(desk):
    began(desk, **ACCIDENT)
    desk.event("one", "received@local-departments", now=after(5), at="2026-11-21T09:05+08:00")
    entered = desk.event("one", "received@县消防大队", now=after(30), at="2026-11-21T09:40+08:00")
    found = [each for each in entered.situation.obligations if each.duty == "departments-report-up"]
    due = {unit.name.zh: f"{each.due:%H:%M}" for each in found for unit in each.units}
    assert due == {"县住建局": "11:05", "县消防大队": "11:40"}
    words = [
        said.words.zh
        for each in told(desk.store, desk.library, "one", now=after(31)).entries
        for said in each.says
    ]
    assert "县消防大队" in words[-1]
    assert "县住建局" not in words[-1]
    refused(lambda: desk.event("one", "received@县消防大队", now=after(31)), "E715")
    refused(lambda: desk.event("one", "received@县消防队", now=after(31)), "E722")
