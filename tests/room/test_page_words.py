"""What a fault says to whoever has a page or a program before him: what to do there, and never what to type."""

import re

import pytest
from duty import opened

from respond.errors import CATALOGUE

COMMAND = re.compile(r"(?<![\w-])--[a-z]|\brespond [a-z]")


@pytest.mark.parametrize(
    ("address", "sent", "code", "says"),
    [
        ("entries/start", {"level": "IV", "by": "headquarters"}, "E850", "写明理由"),
        ("entries/did", {"duty": "nothing"}, "E720", "预案里的任务编号"),
        ("entries/did", {"duty": "report-up", "to": []}, "E964", "写明报给了谁"),
        ("reports/initial/sent", {"to": []}, "E964", "写明报给了谁"),
        ("entries/correct", {"entry": "report-up", "by": "x", "to": []}, "E964", "写明报给了谁"),
        ("entries/update", {"facts": {"deahts": "1"}}, "E701", "预案里的一个事实"),
        ("entries/link", {"to": "elsewhere"}, "E845", "没有事件 `elsewhere`"),
        ("entries/ack", {"duty": "nothing", "by": "x"}, "E874", "“任务”里列着各项任务"),
    ],
)
def test_a_fault_over_http_says_what_to_do_and_not_what_to_type(officer, address, sent, code, says):
    told = officer.post(f"{opened(officer)}/{address}", json=sent)
    assert told.json()["code"] == code
    assert says in told.text
    assert not COMMAND.search(told.text)


def test_a_code_is_explained_in_the_same_words(officer):
    told = officer.get("/v1/errors/E850").json()
    assert told["help"] == {"zh": "仍要这样定，写明理由", "en": "to decide so all the same, give the reason"}
    assert told["problem"]["zh"] == CATALOGUE["E850"].problem.zh
