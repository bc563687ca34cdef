"""An entry that somebody changed behind the back of the program is told wherever its incident is told."""

import pytest
from damage import touch
from logs import after
from night import began, how, refused

from respond.desk import dossier, handover, handover_sheet, overview, overview_sheet, sign, status, told
from respond.papers import report
from respond.show import plain, situation_sheet

MARK = {"zh": "【第2条被改动】", "en": "[ENTRY 2 WAS CHANGED] "}


def changing(old: str, new: str) -> str:
    """Give the statement that changes what entries say."""
    return f"UPDATE entries SET body=replace(body, '{old}', '{new}')"  # noqa: S608 - only ever of a test


@pytest.fixture
def changed(desk):
    """Keep two incidents, one of them with an entry that was changed and reads well."""
    for name in ("w1", "w2"):
        began(desk, name)
    desk.update("w1", {"deaths": "3+"}, now=after(2))
    desk.store.following.__init__()  # as another process finds it
    touch(desk.store.place, changing('"deaths":"3+"', '"deaths":"30+"'))
    return desk


def test_it_is_told_wherever_the_incident_is(changed):
    store, library, now = changed.store, changed.library, after(10)
    one = status(store, library, "w1", now=now)
    assert one.changed_entry == 2
    shift = handover(store, library, now=now, since=after(0), ahead=after(60) - after(0))
    for lang, mark in MARK.items():
        assert one.title.say(lang).startswith(mark)
        assert told(store, library, "w1", now=now).title.say(lang).startswith(mark)
        assert mark in plain(overview_sheet(overview(store, library, now=now), lang), 300)
        assert one.warning.say(lang) in plain(handover_sheet(shift, lang), 1000)
    assert "这一行不能证明本单内容" in plain(handover_sheet(shift, "zh"), 300)
    other = status(store, library, "w2", now=now)
    assert (other.changed_entry, other.warning) == (None, None)


def test_nothing_is_drafted_from_it(changed):
    made = dossier(changed.store, changed.library, "w1", now=after(10))
    refused(lambda: report(made, "initial", name="initial"), "E978")
    assert report(dossier(changed.store, changed.library, "w2", now=after(10)), "initial", name="initial")


def test_a_note_is_taken_all_the_same_and_its_answer_says_so(changed):
    found = changed.note("w1", "电话：医院", now=after(5))
    assert found.number == 3
    assert found.situation.warning.zh in plain(situation_sheet(found.situation), 1000)
    assert [row.number for row in changed.store.rows("w1")] == [1, 2, 3]


def test_it_is_no_more_once_the_entry_is_put_right(changed):
    assert status(changed.store, changed.library, "w1", now=after(10)).changed_entry == 2
    touch(changed.store.place, changing('"deaths":"30+"', '"deaths":"3+"'))
    changed.note("w1", "已恢复", now=after(11))
    changed.store.following.__init__()
    one = status(changed.store, changed.library, "w1", now=after(12))
    assert (one.changed_entry, one.title.zh) == (None, "疑似疫苗质量事件")


def test_the_last_entry_changed_under_a_running_room_shows(desk):
    began(desk, "w1")
    desk.update("w1", {"deaths": "3+"}, now=after(2))
    assert status(desk.store, desk.library, "w1", now=after(3)).changed_entry is None
    touch(desk.store.place, changing('"deaths":"3+"', '"deaths":"30+"'))
    assert status(desk.store, desk.library, "w1", now=after(4)).changed_entry == 2


def test_an_entry_taken_out_shows(desk):
    began(desk, "w1")
    for minute in (2, 3):
        desk.note("w1", "电话", now=after(minute))
    desk.store.following.__init__()
    touch(desk.store.place, "DELETE FROM entries WHERE number=2")
    assert status(desk.store, desk.library, "w1", now=after(4)).changed_entry == 3


def test_one_that_cannot_be_read_any_more_is_no_misspelling(desk):
    began(desk, "w1")
    desk.update("w1", {"deaths": "3+"}, now=after(2))
    desk.store.following.__init__()
    touch(desk.store.place, changing('"deaths"', '"deahts"'))
    asked = {"now": after(10)}
    refused(lambda: status(desk.store, desk.library, "w1", **asked), "E859")
    refused(lambda: told(desk.store, desk.library, "w1", **asked), "E859")
    refused(lambda: desk.note("w1", "电话", **asked), "E859")
    assert [each.code for each in overview(desk.store, desk.library, **asked).unread] == ["E859"]


def test_what_is_entered_wrongly_is_still_a_misspelling(changed):
    refused(lambda: changed.update("w1", {"deahts": "4"}, now=after(10)), "E701")


def test_a_changed_log_is_not_signed(changed):
    error = refused(lambda: sign(changed.store, after(10)), "E977")
    assert "事件 `w1` 第2条（库中第3条）" in error.faults[0].problem.zh
    assert changed.store.checkpoints() == ()


def test_whoever_closes_an_incident_is_told_that_it_was_not_signed_and_why(changed):
    changed.note("w2", "电话：医院", now=after(3))
    before = len(changed.store.checkpoints())
    found = changed.close("w2", how(minutes=9, seen=2, reason="误报"))
    (said,) = [each for each in found.concerns if "没有签名" in each.text.zh]
    assert (said.against, said.compared_with) == (True, "log")
    assert "事件 `w1` 第2条" in said.text.zh
    assert said.text.en.startswith("entered, but nothing was signed: entry 2 of the incident `w1`")
    assert changed.store.rows("w2")[-1].number == found.number
    assert len(changed.store.checkpoints()) == before
