"""A witness keeps what holds of every incident, facts among it that no criterion uses."""

import pytest
from planted import Shelf

from respond.prove import check_plans, confirm

PLAN = """\
respond: plan/1
id: testland/planted
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 事故预案, en: accident plan}
facts:
  deaths: {type: count, unit: person, worse: up, label: {zh: 死亡, en: deaths}}
  missing: {type: count, unit: person, worse: up, label: {zh: 下落不明, en: missing}}
  at_risk: {type: count, unit: person, worse: up, label: {zh: 涉险, en: at risk}}
constraints:
  - {id: at-risk, holds: deaths + missing <= at_risk, zh: 都在涉险人数之内, en: all are among those at risk}
levels:
  I: [{id: I-deaths, when: deaths >= 30, clause: "2"}]
  II: [{id: II-deaths, when: LOWEST <= deaths < HIGHEST, clause: "2"}]
ledger: {"2": {status: encoded}}
"""


@pytest.mark.parametrize(
    ("lowest", "highest", "kind", "words"),
    [
        ("10", "30", "hole", "deaths: 1 person, at risk: 1 person"),
        ("1", "20", "gap", "deaths: 20 persons, at risk: 20 persons"),
        ("1", "32", "overlap", "deaths: 30 persons, at risk: 30 persons"),
    ],
)
def test_a_witness_is_made_small_under_a_fact_no_criterion_uses(lowest, highest, kind, words):
    with Shelf(PLAN.replace("LOWEST", lowest).replace("HIGHEST", highest)) as library:
        (report,) = check_plans(library, ["testland/planted"])
        found = {finding.kind: finding.witness for finding in report.open}
        assert found[kind].words.en == words
        confirm(found[kind], library)
