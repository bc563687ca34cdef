"""A limit that counts from a day or moment which is a fact: another one told later leaves what was over by then as it was."""

import pytest

from duties import case

TELL = "- {id: tell, when: received, within: 1 hour, after: seen, counted: from-start}"


def seen(tmp_path, first, *steps, duty=TELL, clock="5T12:00"):
    lines = "".join(f"  - {{at: {each}}}\n" for each in steps)
    text = f"occurred: @08:00\nfacts: {{seen: {first}}}\nevents: {{received: @08:00}}\nthen:\n{lines}"
    return case(tmp_path, duty, text).seen(clock)


ACT = "@09:30, did: [{duty: tell}]"


@pytest.mark.parametrize(
    ("first", "then", "found"),
    [
        ("'@09:00'", "@2T08:00, facts: {seen: '@08:00'}", ("met", "10:00")),
        ("'@08:00'", "@2T08:00, facts: {seen: '@09:00'}", ("met-late", "09:00")),
        ("'@08:00'", "@2T08:00, corrects: [{entry: seen, value: '@09:00'}]", ("met", "10:00")),
        ("{at_least: '@08:00', at_most: '@09:30'}", "@2T08:00, facts: {seen: '@09:00'}", ("met", "10:00")),
        ("'@08:00'", "@09:20, facts: {seen: '@09:00'}", ("met", "10:00")),
    ],
    ids=["another", "another, late", "put right", "closer", "told before"],
)
def test_what_was_done_goes_by_what_was_so_then(tmp_path, first, then, found):
    steps = sorted([ACT, then], key=lambda each: "2T" in each or each is ACT)
    assert seen(tmp_path, first, *steps) == [found]


def test_what_is_open_goes_by_the_day_told_last(tmp_path):
    another = "@2T08:00, facts: {seen: '@4T09:00'}"
    assert seen(tmp_path, "'@08:00'", another, clock="2T09:00") == [("running", "4T10:00")]


def test_what_was_missed_stays_missed_by_its_own_day(tmp_path):
    duty = TELL.replace("within", "ends: [sealed], within")
    steps = ["@10:00, events: {sealed: }", "@2T08:00, facts: {seen: '@2T08:00'}"]
    assert seen(tmp_path, "'@08:00'", *steps, duty=duty) == [("missed", "09:00")]
