"""Holes at single points, criteria open to one side, and explanations that say nothing."""

import pytest
from own_scales import NAME, ONE, WHERE, swapped
from planted import Shelf

from respond.prove import check_plans, confirm

DIRECTIONS = {
    "up": "worse: up, label: {en: users",
    "down": "worse: down, label: {en: users",
    "none": "label: {en: users",
}
OF = {
    "count": lambda when: when,
    "quantity": lambda when: when.replace("1000", "1000 ha"),
}
OWN = '[{id: many, when: users >= 1000, clause: "1"}, {id: dear, when: cost >= 10 万元, clause: "1"}]'


def plan(levels, direction="up", kind="count"):
    """Give a plan of two levels with conditions over one number."""
    listed = {"grave": [], "major": []}
    for number, (level, when) in enumerate(levels):
        listed[level].append(f"{{id: c{number}, when: '{OF[kind](when)}', clause: '1'}}")
    said = "\n".join(f"  {level}: [{', '.join(each)}]" for level, each in listed.items() if each)
    text = swapped(
        ONE,
        ("  - {id: major", "  - {id: grave, en: grave incident}\n  - {id: major"),
        (", covers: everything else", ""),
        (f"  major: {OWN}", said),
        ("worse: up, label: {en: users", DIRECTIONS[direction]),
    )
    return (
        text if kind == "count" else swapped(text, ("type: count, unit: person", "type: quantity, unit: ha"))
    )


def found(text):
    with Shelf(text, WHERE) as library:
        (report,) = check_plans(library, [NAME])
        for finding in report.findings:
            if finding.witness is not None:
                confirm(finding.witness, library)
    return report


@pytest.mark.parametrize("kind", OF)
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(
    "levels",
    [
        [("major", "users < 1000"), ("major", "users > 1000")],
        [("major", "users < 1000"), ("grave", "users > 1000")],
        [("grave", "users < 1000"), ("major", "users > 1000")],
        [("major", "users < 1000 or users > 1000")],
        [
            ("grave", "users < 1000 or users > 1000 and cost > 1 万元"),
            ("major", "cost > 1 万元 and cost < 0 万元"),
        ],
    ],
)
def test_a_hole_at_a_single_point_is_found(levels, direction, kind):
    report = found(plan(levels, direction, kind))
    (gap,) = [finding for finding in report.open if finding.kind == "gap"]
    assert ("1000 persons" if kind == "count" else "1000 ha") in gap.text.en
    assert "in no band" in gap.text.en
    assert gap.witness.facts["users"] == 1000
    assert str(gap.witness.level) == "none"


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(
    "levels",
    [
        [("major", "users < 1000"), ("grave", "users > 100")],
        [("major", "users >= 10 and cost >= 5 万元"), ("grave", "users >= 1000 and cost >= 1 万元")],
        [("major", "users <= 1000 and cost <= 5 万元"), ("grave", "users <= 10 and cost <= 9 万元")],
    ],
)
def test_criteria_open_to_one_side_do_not_overlap(levels, direction):
    assert "overlap" not in {finding.kind for finding in found(plan(levels, direction)).findings}


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("other", ["users >= 900", "900 <= users < 5000"])
def test_a_band_closed_on_both_sides_does(other, direction):
    report = found(plan([("major", "10 <= users < 1000"), ("grave", other)], direction))
    assert ("overlap", ("c0", "c1")) in {(finding.kind, finding.entries) for finding in report.open}


