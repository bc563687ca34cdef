"""Number lines: every range has the level the plan gives there, every threshold belongs where the rule puts it."""

import re
from fractions import Fraction

import pytest

from respond.errors import Text
from respond.facts import FactType
from respond.plan import Library
from respond.show import criterion_lines, draw, drawing_of, response_lines
from small_plan import SMALL, shelve

LIBRARY = Library.default()
GRADED = [
    "vaccine-quality@2024", "forest-grassland-fire@2009", "forest-grassland-fire@2026",
    "jiaocheng/forest-fire@2024", "debt-risk@2017",
]  # fmt: skip
GIVEN = {"quality_suspected": True, "mass_incident": "absent"}
WHOLES = {"city_governments": 1000, "province_governments": 1000, "principal_due": 1000, "interest_due": 1000}


def compiled(name):
    return LIBRARY.prepared(LIBRARY.find(name))


def mildest(plan):
    """Give a value at which each fact does no harm, and what the lines take as given."""
    values = {name: False if fact.type is FactType.FLAG else Fraction(0) for name, fact in plan.facts.items()}
    return {**values, **{name: value for name, value in {**GIVEN, **WHOLES}.items() if name in values}}


def segment_at(line, value):
    """Find the segment a number lies in, by its ends."""
    for segment in line.segments:
        cell = segment.cell
        above = cell.low is None or value > cell.low or (value == cell.low and not cell.low_open)
        below = cell.high is None or value < cell.high or (value == cell.high and not cell.high_open)
        if above and below:
            return segment
    raise AssertionError(value)


def around(tick, step):
    return [value for value in (tick.value - step, tick.value, tick.value + step) if value >= 0]


CASES = [
    pytest.param(name, line, id=f"{name}-{line.name}")
    for name in GRADED
    for line in criterion_lines(compiled(name))
    if not line.computed
]


@pytest.mark.parametrize(("name", "line"), CASES)
def test_ranges_agree_with_the_exact_level_around_every_threshold(name, line):
    plan = compiled(name)
    values = mildest(plan)
    if line.name == "direct_loss":
        values["damaged_grassland"] = Fraction(1, 100)
    step = 1 if line.integer else Fraction(1, 10_000)
    for tick in line.ticks:
        for value in around(tick, step):
            exact = plan.exact_level({**values, line.name: value})
            assert segment_at(line, value).gravity == exact, (line.name, value)


COMPUTED = {
    "city_share": [(0, 0), (Fraction(9999, 100_000), 0), (Fraction(1, 10), 3), (Fraction(3, 20), 4)],
    "principal_default_share": [
        (Fraction(99, 10_000), 0), (Fraction(1, 100), 2), (Fraction(4999, 100_000), 2), (Fraction(1, 20), 3),
        (Fraction(9999, 100_000), 3), (Fraction(1, 10), 4), (2, 4),
    ],
    "casualties": [(9, 0), (10, 3), (19, 3), (20, 4)],
}  # fmt: skip


@pytest.mark.parametrize("name", COMPUTED)
def test_computed_numbers_have_lines(name):
    plan = compiled("forest-grassland-fire@2009" if name == "casualties" else "debt-risk@2017")
    line = next(line for line in criterion_lines(plan) if line.name == name)
    assert line.computed
    assert [(value, segment_at(line, value).gravity) for value, _ in COMPUTED[name]] == COMPUTED[name]


@pytest.mark.parametrize("name", GRADED)
def test_every_threshold_of_the_criteria_is_on_a_line(name):
    plan = compiled(name)
    lines = {line.name: line for line in criterion_lines(plan)}
    for found in plan.criteria:
        for fact, figure in re.findall(r"(\w+) >=? (\d+)\b(?! *%)", str(found.entry.when)):
            if fact in lines and int(figure):
                ticks = {tick.value for tick in lines[fact].ticks}
                unit = 10_000 if fact == "direct_loss" and "万元" in found.entry.when else 1
                assert int(figure) * unit in ticks, (found.entry.id, fact, figure)


def line_of(name, plan):
    return next(line for line in criterion_lines(compiled(plan)) if line.name == name)


def test_a_threshold_stands_on_the_side_the_rule_puts_it():
    deaths = line_of("deaths", "vaccine-quality")
    assert [(tick.value, tick.below) for tick in deaths.ticks] == [(1, False), (2, False), (5, False)]
    rare = line_of("rare_cases", "vaccine-quality")
    assert [(tick.value, tick.below) for tick in rare.ticks] == [(3, True), (5, True), (10, True), (20, True)]
    forest = line_of("damaged_forest", "forest-grassland-fire@2009")
    assert [(tick.value, tick.below) for tick in forest.ticks][:2] == [(0, True), (1, False)]


