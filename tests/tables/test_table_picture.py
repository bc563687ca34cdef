"""The picture of a graded table: every number of the summary stands in it, in both languages, however many there are."""

import csv
import re
from xml.etree import ElementTree

import pytest
from boundaries import LIBRARY

import respond
from respond.cli import main
from respond.errors import InputError
from respond.tables import Asked, batch
from respond.tables.sheet_of_batch import range_name

SVG = "{http://www.w3.org/2000/svg}"
FIRE = "forest-grassland-fire"


@pytest.fixture
def fires(tmp_path):
    """Give what writes a table of forest fires: the day, the place and the hectares of each."""

    def write(*rows):
        path = tmp_path / "fires.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["日期", "地点", "damaged_forest", "damaged_grassland", "deaths", "serious_injuries",
                             "草原火灾直接经济损失", "other_forest_land"])  # fmt: skip
            writer.writerows([*row, 0, 0, 0, 0, "no"] for row in rows)
        return path

    return write


def drawn(tmp_path, table, lang="en", **asked):
    """Draw a table, and give its summary, the texts of the picture, and the words of the parts of its bars."""
    path = tmp_path / "picture.svg"
    asked = Asked(asked.pop("plan", FIRE), {}, **asked)
    found = batch([str(table)], asked, LIBRARY, picture=path, lang=lang)
    root = ElementTree.parse(path).getroot()  # noqa: S314 - drawn here
    texts = [each.text for each in root.iter(f"{SVG}text")]
    parts = [each.text for each in root.iter(f"{SVG}title")][1:]
    assert all(int(each.get("x")) <= int(root.get("width")) for each in root.iter(f"{SVG}text"))
    assert all(int(each.get("y")) < int(root.get("height")) for each in root.iter(f"{SVG}text"))
    return found, texts, parts


def counted(parts):
    """Sum the parts of bars by the label of their bar."""
    sums = {}
    for part in parts:
        label, *rest = part.split(" · ")
        if rest:
            sums[label] = sums.get(label, 0) + int(rest[-1].replace(",", ""))
    return sums


def test_every_month_and_place_has_its_rows(tmp_path, fires):
    rows = [
        ("2025-01-05", "甲县", 5),
        ("2025-01-09", "乙县", 120),
        ("2025-04-01", "甲县", 5),
        ("2025-04-02", "", 0),
    ]
    found, texts, parts = drawn(tmp_path, fires(*rows))
    assert counted(parts) == {"all": 4, "2025-01": 2, "2025-04": 2, "甲县": 2, "乙县": 1, "not given": 1}
    assert {"2025-02", "2025-03"} <= set(texts), "a month without a fire is seen as a gap"
    assert [each.rows for each in found.levels] == [1, 2, 1]
    assert "甲县 · III · 2" in parts


@pytest.mark.parametrize(("lang", "words"), [("zh", "原III"), ("en", "was III")])
def test_what_changes_is_told_by_what_it_becomes(tmp_path, fires, lang, words):
    table = fires(("2025-05-01", "甲县", 5), ("2025-06-01", "乙县", 5), ("2025-06-01", "乙县", 500))
    found, texts, parts = drawn(tmp_path, table, lang, compare="2026")
    assert found.regraded.rows == 2
    assert f"{words} · IV · 2" in parts
    assert any("forest-grassland-fire@2026" in text for text in texts)


def test_many_places_are_the_most_frequent_and_the_rest(tmp_path, fires):
    rows = [(f"2025-03-{1 + each % 28:02}", f"place {each}", 5) for each in range(300)]
    rows += [("2025-03-01", f"place {each}", 5) for each in range(280, 300)]
    found, texts, parts = drawn(tmp_path, fires(*rows))
    places = [label for label in counted(parts) if label.startswith("place ")]
    assert sorted(places) == sorted(f"place {each}" for each in range(280, 300))
    assert found.rows == 320
    assert texts[texts.index("all others") + 1 :][:2] == ["280", "280"]


def test_a_long_name_is_broken_and_no_mark_up_breaks_out(tmp_path, fires):
    name = "<b>&某自治州" + "某某自治县" * 8 + "</svg>"
    _, texts, parts = drawn(tmp_path, fires(("2025-03-01", name, 5)))
    lines = texts[texts.index(next(text for text in texts if text.startswith("<b>"))) :]
    assert "".join(lines).startswith(name)
    assert f"{name} · III · 1" in parts


def test_ranges_have_both_ends(tmp_path):
    table = tmp_path / "in.csv"
    table.write_text("deaths_lo,deaths_hi,serious_injuries,direct_loss\n2,4,0,0\n3,,0,0\n", "utf-8")
    _, texts, parts = drawn(tmp_path, table, plan="production-accident", ranges=True)
    assert {"III to I", "IV to III"} <= set(texts)
    assert counted(parts) == {"all": 2}


def test_an_empty_table_is_a_picture_too(tmp_path, fires):
    found, texts, _ = drawn(tmp_path, fires())
    assert found.rows == 0
    assert "0 rows: 0 graded, 0 not" in texts


def test_the_command_and_its_twin_draw_the_same(tmp_path, fires, capsys):
    table = fires(("2025-03-01", "甲县", 5))
    first, second = tmp_path / "one.svg", tmp_path / "two.svg"
    assert main(["batch", str(table), "--plan", FIRE, "--picture", str(first)]) == 0
    respond.batch(table, FIRE, picture=second)
    capsys.readouterr()
    assert first.read_text("utf-8") == second.read_text("utf-8")
    assert re.search("[一-龥]", first.read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "code"), [("one.png", "E780"), ("none/one.svg", "E679"), ("fires.csv", "E780")]
)
def test_a_picture_that_cannot_be_drawn_is_refused_before_anything_is_graded(tmp_path, fires, name, code):
    table = fires(("2025-03-01", "甲县", 5))
    before = table.read_bytes()
    with pytest.raises(InputError) as error:
        respond.batch(table, FIRE, output=tmp_path / "out.csv", picture=tmp_path / name)
    assert [each.code for each in error.value.faults] == [code]
    assert table.read_bytes() == before
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("other", [["--explain", "1"], ["--sql", "duckdb"]])
def test_where_no_table_is_graded_there_is_no_picture(tmp_path, fires, other, capsys):
    table = fires(("2025-03-01", "甲县", 5))
    assert main(["batch", str(table), "--plan", FIRE, "--picture", str(tmp_path / "one.svg"), *other]) == 2
    assert "E910" in capsys.readouterr().err


def test_of_many_levels_each_has_a_bar_with_its_number(tmp_path):
    ends = [(0, ""), (0, 1), (0, 3), (1, 3), (1, 10), (3, 10), (3, 30), (30, 30), (10, 12)]
    rows = "".join(f"{low},{high},0,0\n" * (number + 1) for number, (low, high) in enumerate(ends))
    (tmp_path / "in.csv").write_text("deaths_lo,deaths_hi,serious_injuries,direct_loss\n" + rows)
    found = batch(
        [str(tmp_path / "in.csv")], Asked("production-accident", {}, ranges=True), LIBRARY, picture=tmp_path / "out.svg", lang="en"
    )  # fmt: skip
    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", (tmp_path / "out.svg").read_text("utf-8"))
    assert len(found.levels) > 6
    for each in found.levels:
        assert f"{each.rows:,}" in drawn
        assert range_name(each, "en") in drawn