APART = [
    # each names another fact: a band of one, and by another fact an incident of the other
    ("10 <= users < 1000 or 5 万元 <= cost < 50 万元", "users >= 1000 or cost >= 50 万元"),
    ("10 <= users < 1000 or cost >= 5 万元", "users >= 1000 or cost >= 50 万元"),
    ("users >= 10 or 5 万元 <= cost < 50 万元", "users >= 1000 or cost >= 50 万元"),
    ("10 <= users < 1000 and cost < 5 万元 or users < 10 and cost >= 5 万元", "users >= 1000 or cost >= 9 万元 and users >= 10"),
]  # fmt: skip
TOGETHER = [
    ("10 <= users < 1000 or 5 万元 <= cost < 50 万元", "users >= 1000 or cost >= 49 万元", "cost: from 490000 yuan to under 500000 yuan"),
    ("10 <= users <= 1000 or cost >= 5 万元", "users >= 1000 or cost >= 50 万元", "exactly users affected: 1000 persons"),
    ("users >= 1000 or cost >= 5 万元", "10 <= users < 5000 or cost >= 50 万元", "users affected: 1000 persons to"),
    ("10 <= users < 1000 and cost >= 5 万元", "users >= 900 and cost >= 1 万元", "users affected: 900 persons to"),
]  # fmt: skip


@pytest.mark.parametrize(("milder", "graver"), APART)
def test_criteria_that_claim_an_incident_by_different_facts_do_not_overlap(milder, graver):
    report = found(plan([("major", milder), ("grave", graver)]))
    assert "overlap" not in {finding.kind for finding in report.findings}
    assert {answer.outcome.value for answer in report.answers} <= {"proved", "refuted"}


@pytest.mark.parametrize(("milder", "graver", "shared"), TOGETHER)
def test_a_band_that_reaches_into_another_beside_an_or_does(milder, graver, shared):
    report = found(plan([("major", milder), ("grave", graver)]))
    (overlap,) = [finding for finding in report.open if finding.kind == "overlap"]
    assert overlap.entries == ("c0", "c1")
    assert shared in overlap.text.en


CHOICES = "cost: {type: choice, worse: up, choices: {none: {en: none}, few: {en: few}, many: {en: many}, all: {en: all}}"


@pytest.mark.parametrize(
    ("milder", "graver", "overlaps"),
    [
        ("cost == few or users >= 10", "cost == many or users >= 100", (False, False)),
        ("cost in {few, many} and users >= 10", "cost in {many, all} and users >= 9", (True, True)),
        ("cost in {few, many, all} and users >= 10", "cost in {many, all} and users >= 9", (False, True)),
        ("few <= cost < all and users >= 10", "cost >= many and users >= 9", (True, None)),
        ("cost >= few and users >= 10", "cost >= many and users >= 9", (False, None)),
    ],
)
def test_choices_in_an_order_are_bands_as_numbers_are_and_others_each_by_itself(milder, graver, overlaps):
    for worse, expected in zip(("worse: up, ", ""), overlaps, strict=True):
        if expected is None:
            continue  # without an order they are not compared
        choices = CHOICES.replace("worse: up, ", worse)
        text = plan([("major", milder), ("grave", graver)])
        kinds = {
            finding.kind
            for finding in found(
                swapped(text, ("cost: {type: quantity, unit: 万元, worse: up", choices))
            ).findings
        }
        assert ("overlap" in kinds) is expected


HOLE = [("major", "users >= 10")]


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("always", "its cases are all there are"),
        ("users >= 0", "its cases are all there are"),
        ("users > 5 and users < 4", "its cases cannot be"),
        ("never", "its cases cannot be"),
        ("users >= 20", "the defect it names was not found"),
    ],
)
def test_an_explanation_of_all_cases_or_of_none_explains_nothing(when, said):
    reading = (
        f"interpretations: [{{id: few, clause: '1', question: {{en: few}}, reading: {{en: few}}, "
        f"explains: [{{kind: hole, when: {when}}}]}}]\nledger:"
    )
    report = found(swapped(plan(HOLE), ("ledger:", reading)))
    assert [finding.kind for finding in report.open] == ["hole", "stale"]
    assert said in report.open[1].text.en
    assert when in report.open[1].text.zh
    good = found(swapped(plan(HOLE), ("ledger:", reading.replace(when, "users < 10"))))
    assert good.open == ()
    assert good.exit_code == 0
