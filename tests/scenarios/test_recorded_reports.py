"""The reports that are shipped beside the recordings are those the engine makes of them today.

To write them anew after a wanted change: `python tests/scenarios/recorded_reports.py`, then read the difference.
"""

import pytest
from recorded_reports import RECORDINGS, beside, report


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda path: path.stem)
def test_the_report_beside_a_recording_is_what_the_engine_makes_of_it(recording):
    assert beside(recording).read_text("utf-8") == report(recording)


def test_every_report_has_its_recording():
    there = {path.name for path in RECORDINGS[0].parent.glob("*.md")}
    assert there == {beside(path).name for path in RECORDINGS}
