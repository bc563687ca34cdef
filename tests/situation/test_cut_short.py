"""An answer that would take too long is cut short, and says so in its JSON and on its page."""

import random
from datetime import datetime

import respond
from respond.plan import Library
from respond.show import View, plain, situation_sheet
from small_plan import shelve

HEAD = """\
respond: plan/1
id: testland/tangle
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 测试预案, en: Testland tangle plan}
"""
NOW = datetime.fromisoformat("2026-03-02T09:00+08:00")


def plan(criteria):
    facts = "\n".join(
        f'  f{n}: {{type: flag, worse: up, label: {{zh: 情形{n}, en: flag {n}}}, clause: "1"}}'
        for n in range(60)
    )
    rungs = {"I": [], "II": []}
    for index, text in enumerate(criteria):
        rungs["I" if index % 2 else "II"].append(f'    - {{id: c{index}, when: {text}, clause: "1"}}')
    levels = "\n".join(f"  {level}:\n" + "\n".join(each) for level, each in rungs.items())
    return f'{HEAD}facts:\n{facts}\nlevels:\n{levels}\nledger: {{"1": {{status: encoded}}}}\n'


def tangled():
    """Criteria of three flags each, in no order: whether all can fail takes long to tell."""
    rnd = random.Random(1)
    for _ in range(250):
        yield " and ".join(f"{rnd.choice(('', 'not '))}f{n}" for n in rnd.sample(range(60), 3))


def answer(tmp_path, criteria):
    library = Library([shelve(tmp_path, plan(criteria), "testland/tangle/2020")])
    incident = respond.incident("tangle", {}, occurred=NOW)
    return respond.classify(incident, now=NOW, library=library)


def test_it_says_that_it_was_cut_short_and_why(tmp_path):
    situation = answer(tmp_path, list(tangled()))
    written = situation.to_json()
    assert (written["level"], written["could_reach"]) == ("none", "I")
    assert any("cut short" in each["en"] and "截断" in each["zh"] for each in written["skipped"])
    for lang, words in (("zh", "截断"), ("en", "cut short")):
        assert words in plain(situation_sheet(situation, View(lang=lang)), 2000)


def test_the_leading_plan_alone_is_cut_short_where_it_is_among_all(tmp_path):
    alone, among = (answer(tmp_path / name, list(tangled())) for name in ("alone", "among"))
    assert among.answers[0] == alone.leading
    assert among.skipped == alone.skipped


def test_a_count_is_no_reason_to(tmp_path):
    many = f"at least 8 of ({', '.join(f'f{n}' for n in range(16))})"
    situation = answer(tmp_path, [f'"not {many}"', f'"{many}"'])
    written = situation.to_json()
    assert (written["level"], written["could_reach"], written["exact"]) == ("II", "I", True)
    assert written["skipped"] == []
