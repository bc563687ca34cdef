"""Reading a plan is on the way of every cold start: libyaml does the work, and twice the file is twice the work."""

import pytest

from respond.yaml import Source, events, parse
from steps import steps

ENTRY = '  fact-{n}: {{type: count, unit: case, label: {{zh: 死亡病例, en: deaths}}, clause: "4.1({n})"}}\n'
HEAD = "respond: plan/1\nid: a\nedition: {name: '1'}\ntitle: {zh: 甲, en: A}\nkinds: []\nfacts:\n"
EVENTS = 16  # of one entry: six keys, four values and the start of two mappings, their ends, its own name


def plan(entries):
    return Source("plan.yaml", HEAD + "".join(ENTRY.format(n=n) for n in range(entries)))


def test_the_events_come_from_libyaml_where_there_is_one():
    pytest.importorskip("yaml._yaml", reason="PyYAML without libyaml")
    found = list(events.events(plan(1000)))
    assert (
        steps(list, events.events(plan(1000))) < 2 * len(found) + 100
    )  # in Python a character takes several


def test_twice_the_entries_are_twice_the_work_and_no_more_than_a_few_calls_a_value():
    few, more, most = (steps(parse, plan(entries)) for entries in (250, 500, 1000))
    assert most - more == 2 * (more - few)
    assert (more - few) / 250 < 10 * EVENTS
