"""The papers of an exercise as files: a director prints them, so that each can be a Word file too."""

import io

import pytest
from docx import Document

from respond.cli import main
from respond.exercise import READERS
from respond.plan import shipped

SCENARIO = str(shipped("scenarios") / "vaccine-school-day.yaml")


@pytest.mark.parametrize("readers", READERS)
def test_each_paper_is_written_as_a_word_file(readers, tmp_path, capsys):
    target = tmp_path / "paper.docx"
    assert main(["exercise", "papers", SCENARIO, "--for", readers, "-o", str(target), "--lang", "en"]) == 0
    made = Document(io.BytesIO(target.read_bytes()))
    assert "Jiaocheng vaccine tabletop" in "\n".join(each.text for each in made.paragraphs)
    assert "for exercise only" in "\n".join(each.text for each in made.sections[0].header.paragraphs)
    assert capsys.readouterr().out == ""
    first = target.read_bytes()
    assert main(["exercise", "papers", SCENARIO, "--for", readers, "-o", str(target), "--lang", "en"]) == 0
    assert target.read_bytes() == first


@pytest.mark.parametrize(("name", "begins"), [("paper.html", "<!DOCTYPE html>"), ("paper.md", "> **")])
def test_its_form_goes_by_the_name_of_the_file(name, begins, tmp_path):
    target = tmp_path / name
    assert main(["exercise", "papers", SCENARIO, "--for", "players", "-o", str(target)]) == 0
    assert target.read_text("utf-8").startswith(begins)


def test_a_word_file_is_no_text_for_a_terminal(capsys):
    assert main(["exercise", "papers", SCENARIO, "--for", "players", "--format", "docx"]) == 2
    assert "E985" in capsys.readouterr().err
