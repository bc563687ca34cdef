"""No word of a sheet or a page names a command or an option, but as what only whoever types commands is told."""

import ast
import re
from pathlib import Path

import pytest

import respond

HOUSE = Path(respond.__file__).parent
ROOMS = ("show", "desk", "supervise", "papers", "exercise", "prove", "situation", "room")
COMMAND = re.compile(r"(?<![\w-])--[a-z]|\brespond (?!duty room)[a-z]|RESPOND_[A-Z]")
TYPED = {"typed", "hinted", "lists_each", "Place"}
"""What takes such words: pieces that pages leave out, and the places of faults, which pages do not show."""
AT_A_TERMINAL = {"room/serving.py", "exercise/scenario.py", "situation/answers.py", "desk/refusing.py"}
"""What is said where the server is started, what documents the format of files, and helps for which pages have their own."""


def words_of(path):
    """Give every text of a module that is no docstring and no argument of what takes commands."""
    tree = ast.parse(path.read_text())
    passed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TYPED:
            passed |= {id(each) for argument in node.args for each in ast.walk(argument)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        if isinstance(node, ast.keyword) and node.arg == "option":
            passed |= {id(each) for each in ast.walk(node.value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.lineno, node.value


MODULES = [
    pytest.param(path, id=str(path.relative_to(HOUSE)))
    for room in ROOMS
    for path in sorted((HOUSE / room).rglob("*.py"))
    if str(path.relative_to(HOUSE)) not in AT_A_TERMINAL
]


@pytest.mark.parametrize("path", MODULES)
def test_no_wording_names_a_command_to_whoever_has_none(path):
    assert [(line, text) for line, text in words_of(path) if COMMAND.search(text)] == []


def test_the_templates_of_pages_name_none():
    for path in sorted((HOUSE / "room" / "templates").glob("*.j2")):
        assert not COMMAND.search(path.read_text()), path.name


def test_a_command_in_a_wording_would_be_found(tmp_path):
    module = tmp_path / "words.py"
    module.write_text('"""--full"""\nX = typed("--full")\nY = f"respond status {X}"\nZ = "（--all）"\n')
    assert {line for line, text in words_of(module) if COMMAND.search(text)} == {3, 4}
