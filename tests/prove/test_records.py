"""The room makes its classes as the rest of the house does."""

import ast
from pathlib import Path

import pytest

import respond.prove

MODULES = sorted(Path(respond.prove.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_classes_come_from_the_one_place_that_makes_them(path):
    taken = {
        name.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "attrs"
        for name in node.names
    }
    assert taken.isdisjoint({"frozen", "define"})
