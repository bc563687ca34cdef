"""Write what commands and files give today into the documentation.

    python tests/docs/doc_refresh.py [PAGE...]

Read the difference before committing it: a change here is a change users see.
"""

import sys
import tempfile
from pathlib import Path

from doc_blocks import PAGES, Block, blocks_of, name_of, replaced
from doc_console import Console, exchanges_of
from doc_files import complaints, edit, put, said


def refreshed(page: Path) -> str:
    """Give a page with the outputs of its transcripts and the faults of its files as they are today."""
    texts: dict[int, str] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        blocks = blocks_of(page)
        put(blocks, folder)
        console = Console(folder)
        errors = complaints(blocks, folder)
        for block in blocks:
            edit(block, folder)
            if block.language == "console":
                texts[block.start] = _transcript(block, console)
            elif block.language == "text" and block.marks in (("zh",), ("en",)):
                texts[block.start] = said(errors, folder, "zh" if block.marks == ("zh",) else "en")
    return replaced(page, texts)


def _transcript(block: Block, console: Console) -> str:
    parts = []
    for exchange in exchanges_of(block.text):
        output = console.run(exchange.command)
        parts.append(f"$ {exchange.command}\n" + (f"{output}\n" if output else ""))
    return "".join(parts)


if __name__ == "__main__":
    wanted = [Path(name).resolve() for name in sys.argv[1:]] or PAGES
    for page in wanted:
        text = refreshed(page)
        if text != page.read_text("utf-8"):
            page.write_text(text, "utf-8")
            print(name_of(page))  # noqa: T201
