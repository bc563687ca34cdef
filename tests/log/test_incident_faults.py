"""Every way an incident file can be wrong: a code, a place, a suggestion; never a traceback, never a guess."""

from datetime import datetime

import pytest

from respond.errors import CoverageError, InputError, RespondError
from respond.log import load_incident
from respond.plan import Library
from respond.reason import Truth
from respond.situation import situate

LIBRARY = Library.default()
NOW = datetime.fromisoformat("2026-11-21T12:00+08:00")

GOOD = """\
respond: incident/1
id: test-1
title: {zh: 测试, en: test}
plans: [vaccine-quality]
occurred: 2026-11-21T08:30+08:00
ended: 2026-11-21T11:00+08:00
sources: {R1: {zh: 县医院, en: county hospital}}
facts:
  quality_suspected: yes
  deaths: {at_least: 3, standing: reported, source: R1, as_of: 2026-11-21T09:10+08:00}
  rare_cases: 4
  other_serious: {value: no, by: 县市场监督管理局}
events:
  received: 2026-11-21T09:12+08:00
declared:
  - {level: II, by: 县应急指挥部, reason: {zh: 从严, en: caution}, at: 2026-11-21T09:30+08:00}
then:
  - at: 2026-11-21T10:00+08:00
    facts: {deaths: 4}
    events: {verified: }
"""


def answer(tmp_path, text):
    path = tmp_path / "incident.yaml"
    path.write_text(text, "utf-8")
    return situate(load_incident(path), LIBRARY, now=NOW)


def test_the_good_one_answers(tmp_path):
    assert answer(tmp_path, GOOD).level.certain == 3


