"""One page for each error code, with an example that really meets it and the wording of the catalogue."""

import re

import pytest
from doc_blocks import DOCS, blocks_of
from doc_console import exchanges_of
from doc_files import complaints, put, said

from respond.errors import CATALOGUE

PAGES = {page.stem: page for page in sorted((DOCS / "errors").glob("E*.md"))}


def wording(text):
    return text.replace("{{", "{").replace("}}", "}")


def test_every_code_has_a_page_and_every_page_a_code():
    assert set(PAGES) == set(CATALOGUE)


def test_the_index_lists_every_code_with_its_title():
    index = (DOCS / "errors" / "index.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| \[(E\d+)\]\(\1\.md\) \| (.+?) \|", index, re.MULTILINE))
    titles = {
        code: page.read_text("utf-8").split("\n")[0].removeprefix(f"# {code}: ")
        for code, page in PAGES.items()
    }
    assert listed == titles


def codes(text):
    return set(re.findall(r"\bE\d{3}\b", text))


@pytest.mark.parametrize("code", sorted(PAGES))
def test_a_page_shows_the_message_in_both_languages(code):
    entry = CATALOGUE[code]
    text = PAGES[code].read_text("utf-8")
    head = f"> {wording(entry.problem.zh)}\n>\n> {wording(entry.problem.en)}\n"
    assert head in text
    assert "## Example" in text
    assert "## What to do" in text


@pytest.mark.parametrize("code", sorted(PAGES))
def test_the_example_meets_the_fault(code, tmp_path):
    blocks = blocks_of(PAGES[code])
    put(blocks, tmp_path)
    errors = complaints(blocks, tmp_path)
    found = {each.code for error in errors for each in error.faults}
    for block in blocks:
        if block.language == "console":
            found |= {name for each in exchanges_of(block.text) for name in codes(each.output)}
        elif block.language == "python":
            found |= codes(block.text)
        elif block.language == "text":
            assert block.text == said(errors, tmp_path, block.marks[0])
    assert code in found
