"""Reading a plan is on the way of every cold start."""

import time

import pytest

from respond.yaml import Source, events, header, parse

ENTRY = '  fact-{n}: {{type: count, unit: case, label: {{zh: 死亡病例, en: deaths}}, clause: "4.1({n})"}}\n'
PLAN = "respond: plan/1\nid: a\nedition: {name: '1'}\ntitle: {zh: 甲, en: A}\nkinds: []\nfacts:\n"
PLAN += "".join(ENTRY.format(n=n) for n in range(1_100))


def seconds(call, *arguments):
    began = time.process_time()
    call(*arguments)
    return time.process_time() - began


@pytest.mark.skipif(events.CParser is None, reason="PyYAML without libyaml")
def test_a_plan_of_100_kb_takes_a_fraction_of_150_ms():
    assert 95_000 < len(PLAN.encode()) < 120_000
    source = Source("plan.yaml", PLAN)
    assert min(seconds(parse, source) for _ in range(3)) < 0.15  # about 0.035 on a quiet machine
    assert min(seconds(header, source) for _ in range(3)) < 0.015  # about 0.001
