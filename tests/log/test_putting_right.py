"""What corrections may say: each builds on the one before it, and what makes no sense is refused with its place."""

from datetime import datetime

import pytest

from duties import case, short
from respond import read_incident
from respond.api import default_library
from respond.errors import InputError
from respond.situation import log_of

TELL = "- {id: tell, when: received, within: 1 hour, to: [county, city]}"
RECEIVED = "occurred: @08:00\nfacts: {n: 12}\nevents: {received: @08:30}\nthen:\n"


def steps(*found):
    return RECEIVED + "".join(f"  - {{at: {each}}}\n" for each in found)


def refused(tmp_path, *found, duties=TELL):
    with pytest.raises(InputError) as caught:
        case(tmp_path, duties, steps(*found)).at("12:00")
    assert all(fault.place and fault.place.line for fault in caught.value.faults), caught.value.render("en")
    return [fault.code for fault in caught.value.faults]


def test_a_second_correction_keeps_what_the_first_put_right(tmp_path):
    found = case(
        tmp_path,
        TELL,
        steps(
            "@10:00, did: [{duty: tell}]",
            "@10:10, corrects: [{entry: tell, at: @09:10, to: [county]}]",
            "@10:20, corrects: [{entry: tell, channel: phone}]",
        ),
    )
    one = found.one("11:00")
    assert [(unit.id, short(at)) for unit, at in one.told] == [("county", "09:10")]
    assert [unit.id for unit in one.missing] == ["city"]


FACT = """\
respond: incident/1
id: one
title: {zh: 示例, en: an example}
plans: [vaccine-quality]
occurred: 2026-11-21T08:00+08:00
sources: {hospital: {zh: 县医院, en: county hospital}, police: {zh: 县公安局, en: county police}}
facts: {deaths: {value: 1, source: hospital, as_of: 2026-11-21T08:10+08:00, standing: confirmed}}
then:
  - {at: 2026-11-21T09:00+08:00, corrects: [{entry: deaths, %s}]}
"""


@pytest.mark.parametrize(
    ("correction", "source", "as_of", "standing"),
    [
        ("value: 2", "hospital", "08:10", "confirmed"),
        ("value: {value: 2, source: police, standing: estimated}", "police", "08:10", "estimated"),
        ("value: {value: 2, as_of: 2026-11-21T08:20+08:00}", "hospital", "08:20", "confirmed"),
        ("value: 2, at: 2026-11-21T08:05+08:00", "hospital", "08:05", "confirmed"),
    ],
)
def test_a_value_put_right_keeps_what_was_said_beside_it(correction, source, as_of, standing):
    """Who said it, as of when and how surely: only what the correction says is other."""
    at = datetime.fromisoformat("2026-11-21T10:00+08:00")
    log, _ = log_of(read_incident(FACT % correction), default_library(), at)
    seen = log.steps(at)[-1].observations["deaths"]
    assert (seen.value.value, seen.source, f"{seen.as_of:%H:%M}", str(seen.standing)) == (
        2,
        source,
        as_of,
        standing,
    )


@pytest.mark.parametrize("again", ["withdrawn: yes", "at: @09:00"])
def test_what_was_withdrawn_cannot_be_put_right_again(tmp_path, again):
    first = "@09:10, corrects: [{entry: received, withdrawn: yes}]"
    second = f"@09:20, corrects: [{{entry: received, {again}}}]"
    assert refused(tmp_path, first, second) == ["E723"]


def test_what_was_withdrawn_may_happen_after_all(tmp_path):
    found = case(
        tmp_path,
        TELL,
        steps("@09:10, corrects: [{entry: received, withdrawn: yes}]", "@10:10, events: {received: @10:00}"),
    )
    assert found.seen("10:30")[-1] == ("running", "11:00")
    again = "@10:20, events: {received: @10:10}"
    withdrawn = "@09:10, corrects: [{entry: received, withdrawn: yes}]"
    assert refused(tmp_path, withdrawn, "@10:10, events: {received: @10:00}", again) == ["E715"]


@pytest.mark.parametrize(
    "correction",
    [
        "entry: received",
        "entry: received, value: 3",
        "entry: received, to: [county]",
        "entry: n, at: @08:40",
        "entry: occurred",
        "entry: occurred, withdrawn: yes",
        "entry: occurred, at: @08:10, withdrawn: yes",
        "entry: received, at: @08:40, withdrawn: yes",
        "entry: n, value: 3, withdrawn: yes",
    ],
)
def test_a_correction_says_what_is_right(tmp_path, correction):
    assert refused(tmp_path, f"@09:10, corrects: [{{{correction}}}]") == ["E727"]


@pytest.mark.parametrize(
    "correction", ["entry: tell+", "entry: tell+, withdrawn: yes", "entry: declared, withdrawn: yes"]
)
def test_a_decision_is_neither_put_right_nor_withdrawn(tmp_path, correction):
    duty = TELL.replace("to:", "extend: {by: county, at_most: 1 hour}, to:")
    decided = (
        "@09:00, extended: [{duty: tell, length: 1 hour, by: county}], "
        "declared: [{level: II, by: county, reason: {zh: 从严, en: caution}}]"
    )
    assert refused(tmp_path, decided, f"@09:10, corrects: [{{{correction}}}]", duties=duty) == ["E726"]


@pytest.mark.parametrize("entry", ["received", "tell"])
def test_nothing_is_put_before_the_incident(tmp_path, entry):
    done = "@09:00, did: [{duty: tell}]"
    assert refused(tmp_path, done, f"@09:10, corrects: [{{entry: {entry}, at: @07:59}}]") == ["E708"]
    earlier = f"@09:10, corrects: [{{entry: {entry}, at: @07:59}}, {{entry: occurred, at: @07:50}}]"
    assert case(tmp_path, TELL, steps(done, earlier)).at("12:00")


@pytest.mark.parametrize(
    ("later", "codes"),
    [("@08:20", []), ("@08:40", ["E708"]), ("{at_least: @08:40, at_most: @08:50}", ["E708"])],
)
def test_an_incident_does_not_occur_after_what_happened_in_it(tmp_path, later, codes):
    told = f"@10:00, corrects: [{{entry: occurred, at: {later}}}]"
    if codes:
        assert refused(tmp_path, told) == codes
    else:
        assert case(tmp_path, TELL, steps(told)).at("12:00").occurring
    withdrawn = "@09:50, corrects: [{entry: received, withdrawn: yes}]"
    assert case(tmp_path, TELL, steps(withdrawn, told)).at("12:00").occurring
