"""What the watch writes on standard output."""

import pytest
from channel_making import BODY, made, send


@pytest.mark.parametrize(
    ("lang", "plain", "told"),
    [("zh", False, "第一行\n第二行\n\n"), ("en", False, "line one\nline two\n\n"), ("zh", True, BODY + "\n")],
)
def test_standard_output(lang, plain, told):
    channel, written = made("stdout", lang, plain)
    send(channel)
    assert written == [told]
