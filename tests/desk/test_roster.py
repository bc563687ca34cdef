"""A shift is handed over as the roster says: since when it stands, and until when the next one does."""

from datetime import timedelta

import pytest
from logs import NOW, after
from night import began, how

from respond.api import default_library
from respond.desk import Desk, handover, handover_sheet
from respond.show import plain
from respond.store import ROSTER, RoomStore

LIBRARY = default_library()
EARLY, LATE = ("-180", "60"), ("60", "540")
"""Shifts, in minutes from now: one that stands, and the one after it."""


@pytest.fixture
def room(tmp_path):
    store = RoomStore(tmp_path / "store.db")
    yield store
    store.close()


def kept(store, *shifts) -> None:
    told = [
        {
            "from": after(int(first)).isoformat(),
            "to": after(int(last)).isoformat(),
            "officers": [],
            "leader": "张主任",
        }
        for first, last in shifts
    ]
    store.keep_settings({ROSTER: told}, by="管理员", now=NOW, tells={})


@pytest.mark.parametrize(
    ("shifts", "began_at", "until", "known_by"),
    [
        ((EARLY, LATE), -180, 540, "roster"),
        ((LATE, EARLY), -180, 540, "roster"),  # whatever the order they were entered in
        ((EARLY, LATE, ("60", "300")), -180, 540, "roster"),  # the longest look ahead of two that begin alike
        ((EARLY, ("40", "500")), -180, 500, "roster"),  # the next one comes before this one goes
        ((("-660", "-30"), ("-30", "700")), -660, 700, "roster"),  # the next one has only just begun
        ((("-660", "-90"), ("-90", "700")), -90, 720, "usual"),  # nobody is named after it
        ((EARLY, ("900", "1300")), -180, 720, "usual"),  # a gap longer than a shift
        ((("-60", "1440"), ("1440", "2880")), -60, 2880, "roster"),  # shifts of a day
        ((("120", "400"),), -720, 400, "roster"),  # nobody stands now, but somebody soon
        ((("1000", "1200"),), -720, 720, "usual"),
        ((), -720, 720, "usual"),
    ],
)
def test_the_roster_says_when_a_shift_began_and_the_next_one_ends(room, shifts, began_at, until, known_by):
    kept(room, *shifts)
    found = handover(room, LIBRARY, now=NOW)
    assert (found.since, found.until, found.known_by) == (after(began_at), after(until), known_by)
    words = {"roster": "（按值班表）", "usual": "（值班表未排下一班，按12小时）"}[known_by]
    assert words in "".join(plain(handover_sheet(found, "zh")).split())


def test_what_is_asked_for_goes_before_the_roster(room):
    kept(room, EARLY, LATE)
    found = handover(room, LIBRARY, now=NOW, since=after(-20), ahead=timedelta(hours=3))
    assert (found.since, found.until, found.known_by) == (after(-20), after(180), "asked")
    assert "值班表" not in plain(handover_sheet(found, "zh"))


def test_clocks_are_told_up_to_the_end_of_the_next_shift(room):
    desk = Desk(room, LIBRARY, by="值班室")
    began(desk)
    far, near = (
        handover(room, LIBRARY, now=after(1), ahead=timedelta(days=days)).incidents[0] for days in (40, 0)
    )
    assert len(far.running) > len(near.running)
    kept(room, EARLY, ("60", str(40 * 24 * 60)))
    (one,) = handover(room, LIBRARY, now=after(1)).incidents
    assert [each.id for each in one.running] == [each.id for each in far.running]


@pytest.mark.parametrize(
    ("lang", "was", "stays"),
    [
        (
            "zh",
            "级别：未达到分级标准至Ⅰ级 → 人工定为Ⅰ级（按预案未达到分级标准至Ⅰ级）",
            "级别：人工定为Ⅰ级（按预案未达到分级标准至Ⅰ级）（未变）",
        ),
        (
            "en",
            "no level to level I → declared level I (by the plan no level to level I)",
            "declared level I (by the plan no level to level I) (unchanged)",
        ),
    ],
)
def test_the_level_of_a_shift_is_the_declared_one_beside_the_plans(desk, lang, was, stays):
    began(desk)
    desk.declare("one", "I", how(40, reason="扩大"))
    for since, words in ((after(20), was), (after(45), stays)):
        found = handover(desk.store, LIBRARY, now=after(50), since=since, ahead=timedelta(hours=1))
        assert "".join(words.split()) in "".join(plain(handover_sheet(found, lang)).split())
