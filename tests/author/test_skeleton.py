"""`respond plan new`: a skeleton that loads, answers and is already formatted; nothing is overwritten."""

import json

import attrs
import jsonschema
import pytest

import yaml
from respond.author import begin, formatted, skeleton
from respond.cli import main
from respond.cli.plan_fmt import _kinds
from respond.errors import InputError
from respond.plan import Library, Plan, load_plan
from respond.yaml import Source


def test_a_fresh_skeleton_loads_and_compiles(tmp_path):
    path = begin("mycounty/flood@2026", tmp_path)
    assert path == tmp_path / "mycounty/flood/2026.yaml"
    plan = load_plan(path)
    assert (plan.id, plan.edition.name, str(plan.edition.in_force.from_)) == (
        "mycounty/flood", "2026", "2026-01-01",
    )  # fmt: skip
    library = Library([tmp_path])
    assert library.prepared(library.find("flood")).graded


def test_it_shows_every_part_of_a_plan(tmp_path):
    plan = load_plan(begin("mycounty/flood@2026", tmp_path))
    # they need another plan, stand in the place of the four levels, are figures nobody may invent, or of another kind of plan
    elsewhere = {
        "adopts", "alongside", "tighten", "contacts", "place", "level_scale", "below", "response_scale",
        "units_of_measure", "office_hours", "supervision", "graded_by",
    }  # fmt: skip
    empty = [
        field.name for field in attrs.fields(Plan) if field.name not in elsewhere and not getattr(plan, field.name)
    ]  # fmt: skip
    assert empty == []


def test_every_comment_comes_in_both_languages():
    lines = [line for line in skeleton("a/b@2026").splitlines() if line.startswith("# ")]
    words = " ".join(lines[1:])
    assert sum("\u4e00" <= c <= "\u9fff" for c in words) > 300
    assert sum(c.isascii() and c.isalpha() for c in words) > 900


def test_in_english_alone_it_is_the_same_plan_without_a_word_of_chinese(tmp_path):
    both = load_plan(begin("mycounty/flood@2026", tmp_path / "both"))
    path = begin("mycounty/flood@2026", tmp_path / "english", english=True)
    text = path.read_text("utf-8")
    assert [line for line in text.splitlines() if not line.isascii()] == []
    assert len([line for line in text.splitlines() if line.startswith("# ")]) >= 40
    plan = load_plan(path)
    assert plan.title.zh == plan.title.en == both.title.en
    assert [entry[:2] for entry in plan.entries()] == [entry[:2] for entry in both.entries()]
    assert plan.facts["deaths"].ask.en == both.facts["deaths"].ask.en
    assert formatted(Source("x.yaml", text), _kinds()) == text


@pytest.mark.parametrize("english", [False, True])
def test_the_units_and_the_zone_shown_as_comments_load_too(tmp_path, english):
    path = begin("mycounty/flood@2026", tmp_path, english=english)
    text = path.read_text("utf-8")
    for line in ("# units_of_measure:", "#   EUR:", "# zone:", "# calendar:"):
        assert line in text
        text = text.replace(line, line.removeprefix("# "))
    path.write_text(text, "utf-8")
    plan = load_plan(path)
    assert (plan.zone, plan.calendar, list(plan.units_of_measure)) == ("Europe/Berlin", "eu/target", ["EUR"])


def test_it_is_formatted_already():
    text = skeleton("mycounty/flood@2026b")
    assert formatted(Source("x.yaml", text), _kinds()) == text


def test_the_parts_shown_as_comments_load_too(tmp_path):
    text = skeleton("mycounty/flood@2026")
    for line in ("# alongside:", "#   - {plan: shanxi"):
        text = text.replace(line, line.removeprefix("# "))
    path = tmp_path / "mycounty/flood/2026.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    assert [str(other.plan) for other in load_plan(path).alongside] == ["shanxi/incident-reporting"]


def test_nothing_is_overwritten(tmp_path, capsys):
    assert main(["plan", "new", "mycounty/flood@2026", "-o", str(tmp_path), "--lang", "en"]) == 0
    assert f"made {tmp_path}/mycounty/flood/2026.yaml" in capsys.readouterr().out
    path = tmp_path / "mycounty/flood/2026.yaml"
    path.write_text("mine", "utf-8")
    assert main(["plan", "new", "mycounty/flood@2026", "-o", str(tmp_path)]) == 2
    assert "E675" in capsys.readouterr().err
    assert path.read_text("utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "mycounty").write_text("", "utf-8")
    with pytest.raises(InputError) as caught:
        begin("mycounty/flood@2026", tmp_path)
    assert [fault.code for fault in caught.value.faults] == ["E679"]


@pytest.mark.parametrize(
    "name",
    ["flood", "flood@2026", "a/b", "A/b@2026", "a/b/c@2026", "../b@2026", "a/b@new", "a/b@2026/..", ""],
)
def test_other_names_are_refused(name):
    with pytest.raises(InputError) as caught:
        skeleton(name)
    assert [fault.code for fault in caught.value.faults] == ["E676"]


def test_the_schema_its_first_line_names_is_beside_it_and_takes_it(tmp_path):
    path = begin("mycounty/flood@2026", tmp_path)
    named = path.read_text("utf-8").splitlines()[0].partition("$schema=")[2]
    schema = json.loads((path.parent / named).read_text("utf-8"))
    jsonschema.validate(yaml.safe_load(path.read_text("utf-8").replace("2026-01-01", '"2026-01-01"')), schema)
    (tmp_path / "plan.schema.json").write_text("mine", "utf-8")
    begin("mycounty/quake@2026", tmp_path)
    assert (tmp_path / "plan.schema.json").read_text("utf-8") == "mine"


def test_it_is_proved_sound(tmp_path, monkeypatch, capsys):
    begin("mycounty/flood@2026", tmp_path)
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path))
    assert main(["plan", "check", "mycounty/flood", "--lang", "en"]) == 0, capsys.readouterr().out
