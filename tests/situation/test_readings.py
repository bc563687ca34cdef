"""What a rejected reading would have given: another level, another response, a duty owed or not."""

import pytest

from duties import case
from respond.show import View, plain, situation_sheet

TELL = """\
- {id: tell, when: n >= 3, after: received, within: 1 hour}
- {id: seal, response: [III], due: immediately}
- {id: ask, when: leak, due: immediately}
"""
OCCURRED = "occurred: @08:00\nevents: {received: @08:30}\n"


def _reading(rejected, when="n == 3"):
    return f"""\
interpretations:
  - id: counted-how
    clause: "1"
    question: {{zh: 含不含本数, en: is the figure included}}
    reading: {{zh: 含, en: it is}}
    rejected:
{rejected}    touches: [tell]
    when: {when}
"""


def _rejected(instead=None, words="读法"):
    more = f", instead: {instead}" if instead else ""
    return f"      - {{zh: {words}, en: '{words}'{more}}}\n"


def _shown(folder, rejected, facts, when="n == 3"):
    situation = case(folder, TELL, f"{OCCURRED}facts: {facts}\n", _reading(rejected, when)).at("09:00")
    (reading,) = situation.leading.readings
    return situation, reading


def test_a_duty_the_rejected_reading_takes_away_decides(tmp_path):
    situation, reading = _shown(tmp_path, _rejected("{tell: n > 3}"), "{n: 3, leak: no}")
    (other,) = reading.alternatives
    assert reading.decided
    assert other.level == situation.level
    assert [(shift.duty, shift.now, shift.would_be) for shift in other.duties] == [
        ("tell", "owed", "not-owed")
    ]


@pytest.mark.parametrize(
    ("facts", "now", "would_be"),
    [("{n: 2, leak: no}", "not-owed", "owed"), ("{n: 2+, leak: no}", "provisional", "owed")],
)
def test_a_duty_the_rejected_reading_brings_or_makes_certain_decides(tmp_path, facts, now, would_be):
    _, reading = _shown(tmp_path, _rejected("{tell: n >= 2}"), facts, when="n >= 2")
    (other,) = reading.alternatives
    assert reading.decided
    assert [(shift.duty, shift.now, shift.would_be) for shift in other.duties] == [("tell", now, would_be)]


def test_a_duty_that_stays_as_it_is_decides_nothing(tmp_path):
    _, reading = _shown(tmp_path, _rejected("{tell: n >= 2}"), "{n: 3, leak: no}")
    assert (reading.decided, [other.duties for other in reading.alternatives]) == (False, [()])


def test_what_has_ended_is_not_said_to_be_owed_otherwise(tmp_path):
    ended = (
        f"{OCCURRED}facts: {{n: 3, leak: no}}\nthen:\n  - {{at: @08:50, events: {{terminated: @08:50}}}}\n"
    )
    found = case(tmp_path, TELL, ended, _reading(_rejected("{ask: n == 3}"))).at("09:00")
    (reading,) = found.leading.readings
    assert (reading.decided, reading.alternatives[0].duties) == (False, ())


def test_another_response_decides_and_brings_its_measures(tmp_path):
    rejected = _rejected("{III: n > 3}")
    situation, reading = _shown(tmp_path, rejected, "{n: 3, leak: no}")
    (other,) = reading.alternatives
    assert reading.decided
    assert situation.leading.response.called.certain == 2
    assert (other.response.certain, other.response.possible) == (0, 0)
    assert other.duties == ()  # they follow from the response, which says enough


def test_a_measure_of_a_response_is_read_without_it(tmp_path):
    _, reading = _shown(tmp_path, _rejected("{seal: n == 1}"), "{n: 1, leak: no}", when="n == 1")
    (other,) = reading.alternatives
    assert [(shift.duty, shift.would_be) for shift in other.duties] == [("seal", "owed")]


def test_a_level_and_a_duty_are_told_together(tmp_path):
    _, reading = _shown(tmp_path, _rejected("{III-n: n > 3, tell: n > 3}"), "{n: 3, leak: no}")
    (other,) = reading.alternatives
    assert (other.level.certain, other.response.certain) == (0, 0)
    assert [shift.duty for shift in other.duties] == ["tell"]


def test_a_rejected_reading_that_changes_nothing_worked_out_is_named(tmp_path):
    rejected = _rejected("{tell: n > 3}") + _rejected(words="只计本县")
    situation, reading = _shown(tmp_path, rejected, "{n: 3, leak: no}")
    assert [text.zh for text in reading.rejected] == ["只计本县"]
    assert len(reading.alternatives) == 1
    assert "不采用：只计本县" in plain(situation_sheet(situation, View("zh")))


@pytest.mark.parametrize(
    ("instead", "zh", "en"),
    [
        ("{tell: n > 3}", "不必履行“任务”", "“duty” would not be owed"),
        ("{ask: n == 3}", "应履行“任务”", "“duty” would be owed"),
        ("{III: n > 3}", "不需启动响应", "no response called for"),
    ],
)
def test_the_page_says_it_in_words(tmp_path, instead, zh, en):
    situation, _ = _shown(tmp_path, _rejected(instead), "{n: 3, leak: no}")
    for lang, words in (("zh", zh), ("en", en)):
        page = plain(situation_sheet(situation, View(lang)))
        assert words in page.replace("\n", "")
        assert {"zh": "决定了本次结果", "en": "decided this answer"}[lang] in page


def test_it_stands_in_the_json(tmp_path):
    situation, _ = _shown(
        tmp_path, _rejected("{tell: n > 3}") + _rejected(words="另一种"), "{n: 3, leak: no}"
    )
    (reading,) = situation.to_json()["interpretations"]
    (other,) = reading["alternatives"]
    assert reading["decided"]
    assert reading["rejected"] == [{"zh": "另一种", "en": "另一种"}]
    assert other["response"] == {"level": "III", "could_reach": "III", "exact": True}
    assert other["duties"] == [
        {
            "duty": "tell",
            "label": {"zh": "任务", "en": "duty"},
            "now": "owed",
            "would_be": "not-owed",
        }
    ]


def test_a_reading_may_ask_how_a_duty_stands_though_no_rule_does(tmp_path):
    found = case(
        tmp_path, TELL, f"{OCCURRED}facts: {{n: 3, leak: no}}\n", _reading(_rejected("{ask: overdue(tell)}"))
    )
    (early,) = found.at("09:00").leading.readings
    (late,) = found.at("09:31").leading.readings
    assert (early.decided, late.decided) == (False, True)
