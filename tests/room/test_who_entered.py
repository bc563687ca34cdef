"""Which account entered what: two of one post are told apart, and a decision of two and its entry lead to one another."""

import json
import re
from html import unescape

import pytest
from attrs import evolve
from busy import asked, opened
from duty import NOW
from forms import come, fill

from pages import text_of
from respond.desk import Desk

POST = "县值班室"


@pytest.fixture
def seats(room):
    """Give the officer and the shift leader one post, and open an incident at the command line."""
    for name in ("officer", "shift-leader"):
        room.store.change_account(name, lambda there, _: evolve(there, post=POST), by="test", now=NOW)
    Desk(room.store, room.library, by=POST).open(
        opened("one", "接种异常", quality_suspected="yes", deaths="3+"), now=NOW
    )
    return room


def note(door, role, text):
    assert fill(come(door, role), "/incidents/one/log", do="note", which="note", text=text).status_code == 200


def rows_of(page):
    """Give each row of the log as it is read, by its number."""
    found = re.findall(r'<tr id="e(\d+)">(.*?)</tr>', page, re.DOTALL)
    return {int(number): text_of(row) for number, row in found}


def decided(room, door):
    """Have the officer propose what goes against the plan, and the leader confirm it; give its number."""
    asked(room, "keepSettings", {"two_persons": True})
    come(door, "officer")
    sent = {"do": "start", "which": "start", "by": "headquarters", "level": "IV", "reason": "形势紧急"}
    fill(door, "/incidents/one/decide", **sent)
    (waiting,) = room.store.proposals("one")
    come(door, "shift-leader")
    done = fill(
        door, "/incidents/one/decide", do="confirm", which="proposal", number=str(waiting.number), seen="1"
    )
    assert done.status_code == 200
    return waiting.number


def test_two_of_one_post_are_told_apart_by_whoever_reads_the_audit_log(seats, door):
    note(door, "officer", "甲记")
    note(door, "shift-leader", "乙记")
    rows = rows_of(come(door, "auditor").get("/incidents/one/log").text)
    assert [POST in row for row in rows.values()] == [True, True, True]
    assert "账号 shift-leader" in rows[3]
    assert "账号 officer" in rows[2]
    assert "账号" not in rows[1]  # of a command nobody knows whose it was
    assert "账号 " not in text_of(come(door, "officer").get("/incidents/one/log").text)


def test_an_entry_and_its_row_of_the_audit_log_lead_to_one_another(seats, door):
    note(door, "officer", "甲记")
    come(door, "auditor")
    page = door.get("/incidents/one/log").text
    where = unescape(re.search(r'href="(/audit\?cursor=[^"]+)"', page)[1])
    audit = door.get(where).text
    row = re.search(rf'<tr id="{where.partition("#")[2]}"[^>]*>(.*?)</tr>', audit, re.DOTALL)[1]
    assert re.search(r"officer 记入 one 第2条", text_of(row))
    assert 'href="/incidents/one/log#e2"' in row


def test_what_is_about_one_incident_is_listed_alone(seats, door):
    note(door, "officer", "甲记")
    come(door, "auditor")
    assert 'href="/audit?incident=one"' in door.get("/incidents/one/log").text
    page = door.get("/audit?incident=one&limit=1").text
    assert len(re.findall(r'<tr id="r', page)) == 1
    assert "只列关于事件 one 的" in page
    found = asked(seats, "listAudit", query={"incident": ["one"]})
    assert [(row.who, row.what) for row in found.rows] == [("officer", "entered")]


def test_a_decision_of_two_and_its_entry_lead_to_one_another(seats, door):
    number = decided(seats, door)
    last = seats.store.rows("one")[-1].number
    come(door, "auditor")
    assert (
        f"第{number}号决定：officer 提出，shift-leader 确认"
        in rows_of(door.get("/incidents/one/log").text)[last]
    )
    told = text_of(door.get("/audit?incident=one").text)
    assert f"shift-leader 确认决定 one 记为第{last}条；决定：启动响应；决定编号：{number}" in told
    assert f"shift-leader 记入 one 第{last}条；决定编号：{number}；提出人：officer" in told
    assert f"officer 提出决定 one 决定：启动响应；决定编号：{number}" in told
    plain = rows_of(come(door, "viewer").get("/incidents/one/log").text)[last]
    assert f"第{number}号决定" in plain
    assert "officer" not in plain


def test_what_goes_into_two_logs_is_noted_of_both(seats, door):
    Desk(seats.store, seats.library, by=POST).open(opened("two", "另一起", quality_suspected="yes"), now=NOW)
    come(door, "officer")
    fill(door, "/incidents/one/log", do="link", which="link", to="two", reason="同一批次")
    assert seats.store.entered_by("one")[2].who == "officer"
    assert seats.store.entered_by("two")[2].who == "officer"


def test_nothing_is_noted_of_what_was_only_tried(seats, door):
    asked(seats, "keepSettings", {"two_persons": True})
    come(door, "officer")
    sent = {"do": "start", "which": "start", "by": "headquarters", "level": "IV", "reason": "形势紧急"}
    fill(door, "/incidents/one/decide", **sent)
    assert seats.store.entered_by("one") == {}


def test_a_row_that_was_changed_into_nonsense_names_nobody(seats, door):
    from sqlalchemy import update  # noqa: PLC0415

    from respond.store.tables import AUDIT  # noqa: PLC0415

    note(door, "officer", "甲记")
    for detail in ("no json", "[]", json.dumps({"first": "x", "last": 2})):
        with seats.store.database.writing() as connection:
            connection.execute(update(AUDIT).where(AUDIT.c.what == "entered").values(detail=detail))
        assert seats.store.entered_by("one") == {}
        assert come(door, "auditor").get("/audit").status_code == 200


def test_no_node_is_offered_that_only_follows_from_the_level(seats, door):
    page = come(door, "officer").get("/incidents/one/facts").text
    assert 'value="noticed"' in page or 'value="received"' in page
    assert "level_raised" not in page
    assert "level_lowered" not in page
