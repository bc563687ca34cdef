"""Numbers in English: one entry, two entries, on pages as on the terminal."""

import pytest

from respond.desk.words import WORDS as DESK
from respond.errors import Text
from respond.room.pages.words import WORDS as PAGES


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 entries were"), (1, "1 entry was"), (2, "2 entries were"), (21, "21 entries were")]
)
def test_the_word_that_goes_with_a_number_is_chosen_by_it(n, said):
    assert Text("{n}条", "{n} {n:entry was|entries were}").fill(n=n) == Text(f"{n}条", said)


def test_a_number_is_written_otherwise_as_ever():
    assert Text("{n}", "{n:,}").fill(n=12345).en == "12,345"


@pytest.mark.parametrize(
    ("name", "one", "more"),
    [
        ("entries_n", "1 entry", "2 entries"),
        ("came_meanwhile", "1 new entry since", "2 new entries since"),
        ("came_between", "1 entry came after", "2 entries came after"),
        ("log_n", "1 entry, the latest first", "2 entries, the latest first"),
        ("came_since_proposal", "1 entry came since", "2 entries came since"),
        ("came_there_since", "1 entry came in x", "2 entries came in x"),
        ("chart_about", "When 1 duty begins and is due", "When 2 duties begin and are due"),
        ("replayed_n", "1 entry will be", "2 entries will be"),
        ("rows_n", "1 entry, 1 incident", "2 entries, 2 incidents"),
        ("given_count", "1 inject given", "2 injects given"),
        ("acts_count", "1 act", "2 acts"),
    ],
)
def test_pages_count_in_english(name, one, more):
    for n, begins in ((1, one), (2, more)):
        said = PAGES[name].fill(n=n, entries=n, incidents=n, other="x").en
        assert said.startswith(begins)
        assert not said[len(begins) :].startswith("s")


@pytest.mark.parametrize(
    ("name", "one", "more"),
    [
        ("verify_sound", "The log is sound: 1 entry, every one", "The log is sound: 2 entries, every one"),
        ("verify_broken", "tampered with: 1 place", "tampered with: 2 places"),
        ("verify_attested", "signatures vouch up to entry 9 (of 1; 1 signature)", "signatures vouch up to entry 9 (of 2; 2 signatures)"),
        ("verify_audit", "the duty room: 1 entry,", "the duty room: 2 entries,"),
        ("verify_audit", "1 signature)", "2 signatures)"),
        ("verify_seals", "the store was sealed 1 time, ", "the store was sealed 2 times, "),
        ("verify_journal", "the journal: 1 entry,", "the journal: 2 entries,"),
    ],
)  # fmt: skip
def test_the_check_of_a_log_counts_in_english(name, one, more):
    for n, said, other in ((1, one, f"{one}s"), (2, more, "\0")):
        found = DESK[name].fill(n=n, attested=9, signed=n, seals=n).en
        assert said in found
        assert other not in found
