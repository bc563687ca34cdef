"""A response that runs is the one whose measures are owed; one lowered by decision is not called too low."""

import pytest

from duties import case, when
from respond.show import View, as_markdown, situation_sheet

DUTIES = """
- {id: two, response: [II], due: promptly}
- {id: three, response: [III], due: promptly}
- {id: four, response: [IV], due: promptly}
"""
CHANGES = """\
changes:
  - {id: raise, kind: raise, zh: 提升, en: raise it, clause: "1"}
  - {id: lower, kind: lower, zh: 降低, en: lower it, when: sealed, clause: "1"}
"""
STARTED = "@09:00, events: {response_started: {level: II}}"
SEALED = "@10:00, events: {sealed: }"
LOWERED = "@11:00, events: {response_adjusted: {level: IV}}"


def steps(*found, n=12):
    head = f"occurred: @08:00\nevents: {{received: @08:30}}\nfacts: {{n: {n}}}\nthen:\n"
    return head + "".join(f"  - {{at: {each}}}\n" for each in found)


def owed(found, clock):
    return [one.duty for one in found.at(clock).obligations if one.open]


def hints(found, clock):
    return [remark.id for remark in found.at(clock).leading.remarks if remark.id in ("raise", "lower")]


def answer(found, clock, lang="en"):
    return " ".join(as_markdown(situation_sheet(found.at(clock), View(lang))).split())


@pytest.fixture
def lowered(tmp_path):
    return case(
        tmp_path,
        DUTIES,
        steps(STARTED, SEALED, LOWERED, "@12:00, facts: {n: 20}", "@13:00, facts: {n: 30}"),
        CHANGES,
    )


@pytest.mark.parametrize(
    ("clock", "duties"), [("08:40", ["two"]), ("09:30", ["two"]), ("11:30", ["four"]), ("12:30", ["four"])]
)
def test_the_measures_owed_are_those_of_the_response_that_runs(lowered, clock, duties):
    assert owed(lowered, clock) == duties


def test_after_a_lowering_that_was_decided_nothing_warns_and_nothing_hints_at_raising(lowered):
    response = lowered.at("11:30").leading.response
    assert (str(response.started), str(response.called.certain), response.short) == ("IV", "II", False)
    assert hints(lowered, "11:30") == []
    assert "lowered by decision to a level IV response" in answer(lowered, "11:30")
    assert "by the facts as they stand a level II" in answer(lowered, "11:30")
    assert "低于" not in answer(lowered, "11:30", "zh")


def test_when_the_facts_call_for_more_than_they_did_then_the_hint_is_back(lowered):
    assert lowered.at("12:30").leading.response.short is False  # still II, as when it was lowered
    assert lowered.at("13:30").leading.response.short is True
    assert hints(lowered, "13:30") == ["raise"]
    assert "only a level IV" in answer(lowered, "13:30")


def test_a_response_started_too_low_is_no_lowering(tmp_path):
    found = case(tmp_path, DUTIES, steps("@09:00, events: {response_started: {level: IV}}"), CHANGES)
    assert found.at("09:30").leading.response.short
    assert hints(found, "09:30") == ["raise"]
    assert sorted(owed(found, "09:30")) == ["four", "two"]  # what the facts order is owed all the same


def test_one_raised_too_little_is_no_lowering(tmp_path):
    found = case(
        tmp_path,
        DUTIES,
        steps(
            "@09:00, events: {response_started: {level: IV}}",
            "@10:00, events: {response_adjusted: {level: III}}",
        ),
        CHANGES,
    )
    assert found.at("10:30").leading.response.short


def test_one_started_again_after_its_end_is_no_lowering(tmp_path):
    again = ("@12:00, events: {terminated: }", "@13:00, events: {response_started: {level: IV}}")
    found = case(tmp_path, DUTIES, steps(STARTED, LOWERED, *again), CHANGES)
    assert not found.at("11:30").leading.response.short
    assert found.at("13:30").leading.response.short


def test_one_started_without_its_level_is_lowered_from_what_was_called_for(tmp_path):
    found = case(tmp_path, DUTIES, steps("@09:00, events: {response_started: }", LOWERED), CHANGES)
    assert owed(found, "09:30") == ["two"]
    assert not found.at("11:30").leading.response.short
    assert owed(found, "11:30") == ["four"]


def test_a_milder_response_called_for_owes_nothing_beside_the_one_that_runs(tmp_path):
    found = case(tmp_path, DUTIES, steps(STARTED, "@10:00, facts: {n: 1}"), CHANGES)
    assert owed(found, "10:30") == ["two"]


@pytest.mark.parametrize(
    ("level", "clock", "shown"), [("II", "09:30", False), ("II", "10:30", True), ("IV", "10:30", False)]
)
def test_lowering_is_in_question_when_its_condition_holds_above_the_mildest(tmp_path, level, clock, shown):
    """Deaths never fall, so what the facts call for cannot tell."""
    found = case(tmp_path, DUTIES, steps(STARTED.replace("level: II", f"level: {level}"), SEALED), CHANGES)
    assert ("lower" in hints(found, clock)) is shown


def test_lowering_without_a_condition_is_in_question_once_less_is_called_for(tmp_path):
    changes = CHANGES.replace("when: sealed, ", "")
    found = case(tmp_path, DUTIES, steps(STARTED, "@10:00, facts: {n: 1}"), changes)
    assert (hints(found, "09:30"), hints(found, "10:30")) == ([], ["lower"])


@pytest.mark.parametrize("clock", ["11:00", "12:30", "13:30"])
def test_it_is_the_same_by_hindsight(lowered, clock):
    known = lowered.at(clock).leading.response
    later = lowered.at("20:00", at=when(clock), hindsight=True).leading.response
    assert (later.short, later.called_when_lowered) == (known.short, known.called_when_lowered)
