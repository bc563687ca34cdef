"""Limits as a calendar: read again it is valid, names are stable, the sequence grows as limits move, ends are cancelled."""

import sys

import icalendar
import pytest
from dossiers import HEAD, after, dossier, step
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.papers import dated, limits_calendar

REPORT = "jiaocheng/vaccine-quality#report-up#1"
SENT = step(30, "", "did: [{duty: report-up, by: headquarters}]")
MOVED = step(
    20,
    "",
    "corrects: [{entry: received, at: 2026-11-21T09:02:00+08:00, corrected_by: x, reason: {zh: 录音}}]",
)


def events(made: bytes):
    return {str(each["uid"]): each for each in icalendar.Calendar.from_ical(made).walk("VEVENT")}


def event(*steps, name=REPORT, minutes=60, lang="zh", head=HEAD):
    return events(limits_calendar(dossier(*steps, minutes=minutes, head=head), lang))[f"{name}@one"]


def test_a_limit_is_an_event_with_alarms():
    found = event()
    assert found["dtstart"].dt == after(60)
    assert (str(found["status"]), found["sequence"]) == ("CONFIRMED", 0)
    assert "向县政府" in str(found["summary"])
    assert "条款5.1" in str(found["description"])
    triggers = [each["trigger"].dt.total_seconds() for each in found.walk("VALARM")]
    assert triggers == [-1800, -300, 0]
    assert {str(each["action"]) for each in found.walk("VALARM")} == {"DISPLAY"}
    assert str(event(lang="en")["summary"]).isascii()


def test_nothing_but_what_was_owed_is_worked_out_of_moments_gone_by(monkeypatch):
    found = dossier(MOVED, SENT)
    monkeypatch.setattr(sys.modules["respond.situation.situate"], "_situation", None)
    assert dated(found)


def test_the_file_says_what_it_is():
    calendar = icalendar.Calendar.from_ical(limits_calendar(dossier(), "zh"))
    assert str(calendar["version"]) == "2.0"
    assert str(calendar["method"]) == "PUBLISH"
    assert str(calendar["prodid"]).startswith("-//respond//")
    for each in calendar.walk("VEVENT"):
        for name in ("uid", "dtstamp", "dtstart", "summary", "sequence", "status"):
            assert name in each


def test_lines_are_folded_and_end_as_they_must():
    made = limits_calendar(dossier(), "zh")
    for line in made.split(b"\r\n"):
        assert len(line) <= 75
    assert b"\n" not in made.replace(b"\r\n", b"")


def test_a_limit_that_moved_grows_the_sequence():
    before, now = event(), event(MOVED)
    assert str(before["uid"]) == str(now["uid"])
    assert now["dtstart"].dt == after(50)
    assert (before["sequence"], now["sequence"]) == (0, 1)
    assert now["dtstamp"].dt == after(20)


def test_what_was_done_is_cancelled_and_rings_no_more():
    found = event(SENT)
    assert (str(found["status"]), found["sequence"]) == ("CANCELLED", 1)
    assert found.walk("VALARM") == []
    assert found["dtstamp"].dt == after(30)
    assert event(MOVED, SENT)["sequence"] == 2


def test_what_was_done_by_mistake_rings_again():
    undone = step(
        40, "", "corrects: [{entry: report-up, withdrawn: yes, corrected_by: x, reason: {zh: 误记}}]"
    )
    found = event(SENT, undone)
    assert (str(found["status"]), found["sequence"]) == ("CONFIRMED", 2)
    assert len(found.walk("VALARM")) == 3


def test_what_stood_down_is_cancelled():
    name = "jiaocheng/vaccine-quality#report-i-iii#1"
    assert str(event(name=name)["status"]) == "CONFIRMED"
    never = step(20, "", "corrects: [{entry: deaths, value: 0, corrected_by: x, reason: {zh: 误报}}]")
    assert str(event(never, name=name)["status"]) == "TENTATIVE", "it may still be owed"
    judged = ", ".join(
        f"{name}: {{value: no, by: x}}"
        for name in ("other_especially_serious", "other_serious", "other_fairly_large")
    )
    none = step(30, f"quality_suspected: no, {judged}")
    assert str(event(never, none, name=name)["status"]) == "CANCELLED"


def test_what_is_owed_at_once_rings_once():
    found = event(name="jiaocheng/vaccine-quality#seal-vaccine#1")
    assert str(found["summary"]).startswith("立即：")
    assert len(found.walk("VALARM")) == 1


def test_an_exercise_bears_its_mark():
    found = event(head=HEAD.replace("id: one", "id: one\nmode: exercise"))
    assert str(found["summary"]).startswith("【演练】")
    assert all(str(each["description"]) for each in found.walk("VALARM"))


def test_the_same_log_and_present_give_the_same_bytes():
    made = [limits_calendar(dossier(MOVED, SENT), "zh") for _ in range(2)]
    assert made[0] == made[1]


def test_time_alone_changes_nothing_but_words():
    """No event moves, and none is stamped anew, because somebody looks an hour later."""
    stamps = [
        {
            name: (each["dtstart"].dt, each["dtstamp"].dt, each["sequence"], str(each["status"]))
            for name, each in events(limits_calendar(dossier(MOVED, minutes=minutes), "zh")).items()
        }
        for minutes in (30, 90)
    ]
    assert all(stamps[1][name] == each for name, each in stamps[0].items())


STEPS = (MOVED, SENT, step(25, "deaths: 5"), step(35, "rare_cases: 9"), step(45, "quality_suspected: no"))


@settings(max_examples=25)
@given(chosen=st.sets(st.sampled_from(range(len(STEPS)))), until=st.integers(0, 60))
def test_a_sequence_never_falls_and_no_name_is_lost(chosen, until):
    """A calendar read later has every event of the one before, with a sequence no lower, grown if it changed."""
    steps = sorted((STEPS[number] for number in chosen), key=lambda text: text.split("\n")[0])
    earlier, later = (dated(dossier(*steps, minutes=minutes)) for minutes in (until, 60))
    now = {each.one.id: each for each in later}
    for each in earlier:
        then = now[each.one.id]
        assert then.sequence >= each.sequence
        if (then.at, then.stands) != (each.at, each.stands):
            assert then.sequence > each.sequence


def test_a_missing_library_is_told(monkeypatch):
    from respond.errors import MissingExtraError  # noqa: PLC0415

    def without(name):
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr("respond.papers.ics.import_module", without)
    with pytest.raises(MissingExtraError, match="E983"):
        limits_calendar(dossier(), "zh")