def test_what_every_rule_asks_for_is_said_once_and_more_is_marked():
    deaths = line_of("deaths", "vaccine-quality")
    assert [text.zh for text in deaths.shared] == ["疑似与疫苗质量相关：是"]
    assert not any(deaths.hinges(segment) for segment in deaths.segments)
    failing = line_of("city_failing", "debt-risk")
    assert [failing.hinges(segment) for segment in failing.segments] == [False, False, True]
    share = line_of("city_share", "debt-risk")
    assert [hit.rule.id for hit in share.joint] == ["III-count-city"]


def test_responses_have_lines_of_their_own():
    lines = response_lines(compiled("debt-risk"))
    assert [line.name for line in lines] == ["counties_in_incident"]
    assert [segment.gravity for segment in lines[0].segments] == [0, 1, 2]


def test_a_line_as_text():
    forest = drawing_of(line_of("damaged_forest", "forest-grassland-fire@2026"), "zh", "x", "不够级")
    assert forest.text == (
        "0公顷 ● ── 不够级 ── ○ 0.067公顷 ● ── Ⅳ级 ── ○ 10公顷 ● ── Ⅲ级 ── ○ 100公顷 ● ── Ⅱ级 ── ○ 1000公顷 ● ── Ⅰ级 ── ▶"
    )
    rare = drawing_of(line_of("rare_cases", "vaccine-quality"), "en", "x", "no level")
    assert rare.description == (
        "0 to 3 persons: no level; 4 to 5 persons: level IV; 6 to 10 persons: level III; "
        "11 to 20 persons: level II; 21 persons or more: level I"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", GRADED)
def test_a_drawing_can_be_read_without_colour_and_without_eyes(name, lang):
    for line in criterion_lines(compiled(name)):
        drawing = drawing_of(line, lang, f"line-{line.name}", "-")
        svg = draw(drawing)
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
        assert [part.label + "†" * part.hinges for part in drawing.bands] == texts[: len(drawing.bands)]
        assert {mark.label for mark in drawing.marks} <= set(texts)
        assert svg.count("<circle") == 2 * len(drawing.marks) + bool(drawing.low) + bool(drawing.high)
        assert 'role="img"' in svg
        assert f'<title id="line-{line.name}-t">' in svg
        assert drawing.description.replace("&", "&amp;").replace("<", "&lt;") in svg
        assert "http" not in svg


def test_labels_too_wide_for_their_range_stand_on_two_rows():
    wide = drawing_of(line_of("direct_loss", "forest-grassland-fire@2009"), "en", "x", "-")
    rows = {int(y) for y in re.findall(r'<text x="\d+" y="(\d+)" text-anchor="middle" fill', draw(wide))}
    narrow = drawing_of(line_of("deaths", "vaccine-quality"), "zh", "x", "-")
    low = {int(y) for y in re.findall(r'<text x="\d+" y="(\d+)" text-anchor="middle" fill', draw(narrow))}
    assert len(low) == 1
    assert rows >= low


def lines_of(tmp_path, *criteria):
    levels = "\n".join(
        f"  {level}: [{{id: x-{level}, when: '{when}', clause: '2'}}]" for level, when in criteria
    )
    old = SMALL[SMALL.index("levels:\n") : SMALL.index("responses:\n")]
    readings = SMALL[SMALL.index("interpretations:\n") : SMALL.index("ledger:\n")]
    text = SMALL.replace(old, f"levels:\n{levels}\n").replace(readings, "")
    library = Library([shelve(tmp_path, text)])
    return {line.name: line for line in criterion_lines(library.prepared(library.find("spill")))}


def shape(line):
    return [(segment.cell.low, segment.cell.high, segment.gravity) for segment in line.segments]


def test_either_of_two_numbers_has_its_own_line(tmp_path):
    lines = lines_of(tmp_path, ("I", "area >= 10 ha or river and (injured >= 3 or share > 50%)"))
    assert shape(lines["area"]) == [(0, 10, 0), (10, None, 4)]
    assert lines["injured"].shared == (Text("流入河道：是", "reached a river: yes"),)
    assert shape(lines["injured"]) == [(0, 2, 0), (3, None, 4)]
    assert [tick.below for tick in lines["share"].ticks] == [True]


def test_an_exact_number_is_a_range_of_one(tmp_path):
    lines = lines_of(tmp_path, ("II", "area == 5 ha"), ("III", "injured in {2, 3}"))
    assert shape(lines["area"]) == [(0, 5, 0), (5, 5, 3), (5, None, 0)]
    assert shape(lines["injured"]) == [(0, 1, 0), (2, 3, 2), (4, None, 0)]


def test_a_ratio_without_a_name_has_no_line(tmp_path):
    assert lines_of(tmp_path, ("I", "injured / houses >= 2")) == {}
