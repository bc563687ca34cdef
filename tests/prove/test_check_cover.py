"""What covers a criterion: the few that do, of however many there are, without looking at each."""

import pytest
from planted import Shelf

from respond.prove import Model, check_plans

NUMBER = 64
HEAD = """\
respond: plan/1
id: testland/planted
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 测试预案, en: test plan}
"""


def plan(condition):
    facts = "".join(
        f"  f{n}: {{type: flag, worse: up, label: {{zh: 事实{n}, en: fact {n}}}}}\n" for n in range(NUMBER)
    )
    graver = "".join(f"    - {{id: II-{n}, when: f{n}, clause: '1'}}\n" for n in range(NUMBER))
    own = f"    - {{id: own, when: {condition}, clause: '1'}}\n"
    return f"{HEAD}facts:\n{facts}levels:\n  II:\n{graver}  III:\n{own}ledger: {{'1': {{status: encoded}}}}\n"


@pytest.mark.parametrize(
    ("condition", "cover"),
    [
        ("f7 or f40", ("II-7", "II-40")),
        ("f0 or f1 or f63", ("II-0", "II-1", "II-63")),
        ("f31 and f32", ("II-32",)),
    ],
)
def test_the_few_that_cover_a_criterion_are_named(monkeypatch, condition, cover):
    asked = []
    ask = Model.ask
    monkeypatch.setattr(Model, "ask", lambda self, *wants: asked.append(1) or ask(self, *wants))
    with Shelf(plan(condition)) as library:
        (report,) = check_plans(library, ["testland/planted"])
    found = [finding for finding in report.findings if finding.kind == "hidden"]
    assert [finding.entries for finding in found] == [("own", *cover)]
    assert len(asked) < NUMBER
