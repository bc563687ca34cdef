"""不得 and 保持: what stands is kept or broken, and never due."""

import pytest

from duties import case, when

RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\n"
REFRAIN = "- {id: tell, when: received, kind: refrain, broken_by: [waste], ends: [sealed]}"
KEEP = REFRAIN.replace("refrain", "keep")


def steps(*found):
    return RECEIVED + "then:\n" + "".join(f"  - {{at: {each}}}\n" for each in found)


@pytest.mark.parametrize("duty", [REFRAIN, KEEP])
@pytest.mark.parametrize("clock", ["08:31", "20T08:00"])
def test_it_stands_and_is_never_due(tmp_path, duty, clock):
    one = case(tmp_path, duty, RECEIVED).one(clock)
    assert (one.state, one.due, one.late, one.open) == ("standing", None, None, True)


@pytest.mark.parametrize(
    ("duty", "breach"),
    [
        (REFRAIN, "events: {waste: }"),
        (KEEP, "events: {waste: }"),
        (REFRAIN, "did: [{duty: tell}]"),  # doing what must not be done
        (KEEP, "did: [{duty: tell, broke: yes}]"),
    ],
)
def test_it_is_broken_by_an_event_or_an_act_and_stays_broken(tmp_path, duty, breach):
    found = case(tmp_path, duty, steps(f"@10:00, {breach}", "@12:00, events: {sealed: }"))
    assert found.states("09:59") == ["standing"]
    for clock in ("10:00", "11:00", "12:00", "9T08:00"):
        one = found.one(clock)
        assert (one.state, one.late) == ("broken", None)
        assert "2026-03-01 10:00" in one.why.en


def test_keeping_it_up_does_not_break_it(tmp_path):
    found = case(tmp_path, KEEP, steps("@10:00, did: [{duty: tell}]"))
    assert (found.states("11:00"), found.at("11:00").uncounted) == (["standing"], ())


def test_it_is_kept_until_it_ends(tmp_path):
    one = case(tmp_path, REFRAIN, steps("@12:00, events: {sealed: }", "@13:00, events: {waste: }")).one(
        "14:00"
    )
    assert (one.state, one.ended) == ("stood-down", when("12:00"))  # what follows breaks nothing


def test_what_was_done_before_it_stood_breaks_nothing(tmp_path):
    duty = "- {id: tell, when: leak, kind: refrain, broken_by: [waste]}"
    found = case(
        tmp_path,
        duty,
        steps("@08:40, facts: {leak: no}", "@09:00, events: {waste: }", "@10:00, facts: {leak: yes}"),
    )
    assert found.states("11:00")[-1:] == ["standing"]


def test_what_was_done_while_it_only_may_have_stood_breaks_nothing(tmp_path):
    duty = "- {id: tell, when: leak, kind: refrain, broken_by: [waste]}"
    found = case(
        tmp_path,
        duty,
        steps("@09:00, events: {waste: }", "@10:00, facts: {leak: yes}", "@11:00, events: {waste: }"),
    )
    early = found.one("09:30")
    assert (early.state, early.provisional) == ("standing", True)
    assert (found.states("10:30"), found.states("11:00")) == (["standing"], ["broken"])


def test_a_breach_of_a_duty_to_act_is_no_fulfilment(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: received, within: 1 hour}",
        steps("@09:00, did: [{duty: tell, broke: yes}]"),
    )
    assert found.states("09:10") == ["running"]
    assert len(found.at("09:10").uncounted) == 1


def test_a_breach_may_set_off_a_duty(tmp_path):
    duties = KEEP + "\n- {id: warn, when: waste, within: 1 hour, to: [county]}"
    found = case(tmp_path, duties, steps("@10:00, events: {waste: }"))
    assert found.seen("10:30", "warn") == [("running", "11:00")]
