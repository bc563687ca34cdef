"""Conditions with names: used like flags everywhere, adopted like numbers, shown by label with what stands behind."""

import re

import pytest

import respond
from respond.api import default_library
from respond.cli import main
from respond.errors import InputError, RespondError
from respond.plan import Library
from respond.prove import check_plans
from small_plan import SMALL, shelve

NAMED = SMALL.replace(
    "windows:",
    """conditions:
  wide: {when: area >= 100 ha or area >= 20 ha and river, label: {zh: 范围大, en: wide}, clause: "2"}
  harm: {when: "at least 2 of (wide, injured >= 3, grave)", label: {zh: 危害大, en: harmful}, clause: "2"}
windows:""",
).replace('{id: I-grave, when: grave, clause: "2"}', '{id: I-harm, when: harm and not sealed, clause: "2"}')
OVERLAY = """\
respond: plan/1
id: testland/town
edition: {name: "2021", in_force: {from: 2021-01-01}}
title: {zh: 测试镇预案, en: Testtown plan}
adopts: [{plan: testland/spill, parts: [units, facts, derived, conditions, events]}]
levels: {II: [{id: II-wide, when: wide or harm, clause: "1"}]}
ledger: {"1": {status: encoded}}
"""


def prepared(tmp_path, text=NAMED, name="spill"):
    library = Library([shelve(tmp_path, text)])
    return library.prepared(library.find(name))


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    def run(*arguments):
        default_library.cache_clear()
        monkeypatch.setenv("RESPOND_PLANS", str(shelve(tmp_path, NAMED)))
        main(list(arguments))
        default_library.cache_clear()
        told = capsys.readouterr()
        assert told.err == "", told.err
        return " ".join(told.out.split())

    return run


@pytest.mark.parametrize(
    ("area", "injured", "river", "grave", "level"),
    [
        (100, 2, False, False, "I"),  # by I-area
        (20, 3, True, False, "I"),
        (20, 2, True, False, "II"),
        (19, 3, False, True, "I"),
        (19, 3, True, False, "II"),
        (9, 3, False, False, "none"),
    ],
)
def test_a_name_counts_like_a_flag(tmp_path, area, injured, river, grave, level):
    plan = prepared(tmp_path)
    facts = {"area": area, "injured": injured, "river": river, "grave": grave, "sealed": False}
    assert plan.exact_level(facts).name == level


def test_the_answer_says_its_label_and_the_values_behind_it(run):
    found = run("classify", "--plan", "spill", "--set", "area=20ha", "--set", "injured=3", "--set",
                "river=yes", "--set", "grave=no", "--judged-by", "bureau", "--event", "occurred=2026-03-02T08:00+08:00", "--now",
                "2026-03-02T09:00+08:00", "--lang", "en")  # fmt: skip
    assert "harmful: met" in found
    assert "polluted area = 20 ha" in found
    assert "injured = 3 persons" in found


def test_documents_say_what_it_means_and_what_uses_it(run):
    shown = run("show", "spill", "--lang", "en")
    assert "harmful" in shown
    assert "at least 2 of: wide: met; injured: at least 3 persons" in shown
    page = run("plan", "render", "spill", "--lang", "en")
    assert "Named conditions" in page


def test_it_is_an_entry_in_the_ledger_and_the_order_of_files(tmp_path):
    plan = prepared(tmp_path)
    assert [name for _, name, _ in plan.plan.entries("condition")] == ["wide", "harm"]
    faulty = NAMED.replace('en: wide}, clause: "2"}', 'en: wide}, clause: "9"}')
    with pytest.raises(RespondError, match="E516"):
        prepared(tmp_path / "other", faulty)
    path = shelve(tmp_path / "third", NAMED) / "testland/spill/2020.yaml"
    before, conditions, after = re.split(r"(?s)(conditions:\n.*?)(?=windows:)", NAMED)
    path.write_text(before + after.replace("levels:", f"{conditions}levels:"), "utf-8")
    assert main(["plan", "fmt", str(path)]) == 0
    found = re.findall(r"(?m)^(\w+):", path.read_text("utf-8"))
    assert found[found.index("conditions") - 1 :][:3] == ["derived", "conditions", "windows"]


def test_it_can_be_adopted(tmp_path):
    shelve(tmp_path, NAMED)
    shelve(tmp_path, OVERLAY, "testland/town/2021")
    library = Library([tmp_path])
    plan = library.prepared(library.find("town"))
    assert plan.exact_level({"area": 20, "river": True, "injured": 0, "grave": False}).name == "II"
    assert str(plan.origin("wide")) == "testland/spill@2020"
    shelve(tmp_path, OVERLAY.replace("levels:", "conditions: {wide: {when: river, label: {zh: 甲, en: a}}}\nlevels:"),
           "testland/town/2021")  # fmt: skip
    again = Library([tmp_path])
    with pytest.raises(InputError, match="E524"):
        again.prepared(again.find("town"))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("when: area >= 100 ha or area >= 20 ha and river", "when: river or harm", "E430"),
        ("  wide:", "  river:", "E535"),
        ("  wide:", "  received:", "E535"),
        ("  wide:", "  level:", "E535"),
        ("area >= 20 ha and river", "level >= II", "E429"),
        ("when: level == II,", "when: level == II and wide > 3,", "E413"),
        ("label: {zh: 范围大, en: wide}, ", "", "E202"),
    ],
)
def test_what_is_wrong_with_one_is_told(tmp_path, old, new, code):
    assert old in NAMED
    with pytest.raises(RespondError) as caught:
        prepared(tmp_path, NAMED.replace(old, new, 1))
    assert code in {fault.code for fault in caught.value.faults}


def test_one_that_nothing_uses_is_found(tmp_path):
    def found(text, name):
        return [(finding.kind, finding.entries) for report in check_plans(Library([shelve(tmp_path / name, text)]), ["spill"])
                for finding in report.findings if finding.kind == "unused"]  # fmt: skip

    assert found(NAMED, "used") == []
    alone = NAMED.replace("when: harm and not sealed", "when: grave")
    assert found(alone, "alone") == [("unused", ("wide",)), ("unused", ("harm",))]
    duty = alone.replace("when: received\n", "when: received and wide\n")
    assert found(duty, "duty") == [("unused", ("harm",))]


def test_the_figures_behind_a_name_are_figures_of_the_criterion(run):
    table = run("plan", "boundaries", "spill", "--lang", "en")
    assert "19.9 ha: level II · 20 ha: level I" in table
    assert "I-harm (2)" in table
    changed = run("plan", "boundaries", "spill", "--mutants", "--lang", "en")
    assert "I-harm (cl. 2): injured >= 3 → injured > 3" in changed


def test_the_library_of_functions_takes_it(tmp_path):
    text = NAMED.replace(" and not sealed", "")
    level = respond.level_function("spill", library=Library([shelve(tmp_path, text)]))
    assert level({"area": 20, "injured": 3, "river": True, "grave": False}).name == "I"
