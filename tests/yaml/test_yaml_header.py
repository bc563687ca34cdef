"""The head of a file is read without the rest."""

import pytest

from respond.errors import InputError, Place
from respond.yaml import Mapping, Source, events, header

HEAD = "respond: plan/1\nid: a/b\nedition: {name: '1', in_force: {from: 2024-06-15}}\n"
HEAD += "title: {zh: 甲, en: A}\nkinds: [fire]\n"


def test_the_head_is_read_and_nothing_after_it():
    found = header(Source("plan.yaml", HEAD + "units: [never closed\n\tbad: &x *y"))
    assert type(found) is Mapping
    assert list(found) == ["respond", "id", "edition", "title", "kinds"]
    assert found["edition"]["in_force"]["from"].place == Place("plan.yaml", 3, 39)
    assert found.place == Place("plan.yaml", 1, 1)


def test_other_keys_are_left_out_and_order_does_not_matter():
    found = header(Source("plan.yaml", "area: x\nkinds: [fire]\nid: a\nunits: {}\n"), ["id", "kinds"])
    assert found == {"id": "a", "kinds": ["fire"]}


def test_what_is_not_there_is_not_given():
    assert header(Source("plan.yaml", "id: a\nunits: {b: {id: c}}\n")) == {"id": "a"}


def test_a_name_deeper_down_does_not_count():
    assert header(Source("plan.yaml", "x: {id: deep}\nid: top\n"), ["id"]) == {"id": "top"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[("", "E104"), ("# nothing", "E104"), ("- a", "E122"), ("text", "E122")],
        *[("id: 1\nid: 2", "E111"), ("id: [", "E110"), ("id: \x00", "E106"), ("id: &a 1\n", "E114")],
    ],
)
def test_faults_in_the_head(text, code):
    with pytest.raises(InputError) as caught:
        header(Source("plan.yaml", text))
    assert [fault.code for fault in caught.value.faults] == [code]


def test_only_the_first_events_are_taken(monkeypatch):
    taken = []

    def counted(source):
        for event in events.events(source):
            taken.append(event)
            yield event

    monkeypatch.setattr("respond.yaml.read.events", counted)
    header(Source("plan.yaml", HEAD + "x: [" + "1, " * 10_000 + "]"))
    assert len(taken) < 40