BAD = {
    "unknown key": ("sources:", "sorces:", "E2", "sources"),
    "unknown fact": ("rare_cases: 4", "rare_case: 4", "E701", "rare_cases"),
    "negative count": ("rare_cases: 4", "rare_cases: -4", "E3", None),
    "fractional count": ("rare_cases: 4", "rare_cases: 4.5", "E3", None),
    "not a number": ("rare_cases: 4", "rare_cases: .nan", "E3", None),
    "infinity": ("rare_cases: 4", "rare_cases: .inf", "E3", None),
    "absurdly large": ("rare_cases: 4", "rare_cases: 1" + "0" * 40, "E3", None),
    "a unit of another kind": ("rare_cases: 4", "rare_cases: 4 ha", "E3", None),
    "interval upside down": ("{at_least: 3, standing", "{at_least: 3, at_most: 2, standing", "E3", None),
    "standing misspelt": ("standing: reported", "standing: reportd", "E3", "reported"),
    "source not listed": ("source: R1", "source: R2", "E705", None),
    "judgement by nobody": ("{value: no, by: 县市场监督管理局}", "no", "E327", None),
    "time without offset": ("received: 2026-11-21T09:12+08:00", "received: 2026-11-21T09:12", "E", None),
    "30 February": ("received: 2026-11-21T09:12+08:00", "received: 2026-02-30T09:12+08:00", "E", None),
    "24:00": ("received: 2026-11-21T09:12+08:00", "received: 2026-11-21T24:00+08:00", "E", None),
    "ends before it begins": ("ended: 2026-11-21T11:00", "ended: 2026-11-21T08:00", "E703", None),
    "event before it occurred": ("received: 2026-11-21T09:12", "received: 2026-11-21T08:12", "E708", None),
    "unknown event": ("received: 2026", "recieved: 2026", "E702", "received"),
    "a derived event given": ("received: 2026", "level_raised: 2026", "E707", None),
    "an event without a time": ("received: 2026-11-21T09:12+08:00", "received: ", "E706", None),
    "steps out of order": ("at: 2026-11-21T10:00", "at: 2026-11-21T09:00", "E704", None),
    "an event twice": ("events: {verified: }", "events: {received: }", "E715", None),
    "an event after its step": ("{verified: }", "{verified: 2026-11-21T10:30+08:00}", "E713", None),
    "a fact of the future": ("as_of: 2026-11-21T09:10", "as_of: 2027-11-21T09:10", "E733", None),
    "a fact later than its step": ("facts: {deaths: 4}", "facts: {deaths: {value: 4, as_of: 2026-11-21T11:00+08:00}}", "E713", None),
    "a fact under two names": ("rare_cases: 4", "rare_cases: 4\n  罕见或非预期不良事件人数: 5", "E730", None),
    "a name of several facts": ("rare_cases: 4", "不良事件: 4", "E732", None),
    "ended before it is started": ("  received: 2026-11-21T09:12+08:00", "  response_started: 2026-11-21T09:12+08:00\n  terminated: 2026-11-21T09:00+08:00", "E734", None),
    "a plan named twice": ("[vaccine-quality]", "[vaccine-quality, jiaocheng/vaccine-quality@2024]", "E730", None),
    "expiry before its beginning": ("at: 2026-11-21T09:30+08:00}", "at: 2026-11-21T09:30+08:00, until: 2026-11-21T09:00+08:00}", "E712", None),
    "unknown plan": ("[vaccine-quality]", "[vacine-quality]", "E502", "vaccine-quality"),
    "unknown edition": ("[vaccine-quality]", "[vaccine-quality@2023]", "E504", None),
    "no plan": ("[vaccine-quality]", "[]", "E711", None),
    "a plan without levels alone": ("[vaccine-quality]", "[incident-reporting]", None, None),
    "occurrence misspelt": ("occurred: 2026-11-21T08:30+08:00", "occurred: yesterday", "E", None),
    "occurrence upside down": ("occurred: 2026-11-21T08:30+08:00", "occurred: {at_least: 2026-11-21T08:30+08:00, at_most: 2026-11-21T08:00+08:00}", "E714", None),
    "level misspelt": ("level: II", "level: 2", "E551", None),
    "missing title": ("title: {zh: 测试, en: test}\n", "", "E2", None),
    "title in one language": ("title: {zh: 测试, en: test}", "title: 测试", "E2", None),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_incidents(tmp_path, name):
    before, after, code, suggestion = BAD[name]
    assert GOOD.count(before) == 1
    with pytest.raises(RespondError) as caught:
        answer(tmp_path, GOOD.replace(before, after))
    error = caught.value
    assert error.exit_code in (2, 4)
    if code:
        assert any(fault.code.startswith(code) for fault in error.faults), error.render("en")
        assert any(fault.place and fault.place.line for fault in error.faults), error.render("en")
    if suggestion:
        assert suggestion in {fault.suggestion for fault in error.faults}
    assert error.render("zh") != error.render("en")


def test_all_faults_at_once(tmp_path):
    text = GOOD.replace("rare_cases: 4", "rare_case: 4").replace("received: 2026", "recieved: 2026")
    text = text.replace("source: R1", "source: R2")
    with pytest.raises(InputError) as caught:
        answer(tmp_path, text)
    assert {"E701", "E702", "E705"} <= {fault.code for fault in caught.value.faults}


def test_no_edition_on_that_day(tmp_path):
    text = GOOD.replace("2026-11-21", "2024-01-05")
    path = tmp_path / "incident.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(CoverageError) as caught:
        situate(load_incident(path), LIBRARY, now=NOW)
    assert caught.value.exit_code == 4


def test_a_moment_before_the_incident(tmp_path):
    path = tmp_path / "incident.yaml"
    path.write_text(GOOD, "utf-8")
    with pytest.raises(InputError) as caught:
        situate(load_incident(path), LIBRARY, now=NOW, at=datetime.fromisoformat("2026-11-20T12:00+08:00"))
    assert [fault.code for fault in caught.value.faults] == ["E716"]


@pytest.mark.parametrize(
    "name", ["罕见或非预期不良事件人数", "罕见", "Persons with rare or unexpected adverse events"]
)
def test_a_fact_may_be_named_by_its_label(tmp_path, name):
    named = answer(tmp_path, GOOD.replace("rare_cases: 4", f"{name}: 11"))
    assert (
        named.leading.criteria
        == answer(tmp_path, GOOD.replace("rare_cases: 4", "rare_cases: 11")).leading.criteria
    )
    assert any(
        criterion.truth is Truth.YES and "rare" in criterion.id for criterion in named.leading.criteria
    )


def test_a_response_ended_and_then_started_anew_is_none_too_early(tmp_path):
    text = GOOD.replace("events: {verified: }", "events: {terminated: }")
    text += "  - at: 2026-11-21T10:30+08:00\n    events: {response_started: }\n"
    assert answer(tmp_path, text).leading.response.started is not None
