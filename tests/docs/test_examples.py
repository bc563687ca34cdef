"""Every example of the documentation runs and gives what the page says."""

import pytest
from doc_blocks import DOCS, PAGES, blocks_of, name_of
from doc_console import Console, exchanges_of
from doc_files import complaint, edit, kind_of, put
from doc_python import failures

from respond.yaml import Source, parse

ERROR_PAGES = DOCS / "errors"
WITH = {
    language: [page for page in PAGES if any(block.language == language for block in blocks_of(page))]
    for language in ("python", "yaml", "console")
}


LONG = (DOCS / "tutorial-tables.md",)
"""Pages that grade a million rows; `test_tutorial_tables` follows them with a small table."""
TRANSCRIPTS = [
    pytest.param(page, marks=pytest.mark.exhaustive) if page in LONG else page for page in WITH["console"]
]


def ids(page):
    return name_of(page)


@pytest.mark.parametrize("page", WITH["python"], ids=ids)
def test_python_examples_run(page, tmp_path):
    wrong = failures([block for block in blocks_of(page) if block.language == "python"], tmp_path)
    if wrong:
        pytest.fail(wrong, pytrace=False)


@pytest.mark.parametrize("page", [page for page in WITH["yaml"] if ERROR_PAGES not in page.parents], ids=ids)
def test_whole_files_are_sound_and_pieces_are_strict_yaml(page, tmp_path):
    blocks = blocks_of(page)
    put(blocks, tmp_path)
    for block in blocks:
        if kind_of(block):
            error = complaint(block, tmp_path)
            assert error is None, f"{block}: {error}"
        elif block.language == "yaml":
            parse(Source(str(block), block.text))


@pytest.mark.parametrize("page", TRANSCRIPTS, ids=ids)
def test_transcripts_show_what_the_command_line_prints(page, tmp_path):
    blocks = blocks_of(page)
    put(blocks, tmp_path)
    console = Console(tmp_path)
    for block in blocks:
        edit(block, tmp_path)
        if block.language == "console":
            for exchange in exchanges_of(block.text):
                assert console.run(exchange.command) == exchange.output, f"{block}: {exchange.command}"
