"""A row that somebody spoilt costs the answer for its own incident, and no other."""

import pytest
from damage import SPOILT, spoiling, touch
from logs import after
from night import began, refused

from respond.desk import check, due, handover, overview, status, told
from respond.supervise import items


@pytest.fixture(params=SPOILT)
def spoilt(request, desk):
    """Keep two incidents, of which one has a spoilt row."""
    for name in ("w1", "w2"):
        began(desk, name)
        desk.note(name, "电话", now=after(5))
    touch(desk.store.place, spoiling(request.param, "seq=4"))
    return desk


def test_all_other_incidents_are_answered_and_the_damaged_one_is_named(spoilt):
    asked = {"now": after(10)}
    found = overview(spoilt.store, spoilt.library, **asked)
    owed = due(spoilt.store, spoilt.library, **asked)
    shift = handover(spoilt.store, spoilt.library, **asked, since=after(0), ahead=after(60) - after(0))
    assert [each.incident for each in found.incidents if each.incident == "w1"] == ["w1"]
    assert {each.incident for each in owed.owed} >= {"w1"}
    assert "w1" in [each.incident for each in shift.incidents]
    assert items(spoilt.store, spoilt.library, **asked).items == ()
    for each in (found, owed, shift):
        assert [(one.code, one.exit_code) for one in each.unread][-1:] == [("E859", 2)]


def test_what_is_asked_of_it_alone_is_refused(desk):
    began(desk, "w2")
    touch(desk.store.place, "UPDATE entries SET body='{' WHERE incident='w2'")
    refused(lambda: status(desk.store, desk.library, "w2", now=after(10)), "E859")
    refused(lambda: told(desk.store, desk.library, "w2", now=after(10)), "E859")
    refused(lambda: desk.note("w2", "电话", now=after(10)), "E859")


def test_the_check_names_the_row_however_it_was_spoilt(spoilt):
    found = check(spoilt.store).found
    assert (found[0].seq, found[0].breach) == (4, "changed")
