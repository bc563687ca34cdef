"""What an incident is called and where it is: opened with, entered later, put right, as known at a moment."""

from datetime import datetime

import pytest

from respond import classify, read_incident
from respond.errors import InputError
from respond.log import described

HEAD = """\
respond: incident/1
id: one
title: {zh: 来电, en: a call}
plans: [vaccine-quality]
occurred: 2026-11-21T08:00+08:00
HEADfacts: {quality_suspected: yes}
then:
  - {at: 2026-11-21T08:10+08:00, where: {zh: 某村, en: a village}, title: {zh: 接种异常, en: adverse events}}
  - {at: 2026-11-21T08:20+08:00, where: {zh: 邻村, en: the next village}, region: "1411"}
MORE"""


def incident(*more, head=""):
    return read_incident(
        HEAD.replace("HEAD", head).replace("MORE", "".join(f"  - {each}\n" for each in more))
    )


def at(clock):
    return datetime.fromisoformat(f"2026-11-21T{clock}+08:00")


def stands(*more, head="", by=None):
    found = described(incident(*more, head=head), by and at(by))
    return found.title.zh, found.where and found.where.zh, found.region


def test_what_was_entered_last_stands():
    assert stands() == ("接种异常", "邻村", "1411")
    assert stands(by="08:15") == ("接种异常", "某村", None)
    assert stands(by="08:05") == ("来电", None, None)


def test_it_is_put_right_and_what_was_withdrawn_leaves_what_stood_before():
    right = "{at: 2026-11-21T08:30+08:00, corrects: [{entry: incident.where#2, value: {zh: 邻乡}}]}"
    gone = "{at: 2026-11-21T08:40+08:00, corrects: [{entry: incident.where#2, withdrawn: yes}]}"
    region = "{at: 2026-11-21T08:50+08:00, corrects: [{entry: incident.region, value: '1401'}]}"
    title = "{at: 2026-11-21T08:50+08:00, corrects: [{entry: incident.title, withdrawn: yes}]}"
    assert stands(right) == ("接种异常", "邻乡", "1411")
    assert stands(right, gone) == ("接种异常", "某村", "1411")
    assert stands(right, gone, region, title) == ("来电", "某村", "1401")
    assert stands(right, gone, region, title, by="08:35") == ("接种异常", "邻乡", "1411")


def test_where_it_was_opened_is_an_entry_that_can_be_put_right():
    right = "{at: 2026-11-21T08:30+08:00, corrects: [{entry: incident.where, value: 县城}]}"
    last = "{at: 2026-11-21T08:40+08:00, corrects: [{entry: incident.where#3, withdrawn: yes}]}"
    head = "where: {zh: 城关镇}\n"
    assert stands(right, head=head)[1] == "邻村", "a later place stands, whatever the first should have been"
    assert stands(right, last, head=head)[1] == "某村"


def test_the_answer_calls_it_as_it_was_known_then():
    one = incident()
    assert (str(classify(one, now=at("09:00")).title.zh), classify(one, now=at("09:00")).where.zh) == (
        "接种异常",
        "邻村",
    )
    early = classify(one, now=at("09:00"), at=at("08:12"))
    assert early.where.zh == "某村"
    assert classify(one, now=at("09:00"), at=at("08:05")).title.zh == "来电"


MORE = [
    "{at: 2026-11-21T08:30+08:00, corrects: [{entry: incident.where#2, value: 邻乡}]}",
    "{at: 2026-11-21T08:40+08:00, title: {zh: 又一名}, corrects: [{entry: incident.where#2, withdrawn: yes}]}",
    "{at: 2026-11-21T08:50+08:00, corrects: [{entry: incident.title#2, withdrawn: yes}]}",
    "{at: 2026-11-21T08:55+08:00, where: {zh: 县城}, corrects: [{entry: incident.where, withdrawn: yes}]}",
    "{at: 2026-11-21T08:56+08:00, corrects: [{entry: incident.where#3, withdrawn: yes}]}",
]


@pytest.mark.parametrize("clock", ["08:05", "08:12", "08:25", "08:30", "08:40", "08:50", "08:55", "08:56"])
def test_the_file_alone_and_the_answer_call_it_alike(clock):
    """Before its plans are known an incident is called by its file: as the answer calls it, at every moment."""
    one = incident(*MORE)
    answer = classify(one, now=at("09:00"), at=at(clock))
    found = described(one, at(clock))
    assert (answer.title, answer.where) == (found.title, found.where)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("region: 山西", ["E738"]),
        ("corrects: [{entry: incident.region, value: 山西}]", ["E738"]),
        ("corrects: [{entry: incident.where}]", ["E727"]),
        ("corrects: [{entry: incident.where, value: ' '}]", ["E727"]),
        ("corrects: [{entry: incident.plan, value: x}]", ["E723"]),
    ],
)
def test_what_is_wrong_is_refused(said, codes):
    with pytest.raises(InputError) as raised:
        classify(incident(f"{{at: 2026-11-21T08:30+08:00, {said}}}"), now=at("09:00"))
    assert [each.code for each in raised.value.faults] == codes


@pytest.mark.parametrize(
    "said", ["region: '999999'", "then: [{at: 2026-11-21T08:30+08:00, region: '161122'}]"]
)
def test_a_file_of_a_region_in_no_province_is_refused(said):
    text = (
        f"{{respond: incident/1, id: x, title: {{zh: 例}}, plans: [debt-risk], occurred: 2026-11-21, {said}}}"
    )
    with pytest.raises(InputError) as raised:
        read_incident(text)
    (found,) = raised.value.faults
    assert (found.code, found.place.line) == ("E738", 1)
    assert "14 山西" in found.help.zh


def test_a_note_is_put_right_or_withdrawn():
    notes = (
        "{at: 2026-11-21T08:30+08:00, note: {zh: 风向转北}}",
        "{at: 2026-11-21T08:31+08:00, note: {zh: 来电}}",
    )
    right = "{at: 2026-11-21T08:40+08:00, corrects: [{entry: note, value: {zh: 风向转南}}]}"
    gone = "{at: 2026-11-21T08:41+08:00, corrects: [{entry: note#2, withdrawn: yes}]}"
    assert classify(incident(*notes, right, gone), now=at("09:00")).incident == "one"
    with pytest.raises(InputError) as raised:
        classify(incident(*notes, right, gone, right.replace("note,", "note#2,")), now=at("09:00"))
    assert [each.code for each in raised.value.faults] == ["E704", "E723"]
