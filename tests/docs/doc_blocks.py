"""The fenced blocks of the documentation: what they are, and what they say they give."""

import re
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = (*([ROOT / "README.md"] if (ROOT / "README.md").is_file() else []), *sorted(DOCS.rglob("*.md")))

_FENCE = re.compile(
    r"^(?P<ticks>```+)(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=ticks)[ \t]*$", re.MULTILINE | re.DOTALL
)


@frozen
class Block:
    """One fenced block: its language, the words after it, its text, and where the text stands in the page."""

    page: Path
    line: int
    language: str
    marks: tuple[str, ...]
    text: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{name_of(self.page)}:{self.line}"


def name_of(page: Path) -> str:
    """Give a page's path from the root of the project."""
    return page.relative_to(ROOT).as_posix()


def blocks_of(page: Path) -> list[Block]:
    """Give the blocks of a page in order.

    `yaml plan`, `yaml incident` and `yaml scenario` hold whole files, with a name behind where a command or
    another block refers to them; other `yaml` blocks are pieces of files, and `yaml write PATH` and
    `yaml append PATH` what the reader does with them at that point of the page.
    """
    text = page.read_text("utf-8")
    found = []
    for match in _FENCE.finditer(text):
        language, *marks = match["info"].split() or [""]
        line = text.count("\n", 0, match.start()) + 1
        block = Block(
            page, line, language, tuple(marks), match["text"], match.start("text"), match.end("text")
        )
        found.append(block)
    return found


def all_blocks(language: str) -> list[Block]:
    """Give the blocks of one language on all pages."""
    return [block for page in PAGES for block in blocks_of(page) if block.language == language]


def replaced(page: Path, texts: dict[int, str]) -> str:
    """Give a page with the text of some blocks, by their start, replaced."""
    text = page.read_text("utf-8")
    for block in reversed(blocks_of(page)):
        if block.start in texts:
            text = text[: block.start] + texts[block.start] + text[block.end :]
    return text


def prose(page: Path) -> str:
    """Give a page without its fenced blocks."""
    return _FENCE.sub("", page.read_text("utf-8"))
