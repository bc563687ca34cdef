"""What a body did that does not owe a report is none of it, and a call by telephone is no letter that is numbered."""

import pytest
from dossiers import SENT, drafted, step

WRITTEN = SENT.replace("number: 一号", "channel: written, number: 一号")


@pytest.mark.parametrize(
    ("sent", "issue", "base"),
    [
        (WRITTEN, 2, True),
        (SENT.replace("number: 一号", "channel: phone"), 1, True),
        (WRITTEN.replace("by: headquarters", "by: public-security"), 1, False),
    ],
    ids=["a letter", "a call", "another body"],
)
def test_which_reports_are_numbered_and_told_from(sent, issue, base):
    more = step(30, "deaths: 4")
    assert drafted(sent, more, duty="report-up").issue == issue
    assert (drafted(sent, more, kind="progress").since is not None) == base
