"""The reports that are shipped beside the recordings are those the engine makes of them today.

To write them anew after a wanted change: `python tests/scenarios/recorded_reports.py`, then read the difference.
"""

import re

import pytest
from recorded_reports import RECORDINGS, beside, report


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda path: path.stem)
def test_the_report_beside_a_recording_is_what_the_engine_makes_of_it(recording):
    assert beside(recording).read_text("utf-8") == report(recording)


def test_every_report_has_its_recording():
    there = {path.name for path in RECORDINGS[0].parent.glob("*.md")}
    assert there == {beside(path).name for path in RECORDINGS}


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda path: path.stem)
def test_a_time_on_the_clock_is_written_one_way_with_whole_days_apart(recording):
    """Above the log, which holds what was written as it was written."""
    told, _, _ = beside(recording).read_text("utf-8").partition('<a id="annex-log"></a>')
    hours = [int(each) for each in re.findall(r"\+(\d{2,3}):[0-5]\d", told)]
    assert hours
    assert max(hours) < 24
