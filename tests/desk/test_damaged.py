"""A row that somebody spoilt costs the answer for its own incident, and no other."""

import pytest
from damage import SPOILT, spoiling, touch
from logs import after
from night import began, refused

from respond.desk import Decision, check, checked_sheet, due, handover, overview, status, told
from respond.show import plain
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


@pytest.mark.parametrize(
    ("how", "breach"),
    [
        ("UPDATE about SET value=x'ff' WHERE name='key'", "unsigned"),
        ("UPDATE checkpoints SET head=x'ff'", "unsigned"),
        ("UPDATE checkpoints SET at=x'ff'", "unsigned"),
        ("UPDATE checkpoints SET at='garbage', signature=x'ff'", "unsigned"),
        ("DELETE FROM checkpoints", "signature-missing"),
        ("DROP TABLE checkpoints", "part-missing"),
        ("ALTER TABLE entries DROP COLUMN body", "part-missing"),
        ("DROP TABLE about", "part-missing"),
        ("UPDATE entries SET number='x' WHERE seq=2", "changed"),
    ],
)
def test_the_check_says_what_was_touched_of_keys_signatures_and_tables(desk, how, breach):
    began(desk, "w1")
    desk.note("w1", "电话", now=after(5))
    desk.close("w1", Decision("headquarters", after(9), reason="完毕"))
    touch(desk.store.place, how)
    found = check(desk.store)
    assert breach in [each.breach for each in found.found]
    for lang in ("zh", "en"):
        assert plain(checked_sheet(found, lang), 100)


def test_a_store_without_any_signature_says_so(desk):
    began(desk, "w1")
    found = check(desk.store)
    assert found.sound
    assert "没有任何签名" in plain(checked_sheet(found, "zh"), 100)
    desk.store.checkpoint(after(1))
    assert "没有任何签名" not in plain(checked_sheet(check(desk.store), "zh"), 100)


def test_the_check_names_the_row_however_it_was_spoilt(spoilt):
    found = check(spoilt.store).found
    assert (found[0].seq, found[0].breach) == (4, "changed")
